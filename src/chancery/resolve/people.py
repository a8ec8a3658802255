"""People: which mentions in many documents are one person.

A pure function of mentions and decisions, whatever their order. Names are compared by `text.likeness`; State, office,
dates and document settle what names leave open. A name alone never merges against an office or a date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

import msgspec

from chancery.model import (
    Cluster,
    Ground,
    Judgement,
    Link,
    Outcome,
    PersonMention,
    Resolution,
    Verdict,
)
from chancery.resolve.unions import Unions
from chancery.text.likeness import PERHAPS, SAME, Likeness, compared
from chancery.text.persons import block_keys, name_parts

LONGEST_CAREER_YEARS = 70
_YEAR = 4  # letters of the year in an ISO day

Pair = tuple[str, str]
Links = dict[Pair, Link]


def people(
    mentions: Iterable[PersonMention], judgements: Iterable[Judgement] = (), *, exclusive: Collection[str] = ()
) -> Resolution:
    """Put the mentions of each person together.

    Args:
        mentions: of any number of documents, each id once.
        judgements: what people decided, earliest first; a decision outweighs everything else.
        exclusive: ids of roles of which one person holds one at a time.
    Returns:
        Clusters that part the mentions, and the links of all pairs that were looked at. Pairs whose names share no key
        and on which nobody decided are apart without a link. Cost: grows with the pairs that share a key.
    """
    known = {mention.id: mention for mention in sorted(mentions, key=lambda mention: mention.id)}
    verdicts = {
        _pair(said.one, said.other): said.verdict for said in judgements if {said.one, said.other} <= set(known)
    }
    links = {pair: _link(known, pair, verdicts.get(pair), exclusive) for pair in sorted({*_pairs(known), *verdicts})}
    links = _without_doubt(known, links, verdicts)
    together = _united(known, links, verdicts)
    clusters = tuple(_cluster(known, members) for members in together.sets())
    return Resolution(clusters, tuple(_settled(link, together) for link in links.values()))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _pairs(known: Mapping[str, PersonMention]) -> set[Pair]:
    """The pairs whose names share a key."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for mention in known.values():
        for key in block_keys(mention.name):
            blocks[key].append(mention.id)
    return {pair for ids in blocks.values() for pair in combinations(ids, 2)}


def _link(known: Mapping[str, PersonMention], pair: Pair, verdict: Verdict | None, exclusive: Collection[str]) -> Link:
    """What is to be thought of one pair by itself."""
    one, other = known[pair[0]], known[pair[1]]
    names = compared(one.name, other.name)
    if verdict is not None:
        return Link(*pair, _DECIDED[verdict], names.score, (Ground(f"decided {verdict}", 1.0, ""),))
    against, shared = tuple(_against(one, other, exclusive)), tuple(_shared(one, other))
    outcome = _outcome(one, other, names, against, shared)
    return Link(*pair, outcome, names.score, (*names.reasons, *against, *shared))


_DECIDED = {Verdict.SAME: Outcome.MERGE, Verdict.DIFFERENT: Outcome.APART, Verdict.UNSURE: Outcome.REVIEW}


def _outcome(
    one: PersonMention, other: PersonMention, names: Likeness, against: tuple[Ground, ...], shared: tuple[Ground, ...]
) -> Outcome:
    """Unlike names and contradictions keep apart; full names merge; half a name merges where context supports it."""
    if names.score < PERHAPS or any(ground.factor == 0.0 for ground in against):
        return Outcome.APART
    if against:
        return Outcome.REVIEW
    if names.score >= SAME and _is_full(one.name) and _is_full(other.name):
        return Outcome.MERGE
    halves = names.score >= SAME or any(ground.kind == "one word alone" for ground in names.reasons)
    told = any(ground.kind in ("same office", "same document") for ground in shared)
    return Outcome.MERGE if halves and told else Outcome.REVIEW


