"""The record as the pages of one day see it: its facts, found by the names in them; read anew when it changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from chancery.model import Delegation, Fact, Membership, MissionRef, Position, Statement
from chancery.record import FactQuery, MergedFact, Record
from chancery.run.analyser import analyser
from chancery.serve.web import names
from chancery.serve.web.names import Subject
from chancery.text.scripts import dominant

NAMING = (
    *("sending", "receiving", "city", "from_city", "place", "office_city", "areas", "person", "org", "residence"),
    *("predecessor", "participants", "host_party", "between", "reporter", "partner", "attributed_to", "parties"),
    *("signatories", "by", "proposer", "head", "members", "speaker", "addressee", "name", "places"),
)
"""The fields that name people, places and bodies."""

KEPT = 3


class Shelf:
    """The facts that counted on one day."""

    def __init__(self, facts: list[MergedFact]) -> None:
        self.facts = facts

    @cached_property
    def by_name(self) -> dict[str, list[MergedFact]]:
        """The facts that name somebody or something."""
        found: dict[str, list[MergedFact]] = {}
        for fact in self.facts:
            for name in dict.fromkeys(named(fact.fact)):
                found.setdefault(name, []).append(fact)
        return found

    @cached_property
    def people(self) -> dict[str, dict[str, str]]:
        """Every person, with the forms in which sources write the name, by script."""
        found: dict[str, dict[str, str]] = {}
        for fact in self.facts:
            for person, form in _people(fact.fact):
                forms = found.setdefault(person, {})
                if form:
                    forms.setdefault(dominant(form), form)
        return found

    @cached_property
    def entities(self) -> dict[str, frozenset[str]]:
        """The ids of the people behind each name: more than one where several people bear it."""
        found: dict[str, set[str]] = {}
        for fact in self.facts:
            for name, id in _identified(fact):
                found.setdefault(name, set()).add(id)
        return {name: frozenset(ids) for name, ids in found.items()}

    def names_of(self, name: str) -> list[str]:
        """Every name of the people behind a name, that name first."""
        ids = self.entities.get(name, frozenset())
        others = (other for other, theirs in self.entities.items() if ids & theirs)
        return list(dict.fromkeys((name, *others)))

    @cached_property
    def by_slug(self) -> dict[str, str]:
        """The names of this record by the form they have in addresses."""
        return {names.slug(name): name for name in self.by_name}

    def about(self, wanted: Iterable[str]) -> list[MergedFact]:
        """The facts that name any of these, in the record's order."""
        ids = {fact.id for name in wanted for fact in self.by_name.get(name, ())}
        return [fact for fact in self.facts if fact.id in ids]

    def subject(self, name: str) -> Subject | None:
        """What a name in a fact means."""
        if name in self.people or (name in self.entities and names.place_named(name) is None):
            return names.of_person(name)
        place = names.place_named(name)
        return names.of_place(place) if place is not None else names.of_institution(name)

    def written(self, name: str, lang: str, script: str) -> str:
        """A name as the reader's language writes it, where that is known."""
        forms = self.people.get(name)
        if forms is not None:
            return forms.get(script, name)
        place = names.place_named(name)
        return place.names.get(lang, name) if place is not None else name


def named(fact: Fact) -> Iterator[str]:
    """Every name in a fact."""
    for field in fact.__struct_fields__:
        value = getattr(fact, field)
        if isinstance(value, MissionRef):
            yield from (name for name in (value.sending, value.city, value.receiving) if name)
        elif field in NAMING and value:
            yield from (value,) if isinstance(value, str) else value


def _people(fact: Fact) -> Iterator[tuple[str, str | None]]:
    if isinstance(fact, Position):
        yield fact.person, fact.nominative
    elif isinstance(fact, Membership):
        yield fact.person, None
    elif isinstance(fact, Delegation):
        yield fact.head, None
    elif isinstance(fact, Statement) and names.place_named(fact.speaker) is None:
        yield fact.speaker, None


def _identified(fact: MergedFact) -> Iterator[tuple[str, str]]:
    """The names in a fact with the ids of whom they name, where it is plain which is whose."""
    for field, ids in fact.entities.items():
        value = getattr(fact.fact, field, None)
        said = (value,) if isinstance(value, str) else value
        if isinstance(said, tuple) and len(said) == len(ids):
            yield from zip(said, ids, strict=True)


class Stamp(Struct, frozen=True):
    """What tells that a record's file has changed."""

    parts: tuple[tuple[int, int, int], ...]


class Shelves:
    """The record's file, opened for each request, and the shelves of the days asked for last."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: OrderedDict[tuple[Stamp, str | None], Shelf] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def record(self) -> Iterator[Record]:
        """The record for as long as the block runs; whoever writes meanwhile is not kept waiting.

        Raises:
            RecordError: there is no record, or it cannot be opened.
        """
        with Record.open(self._path, analyser=analyser(), engine="", create=False) as record:
            yield record

    def shelf(self, record: Record, as_of: str | None) -> Shelf:
        """What counted on that day (or counts now), as the record has it at this moment.

        Raises:
            UsageError: `as_of` is no date.
        """
        key = self._stamp(), as_of
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                found = self._kept[key] = Shelf(record.facts(FactQuery(as_of=as_of)))
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
        return found

    def _stamp(self) -> Stamp:
        return Stamp(tuple(_state(path) for path in (self._path, self._path.with_name(self._path.name + "-wal"))))


def _state(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0, 0
    return found.st_ino, found.st_mtime_ns, found.st_size
