"""The forms of one language and where they stand in a text, before anybody knows what they name."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import accumulate

from chancery.gazetteer.matcher import Matcher
from chancery.gazetteer.packing import FormTable, Unpacked, numbers, unpacked

_ACRONYM_LENGTH = 5
_WORD_START = re.compile(r"(?<!\w)[^\W\d_]")


class Forms:
    """Every form of one table, found in text; keys are numbered as in the table."""

    def __init__(self, table: FormTable) -> None:
        self._lang = table.lang
        self._uncapitalized = frozenset(table.uncapitalized)
        self._matcher = Matcher(table.keys)
        self._readings = numbers(table.readings)
        self._starts = array("I", accumulate(table.counts, initial=0))
        self._met: dict[int, tuple[Unpacked, ...]] = {}

    def readings(self, key: int) -> tuple[Unpacked, ...]:
        """Give every reading of a key; those of keys met in texts are kept."""
        found = self._met.get(key)
        if found is None:
            packed = self._readings[self._starts[key] : self._starts[key + 1]]
            found = self._met[key] = tuple(unpacked(one, self._lang) for one in packed)
        return found

    def named(self, name: str) -> tuple[Unpacked, ...]:
        """Give the readings of the form that `name` is written as."""
        key = self._matcher.number(name)
        return () if key is None else self.readings(key)

    def fits(self, form: str, written: str) -> bool:
        """Whether `written` has the capitals that this kind of form asks for."""
        if form == "acronym":
            return written.isupper() or sum(map(str.isupper, written)) > 1
        return form in self._uncapitalized or _has_capital(written)

    def spans(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Give (start, stop, key) of the leftmost and longest forms in `text` that have the capitals they need."""

        def accepts(start: int, stop: int, key: int) -> bool:
            written = text[start:stop]
            return any(self.fits(reading.form, written) for reading in self.readings(key))

        return self._matcher.spans(text, accepts)


def _has_capital(written: str) -> bool:
    """Whether a name is written as one: "Perm", "республики Казахстан", but not "nice" nor an acronym like "КарУ"."""
    if written[0].isupper():
        return len(written) > _ACRONYM_LENGTH or written[1:].islower() or written.isupper() or not written.isalpha()
    return any(start.group().isupper() for start in _WORD_START.finditer(written))
