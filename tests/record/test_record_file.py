"""The file: who may open it, what happens beside other processes, on a full disk, in a damaged file, after a kill."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from record_samples import PlainAnalyser, append_article, article, opened, synthetic

from chancery.errors import ChanceryError, RecordError
from chancery.record import Decision, FactQuery, Outcome, Record, Verdict
from chancery.record.schema import VERSION

HERE = Path(__file__).parent
SOURCE = Path(sys.modules["chancery"].__path__[0]).parent
KILLS = 15

APPENDS = """
import sys
from pathlib import Path
from record_samples import append_article, opened
with opened(Path(sys.argv[1])) as record:
    number = int(sys.argv[2])
    print("ready", flush=True)
    while True:
        append_article(record, number)
        print(number, flush=True)
        number += 1
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite"


def appending(path: Path, number: int) -> subprocess.Popen[str]:
    environ = os.environ | {"PYTHONPATH": os.pathsep.join([str(SOURCE), str(HERE)])}
    command = [sys.executable, "-c", APPENDS, str(path), str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)


def test_what_was_acknowledged_survives_a_kill_and_nothing_is_torn(path: Path) -> None:
    chance, number = random.Random(20221122), 0
    for _ in range(KILLS):
        process = appending(path, number)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.15))
        process.send_signal(signal.SIGKILL)
        acknowledged = [int(line) for line in process.stdout.read().split()]
        process.wait()
        process.stdout.close()
        number = check_whole(path, acknowledged, number)
    with opened(path) as record:
        assert list(record.problems()) == []
        assert record.counts().documents == number > KILLS


def check_whole(path: Path, acknowledged: list[int], first: int) -> int:
    """Every acknowledged article is whole; at most one more is there, whole too. Gives the next number."""
    with opened(path) as record:
        documents = record.counts().documents
        assert documents in (first + len(acknowledged), first + len(acknowledged) + 1)
        for number in range(first, documents):
            item, _, frames = synthetic(number)
            assert record.document_facts(item.key).frames == tuple(frames)
    return documents


def test_readers_do_not_wait_for_a_writer_and_see_whole_articles(path: Path) -> None:
    with opened(path) as record:
        append_article(record, 0)
    process = appending(path, 1)
    try:
        process.stdout.readline()
        with opened(path, create=False) as one, opened(path, create=False) as two:
            seen = [counted(reader) for _ in range(20) for reader in (one, two)]
        assert all(frames == 15 * documents for documents, frames in seen)
        assert seen == sorted(seen)
    finally:
        process.kill()
        process.communicate()


def counted(record: Record) -> tuple[int, int]:
    counts = record.counts()
    assert len(record.facts(FactQuery(limit=5))) == 5
    return counts.documents, counts.frames


def test_a_reader_goes_on_while_a_transaction_is_open(path: Path) -> None:
    with opened(path) as record, opened(path) as reader:
        append_article(record, 0)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        assert reader.counts().documents == 1
        assert time.monotonic() - began < 1
        other.close()


def test_a_second_writer_waits_its_turn(path: Path) -> None:
    with opened(path) as record:
        append_article(record, 0)
        holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        holder.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.3, holder.execute, ["COMMIT"])
        release.start()
        began = time.monotonic()
        assert append_article(record, 1) is Outcome.NEW
        assert time.monotonic() - began > 0.2
        release.join()
        holder.close()


def test_two_processes_write_one_record(path: Path) -> None:
    with opened(path) as record:
        append_article(record, 1000)
    writers = [appending(path, 0), appending(path, 500)]
    for writer in writers:
        [writer.stdout.readline() for _ in range(8)]
    for writer in writers:
        writer.kill()
        writer.communicate()
    with opened(path) as record:
        assert record.counts().documents >= 15
        assert list(record.problems()) == []


def test_a_lasting_lock_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancery.record.connection.BUSY_TIMEOUT_S", 0.05)
    with opened(path) as record:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match="another process"):
            append_article(record, 0)
        holder.close()
        assert append_article(record, 0) is Outcome.NEW


