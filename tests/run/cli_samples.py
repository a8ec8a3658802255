"""The command line as a process of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from chancery.serve.cli import main

CALL = "import sys; from chancery.serve.cli import main; sys.exit(main())"
COMMAND = (sys.executable, "-c", CALL)


def environment(folder: Path) -> dict[str, str]:
    """No settings of the person who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHANCERY_", "XDG_"))}
    return kept | {"HOME": str(folder), "CHANCERY_RECORD": str(folder / "record.sqlite"), "CHANCERY_TIER": "fast"}


class Called:
    """What one call came to."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.code, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.split("\n") if line]

    def line(self, name: str) -> dict[str, Any]:
        """The line of the document with this file name, url or id."""
        (found,) = (line for line in self.lines if name in (line.get("file"), line.get("url"), line.get("id")))
        return found


def chancery(folder: Path, *arguments: str, stdin: bytes = b"") -> Called:
    """One call in `folder`, with a record of its own there."""
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment(folder), input=stdin, capture_output=True, check=False
    )
    return Called(done)


def asked(folder: Path, *arguments: str) -> Called:
    """One call in this process, which is quicker: for questions to the record in `folder`."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*arguments, "--record", str(folder / "record.sqlite")])
    printed = [stream.detach().getvalue() for stream in (out, err) if stream.flush() is None]  # type: ignore[attr-defined]
    return Called(subprocess.CompletedProcess(arguments, code, *printed))
