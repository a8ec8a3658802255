"""Writing one article: its document, version, frames, claims, evidence and full text, inside one transaction."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from itertools import chain
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from chancery.errors import EvidenceError, RecordError
from chancery.model import Claim, Document, Frame, RawItem
from chancery.model.ledger import claims
from chancery.record.connection import Connection, Row, Value
from chancery.record.decisions import review
from chancery.record.derive import derive
from chancery.record.rows import (
    INSERT_CLAIM,
    INSERT_EVIDENCE,
    INSERT_FRAME,
    Reading,
    claim_rows,
    evidence_rows,
    frame_row,
)
from chancery.record.search import index
from chancery.record.shapes import Identity, Outcome, TextAnalyser

REASONS = {Outcome.UPDATED: "page_changed", Outcome.REREAD: "reread"}
"""Why a frame no longer stands: the page says so no more, or another engine reads it otherwise."""

STORED = """
SELECT v.sha256, v.text_sha256, d.id, d.engine, d.given_media_type, d.given_title, d.given_published, d.given_lang
FROM document d JOIN version v ON v.id = d.version WHERE d.key = ?
"""


class Article(Struct, frozen=True):
    """Everything of one document that is written together."""

    item: RawItem
    document: Document
    lang: str
    frames: tuple[Frame, ...]
    engine: str
    run: int
    at: str

    @property
    def inputs(self) -> tuple[Value, ...]:
        """What decides, beside the bytes, how the document is read."""
        return inputs(self.item, self.engine)


class Digests(NamedTuple):
    """The sha256 of a document's bytes and of its canonical text, in hex."""

    content: str
    text: str


def inputs(item: RawItem, engine: str) -> tuple[Value, ...]:
    """What decides, beside the bytes, how a document is read."""
    return (engine, str(item.media_type), item.title, item.published, item.lang)


def is_current(db: Connection, item: RawItem, engine: str) -> bool:
    """Whether the document stands in the record as this engine would read this item."""
    stored = db.row(STORED, (item.key,))
    return stored is not None and (stored[0], *stored[3:]) == (_digest(item.content), *inputs(item, engine))


def append(
    db: Connection, article: Article, *, analyser: TextAnalyser, identity: Identity, names: Callable[[Frame], str]
) -> Outcome:
    """Write an article, and say what that did. Runs inside the caller's transaction."""
    document = article.document
    digests = Digests(_digest(article.item.content), _digest(document.text.encode()))
    stored = db.row(STORED, (document.key,))
    outcome = _outcome(article, digests, stored)
    if outcome is Outcome.UNCHANGED:
        return outcome
    row = int(stored[2]) if stored else _insert_document(db, article)
    reading = _reading(article, row, _version(db, article, row, digests))
    _update_document(db, article, reading)
    touched = {fact for (fact,) in db.rows("SELECT DISTINCT fact FROM frame WHERE document = ?", (row,))}
    _write_frames(db, article, reading, names, REASONS.get(outcome))
    review(db, row)
    derive(db, identity, row, touched, {frame.id: frame.fact for frame in article.frames})
    index(db, row, document, article.lang, analyser)
    return outcome


def _outcome(article: Article, digests: Digests, stored: Row | None) -> Outcome:
    if stored is None:
        return Outcome.NEW
    content, text, _, *given = stored
    if content != digests.content:
        return Outcome.UPDATED
    same = tuple(given) == article.inputs and text == digests.text
    return Outcome.UNCHANGED if same else Outcome.REREAD


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _reading(article: Article, row: int, version: int) -> Reading:
    return Reading(row, version, article.run, article.at, article.lang, article.document.published)


def _insert_document(db: Connection, article: Article) -> int:
    return db.insert(
        "INSERT INTO document (key, lang, engine, first_run, last_run, recorded_at) VALUES (?, ?, ?, ?, ?, ?)",
        (article.document.key, article.lang, article.engine, article.run, article.run, article.at),
    )


def _update_document(db: Connection, article: Article, reading: Reading) -> None:
    document = article.document
    db.run(
        """
        UPDATE document SET version = ?, file = ?, url = ?, given_id = ?, title = ?, published = ?, lang = ?,
            outlet = ?, last_run = ?, engine = ?, given_media_type = ?, given_title = ?,
            given_published = ?, given_lang = ?
        WHERE id = ?
        """,
        (
            *(reading.version, document.file, document.url, document.id, document.title, document.published),
            *(article.lang, outlet(document), article.run, *article.inputs, reading.document),
        ),
    )


