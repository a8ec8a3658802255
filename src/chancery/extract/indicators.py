"""Figures of one sentence: which number says how much of which metric, whose it is, when, and how it moved.

Every number goes to the metric that shows it best, and no number to two; what is left over belongs to the figure told
before, where words refer back to it ("the figure made up", «его планируют довести»).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from chancery.extract.draft import Draft
from chancery.extract.figure_sides import between, direction, goods, place_of
from chancery.extract.periods import base, period
from chancery.extract.phrasing import begins_with, has_phrase
from chancery.extract.scene import Scene
from chancery.extract.story import Story
from chancery.grammar import Candidate, Filled, Hit, Unit, View
from chancery.model import Indicator, Modality, Quantity, Token
from chancery.model.wording import Measures, Metric

SPELT = 12
"""Numbers up to this one are written in words when they count nothing of note ("the two countries")."""
FEW = 3
NEAR = 8
MOVES = 6
BACK = 4
BESIDE = 2
LEADS = 4
BASE = 12
BACKWARD = 0.3
BEHIND = 8
SCALED = 1e5
"""Money of which only the number is told again is a large one ("$586 million, of which 42 million")."""
AGAIN = 2
"""Sentences after a figure in which words can refer back to it."""
TIMES = "times"
RESIDENTS = frozenset(("citizens_abroad", "diaspora"))
MIGRANTS = "migrants"


class Figure(Struct, frozen=True):
    """A number or a growth with the metric that it is told of; `filled` shows whose it is, None where only words that
    refer back do."""

    metric: Metric
    filled: Filled | None
    value: Unit | None
    change: Unit | None
    score: float
    at: int


def figures(scene: Scene, story: Story) -> Iterator[Draft]:
    """The figures that a sentence tells."""
    view, measures = scene.view, story.pack.measures
    found = list(_told(scene, measures, story))
    taken = {unit.first for one in found for unit in (one.value, one.change) if unit is not None}
    found = _together([*found, *_meant(view, taken, found, story)])
    _remember(scene, found, story)
    drafts: list[Draft] = []
    for one in sorted(found, key=lambda figure: figure.at):
        draft = _draft(one, view, story)
        story.figures = drafts = [*drafts, draft]
        yield draft


def _remember(scene: Scene, found: Sequence[Figure], story: Story) -> None:
    """The metrics of the sentence, for words that refer back to them; those named without a number count too."""
    measures = story.pack.measures
    matched = (f for f in scene.matches if f.match.hit.rule.frame == "indicator")
    named = [m for f in matched if (m := _metric(f, scene.view, measures)) is not None and m.units != ("rank",)]
    metrics = [one.metric for one in sorted(found, key=lambda figure: figure.at) if one.metric.units != ("rank",)]
    if metrics or named:
        story.measured = tuple(dict.fromkeys((*metrics, *named)))
        story.measured_at = scene.sentence.index


def _together(found: Sequence[Figure]) -> list[Figure]:
    """The figures; a growth that stands right behind a level is that level's ("$142m (+31%)")."""
    alone = [one for one in found if one.value is None and one.change is not None]
    whole: list[Figure] = []
    for one in found:
        near = next((g for g in alone if one.change is None and _behind(g.change, one.value)), None)
        if near is not None:
            alone.remove(near)
            whole.append(structs.replace(one, change=near.change))
        elif one.value is not None or one.change is None:
            whole.append(one)
    return whole + alone


def _behind(change: Unit | None, value: Unit | None) -> bool:
    return change is not None and value is not None and 0 <= change.first - value.last <= BESIDE


