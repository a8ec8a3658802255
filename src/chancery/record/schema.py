"""The tables of the record, in plain SQL.

Only `FULL_TEXT` and the pragmas of `chancery.record.connection` are SQLite's own; all else is meant to run
elsewhere with other words for the integer keys. Ids that leave the record are hex text (frames, facts) or digests
(claims); integers never leave it. Days and times are ISO text; lists and objects are JSON text.
"""

from __future__ import annotations

VERSION = 1
"""Raised with every change of the tables; a record with a higher number is refused."""

APPLICATION_ID = 0x43485931
"""Marks an SQLite file as a record ("CHY1")."""

FULL_TEXT = """
CREATE VIRTUAL TABLE full_text USING fts5(raw, lemma, tokenize = 'unicode61 remove_diacritics 0')
"""
"""One row a document, its rowid the document's. Both columns come analysed; the tokeniser only splits."""

TABLES = (
    # One opening of the record that wrote something.
    """
    CREATE TABLE run (
        id INTEGER PRIMARY KEY,
        engine TEXT NOT NULL,
        began_at TEXT NOT NULL
    )
    """,
    # What was given with the document counts as input: other values mean that it must be read again.
    """
    CREATE TABLE document (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        version INTEGER,
        file TEXT, url TEXT, given_id TEXT,
        given_media_type TEXT, given_title TEXT, given_published TEXT, given_lang TEXT,
        title TEXT, published TEXT, lang TEXT NOT NULL,
        engine TEXT NOT NULL,
        first_run INTEGER NOT NULL REFERENCES run (id),
        last_run INTEGER NOT NULL REFERENCES run (id),
        recorded_at TEXT NOT NULL
    )
    """,
    "CREATE TABLE original (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL, size_bytes INTEGER NOT NULL)",
    # Never updated: other bytes, or another canonical text of the same bytes, are another version.
    """
    CREATE TABLE version (
        id INTEGER PRIMARY KEY,
        document INTEGER NOT NULL REFERENCES document (id),
        sha256 TEXT NOT NULL REFERENCES original (sha256),
        text_sha256 TEXT NOT NULL,
        media_type TEXT NOT NULL,
        text TEXT NOT NULL,
        origin BLOB NOT NULL,
        normalizer TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        UNIQUE (document, sha256, text_sha256)
    )
    """,
    # `place_in_order` sorts frames wherever they are listed: published, document, evidence, id.
    """
    CREATE TABLE frame (
        id INTEGER PRIMARY KEY,
        digest TEXT NOT NULL UNIQUE,
        document INTEGER NOT NULL REFERENCES document (id),
        version INTEGER NOT NULL REFERENCES version (id),
        ordinal INTEGER NOT NULL,
        type TEXT NOT NULL, rule TEXT NOT NULL,
        modality TEXT NOT NULL, polarity TEXT NOT NULL, confidence DOUBLE PRECISION NOT NULL,
        speaker TEXT, date_basis TEXT, source TEXT,
        trigger_number INTEGER NOT NULL,
        loose_spans TEXT,
        fact TEXT NOT NULL,
        since TEXT,
        place_in_order TEXT NOT NULL,
        names TEXT NOT NULL,
        first_run INTEGER NOT NULL REFERENCES run (id),
        last_run INTEGER NOT NULL REFERENCES run (id),
        recorded_at TEXT NOT NULL,
        retracted_at TEXT, reason TEXT
    )
    """,
    "CREATE INDEX frame_document ON frame (document)",
    "CREATE INDEX frame_fact ON frame (fact)",
    # The digest stands for frame, role and value, so it is unique by itself; the index begins with the frame because
    # that grows at its end, where an index of digests alone would dirty a page for every claim.
    """
    CREATE TABLE claim (
        id INTEGER PRIMARY KEY,
        digest BLOB NOT NULL,
        frame INTEGER NOT NULL REFERENCES frame (id),
        frame_type TEXT NOT NULL, role TEXT NOT NULL,
        value_text TEXT, value_norm TEXT NOT NULL, value_type TEXT NOT NULL, mention INTEGER,
        num DOUBLE PRECISION, num_hi DOUBLE PRECISION, unit TEXT, lo TEXT, hi TEXT, edtf TEXT,
        start INTEGER, stop INTEGER,
        polarity TEXT NOT NULL, modality TEXT NOT NULL, speaker TEXT,
        lang TEXT NOT NULL, published TEXT,
        confidence DOUBLE PRECISION NOT NULL, review TEXT NOT NULL DEFAULT 'none',
        first_run INTEGER NOT NULL REFERENCES run (id),
        last_run INTEGER NOT NULL REFERENCES run (id),
        recorded_at TEXT NOT NULL,
        retracted_at TEXT, reason TEXT,
        UNIQUE (frame, digest)
    )
    """,
    """
    CREATE TABLE evidence (
        id INTEGER PRIMARY KEY,
        frame INTEGER NOT NULL REFERENCES frame (id),
        version INTEGER NOT NULL REFERENCES version (id),
        ordinal INTEGER NOT NULL,
        start INTEGER NOT NULL, stop INTEGER NOT NULL, sentence INTEGER NOT NULL,
        quote TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, quote_hash BLOB NOT NULL,
        state TEXT NOT NULL,
        UNIQUE (frame, version, ordinal)
    )
    """,
    # Derived from the frames that stand; may be dropped and rebuilt at any time.
    """
    CREATE TABLE fact (
        id TEXT PRIMARY KEY,
        type TEXT NOT NULL, modality TEXT NOT NULL, polarity TEXT NOT NULL,
        since TEXT,
        payload TEXT NOT NULL,
        place_in_order TEXT NOT NULL,
        sources INTEGER NOT NULL,
        first_published TEXT, last_published TEXT
    )
    """,
    # Appended only: the latest row of a target wins, an undo is one more row.
    """
    CREATE TABLE decision (
        id INTEGER PRIMARY KEY,
        verdict TEXT NOT NULL,
        target TEXT NOT NULL, other TEXT,
        document TEXT, quote TEXT, role TEXT, value_text TEXT,
        correction TEXT,
        decided_by TEXT NOT NULL, note TEXT,
        decided_at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE refusal (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL, reason TEXT NOT NULL, message TEXT NOT NULL,
        file TEXT, url TEXT, given_id TEXT,
        times INTEGER NOT NULL,
        first_at TEXT NOT NULL, last_at TEXT NOT NULL,
        UNIQUE (key, reason)
    )
    """,
    FULL_TEXT,
)
