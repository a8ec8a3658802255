"""Other places: a State for each State of an article, and its cities and regions for those of the other.

What a city is to its State stays: a capital gives way to a capital, the seat of a region to the seat of its region.
Names, adjectives and names of inhabitants, and their Russian forms, are those that the gazetteer is built from.
"""

from __future__ import annotations

import random
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import structs

from chancery.gazetteer import Place, gazetteer

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools"))

from gazetteer import russian  # noqa: E402
from shuffling import people  # noqa: E402

CASES = frozenset({"Nom", "Gen", "Dat", "Acc", "Ins", "Loc"})
LEAST_PEOPLE = 150_000
ISLANDS = frozenset(
    ["CU", "PH", "MT", "CY", "JM", "MV", "HT", "BB", "BS", "FJ", "SC", "MU", "KM", "TT", "WS", "TO", "SB", "VU", "UA"]
)
"""States that take «на» or are apt to; they stand in for nobody in Russian."""
WITH_THE = frozenset(["US", "GB", "AE", "PH", "NL", "MV", "SB", "BS", "GM", "KM", "SC", "DO", "CF", "CD", "CG", "MH"])
FORMS_OF_STATE = (
    "королевств",
    "эмират",
    "султанат",
    "княжеств",
    "kingdom",
    "sultanate",
    "principality",
    "islamic republic",
)
KINDS_EN = re.compile(r" (?:Oblast|Krai|Region|Province|Governorate|County|State|District|Republic)$")
Entry = tuple[str, int, str, frozenset[str], str]
"""Kind of name, its number among those of its kind, spelling, cases, number."""


@cache
def hand(code: str) -> Any:
    """What the hand table says of a State."""
    return _states().get(code, {})


@cache
def _states() -> Any:
    return tomllib.loads((ROOT / "tools" / "gazetteer" / "states.toml").read_text(encoding="utf-8"))


_NAMED: dict[str, Place] = {}
"""Places as an article names them, where the gazetteer lacks them or has another name in the nominative."""


def as_named(place: Place | None, kind: str, canonical: str, nominative: str, state: str) -> Place:
    """The place with the name that an article gives it; a new one in `state` where the gazetteer has none."""
    plain = place or Place("", kind, canonical, names={"en": canonical}, country=state)
    id = f"{plain.id}|{kind}|{canonical}|{nominative}|{state}"
    ru = {"ru": nominative} if nominative else {}
    _NAMED[id] = structs.replace(plain, id=id, names={**plain.names, **ru})
    return _NAMED[id]


def get(id: str) -> Place:
    """The place of an id, of the gazetteer or as an article names it."""
    return _NAMED.get(id) or gazetteer().place(id)


def folded(text: str) -> str:
    """Small letters, ё as е."""
    return text.lower().replace("ё", "е")


def name(place: Place, lang: str) -> str:
    """The place's name in the language of the text; empty if none is known."""
    return place.names.get(lang, "") if lang != "en" else place.name


@cache
def entries(id: str, lang: str) -> tuple[Entry, ...]:
    """Every form of every name of a place in a language."""
    place = get(id)
    row = hand(place.code) if place.kind in ("state", "territory") else {}
    ru = lang == "ru"
    full = row.get("full", ["", ""])[1 if ru else 0]
    names = [("name", each) for each in dict.fromkeys([name(place, lang), *row.get("also_ru" if ru else "also", [])])]
    names += [("full", full), *(("short", each) for each in row.get("short_ru" if ru else "short", []))]
    found: list[Entry] = []
    count: dict[str, int] = {}
    for kind, spelling in names:
        if spelling:
            at = count[kind] = count.get(kind, -1) + 1
            forms = russian.forms(spelling) if ru else [(spelling, CASES, "")]
            found += [(kind, at, form, cases, number) for form, cases, number in forms]
    return tuple(found + list(_derived(place, row, lang)))


def _derived(place: Place, row: Mapping[str, Any], lang: str) -> Iterable[Entry]:
    """Adjectives and names of inhabitants."""
    if lang != "ru":
        yield from (("adj", 0, each, frozenset[str](), "") for each in row.get("adj", []))
        for each in row.get("people", []):
            yield "people", 0, each, frozenset(), "Plur" if each.endswith("s") else "Sing"
        return
    for at, lemma in enumerate(adjectives(place, row)):
        yield from (("adj", at, form, cases, number) for form, cases, number in russian.adjective_forms(lemma))
    for at, lemma in enumerate(row.get("people_ru", [])):
        yield from (("people", at, form, cases, number) for form, cases, number in russian.inhabitant_forms(lemma))


