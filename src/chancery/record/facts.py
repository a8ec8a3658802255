"""Facts: every report of one thing, merged. Derived from the frames that stand, never the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from itertools import islice
from typing import NamedTuple

import msgspec

from chancery.errors import RecordError, UsageError
from chancery.model import Conflict, DateBasis, DocumentFacts, Fact, Frame, Telling, Told
from chancery.model.ledger import payload_of
from chancery.record.connection import Connection, Row, Value, legible
from chancery.record.decisions import corrected
from chancery.record.edtf import bounds
from chancery.record.entities import current
from chancery.record.rows import STANDS, UNDATED, frames
from chancery.record.shapes import FactDetail, FactQuery, Identity, MergedFact, SourcedEvidence, Support

BATCH = 500
MIN_PREFIX = 6

SOURCE = "COALESCE(f.chain, NULLIF(d.source, ''), d.key)"
"""What a report goes back to; reports that share it are one source."""

AGGREGATE = f"""
SELECT f.fact, min(f.place_in_order), min(f.type), min(f.since),
    count(DISTINCT {SOURCE}), min(d.published), max(d.published)
FROM frame f JOIN document d ON d.id = f.document
WHERE {STANDS} AND {{which}} GROUP BY f.fact
"""

# One voice: what one outlet says alike; a corrected frame speaks for itself.
VOICES = f"""
SELECT f.fact, min(f.place_in_order), f.modality, f.polarity, count(DISTINCT {SOURCE}), max(f.confidence), d.outlet,
    min(d.published), max(d.published), max(f.review = 'confirmed'), max(f.review = 'corrected')
FROM frame f JOIN document d ON d.id = f.document
WHERE {STANDS} AND {{which}}
GROUP BY f.fact, f.said, d.outlet, CASE WHEN f.review = 'corrected' THEN f.digest ELSE '' END
ORDER BY 1, 2
"""

COLUMNS = (
    "id, type, modality, polarity, since, payload, place_in_order, sources, first_published, last_published, conflicts"
)

SELECT_ALL_FACTS = f"SELECT {COLUMNS} FROM fact"

INSERT_FACT = f"""
INSERT INTO fact ({COLUMNS})
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

SELECT_MERGED = f"""
SELECT f.fact, g.payload, COALESCE(g.modality, f.modality), COALESCE(g.polarity, f.polarity), g.conflicts,
    {SOURCE}, f.digest, f.confidence, f.speaker, f.date_basis, f.rule, d.key, d.published, e.start, e.stop, e.quote,
    e.sentence
FROM frame f LEFT JOIN fact g ON g.id = f.fact JOIN document d ON d.id = f.document
    JOIN evidence e ON e.frame = f.id AND e.version = f.version
WHERE {{which}} ORDER BY f.place_in_order, e.ordinal
"""

