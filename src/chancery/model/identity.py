"""One thing behind many mentions: what is compared, how a pair is judged and why, and what comes of it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from chancery.model.kinds import Fact


class Ground(Struct, frozen=True):
    """One ground for a score: what it is, the factor that it puts on the score, and the words concerned."""

    kind: str
    factor: float
    words: str


class PersonMention(Struct, frozen=True):
    """A person as one document has them: the name in the nominative and what the document says of them.

    `id` is the mention's digest. `state` is the State they serve, `role` the id of their office and `office` the body
    or territory it is for; `since` and `until` bound the days, ISO and inclusive, on which that is seen; "" is unknown.
    `offices` are the others, held or left, that the same document gives them, as pairs of role and office.
    """

    id: str
    name: str
    document: str = ""
    state: str = ""
    role: str = ""
    office: str = ""
    since: str = ""
    until: str = ""
    offices: tuple[tuple[str, str], ...] = ()


class MissionMention(Struct, frozen=True, omit_defaults=True):
    """A mission as one document has it; "" is unknown. `from_type` and `from_city` are what it was before."""

    id: str
    sending: str
    mission_type: str
    receiving: str = ""
    city: str = ""
    from_type: str = ""
    from_city: str = ""


class Report(Struct, frozen=True, omit_defaults=True):
    """One way in which documents tell a fact.

    `published` is the day of a document that tells of a happening without its date. `people` leads from a name to the
    unit of that person, `states` from a name to the State that person serves; `mission` is the unit of the mission.
    """

    id: str
    fact: Fact
    modality: str
    polarity: str = "asserted"
    published: str = ""
    people: dict[str, str] = {}
    states: dict[str, str] = {}
    mission: str = ""


class Sketch(Struct, frozen=True):
    """The least hashes of a text's shingles, by which near-copies are found; `size` counts all of its shingles."""

    id: str
    least: tuple[int, ...]
    size: int


Body = PersonMention | MissionMention | Report | Sketch


class Unit(Struct, frozen=True):
    """What is put together: mentions, reports or texts that nothing tells apart.

    `keys` are shared by units that may be one; `refs` are the units of people and missions that a report names;
    `since` and `until` bound the days on which it was seen.
    """

    id: str
    kind: str
    body: str
    keys: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


class Part(Struct, frozen=True):
    """That a frame tells of a unit, in the slot `role` ("" for the fact itself) under `name`, within these days."""

    frame: str
    role: str
    unit: str
    since: str = ""
    until: str = ""
    name: str = ""


class Sighted(Struct, frozen=True):
    """What one document tells of: its units, and which frame tells of which."""

    units: tuple[Unit, ...]
    parts: tuple[Part, ...]


class Telling(Struct, frozen=True):
    """Frames of one fact with equal values, as one voice; `sources` are independent of each other.

    `outlet` is that of the first, `quote` its sentence; `recorded` when the record first knew it.
    """

    frame: str
    fact: Fact
    modality: str
    polarity: str
    sources: int
    confidence: float
    document: str = ""
    outlet: str = ""
    first: str = ""
    last: str = ""
    quote: str = ""
    confirmed: bool = False


class Rival(Struct, frozen=True):
    """One of several values for one slot of a fact, and why it stands where it does."""

    value: str
    why: str
    sources: int
    frames: tuple[str, ...]
    document: str = ""
    outlet: str = ""
    published: str = ""
    quote: str = ""


class Conflict(Struct, frozen=True):
    """Values of one slot that cannot all be right, the one that is shown first."""

    role: str
    values: tuple[Rival, ...]


class Told(Struct, frozen=True):
    """What the tellings of a fact come to."""

    fact: Fact
    modality: str
    polarity: str
    conflicts: tuple[Conflict, ...] = ()


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
    """Every mention in one cluster, and every pair that was looked at, both in the order of ids.

    `components` hold together what merging links join, before doubts: what is in another has no say in it.
    """

    clusters: tuple[Cluster, ...]
    links: tuple[Link, ...]
    components: tuple[tuple[str, ...], ...] = ()
