"""Offset maps: from code points of canonical text back to bytes of the original. Knows no format and no encoding."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import compress

from chancery.errors import EvidenceError

_LEADS = bytes(0 if 0x80 <= byte < 0xC0 else 1 for byte in range(256))


def packed(offsets: Iterable[int]) -> bytes:
    """Offsets as the bytes that `Document.origin` holds."""
    return array("I", offsets).tobytes()


def unpacked(origin: bytes) -> array[int]:
    """The offsets that `packed` wrote: one for each code point and one for the end."""
    offsets = array("I")
    offsets.frombytes(origin)
    return offsets


def utf8_leads(content: bytes, first: int = 0) -> array[int]:
    """Byte offset of each code point of valid UTF-8 and of its end, counted from `first`, without a Python loop."""
    end = first + len(content)
    offsets = array("I", range(first, end) if content.isascii() else _lead_positions(content, first))
    offsets.append(end)
    return offsets


def original(origin: bytes, start: int, stop: int) -> tuple[int, int]:
    """The byte range [first, last) of the original content behind the code points [start, stop).

    Never empty for a non-empty span: where one original character gave several code points, all lead to it whole.

    Raises:
        EvidenceError: the span lies outside the text.
    """
    offsets = memoryview(origin).cast("I")
    if not 0 <= start <= stop < len(offsets):
        raise EvidenceError(
            f"span [{start}, {stop}) lies outside a text of {max(len(offsets) - 1, 0)} characters",
            hint="take the offsets from the same version of the document",
        )
    end = stop
    while start < stop and offsets[end] == offsets[start] and end < len(offsets) - 1:
        end += 1
    return offsets[start], offsets[end]


def _lead_positions(content: bytes, first: int) -> Iterable[int]:
    return compress(range(first, first + len(content)), content.translate(_LEADS))
