"""Usual Latin press spelling of names in Cyrillic, and what is known of given names. Names no language in code: rules
and lists are `data/names/latin.toml` and `data/names/given.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

import msgspec
from msgspec import Struct

from chancery.errors import PackError
from chancery.text.forms import plain
from chancery.text.scripts import script

_WORD = re.compile(r"[^\W\d_]+")
_VOWELS_AFTER_SOFT = frozenset("иеяю")
Table = TypeVar("Table")


class GivenName(Struct, frozen=True):
    """A given name: its usual Latin form, `gender` (Masc, Fem or "" for both), and the language it is at home in."""

    latin: str
    gender: str
    tongue: str


class Steps(Struct, frozen=True, forbid_unknown_fields=True):
    """Replacements in order for one language ("" for any other)."""

    lang: str
    steps: tuple[tuple[str, str], ...]


class Palladius(Struct, frozen=True, forbid_unknown_fields=True):
    """Chinese syllables as Russian writes them."""

    surnames: str
    beginnings: dict[str, str]
    soft: dict[str, str]
    ends: dict[str, str]
    whole: dict[str, str]


class Spelling(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `latin.toml`."""

    rules: tuple[Steps, ...]
    letters: dict[str, str]
    palladius: Palladius


def table(name: str, shape: type[Table]) -> Table:
    """One of the tables in `data/names`."""
    path = files("chancery") / "data" / "names" / name
    try:
        return msgspec.toml.decode(path.read_bytes(), type=shape)
    except (OSError, msgspec.MsgspecError) as error:
        raise PackError(f"the names table cannot be read: {error}", where=name, hint="reinstall Chancery") from error


def given_name(word: str) -> GivenName | None:
    """Give what is known of a given name in the nominative, in Cyrillic or Latin letters; None if nothing is.

    >>> given_name("Дидье")
    GivenName(latin='Didier', gender='Masc', tongue='fr')
    """
    return _given().get(plain(word))


@lru_cache(maxsize=65536)
def latin(name: str, lang: str) -> str:
    """Give the usual Latin spelling of a name in the nominative; letters of other scripts stay as they are.

    >>> latin("Евгений Куйвашев", "ru"), latin("Си Цзиньпин", "ru"), latin("Мадиев А.Е.", "ru")
    ('Yevgeny Kuyvashev', 'Xi Jinping', 'Madiev A.Ye.')
    """
    return _chinese(name) or _WORD.sub(lambda word: _word(word[0], _tongue(name, lang)), name)


def _tongue(name: str, lang: str) -> str:
    """The language by whose rules a name is spelt: that of its given name where we have rules for it, else `lang`."""
    steps = _steps()
    known = (given_name(word) for word in _WORD.findall(name))
    return next((found.tongue for found in known if found and found.tongue in steps), lang)


def _word(word: str, lang: str) -> str:
    """One word of a name in Latin letters, in the case of the original."""
    if script(word[0]) != "Cyrillic":
        return word
    known = given_name(word) if len(word) > 1 else None
    spelt = known.latin if known else _spelt(word.lower(), lang).capitalize()
    return spelt.upper() if len(word) > 2 and word.isupper() else spelt


def _spelt(word: str, lang: str) -> str:
    """A lower-case word by the rules of `lang`, then the general ones, then the table."""
    steps = _steps()
    for pattern, replacement in (*steps.get(lang, ()), *steps[""]):
        word = pattern.sub(replacement, word)
    letters = _spelling().letters
    return "".join(letters.get(char, char) for char in word)


def _chinese(name: str) -> str:
    """A Chinese name in pinyin, "" if the name is none: a usual surname, then one or two syllables."""
    words = name.lower().split()
    if len(words) != 2 or words[0] not in _surnames():
        return ""
    given = _syllables(words[1])
    if not 1 <= len(given) <= 2:
        return ""
    return f"{_pinyin()[words[0]].capitalize()} {''.join(given).capitalize()}"


def _syllables(word: str) -> tuple[str, ...]:
    """The pinyin syllables of one word in Palladius' spelling, as few as possible; () if it is not Chinese."""
    pinyin = _pinyin()
    best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
    for stop in range(1, len(word) + 1):
        ways = [
            (*head, pinyin[word[i:stop]])
            for i, head in enumerate(best[:stop])
            if head is not None and word[i:stop] in pinyin
        ]
        best[stop] = min(ways, key=len, default=None)
    return best[-1] or ()


@lru_cache(maxsize=1)
def _pinyin() -> dict[str, str]:
    """Every Chinese syllable in Russian spelling with its pinyin."""
    tables = _spelling().palladius
    built = {
        start + end: (tables.soft.get(start, first) if end[0] in _VOWELS_AFTER_SOFT else first) + last
        for start, first in tables.beginnings.items()
        for end, last in tables.ends.items()
    }
    return built | tables.whole


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(_spelling().palladius.surnames.split())


@lru_cache(maxsize=1)
def _steps() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    return {part.lang: tuple((re.compile(old), new) for old, new in part.steps) for part in _spelling().rules}


@lru_cache(maxsize=1)
def _spelling() -> Spelling:
    return table("latin.toml", Spelling)


@lru_cache(maxsize=1)
def _given() -> dict[str, GivenName]:
    """Every given name by its plain form; a name that both men and women bear has no gender."""
    names: dict[str, GivenName] = {}
    for tongue, by_gender in table("given.toml", dict[str, dict[str, str]]).items():
        for gender, listed in by_gender.items():
            for form, name in _entries(listed, gender, tongue):
                known = names.setdefault(plain(form), name)
                if known.gender != name.gender:
                    names[plain(form)] = msgspec.structs.replace(known, gender="")
    return names


def _entries(listed: str, gender: str, tongue: str) -> Iterator[tuple[str, GivenName]]:
    """Every spelling in a list such as "Жан Jean, Сергей Sergei/Sergey" with its name; the first Latin one is usual."""
    for entry in listed.split(","):
        spellings = [word for group in entry.split() for word in group.split("/")]
        usual = next(word for word in spellings if script(word[0]) == "Latin")
        for spelling in spellings:
            yield spelling, GivenName(usual, {"m": "Masc", "f": "Fem"}.get(gender, ""), tongue)
