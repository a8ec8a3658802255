"""The two sides that words such as "the two countries" or "the regions" mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from chancery.extract.phrasing import has_phrase
from chancery.extract.story import Story
from chancery.gazetteer import Place
from chancery.grammar import View
from chancery.lang import part
from chancery.model import Mention
from chancery.model.accords import AccordWords

OFTEN = 2


@cache
def accord_words(code: str) -> AccordWords:
    """The pack's words for agreements, delegations and memberships."""
    return part(code, "accords", AccordWords)


def meant(view: View, story: Story) -> str | None:
    """Which kind of sides the sentence means by such words: states, regions or cities; None where it has none."""
    levels = accord_words(story.pack.code).sides
    return next((one.level for one in levels if has_phrase(view.tokens, one.words)), None)


def told(level: str, story: Story) -> Sequence[str]:
    """The States that the story names, most often named first; of regions and cities the first of each State; of
    "the sides" the regions of two States that the story names as often as the States themselves, else its pair."""
    if level == "states":
        return story.states
    if level == "parties":
        return _parties(story)
    return [place.name for place in _territories(level, story).values()]


def _parties(story: Story) -> Sequence[str]:
    named: Counter[str] = Counter()
    for mention in _places(story):
        state, region = story.state(mention), _region(mention, story)
        if state is not None:
            named[region or state.name] += 1
    best: dict[str, str] = {}
    for name, count in named.most_common():
        owner = story.gazetteer.state_of(story.gazetteer.by_name(name)[0].id)
        if owner is not None and name != owner.name and count >= max(OFTEN, named[owner.name]):
            best.setdefault(owner.name, name)
    return list(best.values()) if len(best) > 1 else story.pair()


def _places(story: Story) -> list[Mention]:
    return [m for s in story.annotated.sentences for m in s.mentions if m.kind == "place" and m.value]


def _region(mention: Mention, story: Story) -> str | None:
    """The region that a mention names or lies in; a State's capital stands for the State."""
    place, state = story.place(mention), story.state(mention)
    if state is not None and state.capital == place.id:
        return None
    places = [story.gazetteer.place(id) for id in (place.id, *place.parents)]
    return next((one.name for one in places if one.kind == "region"), None)


def of_states(places: Sequence[Place], story: Story) -> Sequence[str] | None:
    """The States of several places that are all capitals; None where one is not."""
    states = [story.gazetteer.state_of(place.id) for place in places]
    capitals = [state.name for place, state in zip(places, states, strict=True) if state and state.capital == place.id]
    return list(dict.fromkeys(capitals)) if len(places) > 1 and len(capitals) == len(places) else None


def _territories(level: str, story: Story) -> dict[str, Place]:
    """The regions or cities that the story names most, one of each State."""
    label = "region" if level == "regions" else "city"
    counts = Counter(mention.value[0] for mention in _places(story) if label in mention.labels)
    best: dict[str, Place] = {}
    for id, _ in counts.most_common():
        state = story.gazetteer.state_of(id)
        best.setdefault(state.name if state is not None else id, story.gazetteer.place(id))
    return best
