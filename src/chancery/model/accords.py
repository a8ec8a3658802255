"""Shapes of `accords.toml`: what a language pack says of agreements, delegations and memberships."""

from __future__ import annotations

from msgspec import Struct


class Standing(Struct, frozen=True):
    """Words that say how an agreement stands: signed, in force, drafted, remembered.

    `acts` where the words are an act whose own form and surroundings still count ("will sign", "proposed to sign").
    """

    modality: str
    words: tuple[str, ...]
    acts: bool = False


class BackSides(Struct, frozen=True):
    """Words for two parties told before, and what they are: `states`, `regions`, `cities`."""

    level: str
    words: tuple[str, ...]


class Compound(Struct, frozen=True):
    """The first half of a double adjective that the gazetteer cannot read, and the adjective that it stands for."""

    form: str
    adjective: str


class AccordWords(Struct, frozen=True):
    """`accords.toml`.

    `opens` begin what an agreement is about ("of", "on"), `stops` end its title; `half` completes the first half of a
    double adjective; `future` puts a mission's work in the future, `past` a membership in the past; `guests` call a
    person by State alone, `posts` a mission told before; `bodies` head the name of a body without a capital, and of
    `no_bodies` nobody is a member by office. `ours` are words by which an officer means the post; `lists` are words
    that triggers name as a list (`$nationals`).

    `parties` is what a party is called, `party_heads` what else its name may end with, `of_party` what stands between a
    name and its body, `leading` before a party ("ruling"); `groups` head bodies whose members are named without them
    ("and two members, A and B").
    """

    standing: tuple[Standing, ...] = ()
    sides: tuple[BackSides, ...] = ()
    compound: tuple[Compound, ...] = ()
    half: str = ""
    opens: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    no_bodies: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    party_heads: tuple[str, ...] = ()
    of_party: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    lists: dict[str, tuple[str, ...]] = {}
