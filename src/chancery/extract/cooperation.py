"""Cooperation: what two sides do, offer, wish or agree to do together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from chancery.extract.draft import Draft, of_match
from chancery.extract.offices import holders, org_name
from chancery.extract.phrasing import has_phrase
from chancery.extract.scene import Scene
from chancery.extract.sides import told
from chancery.extract.story import Office, Story, Teller
from chancery.grammar import Filled, Unit, View
from chancery.lang import part
from chancery.model import Cooperation, Modality, Token, ZoneKind, written
from chancery.model.ventures import Undertakings

FIRMNESS = ("agreed", "planned", "proposed", "discussed", "ongoing")
"""Of several ways in which one sentence puts a cooperation, the first of these is what it says."""
TERRITORIAL = ("territory", "state", "sending", "city")
OWN_NAMED = frozenset(("political_party", "company", "university", "bank"))


@cache
def undertakings(code: str) -> Undertakings:
    """The words of a language around joint ventures."""
    return part(code, "ventures", Undertakings)


def cooperation(scene: Scene, story: Story) -> Iterator[Draft]:
    """The cooperation that a sentence tells, at most one; none where its two sides are not known."""
    if scene.sentence.zone == ZoneKind.TITLE:
        return
    found = sorted(scene.of("cooperation"), key=_firmness)
    if not found:
        return
    filled, view = found[0], scene.view
    teller = speaker(view, story)
    by = _by(filled, teller, story)
    sides = parties(filled, view, story, teller)
    if len(sides) > 1:
        yield _draft(filled, view, story, sides, by, teller)


def _firmness(filled: Filled) -> int:
    modality = filled.match.hit.rule.value("modality")
    return FIRMNESS.index(modality) if modality in FIRMNESS else len(FIRMNESS)


def _draft(
    filled: Filled, view: View, story: Story, sides: Sequence[tuple[str, str]], by: str | None, teller: Teller | None
) -> Draft:
    hit = filled.match.hit
    judged = story.judge.judged(view, hit)
    denied = judged.modality == Modality.DENIED
    return of_match(
        Cooperation(
            parties=tuple(name for name, _ in sides),
            parties_as_written=tuple(text for _, text in sides),
            fields=fields(view.tokens, undertakings(story.pack.code)),
            by=by,
            text=written(view.tokens),
        ),
        filled,
        view,
        modality=Modality.DENIED if denied else hit.rule.value("modality"),
        why=judged.why if denied else "by the words of the rule",
        weight=0.7,
        speaker=teller.name if teller is not None else None,
    )


def speaker(view: View, story: Story) -> Teller | None:
    """Who says a sentence."""
    return story.tellers.get(view.sentence.index)


def _by(filled: Filled, teller: Teller | None, story: Story) -> str | None:
    """Who undertakes, offers or wishes it: the rule's subject, else the speaker."""
    unit = filled.one("by")
    people = holders(unit, story) if unit is not None else []
    if people:
        return people[0].name.latin
    if unit is not None and unit.mention is not None and unit.kind in ("place", "organisation"):
        return _side(unit, story)[0]
    return teller.name if teller is not None else None


def parties(filled: Filled, view: View, story: Story, teller: Teller | None) -> list[tuple[str, str]]:
    """The two sides with their written forms: those named, then the speaker's, then the story's two parties."""
    named = [_side(unit, story) for unit in filled.all("sides") if unit.mention is not None]
    if len(named) > 1:
        return _distinct(named, len(named), story)
    if has_phrase(view.tokens, undertakings(story.pack.code).states):
        return _distinct([*named, *_named_states(view), *_written(story.states)], 2, story)
    office = _office(filled, teller, story)
    spoken = _of_office(office) if office is not None else []
    near = [*_bodies(filled, view, story), *_regions(view, story), *_named_states(view, filled.one("place"))]
    return _distinct([*named, *near, *spoken, *_written(_pair(story))], 2, story)


