"""What cannot be read is refused with file and reason; the rest is read, and nothing half-written stays."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from cli_samples import COMMAND, Called, chancery, environment

GOOD = "Japan opened a consulate general in Bengaluru on 5 May 2023."
REFUSED, RECORD = 3, "record.sqlite"
MEGABYTE = 1_000_000
GIANT = 1_500
"""Megabytes, more than reading a short document may take."""


def line(**fields: str) -> str:
    return json.dumps(fields)


def sparse(path: Path, size: int) -> None:
    """A file of so many zeros that takes no room."""
    with path.open("wb") as file:
        file.truncate(size)


def huge_text(path: Path, size: int) -> None:
    """A text of a few words and then as many zeros as it needs, without room on the disk."""
    path.write_text(GOOD, encoding="utf-8")
    with path.open("ab") as file:
        file.truncate(size)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every bad input between good ones."""
    here = tmp_path_factory.mktemp("bad")
    (here / "a-good.txt").write_text(GOOD, encoding="utf-8")
    (here / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (here / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + os.urandom(2_000))
    (here / "nul.txt").write_bytes(f"{GOOD}\x00{GOOD}".encode())
    (here / "empty.txt").write_bytes(b"")
    (here / "blank.txt").write_text(" \n\t\n", encoding="utf-8")
    (here / "encoding.html").write_bytes(b"<meta charset='x-martian'><p>\xe9t\xe9 \xff\xfe\x81\x8d\x8f</p>")
    huge_text(here / "huge.txt", 100 * MEGABYTE)
    (here / "german.txt").write_text(
        "Der Botschafter hat gestern mit dem Bürgermeister über die Zusammenarbeit der beiden Städte gesprochen. "
        "Das Konsulat wird im nächsten Jahr eröffnet, und die Stadt freut sich auf die neuen Gäste.",
        encoding="utf-8",
    )
    (here / "song.mp3").write_bytes(b"ID3")
    (here / "lines.jsonl").write_text(
        "\n".join(
            [
                line(id="one", text=GOOD),
                '{"id": "broken", "text": "Japan',
                "[1, 2]",
                '"text"',
                line(id="two", text=GOOD.replace("5 May", "6 May")),
                line(id="nothing"),
                '{"id": "number", "text": 3}',
                line(id="late", text=GOOD, published="yesterday"),
                line(id="long", text="word " * MEGABYTE),
                line(id="martian", text=GOOD, lang="tlh"),
                line(id="zero", text=f"{GOOD}\x00"),
                line(id="three", text=GOOD.replace("5 May", "7 May")),
            ]
        )
        + "\n",
        encoding="utf-8",
    )
    (here / "z-good.txt").write_text(GOOD.replace("5 May", "8 May"), encoding="utf-8")
    return here


FILES = (
    "a-good.txt", "missing.txt", "binary.txt", "picture.txt", "nul.txt", "empty.txt", "blank.txt", "encoding.html",
    "huge.txt", "german.txt", "song.mp3", "lines.jsonl", "z-good.txt",
)  # fmt: skip
GOOD_ONES = {"a-good.txt", "z-good.txt", "one", "two", "three"}


@pytest.fixture(scope="module")
def called(folder: Path) -> Called:
    """All of them read in one call."""
    return chancery(folder, "read", "--json", *FILES)


def test_the_call_ends_with_the_code_of_refusals(called: Called) -> None:
    assert called.code == REFUSED


def test_there_is_no_traceback(called: Called) -> None:
    assert "Traceback" not in called.err
    assert "Error:" not in called.err


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        ("missing.txt", {"missing"}),
        ("binary.txt", {"binary"}),
        ("picture.txt", {"binary"}),
        ("nul.txt", {"binary"}),
        ("empty.txt", {"empty"}),
        ("blank.txt", {"empty"}),
        ("encoding.html", {"unknown_encoding"}),
        ("huge.txt", {"too_large"}),
        ("german.txt", {"language_without_pack"}),
        ("song.mp3", {"unsupported_type"}),
        ("nothing", {"bad_field"}),
        ("number", {"bad_field"}),
        ("late", {"bad_field"}),
        ("martian", {"language_without_pack"}),
        ("zero", {"binary"}),
    ],
)
def test_a_bad_document_is_refused_with_its_reason(called: Called, name: str, reasons: set[str]) -> None:
    found = called.line(name)
    assert found["rejected"]["reason"] in reasons
    assert len(found["rejected"]["message"]) > 10
    assert found["facts"] == []


@pytest.mark.parametrize("reason", ["broken_json", "line_too_long"])
def test_a_bad_line_is_refused_with_its_number(called: Called, reason: str) -> None:
    told = [each for each in called.lines if each["rejected"] and each["rejected"]["reason"] == reason]
    assert told
    assert all(each["file"] == "lines.jsonl" for each in told)
    numbers = {"broken_json": "2", "line_too_long": "9"}
    assert any(numbers[reason] in f"{each['rejected']['message']} {each}" for each in told)


