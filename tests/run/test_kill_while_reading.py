"""Killed at any moment: what was printed is whole in the record, the record is sound, and the next run goes on."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

import pytest
from cli_samples import COMMAND, asked, chancery, environment

COUNT = 60
KILLS = 8
PLACES = ("Bengaluru", "Nairobi", "Munich", "Osaka", "Strasbourg", "Tashkent")
STATES = ("Japan", "Chile", "Kenya", "Norway", "Ghana")
Line = dict[str, Any]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are unknown here")


def document(number: int) -> Line:
    """A short article that is like no other."""
    city, state = PLACES[number % len(PLACES)], STATES[number % len(STATES)]
    text = f"{state} opened a consulate general in {city} in {1950 + number}. Exports reached ${number + 1} million."
    return {"id": f"doc-{number:02}", "text": text, "lang": "en", "published": "2024-05-06"}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What an undisturbed reading prints, line by line."""
    folder = tmp_path_factory.mktemp("undisturbed")
    written(folder)
    called = chancery(folder, "read", "--json", "--quiet", "docs.jsonl")
    assert called.code == 0
    lines = called.out.splitlines()
    assert len(lines) == COUNT
    assert all(json.loads(line)["facts"] for line in lines)
    return lines


def written(folder: Path) -> None:
    lines = [json.dumps(document(number)) for number in range(COUNT)]
    (folder / "docs.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def started(folder: Path) -> subprocess.Popen[bytes]:
    command = [*COMMAND, "read", "--json", "--quiet", "docs.jsonl"]
    return subprocess.Popen(
        command, cwd=folder, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    )


def taken(stream: IO[bytes], lines: int) -> bytes:
    """What the stream gives until it has given so many lines."""
    found = b""
    while found.count(b"\n") < lines and (piece := os.read(stream.fileno(), 65536)):
        found += piece
    return found


def acknowledged(output: bytes) -> list[str]:
    """The whole lines; what follows the last line end was not said."""
    return output.decode().split("\n")[:-1]


def stopped(folder: Path, after: int, delay: float, how: signal.Signals) -> tuple[int, list[str], str]:
    """Exit code, acknowledged lines and remarks of a reading that is stopped `delay` seconds after so many lines."""
    process = started(folder)
    assert process.stdout is not None
    assert process.stderr is not None
    output = taken(process.stdout, after)
    time.sleep(delay)
    process.send_signal(how)
    rest, said = process.communicate(timeout=60)
    return process.returncode, acknowledged(output + rest), said.decode()


def kept(folder: Path) -> dict[str, list[str]]:
    """Ids of the facts of every document in the record."""
    lines = asked(folder, "facts", "--per-document", "--json").lines
    return {line["id"]: [fact["id"] for fact in line["facts"]] for line in lines}


def check_sound(folder: Path, lines: list[str]) -> None:
    """The record is sound, and holds every document of the lines whole."""
    health = asked(folder, "doctor", "--json")
    assert health.code == 0, health.out
    if lines:
        there = kept(folder)
        for line in map(json.loads, lines):
            assert there[line["id"]] == [fact["id"] for fact in line["facts"]]


def test_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path: Path, expected: list[str]) -> None:
    """One record, killed again and again while it is written; each run goes on."""
    written(tmp_path)
    chance = random.Random(20)
    for kill in range(KILLS):
        code, lines, said = stopped(tmp_path, chance.randrange(1, COUNT - 5), chance.random() / 20, signal.SIGKILL)
        assert code in (-signal.SIGKILL, 0)
        assert "Traceback" not in said
        assert lines == expected[: len(lines)], kill
        check_sound(tmp_path, lines)
    check_finishes(tmp_path, expected)


def test_killed_before_the_first_line_the_record_is_sound(tmp_path: Path, expected: list[str]) -> None:
    """While the record is made and its schema written."""
    written(tmp_path)
    chance = random.Random(21)
    for _ in range(3):
        _, lines, _ = stopped(tmp_path, 0, 0.15 + chance.random() / 2, signal.SIGKILL)
        if (tmp_path / "record.sqlite").exists():
            check_sound(tmp_path, lines)
    check_finishes(tmp_path, expected)


def check_interrupted(folder: Path, result: tuple[int, list[str], str], expected: list[str]) -> None:
    code, lines, said = result
    assert code == 130
    assert "Traceback" not in said
    assert lines == expected[: len(lines)]
    assert len(lines) < COUNT
    check_sound(folder, lines)
    assert len(kept(folder)) >= len(lines)


def test_interrupted_it_says_so_and_keeps_what_was_printed(tmp_path: Path, expected: list[str]) -> None:
    written(tmp_path)
    check_interrupted(tmp_path, stopped(tmp_path, 1, 0, signal.SIGINT), expected)
    check_finishes(tmp_path, expected)


def test_interrupted_while_it_waits_for_more(tmp_path: Path, expected: list[str]) -> None:
    """Standard input that may never end does not hold it up."""
    command = [*COMMAND, "read", "--json", "--quiet", "-", "--format", "jsonl"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("".join(json.dumps(document(number)) + "\n" for number in range(5)).encode())
    output = taken(process.stdout, 4)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    rest, said = process.communicate(timeout=60)
    check_interrupted(tmp_path, (process.returncode, acknowledged(output + rest), said.decode()), expected)


def check_finishes(folder: Path, expected: list[str]) -> None:
    """The next run reads the rest; nothing is there twice."""
    called = chancery(folder, "read", "--json", "docs.jsonl")
    assert called.code == 0
    assert called.out.splitlines() == expected
    check_sound(folder, expected)
    (health,) = asked(folder, "doctor", "--json").lines
    assert health["counts"]["documents"] == COUNT
    assert health["counts"]["frames"] == sum(len(json.loads(line)["facts"]) for line in expected)
