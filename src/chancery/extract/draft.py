"""A fact on its way to become a frame: payload, modality, and the place that says it."""

from __future__ import annotations

from msgspec import Struct

from chancery.grammar import Filled, View
from chancery.model import DateBasis, Fact


class Draft(Struct, frozen=True):
    """A fact of one sentence before merging. `first` is the token that started it; [start, stop) the words it stands on
    within the document; `firm` whether the text tells it at all, rather than mentions it; `passing` whether only a
    governing word tells its stage ("the decision to open ..."); `several` for a group of missions without their
    seats."""

    fact: Fact
    modality: str
    why: str
    sentence: int
    first: int
    start: int
    stop: int
    rule: str
    confidence: float
    firm: bool = True
    passing: bool = False
    several: bool = False
    polarity: str = "asserted"
    speaker: str | None = None
    basis: DateBasis | None = None
    extra: tuple[int, ...] = ()


def of_match(
    fact: Fact,
    filled: Filled,
    view: View,
    *,
    modality: str,
    why: str,
    weight: float,
    firm: bool = True,
    speaker: str | None = None,
    basis: DateBasis | None = None,
) -> Draft:
    """The draft that a rule's match gives; `weight` is the confidence of a match whose words fit in full."""
    hit = filled.match.hit
    return Draft(
        fact=fact,
        modality=modality,
        why=why,
        sentence=view.sentence.index,
        first=hit.first,
        start=view.tokens[hit.first].start,
        stop=view.tokens[hit.last - 1].stop,
        rule=hit.rule.id,
        confidence=round(weight * filled.score, 2),
        firm=firm,
        speaker=speaker,
        basis=basis,
    )
