"""The command line from outside: what it prints where, and what its exit codes say. A plain reader stands in."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from serve_samples import FACTS, SENTENCE, TEXT, PlainReader

from chancery.model import FactType
from chancery.serve.cli import cli, main
from chancery.serve.exits import Exit

CALL = "import sys; from chancery.serve.cli import main; sys.exit(main())"


class Called:
    """What one call came to."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.split("\n") if line]


Chancery = Callable[..., Called]


@pytest.fixture
def chancery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Chancery:
    """Calls a command in an empty folder, with a record of its own."""
    for name in ("CHANCERY_CONFIG", "CHANCERY_TIER", "CHANCERY_INTERFACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CHANCERY_RECORD", str(tmp_path / "record.sqlite"))
    monkeypatch.chdir(tmp_path)
    reader = PlainReader()
    monkeypatch.setattr("chancery.serve.desk.reader", lambda desk: reader)

    def call(*arguments: str, stdin: bytes = b"") -> Called:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(list(arguments))
        caught = capsys.readouterr()
        return Called(code, caught.out, caught.err)

    return call


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def filled(chancery: Chancery, article: Path) -> Chancery:
    assert chancery("read", "a.txt", "--quiet", "--published", "2024-06-01").code == Exit.DONE
    return chancery


def test_reading_prints_a_line_a_document(chancery: Chancery, article: Path) -> None:
    called = chancery("read", "--json", "a.txt")
    (line,) = called.lines
    assert called.code == Exit.DONE
    assert list(line) == ["file", "lang", "published", "title", "facts", "rejected"]
    assert [fact["type"] for fact in line["facts"]] == [fact.__struct_config__.tag for fact in FACTS]
    assert f"Documents: 1 (1 new). Facts: {len(FACTS)}." in called.err


def test_reading_again_prints_the_same_bytes_and_stores_nothing_twice(chancery: Chancery, article: Path) -> None:
    first, again = chancery("read", "--json", "a.txt"), chancery("read", "--json", "a.txt")
    assert first.out == again.out
    assert "1 unchanged" in again.err
    (health,) = chancery("doctor", "--json").lines
    assert (health["counts"]["documents"], health["counts"]["frames"]) == (1, len(FACTS))


def test_offsets_of_the_input_are_bytes(chancery: Chancery, tmp_path: Path) -> None:
    content = f"\ufeffÜÖ\r\n{SENTENCE}".encode()
    (tmp_path / "b.txt").write_bytes(content)
    for _ in range(2):  # read anew, and unchanged
        (line,) = chancery("read", "--json", "--offsets", "original", "b.txt").lines
        (proof,) = line["facts"][0]["evidence"]
        assert content[proof["start"] : proof["end"]].decode() == proof["quote"] == SENTENCE


def test_refusals_are_told_and_counted_and_the_rest_goes_on(chancery: Chancery, article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "stumble.txt").write_text("Stumble.", encoding="utf-8")
    called = chancery("read", "--json", "none.txt", "empty.txt", "stumble.txt", "a.txt")
    assert called.code == Exit.REFUSED
    reasons = [line["rejected"] and line["rejected"]["reason"] for line in called.lines]
    assert reasons == ["missing", "empty", "failed", None]
    assert called.err.count("Refused (") == 3
    assert "Traceback" not in called.err


def test_tables_show_what_was_read_and_refused(chancery: Chancery, article: Path) -> None:
    called = chancery("read", "none.txt", "a.txt")
    for word in ("Missions", "Consular districts", "Norway", "consulate general", "30 million USD", "Refused"):
        assert word in called.out


def test_standard_input_is_a_source(chancery: Chancery) -> None:
    line = json.dumps({"url": "https://news.example/1", "text": TEXT, "published": "2024-05-02"}).encode()
    called = chancery("read", "--json", "-", "--format", "jsonl", stdin=line + b"\n{broken\n")
    assert called.lines[0]["url"] == "https://news.example/1"
    assert called.lines[1]["rejected"]["reason"] == "broken_json"
    assert called.code == Exit.REFUSED


def test_the_answer_goes_into_a_file_if_asked(chancery: Chancery, article: Path, tmp_path: Path) -> None:
    printed = chancery("read", "--json", "a.txt").out
    called = chancery("read", "--json", "a.txt", "--out", "answer.jsonl")
    assert called.out == ""
    assert (tmp_path / "answer.jsonl").read_text(encoding="utf-8") == printed


def test_a_file_that_cannot_be_written_is_a_wrong_call(chancery: Chancery, article: Path) -> None:
    called = chancery("read", "--json", "a.txt", "--out", "no/such/folder/x")
    assert called.code == Exit.USAGE
    assert "no/such/folder/x" in called.err


def test_quiet_says_nothing(chancery: Chancery, article: Path) -> None:
    assert chancery("read", "--json", "a.txt", "--quiet").err == ""