def test_every_refusal_is_said_to_a_person_with_file_and_reason(called: Called) -> None:
    for each in called.lines:
        if each["rejected"]:
            name = each.get("file") or each.get("id")
            assert any(name in said and each["rejected"]["message"] in said for said in called.err.splitlines()), name


def test_every_refusal_is_counted(called: Called) -> None:
    refused = sum(bool(each["rejected"]) for each in called.lines)
    assert f"{refused} refused" in called.err
    assert f"Documents: {len(called.lines)} " in called.err


@pytest.mark.parametrize("name", sorted(GOOD_ONES))
def test_the_rest_of_the_batch_is_read(called: Called, name: str) -> None:
    found = called.line(name)
    assert found["rejected"] is None
    assert [fact["type"] for fact in found["facts"]] == ["mission_event"]


def test_nothing_half_written_stays(called: Called, folder: Path) -> None:
    health = chancery(folder, "doctor", "--json")
    assert health.code == 0
    assert health.lines[0]["counts"]["documents"] == len(GOOD_ONES)
    told = {each.get("file") or each.get("id") for each in chancery(folder, "facts", "--per-document", "--json").lines}
    assert told == GOOD_ONES


def test_refusals_are_kept(called: Called, folder: Path) -> None:
    with closing(sqlite3.connect(f"file:{folder / RECORD}?mode=ro", uri=True)) as opened:
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [
            opened.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in tables
            if "refus" in name or "reject" in name
        ]
    assert kept == [sum(bool(each["rejected"]) for each in called.lines)]


def test_the_same_call_says_the_same_again(called: Called, folder: Path) -> None:
    again = chancery(folder, "read", "--json", *FILES)
    assert (again.code, again.out) == (called.code, called.out)


# --- one by one -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    closed = tmp_path / "closed.txt"
    closed.write_text(GOOD, encoding="utf-8")
    closed.chmod(0)
    assert chancery(tmp_path, "read", "--json", "closed.txt").line("closed.txt")["rejected"]["reason"] == "unreadable"


@pytest.mark.skipif(os.name == "nt", reason="there are no such links here")
def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    called = chancery(tmp_path, "read", "--json", "loop.txt", "nowhere.txt", "folder.txt", "good.txt")
    assert called.code == REFUSED
    assert "Traceback" not in called.err
    assert called.line("loop.txt")["rejected"]["reason"] in ("unreadable", "missing")
    assert called.line("nowhere.txt")["rejected"]["reason"] in ("unreadable", "missing")
    assert called.line("good.txt")["rejected"] is None


def test_standard_input_is_refused_like_a_file(tmp_path: Path) -> None:
    called = chancery(tmp_path, "read", "--json", "-", stdin=b"\x00\x01\x02" * 100)
    assert (called.code, called.lines[0]["rejected"]["reason"]) == (REFUSED, "binary")
    assert chancery(tmp_path, "read", "--json", "-", stdin=b"").code == REFUSED


def test_a_hundred_megabytes_on_standard_input_are_refused(tmp_path: Path) -> None:
    sparse(tmp_path / "huge", 100 * MEGABYTE)
    with (tmp_path / "huge").open("rb") as stdin:
        done = subprocess.run(
            [*COMMAND, "read", "--json", "-"], stdin=stdin, cwd=tmp_path, env=environment(tmp_path), capture_output=True
        )
    assert done.returncode == REFUSED
    assert json.loads(done.stdout)["rejected"]["reason"] in ("too_large", "binary")


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="peak memory of one process is not told here")
def test_a_large_document_is_refused_without_being_held_in_memory(tmp_path: Path) -> None:
    sparse(tmp_path / "giant.txt", GIANT * MEGABYTE)
    sparse(tmp_path / "giant.jsonl", GIANT * MEGABYTE)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    command = [*COMMAND, "read", "--json", "--out", "said", "giant.txt", "giant.jsonl", "good.txt"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment(tmp_path), stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == REFUSED
    first, second, third = map(json.loads, (tmp_path / "said").read_text(encoding="utf-8").splitlines())
    assert (first["rejected"]["reason"], third["rejected"]) == ("too_large", None)
    assert second["rejected"]["reason"] in ("line_too_long", "broken_json")
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    assert peak < GIANT * MEGABYTE


def test_a_language_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    called = chancery(tmp_path, "read", "--json", "a.txt", "--lang", "xx")
    assert called.code == REFUSED
    assert "xx" in called.line("a.txt")["rejected"]["message"]
    assert "en" in called.line("a.txt")["rejected"]["message"]