def _pair(story: Story) -> tuple[str, ...]:
    """The story's two parties, then its two States; the States first where the region is of none of them."""
    pair, states = told("parties", story), story.states[:2]
    owner = _state(pair[0], story) if pair else None
    return (*pair, *states) if owner in story.states or len(states) < 2 else (*states, *pair)


def _written(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


def _bodies(filled: Filled, view: View, story: Story) -> list[tuple[str, str]]:
    """The body or State that does it, and bodies that nothing governs."""
    unit = filled.one("by")
    named = unit is not None and unit.kind in ("place", "organisation") and "proposed" not in unit.labels
    found = [unit] if unit is not None and named else []
    found += [u for u in view.units if u.kind == "organisation" and not u.preps and u.labels & OWN_NAMED]
    return [_side(u, story) for u in found if u.mention is not None]


def _named_states(view: View, site: Unit | None = None) -> list[tuple[str, str]]:
    """The States and regions that the sentence names outside the names of bodies, but for a thing's site."""
    return [
        (unit.mention.name, unit.text)
        for unit in view.units
        if unit.kind == "place" and unit.mention is not None and unit != site
        if unit.labels & {"state", "region"} and not unit.labels & {"adjective", "demonym"}
    ]


def _regions(view: View, story: Story) -> list[tuple[str, str]]:
    """The region told last, where the sentence means it by "the region"."""
    told = {token.lemma for token in view.tokens} & set(story.pack.places.back_region)
    return [(story.region.name, story.region.name)] if told and story.region is not None else []


def _side(unit: Unit, story: Story) -> tuple[str, str]:
    """The State or region that a unit names, or whose body it is; else the body."""
    inside = unit.part("of") if unit.kind == "organisation" else unit
    if inside is not None and inside.kind == "place" and inside.mention is not None:
        return inside.mention.name, unit.text
    return (org_name(unit, story) if unit.kind == "organisation" else unit.text), unit.text


def _office(filled: Filled, teller: Teller | None, story: Story) -> Office | None:
    """The office of the person who undertakes it, or who says so."""
    unit = filled.one("by")
    people = holders(unit, story) if unit is not None else []
    who = people[0] if people else (teller.who if teller is not None else None)
    return next((post.office for post in reversed(story.posts) if post.who == who and post.office.org), None)


def _of_office(office: Office) -> list[tuple[str, str]]:
    """The sides that an office stands for: whom it serves, and the State that a diplomat is sent to."""
    if office.org is None or office.serves not in TERRITORIAL:
        return []
    served = [(office.org, office.org_written or office.org)]
    return served + ([(office.receiving, office.receiving)] if office.receiving else [])


def _distinct(sides: Sequence[tuple[str, str]], most: int, story: Story) -> list[tuple[str, str]]:
    """The first sides of different States, each once."""
    found: dict[str, str] = {}
    for name, text in sides:
        if name not in found and not any(_same_state(name, other, story) for other in found):
            found[name] = text
    return list(found.items())[:most]


def _same_state(one: str, other: str, story: Story) -> bool:
    """Whether two places belong to one State, so that they are no two sides unless the text pairs them."""
    a, b = (_state(name, story) for name in (one, other))
    return a is not None and a == b


def _state(name: str, story: Story) -> str | None:
    found = story.gazetteer.by_name(name)
    state = story.gazetteer.state_of(found[0].id) if found else None
    return state.name if state is not None else None


def fields(tokens: Sequence[Token], words: Undertakings) -> tuple[str, ...]:
    """The sectors that a sentence names, in the order of the list."""
    return tuple(sector.id for sector in words.sector if has_phrase(tokens, sector.words))


def same_cooperation(a: Cooperation, b: Cooperation, one: Draft, other: Draft) -> bool:
    """Whether two drafts tell one cooperation: of the same sides, put alike, in adjoining sentences."""
    near = abs(one.sentence - other.sentence) <= 1
    return set(a.parties) == set(b.parties) and one.modality == other.modality and near
