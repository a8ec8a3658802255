"""Sentences by hand, of no language in particular, for tests of the rule language.

    [Asha Rao]person/Nom met/meet/VERB/Past with//ADP [Pedro Soto]person

A word is `written/lemma/features`, a mention `[words]kind.label.label/Case`; what is left out is empty, the lemma is
the written form in lower case. A word within a mention may have features too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chancery.grammar import (
    Filled,
    Index,
    Match,
    Relation,
    Rule,
    Syntax,
    Unit,
    View,
    choose,
    matches,
    of_mention,
    phrases,
    rules,
)
from chancery.grammar import view as viewed
from chancery.model import Mention, MentionKind, Sentence, Token, ZoneKind

PIECE = re.compile(r"\[([^\]]+)\](\S+)|(\S+)")
FIELDS = {
    "pos": "NOUN PROPN ADJ VERB AUX ADP DET PRON NUM ADV CCONJ SCONJ PUNCT X",
    "case": "Nom Gen Dat Acc Ins Loc",
    "number": "Sing Plur",
    "tense": "Past Pres Fut",
    "aspect": "Perf Imp",
    "voice": "Act Pass",
    "form": "Fin Inf Part Conv",
    "mood": "Ind Cnd",
}
FIELD_OF = {value: field for field, values in FIELDS.items() for value in values.split()}

SIDED = Syntax(
    determiners=frozenset(("the", "a", "its")),
    conjunctions=("and", "as well as"),
    boundaries=frozenset(("which", "while")),
    prepositions=("led by", "at the invitation of", "including"),
    possessives=frozenset(("'s",)),
    skipped=frozenset(("republic", "mr")),
    words_after=("of",),
    agent=Relation(side="after", preps=("by",)),
)
"""Relations by side and preposition, as in English or French."""

CASED = Syntax(
    conjunctions=("and",),
    subject=Relation(cases=("Nom",)),
    object=Relation(cases=("Acc",)),
    agent=Relation(cases=("Ins",)),
    words_case="Gen",
)
"""Relations by case alone, as in Russian or Kazakh; neither side means anything."""


def _token(written: str, start: int) -> Token:
    text, *rest = written.split("/")
    lemma, features = (rest[0] if rest else ""), rest[1:]
    fields = {FIELD_OF[feature]: feature for feature in features}
    return Token(start, start + len(text), text, lemma or text.lower(), **fields)


def sentence(text: str) -> Sentence:
    """The sentence that `text` describes."""
    tokens: list[Token] = []
    mentions: list[Mention] = []
    for named, described, word in PIECE.findall(text):
        first = len(tokens)
        for written in named.split() or [word]:
            tokens.append(_token(written, tokens[-1].stop + 1 if tokens else 0))
        if named:
            mentions.append(_mention(described, tokens, first))
    return Sentence(0, 0, tokens[-1].stop, ZoneKind.BODY, 0, tuple(tokens), tuple(mentions))


def _mention(described: str, tokens: Sequence[Token], first: int) -> Mention:
    label, _, case = described.partition("/")
    kind, *labels = label.split(".")
    text = " ".join(token.text for token in tokens[first:])
    return Mention(
        MentionKind(kind),
        tokens[first].start,
        tokens[-1].stop,
        first,
        len(tokens),
        len(tokens) - 1,
        text,
        name=text,
        case=case,
        labels=frozenset(labels),
    )


def rule(slots: str, *triggers: str, unless: Iterable[str] = (), layer: str = "clause", fixed: str = "") -> Rule:
    """A rule "r" of its slots, written in TOML after `slots.`, and its triggers."""
    made = rules(toml(slots, triggers, unless, layer, fixed), where="samples.toml")
    return made[0]


def toml(
    slots: str, triggers: Sequence[str], unless: Iterable[str] = (), layer: str = "clause", fixed: str = ""
) -> str:
    """The file that holds the rule."""
    lines = [f"slots.{line.strip()}" for line in slots.strip().splitlines()]
    head = ["[[rule]]", 'id = "r"', 'frame = "f"', f'layer = "{layer}"', f"fixed = {{ {fixed} }}"]
    lists = [f"trigger = {list(triggers)}", f"unless = {list(unless)}", 'accepts = ["a"]', 'rejects = ["b"]']
    return "\n".join([*head, *lists, *lines])


def seen(text: str, syntax: Syntax = SIDED) -> View:
    """The sentence as clause rules see it."""
    described = sentence(text)
    return viewed(described, [of_mention(mention) for mention in described.mentions], syntax)


def matched(text: str, made: Rule, syntax: Syntax = SIDED) -> list[Match]:
    """Every match of the rule."""
    return list(matches(seen(text, syntax), Index([made], "clause")))


def filled(text: str, made: Rule, syntax: Syntax = SIDED) -> Filled:
    """The only match of the rule, with its slots filled."""
    looked_at = seen(text, syntax)
    (match,) = matches(looked_at, Index([made], "clause"))
    return choose(match, looked_at)


def fillers(text: str, made: Rule, syntax: Syntax = SIDED) -> dict[str, list[str]]:
    """The texts that fill each slot of the only match."""
    found = filled(text, made, syntax)
    return {slot.name: [unit.text for unit in found.all(slot.name)] for slot in made.slots if found.all(slot.name)}


def grown(text: str, made: Rule, syntax: Syntax = SIDED) -> list[Unit]:
    """The sentence's units after the phrase rule."""
    described = sentence(text)
    return phrases(described, [of_mention(m) for m in described.mentions], [Index([made], "phrase")], syntax)
