"""What the record is asked and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from chancery.model import (
    Conflict,
    DateBasis,
    Evidence,
    Fact,
    Frame,
    Judgement,
    Link,
    Resolution,
    Sighted,
    Telling,
    Told,
    Unit,
)


class TextAnalyser(Protocol):
    """How words are folded for search; handed in, so that the record knows no language."""

    def terms(self, text: str, lang: str | None) -> tuple[str, str]:
        """The folded words of a text and their lemmas (with Latin keys), each joined by spaces."""

    def query(self, text: str) -> tuple[list[str], list[str]]:
        """The folded words of a query and, word by word, what to look for in the lemma column (joined by spaces)."""


class Identity(Protocol):
    """How what is one is put together; handed in, so that the record knows no names, places or kinds of event.

    Every answer is a pure function of what is asked.
    """

    @property
    def kinds(self) -> Sequence[str]:
        """What is put together, in this order."""

    @property
    def version(self) -> str:
        """Names the code: what another one derived is derived anew."""

    def sighted(self, document: str, published: str | None, frames: Sequence[Frame]) -> Sighted:
        """The units that a document's frames tell of."""

    def text_unit(self, document: str, text: str) -> Unit | None:
        """The unit of a document's text, by which near-copies are found."""

    def least_shared(self, kind: str) -> int:
        """How many keys two units of a kind must share to be compared."""

    def links(
        self,
        kind: str,
        pairs: Iterable[tuple[Unit, Unit]],
        judgements: Iterable[Judgement],
        entities: Mapping[str, str],
    ) -> list[Link]:
        """What is to be thought of these pairs by themselves."""

    def resolved(
        self, kind: str, units: Sequence[Unit], judgements: Iterable[Judgement], entities: Mapping[str, str]
    ) -> Resolution:
        """Which of these units are one."""

    def told(self, tellings: Sequence[Telling]) -> Told:
        """The fact that its tellings give together."""


class Outcome(StrEnum):
    """What appending a document did."""

    NEW = "new"
    UPDATED = "updated"
    REREAD = "reread"
    UNCHANGED = "unchanged"


class FactQuery(Struct, frozen=True, kw_only=True):
    """Which facts are wanted; an empty set or None asks for all.

    `about` is a name as anybody would type it; `as_of` an ISO day or a coarser EDTF date, which stands for its last
    day; `known_at` an ISO day or time, by which the record knew it; `document` a document's key.
    """

    types: frozenset[str] = frozenset()
    about: str | None = None
    as_of: str | None = None
    known_at: str | None = None
    modality: frozenset[str] = frozenset()
    limit: int | None = None
    document: str | None = None


EVERYTHING = FactQuery()


class SourcedEvidence(Evidence, frozen=True):
    """Evidence with the key of the document that its offsets belong to."""

    document: str = ""


class MergedFact(Struct, frozen=True):
    """Every report of one fact, as one fact.

    `fact` is what they come to together, `conflicts` are the slots in which they contradict each other; `speaker`,
    `date_basis` and `rule` are those of the first frame by publication; `confidence` is the highest; `sources` counts
    what is independent: near-copies and reports of one agency are one source, `documents` counts them all; `frames` and
    `evidence` are in the order of publication. `entities` leads from a slot to the people or the mission in it.
    """

    id: str
    fact: Fact
    modality: str
    polarity: str
    confidence: float
    sources: int
    first_published: str | None
    last_published: str | None
    conflicts: tuple[Conflict, ...] = ()
    frames: tuple[str, ...] = ()
    evidence: tuple[SourcedEvidence, ...] = ()
    speaker: str | None = None
    date_basis: DateBasis | None = None
    rule: str = ""
    documents: int = 0
    entities: dict[str, tuple[str, ...]] = {}


class Support(Struct, frozen=True):
    """One frame behind a fact, with its document. `retracted` says why it no longer counts, if so."""

    frame: str
    fact: Fact
    document: str
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float
    title: str | None = None
    url: str | None = None
    file: str | None = None
    published: str | None = None
    lang: str | None = None
    speaker: str | None = None
    date_basis: DateBasis | None = None
    retracted: str | None = None


class FactDetail(Struct, frozen=True):
    """A fact with every sentence behind it; `frame` is the frame that was asked for, if it was one."""

    fact: MergedFact
    supports: tuple[Support, ...]
    frame: str | None = None


class Entity(Struct, frozen=True):
    """A person or mission: what it is called, the units that are it, and the facts that name it, by slot."""

    id: str
    kind: str
    name: str
    units: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


class SearchHit(Struct, frozen=True):
    """A document that holds the words sought, and its best sentence: `snippet` equals its text at [start, end)."""

    document: str
    title: str | None
    published: str | None
    lang: str
    snippet: str
    start: int
    end: int
    facts: tuple[str, ...] = ()
    file: str | None = None
    url: str | None = None


class Refusal(Struct, frozen=True):
    """A source that was refused, and how often for this reason; `message` is the latest."""

    key: str
    reason: str
    message: str
    times: int
    file: str | None = None
    url: str | None = None
    id: str | None = None


class Counts(Struct, frozen=True):
    """How much the record holds; frames, claims and facts are those that stand."""

    documents: int
    versions: int
    frames: int
    claims: int
    facts: int
    refusals: int
    decisions: int
    retracted: int
    by_type: dict[str, int]
    by_lang: dict[str, int]


class Verdict(StrEnum):
    """What a person may decide."""

    CONFIRM = "confirm"
    REJECT = "reject"
    CORRECT = "correct"
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    UNDO = "undo"


class Decision(Struct, frozen=True):
    """What a person decided about a claim or frame (`target`), or about it and an `other`.

    `document`, `quote` (folded), `role` and `value_text` find the target again when a better reader changes its digest.
    """

    verdict: Verdict
    target: str
    decided_by: str
    other: str | None = None
    document: str | None = None
    quote: str | None = None
    role: str | None = None
    value_text: str | None = None
    correction: str | None = None
    note: str | None = None
    digest: str | None = None
    other_document: str | None = None
    other_quote: str | None = None
    other_role: str | None = None


class Problem(Struct, frozen=True):
    """Something in the record that should not be so."""

    code: str
    where: str
    message: str
