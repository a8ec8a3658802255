"""What one document tells of: its people and missions, put together within it first, and its facts.

A pure function of the document's frames. What two documents say alike becomes one unit, named by what is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from chancery.model import (
    Agreement,
    ConsularDistrict,
    Cooperation,
    Delegation,
    Engagement,
    Fact,
    Frame,
    Function,
    Indicator,
    Institution,
    Membership,
    MissionEvent,
    MissionMention,
    MissionRef,
    Part,
    PersonMention,
    Position,
    Project,
    Report,
    Sighted,
    Statement,
    Unit,
)
from chancery.model.ledger import MANNER, digest
from chancery.resolve.keys import report_keys
from chancery.resolve.missions import mission_keys, mission_mention, without_seat
from chancery.resolve.people import people, person_keys
from chancery.resolve.places import is_state, place_of, state_of
from chancery.text.latin import given_names
from chancery.text.persons import name_parts
from chancery.text.when import bounds

PERSON, MISSION = "person", "mission"
LEFT = frozenset(("former", "relieved", "departing", "recalled", "resigned", "persona_non_grata"))
"""Events that show a person no longer in an office."""

_HAPPENINGS = (Engagement, Delegation, Cooperation, Statement, Agreement, Project, Institution)
"""What happened about when it was told, if no date is said."""

_json = msgspec.json.Encoder(order="deterministic")


class Known(Struct, frozen=True):
    """The units that one document's names and missions stand for, and the States of its people."""

    people: dict[str, str]
    states: dict[str, str]
    missions: dict[str, str]


def sighted(document: str, published: str | None, frames: Sequence[Frame]) -> Sighted:
    """The units that a document's frames tell of, each once, and which frame tells of which."""
    day = published or ""
    persons, named = _people(document, day, frames)
    missions, referred = _missions(frames)
    known = Known({name: unit.id for name, unit in persons.items()}, named, referred)
    reports = [(frame, _report(frame, known, document, day)) for frame in frames]
    units = {unit.id: unit for unit in (*persons.values(), *missions, *(unit for _, unit in reports))}
    parts = [part for frame, unit in reports for part in _parts(frame, unit, known, day)]
    return Sighted(tuple(units[id] for id in sorted(units)), tuple(parts))


def body_text(body: Struct) -> str:
    """A body as text, the same for equal bodies; without its id, which is made of it."""
    return _json.encode(msgspec.structs.replace(body, id="")).decode()


def names_of(fact: Fact) -> Iterator[tuple[str, str]]:
    """The slots of a fact that hold people or those who act like people, with the names in them."""
    match fact:
        case Position() | Membership():
            yield "person", fact.person
        case Engagement():
            yield from (("participants", name) for name in fact.participants)
        case Delegation():
            yield from (("head", fact.head), *(("members", name) for name in fact.members))
        case Statement():
            yield "speaker", fact.speaker
        case Agreement():
            yield from (("signatories", name) for name in fact.signatories)
        case Cooperation() if fact.by:
            yield "by", fact.by
        case Project() if fact.proposer:
            yield "proposer", fact.proposer


def mission_of(fact: Fact) -> MissionRef | None:
    """The mission that a fact is about."""
    if isinstance(fact, MissionEvent):
        return MissionRef(fact.sending, fact.mission_type, fact.city, fact.receiving)
    return fact.mission if isinstance(fact, ConsularDistrict | Function) else None


def _people(document: str, day: str, frames: Iterable[Frame]) -> tuple[dict[str, Unit], dict[str, str]]:
    """The unit of each name of a person, and the State of each that serves one."""
    frames = list(frames)
    held: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        if isinstance(frame.fact, Position):
            held[frame.fact.person].append(frame)
    names = {name: None for frame in frames for slot, name in names_of(frame.fact) if _is_person(slot, name, held)}
    mentions = [_mention(name, document, [frame.fact for frame in held.get(name, ())]) for name in names]
    units, states = dict[str, Unit](), dict[str, str]()
    by_name = {mention.name: mention for mention in mentions}
    for cluster in people(mentions).clusters:
        members = [by_name[id] for id in cluster.members]
        unit = _person_unit(cluster.name, members)
        state = msgspec.json.decode(unit.body, type=PersonMention).state
        for member in members:
            units[member.name] = unit
            states |= {member.name: state} if state else {}
    return units, states


def _is_person(slot: str, name: str, held: Mapping[str, object]) -> bool:
    return slot in ("person", "head") or name in held or looks_like_person(name)


@lru_cache(maxsize=65536)
def looks_like_person(name: str) -> bool:
    """Whether a name that no office goes with is a person's: a given name or an initial beside a surname."""
    if " " not in name or place_of(name) is not None:
        return False
    parts = name_parts(name)
    known = any(word.endswith(".") or given_names(word) for word in parts.given)
    return bool(parts.family) and known and len(name.split()) <= _LONGEST_NAME


_LONGEST_NAME = 5


def _mention(name: str, document: str, offices: Sequence[Fact]) -> PersonMention:
    """A name with what the document says of its bearer; its id is the name itself."""
    held = [office for office in offices if isinstance(office, Position)]
    current = [office for office in held if office.event not in LEFT]
    pairs = list(dict.fromkeys((office.role, _office(office)) for office in (*current, *held)))
    states = list(dict.fromkeys(filter(None, (_served(office) for office in current or held))))
    role, office = pairs[0] if current else ("", "")
    rest = tuple(sorted(set(pairs) - {(role, office)}))
    state = states[0] if len(states) == 1 else ""
    return PersonMention(name, name, document, state, role, office, offices=rest)


