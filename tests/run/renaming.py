"""Other people in the same stories: every name in a text and in its expected facts gives way to one of the same
make-up, whatever its spelling there."""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from shuffling.people import latin_words

GIVEN = tuple(word for word in latin_words("men") if word.isascii())
MARKED = tuple(word for word in latin_words("men") if not word.isascii())
"""Given names with a letter beyond ASCII."""

SURNAMES = tuple(word for word in latin_words("surnames") if word.isascii())

PERSON_FIELDS = ("person", "as_written", "nominative", "head", "speaker", "speaker_as_written", "predecessor")
Names = Mapping[str, str]


def bare(text: str) -> str:
    """The text without marks on its letters, one letter for one."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in unicodedata.normalize("NFC", text))


def persons(facts: list[dict[str, Any]]) -> list[str]:
    """Every spelling of every person's name that the facts give."""
    by_field = [fact[name] for fact in facts for name in PERSON_FIELDS if isinstance(fact.get(name), str)]
    known = {bare(name) for name in by_field}
    taking_part = [name for fact in facts for name in fact.get("participants", []) if bare(name) in known]
    return sorted({*by_field, *taking_part}, key=lambda name: (-len(name), name))


def replacements(facts: list[dict[str, Any]], chance: random.Random) -> dict[str, str]:
    """Word of a name, without marks, -> the word that stands for it: one for all spellings of one person's word."""
    given, marked, surnames = list(GIVEN), list(MARKED), list(SURNAMES)
    for pool in (given, marked, surnames):
        chance.shuffle(pool)
    found: dict[str, str] = {}
    for spellings in _people(persons(facts)):
        for place, words in enumerate(_columns(spellings)):
            if not words & found.keys():
                pool = surnames if place else marked if _has_marks(words, spellings) else given
                double = any("-" in word for word in words)
                new = "-".join(pool.pop() for _ in range(2 if double else 1))
                found |= {bare(word): new for word in words}
    return found


def _people(names: list[str]) -> Iterator[list[str]]:
    """Spellings of one person together."""
    left = list(names)
    while left:
        first = left.pop(0)
        same = [name for name in left if _are_alike(first, name)]
        left = [name for name in left if name not in same]
        yield [first, *same]


def _are_alike(one: str, other: str) -> bool:
    """Whether two names have as many words, and each begins as its fellow does."""
    ours, theirs = bare(one).split(), bare(other).split()
    return len(ours) == len(theirs) and all(a[:2] == b[:2] for a, b in zip(ours, theirs, strict=True))


def _columns(spellings: list[str]) -> list[set[str]]:
    return [{bare(word) for word in column} for column in zip(*(name.split() for name in spellings), strict=True)]


def _has_marks(words: set[str], spellings: list[str]) -> bool:
    return any(bare(word) in words and bare(word) != word for name in spellings for word in name.split())


def renamed(text: str, names: Names) -> str:
    """The text with every word of `names` replaced; a spelling without marks is replaced by one without."""
    plain = bare(text)
    pattern = re.compile(rf"(?<![\w-])({'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?!\w)")
    pieces, last = [], 0
    for found in pattern.finditer(plain):
        written, new = text[found.start() : found.end()], names[found[1]]
        pieces += [text[last : found.start()], new if written != bare(written) or new not in MARKED else bare(new)]
        last = found.end()
    return "".join([*pieces, text[last:]])


def renamed_facts(value: Any, names: Names) -> Any:
    """The same for every text of expected facts."""
    if isinstance(value, str):
        return renamed(value, names)
    if isinstance(value, list):
        return [renamed_facts(each, names) for each in value]
    if isinstance(value, dict):
        return {key: renamed_facts(each, names) for key, each in value.items()}
    return value
