"""Consular districts: what a post covers, what is added to it and taken from it."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.dates import dated
from chancery.extract.draft import Draft
from chancery.extract.missions import seats
from chancery.extract.story import Story, Told
from chancery.grammar import Filled, Unit, View
from chancery.model import ConsularDistrict, MissionRef, Modality

GROUPS = ("federal_district", "historical", "area")


def districts(filled: Filled, view: View, story: Story) -> Iterator[Draft]:
    """The district facts of one match; none where no mission can be meant."""
    hit = filled.match.hit
    told = _mission(filled, story)
    areas = [unit for unit in filled.all("areas") if unit.mention is not None and not _is_seat(unit, told, filled)]
    if told is None or not areas:
        return
    listed = [unit for unit in areas if not unit.labels & set(GROUPS)] or areas
    group = next((unit.mention.name for unit in areas if unit not in listed and unit.mention is not None), None)
    judgement = story.judge.judged(view, hit)
    when = dated(view, hit, "")
    modality = (
        Modality.ONGOING
        if judgement.modality == Modality.COMPLETED and hit.rule.value("op") == "covers"
        else judgement.modality
    )
    ref = told.mission
    yield Draft(
        fact=ConsularDistrict(
            mission=MissionRef(sending=ref.sending, mission_type=ref.mission_type, city=ref.city),
            op=hit.rule.value("op", "covers"),
            areas=tuple(dict.fromkeys(unit.mention.name for unit in listed if unit.mention is not None)),
            areas_as_written=tuple(unit.text for unit in listed),
            area_codes=tuple(
                code for unit in listed if unit.mention is not None and (code := story.place(unit.mention).code)
            ),
            areas_group=group,
            date=when.edtf or None,
        ),
        modality=modality,
        why=judgement.why,
        sentence=view.sentence.index,
        first=hit.first,
        start=areas[0].start,
        stop=areas[-1].stop,
        rule=hit.rule.id,
        confidence=round(0.9 * filled.score, 2),
        basis=when.basis if when.edtf else None,
    )


def _mission(filled: Filled, story: Story) -> Told | None:
    unit = filled.one("mission")
    if unit is not None:
        found = next(iter(seats(unit, story)), None)
        if found is not None and found.told.mission.city and found.told.mission.sending:
            return found.told
    return story.topic()


def _is_seat(unit: Unit, told: Told | None, filled: Filled) -> bool:
    """Whether the place is the mission's own seat or receiving State rather than part of its district."""
    if told is None or unit.mention is None:
        return False
    return unit.mention.name in (told.mission.city, told.mission.receiving, told.mission.sending)
