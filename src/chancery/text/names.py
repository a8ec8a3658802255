"""Names of persons in any spelling: a key to find them by, and how likely two of them name one person.

Knows the letters of Cyrillic and Latin and how the press writes one in the other, no language and no list of names.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct
from rapidfuzz.distance import OSA

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
        ),  # Heinrich, Bach
        ("cic$", "SiS"),  # Vucic without its marks
        ("vic$", "viS"),
        ("(?<=[aeo])h(?=[ln])", ""),  # Kohl is Коль
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
_PATRONYMIC = re.compile(
    "(?:ovich|evich|ovitch|evitch|ovna|evna|ichna|uly|uulu|kyzy|gyzy|ogly|oglu|[ое]вич|[ое]вна|ична|улы|уулу|кызы|оглы)$"
)
_FEW = 3  # words of a name with a patronymic, consonants of a telling skeleton, letters of a particle
_NEAR = 0.79  # two slips in nine letters make another word: Postnikov is not Bortnikov
_SAME_SKELETON, _INITIAL, _UNSAID, _OTHER_FATHER = 0.95, 0.85, 0.62, 0.25
_FAMILY_ALONE = 0.3
_FAR = 0.33  # what is left of the likeness of two words that are too far apart


class Parts(Struct, frozen=True):
    """One reading of a name: the sounds of its surname, of its given names (one letter for an initial) and of its
    patronymic; `gender` where the given name tells it."""

    family: str
    given: tuple[str, ...]
    father: str = ""
    gender: str = ""


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Give the consonants that a name keeps in every press spelling and script; its words stay apart.

    A word of fewer than three consonants keeps its vowels, or nearly every short name would share a key.

    >>> key("Khrushchev"), key("Хрущёв"), key("Tokaïev") == key("Tokayev") == key("Токаев")
    ('grSv', 'grSv', True)
    """
    return " ".join(filter(None, (_skeleton(_sound(word)) for word in name.split())))


def same_person(a: str, b: str) -> float:
    """Say from 0 to 1 how likely two names, best in the nominative, name one person; from 0.5 on they may be one.

    Surname and given name are compared each by itself, in either order. A missing patronymic costs nothing, an initial
    or a missing given name a little; another given name, another patronymic or the other gender decides against.

    >>> same_person("Никита Хрущёв", "Khrushchev N.S.") > 0.8 > 0.5 > same_person("Никита Хрущёв", "O. Khrushchev")
    True
    """
    if _run_together(a) == _run_together(b) != "":
        return 1.0
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


def _run_together(name: str) -> str:
    """The Latin letters of a name and nothing else."""
    return "".join(_WORD.findall(plain(latin(name, ""))))


@lru_cache(maxsize=65536)
def _readings(name: str) -> tuple[Parts, ...]:
    """The ways to read a name, as written and in Latin press spelling."""
    found = [parts for form in dict.fromkeys((name, latin(name, ""))) for parts in _as_written(form)]
    return tuple(dict.fromkeys(found))


def _as_written(name: str) -> list[Parts]:
    """The readings of a name by the letters it has: its surname is the last word or the first.

    A given name is no surname where the other word is no given name.
    """
    words = [word for word in _WORD.findall(name) if len(word) == 1 or not (word.islower() and len(word) <= _FEW)]
    father = next((word for word in words[1:] if _PATRONYMIC.search(word.lower())), "") if len(words) >= _FEW else ""
    called = [word for word in words if word != father]
    full = [at for at, word in enumerate(called) if len(word) > 1]
    ways = [(called[at], called[:at] + called[at + 1 :]) for at in dict.fromkeys(full[-1:] + full[:1])]
    upright = [
        (family, given) for family, given in ways if not (given_name(family) and not any(map(given_name, given)))
    ]
    return [_parts(family, given, father) for family, given in (upright or ways)]


def _parts(family: str, given: list[str], father: str) -> Parts:
    known = given_name(given[0]) if given else None
    return Parts(_sound(family), tuple(map(_given_sound, given)), _sound(father), known.gender if known else "")


def _given_sound(word: str) -> str:
    """The sound of a given name in its usual Latin form, of an initial its first letter."""
    known = given_name(word)
    return _sound(known.latin if known else word)[: 1 if len(word) == 1 else None]


def _likeness(one: Parts, other: Parts) -> float:
    """How likely two readings are one: the surname decides, the rest may only weaken it."""
    family = _alike(one.family, other.family)
    return family * (_FAMILY_ALONE + (1 - _FAMILY_ALONE) * _given_alike(one, other))


def _given_alike(one: Parts, other: Parts) -> float:
    """How well the given names agree, and the patronymics where both have one."""
    if not one.given or not other.given:
        return _UNSAID
    if {one.gender, other.gender} == {"Masc", "Fem"}:
        return 0.0
    fathers = not (one.father and other.father) or _alike(one.father, other.father) >= _NEAR
    return _in_order(*sorted((one.given, other.given), key=len)) * (1.0 if fathers else _OTHER_FATHER)


def _in_order(fewer: tuple[str, ...], more: tuple[str, ...]) -> float:
    """How well the fewer given names agree with the more, which may have others between; initials keep their places."""
    if len(fewer) == len(more) or any(len(sound) == 1 for sound in more):
        return min(_one_given(first, second) for first, second in zip(fewer, more, strict=False))
    return min(max(_one_given(first, second) for second in more) for first in fewer)


def _one_given(first: str, second: str) -> float:
    if 1 in (len(first), len(second)):
        return _INITIAL if first[:1] == second[:1] else 0.0
    return _alike(first, second)


@lru_cache(maxsize=65536)
def _alike(first: str, second: str) -> float:
    """How alike two sounds are; below `_NEAR` they are two words."""
    if first == second:
        return 1.0 if first else 0.0
    if _skeleton(first) == _skeleton(second) and len(_skeleton(first)) >= _FEW:
        return _SAME_SKELETON
    near = float(OSA.normalized_similarity(first, second))
    return near if near >= _NEAR else near * _FAR
