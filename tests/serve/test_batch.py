"""Laws of reading many documents: nothing twice, nothing half, nothing that one document can end."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from serve_samples import FACTS, SENTENCE, TEXT, PlainReader

from chancery.errors import RecordError, SourceError
from chancery.model import Document, DocumentFacts, Frame, RawItem, Reason, Rejected
from chancery.record import Outcome
from chancery.run.batch import Pause, Sources, Step, Tally, canonical_text, steps


class Shelf:
    """A record in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[RawItem, DocumentFacts]] = {}
        self.refused: list[Rejected] = []

    def is_current(self, item: RawItem) -> bool:
        return item.key in self.kept and self.kept[item.key][0] == item

    def document_facts(self, key: str) -> DocumentFacts | None:
        return self.kept[key][1]

    def append(self, item: RawItem, document: Document, lang: str, frames: tuple[Frame, ...]) -> Outcome:
        outcome = Outcome.UPDATED if item.key in self.kept else Outcome.NEW
        self.kept[item.key] = (item, DocumentFacts(item.key, lang, None, None, tuple(frames)))
        return outcome

    def refuse(self, rejected: Rejected) -> None:
        self.refused.append(rejected)


def items(*texts: str) -> list[RawItem]:
    return [RawItem(key=str(number), content=text.encode()) for number, text in enumerate(texts)]


def tally(found: list[Step]) -> Tally:
    counted = Tally()
    for step in found:
        counted = counted.after(step)
    return counted


def test_each_document_is_read_once_and_its_facts_are_given_each_time() -> None:
    reader, shelf = PlainReader(), Shelf()
    first = list(steps(items(TEXT, "Nothing."), reader, shelf, Pause()))
    again = list(steps(items(TEXT, "Nothing.", TEXT), reader, shelf, Pause()))
    assert reader.read_keys == ["0", "1", "2"]
    assert [step.outcome for step in again] == [Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.NEW]
    assert first[0].facts is not None
    assert again[0].facts is not None
    assert first[0].facts.frames == again[0].facts.frames
    assert tally(first + again) == Tally(5, 3 * len(FACTS), 0, {"new": 3, "unchanged": 2})


def test_one_document_cannot_end_the_batch() -> None:
    shelf = Shelf()
    refused = Rejected("gone", Reason.MISSING, "there is no such file")
    found = list(steps([refused, *items("Stumble.", "Klingon.", TEXT)], PlainReader(), shelf, Pause()))
    assert [step.rejected.reason for step in found[:3] if step.rejected] == [
        Reason.MISSING,
        Reason.FAILED,
        Reason.NO_PACK,
    ]
    assert len(shelf.refused) == 3
    assert "ValueError" in shelf.refused[1].message
    assert found[3].outcome is Outcome.NEW
    assert tally(found).refused == 3


def test_a_record_that_fails_ends_the_batch() -> None:
    class Full(Shelf):
        def append(self, item: RawItem, document: Document, lang: str, frames: tuple[Frame, ...]) -> Outcome:
            raise RecordError("the disk is full")

    with pytest.raises(RecordError):
        list(steps(items(TEXT), PlainReader(), Full(), Pause()))


def interrupting(shelf: Shelf, at: str) -> PlainReader:
    class Interrupted(PlainReader):
        def read(self, item: RawItem):  # type: ignore[no-untyped-def]
            if item.key == at:
                os.kill(os.getpid(), signal.SIGINT)
            return super().read(item)

    return Interrupted()


def test_an_interrupt_finishes_the_article_at_hand_and_reads_no_further() -> None:
    shelf, pause = Shelf(), Pause()
    before = signal.getsignal(signal.SIGINT)
    with pause.listening():
        found = list(steps(items(TEXT, TEXT, TEXT), interrupting(shelf, "1"), shelf, pause))
    assert pause.asked
    assert [step.outcome for step in found] == [Outcome.NEW, Outcome.NEW]
    assert list(shelf.kept) == ["0", "1"]
    assert signal.getsignal(signal.SIGINT) is before


def test_an_interrupt_while_nothing_comes_stops_at_once() -> None:
    def slow() -> Iterator[RawItem]:
        yield from items(TEXT)
        os.kill(os.getpid(), signal.SIGINT)
        yield from items(TEXT)

    shelf, pause = Shelf(), Pause()
    with pause.listening():
        assert len(list(steps(slow(), PlainReader(), shelf, pause))) == 1
    assert pause.asked


def interrupted(times: int) -> None:
    with Pause().listening():
        for _ in range(times):
            os.kill(os.getpid(), signal.SIGINT)


def test_a_second_interrupt_does_not_wait() -> None:
    interrupted(1)
    with pytest.raises(KeyboardInterrupt):
        interrupted(2)


def test_offsets_lead_into_the_bytes_that_came() -> None:
    content = f"\ufeffÉtat\r\n{SENTENCE}".encode()
    step = Step(item=RawItem(key="a", content=content))
    original = step.in_bytes()
    assert original is not None
    start, stop = original(5, 5 + len(SENTENCE))
    assert content[start:stop].decode() == SENTENCE


def test_sources_that_only_reading_can_count_are_not_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert Sources((str(tmp_path),)).count() == 1
    assert Sources((str(tmp_path), "-")).count() is None


def test_the_text_of_a_refused_source_is_an_error() -> None:
    assert canonical_text("-", BytesIO(b"\xef\xbb\xbfOne\r\ntwo")) == "One\ntwo"
    with pytest.raises(SourceError):
        canonical_text("-", BytesIO(b""))
