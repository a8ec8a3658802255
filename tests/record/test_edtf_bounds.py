"""The days that an EDTF text bounds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.record.edtf import bounds

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "lo", "hi"),
    [
        ("2022-11-22", "2022-11-22", "2022-11-22"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("2022~", "2022-01-01", "2022-12-31"),
        ("2022-11-22?", "2022-11-22", "2022-11-22"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022-03-XX", "2022-03-01", "2022-03-31"),
        ("2022-34", "2022-04-01", "2022-06-30"),
        ("2022-40", "2022-01-01", "2022-06-30"),
        ("2019-01/2019-09", "2019-01-01", "2019-09-30"),
        ("../2030", "0001-01-01", "2030-12-31"),
        ("2019/..", "2019-01-01", "9999-12-31"),
        ("2019-01/XXXX-05-19", "2019-01-01", None),
        ("XXXX-05-19", None, None),
        ("0000", None, None),
        ("2022-02-30", None, None),
        ("2022-13", None, None),
        ("soon", None, None),
        ("", None, None),
    ],
)
def test_bounds(edtf: str, lo: str | None, hi: str | None) -> None:
    assert bounds(edtf) == (lo, hi)


@given(DAYS)
def test_a_coarser_date_covers_every_day_of_it(day: date) -> None:
    iso = day.isoformat()
    for coarse in (iso, iso[:7], iso[:4], iso[:3] + "X", f"{iso[:4]}~"):
        lo, hi = bounds(coarse)
        assert lo is not None
        assert hi is not None
        assert lo <= iso <= hi


@given(st.text())
def test_any_text_has_bounds_in_order_or_none(text: str) -> None:
    lo, hi = bounds(text)
    assert lo is None or hi is None or "/" in text or lo <= hi
