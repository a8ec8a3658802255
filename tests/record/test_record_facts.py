"""Facts: merged, ordered, filtered; the same whatever the order in which documents came."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_samples import DISTRICT, article, frame_at, opened, synthetic

from chancery.errors import UsageError
from chancery.model import Engagement, Indicator, MissionEvent, Position
from chancery.record import FactQuery, MergedFact, Record

SENTENCE = "Number1 is the consul of State1."
CONSUL = Position("number1", "consul", org="State1", as_written="№1")


@pytest.fixture
def record(tmp_path: Path):
    with opened(tmp_path / "record.sqlite") as record:
        yield record


def tell(
    record: Record, key: str, published: str | None, *facts: object, modality: str = "completed"
) -> tuple[str, ...]:
    """Append a document that says these facts, a sentence each, and give the ids of its frames."""
    text = " ".join(f"{SENTENCE[:-1]} {number}." for number in range(len(facts)))
    item, document = article(key, text, published)
    frames = [
        frame_at(document, f"{SENTENCE[:-1]} {number}.", fact, n=number, modality=modality)
        for number, fact in enumerate(facts)
    ]
    record.append(item, document, "en", frames)
    return [frame.id for frame in frames]


def only(record: Record, **query: object) -> list[object]:
    return [merged.fact for merged in record.facts(FactQuery(**query))]


def test_frames_of_equal_values_are_one_fact_with_its_documents_counted(record: Record) -> None:
    late = tell(record, "b", "2023-01-01", replace(CONSUL, as_written="number one"), CONSUL)
    early = tell(record, "a", "2022-01-01", CONSUL)
    undated = tell(record, "c", None, CONSUL)
    (merged,) = record.facts()
    assert merged.fact == CONSUL
    assert (merged.sources, merged.first_published, merged.last_published) == (3, "2022-01-01", "2023-01-01")
    assert merged.frames == (*early, *late, *undated)
    assert [evidence.document for evidence in merged.evidence] == ["a", "b", "b", "c"]


def test_modality_and_polarity_keep_facts_apart(record: Record) -> None:
    tell(record, "a", None, CONSUL)
    tell(record, "b", None, CONSUL, modality="planned")
    assert {merged.modality: merged.sources for merged in record.facts()} == {"completed": 1, "planned": 1}
    assert only(record, modality=frozenset({"planned"})) == [CONSUL]


def test_queries_narrow(record: Record) -> None:
    meeting = Engagement("meeting", ("State1", "State2"), place="City1", place_as_written="Город1")
    tell(record, "a", "2022-01-01", CONSUL, meeting)
    tell(record, "b", "2022-01-02", DISTRICT)
    assert only(record, types=frozenset({"position", "consular_district"})) == [CONSUL, DISTRICT]
    assert only(record, document="b") == [DISTRICT]
    assert only(record, document="nowhere") == []
    assert only(record, limit=2) == [CONSUL, meeting]
    assert only(record, limit=0) == []
    assert only(record, types=frozenset({"agreement"})) == []


MEETING = Engagement("meeting", ("State1", "State2"), place="City1", place_as_written="Город1", date="2022-05")


@pytest.mark.parametrize("about", ["State2", "state2", "Город1", "город", "city1", "2022-05"])
def test_about_finds_names_as_anybody_would_type_them(record: Record, about: str) -> None:
    tell(record, "a", None, MEETING, CONSUL)
    assert only(record, about=about) == [MEETING]


def test_about_finds_a_fact_by_the_words_of_any_document(record: Record) -> None:
    tell(record, "a", "2021-01-01", CONSUL)
    tell(record, "b", "2022-01-01", replace(CONSUL, as_written="консул первый"))
    (merged,) = record.facts(FactQuery(about="Консул"))
    assert (merged.fact, merged.sources) == (CONSUL, 2)


@pytest.mark.parametrize("about", ["tate2", "State%", "%", "_tate2", "2State", "State1 State2"])
def test_about_means_its_characters_from_the_start_of_a_word_of_one_value(record: Record, about: str) -> None:
    tell(record, "a", None, Engagement("meeting", ("State1", "State2")))
    expected = 1 if about in ("State%", "%") else 0  # the analyser folds signs away: nothing is left of "%"
    assert len(only(record, about=about)) == expected


def test_as_of_asks_when_it_was_so(record: Record) -> None:
    dated = MissionEvent("opened", "consulate", date="2022-11")
    vague = MissionEvent("closed", "consulate", date="XXXX-05-19")
    figure = Indicator("trade_turnover", 1.0, "USD", period="2021")
    target = Indicator("trade_target", 2.0, "USD", period="../2030")
    tell(record, "a", "2023-06-01", dated, CONSUL, vague, figure, target)
    tell(record, "b", None, DISTRICT)
    assert only(record, as_of="2020") == [target, DISTRICT]
    assert only(record, as_of="2021-01-01") == [figure, target, DISTRICT]
    assert only(record, as_of="2022-10-31") == [figure, target, DISTRICT]
    assert only(record, as_of="2022-11") == [dated, figure, target, DISTRICT]
    assert only(record, as_of="2023-05-31") == [dated, figure, target, DISTRICT]
    assert only(record, as_of="2023-06-01") == [dated, CONSUL, vague, figure, target, DISTRICT]
    for wrong in ("soon", "XXXX-05-19", "2022-02-30", ""):
        with pytest.raises(UsageError, match="date"):
            record.facts(FactQuery(as_of=wrong))


def test_as_of_counts_only_what_was_published_by_then(record: Record) -> None:
    tell(record, "a", "2021-01-01", CONSUL)
    tell(record, "b", "2022-01-01", CONSUL)
    (merged,) = record.facts(FactQuery(as_of="2021"))
    assert (merged.sources, merged.last_published) == (1, "2021-01-01")


def test_documents_come_with_the_frames_asked_for(record: Record) -> None:
    tell(record, "b", None, CONSUL)
    tell(record, "c", "2022-01-01", DISTRICT, CONSUL)
    tell(record, "a", "2022-02-01")
    every = list(record.documents_facts(FactQuery()))
    assert [(facts.key, len(facts.frames)) for facts in every] == [("c", 2), ("a", 0), ("b", 1)]
    districts = list(record.documents_facts(FactQuery(types=frozenset({"consular_district"}))))
    assert [(facts.key, [frame.fact for frame in facts.frames]) for facts in districts] == [("c", [DISTRICT])]
    assert [facts.key for facts in record.documents_facts(FactQuery(limit=2))] == ["c", "a"]
    assert [facts.key for facts in record.documents_facts(FactQuery(document="a"))] == ["a"]
    assert [facts.key for facts in record.documents_facts(FactQuery(as_of="2022-01-31"))] == ["c", "b"]


def test_documents_may_be_written_while_others_are_listed(record: Record) -> None:
    for number in range(3):
        tell(record, f"{number}", None, CONSUL)
    for number, _ in enumerate(record.documents_facts(FactQuery())):
        tell(record, f"new{number}", None, CONSUL)
    assert record.counts().documents == 6


def test_find_by_id_frame_or_prefix(record: Record) -> None:
    (frame, _) = tell(record, "a", "2022-01-01", CONSUL, DISTRICT)
    tell(record, "b", "2022-01-02", CONSUL)
    merged = record.facts(FactQuery(types=frozenset({"position"})))[0]
    detail = record.find(merged.id)
    assert detail.fact == merged
    assert [(support.document, support.published, support.fact) for support in detail.supports] == [
        ("a", "2022-01-01", CONSUL),
        ("b", "2022-01-02", CONSUL),
    ]
    assert all(evidence.quote.startswith(SENTENCE[:-1]) for support in detail.supports for evidence in support.evidence)
    assert record.find(merged.id[:8]) == record.find(merged.id[:6].upper()) == detail
    assert record.find(frame) == replace(detail, frame=frame)
    assert record.find(frame[:10]).frame == frame
    for unknown in (merged.id[:5], "", "zzzzzzzz", "0" * 32, merged.id + "0"):
        assert record.find(unknown) is None


def test_an_ambiguous_prefix_is_said(record: Record) -> None:
    item, document = article("a", SENTENCE)
    frame = frame_at(document, SENTENCE, CONSUL)
    twins = [replace(frame, id="abcdef" + "0" * 26), replace(frame, id="abcdef" + "1" * 26)]
    record.append(item, document, "en", twins)
    with pytest.raises(UsageError, match="several"):
        record.find("abcdef")
    assert record.find("abcdef1").frame == twins[1].id


def everything(record: Record) -> tuple[list[MergedFact], list[object]]:
    return record.facts(), list(record.documents_facts(FactQuery()))


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(6)))
def test_facts_do_not_depend_on_the_order_of_documents(order: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = [told_in(Path(folder) / f"{number}", numbers) for number, numbers in enumerate((range(6), order))]
    assert told[0] == told[1]


def told_in(path: Path, numbers: Iterable[int]) -> tuple[list[MergedFact], list[object]]:
    with opened(path) as record:
        for number in numbers:
            district = replace(DISTRICT, date=f"202{number % 2}")
            tell(record, f"{number}", f"2022-01-0{number % 3 + 1}", CONSUL, district)
        return everything(record)


def test_rebuilding_gives_the_same_facts(record: Record) -> None:
    for number in range(5):
        item, document, frames = synthetic(number)
        record.append(item, document, "en", frames)
    before = record.facts()
    record.rebuild()
    assert record.facts() == before
    assert list(record.problems()) == []