def adjectives(place: Place, row: Mapping[str, Any]) -> list[str]:
    """Russian adjectives of a State or of a region that is named by one («Свердловская область»)."""
    if place.kind in ("state", "territory"):
        return [each for each in row.get("adj_ru", []) if each.endswith(("ский", "цкий"))]
    first, _, rest = name(place, "ru").partition(" ")
    is_named = bool(rest) and first.endswith(("ская", "цкая", "ский", "цкий"))
    return [first[:-2] + "ий"] if is_named else []


# --- which place stands in for which ----------------------------------------------------------------------------------


@dataclass
class Need:
    """What an article asks of the State that stands in for one of its States."""

    cities: int = 0
    regions: dict[str, int] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    form: str = ""


def _form_of_state(code: str, lang: str) -> str:
    """The word for what a State is, where it is more than a State."""
    full = hand(code).get("full", ["", ""])[lang == "ru"].lower()
    return next((each for each in FORMS_OF_STATE if each in full), "")


def region_kind(place: Place, lang: str) -> str:
    """What word a region is called by: regions of one kind stand in for each other."""
    if place.kind == "federal_district":
        return "федеральный округ"
    if lang != "ru":
        return "region"
    first, _, rest = name(place, "ru").partition(" ")
    return rest if rest and first.endswith(("ская", "цкая", "ский", "цкий")) else "bare"


def gender(place: Place, lang: str) -> str:
    """The agreement that a State's Russian name asks for, by its ending."""
    written = name(place, lang)
    if lang != "ru":
        return ""
    last = written.split(" ")[-1]
    return "fem" if last.endswith(("а", "я")) else "plur" if last.endswith(("ы", "и")) or last.isupper() else "masc"


@cache
def cities(code: str, lang: str) -> tuple[Place, ...]:
    """The larger cities of a State but its capital, where the name names nothing larger."""
    places = gazetteer()
    capital = places.place(code).capital
    return tuple(
        place
        for place in places.places
        if place.kind == "city"
        and place.country == code
        and place.population >= LEAST_PEOPLE
        and place.id != capital
        and not place.common_word
        and name(place, lang)
        and [first.country for first in places.by_name(name(place, lang))[:1]] == [code]
    )


@cache
def regions(code: str, lang: str, kind: str) -> tuple[Place, ...]:
    """The regions of a State that are called by a kind of word."""
    return tuple(
        place
        for place in gazetteer().places
        if place.kind in ("region", "federal_district")
        and (place.country == code or (place.kind == "federal_district" and code == "RU"))
        and name(place, lang)
        and region_kind(place, lang) == kind
        and (kind != "bare" or " " not in name(place, lang))
        and not place.common_word
    )


@cache
def pool(lang: str) -> tuple[Place, ...]:
    """The States that may stand in for others."""
    return tuple(
        place
        for place in gazetteer().places
        if place.kind == "state"
        and hand(place.code).get("adj")
        and not place.common_word
        and name(place, lang)
        and len(cities(place.id, lang)) >= 2
        and (lang != "ru" or (place.code not in ISLANDS and " " not in name(place, "ru")))
    )


