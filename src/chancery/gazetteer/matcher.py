"""Finding many names at once: the only file that knows the automaton.

Names are sought in a form of the text in which the start of every word looks alike (`seam`), so that one leading
space stands for any way a word can begin and the automaton never stops inside a word on the left:

    «Казахстан-Франция», d'Ivoire   ->    " казахстан франция», d ivoire"
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator

import ahocorasick

from chancery.text.forms import fold

_BEFORE_WORD = re.compile(r"[^\w ](?=\w)")

Accepts = Callable[[int, int, int], bool]
"""Whether the words at [start, stop) may stand for the key of this number."""


def seam(text: str) -> str:
    """Give `text` folded, with a space before it and for any one mark that stands before a word.

    Character i of `text` is character i + 1 of the result.

    >>> seam("(Côte d’Ivoire) Saint-Denis")
    ' côte d ivoire) saint denis'
    """
    return _BEFORE_WORD.sub(" ", " " + fold(text))

_LONGEST = 200  # characters; no name is longer


class Matcher:
    """Finds the longest of its keys at each word; a key is what `seam` gives for a name."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        self._lengths = array("H")
        for number, key in enumerate(keys):
            self._automaton.add_word(key, number)
            self._lengths.append(len(key))
        self._automaton.make_automaton()

    def number(self, name: str) -> int | None:
        """Give the number of the key that `name` is written as, or None."""
        return self._key(seam(name))

    def spans(self, text: str, accepts: Accepts) -> Iterator[tuple[int, int, int]]:
        """Give (start, stop, number of the key) for the leftmost, then longest accepted keys in `text`."""
        if not self._lengths:
            return
        sought = seam(text)
        free = 0
        for last, number in self._automaton.iter_long(sought):
            begin, end = last + 1 - self._lengths[number], last + 1
            if begin < free:
                continue
            if _ends_word(sought, end) and accepts(begin, end - 1, number):
                yield begin, end - 1, number
                continue
            for found in self._again(sought, begin, end, accepts):
                free = found[1] + 1
                yield found

    def _again(self, sought: str, begin: int, end: int, accepts: Accepts) -> Iterator[tuple[int, int, int]]:
        """Look where the longest key was refused: for shorter keys, then at the words after the first."""
        while 0 <= begin < end:
            found = self._at(sought, begin, accepts)
            if found:
                yield found
            begin = sought.find(" ", found[1] + 1 if found else begin + 1)

    def _at(self, sought: str, begin: int, accepts: Accepts) -> tuple[int, int, int] | None:
        """Give the longest accepted key that begins at `begin`."""
        reach = self._automaton.longest_prefix(sought[begin : begin + _LONGEST])
        for end in range(begin + reach, begin + 1, -1):
            if _ends_word(sought, end):
                number = self._key(sought[begin:end])
                if number is not None and accepts(begin, end - 1, number):
                    return begin, end - 1, number
        return None

    def _key(self, sought: str) -> int | None:
        found = self._automaton.get(sought, None)
        return found if isinstance(found, int) else None


def _ends_word(sought: str, end: int) -> bool:
    return end >= len(sought) or not (sought[end].isalnum() or sought[end] == "_")
