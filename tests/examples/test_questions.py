"""The questions of the first page and of the tour are answered from the example articles as is said there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from chancery.serve.cli import main
from chancery.serve.exits import Exit

ROOT = Path(__file__).resolve().parents[2]
CALL = "import sys; from chancery.serve.cli import main; sys.exit(main())"
ROW = re.compile(r"^\| [^|]*\? \| `chancery ([^`]+)` \| ([^|]+) \|$", re.MULTILINE)
QUESTIONS = ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))
WIDTH, LINES = 100, 125
"""What a newcomer takes in at a glance."""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of every example article."""
    folder = tmp_path_factory.mktemp("demo")
    articles = map(str, sorted((ROOT / "examples").glob("[0-9]*.*")))
    called = ["read", *articles, "--quiet", "--json", "--out", str(folder / "read.jsonl")]
    assert main([*called, "--tier", "full", "--record", str(folder / "demo.sqlite")]) == Exit.DONE
    return folder / "demo.sqlite"


def test_there_are_questions() -> None:
    assert len(QUESTIONS) >= 15


@pytest.mark.parametrize(("command", "answer"), QUESTIONS, ids=[command for command, _ in QUESTIONS])
def test_the_answer_is_what_the_page_says(
    command: str, answer: str, record: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHANCERY_WIDTH", "500")
    assert main([*shlex.split(command), "--record", str(record)]) == Exit.DONE
    lines = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    parts = answer.split(" · ")
    assert any(all(part in line for part in parts) for line in lines), f"{parts}\n" + "\n".join(lines)


@pytest.mark.skipif(sys.platform == "win32", reason="the tour speaks to a POSIX shell")
def test_the_tour_is_short_narrow_and_has_an_answer_to_everything(record: Path, tmp_path: Path) -> None:
    program = tmp_path / "chancery"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{CALL}' \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    done = subprocess.run(
        ["sh", str(ROOT / "tools" / "tour.sh"), str(program), str(record)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *filter(None, sys.path)])},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert len(lines) <= LINES
    assert all(len(line.rstrip()) <= WIDTH for line in lines)
    assert not [line for line in lines if re.fullmatch(r"No \w+ found\.", line)]
    assert done.stderr == ""
