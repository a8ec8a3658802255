"""Laws of EDTF dates: bounds never go beyond the words, and no date is made up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.model import DateBasis
from chancery.text.when import bounds, covers, day, interval, shift, valid, when

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(DAYS)
def test_year_month_and_day_cover_each_other_in_turn(at: date) -> None:
    year, month, full = day(at.year), day(at.year, at.month), day(at.year, at.month, at.day)
    assert full == at.isoformat()
    assert bounds(full) == (full, full)
    assert covers(year, month)
    assert covers(month, full)
    assert covers(f"../{year}", full)
    assert covers(f"{month}/..", full)
    assert covers(full, month) == (bounds(month) == (full, full))


@given(DAYS, st.integers(-4000, 4000))
def test_a_shifted_day_is_that_many_days_off(at: date, days: int) -> None:
    try:
        expected = (at + timedelta(days)).isoformat()
    except OverflowError:
        expected = ""
    assert shift(at.isoformat(), days) == expected


def test_only_a_day_is_shifted() -> None:
    assert shift("2022-11/..", 1) == shift("2022-11", 1) == shift("2022-11-XX", 1) == ""


@given(DAYS, DAYS)
def test_an_interval_runs_forward(first: date, second: date) -> None:
    edtf = interval(first.isoformat(), second.isoformat())
    assert bool(edtf) == (first <= second)
    if edtf:
        assert bounds(edtf) == (first.isoformat(), second.isoformat())
        assert covers(edtf, first.isoformat())
        assert covers(edtf, second.isoformat())


@given(st.none() | st.integers(0, 2100), st.integers(-1, 15), st.integers(-1, 33))
def test_a_made_date_is_valid_or_empty(year: int | None, month: int, dom: int) -> None:
    edtf = day(year, month, dom)
    assert edtf == "" or valid(edtf)
    if year and edtf:
        assert date.fromisoformat(edtf) == date(year, month, dom)


@given(st.text("0123456789X-/.~?%", max_size=22))
def test_any_text_has_an_answer(text: str) -> None:
    low, high = bounds(text)
    assert valid(text) or (low, high) == ("", "")
    assert not (low and high and "/" not in text) or low <= high
    assert covers(text, text) == valid(text)


@pytest.mark.parametrize(
    ("edtf", "low", "high"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022~", "2022-01-01", "2022-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022-05-XX", "2022-05-01", "2022-05-31"),
        ("2022-21", "2022-03-01", "2022-05-31"),
        ("2022-24", "2022-01-01", "2023-02-28"),
        ("2019-01/2019-09", "2019-01-01", "2019-09-30"),
        ("../2030", "", "2030-12-31"),
        ("2005/..", "2005-01-01", ""),
        ("XXXX-11-22", "", ""),
        ("XXXX-05", "", ""),
    ],
)
def test_bounds(edtf: str, low: str, high: str) -> None:
    assert valid(edtf)
    assert bounds(edtf) == (low, high)
    read = when(edtf, DateBasis.CONTEXT)
    assert (read.edtf, read.basis, read.lo, read.hi) == (edtf, DateBasis.CONTEXT, low, high)


@pytest.mark.parametrize(
    "text",
    ["", "/", "../..", "2022-13", "2023-02-29", "22", "0000", "2022-XX-05", "XXXX-22", "2022-11-22T10:00", "nil"],
)
def test_what_is_no_date(text: str) -> None:
    assert not valid(text)
    assert bounds(text) == ("", "")


@pytest.mark.parametrize("outer", ["2022", "XXXX-11", "1999/.."])
def test_an_unknown_year_is_covered_by_nothing_but_itself(outer: str) -> None:
    assert not covers(outer, "XXXX-11-22")
    assert shift("XXXX-11-22", 1) == ""
