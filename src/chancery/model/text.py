"""Shapes of text: from the bytes that came in to sentences, tokens and mentions.

Every offset is a half-open range of code points in a document's canonical text (NFC, line ends \\n).
Grammatical values are those of Universal Dependencies (Nom, Gen, Sing, Past, Pass ...), whatever the analyser.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """Half-open range [start, stop) of code points in a document's canonical text."""

    start: int
    stop: int


class MediaType(StrEnum):
    """What kind of bytes a source holds."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"


class RawItem(Struct, frozen=True):
    """One document as it came in, before any reading.

    `key` names the document for ever: its url, else its given id, else its path relative to the named source.
    `file` is the base name of an input file, absent for a document that came with its own url or id.
    """

    key: str
    content: bytes
    media_type: MediaType = MediaType.TEXT
    file: str | None = None
    url: str | None = None
    id: str | None = None
    title: str | None = None
    published: str | None = None
    lang: str | None = None


class Reason(StrEnum):
    """Why a source was refused."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported_type"
    EMPTY = "empty"
    BINARY = "binary"
    ENCODING = "unknown_encoding"
    TOO_LARGE = "too_large"
    LINE_TOO_LONG = "line_too_long"
    BROKEN_JSON = "broken_json"
    BAD_FIELD = "bad_field"
    NO_PACK = "language_without_pack"
    LEGAL_TEXT = "legal_text"
    REFERENCE_WORK = "reference_work"
    PRICE_LIST = "price_list"
    DIRECTORY = "directory"
    GUIDE = "guide"
    NO_SENTENCES = "no_sentences"
    NO_EVENT = "no_event"
    FAILED = "failed"


class Rejected(Struct, frozen=True):
    """A refusal with its reason: kept and counted, never raised."""

    key: str
    reason: Reason
    message: str
    file: str | None = None
    url: str | None = None
    id: str | None = None


class BlockKind(StrEnum):
    """What the layout says of a block of visible text, before anybody reads it."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    CAPTION = "caption"
    OTHER = "other"


class Block(Struct, frozen=True):
    """One block of canonical text as the layout gives it.

    `hints` are marks of the page: "title", "h1", "article", "main", "nav", "header", "footer", "aside", "form",
    "link" (mostly link text), "time", "body-vote" (an outside extractor counts it as body).
    """

    start: int
    stop: int
    kind: BlockKind = BlockKind.PARAGRAPH
    hints: frozenset[str] = frozenset()


class Document(Struct, frozen=True):
    """A document's canonical text and what came with it.

    `origin` holds for each code point of `text`, and for its end, the byte offset in the original content
    (`array('I')` bytes, len(text) + 1 entries, non-decreasing); `chancery.text.offsets` reads it.
    `published` is an ISO date or None: only what came with the document, never a date found on the page.
    """

    key: str
    text: str
    sha256: str
    media_type: MediaType = MediaType.TEXT
    blocks: tuple[Block, ...] = ()
    origin: bytes = b""
    file: str | None = None
    url: str | None = None
    id: str | None = None
    title: str | None = None
    published: str | None = None
    lang: str | None = None


class ZoneKind(StrEnum):
    """What a stretch of a document is. Labels, not deletions."""

    TITLE = "title"
    DATELINE = "dateline"
    BODY = "body"
    BACKGROUND = "background"
    QUOTATION = "quotation"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    TEASER = "teaser"
    FORM = "form"
    PAGE_DATE = "page_date"
    OTHER_LANGUAGE = "other_language"


STORY_ZONES = frozenset({ZoneKind.TITLE, ZoneKind.BODY, ZoneKind.BACKGROUND, ZoneKind.QUOTATION})
"""Zones in which facts are looked for."""


class Zone(Struct, frozen=True):
    """A labelled stretch of text with the rule that labelled it.

    Top-level zones tile the document; zones of kind `quotation` lie inside a title or body zone.
    """

    kind: ZoneKind
    start: int
    stop: int
    rule: str


class Token(Struct, frozen=True):
    """One token. `lemma` is lower case; an unknown grammatical value is the empty string.

    pos UPOS (NOUN PROPN ADJ VERB AUX ADP DET PRON NUM ADV CCONJ SCONJ PART PUNCT X); case Nom Gen Dat Acc Ins Loc;
    number Sing Plur; gender Masc Fem Neut; tense Past Pres Fut; aspect Perf Imp; voice Act Pass;
    form (VerbForm) Fin Inf Part Conv; mood Ind Imp Cnd.
    """

    start: int
    stop: int
    text: str
    lemma: str
    pos: str = ""
    case: str = ""
    number: str = ""
    gender: str = ""
    tense: str = ""
    aspect: str = ""
    voice: str = ""
    form: str = ""
    mood: str = ""


def written(tokens: Sequence[Token]) -> str:
    """The tokens' words, a blank between those that did not touch."""
    words = ""
    for before, token in zip((None, *tokens), tokens, strict=False):
        words += (" " if before is not None and before.stop < token.start else "") + token.text
    return words


class MentionKind(StrEnum):
    """What a span of text names."""

    PERSON = "person"
    ROLE = "role"
    ORGANISATION = "organisation"
    PLACE = "place"
    MISSION = "mission"
    DATE = "date"
    QUANTITY = "quantity"


class Mention(Struct, frozen=True):
    """A span that names something, before anybody decides which thing it is.

    `first`, `last` are the indexes of its first token and the one after its last within its sentence; `head` the
    token that carries its case. `labels` are what rules may ask for besides the kind ("state", "city", "region",
    "adjective", "demonym", a role's group, a mission class ...). `name` is the canonical name or identifier;
    `value` the typed payload: a tuple of place ids, a `PersonName`, a `When`, a `Quantity`, a role or type id.
    """

    kind: MentionKind
    start: int
    stop: int
    first: int
    last: int
    head: int
    text: str
    name: str
    case: str = ""
    number: str = ""
    labels: frozenset[str] = frozenset()
    value: Any = None
    rule: str = ""


class PersonName(Struct, frozen=True):
    """A person's name taken apart; every part is nominative, in the script of the text.

    `nominative` is the whole name in the nominative in the order of the text ("Орлов П.С.").
    `initials` are given names of which only the first letters are known, without points.
    """

    nominative: str
    latin: str
    surname: str = ""
    given: str = ""
    patronymic: str = ""
    initials: str = ""
    gender: str = ""


class Sentence(Struct, frozen=True):
    """One sentence with its tokens and the mentions in it, sorted by start, longest first."""

    index: int
    start: int
    stop: int
    zone: ZoneKind
    paragraph: int
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Span, ...] = ()


class Annotated(Struct, frozen=True):
    """A document with its zones, sentences, tokens and mentions.

    `published` is the publication day that relative dates count from: the document's own, else one that stands
    clearly under the title. `written` is an EDTF interval that an undated text was written in, as far as the names of
    renamed places tell; its end is exclusive. `dateline` are the ids of the place that the dateline names.
    """

    document: Document
    lang: str
    zones: tuple[Zone, ...]
    sentences: tuple[Sentence, ...]
    published: str | None = None
    dateline: tuple[str, ...] = ()
    written: str = ""
