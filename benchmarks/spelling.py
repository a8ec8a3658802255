"""Whether two written names denote the same person, body or place, as far as their spelling can tell."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

EQUIVALENTS = tomllib.loads((Path(__file__).parent / "equivalents.toml").read_text(encoding="utf-8"))

NAME_LIKENESS, LONGEST_WORD_LIKENESS, PLACE_LIKENESS = 0.82, 0.8, 0.9
CUT_WORD_LIKENESS = 0.9
"""How alike a word and its initial, or its beginning, count."""


def pairs(listed: str) -> list[tuple[str, str]]:
    """`a b  c -` as [(a, b), (c, nothing)]."""
    each = iter(listed.split())
    return [(old, "" if new == "-" else new) for old, new in zip(each, each, strict=True)]


_CYRILLIC = str.maketrans(dict(pairs(EQUIVALENTS["spelling"]["cyrillic"])))
_LATIN = str.maketrans(dict(pairs(EQUIVALENTS["spelling"]["latin"])))
_SOUNDS = pairs(EQUIVALENTS["spelling"]["sounds"])
_KINDS_OF_PLACE = frozenset(EQUIVALENTS["names"]["kinds_of_place"].split())
_SAME = [frozenset(group) for group in EQUIVALENTS["names"]["same"]]


@cache
def folded(text: str) -> str:
    """The text in small Latin letters without marks, with figures, hyphens and spaces."""
    latin = unicodedata.normalize("NFC", text.lower()).translate(_CYRILLIC)
    bare = "".join(each for each in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(each))
    return re.sub(r"[^a-z0-9\- ]+", " ", bare.translate(_LATIN)).strip()


@cache
def sound(word: str) -> str:
    """A folded word as romanisations agree on it, doubled letters once."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return re.sub(r"(.)\1", r"\1", word)


@cache
def words(name: str) -> tuple[str, ...]:
    """The folded words of a name without the words for kinds of place, unless there are no others."""
    found = tuple(word for word in re.split(r"[\s\-]+", folded(name)) if word)
    return tuple(word for word in found if word not in _KINDS_OF_PLACE) or found


@cache
def likeness(one: str, other: str) -> float:
    """How alike two folded words are, 0 to 1; an initial or a long beginning is nearly the whole."""
    one, other = sound(one), sound(other)
    if one == other:
        return 1.0
    if 1 in (len(one), len(other)):
        return CUT_WORD_LIKENESS if one[:1] == other[:1] else 0.0
    if min(len(one), len(other)) > 4 and (_begins(one, other) or _begins(other, one)):
        return CUT_WORD_LIKENESS
    return SequenceMatcher(None, one, other).ratio()


def _begins(long: str, word: str) -> bool:
    return long.startswith(word[: max(5, len(word) - 2)])


@cache
def same_place(one: str, other: str) -> bool:
    """Whether the names agree word by word, or are known names of one place."""
    ours, theirs = words(one), words(other)
    joined = {" ".join(ours), " ".join(theirs)}
    if len(joined) == 1 or any(joined <= group for group in _SAME):
        return True
    return len(ours) == len(theirs) and all(any(_one_word(mine, each) for each in theirs) for mine in ours)


def _one_word(one: str, other: str) -> bool:
    one, other = sound(one), sound(other)
    return one == other or SequenceMatcher(None, one, other).ratio() >= PLACE_LIKENESS


@cache
def same_name(one: str, other: str) -> bool:
    """Whether the names denote one person or body: each word of the shorter name is found in the longer one."""
    if folded(one) == folded(other) or same_place(one, other):
        return True
    short, long = sorted((words(one), words(other)), key=len)
    if not short:
        return False
    longest = max(short, key=len)
    recognised = len(longest) > 2 and max(likeness(longest, each) for each in long) >= LONGEST_WORD_LIKENESS
    return recognised and _overlap(short, long) / len(short) >= NAME_LIKENESS


def _overlap(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """Each word of the shorter name takes the likest word that is still free."""
    free, total = dict(enumerate(long)), 0.0
    for word in short:
        alike, at = max(((likeness(word, each), at) for at, each in free.items()), default=(0.0, -1))
        total += alike
        free.pop(at, None)
    return total
