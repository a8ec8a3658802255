"""Projects and institutions: single things that are to be built or opened, or that stand. Statements and cooperation
come from their own modules and are told here, when a paragraph ends: only then are its offices and speakers known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancery.extract.cooperation import cooperation, fields, parties, same_cooperation, speaker, undertakings
from chancery.extract.draft import Draft, of_match
from chancery.extract.modality import Judged
from chancery.extract.offices import holders
from chancery.extract.periods import day
from chancery.extract.scene import Scene
from chancery.extract.speech import passages
from chancery.extract.statements import statements
from chancery.extract.story import Story, Teller
from chancery.extract.things import DONE, Done, Thing, done, places, things
from chancery.grammar import Filled, View
from chancery.model import Cooperation, Institution, Modality, Project, Quantity, Statement, Token, ZoneKind, written

PRICED = 12
TOLD = frozenset((Modality.DENIED, Modality.CANCELLED))
SCHOOLED = frozenset(("cultural_centre", "school", "trade_house"))
"""Kinds of institution that somebody's proposal makes a project too."""


def drafts(scenes: Sequence[Scene], story: Story) -> Iterator[Draft]:
    """The cooperation, projects, institutions and statements that a paragraph tells."""
    told = passages(tuple(scene.view for scene in scenes), story)
    story.tellers |= {sentence.index: passage.teller for passage in told for sentence in passage.sentences}
    body = [scene for scene in scenes if scene.sentence.zone != ZoneKind.TITLE]
    yield from statements(told, {scene.sentence.index for scene in body}, story)
    for scene in body:
        yield from cooperation(scene, story)
        yield from works(scene, story)


def works(scene: Scene, story: Story) -> Iterator[Draft]:
    """The projects and institutions of a sentence."""
    view, words = scene.view, undertakings(story.pack.code)
    found = things(scene, story, words)
    for one in found:
        act = done(one, found, view, story, words)
        if act is not None and act.judged.modality in TOLD:
            continue
        if one.kind and (act is not None or (one.proper and one.kind != "organisation")):
            yield institution(one, act, view)
        if act is not None and (draft := project(one, act, view, story)) is not None:
            yield draft


def institution(one: Thing, act: Done | None, view: View) -> Draft:
    """An institution that a sentence names, with the cities and States beside it."""
    judged = act.judged if act is not None else Judged(Modality.ONGOING, "named as standing", False)
    event = "exists" if judged.modality == Modality.ONGOING else "opened" if judged.modality in DONE else "planned"
    return Draft(
        fact=Institution(name=one.name, kind=one.kind, places=places(view, one), event=event),
        modality=judged.modality,
        why=judged.why,
        sentence=view.sentence.index,
        first=one.first,
        start=view.tokens[one.first].start,
        stop=view.tokens[one.last - 1].stop,
        rule=one.filled.match.hit.rule.id,
        confidence=0.7,
        firm=act is not None,
    )


def project(one: Thing, act: Done, view: View, story: Story) -> Draft | None:
    """A thing that is to be built, opened or run; none where nothing but its class is said."""
    words, filled = undertakings(story.pack.code), one.filled
    if act.act.modality == Modality.ONGOING:
        return None
    teller, place = speaker(view, story), filled.one("place")
    proposer = _proposer(filled, teller, story)
    if one.kind and (one.kind not in SCHOOLED or proposer is None or act.judged.modality in (*DONE, Modality.ONGOING)):
        return None
    sides = tuple(name for name, _ in parties(filled, view, story, teller))
    if not one.proper and one.last - one.first < 2 and place is None:
        return None
    if len(sides) < 2 and place is None and proposer is None:
        return None
    found = fields(view.tokens[one.first : one.last], words) or fields(view.tokens, words)
    return of_match(
        Project(
            title=title(view.tokens, act, one),
            place=place.mention.name if place is not None and place.mention is not None else None,
            parties=sides,
            proposer=proposer if act.judged.modality not in (*DONE, Modality.ONGOING) else None,
            sector=found[0] if found else None,
            amount=_amount(one, view),
            date=day(one.first, view),
        ),
        filled,
        view,
        modality=act.judged.modality,
        why=act.judged.why,
        weight=0.7,
        firm=act.judged.firm,
        speaker=teller.name if teller is not None else None,
    )


def _proposer(filled: Filled, teller: Teller | None, story: Story) -> str | None:
    """Who proposes or promises it: the speaker, else the subject of the sentence."""
    unit = filled.one("by")
    people = holders(unit, story) if unit is not None else []
    return teller.name if teller is not None else people[0].name.latin if people else None


def _amount(one: Thing, view: View) -> float | None:
    """What the thing costs: the sum of money nearest behind its name, else before it."""
    best: tuple[int, float] | None = None
    for unit in view.units:
        value = unit.mention.value if unit.mention is not None else None
        if isinstance(value, Quantity) and value.unit.isupper() and not isinstance(value.value, tuple):
            gap = unit.first - one.last if unit.first >= one.first else one.first - unit.last + PRICED // 2
            if gap <= PRICED and (best is None or gap < best[0]):
                best = gap, value.value
    return best[1] if best is not None else None


def title(tokens: Sequence[Token], act: Done, one: Thing) -> str:
    """What is to be done: from the noun that says so ("creation of ..."), else the thing itself, as far as can be told
    without declining it in the nominative."""
    head = tokens[act.first]
    if head.pos == "NOUN" and act.last <= one.first:
        lemma = head.lemma.capitalize() if head.text[:1].isupper() else head.lemma
        first = head.text if head.case in ("", "Nom") else lemma
        return f"{first} {written(tokens[act.first + 1 : one.last])}"
    return written(tokens[one.first : one.last])


def same(one: Draft, other: Draft) -> bool:
    """Whether two drafts of this module's kinds tell one thing."""
    a, b = one.fact, other.fact
    if isinstance(a, Cooperation) and isinstance(b, Cooperation):
        return same_cooperation(a, b, one, other)
    if isinstance(a, Institution) and isinstance(b, Institution):
        return a.kind == b.kind and a.event == b.event and _alike(a.name, b.name)
    if isinstance(a, Project) and isinstance(b, Project):
        return (one.sentence == other.sentence and _overlap(one, other)) or _alike(a.title, b.title)
    if isinstance(a, Statement) and isinstance(b, Statement):
        return a.speaker == b.speaker and a.text == b.text
    return False


def _overlap(one: Draft, other: Draft) -> bool:
    return one.start < other.stop and other.start < one.stop


def _alike(one: str, other: str) -> bool:
    """Whether two titles agree in the beginnings of their words, as inflected ones do."""
    a, b = (tuple(word[:5].lower() for word in name.split()) for name in (one, other))
    return a == b
