"""How likely two names are one person's name, with the reasons. Knows names alone: namesakes are told apart by what
else is known of them, elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from math import prod

import msgspec
from msgspec import Struct
from rapidfuzz.distance import OSA

from chancery.model import Ground
from chancery.text.forms import fold, plain
from chancery.text.latin import chinese, given_names, is_at_home, table
from chancery.text.persons import (
    name_parts,
    persons,
    stem_of_father,
    without_gender,
)
from chancery.text.scripts import script
from chancery.text.sounds import alike

SAME, PERHAPS = 0.78, 0.5
"""From the one on two names are taken for one, from the other on they may be one."""

_GLIDE = re.compile("[yj](?=[aeou])")
_WORD = re.compile(r"[^\W_]+")
_SIGNS = frozenset({"Cjk", "Hangul"})
# Likeness of words of two alphabets by how alike they sound.
_ACROSS = ((1.0, 1.0), (0.95, 0.86), (0.93, 0.76), (0.9, 0.52), (0.85, 0.28), (0.7, 0.08), (0.0, 0.0))
_WITHIN = 3.5  # loss of likeness for each share of a word that sounds otherwise, within one alphabet
_SLIP, _SLIPS = 0.62, 0.55  # a slip of the pen in a word, two in a long one
_SHORT, _LONG = 4, 9  # letters of a word that forgives one slip, or two
_STRICT = 0.97  # known given names that are less alike are two names
_HEARD_SAME = 0.93
_INITIAL, _NEXT_INITIAL, _TWO_INITIALS, _OTHER_INITIAL, _FAMILY_INITIAL = 0.9, 0.98, 0.95, 0.1, 0.4
_SPELT_OTHERWISE, _SHORT_FORM, _OTHER_GIVEN, _OTHER_SYLLABLES = 0.97, 0.85, 0.42, 0.45
_OTHER_FATHER, _NOT_A_FATHER, _SWAPPED = 0.2, 0.3, 0.5
_ALONE, _NOT_FAMILY, _ONLY_INITIALS = 0.62, 0.6, 0.3
_MORE_WORDS, _OTHER_SUFFIX, _ONE_SUFFIX = 0.95, 0.3, 0.9
_OTHER_GENDER, _GENDER_ENDING = 0.3, 0.9
_MOST_WORDS = 7  # of a name that are compared
_FLOOR = 0.02  # likeness of two words that have nothing in common
_DIGRAPH = 2  # letters of the longest initial, as Zh


class Likeness(Struct, frozen=True):
    """How likely two names are one name, from 0 to 1: the product of the factors of its reasons."""

    score: float
    reasons: tuple[Ground, ...]


class Variants(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `variants.toml`."""

    same: str
    short: str


class Word(Struct, frozen=True):
    """A word of a name: its text, its part (full, initial, father, nasab), and its place among the initials."""

    text: str
    part: str
    rank: int = 0
    is_family: bool = False
    in_syllables: bool = False


class Reading(Struct, frozen=True):
    """One way to read a name, made ready to be compared."""

    words: tuple[Word, ...]
    gender: str = ""
    suffix: str = ""
    in_syllables: bool = False
    has_nasab: bool = False


Pair = tuple[Word, Word, float]


def compared(one: str, other: str) -> Likeness:
    """Compare two names of persons, best in the nominative, part by part and in any order and script.

    Initials match full names, a missing patronymic costs nothing; another given name, patronymic or gender contradicts.

    >>> compared("Хрущёв Н.С.", "Nikita Khrushchev").score > SAME
    True
    >>> [reason.kind for reason in compared("Пётр Ильич Иванов", "Пётр Львович Иванов").reasons if reason.factor < 0.5]
    ['other patronymic']
    """
    if _run_together(one) == _run_together(other) != "":
        return Likeness(1.0, (Ground("same letters", 1.0, _words(one, other)),))
    if _in_signs(one) and _in_signs(other):
        return Likeness(_OTHER_SYLLABLES, (Ground("other signs", _OTHER_SYLLABLES, _words(one, other)),))
    ways = [_likeness(first, second) for first, second in _pairs_of_readings(one, other)]
    return max(ways, key=lambda way: way.score, default=Likeness(0.0, ()))


