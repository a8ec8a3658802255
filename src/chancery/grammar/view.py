"""A sentence as the rules see it: units, clauses, coordination, governing prepositions."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct, structs

from chancery.grammar.rule import Syntax
from chancery.grammar.unit import Unit
from chancery.model import Sentence, Token

STRONG = frozenset((";", ":", "(", ")", "–", "—", "«", "»", "“", "”", '"', "„"))
ACTORS = frozenset(("person", "role", "organisation", "mission"))
REACH_BACK = 4
ASIDE_MAX = 12
ASIDES = 4
"""Tokens and units that may be said of one member of a list before it goes on."""


class View(Struct, frozen=True):
    """One sentence with its top-level units in the order of the text."""

    sentence: Sentence
    units: tuple[Unit, ...]
    clauses: tuple[int, ...]
    verbs: tuple[int, ...]
    syntax: Syntax

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.sentence.tokens


def view(sentence: Sentence, units: Iterable[Unit], syntax: Syntax) -> View:
    """The sentence with everything a mark can ask of its units."""
    clauses = clause_numbers(sentence.tokens, syntax)
    verbs = tuple(i for i, token in enumerate(sentence.tokens) if token.form == "Fin" and token.pos == "VERB")
    listed = list(units)
    ends = {0, *(unit.last for unit in listed)}
    placed = [
        structs.replace(
            unit,
            preps=_governing(unit, sentence.tokens, syntax, max(end for end in ends if end <= unit.first)),
            clause=clauses[unit.first],
            cases=_cases(unit, sentence.tokens, syntax),
        )
        for unit in listed
    ]
    placed = [_counted(placed[i - 1], unit, sentence.tokens) if i else unit for i, unit in enumerate(placed)]
    return View(sentence, coordinated(placed, sentence.tokens, syntax), clauses, verbs, syntax)


def _governing(unit: Unit, tokens: Sequence[Token], syntax: Syntax, stop: int) -> tuple[str, ...]:
    """The prepositions before a unit; "after", "before" ahead of a finite verb's subject are none."""
    found = governing(tokens, unit.first, syntax, stop=stop)
    if syntax.boundaries.isdisjoint(found):
        return found
    following = next((token for token in tokens[unit.last :] if token.pos not in ("ADV", "AUX", "PART")), None)
    began = following is not None and following.pos == "VERB" and following.form == "Fin"
    return tuple(prep for prep in found if prep not in syntax.boundaries) if began else found


def _counted(before: Unit, unit: Unit, tokens: Sequence[Token]) -> Unit:
    """The unit with the prepositions of the number that counts it ("of four embassies")."""
    return structs.replace(unit, preps=before.preps) if not unit.preps and _counts(before, unit, tokens) else unit


def _counts(number: Unit, unit: Unit, tokens: Sequence[Token]) -> bool:
    """Whether a bare number stands right before what it counts, attributes between them left out."""
    if number.kind != "quantity" or number.last > unit.first or number.last - number.first > 1:
        return False
    return all(token.pos in ("ADJ", "NUM") for token in tokens[number.last : unit.first]) and unit.kind != "quantity"


def _cases(unit: Unit, tokens: Sequence[Token], syntax: Syntax) -> frozenset[str]:
    """The cases that the unit may stand in; what a number counts may stand in the number's."""
    if not syntax.counted_case or unit.cases != {syntax.counted_case}:
        return unit.cases
    at = unit.head - 1
    while at >= 0 and at > unit.head - REACH_BACK and tokens[at].pos == "ADJ":
        at -= 1
    counted = (
        at >= 0 and tokens[at].pos == "NUM" and (tokens[at].case in ("", "Nom", "Acc") or tokens[at].text.isdigit())
    )
    return unit.cases | {"Nom", "Acc"} if counted else unit.cases


def clause_numbers(tokens: Sequence[Token], syntax: Syntax) -> tuple[int, ...]:
    """For each token the number of its clause: clauses part at strong punctuation and before subordinating words.

    What follows a parenthesis goes on with the clause before it.
    """
    numbers: list[int] = []
    number = 0
    outside: list[int] = []
    for i, token in enumerate(tokens):
        if token.text == ")" and outside:
            numbers.append(number)
            number = outside.pop()
            continue
        if token.text in STRONG or token.lemma in syntax.boundaries or _turns(tokens, i, syntax):
            if token.text == "(":
                outside.append(number)
            number += 1
        numbers.append(number)
    return tuple(numbers)


def _turns(tokens: Sequence[Token], at: int, syntax: Syntax) -> bool:
    """Whether "but" or the like begins a clause, and is not part of a conjunction between members of a list."""
    if tokens[at].lemma not in syntax.adversatives or at == 0 or tokens[at - 1].text != ",":
        return False
    following = tokens[at + 1].lemma if at + 1 < len(tokens) else ""
    return f"{tokens[at].lemma} {following}" not in syntax.conjunctions


def governing(tokens: Sequence[Token], first: int, syntax: Syntax, *, stop: int = 0) -> tuple[str, ...]:
    """The prepositions before token `first`, longest first, looking over determiners and attributes.

    Args:
        stop: the token after the last unit before; what stands before it governs that unit.
    """
    at = first - 1
    for _ in range(REACH_BACK):
        if at < stop:
            return ()
        token = tokens[at]
        if token.lemma in syntax.particles or f"{token.lemma} {tokens[at + 1].lemma}" in syntax.adverbials:
            return ()
        if token.pos == "ADP" or token.lemma in _last_words(syntax.prepositions):
            return _prepositions(tokens, at, syntax)
        attribute = token.pos in ("DET", "ADJ", "NUM")
        if not attribute and token.lemma not in syntax.determiners and token.lemma not in syntax.skipped:
            return ()
        at -= 1
    return ()