class World:
    """Which place stands in for which in one article."""

    def __init__(self, used: Mapping[str, set[str]], lang: str, chance: random.Random, text: str) -> None:
        """`used`: id of each place of the article -> kinds of name that it bears there."""
        self._lang, self._chance, self._text = lang, chance, text
        self._places = [get(id) for id in used]
        self.by: dict[str, str] = {}
        for code, need in self._needs(used).items():
            self.by[code] = self._state(code, need)
        for place in self._places:
            if place.kind in ("region", "federal_district"):
                self._take(place.id, self._region(place))
        for place in self._places:
            if place.kind == "city":
                self._take(place.id, self._city(place))

    def _take(self, id: str, by: Place | None) -> None:
        if by is not None:
            self.by[id] = by.id

    def _needs(self, used: Mapping[str, set[str]]) -> dict[str, Need]:
        needs: dict[str, Need] = {}
        for place in self._places:
            code = state(place)
            if code:
                need = needs.setdefault(code, Need())
                if place.kind == "city":
                    need.cities += 1
                elif place.id == code:
                    need.kinds |= used[place.id]
                else:
                    kind = region_kind(place, self._lang)
                    need.regions[kind] = need.regions.get(kind, 0) + 1
        return needs

    def _state(self, code: str, need: Need) -> str:
        """Another State that has all that is needed, of the same gender if it can be; else the State itself.

        Where the text speaks of "the kingdom" it must be one; an office that only one State has keeps it.
        """
        if any(word in self._text for word in people.pools()["held"].get(code, ())):
            return code
        form = _form_of_state(code, self._lang)
        if form and re.search(form, self._text):
            need.form = form
        own = {state(place) for place in self._places} | set(self.by.values())
        fit = [place for place in pool(self._lang) if place.id not in own and self._fits(place, need)]
        old = gazetteer().place(code)
        kin = [place for place in fit if gender(place, self._lang) == gender(old, self._lang)]
        return self._chance.choice(kin or fit).id if fit else code

    def _fits(self, place: Place, need: Need) -> bool:
        kinds = {kind for kind, *_ in entries(place.id, self._lang)}
        return (
            need.kinds - {"short"} <= kinds
            and (not need.form or _form_of_state(place.id, self._lang) == need.form)
            and len(cities(place.id, self._lang)) >= need.cities
            and all(len(regions(place.id, self._lang, kind)) > many for kind, many in need.regions.items())
        )

    def _region(self, place: Place) -> Place | None:
        code = self.by.get(state(place), "")
        free = self._free(regions(code, self._lang, region_kind(place, self._lang)))
        return self._chance.choice(free) if free else None

    def _city(self, place: Place) -> Place | None:
        places = gazetteer()
        code = self.by.get(state(place), "")
        if code and place.id.partition("|")[0] == places.place(state(place)).capital:
            capital = places.place(places.place(code).capital)
            return capital if name(capital, self._lang) else None
        sitting = [each.id for each in self._places if each.capital and place.id.startswith(each.capital + "|")]
        seats = [places.place(self.by[id]).capital for id in sitting if id in self.by]
        free = self._free(cities(code, self._lang))
        return next((each for each in free if each.id in seats), self._chance.choice(free) if free else None)

    def _free(self, places: Iterable[Place]) -> list[Place]:
        """The places that neither stand in the article nor stand in for another."""
        taken = {place.id.partition("|")[0] for place in self._places} | set(self.by.values())
        return [place for place in places if place.id not in taken]


def state(place: Place) -> str:
    """The id of the State that a place is or lies in; empty if it lies in none."""
    return "RU" if place.kind == "federal_district" else place.country


# --- how it is written ------------------------------------------------------------------------------------------------


def located(written: str, id: str, lang: str, form: str) -> Entry | None:
    """Which form of which name of the place is written, in the marked case if there are several."""
    found = [each for each in entries(id, lang) if folded(each[2]) == folded(written)]
    asked = [each for each in found if form in each[3] or (form == "Adj") == (each[0] in ("adj", "people"))]
    return next(((*each[:2], written, *each[3:]) for each in asked or found), None)


def rendered(like: Entry, id: str, lang: str, form: str) -> str:
    """The same form of the same kind of name of another place; "" if it has none."""
    kind, _, spelling, cases, number = like
    own = [each for each in entries(id, lang) if each[0] == kind and each[1] == 0]
    if kind == "adj" and lang == "ru" and own:
        lemma = next(each[2] for each in own if "Nom" in each[3] and each[2].endswith("ий"))
        new = lemma[:-2] + _ending(spelling)
        return new[:1].upper() + new[1:] if spelling[:1].isupper() else new.lower()
    if kind == "people" and lang == "ru":
        own = [(*each[:2], _like(each[2], spelling), *each[3:]) for each in own]
    wanted = frozenset({form}) & cases or cases
    kin = [each for each in own if each[4] == number] or own
    return max(kin, key=lambda each: len(each[3] & wanted), default=("", 0, "", frozenset(), ""))[2]


def _like(new: str, old: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def city_adjective(name: str, like: str) -> str:
    """A city's adjective in the form of another's, as the rule makes it: «Ковров» and «ростовского», «ковровского»."""
    return re.sub(r"[аеиоуыэюяйь]+$", "", name.lower()) + "ск" + _ending(like)


def _ending(adjective: str) -> str:
    """What follows the stem of an adjective in -ский."""
    found = re.search(r"(?<=[сц]к)[а-яё]{1,3}$", adjective)
    return found[0] if found else adjective[-2:]


def in_case(id: str, lang: str, case: str) -> str:
    """The place's first name in a case."""
    own = [each for each in entries(id, lang) if each[0] == "name" and each[1] == 0]
    return next((each[2] for each in own if case in each[3]), own[0][2] if own else "")
