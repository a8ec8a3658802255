"""Reading in several processes: the same answers and the same record as in one, whatever happens to a process."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cli_samples import COMMAND, Called, asked, chancery, environment

from chancery.errors import PackError
from chancery.model import Document, DocumentFacts, Frame, RawItem, Reason, Rejected
from chancery.record import Outcome
from chancery.run.batch import Pause, Sources, Step, Told
from chancery.run.workers import AHEAD, Crew, steps

CITIES = ("Bengaluru", "Nairobi", "Munich", "Osaka")
Line = dict[str, Any]
TIMES = {"recorded_at", "began_at", "retracted_at", "first_at", "last_at"}


def line(number: int, **fields: Any) -> Line:
    opened = f"Japan opened a consulate general in {CITIES[number % 4]} in {1950 + number}."
    text = f"{opened} Exports fell to ${number} million."
    return {"id": f"doc-{number:02}", "text": text, "lang": "en", "published": "2024-05-06"} | fields


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Good documents, bad ones, one that comes again as it was and one that comes again changed."""
    lines: list[Line | str] = [line(number) for number in range(12)]
    lines[3:3] = ["{broken", line(30, lang="tlh"), line(1), line(2, text=line(40)["text"]), line(2), {"id": "none"}]
    (tmp_path / "docs.jsonl").write_text(
        "\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines), encoding="utf-8"
    )
    (tmp_path / "z.txt").write_text("Япония открыла генеральное консульство в Новосибирске.", encoding="utf-8")
    return tmp_path


