"""Dates as EDTF text: level 1 with four-figure years, and `XXXX-MM`, `XXXX-MM-DD` for a day whose year is not said.

Knows no language and no clock.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from chancery.model.claim import DateBasis, When

_POINT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?", re.ASCII)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
_WINTER = 24
_OPEN = {"..", ""}
_FIRST, _LAST = "0001-01-01", "9999-12-31"


def valid(edtf: str) -> bool:
    """True if `edtf` is a date or an interval that `bounds` understands.

    >>> valid("2022-11"), valid("2022-13"), valid("../2030"), valid("XXXX-11-22")
    (True, False, True, True)
    """
    since, slash, until = edtf.partition("/")
    if not slash:
        return _is_point(edtf)
    ends = (since, until)
    return not all(end in _OPEN for end in ends) and all(end in _OPEN or _is_point(end) for end in ends)


def bounds(edtf: str) -> tuple[str, str]:
    """Give the first and the last day that `edtf` may mean, both inclusive; "" for an open or unknown side.

    Winter of a year may be at its beginning or at its end, so it is bounded by both.

    >>> bounds("2022-02"), bounds("../2030"), bounds("199X"), bounds("XXXX-11-22")
    (('2022-02-01', '2022-02-28'), ('', '2030-12-31'), ('1990-01-01', '1999-12-31'), ('', ''))
    """
    if not valid(edtf):
        return "", ""
    since, slash, until = edtf.partition("/")
    return _edges(since)[0], _edges(until if slash else since)[1]


def day(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """Give the EDTF text of a year, month or day, `XXXX` for an unknown year; "" if there is no such date.

    >>> day(2022, 11, 2), day(None, 5, 19), day(2023, 2, 29)
    ('2022-11-02', 'XXXX-05-19', '')
    """
    parts = ["XXXX" if year is None else f"{year:04d}"]
    parts += [f"{part:02d}" for part in (month, day) if part is not None]
    edtf = "-".join(parts)
    return edtf if valid(edtf) else ""


def shift(edtf: str, days: int) -> str:
    """Give the day `days` after the day `edtf`; "" for anything but a known single day.

    >>> shift("2022-12-31", 1), shift("2022-12", 1)
    ('2023-01-01', '')
    """
    point = edtf.rstrip("~?%")
    if len(point) != 10 or "X" in point or "/" in point or not valid(point):
        return ""
    try:
        return (date.fromisoformat(point) + timedelta(days)).isoformat()
    except OverflowError:
        return ""


def covers(outer: str, inner: str) -> bool:
    """True if every day that `inner` may mean lies within `outer`; equal texts cover each other.

    >>> covers("2022", "2022-11-22"), covers("2022-11", "2022"), covers("2020/..", "2022")
    (True, False, True)
    """
    if not (valid(outer) and valid(inner)):
        return False
    if outer == inner:
        return True
    if "XXXX" in outer or "XXXX" in inner:
        return False
    (low, high), (start, stop) = bounds(outer), bounds(inner)
    return (low or _FIRST) <= (start or _FIRST) and (stop or _LAST) <= (high or _LAST)


def interval(since: str, until: str) -> str:
    """Give the interval from `since` to `until`; "" if it would end before it begins.

    >>> interval("2022-01", "2022-09"), interval("2022", "2021")
    ('2022-01/2022-09', '')
    """
    edtf = f"{since}/{until}"
    low, high = bounds(edtf)
    return edtf if valid(edtf) and not (low and high and low > high) else ""


def when(edtf: str, basis: DateBasis = DateBasis.STATED) -> When:
    """Give the `When` of an EDTF text with its bounds worked out."""
    low, high = bounds(edtf)
    return When(edtf, basis, low, high)


def _is_point(edtf: str) -> bool:
    """True if `edtf` is one date (a year may lack figures, a month or day may be XX)."""
    found = _POINT.fullmatch(edtf)
    if not found or edtf.startswith("0000"):
        return False
    year, month, dom = found.groups()
    if month is None or (month == "XX" and dom in (None, "XX")):
        return True
    if month == "XX":
        return False
    if 21 <= int(month) <= _WINTER:
        return dom is None and year.isdigit()
    return 1 <= int(month) <= 12 and (dom in (None, "XX") or 1 <= int(dom) <= _days(year, int(month)))


def _days(year: str, month: int) -> int:
    """Days of a month; 29 for February of an unknown year."""
    return calendar.monthrange(int(year) if year.isdigit() else 2000, month)[1]


def _edges(point: str) -> tuple[str, str]:
    """First and last day of one date."""
    found = _POINT.fullmatch(point)
    if not found or point.startswith("XXXX"):
        return "", ""
    year, month, dom = found.groups()
    low, high = max(year.replace("X", "0"), "0001"), year.replace("X", "9")
    if month in (None, "XX"):
        return f"{low}-01-01", f"{high}-12-31"
    if int(month) == _WINTER:
        after = f"{min(int(high) + 1, 9999):04d}"
        return f"{low}-01-01", f"{after}-02-{_days(after, 2)}"
    first, last = _SEASONS.get(int(month), (int(month), int(month)))
    if dom in (None, "XX"):
        return f"{low}-{first:02d}-01", f"{high}-{last:02d}-{_days(high, last):02d}"
    return f"{low}-{month}-{dom}", f"{high}-{month}-{dom}"