def test_a_missing_record_is_made_or_said(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "record with spaces % and ?.sqlite"
    with pytest.raises(RecordError, match="no record here"):
        opened(deep, create=False)
    assert not deep.exists()
    opened(deep).close()
    assert deep.exists()
    opened(deep, create=False).close()


def test_a_file_that_is_no_record_is_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("These are notes, not a record. " * 100)
    foreign = tmp_path / "other.sqlite"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE note (text)")
    other.close()
    for path in (text, foreign):
        before = path.read_bytes()
        with pytest.raises(RecordError, match="--record"):
            opened(path)
        assert path.read_bytes() == before
    with pytest.raises(RecordError, match="folder"):
        opened(tmp_path)
    with pytest.raises(RecordError, match="cannot be made"):
        opened(text / "record.sqlite")


def test_a_newer_record_is_refused(path: Path) -> None:
    opened(path).close()
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
    other.close()
    with pytest.raises(RecordError, match="newer"):
        opened(path)


def test_an_empty_file_becomes_a_record(path: Path) -> None:
    path.touch()
    with opened(path) as record:
        assert append_article(record, 0) is Outcome.NEW


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_is_said_and_nothing_else_leaves(path: Path, seed: int) -> None:
    with opened(path) as record:
        for number in range(20):
            append_article(record, number)
    noise = random.Random(seed)
    content = bytearray(path.read_bytes())
    for page in noise.sample(range(2, len(content) // 4096), 60):
        content[page * 4096 : page * 4096 + 2048] = noise.randbytes(2048)
    path.write_bytes(content)
    said = []
    for act in (
        lambda record: [said.append(problem) for problem in record.problems()],
        lambda record: record.facts(),
        lambda record: list(record.documents_facts(FactQuery())),
        lambda record: record.search("consulate"),
        lambda record: append_article(record, 99),
        lambda record: record.counts(),
    ):
        try:
            with opened(path) as record:
                act(record)
        except ChanceryError as error:
            said.append(error)
    assert said


def test_a_damaged_header_has_a_hint(path: Path) -> None:
    with opened(path) as record:
        append_article(record, 0)
    content = bytearray(path.read_bytes())
    content[:100] = bytes(100)
    path.write_bytes(content)
    with pytest.raises(RecordError) as caught:
        opened(path)
    assert caught.value.hint


def test_a_full_disk_leaves_the_record_as_it_was(path: Path) -> None:
    with opened(path) as record:
        append_article(record, 0)
        (pages,) = record._db.row("PRAGMA page_count")
        record._db.run(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(RecordError, match="free some disk space"):
            append_article(record, 1)
        record._db.run("PRAGMA max_page_count = 1000000")
        assert record.counts().documents == 1
        assert append_article(record, 1) is Outcome.NEW
        assert list(record.problems()) == []


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ("UPDATE evidence SET start = start + 1 WHERE id = 3", "evidence"),
        ("DELETE FROM evidence WHERE frame = 2", "claim-without-evidence"),
        ("DELETE FROM claim WHERE frame = 2", "frame-without-claim"),
        ("UPDATE version SET text = text || 'x' WHERE id = 1", "text"),
        ("UPDATE version SET origin = x'00' WHERE id = 1", "offsets"),
        ("UPDATE original SET content = x'00'", "original"),
        ("UPDATE original SET content = 5", "damaged"),
        ("UPDATE claim SET frame_type = 'unheard' WHERE frame = 2", "damaged"),
        ("UPDATE evidence SET start = 'x' WHERE id = 3", "damaged"),
        ("DELETE FROM full_text WHERE rowid = 1", "document-not-indexed"),
        ("INSERT INTO full_text (rowid, raw, lemma) VALUES (99, 'a', 'b')", "index-without-document"),
        ("UPDATE document SET version = 77 WHERE id = 1", "document-without-version"),
        ("UPDATE frame SET retracted_at = 'now', reason = 'reread' WHERE id = 1", "claim-of-no-frame"),
        ("UPDATE fact SET sources = 9", "fact"),
        ("UPDATE claim SET frame = 999 WHERE id = 1", "foreign-key"),
    ],
)
def test_each_harm_is_found(path: Path, harm: str, code: str) -> None:
    with opened(path) as record:
        append_article(record, 0)
        append_article(record, 1)
        assert list(record.problems()) == []
    with sqlite3.connect(path) as other:
        other.execute(harm)
    other.close()
    with opened(path) as record:
        assert code in {problem.code for problem in record.problems()}


def test_decisions_are_appended_in_order(path: Path) -> None:
    taken = [
        Decision(Verdict.CONFIRM, "claim1", "desk", document="a", quote="q", role="city", value_text="City1"),
        Decision(Verdict.SAME, "frame1", "desk", other="frame2", note="one opening"),
        Decision(Verdict.UNDO, "claim1", "desk"),
    ]
    with opened(path) as record:
        taken = [record.decide(decision) for decision in taken]
    assert len({decision.digest for decision in taken}) == 3
    with opened(path) as record:
        assert record.decisions() == taken
        assert record.counts().decisions == 3


def test_closing_twice_does_no_harm_and_a_closed_record_says_so(path: Path) -> None:
    record = Record.open(path, analyser=PlainAnalyser(), engine="e")
    record.close()
    record.close()
    with pytest.raises(RecordError, match="closed"):
        record.counts()
    with pytest.raises(RecordError, match="closed"):
        record.append(*article("a", "text"), "en", [])
