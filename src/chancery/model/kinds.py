"""The kinds of fact and their fields: the public format.

A field that the text does not give is None (or an empty tuple) and is left out of JSON. Names are canonical where
known, with the written form beside them. Identifiers of modality, event, role, kind, metric and unit are those of the
generated list in `docs/reference/identifiers.md`.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class FactType(StrEnum):
    """The closed list of fact types."""

    MISSION_EVENT = "mission_event"
    CONSULAR_DISTRICT = "consular_district"
    POSITION = "position"
    ENGAGEMENT = "engagement"
    INDICATOR = "indicator"
    AGREEMENT = "agreement"
    COOPERATION = "cooperation"
    PROJECT = "project"
    FUNCTION = "function"
    INSTITUTION = "institution"
    DELEGATION = "delegation"
    MEMBERSHIP = "membership"
    STATEMENT = "statement"


class Modality(StrEnum):
    """How the text puts a fact."""

    COMPLETED = "completed"
    ONGOING = "ongoing"
    PLANNED = "planned"
    ANNOUNCED = "announced"
    PROPOSED = "proposed"
    DISCUSSED = "discussed"
    AGREED = "agreed"
    ORDERED = "ordered"
    APPROVED = "approved"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    STARTED = "started"
    EXPECTED = "expected"
    TARGET = "target"
    REPORTED = "reported"
    STATED = "stated"
    CANCELLED = "cancelled"
    DENIED = "denied"
    BACKGROUND = "background"


class MissionRef(Struct, frozen=True, omit_defaults=True):
    """A mission as other facts name it."""

    sending: str | None = None
    mission_type: str | None = None
    city: str | None = None
    receiving: str | None = None


class MissionEvent(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="mission_event"):
    """A stage in the life of a mission."""

    event: str
    mission_type: str
    sending: str | None = None
    sending_code: str | None = None
    receiving: str | None = None
    receiving_code: str | None = None
    city: str | None = None
    city_as_written: str | None = None
    from_mission_type: str | None = None
    from_city: str | None = None
    date: str | None = None
    place: str | None = None
    office_city: str | None = None
    authority: str | None = None
    act: str | None = None
    ordinal: int | None = None
    inferred: bool = False


class ConsularDistrict(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="consular_district"):
    """What a consular district covers, or what was added to it or removed from it."""

    mission: MissionRef
    op: str = "covers"
    areas: tuple[str, ...] = ()
    areas_as_written: tuple[str, ...] = ()
    area_codes: tuple[str, ...] = ()
    areas_group: str | None = None
    limits: str | None = None
    date: str | None = None
    inferred: bool = False


class Position(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="position"):
    """A person in an office, and how the text shows it."""

    person: str
    role: str
    event: str = "holds"
    as_written: str | None = None
    nominative: str | None = None
    role_as_written: str | None = None
    org: str | None = None
    org_as_written: str | None = None
    receiving: str | None = None
    place: str | None = None
    portfolio: str | None = None
    concurrent: bool = False
    residence: str | None = None
    date: str | None = None
    predecessor: str | None = None
    inferred: bool = False


class Engagement(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="engagement"):
    """A meeting, visit, ceremony, forum or the like."""

    kind: str
    participants: tuple[str, ...] = ()
    participants_as_written: tuple[str, ...] = ()
    title: str | None = None
    ordinal: int | None = None
    host_party: str | None = None
    place: str | None = None
    place_as_written: str | None = None
    venue: str | None = None
    date: str | None = None
    level: str | None = None
    mode: str | None = None
    subject: str | None = None
    outcome: str | None = None


class Indicator(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="indicator"):
    """A figure with its unit, sides and period."""

    metric: str
    value: float | tuple[float, float] | None = None
    unit: str | None = None
    qualifier: str = "="
    between: tuple[str, ...] = ()
    reporter: str | None = None
    partner: str | None = None
    place: str | None = None
    period: str | None = None
    change: float | None = None
    change_base: str | None = None
    goods: tuple[str, ...] = ()
    attributed_to: str | None = None


class Agreement(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="agreement"):
    """Something signed, in force, drafted, proposed or commemorated; `inferred` where a party is the story's."""

    title: str | None = None
    kind: str | None = None
    parties: tuple[str, ...] = ()
    parties_as_written: tuple[str, ...] = ()
    date: str | None = None
    signatories: tuple[str, ...] = ()
    place: str | None = None
    amends: str | None = None
    period: str | None = None
    inferred: bool = False


class Cooperation(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="cooperation"):
    """What two sides do, offer, wish or agree to do together, where no agreement and no single project is named."""

    parties: tuple[str, ...] = ()
    parties_as_written: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    by: str | None = None
    text: str | None = None
    date: str | None = None


class Project(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="project"):
    """One thing that is to be built, opened or run: a centre, a route, a school programme."""

    title: str
    place: str | None = None
    parties: tuple[str, ...] = ()
    proposer: str | None = None
    sector: str | None = None
    amount: float | None = None
    date: str | None = None


class Function(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="function"):
    """A function of a mission; `article` is that of the Vienna Convention on Consular Relations."""

    mission: MissionRef
    function: str
    article: str | None = None


class Institution(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="institution"):
    """A body of culture, education or trade that the text names as standing, opening or closing."""

    name: str
    kind: str
    name_as_written: str | None = None
    places: tuple[str, ...] = ()
    event: str | None = None


class Delegation(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="delegation"):
    """A delegation with its head."""

    head: str
    head_as_written: str | None = None
    members: tuple[str, ...] = ()
    org: str | None = None
    parties: tuple[str, ...] = ()
    size: int | None = None


class Membership(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="membership"):
    """A person who is a member of a body."""

    person: str
    org: str
    as_written: str | None = None


class Statement(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="statement"):
    """One passage of one speaker; `quote` is direct or indirect, `text` as said."""

    speaker: str
    quote: str = "indirect"
    speaker_as_written: str | None = None
    text: str | None = None
    addressee: str | None = None
    date: str | None = None


Fact = (
    MissionEvent
    | ConsularDistrict
    | Position
    | Engagement
    | Indicator
    | Agreement
    | Cooperation
    | Project
    | Function
    | Institution
    | Delegation
    | Membership
    | Statement
)
"""Any fact's payload, told apart by `type`."""
