"""The forms of one language and where they stand in a text, before anybody knows what they name."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import accumulate

from chancery.gazetteer.matcher import Matcher
from chancery.gazetteer.packing import FormTable, Unpacked, numbers, unpacked

_WORD_START = re.compile(r"(?<!\w)[^\W\d_]")


class Forms:
    """Every form of one table, found in text; keys are numbered as in the table."""

    def __init__(self, table: FormTable) -> None:
        self._lang = table.lang
        self._uncapitalized = frozenset(table.uncapitalized)
        self._matcher = Matcher(table.keys.splitlines())
        self._readings = numbers(table.readings)
        self._starts = array("I", accumulate(table.counts, initial=0))

    def readings(self, key: int) -> tuple[Unpacked, ...]:
        """Give every reading of a key."""
        packed = self._readings[self._starts[key] : self._starts[key + 1]]
        return tuple(unpacked(one, self._lang) for one in packed)

    def named(self, name: str) -> tuple[Unpacked, ...]:
        """Give the readings of the form that `name` is written as."""
        key = self._matcher.number(name)
        return () if key is None else self.readings(key)

    def fits(self, reading: Unpacked, written: str) -> bool:
        """Whether `written` has the capitals that this reading asks for."""
        if reading.form == "acronym":
            return written.isupper()
        return reading.form in self._uncapitalized or _has_capital(written)

    def spans(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Give (start, stop, key) of the leftmost and longest forms in `text` that have the capitals they need."""

        def accepts(start: int, stop: int, key: int) -> bool:
            written = text[start:stop]
            return any(self.fits(reading, written) for reading in self.readings(key))

        return self._matcher.spans(text, accepts)


def _has_capital(written: str) -> bool:
    """Whether a name is written as one: "Perm", "республики Казахстан", but not "nice"."""
    return written[0].isupper() or any(start.group().isupper() for start in _WORD_START.finditer(written))
