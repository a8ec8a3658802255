"""Laws of the rows for spreadsheets: whole, the same columns whatever stands in them, and harmless."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serve_samples import FACTS, TEXT, PlainReader, frame

from chancery.model import DocumentFacts, FactType, Indicator
from chancery.serve.catalog import catalog
from chancery.serve.cli import main
from chancery.serve.exits import Exit
from chancery.serve.spreadsheet import SHEET_COLUMNS, Sheet, cell, documents_sheet, write
from chancery.serve.streams import visible
from chancery.serve.tables import COLUMNS

WORDS = catalog()
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def rows(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content, newline="")))


def written(sheet: Sheet) -> str:
    stream = io.StringIO(newline="")
    write(sheet, stream)
    return stream.getvalue()


def of(*facts: object) -> DocumentFacts:
    return DocumentFacts("a.txt", "en", "2024-05-06", "Title", tuple(frame(fact) for fact in facts), file="a.txt")


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_what_is_written_reads_back(cells: list[str]) -> None:
    names = tuple(str(at) for at in range(len(cells)))
    content = written(Sheet(names, names, [dict(zip(names, cells, strict=True))]))
    _, found = csv.reader(io.StringIO(content, newline=""))
    assert found == [cell(each) for each in cells]
    assert content.count("\r\n") == content.count("\n") == 2


@given(st.sampled_from(FORMULAS), st.text())
def test_no_cell_is_taken_for_a_formula(sign: str, rest: str) -> None:
    found = cell(sign + rest)
    if found.startswith("'"):
        assert found[1:] == visible(sign + rest)
    else:
        assert float(found) == float(sign + rest)


@given(st.floats(-1e12, 1e12).map(lambda number: round(number, 3)))
def test_a_number_stays_a_number(number: float) -> None:
    fact = Indicator(metric="exports", value=number, unit="USD", change=-abs(number))
    (row,) = rows(written(documents_sheet([of(fact)], (), WORDS)))
    assert float(row["Value"]) == number
    assert float(row["Change"]) == -abs(number)
    assert row["Unit"] == "USD"


def test_the_ends_of_a_range_are_two_cells() -> None:
    (row,) = rows(written(documents_sheet([of(Indicator(metric="exports", value=(1.5, 2000.0)))], (), WORDS)))
    assert (row["Value"], row["Upper value"]) == ("1.5", "2000")


def test_every_type_has_columns() -> None:
    assert set(SHEET_COLUMNS) == set(COLUMNS) == {kind.value for kind in FactType}


def test_columns_do_not_depend_on_rows() -> None:
    empty, full = (written(documents_sheet(found, (), WORDS)) for found in ([], [of(*FACTS)]))
    assert full.startswith(empty)
    assert len(rows(full)) == len(FACTS)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose record holds one document with every sample fact."""
    for name in ("CHANCERY_CONFIG", "CHANCERY_TIER", "CHANCERY_INTERFACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CHANCERY_RECORD", str(tmp_path / "record.sqlite"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("chancery.serve.desk.reader", lambda desk: PlainReader())
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["read", "a.txt", "--quiet", "--json", "--out", "read.jsonl"]) == Exit.DONE
    return tmp_path


def called(folder: Path, *arguments: str) -> list[dict[str, str]]:
    assert main([*arguments, "--csv", "--out", "said.csv"]) == Exit.DONE
    content = (folder / "said.csv").read_bytes()
    assert content.endswith(b"\r\n")
    return rows(content.decode())


def test_facts_are_rows(folder: Path) -> None:
    assert len(called(folder, "facts")) == len(called(folder, "facts", "--per-document")) == len(FACTS)
    (row,) = called(folder, "facts", "--type", "mission_event")
    assert (row["Type"], row["Sending State"], row["City"], row["Sources"]) == ("mission", "Norway", "Nice", "1")
    assert "Person" not in row


def test_missions_documents_and_proofs_are_rows(folder: Path) -> None:
    (mission,) = called(folder, "missions")
    assert mission["City"] == "Nice"
    (proof,) = called(folder, "show", mission["Id"])
    (hit,) = called(folder, "search", "consulate")
    assert proof["Sentence"] == hit["Sentence"] == "Norway opened a consulate general in Nice."
    assert proof["Document"] == hit["Document"] == "a.txt"


def test_an_empty_answer_has_its_headings(folder: Path) -> None:
    assert called(folder, "search", "unheard") == []
    assert (folder / "said.csv").read_text(encoding="utf-8").startswith("Document,Title,Date,Sentence,Id")


def test_lines_and_rows_exclude_each_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "--csv", "--json"]) == Exit.USAGE
    assert "--json and --csv" in capsys.readouterr().err
