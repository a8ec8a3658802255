"""One thing behind many mentions: what is compared, how a pair is judged and why, and what comes of it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Ground(Struct, frozen=True):
    """One ground for a score: what it is, the factor that it puts on the score, and the words concerned."""

    kind: str
    factor: float
    words: str


class PersonMention(Struct, frozen=True):
    """A person as one document has them: the name in the nominative and what the document says of them.

    `id` is the mention's digest. `state` is the State they serve, `role` the id of their office and `office` the body
    or territory it is for; `since` and `until` bound the days, ISO and inclusive, on which that is seen; "" is unknown.
    """

    id: str
    name: str
    document: str = ""
    state: str = ""
    role: str = ""
    office: str = ""
    since: str = ""
    until: str = ""


class Verdict(StrEnum):
    """What a person says of two mentions."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Judgement(Struct, frozen=True):
    """A decision on two mentions, named by their ids; of several on one pair the latest counts."""

    one: str
    other: str
    verdict: Verdict


class Outcome(StrEnum):
    """What becomes of a pair of mentions."""

    MERGE = "merge"
    REVIEW = "review"
    APART = "apart"


class Link(Struct, frozen=True):
    """How a pair of mentions was judged and why; `one` is the lesser id."""

    one: str
    other: str
    outcome: Outcome
    score: float
    grounds: tuple[Ground, ...]


class Cluster(Struct, frozen=True):
    """The mentions of one person in the order of their ids; `id` is the least of them, `name` the fullest name."""

    id: str
    name: str
    members: tuple[str, ...]


class Resolution(Struct, frozen=True):
    """Every mention in one cluster, and every pair that was looked at, both in the order of ids."""

    clusters: tuple[Cluster, ...]
    links: tuple[Link, ...]
