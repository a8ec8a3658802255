"""Dates and numbers as the readers of a language write them. What a language writes is in its catalogue.

Knows no page; what it cannot read it leaves as it is.
"""

from __future__ import annotations

from chancery.serve.catalog import Catalog
from chancery.text.when import valid

_UNSURE = "~?%"


def date_text(edtf: str | None, words: Catalog) -> str:
    """A date or period as a person reads it, no more exact than it is.

    >>> from chancery.serve.catalog import catalog
    >>> [date_text(each, catalog()) for each in ("2023-07-10", "2023-07", "2022~", "../2030", "XXXX-05-19")]
    ['10 July 2023', 'July 2023', 'about 2022', 'by 2030', '19 May']
    """
    if not edtf or not valid(edtf):
        return edtf or ""
    since, slash, until = edtf.partition("/")
    if not slash:
        return _point(since, words)
    if since in ("", ".."):
        return words.page("until", date=_point(until, words))
    if until in ("", ".."):
        return words.page("since", date=_point(since, words))
    return f"{_point(since, words)} – {_point(until, words)}"


def _point(edtf: str, words: Catalog) -> str:
    bare = edtf.rstrip(_UNSURE)
    said = _calendar(*bare.split("-"), words=words) if "X" not in bare.replace("XXXX", "") else bare
    return words.page("about", date=said) if bare != edtf else said


def _calendar(year: str, month: str = "", day: str = "", *, words: Catalog) -> str:
    if not month:
        return year
    if int(month) > len(words.calendar.months):  # a season
        return f"{year}-{month}"
    known = {"year": "" if year == "XXXX" else year, "day": day.lstrip("0")}
    if day:
        return words.calendar.day.format(month=words.calendar.months_of[int(month) - 1], **known).strip()
    return words.calendar.month.format(month=words.calendar.months[int(month) - 1], **known).strip()


def number_text(plain: str, words: Catalog) -> str:
    """A number in groups of three with the language's marks; `plain` has digits, a sign and a point.

    >>> from chancery.serve.catalog import catalog
    >>> number_text("-1234567.5", catalog())
    '-1,234,567.5'
    """
    try:
        number = float(plain)
    except ValueError:
        return plain
    decimals = len(plain.partition(".")[2])
    form = f"{number:,.{decimals}f}"
    return form.replace(",", "\0").replace(".", words.calendar.decimal).replace("\0", words.calendar.group)


def count_text(number: int, words: Catalog) -> str:
    """A count in groups of three."""
    return number_text(str(number), words)
