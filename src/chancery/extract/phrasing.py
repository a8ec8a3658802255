"""Where the phrases of a word list stand in a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from chancery.model import Token

KEPT = 128
"""Sentences whose forms are remembered: the lists of a language are looked for in the same ones again and again."""
_places: dict[int, tuple[Sequence[Token], Mapping[str, Sequence[int]]]] = {}


def found_phrases(tokens: Sequence[Token], phrases: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """The token ranges [first, last) of phrases with the phrase, by lemma or as written, in the order of the text."""
    index, places = _by_first_word(phrases), _where(tokens)
    shared = index.keys() & places.keys()
    if not shared:
        return
    for i, key in sorted((at, form) for form in shared for at in places[form]):
        for steps in index[key]:
            last = i + len(steps)
            if last <= len(tokens) and all(map(_fits, steps[1:], tokens[i + 1 : last])):
                yield i, last, " ".join(steps)


def has_phrase(tokens: Sequence[Token], phrases: tuple[str, ...]) -> bool:
    """Whether the tokens hold one of several phrases."""
    return next(found_phrases(tokens, phrases), None) is not None


def begins_with(tokens: Sequence[Token], phrases: tuple[str, ...]) -> bool:
    """Whether the tokens begin with one of several phrases."""
    return any(first == 0 for first, _, _ in found_phrases(tokens[:4], phrases))


def _fits(step: str, token: Token) -> bool:
    return step in (token.lemma, token.text.lower(), token.text)


def _where(tokens: Sequence[Token]) -> Mapping[str, Sequence[int]]:
    """The places of each form of the tokens: lemma, written, in lower case."""
    known = _places.get(id(tokens))
    if known is not None and known[0] is tokens:
        return known[1]
    found: dict[str, list[int]] = defaultdict(list)
    for i, token in enumerate(tokens):
        for form in {token.lemma, token.text, token.text.lower()}:
            found[form].append(i)
    if len(_places) >= KEPT:
        _places.clear()
    _places[id(tokens)] = tokens, found
    return found


@cache
def _by_first_word(phrases: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    index: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        steps = tuple(phrase.split(" "))
        index[steps[0]].append(steps)
    return dict(index)
