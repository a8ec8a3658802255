"""From an annotated document to its frames: every fact with the sentence that says it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import structs

from chancery.extract import accords, engagements, indicators, missions, ventures
from chancery.extract.districts import districts, meant
from chancery.extract.draft import Draft
from chancery.extract.merge import merged
from chancery.extract.offices import subject
from chancery.extract.owners import survey
from chancery.extract.positions import appointed, positions
from chancery.extract.scene import Scene, inner, scenes
from chancery.extract.story import Story, compatible
from chancery.gazetteer import Gazetteer
from chancery.grammar import View
from chancery.lang import Pack
from chancery.model import (
    Annotated,
    ConsularDistrict,
    DateBasis,
    Engagement,
    Evidence,
    Frame,
    Indicator,
    MissionEvent,
    Modality,
    Position,
)
from chancery.model.ledger import frame_id

QUOTE_MAX = 600


def frames(annotated: Annotated, pack: Pack, gazetteer: Gazetteer) -> tuple[Frame, ...]:
    """What the document states, in the order of the text."""
    seen = scenes(annotated, pack)
    story = Story(annotated, seen, pack, gazetteer)
    survey(seen, story)
    by_sentence = {scene.sentence.index: scene for scene in seen}
    groups = [tuple(by_sentence[view.sentence.index] for view in views) for views in story.paragraphs]
    drafts = merged([draft for group in groups for draft in _paragraph(group, story)])
    spoken = {index: teller.name for index, teller in story.tellers.items()}
    opening = _opening_day(drafts)
    finished = [_finished(draft, story, spoken.get(draft.sentence), opening) for draft in drafts]
    return tuple(_framed([draft for draft in finished if draft is not None], annotated))


def _paragraph(scenes: Sequence[Scene], story: Story) -> Iterator[Draft]:
    """The drafts of one paragraph: sentence by sentence, then what only its speakers make clear."""
    for scene in scenes:
        yield from drafted(scene, story)
    yield from ventures.drafts(scenes, story)


def drafted(scene: Scene, story: Story) -> Iterator[Draft]:
    """The drafts of one sentence; the story learns from it on the way."""
    view = scene.view
    story.view = view
    yield from positions(scene, story)
    story.subject = subject(view, story) or story.subject
    _tell_missions(view, story)
    previous = _last_day(story)
    for filled in scene.of("mission_event"):
        yield from missions.events(filled, view, story)
    yield from missions.named(view, story)
    for filled in scene.of("consular_district"):
        yield from districts(filled, view, story)
    for filled in scene.matches:
        if filled.match.hit.rule.frame == "consular_district" and filled.missing:
            yield from meant(filled, view, story)
    for filled in scene.of("position"):
        yield from appointed(filled, view, story)
    for filled in scene.of("engagement"):
        for draft in engagements.engagements(filled, view, story, previous):
            if isinstance(draft.fact, Engagement):
                _remember(draft.fact, draft.modality, story)
            yield draft
    yield from indicators.figures(scene, story)
    yield from accords.drafts(scene, story)
    story.note_places(unit for unit in view.units for unit in unit.within())


def _remember(fact: Engagement, modality: str, story: Story) -> None:
    """An engagement that later sentences may go on about."""
    story.engaged.append(fact)
    if modality == Modality.COMPLETED:
        story.days.append(fact.date or "")


def _tell_missions(view: View, story: Story) -> None:
    """Missions that are named in passing can be meant later on."""
    for unit in inner(view.units, "mission"):
        for seat in missions.seats(unit, story):
            if seat.explicit or seat.told.mission.city:
                story.tell(structs.replace(seat.told, sentence=view.sentence.index, start=unit.start))


def _last_day(story: Story) -> str:
    return next((day for day in reversed(story.days) if len(day) == 10), "")


def _opening_day(drafts: Sequence[Draft]) -> str | None:
    """The day on which the story's missions opened, where it tells just one."""
    days = {
        draft.fact.date
        for draft in drafts
        if isinstance(draft.fact, MissionEvent) and draft.fact.event == "opened" and draft.fact.date
    }
    return next(iter(days)) if len(days) == 1 else None


def _finished(draft: Draft, story: Story, speaker: str | None, opening: str | None) -> Draft | None:
    """The draft with what only the whole story tells; None where too little is known to be a fact."""
    fact = draft.fact
    if isinstance(fact, MissionEvent):
        return _finished_mission(draft, fact, story)
    if isinstance(fact, Position) and fact.org is None and _diplomatic(fact, story):
        owner = _only_sender(story)
        if owner is not None and owner != fact.receiving:
            return structs.replace(draft, fact=structs.replace(fact, org=owner, inferred=True))
    if isinstance(fact, Indicator) and speaker is not None:
        return structs.replace(draft, fact=structs.replace(fact, attributed_to=speaker), speaker=speaker)
    if isinstance(fact, ConsularDistrict) and fact.mission is not None and fact.mission.sending is None:
        return structs.replace(draft, fact=_owned_district(fact, story))
    if isinstance(fact, Engagement) and fact.kind == "ceremony":
        return _finished_ceremony(draft, fact, story, opening)
    return draft


