"""Entities and facts from frames and decisions: of one article as it comes, or of all anew, with the same result."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from chancery.model import Fact, Sighted
from chancery.model import Part as UnitPart
from chancery.record.connection import Connection
from chancery.record.decisions import all_decisions, review
from chancery.record.entities import TEXT_ROLE, current, settle, sight, succeed
from chancery.record.facts import refresh
from chancery.record.rows import STANDS, frames
from chancery.record.shapes import Decision, Identity, Verdict

_DOCUMENTS = """
SELECT d.id, d.key, d.published, v.text FROM document d JOIN version v ON v.id = d.version ORDER BY d.id
"""
T = TypeVar("T", int, str)
_AT_ONCE = 50
_BATCH = 400


def is_stale(db: Connection, identity: Identity) -> bool:
    """Whether what is derived was derived by other code, or not at all."""
    if db.row("SELECT version FROM derivation") == (identity.version,):
        return False
    return db.row("SELECT 1 FROM frame LIMIT 1") is not None


def derive(
    db: Connection, identity: Identity, row: int, before: Collection[str], known: Mapping[str, Fact] | None = None
) -> None:
    """Derive what one document changes.

    Args:
        row: the document, whose frames are written; before: the facts that its frames were of.
        known: the facts of frames at hand, by the frame's id.
    """
    changed = _sight(db, identity, row)
    touched = {*before, *_settle(db, identity, changed, (row,))}
    refresh(db, identity, touched, known or {})
    _sign(db, identity)


def rebuild(db: Connection, identity: Identity) -> None:
    """Derive everything anew."""
    slots = "SELECT p.frame, p.role, u.digest FROM part p JOIN unit u ON u.id = p.unit WHERE p.frame IS NOT NULL"
    former = db.rows(slots)
    for table in ("part", "unit_key", "unit_ref", "entity", "fact"):
        db.run(f"DELETE FROM {table}")
    db.run("UPDATE unit SET stands = 0, since = '', until = ''")
    documents = [int(row) for (row,) in db.rows("SELECT id FROM document ORDER BY id")]
    for batch in _batches(documents, _AT_ONCE):
        changed = {unit for row in batch for unit in _sight(db, identity, row)}
        _settle(db, identity, changed, batch)
    now = {(frame, role): digest for frame, role, digest in db.rows(slots)}
    succeed(db, former, now)
    facts = [str(id) for (id,) in db.rows(f"SELECT DISTINCT fact FROM frame f WHERE {STANDS} ORDER BY fact")]
    for some in _batches(facts, _BATCH):
        refresh(db, identity, some, {})
    _sign(db, identity)


def reconsider(db: Connection, identity: Identity, decision: Decision) -> None:
    """Let a decision that was just appended take effect on whatever it concerns."""
    meant: Decision | None = decision
    if decision.verdict is Verdict.UNDO:
        meant = next((one for one in all_decisions(db) if one.digest == decision.target), None)
    if meant is None:
        return
    if meant.other is not None:
        units = [digest for id in (meant.target, meant.other) for digest in (id, current(db, id))]
        refresh(db, identity, _settle(db, identity, units, ()), {})
        return
    for (row,) in db.rows("SELECT id FROM document WHERE key = ?", (meant.document,)):
        before = {str(fact) for (fact,) in db.rows("SELECT DISTINCT fact FROM frame WHERE document = ?", (row,))}
        review(db, row)
        derive(db, identity, row, before)


def _sign(db: Connection, identity: Identity) -> None:
    if db.row("SELECT version FROM derivation") != (identity.version,):
        db.run("DELETE FROM derivation")
        db.run("INSERT INTO derivation (version) VALUES (?)", (identity.version,))


def _sight(db: Connection, identity: Identity, row: int) -> set[str]:
    """Write what one document tells of; gives the units that this changes."""
    (document,) = db.rows(_DOCUMENTS.replace("ORDER BY", "WHERE d.id = ? ORDER BY"), (row,))
    _, key, published, text = document
    standing = frames(db, f"d.id = ? AND {STANDS}", (row,), order="f.ordinal")
    found = identity.sighted(key, published, standing)
    whole = identity.text_unit(key, text)
    if whole is not None:
        found = Sighted((*found.units, whole), (*found.parts, UnitPart("", TEXT_ROLE, whole.id)))
    return sight(db, identity, row, found)


def _settle(db: Connection, identity: Identity, changed: Collection[str], documents: Sequence[int]) -> set[str]:
    """Put together what changed, and lead frames and documents to it; gives the facts that are concerned."""
    moved = settle(db, identity, changed)
    concerned = sorted({*moved, *changed})
    touched = _lead_documents(db, concerned, documents)
    for batch in _batches(documents, _BATCH):
        touched |= _lead_frames(db, f"p.document IN ({_marks(batch)})", batch)
    for some in _batches(concerned, _BATCH):
        touched |= _lead_frames(db, f"u.digest IN ({_marks(some)})", some)
    return touched


def _lead_frames(db: Connection, which: str, values: Sequence[int] | Sequence[str]) -> set[str]:
    """Lead frames to the facts that they are now reports of; gives those facts and the former ones."""
    rows = db.rows(
        f"""
        SELECT f.id, f.fact, u.cluster FROM part p JOIN unit u ON u.id = p.unit JOIN frame f ON f.id = p.frame
        WHERE p.role = '' AND {which}
        """,
        values,
    )
    other = [(cluster, row) for row, fact, cluster in rows if fact != cluster]
    db.run_many("UPDATE frame SET fact = ? WHERE id = ?", other)
    return {str(cluster) for _, _, cluster in rows} | {str(fact) for _, fact, _ in rows}


def _lead_documents(db: Connection, units: Sequence[str], documents: Sequence[int]) -> set[str]:
    """Lead documents to the source that they are copies of; gives the facts for which that counts."""
    touched = set[str]()
    for some in _batches(units, _BATCH):
        rows = db.rows(
            f"""
            SELECT d.id, d.source, u.cluster
            FROM part p JOIN unit u ON u.id = p.unit JOIN document d ON d.id = p.document
            WHERE p.role = ? AND u.digest IN ({_marks(some)})
            """,
            (TEXT_ROLE, *some),
        )
        for document, source, cluster in rows:
            if source != cluster:
                db.run("UPDATE document SET source = ? WHERE id = ?", (cluster, document))
                if document not in documents:
                    told = db.rows(
                        f"SELECT DISTINCT f.fact FROM frame f WHERE f.document = ? AND {STANDS}", (document,)
                    )
                    touched |= {str(fact) for (fact,) in told}
    return touched


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _batches(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
