"""What is to come, what is only promised, and what two sides trade: facts chosen and put in order for one question."""

from __future__ import annotations

from msgspec import structs

from chancery.model import Cooperation, Fact, Indicator, Modality, Project
from chancery.record import FactQuery, MergedFact, Record
from chancery.record.edtf import bounds
from chancery.run.queries.chosen import Question, chosen
from chancery.run.queries.sides import Sides

AHEAD = frozenset((Modality.PLANNED, Modality.ANNOUNCED, Modality.AGREED, Modality.EXPECTED, Modality.PROPOSED))
"""How a text puts what has not yet happened."""

UNDERTAKEN = frozenset((Modality.AGREED, Modality.PLANNED, Modality.ANNOUNCED, Modality.ORDERED, Modality.APPROVED))
"""How a text puts what its parties have bound themselves to, whoever said so."""

OFFERED = frozenset((Modality.PROPOSED, Modality.DISCUSSED, Modality.EXPECTED, Modality.SIGNED))
"""How a text puts what is a promise only where somebody makes it."""

TRADE = (
    *("trade_turnover", "exports", "imports", "trade_balance", "trade_target"),
    *("investment", "investment_inflow", "investment_cumulative", "enterprises"),
)
"""The metrics of trade and of what comes of it, in the order of a table."""

LAST = "9999"


def agenda(record: Record, question: Question) -> list[MergedFact]:
    """Engagements that were still to come when they were told, by date; those without a date last.

    Of those without a date only what was published since `question.since` is given.
    """
    query = structs.replace(question.query, types=frozenset({"engagement"}), modality=frozenset(AHEAD))
    found = chosen(record, structs.replace(question, query=query))
    return sorted(found, key=lambda each: (getattr(each.fact, "date", None) or LAST, each.first_published or LAST))


def commitments(record: Record, question: Question) -> list[MergedFact]:
    """Cooperation and projects that somebody undertook, or that were agreed, and that no text calls done or begun."""
    query = structs.replace(question.query, types=frozenset({"cooperation", "project"}), limit=None)
    found = chosen(record, structs.replace(question, query=query))
    return [each for each in found if is_promised(each.fact, each.modality)][: question.query.limit]


def is_promised(fact: Fact, modality: str) -> bool:
    """Whether a fact is a commitment that is still open."""
    if isinstance(fact, Project):
        promises = fact.proposer
    elif isinstance(fact, Cooperation):
        promises = fact.by
    else:
        return False
    return modality in UNDERTAKEN or (promises is not None and modality in OFFERED)


def trade(record: Record, state: str, partner: str | None = None, *, as_of: str | None = None) -> list[MergedFact]:
    """The figures of a State's or region's trade and investment by year, those of no year last.

    Args:
        state, partner: in any language and spelling; without a partner all figures of the one side.
        as_of: ISO day or partial EDTF date; what had been told then.
    """
    sides = Sides(record)
    query = FactQuery(types=frozenset({"indicator"}), as_of=as_of)
    found = [each for each in record.facts(query) if getattr(each.fact, "metric", None) in TRADE]
    if partner is not None:
        found = [each for each in found if sides.are_between(each.fact, state, partner)]
    else:
        found = [each for each in found if any(sides.is_called(names, state) for names in sides.parties(each.fact))]
    return sorted(found, key=lambda each: (year(each.fact) or LAST, _rank(each.fact), each.first_published or LAST))


def year(fact: Fact) -> str | None:
    """The year in which a figure's period ends; None where the text does not say."""
    own = fact.period if isinstance(fact, Indicator) else None
    last = bounds(own).hi if own else None
    return last[:4] if last is not None else None


def _rank(fact: Fact) -> int:
    return TRADE.index(fact.metric) if isinstance(fact, Indicator) else len(TRADE)
