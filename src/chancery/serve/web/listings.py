"""Pages that list: the first page, search, missions, kinds of fact, commitments, indicators, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from chancery.gazetteer import gazetteer
from chancery.model import Indicator, Modality
from chancery.record import FactQuery, MergedFact, SearchHit
from chancery.run import queries
from chancery.run.queries import OfficeRow
from chancery.run.queries.sides import ENDED
from chancery.run.queries.topics import AHEAD, is_promised
from chancery.serve.tables import hit_cells
from chancery.serve.web import names
from chancery.serve.web.grids import (
    Cell,
    Grid,
    Row,
    fact_grid,
    fact_grids,
    kind_of,
    mission_grid,
    mixed_grid,
    office_grid,
)
from chancery.serve.web.names import Subject
from chancery.serve.web.page import Asked, Fact, Page
from chancery.serve.web.pictures import sparklines
from chancery.serve.web.speech import count_text, date_text
from chancery.serve.web.worldmap import mission_map
from chancery.text.forms import fold
from chancery.text.when import bounds

NEWEST = 12
HITS = 40
MOST = 400
"""Rows of one grid that a page shows; its note says when there are more."""

PLANNED = AHEAD | {Modality.ORDERED, Modality.APPROVED, Modality.TARGET}
"""How a text puts what is to come, promised or not."""


def home(asked: Asked) -> Page:
    """How much there is, what is new and what is coming."""
    words, shelf = asked.words, asked.shelf
    counts = asked.record.counts()
    numbers = (
        ("documents", counts.documents, "/sources"),
        ("facts", len(shelf.facts), "/search"),
        ("people", len(shelf.people), "/people"),
        ("missions", len(queries.missions(asked.record, as_of=asked.as_of)), "/missions"),
    )
    summary = tuple(
        Fact(words.page(key), (Cell(str(number), count_text(number, words), asked.link(path)),))
        for key, number, path in numbers
    )
    newest = sorted(shelf.facts, key=lambda fact: (fact.last_published or "", fact.id), reverse=True)
    awaited = coming(asked)
    grids = (
        mixed_grid(awaited[:NEWEST], asked.teller, id="coming", title=words.page("coming"), total=len(awaited)),
        mixed_grid(newest[:NEWEST], asked.teller, id="newest", title=words.page("newest"), total=len(newest)),
    )
    return Page(words.page("home_title"), summary=summary, grids=tuple(grid for grid in grids if grid.rows))


def coming(asked: Asked) -> list[MergedFact]:
    """What is to happen after the day asked for (or today), the soonest first."""
    dated = ((_until(fact), fact) for fact in asked.known if fact.modality in PLANNED)
    return [fact for until, fact in sorted(dated, key=lambda pair: (pair[0], pair[1].id)) if until > asked.last_day]


def _until(fact: MergedFact) -> str:
    """The last day on which a fact may come true, empty where none is said."""
    said = getattr(fact.fact, "date", None) or getattr(fact.fact, "period", None)
    return bounds(said)[1] if said else ""


def search(asked: Asked) -> Page:
    """Who and what bears a name, and the documents that hold the words, in either script and any form."""
    words, sought = asked.words, asked.given.get("q", "").strip()
    kind = asked.given.get("type", "")
    form = {"q": sought, "type": kind}
    if not sought:
        return Page(words.page("search"), form=form, lead=words.page("search_lead"))
    grids = [_subjects(asked, sought), _documents(asked, asked.record.search(sought, limit=HITS))]
    types = frozenset((kind,)) if kind in words.labels["type"] else frozenset[str]()
    facts = asked.record.facts(FactQuery(types=types, about=sought, as_of=asked.as_of, limit=MOST))
    grids += fact_grids(facts, asked.teller)
    grids = [grid for grid in grids if grid.rows]
    return Page(
        words.page("search_title", words=sought),
        form=form,
        grids=tuple(grids),
        empty="" if grids else words.page("search_empty"),
    )


def _subjects(asked: Asked, sought: str) -> Grid:
    teller = asked.teller
    rows = tuple(
        {
            "title": (Cell(subject.name, teller.written(subject.name), asked.link(subject.path)),),
            "kind": teller.plain(subject.kind, asked.words.page(f"kind_{subject.kind}")),
            "facts": teller.plain(str(len(asked.shelf.by_name.get(subject.name, ())))),
        }
        for subject in matching(asked, sought)
    )
    columns = ("title", "kind", "facts")
    return Grid("subjects", asked.words.page("subjects"), columns, columns, rows, total=len(rows))


def matching(asked: Asked, sought: str) -> list[Subject]:
    """The people, places and bodies of the record that bear a name of which these are words, in any script."""
    shelf, wanted = asked.shelf, fold(sought).split()
    meant = {place.name for place in gazetteer().by_name(sought)}
    found = [
        name for name in shelf.by_name if name in meant or _bears((name, *shelf.people.get(name, {}).values()), wanted)
    ]
    found.sort(key=lambda name: (name not in meant, -len(shelf.by_name[name]), name))
    return [subject for name in found[:HITS] if (subject := shelf.subject(name))]


def _bears(forms: Iterable[str], wanted: list[str]) -> bool:
    """Whether one of these forms of a name has a word that begins with each word wanted."""
    return any(all(any(part.startswith(word) for part in fold(form).split()) for word in wanted) for form in forms)


def _documents(asked: Asked, hits: list[SearchHit]) -> Grid:
    teller = asked.teller

    def row(hit: SearchHit) -> Row:
        cells = hit_cells(hit)
        there = names.address("/document", key=hit.document, start=str(hit.start), end=str(hit.end))
        return {
            "document": (Cell(hit.document, cells["document"], f"{asked.link(there)}#mark"),),
            "date": teller.plain(hit.published or "", date_text(hit.published, asked.words)),
            "quote": teller.plain(hit.snippet),
        }

    rows = tuple(row(hit) for hit in hits if not asked.as_of or (hit.published or "") <= bounds(asked.as_of)[1])
    columns = ("document", "date", "quote")
    return Grid("documents", asked.words.page("documents"), columns, columns, rows, total=len(rows))


def missions(asked: Asked) -> Page:
    """Missions on a map and as a table; those that serve a place, those of a State, those in one."""
    given = {key: asked.given.get(key, "").strip() for key in ("sending", "receiving", "serving")}
    rows = queries.missions(asked.record, **{key: value or None for key, value in given.items()}, as_of=asked.as_of)
    words = asked.words
    drawn = mission_map(rows, asked)
    return Page(
        words.page("missions"),
        lead=words.page("missions_lead"),
        pictures=(drawn,) if drawn else (),
        grids=(mission_grid(rows, asked.teller),) if rows else (),
        form=given,
        empty="" if rows else words.page("missions_empty"),
    )


def listing(kind: str) -> Callable[[Asked], Page]:
    """A page that lists the facts of one type."""

    def page(asked: Asked) -> Page:
        facts = [fact for fact in asked.shelf.facts if kind_of(fact) == kind]
        facts.sort(key=_latest, reverse=True)
        grid = fact_grid(kind, facts[:MOST], asked.teller, total=len(facts))
        title = asked.words.titles[kind]
        return Page(title, grids=(grid,) if facts else (), empty="" if facts else asked.words.page("empty"))

    return page


def _latest(fact: MergedFact) -> tuple[str, str, str]:
    said = getattr(fact.fact, "date", None) or ""
    return bounds(said)[0] if said else fact.last_published or "", fact.last_published or "", fact.id


def people(asked: Asked) -> Page:
    """Who holds which office, and who held it before."""
    grids = office_grids(asked, lambda row: True)
    return Page(asked.words.page("people"), grids=tuple(grids), empty="" if grids else asked.words.page("empty"))


def office_grids(asked: Asked, wanted: Callable[[OfficeRow], bool]) -> list[Grid]:
    """Who is who now, and who was before, each in a grid."""
    rows = [row for row in queries.offices(asked.record, as_of=asked.as_of, with_former=True) if wanted(row)]
    now, before = ([row for row in rows if (row.event in ENDED) is ended] for ended in (False, True))
    named = ((now, "offices", "who_is_who"), (before, "before", "who_was_who"))
    return [office_grid(some, asked.teller, id=id, title=asked.words.page(title)) for some, id, title in named if some]


def commitments(asked: Asked) -> Page:
    """What somebody undertook or what was agreed, and no text calls done or begun."""
    found = [fact for fact in asked.known if is_promised(fact.fact, fact.modality)]
    found.sort(key=lambda fact: (fact.last_published or "", fact.id), reverse=True)
    words = asked.words
    grid = mixed_grid(found[:MOST], asked.teller, id="commitments", title=words.page("commitments"), total=len(found))
    return Page(
        words.page("commitments"),
        lead=words.page("commitments_lead"),
        grids=(grid,) if found else (),
        empty="" if found else words.page("empty"),
    )


def indicators(asked: Asked) -> Page:
    """Figures, each metric that has several drawn through time."""
    metric = asked.given.get("metric", "")
    facts = [
        fact
        for fact in asked.shelf.facts
        if isinstance(fact.fact, Indicator) and (not metric or fact.fact.metric == metric)
    ]
    facts.sort(key=_latest, reverse=True)
    words = asked.words
    grid = fact_grid("indicator", facts[:MOST], asked.teller, total=len(facts))
    return Page(
        words.label("metric", metric) if metric else words.titles["indicator"],
        kind=words.titles["indicator"] if metric else "",
        pictures=tuple(sparklines(facts, asked)),
        grids=(grid,) if facts else (),
        form={"metric": metric},
        empty="" if facts else words.page("empty"),
    )


def sources(asked: Asked) -> Page:
    """Every document, with its date, language and number of facts; and what was refused, with the reason."""
    teller, words = asked.teller, asked.words
    last = bounds(asked.as_of)[1] if asked.as_of else "9999"
    rows = []
    for each in asked.record.documents_facts():
        if (each.published or "") > last:
            continue
        shown = each.title or each.file or each.url or each.key
        rows.append(
            {
                "document": (Cell(each.key, shown, asked.link(names.address("/document", key=each.key))),),
                "published": teller.plain(each.published or "", date_text(each.published, words)),
                "name": teller.plain(each.lang or ""),
                "facts": teller.plain(str(len(each.frames)), count_text(len(each.frames), words)),
            }
        )
    rows.reverse()
    columns = ("document", "published", "name", "facts")
    grids = [Grid("documents", words.page("documents"), columns, columns, tuple(rows), total=len(rows))]
    refused = [
        {
            "document": teller.plain(each.key),
            "reason": teller.plain(str(each.reason), words.label("reason", each.reason)),
            "message": teller.plain(each.message),
            "count": teller.plain(str(each.times)),
        }
        for each in asked.record.refusals()
    ]
    if refused:
        columns = ("document", "reason", "message", "count")
        grids.append(Grid("refused", words.titles["refused"], columns, columns, tuple(refused), total=len(refused)))
    return Page(words.page("sources"), grids=tuple(grid for grid in grids if grid.rows))
