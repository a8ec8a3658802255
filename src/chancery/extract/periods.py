"""The period of a figure: the date phrase nearest to it, or the first months of a year that it counts."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.phrasing import has_phrase
from chancery.grammar import Unit, View
from chancery.model import Quantity, written
from chancery.model.wording import Measures

FAR = 30
PER_CLAUSE = 8
BEHIND = 3
BESIDE = 3
NEAR = 10
YEAR = 4
LAST = 12


def period(at: int, view: View, measures: Measures) -> str | None:
    """The period of the figure at token `at`: in EDTF where it is known, else as written; None where none is told."""
    dates = [unit for unit in view.units if unit.kind == "date" and not _compared(unit, view, measures)]
    best = min(dates, key=lambda unit: _distance(unit, at, view), default=None)
    for unit, count, last in _months(view, measures):
        if _distance(unit, at, view) <= FAR:
            year = best if best is not None and 0 <= best.first - last <= BESIDE else None
            known = _edtf(year)
            if known is not None and len(known) == YEAR:
                return f"{known}-01/{known}-{count:02d}"
            return written(view.tokens[unit.first : year.last if year is not None else last])
    return (_edtf(best) or best.text) if best is not None and _distance(best, at, view) <= FAR else None


def base(at: int, view: View, measures: Measures) -> str | None:
    """What a growth is measured against, as written or in EDTF ("compared with 2019")."""
    dates = [unit for unit in view.units if unit.kind == "date" and _compared(unit, view, measures)]
    best = min(dates, key=lambda unit: _distance(unit, at, view), default=None)
    return (_edtf(best) or best.text) if best is not None and _distance(best, at, view) <= FAR else None


def _compared(unit: Unit, view: View, measures: Measures) -> bool:
    """Whether a date is the one that a figure is compared with."""
    return has_phrase(view.tokens[max(0, unit.first - NEAR) : unit.first], measures.against)


def day(at: int, view: View) -> str | None:
    """The date in the clause of token `at`, where it is known."""
    dates = [unit for unit in view.units if unit.kind == "date" and view.clauses[unit.first] == view.clauses[at]]
    best = min(dates, key=lambda unit: _distance(unit, at, view), default=None)
    return _edtf(best) if best is not None and _distance(best, at, view) <= FAR // 2 else None


def _distance(unit: Unit, at: int, view: View) -> int:
    gap = at - unit.last if unit.last <= at else unit.first - at + BEHIND
    return max(0, gap) + PER_CLAUSE * abs(view.clauses[unit.first] - view.clauses[at])


def _edtf(unit: Unit | None) -> str | None:
    when = unit.mention.value if unit is not None and unit.mention is not None else None
    return (when.edtf or None) if when is not None else None


def _months(view: View, measures: Measures) -> Iterator[tuple[Unit, int, int]]:
    """Each number of months with the token behind them."""
    for unit in view.units:
        value = unit.mention.value if unit.mention is not None else None
        if not isinstance(value, Quantity) or isinstance(value.value, tuple) or value.ordinal:
            continue
        if value.noun in measures.months and value.value <= LAST:
            behind = range(unit.last, min(unit.last + BESIDE, len(view.tokens)))
            last = next((i + 1 for i in behind if view.tokens[i].text.lower() == value.noun), unit.last)
            yield unit, int(value.value), last