def contents(record: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, without the moments at which they were written."""
    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as opened:
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows: dict[str, list[tuple[object, ...]]] = {}
        for table in tables:
            columns = [name for _, name, *_ in opened.execute(f"PRAGMA table_info({table})") if name not in TIMES]
            rows[table] = opened.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1").fetchall()
        return rows


def said(called: Called) -> str:
    """What a call said on the side, without the progress that a slow machine tells now and then."""
    return "\n".join(line for line in called.err.split("\n") if not re.match(r"\d+ of \d+ documents, ", line))


def test_two_jobs_say_and_keep_what_one_does(folder: Path) -> None:
    sources = ("docs.jsonl", "missing.txt", "z.txt", "docs.jsonl")
    one = chancery(folder, "read", "--json", *sources, "--record", "one.sqlite")
    two = chancery(folder, "read", "--json", *sources, "--record", "two.sqlite", "--jobs", "2")
    assert (two.code, two.out) == (one.code, one.out)
    assert len(one.lines) == 2 * 18 + 2
    assert said(two).replace("two.sqlite", "one.sqlite") == said(one)
    assert contents(folder / "two.sqlite") == contents(folder / "one.sqlite")
    again = chancery(folder, "read", "--json", *sources, "--record", "two.sqlite", "--jobs", "3")
    assert again.code == one.code
    assert asked(folder, "doctor", "--record", str(folder / "two.sqlite")).code == 0


def test_standard_input_is_answered_as_it_comes(folder: Path) -> None:
    """Whoever writes a document and waits for its answer before writing the next one gets it."""
    command = [*COMMAND, "read", "--json", "--quiet", "--jobs", "2", "-", "--format", "jsonl"]
    process = subprocess.Popen(
        command, cwd=folder, env=environment(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(3):
        process.stdin.write(json.dumps(line(number)).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == f"doc-{number:02}"
    process.communicate(timeout=60)
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are unknown here")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_stopped_nothing_acknowledged_is_lost_and_no_process_stays(folder: Path, how: signal.Signals) -> None:
    (folder / "many.jsonl").write_text("\n".join(json.dumps(line(number)) for number in range(60)), encoding="utf-8")
    expected = chancery(folder, "read", "--json", "many.jsonl", "--record", "whole.sqlite").out.splitlines()
    command = [*COMMAND, "read", "--json", "--quiet", "--jobs", "2", "many.jsonl"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    if how == signal.SIGKILL:
        process.send_signal(how)
    else:
        os.killpg(process.pid, how)  # a terminal sends it to all of them
    rest, said = process.communicate(timeout=60)  # ends only when the last process has let go of the pipe
    assert process.returncode == (130 if how == signal.SIGINT else -how)
    assert b"Traceback" not in said
    lines = (first + rest).decode().split("\n")[:-1]
    assert lines == expected[: len(lines)]
    assert len(lines) < 60
    assert asked(folder, "doctor").code == 0
    assert chancery(folder, "read", "--json", "--jobs", "2", "many.jsonl").out.splitlines() == expected


# --- the crew, with readers that do what they are told -------------------------------------------------------------


class Shelf:
    """Keeps what it is given, in a list."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    def is_current(self, item: RawItem) -> bool:
        return False

    def document_facts(self, key: str) -> DocumentFacts | None:
        return None

    def append(self, item: RawItem, document: Document, lang: str, frames: object) -> Outcome:
        self.kept.append(item.key)
        return Outcome.NEW

    def refuse(self, rejected: Rejected) -> None:
        self.kept.append(f"{rejected.key} {rejected.reason}")


class Obedient:
    """Does what the document says: wait, stumble, fail, end its process."""

    def read(self, item: RawItem) -> Any:
        match item.content:
            case b"slow":
                time.sleep(0.5)
            case b"stumble":
                raise ValueError("stumbled")
            case b"pack":
                raise PackError("the pack is broken", where="here", hint="mend it")
            case b"die":
                os._exit(7)
        frames: tuple[Frame, ...] = ()
        return Told(Document(item.key, item.content.decode(), ""), "en", frames)


def items(*words: str) -> list[RawItem | Rejected]:
    return [RawItem(str(number), word.encode()) for number, word in enumerate(words)]


def worked(stream: Iterator[RawItem | Rejected] | list[RawItem | Rejected], shelf: Shelf) -> list[Step]:
    with Crew(2, Obedient) as crew:
        return list(steps(stream, crew, shelf, Pause(), is_ready=lambda: True))


def test_a_slow_document_keeps_its_place() -> None:
    shelf = Shelf()
    found = worked(items("slow", "a", "b", "c"), shelf)
    assert [step.item.key for step in found if step.item] == shelf.kept == ["0", "1", "2", "3"]


def test_a_process_that_ends_costs_its_document_alone() -> None:
    shelf = Shelf()
    found = worked(items("a", "die", "stumble", "b", "die", "c"), shelf)
    reasons = [step.rejected and (step.rejected.reason, step.rejected.message.partition(" (")[0]) for step in found]
    ended = (Reason.FAILED, "the process that read it ended with code 7")
    stumbled = (Reason.FAILED, "something unforeseen went wrong: ValueError")
    assert reasons == [None, ended, stumbled, None, ended, None]
    assert [key.partition(" ")[0] for key in shelf.kept] == ["0", "1", "2", "3", "4", "5"]


def test_what_is_no_documents_fault_ends_the_reading() -> None:
    with pytest.raises(PackError, match="the pack is broken") as raised:
        worked(items("a", "pack", "b"), Shelf())
    assert (raised.value.where, raised.value.hint) == ("here", "mend it")


def test_what_is_read_ahead_is_bounded() -> None:
    shelf, given = Shelf(), [0]

    def endless() -> Iterator[RawItem | Rejected]:
        for item in items("slow", *(["a"] * 40)):
            given[0] += 1
            assert given[0] <= len(shelf.kept) + 2 * AHEAD + 1
            yield item

    assert len(worked(endless(), shelf)) == 41


def test_a_stop_finishes_what_is_at_hand() -> None:
    pause, shelf = Pause(), Shelf()

    def stopping() -> Iterator[RawItem | Rejected]:
        for item in items("slow", "a", "b", "c"):
            pause.asked = item.key == "1"
            yield item

    with Crew(2, Obedient) as crew:
        assert len(list(steps(stopping(), crew, shelf, pause, is_ready=lambda: True))) == 2
    assert shelf.kept == ["0", "1"]


def test_standard_input_that_cannot_be_waited_for_is_read_one_by_one() -> None:
    assert not Sources(("-",)).is_ready(BytesIO(b"x"))
    assert Sources(("a.txt",)).is_ready(BytesIO())
