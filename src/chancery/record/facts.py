"""Facts: frames of equal normalised values, merged. Derived from the frames that stand, never the other way round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

import msgspec

from chancery.errors import RecordError, UsageError
from chancery.model import DateBasis, DocumentFacts, Fact, Frame
from chancery.model.ledger import payload_of
from chancery.record.connection import Connection, Row, Value, legible
from chancery.record.edtf import bounds
from chancery.record.rows import UNDATED, frames
from chancery.record.shapes import FactDetail, FactQuery, MergedFact, SourcedEvidence, Support

BATCH = 500
MIN_PREFIX = 6

# All frames of a fact have its type, modality, polarity and date: min() only names the one value.
AGGREGATE = """
SELECT min(f.place_in_order), f.fact, min(f.type), min(f.modality), min(f.polarity), min(f.since),
    count(DISTINCT f.document), min(d.published), max(d.published)
FROM frame f JOIN document d ON d.id = f.document
WHERE f.retracted_at IS NULL AND {which} GROUP BY f.fact
"""

COLUMNS = "payload, place_in_order, id, type, modality, polarity, since, sources, first_published, last_published"

SELECT_ALL_FACTS = f"SELECT {COLUMNS} FROM fact"

INSERT_FACT = f"""
INSERT INTO fact ({COLUMNS})
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

SELECT_MERGED = """
SELECT f.fact, g.payload, f.modality, f.polarity, f.id, f.digest, f.confidence, f.speaker, f.date_basis, f.rule,
    d.key, d.published, e.start, e.stop, e.quote, e.sentence
FROM frame f JOIN fact g ON g.id = f.fact JOIN document d ON d.id = f.document
    JOIN evidence e ON e.frame = f.id AND e.version = f.version
WHERE {which} ORDER BY f.place_in_order, e.ordinal
"""

FIRST_FACTS = """
f.fact IN (SELECT f.fact FROM frame f JOIN document d ON d.id = f.document WHERE {which}
           GROUP BY f.fact ORDER BY min(f.place_in_order) LIMIT ?)
"""

SELECT_DOCUMENTS = f"""
SELECT d.id, d.key, d.lang, d.published, d.title, d.file, d.url, d.given_id
FROM document d WHERE {{which}} ORDER BY COALESCE(d.published, '{UNDATED}'), d.key
"""

_payload = msgspec.json.Decoder(Fact)


class Condition(NamedTuple):
    """An SQL condition on `frame f` and `document d`, with its values."""

    sql: str
    values: tuple[Value, ...]


def refresh(db: Connection, ids: Iterable[str], known: Mapping[str, Fact]) -> None:
    """Derive these facts anew from the frames that stand; `known` spares reading the payload of frames at hand."""
    for batch in _batches(sorted(ids)):
        marks = _marks(batch)
        db.run(f"DELETE FROM fact WHERE id IN ({marks})", batch)
        rows = db.rows(AGGREGATE.format(which=f"f.fact IN ({marks})"), batch)
        db.run_many(INSERT_FACT, [_fact_row(db, row, known) for row in rows])


def rebuild(db: Connection) -> None:
    """Derive every fact anew."""
    rows = list(derived_rows(db))
    db.run("DELETE FROM fact")
    db.run_many(INSERT_FACT, rows)


def derived_rows(db: Connection) -> Iterator[tuple[Value, ...]]:
    """The rows that the table of facts should have."""
    return (_fact_row(db, row, {}) for row in db.rows(AGGREGATE.format(which="1 = 1")))


def merged_facts(db: Connection, query: FactQuery, about: str | None) -> list[MergedFact]:
    """The facts that a query asks for, in the order of their first publication; `about` is already folded."""
    which, values = condition(query, about)
    if query.document is not None:
        which += " AND f.fact IN (SELECT fact FROM frame x JOIN document y ON y.id = x.document"
        which += " WHERE x.retracted_at IS NULL AND y.key = ?)"
        values += (query.document,)
    if query.limit is not None:
        which, values = f"{which} AND {FIRST_FACTS.format(which=which)}", (*values, *values, query.limit)
    return _merged(db, which, values)


def documents_facts(db: Connection, query: FactQuery, about: str | None) -> Iterator[DocumentFacts]:
    """Documents with those of their frames that a query asks for; documents left with none only if it asks for all."""
    key, values = ("d.key = ?", (query.document,)) if query.document is not None else ("1 = 1", ())
    with db.reading():
        documents = db.rows(SELECT_DOCUMENTS.format(which=key), values)
    wanted = condition(query, about)
    every = query == FactQuery(limit=query.limit, document=query.document)
    found = (_document_facts(db, row, wanted) for row in documents)
    yield from islice((facts for facts in found if every or facts.frames), query.limit)


def document_facts(db: Connection, key: str) -> DocumentFacts | None:
    """One document with every frame that stands."""
    return next(documents_facts(db, FactQuery(document=key), None), None)


def detail(db: Connection, id: str) -> FactDetail | None:
    """A fact with every sentence behind it, by its id, a frame's id or the start of either.

    Raises:
        UsageError: `id` is the start of several ids.
    """
    prefix = id.strip().lower()
    facts = _starting(db, "SELECT id FROM fact WHERE id >= ? AND id < ? LIMIT 2", prefix)
    readings = _starting(db, "SELECT digest FROM frame WHERE digest >= ? AND digest < ? LIMIT 2", prefix)
    if len(facts) + len(readings) > 1:
        raise UsageError(f"several ids begin with {prefix}", hint="give more of its digits")
    if facts:
        return _fact_detail(db, facts[0], None)
    return _frame_detail(db, readings[0]) if readings else None


