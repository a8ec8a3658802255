"""What a page is before it is drawn: the same for HTML, JSON and CSV. And what a page is asked with."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from chancery.record import MergedFact, Record
from chancery.serve.catalog import Catalog
from chancery.serve.web.grids import Cell, Grid, Teller
from chancery.serve.web.names import address
from chancery.serve.web.shelf import Shelf
from chancery.text.when import bounds


class Asked(Struct, frozen=True):
    """One request: the open record, the facts that count, the words, what is asked and today's day.

    `whole` holds the facts of every day; `path` is the page's own address without a format; `given` its query without
    the language.
    """

    record: Record
    shelf: Shelf
    whole: Shelf
    words: Catalog
    path: str
    given: dict[str, str]
    today: date

    @property
    def as_of(self) -> str | None:
        """The day whose state is wanted, if one is."""
        return self.given.get("as_of") or None

    @property
    def last_day(self) -> str:
        """The last day that counts: of `as_of`, else today."""
        return bounds(self.as_of)[1] if self.as_of else self.today.isoformat()

    @property
    def known(self) -> list[MergedFact]:
        """The facts told by the day asked for, also those of a later day: plans."""
        if self.as_of is None:
            return self.whole.facts
        return [fact for fact in self.whole.facts if (fact.first_published or "") <= self.last_day]

    @property
    def teller(self) -> Teller:
        """How this page tells names."""
        words = self.words
        return Teller(
            words, self.whole.subject, lambda name: self.whole.written(name, words.code, words.script), self.link
        )

    def link(self, path: str, **asked: str | None) -> str:
        """An address on this server as of the same day."""
        bare, _, query = path.partition("?")
        pairs = dict(part.split("=", 1) for part in query.split("&") if part)
        return address(bare, **pairs, **asked, as_of=self.as_of)


class Fact(Struct, frozen=True):
    """A line of a page's summary: a heading and what stands beside it."""

    heading: str
    cells: tuple[Cell, ...]


class Picture(Struct, frozen=True):
    """A drawing as SVG (made here, its texts escaped), with its caption."""

    id: str
    svg: str
    caption: str


class Passage(Struct, frozen=True):
    """A stretch of a document with the quotes in it; `marked` are (text, is the quote's) in order."""

    marked: tuple[tuple[str, bool], ...]


class Proof(Struct, frozen=True):
    """One document behind a fact: the passage that says it, where it stands, and how it was read."""

    title: str
    href: str
    url: str
    details: tuple[Fact, ...]
    passages: tuple[Passage, ...]
    retracted: str = ""


class Page(Struct, frozen=True):
    """One page: what it is called, what is told at once, its pictures, its grids, its proofs or its text.

    `kind` names what is above the title; `form` the filters that the page offers, by name with their values.
    """

    title: str
    kind: str = ""
    lead: str = ""
    summary: tuple[Fact, ...] = ()
    pictures: tuple[Picture, ...] = ()
    grids: tuple[Grid, ...] = ()
    proofs: tuple[Proof, ...] = ()
    text: tuple[Passage, ...] = ()
    form: dict[str, str] = {}
    empty: str = ""
    status: int = 200

    @property
    def count(self) -> int:
        """The rows on the page."""
        return sum(len(grid.rows) for grid in self.grids)
