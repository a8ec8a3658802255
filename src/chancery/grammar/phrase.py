"""Phrases: units built from adjacent parts around a head ("Ambassador of X to Y Name", "consulate of X in Z").

The walk goes outwards from the head, one attachment at a time, and stops at the first thing that no slot accepts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from chancery.grammar.index import Hit, Index
from chancery.grammar.rule import Mark, Rule, Slot, Syntax
from chancery.grammar.unit import Unit, joined, of_words
from chancery.model import Sentence, Token

WORDS_MAX = 12
PAREN_MAX = 10
DEPTH_MAX = 8
DASHES = frozenset(("-", "–", "—"))
LINKING = DASHES | {","}
APPOSED = ("comma-before", "dash-before", "before")
ACTORS = ("person", "role")
COMPLEMENT = frozenset(("NOUN", "PROPN", "ADJ", "ADP", "DET", "CCONJ", "NUM", "X"))
BRIDGE_MAX = 18
ATTRIBUTIVE = frozenset(("DET", "ADJ", "NOUN"))


class Attachment(Struct, frozen=True):
    """A unit beside the phrase so far, and how it is attached."""

    unit: Unit
    placing: str
    prep: str = ""


Step = tuple[Slot, Attachment]


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
    rule = hit.rule
    parts = _Walk(head, rule, units, sentence, syntax).parts()
    if not parts:
        return head
    made = not rule.value("when") or any(name == rule.value("when") for name, _ in parts)
    return joined(head, parts, sentence, rule.id, rule.value("makes", head.kind) if made else head.kind)


class _Walk:
    """One walk from a head over its neighbours, first to the right, then to the left."""

    def __init__(self, head: Unit, rule: Rule, units: Sequence[Unit], sentence: Sentence, syntax: Syntax) -> None:
        self._head, self._rule, self._syntax = head, rule, syntax
        self._sentence, self._tokens = sentence, sentence.tokens
        self._starts = {unit.first: unit for unit in units if unit is not head}
        self._ends = {unit.last: unit for unit in units if unit is not head}
        self._parts: list[tuple[str, Unit]] = []
        above = self._ends.get(head.first)
        self._owned = above is not None and above.kind == head.kind and head.cases == {"Gen"}

    def parts(self) -> list[tuple[str, Unit]]:
        """What the walk attached: slot and unit, in the order of the walk."""
        self._apposed = any(
            attachment.placing in APPOSED
            and slot.closes
            and self._accepts(slot, attachment)
            and not self._told_first(attachment)
            and not self._claimed(attachment)
            for attachment in self._before(self._head.first)
            for slot in self._rule.slots
        )
        self._walk_right()
        self._bridge()
        self._walk_left()
        return self._parts

    def _claimed(self, attachment: Attachment) -> bool:
        """Whether a name right before the head belongs to the head before it: "President A | Minister ..."."""
        if attachment.placing != "before":
            return False
        at = attachment.unit.first
        return any(unit.last == at and unit.kind in ACTORS for unit in self._ends.values())

    def _told_first(self, attachment: Attachment) -> bool:
        """Whether a list tells heads first: in "mayor of A, B, governor of C, D" B is the mayor, not the governor.

        Heads and what closes them alternate, parted by commas, from the start of the list; the walk goes back to it.
        """
        if attachment.placing != "comma-before":
            return False
        edge, kinds = self._head.first, [self._head.kind]
        for unit in sorted(self._ends.values(), key=lambda unit: -unit.first):
            if unit.last > edge or unit.kind not in ACTORS:
                continue
            between = self._tokens[unit.last : edge]
            if unit.kind == kinds[-1] or not any(token.text == "," for token in between):
                break
            if any(token.pos in ("VERB", "AUX") or token.text in (";", ".", ":") for token in between):
                break
            edge = unit.first
            kinds.append(unit.kind)
        return len(kinds) > 2 and kinds[-1] == self._head.kind

    def _walk_right(self) -> None:
        edge = self._head.last
        while step := self._right(edge) or self._beyond_words(edge):
            slot, attachment = step
            self._parts.append((slot.name, attachment.unit))
            edge = attachment.unit.last + (attachment.placing == "paren")
            if slot.closes:
                self._trail(edge)
                return

    def _beyond_words(self, edge: int) -> Step | None:
        """What closes the phrase behind small words that are no slot's: "the leader of the working group A"."""
        tokens, at = self._tokens, edge + 1
        if self._parts or edge >= len(tokens) or tokens[edge].lemma not in self._syntax.words_after:
            return None
        while at < min(len(tokens), edge + WORDS_MAX) and at not in self._starts and tokens[at].pos in ATTRIBUTIVE:
            at += 1
        unit = self._starts.get(at)
        if unit is None or tokens[at - 1].pos != "NOUN":
            return None
        return next(((s, Attachment(unit, "after")) for s in self._rule.slots if s.closes and _of_type(s, unit)), None)

    def _bridge(self) -> None:
        """Attach what closes the phrase behind a long complement: "leader of the group for ties with Chile Pedro Soto".

        Nothing but nouns and what belongs to them may stand between, and no preposition may govern the name.
        """
        slot = next((slot for slot in self._rule.slots if slot.closes), None)
        edge = max([self._head.last, *(unit.last for _, unit in self._parts)])
        if slot is None or self._apposed or any(name == slot.name for name, _ in self._parts):
            return
        for at in range(edge, min(len(self._tokens), edge + BRIDGE_MAX)):
            unit, token = self._starts.get(at), self._tokens[at]
            if unit is not None and unit.kind in ACTORS:
                apposed = self._tokens[at - 1].text == "," and self._tokens[unit.last : unit.last + 1] != ()
                apposed = apposed and self._tokens[unit.last].text == ","
                bare = at > edge and (self._tokens[at - 1].pos in ("NOUN", "PROPN", "ADJ", "X") or apposed)
                attachment = Attachment(unit, "comma" if apposed else "after")
                if bare and self._accepts(slot, attachment):
                    self._parts.append((slot.name, unit))
                return
            if token.text == "," and at > edge and self._starts.get(at + 1) is not None:
                continue
            if token.pos not in COMPLEMENT or (at == edge and token.pos == "CCONJ"):
                return

    def _walk_left(self) -> None:
        edge = self._head.first
        right = max([self._head.last, *(unit.last for _, unit in self._parts)])
        while step := self._fitting(self._before(edge)):
            slot, attachment = step
            if slot.closes and attachment.placing == "comma-before" and self._acts(right):
                return  # "to Rosa Weber, the mayor said": no apposition, a new subject
            self._parts.append((slot.name, attachment.unit))
            edge = attachment.unit.first
            if slot.closes:
                return

    def _acts(self, at: int) -> bool:
        """Whether a finite verb follows at once."""
        return at < len(self._tokens) and self._tokens[at].form == "Fin"

    def _right(self, edge: int) -> Step | None:
        return self._coordinate(edge) or self._fitting(self._after(edge, open_words=not self._parts))

    def _fitting(self, attachments: Iterator[Attachment]) -> Step | None:
        for attachment in attachments:
            for slot in self._rule.slots:
                if slot.closes and (
                    self._claimed(attachment) or (attachment.placing in ("comma", "dash") and self._apposed)
                ):
                    continue  # "A, mayor of X, B": the office is A's
                if self._owned and slot.closes:
                    continue  # "the adviser of the president A": the adviser is A
                if attachment.placing == "and" and _named_first(attachment.unit):
                    continue  # "A, mayor of X, B, governor of Y": B's office is none of A's
                if self._open(slot) and self._accepts(slot, attachment):
                    return slot, attachment
        return None

    def _trail(self, edge: int) -> None:
        """Add what may still follow the part that closed the phrase ("Minister Ivan Petrov of Chile")."""
        if edge < len(self._tokens) and self._tokens[edge].text == ",":
            return
        for attachment in self._after(edge, open_words=False):
            for slot in self._rule.slots:
                if slot.trails and attachment.prep and self._open(slot) and self._accepts(slot, attachment):
                    self._parts.append((slot.name, attachment.unit))
                    return

    def _coordinate(self, edge: int) -> Step | None:
        """A further member of the list that fills the last slot ("in A, B and C")."""
        last = self._parts[-1] if self._parts else None
        slot = next((s for s in self._rule.slots if last is not None and s.name == last[0] and s.many), None)
        at = edge
        while at < min(len(self._tokens), edge + 3) and self._links(self._tokens[at]):
            at += 1
        again = slot is not None and at < len(self._tokens) and self._tokens[at].pos == "ADP" and at > edge
        if again and slot is not None and any(mark.prep == self._tokens[at].lemma for mark in slot.marks):
            at += 1  # "in A and in B"
        unit = self._starts.get(self._skip(at))
        if slot is None or last is None or unit is None or at == edge or unit.kind != last[1].kind or self._owns(unit):
            return None
        if unit.cases and last[1].cases and unit.cases.isdisjoint(last[1].cases):
            return None
        return (slot, Attachment(unit, "and")) if _of_type(slot, unit) else None

    def _owns(self, unit: Unit) -> bool:
        """Whether a possessive follows: the unit belongs to what comes next."""
        return unit.last < len(self._tokens) and self._tokens[unit.last].text in self._syntax.possessives

    def _links(self, token: Token) -> bool:
        return token.text in (",", ";") or token.pos == "CCONJ" or token.lemma in self._syntax.conjunctions

    def _open(self, slot: Slot) -> bool:
        if slot.closes and any(unit.kind == "person" for _, unit in self._parts):
            return False  # "A, deputy and mayor B": B is both, A is none
        return slot.many or all(name != slot.name for name, _ in self._parts)

    def _after(self, edge: int, *, open_words: bool) -> Iterator[Attachment]:
        tokens, starts = self._tokens, self._starts
        if edge >= len(tokens):
            return
        if (at := self._skip(edge)) in starts:
            yield Attachment(starts[at], "after")
        beyond = self._skip(edge + 1)
        if tokens[edge].pos == "ADP" and beyond in starts:
            yield Attachment(starts[beyond], "after", tokens[edge].lemma)
        if tokens[edge].text == "(":
            yield from self._in_parentheses(edge)
        if tokens[edge].text == "," and beyond in starts:
            yield Attachment(starts[beyond], "comma")
        if tokens[edge].text == ":" and beyond in starts:
            yield Attachment(starts[beyond], "colon")
        if tokens[edge].text in DASHES and beyond in starts:
            yield Attachment(starts[beyond], "dash")
        if tokens[edge].text == "," and edge + 1 < len(tokens) and tokens[edge + 1].pos == "ADP":
            within = self._skip(edge + 2)
            if within in starts and self._parts:
                yield Attachment(starts[within], "after", tokens[edge + 1].lemma)
        if (tokens[edge].pos == "CCONJ" or tokens[edge].text in LINKING) and beyond in starts:
            yield Attachment(starts[beyond], "and")
        if open_words:
            yield from self._words(edge)

    def _in_parentheses(self, edge: int) -> Iterator[Attachment]:
        """The unit that fills a parenthesis, and what stands after a parenthesis as if it were not there."""
        unit = self._starts.get(edge + 1)
        if unit is not None and unit.last < len(self._tokens) and self._tokens[unit.last].text == ")":
            yield Attachment(unit, "paren")
        for at in range(edge + 1, min(len(self._tokens) - 1, edge + PAREN_MAX)):
            if self._tokens[at].text == ")":
                yield from self._after(at + 1, open_words=False)
                return

    def _before(self, edge: int) -> Iterator[Attachment]:
        tokens, ends = self._tokens, self._ends
        if edge == 0:
            return
        if edge in ends:
            yield Attachment(ends[edge], _side(ends[edge]))
        if tokens[edge - 1].text in self._syntax.possessives and edge - 1 in ends:
            yield Attachment(ends[edge - 1], "possessive")
        at = edge
        while at > 0 and self._passes(tokens[at - 1]):
            at -= 1
        if at in ends and at != edge:
            yield Attachment(ends[at], _side(ends[at]))
        if at > 0 and tokens[at - 1].text == "," and at - 1 in ends:
            yield Attachment(ends[at - 1], "comma-before")
        if at > 0 and tokens[at - 1].text in DASHES and at - 1 in ends:
            yield Attachment(ends[at - 1], "dash-before")

    def _skip(self, at: int) -> int:
        """The first token from `at` on that starts a unit or is no determiner or skipped word."""
        while at < len(self._tokens) and at not in self._starts and self._passes(self._tokens[at]):
            at += 1
        return at

    def _passes(self, token: Token) -> bool:
        return token.lemma in self._syntax.determiners or token.lemma in self._syntax.skipped

    def _words(self, edge: int) -> Iterator[Attachment]:
        """Words that are no unit but belong to the head: "of Energy", a portfolio in the genitive."""
        tokens, first, prep = self._tokens, edge, ""
        if tokens[first].lemma in self._syntax.words_after:
            first, prep = self._skip(first + 1), tokens[first].lemma
        elif not self._syntax.words_case:
            return
        last = first
        while last < min(len(tokens), first + WORDS_MAX) and last not in self._starts and self._is_word(last, first):
            last += 1
        while last > first and tokens[last - 1].pos in ("CCONJ", "PUNCT", "ADP", "DET", "ADJ"):
            last -= 1
        if last > first:
            yield Attachment(of_words(self._sentence, first, last), "after", prep)

    def _is_word(self, at: int, first: int) -> bool:
        tokens, token = self._tokens, self._tokens[at]
        joining = at > first and (token.pos == "CCONJ" or token.text == ",")
        if self._syntax.words_case:
            nominal = token.pos in ("NOUN", "ADJ", "PROPN") or token.form == "Part"
            return joining or (token.case == self._syntax.words_case and nominal)
        if token.pos in ("NOUN", "PROPN", "ADJ", "X") and token.text[:1].isupper():
            return True
        if at > first and token.pos == "NOUN" and tokens[at - 1].pos in ("NOUN", "PROPN", "ADJ"):
            return True  # "of the Franco-Kenyan friendship group"
        goes_on = joining or (at > first and token.text == "of")
        return goes_on and at + 1 < len(tokens) and tokens[at + 1].text[:1].isupper()

    def _accepts(self, slot: Slot, attachment: Attachment) -> bool:
        unit = attachment.unit
        if unit.depth > DEPTH_MAX or not _of_type(slot, unit):
            return False
        if slot.agrees and not self._agrees(attachment):
            return False
        return any(_marked(mark, attachment, self._tokens) for mark in slot.marks)

    def _agrees(self, attachment: Attachment) -> bool:
        """Whether the cases of head and attachment go together, as far as both show one."""
        cases, head = attachment.unit.cases, self._head.cases
        if head and attachment.unit.parts and head.isdisjoint(cases):
            return False  # another head with its own name: "appointed as envoy | the minister A"
        if attachment.prep or not cases or not head:
            return True
        if attachment.placing.startswith("dash"):
            return "Nom" in cases and "Nom" in head  # any other case belongs to a verb that was left out
        if attachment.placing.startswith("comma"):
            return not head.isdisjoint(cases)  # an apposition stands in the case of its head
        # a head in the genitive belongs to what stands before it, a nominative after it begins anew
        return not (cases == {"Nom"} and head <= {"Gen", "Loc"})


def _named_first(unit: Unit) -> bool:
    """Whether a phrase begins with the part that closed it: "B, governor of Y"."""
    return unit.kind == "person" and any(part.kind == "person" and part.first == unit.first for _, part in unit.parts)


def _side(unit: Unit) -> str:
    return "adjective" if unit.labels & {"adjective", "demonym"} else "before"


def _of_type(slot: Slot, unit: Unit) -> bool:
    return any(kind.kind == unit.kind and (not kind.label or kind.label in unit.labels) for kind in slot.types)


def _marked(mark: Mark, attachment: Attachment, tokens: Sequence[Token]) -> bool:
    unit = attachment.unit
    if mark.placing:
        fits = not mark.case or mark.case in unit.cases
        return mark.placing == attachment.placing and not attachment.prep and fits
    if mark.prep:
        return mark.prep == attachment.prep and (not mark.case or not unit.cases or mark.case in unit.cases)
    if mark.suffix:
        return tokens[unit.last - 1].text.lower().endswith(mark.suffix) and attachment.placing in ("before", "after")
    if mark.case:
        return not attachment.prep and attachment.placing == "after" and mark.case in unit.cases
    return False