def condition(query: FactQuery, about: str | None) -> Condition:
    """What a query asks of a frame and its document."""
    parts, values = ["f.retracted_at IS NULL"], list[Value]()
    for column, wanted in (("f.type", query.types), ("f.modality", query.modality)):
        if wanted:
            parts.append(f"{column} IN ({_marks(wanted)})")
            values += sorted(str(value) for value in wanted)
    if query.as_of is not None:
        parts.append("COALESCE(f.since, d.published, '') <= ?")
        values.append(last_day(query.as_of))
    if about is not None:
        parts.append("f.fact IN (SELECT fact FROM frame WHERE names LIKE ? ESCAPE '\\' AND retracted_at IS NULL)")
        values.append(f"% {_literal(about)}%")
    return Condition(" AND ".join(parts), tuple(values))


def last_day(as_of: str) -> str:
    """The last day of a date: what was so in 2022 was so by its end.

    Raises:
        UsageError: it is not a date.
    """
    last = bounds(as_of).hi
    if last is None:
        raise UsageError(f"{as_of!r} is not a date", hint="write 2022-11-22, 2022-11 or 2022")
    return last


def _fact_row(db: Connection, aggregate: Row, known: Mapping[str, Fact]) -> tuple[Value, ...]:
    place, *columns = aggregate
    digest = place.rpartition("\t")[2]
    fact = known[digest] if digest in known else _frame(db, digest).fact
    return (payload_of(fact), place, *columns)


def _frame(db: Connection, digest: str) -> Frame:
    found = frames(db, "f.digest = ?", (digest,))
    if not found:
        raise RecordError("a frame is listed but not there", where=digest, hint="run `chancery doctor`")
    return found[0]


def _merged(db: Connection, which: str, values: Collection[Value]) -> list[MergedFact]:
    groups: dict[str, list[Row]] = {}
    for row in db.rows(SELECT_MERGED.format(which=which), tuple(values)):
        groups.setdefault(row[0], []).append(row)
    with legible(str(db.path)):
        return [_merged_fact(rows) for rows in groups.values()]


def _merged_fact(rows: list[Row]) -> MergedFact:
    """One fact of the rows of its evidence, which are in order of publication."""
    id, payload, modality, polarity, _, _, _, speaker, basis, rule, *_ = rows[0]
    published = sorted(row[11] for row in rows if row[11])
    return MergedFact(
        id=id,
        fact=_payload.decode(payload),
        modality=modality,
        polarity=polarity,
        confidence=max(row[6] for row in rows),
        sources=len({row[10] for row in rows}),
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
        frames=tuple(dict.fromkeys(row[5] for row in rows)),
        evidence=tuple(SourcedEvidence(row[12], row[13], row[14], row[15], row[10]) for row in rows),
        speaker=speaker,
        date_basis=basis and DateBasis(basis),
        rule=rule,
    )


def _document_facts(db: Connection, row: Row, wanted: Condition) -> DocumentFacts:
    number, key, lang, published, title, file, url, id = row
    with db.reading():
        found = tuple(frames(db, f"f.document = ? AND {wanted.sql}", (number, *wanted.values), order="f.ordinal"))
    return DocumentFacts(key, lang, published, title, found, file=file, url=url, id=id)


def _starting(db: Connection, sql: str, prefix: str) -> list[str]:
    if len(prefix) < MIN_PREFIX:
        return []
    return [id for (id,) in db.rows(sql, (prefix, prefix + "\x7f"))]


def _fact_detail(db: Connection, id: str, frame: str | None) -> FactDetail:
    (fact,) = _merged(db, "f.retracted_at IS NULL AND f.fact = ?", (id,))
    return FactDetail(fact, _supports(db, "f.retracted_at IS NULL AND f.fact = ?", id), frame)


def _frame_detail(db: Connection, digest: str) -> FactDetail:
    (row,) = db.rows("SELECT fact, retracted_at FROM frame WHERE digest = ?", (digest,))
    fact, retracted_at = row
    if retracted_at is None:
        return _fact_detail(db, fact, digest)
    supports = _supports(db, "f.digest = ?", digest)
    return FactDetail(_single(db, digest, fact, supports[0]), supports, digest)


def _single(db: Connection, digest: str, id: str, support: Support) -> MergedFact:
    """A frame that no longer stands, in the form of a fact without sources."""
    frame = _frame(db, digest)
    return MergedFact(
        id=id,
        fact=frame.fact,
        modality=frame.modality,
        polarity=frame.polarity,
        confidence=frame.confidence,
        sources=0,
        first_published=support.published,
        last_published=support.published,
        frames=(digest,),
        evidence=tuple(
            SourcedEvidence(at.start, at.end, at.quote, at.sentence, support.document) for at in frame.evidence
        ),
        speaker=frame.speaker,
        date_basis=frame.date_basis,
        rule=frame.rule,
    )


def _supports(db: Connection, which: str, value: str) -> tuple[Support, ...]:
    places = db.rows(
        f"""
        SELECT d.key, d.title, d.url, d.file, d.published, d.lang, f.reason
        FROM frame f JOIN document d ON d.id = f.document WHERE {which} ORDER BY f.place_in_order
        """,
        (value,),
    )
    return tuple(
        Support(
            frame=frame.id,
            fact=frame.fact,
            document=key,
            evidence=frame.evidence,
            rule=frame.rule,
            confidence=frame.confidence,
            title=title,
            url=url,
            file=file,
            published=published,
            lang=lang,
            speaker=frame.speaker,
            date_basis=frame.date_basis,
            retracted=reason,
        )
        for frame, (key, title, url, file, published, lang, reason) in zip(
            frames(db, which, (value,)), places, strict=True
        )
    )


def _literal(text: str) -> str:
    """A text for LIKE in which no character stands for another."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