def test_facts_are_merged_or_by_document(filled: Chancery) -> None:
    merged = filled("facts", "--json").lines
    assert {line["type"] for line in merged} == {fact.__struct_config__.tag for fact in FACTS}
    assert all(line["sources"] == 1 and line["first_published"] == "2024-06-01" for line in merged)
    (by_document,) = filled("facts", "--per-document", "--json").lines
    assert by_document == filled("read", "--json", "a.txt", "--published", "2024-06-01").lines[0]


@pytest.mark.parametrize(
    ("options", "types"),
    [
        (["--type", "indicator"], ["indicator"]),
        (["--type", "indicator", "--type", "position"], ["indicator", "position"]),
        *((["--type", kind.value], [kind.value]) for kind in FactType),
        (["--about", "lund"], ["cooperation", "delegation", "membership", "position", "project", "statement"]),
        (["--modality", "denied"], []),
        (["--as-of", "2020"], []),
        (["--limit", "1", "--type", "position"], ["position"]),
    ],
)
def test_facts_are_chosen(filled: Chancery, options: list[str], types: list[str]) -> None:
    assert sorted(line["type"] for line in filled("facts", "--json", *options).lines) == types


def test_facts_are_tables_for_people(filled: Chancery) -> None:
    assert "Norway" in filled("facts").out
    assert "a.txt" in filled("facts", "--per-document").out
    assert "No facts found." in filled("facts", "--modality", "denied").out


def test_a_fact_is_shown_with_its_sentence(filled: Chancery) -> None:
    fact = filled("facts", "--json", "--type", "mission_event").lines[0]
    (shown,) = filled("show", fact["id"][:8], "--json").lines
    assert shown["supports"][0]["evidence"][0]["quote"] == SENTENCE
    assert SENTENCE in filled("show", fact["id"]).out
    assert filled("show", fact["frames"][0]).code == Exit.DONE


def test_what_is_not_there_is_not_found(filled: Chancery) -> None:
    assert filled("show", "ffffffffff").code == Exit.NOT_FOUND


def test_documents_are_found_by_their_words(filled: Chancery) -> None:
    (hit,) = filled("search", "--json", "consulate").lines
    assert hit["snippet"] == SENTENCE
    assert "Nothing found." in filled("search", "unheard").out


def test_missions_are_listed(filled: Chancery) -> None:
    (mission,) = filled("missions", "--json").lines
    assert (mission["sending"], mission["city"], mission["status"]) == ("Norway", "Nice", "opened")
    assert "Nice" in filled("missions").out
    assert "No missions found." in filled("missions", "--sending", "Peru").out


def test_tagging_goes_on_after_a_broken_line(chancery: Chancery) -> None:
    named, stumbling = b'{"doc_id": "1", "text": "In Norway"}', b'{"doc_id": 3, "text": "Stumble"}'
    lines = b"\n".join((named, b"", b'{"doc_id": 2}', stumbling, b'{"doc_id":4,"text":""}'))
    called = chancery("tag", "--in", "-", stdin=lines)
    entity = {"start": 3, "end": 9, "type": "LOC", "text": "Norway", "lemma": "Norway"}
    assert called.lines == [{"doc_id": "1", "entities": [entity]}, {"doc_id": 4, "entities": []}]
    assert called.code == Exit.REFUSED
    assert "-:3" in called.err
    assert "-:4" in called.err


def test_a_line_too_long_to_tag_is_refused(chancery: Chancery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancery.serve.trace.LINE_LIMIT_BYTES", 40)
    long = json.dumps({"doc_id": "1", "text": "x" * 200}).encode()
    called = chancery("tag", "--in", "-", stdin=long + b'\n{"doc_id":"2","text":""}\n')
    assert [line["doc_id"] for line in called.lines] == ["2"]


def test_languages_are_listed(chancery: Chancery) -> None:
    assert chancery("languages", "--json").lines[0]["code"] == "en"
    assert "English" in chancery("languages").out


def test_a_sound_record_is_sound(filled: Chancery) -> None:
    called = filled("doctor")
    assert called.code == Exit.DONE
    assert "sound" in called.err


def test_no_record_yet_is_no_damage(chancery: Chancery, tmp_path: Path) -> None:
    assert chancery("doctor").code == Exit.DONE
    assert not (tmp_path / "record.sqlite").exists()
    called = chancery("facts")
    assert called.code == Exit.RECORD
    assert "chancery read" in called.err


def test_a_file_that_is_no_record_is_told(chancery: Chancery, article: Path) -> None:
    for command in (("facts",), ("doctor",), ("read", "a.txt")):
        called = chancery(*command, "--record", "a.txt")
        assert called.code == Exit.RECORD
        assert "CHY-RECORD-001" in called.err
    assert article.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("name", ["a" * 5_000, "b/" * 3_000, "a.txt/b"])
def test_a_name_that_cannot_be_is_no_record(chancery: Chancery, article: Path, name: str) -> None:
    for command in (("facts",), ("read", "a.txt")):
        called = chancery(*command, "--record", name)
        assert called.code == Exit.RECORD
        assert "CHY-RECORD-001" in called.err
    assert chancery("doctor", "--record", name).code == Exit.DONE


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("unheard",),
        ("facts", "--type", "unheard"),
        ("facts", "--as-of", "yesterday"),
        ("read", "a.txt", "--published", "2024-13-01"),
        ("read", "a.txt", "--tier", "deep"),
        ("show",),
    ],
)
def test_a_wrong_call_is_told_in_one_message(chancery: Chancery, article: Path, arguments: tuple[str, ...]) -> None:
    called = chancery(*arguments)
    assert called.code == Exit.USAGE
    assert "Error: " in called.err
    assert called.out == ""


