"""Which units are one: kept up to date article by article, touching only what an article changes.

Derived from frames and decisions; what is compared, and how, is the affair of the `Identity` that is handed in. A
cluster depends on its component alone, so that adding articles one by one gives what deriving all at once gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from chancery.errors import UsageError
from chancery.model import Judgement, Link, Outcome, Resolution, Sighted, Unit
from chancery.model import Verdict as Said
from chancery.record.connection import Connection, Row
from chancery.record.shapes import Entity, Identity

TEXT_ROLE = "text"
_BATCH = 400
MIN_PREFIX = 6

_UNIT = "u.id, u.digest, u.kind, u.body, u.since, u.until, u.cluster, u.component"

INSERT_UNIT = """
INSERT INTO unit (digest, kind, body, cluster, component, stands) VALUES (?, ?, ?, ?, ?, 1)
ON CONFLICT (digest) DO UPDATE SET stands = 1
"""

INSERT_PART = "INSERT INTO part (document, frame, role, unit, since, until, name) VALUES (?, ?, ?, ?, ?, ?, ?)"

JUDGEMENTS = """
SELECT d.verdict, d.target, d.other, d.document, d.quote, d.role, d.other_document, d.other_quote, d.other_role
FROM decision d
WHERE d.verdict IN ('same', 'different', 'unsure') AND d.other IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM decision x WHERE x.verdict = 'undo' AND x.target = d.digest)
ORDER BY d.id
"""


class Stored(msgspec.Struct, frozen=True):
    """A unit as it is kept: its row, what it is part of, and what has a say in that."""

    row: int
    unit: Unit
    cluster: str
    component: str


def sight(db: Connection, identity: Identity, document: int, found: Sighted) -> set[str]:
    """Write what a document tells of in place of what it told of before; gives the digests of the units concerned."""
    former = db.rows(_SLOTS_OF, (document,))
    before = {digest for _, _, digest in former}
    db.run("DELETE FROM part WHERE document = ?", (document,))
    fresh = _write_units(db, found.units)
    rows: dict[str, int] = dict(_rows_of(db, "digest", [unit.id for unit in found.units]))
    frames: dict[str, int] = dict(db.rows("SELECT digest, id FROM frame WHERE document = ?", (document,)))
    db.run_many(
        INSERT_PART,
        [
            (document, frames.get(part.frame), part.role, rows[part.unit], part.since, part.until, part.name)
            for part in found.parts
            if part.unit in rows
        ],
    )
    told = {unit.id for unit in found.units}
    changed = fresh | _rebound(db, before | told)
    succeed(db, former, {(frames.get(part.frame), part.role): part.unit for part in found.parts})
    return changed


_SLOTS_OF = "SELECT p.frame, p.role, u.digest FROM part p JOIN unit u ON u.id = p.unit WHERE p.document = ?"


def succeed(db: Connection, former: Iterable[Row], now: Mapping[tuple[int | None, str], str]) -> None:
    """Lead units that no longer stand to those that the same frames now tell of in the same slot.

    Args:
        former: frame, slot and unit; now: the unit by frame and slot.
    """
    left = {
        digest: now[frame, role]
        for frame, role, digest in former
        if (frame, role) in now and now[frame, role] != digest
    }
    db.run_many(
        "UPDATE unit SET cluster = ? WHERE digest = ? AND stands = 0 AND cluster = digest",
        [(heir, digest) for digest, heir in left.items()],
    )


def _write_units(db: Connection, units: Iterable[Unit]) -> set[str]:
    """Write the units that are not known or do not stand; gives their digests."""
    wanted = {unit.id: unit for unit in units}
    standing = {digest for digest, stands in _rows_of(db, "digest", list(wanted), "stands") if stands}
    known = {digest for digest, _ in _rows_of(db, "digest", list(wanted))}
    fresh = [unit for id, unit in wanted.items() if id not in standing]
    db.run_many(INSERT_UNIT, [(unit.id, unit.kind, unit.body, unit.id, unit.id) for unit in fresh])
    again = [unit.id for unit in fresh if unit.id in known]
    db.run_many("UPDATE unit SET cluster = digest, component = digest WHERE digest = ?", [(id,) for id in again])
    rows: dict[str, int] = dict(_rows_of(db, "digest", [unit.id for unit in fresh]))
    keys = [(key, rows[unit.id]) for unit in fresh for key in unit.keys]
    db.run_many("INSERT INTO unit_key (name, unit) VALUES (?, ?) ON CONFLICT DO NOTHING", keys)
    refs = [(ref, rows[unit.id]) for unit in fresh for ref in unit.refs]
    db.run_many("INSERT INTO unit_ref (named, unit) VALUES (?, ?) ON CONFLICT DO NOTHING", refs)
    return {unit.id for unit in fresh}


def _rows_of(db: Connection, column: str, values: Sequence[str], wanted: str = "id") -> Iterator[Row]:
    for batch in _batches(values):
        yield from db.rows(f"SELECT digest, {wanted} FROM unit WHERE {column} IN ({_marks(batch)})", batch)


def _rebound(db: Connection, digests: Collection[str]) -> set[str]:
    """Set the days on which units were seen and whether they stand; gives those for which that is another now."""
    changed = set()
    for batch in _batches(sorted(digests)):
        rows = db.rows(
            f"""
            SELECT u.id, u.digest, u.since, u.until, u.stands, min(NULLIF(p.since, '')), max(p.until), count(p.id)
            FROM unit u LEFT JOIN part p ON p.unit = u.id WHERE u.digest IN ({_marks(batch)}) GROUP BY u.id
            """,
            batch,
        )
        for row, digest, since, until, stands, first, last, parts in rows:
            now = (first or "", last or "", int(parts > 0))
            if now != (since, until, stands):
                changed.add(digest)
                db.run("UPDATE unit SET since = ?, until = ?, stands = ? WHERE id = ?", (*now, row))
    return changed


def settle(db: Connection, identity: Identity, changed: Collection[str]) -> set[str]:
    """Put together anew whatever these units may have a say in; gives the digests of units that moved."""
    judgements, moved = judged(db), set[str]()
    by_kind: dict[str, set[str]] = defaultdict(set)
    for digest, kind in _rows_of(db, "digest", sorted(changed), "kind"):
        by_kind[kind].add(digest)
    for kind in identity.kinds:
        touched = by_kind[kind] | _naming(db, moved, kind)
        if touched:
            moved |= _settled(db, identity, kind, touched, judgements)
    return moved


def judged(db: Connection) -> list[Judgement]:
    """What people decided on two units, earliest first, those undone left out."""
    return [
        Judgement(_found(db, target, *at), _found(db, other, *there), Said(verdict))
        for verdict, target, other, *places in db.rows(JUDGEMENTS)
        for at, there in ((places[:3], places[3:]),)
    ]


def _found(db: Connection, digest: str, document: str | None, quote: str | None, role: str | None) -> str:
    """The unit that a decision means: the one it names, else the one now told at the same place."""
    row = db.row("SELECT stands FROM unit WHERE digest = ?", (digest,))
    if (row and row[0]) or not (document and quote and role is not None):
        return digest
    kind, _, folded = quote.partition(":")
    sql = """
    SELECT DISTINCT u.digest FROM document d JOIN frame f ON f.document = d.id
        JOIN evidence e ON e.frame = f.id AND e.version = f.version AND e.ordinal = 0
        JOIN part p ON p.frame = f.id JOIN unit u ON u.id = p.unit
    WHERE d.key = ? AND f.type = ? AND e.quote_hash = ? AND p.role = ? AND f.retracted_at IS NULL
    """
    found = [id for (id,) in db.rows(sql, (document, kind, bytes.fromhex(folded), role))]
    return str(found[0]) if len(found) == 1 else digest


def _naming(db: Connection, moved: Collection[str], kind: str) -> set[str]:
    """The units of a kind that name one of these."""
    found = set()
    for batch in _batches(sorted(moved)):
        sql = f"""
        SELECT u.digest FROM unit_ref r JOIN unit u ON u.id = r.unit
        WHERE r.named IN ({_marks(batch)}) AND u.kind = ? AND u.stands = 1
        """
        found |= {digest for (digest,) in db.rows(sql, (*batch, kind))}
    return found


def _settled(
    db: Connection, identity: Identity, kind: str, touched: Collection[str], judgements: Sequence[Judgement]
) -> set[str]:
    """Resolve the components of these units of one kind and those that they now reach."""
    ours = _stored(db, "u.digest", sorted(touched))
    standing = [each for each in ours if _stands(db, each)]
    reached = _reached(db, identity, kind, standing, judgements)
    components = sorted({each.component for each in (*ours, *reached)})
    members = {each.unit.id: each for each in _stored(db, "u.component", components, "u.stands = 1")}
    members |= {each.unit.id: each for each in standing}
    found = identity.resolved(
        kind, [each.unit for each in members.values()], judgements, _entities(db, members.values())
    )
    return _keep(db, kind, {each.unit.id: each for each in ours} | members, found)


def _stands(db: Connection, each: Stored) -> bool:
    row = db.row("SELECT stands FROM unit WHERE id = ?", (each.row,))
    return row is not None and bool(row[0])


def _stored(db: Connection, column: str, values: Sequence[str], rest: str = "1 = 1") -> list[Stored]:
    found = []
    for batch in _batches(values):
        rows = db.rows(f"SELECT {_UNIT} FROM unit u WHERE {column} IN ({_marks(batch)}) AND {rest}", batch)
        found += [_stored_unit(row) for row in rows]
    return _with_keys(db, found)


def _stored_unit(row: Row) -> Stored:
    number, digest, kind, body, since, until, cluster, component = row
    return Stored(number, Unit(digest, kind, body, since=since, until=until), cluster, component)


def _with_keys(db: Connection, found: Sequence[Stored]) -> list[Stored]:
    """The units with the keys and the references that are kept beside them."""
    keys, refs = _listed(db, "unit_key", "name", found), _listed(db, "unit_ref", "named", found)
    return [
        msgspec.structs.replace(
            each,
            unit=msgspec.structs.replace(each.unit, keys=tuple(keys[each.row]), refs=tuple(refs[each.row])),
        )
        for each in found
    ]


def _listed(db: Connection, table: str, column: str, found: Sequence[Stored]) -> dict[int, list[str]]:
    listed: dict[int, list[str]] = defaultdict(list)
    for batch in _batches([each.row for each in found]):
        sql = f"SELECT unit, {column} FROM {table} WHERE unit IN ({_marks(batch)}) ORDER BY unit, {column}"
        for unit, value in db.rows(sql, batch):
            listed[unit].append(value)
    return listed


def _reached(
    db: Connection, identity: Identity, kind: str, ours: Sequence[Stored], judgements: Sequence[Judgement]
) -> list[Stored]:
    """The standing units that merge with one of ours, or that somebody decided on together with one."""
    own = {each.unit.id: each for each in ours}
    near = _neighbours(db, kind, ours, identity.least_shared(kind))
    partners = {said.one: said.other for said in judgements if said.one in own}
    partners |= {said.other: said.one for said in judgements if said.other in own}
    rows = {digest for pairs in near.values() for digest in pairs} | set(partners.values())
    others = {each.unit.id: each for each in _stored(db, "u.digest", sorted(rows - own.keys()), "u.stands = 1")}
    everybody = others | own
    pairs = [
        (own[one].unit, everybody[other].unit) for one, found in near.items() for other in found if other in everybody
    ]
    pairs += [(own[one].unit, others[other].unit) for one, other in partners.items() if other in others]
    links = identity.links(kind, pairs, judgements, _entities(db, everybody.values()))
    merging = {id for link in links if link.outcome is Outcome.MERGE for id in (link.one, link.other)}
    return [each for id, each in others.items() if id in merging]


def _neighbours(db: Connection, kind: str, ours: Sequence[Stored], least: int) -> dict[str, list[str]]:
    """For each of our units the others of its kind that share so many keys with it."""
    sql = """
    SELECT u.digest FROM unit_key own JOIN unit_key theirs ON theirs.name = own.name AND theirs.unit <> own.unit
        JOIN unit u ON u.id = theirs.unit
    WHERE own.unit = ? AND u.stands = 1 AND u.kind = ? GROUP BY u.id HAVING count(*) >= ?
    """
    return {each.unit.id: [digest for (digest,) in db.rows(sql, (each.row, kind, least))] for each in ours}


def _entities(db: Connection, units: Iterable[Stored]) -> dict[str, str]:
    """The cluster of every person and mission that these units name."""
    named = sorted({ref for each in units for ref in each.unit.refs})
    return dict(_rows_of(db, "digest", named, "cluster"))


def _keep(db: Connection, kind: str, known: Mapping[str, Stored], found: Resolution) -> set[str]:
    """Write the clusters and components; gives the units whose company is another than before."""
    cluster = {id: each.id for each in found.clusters for id in each.members}
    component = {id: members[0] for members in found.components for id in members}
    moved = {id for id in cluster if cluster[id] != known[id].cluster}
    db.run_many(
        "UPDATE unit SET cluster = ?, component = ? WHERE id = ?",
        [
            (cluster[id], component[id], known[id].row)
            for id in sorted(cluster)
            if (cluster[id], component[id]) != (known[id].cluster, known[id].component)
        ],
    )
    _leave(db, known, cluster)
    old = sorted({each.cluster for each in known.values()} | {id for each in found.clusters for id in each.members})
    for batch in _batches(old):
        db.run(f"DELETE FROM entity WHERE id IN ({_marks(batch)})", batch)
    named = [(each.id, kind, each.name) for each in found.clusters if each.name]
    db.run_many("INSERT INTO entity (id, kind, name) VALUES (?, ?, ?)", named)
    return moved


def _leave(db: Connection, known: Mapping[str, Stored], cluster: Mapping[str, str]) -> None:
    """Lead a unit that no longer stands to where those went that it was with, so that its id still leads somewhere."""
    for id, each in known.items():
        if id in cluster:
            continue
        company = sorted(
            cluster[other] for other, there in known.items() if other in cluster and there.cluster == each.cluster
        )
        if company and each.cluster == id:
            db.run("UPDATE unit SET cluster = ? WHERE id = ?", (company[0], each.row))


def reason(db: Connection, identity: Identity, id: str) -> list[Link]:
    """How every pair in or about a cluster was judged, and why; the surest first."""
    members = _stored(db, "u.cluster", [id], "u.stands = 1")
    if not members:
        return []
    kind = members[0].unit.kind
    near = _neighbours(db, kind, members, identity.least_shared(kind))
    around = _stored(db, "u.digest", sorted({digest for each in near.values() for digest in each}), "u.stands = 1")
    components = sorted({each.component for each in members})
    whole = {
        each.unit.id: each for each in (*members, *around, *_stored(db, "u.component", components, "u.stands = 1"))
    }
    found = identity.resolved(kind, [each.unit for each in whole.values()], judged(db), _entities(db, whole.values()))
    ours = {each.unit.id for each in members}
    links = [link for link in found.links if link.one in ours or link.other in ours]
    order = {Outcome.MERGE: 0, Outcome.REVIEW: 1, Outcome.APART: 2}
    return sorted(links, key=lambda link: (order[link.outcome], -link.score, link.one, link.other))


def current(db: Connection, digest: str) -> str:
    """The cluster that a unit's digest leads to now."""
    seen = set[str]()
    while digest not in seen:
        seen.add(digest)
        row = db.row("SELECT cluster FROM unit WHERE digest = ?", (digest,))
        if row is None:
            break
        digest = str(row[0])
    return digest


