"""Units: what fills slots. A unit is a mention, or a phrase built from adjacent units around one."""

from __future__ import annotations

from msgspec import Struct, structs

from chancery.model import Mention, Sentence, written


class Unit(Struct, frozen=True):
    """A mention or a phrase with what the sentence shows of it.

    `first`, `last` are token indexes, half-open; `head` the token whose case counts; `parts` what a phrase rule
    put into its slots. `preps` are the prepositions that govern it (a phrase as "led by" beside its last word),
    `cases` the cases its form may have, `group` the number of its coordination within the sentence; `depth` counts the
    phrases inside one another.
    """

    kind: str
    first: int
    last: int
    head: int
    start: int
    stop: int
    text: str
    labels: frozenset[str]
    cases: frozenset[str]
    mention: Mention | None = None
    parts: tuple[tuple[str, Unit], ...] = ()
    rule: str = ""
    preps: tuple[str, ...] = ()
    clause: int = 0
    group: int = -1
    depth: int = 0

    def part(self, name: str) -> Unit | None:
        """The first filler of slot `name`."""
        return next((unit for slot, unit in self.parts if slot == name), None)

    def all(self, name: str) -> tuple[Unit, ...]:
        """Every filler of slot `name`, in the order of the text."""
        return tuple(unit for slot, unit in self.parts if slot == name)

    def within(self) -> tuple[Unit, ...]:
        """The unit and every unit inside it."""
        return (self, *(inner for _, part in self.parts for inner in part.within()))


def of_mention(mention: Mention) -> Unit:
    """The unit that a bare mention is."""
    return Unit(
        kind=str(mention.kind),
        first=mention.first,
        last=mention.last,
        head=mention.head,
        start=mention.start,
        stop=mention.stop,
        text=mention.text,
        labels=mention.labels,
        cases=frozenset(mention.case.split("|")) if mention.case else frozenset(),
        mention=mention,
    )


def of_words(sentence: Sentence, first: int, last: int) -> Unit:
    """A unit of plain words, such as the portfolio of a minister."""
    tokens = sentence.tokens[first:last]
    start, stop = tokens[0].start, tokens[-1].stop
    text = written(tokens)
    cases = frozenset(token.case for token in tokens if token.case)
    return Unit("words", first, last, first, start, stop, text, frozenset(), cases)


def joined(head: Unit, parts: list[tuple[str, Unit]], sentence: Sentence, rule: str, kind: str) -> Unit:
    """The phrase of `head` with `parts`: its span covers them all."""
    units = [head, *(unit for _, unit in parts)]
    first, last = min(u.first for u in units), max(u.last for u in units)
    tokens = sentence.tokens[first:last]
    return structs.replace(
        head,
        kind=kind,
        first=first,
        last=last,
        start=tokens[0].start,
        stop=tokens[-1].stop,
        text=written(tokens),
        depth=1 + max(unit.depth for unit in units),
        parts=(*head.parts, *sorted(parts, key=lambda part: part[1].first)),
        rule=rule or head.rule,
    )
