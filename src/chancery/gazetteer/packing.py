"""The packed form of the tables: how readings become numbers, and how a table is read back.

The build tool writes with `packed_reading` and `encoded`; the index reads with `unpacked` and `decoded`.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from chancery.errors import GazetteerError
from chancery.gazetteer.shapes import Place

FORMS = ("name", "adjective", "demonym", "stem", "former", "acronym")
CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
NUMBERS = ("", "Sing", "Plur")

STATES = ("state", "territory")

NEUTRAL = "und"
"""The language of forms that are looked for in every text, such as a city's own name in Latin letters."""

# One reading is 32 bits: number (2), cases (6, one each), form (3), the row (20), whether it is neutral (1).
_CASE_SHIFT, _FORM_SHIFT, _ROW_SHIFT, _NEUTRAL_SHIFT = 2, 8, 11, 31
_ROW_MASK = (1 << 20) - 1

Table = TypeVar("Table")


class FormTable(Struct, frozen=True):
    """Every form of one language: keys as `matcher.seam` gives them, line by line, and the readings of each.

    `readings` are little-endian 32-bit numbers, all readings of the first key first; `counts` says how many each
    key has, one byte a key. `uncapitalized` are the kinds of form that the language writes with a small letter.
    """

    lang: str
    keys: str
    counts: bytes
    readings: bytes
    uncapitalized: tuple[str, ...] = ()


class PlaceTable(Struct, frozen=True):
    """Every place, each decoded when it is asked for; `ids` line by line in the same order.

    `capitals` are the ids of the capitals of States and territories.
    """

    ids: str
    capitals: tuple[str, ...]
    places: tuple[msgspec.Raw, ...]


class Unpacked(NamedTuple):
    """A reading before its row is looked up."""

    row: int
    form: str
    cases: frozenset[str]
    number: str
    lang: str


def packed_reading(reading: Unpacked) -> int:
    """Give one reading as a number; of its language only whether it is neutral.

    >>> reading = Unpacked(7, "former", frozenset({"Gen"}), "Sing", "ru")
    >>> unpacked(packed_reading(reading), "ru") == reading
    True
    """
    bits = sum(1 << at for at, case in enumerate(CASES) if case in reading.cases)
    tail = NUMBERS.index(reading.number) | bits << _CASE_SHIFT | FORMS.index(reading.form) << _FORM_SHIFT
    return (reading.lang == NEUTRAL) << _NEUTRAL_SHIFT | reading.row << _ROW_SHIFT | tail


def unpacked(packed: int, lang: str) -> Unpacked:
    """Give back what `packed_reading` was given."""
    return Unpacked(
        row=packed >> _ROW_SHIFT & _ROW_MASK,
        form=FORMS[packed >> _FORM_SHIFT & 0b111],
        cases=_CASE_SETS[packed >> _CASE_SHIFT & 0b111111],
        number=NUMBERS[packed & 0b11],
        lang=NEUTRAL if packed >> _NEUTRAL_SHIFT else lang,
    )


def place_table(places: Sequence[Place]) -> PlaceTable:
    """Give the table of these places; where a form names row n, the place is the n-th of them."""
    return PlaceTable(
        ids="\n".join(place.id for place in places),
        capitals=tuple(place.capital for place in places if place.kind in STATES and place.capital),
        places=tuple(msgspec.Raw(msgspec.msgpack.encode(place)) for place in places),
    )


def encoded(table: object) -> bytes:
    """Give a table as compressed MessagePack, the same bytes for the same table."""
    return zlib.compress(msgspec.msgpack.encode(table), 9)


def decoded(content: bytes, shape: type[Table], where: str) -> Table:
    """Read a table back, or raise `GazetteerError` where the bytes are damaged."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(content), type=shape)
    except (zlib.error, msgspec.MsgspecError) as fault:
        raise GazetteerError("the table is damaged", where=where, hint="reinstall, or rebuild the tables") from fault


def numbers(content: bytes) -> array[int]:
    """Give little-endian 32-bit numbers as an array."""
    found = array("I")
    found.frombytes(content)
    if _BIG_ENDIAN:
        found.byteswap()
    return found


def _case_set(bits: int) -> frozenset[str]:
    return frozenset(case for at, case in enumerate(CASES) if bits >> at & 1)


_CASE_SETS = tuple(_case_set(bits) for bits in range(64))
_BIG_ENDIAN = array("I", [1]).tobytes()[0] == 0