def _told(scene: Scene, measures: Measures, story: Story) -> Iterator[Figure]:
    """The figures whose metric the sentence names."""
    named = [
        (filled, metric)
        for filled in scene.matches
        if filled.match.hit.rule.frame == "indicator"
        and filled.missing in ("", "value", "change")
        and (metric := _metric(filled, scene.view, measures)) is not None
    ]
    for filled, metric in named:
        own = next((u for u in scene.view.units if u.first == filled.match.hit.first and "ordinal" in u.labels), None)
        if own is not None or filled.match.hit.rule.value("value"):
            yield Figure(metric, filled, own, None, filled.score, filled.match.hit.first)
    levels = _levels(named, scene.view, measures, story)
    changes = _changes(named, levels, scene.view, measures)
    for filled, metric in named:
        hit = filled.match.hit
        value, change = levels.get((hit.first, hit.rule.id)), changes.get((hit.first, hit.rule.id))
        if value is not None:
            yield Figure(metric, filled, value[1], change[1] if change else None, value[0], value[1].first)
        elif change is not None:
            yield Figure(metric, filled, None, change[1], change[0], change[1].first)


def _metric(filled: Filled, view: View, measures: Measures) -> Metric | None:
    hit = filled.match.hit
    lemmas = " ".join(view.tokens[i].lemma for i in range(hit.first, hit.last))
    metric = metric_of(hit.rule.value("metric") or lemmas, hit.trigger.text, measures)
    if metric is not None and metric.id in RESIDENTS and has_phrase(_around(view, hit), measures.labour):
        return metric_of(MIGRANTS, "", measures)
    return metric


