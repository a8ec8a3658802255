"""Names of persons in any spelling: a key to find them by, and how likely two of them name one person.

Knows the letters of Cyrillic and Latin and how the press writes one in the other, no language and no list of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from rapidfuzz.distance import JaroWinkler

from chancery.text.forms import plain
from chancery.text.latin import given_name, latin

_MARKED = str.maketrans({"ç": "ch", "č": "ch", "ć": "ch", "ş": "sh", "š": "sh", "ś": "sh", "ž": "zh", "ż": "zh"})
_CYRILLIC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэәғқңөұүіґўӣӯјќѓѣ", "abvgdeziiklmnoprstufieagknouuiguiujkge", strict=True))
    | {"ж": "j", "х": "h", "һ": "h", "ҳ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "yu"}
    | {"я": "ya", "ї": "i", "є": "e", "ҷ": "j", "џ": "j", "љ": "l", "њ": "n", "ћ": "ch", "ђ": "j"}
)
# What the press writes for one sound, in the order of trial. S stands for sh, ch and their like.
_PRESS = tuple(
    (re.compile(old), new)
    for old, new in (
        ("[^a-z]", ""),
        (
            "(?<=ei|au|eu)ch|(?<=fr|nr|lr)ich$|(?<=dr)ich$|(?<=ba)ch$|ch(?=[ln]|t(?!s?ch))",
            "h",
        ),  # Reichardt, Heinrich, Bach
        ("s?chtch|schtsch|stch|shch|tsch|sch|tch|ch|sh|cz|sz", "S"),
        ("dzh|zh|dj|j", "j"),
        ("kh|gh|h|g", "g"),  # Helmut is Гельмут
        ("ph", "f"),
        ("(?<=[tbdr])h", ""),
        ("ts|tz|c(?=[eiy])|z", "s"),
        ("ck|c|q", "k"),
        ("x", "ks"),
        ("ou|oo", "u"),
        ("ee", "i"),
        ("^[iy](?=[aeou])", ""),  # Yevgeny is Evgeny
        ("(?<=[aeou])[iy]+(?=[aeou])", ""),  # Tokayev is Tokaev
        ("[iy]+(?=[aeou])", ""),
        ("y", "i"),
        ("u(?=[aeio])|w", "v"),  # Williams is Уильямс
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile("(?<!^)[aeiou]")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
_PATRONYMIC = re.compile("(?:ovich|evich|ovna|evna|ichna|uli|kisi|gisi|ogli|oglu|ович|евич|овна|евна|ична)$")
_FEW = 3  # words of a name with a patronymic, consonants of a telling skeleton, letters of a particle
_ALIKE = 0.86
_UNSAID, _INITIAL = 0.8, 0.92


class Parts(Struct, frozen=True):
    """One reading of a name: the sound of its surname, and of its given names (one letter for an initial)."""

    family: str
    given: tuple[str, ...]


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Give the consonants that a name keeps in every press spelling and script; its words stay apart.

    A word of fewer than three consonants keeps its vowels, or nearly every short name would share a key.

    >>> key("Kassymbek"), key("Касымбек"), key("Tokaïev") == key("Tokayev") == key("Токаев")
    ('ksmbk', 'ksmbk', True)
    """
    return " ".join(filter(None, (_skeleton(_sound(word)) for word in name.split())))


def same_person(a: str, b: str) -> float:
    """Say from 0 to 1 how likely two names name one person; from 0.5 on they may be taken for one.

    Surname and given name are compared each by itself, in either order. A missing patronymic costs nothing, an initial
    or a missing given name a little; another given name decides against.

    >>> same_person("Евгений Куйвашев", "Kuyvashev Ye.V.") > 0.8, same_person("Евгений Куйвашев", "Oleg Kuyvashev") < 0.5
    (True, True)
    """
    return max((_likeness(one, other) for one in _readings(a) for other in _readings(b)), default=0.0)


def _skeleton(sound: str) -> str:
    """The consonants of a sound and the vowel it begins with, or all of it if these are few."""
    bare = _VOWELS.sub("", sound)
    return bare if len(bare) >= _FEW else sound


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    """A word in our own plain alphabet, one letter for all that the press writes for one sound."""
    form = plain(word.lower().translate(_MARKED)).translate(_CYRILLIC)
    for pattern, letters in _PRESS:
        form = pattern.sub(letters, form)
    return form


@lru_cache(maxsize=65536)
def _readings(name: str) -> tuple[Parts, ...]:
    """The ways to read a name: its surname is the last word or the first, as written and in Latin press spelling."""
    return tuple(dict.fromkeys(parts for form in dict.fromkeys((name, latin(name, ""))) for parts in _as_written(form)))


def _as_written(name: str) -> Iterator[Parts]:
    """The readings of a name by the letters it has."""
    words = [word for word in _WORD.findall(name) if len(word) == 1 or not (word.islower() and len(word) <= _FEW)]
    full = [word for word in words if len(word) > 1]
    called = [word for word in full if not _is_patronymic(word)] if len(full) >= _FEW else full
    for family in _surnames(called):
        yield _parts(words, family)


def _is_patronymic(word: str) -> bool:
    return bool(_PATRONYMIC.search(word.lower()))


def _surnames(words: list[str]) -> Iterator[str]:
    """The words that may be the surname, the likelier first."""
    if words:
        yield words[-1]
    if len(words) > 1:
        yield words[0]


def _parts(words: list[str], family: str) -> Parts:
    given = [word for word in words if word != family and not (len(words) >= _FEW and _is_patronymic(word))]
    return Parts(_sound(family), tuple(_given_sound(word) for word in given))


def _given_sound(word: str) -> str:
    """The sound of a given name in its usual Latin form, of an initial its first letter."""
    known = given_name(word)
    return _sound(known.latin if known else word)[: 1 if len(word) == 1 else None]


def _likeness(one: Parts, other: Parts) -> float:
    family = _alike(one.family, other.family)
    return family * _given_alike(one.given, other.given) if family >= _ALIKE else family / 2


def _given_alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How well the given names agree: the best pair of them, as either side may leave some out."""
    if not one or not other:
        return _UNSAID
    return max(_one_given(first, second) for first in one for second in other)


def _one_given(first: str, second: str) -> float:
    if 1 in (len(first), len(second)):
        return _INITIAL if first[:1] == second[:1] else 0.2
    alike = _alike(first, second)
    return alike if alike >= _ALIKE else alike / 2


def _alike(first: str, second: str) -> float:
    """How alike two sounds are; those of one skeleton are no less so than their vowels allow."""
    if first == second:
        return 1.0
    alike = float(JaroWinkler.similarity(first, second))
    return max(alike, 0.94) if _skeleton(first) == _skeleton(second) and len(_skeleton(first)) >= _FEW else alike
