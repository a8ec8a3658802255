"""Whose figure it is: the States, regions and bodies of a figure, its direction, its place, its goods."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extract.offices import holders
from chancery.extract.sides import meant, of_states, told
from chancery.extract.story import Story
from chancery.grammar import Filled, Unit, View
from chancery.model import Indicator
from chancery.model.wording import Measures, Metric

LONGEST = 14
OUTWARD = frozenset(("exports", "investment", "investment_inflow"))
INWARD = frozenset(("imports",))


def between(filled: Filled | None, metric: Metric, view: View, story: Story) -> tuple[str, ...]:
    """Whose figure it is: as the sentence says, else as the story does."""
    said = _said(filled, view, story)
    if metric.sides == "pair":
        return _pair(said, view, story)
    if metric.sides == "people":
        return _people(said, filled, view, story)
    if metric.sides == "posts":
        return _posts(said, filled, view, story)
    if metric.sides == "place" and not said and story.region is not None:
        return (story.region.name,)
    return tuple(said)


def _said(filled: Filled | None, view: View, story: Story) -> list[str]:
    """The sides that the words name; capitals that stand for their States are those States."""
    if filled is None:
        return list(_last(story))
    units = [*filled.all("sides"), *filled.all("partner"), *_counted(filled, view)]
    units += [part for mission in _posted(filled, view) for part in mission.all("sending")]
    mentions = [unit.mention for unit in units if unit.mention is not None]
    places = [story.place(m) for m in mentions if m.kind == "place" and m.value]
    if (states := of_states(places, story)) is not None:
        return list(states)
    names = [mention.name for mention in mentions]
    if story.region is not None and any(token.lemma in story.pack.places.back_region for token in view.tokens):
        names.append(story.region.name)
    return list(dict.fromkeys(names))


def _last(story: Story) -> tuple[str, ...]:
    """Whose the figure told last was."""
    last = story.figures[-1].fact if story.figures else None
    return last.between if isinstance(last, Indicator) else ()


def _posted(filled: Filled, view: View) -> list[Unit]:
    """The missions that a metric's words are part of."""
    at = filled.match.hit.first
    return [unit for unit in view.units if unit.kind == "mission" and unit.first <= at < unit.last]


def _counted(filled: Filled, view: View) -> list[Unit]:
    """The people counted, where the trigger itself names them ("over 90,000 Kazakhs")."""
    hit = filled.match.hit
    return [unit for unit in view.units if unit.first == hit.first and "demonym" in unit.labels]


def _pair(said: list[str], view: View, story: Story) -> tuple[str, ...]:
    """The two sides of an exchange: the one that is named, and the other that the story deals with."""
    if len(said) > 1:
        return tuple(said)
    level, last = meant(view, story), _last(story)
    if said and len(last) == 1 and _owner(last[0], story) not in (said[0], _owner(said[0], story)):
        return last[0], said[0]
    for pair in (told(level, story)[:2] if level is not None else (), last, story.pair(), story.states[:2]):
        if len(pair) == 2 and (not said or said[0] in pair):
            return (*said, *(name for name in pair if name not in said))[:2]
    other = next((name for name in story.states if said and name not in (said[0], _owner(said[0], story))), None)
    return (*said, other) if other is not None else tuple(said)


def _owner(name: str, story: Story) -> str | None:
    """The State that a place belongs to."""
    found = story.gazetteer.by_name(name)
    state = story.gazetteer.state_of(found[0].id) if found else None
    return state.name if state is not None else None


def _people(said: list[str], filled: Filled | None, view: View, story: Story) -> tuple[str, ...]:
    """The State that people come from, and the State that they are in, where it is another one."""
    place = filled.one("place") if filled is not None else None
    host = place.mention.name if place is not None and place.mention is not None else None
    sender = story.sender() or _served(view, story)
    origin = said or [name for name in (sender,) if name and name != host]
    if host is not None and place is not None and "state" in place.labels and host not in origin:
        return (*origin, host)
    return tuple(origin)


def _posts(said: list[str], filled: Filled | None, view: View, story: Story) -> tuple[str, ...]:
    """The State that keeps the posts, and the place where they are."""
    host = _host(filled, view, story)
    if host is not None:
        return tuple(dict.fromkeys((*said, host)))
    sender = story.sender() or _served(view, story) or next(iter(story.states), None)
    return tuple(said) or ((sender,) if sender is not None else ())


def _host(filled: Filled | None, view: View, story: Story) -> str | None:
    """The place where posts are: the one named, else the city told last where the words mean it."""
    inside = [part for unit in _posted(filled, view) for part in unit.parts] if filled is not None else []
    units = [unit for name, unit in inside if name in ("receiving", "seat", "area")]
    units += filled.all("place") if filled is not None else ()
    named = next((unit.mention.name for unit in units if unit.mention is not None and unit.kind == "place"), None)
    back = story.city is not None and any(token.lemma in story.pack.places.back_city for token in view.tokens)
    return named or (story.city.name if back and story.city is not None else None)


def _served(view: View, story: Story) -> str | None:
    """The State that the person of the sentence, else the one told last, serves."""
    people = [who for unit in view.units for who in holders(unit, story)] or ([story.subject] if story.subject else [])
    held = [post.office for post in reversed(story.posts) if post.who in people]
    return next((office.org for office in held if office.org in story.states), None)


def direction(filled: Filled | None, metric: Metric, sides: Sequence[str]) -> tuple[str | None, str | None]:
    """Reporter and partner of a flow whose direction is said; else None for both."""
    unit = filled.one("partner") if filled is not None else None
    if unit is None or unit.mention is None or metric.id not in OUTWARD | INWARD:
        return None, None
    partner = unit.mention.name
    return next((name for name in sides if name != partner), None), partner


def place_of(filled: Filled | None) -> str | None:
    """Where the people or things counted are."""
    place = filled.one("place") if filled is not None else None
    return place.mention.name if place is not None and place.mention is not None else None


def goods(filled: Filled | None, value: Unit | None, view: View, measures: Measures) -> tuple[str, ...]:
    """What is traded: listed behind the word for the flow ("exports of tea and leather"), or in parentheses."""
    if filled is None:
        return ()
    at = filled.match.hit.last
    after = view.tokens[at].text.lower() if at < len(view.tokens) else ""
    if after in measures.goods_after:
        return _listed(view, at + 1, filled, measures)
    for start in (at, value.last if value is not None else at):
        opens = next((i for i in range(start, min(start + 3, len(view.tokens))) if view.tokens[i].text == "("), None)
        if opens is not None:
            return _listed(view, opens + 1, filled, measures)
    return ()


def _listed(view: View, start: int, filled: Filled, measures: Measures) -> tuple[str, ...]:
    """The members of a list of nouns from token `start` on."""
    tokens, places = view.tokens, {i for unit in view.units for i in range(unit.first, unit.last)}
    found: list[list[str]] = [[]]
    for i in range(start, min(start + LONGEST, len(tokens))):
        token = tokens[i]
        if token.lemma in measures.growth or token.lemma in measures.fall:
            return ()
        if token.text == "," or token.pos == "CCONJ":
            found.append([])
        elif token.pos in ("NOUN", "ADJ", "PROPN") and i not in places:
            found[-1].append(token.text)
        else:
            break
    return tuple(" ".join(words) for words in found if words)