def _around(view: View, hit: Hit) -> Sequence[Token]:
    return view.tokens[max(0, hit.first - NEAR // 2) : hit.last + NEAR]


def metric_of(lemmas: str, trigger: str, measures: Measures) -> Metric | None:
    """The metric that a trigger's words name."""
    named = (metric for metric in measures.metric if trigger in metric.words or lemmas in (metric.id, *metric.words))
    return next(named, None)


Key = tuple[int, str]
Scored = tuple[float, Unit]
Named = Sequence[tuple[Filled, Metric]]


def _levels(named: Named, view: View, measures: Measures, story: Story) -> dict[Key, Scored]:
    """The number of each metric word: the best pairs first, each word and each number once."""
    links = [
        (candidate, filled, metric)
        for filled, metric in named
        for candidate in _fitting(filled, "value")
        if _counts(candidate, metric, view, story)
    ]
    found: dict[Key, Scored] = {}
    numbers: set[int] = set()
    words: set[int] = set()
    for one, filled, _ in sorted(
        links, key=lambda link: (-_shown(link[0], link[1], view, measures), link[1].match.hit.first)
    ):
        hit = filled.match.hit
        if one.unit.first not in numbers and hit.first not in words:
            numbers.add(one.unit.first)
            words |= set(range(hit.first, hit.last))
            found[hit.first, hit.rule.id] = one.score, one.unit
    return found


def _shown(one: Candidate, filled: Filled, view: View, measures: Measures) -> float:
    """The candidate's score; a number that leads to its metric ("$30 million in trade") is as good as one behind it."""
    between = view.tokens[one.unit.last : filled.match.hit.first]
    leads = len(between) <= LEADS and begins_with(between, measures.leads)
    return one.score + BACKWARD * leads


def _changes(named: Named, levels: dict[Key, Scored], view: View, measures: Measures) -> dict[Key, Scored]:
    """The growth or fall of each metric word; beside a level that is a target it is a figure of its own."""
    taken = {unit.first for _, unit in levels.values()}
    links = [
        (candidate, filled)
        for filled, _ in named
        for candidate in _fitting(filled, "change")
        if candidate.unit.first not in taken and _moves(candidate.unit, view, measures)
    ]
    own = {first: unit for (first, _), (_, unit) in levels.items()}
    found: dict[Key, Scored] = {}
    for one, filled in sorted(links, key=lambda link: (-link[0].score, link[1].match.hit.first)):
        hit = filled.match.hit
        level = own.get(hit.first)
        apart = level is None or _targeted(level, view, measures)
        free = one.unit.first not in taken and hit.first not in {first for first, _ in found}
        if free and apart == (hit.rule.value("growth") == "yes"):
            taken.add(one.unit.first)
            found[hit.first, hit.rule.id] = one.score, one.unit
    return found


def _fitting(filled: Filled, slot: str) -> Iterator[Candidate]:
    return (candidate for candidate in filled.match.candidates if candidate.slot == slot)


def _moves(unit: Unit, view: View, measures: Measures) -> bool:
    """Whether a word of growth or fall stands beside a share or factor, or it says so itself."""
    quantity = _quantity(unit)
    own = unit.text[:1] in "+-−" or (quantity is not None and quantity.unit == TIMES)
    return own or _movement(unit, view, measures) != 0


def _movement(unit: Unit, view: View, measures: Measures, reach: int = MOVES) -> int:
    """1 where the nearest word of movement means growth, -1 where it means fall, 0 where there is none."""
    low, high = max(0, unit.first - reach), min(len(view.tokens), unit.last + reach)
    best = (reach + 1, 0)
    for i in range(low, high):
        forms = {view.tokens[i].lemma, view.tokens[i].text.lower()}
        way = 1 if forms & set(measures.growth) else -1 if forms & set(measures.fall) else 0
        gap = unit.first - i if i < unit.first else i - unit.last + 2
        if way and gap < best[0] and not unit.first <= i < unit.last:
            best = gap, way
    return best[1]


def _meant(view: View, taken: set[int], found: Sequence[Figure], story: Story) -> Iterator[Figure]:
    """The figures of the numbers left over that words refer back with to a metric told before."""
    measures, before = story.pack.measures, list(found)
    for unit in view.units:
        quantity = _quantity(unit)
        if quantity is None or unit.first in taken or quantity.ordinal or quantity.noun in measures.excluded:
            continue
        money = quantity.unit.isupper() or (not quantity.unit and not quantity.noun and _size(quantity) >= SCALED)
        here = [one for one in before if one.value is not None and one.at < unit.first]
        share = quantity.unit in ("percent", TIMES)
        metric = here[-1].metric if here else _last(view, story, money=money or share)
        if metric is None:
            continue
        if share:
            moved = not here and "*" in metric.units and _moves(unit, view, measures)
            if moved and _refers(unit, view, metric, measures):
                before.append(Figure(metric, None, None, unit, 0.7, unit.first))
                yield before[-1]
            continue
        fits = money if "*" in metric.units else _people(quantity, metric)
        again = not money and bool(here) and here[-1].filled is None
        if fits and (again or _refers(unit, view, metric, measures)):
            before.append(Figure(metric, here[-1].filled if here else None, unit, None, 0.7, unit.first))
            yield before[-1]


def _last(view: View, story: Story, *, money: bool) -> Metric | None:
    """The metric told last, if not too far back: the first amount of its sentence, else the last count."""
    amounts = ["*" in metric.units for metric in story.measured]
    told = [metric for metric, amount in zip(story.measured, amounts, strict=True) if amount == money]
    recent = view.sentence.index - story.measured_at <= AGAIN
    return (told[0] if money else told[-1]) if told and recent else None


def _people(quantity: Quantity, metric: Metric) -> bool:
    return not quantity.unit and not quantity.noun and metric.unit == "persons" and _size(quantity) > SPELT


def _size(quantity: Quantity) -> float:
    return max(quantity.value) if isinstance(quantity.value, tuple) else quantity.value


def _refers(unit: Unit, view: View, metric: Metric, measures: Measures) -> bool:
    """Whether words before a number, within its clause, refer back to what it counts."""
    low = view.clauses.index(view.clauses[unit.first])
    near = view.tokens[max(low, unit.first - BACK) : unit.last + 2]
    if "*" not in metric.units:
        return has_phrase(near, measures.counted_again)
    compared = has_phrase(view.tokens[max(low, unit.first - BACK) : unit.first], measures.against)
    return not compared and (has_phrase(near, measures.again) or has_phrase(near, measures.target))


def _counts(one: Candidate, metric: Metric, view: View, story: Story) -> bool:
    """Whether the number says how much of the metric there is: no date or distance, no "two countries"."""
    value, measures = one.unit, story.pack.measures
    quantity = _quantity(value)
    if quantity is None or quantity.noun in measures.excluded or _gathered(value, view, measures):
        return False
    if _is_base(value, view, measures) or _is_step(value, view, measures):
        return False
    if metric.units == ("percent",) and _movement(value, view, measures, NEAR // 2):
        return False
    if metric.needs and not any(token.lemma in metric.needs for token in view.tokens):
        return False
    if "*" in metric.units and not quantity.unit:
        return not quantity.noun and _size(quantity) >= SCALED and bool(_currency(view, value, story))
    if not quantity.unit and one.mark == "later" and "*" not in metric.units and not quantity.ordinal:
        bare = not quantity.noun or quantity.noun in measures.persons
        meant = metric.unit == "persons" or _refers(value, view, metric, measures)
        return meant and bare and not _acted(value, view) and _size(quantity) > SPELT and one.distance <= BEHIND
    if quantity.ordinal or any(character.isdigit() for character in value.text):
        return True
    few = metric.small and _size(quantity) >= FEW and not _definite(value, view, measures)
    return isinstance(quantity.value, tuple) or quantity.value > SPELT or few


def _gathered(unit: Unit, view: View, measures: Measures) -> bool:
    """Whether the number counts those who came together ("a delegation of fourteen companies")."""
    return has_phrase(view.tokens[max(0, unit.first - 3) : unit.first], measures.groups)


def _is_base(unit: Unit, view: View, measures: Measures) -> bool:
    """Whether the number is the level from which the next one moved on ("from $60m in 2020 to $192m")."""
    following = [u for u in view.units if u.first >= unit.last and "quantity" in u.kind and "ordinal" not in u.labels]
    upper = next((u for u in following if _led(u, view, measures.up) or _opens(u, measures.up)), None)
    lower = _led(unit, view, measures.down) or _opens(unit, measures.down)
    before = view.tokens[max(0, unit.first - 2) : unit.first]
    if lower and any(token.lemma in (*measures.growth, *measures.fall) for token in before):
        return True  # "up from $17.5bn"
    return lower and upper is not None and upper.first - unit.last <= BASE


def _is_step(unit: Unit, view: View, measures: Measures) -> bool:
    """Whether an amount is what something grew or is to grow by ("increase exports by $260 million")."""
    quantity = _quantity(unit)
    money = quantity is not None and quantity.unit.isupper()
    return money and _led(unit, view, measures.by) and _movement(unit, view, measures, NEAR) != 0


def _led(unit: Unit, view: View, words: Sequence[str]) -> bool:
    return unit.first > 0 and view.tokens[unit.first - 1].text.lower() in words


def _opens(unit: Unit, words: Sequence[str]) -> bool:
    return unit.text.split(" ")[0].lower() in words


def _acted(unit: Unit, view: View) -> bool:
    """Whether the number is a subject that did something ("of whom 400 turned up")."""
    return unit.last < len(view.tokens) and view.tokens[unit.last].tense == "Past"


def _definite(unit: Unit, view: View, measures: Measures) -> bool:
    """Whether a word before a number says that its things were told before ("the three consulates")."""
    return unit.first > 0 and view.tokens[unit.first - 1].text.lower() in measures.definite


def _currency(view: View, unit: Unit, story: Story) -> str:
    """The currency in which the sentence, else the figure told last, reckons."""
    here = [quantity.unit for other in view.units if (quantity := _quantity(other)) is not None and other is not unit]
    last = story.figures[0].fact if story.figures else None
    told = last.unit or "" if isinstance(last, Indicator) else ""
    return next((code for code in here if code.isupper()), told if told.isupper() else "")


def _quantity(unit: Unit | None) -> Quantity | None:
    value = unit.mention.value if unit is not None and unit.mention is not None else None
    return value if isinstance(value, Quantity) else None


def _draft(one: Figure, view: View, story: Story) -> Draft:
    measures, anchor = story.pack.measures, one.value or one.change
    amount = "*" in one.metric.units
    target = amount and one.value is not None and _targeted(one.value, view, measures, _start(one))
    modality, why = _modality(one, target, view, measures)
    first, last = (anchor.first, anchor.last) if anchor is not None else (one.at, one.at + 1)
    return Draft(
        fact=_fact(one, target, view, story),
        modality=modality,
        why=why,
        sentence=view.sentence.index,
        first=first,
        start=view.tokens[first].start,
        stop=view.tokens[last - 1].stop,
        rule=one.filled.match.hit.rule.id if one.filled is not None else "indicator.again",
        confidence=round(0.9 * one.score, 2),
    )


def _start(one: Figure) -> int:
    return one.filled.match.hit.first if one.filled is not None else one.at


def _fact(one: Figure, target: bool, view: View, story: Story) -> Indicator:
    metric, measures, quantity = one.metric, story.pack.measures, _quantity(one.value)
    sides = between(one.filled, metric, view, story)
    reporter, partner = direction(one.filled, metric, sides)
    value, qualifier, unit = _level(one, quantity, view, story)
    if target and one.value is not None and _up_to(one.value, view, measures):
        qualifier = "<="
    anchor = one.value or one.change
    return Indicator(
        metric=metric.target if target and metric.target else metric.id,
        value=value,
        unit=unit,
        qualifier=qualifier,
        between=sides,
        reporter=reporter,
        partner=partner,
        place=place_of(one.filled),
        period=period(anchor.first if anchor is not None else one.at, view, measures),
        change=_change(one.change, view, measures),
        change_base=base(anchor.first if anchor is not None else one.at, view, measures) if one.change else None,
        goods=goods(one.filled, one.value, view, measures) if "*" in metric.units else (),
    )


def _level(
    one: Figure, quantity: Quantity | None, view: View, story: Story
) -> tuple[float | tuple[float, float] | None, str, str | None]:
    """Value, qualifier and unit; of a growth alone the qualifier is the growth's."""
    if quantity is not None and one.value is not None:
        money = "*" in one.metric.units
        unit = quantity.unit or (_currency(view, one.value, story) if money else one.metric.unit)
        said = one.filled.match.hit.rule.value("unit") if one.filled is not None else ""
        return quantity.value, quantity.qualifier, said or unit or None
    change = _quantity(one.change)
    if change is not None:
        return None, change.qualifier, None
    rule = one.filled.match.hit.rule if one.filled is not None else None
    value = float(rule.value("value") or 0) if rule is not None else 0.0
    return value, rule.value("qualifier") or "=" if rule is not None else "=", one.metric.unit or None


def _change(unit: Unit | None, view: View, measures: Measures) -> float | None:
    """The growth in percent, negative for a fall; a factor counts as what it adds."""
    quantity = _quantity(unit)
    if quantity is None or isinstance(quantity.value, tuple) or unit is None:
        return None
    falls = _movement(unit, view, measures) < 0 and quantity.value > 0
    if quantity.unit == TIMES:
        part = 1 / quantity.value - 1 if falls and quantity.value else quantity.value - 1
        return round(100 * part, 1)
    return -quantity.value if falls else quantity.value


def _modality(one: Figure, target: bool, view: View, measures: Measures) -> tuple[str, str]:
    if target:
        return Modality.TARGET, "named as a target"
    low = view.clauses.index(view.clauses[one.at])
    clause = view.tokens[max(low, min(one.at, _start(one)) - NEAR) : one.at]
    if has_phrase(clause, measures.expected):
        return Modality.EXPECTED, "expected"
    return Modality.REPORTED, "a figure is reported"


def _targeted(unit: Unit, view: View, measures: Measures, start: int | None = None) -> bool:
    """Whether words around an amount, or between it and its metric, say that it is aimed at."""
    low = max(0, min(unit.first - NEAR, unit.first if start is None else start - NEAR // 2))
    cut = next((i + 1 for i in range(unit.first - 1, low - 1, -1) if view.tokens[i].text == ";"), low)
    near = view.tokens[cut : unit.last + 2]
    raised = any(t.form == "Inf" and t.lemma in measures.growth for t in near)
    return has_phrase(near, measures.target) or (
        raised and (_led(unit, view, measures.up) or _opens(unit, measures.up))
    )


def _up_to(unit: Unit, view: View, measures: Measures) -> bool:
    """Whether a target is put as a bound ("довести до")."""
    return any(token.text.lower() in measures.up_to for token in view.tokens[max(0, unit.first - 1) : unit.first + 1])
