"""Words of names as rows of sounds, and how alike two words sound in any alphabet and habit of transliteration.

Knows no language in code and no names: what letters may stand for is `data/names/sounds.toml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from chancery.text.forms import plain
from chancery.text.latin import romanised, table

VOWELS = frozenset("aeiou")
GLIDES = frozenset("y")
_CLASSES = dict(zip("pbfvwtdkghszcSZCJmnlr", "PPFFFTTKKKSSSSSSSNNLR", strict=True))
_WAYS = 8  # skeletons kept of a word with many readings
_KEPT = 5  # classes of a skeleton
_LOOKAROUND = re.compile(r"\(\?[^)]*\)")
_DOUBLE = re.compile(r"([^\W\d_aeoаеоу])\1+")


class Rules(Struct, frozen=True, forbid_unknown_fields=True):
    """The letters of one alphabet: regular expressions with the sounds that they may be."""

    rules: tuple[tuple[str, str], ...]


class Costs(Struct, frozen=True, forbid_unknown_fields=True):
    """What a difference costs, in consonants."""

    consonant: float
    vowel: float
    beside_a_vowel: float
    silent: float
    final: float
    rare_consonant: float
    rare_vowel: float
    other_vowel: float
    near: float
    vowel_weight: float
    rare_vowel_at_home: float
    other_vowel_at_home: float


class Near(Struct, frozen=True, forbid_unknown_fields=True):
    """Pairs of sounds that are taken for each other."""

    consonants: str
    glides: str


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `sounds.toml`."""

    latin: Rules
    cyrillic: Rules
    costs: Costs
    near: Near


class Sound(Struct, frozen=True):
    """One sound of a word: what it usually is, what it may be by rarer habit, and what its loss costs."""

    usual: str
    rare: str
    loss: float

    @property
    def is_vowel(self) -> bool:
        """Whether it is a vowel or a glide."""
        return bool(self.usual) and set(self.usual) <= VOWELS | GLIDES

    @property
    def weight(self) -> float:
        """How much of a word it makes up."""
        costs = _table().costs
        if self.loss <= costs.silent:
            return costs.silent
        return costs.vowel_weight if self.is_vowel else costs.consonant


Row = tuple[int, ...]
"""The sounds of a word by their numbers."""


@lru_cache(maxsize=131072)
def alike(one: str, other: str, strict: bool = False) -> float:
    """How alike two words sound, from 0 to 1; accents, case and alphabet do not matter.

    Vowels count for more if `strict`.

    >>> alike("Хрущёв", "Chruschtschow") > 0.9 > 0.5 > alike("Иванов", "Сидоров")
    True
    """
    if one == other:
        return 1.0
    first, second = _row(one), _row(other)
    size = max(_weight(first), _weight(second))
    return max(0.0, 1.0 - _distance(first, second, strict) / size) if size else 0.0


def sounds(word: str) -> tuple[Sound, ...]:
    """The row of sounds that a word of one name may be."""
    known = _ear().sounds
    return tuple(known[number] for number in _row(word))


@lru_cache(maxsize=131072)
def _row(word: str) -> Row:
    form = unicodedata.normalize("NFC", word.replace("İ", "i").lower())
    alphabet = "cyrillic" if any("\u0400" <= char <= "\u052f" for char in form) else "latin"
    known = _letters(alphabet)
    if alphabet == "latin" and not all(char < "\u0250" or char in known for char in form):
        form = romanised(form.replace("ə", "ä")).lower()
    form = _DOUBLE.sub(r"\1", "".join(char if char in known else plain(char) for char in form))
    found = [sound for match in _pattern(alphabet).finditer(form) for sound in _meant(alphabet)[match.lastindex or 0]]
    return tuple(map(_ear().number, _beside(found)))


@lru_cache(maxsize=65536)
def skeletons(word: str) -> frozenset[str]:
    """Give the first consonants of a word by broad class, a vowel at its beginning marked; one for each way to hear it.

    >>> skeletons("Хрущёв") == skeletons("Khrushchev"), skeletons("Ли")
    (True, frozenset({'L'}))
    """
    row = sounds(word)
    ways = {""}
    for sound in row:
        heard = {_CLASSES.get(letter, "") for letter in sound.usual}
        if sound.is_vowel:
            heard = {"" if sound.usual == "y" else "a"}
        if sound.loss <= _table().costs.silent:
            continue
        if sound.loss <= _table().costs.final and not sound.is_vowel:
            heard |= {""}
        ways = set(sorted({_joined(way, more) for way in ways for more in heard})[:_WAYS])
    return frozenset(way[:_KEPT] for way in ways if way)


def _joined(way: str, more: str) -> str:
    """A skeleton with one more sound: only the first vowel counts, and no consonant twice in a row."""
    if (more == "a" and way) or way.endswith(more):
        return way
    return way + more


def _beside(found: list[Sound]) -> Iterator[Sound]:
    """The sounds, vowels beside vowels being easier to lose."""
    light = _table().costs.beside_a_vowel
    for at, sound in enumerate(found):
        around = found[max(at - 1, 0) : at] + found[at + 1 : at + 2]
        eased = sound.is_vowel and any(one.is_vowel for one in around)
        yield Sound(sound.usual, sound.rare, min(sound.loss, light)) if eased else sound


