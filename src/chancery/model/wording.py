"""Shapes of a language pack's word lists: roles, missions, organisations, place heads, modality, attribution."""

from __future__ import annotations

from msgspec import Struct


class RoleEntry(Struct, frozen=True, omit_defaults=True):
    """A role with its written forms in the nominative singular; `serves` says whom its holder serves: the sending
    State (`sending`), a State (`state`), a territory (`territory`), a city (`city`) or a body (`body`)."""

    id: str
    group: str
    forms: tuple[str, ...]
    serves: str = "body"
    feminine: tuple[str, ...] = ()


class Refinement(Struct, frozen=True):
    """A general role becomes a precise one beside a certain kind of body or place, or of a certain State.

    `state` holds canonical names; "*" is any State, "-Name" none but that one. `words`: only where further words
    stand between the role and the body ("director of the consular department of the ministry").
    """

    role: tuple[str, ...]
    id: str
    body: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    words: bool = False
    serves: str = ""


class Modifier(Struct, frozen=True):
    """Words before a role that change how it is held: acting, former, new, deputy, honorary; `prefixes` are written
    together with the role ("ex-")."""

    id: str
    forms: tuple[str, ...]
    prefixes: tuple[str, ...] = ()


class Roles(Struct, frozen=True):
    """`roles.toml`.

    `pronouns` stand for the person told last ("he", "она"), `guests` for the visitor, `diplomats` for the diplomat told
    last. `sides`: the people of one State together ("on the Chinese side"); `own` stand before an office of the State
    told before ("its ambassador"); `delegation`: words for the delegation told before, whose people are listed. `past`:
    words beside an office that put it into the past ("at the time"); `also`: words behind a receiving State where the
    office is held without residence ("concurrently").
    """

    pronouns: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    diplomats: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    delegation: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    role: tuple[RoleEntry, ...] = ()
    refine: tuple[Refinement, ...] = ()
    modifier: tuple[Modifier, ...] = ()


class MissionEntry(Struct, frozen=True):
    """A class of mission with its written forms; `generic` ones name no class of their own."""

    id: str
    forms: tuple[str, ...]
    generic: bool = False


class Proforms(Struct, frozen=True):
    """Words that stand for a mission told before.

    `seated` ones stand before `links` and a place ("the two in"), `alone` by themselves ("the latter"), `pronouns` are
    the analyser's pronouns; those in `plural` mean several. `definite`: words one of which stands before missions told
    before ("the consulates"); none in a language without articles. `like`: words before a general word for a mission of
    the class told last ("another such office"); `new`: for the one that is founded; `owned`: general words that mean
    a diplomatic mission behind a State ("the Indian mission"); `its`: possessives of the State told last.
    """

    seated: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    definite: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    up: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()
    its: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


class Missions(Struct, frozen=True):
    """`missions.toml`: classes of mission, and words that describe a mission without naming its class.

    `proforms` stand for missions told before: before a seat ("those in A and B") or alone ("the latter").
    """

    mission: tuple[MissionEntry, ...] = ()
    proforms: Proforms = Proforms()
    adjectives: tuple[str, ...] = ()


class OrganisationEntry(Struct, frozen=True):
    """A type of organisation by the nouns that head its name; `alone` ones are names without a proper part, and
    `english` their usual English name, to which the place is added."""

    id: str
    forms: tuple[str, ...]
    alone: bool = False
    before: bool = False
    english: str = ""


class Organisations(Struct, frozen=True):
    """`organisations.toml`; `links` are words that carry a name on ("of", "for", "имени"), `no_names` abbreviations
    in capitals that name no body ("ВВП")."""

    organisation: tuple[OrganisationEntry, ...] = ()
    links: tuple[str, ...] = ()
    no_names: tuple[str, ...] = ()


