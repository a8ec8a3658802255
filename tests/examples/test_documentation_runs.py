"""The documentation is run: its `console` blocks say what the commands print, its `python` blocks what the calls give.

A line "…" stands for any lines, a "…" within a line for any letters. How wide columns are does not matter, nor do the
digits of ids. Blocks that name files in capitals are meant for the reader's own and are not run, nor is what serves
until it is stopped.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
CALL = "import sys; from chancery.serve.cli import main; sys.exit(main())"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "examples" / "README.md"]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NOT_RUN = re.compile(r"\b[A-Z]{3,}\.jsonl\b|chancery serve")
ELLIPSIS = "…"


class Command(NamedTuple):
    """A command line and what the page says that it prints."""

    line: str
    printed: list[str]


def blocks(path: Path, kind: str) -> list[str]:
    return [body for found, body in FENCE.findall(path.read_text(encoding="utf-8")) if found == kind]


def commands(block: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block.replace("\\\n", " "), flags=re.MULTILINE)[1:]:
        line, *printed = part.rstrip().split("\n")
        yield Command(line, printed)


def plain(text: str) -> str:
    """Lines without what depends on the width of columns, and ids without their digits."""
    lines = (re.sub(r"[ \u00a0]+", " ", re.sub("─+", "─", line)).strip() for line in text.split("\n"))
    return re.sub(r"\b(?=[0-9a-f]*[0-9])[0-9a-f]{8,32}\b", "<id>", "\n".join(lines))


def expected(lines: list[str]) -> re.Pattern[str]:
    """What fits the lines of a page; blank lines at the end do not matter."""
    forms = [
        r"(?:[^\n]*\n)*?" if line == ELLIPSIS else re.escape(plain(line)).replace(ELLIPSIS, "[^\n]*") + "\n"
        for line in lines
    ]
    return re.compile("".join(forms) + r"\s*")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like a checkout: the program, the examples and the benchmarks, without a record."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("examples", "benchmarks"):
        (folder / name).symlink_to(ROOT / name)
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, call in (("chancery", f"-c '{CALL}' "), ("python", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec {sys.executable} {call}"$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    return folder


def environment(folder: Path, tier: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHANCERY_", "XDG_"))}
    return kept | {
        "HOME": str(folder),
        "PATH": os.pathsep.join([str(folder / ".venv" / "bin"), os.environ["PATH"]]),
        "CHANCERY_TIER": tier,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *filter(None, sys.path)]),
    }


SHOWN = [
    (path, block)
    for path in PAGES
    for block in ["\n".join(each for each in blocks(path, "console") if not NOT_RUN.search(each))]
    if block
]


def test_there_is_something_to_run() -> None:
    assert ROOT / "README.md" in [path for path, _ in SHOWN]
    assert sum(len(list(commands(block))) for _, block in SHOWN) >= 5


@pytest.mark.skipif(sys.platform == "win32", reason="the pages speak to a POSIX shell")
@pytest.mark.parametrize(("path", "block"), SHOWN, ids=[str(path.relative_to(ROOT)) for path, _ in SHOWN])
def test_commands_print_what_the_page_says(path: Path, block: str, checkout: Path) -> None:
    shown = list(commands(block))
    tier = "full" if any(command.printed for command in shown) else "fast"
    for command in shown:
        done = subprocess.run(
            ["sh", "-c", command.line],
            cwd=checkout,
            env=environment(checkout, tier),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, f"{command.line}\n{done.stdout}"
        if command.printed:
            assert expected(command.printed).fullmatch(plain(done.stdout)), f"{command.line}\n{done.stdout}"


@pytest.mark.parametrize("path", [path for path in PAGES if blocks(path, "python")], ids=lambda path: path.name)
def test_calls_give_what_the_page_says(path: Path) -> None:
    shown = doctest.DocTestParser().get_doctest("\n".join(blocks(path, "python")), {}, path.name, str(path), 0)
    assert shown.examples, "calls are written as in an interpreter, behind >>>"
    failed, _ = doctest.DocTestRunner().run(shown)
    assert not failed


@pytest.mark.parametrize(
    ("lines", "text", "fits"),
    [
        (["a", ELLIPSIS, "c"], "a\nb\nb\nc\n", True),
        (["a", ELLIPSIS, "c"], "a\nc\n", True),
        (["a…z", "b"], "a, x, z   \nb\n", True),
        (["a"], "a\nb\n", False),
        ([ELLIPSIS, "c"], "a\nd\n", False),
    ],
)
def test_an_ellipsis_stands_for_what_is_left_out(lines: list[str], text: str, fits: bool) -> None:
    assert bool(expected(lines).fullmatch(plain(text))) == fits
