"""Visible text of a page, block by block, each character with its place in the markup. Knows no words."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from chancery.clean import marks
from chancery.clean.tags import Close, Open, Part, Raw, Text, parts, pieces
from chancery.model import BlockKind

_INHERITED = (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.CAPTION, BlockKind.HEADING)
_WALLS = frozenset(("td", "th", "table", "caption"))
_SELF_ENDING = frozenset(("li", "dt", "dd", "td", "th", "tr", "button"))
_SIBLINGS = ({"td", "th"}, {"dt", "dd"})
# Unseen elements that a block of the page ends when their end tag is missing, and those that hold blocks themselves.
_LOOSE = ("svg", "math", "head", "select")
_TIGHT = ("noscript", "template", "object", "video", "audio")
_BLANK = " \t\n\f\r\u00a0\u200b"


class Element(Struct, frozen=True):
    """An open element with what it inherits; `block`, `wall` are the places on the stack of the innermost ones."""

    name: str
    kind: BlockKind
    hints: frozenset[str]
    block: int
    wall: int
    is_hidden: bool = False
    is_link: bool = False
    is_time: bool = False
    is_verbatim: bool = False


class LaidOut(Struct, frozen=True):
    """One block of visible text; `places[i]` is where in the markup character i stands, the last entry the end."""

    text: str
    places: array[int]
    kind: BlockKind
    hints: frozenset[str]


class Stamp(Struct, frozen=True):
    """A machine-readable date of the page and whether it stands in the article itself."""

    value: str
    is_own: bool


class Page(Struct, frozen=True):
    """A page as laid out, with what its head says; `metas` are (name, content) pairs in order."""

    blocks: tuple[LaidOut, ...]
    metas: tuple[tuple[str, str], ...]
    title: str
    scripts: tuple[str, ...]
    stamps: tuple[Stamp, ...]
    lang: str


class Paper:
    """The block being written: text, places, and how much of it stands in which element."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Begin a new block."""
        self.texts: list[str] = []
        self.places = array("I")
        self.last = "\n"
        self.end = 0
        self.hints: frozenset[str] | None = None
        self.kind = BlockKind.OTHER
        self.letters = self.linked = self.timed = 0

    def write(self, text: str, first: int, last: int, element: Element) -> None:
        """Add text that stands at [first, last) of the markup; a blank after a blank is left out."""
        if text[:1] == " " and self.last in " \n" and not element.is_verbatim:
            text, first = text[1:], first + 1 if len(text) == last - first else first
        if not text:
            return
        self.texts.append(text)
        self.places.extend(range(first, last) if len(text) == last - first else [first] * len(text))
        self.last, self.end = text[-1], last
        if text != " ":
            self._weigh(len(text), element)

    def _weigh(self, length: int, element: Element) -> None:
        if self.hints is None:
            self.kind, self.hints = element.kind, element.hints
        self.hints &= element.hints
        self.letters += length
        self.linked += length * element.is_link
        self.timed += length * element.is_time

    def block(self) -> LaidOut | None:
        """What was written, without white space at either end; None if that is nothing."""
        text = "".join(self.texts)
        start, stop = len(text) - len(text.lstrip(_BLANK)), len(text.rstrip(_BLANK))
        if start >= stop:
            return None
        places = self.places[start:stop]
        places.append(self.places[stop] if stop < len(text) else self.end)
        extra = {"link"} if 2 * self.linked > self.letters else set()
        extra |= {"time"} if 2 * self.timed > self.letters else set()
        return LaidOut(text[start:stop], places, self.kind, (self.hints or frozenset()) | extra)


