"""A pack's rules against their own proof: every sentence that a rule must accept, with its slots, and must reject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chancery.analyse.annotate import annotated
from chancery.extract import Scene, scenes
from chancery.grammar import Filled, Index, Rule, Unit, choose, matches
from chancery.lang import load
from chancery.model import Document

MARKED = re.compile(r"\{(\w+):([^{}]*)\}")
Span = tuple[int, int]
Slots = dict[str, list[Span]]


def faults(code: str, *, tier: str = "full") -> list[str]:
    """What is wrong with a language's rules by their own sentences, one line each; empty if they all hold."""
    return [fault for rule in load(code).rules for fault in rule_faults(rule, code, tier=tier)]


def rule_faults(rule: Rule, code: str, *, tier: str = "full", index: Index | None = None) -> Iterator[str]:
    """What is wrong with one rule by its own sentences; `index` holds the rule where it is none of the pack's."""
    for sentence in rule.accepts:
        text, asked = unmarked(sentence)
        found = [_slots(filled) for filled in _fillings(rule, text, code, tier, index)]
        if not any(_agree(asked, slots) for slots in found):
            shown = "; ".join(_shown(slots, text) for slots in found) or "nothing"
            yield f"{rule.id}: should accept {sentence!r}, found {shown}"
    for sentence in rule.rejects:
        if any(True for _ in _fillings(rule, sentence, code, tier, index)):
            yield f"{rule.id}: should reject {sentence!r}"


def unmarked(sentence: str) -> tuple[str, Slots]:
    """A proof sentence without its marks, and the span of every marked slot.

    >>> unmarked("{who:Anna} came.")
    ('Anna came.', {'who': [(0, 4)]})
    """
    text, last = "", 0
    slots: Slots = {}
    for found in MARKED.finditer(sentence):
        text += sentence[last : found.start()]
        slots.setdefault(found[1], []).append((len(text), len(text) + len(found[2])))
        text += found[2]
        last = found.end()
    return text + sentence[last:], slots


def _fillings(
    rule: Rule, text: str, code: str, tier: str, index: Index | None
) -> Iterator[tuple[tuple[str, Unit], ...]]:
    document = Document(key="proof", text=text, sha256="")
    for scene in scenes(annotated(document, code, tier=tier), load(code)):
        if rule.layer == "phrase":
            yield from _phrases(rule, scene)
        elif index is None:
            yield from _frames(rule, scene.matches)
        else:
            yield from _frames(rule, [choose(match, scene.view) for match in matches(scene.view, index)])


def _frames(rule: Rule, found: Iterable[Filled]) -> Iterator[tuple[tuple[str, Unit], ...]]:
    for filled in found:
        if filled.match.hit.rule.id == rule.id and not filled.missing:
            yield filled.slots


def _phrases(rule: Rule, scene: Scene) -> Iterator[tuple[tuple[str, Unit], ...]]:
    for top in scene.view.units:
        for unit in top.within():
            if unit.rule == rule.id and unit.parts:
                yield unit.parts


def _slots(parts: tuple[tuple[str, Unit], ...]) -> Slots:
    slots: Slots = {}
    for name, unit in parts:
        slots.setdefault(name, []).append((unit.start, unit.stop))
    return slots


def _agree(asked: Slots, found: Slots) -> bool:
    """Whether every marked span is found in its slot, and nothing stands in a slot that is not marked."""
    return asked.keys() == found.keys() and all(_same(asked[name], found[name]) for name in asked)


def _same(asked: list[Span], found: list[Span]) -> bool:
    return all(any(_touch(a, f) for f in found) for a in asked) and all(any(_touch(a, f) for a in asked) for f in found)


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _shown(slots: Slots, text: str) -> str:
    return ", ".join(f"{name}={text[a:b]!r}" for name, spans in sorted(slots.items()) for a, b in spans)
