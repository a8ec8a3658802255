"""Missions: which mentions are one mission, by sending State, class, receiving State and seat.

The embassy of A in B is never the embassy of B in A. A post keeps its identity when it rises to another class of its
family, and when it moves, where a document says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from chancery.model import Ground, Link, MissionMention, MissionRef, Outcome
from chancery.resolve.joining import pair
from chancery.resolve.places import compatible, is_state, state_of

_FAMILIES = {
    "embassy": "embassy high_commission nunciature",
    "post": "consulate_general consulate vice_consulate consular_agency",
    "honorary": "honorary_consulate honorary_consulate_general",
}
_FAMILY = {kind: family for family, kinds in _FAMILIES.items() for kind in kinds.split()}
_GENERAL = {
    "diplomatic_mission": frozenset({"embassy", "permanent_mission", "diplomatic_mission"}),
    "consular_institution": frozenset({"post", "honorary", "consular_institution", "consular_section"}),
}
"""Words for any mission of some families, or for none of them in particular."""


def family(mission_type: str) -> str:
    """The family of a class: within it a mission may change its class."""
    return _FAMILY.get(mission_type, mission_type)


def mission_mention(id: str, ref: MissionRef, *, from_type: str = "", from_city: str = "") -> MissionMention | None:
    """A mission as a mention; None where its State or both its seat and the receiving State are unknown."""
    receiving = ref.receiving or (state_of(ref.city) if ref.city else "")
    if not (ref.sending and ref.mission_type and receiving) or ref.sending == receiving:
        return None
    city = "" if ref.city is None or is_state(ref.city) else ref.city
    return MissionMention(id, ref.sending, ref.mission_type, receiving, city, from_type, from_city)


def mission_keys(mention: MissionMention) -> tuple[str, ...]:
    """The two States in their order: whatever is one mission shares them."""
    return (f"{mention.sending}>{mention.receiving}",)


def mission_link(one: MissionMention, other: MissionMention) -> Link | None:
    """What is to be thought of two mentions by themselves; None where they have nothing to do with each other."""
    if (one.sending, one.receiving) != (other.sending, other.receiving):
        return None
    classes, seats = _classes(one, other), _seats(one, other)
    if classes is None or seats is None:
        return None
    grounds = (Ground("same States", 1.0, f"{one.sending} in {one.receiving}"), classes, seats)
    outcome = Outcome.MERGE if all(ground.factor == 1.0 for ground in grounds) else Outcome.REVIEW
    if outcome is Outcome.REVIEW and _only_fitting(one, other, classes):
        outcome = Outcome.MERGE
    return Link(*pair(one.id, other.id), outcome, classes.factor * seats.factor, grounds)


def _only_fitting(one: MissionMention, other: MissionMention, classes: Ground) -> bool:
    """Whether a general word with a seat is joined to the mission there: doubt parts it again where there are two."""
    return classes.kind == "general word" and bool(one.city and other.city and compatible(one.city, other.city))


def _classes(one: MissionMention, other: MissionMention) -> Ground | None:
    said = " ~ ".join(sorted({one.mission_type, other.mission_type}))
    if one.mission_type == other.mission_type:
        return Ground("same class", 1.0, said)
    if family(one.mission_type) == family(other.mission_type):
        return Ground("class changed in time", 1.0, said)
    if one.from_type == other.mission_type or other.from_type == one.mission_type:
        return Ground("class changed, as told", 1.0, said)
    for general, precise in ((one, other), (other, one)):
        if family(precise.mission_type) in _GENERAL.get(general.mission_type, ()):
            return Ground("general word", 0.9, said)
    return None


def _seats(one: MissionMention, other: MissionMention) -> Ground | None:
    """What the seats say: an embassy is one in its State wherever it sits, a post is one in its city."""
    said = " ~ ".join(sorted({one.city, other.city} - {""}))
    if one.city and one.city == other.city:
        return Ground("same seat", 1.0, said)
    if (one.city and one.city == other.from_city) or (other.city and other.city == one.from_city):
        return Ground("moved, as told", 1.0, said)
    if "embassy" in (family(one.mission_type), family(other.mission_type)):
        return Ground("one in the State", 1.0, one.receiving)
    if one.city and other.city:
        return None
    return Ground("seat unknown", 0.7, said)


def without_seat(mentions: list[MissionMention]) -> Iterator[tuple[MissionMention, MissionMention]]:
    """The mentions without a seat beside the only one of the same document that they can mean."""
    for vague in mentions:
        fits = [
            other
            for other in mentions
            if other is not vague and (other.city or not vague.city) and mission_link(vague, other) is not None
        ]
        general = vague.mission_type in _GENERAL
        if len({(fit.city, family(fit.mission_type)) for fit in fits}) == 1 and (general or not vague.city):
            precise = max(fits, key=lambda fit: (bool(fit.city), fit.mission_type not in _GENERAL, fit.id))
            if (precise.city and not vague.city) or (general and precise.mission_type not in _GENERAL):
                yield vague, precise
