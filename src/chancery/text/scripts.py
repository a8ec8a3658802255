"""Which script a text is written in, told by its letters. Knows no language."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache


@lru_cache(maxsize=4096)
def script(char: str) -> str:
    """Give the script of a letter as Unicode names it ("Latin", "Cyrillic", "Arabic" ...), "" for what is no letter.

    >>> script("ж"), script("Ö"), script("7")
    ('Cyrillic', 'Latin', '')
    """
    return unicodedata.name(char, "").split(" ", 1)[0].capitalize() if char.isalpha() else ""


def letters(text: str) -> dict[str, int]:
    """Count the letters of `text` by script, the commonest first; scripts of equal count in order of name."""
    found: Counter[str] = Counter()
    for char, count in Counter(text).items():
        if char.isalpha():
            found[script(char)] += count
    found.pop("", None)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def dominant(text: str) -> str:
    """Give the script that most letters of `text` belong to, "" where there is no letter.

    >>> dominant("Astana, столица")
    'Cyrillic'
    """
    return next(iter(letters(text)), "")
