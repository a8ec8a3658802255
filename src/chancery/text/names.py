"""Names of persons in any spelling: a key to find them by, and how likely two of them name one person.

Knows Cyrillic and Latin letters, no language and no list of names.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import permutations

from msgspec import Struct
from rapidfuzz.distance import JaroWinkler

from chancery.text.forms import plain
from chancery.text.latin import given_name

_CYRILLIC = str.maketrans(
    dict(zip("абвгдзийклмнопрстуфыэәғқңөұүһіґўҳӣӯјќѓ", "abvgdziiklmnoprstufieagknouuhiguhiujkg", strict=True))
    | {"е": "e", "ж": "j", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
    | {"ї": "i", "є": "e", "ҷ": "j", "џ": "j", "љ": "l", "њ": "n", "ћ": "ch", "ђ": "j"}
)
# Press spellings of one sound, longest first; the right side is ours alone and need not look like a word.
_PRESS = tuple(
    (re.compile(old), new)
    for old, new in (
        (r"[^a-z]", ""),
        (r"aleks|alex", "aleks"),
        (r"^ts?ch|tch|tsch|ch", "C"),
        (r"shC|sC|stC", "S"),
        (r"sch|sh|sz$", "S"),
        (r"zh|dj|dzh|dz(?=[aeiou])|j", "J"),
        (r"kh|gh|h", "H"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ts|tz|cz|c(?=[eiy])", "T"),
        (r"ck|c|q", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"(?<=[aeiou])[iy]+(?=[aeou])|^y(?=e)", ""),
        (r"[iy]+(?=[aeou])", ""),
        (r"[iy]+", "i"),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile(r"(?<!^)[aeiou]")
