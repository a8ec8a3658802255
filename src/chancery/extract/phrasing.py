"""Where the phrases of a word list stand in a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from chancery.model import Token


def found_phrases(tokens: Sequence[Token], phrases: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """The token ranges [first, last) of phrases with the phrase, by lemma or as written, in the order of the text."""
    index = _by_first_word(phrases)
    for i, token in enumerate(tokens):
        for key in {token.lemma, token.text.lower(), token.text}:
            for steps in index.get(key, ()):
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


@cache
def _by_first_word(phrases: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    index: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        steps = tuple(phrase.split(" "))
        index[steps[0]].append(steps)
    return dict(index)