def _office(held: Position) -> str:
    """The body or territory of an office, as far as it tells the office apart."""
    org = held.org or ""
    return held.place or held.receiving or ("" if is_state(org) else org)


def _served(held: Position) -> str:
    return state_of(held.org) if held.org else ""


def _person_unit(name: str, members: Sequence[PersonMention]) -> Unit:
    """One unit for the mentions of one person in one document."""
    first = next((member for member in members if member.role), members[0])
    states = {member.state for member in members if member.state}
    offices = {pair for member in members for pair in ((member.role, member.office), *member.offices) if pair[0]}
    offices -= {(first.role, first.office)}
    state = min(states) if len(states) == 1 else ""
    body = PersonMention("", name, "", state, first.role, first.office, offices=tuple(sorted(offices)))
    return _unit(PERSON, body, person_keys(body))


def _missions(frames: Iterable[Frame]) -> tuple[list[Unit], dict[str, str]]:
    """The missions of a document, and the unit of each way in which it refers to one."""
    mentions: dict[str, MissionMention] = {}
    for frame in frames:
        ref = mission_of(frame.fact)
        was = (
            (frame.fact.from_mission_type, frame.fact.from_city)
            if isinstance(frame.fact, MissionEvent)
            else (None,) * 2
        )
        found = ref and mission_mention(_ref_key(frame.fact), ref, from_type=was[0] or "", from_city=was[1] or "")
        if found:
            mentions[found.id] = found
    meant = dict(without_seat([mentions[id] for id in sorted(mentions)]))
    units = {id: _mission_unit(meant.get(mention, mention)) for id, mention in mentions.items()}
    return list(units.values()), {id: unit.id for id, unit in units.items()}


def _ref_key(fact: Fact) -> str:
    """How a fact refers to its mission, as a key within the document."""
    ref = mission_of(fact)
    was = [fact.from_mission_type, fact.from_city] if isinstance(fact, MissionEvent) else [None, None]
    return "" if ref is None else digest(ref.sending, ref.mission_type, ref.city, ref.receiving, *was)


def _mission_unit(mention: MissionMention) -> Unit:
    return _unit(MISSION, msgspec.structs.replace(mention, id=""), mission_keys(mention))


def _unit(kind: str, body: Struct, keys: Sequence[str]) -> Unit:
    text = body_text(body)
    return Unit(digest(kind, text), kind, text, tuple(f"{kind}:{key}" for key in keys))


def _report(frame: Frame, known: Known, document: str, day: str) -> Unit:
    """The unit of a frame as a report of a fact."""
    kind = str(frame.fact.__struct_config__.tag)
    named = {name for _, name in names_of(frame.fact)}
    told = day if _is_undated_happening(frame.fact) else ""
    report = Report(
        id="",
        fact=bare(frame.fact),
        modality=str(frame.modality),
        polarity=frame.polarity,
        published=told or (day if "XXXX" in (getattr(frame.fact, "date", None) or "") else ""),
        people={name: known.people[name] for name in sorted(named & known.people.keys())},
        states={name: known.states[name] for name in sorted(named & known.states.keys())},
        mission=known.missions.get(_ref_key(frame.fact), ""),
    )
    refs = (*sorted(set(report.people.values())), *([report.mission] if report.mission else []))
    alone = document if _is_undated_happening(frame.fact) and not day else ""
    text = body_text(report)
    keys = () if alone else tuple(f"{kind}:{key}" for key in sorted(report_keys(report)))
    return Unit(digest(kind, text, alone), kind, text, keys, tuple(refs))


def bare(fact: Fact) -> Fact:
    """A fact without the words in which it was written, which tell it apart only where no identifier does."""
    fields = {name: getattr(fact, name) for name in fact.__struct_fields__}
    unnamed = isinstance(fact, Position) and fact.role == "other"
    kept = {name for name in fields if not (name.endswith("as_written") or name in MANNER)}
    kept |= {"role_as_written"} if unnamed else set()
    return type(fact)(**{name: value for name, value in fields.items() if name in kept})


def _is_undated_happening(fact: Fact) -> bool:
    if isinstance(fact, Indicator):
        return fact.period is None
    return isinstance(fact, _HAPPENINGS) and not any(bounds(getattr(fact, "date", None) or ""))


def _parts(frame: Frame, report: Unit, known: Known, day: str) -> Iterator[Part]:
    """Everything that one frame tells of."""
    since, until = bounds(getattr(frame.fact, "date", None) or "")
    yield Part(frame.id, "", report.id, since, until)
    seen = (since or day, until or day) if _shows_office(frame) else ("", "")
    for slot, name in dict.fromkeys(names_of(frame.fact)):
        if name in known.people:
            yield Part(frame.id, slot, known.people[name], *seen, name)
    mission = known.missions.get(_ref_key(frame.fact))
    if mission:
        yield Part(frame.id, "mission", mission, since, until)


def _shows_office(frame: Frame) -> bool:
    """Whether a frame shows somebody in an office on its day."""
    return isinstance(frame.fact, Position) and frame.fact.event not in LEFT and frame.modality != "background"
