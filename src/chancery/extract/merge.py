"""Within one document: drafts that tell one thing become one, the fuller and firmer one leading."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from chancery.extract import accords, ventures
from chancery.extract.draft import Draft
from chancery.extract.story import compatible
from chancery.model import ConsularDistrict, Engagement, Fact, Indicator, MissionEvent, Modality, Position

MEETINGS = frozenset(("meeting", "talks", "negotiations", "consultation"))
CEREMONIES = frozenset(("ceremony", "opening", "inauguration", "credentials", "award", "signing"))
HALF_TOLD = 2
"""Sentences between a meeting of one named person and the same meeting with its other side."""
DECIDED = frozenset((Modality.ORDERED, Modality.APPROVED))
GENERIC = frozenset(("diplomatic_mission", "consular_institution"))
CONSULATE = "consulate"
CONSULAR = ("consulate", "consulate_general")
PASSING = frozenset(("exists",))


def merged(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for each thing told, in the order of the text."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (not d.firm, d.passing, d.sentence, d.first)):
        for i, other in enumerate(kept):
            if _same(other, draft):
                kept[i] = _joined(other, draft)
                break
        else:
            kept.append(draft)
    return sorted(_with_officers(_without_groups(_without_passing(kept))), key=lambda d: (d.sentence, d.first, d.rule))


def _same_position(a: Position, b: Position) -> bool:
    if a.person != b.person or a.role != b.role or not _tenure(a.event, b.event):
        return False
    return compatible(a.org, b.org) and compatible(a.receiving, b.receiving)


def _tenure(one: str, other: str) -> bool:
    """Whether two events may be told of one tenure: a bare holding is told by any of them."""
    return one == other or "holds" in (one, other)


def _same_mission(a: MissionEvent, b: MissionEvent, one: Draft, other: Draft) -> bool:
    if not compatible(a.sending, b.sending) or not compatible(a.city, b.city):
        return False
    if a.mission_type != b.mission_type and not (a.city is not None and a.city == b.city and _one_class(a, b)):
        return False
    if not compatible(a.receiving, b.receiving) or one.several != other.several:
        return False
    if a.event == b.event:
        return not _apart(one, other, a.date, b.date)
    # a mention in passing ("the opening of the consulate") tells the stage that the story tells firmly elsewhere
    stages = {a.event, b.event}
    return (not (one.firm and other.firm) and stages <= {"opened", "operational", *_STAGES}) or (
        "opened" in stages and (one.passing or other.passing) and stages <= {"opened", *_WISHES}
    )


def _one_class(a: MissionEvent, b: MissionEvent) -> bool:
    """Whether one mission may be told under both classes: a general word, or "consulate" for one of its kinds."""
    kinds = {str(a.mission_type), str(b.mission_type)}
    return bool(kinds & GENERIC) or (CONSULATE in kinds and all(kind.endswith(CONSULAR) for kind in kinds))


def _apart(one: Draft, other: Draft, day: str | None, other_day: str | None) -> bool:
    """Whether one stage is told twice, as history and as what is to come: closed in 2012, and to be closed again."""
    history = (one.modality == Modality.BACKGROUND) != (other.modality == Modality.BACKGROUND)
    ahead = Modality.PLANNED in (one.modality, other.modality)
    return (history and ahead) or (bool(day and other_day) and str(day)[:4] != str(other_day)[:4])


_WISHES = ("planned", "announced", "proposed", "discussed")
_STAGES = (*_WISHES, "ordered", "approved")


def _same_district(a: ConsularDistrict, b: ConsularDistrict) -> bool:
    return a.op == b.op and a.mission == b.mission and (a.op != "covers" or bool(set(a.areas) & set(b.areas)))


def _same_engagement(a: Engagement, b: Engagement) -> bool:
    if _group(a.kind) != _group(b.kind) or not compatible(a.date, b.date):
        return False
    if a.title or b.title:
        return a.title == b.title
    if _group(a.kind) == "visit":
        return set(a.participants) == set(b.participants) and compatible(a.place, b.place)
    if _group(a.kind) == "ceremony":
        return compatible(a.place, b.place)
    if a.kind == "credentials" and 1 in (len(a.participants), len(b.participants)):
        return compatible(a.place, b.place)
    shared = set(a.participants) & set(b.participants)
    return len(shared) >= min(len(a.participants), len(b.participants), 2) and bool(shared)


def _half_told(one: Draft, other: Draft, a: Engagement, b: Engagement) -> bool:
    """Whether a meeting of one named person stands too far from one with others to be the same, half told."""
    alone = min(len(a.participants), len(b.participants)) == 1 and len(a.participants) != len(b.participants)
    return _group(a.kind) == "meeting" and alone and abs(one.sentence - other.sentence) > HALF_TOLD


def _group(kind: str) -> str:
    if kind in MEETINGS:
        return "meeting"
    return "ceremony" if kind in CEREMONIES and kind != "credentials" else kind


def _same_indicator(a: Indicator, b: Indicator, one: Draft, other: Draft) -> bool:
    same_words = one.sentence == other.sentence and one.start == other.start
    told = a.value is not None or a.change is not None
    return same_words or (told and a.metric == b.metric and _measure(a) == _measure(b))


def _measure(fact: Indicator) -> tuple[object, ...]:
    return (fact.value, fact.unit) if fact.value is not None else (fact.change,)


def _same(one: Draft, other: Draft) -> bool:
    """Whether two drafts tell one thing."""
    a, b = one.fact, other.fact
    if isinstance(a, Position) and isinstance(b, Position):
        return _same_position(a, b)
    if isinstance(a, MissionEvent) and isinstance(b, MissionEvent):
        return _same_mission(a, b, one, other)
    if isinstance(a, ConsularDistrict) and isinstance(b, ConsularDistrict):
        return _same_district(a, b)
    if isinstance(a, Engagement) and isinstance(b, Engagement):
        return _same_engagement(a, b) and not _half_told(one, other, a, b)
    if isinstance(a, Indicator) and isinstance(b, Indicator):
        return _same_indicator(a, b, one, other)
    return accords.same(one, other) or ventures.same(one, other)


def _joined(lead: Draft, other: Draft) -> Draft:
    """The leading draft with its gaps filled from the other."""
    fact = lead.fact
    values = {
        name: getattr(other.fact, name)
        for name in fact.__struct_fields__
        if getattr(fact, name) in (None, (), False) and getattr(other.fact, name) not in (None, (), False)
    }
    if isinstance(fact, Engagement) and isinstance(other.fact, Engagement):
        extra = [i for i, name in enumerate(other.fact.participants) if name not in fact.participants]
        values["participants"] = (*fact.participants, *(other.fact.participants[i] for i in extra))
        written = other.fact.participants_as_written
        values["participants_as_written"] = (
            *fact.participants_as_written,
            *(written[i] for i in extra if i < len(written)),
        )
    if isinstance(fact, MissionEvent) and isinstance(other.fact, MissionEvent):
        values["mission_type"] = _precise(fact.mission_type, other.fact.mission_type)
    if isinstance(fact, Position) and isinstance(other.fact, Position) and fact.event == "holds":
        values["event"] = other.fact.event
    if isinstance(fact, ConsularDistrict) and isinstance(other.fact, ConsularDistrict):
        values["areas"] = tuple(dict.fromkeys((*fact.areas, *other.fact.areas)))
    sentences = tuple(dict.fromkeys((*lead.extra, other.sentence)))
    modality = other.modality if values.get("event") and isinstance(fact, Position) else lead.modality
    return structs.replace(
        lead, fact=structs.replace(fact, **values), modality=modality, basis=lead.basis or other.basis, extra=sentences
    )


def _precise(kind: str, other: str) -> str:
    """The class that says more of two that one mission is told under."""
    vague = kind in GENERIC or (kind == CONSULATE and other not in GENERIC)
    return other if vague else kind


def _with_officers(drafts: list[Draft]) -> list[Draft]:
    """The only presentation of credentials with every officer of whom the document says that he presented them."""
    told = [i for i, d in enumerate(drafts) if isinstance(d.fact, Engagement) and d.fact.kind == "credentials"]
    officers = [d.fact for d in drafts if isinstance(d.fact, Position) and d.fact.event == "credentials"]
    held = [i for i in told if drafts[i].modality == Modality.COMPLETED]
    if len(held) != 1 or len(officers) < 2:
        return drafts
    fact = drafts[held[0]].fact
    assert isinstance(fact, Engagement)
    parties = dict(zip(fact.participants, fact.participants_as_written, strict=True))
    parties |= {each.person: each.as_written or each.person for each in officers if each.person not in parties}
    whole = structs.replace(fact, participants=tuple(parties), participants_as_written=tuple(parties.values()))
    return [structs.replace(d, fact=whole) if i == held[0] else d for i, d in enumerate(drafts)]


def _without_groups(drafts: list[Draft]) -> list[Draft]:
    """Of missions told as a group and then seat by seat only the seats, at the stage that the group was told at."""
    groups = [d for d in drafts if d.several and isinstance(d.fact, MissionEvent)]
    seated = [_of_group(draft, groups) for draft in drafts if draft not in groups]
    facts = [draft.fact for draft in seated if isinstance(draft.fact, MissionEvent)]
    return [
        *seated,
        *(g for g in groups if not any(_member(fact, g.fact) for fact in facts)),
    ]


def _member(fact: Fact, group: Fact) -> bool:
    """Whether a mission belongs to a group told without seats."""
    if not isinstance(fact, MissionEvent) or not isinstance(group, MissionEvent) or fact.event == "exists":
        return False
    if fact.sending != group.sending or (fact.event == "closed") != (group.event == "closed"):
        return False
    return fact.mission_type == group.mission_type or _one_class(fact, group)


def _of_group(draft: Draft, groups: Sequence[Draft]) -> Draft:
    """A planned seat of a group that the same or an earlier sentence orders, approves or announces is so, too."""
    fact = draft.fact
    if not isinstance(fact, MissionEvent) or fact.event != Modality.PLANNED:
        return draft
    for group in groups:
        whole = group.fact
        if isinstance(whole, MissionEvent) and whole.event in DECIDED and _member(fact, whole):
            stage = structs.replace(fact, event=whole.event)
            return structs.replace(draft, fact=stage, modality=group.modality, extra=(group.sentence, *draft.extra))
    return draft


def _without_passing(drafts: list[Draft]) -> list[Draft]:
    """Bare existence says nothing beside a stage of the same mission."""
    staged = [d.fact for d in drafts if isinstance(d.fact, MissionEvent) and d.fact.event not in PASSING]
    return [
        draft
        for draft in drafts
        if not (
            isinstance(draft.fact, MissionEvent)
            and draft.fact.event in PASSING
            and any(
                f.city == draft.fact.city
                and f.sending == draft.fact.sending
                and f.mission_type == draft.fact.mission_type
                for f in staged
            )
        )
    ]
