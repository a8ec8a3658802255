"""Dates and numbers as the readers of a language write them. What a language writes is in its catalogue.

Knows no page; what it cannot read it leaves as it is.
"""

from __future__ import annotations

from chancery.serve.catalog import Catalog
from chancery.serve.tables import MAGNITUDES
from chancery.text.when import valid

_UNSURE = "~?%"
DECIMALS = 2


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
        return words.page("until", date=_point(until, words, declined=True))
    if until in ("", ".."):
        return words.page("since", date=_point(since, words, declined=True))
    return f"{_point(since, words)} – {_point(until, words)}"


def _point(edtf: str, words: Catalog, *, declined: bool = False) -> str:
    """One date; `declined` after a word that changes the month's form."""
    bare = edtf.rstrip(_UNSURE)
    declined = declined or bare != edtf
    said = bare if "X" in bare.replace("XXXX", "") else _calendar(*bare.split("-"), words=words, declined=declined)
    return words.page("about", date=said) if bare != edtf else said


def _calendar(year: str, month: str = "", day: str = "", *, words: Catalog, declined: bool) -> str:
    if not month:
        return year
    if int(month) > len(words.calendar.months):  # a season
        return f"{year}-{month}"
    known = {"year": "" if year == "XXXX" else year, "day": day.lstrip("0")}
    months = words.calendar.months_of if day or declined else words.calendar.months
    pattern = words.calendar.day if day else words.calendar.month
    return pattern.format(month=months[int(month) - 1], **known).strip()


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


def amount_text(plain: str, words: Catalog) -> str:
    """A number as a person reads it: round millions and more in words.

    >>> from chancery.serve.catalog import catalog
    >>> amount_text("68000000000", catalog()), amount_text("5500", catalog()), amount_text("1234567", catalog())
    ('68 billion', '5,500', '1,234,567')
    """
    try:
        number = float(plain)
    except ValueError:
        return plain
    for size, word in MAGNITUDES:
        parts = number / size
        if abs(parts) >= 1 and round(parts, DECIMALS) == parts:
            return words.remark(word, number=number_text(f"{parts:g}", words))
    return number_text(plain, words)


def count_text(number: int, words: Catalog) -> str:
    """A count in groups of three."""
    return number_text(str(number), words)