class Layout:
    """Reads the parts of a page in order; the stack holds every open element."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.stack = [Element("", BlockKind.OTHER, frozenset(), 0, 0)]
        self.open: dict[str, list[int]] = defaultdict(list)
        self.paper = Paper()
        self.blocks: list[LaidOut] = []
        self.metas: list[tuple[str, str]] = []
        self.stamps: list[Stamp] = []
        self.scripts: list[str] = []
        self.title = self.lang = ""

    def page(self) -> Page:
        """The whole page."""
        for part in parts(self.markup):
            self.read(part)
        self.flush()
        return Page(
            tuple(self.blocks), tuple(self.metas), self.title, tuple(self.scripts), tuple(self.stamps), self.lang
        )

    def read(self, part: Part) -> None:
        """Take one part into account."""
        match part:
            case Text(start, stop):
                self.text(start, stop)
            case Open(name, attributes, start):
                self.start(name, attributes, start)
            case Close(name, start):
                self.end(name, start)
            case Raw():
                self.raw(part)

    def text(self, start: int, stop: int) -> None:
        """Write visible text."""
        element = self.stack[-1]
        if element.is_hidden:
            return
        if element.is_verbatim:
            self._verbatim(start, stop, element)
            return
        for text, first, last in pieces(self.markup, start, stop):
            self.paper.write(text, first, last, element)

    def _verbatim(self, start: int, stop: int, element: Element) -> None:
        for text, first, last in pieces(self.markup, start, stop):
            if text == " ":
                for index, char in enumerate(self.markup[first:last].replace("\r\n", "\n ").replace("\r", "\n")):
                    self.paper.write(char, first + index, first + index + 1, element)
            else:
                self.paper.write(text, first, last, element)

    def start(self, name: str, attributes: Mapping[str, str], place: int) -> None:
        """Open an element, closing what it ends."""
        self._note(name, attributes)
        if name == "br":
            self._break(place)
        elif name in marks.BLOCKS:
            self.flush()
            self._close_before(name)
        if name not in marks.VOID:
            self._push(name, attributes)

    def end(self, name: str, place: int) -> None:
        """Close an element and all that is open in it; an end tag that closes nothing is passed over."""
        if name == "br":
            self._break(place)
        if name in marks.BLOCKS:
            self.flush()
        if not self.open[name]:
            return
        index, top = self.open[name][-1], self.stack[-1]
        limit = top.wall if name not in _WALLS else 0
        if index >= (limit if name in marks.BLOCKS or top.is_hidden else top.block):
            self._pop_to(index)

    def raw(self, part: Raw) -> None:
        """Keep the title and structured data; the rest of what is no markup is not shown."""
        if part.name == "title" and not self.title and not self.open["svg"]:
            self.title = "".join(text for text, _, _ in pieces(self.markup, part.start, part.stop)).strip()
        elif part.name == "script" and "ld+json" in part.attributes.get("type", ""):
            self.scripts.append(self.markup[part.start : part.stop])

    def flush(self) -> None:
        """End the block being written."""
        if self.paper.texts:
            if block := self.paper.block():
                self.blocks.append(block)
            self.paper.clear()

    def _break(self, place: int) -> None:
        if self.stack[-1].is_hidden:
            return
        if self.paper.last == "\n":
            self.flush()
        elif self.paper.texts:
            self.paper.write("\n", place, place + 1, self.stack[-1])

    def _note(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "html":
            self.lang = self.lang or attributes.get("lang", "")
        stamp = attributes.get("datetime") or (attributes.get("content") if name != "meta" else None)
        prop = attributes.get("itemprop", "")
        if stamp and (name == "time" or prop == "datePublished"):
            is_own = prop == "datePublished" or "pubdate" in attributes or "article" in self.stack[-1].hints
            self.stamps.append(Stamp(stamp, is_own))
        if name == "meta" and "content" in attributes:
            label = attributes.get("property") or attributes.get("name") or prop
            self.metas.append((label.strip().lower(), attributes["content"].strip()))

    def _close_before(self, name: str) -> None:
        """Close what a new block ends without an end tag: a paragraph, a list item, a cell, an unclosed drawing."""
        if self.stack[-1].is_hidden and name != "head" and not any(map(self.open.get, _TIGHT)):
            self._pop_to(min((places[0] for places in map(self.open.get, _LOOSE) if places), default=len(self.stack)))
        block = self.stack[-1].block
        ended = self.stack[block].name
        if ended == "p" or (ended == name and name in _SELF_ENDING) or any({ended, name} == pair for pair in _SIBLINGS):
            self._pop_to(block)

    def _push(self, name: str, attributes: Mapping[str, str]) -> None:
        parent, index = self.stack[-1], len(self.stack)
        is_block, own = name in marks.BLOCKS, marks.hints(name, attributes)
        element = Element(
            name,
            _kind(name, attributes, parent) if is_block else parent.kind,
            parent.hints | own if own else parent.hints,
            index if is_block else parent.block,
            index if name in _WALLS else parent.wall,
            parent.is_hidden or marks.is_hidden(name, attributes),
            parent.is_link or (name == "a" and "href" in attributes),
            parent.is_time or name == "time",
            parent.is_verbatim or name == "pre",
        )
        self.stack.append(element)
        self.open[name].append(index)

    def _pop_to(self, index: int) -> None:
        while len(self.stack) > max(index, 1):
            self.open[self.stack.pop().name].pop()


def page(markup: str) -> Page:
    """`markup` as a browser without styles would lay it out."""
    return Layout(markup).page()


def _kind(name: str, attributes: Mapping[str, str], parent: Element) -> BlockKind:
    if marks.is_caption(attributes) or parent.kind is BlockKind.CAPTION:
        return BlockKind.CAPTION
    if name in marks.KINDS:
        inherits = name == "p" and parent.kind in (BlockKind.LIST_ITEM, BlockKind.HEADING)
        return parent.kind if inherits else marks.KINDS[name]
    return parent.kind if parent.kind in _INHERITED else BlockKind.OTHER