def entity(db: Connection, id: str) -> Entity | None:
    """An entity by its id, a former id or the first digits of either.

    Raises:
        UsageError: several ids begin so.
    """
    prefix = id.strip().lower()
    if len(prefix) < MIN_PREFIX:
        return None
    rows = db.rows("SELECT digest FROM unit WHERE digest >= ? AND digest < ? LIMIT 50", (prefix, prefix + "\x7f"))
    found = {current(db, digest) for (digest,) in rows}
    known = [row for one in sorted(found) for row in db.rows("SELECT id, kind, name FROM entity WHERE id = ?", (one,))]
    if len(known) > 1:
        raise UsageError(f"several ids begin with {prefix}", hint="give more of its digits")
    if not known:
        return None
    (whole, kind, name) = known[0]
    units = tuple(
        digest
        for (digest,) in db.rows("SELECT digest FROM unit WHERE cluster = ? AND stands = 1 ORDER BY digest", (whole,))
    )
    return Entity(whole, kind, name, units, tuple((role, fact) for role, fact in db.rows(_TOLD_OF, (whole,))))


_TOLD_OF = """
SELECT p.role, f.fact FROM unit u JOIN part p ON p.unit = u.id JOIN frame f ON f.id = p.frame
WHERE u.cluster = ? AND u.stands = 1 GROUP BY p.role, f.fact ORDER BY min(f.place_in_order)
"""


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _batches(values: Sequence[str] | Sequence[int]) -> Iterator[Sequence[str] | Sequence[int]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
