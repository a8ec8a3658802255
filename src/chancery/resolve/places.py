"""What lies in what, by the names that facts use."""

from __future__ import annotations

from functools import lru_cache

from chancery.gazetteer import Place, gazetteer
from chancery.gazetteer.packing import STATES
from chancery.text.forms import plain


@lru_cache(maxsize=65536)
def place_of(name: str) -> Place | None:
    """The likeliest place of this name."""
    return next(iter(gazetteer().by_name(name)), None)


@lru_cache(maxsize=65536)
def state_of(name: str) -> str:
    """The State that a name is of: a State's own, that of a place in it, or the last that a body's name holds."""
    place = place_of(name)
    if place is None:
        hits = [hit for hit in gazetteer().hits(name, "en") if hit.readings]
        place = gazetteer().place(hits[-1].readings[0].place) if hits else None
    state = gazetteer().state_of(place.id) if place is not None else None
    return state.name if state is not None else ""


@lru_cache(maxsize=65536)
def is_state(name: str) -> bool:
    """Whether a name is that of a State or territory."""
    place = place_of(name)
    return place is not None and place.kind in STATES and place.name == name


@lru_cache(maxsize=65536)
def compatible(one: str, other: str) -> bool:
    """Whether two names may be of one place: equal, or one lies in the other.

    >>> compatible("Kazan", "Russia"), compatible("Kazan", "Yekaterinburg"), compatible("", "Kazan")
    (True, False, True)
    """
    if not (one and other) or plain(one) == plain(other):
        return True
    first, second = place_of(one), place_of(other)
    if first is None or second is None:
        return plain(one) in plain(other) or plain(other) in plain(one)
    around = {place.id for place in gazetteer().chain(first.id)}
    return second.id in around or first.id in {place.id for place in gazetteer().chain(second.id)}