class Ear:
    """Every sound met so far by its number, and what it costs that one stands for another, strictly or not."""

    def __init__(self) -> None:
        self.sounds: list[Sound] = []
        self.losses: list[float] = []
        self.weights: list[float] = []
        self.costs: dict[bool, list[list[float]]] = {False: [], True: []}
        self._numbers: dict[Sound, int] = {}

    def number(self, sound: Sound) -> int:
        """The number of a sound, a new one for a new sound."""
        known = self._numbers.get(sound)
        if known is None:
            known = self._numbers[sound] = len(self.sounds)
            self.sounds.append(sound)
            self.losses.append(sound.loss)
            self.weights.append(sound.weight)
            for strict, rows in self.costs.items():
                fresh = [_swap(sound, other, strict) for other in self.sounds]
                for row, cost in zip(rows, fresh, strict=False):
                    row.append(cost)
                rows.append(fresh)
        return known


@lru_cache(maxsize=1)
def _ear() -> Ear:
    return Ear()


def _weight(row: Row) -> float:
    weights = _ear().weights
    return sum([weights[number] for number in row])


def _distance(first: Row, second: Row, strict: bool) -> float:
    """The least cost of turning one row into the other."""
    ear = _ear()
    table_ = ear.costs[strict]
    losses = [ear.losses[number] for number in second]
    above = [0.0]
    for lost in losses:
        above.append(above[-1] + lost)
    for number in first:
        costs, loss = table_[number], ear.losses[number]
        diagonal, left = above[0], above[0] + loss
        row = [left]
        for at, other in enumerate(second):
            over = above[at + 1]
            best = diagonal + costs[other]
            if over + loss < best:
                best = over + loss
            left += losses[at]
            if left > best:
                left = best
            row.append(left)
            diagonal = over
        above = row
    return above[-1]


def _swap(one: Sound, other: Sound, strict: bool) -> float:
    """What it costs that one sound stands for the other."""
    costs = _table().costs
    vowels = one.is_vowel, other.is_vowel
    usual, usual_there = set(one.usual), set(other.usual)
    if usual & usual_there:
        return 0.0
    if (usual | set(one.rare)) & (usual_there | set(other.rare)):
        if not all(vowels):
            return costs.rare_consonant
        return costs.rare_vowel_at_home if strict else costs.rare_vowel
    if _passes(usual, usual_there):
        return costs.near if not any(vowels) else costs.rare_vowel
    if all(vowels):
        return costs.other_vowel_at_home if strict else costs.other_vowel
    return one.loss + other.loss if any(vowels) else costs.consonant * min(1.0, one.loss + other.loss)


def _passes(one: set[str], other: set[str]) -> bool:
    return any(a + b in _near() for a in one for b in other)


@lru_cache(maxsize=1)
def _near() -> frozenset[str]:
    near = _table().near
    pairs = f"{near.consonants} {near.glides}".split()
    return frozenset(pairs) | frozenset(pair[::-1] for pair in pairs)


@lru_cache(maxsize=4)
def _ordered(alphabet: str) -> list[tuple[str, str]]:
    """The rules of an alphabet with one spelling each, the longest first."""
    rules = (_table().latin if alphabet == "latin" else _table().cyrillic).rules
    single = [(spelling, meant) for pattern, meant in rules for spelling in _spellings(pattern)]
    return sorted(single, key=lambda rule: (-_length(rule[0]), -len(rule[0])))


def _spellings(pattern: str) -> list[str]:
    """The alternatives of a pattern; a bar within brackets parts nothing."""
    return re.split(r"\|(?![^(]*\))", pattern)


def _length(spelling: str) -> int:
    """How many letters a spelling takes."""
    return len(re.sub(r"\[[^]]*\]", "x", _LOOKAROUND.sub("", spelling).strip("^$")).replace("x?", "x"))


@lru_cache(maxsize=4)
def _letters(alphabet: str) -> frozenset[str]:
    """The letters that the rules of an alphabet know."""
    return frozenset(char for spelling, _ in _ordered(alphabet) for char in spelling if char.isalpha())


@lru_cache(maxsize=4)
def _pattern(alphabet: str) -> re.Pattern[str]:
    return re.compile("|".join(f"({spelling})" for spelling, _ in _ordered(alphabet)))


@lru_cache(maxsize=4)
def _meant(alphabet: str) -> list[tuple[Sound, ...]]:
    """What the groups of the pattern stand for; group 0 is none."""
    return [(), *(tuple(map(_sound, meant.split())) for _, meant in _ordered(alphabet))]


def _sound(written: str) -> Sound:
    costs = _table().costs
    usual, _, rare = written.rstrip("?~").partition("/")
    plainly = Sound(usual, rare, costs.consonant)
    loss = costs.vowel if plainly.is_vowel else costs.consonant
    return Sound(usual, rare, {"?": costs.silent, "~": costs.final}.get(written[-1], loss))


@lru_cache(maxsize=1)
def _table() -> Table:
    return table("sounds.toml", Table)