@cache
def _last_words(prepositions: tuple[str, ...]) -> frozenset[str]:
    return frozenset(phrase.rsplit(" ", 1)[-1] for phrase in prepositions)


def _prepositions(tokens: Sequence[Token], at: int, syntax: Syntax) -> tuple[str, ...]:
    found = []
    for phrase in syntax.prepositions:
        words = phrase.split(" ")
        window = tokens[max(0, at - len(words) + 1) : at + 1]
        if len(window) == len(words) and all(
            word in (token.lemma, token.text.lower()) for word, token in zip(words, window, strict=True)
        ):
            found.append(phrase)
    simple = tokens[at].lemma if tokens[at].pos == "ADP" else ""
    return tuple(sorted(found, key=len, reverse=True)) + ((simple,) if simple and simple not in found else ())


def coordinated(units: list[Unit], tokens: Sequence[Token], syntax: Syntax) -> tuple[Unit, ...]:
    """The units with their coordination groups: members share the first one's prepositions."""
    counts = {unit.first for unit, following in pairwise(units) if _counts(unit, following, tokens)}
    groups: list[list[Unit]] = []
    for unit in units:
        if unit.first in counts:
            continue
        group = groups[-1] if groups and _joins(groups[-1][-1], unit, tokens, syntax, counts) else None
        group = group or _resumed(groups, unit, tokens, syntax)
        if group is None:
            groups.append([unit])
        else:
            group.append(unit)
    apart = [[unit] for unit in units if unit.first in counts]
    shared = [unit for number, group in enumerate([*_sound(groups, tokens), *apart]) for unit in _shared(group, number)]
    return tuple(sorted(shared, key=lambda unit: (unit.first, unit.last)))


def _joins(left: Unit, right: Unit, tokens: Sequence[Token], syntax: Syntax, counts: Container[int]) -> bool:
    between = [tokens[i] for i in range(left.last, right.first) if i not in counts]
    if not between or not _family(left) & _family(right):
        return False
    # of two names of one class, an analyser may get a case wrong
    alike = left.kind == right.kind and bool(left.labels) and left.labels == right.labels
    if left.cases and right.cases and not left.cases & right.cases and not alike:
        return False
    allowed = {word for phrase in syntax.conjunctions for word in phrase.split(" ")} | syntax.determiners
    commas = (",", ";") if left.kind == right.kind == "place" else (",",)
    if not all(token.text in commas or token.lemma in allowed or token.text.lower() in allowed for token in between):
        return False
    return any(token.text in commas or token.lemma in allowed - syntax.determiners for token in between)


def _resumed(groups: Sequence[list[Unit]], unit: Unit, tokens: Sequence[Token], syntax: Syntax) -> list[Unit] | None:
    """The list of people that a person goes on behind what is said of one: "A, minister of X, B and C"."""
    if unit.kind != "person":
        return None
    group = next((group for group in reversed(groups[-ASIDES:]) if group[-1].kind == "person"), None)
    if group is None or not _goes_on(group[-1], unit, tokens, syntax):
        return None
    return group


def _goes_on(left: Unit, right: Unit, tokens: Sequence[Token], syntax: Syntax) -> bool:
    """Whether only an aside stands between two people, and a comma or a conjunction after it."""
    aside = tokens[left.last : right.first]
    if right.preps:  # "by A and by B"
        again = next((i for i in reversed(range(len(aside))) if aside[i].pos == "ADP"), 0)
        aside = aside[:again] if set(right.preps) & set(left.preps) else ()
    if len(aside) > ASIDE_MAX or (left.cases and right.cases and not left.cases & right.cases):
        return False
    if any(token.form == "Fin" or (token.text in STRONG and token.text not in "()") for token in aside):
        return False
    last = next((token for token in reversed(aside) if token.lemma not in syntax.determiners), None)
    if last is None or not (last.text == "," or last.pos == "CCONJ" or last.lemma in syntax.conjunctions):
        return False
    following = next((token for token in tokens[right.last :] if token.pos != "ADV"), None)
    return following is None or following.form != "Fin"


def _family(unit: Unit) -> frozenset[str]:
    kinds = {unit.kind}
    if unit.kind in ACTORS or "state" in unit.labels:
        kinds.add("actor")
    return frozenset(kinds)


def _sound(groups: list[list[Unit]], tokens: Sequence[Token]) -> list[list[Unit]]:
    """A bare comma between two units is no coordination: split such pairs."""
    sound: list[list[Unit]] = []
    for group in groups:
        alike = group[0].kind == group[-1].kind == "mission"  # "embassies in A and B, consulates in C" go on
        bare = (
            len(group) == 2 and not alike and all(token.text == "," for token in tokens[group[0].last : group[1].first])
        )
        sound.extend([[group[0]], [group[1]]] if bare and not _listed(group, tokens) else [group])
    return sound


def _listed(group: list[Unit], tokens: Sequence[Token]) -> bool:
    """Whether a conjunction follows soon after the pair: "A, B and representatives of C"."""
    after = tokens[group[-1].last : group[-1].last + 3]
    return len(after) > 1 and any(token.pos == "CCONJ" for token in after) and after[0].text in (",", "and", "и")


def _shared(group: list[Unit], number: int) -> list[Unit]:
    preps = group[0].preps
    return [structs.replace(unit, group=number, preps=unit.preps or preps) for unit in group]
