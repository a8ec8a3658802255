"""Shapes of what a document says: dates, quantities, evidence, claims, frames."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from chancery.model.kinds import Fact


class DateBasis(StrEnum):
    """Where a date comes from."""

    STATED = "stated"
    PUBLISHED = "published"
    CONTEXT = "context"


class When(Struct, frozen=True):
    """A date or period as EDTF text, never finer than the words: `2022-11-22`, `2022-11`, `2022~`, `XXXX-05-19`,
    `2019-01/2019-09`, `../2030`. `lo`, `hi` bound it in ISO days (both inclusive; empty where unknown)."""

    edtf: str
    basis: DateBasis = DateBasis.STATED
    lo: str = ""
    hi: str = ""


class Quantity(Struct, frozen=True):
    """A number with its unit and how it is bounded.

    `value` is written out (30000000), a pair for a range; `unit` an ISO 4217 code, "percent", a noun's unit id
    or "" for a bare number; `qualifier` one of = ~ > < >= <= range; `noun` the lemma of the counted noun as
    written, if any; `ordinal` true for "18th", "третий".
    """

    value: float | tuple[float, float]
    unit: str = ""
    qualifier: str = "="
    noun: str = ""
    ordinal: bool = False


class Evidence(Struct, frozen=True):
    """Where a fact is said: `quote` equals the canonical text at [start, end); `sentence` is its 0-based number."""

    start: int
    end: int
    quote: str
    sentence: int


class Origin(Struct, frozen=True, omit_defaults=True):
    """The chain a report came through, where the text names it."""

    outlet: str | None = None
    agency: str | None = None
    press_office: str | None = None


class Frame(Struct, frozen=True):
    """One instance of one fact in one document.

    `id` is the hex digest of (document key, fact type, quote, n-th trigger in the sentence). `trigger` counts the
    triggers of one type within the quote. `spans` say where single slots are written: slot -> (start, end).
    """

    id: str
    fact: Fact
    modality: str
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float
    polarity: str = "asserted"
    speaker: str | None = None
    date_basis: DateBasis | None = None
    source: Origin | None = None
    trigger: int = 0
    spans: dict[str, tuple[int, int]] = {}


class Claim(Struct, frozen=True):
    """One filled slot of a frame: one attributed value, maybe false.

    `value` is the normalised value as JSON text; `as_written` the words, where the text has them.
    """

    id: str
    frame: str
    frame_type: str
    role: str
    value: str
    as_written: str | None = None
    start: int | None = None
    end: int | None = None


class DocumentFacts(Struct, frozen=True):
    """One document and every frame read from it: a line of `chancery read --json`."""

    key: str
    lang: str | None
    published: str | None
    title: str | None
    frames: tuple[Frame, ...]
    file: str | None = None
    url: str | None = None
    id: str | None = None
