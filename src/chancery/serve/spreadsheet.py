"""What is known, as rows for spreadsheets: what tables show, with whole ids and numbers in cells of their own.

Written as RFC 4180 has it; the columns do not depend on what the rows hold, and no cell is taken for a formula.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct

from chancery.model import DocumentFacts, Indicator
from chancery.record import FactDetail, MergedFact, SearchHit
from chancery.serve.catalog import Catalog
from chancery.serve.streams import visible
from chancery.serve.tables import (
    COLUMNS,
    MISSION_COLUMNS,
    OFFICE_COLUMNS,
    TOPICS,
    Entry,
    called,
    fact_cells,
    first_id,
    frame_entry,
    grouped,
    hit_cells,
    merged_entry,
    mission_cells,
    office_cells,
    topic_cells,
)

if TYPE_CHECKING:
    from chancery.run.queries import MissionRow, OfficeRow

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
"""What begins a formula, in either width of letters."""


SHEET_COLUMNS = COLUMNS | {
    "indicator": ("metric", "qualifier", "value", "upper", "unit", "change", "change_base", "between", "period")
}
"""The columns of each type of fact; numbers are cells of their own."""

NUMBERS = {"value": ("qualifier", "value", "upper", "unit"), "change": ("change", "change_base")}
"""The columns of numbers that a table puts in one."""


class Sheet(Struct, frozen=True):
    """Columns, the heading of each, and rows of cells by column."""

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: Iterable[Mapping[str, str]]


def merged_sheet(found: Iterable[MergedFact], types: Collection[str], words: Catalog) -> Sheet:
    """Merged facts of these types (of all, if there are none)."""
    return fact_sheet((fact_row(merged_entry(each), words) for each in found), types, ("first", "sources"), words)


def documents_sheet(documents: Iterable[DocumentFacts], types: Collection[str], words: Catalog) -> Sheet:
    """The facts of each document."""
    rows = (
        fact_row(frame_entry(frame, called(document)), words) | {"published": document.published or ""}
        for document in documents
        for frame in document.frames
    )
    return fact_sheet(rows, types, ("document", "published"), words)


def mission_sheet(rows: Iterable[MissionRow], words: Catalog) -> Sheet:
    """The same rows for a spreadsheet."""
    return sheet(MISSION_COLUMNS, (mission_cells(row, words) | {"id": first_id(row)} for row in rows), words)


def office_sheet(rows: Iterable[OfficeRow], words: Catalog) -> Sheet:
    """The same rows for a spreadsheet."""
    return sheet(OFFICE_COLUMNS, (office_cells(row, words) | {"id": first_id(row)} for row in rows), words)


def topic_sheet(topic: str, found: Iterable[MergedFact], words: Catalog) -> Sheet:
    """Facts that answer one question; the numbers of figures in cells of their own."""
    columns = tuple(dict.fromkeys(part for column in TOPICS[topic] for part in NUMBERS.get(column, (column,))))
    return sheet(columns, (topic_cells(each, words) | fact_row(merged_entry(each), words) for each in found), words)


def search_sheet(hits: Iterable[SearchHit], words: Catalog) -> Sheet:
    """The same rows for a spreadsheet, with the name of the document beside its title."""
    rows = (hit_cells(hit) | {"document": called(hit), "id": " ".join(hit.facts)} for hit in hits)
    return sheet(("document", "title", "date", "quote", "id"), rows, words)


def detail_sheet(detail: FactDetail, words: Catalog) -> Sheet:
    """A fact as one row for each sentence behind it."""
    kind, cells = str(detail.fact.fact.__struct_config__.tag), fact_row(merged_entry(detail.fact), words)
    rows = (
        cells
        | {"document": called(support), "published": support.published or "", "rule": support.rule}
        | {"quote": evidence.quote, "retracted": support.retracted or ""}
        for support in detail.supports
        for evidence in support.evidence
    )
    return fact_sheet(rows, {kind}, ("document", "published", "quote", "rule", "retracted"), words)


def fact_sheet(
    rows: Iterable[Mapping[str, str]], types: Collection[str], origin: Iterable[str], words: Catalog
) -> Sheet:
    """Facts of these types (of all, if there are none) as one sheet: the same columns whatever the rows hold."""
    kinds = [columns for kind, columns in SHEET_COLUMNS.items() if not types or kind in types]
    said = dict.fromkeys(column for columns in kinds for column in columns)
    return sheet(("type", *said, "modality", *origin, "id"), rows, words)


def sheet(columns: tuple[str, ...], rows: Iterable[Mapping[str, str]], words: Catalog) -> Sheet:
    """The rows under the headings of `columns`."""
    return Sheet(columns, tuple(words.headings[column] for column in columns), rows)


def fact_row(each: Entry, words: Catalog) -> dict[str, str]:
    """The cells of one fact by column."""
    cells = {"type": words.label("type", str(each.fact.__struct_config__.tag))} | fact_cells(each, words)
    if isinstance(each.fact, Indicator):
        cells |= _figures(each.fact, words)
    return cells | {"id": each.id} | each.origin


def _figures(fact: Indicator, words: Catalog) -> dict[str, str]:
    low, high = fact.value if isinstance(fact.value, tuple) else (fact.value, None)
    return {
        "qualifier": words.label("qualifier", fact.qualifier),
        "value": _number(low),
        "upper": _number(high),
        "unit": words.label("unit", fact.unit),
        "change": _number(fact.change),
        "change_base": fact.change_base or "",
    }


def _number(number: float | None) -> str:
    return "" if number is None else grouped(number).replace("\N{NO-BREAK SPACE}", "")


def write(sheet: Sheet, stream: TextIO) -> None:
    """Write the headings and the rows, commas between and CRLF behind."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(sheet.headings)
    writer.writerows([cell(row.get(column, "")) for column in sheet.columns] for row in sheet.rows)


def cell(text: str) -> str:
    """A cell in one line; one that a spreadsheet would compute is marked as text by an apostrophe, a number is not.

    >>> cell("=2+3"), cell("-5.2"), cell("-5.2 %")
    ("'=2+3", '-5.2', "'-5.2 %")
    """
    is_formula = text.startswith(_FORMULA) and not _NUMBER.fullmatch(text)
    return f"'{visible(text)}" if is_formula else visible(text)
