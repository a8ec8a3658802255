"""Who holds which office: positions put together by person and office, with what the record last heard of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from chancery.model import Position
from chancery.record import FactQuery, MergedFact, Record
from chancery.run.queries.sides import ENDED, Sides

Told = tuple[MergedFact, Position]
Office = tuple[str, str, str | None]


class OfficeRow(Struct, frozen=True):
    """An office and its holder, as the record last heard.

    `event` is how the text put it last (holds, appointed, credentials, former ...); `since` the date of the
    appointment, or of taking up the office; `until` that of leaving it; `heard` when the record last heard of the
    holder in it; `evidence` the ids of the facts behind the row, the latest first.
    """

    person: str
    role: str
    org: str | None = None
    place: str | None = None
    portfolio: str | None = None
    event: str = "holds"
    since: str | None = None
    until: str | None = None
    predecessor: str | None = None
    heard: str | None = None
    evidence: tuple[str, ...] = ()


def offices(
    record: Record,
    *,
    state: str | None = None,
    body: str | None = None,
    role: str | None = None,
    as_of: str | None = None,
    with_former: bool = False,
) -> list[OfficeRow]:
    """Offices with their holders, sorted by body, role and holder.

    Args:
        state: only offices of this State, its regions and its bodies, and of its missions abroad.
        body: only offices of bodies whose name holds these words, or of this place.
        role: a role's identifier.
        as_of: ISO day or partial EDTF date; what had been told then.
        with_former: also those who have left.
    """
    sides = Sides(record)
    told = _told(record.facts(FactQuery(types=frozenset({"position"}), as_of=as_of)))
    wanted = [
        each
        for each in told
        if (role is None or each[1].role == role)
        and (state is None or _belongs(each[1], state, sides))
        and (body is None or _belongs(each[1], body, sides, nearest=True))
    ]
    rows = [_row(stages) for stages in _by_place(wanted)]
    kept = [row for row in rows if with_former or row.event not in ENDED]
    return sorted(kept, key=lambda row: (row.org or "", row.role, row.place or "", row.event in ENDED, row.person))


def _told(facts: Iterable[MergedFact]) -> list[Told]:
    return [(fact, fact.fact) for fact in facts if isinstance(fact.fact, Position) and fact.polarity == "asserted"]


def _belongs(held: Position, asked: str, sides: Sides, *, nearest: bool = False) -> bool:
    if held.org is None:
        return False
    return sides.is_called(frozenset({held.org.casefold()}) if nearest else sides.names(held.org), asked)


def _by_place(told: Iterable[Told]) -> list[list[Told]]:
    """What was told of each person in each office; a telling that leaves the place out goes with the office that the
    person still holds, else with one that the person has left since."""
    by_office: dict[Office, dict[str | None, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for fact, held in told:
        by_office[held.person, held.role, held.org][held.receiving or held.place].append((fact, held))
    groups: list[list[Told]] = []
    for places in by_office.values():
        unplaced = places.pop(None, [])
        heard = max(map(_when, unplaced), default=("",))[0]
        lasting = [stages for stages in places.values() if not _ended(stages)]
        left = [stages for stages in places.values() if _ended(stages) and max(map(_when, stages))[0] > heard]
        if lasting or left:
            max(lasting or left, key=lambda stages: max(map(_when, stages))).extend(unplaced)
        elif unplaced:
            groups.append(unplaced)
        groups += places.values()
    return groups


def _when(stage: Told) -> tuple[str, bool, str]:
    """How late a stage lies, for sorting: by its own date, else by publication; what says more than "holds" after."""
    fact, held = stage
    return held.date or fact.last_published or "", held.event != "holds", fact.id


def _ended(stages: Sequence[Told]) -> bool:
    return max(stages, key=_when)[1].event in ENDED


def _row(stages: list[Told]) -> OfficeRow:
    stages = sorted(stages, key=_when, reverse=True)
    latest = stages[0][1]
    return OfficeRow(
        person=latest.person,
        role=latest.role,
        org=latest.org,
        place=_first(held.receiving or held.place for _, held in stages),
        portfolio=_first(held.portfolio for _, held in stages),
        event=latest.event,
        since=_first(held.date for _, held in stages if held.event == "appointed"),
        until=latest.date if latest.event in ENDED else None,
        predecessor=_first(held.predecessor for _, held in stages),
        heard=max((fact.last_published or "" for fact, _ in stages)) or None,
        evidence=tuple(dict.fromkeys(fact.id for fact, _ in stages)),
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
