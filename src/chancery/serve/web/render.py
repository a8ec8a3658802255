"""Pages as HTML, JSON and CSV. The one place that knows the template engine."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files

import msgspec
from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from chancery.serve.catalog import Catalog, catalog, languages
from chancery.serve.spreadsheet import Sheet, write
from chancery.serve.web.grids import LONG, NAMES, Cell, Grid, Row
from chancery.serve.web.names import address
from chancery.serve.web.page import Asked, Page
from chancery.serve.web.speech import count_text, date_text

FOLDER = files("chancery") / "data" / "web"
MENU = ("missions", "people", "engagements", "agreements", "commitments", "indicators", "sources")
SEVERAL = "; "


def html(page: Page, asked: Asked) -> str:
    """A page for people."""
    around = {"menu": MENU, "languages": _switch(asked), "formats": _formats(page, asked)}
    return _rendered("page.html", page=page, asked=asked, words=asked.words, **around)


def panel(page: Page, asked: Asked) -> str:
    """The proof of a fact alone, to stand beside another page."""
    return _rendered("proofs.html", page=page, asked=asked, words=asked.words)


def trouble(what: str, where: str, hint: str, words: Catalog) -> str:
    """A page that says what was wrong, where, and what to do."""
    return _rendered("trouble.html", what=what, where=where, hint=hint, words=words)


def json(page: Page, asked: Asked) -> bytes:
    """Exactly what the page shows, for programs."""
    said = {
        "title": page.title,
        "as_of": asked.as_of,
        "rows": page.count,
        "summary": {fact.heading: _joined(fact.cells) for fact in page.summary},
        "tables": [
            {"id": grid.id, "title": grid.title, "rows": [_values(row, grid) for row in grid.rows]}
            for grid in page.grids
        ],
        "sources": [_proof(each) for each in page.proofs],
        "text": "\n".join("".join(part for part, _ in passage.marked) for passage in page.text),
    }
    return msgspec.json.encode({name: value for name, value in said.items() if value not in ({}, [], "", None)})


def _proof(proof: object) -> dict[str, object]:
    kept = msgspec.to_builtins(proof)
    return {
        "title": kept["title"],
        "url": kept["url"],
        "quotes": [part for passage in kept["passages"] for part, quoted in passage["marked"] if quoted],
    }


def csv(page: Page, asked: Asked) -> str:
    """The rows that the page shows, for a spreadsheet; a page of several tables names each row's table first."""
    several = len(page.grids) > 1
    columns = tuple(dict.fromkeys(column for grid in page.grids for column in grid.export))
    rows = (
        ({"table": grid.title} if several else {}) | {name: _joined(cells) for name, cells in row.items()}
        for grid in page.grids
        for row in grid.rows
    )
    headings = tuple(heading(column, asked.words) for column in columns)
    stream = io.StringIO(newline="")
    first = (("table",), (asked.words.page("table"),)) if several else ((), ())
    write(Sheet((*first[0], *columns), (*first[1], *headings), rows), stream)
    return stream.getvalue()


def heading(column: str, words: Catalog) -> str:
    """What stands above a column."""
    return words.headings[column]


def _values(row: Row, grid: Grid) -> dict[str, str]:
    return {column: _joined(row[column]) for column in grid.export if row.get(column)}


def _joined(cells: tuple[Cell, ...]) -> str:
    return SEVERAL.join(cell.value for cell in cells)


def _formats(page: Page, asked: Asked) -> list[tuple[str, str]]:
    """The same page for programs: the name of each format and its address."""
    path = "/home" if asked.path == "/" else asked.path
    return [(form, address(f"{path}.{form}", **asked.given)) for form in ("json", "csv")] if page.status == 200 else []


def _switch(asked: Asked) -> list[tuple[str, str, str]]:
    """The languages of the interface: code, own name and the address of this page in it."""
    return [(code, catalog(code).name, address(asked.path, **(asked.given | {"lang": code}))) for code in languages()]


def _rendered(template: str, **values: object) -> str:
    return str(_environment().get_template(template).render(**values))


@cache
def _environment() -> Environment:
    """Templates in which everything is escaped and every mistake in a name is one."""
    made = Environment(
        loader=FunctionLoader(lambda name: (FOLDER / "templates" / name).read_text(encoding="utf-8")),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"heading": heading, "date": date_text, "count": count_text, "svg": Markup}
    made.globals |= {"LONG": LONG, "NAMES": NAMES}
    return made
