"""Tables on a screen or in a file, by rich; the only place that knows it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from chancery.serve.streams import visible
from chancery.serve.tables import Table

PLAIN_WIDTH = 120
"""Columns of a table that is not written to a screen."""

_KEEP_WHOLE = 14
"""A column whose longest cell is this short is never broken."""

_LEAST = 12
"""A longer column is broken between words, and within a word that is longer than this."""

_GUTTER = 2


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
    return sum(_narrowest(heading, column) + _GUTTER for heading, column in _columns(table))


def _columns(table: Table) -> Iterator[tuple[str, list[str]]]:
    return ((heading, [row[at] for row in table.rows]) for at, heading in enumerate(table.headings))


def _longest(cells: Iterable[str]) -> int:
    return max(map(len, cells), default=0)


def _narrowest(heading: str, cells: list[str]) -> int:
    """The width below which a column cannot be read."""
    words = min(_LEAST, _longest(word for cell in cells for word in cell.split()))
    return max(_longest(heading.split()), _longest(cells) if _longest(cells) <= _KEEP_WHOLE else words)


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
        title=Text(visible(table.title), style="bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, _GUTTER - 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    broken = sum(max(len(heading), _longest(cells)) + _GUTTER for heading, cells in _columns(table)) > console.width
    for heading, cells in _columns(table):
        short = _longest(cells) <= _KEEP_WHOLE
        lines = visible(heading).replace(" ", "\n") if broken and _longest(cells) < len(heading) else visible(heading)
        grid.add_column(Text(lines), no_wrap=short, overflow="fold", min_width=_narrowest(heading, cells))
    for row in table.rows:
        grid.add_row(*(Text(visible(cell)) for cell in row))
    console.print(grid)
    console.print()
