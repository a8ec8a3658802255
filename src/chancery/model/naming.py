"""Shapes of what a language pack says of sentences, word forms and personal names. Knows no language."""

from __future__ import annotations

from msgspec import Struct


class NameSpan(Struct, frozen=True, order=True):
    """A stretch [start, stop) of a sentence's text that a tagger takes for a name; `kind` is PER, LOC or ORG."""

    start: int
    stop: int
    kind: str


class Taken(Struct, frozen=True):
    """Tokens [first, last) of a sentence that are already known to be a place, role, organisation, mission or date."""

    first: int
    last: int
    kind: str


class Segmentation(Struct, frozen=True):
    """Where a sentence ends in spite of appearances, and where it does not. All words lower case, without points.

    `abbreviations` never end a sentence; `weak` ones end it only before one of `starters` or a word that cannot go on;
    `measures` end it before any capitalised word that is not an initial or a name's part ("2022 г. Губернатор");
    `tails` are words that carry on a name which itself ends in "!" or "?" ("... Marche! Party").
    """

    abbreviations: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()
    clitics: tuple[str, ...] = ()


class Morphology(Struct, frozen=True):
    """Word forms of a language: as much of them as its analyser needs, the rest empty.

    `words` maps a UPOS to its words (closed classes whole, open ones by example); `verbs` and `verbs_and_nouns` are
    infinitives (the latter are nouns too); `irregular_verbs` infinitive -> past and participle forms ("/" between
    variants); `irregular_nouns` plural -> singular; `lemmas` any other form -> lemma; `suffixes` ending -> UPOS,
    longest first match; `doubling` infinitives that double their last consonant; `government` preposition -> cases;
    `grammemes` and `pos` an outside dictionary's marks -> Universal Dependencies values.
    """

    words: dict[str, frozenset[str]] = {}
    verbs: frozenset[str] = frozenset()
    verbs_and_nouns: frozenset[str] = frozenset()
    irregular_verbs: dict[str, tuple[str, str]] = {}
    doubling: frozenset[str] = frozenset()
    irregular_nouns: dict[str, str] = {}
    uncountable: frozenset[str] = frozenset()
    lemmas: dict[str, str] = {}
    suffixes: dict[str, str] = {}
    be: frozenset[str] = frozenset()
    have: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    modal: frozenset[str] = frozenset()
    government: dict[str, tuple[str, ...]] = {}
    grammemes: dict[str, str] = {}
    pos: dict[str, str] = {}


class SurnameEnding(Struct, frozen=True):
    """One row of a declension: a word ending in `nominative` (gender Masc, Fem or "" for both) and its other cases.

    `cases` maps a case to its endings; `after` limits the row to stems that end in one of these letters.
    """

    nominative: str
    cases: dict[str, tuple[str, ...]]
    gender: str = ""
    after: str = ""


class NameWords(Struct, frozen=True):
    """Words that tell a person's name from other capitalised words. All lower case, without final points.

    `honorifics` stand before a name (value: the gender they tell, or ""); `particles` join its parts, and
    `bound_particles` are the first half of a hyphenated one ("al-"); `suffix_words` end it ("Jr", "оглы").
    `not_names` are capitalised words that are no part of any name, `not_name_endings` endings of such;
    `organisation_heads` make a thing (body, work, event) of the run before them, `dedications` of the one after it
    ("named after"). `roles` are heads of offices, for where none is marked; `speech` are lemmas of verbs whose subject
    or object is often a person; `agents` are words before a person ("by", "with"); `links` may stand between a role and
    the name it goes with; `place_prepositions` are followed by places rather. `family_first` are surnames that precede
    the given name; `given` are given names by gender, besides those of the general table; `patronymics` maps endings to
    gender; `surname_endings` are typical of surnames; `indeclinable` are endings of names that may be the same in every
    case, `fixed` of those that always are, `feminine` of women's names that are not; `declension` the endings by case.
    """

    lang: str = ""
    honorifics: dict[str, str] = {}
    particles: frozenset[str] = frozenset()
    bound_particles: frozenset[str] = frozenset()
    suffix_words: frozenset[str] = frozenset()
    not_names: frozenset[str] = frozenset()
    not_name_endings: tuple[str, ...] = ()
    organisation_heads: frozenset[str] = frozenset()
    dedications: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    speech: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    place_prepositions: frozenset[str] = frozenset()
    family_first: frozenset[str] = frozenset()
    given: dict[str, frozenset[str]] = {}
    patronymics: dict[str, str] = {}
    surname_endings: tuple[str, ...] = ()
    indeclinable: tuple[str, ...] = ()
    feminine: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    declension: tuple[SurnameEnding, ...] = ()
