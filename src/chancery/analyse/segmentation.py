"""The seam between Chancery and an analyser of one language: sentences, tokens, names.

Only an adapter knows the outside package that it stands on; `analysers` gives the adapter of a language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Protocol

from chancery.lang import part
from chancery.model import Span, Token
from chancery.model.naming import NameSpan, NameWords, Segmentation


class Inflection(Protocol):
    """What a language knows of the forms of one word of a personal name."""

    def kinds(self, word: str) -> frozenset[str]:
        """What `word` may be: given, surname, patronymic, place, word (an ordinary one); empty if unknown."""
        ...

    def gender(self, word: str, kind: str) -> str:
        """Masc or Fem where the form of a given name or patronymic shows it, else ""."""
        ...

    def nominatives(self, word: str, kind: str, case: str, gender: str) -> tuple[str, ...]:
        """Nominatives that `word` may stand for, best first; only itself where it does not decline."""
        ...

    def surnames(self, word: str) -> tuple[str, ...]:
        """Every nominative that `word` may stand for as a surname, itself first."""
        ...

    def cases(self, word: str, kind: str, gender: str) -> frozenset[str]:
        """Cases that the form of `word` admits; empty where it tells nothing."""
        ...


class Analyser(Protocol):
    """Sentences, tokens and proposed names of one language."""

    @property
    def inflection(self) -> Inflection:
        """Forms of personal names."""
        ...

    def nominative(self, tokens: Sequence[Token], first: int, head: int, last: int) -> str:
        """The words at tokens [first, last) with the noun at `head` and the attributes before it in the nominative."""
        ...

    def sentences(self, text: str) -> list[Span]:
        """Sentences of one paragraph, without the blanks around them."""
        ...

    def tokens(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Tokens of each sentence, with offsets from the sentence's start."""
        ...

    def names(self, texts: Sequence[str], tokens: Sequence[Sequence[Token]]) -> list[tuple[NameSpan, ...]]:
        """Names that a tagger proposes in each sentence; empty where there is no tagger."""
        ...


@cache
def name_words(lang: str) -> NameWords:
    """Words of `lang` about personal names."""
    return part(lang, "names", NameWords)


_END = re.compile(r"(?:[.!?…]+)([\"'»”’)\]]*)(?=\s|$)|(?<=[^\W\d_]{2})\.(?=[^\W\d_][^\W\d_]+[\s,])")
_BEFORE = re.compile(r"[^\s\"'«»“”„‘’()\[\]]*$")
_AFTER = re.compile(r"\s*[\"'«“„‘(\[—–-]*\s*([^\s.,;:!?\"'»”’)\]]*)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")


def split(text: str, words: Segmentation) -> list[Span]:
    """Sentences of one paragraph by marks, abbreviations and the word that follows."""
    cuts = [m.end() for m in _END.finditer(text) if _ends(text, m, words)]
    return list(trimmed(text, [0, *cuts, len(text)]))


def trimmed(text: str, cuts: Sequence[int]) -> list[Span]:
    """Spans between neighbouring `cuts`, without blanks at either end and without empty ones."""
    found = []
    for start, stop in pairwise(cuts):
        piece = text[start:stop]
        left = len(piece) - len(piece.lstrip())
        body = piece.strip()
        if body:
            found.append(Span(start + left, start + left + len(body)))
    return found


def _ends(text: str, mark: re.Match[str], words: Segmentation) -> bool:
    """Whether the mark closes a sentence."""
    after = _AFTER.match(text, mark.end())
    following = after[1] if after else ""
    if mark.end() == len(text) or not following:
        return mark.end() == len(text)
    before = _BEFORE.search(text, max(0, mark.start() - 40), mark.start())
    last = before[0] if before else ""
    if text[mark.start()] != "." or text[mark.start() : mark.start() + 2] == "..":
        return not following[0].islower() and not _is_name_tail(following, words)
    if not text[mark.end()].isspace():
        return _is_glued(following) and "." not in last
    if following[0].islower():
        return False
    return _point_ends(last, following, bool(mark[1]), words)


def _point_ends(last: str, following: str, closed: bool, words: Segmentation) -> bool:
    """Whether a point after the word `last` and before the word `following` closes a sentence."""
    word = last.casefold().rstrip(".")
    plain = word.replace(".", "")
    starts = following.casefold() in words.starters
    if word in words.abbreviations or plain in words.abbreviations:
        return False
    if word in words.weak or plain in words.weak or _INITIALS.fullmatch(last + "."):
        return starts and len(following) > 1
    if len(last) == 1 and last.isupper():
        return starts and len(following) > 1
    return not (last.isdigit() and len(last) < 3 and not closed and last == word and not starts)


def _is_name_tail(following: str, words: Segmentation) -> bool:
    return following.casefold() in words.tails


def _is_glued(following: str) -> bool:
    """Whether a word that follows a point without a blank begins a sentence ("opened.The")."""
    return following[0].isupper() and following[1:].islower()
