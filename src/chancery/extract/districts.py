"""Consular districts: what a post covers, what is added to it and taken from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from chancery.extract.dates import dated
from chancery.extract.draft import Draft
from chancery.extract.missions import seats
from chancery.extract.story import Story, Told
from chancery.grammar import Filled, Unit, View
from chancery.model import ConsularDistrict, MissionRef, Modality, Quantity

GROUPS = ("federal_district", "historical", "area")
AREAS = frozenset(("region", "federal_district", "historical"))


def districts(filled: Filled, view: View, story: Story) -> Iterator[Draft]:
    """The district facts of one match: the mission's own, and those told after it without a verb of their own."""
    told = _mission(filled, view, story)
    areas = [unit for unit in filled.all("areas") if unit.mention is not None and not _is_seat(unit, told)]
    others = list(_gapped(filled, view, story)) if filled.match.hit.rule.value("op") == "covers" else []
    taken = {unit.first for _, listed in others for unit in listed}
    own = [unit for unit in areas if unit.first not in taken]
    for mission, listed in ((told, own), *others):
        if mission is not None and mission.mission.city and listed:
            yield _draft(mission, listed, filled, view, story)


def meant(filled: Filled, view: View, story: Story) -> Iterator[Draft]:
    """The district fact of a match whose areas are those told last: "these regions were excluded from ..."."""
    if filled.missing != "areas" or not story.areas:
        return
    areas = _said_back(view, story)
    told = _mission(filled, view, story) if areas else None
    if told is not None and filled.one("mission") is not None:
        yield _draft(told, areas, filled, view, story)


def _said_back(view: View, story: Story) -> Sequence[Unit]:
    """The areas that a noun in the plural points back to: those told last ("these regions"), or as many of them as it
    says ("the two provinces")."""
    nouns = story.pack.places.back_areas
    for at, (before, token) in enumerate(pairwise(view.tokens)):
        if token.lemma in nouns and token.number == "Plur" and before.pos in ("DET", "NUM"):
            told = [unit.mention.value for unit in view.units if unit.first == at and unit.mention is not None]
            counts = [one.value for one in told if isinstance(one, Quantity) and isinstance(one.value, float | int)]
            return story.areas[-max(1, int(counts[0])) :] if counts else story.areas
    return ()


def _draft(told: Told, areas: Sequence[Unit], filled: Filled, view: View, story: Story) -> Draft:
    hit = filled.match.hit
    listed = [unit for unit in areas if not unit.labels & set(GROUPS)] or list(areas)
    group = next((unit.mention.name for unit in areas if unit not in listed and unit.mention is not None), None)
    judgement = story.judge.judged(view, hit)
    when = dated(view, hit, "")
    covers = hit.rule.value("op", "covers") == "covers"
    ongoing = judgement.modality == Modality.COMPLETED and covers
    ref = told.mission
    story.areas = tuple(listed)
    return Draft(
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
        modality=Modality.ONGOING if ongoing else judgement.modality,
        why=judgement.why,
        sentence=view.sentence.index,
        first=hit.first,
        start=areas[0].start,
        stop=areas[-1].stop,
        rule=hit.rule.id,
        confidence=round(0.9 * filled.score, 2),
        basis=when.basis if when.edtf else None,
    )


def _gapped(filled: Filled, view: View, story: Story) -> Iterator[tuple[Told, list[Unit]]]:
    """Missions with their areas where the verb is left out: "A covers X, that in B - Y"."""
    main = filled.one("mission")
    start = max([filled.match.hit.last, *(unit.last for unit in filled.all("areas")[:1])])
    rest = [unit for unit in view.units if unit.first >= start]
    heads = [i for i, unit in enumerate(rest) if unit.kind == "mission" and unit is not main and unit.all("seat")]
    for at, after in pairwise([*heads, len(rest)]):
        listed = [unit for unit in rest[at + 1 : after] if unit.kind == "place" and unit.labels & AREAS]
        verbs = view.tokens[rest[at].last : listed[0].first] if listed else ()
        seat = next(iter(seats(rest[at], story)), None)
        if listed and seat is not None and not any(token.form == "Fin" for token in verbs):
            yield seat.told, listed


def _mission(filled: Filled, view: View, story: Story) -> Told | None:
    unit = filled.one("mission")
    if unit is not None and any(u.last == unit.first and _names_another(u) for u in view.units):
        return None
    if unit is not None:
        found = next(iter(seats(unit, story)), None)
        if found is not None and found.told.mission.city and found.told.mission.sending:
            return found.told
    beside = next((u for u in view.units if u.first == filled.match.hit.last and _is_adjective(u)), None)
    if beside is not None and beside.mention is not None:  # "the district of the Kazan one"
        return story.mission("", None, beside.mention.name, generic=True)
    return story.topic()


def _names_another(unit: Unit) -> bool:
    """Whether an adjective before a mission tells it by a land that is neither its State nor its seat."""
    return unit.kind == "place" and "adjective" in unit.labels and not unit.labels & {"state", "city"}


def _is_adjective(unit: Unit) -> bool:
    return unit.kind == "place" and {"city", "adjective"} <= unit.labels


def _is_seat(unit: Unit, told: Told | None) -> bool:
    """Whether the place is the mission's own seat or receiving State rather than part of its district."""
    if told is None or unit.mention is None:
        return False
    return unit.mention.name in (told.mission.city, told.mission.receiving, told.mission.sending)
