"""People: which mentions in many documents are one person.

A pure function of mentions and decisions, whatever their order. Names are compared by `text.likeness`; State, office,
dates and document settle what names leave open. A name alone never merges against an office or a date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

from chancery.model import (
    Cluster,
    Ground,
    Judgement,
    Link,
    Outcome,
    PersonMention,
    Resolution,
)
from chancery.resolve.joining import Pair, components, decided, joined, pair, verdicts
from chancery.resolve.places import compatible
from chancery.text.likeness import PERHAPS, SAME, Likeness, compared
from chancery.text.persons import block_keys, name_parts

_UNUSUAL = 0.6  # likeness of names that, in one office, are one name spelt in an unusual way
LONGEST_CAREER_YEARS = 70
_YEAR = 4  # letters of the year in an ISO day

EXCLUSIVE = frozenset(
    [
        "president",
        "vice_president",
        "monarch",
        "prime_minister",
        "chancellor",
        "foreign_minister",
        "minister",
        "governor",
        "head_of_region",
        "mayor",
        "ambassador",
        "high_commissioner_cw",
        "consul_general",
        "consul",
        "permanent_representative",
        "secretary_general",
        "prefect",
        "senate_chair",
        "lower_house_chair",
        "minister_president",
        "chief_minister",
        "regional_minister",
    ]
)
"""Roles of which one person holds one at a time."""

_SEVERAL = frozenset({"ambassador", "high_commissioner_cw", "permanent_representative"})
"""Roles that one person may hold towards several States."""

_ALIKE = tuple(
    frozenset(roles.split())
    for roles in (
        "minister foreign_minister regional_minister",
        "governor head_of_region minister_president chief_minister",
        "consul_general consul",
        "ambassador high_commissioner_cw permanent_representative",
    )
)
"""Roles that one office may be called by, or that go together."""


def people(
    mentions: Iterable[PersonMention], judgements: Iterable[Judgement] = (), *, exclusive: Collection[str] = EXCLUSIVE
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
    said = verdicts(judgements, known)
    links = {
        both: decided(both, said[both]) if both in said else person_link(known[both[0]], known[both[1]], exclusive)
        for both in sorted({*_pairs(known), *said})
    }
    together, settled = joined(known, links, said)
    clusters = tuple(
        Cluster(members[0], fullest([known[id].name for id in members]), members) for members in together.sets()
    )
    return Resolution(clusters, tuple(settled.values()), tuple(components(known, links)))


def person_keys(mention: PersonMention) -> tuple[str, ...]:
    """The keys of a person's name; mentions of one person share one."""
    return tuple(sorted(block_keys(mention.name)))


def person_link(one: PersonMention, other: PersonMention, exclusive: Collection[str] = EXCLUSIVE) -> Link:
    """What is to be thought of two mentions by themselves."""
    names = compared(one.name, other.name)
    against, shared = tuple(_against(one, other, exclusive)), tuple(_shared(one, other))
    outcome = _outcome(one, other, names, against, shared)
    return Link(*pair(one.id, other.id), outcome, names.score, (*names.reasons, *against, *shared))


def fullest(names: Iterable[str]) -> str:
    """The name that says most."""
    return max(sorted(set(names)), key=lambda name: (_is_full(name), len(name)))


def _pairs(known: Mapping[str, PersonMention]) -> set[Pair]:
    """The pairs whose names share a key."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for mention in known.values():
        for key in person_keys(mention):
            blocks[key].append(mention.id)
    return {both for ids in blocks.values() for both in combinations(ids, 2)}


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
    told = any(ground.kind in ("same office", "same document") for ground in shared)
    if any(ground.kind == "same office" for ground in shared) and _spelt_otherwise(names):
        return Outcome.MERGE
    halves = names.score >= SAME or any(ground.kind == "one word alone" for ground in names.reasons)
    return Outcome.MERGE if halves and told else Outcome.REVIEW


def _spelt_otherwise(names: Likeness) -> bool:
    """Whether two names have the same words, though one of them is written in an unusual way."""
    kinds = {ground.kind for ground in names.reasons}
    usual = {"given name", "surname", "patronymic"} | {f"{kind} spelt otherwise" for kind in ("given name", "surname")}
    return len(names.reasons) > 1 and kinds <= usual and names.score >= _UNUSUAL


def _against(one: PersonMention, other: PersonMention, exclusive: Collection[str]) -> Iterator[Ground]:
    """What contradicts that two mentions are one person; a factor of 0 settles it."""
    if one.state and other.state and one.state != other.state:
        yield Ground("other State", 0.0, _words(one.state, other.state))
    if _years_between(one, other) > LONGEST_CAREER_YEARS:
        yield Ground("another age", 0.0, _words(one.since, other.since))
    both = (one.role, one.office), (other.role, other.office)
    if (
        both[0] != both[1]
        and {one.role, other.role} <= set(exclusive)
        and _at_once(one, other)
        and not _known(one, other)
    ):
        yield Ground("two offices at once", 0.5, _words(one.role, other.role))


def _known(one: PersonMention, other: PersonMention) -> bool:
    """Whether a document gives one person both offices, or one office with more or less detail."""
    if one.role == other.role and (one.role in _SEVERAL or compatible(one.office, other.office)):
        return True
    if any({one.role, other.role} <= roles for roles in _ALIKE):
        return True
    return (one.role, one.office) in other.offices or (other.role, other.office) in one.offices


def _shared(one: PersonMention, other: PersonMention) -> Iterator[Ground]:
    """What the documents say alike of two mentions."""
    if one.document and one.document == other.document:
        yield Ground("same document", 1.0, "")
    if one.state and one.state == other.state:
        yield Ground("same State", 1.0, one.state)
    both = sorted(_offices(one) & _offices(other))
    if both and one.state == other.state:
        yield Ground("same office", 1.0, " ".join(filter(None, both[0])))


def _offices(mention: PersonMention) -> set[tuple[str, str]]:
    own = {(mention.role, mention.office)} if mention.role else set[tuple[str, str]]()
    return own | set(mention.offices)


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
