"""Keys that reports of one fact share, so that only those that share one are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from chancery.model import (
    Agreement,
    ConsularDistrict,
    Cooperation,
    Delegation,
    Engagement,
    Function,
    Indicator,
    Institution,
    Membership,
    MissionEvent,
    MissionRef,
    Position,
    Project,
    Report,
    Statement,
)
from chancery.resolve.missions import mission_keys, mission_mention
from chancery.resolve.places import is_state
from chancery.text.forms import plain
from chancery.text.persons import block_keys
from chancery.text.when import bounds

GROUPS = {
    kind: group
    for group, kinds in {
        "meeting": "meeting talks negotiations consultation",
        "visit": "visit trip",
        "ceremony": "ceremony opening inauguration",
        "forum": "forum summit conference session commission round_table",
        "exhibition": "exhibition exhibition_culture",
    }.items()
    for kind in kinds.split()
}
"""Kinds of engagement that one event may be called by."""

_MANY = 6  # States of one report whose pairs are keys
_BACK, _AHEAD, _AROUND = 10, 60, 14


def group(kind: str) -> str:
    """The group of a kind of engagement."""
    return GROUPS.get(kind, kind)


def window(report: Report) -> tuple[str, str, bool]:
    """The first and the last day on which a happening may lie, and whether that is one day as told.

    Without a date it lies about the day of publication: before it what is done, after it what is to come. An unknown
    year is that of publication.
    """
    told = str(getattr(report.fact, "date", None) or "")
    if told.startswith("XXXX") and report.published:
        told = report.published[:4] + told[4:]
    since, until = bounds(told)
    if since or until:
        return since or until, until or since, since == until
    if not report.published:
        return "", "", False
    ahead = report.modality in ("planned", "announced", "expected", "proposed", "agreed", "ordered")
    back, after = (0, _AHEAD) if ahead else (_BACK, 0)
    return shifted(report.published, -back), shifted(report.published, after), False


def shifted(day: str, days: int) -> str:
    """The day so many days later."""
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except (ValueError, OverflowError):
        return day


def report_keys(report: Report) -> set[str]:
    """The keys of a report; reports that may be of one fact share one."""
    return set(_keys(report))


def _keys(report: Report) -> Iterator[str]:
    fact = report.fact
    match fact:
        case MissionEvent():
            ref = MissionRef(fact.sending, fact.mission_type, fact.city, fact.receiving)
            yield from (f"{fact.event}|{key}" for key in _mission_keys(ref))
        case ConsularDistrict():
            yield from (f"{fact.op}|{key}" for key in _mission_keys(fact.mission))
        case Function():
            yield from (f"{fact.function}|{key}" for key in _mission_keys(fact.mission))
        case Position():
            yield from (f"{fact.role}|{fact.event}|{key}" for key in _person(fact.person))
        case Membership():
            yield from _person(fact.person)
        case Engagement():
            yield from _engagement(fact, report)
        case Indicator():
            sides = "+".join(sorted({*fact.between, *filter(None, (fact.reporter, fact.partner))}))
            yield f"{fact.metric}|{sides or fact.place or ''}|{(fact.period or report.published)[:4]}"
        case Agreement():
            yield from _agreement(fact)
        case Cooperation():
            yield from (f"{key}|{month}" for key in _pairs(fact.parties) for month in _months(report))
        case Project() | Institution():
            yield from _words(fact.title if isinstance(fact, Project) else fact.name)
        case Delegation():
            yield from (f"{key}|{month}" for key in _person(fact.head) for month in _months(report))
        case Statement():
            yield from (f"{key}|{month}" for key in _person(fact.speaker) for month in _months(report))


def _mission_keys(ref: MissionRef) -> tuple[str, ...]:
    mention = mission_mention("", ref)
    return mission_keys(mention) if mention else ()


def _engagement(fact: Engagement, report: Report) -> Iterator[str]:
    tokens = {key for name in fact.participants for key in (_pairs_alone(name) if is_state(name) else _person(name))}
    states = {name for name in fact.participants if is_state(name)} | set(report.states.values())
    tokens |= {"+".join(two) for two in combinations(sorted(states)[:_MANY], 2)}
    if fact.title:
        tokens |= {f"no.{fact.ordinal}"} if fact.ordinal else set(_words(fact.title))
    yield from (f"{group(fact.kind)}|{token}|{month}" for token in tokens for month in _months(report))


def _agreement(fact: Agreement) -> Iterator[str]:
    yield from _pairs(fact.parties)
    if len(fact.parties) < 2 and fact.title:
        yield from _words(fact.title)


def _pairs(names: Iterable[str]) -> Iterator[str]:
    """Every two of the names, in their order."""
    yield from ("+".join(two) for two in combinations(sorted(set(names))[:_MANY], 2))


def _pairs_alone(state: str) -> tuple[str, ...]:
    return (f"={state}",)


def _person(name: str) -> Iterable[str]:
    return block_keys(name) or {plain(name)}


def _words(title: str) -> set[str]:
    """The long words of a title, cut to what an ending does not change."""
    return {word[:6] for word in plain(title).split() if len(word) > 4}


def _months(report: Report) -> set[str]:
    """The months in which the happening may lie, and those beside an exact day that others may tell otherwise."""
    since, until, _ = window(report)
    if not since:
        return {""}
    first, last = shifted(since, -_AROUND // 7), shifted(until, _AROUND // 7)
    months = {first[:7], last[:7], since[:7], until[:7]}
    if first[:7] < last[:7]:
        day = first
        while day < last and len(months) < 14:
            months.add(day[:7])
            day = shifted(day, 28)
    return months
