"""Where answers and remarks go: answers to standard output or a file, remarks and progress to standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from chancery.errors import UsageError
from chancery.run.batch import Tally
from chancery.serve.catalog import Catalog
from chancery.serve.lines import Line, encoded
from chancery.serve.spreadsheet import Sheet
from chancery.serve.spreadsheet import write as write_sheet
from chancery.serve.streams import visible_lines
from chancery.serve.tables import Table


class Output:
    """Writes answers: JSON lines as UTF-8 whatever the locale, tables as the screen can show them."""

    def __init__(self, stream: TextIO, *, width: int | None = None) -> None:
        self._stream, self._width = stream, width

    def line(self, line: Line) -> None:
        """Write one object as a line of JSON; whoever reads along a pipe has it at once."""
        self.lines([line])
        self._stream.flush()

    def lines(self, lines: Iterable[Line]) -> None:
        """Write each object as a line of JSON."""
        self._stream.writelines(encoded(line) + "\n" for line in lines)

    def text(self, text: str) -> None:
        """Write lines of text; nothing in them can command a terminal."""
        self._stream.write(visible_lines(text) + "\n")

    def tables(self, tables: Iterable[Table]) -> None:
        """Write each table."""
        from chancery.serve.terminal import write  # rich is slow to import, and only tables need it

        for table in tables:
            write(table, self._stream, width=self._width)

    def sheet(self, sheet: Sheet) -> None:
        """Write rows for a spreadsheet."""
        write_sheet(sheet, self._stream)


@contextmanager
def output(path: Path | None, *, width: int | None = None) -> Iterator[Output]:
    """Answers into the file `path`, or to standard output.

    Args:
        width: how many columns a table may have; the screen's if None.
    Raises:
        UsageError: the file cannot be written.
    """
    if path is None or str(path) == "-":
        yield Output(sys.stdout, width=width)
        sys.stdout.flush()
        return
    try:
        file = path.open("w", encoding="utf-8", errors="surrogateescape", newline="\n")
    except OSError as fault:
        raise UsageError(f"cannot write: {fault.strerror}", where=str(path), hint="name another file") from fault
    with file:
        yield Output(file, width=width)


class Progress:
    """How far a long reading is, on standard error: one line rewritten on a screen, a line now and then elsewhere."""

    SCREEN_INTERVAL_S, LOG_INTERVAL_S = 0.1, 15.0

    def __init__(
        self, total: int | None, words: Catalog, *, shown: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._total, self._words, self._shown, self._clock = total, words, shown, clock
        self._screen = shown and sys.stderr.isatty()
        self._began = self._said = clock()

    def tell(self, tally: Tally) -> None:
        """Show the tally if the last time is long enough ago."""
        now = self._clock()
        if not self._shown or now - self._said < (self.SCREEN_INTERVAL_S if self._screen else self.LOG_INTERVAL_S):
            return
        self._said = now
        self._write(progress_line(tally, self._total, now - self._began, self._words))

    def clear(self) -> None:
        """Take the line off the screen."""
        if self._screen:
            self._write("")

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r\x1b[2K{line}" if self._screen else line + "\n")
        sys.stderr.flush()


def progress_line(tally: Tally, total: int | None, elapsed_s: float, words: Catalog) -> str:
    """Counts, rate, and the time that is left if the total is known."""
    done = words.remark("out_of", done=tally.documents, total=total) if total else str(tally.documents)
    rate = tally.documents / elapsed_s if elapsed_s > 0 else 0.0
    left = max(0, total - tally.documents) / rate if total and rate else None
    said = words.remark("progress_left", left=duration(left)) if left is not None else ""
    return words.remark("progress", done=done, facts=tally.facts, refused=tally.refused, rate=f"{rate:.1f}", left=said)


def duration(seconds: float) -> str:
    """Seconds as h:mm:ss or m:ss."""
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
