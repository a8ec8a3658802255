"""Questions that need both the record and the gazetteer. Writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from chancery.gazetteer import Gazetteer, Place, gazetteer
from chancery.model import ConsularDistrict, MissionEvent, Position
from chancery.record import FactQuery, MergedFact, Record

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

ENDED = frozenset(("former", "relieved", "departing", "recalled", "resigned", "persona_non_grata"))
Key = tuple[str, str, str]


class MissionRow(Struct, frozen=True):
    """A mission with its latest stage, its head and its consular district, each as the record last heard.

    `status` is the stage and `modality` how it was put; `since` the date of that stage, else of its publication;
    `evidence` the ids of the facts behind the row, the stage first.
    """

    mission_type: str
    sending: str | None = None
    receiving: str | None = None
    city: str | None = None
    status: str = ""
    modality: str = ""
    since: str | None = None
    head: str | None = None
    district: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


def missions(
    record: Record,
    *,
    sending: str | None = None,
    receiving: str | None = None,
    serving: str | None = None,
    as_of: str | None = None,
) -> list[MissionRow]:
    """The missions of the record, sorted by State, city and class.

    Args:
        sending: only those of this State; receiving: only those in it; any language and spelling.
        serving: only consular posts whose district holds this place, or whose seat it is.
        as_of: ISO day or partial EDTF date; what was true then.
    """
    known = gazetteer()
    facts = record.facts(FactQuery(types=frozenset(("mission_event", "consular_district", "position")), as_of=as_of))
    rows = [_row(key, stages, facts) for key, stages in _by_mission(facts).items()]
    rows = [
        row for row in rows if _is_state(row.sending, sending, known) and _is_state(row.receiving, receiving, known)
    ]
    if serving is not None:
        names = _names(serving, known)
        rows = [row for row in rows if names & {*row.district, row.city} and row.mission_type != "embassy"]
    return sorted(rows, key=lambda row: (row.sending or "", row.receiving or "", row.city or "", row.mission_type))


def _by_mission(facts: Iterable[MergedFact]) -> dict[Key, list[tuple[MergedFact, MissionEvent]]]:
    found: dict[Key, list[tuple[MergedFact, MissionEvent]]] = defaultdict(list)
    for fact in facts:
        event = fact.fact
        if isinstance(event, MissionEvent) and event.sending and (event.city or event.receiving):
            seat = event.city or event.receiving or ""
            found[event.sending, event.mission_type, seat].append((fact, event))
    return found


def _row(key: Key, stages: Sequence[tuple[MergedFact, MissionEvent]], facts: Sequence[MergedFact]) -> MissionRow:
    latest, event = max(stages, key=lambda stage: (*_when(*stage), stage[0].id))
    head, head_id = _head(event, facts)
    district, district_ids = _district(event, facts)
    receiving = next((e.receiving for _, e in reversed(stages) if e.receiving), None)
    return MissionRow(
        mission_type=event.mission_type,
        sending=event.sending,
        receiving=receiving,
        city=event.city,
        status=event.event,
        modality=latest.modality,
        since=event.date or latest.last_published,
        head=head,
        district=district,
        evidence=tuple(dict.fromkeys((latest.id, *(fact.id for fact, _ in stages), *head_id, *district_ids))),
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


def _district(mission: MissionEvent, facts: Iterable[MergedFact]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The areas that the mission's district covers, additions and removals applied in the order of publication."""
    areas: dict[str, None] = {}
    ids = []
    told = [(fact, fact.fact) for fact in facts if isinstance(fact.fact, ConsularDistrict)]
    for fact, district in sorted(told, key=lambda pair: (pair[0].first_published or "", pair[0].id)):
        ref = district.mission
        if (ref.sending, ref.mission_type, ref.city) != (mission.sending, mission.mission_type, mission.city):
            continue
        ids.append(fact.id)
        for area in district.areas:
            if district.op == "removed":
                areas.pop(area, None)
            else:
                areas[area] = None
    return tuple(areas), tuple(ids)


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
