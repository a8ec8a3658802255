"""What people decided: appended only, the latest on a target wins, an undo is one more row."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from chancery.errors import UsageError
from chancery.model import Fact, Frame
from chancery.model.kinds import Fact as Facts
from chancery.model.ledger import digest
from chancery.record.connection import Connection, legible
from chancery.record.rows import quote_hash
from chancery.record.shapes import Decision, Support, Verdict

MIN_PREFIX = 6
COLUMNS = ", ".join(Decision.__struct_fields__)

_MARKS = ", ".join("?" * (len(Decision.__struct_fields__) + 1))
INSERT = f"INSERT INTO decision ({COLUMNS}, decided_at) VALUES ({_MARKS})"

STATE = {Verdict.CONFIRM: "confirmed", Verdict.REJECT: "rejected", Verdict.CORRECT: "corrected"}

_OF_FRAMES = """
SELECT d.verdict, d.target, d.document, d.quote, d.role, d.correction FROM decision d
WHERE d.verdict IN ('confirm', 'reject', 'correct') AND {which}
    AND NOT EXISTS (SELECT 1 FROM decision x WHERE x.verdict = 'undo' AND x.target = d.digest)
ORDER BY d.id
"""


def identified(decision: Decision, at: str) -> Decision:
    """The decision with the digest that an undo names it by."""
    if decision.digest is not None:
        return decision
    parts = [getattr(decision, name) for name in decision.__struct_fields__]
    return msgspec.structs.replace(decision, digest=digest(*map(str, parts), at))


def all_decisions(db: Connection) -> list[Decision]:
    """Every decision, in the order they were taken."""
    rows = db.rows(f"SELECT {COLUMNS} FROM decision ORDER BY id")
    return [Decision(Verdict(verdict), *rest) for verdict, *rest in rows]


def review(db: Connection, document: int) -> None:
    """Mark the frames of a document with what people decided on them, the latest last."""
    (key,) = next(iter(db.rows("SELECT key FROM document WHERE id = ?", (document,))))
    states: dict[str, str] = {}
    frames = {str(id): (kind, said) for id, kind, said in db.rows(_FRAMES, (document,))}
    for verdict, target, _, quote, *_ in db.rows(_OF_FRAMES.format(which="d.document = ?"), (key,)):
        for frame in _meant(target, quote, frames):
            states[frame] = STATE[Verdict(verdict)]
    db.run("UPDATE frame SET review = 'none' WHERE document = ? AND review <> 'none'", (document,))
    db.run_many("UPDATE frame SET review = ? WHERE digest = ?", [(state, frame) for frame, state in states.items()])


_FRAMES = """
SELECT f.digest, f.type, e.quote FROM frame f
    JOIN evidence e ON e.frame = f.id AND e.version = f.version AND e.ordinal = 0
WHERE f.document = ? AND f.retracted_at IS NULL
"""


def _meant(target: str, quote: str | None, frames: dict[str, tuple[str, str]]) -> Iterable[str]:
    """The frames that a decision means: the one it names, else the only one of its type with the same quote."""
    if target in frames:
        return [target]
    kind, _, folded = (quote or "").partition(":")
    found = [id for id, (type, said) in frames.items() if type == kind and quote_hash(said).hex() == folded]
    return found if len(found) == 1 else []


def folded(kind: str, quote: str) -> str:
    """What finds a frame again in its document when its digest has changed."""
    return f"{kind}:{quote_hash(quote).hex()}"


def corrected(db: Connection, frame: Frame, document: str) -> Frame:
    """A frame with the values that people put in the place of what was read."""
    quote = folded(str(frame.fact.__struct_config__.tag), frame.evidence[0].quote)
    sql = _OF_FRAMES.format(which="d.verdict = 'correct' AND d.document = ? AND (d.target = ? OR d.quote = ?)")
    fields = {name: getattr(frame.fact, name) for name in frame.fact.__struct_fields__}
    for _, _, _, _, role, correction in db.rows(sql, (document, frame.id, quote)):
        with legible(frame.id):
            fields[str(role)] = msgspec.json.decode(str(correction))
    return msgspec.structs.replace(frame, fact=type(frame.fact)(**fields))


def about(
    support: Support, verdict: Verdict, *, by: str, note: str | None, role: str | None, value: str | None
) -> Decision:
    """A decision on one report, with what finds it again in its document."""
    kind = str(support.fact.__struct_config__.tag)
    correction = checked_value(support.fact, role, value) if role is not None and value is not None else None
    return Decision(
        verdict,
        support.frame,
        by,
        document=support.document,
        quote=folded(kind, support.evidence[0].quote),
        role=role,
        value_text=None if role is None else str(getattr(support.fact, role)),
        correction=correction,
        note=note,
    )


def judgement(db: Connection, verdict: Verdict, one: str, other: str) -> Decision:
    """A decision on two units, with what finds each again: a document, a quote and a slot.

    Raises:
        UsageError: an id is not known, or the two are not of one kind.
    """
    (first, kind, *at), (second, kind_of_other, *there) = _unit(db, one), _unit(db, other)
    if kind != kind_of_other:
        raise UsageError(f"{one} is a {kind}, {other} a {kind_of_other}", hint="name two of one kind")
    if first == second:
        raise UsageError(f"{one} and {other} are told in one way", hint="give the ids of two mentions that differ")
    return Decision(
        verdict,
        first,
        "",
        other=second,
        document=at[0],
        quote=at[1],
        role=at[2],
        other_document=there[0],
        other_quote=there[1],
        other_role=there[2],
    )


_UNIT = """
SELECT u.digest, u.kind, d.key, f.type, e.quote, p.role FROM unit u JOIN part p ON p.unit = u.id
    JOIN frame f ON f.id = p.frame JOIN document d ON d.id = f.document
    JOIN evidence e ON e.frame = f.id AND e.version = f.version AND e.ordinal = 0
WHERE {which} ORDER BY u.digest, f.place_in_order LIMIT 1
"""


def _unit(db: Connection, id: str) -> tuple[str, ...]:
    """The unit behind an id (its own, a cluster's or a frame's), with a place where it is told."""
    prefix = id.strip().lower()
    if len(prefix) >= MIN_PREFIX:
        for column, more in (("u.digest", ""), ("u.cluster", ""), ("f.digest", " AND p.role = ''")):
            row = db.row(_UNIT.format(which=f"{column} >= ? AND {column} < ?{more}"), (prefix, prefix + "\x7f"))
            if row is not None:
                digest, kind, key, type, quote, role = row
                return digest, kind, key, folded(type, quote), role
    raise UsageError(f"nothing has the id {id}", hint="ids stand in the last column of every table")


def checked_value(fact: Fact, role: str, text: str) -> str:
    """The JSON text of a value that may stand in this slot of a fact.

    Raises:
        UsageError: the fact has no such slot, or the value does not fit it.
    """
    if role not in fact.__struct_fields__:
        raise UsageError(f"this fact has no slot {role!r}", hint="one of: " + ", ".join(fact.__struct_fields__))
    plain = msgspec.to_builtins(fact)
    for value in (_decoded(text), text):
        try:
            msgspec.convert(plain | {role: value}, Facts)
        except msgspec.ValidationError:
            continue
        return msgspec.json.encode(value).decode()
    raise UsageError(f"{text!r} does not fit the slot {role!r}", hint="write lists and numbers as JSON")


def _decoded(text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
