"""What a frame must show before it is written: evidence that its document's text bears out."""

from __future__ import annotations

from collections.abc import Iterable

from chancery.errors import EvidenceError, RecordError
from chancery.model import Document, Evidence, Frame

MAX_QUOTE_CHARS = 600


def checked(document: Document, frames: Iterable[Frame]) -> tuple[Frame, ...]:
    """The frames, each proved against the text and named once.

    Raises:
        EvidenceError: a quote is not the text there, is empty or too long, or a slot lies outside the text.
        RecordError: two different frames bear one id.
    """
    named: dict[str, Frame] = {}
    for frame in frames:
        _check_evidence(document, frame)
        if named.setdefault(frame.id, frame) != frame:
            hint = "count each frame of one quote and type apart"
            raise RecordError(f"two frames of {frame.rule} bear the id {frame.id}", where=document.key, hint=hint)
    return tuple(named.values())


def _check_evidence(document: Document, frame: Frame) -> None:
    if not frame.evidence:
        raise _fault("a frame has no evidence", document, frame)
    for evidence in frame.evidence:
        _check_quote(document, frame, evidence)
    for role, (start, end) in frame.spans.items():
        if not 0 <= start <= end <= len(document.text):
            raise _fault(f"slot {role!r} lies outside the text at [{start}, {end})", document, frame)


def _check_quote(document: Document, frame: Frame, evidence: Evidence) -> None:
    start, end, quote = evidence.start, evidence.end, evidence.quote
    if not quote:
        raise _fault("a quote is empty", document, frame)
    if len(quote) > MAX_QUOTE_CHARS:
        raise _fault(f"a quote has {len(quote)} characters, {MAX_QUOTE_CHARS} are allowed", document, frame)
    if start < 0 or document.text[start:end] != quote:
        raise _fault(f"a quote is not the text at [{start}, {end})", document, frame)


def _fault(what: str, document: Document, frame: Frame) -> EvidenceError:
    return EvidenceError(
        what, where=f"{document.key}, rule {frame.rule}", hint="quote the canonical text by its offsets"
    )
