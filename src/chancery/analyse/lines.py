"""Lines of a page and what each is by itself: prose or not, a date, a marker. Knows no line's neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from chancery.model import BlockKind, Document, Span
from chancery.model.zoning import ZoneWords
from chancery.text.forms import fold
from chancery.text.scripts import script

_ENDS = tuple(".!?…")
_CLOSING = "\"'»“”’)]* "
_LIST_ENDS = (";", ":", ",")
_BULLET = re.compile(r"(?:[-–—•·▪●*]|\d{1,2}[.)])\s")
_MARKUP = re.compile(r"#{1,6}\s+|>\s+|\*{1,3}\s+")
_PUNCTUATION = " :.,!?…*»«\"'-|/()[]→›>#"
_DEGREES = re.compile(r"(?:[+\-−–]?\s?\d{1,3}(?:[.,]\d)?(?:\.\.)?){1,2}\s?(?:°\s?[cсf]?|[cс])", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+@[\w-]+(?:\.[\w-]+)+|(?:#\w+[\s,]*)+")
_IDENTIFIER = re.compile(r"[\w-]*_[\w-]*_[\w-]*")
_MENU = re.compile(r"\s[|•·/>»›→]\s")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_DAY = r"(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\s[^\W\d_]+,?\s\d{4}|[^\W\d_]+\s\d{1,2},?\s\d{4})"
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?"
_STAMP = re.compile(rf"(?<!\S)(?:{_DAY},?\s(?:\S{{1,3}}\s)?{_TIME}|{_TIME},?\s{_DAY})(?=\s)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"»”)]*\s+(?=[^\W\d_])")
_OPENING = re.compile(r"[.!?…»”\")\]|:]\s*(?=[^\W\d_])")
_CHUNK = re.compile(r"\S+")
_SECTIONS = frozenset(("navigation", "feed", "weather", "rates", "share", "subscribe"))
_SECTION_WORDS = (3, 2, 1)
_LEAST_MENU = 3
_LONGEST_CREDIT = 14
_GLUED = 900
_HEAD = 600
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
    captions: tuple[str, ...] = ()
    counters: frozenset[str] = frozenset()
    published: tuple[str, ...] = ()
    cuts: re.Pattern[str] = re.compile("(?!)")


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
        tuple(map(fold, words.captions)),
        frozenset(map(fold, words.counters)),
        tuple(map(fold, words.published)),
        _cuts(words),
    )


def _cuts(words: ZoneWords) -> re.Pattern[str]:
    """What finds a marker within a line that was glued together: one of several words, or one before a colon."""
    found = sorted({marker for group in GROUPS for marker in getattr(words, group)}, key=lambda m: (-len(m), m))
    spelt = [re.sub("[её]", "[её]", re.escape(marker.rstrip(": "))) for marker in found if marker[-1:].isalnum()]
    several = "|".join(one for one in spelt if r"\ " in one) or "(?!)"
    alone = "|".join(one for one in spelt if r"\ " not in one) or "(?!)"
    return re.compile(rf"(?:{several})\b|(?:{alone})\s?:", re.IGNORECASE)


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
        for piece in _unglued(document.text, span, known) if span.stop - span.start > _GLUED else (span,):
            found.append(_line(document.text[piece.start : piece.stop], piece, kind, hints, known))
    return found


def _unglued(text: str, span: Span, known: Markers) -> Iterator[Span]:
    """The pieces of a line into which a whole page may have been glued.

    Cut after the menu that it opens with, around the date and clock of its head, before each marker that opens
    something there, and after the sentence that a marker opens.
    """
    line = text[span.start : span.stop]
    cuts = {at for match in _STAMP.finditer(line[:_HEAD]) for at in match.span()} | {menu_end(line, known)}
    openings = [*cuts, *(match.end() for match in _OPENING.finditer(line))]
    for opening in openings:
        if match := known.cuts.match(line, opening) if line[opening : opening + 1].isupper() else None:
            end = _SENTENCE_END.search(line, match.end())
            cuts |= {opening, end.end() if end else len(line)}
    for start, stop in pairwise(sorted({0, *cuts, len(line)})):
        if bare := line[start:stop].strip():
            first = span.start + line.index(bare, start)
            yield Span(first, first + len(bare))


def is_item(line: Line) -> bool:
    """Whether a line is an item of a list."""
    return line.kind is BlockKind.LIST_ITEM or bool(_BULLET.match(line.text))


def is_credit(text: str, known: Markers) -> bool:
    """Whether a short line ends with who took a picture: "Anna Karlsson. Photo: agency"."""
    head, colon, _ = text.rpartition(":")
    before, _, marker = head.rpartition(". ")
    folded = fold(marker).strip(_PUNCTUATION)
    return bool(colon and before) and len(text.split()) <= _LONGEST_CREDIT and "credits" in known.groups.get(folded, ())


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
    """Whether a line is a temperature, an address, a row of hashtags, or figures with signs and units alone.

    >>> is_clutter("-2..-4 °C"), is_clutter("749..751 mm"), is_clutter("news_top_970_100"), is_clutter("34 killed")
    (True, True, True, False)
    """
    bare = text.strip()
    if any(pattern.fullmatch(bare) for pattern in (_DEGREES, _ADDRESS, _IDENTIFIER)):
        return True
    return any(map(str.isdigit, bare)) and all(len(word) <= 3 for word in _WORD.findall(bare)) and len(bare) <= 40


def menu_end(text: str, known: Markers) -> int:
    """Length of the row of a page's sections, signs of weather and rates that `text` opens with; 0 if there is none."""
    words = list(_CHUNK.finditer(text[:_HEAD]))
    folded = [fold(word[0]).strip(_PUNCTUATION + "°") for word in words]
    index = found = 0
    while index < len(words):
        is_capital = words[index][0][:1].isupper()
        length = next((n for n in _SECTION_WORDS if is_capital and _is_section(folded[index : index + n], n, known)), 0)
        is_figure = any(map(str.isdigit, words[index][0])) or len(folded[index]) <= 1
        if not length and not (is_figure and found):
            break
        found += bool(length)
        index += length or 1
    return words[index - 1].end() if found >= _LEAST_MENU else 0


