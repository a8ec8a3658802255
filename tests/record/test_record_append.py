"""Appending: what was written is read back equal, once, whole, and stays true when pages and readers change."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from msgspec.structs import replace
from record_samples import DISTRICT, PlainAnalyser, append_article, article, frame_at, opened, readings, synthetic

from chancery.errors import EvidenceError, RecordError
from chancery.model import Cooperation, Evidence, MissionEvent, Position, Reason, Rejected
from chancery.record import FactQuery, Outcome, Record

TEXT = "State1 opened a consulate in City1. The ambassador spoke. It serves Area1 and Area2."

FAST = settings(deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite"


def opening(document, **rest):
    return frame_at(document, "State1 opened a consulate in City1.", MissionEvent("opened", "consulate"), **rest)


@settings(FAST, max_examples=40)
@given(readings())
def test_frames_are_read_back_as_they_were_appended(reading) -> None:
    item, document, frames = reading
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "r") as record:
        assert record.append(item, document, "en", frames) is Outcome.NEW
        kept = record.document_facts(document.key)
        assert (kept.frames, kept.published, kept.lang) == (frames, document.published, "en")
        assert record.document(document.key) == replace(document, lang="en")
        assert list(record.problems()) == []


@settings(FAST, max_examples=15)
@given(readings(), readings(), readings())
def test_any_sequence_of_readings_leaves_the_last_one_and_a_sound_record(first, second, third) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, (item, document, frames) in enumerate((first, second, third, first)):
            with opened(Path(folder) / "r", engine=f"engine-{number}") as record:
                record.append(item, document, "en", frames)
                assert record.document_facts("doc").frames == frames
                assert list(record.problems()) == []
                before = record.facts()
                record.rebuild()
                assert record.facts() == before


def test_the_same_document_is_not_stored_twice(path: Path) -> None:
    with opened(path) as record:
        assert append_article(record, 1) is Outcome.NEW
        counts = record.counts()
        assert append_article(record, 1) is Outcome.UNCHANGED
        assert record.counts() == counts
    with opened(path) as record:
        assert append_article(record, 1) is Outcome.UNCHANGED


def test_a_document_is_current_for_one_engine_and_what_was_given_with_it(path: Path) -> None:
    item, document = article("a", TEXT)
    with opened(path) as record:
        assert not record.is_current(item)
        record.append(item, document, "en", [opening(document)])
        assert record.is_current(item)
        for other in ({"published": None}, {"lang": "en"}, {"title": "T"}, {"content": b"other"}, {"key": "b"}):
            assert not record.is_current(replace(item, **other)), other
    with opened(path, engine="engine-2") as record:
        assert not record.is_current(item)


def test_another_engine_updates_claims_and_retracts_what_it_no_longer_reads(path: Path) -> None:
    item, document = article("a", TEXT)
    first = opening(document)
    lost = frame_at(document, "The ambassador spoke.", Position("number1", "ambassador"))
    with opened(path, engine="engine-1") as record:
        record.append(item, document, "en", [first, lost])
    better = replace(first, fact=MissionEvent("opened", "consulate_general", city="City1"), confidence=0.95)
    with opened(path, engine="engine-2") as record:
        assert record.append(item, document, "en", [better]) is Outcome.REREAD
        assert record.is_current(item)
        assert record.document_facts("a").frames == (better,)
        assert [fact.fact for fact in record.facts()] == [better.fact]
        assert record.counts().retracted == 1
        gone = record.find(lost.id)
        assert (gone.fact.fact, gone.fact.sources, gone.supports[0].retracted) == (lost.fact, 0, "reread")
        assert list(record.problems()) == []
    with opened(path, engine="engine-3") as record:
        record.append(item, document, "en", [first, lost])
        assert record.document_facts("a").frames == (first, lost)
        assert record.counts().retracted == 0


def test_a_date_given_later_is_read_again_and_moves_the_fact(path: Path) -> None:
    with opened(path) as record:
        record.append(*article("a", TEXT, None), "en", [opening(article("a", TEXT)[1])])
        assert record.facts()[0].first_published is None
        item, document = article("a", TEXT, "2020-02-02")
        assert record.append(item, document, "en", [opening(document)]) is Outcome.REREAD
        assert record.facts()[0].first_published == "2020-02-02"
        assert record.counts().versions == 1


def test_a_changed_page_is_a_new_version_of_the_same_document(path: Path) -> None:
    item, document = article("a", TEXT)
    changed_item, changed = article("a", "Correction. " + TEXT.replace("The ambassador spoke. ", ""))
    spoke = frame_at(document, "The ambassador spoke.", Position("number1", "ambassador"))
    with opened(path) as record:
        record.append(item, document, "en", [opening(document), spoke])
        assert record.append(changed_item, changed, "en", [opening(changed)]) is Outcome.UPDATED
        counts = record.counts()
        assert (counts.documents, counts.versions, counts.frames, counts.retracted) == (1, 2, 1, 1)
        assert record.document_facts("a").frames == (opening(changed),)
        assert record.find(spoke.id).supports[0].retracted == "page_changed"
        assert record.find(spoke.id).supports[0].evidence == spoke.evidence
        assert record.search("ambassador") == []
        assert record.append(item, document, "en", [opening(document), spoke]) is Outcome.UPDATED
        assert (record.counts().versions, record.counts().retracted) == (2, 0)
        assert list(record.problems()) == []


@pytest.mark.parametrize(
    "evidence",
    [
        (),
        (Evidence(0, 0, "", 0),),
        (Evidence(0, 6, "State2", 0),),
        (Evidence(1, 7, "State1", 0),),
        (Evidence(-5, -1, TEXT[-5:-1], 0),),
        (Evidence(0, 601, TEXT * 8, 0),),
        (Evidence(len(TEXT) * 9, len(TEXT) * 9 + 1, "x", 0),),
    ],
)
def test_a_frame_without_true_evidence_is_refused_and_nothing_of_its_article_is_kept(path: Path, evidence) -> None:
    item, document = article("a", TEXT * 8)
    bad = replace(opening(document, n=1), evidence=evidence)
    with opened(path) as record:
        append_article(record, 1)
        counts = record.counts()
        with pytest.raises(EvidenceError, match="a"):
            record.append(item, document, "en", [opening(document), bad])
        assert record.counts() == counts
        assert record.document_facts("a") is None


def test_a_frame_that_says_nothing_is_refused(path: Path) -> None:
    item, document = article("doc", "Nothing was said.")
    with opened(path) as record, pytest.raises(EvidenceError, match="says nothing"):
        record.append(item, document, "en", [frame_at(document, "Nothing", Cooperation())])


def test_a_slot_outside_the_text_is_refused(path: Path) -> None:
    item, document = article("a", TEXT)
    with opened(path) as record, pytest.raises(EvidenceError, match="city"):
        record.append(item, document, "en", [opening(document, spans={"city": (0, len(TEXT) + 1)})])


def test_two_frames_of_one_id_are_refused_unless_they_are_the_same(path: Path) -> None:
    item, document = article("a", TEXT)
    one = opening(document)
    with opened(path) as record:
        with pytest.raises(RecordError, match=one.id):
            record.append(item, document, "en", [one, replace(one, confidence=0.1)])
        assert record.counts().documents == 0
        record.append(item, document, "en", [one, one])
        assert record.document_facts("a").frames == (one,)


def test_a_frame_id_belongs_to_one_document(path: Path) -> None:
    item, document = article("a", TEXT)
    other_item, other = article("b", TEXT)
    with opened(path) as record:
        record.append(item, document, "en", [opening(document)])
        with pytest.raises(RecordError, match="another document"):
            record.append(other_item, other, "en", [opening(document)])
        assert record.counts().documents == 1


class StopsHalfway(PlainAnalyser):
    """Raises what it is told to while the full text is being written, which comes last."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def terms(self, text: str, lang: str | None) -> tuple[str, str]:
        if lang is not None:
            raise self.error
        return super().terms(text, lang)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("broken"), SystemExit(1)])