def outlet(document: Document) -> str:
    """The outlet of a document, as far as its address tells."""
    host = (urlsplit(document.url).hostname or "") if document.url and "//" in document.url else ""
    return host.removeprefix("www.")


def _version(db: Connection, article: Article, row: int, digests: Digests) -> int:
    """The row of this version: bytes and canonical text as they are, whether stored before or now."""
    document = article.document
    known = db.row(
        "SELECT id FROM version WHERE document = ? AND sha256 = ? AND text_sha256 = ?",
        (row, *digests),
    )
    if known:
        return int(known[0])
    content = article.item.content
    db.run(
        "INSERT INTO original (sha256, content, size_bytes) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
        (digests.content, zlib.compress(content), len(content)),
    )
    return db.insert(
        """
        INSERT INTO version (document, sha256, text_sha256, media_type, text, origin, normalizer, recorded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            *(row, *digests, str(document.media_type), document.text),
            *(zlib.compress(document.origin, 1), article.engine, article.at),
        ),
    )


def _write_frames(
    db: Connection, article: Article, reading: Reading, names: Callable[[Frame], str], reason: str | None
) -> None:
    """Retract what stood, then write what is read now: what is in both stands again under its first row."""
    if reason:
        _retract(db, article.at, reason, reading)
    stated = [(frame, _claims(frame, article)) for frame in article.frames]
    rows = _insert_frames(db, article, reading, stated, names)
    if reason:
        _clear(db, article.at, [(row, reading.version) for row in rows])
    text = article.document.text
    written = [(frame, said, row) for (frame, said), row in zip(stated, rows, strict=True)]
    claimed = (claim_rows(frame, said, row, reading) for frame, said, row in written)
    db.run_many(INSERT_CLAIM, chain.from_iterable(claimed))
    quoted = (evidence_rows(frame, row, reading, text) for frame, _, row in written)
    db.run_many(INSERT_EVIDENCE, chain.from_iterable(quoted))


def _claims(frame: Frame, article: Article) -> tuple[Claim, ...]:
    stated = claims(frame)
    if not stated:
        where = f"{article.document.key}, rule {frame.rule}"
        raise EvidenceError("a frame says nothing", where=where, hint="leave out a fact without any value")
    return stated


def _insert_frames(
    db: Connection,
    article: Article,
    reading: Reading,
    stated: Sequence[tuple[Frame, Sequence[Claim]]],
    names: Callable[[Frame], str],
) -> list[int]:
    """Write the frames and give their rows."""
    key = article.document.key
    columns = (
        frame_row(frame, said, ordinal, reading, key=key, names=names(frame))
        for ordinal, (frame, said) in enumerate(stated)
    )
    db.run_many(INSERT_FRAME, columns)
    rows: dict[str, int] = dict(db.rows("SELECT digest, id FROM frame WHERE document = ?", (reading.document,)))
    for frame in article.frames:
        if frame.id not in rows:
            hint = "derive the id of a frame from its document's key"
            raise RecordError(f"another document has a frame of id {frame.id}", where=key, hint=hint)
    return [rows[frame.id] for frame in article.frames]


def _retract(db: Connection, at: str, reason: str, reading: Reading) -> None:
    standing = "SELECT id FROM frame WHERE document = ? AND retracted_at IS NULL"
    db.run(
        f"UPDATE claim SET retracted_at = ?, reason = ? WHERE retracted_at IS NULL AND frame IN ({standing})",
        (at, reason, reading.document),
    )
    db.run(
        "UPDATE frame SET retracted_at = ?, reason = ? WHERE document = ? AND retracted_at IS NULL",
        (at, reason, reading.document),
    )


def _clear(db: Connection, at: str, rows: Iterable[tuple[int, int]]) -> None:
    """Make room for frames that are read anew: their former values are kept as revalued, unless they come again."""
    rows = list(rows)
    revalued = "UPDATE claim SET retracted_at = COALESCE(retracted_at, ?), reason = 'revalued' WHERE frame = ?"
    db.run_many(revalued, ((at, row) for row, _ in rows))
    db.run_many("DELETE FROM evidence WHERE frame = ? AND version = ?", rows)


def folded_names(frame: Frame, fold: Callable[[str], str]) -> str:
    """Every text in a fact, folded, one a line between spaces, so that a name is found from the start of its words."""
    fields = msgspec.to_builtins(frame.fact)
    fields.pop("type")
    return "\n".join(dict.fromkeys(f" {fold(text)} " for text in _texts(fields)))


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
