"""Whose affair a fact is: its parties, with the States and regions behind people, bodies and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from chancery.gazetteer import Place, gazetteer
from chancery.model import (
    Agreement,
    ConsularDistrict,
    Cooperation,
    Delegation,
    Engagement,
    Fact,
    Function,
    Indicator,
    Institution,
    Membership,
    MissionEvent,
    Position,
    Project,
    Statement,
)
from chancery.record import FactQuery, Record

STATES = ("state", "territory")
ENDED = frozenset(("former", "relieved", "departing", "departed", "recalled", "resigned", "persona_non_grata"))
"""Stages of an office that say that its holder has left it, or is about to."""

VISITS = frozenset(("visit", "trip"))
"""Kinds of engagement that concern the place where they happen."""

Names = frozenset[str]


class Sides:
    """The parties of facts. A party goes by every name under which somebody may ask for it, in small letters: its own,
    what it lies in, and for a person the State or body that the person serves by the record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known = gazetteer()
        self._met: dict[str, Names] = {}
        self._places: dict[str, Place | None] = {}

    def parties(self, fact: Fact) -> list[Names]:
        """The parties of a fact, in the order in which it names them."""
        named = ([name for name in party if name] for party in _parties(fact))
        return [self._served(names) for names in named if names]

    def are_between(self, fact: Fact, one: str, other: str) -> bool:
        """Whether two different parties of the fact are those asked for, in any language and spelling."""
        parties = self.parties(fact)
        of_one = [at for at, names in enumerate(parties) if self.is_called(names, one)]
        of_other = [at for at, names in enumerate(parties) if self.is_called(names, other)]
        return any(at != beside for at in of_one for beside in of_other)

    def is_called(self, names: Names, asked: str) -> bool:
        """Whether a party is what is asked for: a place by its name in any language, anything else by words of it."""
        place = self._place(asked)
        if place is not None and place.name.casefold() in names:
            return True
        return any(f" {asked.casefold()} " in f" {name} " for name in names if self._place(name) is None)

    def states(self, fact: Fact) -> frozenset[str]:
        """The States whose affair the fact is."""
        names = {name for party in self.parties(fact) for name in party}
        return frozenset(name for name in names if (place := self._place(name)) is not None and place.kind in STATES)

    def names(self, name: str) -> Names:
        """Every name that what is called `name` goes by: itself, and what it lies in or names itself after."""
        found = self._met.get(name)
        if found is None:
            place = self._place(name)
            around = self._known.chain(place.id) if place is not None else self._states_in(name)
            found = self._met[name] = frozenset((name.casefold(), *(each.name.casefold() for each in around)))
        return found

    def _served(self, names: Iterable[str]) -> Names:
        own = {each for name in names for each in self.names(name)}
        served = {each for name in names for body in self._bodies.get(name, ()) for each in self.names(body)}
        return frozenset(own | served)

    @cached_property
    def _bodies(self) -> dict[str, set[str]]:
        """Whom each person serves, by the record."""
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self._record.facts(FactQuery(types=frozenset({"position"}))):
            held = fact.fact
            if isinstance(held, Position) and held.org and held.event not in ENDED:
                found[held.person].add(held.org)
        return found

    def _place(self, name: str) -> Place | None:
        if name not in self._places:
            self._places[name] = next(iter(self._known.by_name(name)), None)
        return self._places[name]

    def _states_in(self, name: str) -> list[Place]:
        """The States that the name of a body holds: "National Assembly of France"."""
        hits = (self._known.place(hit.readings[0].place) for hit in self._known.hits(name, "en") if hit.readings)
        return [place for place in hits if place.kind in STATES]


def _parties(fact: Fact) -> Iterator[tuple[str | None, ...]]:
    """The names of each party of a fact."""
    match fact:
        case MissionEvent():
            yield from ((fact.sending,), (fact.receiving, fact.city))
        case ConsularDistrict():
            yield from ((fact.mission.sending,), (fact.mission.receiving, fact.mission.city, *fact.areas))
        case Function():
            yield from ((fact.mission.sending,), (fact.mission.receiving, fact.mission.city))
        case Position():
            yield from ((fact.person, fact.org), (fact.receiving or fact.place,))
        case Engagement():
            yield from ((each,) for each in fact.participants)
            yield from ((fact.host_party,), (fact.place if fact.kind in VISITS else None,))
        case Indicator():
            sides = dict.fromkeys((*fact.between, fact.reporter, fact.partner, fact.place))
            yield from ((each,) for each in sides)
        case Agreement():
            yield from ((each,) for each in fact.parties)
        case Cooperation():
            yield from ((each,) for each in (*fact.parties, fact.by))
        case Project():
            yield from ((each,) for each in (*fact.parties, fact.proposer, fact.place))
        case Institution():
            yield from ((fact.name,), fact.places)
        case Delegation():
            yield from ((fact.head, fact.org, *fact.members), fact.parties)
        case Membership():
            yield (fact.person, fact.org)
        case Statement():
            yield from ((fact.speaker,), (fact.addressee,))
