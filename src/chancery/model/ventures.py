"""Shapes of a language's words of speech and of ventures: `attribution.toml` and `ventures.toml`."""

from __future__ import annotations

from functools import cache

from msgspec import Struct


class Anaphor(Struct, frozen=True):
    """Nouns that mean a person told before by the kind of office; `groups` of roles, any if empty."""

    words: tuple[str, ...]
    groups: tuple[str, ...] = ()


class Telling(Struct, frozen=True):
    """`attribution.toml`: how a language says who speaks.

    `verbs` say; `states` are predicates that do so as well ("уверен"); `addressing` take the listener as their object
    ("tell", "thank"); `clausal` say only with `complements` or quoted words beside them ("recall"); `relays` pass on
    what a body gave out, so that a body as their subject is a source and no speaker; `sources` govern the speaker
    ("according to"), `own` ones mean the person told last ("in his opinion"); `silent` are phrases of such verbs that
    say nothing ("call on"); `introducing` words may stand before a subject ("as the minister noted"); `backward`
    phrases begin a sentence that says who said the one before; `anaphor` lists nouns that mean a speaker told before.
    """

    verbs: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    addressing: tuple[str, ...] = ()
    clausal: tuple[str, ...] = ()
    complements: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    introducing: tuple[str, ...] = ()
    backward: tuple[str, ...] = ()
    anaphor: tuple[Anaphor, ...] = ()


class Sector(Struct, frozen=True):
    """A sector of the economy or of public life with the words that name it."""

    id: str
    words: tuple[str, ...]


class Establishment(Struct, frozen=True):
    """A kind of institution.

    `heads` are nouns that make one ("trade house"); `named` are names already, wherever they stand; `plain` ones are
    named without a proper name ("direct flights"). `several`: also meant in the plural.
    """

    kind: str
    heads: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    several: bool = False


class Act(Struct, frozen=True):
    """Words that say what is done to a thing; `modality` where they themselves say how it is put ("discuss")."""

    words: tuple[str, ...]
    modality: str = ""


class Undertakings(Struct, frozen=True):
    """`ventures.toml`: sectors, institutions, works, and the words around them.

    `states` are words by which both States are meant rather than their regions ("the two countries"); `works` are
    nouns for what is built or made, `act` words for what is done to it, `governing` words that may stand between an
    act and its object ("of"), `placing` prepositions behind which stands where it is done, `wishing` words that make
    of a past form a wish ("чтобы"), `projects` works that give way to a thing in their name; `stops` end the name of a
    thing; `opening` are the marks that open a proper name.
    """

    sector: tuple[Sector, ...] = ()
    institution: tuple[Establishment, ...] = ()
    act: tuple[Act, ...] = ()
    works: tuple[str, ...] = ()
    governing: tuple[str, ...] = ()
    placing: tuple[str, ...] = ()
    wishing: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    opening: str = '«"“„'

    @property
    def acting(self) -> frozenset[str]:
        """The words of acts."""
        return _acting(self.act)


@cache
def _acting(acts: tuple[Act, ...]) -> frozenset[str]:
    return frozenset(word for act in acts for word in act.words)
