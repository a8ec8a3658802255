"""What a rule is: a frame, its trigger words, its slots and how each slot is marked.

A rule never spells out a string of words from left to right. It names the words that start it and, for each slot, the
marks that show a filler (a preposition, a case, a suffix, a side, an apposition) and the types that may fill it.
"""

from __future__ import annotations

from msgspec import Struct

CLASSES = frozenset(
    (
        *("NOUN", "PROPN", "PRON", "NUM", "ADJ", "VERB", "AUX"),
        *("ADP", "DET", "ADV", "CCONJ", "SCONJ", "PART", "PUNCT", "X"),
    )
)
CASES = frozenset(("Nom", "Gen", "Dat", "Acc", "Ins", "Loc"))
NUMBERS, TENSES, ASPECTS, VOICES = ("Sing", "Plur"), ("Past", "Pres", "Fut"), ("Perf", "Imp"), ("Act", "Pass")
FORMS, MOODS = ("Fin", "Inf", "Part", "Conv"), ("Ind", "Imp", "Cnd")
FEATURES = frozenset((*CLASSES, *CASES, *NUMBERS, *TENSES, *ASPECTS, *VOICES, *FORMS, *MOODS))
RELATIONS = frozenset(("subject", "object", "agent", "sole"))
PLACINGS = frozenset(
    (
        *(
            "before",
            "after",
            "comma",
            "comma-before",
            "dash",
            "dash-before",
            "colon",
            "paren",
            "adjective",
            "possessive",
        ),
        *("counts", "and"),
        *("any", "later", "earlier"),
    )
)


class Step(Struct, frozen=True):
    """One token of a trigger: any of `words` (lemma or written form, lower case) that has all `features`;
    `gap` further tokens may stand before it. `mention` instead of words asks for a mention of that kind."""

    words: frozenset[str] = frozenset()
    features: frozenset[str] = frozenset()
    gap: int = 0
    mention: str = ""


class Trigger(Struct, frozen=True):
    """The words that start a rule."""

    text: str
    steps: tuple[Step, ...]


class Mark(Struct, frozen=True):
    """One way to show that a unit fills a slot.

    Exactly one of: `relation` (subject, object, agent: the language's syntax says how they are shown; `sole` is the
    subject of a verb that has no object), `placing` (perhaps with a `case`), `suffix` (the written form ends so),
    `prep` (a preposition or postposition, perhaps with a `case`), a bare `case`.
    """

    text: str
    relation: str = ""
    placing: str = ""
    suffix: str = ""
    prep: str = ""
    case: str = ""


class SlotType(Struct, frozen=True):
    """A kind of unit, perhaps only with certain labels: `place`, `place.state`, `person`, `words`."""

    kind: str
    label: str = ""


class Slot(Struct, frozen=True):
    """A place in a frame, the types that may fill it and the marks that show it, best mark first.

    `passive` and `nominal` are the marks beside a trigger in the passive, or one that holds no verb, where they differ.
    `many` takes the best filler with its coordination; `each` takes one such for every mark that shows one.
    `closes` ends a phrase to that side, but for one
    filler of a slot that `trails`; `agrees` refuses a nominative beside a head in the genitive or locative.
    """

    name: str
    types: tuple[SlotType, ...]
    marks: tuple[Mark, ...]
    passive: tuple[Mark, ...] = ()
    nominal: tuple[Mark, ...] = ()
    required: bool = False
    many: bool = False
    agrees: bool = False
    closes: bool = False
    trails: bool = False
    each: bool = False
    reach: str = "clause"


class Rule(Struct, frozen=True):
    """A frame's rule with its proof: sentences that it must accept, slots marked, and sentences that it must reject.

    `layer` is "phrase" (builds a larger unit from adjacent parts) or "clause" (finds a frame in a sentence).
    `fixed` are values that the frame gets from the rule itself.
    """

    id: str
    frame: str
    layer: str
    triggers: tuple[Trigger, ...]
    slots: tuple[Slot, ...]
    fixed: tuple[tuple[str, str], ...]
    unless: tuple[Trigger, ...]
    accepts: tuple[str, ...]
    rejects: tuple[str, ...]
    where: str

    def value(self, name: str, default: str = "") -> str:
        """The fixed value of that name."""
        return next((value for key, value in self.fixed if key == name), default)


class Relation(Struct, frozen=True):
    """How a language shows a grammatical relation: by side, by bare case, by preposition, or by several."""

    side: str = ""
    cases: tuple[str, ...] = ()
    preps: tuple[str, ...] = ()


class Syntax(Struct, frozen=True):
    """The closed words and relations of one language that the matcher needs (`syntax.toml`).

    `skipped` words may stand between a head and what belongs to it; `particles` look like prepositions and govern
    nothing; `adversatives` begin a clause behind a comma ("but"); `adverbials` are prepositional phrases that govern
    nothing that follows ("at present"); `counted_case` is the case of what a number counts («два консульства»), which
    may be a subject or an object all the same.
    """

    determiners: frozenset[str] = frozenset()
    conjunctions: tuple[str, ...] = ()
    boundaries: frozenset[str] = frozenset()
    adversatives: frozenset[str] = frozenset()
    prepositions: tuple[str, ...] = ()
    possessives: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    adverbials: frozenset[str] = frozenset()
    subject: Relation = Relation(side="before")
    object: Relation = Relation(side="after")
    agent: Relation = Relation()
    words_case: str = ""
    counted_case: str = ""
    words_after: tuple[str, ...] = ()
