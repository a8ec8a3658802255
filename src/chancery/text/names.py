"""Names of persons in any spelling: a key to find them by, and how likely two of them name one person.

Knows no language; what the press makes of sounds is `data/names/press.toml`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from msgspec import Struct
from rapidfuzz.distance import OSA

from chancery.text.forms import fold, plain
from chancery.text.latin import given_name, latin, table

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*\.?")
_NEAR = 0.79  # below this two spellings of one word are two words: one slip in five letters is not
_EQUAL_KEYS = 0.95
_ONE_INITIAL = 0.85
_NO_GIVEN = 0.62


class Press(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `press.toml`."""

    particles: str
    fathers: str
    marked: dict[str, str]
    sounds: tuple[tuple[str, str], ...]


class Parts(Struct, frozen=True):
    """One way to take a name apart: folded Latin words; initials are single letters among `given`."""

    surname: str
    given: tuple[str, ...]
    father: str = ""


def key(name: str) -> str:
    """Give the sounds that every press spelling of a name shares, word by word; "" where there is no letter.

    >>> key("Касымбек") == key("Kassymbek"), key("Yevgeniy Kuivashev") == key("Евгений Куйвашев")
    (True, True)
    """
    return " ".join(filter(None, map(_sound, _words(name))))


def same_person(first: str, second: str) -> float:
    """Say from 0 to 1 how likely two names, best in the nominative, name one person.

    Surname and given name are compared apart, in either order; a father's name may be missing, an initial may stand
    for a given name, and a bare surname is weaker than a whole name.

    >>> same_person("Касымбек Ж.", "Zhenis Kassymbek") > 0.7 > 0.5 > same_person("Иван Петров", "Ivan Sidorov")
    True
    """
    if "".join(_words(first)) == "".join(_words(second)) != "":
        return 1.0
    pairs = product(_readings(first), _readings(second))
    return max((_likeness(a, b) for a, b in pairs), default=0.0)


def _likeness(first: Parts, second: Parts) -> float:
    """How likely two names taken apart are one: the surname decides, the rest may only weaken it."""
    surname = _word_likeness(first.surname, second.surname)
    return surname * (0.3 + 0.7 * _given_likeness(first, second)) if surname >= _NEAR else 0.3 * surname


def _given_likeness(first: Parts, second: Parts) -> float:
    """How alike the given names are; a father's name counts only where both have one."""
    if not (first.given and second.given):
        return _NO_GIVEN
    if {_gender(first), _gender(second)} == {"Masc", "Fem"}:
        return 0.0
    fathers = _word_likeness(first.father, second.father) if first.father and second.father else 1.0
    return _in_order(*sorted((first.given, second.given), key=len)) * (1.0 if fathers >= _NEAR else 0.25)


def _in_order(shorter: tuple[str, ...], longer: tuple[str, ...]) -> float:
    """How alike the words of the shorter list are to those of the longer; a whole word may lack there, an initial not."""
    if len(shorter) == len(longer) or any(len(word) == 1 for word in longer):
        return min(_word_likeness(a, b) for a, b in zip(shorter, longer, strict=False))
    return min(max(_word_likeness(a, b) for b in longer) for a in shorter)


def _gender(name: Parts) -> str:
    """The gender of the first given name, "" where it is not known."""
    known = given_name(name.given[0])
    return known.gender if known else ""


@lru_cache(maxsize=65536)
def _word_likeness(first: str, second: str) -> float:
    """How alike two words of a name are; an initial agrees with every word of the same first sound."""
    sound, other = _sound(first), _sound(second)
    if min(len(first), len(second)) == 1:
        return _ONE_INITIAL if sound[:1] == other[:1] or plain(first)[:1] == plain(second)[:1] else 0.0
    near: float = OSA.normalized_similarity(plain(first), plain(second))
    if sound == other and len(sound) > 1:
        return max(near, _EQUAL_KEYS)
    return near if near >= _NEAR else 0.0


@lru_cache(maxsize=16384)
def _readings(name: str) -> tuple[Parts, ...]:
    """Every way to take a name apart: surname last, or first; alone, it is the surname."""
    words = [word for word in _words(name) if word not in _particles()]
    father = next((word for word in words[1:] if _fathers().search(word)), "")
    rest = [word for word in words if word != father] if len(words) > 2 else words
    father = father if len(words) > 2 else ""
    full = [i for i, word in enumerate(rest) if len(word) > 1]
    ends = dict.fromkeys((full[-1], full[0])) if full else ()
    return tuple(Parts(rest[i], tuple(word for j, word in enumerate(rest) if j != i), father) for i in ends)


@lru_cache(maxsize=16384)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name in folded Latin letters, marks kept, initials as single letters."""
    return tuple(re.sub(r"[^\w]", "", word) for word in _WORD.findall(fold(latin(name, ""))))


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    """The sounds of one folded Latin word."""
    word = plain(word.translate(_marked()))
    for pattern, sound in _sounds():
        word = pattern.sub(sound, word)
    return word.lower()


@lru_cache(maxsize=1)
def _press() -> Press:
    return table("press.toml", Press)


@lru_cache(maxsize=1)
def _sounds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(old), new) for old, new in _press().sounds)


@lru_cache(maxsize=1)
def _marked() -> dict[int, str]:
    return str.maketrans(_press().marked)


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(_press().particles.split())


@lru_cache(maxsize=1)
def _fathers() -> re.Pattern[str]:
    return re.compile(rf"\w{{2}}(?:{'|'.join(_press().fathers.split())})$")
