"""What people decide, and what is derived from it: `chancery decide`, `chancery rebuild`."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from chancery.errors import SourceError, UsageError
from chancery.record import Decision, Record, Verdict
from chancery.serve import desk as desks
from chancery.serve.desk import Desk
from chancery.serve.exits import Exit
from chancery.serve.lines import struct_line
from chancery.serve.output import Output, output
from chancery.serve.streams import remark
from chancery.serve.tables import SHORT_ID, table

PAIRS = ("same", "different", "unsure")
COLUMNS = ("decided", "id", "other", "slot", "value", "by", "note")


class Said(Struct, frozen=True):
    """One call of `chancery decide`: the verdict, what it is about, and by whom."""

    verdict: str
    targets: tuple[str, ...]
    role: str | None = None
    value: str | None = None
    by: str = "desk"
    note: str | None = None


def rebuilt(desk: Desk) -> Exit:
    """Everything that is derived, derived anew."""
    with desks.record(desk) as record:
        record.rebuild()
    remark(desk.words.remark("rebuilt", path=desk.record_path))
    return Exit.DONE


def decided(said: Said, desk: Desk) -> Exit:
    """A decision kept, or those that were kept before."""
    with desks.record(desk) as record, output(desk.out) as answers:
        if said.verdict in ("list", "export"):
            _list(record, answers, desk, as_lines=desk.as_json or said.verdict == "export")
            return Exit.DONE
        taken = _loaded(said, record) if said.verdict == "load" else _taken(said, record)
        if desk.as_json:
            answers.lines(map(struct_line, taken))
    remark(desk.words.remark("decided", count=len(taken)))
    return Exit.DONE


def _list(record: Record, answers: Output, desk: Desk, *, as_lines: bool) -> None:
    found = record.decisions()
    if as_lines:
        answers.lines(map(struct_line, found))
        return
    rows = (
        {
            "decided": desk.words.label("verdict", each.verdict),
            "id": (each.target if each.verdict is Verdict.UNDO else each.digest or "")[:SHORT_ID],
            "other": " ".join(id[:SHORT_ID] for id in (each.target, each.other) if id),
            "slot": each.role or "",
            "value": each.correction or "",
            "by": each.decided_by,
            "note": each.note or "",
        }
        for each in found
    )
    answers.tables([table(desk.words.titles["decisions"], COLUMNS, rows, desk.words)] if found else [])


def _taken(said: Said, record: Record) -> list[Decision]:
    """The decisions that a call comes to: one, or one for each report of a fact."""
    count = 2 if said.verdict in PAIRS else 1
    if len(said.targets) != count:
        raise UsageError(f"{said.verdict} takes {count} of ids", hint="see `chancery decide --help`")
    if said.verdict == "undo":
        return [record.undo(said.targets[0], by=said.by, note=said.note)]
    if said.verdict in PAIRS:
        return [record.judge(Verdict(said.verdict), *said.targets, by=said.by, note=said.note)]
    if (said.role is None or said.value is None) and said.verdict == "correct":
        raise UsageError("correct takes --role and --value", hint="for one: --role city --value Kazan")
    return record.review(
        Verdict(said.verdict), said.targets[0], by=said.by, note=said.note, role=said.role, value=said.value
    )


def _loaded(said: Said, record: Record) -> list[Decision]:
    """The decisions of text files that are not known yet."""
    taken = []
    known = {each.digest for each in record.decisions()}
    for name in said.targets:
        for number, line in enumerate(_lines(Path(name)), 1):
            try:
                decision = msgspec.json.decode(line, type=Decision)
            except msgspec.MsgspecError as fault:
                hint = "load takes what export wrote"
                raise SourceError(f"this is no decision: {fault}", where=f"{name}:{number}", hint=hint) from None
            if decision.digest not in known:
                taken.append(record.decide(decision))
                known.add(taken[-1].digest)
    return taken


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as fault:
        hint = "name a text file that export wrote"
        raise SourceError(f"the decisions cannot be read: {fault}", where=str(path), hint=hint) from None
