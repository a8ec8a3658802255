"""Choosing among candidates: a separate, traced step, so that scoring can grow without touching the rules."""

from __future__ import annotations

from msgspec import Struct

from chancery.grammar.match import Candidate, Match, units_of_group
from chancery.grammar.rule import Slot
from chancery.grammar.unit import Unit
from chancery.grammar.view import View


class Verdict(Struct, frozen=True):
    """Why a candidate was taken or left."""

    slot: str
    text: str
    mark: str
    score: float
    taken: bool
    why: str


class Filled(Struct, frozen=True):
    """A match with its slots filled, or with the slot that it failed for; `verdicts` tell of every candidate."""

    match: Match
    slots: tuple[tuple[str, Unit], ...]
    missing: str
    score: float
    verdicts: tuple[Verdict, ...]

    def one(self, name: str) -> Unit | None:
        """The first filler of a slot."""
        return next((unit for slot, unit in self.slots if slot == name), None)

    def all(self, name: str) -> tuple[Unit, ...]:
        """Every filler of a slot, in the order of the text."""
        found = [unit for slot, unit in self.slots if slot == name]
        return tuple(sorted(found, key=lambda unit: unit.first))


def choose(match: Match, view: View) -> Filled:
    """The best candidates first; a unit fills one slot; a slot for many takes the best one's coordination too."""
    slots = {slot.name: slot for slot in match.hit.rule.slots}
    taken: list[tuple[str, Unit]] = []
    verdicts: list[Verdict] = []
    scores: list[float] = []
    marks: set[tuple[str, str]] = set()
    for candidate in match.candidates:
        why = _against(candidate, slots[candidate.slot], taken, marks)
        verdicts.append(_verdict(candidate, why))
        if not why:
            marks.add((candidate.slot, candidate.mark))
            scores.append(candidate.score)
            taken.extend((candidate.slot, unit) for unit in _members(candidate, slots[candidate.slot], view, taken))
    missing = next((s.name for s in match.hit.rule.slots if s.required and s.name not in {n for n, _ in taken}), "")
    score = sum(scores) / len(scores) if scores else 0.5
    return Filled(match, tuple(taken), missing, round(score, 3), tuple(verdicts))


def _against(candidate: Candidate, slot: Slot, taken: list[tuple[str, Unit]], marks: set[tuple[str, str]]) -> str:
    if any(_overlap(unit, candidate.unit) for _, unit in taken):
        return "already used"
    if not slot.each and any(name == slot.name for name, _ in taken):
        return "a better candidate fills the slot"
    if (slot.name, candidate.mark) in marks and " " not in candidate.mark:  # two delegations may be "led by" somebody
        return "a better candidate has this mark"
    return ""


def _overlap(one: Unit, other: Unit) -> bool:
    return one.first < other.last and other.first < one.last


def _members(candidate: Candidate, slot: Slot, view: View, taken: list[tuple[str, Unit]]) -> list[Unit]:
    if not slot.many:
        return [candidate.unit]
    kinds = {kind.kind for kind in slot.types}
    group = [unit for unit in units_of_group(view, candidate.unit) if unit.kind in kinds or unit is candidate.unit]
    return [unit for unit in group if not any(_overlap(unit, other) for _, other in taken)]


def _verdict(candidate: Candidate, why: str) -> Verdict:
    return Verdict(candidate.slot, candidate.unit.text, candidate.mark, candidate.score, not why, why)
