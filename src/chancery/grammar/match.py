"""Matching: for each trigger, every candidate filler of every slot with the marks that speak for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from chancery.grammar.index import Hit, Index
from chancery.grammar.rule import Mark, Relation, Slot
from chancery.grammar.unit import Unit
from chancery.grammar.view import View

FAR = 0.012
CROSSED = 0.22
VERB_BETWEEN = 0.12
RANK = 0.04
GIVE_UP = 0.15
BACKWARD = 0.25
PRONOUN = 0.3
TYPE = 0.05


class Candidate(Struct, frozen=True):
    """A unit that may fill a slot: the mark that shows it, and what speaks against it."""

    slot: str
    unit: Unit
    mark: str
    distance: int
    crossed: int
    verbs: int
    score: float


class Match(Struct, frozen=True):
    """A rule's trigger in a sentence with every candidate filler, best first."""

    hit: Hit
    passive: bool
    candidates: tuple[Candidate, ...]


def matches(view: View, index: Index) -> Iterator[Match]:
    """Every match of the index's rules in the sentence, in the order of the text."""
    for hit in index.hits(view.tokens, view.units):
        if hit.rule.unless and index.blocked(hit.rule, view.tokens, view.units):
            continue
        passive = any(view.tokens[i].voice == "Pass" for i in hit.tokens)
        found = [c for slot in hit.rule.slots for c in _candidates(view, hit, slot, passive)]
        yield Match(hit, passive, tuple(sorted(found, key=lambda c: (-c.score, c.unit.first, c.slot))))


def _candidates(view: View, hit: Hit, slot: Slot, passive: bool) -> Iterator[Candidate]:
    marks = _marks(slot, view, hit, passive)
    for unit in _reachable(view, hit):
        if not any(kind.kind == unit.kind and (not kind.label or kind.label in unit.labels) for kind in slot.types):
            continue
        # the suffix of a unit whose case is not known says more than the side on which it stands
        ends = not unit.cases and any(mark.suffix and _shown(mark, unit, view, hit) for mark in marks)
        for rank, mark in enumerate(marks):
            if (mark.suffix or not ends) and _shown(mark, unit, view, hit):
                candidate = _scored(view, hit, slot, unit, mark, rank)
                if candidate.score >= GIVE_UP and not _out_of_reach(slot, candidate, hit):
                    yield candidate
                break


def _marks(slot: Slot, view: View, hit: Hit, passive: bool) -> tuple[Mark, ...]:
    """The slot's marks beside this form of the trigger."""
    if passive and slot.passive:
        return slot.passive
    verbal = any(view.tokens[i].pos in ("VERB", "AUX") for i in hit.tokens)
    return slot.nominal if slot.nominal and not verbal else slot.marks


def _reachable(view: View, hit: Hit) -> Iterator[Unit]:
    """Top-level units beside the trigger's words, and the parts of one that they stand in."""
    for unit in view.units:
        if not any(unit.first <= i < unit.last for i in hit.tokens):
            yield unit
        else:
            yield from (inner for inner in unit.within() if inner is not unit)


def _scored(view: View, hit: Hit, slot: Slot, unit: Unit, mark: Mark, rank: int) -> Candidate:
    before = unit.last <= hit.first
    low, high = (unit.last, hit.first) if before else (hit.tokens[0] + 1, unit.first)
    distance = max(0, high - low)
    crossed = abs(view.clauses[min(unit.first, len(view.clauses) - 1)] - view.clauses[hit.first])
    verbs = sum(low <= verb < high for verb in view.verbs)
    place = next(i for i, kind in enumerate(slot.types) if kind.kind == unit.kind)
    weak = BACKWARD * (mark.placing == "earlier") + PRONOUN * ("pronoun" in unit.labels) + TYPE * (place > 1)
    score = 1.0 - RANK * rank - FAR * distance - CROSSED * crossed - VERB_BETWEEN * verbs - weak
    return Candidate(slot.name, unit, mark.text, distance, crossed, verbs, round(score, 3))


def _out_of_reach(slot: Slot, candidate: Candidate, hit: Hit) -> bool:
    if slot.reach == "adjacent":
        return candidate.distance > 2
    if slot.reach == "own":
        return candidate.crossed > 0 or candidate.verbs > 0
    return slot.reach == "clause" and candidate.crossed > 2


def _shown(mark: Mark, unit: Unit, view: View, hit: Hit) -> bool:
    if "adjective" in unit.labels and mark.placing not in ("adjective", "any", "later", "earlier"):
        return False
    if mark.relation == "sole":
        return _related(view.syntax.subject, unit, hit) and not _has_object(view, hit)
    if mark.relation:
        return _related(getattr(view.syntax, mark.relation), unit, hit)
    if mark.placing:
        return _placed(mark.placing, unit, view, hit) and (not mark.case or mark.case in unit.cases)
    if mark.suffix:
        return view.tokens[unit.last - 1].text.lower().endswith(mark.suffix)
    if mark.prep:
        return mark.prep in unit.preps and (not mark.case or not unit.cases or mark.case in unit.cases)
    return not unit.preps and mark.case in unit.cases


def _has_object(view: View, hit: Hit) -> bool:
    """Whether a bare nominal follows the trigger at once."""
    if hit.last >= len(view.tokens):
        return False
    token = view.tokens[hit.last]
    return token.pos in ("DET", "NOUN", "PROPN", "ADJ", "NUM") and not token.text[:1].isdigit()


def _related(relation: Relation, unit: Unit, hit: Hit) -> bool:
    if relation.preps and not set(unit.preps) & set(relation.preps):
        return False
    if not relation.preps and unit.preps:
        return False
    if relation.cases and unit.cases and not unit.cases & set(relation.cases):
        return False
    if relation.side == "before":
        return unit.last <= hit.first
    return relation.side != "after" or unit.first > hit.first


def _placed(placing: str, unit: Unit, view: View, hit: Hit) -> bool:
    if placing == "any":
        return True
    if placing in ("later", "earlier"):
        return (unit.first > hit.first) == (placing == "later")
    if placing == "before":
        return unit.last <= hit.first and not unit.preps
    if placing == "after":
        return unit.first > hit.first and not unit.preps
    if placing == "adjective":
        return unit.last == hit.first and bool(unit.labels & {"adjective", "demonym"})
    if placing == "possessive":
        return (
            unit.last < hit.first
            and view.tokens[unit.last].text in view.syntax.possessives
            and hit.first - unit.last < 8
        )
    if placing == "counts":
        return unit.last <= hit.first and hit.first - unit.last <= 3
    if placing == "comma":
        return unit.first == hit.last + 1 and view.tokens[hit.last].text == ","
    if placing == "comma-before":
        return unit.last + 1 == hit.first and view.tokens[unit.last].text == ","
    return placing == "paren" and unit.first == hit.last + 1 and view.tokens[hit.last].text == "("


def units_of_group(view: View, unit: Unit) -> Sequence[Unit]:
    """The units coordinated with `unit`, itself included, in the order of the text."""
    return [other for other in view.units if other.group == unit.group and unit.group >= 0] or [unit]
