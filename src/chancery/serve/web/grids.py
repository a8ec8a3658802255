"""Facts as grids: the rows that a page shows and that its CSV and JSON hold, each name a link, each row with its proof.

Pure; the words and cells are those of the tables that the command line prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from chancery.model import FactType, Indicator, MissionRef, Position
from chancery.record import MergedFact
from chancery.run.queries import MissionRow, OfficeRow
from chancery.serve.catalog import Catalog
from chancery.serve.spreadsheet import SHEET_COLUMNS, fact_row
from chancery.serve.tables import COLUMNS, MISSION_COLUMNS, OFFICE_COLUMNS, Entry, mission_cells, office_cells
from chancery.serve.web.names import Subject, of_mission, of_reference
from chancery.serve.web.speech import amount_text, date_text, number_text


class Cell(Struct, frozen=True):
    """One value: `value` as files have it, `shown` as the reader's language writes it, and where it leads."""

    value: str
    shown: str
    href: str = ""


Row = Mapping[str, tuple[Cell, ...]]


class Grid(Struct, frozen=True):
    """A titled table. `columns` are what a page shows, `export` what files hold; `total` the rows there would be."""

    id: str
    title: str
    columns: tuple[str, ...]
    export: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    total: int = 0


NAMES = frozenset(
    ("sending", "receiving", "city", "place", "org", "person", "head", "speaker", "by", "participants", "areas")
) | frozenset(("parties", "members", "district", "between", "officers", "predecessor"))
"""Columns whose cells name people, places and bodies."""

DATES = frozenset(("date", "since", "until", "heard", "period", "first", "published"))
FIGURES = frozenset(("value", "upper", "change"))
LONG = frozenset(("said", "quote", "title", "message", "district", "areas", "participants", "people"))
"""Columns of running text and long lists, which may be wide."""

Resolve = Callable[[str], Subject | None]


class Teller(Struct, frozen=True):
    """How names are told on one page: what a name means, how it is written, and on which day."""

    words: Catalog
    resolve: Resolve
    written: Callable[[str], str]
    link: Callable[[str], str]

    def name(self, name: str) -> Cell:
        """A name with its link."""
        subject = self.resolve(name)
        return Cell(name, self.written(name), self.link(subject.path) if subject else "")

    def names(self, names: Iterable[str]) -> tuple[Cell, ...]:
        """Several names."""
        return tuple(self.name(name) for name in names)

    def plain(self, value: str, shown: str | None = None, path: str = "") -> tuple[Cell, ...]:
        """Any other value, with its link if it has one."""
        return (Cell(value, value if shown is None else shown, self.link(path) if path else ""),) if value else ()


def fact_grids(facts: Iterable[MergedFact], teller: Teller, *, order: Sequence[str] = ()) -> list[Grid]:
    """One grid for each type of fact that occurs, those of `order` first."""
    by_type: dict[str, list[MergedFact]] = {kind: [] for kind in (*order, *map(str, FactType))}
    for fact in facts:
        by_type[kind_of(fact)].append(fact)
    return [fact_grid(kind, rows, teller) for kind, rows in by_type.items() if rows]


def kind_of(fact: MergedFact) -> str:
    """The type of a fact."""
    return str(fact.fact.__struct_config__.tag)


def fact_grid(
    kind: str, facts: Sequence[MergedFact], teller: Teller, *, id: str = "", title: str = "", total: int = 0
) -> Grid:
    """Facts of one type as a grid."""
    rows = tuple(fact_cells(fact, teller) for fact in facts)
    columns = filled((*COLUMNS[kind], "modality", "first", "sources"), rows)
    export = (*SHEET_COLUMNS[kind], "modality", "first", "sources", "id")
    return Grid(id or kind, title or teller.words.titles[kind], columns, export, rows, total=total or len(rows))


def mixed_grid(facts: Sequence[MergedFact], teller: Teller, *, id: str, title: str, total: int = 0) -> Grid:
    """Facts of several types in one list, each told in one line."""
    rows = tuple(_one_line(fact, teller) for fact in facts)
    columns = filled(("date", "type", "said", "modality", "sources"), rows)
    return Grid(
        id, title, columns, ("date", "type", "said", "modality", "sources", "id"), rows, total=total or len(rows)
    )


def _one_line(fact: MergedFact, teller: Teller) -> Row:
    cells = fact_cells(fact, teller)
    kind = kind_of(fact)
    told = [cell for column in COLUMNS[kind] if column != "date" for cell in cells.get(column, ())]
    date = cells.get("date") or cells.get("period") or cells.get("first") or ()
    kept = {name: cells[name] for name in ("type", "modality", "sources", "id") if name in cells}
    return kept | {"said": tuple(told), "date": date}


