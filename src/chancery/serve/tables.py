"""What is known, as tables for people: which columns each kind of fact has and what stands in each cell.

Pure; knows no screen. Words come from the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from chancery.model import (
    Agreement,
    ConsularDistrict,
    Cooperation,
    Delegation,
    DocumentFacts,
    Engagement,
    Fact,
    FactType,
    Frame,
    Function,
    Indicator,
    Institution,
    Membership,
    MissionEvent,
    MissionRef,
    Position,
    Project,
    Rejected,
    Statement,
)
from chancery.record import MergedFact, SearchHit, Support
from chancery.serve.catalog import Catalog

if TYPE_CHECKING:
    from chancery.run.queries import MissionRow, OfficeRow, PeopleFigure

SHORT_ID = 8
"""Digits of an id that a table shows; `show` takes any unique beginning of six digits or more."""

LONGEST_PASSAGE = 80
"""Characters of a passage of speech that a table shows; `show` has the whole of it."""


class Table(Struct, frozen=True):
    """A titled table: one heading a column, one cell a heading in each row; `note` stands below."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class Entry(Struct, frozen=True):
    """One fact as a row is made from it: what it says, how, its id, and further cells that say where it comes from."""

    fact: Fact
    modality: str
    polarity: str
    id: str
    origin: dict[str, str]


def frame_entry(frame: Frame, document: str) -> Entry:
    """A frame of the document called `document` as an entry."""
    return Entry(frame.fact, frame.modality, frame.polarity, frame.id, {"document": document})


def merged_entry(merged: MergedFact) -> Entry:
    """A merged fact as an entry."""
    origin = {"first": merged.first_published or "", "sources": str(merged.sources)}
    if merged.conflicts:
        origin["conflicts"] = ", ".join(conflict.role for conflict in merged.conflicts)
    return Entry(merged.fact, merged.modality, merged.polarity, merged.id, origin)


def fact_tables(entries: Iterable[Entry], words: Catalog, *, counts: Mapping[str, int] | None = None) -> list[Table]:
    """One table for each type of fact that occurs, in the order of the types.

    Args:
        counts: how many there are of each type, where `entries` are but the first of them.
    """
    by_type: dict[str, list[Entry]] = {kind.value: [] for kind in FactType}
    for each in entries:
        by_type[str(each.fact.__struct_config__.tag)].append(each)
    counted = counts or {}
    return [_fact_table(kind, rows, words, counted.get(kind, 0)) for kind, rows in by_type.items() if rows]


def _fact_table(kind: str, entries: list[Entry], words: Catalog, count: int) -> Table:
    rows = [short(fact_cells(each, words) | {"id": each.id} | each.origin) for each in entries]
    more = count - len(entries)
    note = words.remark("more_rows", count=more, type=kind) if more > 0 else ""
    return table(words.titles[kind], (*COLUMNS[kind], "modality", *ORIGIN, "id"), rows, words, note)


def short(row: dict[str, str]) -> dict[str, str]:
    """A row for people: the beginning of a long passage and of the id, and no count of a single source."""
    said = row.get("said", "")
    cut = said if len(said) <= LONGEST_PASSAGE else said[: LONGEST_PASSAGE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    sources = row.get("sources", "")
    return row | {"said": cut, "id": row["id"][:SHORT_ID], "sources": "" if sources == "1" else sources}


def table(
    title: str, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]], words: Catalog, note: str = ""
) -> Table:
    """The rows under the headings of `columns`; a column that is empty in every row is left out."""
    listed = list(rows)
    shown = [column for column in columns if any(row.get(column) for row in listed)]
    headings = tuple(words.headings[column] for column in shown)
    return Table(title, headings, tuple(tuple(row.get(column, "") for column in shown) for row in listed), note)


ORIGIN = ("document", "first", "sources", "conflicts")
COLUMNS: dict[str, tuple[str, ...]] = {
    "mission_event": ("mission", "sending", "receiving", "city", "event", "date"),
    "consular_district": ("mission", "action", "areas", "date"),
    "position": ("person", "role", "org", "place", "event", "date"),
    "engagement": ("kind", "participants", "place", "date", "title"),
    "indicator": ("metric", "value", "change", "between", "period"),
    "agreement": ("title", "kind", "parties", "place", "date"),
    "cooperation": ("said", "parties", "by", "date"),
    "project": ("title", "place", "parties", "by", "date"),
    "function": ("mission", "function", "article"),
    "institution": ("title", "kind", "place", "event"),
    "delegation": ("head", "org", "members", "parties"),
    "membership": ("person", "org"),
    "statement": ("speaker", "said", "date"),
}


def fact_cells(each: Entry, words: Catalog) -> dict[str, str]:
    """The cells of one fact by column."""
    cells = CELLS[type(each.fact)](each.fact, words)
    modality = words.label("modality", each.modality)
    denied = each.polarity != "asserted" and each.modality != each.polarity
    return cells | {"modality": f"{modality}, {words.label('polarity', each.polarity)}" if denied else modality}


