"""Laws of the tables and of the words in them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serve_samples import FACTS, frame

import chancery.serve
from chancery.errors import PackError
from chancery.model import FactType, Indicator, Modality, Reason, Rejected
from chancery.record import Outcome
from chancery.run.batch import Tally
from chancery.serve.catalog import catalog, languages
from chancery.serve.exits import MEANING, Exit
from chancery.serve.output import duration, progress_line
from chancery.serve.tables import COLUMNS, fact_tables, frame_entry, grouped, refusal_table, value_text
from chancery.serve.terminal import visible, write

WORDS = catalog()
SOURCE = "".join(path.read_text(encoding="utf-8") for path in Path(chancery.serve.__file__).parent.rglob("*.py"))


def test_each_type_of_fact_has_its_table_in_the_order_of_the_types() -> None:
    tables = fact_tables((frame_entry(frame(fact), "a.txt") for fact in reversed(FACTS)), WORDS)
    assert [table.title for table in tables] == [WORDS.titles[kind] for kind in FactType]
    for table in tables:
        assert all(len(row) == len(table.headings) for row in table.rows)
        assert table.headings[-2:] == ("Document", "Id")


def test_a_column_that_nothing_fills_is_left_out() -> None:
    (table,) = fact_tables([frame_entry(frame(), "")], WORDS)
    assert "Document" not in table.headings


def test_what_a_table_leaves_out_is_counted() -> None:
    (table,) = fact_tables([frame_entry(frame(), "")], WORDS, counts={"mission_event": 8})
    assert table.note.startswith("7 more")


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        (Indicator(metric="exports", value=30000000.0, unit="USD", qualifier="~"), "about 30 million USD"),
        (Indicator(metric="share", value=5.25, unit="percent", qualifier="<="), "up to 5.25 percent"),
        (Indicator(metric="exports", value=(1.0, 2.5), unit="EUR", qualifier="range"), "1 to 2.5 EUR"),
        (Indicator(metric="exports"), ""),
    ],
)
def test_a_figure_is_shown_as_people_write_it(fact: Indicator, shown: str) -> None:
    assert value_text(fact, WORDS) == shown


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_groups_of_three_lose_no_digit(number: int) -> None:
    assert int(grouped(number).replace("\xa0", "")) == number


@given(st.text())
def test_nothing_shown_can_command_the_terminal(text: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", visible(text))


def test_a_table_in_a_file_has_no_colour_and_takes_no_markup() -> None:
    stream = io.StringIO()
    write(refusal_table([Rejected("[bold]a\x1b[31m", Reason.EMPTY, "the file is empty")], WORDS), stream)
    assert "[bold]a" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("columns", "heading"), [("200", "Sending State"), ("60", "Sending State: Norway")])
def test_what_is_too_wide_for_the_screen_is_shown_line_by_line(
    monkeypatch: pytest.MonkeyPatch, columns: str, heading: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    stream = Screen()
    entries = [frame_entry(frame(fact), "a document") for fact in FACTS]
    for each in fact_tables(entries, WORDS):
        write(each, stream)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())
    assert heading in shown
    assert ("Sending State: Norway" in shown) == (columns == "60")
    assert all(len(line) <= int(columns) for line in shown.splitlines())


@pytest.mark.parametrize("code", languages())
def test_every_catalogue_has_the_words_of_the_english_one(code: str) -> None:
    other = catalog(code)
    assert set(other.headings) == set(WORDS.headings)
    assert set(other.titles) == set(WORDS.titles)
    assert {key: placeholders(text) for key, text in other.pages.items()} == {
        key: placeholders(text) for key, text in WORDS.pages.items()
    }
    assert {key: placeholders(text) for key, text in other.remarks.items()} == {
        key: placeholders(text) for key, text in WORDS.remarks.items()
    }
    assert {group: set(labels) for group, labels in other.labels.items()} == {
        group: set(labels) for group, labels in WORDS.labels.items()
    }


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_identifier_of_a_closed_list_has_a_label() -> None:
    assert set(WORDS.labels["type"]) == {kind.value for kind in FactType} == set(COLUMNS)
    assert set(WORDS.labels["modality"]) == {each.value for each in Modality}
    assert set(WORDS.labels["reason"]) == {each.value for each in Reason}
    assert set(WORDS.labels["outcome"]) == {each.value for each in Outcome} | {"refused"}


def test_no_word_is_kept_that_nothing_shows() -> None:
    for group in (WORDS.headings, WORDS.titles, WORDS.remarks):
        unused = [key for key in group if not re.search(f"[\"']{key}[\"']", SOURCE) and not key.startswith("count_")]
        assert unused == [], unused


def test_an_unlisted_identifier_is_shown_with_spaces() -> None:
    assert WORDS.label("role", "deputy_keeper") == "deputy keeper"
    assert WORDS.label("role", None) == ""


def test_an_unknown_catalogue_names_those_there_are() -> None:
    with pytest.raises(PackError, match="en"):
        catalog("tlh")


def test_every_exit_code_is_explained() -> None:
    assert set(MEANING) == set(Exit)


def test_progress_tells_counts_rate_and_what_is_left() -> None:
    line = progress_line(Tally(documents=50, facts=120, refused=2), 200, 10.0, WORDS)
    assert line == "50 of 200 documents, 120 facts, 2 refused, 5.0/s, 0:30 left"
    assert progress_line(Tally(documents=5), None, 10.0, WORDS) == "5 documents, 0 facts, 0 refused, 0.5/s"
    assert duration(3725) == "1:02:05"
