"""The sentences of a document as the rules see them, computed once and shared by every kind of fact."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from chancery.grammar import Filled, Unit, View, choose, matches, of_mention, phrases, view
from chancery.lang import Pack
from chancery.model import STORY_ZONES, Annotated, Mention, Sentence


class Scene(Struct, frozen=True):
    """One story sentence with its view and every filled match, rejected ones too (their `missing` says why)."""

    view: View
    matches: tuple[Filled, ...]

    @property
    def sentence(self) -> Sentence:
        """The sentence."""
        return self.view.sentence

    def of(self, frame: str) -> list[Filled]:
        """The complete matches of one frame, in the order of the text."""
        return [filled for filled in self.matches if filled.match.hit.rule.frame == frame and not filled.missing]


def scenes(annotated: Annotated, pack: Pack) -> tuple[Scene, ...]:
    """The document's story sentences, matched."""
    return tuple(scene(sentence, pack) for sentence in annotated.sentences if sentence.zone in STORY_ZONES)


def scene(sentence: Sentence, pack: Pack) -> Scene:
    """One sentence, matched."""
    units = phrases(sentence, [of_mention(m) for m in top(sentence.mentions)], pack.phrases, pack.syntax)
    seen = view(sentence, units, pack.syntax)
    return Scene(seen, tuple(choose(match, seen) for match in matches(seen, pack.clauses)))


def top(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that lie in no other, in the order of the text."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.first, -m.last)):
        if not kept or mention.first >= kept[-1].last:
            kept.append(mention)
    return kept


def inner(units: Sequence[Unit], kind: str) -> list[Unit]:
    """Every unit of one kind, however deep inside others, in the order of the text."""
    found = [unit for top_unit in units for unit in top_unit.within() if unit.kind == kind]
    return sorted(found, key=lambda unit: (unit.first, unit.last))
