"""Machine-written dates and times. Words for dates in a language are not read here."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)
_LOOSE = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)", re.ASCII)


def utc_day(stamp: str) -> str | None:
    """The day of an ISO date (YYYY-MM-DD) or timestamp, in UTC where it has an offset; None if it is neither.

    >>> utc_day("2022-11-27T01:30:00+06:00")
    '2022-11-26'
    """
    text = stamp.strip()
    if not _ISO.fullmatch(text):
        return None
    try:
        return _day(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def metadata_day(stamp: str) -> str | None:
    """The day of a date as pages carry it in their metadata: ISO, 20220131, 2022/01/31 or that of a mail header."""
    return utc_day(stamp) or _mail_day(stamp) or _loose_day(stamp)


def _day(moment: datetime) -> str:
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date().isoformat()


def _mail_day(stamp: str) -> str | None:
    if "," not in stamp or len(stamp) > 64:
        return None
    try:
        return _day(parsedate_to_datetime(stamp))
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _loose_day(stamp: str) -> str | None:
    match = _LOOSE.match(stamp.strip())
    return utc_day("-".join(match.groups())) if match else None
