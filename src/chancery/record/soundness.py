"""What is wrong with a record: everything that should hold of its rows, checked row by row."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from hashlib import sha256

from chancery.errors import RecordError
from chancery.record.connection import Connection, legible
from chancery.record.derive import is_stale
from chancery.record.facts import COLUMNS, SELECT_ALL_FACTS, derived_rows
from chancery.record.shapes import Identity, Problem

OFFSET_BYTES = 4
ID = COLUMNS.split(", ").index("id")

NEVER = (
    (
        "claim-without-evidence",
        "a claim has no evidence",
        """
        SELECT f.digest, c.role FROM claim c JOIN frame f ON f.id = c.frame
        WHERE c.retracted_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.frame = f.id AND e.version = f.version)
        """,
    ),
    (
        "frame-without-claim",
        "a frame has no claim",
        """
        SELECT f.digest, f.type FROM frame f
        WHERE f.retracted_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.frame = f.id AND c.retracted_at IS NULL)
        """,
    ),
    (
        "claim-of-no-frame",
        "a claim stands though its frame was retracted",
        """
        SELECT f.digest, c.role FROM claim c JOIN frame f ON f.id = c.frame
        WHERE c.retracted_at IS NULL AND f.retracted_at IS NOT NULL
        """,
    ),
    (
        "document-without-version",
        "a document has no text",
        """
        SELECT d.key, d.url FROM document d
        WHERE NOT EXISTS (SELECT 1 FROM version v WHERE v.id = d.version AND v.document = d.id)
        """,
    ),
    (
        "frame-of-old-version",
        "a frame stands in a version that is not the document's latest",
        """
        SELECT f.digest, d.key FROM frame f JOIN document d ON d.id = f.document
        WHERE f.retracted_at IS NULL AND f.version <> d.version
        """,
    ),
    (
        "document-not-indexed",
        "a document is missing from the full text",
        "SELECT key, url FROM document WHERE id NOT IN (SELECT rowid FROM full_text)",
    ),
    (
        "index-without-document",
        "the full text holds a document that the record does not",
        "SELECT rowid, raw FROM full_text WHERE rowid NOT IN (SELECT id FROM document)",
    ),
)
"""Queries that must find nothing: code, sentence, SQL whose first column says where."""


def problems(db: Connection, identity: Identity) -> Iterator[Problem]:
    """Everything that is wrong with the record; a file that cannot be read is one problem, not an error."""
    for check in (_file, _rows, _texts, _quotes, partial(_facts, identity=identity)):
        yield from _guarded(db.reading, db, check)
    yield from _guarded(db.writing, db, _index)


def _guarded(
    transaction: Callable[[], AbstractContextManager[None]],
    db: Connection,
    check: Callable[[Connection], Iterator[Problem]],
) -> Iterator[Problem]:
    try:
        with transaction(), legible(str(db.path)):
            found = list(check(db))
    except RecordError as error:
        found = [Problem("damaged", error.where, f"{error.what}; {error.hint}")]
    yield from found


def _file(db: Connection) -> Iterator[Problem]:
    for (message,) in db.rows("PRAGMA integrity_check"):
        if message != "ok":
            yield Problem("file", str(db.path), message)
    for table, row, parent, _ in db.rows("PRAGMA foreign_key_check"):
        yield Problem("foreign-key", f"{table} row {row}", f"it points to a row of {parent} that is not there")


def _rows(db: Connection) -> Iterator[Problem]:
    for code, sentence, sql in NEVER:
        for where, *_ in db.rows(sql):
            yield Problem(code, str(where), sentence)


def _texts(db: Connection) -> Iterator[Problem]:
    sql = """
    SELECT d.key, v.text, v.text_sha256, v.origin, v.sha256, o.content
    FROM version v JOIN document d ON d.id = v.document LEFT JOIN original o ON o.sha256 = v.sha256
    ORDER BY d.key, v.id
    """
    for key, text, text_digest, origin, digest, content in db.each(sql):
        if sha256(text.encode()).hexdigest() != text_digest:
            yield Problem("text", key, "the stored text is not the one that was read")
        if not _has_offsets(origin, len(text)):
            yield Problem("offsets", key, "the offsets do not fit the text")
        if not _is_original(content, digest):
            yield Problem("original", key, "the stored bytes are not those that came in")


def _quotes(db: Connection) -> Iterator[Problem]:
    sql = """
    SELECT f.digest, e.start, e.stop, e.quote, v.text
    FROM evidence e JOIN frame f ON f.id = e.frame JOIN version v ON v.id = e.version ORDER BY v.id, f.digest, e.ordinal
    """
    for frame, start, stop, quote, text in db.each(sql):
        if not quote or text[start:stop] != quote:
            yield Problem("evidence", frame, f"the text at [{start}, {stop}) is not the quote")


def _facts(db: Connection, identity: Identity) -> Iterator[Problem]:
    """Facts are derived: what stands must be what the frames give."""
    if is_stale(db, identity):
        yield Problem("derivation", str(db.path), "other code derived the facts; run `chancery rebuild`")
        return
    stored = {row[ID]: row for row in db.rows(SELECT_ALL_FACTS)}
    derived = {str(row[ID]): row for row in derived_rows(db, identity)}
    for id in sorted(stored.keys() | derived.keys()):
        if stored.get(id) != derived.get(id):
            yield Problem("fact", id, "the fact is not what its frames give; rebuild the facts")


def _index(db: Connection) -> Iterator[Problem]:
    """The full text's own check, which SQLite words as an insertion; an error is the finding."""
    db.run("INSERT INTO full_text (full_text) VALUES ('integrity-check')")
    yield from ()


def _has_offsets(origin: bytes, length: int) -> bool:
    """Whether there is an offset for each code point and the end; a text without any came without a map."""
    try:
        plain = zlib.decompress(origin)
    except zlib.error:
        return False
    return len(plain) in (0, OFFSET_BYTES * (length + 1))


def _is_original(content: bytes | None, digest: str) -> bool:
    try:
        return content is not None and sha256(zlib.decompress(content)).hexdigest() == digest
    except zlib.error:
        return False
