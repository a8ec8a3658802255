"""Facts chosen by what the record itself does not index: whose affair they are, when they lie, which sector."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct, structs

from chancery.model import Cooperation, DocumentFacts, Fact, Indicator, Institution, Project
from chancery.record import FactQuery, MergedFact, Record
from chancery.record.edtf import UNBOUNDED, Bounds, bounds
from chancery.record.facts import last_day
from chancery.run.queries.sides import Sides

SECTORS_OF = {"school": "education", "university_branch": "education", "cultural_centre": "culture_sport"} | {
    "trade_house": "trade", "air_route": "transport_logistics"
}  # fmt: skip
"""The sector of an institution, by its kind."""


class Question(Struct, frozen=True, kw_only=True):
    """Which facts are wanted.

    Args:
        query: what the record selects by.
        between: two parties, as anybody would type them; both must have a part in the fact.
        since: ISO day or coarser EDTF date: the fact lies at or after it; a fact without a date when it was published.
        until: the same: it begins no later.
        sector: a sector's identifier.
        across_borders: only affairs of two States or more.
    """

    query: FactQuery = FactQuery()
    between: tuple[str, str] | None = None
    since: str | None = None
    until: str | None = None
    sector: str | None = None
    across_borders: bool = False

    @property
    def narrows(self) -> bool:
        """Whether it asks for more than the record selects by."""
        return self != Question(query=self.query)


def chosen(record: Record, question: Question) -> list[MergedFact]:
    """The merged facts that are wanted, in the record's order.

    Raises:
        UsageError: `since`, `until` or `as_of` is not a date.
    """
    if not question.narrows:
        return record.facts(question.query)
    sides = Sides(record)
    found = record.facts(structs.replace(question.query, limit=None))
    kept = (each for each in found if is_wanted(each.fact, each.first_published, question, sides))
    return list(islice(kept, question.query.limit))


def chosen_by_document(record: Record, question: Question) -> Iterator[DocumentFacts]:
    """The documents with those of their facts that are wanted."""
    if not question.narrows:
        yield from record.documents_facts(question.query)
        return
    sides = Sides(record)
    found = (_narrowed(each, question, sides) for each in record.documents_facts(_unlimited(question.query)))
    yield from islice((each for each in found if each.frames), question.query.limit)


def _narrowed(document: DocumentFacts, question: Question, sides: Sides) -> DocumentFacts:
    frames = (each for each in document.frames if is_wanted(each.fact, document.published, question, sides))
    return structs.replace(document, frames=tuple(frames))


def _unlimited(query: FactQuery) -> FactQuery:
    return structs.replace(query, limit=None)


def is_wanted(fact: Fact, published: str | None, question: Question, sides: Sides) -> bool:
    """Whether a fact, first published on that day, is among those wanted."""
    return (
        is_within(days(fact, published), question.since, question.until)
        and (question.sector is None or question.sector in sectors(fact))
        and (question.between is None or sides.are_between(fact, *question.between))
        and (not question.across_borders or len(sides.states(fact)) > 1)
    )


def days(fact: Fact, published: str | None) -> Bounds:
    """The days between which a fact lies: by its own date or period, else when it was published."""
    own = fact.period if isinstance(fact, Indicator) else getattr(fact, "date", None)
    found = bounds(own) if own else UNBOUNDED
    return found if found != UNBOUNDED else bounds(published) if published else UNBOUNDED


def is_within(found: Bounds, since: str | None, until: str | None) -> bool:
    """Whether days overlap a span of time, both ends of which belong to it; unknown days lie in none."""
    after = since is None or (found.hi is not None and found.hi >= first_day(since))
    return after and (until is None or (found.lo is not None and found.lo <= last_day(until)))


def first_day(since: str) -> str:
    """The first day of a date.

    Raises:
        UsageError: it is not a date.
    """
    return bounds(since).lo or last_day(since)


def sectors(fact: Fact) -> tuple[str, ...]:
    """The sectors of the economy or of public life that a fact belongs to."""
    match fact:
        case Project(sector=str(sector)):
            return (sector,)
        case Cooperation():
            return fact.fields
        case Institution():
            return (SECTORS_OF.get(fact.kind, ""),)
        case _:
            return ()
