"""Tables on a screen or in a file, by rich; the only place that knows it."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from chancery.serve.tables import Table

PLAIN_WIDTH = 160
"""Columns of a table that is not written to a screen."""

_KEEP_WHOLE = 14
"""A column whose longest cell is this short is never broken."""

_GUTTER = 3

_BREAKS = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")


def write(table: Table, stream: TextIO) -> None:
    """Write the table: in colour and as wide as the screen on a screen (NO_COLOR is respected), plain elsewhere."""
    if stream.isatty():
        _draw(table, Console(file=stream, highlight=False, markup=False))
        return
    drawn = io.StringIO()
    _draw(table, Console(file=drawn, width=PLAIN_WIDTH, highlight=False, markup=False, color_system=None))
    stream.writelines(f"{line.rstrip(' ')}\n" for line in drawn.getvalue().split("\n")[:-1])


def _draw(table: Table, console: Console) -> None:
    if _least(table) > console.width:
        _draw_cards(table, console)
    else:
        _draw_grid(table, console)
    if table.note:
        console.print(Text(visible(table.note), style="dim"))


def _least(table: Table) -> int:
    """The width below which a grid of this table cannot be read."""
    longest = [max((len(row[at]) for row in table.rows), default=0) for at in range(len(table.headings))]
    words = [max(map(len, heading.split()), default=0) for heading in table.headings]
    return sum(max(word, min(cell, _KEEP_WHOLE)) + _GUTTER for word, cell in zip(words, longest, strict=True))


def _draw_cards(table: Table, console: Console) -> None:
    """Each row as lines of "heading: cell", for a screen too narrow for a grid."""
    console.print(Text(visible(table.title), style="bold"))
    for row in table.rows:
        console.print()
        for heading, cell in zip(table.headings, row, strict=True):
            if cell:
                console.print(Text.assemble((f"{visible(heading)}: ", "dim"), visible(cell)))
    console.print()


def _draw_grid(table: Table, console: Console) -> None:
    grid = RichTable(
        title=Text(visible(table.title), style="bold"), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False
    )
    for at, heading in enumerate(table.headings):
        short = max((len(row[at]) for row in table.rows), default=0) <= _KEEP_WHOLE
        grid.add_column(Text(visible(heading)), no_wrap=short, overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(visible(cell)) for cell in row))
    console.print(grid)


def visible(text: str) -> str:
    """The text with line breaks as spaces and every control character, which could command a terminal, marked."""
    if text.isascii() and text.isprintable():
        return text
    spaced = _BREAKS.sub(" ", text)
    return "".join("\N{REPLACEMENT CHARACTER}" if _commands(letter) else letter for letter in spaced)


def _commands(letter: str) -> bool:
    return (
        unicodedata.category(letter) in ("Cc", "Cs")
        or letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
