"""Shapes of the gazetteer: places, their dated names, and what a stretch of text may name."""

from __future__ import annotations

from msgspec import Struct


class Rename(Struct, frozen=True):
    """A former name and when it was in use.

    `since` and `until` are EDTF dates ("2019-03"), `until` exclusive; empty where not known.
    """

    names: dict[str, str]
    since: str = ""
    until: str = ""


class Place(Struct, frozen=True, array_like=True):
    """A place with its canonical English name, its names by language, its codes and where it lies.

    `kind` is one of state, territory, region, federal_district, city, area, historical. `country` and the `code` of
    a State are ISO 3166-1 alpha-2, the `code` of a region is ISO 3166-2. `parents`, `capital` and `members` are
    place ids; `parents` are nearest first, `capital` is a State's capital or a region's seat. `population` is 0
    where not known. `common_word` marks a name that is also an ordinary word or a frequent given name or surname,
    `minor` a town so small that its name alone proves little: ask for more than the name.
    """

    id: str
    kind: str
    name: str
    names: dict[str, str] = {}
    country: str = ""
    code: str = ""
    alpha3: str = ""
    parents: tuple[str, ...] = ()
    capital: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    wikidata: str = ""
    renames: tuple[Rename, ...] = ()
    common_word: bool = False
    members: tuple[str, ...] = ()
    minor: bool = False


class Reading(Struct, frozen=True):
    """One thing that a form may name.

    `form` is one of name, adjective, demonym, stem ("Sverdlovsk" for the region), former, acronym. `cases` are those
    of Universal Dependencies that the form may stand in, none where the language has none; `number` is Sing or
    Plur for a language with cases, else empty.
    """

    place: str
    form: str
    cases: frozenset[str] = frozenset()
    number: str = ""
    lang: str = ""


class Hit(Struct, frozen=True):
    """A stretch [start, stop) of a text that names a place, with every reading, likeliest first."""

    start: int
    stop: int
    text: str
    readings: tuple[Reading, ...]


class Body(Struct, frozen=True):
    """A body with its canonical English name and its names by language.

    `kind` is one of international_organisation, parliament, party, ministry, chamber, court. `states` are the codes of
    the States that have a body of this name, none where any may. `house` is upper or lower for a house of a parliament.
    `day` is the day on which a party's seats were given, ISO 8601, the earliest where several States have the party.
    """

    name: str
    kind: str
    names: dict[str, str] = {}
    states: tuple[str, ...] = ()
    house: str = ""
    day: str = ""


class OrgHit(Struct, frozen=True):
    """A stretch [start, stop) of a text that names a body.

    `headed`: the name is an ordinary word and needs a head noun beside it ("party").
    """

    start: int
    stop: int
    text: str
    body: Body
    cases: frozenset[str] = frozenset()
    headed: bool = False

    @property
    def name(self) -> str:
        """The canonical English name."""
        return self.body.name
