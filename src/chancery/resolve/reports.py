"""Reports: which of them tell one fact.

For each type of fact what must agree, what may differ (and is then a conflict within one fact), and what parts
look-alikes: two visits in one week, two meetings of one day with different partners.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from chancery.model import (
    Agreement,
    ConsularDistrict,
    Cooperation,
    Delegation,
    Engagement,
    Function,
    Ground,
    Indicator,
    Institution,
    Link,
    Membership,
    MissionEvent,
    Outcome,
    Position,
    Project,
    Report,
    Statement,
)
from chancery.resolve.joining import pair
from chancery.resolve.keys import group, window
from chancery.resolve.places import compatible, is_state
from chancery.text.forms import plain
from chancery.text.likeness import SAME, compared_words
from chancery.text.when import bounds

Entities: TypeAlias = Mapping[str, str]
Judged: TypeAlias = tuple[Outcome, tuple[Ground, ...]]


class Both(NamedTuple):
    """Two reports, and the cluster of each unit of a person or a mission."""

    one: Report
    other: Report
    entities: Entities


_NEAR_DAYS = 3
_ONE_STAGE_DAYS = 400
_GATHERINGS = frozenset({"forum", "ceremony", "exhibition"})
"""Groups of engagements with so many participants that each report names others."""

_AIMS = frozenset({"target", "planned", "expected"})


def report_link(one: Report, other: Report, entities: Entities) -> Link | None:
    """What is to be thought of two reports by themselves; None where they tell of different things.

    Args:
        entities: the cluster of each unit of a person or a mission.
    """
    if type(one.fact) is not type(other.fact) or one.polarity != other.polarity:
        return None
    judged = _RULES[type(one.fact)](one.fact, other.fact, Both(one, other, entities))
    if judged is None:
        return None
    outcome, grounds = judged
    score = 1.0
    for ground in grounds:
        score *= ground.factor
    return Link(*pair(one.id, other.id), outcome, score, grounds)


def _ground(kind: str, factor: float = 1.0, *words: str) -> Ground:
    return Ground(kind, factor, " ~ ".join(sorted({word for word in words if word})))


def _who(report: Report, name: str, entities: Entities) -> str:
    """Who is behind a name: the person, else the name itself."""
    unit = report.people.get(name)
    return entities.get(unit, unit) if unit else plain(name)


def _mission(report: Report, entities: Entities) -> str:
    return entities.get(report.mission, report.mission)


def _apart(kind: str, *words: str) -> Judged:
    return Outcome.APART, (_ground(kind, 0.0, *words),)


def _same_mission(both: Both) -> bool:
    one, other, entities = both
    return bool(one.mission) and _mission(one, entities) == _mission(other, entities)


def _mission_event(first: MissionEvent, second: MissionEvent, both: Both) -> Judged | None:
    """One stage of one mission; days that differ within a year are a conflict, not another stage."""
    if first.event != second.event or not _same_mission(both):
        return None
    gap = _gap(first.date, second.date)
    if gap > _ONE_STAGE_DAYS:
        return _apart("another time", first.date or "", second.date or "")
    days = [_ground("same day" if gap == 0 else "days differ", 1.0, first.date or "", second.date or "")]
    return Outcome.MERGE, (_ground("same mission"), *(days if first.date and second.date else ()))


def _district(first: ConsularDistrict, second: ConsularDistrict, both: Both) -> Judged | None:
    if first.op != second.op or not _same_mission(both):
        return None
    common = set(first.areas) & set(second.areas)
    least = min(len(first.areas), len(second.areas))
    if common and (first.op == "covers" or len(common) == least) and 2 * len(common) >= least:
        return Outcome.MERGE, (_ground("same mission"), _ground("same areas", 1.0, *common))
    return None


def _function(first: Function, second: Function, both: Both) -> Judged | None:
    if first.function != second.function or not _same_mission(both):
        return None
    return Outcome.MERGE, (_ground("same mission"), _ground("same function", 1.0, first.function))


def _position(first: Position, second: Position, both: Both) -> Judged | None:
    """One person in one office, so shown; steps far apart in time are two."""
    one, other, entities = both
    if (first.role, first.event) != (second.role, second.event):
        return None
    if _who(one, first.person, entities) != _who(other, second.person, entities):
        return None
    slots = ((first.org, second.org), (first.receiving, second.receiving), (first.place, second.place))
    if not all(compatible(here or "", there or "") for here, there in slots):
        return None
    if first.event != "holds" and _gap(first.date, second.date) > _ONE_STAGE_DAYS:
        return _apart("another time", first.date or "", second.date or "")
    if (first.portfolio or first.role_as_written) and first.role == "other":
        said = (first.role_as_written or "", second.role_as_written or "")
        return (Outcome.MERGE, (_ground("same person"), _ground("same office", 1.0, *said))) if _like(*said) else None
    return Outcome.MERGE, (
        _ground("same person", 1.0, first.person, second.person),
        _ground("same office", 1.0, first.role),
    )


def _membership(first: Membership, second: Membership, both: Both) -> Judged | None:
    one, other, entities = both
    if _who(one, first.person, entities) != _who(other, second.person, entities) or not _like(first.org, second.org):
        return None
    return Outcome.MERGE, (_ground("same person"), _ground("same body", 1.0, first.org, second.org))


def _engagement(first: Engagement, second: Engagement, both: Both) -> Judged | None:
    """One event: its kind, who took part, where, and when as far as that is told."""
    one, other, entities = both
    if group(first.kind) != group(second.kind):
        return None
    if first.ordinal and second.ordinal and first.ordinal != second.ordinal:
        return _apart("another number", str(first.ordinal), str(second.ordinal))
    titles = _titles(first, second)
    sides = _sides(one, other, entities)
    shared, left, right = sides
    if not shared and not titles:
        return None
    if left and right and not titles and not (group(first.kind) in _GATHERINGS and shared):
        return _apart("other partners", *left, *right)
    if not compatible(first.place or "", second.place or ""):
        return _apart("another place", first.place or "", second.place or "")
    days = _days(one, other)
    if days.factor == 0.0:
        return Outcome.APART, (days,)
    grounds = [days, *titles, *_shared(shared)]
    if first.place and first.place == second.place:
        grounds.append(_ground("same place", 1.0, first.place))
    return _engaged(first, shared, grounds), tuple(grounds)


def _engaged(fact: Engagement, shared: set[str], grounds: list[Ground]) -> Outcome:
    """Whether what two reports of an event have in common is enough."""
    kinds = {ground.kind for ground in grounds}
    exact = "same day" in kinds
    near = exact or "days near" in kinds
    strong = len(shared) > 1 or "same title" in kinds or (bool(shared) and group(fact.kind) == "visit")
    placed = "same place" in kinds
    if exact and (strong or placed):
        return Outcome.MERGE
    if near and strong and (placed or len(shared) > 1 or "same title" in kinds):
        return Outcome.MERGE
    return Outcome.REVIEW


def _shared(shared: set[str]) -> list[Ground]:
    return [_ground("same participants", 1.0, str(len(shared)))] if shared else []


def _sides(one: Report, other: Report, entities: Entities) -> tuple[set[str], set[str], set[str]]:
    """Who took part in both, and who in one alone; a person and the State that this person serves may be one side."""
    first, second = _participants(one, entities), _participants(other, entities)
    shared = {who for who, state in first.items() if _meets(who, state, second)}
    left = first.keys() - shared
    right = {who for who, state in second.items() if not _meets(who, state, first)}
    return shared, set(left), right


def _participants(report: Report, entities: Entities) -> dict[str, str]:
    """Each participant with the State that he, she or it is or serves."""
    names = report.fact.participants if isinstance(report.fact, Engagement) else ()
    return {_who(report, name, entities): name if is_state(name) else report.states.get(name, "") for name in names}


def _meets(who: str, state: str, others: Mapping[str, str]) -> bool:
    if who in others:
        return True
    own = plain(state)
    return bool(own) and any(own == plain(there) and (who == own or other == own) for other, there in others.items())


def _titles(first: Engagement | Agreement, second: Engagement | Agreement) -> list[Ground]:
    if first.title and second.title and _like(first.title, second.title):
        return [_ground("same title", 1.0, first.title, second.title)]
    if isinstance(first, Engagement) and isinstance(second, Engagement) and first.ordinal == second.ordinal is not None:
        return [_ground("same title", 1.0, str(first.ordinal))]
    return []


def _days(one: Report, other: Report) -> Ground:
    """What the days of two happenings say."""
    (since, until, exact), (start, stop, exactly) = window(one), window(other)
    if not since or not start:
        return _ground("day unknown", 0.8)
    if until < start or stop < since:
        return _ground("another day", 0.0, since, start)
    if exact and exactly:
        return _ground("same day", 1.0, since)
    distance = _distance(_anchor(one, since, until, exact), _anchor(other, start, stop, exactly))
    if distance <= _NEAR_DAYS:
        return _ground("days near", 0.95, since, start)
    return _ground("days may be", 0.8, since, start)


def _anchor(report: Report, since: str, until: str, exact: bool) -> str:
    """The likeliest day: as told, else that of publication."""
    return since if exact else report.published or until


def _gap(one: str | None, other: str | None) -> int:
    """The days between two dates at least; 0 where one is unknown."""
    (since, until), (start, stop) = bounds(one or ""), bounds(other or "")
    if not (since and until and start and stop):
        return 0
    return max(0, _between(until, start), _between(stop, since))


def _distance(one: str, other: str) -> int:
    return abs(_between(one, other))


def _between(one: str, other: str) -> int:
    try:
        return (date.fromisoformat(other) - date.fromisoformat(one)).days
    except ValueError:
        return 0


def _delegation(first: Delegation, second: Delegation, both: Both) -> Judged | None:
    one, other, entities = both
    if _who(one, first.head, entities) != _who(other, second.head, entities):
        return None
    days = _days(one, other)
    if days.factor == 0.0:
        return Outcome.APART, (days,)
    near = days.kind in ("same day", "days near")
    return Outcome.MERGE if near else Outcome.REVIEW, (_ground("same head", 1.0, first.head, second.head), days)


def _statement(first: Statement, second: Statement, both: Both) -> Judged | None:
    """One passage of one speaker: the same words, or nearly, told in the same days."""
    one, other, entities = both
    if _who(one, first.speaker, entities) != _who(other, second.speaker, entities):
        return None
    days = _days(one, other)
    said, heard = _told_words(first.text or ""), _told_words(second.text or "")
    if days.factor == 0.0 or not said or not heard:
        return None
    common = len(said & heard) / min(len(said), len(heard))
    if common < SAME or min(len(said), len(heard)) < 2:
        return None
    return Outcome.MERGE, (_ground("same speaker"), _ground("same words", round(common, 2)), days)


@lru_cache(maxsize=65536)
def _told_words(text: str) -> frozenset[str]:
    return frozenset(word for word in plain(text).split() if len(word) > 3)


def _indicator(first: Indicator, second: Indicator, both: Both) -> Judged | None:
    """One figure: metric, sides, period, goods. Its values may differ: then they stand side by side."""
    one, other, _ = both
    if first.metric != second.metric or (one.modality in _AIMS) != (other.modality in _AIMS):
        return None
    if _figure_sides(first) != _figure_sides(second) or {*map(plain, first.goods)} != {*map(plain, second.goods)}:
        return None
    if None not in (first.unit, second.unit) and first.unit != second.unit:
        return None
    equal = first.value is not None and first.value == second.value
    if first.period and second.period:
        if bounds(first.period) != bounds(second.period):
            return _apart("another period", first.period, second.period)
        named = bool(any(_figure_sides(first)) or equal)
        return (Outcome.MERGE if named else Outcome.REVIEW, (_ground("same period", 1.0, first.period),))
    if not equal or not any(_figure_sides(first)):
        return None
    days = _days(one, other)
    near = days.factor != 0.0
    return Outcome.MERGE if near else Outcome.REVIEW, (_ground("same value"), days)


def _figure_sides(fact: Indicator) -> tuple[frozenset[str], str]:
    return frozenset({*fact.between, *filter(None, (fact.reporter, fact.partner))}), fact.place or ""


def _agreement(first: Agreement, second: Agreement, both: Both) -> Judged | None:
    """One agreement: parties, kind, title, and the day where no title tells. It may be proposed, then signed."""
    parties, others = set(map(plain, first.parties)), set(map(plain, second.parties))
    if parties and others and not (parties <= others or others <= parties):
        return None
    if first.kind and second.kind and first.kind != second.kind:
        return None
    titles = _titles(first, second)
    if first.title and second.title and not titles and _one_alphabet(first.title, second.title):
        return _apart("another title", first.title, second.title)
    gap = _gap(first.date, second.date)
    if gap > _ONE_STAGE_DAYS:
        return _apart("another time", first.date or "", second.date or "")
    exact = bool(first.date and first.date == second.date and len(first.date) == len("2022-11-22"))
    grounds = (*titles, *([_ground("same day", 1.0, first.date or "")] if exact else []))
    if not parties or not others:
        return (Outcome.MERGE if titles and exact else Outcome.REVIEW, grounds) if grounds else None
    grounds = (_ground("same parties", 1.0, *parties), *grounds)
    enough = titles or (exact and first.kind == second.kind and len(parties & others) > 1)
    return Outcome.MERGE if enough else Outcome.REVIEW, grounds


def _cooperation(first: Cooperation, second: Cooperation, both: Both) -> Judged | None:
    """What the same sides undertake in the same fields, told in the same days, in like words."""
    one, other, entities = both
    if set(first.parties) != set(second.parties) or len(first.parties) < 2:
        return None
    if _who(one, first.by or "", entities) != _who(other, second.by or "", entities) or one.modality != other.modality:
        return None
    days = _days(one, other)
    said, heard = _told_words(first.text or ""), _told_words(second.text or "")
    alike = said and heard and len(said & heard) >= SAME * min(len(said), len(heard))
    same_fields = first.fields and set(first.fields) == set(second.fields)
    if days.factor == 0.0 or not (alike or same_fields):
        return None
    near = days.kind in ("same day", "days near")
    grounds = (_ground("same parties", 1.0, *first.parties), _ground("same fields", 1.0, *first.fields), days)
    return Outcome.MERGE if near and alike else Outcome.REVIEW, grounds


def _project(first: Project, second: Project, both: Both) -> Judged | None:
    """One thing to be built or run: its title, its place."""
    if not _like(first.title, second.title) or not compatible(first.place or "", second.place or ""):
        return None
    if first.parties and second.parties and not set(first.parties) & set(second.parties):
        return None
    known = bool((first.place and second.place) or (first.parties and second.parties))
    grounds = (_ground("same title", 1.0, first.title, second.title),)
    return Outcome.MERGE if known else Outcome.REVIEW, grounds


def _institution(first: Institution, second: Institution, both: Both) -> Judged | None:
    """One body: its type, its proper name, its place."""
    if (first.kind, first.event) != (second.kind, second.event) or not _like(first.name, second.name):
        return None
    if first.places and second.places and not any(compatible(a, b) for a in first.places for b in second.places):
        return _apart("another place", *first.places, *second.places)
    return Outcome.MERGE, (_ground("same title", 1.0, first.name, second.name),)


def _like(one: str, other: str) -> bool:
    return _likeness(one, other) >= SAME


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float:
    return compared_words(one, other).score


def _one_alphabet(one: str, other: str) -> bool:
    return one.isascii() == other.isascii()


_RULES: Mapping[type, Callable[..., Judged | None]] = {
    MissionEvent: _mission_event,
    ConsularDistrict: _district,
    Function: _function,
    Position: _position,
    Membership: _membership,
    Engagement: _engagement,
    Delegation: _delegation,
    Statement: _statement,
    Indicator: _indicator,
    Agreement: _agreement,
    Cooperation: _cooperation,
    Project: _project,
    Institution: _institution,
}