def test_the_unforeseen_asks_for_a_report(chancery: Chancery, monkeypatch: pytest.MonkeyPatch, article: Path) -> None:
    words = "words of an article"

    def fail(desk: object) -> None:
        raise RuntimeError(words)

    monkeypatch.setattr("chancery.serve.desk.reader", fail)
    called = chancery("read", "a.txt")
    assert called.code == Exit.FAULT
    assert "RuntimeError (reading.py, line " in called.err
    assert "File" not in called.err
    debugged = chancery("read", "a.txt", "--debug").err
    assert 'File "' in debugged
    assert words not in called.err + debugged


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_takes_the_shared_options(name: str) -> None:
    options = [each for each in cli.commands[name].params if isinstance(each, click.Option)]
    assert {"--record", "--json", "--out", "--debug"} <= {name for each in options for name in each.opts}
    assert all(each.help for each in options)


def environment(**values: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **values}


def test_help_is_immediate() -> None:
    spent = []
    for _ in range(3):
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", CALL, "--help"], env=environment(), capture_output=True, check=True
        )
        spent.append(time.perf_counter() - began)
    assert b"Exit codes" in done.stdout
    loaded = subprocess.run(
        [sys.executable, "-c", f"{CALL.replace('sys.exit(main())', 'main()')}; print(*sys.modules)", "read", "--help"],
        env=environment(),
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    assert not {"rich", "numpy", "sqlite3", "chancery.record", "chancery.run.pipeline"} & set(loaded)
    assert min(spent) < 1.0  # 0.3 s on a quiet machine; the modules above are the guard


def test_a_closed_pipe_is_no_fault(filled: Chancery, tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": f"{n}. {TEXT}", "lang": "en"}) + "\n" for n in range(40))
    (tmp_path / "many.jsonl").write_text(lines, encoding="utf-8")
    command = [sys.executable, "-c", CALL, "facts", "--json", "--per-document"]
    filled("read", "many.jsonl", "--quiet", "--json")
    for options in ([], ["--type", "position"]):
        process = subprocess.Popen(
            [*command, *options], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == Exit.PIPE
        process.stderr.close()


def test_output_is_utf8_whatever_the_locale(filled: Chancery) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CALL, "search", "mayor", "--json"],
        env=environment(LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii"),
        capture_output=True,
        check=True,
    )
    assert "Ünal Ö" in done.stdout.decode()


def test_the_version_is_told(chancery: Chancery) -> None:
    assert chancery("--version").out.startswith("chancery ")


def test_offices_are_listed(filled: Chancery) -> None:
    (office,) = filled("offices", "--json", "--state", "Norway").lines
    assert (office["person"], office["role"]) == ("Ada Lund", "consul_general")
    assert "Ada Lund" in filled("offices").out
    assert "No offices found." in filled("offices", "--state", "Peru").out


def test_questions_have_their_commands(filled: Chancery) -> None:
    (agreement,) = filled("facts", "--json", "--between", "Norway", "France", "--type", "agreement").lines
    assert agreement["title"] == "Consular Convention"
    assert [
        line["type"] for line in filled("facts", "--json", "--per-document", "--sector", "tourism").lines[0]["facts"]
    ]
    assert "No facts found." in filled("commitments").out  # the samples are told as done
    assert "No facts found." in filled("agenda", "--since", "2024").out
    assert "No facts found." in filled("trade", "Norway").out


@pytest.mark.parametrize("command", [("agenda",), ("commitments",), ("trade", "Norway"), ("offices",)])
def test_answers_to_questions_go_into_a_spreadsheet(filled: Chancery, command: tuple[str, ...]) -> None:
    heading, *rows = filled(*command, "--csv").out.split("\r\n")
    assert heading.endswith("Id")
    assert [row for row in rows if row] == [row for row in rows if "Ada Lund" in row]


def test_tables_are_as_wide_as_is_settled(filled: Chancery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHANCERY_WIDTH", "60")
    assert all(len(line) <= 60 for line in filled("facts").out.splitlines())
    monkeypatch.setenv("CHANCERY_WIDTH", "wide")
    called = filled("facts")
    assert called.code == Exit.USAGE
    assert "'wide'" in called.err
