"""The parts of a person's name, in any order and script: given names, patronymic, surname; and keys to find it by.

Knows no language in code: particles, endings and courtesies are `data/names/persons.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from chancery.text.forms import fold, plain
from chancery.text.latin import chinese, given_name, romanised, table
from chancery.text.scripts import script
from chancery.text.sounds import skeletons

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`‘ʻ][^\W\d_]+)*")
_GLUED = re.compile(r"(?<=[a-zà-ÿа-яё])(?=[A-ZÀ-ÞА-ЯЁ])")
_GROUP = re.compile(r"[^\s,;]+")
_PREFIXES = frozenset({"mc", "mac", "o", "fitz", "le", "la", "de", "di", "du", "van", "мак", "о"})
_FULL = 3  # groups of a name that can hold a patronymic
_DIGRAPH = 2  # letters of the longest dotted initial, as Zh.
_INITIALS = 3  # letters of the longest glued initials, as in JFK


class Parts(Struct, frozen=True):
    """The parts of one name as written: initials are given names with a full stop.

    `father` holds the patronymic or the names behind bin; `family` leaves out particles such as von or al.
    """

    given: tuple[str, ...] = ()
    father: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    suffix: str = ""
    gender: str = ""


class Endings(Struct, frozen=True):
    """Endings with the gender that they tell."""

    masc: str
    fem: str


class GenderEndings(Struct, frozen=True, forbid_unknown_fields=True):
    """Endings of surnames: of women with that of men in its place, and those that tell the gender."""

    pairs: tuple[tuple[str, str], ...]
    feminine: str
    masculine: str


class FamilyFirst(Struct, frozen=True, forbid_unknown_fields=True):
    """Surnames that stand before the given name."""

    chinese: str
    korean: str
    vietnamese: str


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `persons.toml`."""

    honorifics: str
    particles: str
    nasab: str
    patronymic: Endings
    patronymic_word: Endings
    gender_endings: GenderEndings
    suffixes: dict[str, str]
    initials: dict[str, str]
    family_first: FamilyFirst


class Group(Struct, frozen=True):
    """What stands between two spaces: one word, or several with hyphens; `kind` is full, initial, father, nasab,
    particle or suffix."""

    words: tuple[str, ...]
    kind: str


@lru_cache(maxsize=65536)
def name_parts(name: str) -> Parts:
    """Tell given names, patronymic and surname of a name apart; best in the nominative.

    >>> name_parts("Токаев Касым-Жомарт Кемелевич")
    Parts(given=('Касым', 'Жомарт'), father=('Кемелевич',), family=('Токаев',), suffix='', gender='Masc')
    >>> name_parts("Ursula von der Leyen").family, name_parts("Mohammed bin Salman").father
    (('Leyen',), ('Salman',))
    """
    before, comma, behind = _written(name).partition(",")
    if comma and not _is_suffix(behind) and _full(_groups(before)) and _groups(behind):
        family, rest = _groups(before), _groups(behind)
        return _parts(_full(family), rest)
    groups = _groups(f"{before} {behind}")
    family = _family(groups)
    return _parts(family, [group for group in groups if all(group is not one for one in family)])


@lru_cache(maxsize=65536)
def block_keys(name: str) -> frozenset[str]:
    """Give the keys of which two spellings of one name share at least one: the consonants of its surname, by class.

    A word that may be surname or given name gives keys too; where a name has both, its given names give none.

    >>> block_keys("Хрущёв Н.С.") & block_keys("Nikita Khrushchev") != frozenset()
    True
    """
    parts = name_parts(name)
    words = [*parts.family, *(word for word in parts.given if not word.endswith(".") and not given_name(word))]
    if not any(not given_name(word) for word in words):
        words = [*parts.family, *parts.given, *parts.father]
    full = [word for word in words if not word.endswith(".")] or words
    forms = {form for word in full for form in (word, *without_gender(word))} | {chinese(name)[0]}
    return frozenset(key for form in forms for key in skeletons(form))


