"""Phrases: units built from adjacent parts around a head ("Ambassador of X to Y Name", "consulate of X in Z").

The walk goes outwards from the head, one attachment at a time, and stops at the first thing that no slot accepts.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from msgspec import Struct

from chancery.grammar.index import Hit, Index
from chancery.grammar.rule import Mark, Rule, Slot, Syntax
from chancery.grammar.unit import Unit, joined, of_words
from chancery.model import Sentence, Token

WORDS_MAX = 12
PAREN_MAX = 10
DASHES = frozenset(("-", "–", "—", ","))


class Attachment(Struct, frozen=True):
    """A unit beside the phrase so far, and how it is attached."""

    unit: Unit
    placing: str
    prep: str = ""


def phrases(sentence: Sentence, units: Sequence[Unit], indexes: Sequence[Index], syntax: Syntax) -> list[Unit]:
    """The sentence's top-level units after every index of phrase rules, inner phrases first."""
    current = list(units)
    for index in indexes:
        # from the right, so that a phrase that belongs to another one is whole before that one is built
        for hit in reversed(list(index.hits(sentence.tokens, current))):
            head = next((unit for unit in current if unit.first == hit.first), None)
            if head is not None and head.last == hit.last:
                current = _absorbed(current, grown(head, hit, current, sentence, syntax))
    return current


def _absorbed(units: list[Unit], phrase: Unit) -> list[Unit]:
    kept = [unit for unit in units if unit.last <= phrase.first or unit.first >= phrase.last]
    return sorted([*kept, phrase], key=lambda unit: unit.first)


def grown(head: Unit, hit: Hit, units: Sequence[Unit], sentence: Sentence, syntax: Syntax) -> Unit:
    """The phrase around `head` that the rule of `hit` builds; `head` itself where nothing is attached."""
    parts: list[tuple[str, Unit]] = []
    rule, edge = hit.rule, head.last
    starts = {unit.first: unit for unit in units if unit is not head}
    while step := _right(head, rule, parts, starts, sentence, edge, syntax):
        parts.append((step[0].name, step[1].unit))
        edge = step[1].unit.last + (step[1].placing == "paren")
        if step[0].closes:
            parts.extend(_trailing(rule, parts, starts, sentence, edge, syntax))
            break
    edge = head.first
    ends = {unit.last: unit for unit in units if unit is not head}
    while step := _left(head, rule, parts, ends, sentence, edge, syntax):
        parts.append((step[0].name, step[1].unit))
        edge = step[1].unit.first
        if step[0].closes:
            break
    if not parts:
        return head
    made = not rule.value("when") or any(name == rule.value("when") for name, _ in parts)
    return joined(head, parts, sentence, rule.id, rule.value("makes", head.kind) if made else head.kind)


def _right(
    head: Unit,
    rule: Rule,
    parts: list[tuple[str, Unit]],
    starts: dict[int, Unit],
    sentence: Sentence,
    edge: int,
    syntax: Syntax,
) -> tuple[Slot, Attachment] | None:
    for attachment in _after(starts, sentence, edge, syntax, open_words=not parts):
        for slot in rule.slots:
            if _open(slot, parts) and _accepts(slot, attachment, head, sentence.tokens):
                return slot, attachment
    return _coordinate(rule, parts, starts, sentence, edge, syntax)


def _trailing(
    rule: Rule, parts: list[tuple[str, Unit]], starts: dict[int, Unit], sentence: Sentence, edge: int, syntax: Syntax
) -> list[tuple[str, Unit]]:
    """What may still follow the part that closed the phrase ("Minister Ivan Petrov of Chile")."""
    for attachment in _after(starts, sentence, edge, syntax, open_words=False):
        for slot in rule.slots:
            fits = slot.trails and attachment.prep and _open(slot, parts)
            if fits and _accepts(slot, attachment, attachment.unit, sentence.tokens):
                return [(slot.name, attachment.unit)]
    return []


def _coordinate(
    rule: Rule, parts: list[tuple[str, Unit]], starts: dict[int, Unit], sentence: Sentence, edge: int, syntax: Syntax
) -> tuple[Slot, Attachment] | None:
    """A further member of the list that fills the last slot ("in A, B and C")."""
    last = parts[-1] if parts else None
    slot = next((slot for slot in rule.slots if last is not None and slot.name == last[0] and slot.many), None)
    at = edge
    while at < min(len(sentence.tokens), edge + 3) and _linking(sentence.tokens[at], syntax):
        at += 1
    at = _skip(sentence.tokens, at, syntax, starts)
    unit = starts.get(at)
    if slot is None or last is None or unit is None or at == edge or unit.kind != last[1].kind:
        return None
    if not any(kind.kind == unit.kind and (not kind.label or kind.label in unit.labels) for kind in slot.types):
        return None
    return slot, Attachment(unit, "and")


def _linking(token: Token, syntax: Syntax) -> bool:
    return token.text == "," or token.pos == "CCONJ" or token.lemma in syntax.conjunctions


def _left(
    head: Unit,
    rule: Rule,
    parts: list[tuple[str, Unit]],
    ends: dict[int, Unit],
    sentence: Sentence,
    edge: int,
    syntax: Syntax,
) -> tuple[Slot, Attachment] | None:
    for attachment in _before(ends, sentence, edge, syntax):
        for slot in rule.slots:
            if _open(slot, parts) and _accepts(slot, attachment, head, sentence.tokens):
                return slot, attachment
    return None


def _open(slot: Slot, parts: list[tuple[str, Unit]]) -> bool:
    return slot.many or all(name != slot.name for name, _ in parts)


