"""A fact on its way to become a frame: payload, modality, and the place that says it."""

from __future__ import annotations

from msgspec import Struct

from chancery.model import DateBasis, Fact


class Draft(Struct, frozen=True):
    """A fact of one sentence before merging. `first` is the token that started it; [start, stop) the words it stands on
    within the document; `firm` whether the text tells it at all, rather than mentions it; `passing` whether only a
    governing word tells its stage ("the decision to open ...")."""

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
    polarity: str = "asserted"
    speaker: str | None = None
    basis: DateBasis | None = None
    extra: tuple[int, ...] = ()
