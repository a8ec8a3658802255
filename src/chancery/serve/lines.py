"""The public lines: what is known, as the JSON objects of the interchange format.

Pure: a shape goes in, a dict in the order of printing comes out. A field that the text does not give is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping

import msgspec
from msgspec import Struct

from chancery.model import DocumentFacts, Evidence, Fact, Frame, Rejected
from chancery.record import MergedFact

Line = dict[str, object]
Place = Callable[[int, int], tuple[int, int]]
"""Turns a span of the canonical text into the span to print."""

_CONTROLS = re.compile(r"[\x7f-\x9f]")

ALWAYS_LISTS = frozenset({"participants", "areas", "between"})
"""Lists that are printed even when they are empty: readers count their members."""


def fact_line(frame: Frame, place: Place | None = None) -> Line:
    """One frame as its public object: how it is known first, then what it says."""
    line = _known(frame.id, frame.fact, frame.modality, frame.polarity, frame.confidence, frame.rule)
    line["evidence"] = [evidence_line(each, place) for each in frame.evidence]
    line |= _present(speaker=frame.speaker, date_basis=frame.date_basis)
    if frame.source is not None:
        line |= _present(source=_fields(frame.source))
    return line | fact_fields(frame.fact)


def merged_line(merged: MergedFact) -> Line:
    """One merged fact as its public object, with the documents it rests on counted."""
    line = _known(merged.id, merged.fact, merged.modality, merged.polarity, merged.confidence, merged.rule)
    line |= {"sources": merged.sources} | _present(first_published=merged.first_published)
    line |= _present(last_published=merged.last_published)
    line |= {"documents": merged.documents} if merged.documents != merged.sources else {}
    line["conflicts"] = [_fields(conflict) for conflict in merged.conflicts]
    line["evidence"] = [evidence_line(each) | {"document": each.document} for each in merged.evidence]
    line |= _present(speaker=merged.speaker, date_basis=merged.date_basis, frames=list(merged.frames))
    line |= _present(entities={slot: list(ids) for slot, ids in merged.entities.items()})
    return line | fact_fields(merged.fact)


def document_line(document: DocumentFacts, place: Place | None = None) -> Line:
    """One document with every fact read from it."""
    line = _origin(document) | {"lang": document.lang, "published": document.published, "title": document.title}
    return line | {"facts": [fact_line(frame, place) for frame in document.frames], "rejected": None}


def refusal_line(rejected: Rejected) -> Line:
    """One refused document, with its reason and no facts."""
    reason = {"reason": rejected.reason.value, "message": rejected.message}
    return _origin(rejected) | {"lang": None, "published": None, "title": None, "facts": [], "rejected": reason}


def evidence_line(evidence: Evidence, place: Place | None = None) -> Line:
    """Where a fact is said."""
    start, end = place(evidence.start, evidence.end) if place else (evidence.start, evidence.end)
    return {"start": start, "end": end, "quote": evidence.quote, "sentence": evidence.sentence}


def fact_fields(fact: Fact) -> Line:
    """What a fact says, without its type."""
    return _fields(fact)


def struct_line(shape: Struct) -> Line:
    """Any other answer (a mission, a hit, a language) as an object: its fields, absent ones left out."""
    return _fields(shape)


def encoded(line: Mapping[str, object]) -> str:
    """The line as JSON text, the same bytes for the same line.

    A lone surrogate (from an undecodable file name) cannot be UTF-8: then every letter beyond ASCII is escaped. So are
    the control characters that JSON allows as they are, which a terminal would obey.
    """
    try:
        text = msgspec.json.encode(line).decode()
    except UnicodeEncodeError:
        return json.dumps(line, ensure_ascii=True, separators=(",", ":"))
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _known(id: str, fact: Fact, modality: str, polarity: str, confidence: float, rule: str) -> Line:
    said = {} if polarity == "asserted" else {"polarity": polarity}
    line: Line = {"id": id, "type": fact.__struct_config__.tag, "modality": str(modality), **said}
    return line | {"confidence": _plain(round(confidence, 4)), "rule": rule}


def _origin(shape: DocumentFacts | Rejected) -> Line:
    return _present(file=shape.file, url=shape.url, id=shape.id)


def _fields(shape: Struct) -> Line:
    named = ((name, _plain(getattr(shape, name))) for name in shape.__struct_fields__)
    return {name: value for name, value in named if name in ALWAYS_LISTS or not _absent(value)}


def _plain(value: object) -> object:
    """A value as JSON has it; a whole number is printed without a fraction."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Struct):
        return _fields(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    return [_plain(each) for each in (sorted(value) if isinstance(value, frozenset) else value)]


def _absent(value: object) -> bool:
    return value is None or value is False or value in ("", [], {})


def _present(**fields: object) -> Line:
    return {name: value for name, value in fields.items() if not _absent(value)}
