"""The date of an event: the nearest date of its clause, resolved against what the story told before."""

from __future__ import annotations

from msgspec import Struct

from chancery.grammar import Hit, View
from chancery.model import DateBasis, When
from chancery.text.when import shift

FAR = 40


class Dated(Struct, frozen=True):
    """An event's date and where it comes from; `day_before` where it counts from an event told before."""

    edtf: str = ""
    basis: DateBasis | None = None


def dated(view: View, hit: Hit, previous: str) -> Dated:
    """The date of the trigger's event.

    Args:
        previous: EDTF day of the dated event told last, for "the day before"; "" where there is none.
    """
    best: tuple[float, When] | None = None
    for unit in view.units:
        if unit.kind != "date" or unit.mention is None:
            continue
        gap = hit.first - unit.last if unit.last <= hit.first else unit.first - hit.last
        cost = max(0, gap) + 12 * abs(view.clauses[unit.first] - view.clauses[hit.first])
        when = _resolved(unit.mention.value, unit.labels, previous)
        if when is not None and cost < FAR and (best is None or cost < best[0]):
            best = cost, when
    return Dated(best[1].edtf, best[1].basis) if best else Dated()


def _resolved(when: When | None, labels: frozenset[str], previous: str) -> When | None:
    if "day_before" in labels:
        return When(shift(previous, -1), DateBasis.CONTEXT) if len(previous) == 10 and "X" not in previous else None
    if when is None or not when.edtf or when.edtf.startswith("..") or ("/" in when.edtf and ".." in when.edtf):
        return None
    return when
