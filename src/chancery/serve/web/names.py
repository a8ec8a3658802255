"""Names as links: what a name in a fact means, where its dossier is, and how the reader's language writes it."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlencode

from msgspec import Struct

from chancery.gazetteer import Place, gazetteer
from chancery.model import MissionRef

STATES = ("state", "territory")
KINDS = {"state": "state", "territory": "state", "city": "city"}
"""The page of a kind of place; any other is a region."""


class Subject(Struct, frozen=True):
    """What a dossier is about: its kind (state, region, city, person, institution, mission), name and place."""

    kind: str
    name: str
    slug: str
    place: Place | None = None

    @property
    def path(self) -> str:
        """Its address on this server, without a query."""
        return f"/{self.kind}/{quote(self.slug)}"


@lru_cache(maxsize=50_000)
def place_named(name: str, country: str = "") -> Place | None:
    """The place that a canonical name means, of this State's code if one is given; the likeliest if several bear it."""
    found = [place for place in gazetteer().by_name(name) if not country or place.country in (country, "")]
    return next((place for place in found if place.name == name), found[0] if found else None)


def of_place(place: Place) -> Subject:
    """The dossier of a place."""
    return Subject(KINDS.get(place.kind, "region"), place.name, place.code or place.id, place)


def of_person(name: str) -> Subject:
    """The dossier of a person of this canonical name."""
    return Subject("person", name, slug(name))


def of_institution(name: str) -> Subject:
    """The dossier of a body of this canonical name."""
    return Subject("institution", name, slug(name))


def of_mission(sending: str, mission_type: str, seat: str) -> Subject:
    """The dossier of a mission, which is known by its State, its class and its seat (or receiving State)."""
    return Subject("mission", seat, f"{slug(sending)}/{mission_type}/{slug(seat)}")


def of_reference(mission: MissionRef) -> Subject | None:
    """The dossier of a mission as a fact names it; None where too little is said."""
    seat = mission.city or mission.receiving
    if not (mission.sending and mission.mission_type and seat):
        return None
    return of_mission(mission.sending, mission.mission_type, seat)


def slug(name: str) -> str:
    """A name as part of an address, readable there."""
    return name.replace(" ", "_")


def address(path: str, **asked: str | None) -> str:
    """An address with what is asked; nothing is said of what is not asked."""
    said = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(said)}" if said else path
