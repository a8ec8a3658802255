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
from anyascii import anyascii
from msgspec import Struct

from chancery.errors import PackError
from chancery.text.forms import plain
from chancery.text.scripts import script

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_PART = re.compile(r"[^\W\d_]+")
_VOWELS_AFTER_SOFT = frozenset("иеяю")
Table = TypeVar("Table")


class GivenName(Struct, frozen=True):
    """A given name: its usual Latin form, `gender` (Masc, Fem or "" for both), and the language it is at home in."""

    latin: str
    gender: str
    tongue: str


class Steps(Struct, frozen=True, forbid_unknown_fields=True):
    """Replacements in order for one language ("" for any other); `native` if endings at home in the writer's language
    are spelt by them too."""

    lang: str
    steps: tuple[tuple[str, str], ...]
    native: bool = True


class Palladius(Struct, frozen=True, forbid_unknown_fields=True):
    """Chinese syllables as Russian writes them."""

    surnames: str
    beginnings: dict[str, str]
    soft: dict[str, str]
    ends: dict[str, str]
    whole: dict[str, str]


class Spelling(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `latin.toml`."""

    at_home: str
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

    >>> given_name("Клод")
    GivenName(latin='Claude', gender='Masc', tongue='fr')
    """
    return next(iter(_given().get(plain(word), ())), None)


def given_names(word: str) -> tuple[GivenName, ...]:
    """Everything that is known of a given name in the nominative, one entry for each language that has its own form."""
    return _given().get(plain(word), ())


def is_at_home(word: str) -> bool:
    """Whether a surname in Cyrillic letters ends as those of Russia and its neighbours do.

    >>> is_at_home("Смаилов"), is_at_home("Макрон")
    (True, False)
    """
    return bool(_at_home().search(word.lower()))


def romanised(text: str) -> str:
    """Give text of any script in plain Latin letters, sign by sign; crude, for comparing alone.

    >>> romanised("バラク")
    'baraku'
    """
    return anyascii(text)


@lru_cache(maxsize=65536)
def latin(name: str, lang: str) -> str:
    """Give the usual Latin spelling of a name in the nominative; letters of other scripts stay as they are.

    >>> latin("Дмитрий Менделеев", "ru"), latin("Си Цзиньпин", "ru"), latin("Толстой А.Е.", "ru")
    ('Dmitry Mendeleyev', 'Xi Jinping', 'Tolstoy A.Ye.')
    """
    spelt_by = _tongue(name, lang)
    return _chinese(name) or _WORD.sub(lambda word: _word(word[0], spelt_by), name)


@lru_cache(maxsize=16384)
def chinese(name: str) -> tuple[str, str]:
    """Surname and given name in pinyin of a Chinese name in Cyrillic or pinyin, surname first; ("", "") if it is none.

    >>> chinese("Си Цзиньпин"), chinese("Xi Jin-ping"), chinese("Иван Ли")
    (('xi', 'jinping'), ('xi', 'jinping'), ('', ''))
    """
    family, _, given = plain(name).strip().partition(" ")
    if not given or not name.isprintable():
        return "", ""
    if family in _surnames():
        read = _syllables(given.replace(" ", "").replace("-", ""))
        return ("".join(_syllables(family)), "".join(read)) if 1 <= len(read) <= 2 else ("", "")
    bare = re.sub("[ '’-]", "", given)
    return (family, bare) if family in _pinyin_syllables() and _is_pinyin(bare) else ("", "")


def _is_pinyin(word: str) -> bool:
    """Whether a word is one or two syllables of pinyin."""
    known = _pinyin_syllables()
    return word in known or any(word[:at] in known and word[at:] in known for at in range(1, len(word)))


@lru_cache(maxsize=1)
def _pinyin_syllables() -> frozenset[str]:
    return frozenset(_pinyin().values())


def _tongue(name: str, lang: str) -> str:
    """The language by whose rules a name is spelt: that of its given name where we have rules for it, else `lang`."""
    rules = _rules()
    words = _WORD.findall(name)
    known = (given_name(word) for word in (words if len(words) > 1 else ()))
    return next((found.tongue for found in known if found and found.tongue in rules), lang)


def _word(word: str, lang: str) -> str:
    """One word of a name in Latin letters, in the case of the original; a given name as the press has it."""
    if script(word[0]) != "Cyrillic":
        return word
    known = _borne(word, lang)
    if known is None and "-" in word:
        return "-".join(_word(part, lang) if part else "" for part in word.split("-"))
    spelt = known.latin if known else _PART.sub(lambda part: _cased(part[0], _spelt(part[0].lower(), lang)), word)
    return spelt.upper() if len(word) > 2 and word.isupper() else spelt


def _borne(word: str, lang: str) -> GivenName | None:
    """The given name that a word is, best in the language of the name; none for an initial or a particle."""
    if len(word) == 1 or word[0].islower():
        return None
    names = _given().get(plain(word), ())
    return next((name for name in names if name.tongue == lang), names[0] if names else None)


def _cased(word: str, spelt: str) -> str:
    return spelt if word[0].islower() else spelt.capitalize()


def _spelt(word: str, lang: str) -> str:
    """A lower-case word by the rules of `lang`, then the general ones, then the table."""
    own = _rules().get(lang)
    foreign = own is not None and (own.native or not _at_home().search(word))
    for pattern, replacement in (*(_compiled(lang) if foreign else ()), *_compiled("")):
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
    return f"{''.join(_syllables(words[0])).capitalize()} {''.join(given).capitalize()}"


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
def _rules() -> dict[str, Steps]:
    return {part.lang: part for part in _spelling().rules}


@lru_cache(maxsize=64)
def _compiled(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(old), new) for old, new in _rules()[lang].steps)


@lru_cache(maxsize=1)
def _at_home() -> re.Pattern[str]:
    return re.compile(_spelling().at_home)


@lru_cache(maxsize=1)
def _spelling() -> Spelling:
    return table("latin.toml", Spelling)


@lru_cache(maxsize=1)
def _given() -> dict[str, tuple[GivenName, ...]]:
    """Every given name by its plain form, the languages in the order of the list.

    A name that both men and women bear has no gender.
    """
    names: dict[str, tuple[GivenName, ...]] = {}
    for tongue, by_gender in table("given.toml", dict[str, dict[str, str]]).items():
        for gender, listed in by_gender.items():
            for form, name in _entries(listed, gender, tongue):
                known = names.get(plain(form), ())
                names[plain(form)] = (*known, name) if name not in known else known
    return {form: _of_one_gender(known) for form, known in names.items()}


def _of_one_gender(names: tuple[GivenName, ...]) -> tuple[GivenName, ...]:
    """The names, without their gender where they differ in it."""
    if len({name.gender for name in names}) == 1:
        return names
    return tuple(msgspec.structs.replace(name, gender="") for name in names)


def _entries(listed: str, gender: str, tongue: str) -> Iterator[tuple[str, GivenName]]:
    """Every spelling in a list such as "Жан Jean, Сергей Sergei/Sergey" with its name; the first Latin one is usual."""
    for entry in listed.split(","):
        spellings = [word for group in entry.split() for word in group.split("/")]
        usual = next(word for word in spellings if script(word[0]) == "Latin")
        for spelling in spellings:
            yield spelling, GivenName(usual, {"m": "Masc", "f": "Fem"}.get(gender, ""), tongue)