SELECT_ENTITIES = """
SELECT DISTINCT f.fact, p.role, u.cluster
FROM frame f JOIN document d ON d.id = f.document JOIN part p ON p.frame = f.id JOIN unit u ON u.id = p.unit
WHERE {which} AND p.role <> '' ORDER BY f.fact, p.role, u.cluster
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
_conflicts = msgspec.json.Decoder(tuple[Conflict, ...])


class Condition(NamedTuple):
    """An SQL condition on `frame f` and `document d`, with its values."""

    sql: str
    values: tuple[Value, ...]


def refresh(db: Connection, identity: Identity, ids: Iterable[str], known: Mapping[str, Fact]) -> None:
    """Derive these facts anew from the frames that stand; `known` spares reading the payload of frames at hand."""
    for batch in _batches(sorted(ids)):
        marks = _marks(batch)
        db.run(f"DELETE FROM fact WHERE id IN ({marks})", batch)
        db.run_many(INSERT_FACT, derived_rows(db, identity, f"f.fact IN ({marks})", batch, known))


def derived_rows(
    db: Connection,
    identity: Identity,
    which: str = "1 = 1",
    values: Sequence[Value] = (),
    known: Mapping[str, Fact] | None = None,
) -> list[tuple[Value, ...]]:
    """The rows that the table of facts should have."""
    voices: dict[str, list[Telling]] = defaultdict(list)
    for id, *voice in db.rows(VOICES.format(which=which), values):
        voices[id].append(_telling(db, tuple(voice), known or {}))
    rows = db.rows(AGGREGATE.format(which=which), values)
    return [_fact_row(identity.told(voices[row[0]]), row) for row in rows]


def _telling(db: Connection, voice: Row, known: Mapping[str, Fact]) -> Telling:
    place, modality, polarity, sources, confidence, outlet, first, last, confirmed, is_corrected = voice
    _, key, _, digest = place.split("\t")
    fact, quote = known.get(digest), ""
    if fact is None or is_corrected:
        frame = _frame(db, digest)
        fact = (corrected(db, frame, key) if is_corrected else frame).fact
        quote = frame.evidence[0].quote if frame.evidence else ""
    else:
        quote = _quote(db, digest)
    return Telling(
        frame=digest,
        fact=fact,
        modality=modality,
        polarity=polarity,
        sources=sources,
        confidence=confidence,
        document=key,
        outlet=outlet,
        first=first or "",
        last=last or "",
        quote=quote,
        confirmed=bool(confirmed or is_corrected),
    )


def _quote(db: Connection, digest: str) -> str:
    sql = "SELECT e.quote FROM evidence e JOIN frame f ON f.id = e.frame AND f.version = e.version WHERE f.digest = ?"
    row = db.row(f"{sql} ORDER BY e.ordinal LIMIT 1", (digest,))
    return str(row[0]) if row else ""


def _fact_row(found: Told, aggregate: Row) -> tuple[Value, ...]:
    id, place, kind, since, sources, first, last = aggregate
    conflicts = msgspec.json.encode(found.conflicts).decode()
    return (
        *(id, kind, found.modality, found.polarity, since, payload_of(found.fact)),
        *(place, sources, first, last, conflicts),
    )


def merged_facts(db: Connection, identity: Identity, query: FactQuery, about: str | None) -> list[MergedFact]:
    """The facts that a query asks for, in the order of their first publication; `about` is already folded."""
    which, values = condition(query, about)
    if query.document is not None:
        which += " AND f.fact IN (SELECT fact FROM frame x JOIN document y ON y.id = x.document"
        which += " WHERE x.retracted_at IS NULL AND y.key = ?)"
        values += (query.document,)
    if query.limit is not None:
        which, values = f"{which} AND {FIRST_FACTS.format(which=which)}", (*values, *values, query.limit)
    partial = query.as_of is not None or query.known_at is not None
    return _merged(db, identity, which, values, partial=partial)


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


def detail(db: Connection, identity: Identity, id: str) -> FactDetail | None:
    """A fact with every sentence behind it, by its id, a frame's id or the start of either.

    Raises:
        UsageError: `id` is the start of several ids.
    """
    prefix = id.strip().lower()
    facts = _starting(db, "SELECT id FROM fact WHERE id >= ? AND id < ? LIMIT 2", prefix)
    readings = _starting(db, "SELECT digest FROM frame WHERE digest >= ? AND digest < ? LIMIT 2", prefix)
    if not facts and not readings:
        facts = _formerly(db, prefix)
    if len(facts) + len(readings) > 1:
        raise UsageError(f"several ids begin with {prefix}", hint="give more of its digits")
    if facts:
        return _fact_detail(db, identity, facts[0], None)
    return _frame_detail(db, identity, readings[0]) if readings else None


def _formerly(db: Connection, prefix: str) -> list[str]:
    """The facts that ids beginning so once named, or name as one way of telling them."""
    units = _starting(db, "SELECT digest FROM unit WHERE digest >= ? AND digest < ? LIMIT 2", prefix)
    found = {current(db, unit) for unit in units}
    found |= set(_starting(db, "SELECT DISTINCT fact FROM frame WHERE said >= ? AND said < ? LIMIT 2", prefix))
    return [id for id in sorted(found) if db.row("SELECT 1 FROM fact WHERE id = ?", (id,))]


def condition(query: FactQuery, about: str | None) -> Condition:
    """What a query asks of a frame and its document."""
    parts, values = [STANDS], list[Value]()
    if query.known_at is not None:
        known = latest(query.known_at)
        parts = ["f.recorded_at <= ? AND (f.retracted_at IS NULL OR f.retracted_at > ?) AND f.review <> 'rejected'"]
        values += [known, known]
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


def latest(known_at: str) -> str:
    """The last moment of a day, or the moment itself, as the record writes moments.

    Raises:
        UsageError: it is neither.
    """
    try:
        moment = datetime.fromisoformat(known_at)
    except ValueError:
        raise UsageError(f"{known_at!r} is no day or time", hint="write 2025-03-01 or 2025-03-01T12:00") from None
    if len(known_at) <= len("2025-03-01"):
        moment = datetime.combine(moment.date(), time.max)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat(timespec="microseconds")


def _frame(db: Connection, digest: str) -> Frame:
    found = frames(db, "f.digest = ?", (digest,))
    if not found:
        raise RecordError("a frame is listed but not there", where=digest, hint="run `chancery doctor`")
    return found[0]


def _merged(
    db: Connection, identity: Identity, which: str, values: Collection[Value], *, partial: bool = False
) -> list[MergedFact]:
    """The facts of the frames that a condition selects; `partial` where these may be but some of a fact's frames."""
    groups: dict[str, list[Row]] = {}
    for row in db.rows(SELECT_MERGED.format(which=which), tuple(values)):
        groups.setdefault(row[0], []).append(row)
    parts: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for fact, role, cluster in db.rows(SELECT_ENTITIES.format(which=which), tuple(values)):
        parts[fact][role] = (*parts[fact].get(role, ()), cluster)
    known = {frame.id: frame for frame in frames(db, which, tuple(values))} if partial else {}
    with legible(str(db.path)):
        return [_merged_fact(_told(identity, rows, known), rows, parts[id]) for id, rows in groups.items()]