def fact_cells(fact: MergedFact, teller: Teller) -> Row:
    """The cells of one fact by column; the sources lead to its proof."""
    entry = Entry(fact.fact, fact.modality, fact.polarity, fact.id, {})
    raw = fact_row(entry, teller.words)
    row = {column: _cells(column, text, teller) for column, text in raw.items() if text}
    payload = fact.fact
    if isinstance(payload, Indicator):
        row |= _figure(payload, row, raw, teller)
    if isinstance(payload, Position) and payload.portfolio:
        row["role"] = teller.plain(f"{raw['role']} ({payload.portfolio})")
    if isinstance(mission := getattr(payload, "mission", None), MissionRef):
        row["mission"] = _mission(mission, raw.get("mission", ""), teller)
    elif isinstance(getattr(payload, "mission_type", None), str):
        seat = getattr(payload, "city", None) or getattr(payload, "receiving", None)
        ref = MissionRef(payload.sending, payload.mission_type, seat)  # type: ignore[union-attr]
        row["mission"] = _mission(ref, raw["mission"], teller)
    row["first"] = teller.plain(fact.first_published or "", date_text(fact.first_published, teller.words))
    row["sources"] = teller.plain(str(fact.sources), path=f"/fact/{fact.id}")
    return {column: cells for column, cells in row.items() if cells}


def _cells(column: str, text: str, teller: Teller) -> tuple[Cell, ...]:
    if column in NAMES:
        return teller.names(text.split("; "))
    if column in DATES:
        return teller.plain(text, date_text(text, teller.words))
    return teller.plain(text)


def _figure(fact: Indicator, row: Row, raw: Mapping[str, str], teller: Teller) -> dict[str, tuple[Cell, ...]]:
    words = teller.words
    numbers = [amount_text(raw[name], words) for name in ("value", "upper") if raw.get(name)]
    number = words.remark("range", low=numbers[0], high=numbers[1]) if len(numbers) == 2 else "".join(numbers)
    shown = " ".join(
        part for part in (raw.get("qualifier", ""), number, raw.get("unit", "") if numbers else "") if part
    )
    change = number_text(raw.get("change", ""), words)
    base = date_text(fact.change_base, words)
    sides = fact.between or tuple(side for side in (fact.reporter, fact.partner) if side)
    sides = sides or ((fact.place,) if fact.place else ())
    return {
        "value": teller.plain(raw.get("value", ""), shown),
        "change": teller.plain(raw.get("change", ""), f"{change} %" + (f" ({base})" if base else "")),
        "between": teller.names(sides),
        "metric": teller.plain(raw["metric"], path=f"/indicators?metric={fact.metric}"),
    }


def _mission(mission: MissionRef, text: str, teller: Teller) -> tuple[Cell, ...]:
    subject = of_reference(mission)
    shown = teller.words.label("mission_type", mission.mission_type)
    return teller.plain(text or shown, text or shown, subject.path if subject else "")


def mission_grid(rows: Iterable[MissionRow], teller: Teller, *, id: str = "missions", title: str = "") -> Grid:
    """Missions with status, head and district."""
    cells = tuple(_mission_row(row, teller) for row in rows)
    shown = filled(tuple(column for column in MISSION_COLUMNS if column != "id"), cells)
    return Grid(
        id, title or teller.words.titles["missions"], (*shown, "sources"), MISSION_COLUMNS, cells, total=len(cells)
    )


def _mission_row(row: MissionRow, teller: Teller) -> Row:
    raw = mission_cells(row, teller.words)
    cells = {column: _cells(column, text, teller) for column, text in raw.items() if text}
    subject = of_mission(row.sending or "", row.mission_type, row.city or row.receiving or "")
    cells["mission"] = teller.plain(raw["mission"], path=subject.path)
    first = next(iter(row.evidence), "")
    cells["id"] = teller.plain(first)
    cells["sources"] = teller.plain(str(len(row.evidence)), path=f"/fact/{first}")
    return cells


def office_grid(rows: Iterable[OfficeRow], teller: Teller, *, id: str, title: str) -> Grid:
    """Offices with their holders."""
    cells = tuple(_office_row(row, teller) for row in rows)
    shown = filled(("person", *(column for column in OFFICE_COLUMNS if column not in ("person", "id"))), cells)
    return Grid(id, title, (*shown, "sources"), OFFICE_COLUMNS, cells, total=len(cells))


def _office_row(row: OfficeRow, teller: Teller) -> Row:
    raw = office_cells(row, teller.words)
    cells = {column: _cells(column, text, teller) for column, text in raw.items() if text}
    first = next(iter(row.evidence), "")
    proof = teller.plain(str(len(row.evidence)), path=f"/fact/{first}")
    return cells | {"id": teller.plain(first), "sources": proof}


def filled(columns: Iterable[str], rows: Sequence[Row]) -> tuple[str, ...]:
    """The columns that at least one row fills."""
    return tuple(column for column in columns if any(row.get(column) for row in rows))
