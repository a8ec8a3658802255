"""Missions as the record last heard of them: stage, head and officers, consular district and the people in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from chancery.gazetteer import Gazetteer, Place, gazetteer
from chancery.model import ConsularDistrict, Indicator, MissionEvent, Position
from chancery.record import FactQuery, MergedFact, Record
from chancery.run.queries.sides import ENDED

HEADS = {
    "embassy": ("ambassador", "high_commissioner_cw", "charge_daffaires", "apostolic_nuncio"),
    "permanent_mission": ("permanent_representative",),
    "consulate_general": ("consul_general", "acting_consul_general", "head_of_consulate"),
    "consulate": ("consul", "head_of_consulate", "consul_general"),
    "vice_consulate": ("vice_consul",),
    "honorary_consulate": ("honorary_consul",),
    "honorary_consulate_general": ("honorary_consul_general",),
    "consular_agency": ("consular_agent",),
}
"""The roles of a head of mission or head of post, by class of mission; the precise ones first."""

OFFICERS = frozenset(("minister_counsellor", "counsellor", "counsellor_consul", "embassy_secretary", "attache")) | {
    "defence_attache", "trade_representative", "deputy_consul_general", "consul", "vice_consul", "head_consular_section"
}  # fmt: skip
"""The roles of those who serve at a mission without being its head."""

PEOPLE = frozenset(("population", "diaspora", "citizens_abroad", "students", "migrants"))
"""The metrics that count people who live somewhere."""

GENERAL = frozenset(("diplomatic_mission", "consular_institution"))
"""Words for a mission of any class."""


class PeopleFigure(Struct, frozen=True):
    """How many people of a kind live in a consular district: a figure of the record, with the id of its fact."""

    metric: str
    value: float | tuple[float, float]
    qualifier: str
    of: str | None
    id: str


class MissionRow(Struct, frozen=True):
    """A mission with its latest stage, head and consular district, each as the record last heard.

    `status` is the stage and `modality` how it was put; `since` the date of that stage, else of its publication;
    `officers` serve there beside the head; `people` live in the district; `evidence` are the ids of the facts behind
    the row, the stage first; `id` is that of the mission.
    """

    mission_type: str
    sending: str | None = None
    receiving: str | None = None
    city: str | None = None
    status: str = ""
    modality: str = ""
    since: str | None = None
    head: str | None = None
    officers: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    people: tuple[PeopleFigure, ...] = ()
    evidence: tuple[str, ...] = ()
    id: str = ""


def missions(
    record: Record,
    *,
    sending: str | None = None,
    receiving: str | None = None,
    serving: str | None = None,
    as_of: str | None = None,
    known_at: str | None = None,
) -> list[MissionRow]:
    """The missions of the record, sorted by State, city and class.

    Args:
        sending: only those of this State; receiving: only those in it; any language and spelling.
        serving: only consular posts whose district holds this place, or whose seat it is.
        as_of: ISO day or partial EDTF date; what was true then.
        known_at: ISO day or time; what the record knew then.
    """
    known = gazetteer()
    types = frozenset(("mission_event", "consular_district", "position", "indicator"))
    facts = record.facts(FactQuery(types=types, as_of=as_of, known_at=known_at))
    rows = [_row(id, stages, facts) for id, stages in _by_mission(facts).items()]
    rows = [
        row for row in rows if _is_state(row.sending, sending, known) and _is_state(row.receiving, receiving, known)
    ]
    if serving is not None:
        names = _names(serving, known)
        rows = [row for row in rows if names & {*row.district, row.city} and row.mission_type != "embassy"]
    return sorted(rows, key=lambda row: (row.sending or "", row.receiving or "", row.city or "", row.mission_type))


def _by_mission(facts: Iterable[MergedFact]) -> dict[str, list[tuple[MergedFact, MissionEvent]]]:
    """The stages of each mission, by its id; a mission that is told too vaguely to be one is left out."""
    found: dict[str, list[tuple[MergedFact, MissionEvent]]] = defaultdict(list)
    for fact in facts:
        event = fact.fact
        if isinstance(event, MissionEvent) and event.sending and (event.city or event.receiving):
            found[_mission(fact) or f"{event.sending} {event.mission_type} {event.city}"].append((fact, event))
    return found


def _mission(fact: MergedFact) -> str:
    """The id of the mission that a fact is about."""
    return next(iter(fact.entities.get("mission", ())), "")


def _row(id: str, stages: Sequence[tuple[MergedFact, MissionEvent]], facts: Sequence[MergedFact]) -> MissionRow:
    ordered = sorted(stages, key=lambda stage: (*_when(*stage), stage[0].id))
    latest, event = ordered[-1]
    precise = [stage for _, stage in ordered if stage.mission_type not in GENERAL] or [event]
    seats = [stage.city for _, stage in ordered if stage.city]
    mission = structs.replace(event, mission_type=precise[-1].mission_type, city=seats[-1] if seats else None)
    head, head_id = _head(mission, facts)
    told = _districts(id, mission, facts)
    district = _areas(told)
    return MissionRow(
        mission_type=mission.mission_type,
        sending=mission.sending,
        receiving=next((e.receiving for _, e in reversed(ordered) if e.receiving), None),
        city=mission.city,
        status=event.event,
        modality=latest.modality,
        since=event.date or latest.last_published,
        head=head,
        officers=_officers(mission, facts),
        district=district,
        people=_people(district, told, facts) if district else (),
        evidence=tuple(
            dict.fromkeys((latest.id, *(fact.id for fact, _ in stages), *head_id, *(f.id for f, _ in told)))
        ),
        id=id if _mission(latest) else "",
    )


def _when(fact: MergedFact, event: MissionEvent) -> tuple[str, bool, str]:
    """How late a stage was told, for sorting: by publication first, since an old date is often told as history; bare
    existence says less than any stage told as late."""
    return fact.last_published or "", event.event != "exists", event.date or ""


def _head(mission: MissionEvent, facts: Iterable[MergedFact]) -> tuple[str | None, tuple[str, ...]]:
    """The person last heard of as the mission's head."""
    best: tuple[str, str, str] | None = None
    for fact in facts:
        held = fact.fact
        if isinstance(held, Position) and held.event not in ENDED and _heads(held, mission):
            found = fact.last_published or "", held.person, fact.id
            best = max(best, found) if best is not None else found
    return (best[1], (best[2],)) if best is not None else (None, ())


