"""The two sides that words such as "the two countries" or "the regions" mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from chancery.extract.phrasing import has_phrase
from chancery.extract.story import Story
from chancery.grammar import View
from chancery.lang import part
from chancery.model.accords import AccordWords


@cache
def accord_words(code: str) -> AccordWords:
    """The pack's words for agreements, delegations and memberships."""
    return part(code, "accords", AccordWords)


def meant(view: View, story: Story) -> str | None:
    """Which kind of sides the sentence means by such words: states, regions or cities; None where it has none."""
    levels = accord_words(story.pack.code).sides
    return next((one.level for one in levels if has_phrase(view.tokens, one.words)), None)


def told(level: str, story: Story) -> Sequence[str]:
    """The States that the story names, most often named first; of regions and cities the first of each State."""
    if level == "states":
        return story.states
    label = "region" if level == "regions" else "city"
    counts = Counter(
        mention.value[0]
        for sentence in story.annotated.sentences
        for mention in sentence.mentions
        if mention.kind == "place" and label in mention.labels and mention.value
    )
    best: dict[str, str] = {}
    for id, _ in counts.most_common():
        state = story.gazetteer.state_of(id)
        best.setdefault(state.name if state is not None else id, story.gazetteer.place(id).name)
    return list(best.values())