def _told(identity: Identity, rows: list[Row], known: Mapping[str, Frame]) -> Told:
    """What a fact comes to: as derived, or from those of its frames that are at hand."""
    _, payload, modality, polarity, conflicts, *_ = rows[0]
    if not known and payload is not None:
        return Told(_payload.decode(payload), modality, polarity, _conflicts.decode(conflicts))
    tellings = {
        row[6]: Telling(
            frame=row[6],
            fact=known[row[6]].fact,
            modality=known[row[6]].modality,
            polarity=known[row[6]].polarity,
            sources=1,
            confidence=row[7],
            document=row[11],
            first=row[12] or "",
            last=row[12] or "",
            quote=row[15],
        )
        for row in reversed(rows)
    }
    return identity.told([*reversed(tellings.values())])


def _merged_fact(found: Told, rows: list[Row], parts: dict[str, tuple[str, ...]]) -> MergedFact:
    """One fact of the rows of its evidence, which are in order of publication."""
    speaker, basis, rule = rows[0][8:11]
    published = sorted(row[12] for row in rows if row[12])
    return MergedFact(
        id=rows[0][0],
        fact=found.fact,
        modality=found.modality,
        polarity=found.polarity,
        confidence=max(row[7] for row in rows),
        sources=len({row[5] for row in rows}),
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
        conflicts=found.conflicts,
        frames=tuple(dict.fromkeys(row[6] for row in rows)),
        evidence=tuple(SourcedEvidence(row[13], row[14], row[15], row[16], row[11]) for row in rows),
        speaker=speaker,
        date_basis=basis and DateBasis(basis),
        rule=rule,
        documents=len({row[11] for row in rows}),
        entities=parts,
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


def _fact_detail(db: Connection, identity: Identity, id: str, frame: str | None) -> FactDetail:
    (fact,) = _merged(db, identity, f"{STANDS} AND f.fact = ?", (id,))
    return FactDetail(fact, _supports(db, f"{STANDS} AND f.fact = ?", id), frame)


def _frame_detail(db: Connection, identity: Identity, digest: str) -> FactDetail:
    (row,) = db.rows(f"SELECT fact, {STANDS} FROM frame f WHERE digest = ?", (digest,))
    fact, stands = row
    if stands:
        return _fact_detail(db, identity, fact, digest)
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
        SELECT d.key, d.title, d.url, d.file, d.published, d.lang,
            CASE f.review WHEN 'rejected' THEN f.review ELSE f.reason END
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
