"""Figures: metric, value, unit, sides, period, change."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.draft import Draft
from chancery.extract.story import Story
from chancery.grammar import Filled, Unit, View
from chancery.model import Indicator, Modality, Quantity
from chancery.model.wording import Measures, Metric

SPELT = 12
"""Numbers up to this one are written in words when they count nothing of note ("the two countries")."""
NEAR = 8


def indicators(filled: Filled, view: View, story: Story) -> Iterator[Draft]:
    """The figure of one match."""
    hit, measures = filled.match.hit, story.pack.measures
    lemmas = " ".join(view.tokens[i].lemma for i in range(hit.first, hit.last))
    metric = metric_of(hit.rule.value("metric") or lemmas, hit.trigger.text, measures)
    value, change = filled.one("value"), filled.one("change")
    anchor = value or change
    if metric is None or anchor is None or not _counts(value, metric, view, measures):
        return
    if value is None and not _moves(view, measures):
        return
    quantity, period = _quantity(value), filled.one("period")
    target = _target(view, hit.first, measures)
    fact = Indicator(
        metric=metric.target if target and metric.target else metric.id,
        value=quantity.value if quantity is not None else None,
        unit=_unit(quantity, metric),
        qualifier=quantity.qualifier if quantity is not None else "=",
        between=_sides(filled, metric, view, story),
        place=_place(filled),
        period=_period(period),
        change=_change(change, view, measures),
    )
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


def _moves(view: View, measures: Measures) -> bool:
    """Whether the sentence holds a word of growth or fall."""
    words = {token.lemma for token in view.tokens} | {token.text.lower() for token in view.tokens}
    return bool(words & {*measures.growth, *measures.fall})


def _counts(value: Unit | None, metric: Metric, view: View, measures: Measures) -> bool:
    """Whether the number says how much of the metric there is: no date or distance, no "two countries"."""
    quantity = _quantity(value)
    if value is None or quantity is None:
        return value is None
    if quantity.noun in measures.excluded:
        return False
    if metric.needs and not any(token.lemma in metric.needs for token in view.tokens):
        return False
    spelt = not any(character.isdigit() for character in value.text)
    return not (spelt and not isinstance(quantity.value, tuple) and quantity.value <= SPELT)


def metric_of(lemmas: str, trigger: str, measures: Measures) -> Metric | None:
    """The metric that a trigger's words name."""
    named = (metric for metric in measures.metric if trigger in metric.words or lemmas in (metric.id, *metric.words))
    return next(named, None)


def _quantity(unit: Unit | None) -> Quantity | None:
    return unit.mention.value if unit is not None and unit.mention is not None else None


def _unit(quantity: Quantity | None, metric: Metric) -> str | None:
    if quantity is None:
        return None
    return quantity.unit or metric.unit or None


def _sides(filled: Filled, metric: Metric, view: View, story: Story) -> tuple[str, ...]:
    """Whose figure it is: as the sentence says, else as the story does."""
    units = [*filled.all("sides"), *filled.all("partner"), *_counted(filled, view)]
    said = list(dict.fromkeys(unit.mention.name for unit in units if unit.mention is not None))
    if story.region is not None and any(token.lemma in story.pack.places.back_region for token in view.tokens):
        said = list(dict.fromkeys((*said, story.region.name)))
    if metric.sides == "pair" and len(said) < 2:
        pair = story.pair()
        said += [name for name in pair if name not in said and (not said or said[0] in pair)][: 2 - len(said)]
    if metric.sides == "sender" and not said and (sender := story.sender()) is not None:
        said = [sender]
    if metric.sides == "place" and not said and story.region is not None:
        said = [story.region.name]
    return tuple(said)


def _counted(filled: Filled, view: View) -> list[Unit]:
    """The people counted, where the trigger itself names them ("over 90,000 Kazakhs")."""
    hit = filled.match.hit
    return [unit for unit in view.units if unit.first == hit.first and "demonym" in unit.labels]


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
    lemmas = " ".join(token.lemma for token in view.tokens[max(0, first - NEAR) : first + NEAR])
    return any(f" {phrase} " in f" {lemmas} " for phrase in measures.target)