def _heads(held: Position, mission: MissionEvent) -> bool:
    if held.org != mission.sending or held.role not in HEADS.get(mission.mission_type, ()):
        return False
    if held.place is not None:
        return held.place in (mission.city, mission.receiving)
    return mission.mission_type in ("embassy", "permanent_mission") and held.receiving == mission.receiving


def _officers(mission: MissionEvent, facts: Iterable[MergedFact]) -> tuple[str, ...]:
    """Who serves at the mission beside its head, in the order in which they were first heard of."""
    held = (fact.fact for fact in facts if isinstance(fact.fact, Position) and fact.fact.event not in ENDED)
    found = (each for each in held if each.role in OFFICERS - set(HEADS.get(mission.mission_type, ())))
    return tuple(dict.fromkeys(each.person for each in found if each.org == mission.sending and _is_at(each, mission)))


def _is_at(held: Position, mission: MissionEvent) -> bool:
    if held.place is not None:
        return held.place in (mission.city, mission.receiving)
    return mission.mission_type == "embassy" and held.receiving == mission.receiving


def _districts(
    id: str, mission: MissionEvent, facts: Iterable[MergedFact]
) -> list[tuple[MergedFact, ConsularDistrict]]:
    """What was told of the mission's district, in the order of publication."""
    seat = (mission.sending, mission.mission_type, mission.city)
    told = [(fact, fact.fact) for fact in facts if isinstance(fact.fact, ConsularDistrict)]
    own = [
        (fact, district)
        for fact, district in told
        if _mission(fact) == id
        or (district.mission.sending, district.mission.mission_type, district.mission.city) == seat
    ]
    return sorted(own, key=lambda pair: (pair[0].first_published or "", pair[0].id))


def _areas(told: Iterable[tuple[MergedFact, ConsularDistrict]]) -> tuple[str, ...]:
    """The areas that a district covers, additions and removals applied in turn."""
    areas: dict[str, None] = {}
    for _, district in told:
        for area in district.areas:
            if district.op == "removed":
                areas.pop(area, None)
            else:
                areas[area] = None
    return tuple(areas)


def _people(
    areas: Sequence[str], told: Sequence[tuple[MergedFact, ConsularDistrict]], facts: Iterable[MergedFact]
) -> tuple[PeopleFigure, ...]:
    """Who lives in the district: figures of its areas, and those told with it or in the sentence after it that name no
    place of their own ("on this territory")."""
    near = {(each.document, each.sentence + step) for fact, _ in told for each in fact.evidence for step in (0, 1)}
    found: list[PeopleFigure] = []
    for fact in facts:
        figure = fact.fact
        if not isinstance(figure, Indicator) or figure.metric not in PEOPLE or figure.value is None:
            continue
        is_beside = any((each.document, each.sentence) in near for each in fact.evidence)
        if {*figure.between, figure.place} & set(areas) or (figure.place is None and is_beside):
            of = next((each for each in figure.between if each not in areas), None)
            found.append(PeopleFigure(figure.metric, figure.value, figure.qualifier, of, fact.id))
    return tuple(found)


def _is_state(name: str | None, asked: str | None, known: Gazetteer) -> bool:
    if asked is None:
        return True
    places = [place.name for place in known.by_name(asked) if place.kind in ("state", "territory")]
    return name is not None and (name in places or name.casefold() == asked.casefold())


def _names(asked: str, known: Gazetteer) -> set[str | None]:
    """The names of the places that a word may mean, of what holds them and of what they hold."""
    found: list[Place] = known.by_name(asked)
    around = [place for each in found for place in known.chain(each.id) if place.kind not in ("state", "territory")]
    return {asked, *(place.name for place in around)}