def _against(one: PersonMention, other: PersonMention, exclusive: Collection[str]) -> Iterator[Ground]:
    """What contradicts that two mentions are one person; a factor of 0 settles it."""
    if one.state and other.state and one.state != other.state:
        yield Ground("other State", 0.0, _words(one.state, other.state))
    if _years_between(one, other) > LONGEST_CAREER_YEARS:
        yield Ground("another age", 0.0, _words(one.since, other.since))
    both = (one.role, one.office), (other.role, other.office)
    if both[0] != both[1] and {one.role, other.role} <= set(exclusive) and _at_once(one, other):
        yield Ground("two offices at once", 0.5, _words(one.role, other.role))


def _shared(one: PersonMention, other: PersonMention) -> Iterator[Ground]:
    """What the documents say alike of two mentions."""
    if one.document and one.document == other.document:
        yield Ground("same document", 1.0, "")
    if one.state and one.state == other.state:
        yield Ground("same State", 1.0, one.state)
    if one.role and (one.role, one.office) == (other.role, other.office) and one.state == other.state:
        yield Ground("same office", 1.0, " ".join(filter(None, (one.role, one.office))))


def _words(one: str, other: str) -> str:
    return " ~ ".join(sorted((one, other)))


def _years_between(one: PersonMention, other: PersonMention) -> int:
    """The years that lie between two mentions at least; 0 where a day is not known."""
    earlier, later = sorted((one, other), key=lambda mention: mention.since)
    if not (earlier.until and later.since):
        return 0
    return max(0, int(later.since[:_YEAR]) - int(earlier.until[:_YEAR]))


def _at_once(one: PersonMention, other: PersonMention) -> bool:
    """Whether both are seen in office on one day."""
    bounds = (one.since, one.until, other.since, other.until)
    return all(bounds) and max(one.since, other.since) <= min(one.until, other.until)


def _is_full(name: str) -> bool:
    """Whether a name holds a surname and a given name that is no initial."""
    parts = name_parts(name)
    return bool(parts.family) and any(not word.endswith(".") for word in parts.given)


def _without_doubt(known: Mapping[str, PersonMention], links: Links, verdicts: Mapping[Pair, Verdict]) -> Links:
    """The links, with those for review that lead one mention to two people who are apart.

    Which of the two it is then cannot be told; an office in common settles it.
    """
    near, apart = _ends(links, Outcome.MERGE), _ends(links, Outcome.APART)
    doubtful = {
        pair
        for id in known
        for first in near[id]
        for second in apart[first] & near[id]
        for pair in _weaker(links[_pair(id, first)], links[_pair(id, second)])
    }
    return {
        pair: _demoted(link, "may be another") if pair in doubtful and pair not in verdicts else link
        for pair, link in links.items()
    }


def _ends(links: Links, outcome: Outcome) -> dict[str, set[str]]:
    """For each mention those that links of one outcome lead to."""
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
    kinds = {ground.kind for ground in link.grounds}
    return 3 * ("decided same" in kinds) + 2 * ("same office" in kinds) + ("same document" in kinds)


def _demoted(link: Link, kind: str) -> Link:
    return msgspec.structs.replace(link, outcome=Outcome.REVIEW, grounds=(*link.grounds, Ground(kind, 1.0, "")))


def _united(known: Mapping[str, PersonMention], links: Links, verdicts: Mapping[Pair, Verdict]) -> Unions:
    """The mentions joined link by link, decisions and the surest first, never two that are apart."""
    apart = [pair for pair, link in links.items() if link.outcome is Outcome.APART]
    together = Unions(known, apart)
    merging = [link for link in links.values() if link.outcome is Outcome.MERGE]
    for link in sorted(merging, key=lambda link: ((link.one, link.other) not in verdicts, -_rank(link), -link.score)):
        together.join(link.one, link.other)
    return together


def _settled(link: Link, together: Unions) -> Link:
    """A link as it stands in the end: one that was to merge but would have joined two who are apart is for review."""
    if link.outcome is Outcome.MERGE and not together.are_one(link.one, link.other):
        return _demoted(link, "joins two who are apart")
    return link


def _cluster(known: Mapping[str, PersonMention], members: tuple[str, ...]) -> Cluster:
    names = {known[id].name for id in members}
    return Cluster(members[0], max(sorted(names), key=lambda name: (_is_full(name), len(name))), members)