def _after(
    starts: dict[int, Unit], sentence: Sentence, edge: int, syntax: Syntax, *, open_words: bool
) -> Iterator[Attachment]:
    tokens = sentence.tokens
    if edge >= len(tokens):
        return
    at = _skip(tokens, edge, syntax, starts)
    if at in starts:
        yield Attachment(starts[at], "after")
    if tokens[edge].pos == "ADP":
        inner = _skip(tokens, edge + 1, syntax, starts)
        if inner in starts:
            yield Attachment(starts[inner], "after", tokens[edge].lemma)
    if tokens[edge].text == "(" and edge + 2 < len(tokens) and edge + 1 in starts:
        unit = starts[edge + 1]
        if unit.last < len(tokens) and tokens[unit.last].text == ")":
            yield Attachment(unit, "paren")
        if (beyond := _closed(tokens, edge)) is not None:
            yield from _after(starts, sentence, beyond, syntax, open_words=False)
    if tokens[edge].text == ",":
        inner = _skip(tokens, edge + 1, syntax, starts)
        if inner in starts:
            yield Attachment(starts[inner], "comma")
    if tokens[edge].pos == "CCONJ" or tokens[edge].text in DASHES:
        inner = _skip(tokens, edge + 1, syntax, starts)
        if inner in starts:
            yield Attachment(starts[inner], "and")
    if open_words:
        yield from _words(starts, sentence, edge, syntax)


def _closed(tokens: Sequence[Token], edge: int) -> int | None:
    """The token after the parenthesis that opens at `edge`."""
    for at in range(edge + 1, min(len(tokens), edge + PAREN_MAX)):
        if tokens[at].text == ")":
            return at + 1 if at + 1 < len(tokens) else None
    return None


def _skip(tokens: Sequence[Token], at: int, syntax: Syntax, starts: Container[int]) -> int:
    """The first token from `at` on that starts a unit or is no determiner or skipped word."""
    while (
        at < len(tokens)
        and at not in starts
        and (tokens[at].lemma in syntax.determiners or tokens[at].lemma in syntax.skipped)
    ):
        at += 1
    return at


def _words(starts: dict[int, Unit], sentence: Sentence, edge: int, syntax: Syntax) -> Iterator[Attachment]:
    tokens, first, prep = sentence.tokens, edge, ""
    if tokens[first].lemma in syntax.words_after:
        first, prep = _skip(tokens, first + 1, syntax, starts), tokens[first].lemma
    elif not syntax.words_case:
        return
    last = first
    while last < min(len(tokens), first + WORDS_MAX) and last not in starts and _wordlike(tokens, last, first, syntax):
        last += 1
    while last > first and tokens[last - 1].pos in ("CCONJ", "PUNCT", "ADP", "DET", "ADJ"):
        last -= 1
    if last > first:
        yield Attachment(of_words(sentence, first, last), "after", prep)


def _wordlike(tokens: Sequence[Token], at: int, first: int, syntax: Syntax) -> bool:
    token = tokens[at]
    if syntax.words_case:
        joining = token.pos == "CCONJ" or token.text == ","
        nominal = token.pos in ("NOUN", "ADJ", "PROPN") or token.form == "Part"
        return (token.case == syntax.words_case and nominal) or (joining and at > first)
    joining = token.pos == "CCONJ" or token.text in (",", "of")
    return (token.pos in ("NOUN", "PROPN", "ADJ", "X") and token.text[:1].isupper()) or (
        joining and at > first and at + 1 < len(tokens) and tokens[at + 1].text[:1].isupper()
    )


def _before(ends: dict[int, Unit], sentence: Sentence, edge: int, syntax: Syntax) -> Iterator[Attachment]:
    tokens = sentence.tokens
    if edge == 0:
        return
    if edge in ends:
        unit = ends[edge]
        yield Attachment(unit, "adjective" if unit.labels & {"adjective", "demonym"} else "before")
    if tokens[edge - 1].text in syntax.possessives and edge - 1 in ends:
        yield Attachment(ends[edge - 1], "possessive")
    at = edge
    while at > 0 and (tokens[at - 1].lemma in syntax.determiners or tokens[at - 1].lemma in syntax.skipped):
        at -= 1
    if at in ends and at != edge:
        yield Attachment(ends[at], "adjective" if ends[at].labels & {"adjective", "demonym"} else "before")
    if at > 0 and tokens[at - 1].text == "," and at - 1 in ends:
        yield Attachment(ends[at - 1], "comma-before")


def _accepts(slot: Slot, attachment: Attachment, head: Unit, tokens: Sequence[Token]) -> bool:
    unit = attachment.unit
    if not any(kind.kind == unit.kind and (not kind.label or kind.label in unit.labels) for kind in slot.types):
        return False
    if slot.agrees and attachment.placing.startswith("comma") and unit.cases and head.cases.isdisjoint(unit.cases):
        return not head.cases  # an apposition stands in the case of its head
    if slot.agrees and unit.cases == {"Nom"} and head.cases and head.cases <= {"Gen", "Loc"}:
        return False  # the head belongs to what stands before it, the nominative begins anew
    return any(_marked(mark, attachment, tokens) for mark in slot.marks)


def _marked(mark: Mark, attachment: Attachment, tokens: Sequence[Token]) -> bool:
    unit = attachment.unit
    if mark.placing:
        return mark.placing == attachment.placing and not attachment.prep
    if mark.prep:
        return mark.prep == attachment.prep and (not mark.case or not unit.cases or mark.case in unit.cases)
    if mark.suffix:
        return tokens[unit.last - 1].text.lower().endswith(mark.suffix) and attachment.placing in ("before", "after")
    if mark.case:
        return not attachment.prep and attachment.placing == "after" and mark.case in unit.cases
    return False
