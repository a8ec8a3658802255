"""Many documents through one reader into one record: skip what is known, refuse what cannot be read, stop when asked.

Knows nothing of the screen: whoever calls takes one `Step` after the other and shows what it likes.
"""

from __future__ import annotations

import logging
import select
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from chancery import acquire, clean
from chancery.errors import ChanceryError, EvidenceError, SourceError, trail, unforeseen
from chancery.model import Document, DocumentFacts, Frame, RawItem, Reason, Rejected
from chancery.record import Outcome
from chancery.text.offsets import original

if TYPE_CHECKING:
    from chancery.run.pipeline import Reading

log = logging.getLogger(__name__)

Item = TypeVar("Item")


class Reads(Protocol):
    """What turns an item into frames; `chancery.run.pipeline.Reader` is one."""

    def read(self, item: RawItem) -> Reading | Rejected:
        """What `item` states, or why it is refused."""


class Keeps(Protocol):
    """What keeps frames; `chancery.record.Record` is one."""

    def is_current(self, item: RawItem) -> bool:
        """Whether this very item was read before, by this engine."""

    def document_facts(self, key: str) -> DocumentFacts | None:
        """What is kept of a document."""

    def append(self, item: RawItem, document: Document, lang: str, frames: Iterable[Frame]) -> Outcome:
        """Keep one article whole."""

    def refuse(self, rejected: Rejected) -> None:
        """Keep a refusal."""


class Sources(Struct, frozen=True):
    """What is to be read: files, folders or "-", and what holds for documents that do not say it themselves."""

    names: tuple[str, ...]
    stdin_format: str = "text"
    published: str | None = None
    lang: str | None = None

    def count(self) -> int | None:
        """How many documents there are, at most; None where only reading could tell."""
        return None if "-" in self.names else acquire.count(self.names)

    def is_ready(self, stdin: BinaryIO) -> bool:
        """Whether the next document can be had without waiting for whoever writes standard input."""
        if "-" not in self.names:
            return True
        try:
            return bool(select.select([stdin], [], [], 0)[0])
        except (OSError, ValueError):  # nothing that can be waited for: a buffer, or a system that cannot tell
            return False

    def items(self, stdin: BinaryIO) -> Iterator[RawItem | Rejected]:
        """Every document, in the order given."""
        return acquire.items(
            self.names, stdin=stdin, stdin_format=self.stdin_format, published=self.published, lang=self.lang
        )


class Step(Struct, frozen=True):
    """What became of one item: its facts and how it entered the record, or why it was refused.

    `item` is absent where nothing could be acquired.
    """

    facts: DocumentFacts | None = None
    outcome: Outcome | None = None
    rejected: Rejected | None = None
    item: RawItem | None = None

    def in_bytes(self) -> Callable[[int, int], tuple[int, int]] | None:
        """What turns a span of the canonical text into one of the input's bytes; the text is cleaned once more."""
        doc = canonical_document(self.item) if self.item else None
        return None if doc is None else lambda start, stop: original(doc.origin, start, stop)


class Tally(Struct, frozen=True):
    """How many documents came to what, and how many facts they gave."""

    documents: int = 0
    facts: int = 0
    refused: int = 0
    outcomes: dict[str, int] = {}

    def after(self, step: Step) -> Tally:
        """The tally with one more step."""
        if step.facts is None:
            return replace(self, documents=self.documents + 1, refused=self.refused + 1)
        name = step.outcome.value if step.outcome else "unchanged"
        counted = self.outcomes | {name: self.outcomes.get(name, 0) + 1}
        facts = self.facts + len(step.facts.frames)
        return replace(self, documents=self.documents + 1, facts=facts, outcomes=counted)


class Pause:
    """Ctrl-C, answered between two articles: the first one waits for the article at hand, the second does not.

    While the next item is awaited (standard input may never come) the first one interrupts at once.
    """

    def __init__(self) -> None:
        self.asked = False
        self._waiting = False

    def _ask(self, signum: int, frame: FrameType | None) -> None:
        if self.asked or self._waiting:
            raise KeyboardInterrupt
        self.asked = True

    @contextmanager
    def listening(self) -> Iterator[Pause]:
        """Answer Ctrl-C this way for as long as the block runs (in the main thread; elsewhere nothing changes)."""
        if threading.current_thread() is not threading.main_thread():
            yield self
            return
        before = signal.signal(signal.SIGINT, self._ask)
        try:
            yield self
        finally:
            signal.signal(signal.SIGINT, before)

    def following(self, items: Iterator[Item]) -> Item | None:
        """The next of `items`, None after the last one or once a stop was asked for."""
        if self.asked:
            return None
        self._waiting = True
        try:
            return next(items, None)
        except KeyboardInterrupt:
            self.asked = True
            return None
        finally:
            self._waiting = False


