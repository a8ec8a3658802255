"""From links of pairs to clusters, for whatever is put together. Knows no people and no missions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from chancery.model import Ground, Judgement, Link, Outcome, Verdict
from chancery.resolve.unions import Unions

Pair = tuple[str, str]
Links = dict[Pair, Link]

OUTCOMES = {Verdict.SAME: Outcome.MERGE, Verdict.DIFFERENT: Outcome.APART, Verdict.UNSURE: Outcome.REVIEW}
_RANKS = {"decided same": 8, "same office": 2, "same day": 2, "same title": 2, "same seat": 2}
_RANKS |= {"same document": 1, "same place": 1, "same class": 1}


def pair(one: str, other: str) -> Pair:
    """Two ids in order."""
    return (one, other) if one < other else (other, one)


def verdicts(judgements: Iterable[Judgement], known: Collection[str]) -> dict[Pair, Verdict]:
    """The latest decision on each pair of known ids."""
    return {
        pair(said.one, said.other): said.verdict
        for said in judgements
        if said.one != said.other and said.one in known and said.other in known
    }


def decided(both: Pair, verdict: Verdict, score: float = 1.0) -> Link:
    """The link of a pair on which a person decided."""
    return Link(*both, OUTCOMES[verdict], score, (Ground(f"decided {verdict}", 1.0, ""),))


def joined(ids: Collection[str], links: Links, said: Mapping[Pair, Verdict]) -> tuple[Unions, Links]:
    """The sets that links make, and the links as they stand in the end. Cost: grows with the links."""
    links = _without_doubt(ids, links, said)
    together = _united(ids, links, said)
    return together, {both: _settled(link, together) for both, link in links.items()}


def components(ids: Collection[str], links: Links) -> list[tuple[str, ...]]:
    """What merging links hold together, doubts and contradictions aside."""
    whole = Unions(ids, ())
    for link in links.values():
        if link.outcome is Outcome.MERGE:
            whole.join(link.one, link.other)
    return whole.sets()


def _without_doubt(ids: Collection[str], links: Links, said: Mapping[Pair, Verdict]) -> Links:
    """The links, with those for review that lead one to two that are apart.

    Which of the two it is then cannot be told, unless it has more in common with one of them.
    """
    near, apart = _ends(links, Outcome.MERGE), _ends(links, Outcome.APART)
    doubtful = {
        weaker
        for id in ids
        for first in near[id]
        for second in apart[first] & near[id]
        for weaker in _weaker(links[pair(id, first)], links[pair(id, second)])
    }
    return {
        both: _demoted(link, "may be another") if both in doubtful and both not in said else link
        for both, link in links.items()
    }


def _ends(links: Links, outcome: Outcome) -> dict[str, set[str]]:
    """For each id those that links of one outcome lead to."""
    ends: dict[str, set[str]] = defaultdict(set)
    for link in links.values():
        if link.outcome is outcome:
            ends[link.one].add(link.other)
            ends[link.other].add(link.one)
    return ends


def _weaker(first: Link, second: Link) -> Iterator[Pair]:
    """The one of two links that has less in common, or both."""
    ranks = _rank(first), _rank(second)
    if ranks[0] <= ranks[1]:
        yield first.one, first.other
    if ranks[1] <= ranks[0]:
        yield second.one, second.other


def _rank(link: Link) -> int:
    return sum(_RANKS.get(kind, 0) for kind in {ground.kind for ground in link.grounds})


def _demoted(link: Link, kind: str) -> Link:
    return msgspec.structs.replace(link, outcome=Outcome.REVIEW, grounds=(*link.grounds, Ground(kind, 1.0, "")))


def _united(ids: Collection[str], links: Links, said: Mapping[Pair, Verdict]) -> Unions:
    """The ids joined link by link, decisions and the surest first, never two that are apart."""
    apart = [both for both, link in links.items() if link.outcome is Outcome.APART]
    together = Unions(ids, apart)
    merging = [link for link in links.values() if link.outcome is Outcome.MERGE]
    for link in sorted(merging, key=lambda link: (pair(link.one, link.other) not in said, *_order(link))):
        together.join(link.one, link.other)
    return together


def _order(link: Link) -> tuple[int, float, str, str]:
    return -_rank(link), -link.score, link.one, link.other


def _settled(link: Link, together: Unions) -> Link:
    """A link as it stands in the end: one that was to merge but would have joined two who are apart is for review."""
    if link.outcome is Outcome.MERGE and not together.are_one(link.one, link.other):
        return _demoted(link, "joins two who are apart")
    return link
