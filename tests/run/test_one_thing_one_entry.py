"""Identity in the record: laws of order, of undoing, of rebuilding and of time; what merges and what stays apart."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancery.model import (
    Document,
    Engagement,
    Evidence,
    Frame,
    Indicator,
    MissionEvent,
    Origin,
    Position,
    RawItem,
)
from chancery.model.ledger import frame_id
from chancery.record import FactQuery, MergedFact, Record, Verdict
from chancery.run.analyser import analyser
from chancery.run.resolver import Identity

Said = tuple[object, str]
Told = tuple[str, str | None, Sequence[Said]]


def opened(path: Path) -> Record:
    return Record.open(path, analyser=analyser(), engine="test", identity=Identity())


def tell(record: Record, key: str, published: str | None, said: Iterable[Said], *, agency: str | None = None) -> None:
    """Append a document with a sentence for each fact."""
    facts = list(said)
    words = random.Random(key)
    sentences = [" ".join(f"word{words.randrange(999)}" for _ in range(9)) + f" {at}." for at in range(len(facts))]
    text = " ".join(sentences)
    frames = []
    for number, ((fact, modality), sentence) in enumerate(zip(facts, sentences, strict=True)):
        start = text.index(sentence)
        kind = str(fact.__struct_config__.tag)  # type: ignore[attr-defined]
        frames.append(
            Frame(
                id=frame_id(key, kind, sentence, 0),
                fact=fact,  # type: ignore[arg-type]
                modality=modality,
                evidence=(Evidence(start, start + len(sentence), sentence, number),),
                rule="test",
                confidence=0.9,
                source=Origin(agency=agency) if agency else None,
            )
        )
    item = RawItem(key, text.encode(), url=key if "//" in key else None, published=published)
    record.append(item, Document(key, text, "0" * 64, url=item.url, published=published), "en", frames)


def facts(record: Record, kind: str, **query: str) -> list[MergedFact]:
    return record.facts(FactQuery(types=frozenset({kind}), **query))


def post(city: str, event: str = "opened", kind: str = "consulate", date: str | None = None) -> MissionEvent:
    return MissionEvent(event, kind, sending="Japan", receiving="Russia", city=city, date=date)


def met(*who: str, date: str | None = None, place: str | None = None) -> Engagement:
    return Engagement("meeting", who, place=place, date=date)


CONSUL = Position("Taro Sato", "consul_general", org="Japan", place="Kazan")
POOL: list[Said] = [
    (CONSUL, "ongoing"),
    (Position("T. Sato", "consul_general", org="Japan", place="Kazan"), "ongoing"),
    (Position("Taro Sato", "foreign_minister", org="Japan"), "ongoing"),
    (Position("Ken Sato", "consul_general", org="Japan", place="Kazan"), "ongoing"),
    (post("Kazan", date="2022-05"), "completed"),
    (post("Kazan", date="2022-05-04"), "completed"),
    (post("Kazan", "exists", "consulate_general"), "ongoing"),
    (post("Kazan", "exists", "consular_institution"), "ongoing"),
    (met("Taro Sato", "Ivan Petrov", date="2022-05-04"), "completed"),
    (met("Taro Sato", "Ivan Petrov"), "completed"),
    (met("Taro Sato", "Oleg Orlov", date="2022-05-04"), "completed"),
    (Indicator("trade_turnover", 5e6, "USD", between=("Japan", "Russia"), period="2021"), "reported"),
    (Indicator("trade_turnover", 9e6, "USD", between=("Japan", "Russia"), period="2021"), "reported"),
]
DAYS = [None, "2022-05-04", "2022-05-05", "2022-05-20"]
STORIES = st.lists(
    st.tuples(st.sampled_from(DAYS), st.lists(st.sampled_from(range(len(POOL))), min_size=1, max_size=4, unique=True)),
    min_size=1,
    max_size=6,
)
SLOW = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def stories(drawn: list[tuple[str | None, list[int]]]) -> list[Told]:
    return [
        (f"https://outlet{at}.example/{at}", day, [POOL[number] for number in said])
        for at, (day, said) in enumerate(drawn)
    ]


def state(record: Record) -> tuple[object, ...]:
    """Everything derived, as anybody may see it."""
    return tuple(record.facts())


def made(path: Path, told: Iterable[Told]) -> Record:
    path.unlink(missing_ok=True)
    record = opened(path)
    for key, day, said in told:
        tell(record, key, day, said)
    return record


@SLOW
@given(STORIES, st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(
    tmp_path: Path, drawn: list[tuple[str | None, list[int]]], shuffled: random.Random
) -> None:
    told = stories(drawn)
    with made(tmp_path / "one.sqlite", told) as one:
        shuffled.shuffle(told)
        with made(tmp_path / "other.sqlite", told) as other:
            assert state(one) == state(other)


@SLOW
@given(STORIES)
def test_a_rebuild_changes_nothing(tmp_path: Path, drawn: list[tuple[str | None, list[int]]]) -> None:
    with made(tmp_path / "record.sqlite", stories(drawn)) as record:
        before = state(record)
        record.rebuild()
        assert state(record) == before
        assert list(record.problems()) == []


@SLOW
@given(STORIES, st.data())
def test_an_undone_decision_leaves_nothing_behind(
    tmp_path: Path, drawn: list[tuple[str | None, list[int]]], data: st.DataObject
) -> None:
    with made(tmp_path / "record.sqlite", stories(drawn)) as record:
        before = state(record)
        fact = data.draw(st.sampled_from(record.facts()))
        taken = record.review(Verdict.REJECT, fact.frames[0], by="desk")
        assert all(fact.frames[0] not in each.frames for each in record.facts())
        record.undo(taken[0].digest or "", by="desk")
        assert state(record) == before


@SLOW
@given(STORIES, st.sampled_from(["2022-05-03", "2022-05-04", "2022-05-10"]))
def test_as_of_shows_nothing_later(tmp_path: Path, drawn: list[tuple[str | None, list[int]]], day: str) -> None:
    with made(tmp_path / "record.sqlite", stories(drawn)) as record:
        for fact in record.facts(FactQuery(as_of=day)):
            for id in fact.frames:
                detail = record.find(id)
                assert detail is not None
                own = next(each for each in detail.supports if each.frame == id)
                date = getattr(own.fact, "date", None) or getattr(own.fact, "period", None) or own.published or ""
                assert date <= day


def test_known_at_shows_what_was_recorded_by_then(tmp_path: Path) -> None:
    with made(tmp_path / "record.sqlite", [("a", "2022-05-04", [POOL[4]])]) as record:
        assert facts(record, "mission_event", known_at="2020-01-01") == []
        assert len(facts(record, "mission_event", known_at="9999-01-01")) == 1


def test_reports_of_one_opening_are_one_fact_with_the_more_exact_day(tmp_path: Path) -> None:
    told: list[Told] = [
        ("https://a.example/1", "2022-05-05", [POOL[4]]),
        ("https://b.example/1", "2022-05-06", [POOL[5]]),
    ]
    with made(tmp_path / "record.sqlite", told) as record:
        (fact,) = facts(record, "mission_event")
        assert isinstance(fact.fact, MissionEvent)
        assert (fact.fact.date, fact.sources, fact.conflicts) == ("2022-05-04", 2, ())


def test_two_figures_for_one_year_stand_side_by_side(tmp_path: Path) -> None:
    told: list[Told] = [
        ("https://a.example/1", "2022-01-05", [POOL[11]]),
        ("https://b.example/1", "2022-01-06", [POOL[11]]),
        ("https://c.example/1", "2022-01-07", [POOL[12]]),
    ]
    with made(tmp_path / "record.sqlite", told) as record:
        (fact,) = facts(record, "indicator")
        (conflict,) = fact.conflicts
        assert [(each.value, each.sources) for each in conflict.values] == [("5000000", 2), ("9000000", 1)]
        assert conflict.values[0].why == "more independent sources"
        assert (conflict.values[1].outlet, conflict.values[1].published) == ("c.example", "2022-01-07")


def test_a_later_word_of_the_same_outlet_supersedes(tmp_path: Path) -> None:
    told: list[Told] = [
        ("https://a.example/1", "2022-01-05", [POOL[12]]),
        ("https://a.example/2", "2022-01-09", [POOL[11]]),
    ]
    with made(tmp_path / "record.sqlite", told) as record:
        (fact,) = facts(record, "indicator")
        assert [each.value for each in fact.conflicts[0].values] == ["5000000", "9000000"]
        assert fact.conflicts[0].values[1].why == "superseded: the same outlet said otherwise later"


def test_reports_of_one_agency_are_one_source(tmp_path: Path) -> None:
    with opened(tmp_path / "record.sqlite") as record:
        for outlet in "ab":
            tell(record, f"https://{outlet}.example/1", "2022-05-05", [POOL[5]], agency="Wire")
        (fact,) = facts(record, "mission_event")
        assert (fact.sources, fact.documents) == (1, 2)


def test_meetings_of_one_day_with_different_partners_stay_apart(tmp_path: Path) -> None:
    with made(tmp_path / "record.sqlite", [("a", "2022-05-04", [POOL[8], POOL[10]])]) as record:
        assert len(facts(record, "engagement")) == 2


def test_a_consulate_raised_to_consulate_general_is_one_mission(tmp_path: Path) -> None:
    told: list[Told] = [("a", "2022-05-04", [POOL[4]]), ("b", "2023-05-04", [POOL[6]])]
    with made(tmp_path / "record.sqlite", told) as record:
        (one,), (other,) = (fact.entities["mission"] for fact in facts(record, "mission_event"))
        assert one == other
        assert any(ground.kind == "class changed in time" for link in record.why(one) for ground in link.grounds)


def test_the_embassy_of_a_in_b_is_not_that_of_b_in_a(tmp_path: Path) -> None:
    there = MissionEvent("exists", "embassy", sending="Japan", receiving="Russia")
    here = MissionEvent("exists", "embassy", sending="Russia", receiving="Japan")
    with made(tmp_path / "record.sqlite", [("a", None, [(there, "ongoing"), (here, "ongoing")])]) as record:
        assert len({fact.entities["mission"] for fact in facts(record, "mission_event")}) == 2


def test_namesakes_with_two_offices_at_once_are_not_merged(tmp_path: Path) -> None:
    told: list[Told] = [("a", "2022-05-04", [POOL[0]]), ("b", "2022-05-04", [POOL[2]])]
    with made(tmp_path / "record.sqlite", told) as record:
        (one,), (other,) = (fact.entities["person"] for fact in facts(record, "position"))
        assert one != other
        decision = record.judge(Verdict.SAME, one, other, by="desk")
        assert len({fact.entities["person"] for fact in facts(record, "position")}) == 1
        record.rebuild()
        assert len({fact.entities["person"] for fact in facts(record, "position")}) == 1
        record.undo(decision.digest or "", by="desk")
        assert {fact.entities["person"] for fact in facts(record, "position")} == {(one,), (other,)}


def test_former_ids_lead_to_what_they_are_part_of_now(tmp_path: Path) -> None:
    told: list[Told] = [("a", "2022-05-04", [POOL[0]]), ("b", "2022-05-04", [POOL[2]])]
    with made(tmp_path / "record.sqlite", told) as record:
        former = {fact.entities["person"][0] for fact in facts(record, "position")}
        record.judge(Verdict.SAME, *sorted(former), by="desk")
        (now,) = {fact.entities["person"][0] for fact in facts(record, "position")}
        found = [record.entity(id) for id in former]
        assert {each.id for each in found if each} == {now}


def test_a_corrected_value_is_shown_and_the_read_one_stays(tmp_path: Path) -> None:
    with made(tmp_path / "record.sqlite", [("a", "2022-05-04", [POOL[5]])]) as record:
        (fact,) = facts(record, "mission_event")
        record.review(Verdict.CORRECT, fact.id, by="desk", role="date", value="2022-05-03")
        (fact,) = facts(record, "mission_event")
        detail = record.find(fact.id)
        assert isinstance(fact.fact, MissionEvent)
        assert fact.fact.date == "2022-05-03"
        assert detail is not None
        assert [getattr(each.fact, "date", None) for each in detail.supports] == ["2022-05-04"]


def test_decisions_survive_reading_again(tmp_path: Path) -> None:
    told: list[Told] = [("a", "2022-05-04", [POOL[5]])]
    path = tmp_path / "record.sqlite"
    with made(path, told) as record:
        record.review(Verdict.REJECT, facts(record, "mission_event")[0].id, by="desk")
    with Record.open(path, analyser=analyser(), engine="another", identity=Identity()) as record:
        tell(record, *told[0])
        assert facts(record, "mission_event") == []


OLD = (
    "DROP TABLE part", "DROP TABLE unit_key", "DROP TABLE unit_ref", "DROP TABLE unit", "DROP TABLE entity",
    "DROP TABLE derivation", "DROP INDEX frame_said", "DROP INDEX decision_target",
    "ALTER TABLE frame DROP COLUMN said", "ALTER TABLE frame DROP COLUMN chain", "ALTER TABLE frame DROP COLUMN review",
    "ALTER TABLE document DROP COLUMN outlet", "ALTER TABLE document DROP COLUMN source",
    "ALTER TABLE fact DROP COLUMN conflicts", "ALTER TABLE decision DROP COLUMN digest",
    "ALTER TABLE decision DROP COLUMN other_document", "ALTER TABLE decision DROP COLUMN other_quote",
    "ALTER TABLE decision DROP COLUMN other_role", "PRAGMA user_version = 1",
)  # fmt: skip
"""What makes a record of the first version of one made by value."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.sqlite"
    with Record.open(path, analyser=analyser(), engine="test") as record:
        tell(record, "https://a.example/1", "2022-05-05", [POOL[4]])
        tell(record, "https://b.example/1", "2022-05-06", [POOL[5]])
    with sqlite3.connect(path) as raw:
        for statement in OLD:
            raw.execute(statement)
    return path


def test_an_old_record_opens_and_a_rebuild_brings_it_up(old: Path) -> None:
    with opened(old) as record:
        former = [fact.id for fact in facts(record, "mission_event")]
        assert len(former) == 2
        assert [problem.code for problem in record.problems()] == ["derivation"]
        record.rebuild()
        (fact,) = facts(record, "mission_event")
        assert fact.sources == 2
        assert list(record.problems()) == []
        found = [record.find(id) for id in former]
        assert {each.fact.id for each in found if each} == {fact.id}


def test_appending_to_an_old_record_brings_it_up(old: Path) -> None:
    with opened(old) as record:
        tell(record, "https://c.example/1", "2022-05-07", [POOL[5]])
        (fact,) = facts(record, "mission_event")
        assert fact.sources == 3
