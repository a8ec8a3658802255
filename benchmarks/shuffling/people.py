"""Other people: names of one culture word for word in the place of a person's, in the case in which they stand."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

POOLS = Path(__file__).resolve().parents[1] / "gold" / "pools.toml"
CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
PATRONYMIC = re.compile(r"(?:вич|вн|уулу|улы|кызы|қызы)[а-яё]{0,3}$")
INITIAL = re.compile(r"(?:\w{1,2}\.)+")
HUSHING, VELAR = "жшчщц", "гкхжшчщ"
MALE_IN_A = frozenset({"Никита", "Илья", "Лука", "Фома", "Кузьма", "Мустафа", "Абдулла", "Муса", "Иса", "Мурза"})

Slots = Mapping[int, str]
"""Place of a word in a name -> the word."""


@cache
def pools() -> Any:
    """The pools of names."""
    return tomllib.loads(POOLS.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Word:
    """A word of a name in Latin and Cyrillic letters."""

    latin: str
    cyrillic: str

    def written(self, lang: str) -> str:
        """The word in the letters of the language."""
        return self.cyrillic if lang == "ru" else self.latin


@dataclass(frozen=True)
class Person:
    """Who stands in for somebody: a word for each of the other's, the patronymic at -1; particles are kept."""

    words: Mapping[int, Word]
    surname: int
    is_woman: bool
    leads: bool

    def word(self, slot: int, lang: str, case: str) -> str:
        """One word in a case; where the surname leads, only the last word is declined."""
        plain = self.words[slot].written(lang)
        if lang != "ru" or (self.leads and -1 not in self.words and slot != max(self.words)):
            return plain
        return declined(
            plain,
            case,
            is_woman=self.is_woman,
            is_surname=slot == self.surname or (slot > self.surname and not self.leads),
        )


def pair(entry: str, is_woman: bool = False) -> Word:
    """The word of an entry; that of women where it has one of its own."""
    words = entry.split(" ")
    return Word(*words[2:4]) if is_woman and len(words) == 4 else Word(*words[:2])


def latin_words(kind: str) -> list[str]:
    """All the Latin words of one kind (men, women, surnames)."""
    return [entry.split(" ")[0] for culture in pools()["culture"] for entry in culture[kind]]


def declined(word: str, case: str, *, is_woman: bool, is_surname: bool) -> str:
    """A Russian given name, patronymic or surname in a case; of a double name the last part."""
    if case not in CASES[1:]:
        return word
    stem, endings = _paradigm(word, is_woman, is_surname)
    return stem + endings.split(" ")[CASES.index(case) - 1] if endings else word


def _paradigm(word: str, is_woman: bool, is_surname: bool) -> tuple[str, str]:
    """The stem and the endings from the genitive on; no endings where the word stays as it is."""
    before = word[-2:-1].lower()
    if is_surname and is_woman and word.endswith(("ова", "ева", "ёва", "ина", "ына")):
        return word[:-1], "ой ой у ой ой"
    if is_surname and word.endswith(("ский", "цкий", "ской", "ый")):
        return word[:-2], "ого ому ого им ом"
    if is_surname and word.endswith("ая"):
        return word[:-2], "ой ой ую ой ой"
    if word.endswith(("ия", "ья")):
        return word[:-1], ("и и ю ей и" if word.endswith("ия") else "и е ю ёй е")
    if word.endswith("я"):
        return word[:-1], "и е ю ей е"
    if word.endswith("а") and before not in "аеиоуыэюя":
        return word[:-1], f"{'и' if before in VELAR else 'ы'} е у {'ей' if before in HUSHING else 'ой'} е"
    if is_woman or word[-1] in "аеёиоуыэю":
        return word, ""
    if is_surname and word.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return word, "а у а ым е"
    if word.endswith("ий"):
        return word[:-1], "я ю я ем и"
    if word[-1] in "йь":
        return word[:-1], "я ю я ем е"
    return word, f"а у а {'ем' if word[-1] in HUSHING else 'ом'} е"


# --- whose words they are ---------------------------------------------------------------------------------------------


def slots(name: str) -> Slots:
    """The words of a name but for its particles; a patronymic at the end is at -1."""
    found = {at: word for at, word in enumerate(name.split()) if not is_particle(word)}
    last = max(found, default=0)
    if len(found) > 2 and PATRONYMIC.search(found[last].lower()):
        found[-1] = found.pop(last)
    return found


def is_particle(word: str) -> bool:
    """Whether a word of a name is kept: "bin", "da", "Al"."""
    return word.islower() or any(word in culture.get("particles", ()) for culture in pools()["culture"])