def _finished_ceremony(draft: Draft, fact: Engagement, story: Story, opening: str | None) -> Draft:
    """A ceremony takes place where and when the story's mission opens, unless it says otherwise."""
    if fact.place is None:
        staged = [told for told in story.missions if told.mission.city and told.staged]
        opened = next(iter(staged or [told for told in story.missions if told.mission.city]), None)
        fact = structs.replace(fact, place=opened.mission.city if opened else None)
    if fact.date is None and opening is not None:
        return structs.replace(draft, fact=structs.replace(fact, date=opening), basis=DateBasis.CONTEXT)
    return structs.replace(draft, fact=fact)


def _finished_mission(draft: Draft, fact: MissionEvent, story: Story) -> Draft | None:
    if fact.city is None and fact.event != "exists" and not draft.several:
        told = story.mission(fact.mission_type, fact.sending, None, generic=False)
        city = told.mission.city if told is not None and told.mission.sending == fact.sending else None
        if city is not None and told is not None and compatible(fact.receiving, told.mission.receiving):
            fact = structs.replace(fact, city=city, receiving=fact.receiving or told.mission.receiving)
    if fact.sending is None:
        owner = _only_sender(story) or _only_other(story, fact.receiving)
        if owner is None or owner == fact.receiving:
            return None
        fact = structs.replace(fact, sending=owner, inferred=True)
    sender = story.gazetteer.by_name(fact.sending or "")
    code = sender[0].country if sender else None
    return structs.replace(draft, fact=structs.replace(fact, sending_code=code))


def _diplomatic(fact: Position, story: Story) -> bool:
    return any(role.id == fact.role and role.serves == "sending" for role in story.pack.roles.role)


def _only_sender(story: Story) -> str | None:
    """The only State that sends a mission in this document, if there is just one."""
    senders = {told.mission.sending for told in story.missions if told.mission.sending}
    if len(senders) == 1:
        return next(iter(senders))
    return None


def _owned_district(fact: ConsularDistrict, story: Story) -> ConsularDistrict:
    """The district with the State of its mission, where only one can be meant."""
    seat = next(iter(story.gazetteer.by_name(fact.mission.city or "")), None)
    host = story.gazetteer.state_of(seat.id) if seat is not None else None
    owner = _only_sender(story) or _only_other(story, host.name if host is not None else None)
    return structs.replace(fact, mission=structs.replace(fact.mission, sending=owner))


def _only_other(story: Story, receiving: str | None) -> str | None:
    """The only State that this document names beside the receiving one."""
    others = [name for name in story.states if name != receiving]
    return others[0] if receiving is not None and len(others) == 1 else None


def _framed(drafts: Sequence[Draft], annotated: Annotated) -> Iterator[Frame]:
    counts: Counter[tuple[str, str]] = Counter()
    for draft in drafts:
        evidence = tuple(_evidence(draft, annotated, index) for index in (draft.sentence, *draft.extra[:2]))
        kind = str(draft.fact.__struct_config__.tag)
        quote = evidence[0].quote
        n = counts[kind, quote]
        counts[kind, quote] += 1
        yield Frame(
            id=frame_id(annotated.document.key, kind, quote, n),
            fact=draft.fact,
            modality=str(draft.modality),
            evidence=tuple(dict.fromkeys(evidence)),
            rule=draft.rule,
            confidence=max(0.05, min(1.0, draft.confidence)),
            polarity=draft.polarity,
            speaker=draft.speaker,
            date_basis=draft.basis,
            trigger=n,
        )


def _evidence(draft: Draft, annotated: Annotated, index: int) -> Evidence:
    sentence = annotated.sentences[index]
    start, stop = sentence.start, sentence.stop
    if stop - start > QUOTE_MAX:
        start, stop = _window(draft, annotated, index)
    return Evidence(start, stop, annotated.document.text[start:stop], index)


def _window(draft: Draft, annotated: Annotated, index: int) -> tuple[int, int]:
    """At most `QUOTE_MAX` characters of a long sentence around the words that a draft stands on, cut between tokens."""
    sentence = annotated.sentences[index]
    middle = draft.start if sentence.start <= draft.start < sentence.stop else sentence.start
    low = max(sentence.start, middle - QUOTE_MAX // 2)
    tokens = [t for t in sentence.tokens if t.start >= low and t.stop <= low + QUOTE_MAX]
    return (tokens[0].start, tokens[-1].stop) if tokens else (low, min(sentence.stop, low + QUOTE_MAX))
