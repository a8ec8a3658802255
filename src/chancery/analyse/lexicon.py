"""Finds the words of a list in a sentence, in whatever form they stand. Knows no list and no language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from chancery.model import Token

T = TypeVar("T")
Tokenizer = Callable[[Sequence[str]], list[tuple[Token, ...]]]


class Found(Struct, Generic[T], frozen=True):
    """An entry at tokens [first, last)."""

    first: int
    last: int
    entry: T


class _Node(Generic[T]):
    __slots__ = ("entry", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.entry: T | None = None


class Lexicon(Generic[T]):
    """Phrases with their entries, matched word by word on lemma or written form, the longest first."""

    def __init__(self, phrases: Iterable[tuple[str, T]], tokenizer: Tokenizer) -> None:
        self._root: _Node[T] = _Node()
        listed = list(phrases)
        for (_, entry), tokens in zip(listed, tokenizer([phrase for phrase, _ in listed]), strict=True):
            self._add(tokens, entry, written=True)
            self._add(tokens, entry, written=False)

    def _add(self, tokens: Sequence[Token], entry: T, *, written: bool) -> None:
        node = self._root
        for token in tokens:
            key = folded(token.text) if written else token.lemma
            node = node.next.setdefault(key, _Node())
        if node.entry is None:
            node.entry = entry

    def at(self, tokens: Sequence[Token], first: int) -> Found[T] | None:
        """The longest entry that starts at token `first`."""
        best: Found[T] | None = None
        nodes = [self._root]
        for last in range(first, len(tokens)):
            token = tokens[last]
            keys = {token.lemma, folded(token.text)}
            nodes = [node.next[key] for node in nodes for key in keys if key in node.next]
            if not nodes:
                break
            ended = next((node for node in nodes if node.entry is not None), None)
            if ended is not None and ended.entry is not None:
                best = Found(first, last + 1, ended.entry)
        return best

    def find(self, tokens: Sequence[Token]) -> list[Found[T]]:
        """Every entry, left to right, none overlapping another."""
        found, at = [], 0
        while at < len(tokens):
            hit = self.at(tokens, at)
            if hit is not None:
                found.append(hit)
            at = hit.last if hit is not None else at + 1
        return found


def folded(text: str) -> str:
    """The key of a written form: lower case, ё as е, one kind of apostrophe."""
    return text.lower().replace("ё", "е").replace("’", "'")


def head_noun(tokens: Sequence[Token], first: int, last: int) -> int:
    """The noun that carries the phrase's case: the first noun of a language with cases, else the last."""
    nouns = [i for i in range(first, last) if tokens[i].pos in ("NOUN", "PROPN")]
    if not nouns:
        return last - 1
    return nouns[0] if tokens[nouns[0]].case else nouns[-1]