def _mission_event(fact: MissionEvent, words: Catalog) -> dict[str, str]:
    return {
        "mission": words.label("mission_type", fact.mission_type),
        "sending": fact.sending or "",
        "receiving": fact.receiving or "",
        "city": fact.city or fact.city_as_written or "",
        "event": words.label("mission_event", fact.event),
        "date": fact.date or "",
    }


def _consular_district(fact: ConsularDistrict, words: Catalog) -> dict[str, str]:
    areas = "; ".join(fact.areas) or fact.areas_group or fact.limits or ""
    action = words.label("op", fact.op)
    return {"mission": mission_name(fact.mission, words), "action": action, "areas": areas, "date": fact.date or ""}


def mission_name(mission: MissionRef, words: Catalog) -> str:
    """A mission as a person names it: its class, its State, its seat."""
    parts = (words.label("mission_type", mission.mission_type), mission.sending, mission.city)
    return ", ".join(part for part in parts if part)


def _position(fact: Position, words: Catalog) -> dict[str, str]:
    event = "" if fact.event == "holds" else words.label("position_event", fact.event)
    return {
        "person": fact.person,
        "role": fact.role_as_written
        if fact.role == "other" and fact.role_as_written
        else words.label("role", fact.role),
        "org": fact.org or fact.org_as_written or "",
        "place": fact.receiving or fact.place or "",
        "event": event,
        "date": fact.date or "",
    }


def _engagement(fact: Engagement, words: Catalog) -> dict[str, str]:
    return {
        "kind": words.label("engagement_kind", fact.kind),
        "participants": "; ".join(fact.participants),
        "place": fact.place or fact.venue or "",
        "date": fact.date or "",
        "title": fact.title or fact.subject or "",
    }


def _indicator(fact: Indicator, words: Catalog) -> dict[str, str]:
    sides = (fact.reporter or "", fact.partner or "")
    flow = " < " if fact.metric == "imports" else " > "
    return {
        "metric": words.label("metric", fact.metric),
        "value": value_text(fact, words),
        "change": ""
        if fact.change is None
        else f"{grouped(fact.change, sign=True)} % {fact.change_base or ''}".strip(),
        "between": flow.join(sides) if all(sides) else " - ".join(fact.between) or sides[0] or sides[1],
        "period": fact.period or "",
    }


def _agreement(fact: Agreement, words: Catalog) -> dict[str, str]:
    return {
        "title": fact.title or "",
        "kind": words.label("agreement_kind", fact.kind),
        "parties": "; ".join(fact.parties),
        "place": fact.place or "",
        "date": fact.date or "",
    }


def _cooperation(fact: Cooperation, words: Catalog) -> dict[str, str]:
    said = fact.text or ", ".join(fact.fields)
    return {"said": said, "parties": "; ".join(fact.parties), "by": fact.by or "", "date": fact.date or ""}


def _project(fact: Project, words: Catalog) -> dict[str, str]:
    return {
        "title": fact.title or "",
        "place": fact.place or "",
        "parties": "; ".join(fact.parties),
        "by": fact.proposer or "",
        "date": fact.date or "",
    }


def _function(fact: Function, words: Catalog) -> dict[str, str]:
    return {
        "mission": mission_name(fact.mission, words),
        "function": words.label("function", fact.function),
        "article": fact.article or "",
    }


def _institution(fact: Institution, words: Catalog) -> dict[str, str]:
    return {
        "title": fact.name,
        "kind": words.label("institution_kind", fact.kind),
        "place": "; ".join(fact.places),
        "event": fact.event or "",
    }


def _delegation(fact: Delegation, words: Catalog) -> dict[str, str]:
    return {
        "head": fact.head,
        "org": fact.org or "",
        "members": "; ".join(fact.members),
        "parties": "; ".join(fact.parties),
    }


def _membership(fact: Membership, words: Catalog) -> dict[str, str]:
    return {"person": fact.person, "org": fact.org}


def _statement(fact: Statement, words: Catalog) -> dict[str, str]:
    return {"speaker": fact.speaker, "said": fact.text or "", "date": fact.date or ""}


MAGNITUDES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
THOUSANDTHS = 1000
"""A number of millions has at most three decimals; what is finer is written out."""


def value_text(fact: Indicator, words: Catalog) -> str:
    """A figure as a person writes it: its qualifier, the number in groups of three, its unit."""
    if fact.value is None:
        return ""
    parts = (words.label("qualifier", fact.qualifier), number(fact.value, words), words.label("unit", fact.unit))
    return " ".join(part for part in parts if part)


def number(value: float | tuple[float, float], words: Catalog) -> str:
    """A number, or the two ends of a range: round millions and more in words, others in groups of three."""
    if isinstance(value, tuple):
        return words.remark("range", low=number(value[0], words), high=number(value[1], words))
    for size, remark in MAGNITUDES:
        if abs(value) >= size and not value * THOUSANDTHS % size:
            return words.remark(remark, number=grouped(value / size))
    return grouped(value)


def grouped(value: float, *, sign: bool = False) -> str:
    """A number with its thousands apart: 30 000 000; 5.2."""
    form = f"{value:{'+' if sign else ''},.6f}".rstrip("0").rstrip(".")
    return form.replace(",", "\N{NO-BREAK SPACE}")


