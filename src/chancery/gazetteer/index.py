"""The gazetteer itself: hits in text, places by id or name, and what lies in what."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files

import msgspec

from chancery.errors import GazetteerError
from chancery.gazetteer.forms import Forms
from chancery.gazetteer.packing import NEUTRAL, STATES, FormTable, PlaceTable, Table, Unpacked, decoded
from chancery.gazetteer.shapes import Body, Hit, OrgHit, Place, Reading

_NAMING = frozenset({"name", "former", "acronym"})
# What is no city stands among cities of its name as if it had so many people: a region below metropolises, above towns.
_WEIGHTS = {"area": 5_000_000, "historical": 600_000, "region": 500_000, "federal_district": 500_000}
# What an inhabitant's name or a bare stem names is a guess; a name is a name.
_GUESSED = frozenset({"demonym", "stem"})


class Gazetteer:
    """Every place and international organisation, found by any of its forms. Tables load when first asked for."""

    def __init__(self) -> None:
        self._ranked: dict[tuple[str, int], tuple[Reading, ...]] = {}
        self._met: dict[int, Place] = {}

    @property
    def places(self) -> tuple[Place, ...]:
        """All places, in the order of the packed table."""
        return tuple(self._at(row) for row in range(len(self._table.places)))

    @cached_property
    def _table(self) -> PlaceTable:
        return _decoded("places", PlaceTable)

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """All bodies: international organisations, parliaments, parties, types of institution."""
        return tuple(_decoded("bodies", list[Body]))

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {id: row for row, id in enumerate(self._table.ids.splitlines())}

    @cached_property
    def _capitals(self) -> frozenset[str]:
        return frozenset(self._table.capitals)

    def _at(self, row: int) -> Place:
        """Give the place of this row; the places met are kept, the others stay packed."""
        found = self._met.get(row)
        if found is None:
            found = self._met[row] = msgspec.msgpack.decode(self._table.places[row], type=Place)
        return found

    def place(self, id: str) -> Place:
        """Give the place of this id; `GazetteerError` if there is none."""
        row = self._rows.get(id)
        if row is None:
            raise GazetteerError(f"no place has the id {id!r}", hint="ids are those that hits and by_name give")
        return self._at(row)

    def by_name(self, name: str) -> list[Place]:
        """Give the places that are called `name` in any language, now or formerly, likeliest first."""
        readings = (reading for lang in _languages() for reading in _forms(lang).named(name))
        rows = {reading.row for reading in readings if _names(reading)}
        return sorted((self._at(row) for row in rows), key=self._order)

    def chain(self, id: str) -> tuple[Place, ...]:
        """Give the place and what it lies in, nearest first, up to its State."""
        place = self.place(id)
        return (place, *(self.place(parent) for parent in place.parents))

    def state_of(self, id: str) -> Place | None:
        """Give the State or territory that the place is or lies in; None for an area across States."""
        return next((place for place in self.chain(id) if place.kind in STATES), None)

    def members(self, id: str) -> tuple[Place, ...]:
        """Give the places that a federal district or an area consists of; none for any other place."""
        return tuple(self.place(member) for member in self.place(id).members)

    def hits(self, text: str, lang: str) -> list[Hit]:
        """Give the stretches of `text` that name places, leftmost then longest; they do not overlap.

        A name begins with a capital and an acronym is all capitals; whether an adjective or an inhabitant is written
        with a capital depends on the language. A language without a table is searched for neutral names only.
        """
        lang = lang if lang in _languages() else NEUTRAL
        forms = _forms(lang)
        return [
            Hit(start, stop, text[start:stop], self._readings(forms, lang, key, text[start:stop]))
            for start, stop, key in forms.spans(text)
        ]

    def organisations(self, text: str, lang: str) -> list[OrgHit]:
        """Give the stretches of `text` that name bodies; of several of one name that of the most States."""
        if lang not in _languages("organisations."):
            return []
        forms = _forms(lang, "organisations.")
        return [
            OrgHit(start, stop, text[start:stop], self.bodies[reading.row], reading.cases, reading.form == "stem")
            for start, stop, key in forms.spans(text)
            for reading in forms.readings(key)[:1]
        ]

    def bodies_of(self, state: str) -> tuple[Body, ...]:
        """Give the parliament, its houses and the parties of the State of this code."""
        return tuple(body for body in self.bodies if state in body.states)

    def _readings(self, forms: Forms, lang: str, key: int, written: str) -> tuple[Reading, ...]:
        """Give what a form may name where it is `written` so, likeliest first."""
        ranked = self._ranked.get((lang, key))
        if ranked is None:
            unranked = sorted(forms.readings(key), key=self._rank)
            ranked = self._ranked[lang, key] = tuple(self._reading(reading) for reading in unranked)
        if all(forms.fits(reading.form, written) for reading in ranked):
            return ranked
        return tuple(reading for reading in ranked if forms.fits(reading.form, written))

    def _reading(self, reading: Unpacked) -> Reading:
        return Reading(self._at(reading.row).id, reading.form, reading.cases, reading.number, reading.lang)

    def _rank(self, reading: Unpacked) -> tuple[bool, bool, tuple[int, int, str]]:
        return reading.form in _GUESSED, reading.lang == NEUTRAL, self._order(self._at(reading.row))

    def _order(self, place: Place) -> tuple[int, int, str]:
        """Sort States before capitals before the rest, larger before smaller."""
        if place.kind in STATES:
            return 0, -place.population, place.id
        weight = _WEIGHTS.get(place.kind, place.population)
        return 1 if place.id in self._capitals else 2, -weight, place.id


@cache
def gazetteer() -> Gazetteer:
    """Give the gazetteer; its tables load when they are first asked for."""
    return Gazetteer()


def _names(reading: Unpacked) -> bool:
    """Whether a form is a name in its basic form."""
    return reading.form in _NAMING and (not reading.cases or "Nom" in reading.cases)


@cache
def _forms(lang: str, family: str = "forms.") -> Forms:
    return Forms(_decoded(family + lang, FormTable))


@cache
def _languages(family: str = "forms.") -> tuple[str, ...]:
    """Give the languages that have a table of this family."""
    names: Iterable[str] = (file.name for file in _TABLES.iterdir())
    return tuple(sorted(name.split(".")[1] for name in names if name.startswith(family) and name.endswith(_SUFFIX)))


def _content(name: str) -> bytes:
    try:
        return (_TABLES / f"{name}{_SUFFIX}").read_bytes()
    except OSError as fault:
        where = f"data/gazetteer/{name}{_SUFFIX}"
        raise GazetteerError("a table is missing", where=where, hint="reinstall, or rebuild the tables") from fault


def _decoded(name: str, shape: type[Table]) -> Table:
    return decoded(_content(name), shape, name)


_TABLES = files("chancery") / "data" / "gazetteer"
_SUFFIX = ".bin"
