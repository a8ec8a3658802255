"""A record small enough to check by eye, with names that would break a page that forgets to escape."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chancery.clean import document as cleaned
from chancery.model import (
    Agreement,
    ConsularDistrict,
    Document,
    Engagement,
    Evidence,
    Fact,
    Frame,
    Indicator,
    Institution,
    MissionEvent,
    MissionRef,
    Position,
    RawItem,
    Statement,
)
from chancery.record import Record
from chancery.run.analyser import analyser

pytest.importorskip("starlette", reason="the extra `serve` is not installed")

HOSTILE = '<script>alert("x")</script> & Sons'
FIRST = "Norway opened a consulate general in Nice."
SECOND = f"The mayor met {HOSTILE} in Nice."
TEXTS = {
    "one.txt": ("2024-05-02", f"{FIRST} The district covers Corsica.\n\n{SECOND}"),
    "two.txt": ("2025-02-01", "Ada Lund, consul general of Norway in Nice, met the mayor. Exports came to 30 million."),
}
POST = MissionRef(sending="Norway", mission_type="consulate_general", city="Nice")
OPENED = MissionEvent(
    "opened", "consulate_general", sending="Norway", receiving="France", city="Nice", date="2024-05-01"
)
SAID: dict[str, tuple[tuple[Fact, str, str], ...]] = {
    "one.txt": (
        (OPENED, "completed", FIRST),
        (ConsularDistrict(mission=POST, areas=("Corsica",)), "ongoing", "The district covers Corsica."),
        (Engagement("meeting", participants=(HOSTILE,), place="Nice", title=HOSTILE), "completed", SECOND),
        (Institution(name=HOSTILE, kind="cultural_centre", places=("Nice",)), "planned", SECOND),
        (Agreement(title="=HYPERLINK()", parties=("Norway", "France"), date="2030"), "planned", SECOND),
        (Indicator("exports", 20e6, "USD", between=("Norway", "France"), period="2023"), "reported", SECOND),
    ),
    "two.txt": (
        (
            Position("Ada Lund", "consul_general", nominative="Ада Лунд", org="Norway", place="Nice"),
            "completed",
            "Ada Lund, consul general of Norway in Nice",
        ),
        (Statement("Ada Lund", text="We are glad."), "stated", "met the mayor."),
        (
            Indicator("exports", 30e6, "USD", between=("Norway", "France"), period="2024", change=-5.5),
            "reported",
            "Exports came to 30 million.",
        ),
    ),
}
TODAY = date(2026, 1, 1)


def made(path: Path) -> Path:
    """The record, written to `path`."""
    with Record.open(path, analyser=analyser(), engine="test") as record:
        for key in TEXTS:
            append(record, key)
    return path


def append(record: Record, key: str) -> None:
    """Write one of the documents."""
    published, text = TEXTS[key]
    item = RawItem(key, text.encode(), file=key, title=f"News {HOSTILE}", published=published)
    document = cleaned(item)
    assert isinstance(document, Document)
    frames = [_frame(number, document, *said) for number, said in enumerate(SAID[key])]
    record.append(item, document, "en", frames)


def _frame(number: int, document: Document, fact: Fact, modality: str, quote: str) -> Frame:
    start = document.text.index(quote)
    proof = (Evidence(start, start + len(quote), quote, 0),)
    return Frame(f"{document.key.encode().hex()}{number:02d}".zfill(32), fact, modality, proof, "test.rule", 0.9)
