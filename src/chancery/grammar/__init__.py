"""The rule language: parse, index, match, choose, explain. Has never heard of diplomacy, places or languages."""

from chancery.grammar.choose import Filled, Verdict, choose
from chancery.grammar.compile import rules, trigger
from chancery.grammar.index import Hit, Index, fits
from chancery.grammar.match import Candidate, Match, matches, units_of_group
from chancery.grammar.phrase import phrases
from chancery.grammar.rule import Mark, Relation, Rule, Slot, SlotType, Step, Syntax, Trigger
from chancery.grammar.unit import Unit, of_mention, of_words
from chancery.grammar.view import View, governing, view

__all__ = [
    "Candidate",
    "Filled",
    "Hit",
    "Index",
    "Mark",
    "Match",
    "Relation",
    "Rule",
    "Slot",
    "SlotType",
    "Step",
    "Syntax",
    "Trigger",
    "Unit",
    "Verdict",
    "View",
    "choose",
    "fits",
    "governing",
    "matches",
    "of_mention",
    "of_words",
    "phrases",
    "rules",
    "trigger",
    "units_of_group",
    "view",
]
