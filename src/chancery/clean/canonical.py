"""Text in its canonical form (NFC, line ends \\n) with each character's place in what it was made of."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator

from msgspec import Struct

# Line ends alone are never part of a composed character, so that lines can be normalized one by one.
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_JAMO = range(0x1160, 0x1200)


class Canonical(Struct, frozen=True):
    """Canonical text; `offsets[i]` is the byte where that which became character i begins, the last entry the end."""

    text: str
    offsets: array[int]


def canonical(text: str, offsets: array[int]) -> Canonical:
    """`text` with line ends \\n and in NFC; a composed character begins where its sequence begins."""
    text, offsets = _lines(text, offsets)
    if unicodedata.is_normalized("NFC", text):
        return Canonical(text, offsets)
    return _normalized(text, offsets)


def _lines(text: str, offsets: array[int]) -> tuple[str, array[int]]:
    if "\r" not in text:
        return text, offsets
    kept = array("I")
    start = 0
    for match in re.finditer(r"\r\n", text):
        kept += offsets[start : match.start() + 1]
        start = match.end()
    kept += offsets[start:]
    return text.replace("\r\n", "\n").replace("\r", "\n"), kept


def _normalized(text: str, offsets: array[int]) -> Canonical:
    parts: list[str] = []
    places = array("I")
    for line in _LINES.finditer(text):
        start, stop = line.span()
        if unicodedata.is_normalized("NFC", line[0]):
            parts.append(line[0])
            places += offsets[start:stop]
        else:
            part, where = _normalized_line(line[0], offsets[start:stop])
            parts.append(part)
            places += where
    places.append(offsets[-1])
    return Canonical("".join(parts), places)


def _normalized_line(line: str, offsets: array[int]) -> tuple[str, array[int]]:
    parts: list[str] = []
    places = array("I")
    for start, stop in _sequences(line):
        composed = unicodedata.normalize("NFC", line[start:stop])
        parts.append(composed)
        places.extend(_places(offsets, start, stop, len(composed)))
    normal = unicodedata.normalize("NFC", line)
    if "".join(parts) == normal:
        return normal, places
    return normal, array("I", _places(offsets, 0, len(line), len(normal)))


def _sequences(line: str) -> Iterator[tuple[int, int]]:
    """Stretches that normalize on their own: a character with the marks that follow it."""
    start = 0
    for index in range(1, len(line)):
        if not _continues(line[index]):
            yield start, index
            start = index
    yield start, len(line)


def _continues(char: str) -> bool:
    return not char.isascii() and (unicodedata.category(char)[0] == "M" or ord(char) in _JAMO)


def _places(offsets: array[int], start: int, stop: int, length: int) -> Iterator[int]:
    """Offsets of `length` characters made of [start, stop): the first at its start, the others aligned at the end."""
    shift = (stop - start) - length
    yield offsets[start]
    for index in range(1, length):
        yield offsets[start + min(max(index + shift, 0), stop - start - 1)]