def compared_words(one: str, other: str) -> Likeness:
    """Compare two names of bodies or places: how much of both the words make up that they have in common.

    >>> compared_words("Council of Europe", "The Council of Europe").score > SAME
    True
    """
    words, others = (sorted(set(_WORD.findall(plain(name)))) for name in (one, other))
    if _run_together(one) == _run_together(other) != "":
        return Likeness(1.0, (Ground("same letters", 1.0, _words(one, other)),))
    fewer, more = sorted((words, others), key=lambda found: (len(found), found))
    met = {word: max((_by_sound(word, there, alike(word, there)), there) for there in more) for word in fewer}
    common = [(word, there, value) for word, (value, there) in met.items() if value >= PERHAPS]
    shared = sum((len(word) + len(there)) * value for word, there, value in common)
    score = min(1.0, shared / max(sum(map(len, words + others)), 1))
    return Likeness(score, tuple(Ground("word", value, _words(word, there)) for word, there, value in common))


def _words(one: str, other: str) -> str:
    return " ~ ".join(sorted((one, other)))


@lru_cache(maxsize=65536)
def _in_signs(name: str) -> bool:
    return any(script(char) in _SIGNS for char in name)


@lru_cache(maxsize=65536)
def _run_together(name: str) -> str:
    """The letters of a name and nothing else."""
    return "".join(filter(str.isalpha, plain(name)))


def _pairs_of_readings(one: str, other: str) -> list[tuple[Reading, Reading]]:
    """The readings to compare: Chinese names as such if both are, else each with each."""
    pairs = [(first, second) for first in _readings(one) for second in _readings(other)]
    both_chinese = [pair for pair in pairs if pair[0].in_syllables and pair[1].in_syllables]
    return both_chinese or pairs


@lru_cache(maxsize=65536)
def _readings(name: str) -> tuple[Reading, ...]:
    """The ways to read a name: as written, and in pinyin if it is Chinese."""
    parts = name_parts(name)
    words = [
        *_given_words(parts.given),
        *_father_words(parts.father),
        *(Word(word, "full", 0, True) for word in parts.family),
    ]
    nasab = any(word.part == "nasab" for word in words)
    plainly = Reading(tuple(words[-_MOST_WORDS:]), parts.gender, parts.suffix, has_nasab=nasab)
    family, given = chinese(name)
    if not family:
        return (plainly,)
    return plainly, Reading(
        (Word(given, "full", 0, False, True), Word(family, "full", 0, True, True)), in_syllables=True
    )


def _given_words(given: tuple[str, ...]) -> list[Word]:
    """The given names, initials counted."""
    words = list[Word]()
    for word in given:
        rank = sum(known.part == "initial" for known in words)
        words.append(Word(word[:-1], "initial", rank) if word.endswith(".") else Word(word, "full"))
    return words


def _father_words(father: tuple[str, ...]) -> list[Word]:
    return [Word(word, "father" if stem_of_father(word)[1] else "nasab") for word in father]


def _likeness(one: Reading, other: Reading) -> Likeness:
    """How likely two readings are one, also with words joined that the other writes as one."""
    found = _judged(one, other)
    if found.score < SAME and len(one.words) != len(other.words):
        joined = [
            _judged(*pair)
            for pair in ((_joined(one, other), other), (one, _joined(other, one)))
            if pair != (one, other)
        ]
        found = max([found, *joined], key=lambda way: way.score)
    return found


def _joined(one: Reading, other: Reading) -> Reading:
    """A reading with two neighbours made one word where the other reading has them as one."""
    for at, (first, second) in enumerate(pairwise(one.words)):
        whole = first.text + second.text
        if "initial" not in (first.part, second.part) and any(
            abs(len(word.text) - len(whole)) < _SHORT and alike(word.text, whole) >= _HEARD_SAME for word in other.words
        ):
            word = Word(whole, "full", 0, first.is_family or second.is_family, first.in_syllables)
            return msgspec.structs.replace(one, words=(*one.words[:at], word, *one.words[at + 2 :]))
    return one


def _judged(one: Reading, other: Reading) -> Likeness:
    """The product of what speaks for and against: pairs of words, words without a partner, gender, suffix."""
    fewer, more = sorted((one, other), key=_order)
    pairs = _best_pairs(fewer, more)
    reasons = [
        *_of_pairs(pairs),
        *_of_rest(fewer, more, pairs),
        *_of_gender(one, other, pairs),
        *_of_suffix(one, other),
    ]
    return Likeness(prod((reason.factor for reason in reasons), start=1.0) if pairs else 0.0, tuple(reasons))


def _order(reading: Reading) -> tuple[int, list[str]]:
    """Fewer words first; names of equally many by their letters, so that neither side of a comparison counts more."""
    return len(reading.words), [word.text for word in reading.words]


