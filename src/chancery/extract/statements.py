"""Statements: one for each passage of one speaker, told when its paragraph ends."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.draft import Draft
from chancery.extract.scene import Scene
from chancery.extract.speech import Passage, passages, text_of
from chancery.extract.story import Story
from chancery.model import Modality, Statement, ZoneKind


def statements(scene: Scene, story: Story) -> Iterator[Draft]:
    """The statements of a paragraph, at its last sentence: only then are all of its offices known."""
    if scene.sentence.zone == ZoneKind.TITLE:
        return
    views = story.paragraph(scene.sentence)
    if views and views[-1].sentence.index == scene.sentence.index:
        for passage in passages(views, story):
            yield statement(passage)


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
