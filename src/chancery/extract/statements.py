"""Statements: one for each passage of one speaker, told when its paragraph ends."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from chancery.extract.draft import Draft
from chancery.extract.speech import Passage, text_of
from chancery.extract.story import Story
from chancery.model import Modality, Statement


def statements(told: Sequence[Passage], body: Container[int], story: Story) -> Iterator[Draft]:
    """The statements of a paragraph whose passages are `told`; a title says nothing of its own."""
    yield from (statement(passage) for passage in told if passage.sentences[0].index in body)


def statement(passage: Passage) -> Draft:
    """The statement that a passage is."""
    first, last = passage.sentences[0], passage.sentences[-1]
    return Draft(
        fact=Statement(
            speaker=passage.teller.name,
            quote="direct" if passage.direct else "indirect",
            speaker_as_written=passage.teller.written,
            text=text_of(passage),
        ),
        modality=Modality.STATED,
        why="quoted" if passage.direct else "reported",
        sentence=first.index,
        first=0,
        start=first.start,
        stop=last.stop,
        rule="speech",
        confidence=0.9 if passage.teller.who is not None else 0.7,
        speaker=passage.teller.name,
        extra=tuple(sentence.index for sentence in passage.sentences[1:]),
    )
