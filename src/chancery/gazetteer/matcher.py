"""Finding many names at once: the only file that knows the automaton.

Names are sought in a form of the text in which the start of every word looks alike (`seam`), so that one leading
space stands for any way a word can begin and the automaton never stops inside a word on the left:

    «Казахстан-Франция», d'Ivoire   ->    " казахстан франция», d ivoire"
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate

import ahocorasick

from chancery.text.forms import fold

_BEFORE_WORD = re.compile(r"[^\w ](?=\w)")

Accepts = Callable[[int, int, int], bool]
"""Whether the words at [start, stop) may stand for the key of this number."""


def seam(text: str) -> str:
    """Give `text` folded, with a space before it and for any one mark that stands before a word.

    Character i of `text` is character i + 1 of the result.

    >>> seam("Côte d’Ivoire, Saint-Denis")
    ' côte d ivoire, saint denis'
    """
    return _BEFORE_WORD.sub(" ", " " + fold(text))


class Matcher:
    """Finds the longest of its keys at each word; a key is what `seam` gives for a name.

    Args:
        keys: line by line, sorted. The automaton is built when a text is first searched.
    """

    def __init__(self, keys: str) -> None:
        self._keys = keys
        self._starts = array("I", accumulate((len(key) + 1 for key in keys.split("\n")), initial=0))

    def __len__(self) -> int:
        return len(self._starts) - 1 if self._keys else 0

    def number(self, name: str) -> int | None:
        """Give the number of the key that `name` is written as, or None."""
        sought = seam(name)
        found = bisect_left(range(len(self)), sought, key=self._key)
        return found if found < len(self) and self._key(found) == sought else None

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for number in range(len(self)):
            automaton.add_word(self._key(number), number)
        automaton.make_automaton()
        return automaton

    def _key(self, number: int) -> str:
        return self._keys[self._starts[number] : self._starts[number + 1] - 1]

    def spans(self, text: str, accepts: Accepts) -> Iterator[tuple[int, int, int]]:
        """Give (start, stop, number of the key) for the leftmost, then longest accepted keys in `text`."""
        if not len(self):
            return
        free = 0
        # Not `iter_long`: after a long key that fails it passes over a shorter one that began inside it.
        for begin, end, number in sorted(self._whole(seam(text)), key=_leftmost_longest):
            if begin >= free and accepts(begin, end - 1, number):
                free = end
                yield begin, end - 1, number

    def _whole(self, sought: str) -> Iterator[tuple[int, int, int]]:
        """Give (begin, end, number) of every key that ends where a word ends, with its leading space."""
        closed = sought + "."
        starts = self._starts
        for last, number in self._automaton.iter(sought):
            after = closed[last + 1]
            if not (after.isalnum() or after == "_"):
                yield last + 2 - (starts[number + 1] - starts[number]), last + 1, number


def _leftmost_longest(span: tuple[int, int, int]) -> tuple[int, int]:
    return span[0], -span[1]
