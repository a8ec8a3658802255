"""Rules by the words that start them, so that a sentence pays only for the rules whose trigger it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from chancery.grammar.rule import Rule, Step, Trigger
from chancery.grammar.unit import Unit
from chancery.model import Token


class Hit(Struct, frozen=True):
    """A rule's trigger at tokens [first, last); `tokens` are those that its steps matched."""

    rule: Rule
    trigger: Trigger
    first: int
    last: int
    tokens: tuple[int, ...]


class Index:
    """Rules of one layer, looked up by the first word or mention kind of their triggers."""

    def __init__(self, rules: Iterable[Rule], layer: str) -> None:
        self._words: dict[str, list[tuple[Rule, Trigger]]] = defaultdict(list)
        self._kinds: dict[str, list[tuple[Rule, Trigger]]] = defaultdict(list)
        for rule in rules:
            for trigger in rule.triggers if rule.layer == layer else ():
                first = trigger.steps[0]
                for key in first.words:
                    self._words[key].append((rule, trigger))
                if first.mention:
                    self._kinds[first.mention].append((rule, trigger))

    def hits(self, tokens: Sequence[Token], units: Sequence[Unit]) -> Iterator[Hit]:
        """Every trigger found, in the order of the text; of one rule at one place only the longest."""
        at = {unit.first: unit for unit in units}
        for i, token in enumerate(tokens):
            options = [*self._words.get(token.lemma, ())]
            written = token.text.lower()
            if written != token.lemma:
                options += self._words.get(written, ())
            if i in at and self._kinds:
                for key in (at[i].kind, *sorted(at[i].labels & self._kinds.keys())):
                    options += self._kinds.get(key, ())
            yield from _longest(hit for rule, trigger in options if (hit := _aligned(rule, trigger, tokens, at, i)))

    def blocked(self, rule: Rule, tokens: Sequence[Token], units: Sequence[Unit]) -> Trigger | None:
        """The trigger of `rule.unless` that the tokens hold, if any."""
        at = {unit.first: unit for unit in units}
        for trigger in rule.unless:
            if any(_aligned(rule, trigger, tokens, at, i) for i in range(len(tokens))):
                return trigger
        return None


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.rule.id not in best or hit.last > best[hit.rule.id].last:
            best[hit.rule.id] = hit
    return list(best.values())


def _aligned(rule: Rule, trigger: Trigger, tokens: Sequence[Token], at: dict[int, Unit], i: int) -> Hit | None:
    position, matched = i, []
    for number, step in enumerate(trigger.steps):
        found = _find(step, tokens, at, position, step.gap if number else 0)
        if found is None:
            return None
        matched.append(found[0])
        position = found[1]
    return Hit(rule, trigger, i, position, tuple(matched))


def _find(step: Step, tokens: Sequence[Token], at: dict[int, Unit], i: int, gap: int) -> tuple[int, int] | None:
    """The token that the step matches and where to go on; a unit that is passed over counts as one token."""
    j = i
    for _ in range(gap + 1):
        if j >= len(tokens):
            return None
        unit = at.get(j)
        if step.mention and unit is not None and (unit.kind == step.mention or step.mention in unit.labels):
            return j, unit.last
        if not step.mention and fits(step, tokens[j]):
            return j, j + 1
        if tokens[j].text in (".", ";"):
            return None
        j = unit.last if unit is not None else j + 1
    return None


def fits(step: Step, token: Token) -> bool:
    """Whether the token is one of the step's words with all of its features."""
    if token.lemma not in step.words and token.text.lower() not in step.words:
        return False
    if not step.features:
        return True
    values = {token.pos, token.case, token.number, token.tense, token.aspect, token.voice, token.form, token.mood}
    return step.features <= values
