"""Markup taken apart into tags and text with exact positions, in linear time whatever comes. Knows no layout."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from msgspec import Struct

_OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_ATTRIBUTE = re.compile(
    r"[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?+",
)
_END_OF_TAG = re.compile(r"[\s/]*+>")
# Elements whose content is not markup, each up to its own end tag.
_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style", "title", "textarea")}
_RAW |= {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("xmp", "iframe", "noembed", "noframes")}
# Every unbroken stretch that does not read as it is written.
_CHANGED = re.compile(r"[ \t\n\f\r]{2,}|[\t\n\f\r]|&(?:#\d+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_LONGEST_REFERENCE = 40


class Text(Struct, frozen=True):
    """Text between tags, still with its references: [start, stop) of the markup."""

    start: int
    stop: int


class Open(Struct, frozen=True):
    """A start tag; names are in lower case, values with their references resolved."""

    name: str
    attributes: dict[str, str]
    start: int


class Close(Struct, frozen=True):
    """An end tag."""

    name: str
    start: int


class Raw(Struct, frozen=True):
    """A whole element whose content is not markup: [start, stop) is the content."""

    name: str
    attributes: dict[str, str]
    start: int
    stop: int


Part = Text | Open | Close | Raw


def parts(markup: str) -> Iterator[Part]:
    """Tags and text of `markup` in order; comments, declarations and an unfinished last tag are left out."""
    position = 0
    while opening := _OPENING.search(markup, position):
        start = opening.start()
        if start > position:
            yield Text(position, start)
        if markup[start + 1].isalpha():
            part, position = _element(markup, start)
            yield part
        elif markup[start + 1] == "/" and (name := _NAME.match(markup, start + 2)):
            yield Close(name[0].lower(), start)
            position = _after(markup, ">", name.end())
        else:
            end = "-->" if markup.startswith("<!--", start) else ">"
            position = _after(markup, end, start + 2)
    if position < len(markup):
        yield Text(position, len(markup))


def pieces(markup: str, start: int, stop: int) -> Iterator[tuple[str, int, int]]:
    """Text of [start, stop) as (text, first, last): white space as single blanks, references resolved.

    A text of the length of its place reads as it is written; another one was all made of that place.
    """
    position = start
    for match in _CHANGED.finditer(markup, start, stop):
        if match.start() > position:
            yield markup[position : match.start()], position, match.start()
        yield _read(match[0]), match.start(), match.end()
        position = match.end()
    if position < stop:
        yield markup[position:stop], position, stop


def _element(markup: str, start: int) -> tuple[Part, int]:
    name = _NAME.match(markup, start + 1)
    if name is None:
        return Text(start, start + 1), start + 1
    attributes, position = _attributes(markup, name.end())
    low = name[0].lower()
    if low not in _RAW:
        return Open(low, attributes, start), position
    end = _RAW[low].search(markup, position)
    stop = end.start() if end else len(markup)
    return Raw(low, attributes, position, stop), _after(markup, ">", stop)


def _attributes(markup: str, position: int) -> tuple[dict[str, str], int]:
    """Attributes of the tag and the place after it; the first of two with one name counts."""
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(markup, position):
        value = next((value for value in match.groups()[1:] if value is not None), "")
        found.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
        position = match.end()
    end = _END_OF_TAG.match(markup, position)
    return found, end.end() if end else len(markup)


def _after(markup: str, mark: str, position: int) -> int:
    end = markup.find(mark, position)
    return end + len(mark) if end >= 0 else len(markup)


def _read(piece: str) -> str:
    if piece[0] != "&":
        return " "
    return html.unescape(piece) if len(piece) <= _LONGEST_REFERENCE else "\ufffd"
