"""Sets that grow together and keep apart what must not meet. Knows no people."""

from __future__ import annotations

from collections.abc import Iterable


class Unions:
    """A partition of ids that only grows coarser; two ids that are apart never come into one set."""

    def __init__(self, ids: Iterable[str], apart: Iterable[tuple[str, str]]) -> None:
        self._set = {id: id for id in ids}
        self._members = {id: [id] for id in self._set}
        self._apart: dict[str, set[str]] = {id: set() for id in self._set}
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def join(self, one: str, other: str) -> bool:
        """Join the sets of two ids; False, and nothing done, if they hold two that are apart."""
        first, second = self._set[one], self._set[other]
        if first == second:
            return True
        if self._apart[first].intersection(self._members[second]):
            return False
        if len(self._members[first]) < len(self._members[second]):
            first, second = second, first
        for id in self._members.pop(second):
            self._set[id] = first
            self._members[first].append(id)
        self._apart[first] |= self._apart.pop(second)
        return True

    def are_one(self, one: str, other: str) -> bool:
        """Whether two ids are in one set."""
        return self._set[one] == self._set[other]

    def sets(self) -> list[tuple[str, ...]]:
        """The sets, each in the order of its ids, in the order of their first."""
        return sorted(tuple(sorted(members)) for members in self._members.values())