def stem_of_father(word: str) -> tuple[str, str]:
    """The name within a patronymic and the gender that its ending tells; the word itself and "" if it is none.

    >>> stem_of_father("Кемелұлы"), stem_of_father("Ivanovna"), stem_of_father("Kim")
    (('кемел', 'Masc'), ('ivan', 'Fem'), ('kim', ''))
    """
    form = fold(word)
    for ending, gender in _patronymic_endings():
        if form == ending or (form.endswith(ending) and len(form) > len(ending) + 1):
            return form.removesuffix(ending) or form, gender
    return form, ""


def without_gender(word: str) -> Iterator[str]:
    """The forms of a surname that men bear, if a woman bears this one."""
    form = plain(word)
    for feminine, masculine in persons().gender_endings.pairs:
        if form.endswith(feminine) and len(form) > len(feminine) + 1:
            yield form.removesuffix(feminine) + masculine


def gender_of_surname(word: str) -> str:
    """Masc or Fem where the ending of a surname tells it, else ""."""
    form = plain(word)
    return "Fem" if _feminine().search(form) else "Masc" if _masculine().search(form) else ""


@lru_cache(maxsize=1)
def persons() -> Table:
    """The content of `persons.toml`."""
    return table("persons.toml", Table)


def _written(name: str) -> str:
    """A name with signs of other scripts in Latin letters, and words that run together apart."""
    if any(script(char) not in ("Latin", "Cyrillic", "") for char in name):
        name = romanised(name)
    return " ".join(
        part if fold(_GLUED.split(part)[0]) in _PREFIXES else _GLUED.sub(" ", part) for part in name.split()
    )


def _groups(text: str) -> list[Group]:
    """The groups of a name; courtesies fall away where something is left."""
    found = list(_marked(text))
    named = [group for group in found if not _is_courtesy(group.words)]
    return named if any(group.kind in ("full", "initial") for group in named) else found


def _is_courtesy(words: tuple[str, ...]) -> bool:
    return len(words) == 1 and plain(words[0]) in _words(persons().honorifics)


def _marked(text: str) -> Iterator[Group]:
    """Each group with its kind: what it is can depend on the group before it."""
    table_, pending = persons(), ""
    pieces = _joined(piece for piece in _GROUP.findall(text) if _WORD.search(piece))
    few = len(pieces) < _FULL
    for at, piece in enumerate(pieces):
        words = tuple(_WORD.findall(piece))
        only = plain(words[0])
        if len(words) == 1 and only in _words(table_.nasab) and at:
            pending = "nasab"
        elif len(words) == 1 and _is_suffix(piece) and at:
            yield Group((_suffix(piece),), "suffix")
        elif _is_particle(piece, words) and (at or plain(words[0]) not in _family_first()):
            yield Group(words, "particle")
        elif _are_initials(piece, words, text):
            for letters in _letters(piece, words):
                yield Group((f"{letters}.",), "initial")
        else:
            named = tuple(word for word in words if plain(word) not in _particles() and not _is_suffix(word)) or words
            yield Group(named, pending or _kind(named, at, few))
            yield from (Group((_suffix(word),), "suffix") for word in words if word not in named and _is_suffix(word))
            pending = ""


def _joined(pieces: Iterable[str]) -> list[str]:
    """The pieces, with words such as oglu and qizi joined to the name of the father before them."""
    words, joined = persons().patronymic_word, list[str]()
    for piece in pieces:
        if len(joined) > 1 and plain(piece) in _words(f"{words.masc} {words.fem}"):
            joined[-1] += plain(piece)
        else:
            joined.append(piece)
    return joined


def _kind(words: tuple[str, ...], at: int, few: bool) -> str:
    return "father" if at and not few and len(words) == 1 and stem_of_father(words[0])[1] else "full"


def _is_particle(piece: str, words: tuple[str, ...]) -> bool:
    """Whether a piece is a particle such as von or al."""
    small = len(words[0]) > 1 or words[0].islower()
    return len(words) == 1 and plain(words[0]) in _particles() and not piece.endswith(".") and small


