"""Dossiers: everything known of a State, region, city, person, institution or mission as of a day."""

from __future__ import annotations

from msgspec import structs

from chancery.errors import GazetteerError
from chancery.gazetteer import Place, gazetteer
from chancery.model import Indicator, MissionEvent, MissionRef
from chancery.record import MergedFact
from chancery.run import queries
from chancery.run.queries import MissionRow
from chancery.run.queries.topics import is_promised
from chancery.serve.web import names
from chancery.serve.web.grids import Cell, Grid, fact_grid, fact_grids, kind_of, mission_grid, mixed_grid
from chancery.serve.web.listings import PLANNED, office_grids
from chancery.serve.web.names import Subject
from chancery.serve.web.page import Asked, Fact, Page, Picture
from chancery.serve.web.pictures import sparklines, timeline
from chancery.serve.web.worldmap import mission_map

ORDER = ("engagement", "agreement", "cooperation", "project", "indicator", "statement", "institution", "function")
APART = frozenset(("position", "mission_event", "consular_district"))
"""Types that a dossier of a place shows in grids of their own."""


def state(asked: Asked, slug: str) -> Page | None:
    """The dossier of a State or territory, by its ISO code."""
    return _of_place(asked, slug, "state")


def region(asked: Asked, slug: str) -> Page | None:
    """The dossier of a region or another area, by its ISO 3166-2 code."""
    return _of_place(asked, slug, "region")


def city(asked: Asked, slug: str) -> Page | None:
    """The dossier of a city."""
    return _of_place(asked, slug, "city")


def _of_place(asked: Asked, slug: str, kind: str) -> Page | None:
    try:
        place = gazetteer().place(slug)
    except GazetteerError:
        return None
    subject = names.of_place(place)
    if subject.kind != kind:
        return None
    facts = asked.shelf.about((place.name,))
    rows = queries.missions(asked.record, as_of=asked.as_of)
    own = [row for row in rows if place.name in (row.sending, row.receiving, row.city)]
    served = [] if kind == "state" else queries.missions(asked.record, serving=place.name, as_of=asked.as_of)
    served = [row for row in served if row not in own]
    drawn = mission_map([*own, *served], asked, around=place)
    words = asked.words
    grids = [
        *_missions(served, asked, "served", words.page("served_by")),
        *_missions(
            [row for row in own if row.sending == place.name], asked, "abroad", words.page("missions_abroad"), "sending"
        ),
        *_missions([row for row in own if row.sending != place.name], asked, "here", words.page("missions_here")),
        *office_grids(asked, lambda row: place.name in (row.org, row.place)),
    ]
    return _dossier(asked, subject, facts, grids, [drawn] if drawn else [], _lies_in(place, asked))


def _lies_in(place: Place, asked: Asked) -> tuple[Fact, ...]:
    parents = tuple(asked.teller.name(parent.name) for parent in gazetteer().chain(place.id)[1:])
    return (Fact(asked.words.page("lies_in"), parents),) if parents else ()


def _missions(rows: list[MissionRow], asked: Asked, id: str, title: str, but: str = "") -> list[Grid]:
    """Missions as a grid, if there are any; the column `but` would say the same in each row."""
    grids = [mission_grid(rows, asked.teller, id=id, title=title)] if rows else []
    return [structs.replace(grid, columns=tuple(column for column in grid.columns if column != but)) for grid in grids]


def person(asked: Asked, slug: str) -> Page | None:
    """The dossier of a person."""
    name = asked.whole.by_slug.get(slug)
    if name is None:
        return None
    called = asked.whole.names_of(name)
    facts = asked.shelf.about(called)
    others = tuple(Cell(other, other) for other in called[1:])
    summary = (Fact(asked.words.page("also_called"), others),) if others else ()
    grids = office_grids(asked, lambda row: row.person in called)
    return _dossier(asked, names.of_person(name), facts, grids, [], summary)


def institution(asked: Asked, slug: str) -> Page | None:
    """The dossier of a body."""
    name = asked.whole.by_slug.get(slug)
    if name is None:
        return None
    facts = asked.shelf.about((name,))
    grids = office_grids(asked, lambda row: row.org == name)
    return _dossier(asked, names.of_institution(name), facts, grids, [])


def mission(asked: Asked, slug: str) -> Page | None:
    """The dossier of a mission: its stages, head, district and functions."""
    parts = slug.split("/", 2)
    if len(parts) != 3:
        return None
    rows = [
        row
        for row in queries.missions(asked.record, as_of=asked.as_of)
        if (names.slug(row.sending or ""), row.mission_type, names.slug(row.city or row.receiving or ""))
        == tuple(parts)
    ]
    if not rows:
        return None
    row = rows[0]
    subject = names.of_mission(row.sending or "", row.mission_type, row.city or row.receiving or "")
    facts = [fact for fact in asked.shelf.facts if fact.id in row.evidence or _concerns(fact, row)]
    drawn = mission_map([row], asked)
    grids = [
        *_missions([row], asked, "mission", asked.words.page("as_it_stands")),
        *(
            fact_grid(kind, chosen, asked.teller)
            for kind in ("mission_event", "consular_district", "position")
            if (chosen := [fact for fact in facts if kind_of(fact) == kind])
        ),
    ]
    return _dossier(asked, subject, facts, grids, [drawn] if drawn else [])


def _concerns(fact: MergedFact, row: MissionRow) -> bool:
    """Whether a fact names this mission."""
    payload = fact.fact
    ref = getattr(payload, "mission", None)
    if isinstance(payload, MissionEvent):
        ref = MissionRef(payload.sending, payload.mission_type, payload.city, payload.receiving)
    if not isinstance(ref, MissionRef):
        return False
    seat = ref.city == row.city if row.city else ref.receiving == row.receiving and ref.city is None
    return seat and (ref.sending, ref.mission_type) == (row.sending, row.mission_type)


def _dossier(
    asked: Asked,
    subject: Subject,
    facts: list[MergedFact],
    grids: list[Grid],
    pictures: list[Picture],
    summary: tuple[Fact, ...] = (),
) -> Page:
    """The parts that every dossier has, after its own."""
    words = asked.words
    apart = APART if grids else frozenset[str]()
    said = [fact for fact in facts if kind_of(fact) not in apart]
    promised = [fact for fact in said if is_promised(fact.fact, fact.modality)]
    planned = [fact for fact in said if fact not in promised and fact.modality in PLANNED]
    rest = [fact for fact in said if fact not in promised and fact not in planned]
    figures = [fact for fact in facts if isinstance(fact.fact, Indicator)]
    drawn = [*pictures, *filter(None, [timeline(facts, asked)]), *sparklines(figures, asked)]
    ahead = ((planned, "planned"), (promised, "commitments"))
    coming = [mixed_grid(some, asked.teller, id=id, title=words.page(id)) for some, id in ahead if some]
    return Page(
        title_of(subject, asked),
        kind=words.page(f"kind_{subject.kind}"),
        summary=summary,
        pictures=tuple(drawn),
        grids=(*grids, *coming, *fact_grids(rest, asked.teller, order=ORDER)),
        empty="" if facts or grids else words.page("dossier_empty"),
    )


def title_of(subject: Subject, asked: Asked) -> str:
    """A subject as a heading names it."""
    written = asked.teller.written
    if subject.kind != "mission":
        return written(subject.name)
    sending, kind, _ = subject.slug.split("/", 2)
    sender = asked.whole.by_slug.get(sending, sending)
    return asked.words.page(
        "mission_title",
        mission=asked.words.label("mission_type", kind),
        sending=written(sender),
        seat=written(subject.name),
    )
