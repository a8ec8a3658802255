"""Who says a sentence: the subject of its verb of saying, or of the sentence that frames the quotation."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.offices import holders
from chancery.extract.scene import Scene
from chancery.extract.story import Story


def speakers(scenes: Sequence[Scene], story: Story) -> dict[int, str]:
    """The speaker (usual Latin name) of each sentence that somebody is said to have said, by sentence number."""
    own = {scene.sentence.index: who for scene in scenes if (who := _speaker(scene, story))}
    found = dict(own)
    for scene in scenes:
        index, sentence = scene.sentence.index, scene.sentence
        if index in own or not sentence.quotations:
            continue
        near = [
            other for other in scenes if other.sentence.paragraph == sentence.paragraph and other.sentence.index in own
        ]
        if near:
            found[index] = own[min(near, key=lambda other: abs(other.sentence.index - index)).sentence.index]
    return found


def _speaker(scene: Scene, story: Story) -> str | None:
    verbs = story.pack.attribution.verbs
    at = next((i for i, token in enumerate(scene.view.tokens) if token.lemma in verbs and token.pos == "VERB"), None)
    if at is None:
        return None
    units = [
        unit
        for unit in scene.view.units
        if unit.kind in ("person", "role") and not unit.preps and (not unit.cases or "Nom" in unit.cases)
    ]
    for unit in sorted(units, key=lambda unit: min(abs(unit.first - at), abs(unit.last - at))):
        people = holders(unit, story)
        if people:
            return people[0].name.latin
    return None
