"""The tables of the record, in plain SQL.

Only `FULL_TEXT` and the pragmas of `chancery.record.connection` are SQLite's own; all else is meant to run
elsewhere with other words for the integer keys. Ids that leave the record are hex text (frames, facts) or digests
(claims); integers never leave it. Days and times are ISO text; lists and objects are JSON text.
"""

from __future__ import annotations

VERSION = 2
"""Raised with every change of the tables; a record with a higher number is refused."""

APPLICATION_ID = 0x43485931
"""Marks an SQLite file as a record ("CHY1")."""

FULL_TEXT = """
CREATE VIRTUAL TABLE full_text USING fts5(raw, lemma, tokenize = 'unicode61 remove_diacritics 0')
"""
"""One row a document, its rowid the document's. Both columns come analysed; the tokeniser only splits."""

FRAME_SAID = "CREATE INDEX frame_said ON frame (said)"
DECISION_TARGET = "CREATE INDEX decision_target ON decision (target)"

# What is one. A unit is never deleted, because its digest may have been the id of an entity or a fact; it `stands`
# while a frame tells of it. `cluster` is the id of what it is part of (for a unit that no longer stands: of what it was
# part of last), `component` holds together what has a say in that.
IDENTITY = (
    """
    CREATE TABLE unit (
        id INTEGER PRIMARY KEY,
        digest TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL, body TEXT NOT NULL,
        since TEXT NOT NULL DEFAULT '', until TEXT NOT NULL DEFAULT '',
        cluster TEXT NOT NULL, component TEXT NOT NULL,
        stands INTEGER NOT NULL
    )
    """,
    "CREATE INDEX unit_cluster ON unit (cluster)",
    "CREATE INDEX unit_component ON unit (component)",
    "CREATE TABLE unit_key (name TEXT NOT NULL, unit INTEGER REFERENCES unit (id), PRIMARY KEY (name, unit))",
    "CREATE TABLE unit_ref (named TEXT NOT NULL, unit INTEGER REFERENCES unit (id), PRIMARY KEY (named, unit))",
    # That a frame tells of a unit in a slot; '' is the fact itself, and a document's text has no frame.
    """
    CREATE TABLE part (
        id INTEGER PRIMARY KEY,
        document INTEGER NOT NULL REFERENCES document (id),
        frame INTEGER REFERENCES frame (id),
        role TEXT NOT NULL,
        unit INTEGER NOT NULL REFERENCES unit (id),
        since TEXT NOT NULL, until TEXT NOT NULL,
        name TEXT NOT NULL
    )
    """,
    "CREATE INDEX part_document ON part (document)",
    "CREATE INDEX part_frame ON part (frame)",
    "CREATE INDEX part_unit ON part (unit)",
    "CREATE TABLE entity (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL)",
    # Which code derived entities and facts: another one must derive them anew before anything is added.
    "CREATE TABLE derivation (version TEXT NOT NULL)",
)

MIGRATIONS = {
    1: (
        "ALTER TABLE frame ADD COLUMN said TEXT NOT NULL DEFAULT ''",
        "UPDATE frame SET said = fact",
        "ALTER TABLE frame ADD COLUMN chain TEXT",
        "ALTER TABLE frame ADD COLUMN review TEXT NOT NULL DEFAULT 'none'",
        "ALTER TABLE document ADD COLUMN outlet TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE document ADD COLUMN source TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE fact ADD COLUMN conflicts TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE decision ADD COLUMN digest TEXT",
        "ALTER TABLE decision ADD COLUMN other_document TEXT",
        "ALTER TABLE decision ADD COLUMN other_quote TEXT",
        "ALTER TABLE decision ADD COLUMN other_role TEXT",
        FRAME_SAID,
        DECISION_TARGET,
        *IDENTITY,
    ),
}
"""What brings the tables of a version to those of the next; what is derived is then derived anew by a rebuild."""

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
        outlet TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '',
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
        said TEXT NOT NULL,
        fact TEXT NOT NULL,
        chain TEXT,
        review TEXT NOT NULL DEFAULT 'none',
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
    FRAME_SAID,
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
        first_published TEXT, last_published TEXT,
        conflicts TEXT NOT NULL DEFAULT '[]'
    )
    """,
    *IDENTITY,
    # Appended only: the latest row of a target wins, an undo is one more row.
    """
    CREATE TABLE decision (
        id INTEGER PRIMARY KEY,
        verdict TEXT NOT NULL,
        target TEXT NOT NULL, other TEXT,
        document TEXT, quote TEXT, role TEXT, value_text TEXT,
        correction TEXT,
        decided_by TEXT NOT NULL, note TEXT,
        decided_at TEXT NOT NULL,
        digest TEXT,
        other_document TEXT, other_quote TEXT, other_role TEXT
    )
    """,
    DECISION_TARGET,
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
