"""The days that an EDTF text bounds. Knows no language: phrases became EDTF long before the record."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

OPEN = ("", "..")
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"

_DATE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?")
_MARKS = re.compile(r"[~?%]")

MONTHS_OF = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 12), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)} | {
    37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12)
}  # fmt: skip
"""EDTF's numbers for seasons, quarters, thirds and halves as months of the year. Winter lies at both ends of a year."""


class Bounds(NamedTuple):
    """First and last day, both inclusive, as ISO text; None where the text does not bound that side."""

    lo: str | None
    hi: str | None


UNBOUNDED = Bounds(None, None)


def bounds(edtf: str) -> Bounds:
    """The days between which a date or period lies; unbounded for what is not EDTF or has no year.

    >>> bounds("2022-11")
    Bounds(lo='2022-11-01', hi='2022-11-30')
    >>> bounds("../2030")
    Bounds(lo='0001-01-01', hi='2030-12-31')
    >>> bounds("XXXX-05-19")
    Bounds(lo=None, hi=None)
    """
    since, slash, until = edtf.strip().partition("/")
    if not slash:
        return _moment(since)
    first, last = _moment(since), _moment(until)
    return Bounds(FIRST_DAY if since in OPEN else first.lo, LAST_DAY if until in OPEN else last.hi)


def _moment(text: str) -> Bounds:
    match = _DATE.fullmatch(_MARKS.sub("", text))
    if match is None:
        return UNBOUNDED
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year or month in (None, "XX"):
        return _years(year)
    return _days(int(year), int(month), None if day in (None, "XX") else int(day))


def _years(year: str) -> Bounds:
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    return Bounds(f"{max(first, 1):04}-01-01", f"{last:04}-12-31") if last else UNBOUNDED


def _days(year: int, month: int, day: int | None) -> Bounds:
    start, end = MONTHS_OF.get(month, (month, month))
    try:
        first = date(year, start, day or 1)
        last = first if day else date(year, end, monthrange(year, end)[1])
    except ValueError:  # not a day of the calendar: 2022-02-30, 2022-13
        return UNBOUNDED
    return Bounds(first.isoformat(), last.isoformat())