class PlaceWords(Struct, frozen=True):
    """`places.toml`: head nouns of places by kind, singular and plural, words for a place told before, and for its city
    ("here").

    `prepositions` mostly stand before places; `name_links` go on with a place's name ("San Antonio de ...").
    """

    region_heads: tuple[str, ...] = ()
    region_heads_before: tuple[str, ...] = ()
    region_heads_plural: tuple[str, ...] = ()
    city_heads: tuple[str, ...] = ()
    city_heads_before: tuple[str, ...] = ()
    back_region: tuple[str, ...] = ()
    back_city: tuple[str, ...] = ()
    back_state: tuple[str, ...] = ()
    name_words: tuple[str, ...] = ()
    prepositions: frozenset[str] = frozenset()
    name_links: frozenset[str] = frozenset()
    capital: tuple[str, ...] = ()
    capital_after: tuple[str, ...] = ()
    here: tuple[str, ...] = ()
    back_areas: tuple[str, ...] = ()


class Marker(Struct, frozen=True):
    """Words that set the modality of what they govern.

    `scope`: "before" (left of the trigger, in its clause), "clause" (either side), "by" (as "clause", and right behind
    a trigger that asserts the event itself: "was opened by decree"), "sentence".
    """

    modality: str
    words: tuple[str, ...]
    scope: str = "before"
    weight: float = 1.0


class ModalityWords(Struct, frozen=True):
    """`modality.toml`; `yet`: words that make of a negation what is still to come ("not yet"); `modals`: verbs
    that make of a trigger what is due ("is to be moved"); `possible`: what is only possible ("may be moved");
    `conditional`: words before a participle that make it depend on what is to come ("once opened")."""

    marker: tuple[Marker, ...] = ()
    negation: tuple[str, ...] = ()
    yet: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    future: tuple[str, ...] = ()


class Attribution(Struct, frozen=True):
    """`attribution.toml`: verbs of saying."""

    verbs: tuple[str, ...] = ()


class Metric(Struct, frozen=True):
    """A figure's metric: the words that name it and the units that it may have ("*" = any currency).

    `needs`: one of these lemmas must stand in the sentence; `target`: the metric that it is when aimed at; `small`:
    also counted by a few, spelt ("six consulates"); `sides`: whose figure it is: "pair" (two parties: those named,
    else the story's), "people" (the State that they come from, and the one that they are in), "posts" (the State that
    keeps them, and where), "place" (the place told last).
    """

    id: str
    words: tuple[str, ...]
    units: tuple[str, ...] = ()
    unit: str = ""
    needs: tuple[str, ...] = ()
    target: str = ""
    sides: str = ""
    small: bool = False


class Measures(Struct, frozen=True):
    """`indicators.toml`: metrics, words of growth and fall, nouns that count nothing of note (`excluded`).

    `target` words say that a level is aimed at, `up_to` ones beside it that it is a bound; `expected` ones that a
    figure is still to come. `again` words refer back from an amount to the metric told before, `counted_again` ones
    from a number of people; `leads` stand between a number and the metric behind it ("$30 million in trade"),
    `groups` before the number of those who came. A number behind a word of `definite` counts things told before.
    `down` and `up` stand before the two ends of a movement ("from", "to"), `by` before what it amounts to, `against`
    before the time that it is measured from. `months` are counted nouns of a period, `labour` words by which people
    abroad are migrant workers, `persons` nouns of people as such, `goods_after` words behind a flow that lead to its
    goods.
    """

    metric: tuple[Metric, ...] = ()
    growth: tuple[str, ...] = ()
    fall: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    up_to: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    counted_again: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    definite: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    labour: tuple[str, ...] = ()
    goods_after: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    up: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class Kinds(Struct, frozen=True):
    """`engagements.toml`: event nouns with a title ("forum"), levels of a visit, mode words.

    `event`: nouns that tell the kind of what somebody attended; `possessives` stand before an engagement of the person
    told last ("his talks with"); `apart`: words that make several engagements of one sentence ("separate calls");
    `same_day`: words for the day of the engagement told last; `takes_part`: verbs of whoever opens or attends an event.
    """

    title: tuple[Modifier, ...] = ()
    level: tuple[Modifier, ...] = ()
    mode: tuple[Modifier, ...] = ()
    event: tuple[Modifier, ...] = ()
    possessives: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    same_day: tuple[str, ...] = ()
    takes_part: tuple[str, ...] = ()
