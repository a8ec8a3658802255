"""Frames as rows and rows as frames: `frames` gives back what `frame_row`, `claim_rows` and `evidence_rows` took."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from chancery.model import Claim, DateBasis, Evidence, Fact, Frame, Indicator, Origin
from chancery.model.ledger import DIGEST_BYTES, Json, fact_id, fact_of
from chancery.record.connection import Connection, Row, Value, legible
from chancery.record.edtf import bounds

CONTEXT_CHARS = 32
UNDATED = "9999-99-99"
"""Sorts documents without a publication date last."""

STANDS = "f.retracted_at IS NULL AND f.review <> 'rejected'"
"""The condition of a frame that counts."""

DATE_ROLES = ("date", "period")

QUOTES, DASHES, SPACES = re.compile("[«»„“”‟‘’‚‹›′″'`\"]"), re.compile("[‐‑‒–—―−]"), re.compile(r"\s+")

INSERT_FRAME = """
INSERT INTO frame (digest, document, version, ordinal, type, rule, modality, polarity, confidence, speaker, date_basis,
    source, trigger_number, loose_spans, said, fact, chain, since, place_in_order, names, first_run, last_run,
    recorded_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (digest) DO UPDATE SET version = excluded.version, ordinal = excluded.ordinal, type = excluded.type,
    rule = excluded.rule, modality = excluded.modality, polarity = excluded.polarity, confidence = excluded.confidence,
    speaker = excluded.speaker, date_basis = excluded.date_basis, source = excluded.source,
    trigger_number = excluded.trigger_number, loose_spans = excluded.loose_spans, said = excluded.said,
    fact = excluded.fact, chain = excluded.chain, since = excluded.since,
    place_in_order = excluded.place_in_order, names = excluded.names, last_run = excluded.last_run,
    retracted_at = NULL, reason = NULL
WHERE frame.document = excluded.document
"""

INSERT_CLAIM = """
INSERT INTO claim (digest, frame, frame_type, role, value_text, value_norm, value_type, num, num_hi, unit, lo, hi, edtf,
    start, stop, polarity, modality, speaker, lang, published, confidence, first_run, last_run, recorded_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (frame, digest) DO UPDATE SET value_text = excluded.value_text, value_type = excluded.value_type,
    num = excluded.num, num_hi = excluded.num_hi, unit = excluded.unit, lo = excluded.lo, hi = excluded.hi,
    edtf = excluded.edtf, start = excluded.start, stop = excluded.stop, polarity = excluded.polarity,
    modality = excluded.modality, speaker = excluded.speaker, lang = excluded.lang, published = excluded.published,
    confidence = excluded.confidence, last_run = excluded.last_run, retracted_at = NULL, reason = NULL
"""

INSERT_EVIDENCE = """
INSERT INTO evidence (frame, version, ordinal, start, stop, sentence, quote, prefix, suffix, quote_hash, state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'exact')
"""

SELECT_FRAMES = """
SELECT f.id, f.digest, f.modality, f.polarity, f.confidence, f.rule, f.speaker, f.date_basis, f.source,
    f.trigger_number, f.loose_spans
FROM frame f JOIN document d ON d.id = f.document WHERE {which} ORDER BY {order}
"""

SELECT_CLAIMS = """
SELECT c.frame, c.frame_type, c.role, c.value_norm, c.value_text, c.start, c.stop
FROM claim c JOIN frame f ON f.id = c.frame JOIN document d ON d.id = f.document
WHERE {which} AND (c.retracted_at IS NULL OR (f.retracted_at IS NOT NULL AND c.reason <> 'revalued'))
ORDER BY c.id
"""
"""A retracted frame's claims are those that were retracted with it, not the values it had before."""

SELECT_EVIDENCE = """
SELECT e.frame, e.start, e.stop, e.quote, e.sentence
FROM evidence e JOIN frame f ON f.id = e.frame AND f.version = e.version
    JOIN document d ON d.id = f.document
WHERE {which} ORDER BY e.frame, e.ordinal
"""


class Reading(NamedTuple):
    """Which document, version and run the rows of a frame belong to."""

    document: int
    version: int
    run: int
    at: str
    lang: str
    published: str | None


class Typed(NamedTuple):
    """A claim's value in columns that can be compared and summed."""

    kind: str = "text"
    num: float | None = None
    num_hi: float | None = None
    unit: str | None = None
    lo: str | None = None
    hi: str | None = None
    edtf: str | None = None


def frame_row(
    frame: Frame, stated: Sequence[Claim], ordinal: int, reading: Reading, *, key: str, names: str
) -> tuple[Value, ...]:
    """The columns of INSERT_FRAME; `stated` are the frame's claims."""
    filled = {claim.role for claim in stated}
    loose = {role: span for role, span in frame.spans.items() if role not in filled}
    said = fact_id(stated, frame.modality, frame.polarity)
    return (
        *(frame.id, reading.document, reading.version, ordinal, stated[0].frame_type, frame.rule, str(frame.modality)),
        *(frame.polarity, frame.confidence, frame.speaker, frame.date_basis and str(frame.date_basis)),
        *(_json(frame.source) if frame.source else None, frame.trigger, _json(loose) if loose else None),
        *(said, said, chain(frame), since(frame.fact)),
        *(place_in_order(frame, key, reading.published), names, reading.run, reading.run, reading.at),
    )


def claim_rows(frame: Frame, stated: Iterable[Claim], row: int, reading: Reading) -> Iterator[tuple[Value, ...]]:
    """The columns of INSERT_CLAIM, a row for each filled slot."""
    for claim in stated:
        yield (
            *(bytes.fromhex(claim.id), row, claim.frame_type, claim.role, claim.as_written, claim.value),
            *typed(claim, frame.fact),
            *(claim.start, claim.end, frame.polarity, str(frame.modality), frame.speaker),
            *(reading.lang, reading.published, frame.confidence, reading.run, reading.run, reading.at),
        )


def evidence_rows(frame: Frame, row: int, reading: Reading, text: str) -> Iterator[tuple[Value, ...]]:
    """The columns of INSERT_EVIDENCE, a row for each quote."""
    for ordinal, evidence in enumerate(frame.evidence):
        start, end = evidence.start, evidence.end
        prefix, suffix = text[max(0, start - CONTEXT_CHARS) : start], text[end : end + CONTEXT_CHARS]
        yield (
            *(row, reading.version, ordinal, start, end, evidence.sentence),
            *(evidence.quote, prefix, suffix, quote_hash(evidence.quote)),
        )


def typed(claim: Claim, fact: Fact) -> Typed:
    """The value of a claim, typed: numbers with their unit, dates with the days that bound them."""
    value: Json = msgspec.json.decode(claim.value)
    if isinstance(value, str):
        return _dated(value) if claim.role in DATE_ROLES else Typed()
    if isinstance(value, list):
        return _listed(value, fact)
    if isinstance(value, dict):
        return Typed("object")
    if value is None or isinstance(value, bool):
        return Typed("flag" if value is not None else "text")
    return Typed("number", num=float(value), unit=_unit(claim.role, fact))


def since(fact: Fact) -> str | None:
    """The first day of a fact that bears a date or period of its own."""
    own = fact.period if isinstance(fact, Indicator) else getattr(fact, "date", None)
    return bounds(own).lo if own else None


def chain(frame: Frame) -> str | None:
    """Whom a report goes back to, where the text names it: reports of one press office or agency are one source."""
    told = frame.source
    return (told.press_office or told.agency or None) if told else None


def place_in_order(frame: Frame, key: str, published: str | None) -> str:
    """A text that sorts frames by publication, document, place in it and id."""
    return f"{published or UNDATED}\t{key}\t{frame.evidence[0].start:010}\t{frame.id}"


def quote_hash(quote: str) -> bytes:
    """A digest that survives other quotation marks, dashes, spaces, ё and case."""
    plain = SPACES.sub(" ", DASHES.sub("-", QUOTES.sub('"', quote))).strip()
    return blake2b(plain.casefold().replace("ё", "е").encode(), digest_size=DIGEST_BYTES).digest()


def frames(db: Connection, which: str, values: Sequence[Value], *, order: str = "f.place_in_order") -> list[Frame]:
    """The frames, as they were appended, of the rows that `which` (a condition on `frame f`, `document d`) selects."""
    said: dict[int, list[Claim]] = defaultdict(list)
    for row, kind, role, value, words, start, stop in db.rows(SELECT_CLAIMS.format(which=which), values):
        said[row].append(Claim("", "", kind, role, value, words, start, stop))
    quotes: dict[int, list[Evidence]] = defaultdict(list)
    for row, *evidence in db.rows(SELECT_EVIDENCE.format(which=which), values):
        quotes[row].append(Evidence(*evidence))
    rows = db.rows(SELECT_FRAMES.format(which=which, order=order), values)
    return [_frame(tuple(columns), said[row], tuple(quotes[row])) for row, *columns in rows]


def _frame(columns: Row, said: Iterable[Claim], evidence: tuple[Evidence, ...]) -> Frame:
    digest, modality, polarity, confidence, rule, speaker, basis, source, trigger, loose = columns
    said = tuple(said)
    with legible(str(digest)):
        return Frame(
            id=digest,
            fact=fact_of(said),
            modality=modality,
            evidence=evidence,
            rule=rule,
            confidence=confidence,
            polarity=polarity,
            speaker=speaker,
            date_basis=DateBasis(basis) if basis else None,
            source=msgspec.json.decode(source, type=Origin) if source else None,
            trigger=trigger,
            spans=_spans(said, loose),
        )


def _spans(said: Iterable[Claim], loose: Value) -> dict[str, tuple[int, int]]:
    others = msgspec.json.decode(str(loose), type=dict[str, tuple[int, int]]) if loose else {}
    own = {claim.role: (claim.start, claim.end) for claim in said if claim.start is not None and claim.end is not None}
    return own | others


def _dated(edtf: str) -> Typed:
    lo, hi = bounds(edtf)
    return Typed("date", lo=lo, hi=hi, edtf=edtf)


def _listed(items: list[Json], fact: Fact) -> Typed:
    match items:
        case [int() | float() as low, int() | float() as high]:
            return Typed("range", num=float(low), num_hi=float(high), unit=_unit("value", fact))
    return Typed("list")


def _unit(role: str, fact: Fact) -> str | None:
    if role == "change":
        return "percent"
    return fact.unit if role == "value" and isinstance(fact, Indicator) else None


def _json(value: msgspec.Struct | dict[str, tuple[int, int]]) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()