def steps(items: Iterable[RawItem | Rejected], reader: Reads, record: Keeps, pause: Pause) -> Iterator[Step]:
    """Each item read and kept, in the order given, until the last one or until a stop is asked for.

    A document that did not change is not read again, but its facts are given.
    Raises:
        ChanceryError: the record or the installation fails; what one document does wrong is a refusal.
    """
    stream = iter(items)
    while (item := pause.following(stream)) is not None:
        yield refused(item, record) if isinstance(item, Rejected) else _step(item, reader, record)


def canonical_document(item: RawItem) -> Document | None:
    """The item's canonical text with its offsets; None if it is refused."""
    doc = clean.document(item)
    return doc if isinstance(doc, Document) else None


def canonical_text(name: str, stdin: BinaryIO) -> str:
    """The canonical text of the first document of a source.

    Raises:
        SourceError: it is refused, or there is none.
    """
    item = next(acquire.items([name], stdin=stdin), None)
    doc = clean.document(item) if isinstance(item, RawItem) else item
    if not isinstance(doc, Document):
        raise SourceError(doc.message if doc else "there is nothing to read", where=name)
    return doc.text


def _step(item: RawItem, reader: Reads, record: Keeps) -> Step:
    return known(item, record) or kept(item, told(item, reader), record)


class Told(Struct, frozen=True):
    """What one document says: of a reading, that which is kept."""

    document: Document
    lang: str
    frames: tuple[Frame, ...]


def known(item: RawItem, record: Keeps) -> Step | None:
    """The step of an item that the record has as it is; None where it must be read."""
    facts = record.document_facts(item.key) if record.is_current(item) else None
    return None if facts is None else Step(facts=facts, outcome=Outcome.UNCHANGED, item=item)


def told(item: RawItem, reader: Reads) -> Told | Rejected:
    """What an item says, or why it is refused: one hostile document must not end the batch.

    Raises:
        ChanceryError: the installation fails.
    """
    try:
        reading = reader.read(item)
    except Exception as fault:
        return failed(item, fault)
    return reading if isinstance(reading, Rejected) else Told(reading.document, reading.lang, reading.frames)


def kept(item: RawItem, found: Told | Rejected, record: Keeps) -> Step:
    """The step that keeps what an item says, or its refusal.

    Raises:
        ChanceryError: the record fails.
    """
    if isinstance(found, Rejected):
        return refused(found, record, item)
    try:
        outcome = record.append(item, found.document, found.lang, found.frames)
    except Exception as fault:
        return refused(failed(item, fault), record, item)
    log.debug("%s: %s, %s, %d facts", item.key, outcome, found.lang, len(found.frames))
    return Step(facts=document_facts(found), outcome=outcome, item=item)


def document_facts(reading: Reading | Told) -> DocumentFacts:
    """A reading as the facts of its document."""
    doc = reading.document
    return DocumentFacts(
        key=doc.key,
        lang=reading.lang,
        published=doc.published,
        title=doc.title,
        frames=tuple(reading.frames),
        file=doc.file,
        url=doc.url,
        id=doc.id,
    )


def refused(rejected: Rejected, record: Keeps, item: RawItem | None = None) -> Step:
    """The step that keeps a refusal."""
    record.refuse(rejected)
    return Step(rejected=rejected, item=item)


def failed(item: RawItem, fault: Exception) -> Rejected:
    """The refusal of a document that reading or keeping stumbled over.

    Raises:
        ChanceryError: the fault is none of the document's.
    """
    if isinstance(fault, (EvidenceError, SourceError)):
        return unread(item, str(fault))
    if isinstance(fault, ChanceryError):
        raise fault
    log.debug("%s: failed\n%s", item.key, trail(fault))
    return unread(item, f"something unforeseen went wrong: {unforeseen(fault)}")


def unread(item: RawItem, message: str) -> Rejected:
    """The refusal of a document that could not be read to its end."""
    return Rejected(item.key, Reason.FAILED, message, file=item.file, url=item.url, id=item.id)