def _is_section(words: Sequence[str], length: int, known: Markers) -> bool:
    return len(words) == length and not _SECTIONS.isdisjoint(known.groups.get(" ".join(words), ()))


def is_cloud(text: str) -> bool:
    """Whether a line is a row of tags or languages: no sentence, and ending as it began, or in many scripts.

    >>> is_cloud("Paris Rome trade Paris Rome"), is_cloud("العربية Русский 中文"), is_cloud("Trade in Paris")
    (True, True, False)
    """
    if text.rstrip(_CLOSING).endswith(_ENDS):
        return False
    words = _WORD.findall(fold(text[:_HEAD]))
    returns = any(words[at:] == words[: len(words) - at] for at in range(2, len(words) - 1))
    return returns or len({script(char) for char in text if char.isalpha()}) >= 3


def is_counter(text: str, known: Markers) -> bool:
    """Whether a line is a figure with what the page counts: views, followers, comments."""
    words = fold(text).split()
    figures = any(map(str.isdigit, text))
    return figures and len(words) <= 5 and any(word.strip(_PUNCTUATION) in known.counters for word in words)


def is_caption(text: str, known: Markers) -> bool:
    """Whether a line that is no sentence tells who stands where in a picture."""
    folded = fold(text)
    return len(text) <= 300 and any(phrase in folded for phrase in known.captions)


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
    if "|" in text.strip("| "):
        return Grade.POOR
    lower = sum(not word[0].isupper() and word[0].isalpha() for word in words)
    bare = text.rstrip(_CLOSING + "|")
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
