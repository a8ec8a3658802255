"""The shape of what a language pack knows about dates: its words for times, and the forms they are put together in."""

from __future__ import annotations

from msgspec import Struct

Words = tuple[str, ...]


class Offset(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that lie `by` steps after the present: "yesterday" by -1 days, "last" by -1 of the unit beside it."""

    by: int
    words: Words


class Units(Struct, frozen=True, forbid_unknown_fields=True):
    """Every form of the words for lengths of time."""

    day: Words = ()
    week: Words = ()
    month: Words = ()
    quarter: Words = ()
    half: Words = ()
    year: Words = ()
    decade: Words = ()


class Bounds(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make a date the end of an open period, its beginning, or a rough one; `*_after` follow the date."""

    until: Words = ()
    since: Words = ()
    about: Words = ()
    until_after: Words = ()
    since_after: Words = ()


class DatePattern(Struct, frozen=True, forbid_unknown_fields=True):
    """A form of dates, written as it stands in a text, and how it reads.

    `form` holds `{slots}`, plain words, `word|word` and `[optional parts]`, never one at its beginning. Slots: day,
    month, year, weekday, season, decade (1990s), tens (90s), ordinal, count, unit, near, shift, recent, to, both, or a
    list of the calendar's `words`; a second one of a kind is `{day2}`. `reads`: point, range, pair, first, decade,
    weekday, near, relative, ago, recent, eve. `after` are words of which one must stand before it; `closed` ("small",
    "capital") forbids a word that begins so right behind it.
    """

    form: str
    reads: str
    after: Words = ()
    closed: str = ""


class Calendar(Struct, frozen=True, forbid_unknown_fields=True):
    """`calendar.toml`. Words are matched folded; a missing list is a capability that is absent.

    `months`, `weekdays` (from Monday), `seasons` (from spring), `ordinals` (first to fourth) and `counts` (from
    one) are lists of forms; `endings` may follow any of their words and `units`; `day_endings`, `year_endings`,
    `decade_endings` figures. `month_case` is "capital" or "small" where the language always writes months so;
    `numeric` the order of 5/6/2023 ("dmy", "mdy", "" where it is not settled). `never_after`, `never_before` are
    words whose numbers are no dates, `joined` words that a hyphen may join to a date, `dependent` forms of units that
    need a number or a year beside them.
    """

    months: tuple[Words, ...]
    weekdays: tuple[Words, ...]
    pattern: tuple[DatePattern, ...]
    seasons: tuple[Words, ...] = ()
    ordinals: tuple[Words, ...] = ()
    counts: tuple[Words, ...] = ()
    endings: Words = ()
    day_endings: Words = ()
    year_endings: Words = ()
    decade_endings: Words = ()
    units: Units = Units()
    near: tuple[Offset, ...] = ()
    shift: tuple[Offset, ...] = ()
    recent: tuple[Offset, ...] = ()
    to: Words = ()
    both: Words = ()
    words: dict[str, Words] = {}
    dependent: Words = ()
    bounds: Bounds = Bounds()
    never_after: Words = ()
    never_before: Words = ()
    joined: Words = ()
    month_case: str = ""
    numeric: str = ""
