"""The one door to identity: what a document tells of, which units are one and why, and what a fact comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import TypeVar

import msgspec

from chancery.model import (
    Cluster,
    FactType,
    Frame,
    Judgement,
    Link,
    MissionMention,
    PersonMention,
    Report,
    Resolution,
    Sighted,
    Sketch,
    Telling,
    Told,
    Unit,
    Verdict,
)
from chancery.model.ledger import digest
from chancery.resolve.copies import copy_link, sketch, sketch_keys
from chancery.resolve.joining import Links, Pair, components, decided, joined, pair, verdicts
from chancery.resolve.missions import mission_link
from chancery.resolve.people import fullest, person_link
from chancery.resolve.ranking import told
from chancery.resolve.reports import report_link
from chancery.resolve.sightings import MISSION, PERSON, body_text, sighted

COPY = "copy"
KINDS = (COPY, PERSON, MISSION, *(str(kind.value) for kind in FactType))
"""What is put together, in this order: facts name people and missions."""

_LEAST_SHARED = {COPY: 4}

Entities = Mapping[str, str]
Shape = TypeVar("Shape", PersonMention, MissionMention, Report, Sketch)


class Identity:
    """Puts together what is one, as `chancery.record` asks for it. Holds nothing: every answer is a pure function."""

    kinds = KINDS
    version = "identity-1"

    def sighted(self, document: str, published: str | None, frames: Sequence[Frame]) -> Sighted:
        """The people, missions and facts that a document tells of."""
        return sighted(document, published, frames)

    def text_unit(self, document: str, text: str) -> Unit:
        """A document's text, to be put together with its near-copies."""
        found = sketch(text)
        body = body_text(found)
        return Unit(digest(COPY, document), COPY, body, tuple(f"{COPY}:{key}" for key in sketch_keys(found)))

    def least_shared(self, kind: str) -> int:
        """How many keys two units must share to be compared."""
        return _LEAST_SHARED.get(kind, 1)

    def links(
        self, kind: str, pairs: Iterable[tuple[Unit, Unit]], judgements: Iterable[Judgement], entities: Entities
    ) -> list[Link]:
        """What is to be thought of these pairs by themselves; pairs that have nothing in common have no link."""
        both = list(pairs)
        said = verdicts(judgements, {unit.id for two in both for unit in two})
        found = (_link(kind, one, other, said, entities) for one, other in both)
        return [link for link in found if link is not None]

    def resolved(
        self, kind: str, units: Sequence[Unit], judgements: Iterable[Judgement], entities: Entities
    ) -> Resolution:
        """Which of these units are one. Cost: grows with the pairs that share a key."""
        known = {unit.id: unit for unit in sorted(units, key=lambda unit: unit.id)}
        said = verdicts(judgements, known)
        pairs = sorted({*_pairs(known, self.least_shared(kind)), *said})
        links: Links = {}
        for both in pairs:
            link = _link(kind, known[both[0]], known[both[1]], said, entities)
            if link is not None:
                links[both] = link
        together, settled = joined(known, links, said)
        clusters = tuple(
            Cluster(members[0], _called(kind, [known[id] for id in members]), members) for members in together.sets()
        )
        return Resolution(clusters, tuple(settled.values()), tuple(components(known, links)))

    def told(self, tellings: Sequence[Telling]) -> Told:
        """The fact that its tellings give together, and what they contradict each other in."""
        return told(tellings)


def _pairs(known: Mapping[str, Unit], least: int) -> Iterator[Pair]:
    """The pairs that share so many keys."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for unit in known.values():
        for key in unit.keys:
            blocks[key].append(unit.id)
    counts: dict[Pair, int] = defaultdict(int)
    for ids in blocks.values():
        for both in combinations(ids, 2):
            counts[both] += 1
    return (both for both, count in counts.items() if count >= least)


def _link(kind: str, one: Unit, other: Unit, said: Mapping[Pair, Verdict], entities: Entities) -> Link | None:
    both = pair(one.id, other.id)
    if both in said:
        return decided(both, said[both])
    first, second = (one, other) if one.id == both[0] else (other, one)
    return _COMPARE[kind](first, second, entities)


def _people(one: Unit, other: Unit, entities: Entities) -> Link:
    return person_link(_person(one), _person(other))


def _person(unit: Unit) -> PersonMention:
    body: PersonMention = _read(PersonMention, unit.id, unit.body)
    return msgspec.structs.replace(body, since=unit.since, until=unit.until)


def _missions(one: Unit, other: Unit, entities: Entities) -> Link | None:
    return mission_link(_read(MissionMention, one.id, one.body), _read(MissionMention, other.id, other.body))


def _copies(one: Unit, other: Unit, entities: Entities) -> Link | None:
    return copy_link(_read(Sketch, one.id, one.body), _read(Sketch, other.id, other.body))


def _reports(one: Unit, other: Unit, entities: Entities) -> Link | None:
    return report_link(_read(Report, one.id, one.body), _read(Report, other.id, other.body), entities)


@lru_cache(maxsize=32768)
def _read(shape: type[Shape], id: str, body: str) -> Shape:
    return msgspec.structs.replace(msgspec.json.decode(body, type=shape), id=id)


def _called(kind: str, units: Sequence[Unit]) -> str:
    """What a cluster is called."""
    if kind == PERSON:
        return fullest(_read(PersonMention, unit.id, unit.body).name for unit in units)
    if kind == MISSION:
        bodies = [_read(MissionMention, unit.id, unit.body) for unit in units]
        best = max(bodies, key=lambda body: (bool(body.city), body.id))
        return " | ".join(filter(None, (best.mission_type, best.sending, best.receiving, best.city)))
    return ""


_COMPARE: Mapping[str, Callable[[Unit, Unit, Entities], Link | None]] = {
    COPY: _copies,
    PERSON: _people,
    MISSION: _missions,
    **{str(kind.value): _reports for kind in FactType},
}
