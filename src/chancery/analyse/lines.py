"""Lines of a page and what each is by itself: prose or not, a date, a marker. Knows no line's neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from chancery.model import BlockKind, Document, Span
from chancery.model.zoning import ZoneWords
from chancery.text.forms import fold

_ENDS = tuple(".!?…")
_CLOSING = "\"'»“”’)]* "
_LIST_ENDS = (";", ":", ",")
_BULLET = re.compile(r"(?:[-–—•·▪●*]|\d{1,2}[.)])\s")
_MARKUP = re.compile(r"#{1,6}\s+|>\s+|\*{1,3}\s+")
_PUNCTUATION = " :.,!?…*»«\"'-|/()[]→›>#"
_DEGREES = re.compile(r"[+\-−–]?\s?\d{1,3}(?:[.,]\d)?\s?(?:°\s?[cсf]?|[cс])", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+@[\w-]+(?:\.[\w-]+)+|(?:#\w+[\s,]*)+")
_MENU = re.compile(r"\s[|•·/>»›→]\s")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_MARKER = 8
_LONGEST_PATH = 24
_LONGEST_NOTICE = 30
_GOOD_WORDS = 9
_LONG_WORDS = 20
_LOWER_SHARE = 0.45
_WRAPPED = range(20, 110)

GROUPS = (
    "related",
    "feed",
    "comments",
    "form",
    "share",
    "tags",
    "navigation",
    "weather",
    "rates",
    "legal",
    "subscribe",
    "notes",
    "credits",
    "bylines",
)
# Groups of which even a whole sentence that opens with a marker of several words is no news.
_WHOLE_SENTENCES = frozenset(("legal", "subscribe", "form", "comments"))
_NAMING = frozenset(("credits", "bylines", "notes", "tags"))
# Groups whose marker may be followed by a colon and anything, and those whose marker is followed by figures.
_LABELLING = frozenset(("related", "comments", "tags", "weather", "rates", "notes", "credits", "bylines"))
_COUNTING = frozenset(("weather", "rates", "share", "comments"))


class Grade(IntEnum):
    """How much a line reads like prose: not, like a short sentence or an item, like a paragraph."""

    POOR = 0
    FAIR = 1
    GOOD = 2


class Line(Struct, frozen=True):
    """One line or paragraph with what it looks like.

    `mark` is the group of the marker that it opens with, `is_bare` tells that nothing follows the marker.
    """

    start: int
    stop: int
    text: str
    words: int
    grade: Grade
    mark: str = ""
    is_bare: bool = False
    kind: BlockKind = BlockKind.PARAGRAPH
    hints: frozenset[str] = frozenset()


class Markers(Struct, frozen=True):
    """The words of a pack in the form in which lines are compared with them."""

    groups: dict[str, tuple[str, ...]]
    anywhere: tuple[str, ...]
    background: tuple[str, ...]
    speech: tuple[str, ...]
    agencies: frozenset[str]
    months: dict[str, int]
    around_dates: frozenset[str]


@lru_cache(maxsize=32)
def markers(words: ZoneWords) -> Markers:
    """`words` folded and indexed. Where groups share a marker, they are tried in the order of `GROUPS`."""
    groups: dict[str, tuple[str, ...]] = {}
    for group in GROUPS:
        for marker in {fold(marker).strip(_PUNCTUATION) or fold(marker) for marker in getattr(words, group)}:
            groups[marker] = (*groups.get(marker, ()), group)
    dated = {word for phrase in (*words.dated, *words.weekdays) for word in _WORD.findall(fold(phrase))}
    return Markers(
        groups,
        tuple(map(fold, words.anywhere)),
        tuple(map(fold, words.background)),
        tuple(map(fold, words.speech)),
        frozenset(map(fold, words.agencies)),
        {fold(form): number for number, forms in enumerate(words.months, 1) for form in forms},
        frozenset(dated),
    )


def paragraphs(document: Document) -> tuple[Span, ...]:
    """Paragraphs in order: lines of blocks; of plain text its lines, or what empty lines part if it is wrapped."""
    if document.blocks:
        return tuple(span for b in document.blocks for span in _lines(document.text, b.start, b.stop))
    lines = list(_lines(document.text, 0, len(document.text)))
    return tuple(_joined(document.text, lines)) if _is_wrapped(document.text, lines) else tuple(lines)


def lines(document: Document, known: Markers) -> list[Line]:
    """Every paragraph of the document, looked at by itself."""
    found: list[Line] = []
    blocks = iter(document.blocks)
    block = next(blocks, None)
    for span in paragraphs(document):
        while block and span.start >= block.stop:
            block = next(blocks, None)
        kind, hints = (block.kind, block.hints) if block else (BlockKind.PARAGRAPH, frozenset[str]())
        found.append(_line(document.text[span.start : span.stop], span, kind, hints, known))
    return found


def heading_mark(text: str) -> int:
    """Length of the markup before a heading or a quoted line."""
    match = _MARKUP.match(text)
    return match.end() if match else 0


def is_breadcrumb(text: str) -> bool:
    """Whether the words of a path through the site stand glued together, or parted by signs.

    >>> is_breadcrumb("HomeNewsPoliticsVisits"), is_breadcrumb("Home » News » Politics")
    (True, True)
    """
    if _BULLET.match(text):
        return False
    glued = sum(a.islower() and b.isupper() for a, b in pairwise(text[:200]))
    spaces = text.count(" ")
    return (glued >= 2 and spaces <= 8) or (spaces <= _LONGEST_PATH and len(_MENU.findall(text)) >= 2)


def is_clutter(text: str) -> bool:
    """Whether a line is a temperature, an address or a row of hashtags."""
    return any(pattern.fullmatch(text.strip()) for pattern in (_DEGREES, _ADDRESS))


def is_page_date(text: str, known: Markers) -> bool:
    """Whether a line is nothing but a date or a time, with the words that stand around one."""
    if len(text) > 120 or not any(char.isdigit() for char in text):
        return False
    folded = fold(text)
    words = _WORD.findall(folded)
    rest = [word for word in words if word not in known.months and word not in known.around_dates]
    is_numeric = bool(_NUMERIC.search(folded))
    has_month = any(word in known.months for word in words) and bool(re.search(r"\d{1,2}", folded))
    has_clock = bool(_CLOCK.search(folded))
    spare = 1 if is_numeric or (has_month and has_clock) else 0
    return (is_numeric or has_month or has_clock) and len(rest) <= spare


def day_of(text: str, known: Markers) -> str | None:
    """The ISO day of the first date written d.m.Y, Y-m-d or with the month's name and the year.

    >>> day_of("27.11.2022 00:00", Markers({}, (), (), (), frozenset(), {}, frozenset()))
    '2022-11-27'
    """
    folded = fold(text)
    if match := _NUMERIC.search(folded):
        day, month, year, *iso = match.groups()
        return _iso(int(iso[0]), int(iso[1]), int(iso[2])) if iso[0] else _iso(int(year), int(month), int(day))
    return _named_day(folded, known)


def opens_background(text: str, known: Markers) -> bool:
    """Whether a paragraph opens with words that announce what was before."""
    folded = fold(text[:80]).lstrip("\"' -*")
    return any(
        folded.startswith(opening) and not folded[len(opening) : len(opening) + 1].isalnum()
        for opening in known.background
    )


def _named_day(folded: str, known: Markers) -> str | None:
    parts = re.findall(r"[^\W\d_]+|\d+", folded)
    for before, word, after, later in zip(parts, parts[1:], parts[2:], [*parts[3:], ""], strict=False):
        if word in known.months and before.isdecimal() and len(before) <= 2 and len(after) == 4 and after.isdecimal():
            return _iso(int(after), known.months[word], int(before))
        if before in known.months and word.isdecimal() and len(word) <= 2:
            year = after if len(after) == 4 and after.isdecimal() else later
            if len(year) == 4 and year.isdecimal():
                return _iso(int(year), known.months[before], int(word))
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    if not (1990 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def _lines(text: str, start: int, stop: int) -> Iterator[Span]:
    while start < stop:
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
        line = text[start:end]
        if bare := line.strip():
            first = start + line.index(bare)
            yield Span(first, first + len(bare))
        start = end + 1


def _is_wrapped(text: str, found: list[Span]) -> bool:
    """Whether lines were broken at a width: most of those followed by another end within a sentence."""
    pairs = [(a, b) for a, b in pairwise(found) if text.count("\n", a.stop, b.start) == 1]
    if len(pairs) < 3:
        return False
    broken = sum(
        a.stop - a.start in _WRAPPED and not text[a.start : a.stop].rstrip(_CLOSING).endswith(_ENDS) for a, _ in pairs
    )
    running = sum(text[b.start].islower() for _, b in pairs)
    return broken >= 0.6 * len(pairs) and running >= 0.4 * len(pairs)


def _joined(text: str, found: list[Span]) -> Iterator[Span]:
    start = found[0].start
    for a, b in pairwise(found):
        if text.count("\n", a.stop, b.start) > 1:
            yield Span(start, a.stop)
            start = b.start
    yield Span(start, found[-1].stop)


def _line(text: str, span: Span, kind: BlockKind, hints: frozenset[str], known: Markers) -> Line:
    words = text.split()
    grade = Grade.POOR if "link" in hints else _grade(text, words, kind)
    mark, is_bare = _mark(text, words, grade, known)
    return Line(span.start, span.stop, text, len(words), grade, mark, is_bare, kind, hints)


def _grade(text: str, words: list[str], kind: BlockKind) -> Grade:
    if "|" in text:
        return Grade.POOR
    lower = sum(not word[0].isupper() and word[0].isalpha() for word in words)
    bare = text.rstrip(_CLOSING)
    is_sentence = bare.endswith(_ENDS)
    if len(words) >= _GOOD_WORDS and lower >= _LOWER_SHARE * len(words) and (is_sentence or len(words) >= _LONG_WORDS):
        return Grade.GOOD
    is_item = len(words) >= 2 and (kind is BlockKind.LIST_ITEM or bool(_BULLET.match(text)))
    is_opener = len(words) >= 2 and bare.endswith(":")
    if is_item or (lower and (is_opener or (len(words) >= 3 and (is_sentence or bare.endswith(_LIST_ENDS))))):
        return Grade.FAIR
    return Grade.POOR


def _mark(text: str, words: list[str], grade: Grade, known: Markers) -> tuple[str, bool]:
    """The group of the marker that opens the line, if the rest of the line lets it be one."""
    folded = fold(text[:200])
    if text[0] == "©":
        return "legal", False
    for length, head in _heads(folded, len(words)):
        for group in known.groups.get(head.strip(_PUNCTUATION), ()):
            if _is_marked(group, length, words, grade, folded, head):
                return group, _is_bare(length, words)
    whole = fold(text) if len(words) <= _LONGEST_NOTICE else ""
    if any(phrase in whole for phrase in known.anywhere):
        return "legal", False
    return "", False


def _heads(folded: str, count: int) -> Iterable[tuple[int, str]]:
    """The first words of the line, the most first."""
    words = folded.split()
    return ((length, " ".join(words[:length])) for length in range(min(_LONGEST_MARKER, len(words), count), 0, -1))


def _is_bare(length: int, words: list[str]) -> bool:
    return not any(char.isalpha() for word in words[length:] for char in word)


def _is_marked(group: str, length: int, words: list[str], grade: Grade, folded: str, head: str) -> bool:
    if _is_bare(length, words):
        return True
    if group in _LABELLING and ":" in (head[-1], folded[len(head) :].lstrip()[:1]):
        return True
    if group in _COUNTING and grade is Grade.POOR and _is_counted(words):
        return True
    extra = len(words) - length
    if group in _NAMING:
        return extra <= 7 and grade is Grade.POOR and (group != "bylines" or words[length][0].isupper())
    if length == 1:
        return False
    return (grade is Grade.POOR and extra <= 6) or (group in _WHOLE_SENTENCES and len(words) <= 40)


def _is_counted(words: list[str]) -> bool:
    """Whether figures make up a third of the words, and what is no figure is short."""
    figures = [any(map(str.isdigit, word)) for word in words]
    return 3 * sum(figures) >= len(words) and all(len(word) <= 12 for word in words)