MISSION_COLUMNS = (
    *("mission", "sending", "receiving", "city", "status", "since", "head"),
    *("officers", "district", "people", "id"),
)


def mission_table(rows: Iterable[MissionRow], words: Catalog) -> Table:
    """Missions with their latest status, head and district."""
    cells = (mission_cells(row, words) | {"id": first_id(row)[:SHORT_ID]} for row in rows)
    return table(words.titles["missions"], MISSION_COLUMNS, cells, words)


def first_id(row: MissionRow | OfficeRow) -> str:
    """The id of the fact that a row rests on first."""
    return next(iter(row.evidence), "")


def mission_cells(row: MissionRow, words: Catalog) -> dict[str, str]:
    """The cells of one mission by column; the modality stands beside a stage that it changes."""
    stage, modality = words.label("mission_event", row.status), words.label("modality", row.modality)
    told = row.modality in ("completed", "ongoing", row.status)
    return {
        "mission": words.label("mission_type", row.mission_type),
        "sending": row.sending or "",
        "receiving": row.receiving or "",
        "city": row.city or "",
        "status": stage if told else ", ".join(part for part in (stage, modality) if part),
        "since": row.since or "",
        "head": row.head or "",
        "officers": "; ".join(row.officers),
        "district": "; ".join(row.district),
        "people": "; ".join(people_text(each, words) for each in row.people),
    }


def people_text(figure: PeopleFigure, words: Catalog) -> str:
    """How many people of a kind live in a district: "diaspora (Kazakhstan): over 90 000"."""
    said = {"metric": words.label("metric", figure.metric), "of": figure.of}
    said["value"] = " ".join(
        part for part in (words.label("qualifier", figure.qualifier), number(figure.value, words)) if part
    )
    return words.remark("people_of" if figure.of else "people", **said)


OFFICE_COLUMNS = ("role", "org", "place", "person", "event", "since", "until", "predecessor", "heard", "id")


def office_table(rows: Iterable[OfficeRow], words: Catalog) -> Table:
    """Offices with their holders."""
    cells = (office_cells(row, words) | {"id": first_id(row)[:SHORT_ID]} for row in rows)
    return table(words.titles["offices"], OFFICE_COLUMNS, cells, words)


def office_cells(row: OfficeRow, words: Catalog) -> dict[str, str]:
    """The cells of one office by column."""
    role = words.label("role", row.role)
    return {
        "role": f"{role} ({row.portfolio})" if row.portfolio else role,
        "org": row.org or "",
        "place": row.place or "",
        "person": row.person,
        "event": "" if row.event == "holds" else words.label("position_event", row.event),
        "since": row.since or "",
        "until": row.until or "",
        "predecessor": row.predecessor or "",
        "heard": row.heard or "",
    }


TOPICS = {
    "agenda": ("date", "kind", "title", "participants", "place", "modality", "id"),
    "commitments": ("said", "by", "parties", "place", "modality", "first", "id"),
    "trade": ("period", "metric", "value", "change", "between", "modality", "speaker", "first", "sources", "id"),
}
"""The columns of facts that answer one question."""


def topic_table(topic: str, found: Iterable[MergedFact], words: Catalog) -> Table:
    """Facts that answer one question, in their order."""
    rows = (short(topic_cells(each, words) | {"id": each.id}) for each in found)
    return table(words.titles[topic], TOPICS[topic], rows, words)


def topic_cells(merged: MergedFact, words: Catalog) -> dict[str, str]:
    """The cells of a fact that answers a question: what is to be done is what is said, and who says a figure stands
    beside it."""
    each = merged_entry(merged)
    cells = fact_cells(each, words) | each.origin
    if isinstance(each.fact, Project):
        cells["said"] = each.fact.title
    if isinstance(each.fact, Indicator):
        cells["speaker"] = each.fact.attributed_to or merged.speaker or ""
    return cells


def hit_cells(hit: SearchHit) -> dict[str, str]:
    """The cells of one document found, by column."""
    shown = hit.title or hit.file or hit.document
    return {"document": shown, "title": hit.title or "", "date": hit.published or "", "quote": hit.snippet}


def called(document: DocumentFacts | Support | SearchHit) -> str:
    """A document's address, file or key."""
    return document.url or document.file or (document.key if isinstance(document, DocumentFacts) else document.document)


def refusal_table(rejected: Iterable[Rejected], words: Catalog) -> Table:
    """The refused documents with their reasons."""
    rows = (
        {"document": each.key, "reason": words.label("reason", each.reason), "message": each.message}
        for each in rejected
    )
    return table(words.titles["refused"], ("document", "reason", "message"), rows, words)


Cells = Callable[..., dict[str, str]]
CELLS: dict[type[Struct], Cells] = {
    MissionEvent: _mission_event,
    ConsularDistrict: _consular_district,
    Position: _position,
    Engagement: _engagement,
    Indicator: _indicator,
    Agreement: _agreement,
    Cooperation: _cooperation,
    Project: _project,
    Function: _function,
    Institution: _institution,
    Delegation: _delegation,
    Membership: _membership,
    Statement: _statement,
}
