"""Dates and periods in a sentence, each no finer than its words.

The words and the forms come from the pack's calendar; here is only how a form reads. Forms are tried where one of
their first words (or a figure) stands. Knows no language and no clock: what counts from the present counts from the
publication day, and stays unknown without one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from chancery.errors import PackError
from chancery.model import DateBasis, When
from chancery.model.calendar import Bounds, Calendar, DatePattern, Offset
from chancery.text.forms import fold
from chancery.text.when import day, interval, shift, when


class DateHit(Struct, frozen=True):
    """A date in a sentence; `anchor` "day_before" counts from an event told before rather than from publication.

    `when.edtf` is "" for a date that only the publication day could tell.
    """

    start: int
    stop: int
    when: When
    anchor: str = ""


Values = Mapping[str, int]
Reading = Callable[[Values, date | None], When | None]

DAY, WEEK, MONTH, QUARTER, HALF, YEAR, DECADE = range(7)
DAY_BEFORE = "day_before"
WINDOW = 40

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ELEMENT = re.compile(r"[\[\]]|\{[a-z]+\d?\}|[^\s\[\]{}]+")
_YEAR = r"(?:1[5-9]|20)\d\d"
_DECADE = r"(?:1[5-9]|20)\d0"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?=\D|$)")
_NUMERIC = re.compile(r"(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)(?![\d/]|\.\d)")
_NEXT = re.compile(r"\s+([^\W\d_])")
_BEHIND = re.compile(r"\s?[%‰°]|[:.,/-]\d")
_APART = r"(?:\s+|(?<=\.))"
_FIGURE = "#"
_FIGURES = frozenset({"day", "year", "decade", "tens"})
_UNKNOWN = When("", DateBasis.PUBLISHED)
_PLAIN_SEASONS = 20
_NEAR_MONTHS = 4
_PRESENT = range(1500, 3000)


class _Form(Struct, frozen=True):
    """A compiled pattern of the calendar."""

    regex: re.Pattern[str]
    reads: str
    after: re.Pattern[str] | None
    closed: str


class _Forms(Struct, frozen=True):
    """A compiled calendar: `at` gives the forms that may begin with a word (or a figure), `values` what words mean."""

    at: dict[str, tuple[_Form, ...]]
    values: dict[str, dict[str, int]]
    until: re.Pattern[str] | None
    since: re.Pattern[str] | None
    about: re.Pattern[str] | None
    until_after: re.Pattern[str] | None
    since_after: re.Pattern[str] | None
    never_after: re.Pattern[str] | None
    never_before: re.Pattern[str] | None
    joined: frozenset[str]
    dependent: frozenset[str]
    month_case: str
    numeric: str


def dates(text: str, *, calendar: Calendar, published: str | None) -> list[DateHit]:
    """The dates of one sentence in text order, without overlaps; offsets are relative to `text`.

    Args:
        published: ISO day that relative dates count from, None if unknown.
    """
    forms = _compiled(calendar)
    today = _today(published)
    folded = fold(text)
    return _merged(folded, list(_hits(text, folded, forms, today)))


def _today(published: str | None) -> date | None:
    """The publication day, None for what is no day or out of all reason."""
    try:
        today = date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
    return today if today and today.year in _PRESENT else None


# -- finding ---------------------------------------------------------------------------------------------------------


class _Found(Struct, frozen=True):
    """A match that reads as a date."""

    start: int
    stop: int
    reads: str
    when: When


def _hits(text: str, folded: str, forms: _Forms, today: date | None) -> Iterator[_Found]:
    done = 0
    for token in _TOKEN.finditer(folded):
        start, word = token.start(), token.group()
        figure = word[0].isdigit()
        known = forms.at.get(_FIGURE if figure else word)
        if known is None or start < done or _is_no_date(folded, start, word, forms):
            continue
        found = _numeric(folded, start, forms) if figure else None
        found = found or _longest(text, folded, start, known, forms, today)
        if found is not None:
            found = _bounded(folded, found, forms, done)
            done = found.stop
            yield found


def _is_no_date(folded: str, start: int, word: str, forms: _Forms) -> bool:
    """True for a figure that belongs to a name, a sum, a telephone number, a decimal, a time; for Good Friday."""
    if not start:
        return False
    if not word[0].isdigit():
        return word in forms.values["weekday"] and _stands_before(forms.never_after, folded, start)
    last, before = folded[start - 1], folded[start - 2 : start - 1]
    if last.isalnum() or last in "№#$€£₽+:_'" or (last in ".,/-" and before.isdigit()):
        return True
    if last == "-" and before.isalpha():
        return _word_ending_at(folded, start - 1) not in forms.joined
    return _stands_before(forms.never_after, folded, start)


def _word_ending_at(folded: str, stop: int) -> str:
    first = stop
    while first and folded[first - 1].isalpha():
        first -= 1
    return folded[first:stop]


def _stands_before(words: re.Pattern[str] | None, folded: str, start: int) -> bool:
    return words is not None and words.search(folded[max(0, start - WINDOW) : start]) is not None


def _longest(
    text: str, folded: str, start: int, known: Iterable[_Form], forms: _Forms, today: date | None
) -> _Found | None:
    """The longest form that matches at `start` and reads as a date; the first of equals."""
    best: _Found | None = None
    for form in known:
        match = form.regex.match(folded, start)
        if (
            match is None
            or (best is not None and match.end() <= best.stop)
            or not _fits(text, folded, form, match, forms)
        ):
            continue
        reading = _READINGS[form.reads](_values(match, forms), today)
        if reading is not None:
            best = _Found(start, match.end(), form.reads, reading)
    return best


def _fits(text: str, folded: str, form: _Form, match: re.Match[str], forms: _Forms) -> bool:
    """True if what stands around a match and the case of its letters let it be a date."""
    start, stop = match.span()
    if form.after is not None and not _stands_before(form.after, folded, start):
        return False
    if form.closed and _initial(text, stop) == form.closed:
        return False
    if _BEHIND.match(folded, stop) and folded[stop - 1].isdigit():
        return False
    if forms.never_before is not None and forms.never_before.match(folded, stop):
        return False
    return _is_told(match, forms.dependent) and _cased(text, match, forms.month_case)


def _initial(text: str, stop: int) -> str:
    """Whether the word right behind `stop` begins with a "small" or "capital" letter, "" if there is none."""
    match = _NEXT.match(text, stop)
    return "" if match is None else "small" if match.group(1).islower() else "capital"


def _is_told(match: re.Match[str], dependent: frozenset[str]) -> bool:
    """False for a unit that needs a number or a year beside it and has none ("last years", "the first half")."""
    groups = match.groupdict()
    return groups.get("unit") not in dependent or any(groups.get(name) for name in ("count", "year", "unit2"))


def _cased(text: str, match: re.Match[str], month_case: str) -> bool:
    """True if months are written as the language writes them: "5 May" but not "may 5"; "8 марта" but not "8 Марта"."""
    for name in ("month", "month2", "weekday"):
        at = match.start(name) if name in match.re.groupindex else -1
        if at < 0:
            continue
        if month_case == "capital" and not text[at].isupper():
            return False
        if month_case == "small" and at > match.start() and text[at].isupper() and text[at + 1].islower():
            return False
    return True


def _values(match: re.Match[str], forms: _Forms) -> dict[str, int]:
    values = {}
    for name, written in match.groupdict().items():
        if written is not None:
            digits = re.match(r"\d+", written)
            kind = name.rstrip("2")
            values[name] = int(digits.group()) if digits else forms.values[kind][re.sub(r"\s+", " ", written)]
    return values


def _numeric(folded: str, start: int, forms: _Forms) -> _Found | None:
    """A date in figures: 2023-05-19, 19.05.2023, 19.05.23, 19/05/2023; only its year where the order is not settled."""
    iso = _ISO.match(folded, start)
    if iso:
        edtf = day(*(int(iso.group(name)) for name in ("year", "month", "day")))
        return _Found(start, iso.end(), "point", when(edtf)) if edtf else None
    match = _NUMERIC.match(folded, start)
    if not match or (len(match.group("year")) == 2 and (len(match.group()) != 8 or match.group("mark") == "/")):
        return None
    year = int(match.group("year")) + (0 if len(match.group("year")) == 4 else 2000)
    order = "dmy" if match.group("mark") == "." else forms.numeric
    edtf = _ordered(int(match.group("first")), int(match.group("second")), year, order)
    return _Found(start, match.end(), "point", when(edtf)) if edtf and 1500 <= year <= 2100 else None


def _ordered(first: int, second: int, year: int, order: str) -> str:
    by_day, by_month = day(year, second, first), day(year, first, second)
    if order == "dmy" or not by_month:
        return by_day
    return by_month if order == "mdy" or not by_day or by_day == by_month else day(year)


def _bounded(folded: str, found: _Found, forms: _Forms, floor: int) -> _Found:
    """Make a point the open end of a period, or a rough date, if words beside it (none before `floor`) say so."""
    edtf, basis = found.when.edtf, found.when.basis
    if not edtf or "/" in edtf or found.reads in ("eve", "ago"):
        return found
    head = folded[max(floor, found.start - WINDOW) : found.start]
    tail = folded[found.stop : found.stop + WINDOW]
    for before, behind, template in (
        (forms.until, forms.until_after, "../{}"),
        (forms.since, forms.since_after, "{}/.."),
        (forms.about, None, "{}~"),
    ):
        left = before.search(head) if before else None
        right = behind.match(tail) if behind else None
        if left or right:
            start = found.start - len(head) + left.start("words") if left else found.start
            stop = found.stop + (right.end() if right else 0)
            return _Found(start, stop, found.reads, when(template.format(edtf), basis))
    return found


def _merged(folded: str, found: Sequence[_Found]) -> list[DateHit]:
    """The hits; a day of the week is part of the day beside it, "the day before" counts from a day right behind it."""
    kept: list[_Found] = []
    for hit in found:
        joined = _joined(folded, kept[-1], hit) if kept else None
        if joined is None:
            kept.append(hit)
        else:
            kept[-1] = joined
    return [DateHit(hit.start, hit.stop, hit.when, DAY_BEFORE if hit.reads == "eve" else "") for hit in kept]


def _joined(folded: str, left: _Found, right: _Found) -> _Found | None:
    """One date of two that stand side by side; None if they are two."""
    gap = folded[left.stop : right.start]
    if re.fullmatch(r"\s*[,(]?\s*", gap) is None:
        return None
    kinds = {left.reads, right.reads}
    if left.reads == "eve" and right.reads == "point":
        told = right.when if gap.strip() else when(shift(right.when.edtf, -1), right.when.basis)
        return _Found(left.start, right.stop, "point", told)
    if len(kinds) == 2 and "weekday" in kinds and kinds <= {"weekday", "point", "range", "pair"}:
        full = right if left.reads == "weekday" else left
        return _Found(left.start, right.stop, full.reads, full.when)
    return None


# -- reading ---------------------------------------------------------------------------------------------------------


def _told(edtf: str, basis: DateBasis = DateBasis.STATED) -> When | None:
    return when(edtf, basis) if edtf else None


def _year(values: Values, today: date | None) -> tuple[int | None, DateBasis]:
    """The year that is written, or the one so many years from publication."""
    if "year" in values:
        return values["year"], DateBasis.STATED
    if "shift" in values and today is not None:
        return today.year + values["shift"], DateBasis.PUBLISHED
    return None, DateBasis.STATED


def _point(values: Values, today: date | None) -> When | None:
    """A day, month, season, quarter, half or year."""
    if ("shift" in values or "unit2" in values) and values.get("unit2", values.get("unit", YEAR)) != YEAR:
        return None
    if "ordinal" in values:
        return _part(values, today)
    if "season" in values:
        return _season(values, today)
    if "month" in values and "year" not in values and "shift" not in values:
        return _nearest(values["month"], values.get("day"), today)
    year, basis = _year(values, today)
    if year is None and "month" not in values:
        return _UNKNOWN
    return _told(day(year, values.get("month"), values.get("day")), basis)


def _nearest(month: int, dom: int | None, today: date | None) -> When | None:
    """The day nearest to publication; a month only if it is near, for a far one may be of either year."""
    if today is None:
        return _told(day(None, month, dom))
    years = [year for year in (today.year - 1, today.year, today.year + 1) if day(year, month, dom)]
    if not years:
        return _told(day(None, month, dom))
    year = min(years, key=lambda year: (abs((date(year, month, dom or 15) - _around(today, dom)).days), year))
    if dom is None and abs((year - today.year) * 12 + month - today.month) > _NEAR_MONTHS:
        return _told(day(None, month))
    return _told(day(year, month, dom), DateBasis.PUBLISHED)


def _around(today: date, dom: int | None) -> date:
    return today if dom else today.replace(day=15)


def _part(values: Values, today: date | None) -> When | None:
    """A quarter or half of a year; of the year of publication where none is named and it has begun."""
    months = {QUARTER: 3, HALF: 6}.get(values.get("unit", -1))
    if months is None or values["ordinal"] * months > 12:
        return None
    year, basis = _year(values, today)
    last = values["ordinal"] * months
    first = last - months + 1
    if year is None and today is not None and first <= today.month:
        year, basis = today.year, DateBasis.PUBLISHED
    return _told(interval(day(year, first), day(year, last)), basis)


def _season(values: Values, today: date | None) -> When | None:
    year, basis = _year(values, today)
    return _UNKNOWN if year is None else _told(day(year, _PLAIN_SEASONS + values["season"]), basis)


def _range(values: Values, today: date | None) -> When | None:
    """From one day, month or year to another; a year that is said once holds for both ends."""
    month, month2 = values.get("month"), values.get("month2", values.get("month"))
    year, basis = _year(values, today)
    year2 = values.get("year2", year)
    if month2 is None:
        return _told(interval(day(year), day(year2))) if year and year2 and year < year2 else None
    if year2 is None:
        return _yearless(values, month2, today)
    wraps = month is not None and "year2" not in values and month > month2
    since = day(year2 - 1 if wraps else year, month, values.get("day"))
    until = day(year2, month2, values.get("day2"))
    return _told(interval(since, until), basis) if since and until and since != until else None


def _pair(values: Values, today: date | None) -> When | None:
    """Two days or years that follow each other; others are no period."""
    first, second = (values["day"], values["day2"]) if "day" in values else (values["year"], values["year2"])
    return _range(values, today) if second - first == 1 else None


def _yearless(values: Values, month2: int, today: date | None) -> When | None:
    month, dom, dom2 = values["month"], values.get("day"), values.get("day2")
    if (month, dom or 0) == (month2, dom2 or 0) or (month == month2 and (dom or 0) > (dom2 or 0)):
        return None
    end = _nearest(month2, dom2, today)
    if end is None or not end.edtf[:4].isdigit():
        return _told(f"{day(None, month, dom)}/{day(None, month2, dom2)}" if month <= month2 else "")
    year = int(end.edtf[:4]) - (month > month2)
    return _told(interval(day(year, month, dom), end.edtf), DateBasis.PUBLISHED)


def _first(values: Values, today: date | None) -> When | None:
    """The first so many months of a year."""
    if values.get("unit") != MONTH or not 1 < values.get("count", 0) <= 12:
        return None
    if "shift" in values and values.get("unit2") != YEAR:
        return None
    year, basis = _year(values, today)
    return _told(interval(day(year, 1), day(year, values["count"])), basis)


def _decade(values: Values, _: date | None) -> When | None:
    year = values.get("decade") or 1900 + values["tens"]
    return _told(f"{year // 10}X")


def _weekday(values: Values, today: date | None) -> When | None:
    """The last such day up to publication; with "last", "this", "next" the one of that name."""
    if today is None:
        return _UNKNOWN
    gap = (values["weekday"] - 1 - today.weekday()) % 7
    step = values.get("shift")
    days = gap - 7 if gap else 0
    if step is not None:
        days = {-1: gap - 7, 0: values["weekday"] - 1 - today.weekday(), 1: gap or 7}.get(step, gap - 14)
    return _told((today + timedelta(days)).isoformat(), DateBasis.PUBLISHED)


def _near(values: Values, today: date | None) -> When | None:
    return _UNKNOWN if today is None else _told(shift(today.isoformat(), values["near"]), DateBasis.PUBLISHED)


def _relative(values: Values, today: date | None) -> When | None:
    """Last, this or next week, month, quarter, year; last or next May, summer."""
    if "month" in values:
        return _told(_month_beside(values["month"], values["shift"], today), DateBasis.PUBLISHED)
    if "season" in values:
        return _season(values, today)
    unit = values["unit"]
    if unit in (DAY, HALF):
        return None
    if today is None:
        return _UNKNOWN
    return _told(_unit_beside(unit, values.get("shift", 0), today), DateBasis.PUBLISHED)


def _month_beside(month: int, step: int, today: date | None) -> str:
    if today is None:
        return day(None, month)
    passed, ahead = month < today.month, month > today.month
    return day(today.year + {-1: 0 if passed else -1, 1: 0 if ahead else 1}.get(step, step), month)


def _unit_beside(unit: int, step: int, today: date) -> str:
    if unit == WEEK:
        monday = today + timedelta(7 * step - today.weekday())
        return interval(monday.isoformat(), (monday + timedelta(6)).isoformat())
    if unit == MONTH:
        return _month(today, step)
    if unit == QUARTER:
        first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        return interval(_month(first, 3 * step), _month(first, 3 * step + 2))
    return day(today.year + step) if unit == YEAR else f"{today.year // 10 + step}X"


def _month(today: date, step: int) -> str:
    months = today.year * 12 + today.month - 1 + step
    return day(months // 12, months % 12 + 1)


def _ago(values: Values, today: date | None) -> When | None:
    """So many days, months or years before publication; weeks and decades only roughly."""
    if today is None:
        return _UNKNOWN
    return _told(_back(values["unit"], values.get("count", 1), today), DateBasis.PUBLISHED)


def _back(unit: int, count: int, today: date) -> str:
    if unit in (DAY, WEEK):
        return shift(today.isoformat(), -count * (7 if unit == WEEK else 1)) + ("~" if unit == WEEK else "")
    if unit in (MONTH, QUARTER, HALF):
        return _month(today, -count * {MONTH: 1, QUARTER: 3, HALF: 6}[unit])
    years = today.year - count * (10 if unit == DECADE else 1)
    return day(years) + ("~" if unit == DECADE else "") if years > 0 else ""


def _recent(values: Values, today: date | None) -> When | None:
    """The last or the next so many units, counted from publication."""
    unit, count, ahead = values["unit"], values.get("count", 1), values.get("recent", -1) > 0
    if unit == DAY and "count" not in values:
        return None
    if today is None:
        return _UNKNOWN
    there = _back(unit, -count if ahead else count, today).rstrip("~")
    here = today.isoformat()[: len(there)]
    return _told(interval(here, there) if ahead else interval(there, here), DateBasis.PUBLISHED)


def _eve(_: Values, today: date | None) -> When | None:
    """The day before something told before; before publication for want of anything better."""
    return When("", DateBasis.CONTEXT) if today is None else _told(shift(today.isoformat(), -1), DateBasis.PUBLISHED)


_READINGS: dict[str, Reading] = {
    "point": _point,
    "range": _range,
    "pair": _pair,
    "first": _first,
    "decade": _decade,
    "weekday": _weekday,
    "near": _near,
    "relative": _relative,
    "ago": _ago,
    "recent": _recent,
    "eve": _eve,
}


# -- compiling -------------------------------------------------------------------------------------------------------

_owners: list[tuple[Calendar, _Forms]] = []


def _compiled(calendar: Calendar) -> _Forms:
    """The compiled calendar, worked out once for every calendar object."""
    for owner, forms in _owners:
        if owner is calendar:
            return forms
    forms = _compile(calendar)
    _owners.append((calendar, forms))
    del _owners[:-8]
    return forms


def _compile(calendar: Calendar) -> _Forms:
    values = _meanings(calendar)
    at: dict[str, list[_Form]] = {}
    for pattern in calendar.pattern:
        try:
            form, beginnings = _form(pattern, calendar, values), _beginnings(pattern, calendar, values)
        except (re.error, LookupError) as fault:
            hint = "slots, words and [optional parts]; see chancery.model.calendar"
            raise PackError(f"the form {pattern.form!r} cannot be read: {fault}", where="calendar", hint=hint) from None
        for key in beginnings:
            at.setdefault(key, []).append(form)
    bounds: Bounds = calendar.bounds
    return _Forms(
        at={key: tuple(forms) for key, forms in at.items()},
        values=values,
        until=_before(bounds.until),
        since=_before(bounds.since),
        about=_before(bounds.about),
        until_after=_behind(bounds.until_after),
        since_after=_behind(bounds.since_after),
        never_after=_before(calendar.never_after),
        never_before=_behind(calendar.never_before),
        joined=frozenset(calendar.joined),
        dependent=frozenset(map(fold, calendar.dependent)),
        month_case=calendar.month_case,
        numeric=calendar.numeric,
    )


def _meanings(calendar: Calendar) -> dict[str, dict[str, int]]:
    """What every word of a slot means, as a number."""
    ends = ("", *calendar.endings)
    units = calendar.units
    forms = (units.day, units.week, units.month, units.quarter, units.half, units.year, units.decade)
    listed: dict[str, Iterable[tuple[int, Sequence[str]]]] = {
        "month": enumerate(calendar.months, 1),
        "weekday": enumerate(calendar.weekdays, 1),
        "season": enumerate(calendar.seasons, 1),
        "ordinal": enumerate(calendar.ordinals, 1),
        "count": enumerate(calendar.counts, 1),
        "unit": enumerate(forms),
        **{name: _offsets(getattr(calendar, name)) for name in ("near", "shift", "recent")},
    }
    return {
        slot: {fold(word + end): value for value, words in rows for word in words for end in ends}
        for slot, rows in listed.items()
    }


def _offsets(offsets: Iterable[Offset]) -> list[tuple[int, Sequence[str]]]:
    return [(offset.by, offset.words) for offset in offsets]


def _one_of(words: Iterable[str]) -> str:
    """A regular expression for one of some words, the longest first; a space stands for any white space."""
    ordered = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


def _before(words: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<![\w-])(?P<words>{_one_of(words)})(?<=[\w.(№-])[\s-]*(?<![\w])$") if words else None


def _behind(words: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(rf"\s*{_one_of(words)}(?!\w)") if words else None


def _form(pattern: DatePattern, calendar: Calendar, values: Mapping[str, Mapping[str, int]]) -> _Form:
    parts, tight = [], True
    for element in _ELEMENT.findall(pattern.form):
        if element in "[]":
            parts.append("(?:" if element == "[" else ")?")
            continue
        loose = element in ("{to}", "{both}")
        punctuation = not loose and not re.search(r"[\w{]", element)
        parts.append("" if tight and not parts else r"\s*" if tight or punctuation else "" if loose else _APART)
        parts.append(_element(element, calendar, values))
        tight = loose or punctuation
    return _Form(re.compile("".join(parts)), pattern.reads, _before(pattern.after), pattern.closed)


def _element(element: str, calendar: Calendar, values: Mapping[str, Mapping[str, int]]) -> str:
    """A regular expression for one element of a pattern's form."""
    if not element.startswith("{"):
        return _one_of(element.split("|")) + (r"(?!\w)" if element[-1].isalnum() else "")
    name = element[1:-1]
    slot = name.rstrip("2")
    if slot in ("to", "both"):
        return _joiner(calendar.to if slot == "to" else calendar.both)
    if slot in calendar.words:
        return _one_of(calendar.words[slot]) + r"(?!\w)"
    if slot == "day":
        return rf"(?P<{name}>{_DAY}){_endings(calendar.day_endings)}(?!\w|[:.,]\d)"
    if slot == "year":
        return rf"(?P<{name}>{_YEAR}){_endings(calendar.year_endings)}(?!\w|[:.,]\d)"
    if slot in ("decade", "tens"):
        return rf"(?P<{name}>{'[1-9]0' if slot == 'tens' else _DECADE}){_one_of(calendar.decade_endings)}(?!\w)"
    figures = {"count": r"\d{1,3}|", "ordinal": rf"[1-4]{_endings(calendar.day_endings)}|"}.get(slot, "")
    return rf"(?P<{name}>{figures}{_one_of(values[slot])})(?!\w)"


def _joiner(words: Sequence[str]) -> str:
    marks = [re.escape(fold(word)) for word in words if not fold(word)[0].isalpha()]
    spelt = [word for word in words if fold(word)[0].isalpha()]
    either = ([rf"\s*(?:{'|'.join(marks)})\s*"] if marks else []) + ([rf"\s+{_one_of(spelt)}\s+"] if spelt else [])
    return f"(?:{'|'.join(either)})"


def _endings(endings: Sequence[str]) -> str:
    return _one_of(endings) + "?" if endings else ""


def _beginnings(pattern: DatePattern, calendar: Calendar, values: Mapping[str, Mapping[str, int]]) -> set[str]:
    """The words (or a figure) that a pattern may begin with."""
    element = _ELEMENT.findall(pattern.form)[0]
    slot = element[1:-1].rstrip("2") if element.startswith("{") else ""
    words = values.get(slot) or calendar.words.get(slot) or element.split("|") if slot not in _FIGURES else ()
    keys = {_TOKEN.findall(fold(word))[0] for word in words}
    return {_FIGURE if key[0].isdigit() else key for key in keys} | (
        {_FIGURE} if slot in {*_FIGURES, "count", "ordinal"} else set()
    )