def slot_of(word: str, of: Slots) -> int | None:
    """Which word of the name a written word is, in any case or as an initial."""
    if INITIAL.fullmatch(word):
        return next((at for at, own in sorted(of.items()) if own.startswith(word[0])), None)
    alike = {at: _shared(word.lower(), own.lower()) for at, own in of.items()}
    best = max(alike, key=lambda at: alike[at], default=None)
    if best is not None and alike[best] >= max(1, min(len(word), len(of[best])) - 3, min(3, len(of[best]) - 1)):
        return best
    return -1 if PATRONYMIC.search(word.lower()) else None


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def is_woman(name: str, mentions: Sequence[tuple[str, str, str, str]], lang: str) -> bool:
    """Whether a name is a woman's, by its endings and by its mentions (words before, as written, form, words after)."""
    around = [(before[-12:], after[:40]) for before, _, _, after in mentions]
    if lang != "ru":
        return any(re.search(r"\b(?:Ms|Mrs|Mme|Madam|Dame|Miss)\.? $", before) for before, _ in around)
    first, last = name.split()[0], name.split()[-1]
    if last.endswith(("ов", "ев", "ёв", "ский", "цкий", "ич", "улы")):
        return False
    if last.endswith(("ова", "ева", "ёва", "ская", "цкая", "вна")):
        return True
    acts = [re.search(r"\b[а-яё]+(л|ла)(?:сь|ся)?\b", after) for _, after in around]
    told = [found[1] == "ла" for found in acts if found]
    by_case = any(form in CASES[1:] and written.split()[-1] == last for _, written, form, _ in mentions)
    stays = by_case and last[-1] not in "аеёиоуыэюя"
    return (
        stays or (first[-1] in "ая" and first not in MALE_IN_A and (not told or any(told))) or bool(told and all(told))
    )


# --- somebody else ----------------------------------------------------------------------------------------------------


class Crowd:
    """Everybody who may still stand in for somebody in one article."""

    def __init__(self, chance: random.Random, taken: Iterable[str] = ()) -> None:
        self._chance = chance
        self._taken = {word.lower() for word in taken}

    def person(
        self, of: Slots, *, surname: int | None, woman: bool, leads: bool, particles: Iterable[str], patronymic: bool
    ) -> Person:
        """Somebody of a culture that has such names, none of whose words anybody else here bears.

        Args:
            surname: the first word of the surname, where the mentions tell it; else it is the last one.
        """
        cultures = [each for each in pools()["culture"] if bool(each.get("leads")) == leads or (leads and len(of) < 2)]
        kin = [each for each in cultures if set(particles) & set(each.get("particles", ()))]
        named = [each for each in cultures if "patronymics" in each]
        culture = self._chance.choice(named if patronymic and named else kin or cultures)
        places = sorted(at for at in of if at >= 0)
        is_first = leads or (-1 in of and _leads(of))
        at_surname = {places[0]} if is_first else {at for at in places if at >= (surname or places[-1])}
        words = {
            at: self._word(culture["surnames" if at in at_surname else "women" if woman else "men"], woman)
            for at in places
        }
        if patronymic and "patronymics" in culture:
            words[-1] = self._word(culture["patronymics"], woman)
        return Person(words, min(at_surname), woman, is_first)

    def _word(self, entries: Sequence[str], woman: bool) -> Word:
        free = [word for word in (pair(each, woman) for each in entries) if word.latin.lower() not in self._taken]
        word = self._chance.choice(free or [pair(each, woman) for each in entries])
        self._taken.add(word.latin.lower())
        return word


def _leads(of: Slots) -> bool:
    """Whether a name with a patronymic puts the surname first, as lists and decrees do."""
    return (
        -1 in of
        and len(of) > 2
        and of[min(at for at in of if at >= 0)].endswith(("ов", "ев", "ин", "ий", "ова", "ева"))
    )


def replaced(written: str, form: str, of: Slots, by: Person, lang: str) -> str:
    """A mention of one person as that of another, in the same form; the whole name where a word cannot be placed."""
    case = form if form in CASES else "Nom"
    out = []
    for word in written.split():
        at = None if is_particle(word) else slot_of(word, of)
        if at is None or at not in by.words:
            if not is_particle(word):
                return " ".join(by.word(slot, lang, case) for slot in sorted(by.words) if slot >= 0)
            out.append(word)
        elif INITIAL.fullmatch(word):
            out.append("".join(f"{letter.upper()}." for letter in by.words[at].written(lang)[: word.count(".")]))
        else:
            new = by.word(at, lang, case)
            out.append(new.upper() if word.isupper() and len(word) > 2 else new)
    return " ".join(out)