def _are_initials(piece: str, words: tuple[str, ...], text: str) -> bool:
    """Whether a piece holds initials: letters with dots, single letters, or capitals run together."""
    if all(len(word) == 1 for word in words):
        return True
    if piece.endswith(".") and all(len(word) <= _DIGRAPH for word in words) and not _is_courtesy(words):
        return True
    glued = len(words) == 1 and 1 < len(words[0]) <= _INITIALS and words[0].isupper() and not text.isupper()
    return glued and not set(plain(words[0])) & set("aeiouyаеёиоуыэюя")


def _letters(piece: str, words: tuple[str, ...]) -> Iterator[str]:
    """The initials of a piece, one by one."""
    for word in words:
        yield from (word,) if len(word) == 1 or "." in piece else word


def _family(groups: list[Group]) -> list[Group]:
    """The groups that are the surname."""
    full = _full(groups)
    if len(full) < 2:
        return full
    loud = [group for group in full if all(word.isupper() and len(word) > 1 for word in group.words)]
    if loud and len(loud) < len(full):
        return loud
    return [full[0 if _leads(groups, full) else -1]]


def _leads(groups: list[Group], full: list[Group]) -> bool:
    """Whether the surname stands first."""
    first, last = full[0], full[-1]
    kinds = [group.kind for group in groups if group.kind != "suffix"]
    if kinds[-1] == "father" or (kinds[-1] == "initial" and kinds[0] == "full" and len(full) == 1):
        return True
    if len(first.words) == 1 and plain(first.words[0]) in _family_first():
        return not given_name(first.words[0]) or len(last.words) > 1 or len(full) == _FULL
    names = [any(given_name(word) for word in group.words) for group in (first, last)]
    return names == [False, True]


def _full(groups: list[Group]) -> list[Group]:
    return [group for group in groups if group.kind == "full"]


def _parts(family: list[Group], others: list[Group]) -> Parts:
    """The parts of a name whose surname is known."""
    taken = {kind: [word for group in others if group.kind == kind for word in group.words] for kind in _KINDS}
    given = [word for group in others if group.kind in ("full", "initial") for word in group.words]
    surname = [word for group in family for word in group.words]
    father = [*taken["father"], *taken["nasab"]]
    return Parts(
        tuple(given), tuple(father), tuple(surname), "".join(taken["suffix"][:1]), _gender(given, father, surname)
    )


_KINDS = ("father", "nasab", "suffix")


def _gender(given: list[str], father: list[str], family: list[str]) -> str:
    """The gender that a name tells: by its patronymic, else its given name, else the ending of its surname."""
    told = [stem_of_father(word)[1] for word in father]
    told += [known.gender for word in given if (known := given_name(word))]
    told += [gender_of_surname(word) for word in family[-1:]]
    return next(filter(None, told), "")


def _is_suffix(text: str) -> bool:
    return bool(_suffix(text))


def _suffix(text: str) -> str:
    """The kind of a suffix such as Jr., "" if the text is none."""
    bare = plain(text).strip(" .,()")
    return next((kind for kind, words in persons().suffixes.items() if bare in words.split()), "")


@lru_cache(maxsize=16)
def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _particles() -> frozenset[str]:
    return _words(persons().particles)


@lru_cache(maxsize=1)
def _family_first() -> frozenset[str]:
    first = persons().family_first
    return frozenset(plain(f"{first.chinese} {first.korean} {first.vietnamese}").split())


@lru_cache(maxsize=1)
def _patronymic_endings() -> list[tuple[str, str]]:
    endings = persons().patronymic
    marked = [(ending, "Masc") for ending in endings.masc.split()] + [(ending, "Fem") for ending in endings.fem.split()]
    return sorted(marked, key=lambda pair: -len(pair[0]))


@lru_cache(maxsize=1)
def _feminine() -> re.Pattern[str]:
    return re.compile(persons().gender_endings.feminine)


@lru_cache(maxsize=1)
def _masculine() -> re.Pattern[str]:
    return re.compile(persons().gender_endings.masculine)
