"""Figures: metric, value, unit, sides, period, change."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.draft import Draft
from chancery.extract.story import Story
from chancery.grammar import Filled, Unit, View
from chancery.model import Indicator, Modality, Quantity
from chancery.model.wording import Measures, Metric

MONEY = "*"


def indicators(filled: Filled, view: View, story: Story) -> Iterator[Draft]:
    """The figure of one match."""
    hit = filled.match.hit
    measures = story.pack.measures
    metric = metric_of(" ".join(view.tokens[i].lemma for i in range(hit.first, hit.last)), hit.trigger.text, measures)
    value, change = filled.one("value"), filled.one("change")
    if metric is None or (value is None and change is None):
        return
    if value is not None and _excluded(value, measures):
        return
    quantity = _quantity(value)
    sides = _sides(filled, story)
    period = filled.one("period")
    target = _target(view, hit.first, measures)
    fact = Indicator(
        metric=metric.id,
        value=quantity.value if quantity is not None else None,
        unit=_unit(quantity, metric),
        qualifier=quantity.qualifier if quantity is not None else "=",
        between=sides,
        place=_place(filled),
        period=_period(period),
        change=_change(change, view, measures),
    )
    anchor = value or change
    if anchor is None:
        return
    yield Draft(
        fact=fact,
        modality=Modality.TARGET if target else Modality.REPORTED,
        why="named as a target" if target else "a figure is reported",
        sentence=view.sentence.index,
        first=anchor.first,
        start=anchor.start,
        stop=anchor.stop,
        rule=hit.rule.id,
        confidence=round(0.9 * filled.score, 2),
    )


def metric_of(lemmas: str, trigger: str, measures: Measures) -> Metric | None:
    """The metric that a trigger's words name."""
    for metric in measures.metric:
        if trigger in metric.words:
            return metric
    return next((metric for metric in measures.metric if lemmas in metric.words), None)


def _quantity(unit: Unit | None) -> Quantity | None:
    return unit.mention.value if unit is not None and unit.mention is not None else None


def _excluded(value: Unit, measures: Measures) -> bool:
    quantity = _quantity(value)
    return quantity is not None and quantity.noun in measures.excluded


def _unit(quantity: Quantity | None, metric: Metric) -> str | None:
    if quantity is None:
        return None
    return quantity.unit or metric.unit or None


def _sides(filled: Filled, story: Story) -> tuple[str, ...]:
    units = [*filled.all("sides"), *filled.all("partner")]
    return tuple(dict.fromkeys(unit.mention.name for unit in units if unit.mention is not None))


def _place(filled: Filled) -> str | None:
    place = filled.one("place")
    return place.mention.name if place is not None and place.mention is not None else None


def _period(unit: Unit | None) -> str | None:
    if unit is None or unit.mention is None:
        return None
    when = unit.mention.value
    return when.edtf if when is not None and when.edtf else unit.text


def _change(unit: Unit | None, view: View, measures: Measures) -> float | None:
    quantity = _quantity(unit)
    if quantity is None or isinstance(quantity.value, tuple) or unit is None:
        return None
    words = {token.lemma for token in view.tokens} | {token.text.lower() for token in view.tokens}
    falling = bool(words & set(measures.fall)) and not words & set(measures.growth)
    return -quantity.value if falling else quantity.value


def _target(view: View, first: int, measures: Measures) -> bool:
    lemmas = " ".join(token.lemma for token in view.tokens)
    return any(f" {phrase} " in f" {lemmas} " for phrase in measures.target)
