"""Who deals with whom: an export view of purchases, contracts, loans, grants and fines between bodies and States.

A word for a deal with a party on either side of it in its sentence; nothing is said of what the deal is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from chancery.analyse.annotate import Look, tools
from chancery.analyse.tagging import Name, tagged
from chancery.lang import part
from chancery.model import MentionKind, Span


class DealWords(Struct, frozen=True):
    """`deals.toml`: lemmas of words for a deal, and of words that take one back or leave it open."""

    deals: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


class Deal(Struct, frozen=True, order=True):
    """A deal of two parties; spans of the text."""

    parties: tuple[Span, Span]


def deals(text: str, code: str, *, tier: str = "full") -> list[Deal]:
    """The deals that `text` tells, each pair of parties once.

    Args:
        code: the language of the text, one that has a pack.
    """
    words, saying = part(code, "deals", DealWords), frozenset(tools(code, tier).pack.attribution.verbs)
    looks, names = tagged(text, code, tier=tier)
    found: dict[frozenset[str], Deal] = {}
    for look in looks:
        for pair in _pairs(look, _parties(look, names, saying), words):
            found.setdefault(frozenset(name.lemma for name in pair), Deal((_span(pair[0]), _span(pair[1]))))
    return sorted(found.values())


def _span(name: Name) -> Span:
    return Span(name.start, name.stop)


def _parties(look: Look, names: Sequence[Name], saying: frozenset[str]) -> list[Name]:
    """The bodies and States of a sentence, but for those whose words it is."""
    by, stop = look.passage.span.start, look.passage.span.stop
    states = {m.start + by for m in look.mentions if m.kind == MentionKind.PLACE and "state" in m.labels}
    inside = [n for n in names if by <= n.start < stop and (n.kind == "ORG" or n.start in states)]
    return [name for name in inside if not _is_source(look, name, saying)]


def _is_source(look: Look, name: Name, saying: frozenset[str]) -> bool:
    """Whether a verb of saying stands right before a name, or two words before it ("reports the agency X")."""
    before = [t for t in look.tokens if t.stop + look.passage.span.start <= name.start and t.text not in '«„"'][-2:]
    return any(token.lemma in saying for token in before)


def _pairs(look: Look, parties: Sequence[Name], words: DealWords) -> Iterator[tuple[Name, Name]]:
    if len(parties) < 2 or any(token.lemma in words.but for token in look.tokens):
        return
    for token in look.tokens:
        if token.lemma not in words.deals:
            continue
        at = token.start + look.passage.span.start
        before, after = [n for n in parties if n.stop <= at], [n for n in parties if n.start > at]
        if before and after and before[0].lemma != after[0].lemma:
            yield before[0], after[0]
            return