def _best_pairs(fewer: Reading, more: Reading) -> list[Pair]:
    """A partner for each of the fewer words such that the product of their likenesses is greatest."""
    both_nasab = fewer.has_nasab and more.has_nasab
    rows = [[_word_likeness(word, there, both_nasab) or _FLOOR for there in more.words] for word in fewer.words]
    places = _best_places(rows, len(more.words))
    return [(word, more.words[at], row[at]) for word, at, row in zip(fewer.words, places, rows, strict=True)]


def _best_places(rows: list[list[float]], width: int) -> tuple[int, ...]:
    """For each row another place such that the product is greatest; what was best for a set of places is kept."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (1.0, ())}
    for row in rows:
        grown: dict[int, tuple[float, tuple[int, ...]]] = {}
        for taken, (value, places) in best.items():
            for at in range(width):
                bit = 1 << at
                product = value * row[at]
                if not taken & bit and (taken | bit not in grown or product > grown[taken | bit][0]):
                    grown[taken | bit] = (product, (*places, at))
        best = grown
    return max(best.values())[1]


def _of_pairs(pairs: list[Pair]) -> list[Ground]:
    return [
        Ground(_kind(one, other, likeness), likeness, _words(one.text, other.text)) for one, other, likeness in pairs
    ]


def _kind(one: Word, other: Word, likeness: float) -> str:
    """What a pair of words is called among the reasons."""
    differ = likeness < PERHAPS
    if "initial" in (one.part, other.part):
        return "other initial" if differ else "initial"
    if one.part == other.part == "father":
        return "other patronymic" if differ else "patronymic"
    name = "surname" if one.is_family or other.is_family else "given name"
    return f"other {name}" if differ else name if likeness >= SAME else f"{name} spelt otherwise"


def _of_rest(fewer: Reading, more: Reading, pairs: list[Pair]) -> list[Ground]:
    """What the words without a partner, and parts without a full word, take from the score."""
    reasons = []
    met = [word for _, word, _ in pairs]
    left = [word for word in more.words if word.part != "father" and all(word is not one for one in met)]
    full = [pair for pair in pairs if "initial" not in (pair[0].part, pair[1].part)]
    if not full:
        return [Ground("initials alone", _ONLY_INITIALS, "")]
    if left and len(pairs) == 1:
        reasons.append(Ground("one word alone", _ALONE, pairs[0][0].text))
    elif left:
        reasons.append(Ground("more words", _MORE_WORDS ** len(left), " ".join(word.text for word in left)))
    if left and not any(
        there.is_family or (here.is_family and len(full) > 1 and there.part == "full") for here, there, _ in full
    ):
        reasons.append(Ground("no surname", _NOT_FAMILY, ""))
    return reasons


def _of_gender(one: Reading, other: Reading, pairs: list[Pair]) -> list[Ground]:
    """Man and woman are two persons; a surname without its ending for women is none, if the given name agrees."""
    if {one.gender, other.gender} != {"Masc", "Fem"}:
        return []
    agreed = any(
        "initial" not in (a.part, b.part) and not (a.is_family and b.is_family) and likeness >= _HEARD_SAME
        for a, b, likeness in pairs
    )
    return [Ground("gender", _GENDER_ENDING if agreed else _OTHER_GENDER, "")]


def _of_suffix(one: Reading, other: Reading) -> list[Ground]:
    if one.suffix == other.suffix:
        return []
    both = one.suffix and other.suffix
    return [Ground("suffix", _OTHER_SUFFIX if both else _ONE_SUFFIX, _words(one.suffix, other.suffix))]


def _word_likeness(one: Word, other: Word, both_nasab: bool) -> float:
    """How likely two words of names are one word."""
    if one.part == "initial" or other.part == "initial":
        return _initial_likeness(one, other)
    parts = {one.part, other.part}
    if parts == {"father"}:
        likeness = _word_alike(stem_of_father(one.text)[0], stem_of_father(other.text)[0])
        return likeness if likeness >= SAME else _OTHER_FATHER
    if "father" in parts:
        return 1.0 if plain(one.text) == plain(other.text) else _NOT_A_FATHER * _word_alike(one.text, other.text)
    if one.in_syllables and other.in_syllables:
        return 1.0 if one.text == other.text else _OTHER_SYLLABLES
    likeness = _word_alike(one.text, other.text)
    return likeness * _SWAPPED if parts == {"nasab", "full"} and both_nasab else likeness


def _initial_likeness(one: Word, other: Word) -> float:
    """Initials keep their places; the first one is never a patronymic, none is a surname."""
    if one.part == other.part:
        return _TWO_INITIALS if one.rank == other.rank and _begins(one.text, other.text) else _OTHER_INITIAL
    initial, word = (one, other) if one.part == "initial" else (other, one)
    if (word.part == "father" and initial.rank == 0) or not _begins(initial.text, word.text):
        return _OTHER_INITIAL
    return _FAMILY_INITIAL if word.is_family else _INITIAL if initial.rank == 0 else _NEXT_INITIAL


@lru_cache(maxsize=65536)
def _begins(initial: str, word: str) -> bool:
    """Whether an initial of one letter or two may stand for a word or for another initial, in any script."""
    first, second = fold(initial), fold(word)
    if script(first[0]) == script(second[0]):
        return _starts(plain(second), plain(first)) or (len(second) == 1 and _starts(plain(first), plain(second)))
    cyrillic, spelt = (first, plain(second)) if script(first[0]) == "Cyrillic" else (second, plain(first))
    beginnings = persons().initials.get(cyrillic[0], "").split()
    return any(spelt.startswith(start) or (len(spelt) <= _DIGRAPH and start.startswith(spelt)) for start in beginnings)


def _starts(word: str, initial: str) -> bool:
    """Whether a word begins so, or with a glide before it: Yelena is Elena."""
    return word.startswith(initial) or (_GLIDE.match(word) is not None and word[1:].startswith(initial))


@lru_cache(maxsize=262144)
def _word_alike(one: str, other: str) -> float:
    """How alike two words are, from what is known of given names, by sound, by endings of gender and by letters."""
    first, second = plain(one), plain(other)
    if first == second:
        return 1.0
    forms, others = _forms(first), _forms(second)
    if forms & others:
        return _SPELT_OTHERWISE
    if _shortened(first, second):
        return _SHORT_FORM
    within = script(first[:1]) == script(second[:1])
    heard = alike(one, other, not within and (is_at_home(one) or is_at_home(other)))
    if forms and others and heard < (_STRICT if within else _HEARD_SAME):
        return min(_OTHER_GIVEN, _by_sound(first, second, heard))
    return max(_by_sound(first, second, heard), _by_ending(one, other))


def _by_sound(one: str, other: str, heard: float) -> float:
    """The likeness of two words that sound so alike; letters count too where the alphabet is one."""
    within = script(one[:1]) == script(other[:1])
    return max(0.0, 1.0 - (1.0 - heard) * _WITHIN, _slip(one, other)) if within else _across(heard)


def _across(heard: float) -> float:
    """The likeness of two words in two alphabets that sound so alike, on the line between two points."""
    (high, best), (low, least) = next((above, below) for above, below in pairwise(_ACROSS) if heard >= below[0])
    return least + (best - least) * (heard - low) / (high - low)


def _slip(one: str, other: str) -> float:
    """What is left of the likeness after a slip of the pen or two; nothing after more."""
    longest, slips = max(len(one), len(other)), OSA.distance(one, other, score_cutoff=2)
    if slips == 1 and longest >= _SHORT:
        return _SLIP
    return _SLIPS if slips == 2 and longest >= _LONG else 0.0


def _by_ending(one: str, other: str) -> float:
    """How alike two surnames are if one of them is that of a woman."""
    stems = [(stem, other) for stem in without_gender(one)] + [(stem, one) for stem in without_gender(other)]
    close = [alike(stem, whole) for stem, whole in stems if stem]
    return _GENDER_ENDING if max(close, default=0.0) >= _HEARD_SAME else 0.0


@lru_cache(maxsize=65536)
def _forms(word: str) -> frozenset[str]:
    """The given names that a word may be, by group of spellings or usual Latin form; none if it is unknown."""
    return _groups("same").get(word, frozenset()) | {plain(known.latin) for known in given_names(word)}


def _shortened(one: str, other: str) -> bool:
    """Whether one given name is short for the other, or for a spelling of it."""
    return bool(_short_groups(one) & _short_groups(other))


@lru_cache(maxsize=65536)
def _short_groups(word: str) -> frozenset[str]:
    """The groups of short forms that a word belongs to by any of its spellings."""
    return frozenset(group for form in {word, *_forms(word)} for group in _groups("short").get(form, ()))


@lru_cache(maxsize=2)
def _groups(kind: str) -> dict[str, frozenset[str]]:
    """The groups of variants by each of their forms."""
    found: dict[str, set[str]] = {}
    listed = getattr(table("variants.toml", Variants), kind).split(";")
    for group in listed:
        words = [plain(word) for word in group.split()]
        for word in words:
            found.setdefault(word, set()).add(words[0])
    return {word: frozenset(groups) for word, groups in found.items()}
