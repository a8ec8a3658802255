"""Tables on a screen or in a file, by rich; the only place that knows it."""

from __future__ import annotations

import io
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from chancery.serve.streams import visible
from chancery.serve.tables import Table

PLAIN_WIDTH = 160
"""Columns of a table that is not written to a screen."""

_KEEP_WHOLE = 14
"""A column whose longest cell is this short is never broken."""

_LEAST = 10
"""A longer column may be broken into lines of so many characters."""

_GUTTER = 3


def write(table: Table, stream: TextIO, *, width: int | None = None) -> None:
    """Write the table: in colour on a screen (NO_COLOR is respected), plain elsewhere.

    Args:
        width: how many columns it may have; as many as the screen if None.
    """
    if stream.isatty():
        _draw(table, Console(file=stream, width=width, highlight=False, markup=False))
        return
    drawn = io.StringIO()
    width = width or PLAIN_WIDTH
    _draw(table, Console(file=drawn, width=width, highlight=False, markup=False, color_system=None))
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
    kept = (cell if cell <= _KEEP_WHOLE else _LEAST for cell in longest)
    return sum(max(word, cell) + _GUTTER for word, cell in zip(words, kept, strict=True))


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