def test_whatever_stops_an_append_leaves_nothing_of_the_article(path: Path, error: BaseException) -> None:
    item, document, frames = synthetic(2)
    with opened(path) as record:
        append_article(record, 1)
        counts = record.counts()
    with Record.open(path, analyser=StopsHalfway(error), engine="engine-1") as record:
        with pytest.raises(type(error)):
            record.append(item, document, "en", frames)
        assert record.counts() == counts
        assert list(record.problems()) == []


def test_refusals_are_kept_and_counted(path: Path) -> None:
    with opened(path) as record:
        for message in ("first", "second"):
            record.refuse(Rejected("a.txt", Reason.EMPTY, message, file="a.txt"))
        record.refuse(Rejected("a.txt", Reason.BINARY, "third"))
        kept = [(refusal.key, refusal.reason, refusal.message, refusal.times) for refusal in record.refusals()]
    assert kept == [("a.txt", "binary", "third", 1), ("a.txt", "empty", "second", 2)]


def test_a_lone_surrogate_is_an_error_of_ours(path: Path) -> None:
    item, document = article("a", TEXT)
    with opened(path) as record:
        with pytest.raises(RecordError, match="surrogate"):
            record.append(item, document, "en", [opening(document, speaker="\ud800")])
        with pytest.raises(RecordError, match="surrogate"):
            record.append(item, replace(document, text="\ud800" + document.text), "en", [])
        assert record.counts().documents == 0


def test_counts_say_what_there_is(path: Path) -> None:
    item, document = article("a", TEXT)
    with opened(path) as record:
        district = frame_at(document, "It serves Area1 and Area2.", DISTRICT)
        record.append(item, document, "en", [opening(document), district])
        counts = record.counts()
        assert (counts.documents, counts.frames, counts.facts, counts.claims) == (1, 2, 2, 4)
        assert counts.by_type == {"consular_district": 1, "mission_event": 1}
        assert counts.by_lang == {"en": 1}
        assert [facts.key for facts in record.documents_facts(FactQuery())] == ["a"]
