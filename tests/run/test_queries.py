"""What a user asks of the record: sides of facts, offices, what is to come, what is promised, trade, missions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from chancery.model import (
    Agreement,
    ConsularDistrict,
    Cooperation,
    Document,
    Engagement,
    Evidence,
    Fact,
    Frame,
    Indicator,
    Institution,
    MissionEvent,
    MissionRef,
    Position,
    Project,
    RawItem,
)
from chancery.model.ledger import frame_id
from chancery.record import FactQuery, MergedFact, Record
from chancery.run import queries
from chancery.run.analyser import analyser
from chancery.run.queries import Question
from chancery.run.queries.sides import Sides

Tell = Callable[..., None]
SEAT = MissionRef(sending="Kazakhstan", mission_type="consulate_general", city="Yekaterinburg")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.sqlite", analyser=analyser(), engine="test") as opened:
        yield opened


@pytest.fixture
def tell(record: Record) -> Tell:
    """Puts a document into the record that says these facts, one a sentence."""
    told = []

    def document(*facts: Fact, published: str | None = None, modality: str = "completed") -> None:
        told.append(facts)
        key = f"{len(told)}.txt"
        text = " ".join(f"Sentence {number}." for number in range(len(facts)))
        frames = []
        for number, fact in enumerate(facts):
            quote = f"Sentence {number}."
            at = text.index(quote)
            id = frame_id(key, str(fact.__struct_config__.tag), quote, number)
            proof = (Evidence(at, at + len(quote), quote, number),)
            frames.append(Frame(id, fact, modality, proof, "test", 0.9))
        content = text.encode()
        origin = b"".join(at.to_bytes(4, "little") for at in range(len(content) + 1))
        read = Document(key, text, sha256(content).hexdigest(), origin=origin, published=published, lang="en")
        record.append(RawItem(key, content, published=published), read, "en", frames)

    return document


def said(found: list[MergedFact]) -> list[Fact]:
    return [each.fact for each in found]


def between(record: Record, one: str, other: str) -> list[Fact]:
    return said(queries.chosen(record, Question(between=(one, other))))


MEETING = Engagement(kind="meeting", participants=("Ada Lund", "Igor Berg"), date="2022-11-22")
CONSUL = Position(person="Ada Lund", role="consul_general", org="Kazakhstan")
GOVERNOR = Position(person="Igor Berg", role="governor", org="Astrakhan Oblast")


def test_people_meet_for_those_whom_they_serve(record: Record, tell: Tell) -> None:
    tell(MEETING, CONSUL, GOVERNOR)
    assert between(record, "Kazakhstan", "Russia") == [MEETING]
    assert between(record, "Астраханская область", "Казахстан") == [MEETING]
    assert between(record, "Lund", "Russia") == [MEETING]
    assert between(record, "Kazakhstan", "France") == []


def test_who_has_left_an_office_meets_for_nobody(record: Record, tell: Tell) -> None:
    tell(MEETING, GOVERNOR, Position(person="Ada Lund", role="ambassador", org="Kazakhstan", event="former"))
    assert between(record, "Kazakhstan", "Russia") == []


def test_two_sides_are_two_parties(record: Record, tell: Tell) -> None:
    own = Indicator(metric="exports", value=5.0, unit="USD", between=("Karaganda Region",))
    shared = Indicator(metric="exports", value=6.0, unit="USD", between=("Karaganda Region", "France"))
    tell(own, shared)
    assert between(record, "Karaganda Region", "Kazakhstan") == []
    assert between(record, "Kazakhstan", "France") == [shared]


def test_a_visit_is_an_affair_of_where_it_leads(record: Record, tell: Tell) -> None:
    visit = Engagement(kind="visit", participants=("Ada Lund",), place="Lyon")
    talks = Engagement(kind="meeting", participants=("Ada Lund",), place="Lyon")
    tell(visit, talks, CONSUL)
    assert between(record, "Kazakhstan", "France") == [visit]


def test_a_body_belongs_to_the_state_in_its_name(record: Record) -> None:
    assert "france" in Sides(record).names("National Assembly of France")
    assert Sides(record).names("Council of Europe") == {"council of europe"}


def test_affairs_across_borders_are_of_two_states(record: Record, tell: Tell) -> None:
    across = Project(title="bridge", parties=("Kazakhstan", "Astrakhan Oblast"))
    tell(across, Project(title="road", parties=("Russia", "Astrakhan Oblast")))
    assert said(queries.chosen(record, Question(across_borders=True))) == [across]


def test_sectors_are_those_of_projects_cooperation_and_institutions(record: Record, tell: Tell) -> None:
    taught = (
        Project(title="branch", sector="education"),
        Cooperation(parties=("France", "Peru"), fields=("health", "education")),
        Institution(name="School 9", kind="school"),
    )
    tell(*taught, Project(title="port", sector="transport_logistics"), CONSUL)
    assert said(queries.chosen(record, Question(sector="education"))) == list(taught)


@pytest.mark.parametrize(
    ("since", "until", "dates"),
    [
        ("2022-11-22", None, ["2022-11-22", "2022-11", "2023"]),
        ("2022-12", None, ["2023"]),
        (None, "2022-11-01", ["2022-11"]),
        ("2022", "2022", ["2022-11-22", "2022-11"]),
    ],
)
def test_a_fact_lies_where_its_date_may_lie(
    record: Record, tell: Tell, since: str | None, until: str | None, dates: list[str]
) -> None:
    tell(*(Agreement(title=date, date=date) for date in ("2022-11-22", "2022-11", "2023")))
    found = queries.chosen(record, Question(since=since, until=until))
    assert [getattr(fact, "date", None) for fact in said(found)] == dates


def test_a_fact_without_a_date_lies_where_it_was_told(record: Record, tell: Tell) -> None:
    tell(CONSUL, published="2022-05-01")
    tell(GOVERNOR)
    assert said(queries.chosen(record, Question(since="2022"))) == [CONSUL]
    assert said(queries.chosen(record, Question(since="2023"))) == []


def test_documents_are_narrowed_alike(record: Record, tell: Tell) -> None:
    tell(MEETING, CONSUL, GOVERNOR)
    tell(CONSUL)
    (found,) = queries.chosen_by_document(record, Question(between=("Kazakhstan", "Russia")))
    assert [frame.fact for frame in found.frames] == [MEETING]


def test_a_limit_counts_what_is_wanted(record: Record, tell: Tell) -> None:
    tell(*(Agreement(title=str(number), parties=("Peru", "Chad")) for number in range(3)), CONSUL)
    question = Question(query=FactQuery(limit=2), between=("Chad", "Peru"))
    assert [getattr(fact, "title", None) for fact in said(queries.chosen(record, question))] == ["0", "1"]


def test_the_agenda_is_what_was_still_to_come_by_date(record: Record, tell: Tell) -> None:
    far, near = (Engagement(kind="forum", place="Oral", date=date) for date in ("2026", "2025-12-01"))
    undated, past = Engagement(kind="meeting"), Engagement(kind="visit", date="2024-01-01")
    tell(far, near, undated, past, published="2025-11-13", modality="planned")
    tell(Engagement(kind="forum", date="2027"), published="2025-11-13")
    assert said(queries.agenda(record, Question(since="2025-11-13"))) == [near, far, undated]
    assert said(queries.agenda(record, Question(since="2025-11-14"))) == [near, far]


def test_a_promise_has_somebody_who_makes_it(record: Record, tell: Tell) -> None:
    offered = Cooperation(parties=("France", "Peru"), by="Ada Lund")
    wished = Cooperation(parties=("France", "Chad"))
    tell(offered, wished, Project(title="idea"), modality="proposed")
    planned = Project(title="bridge", parties=("France", "Peru"))
    tell(planned, modality="planned")
    tell(Project(title="built", proposer="Ada Lund"), modality="completed")
    tell(Cooperation(parties=("France", "Peru"), by="Igor Berg"), modality="ongoing")
    assert said(queries.commitments(record, Question())) == [offered, planned]


def test_trade_is_put_by_year_and_the_rest_last(record: Record, tell: Tell) -> None:
    last, first, target = (
        Indicator(metric="exports", value=1.0, unit="USD", between=("Peru", "France"), period=period)
        for period in ("2024", "2023-01/2023-09", "../2030")
    )
    unknown = Indicator(metric="trade_turnover", value=2.0, unit="USD", between=("Peru", "France"))
    tell(unknown, target, last, first, Indicator(metric="students", value=3.0, between=("Peru", "France")))
    assert said(queries.trade(record, "Peru", "France")) == [first, last, target, unknown]
    assert said(queries.trade(record, "Перу")) == [first, last, target, unknown]
    assert queries.trade(record, "Peru", "Chad") == []


def test_an_office_has_the_holder_last_heard_of(record: Record, tell: Tell) -> None:
    tell(
        Position(person="Ada Lund", role="ambassador", org="Russia", receiving="Peru", event="appointed", date="2021"),
        Position(person="Ada Lund", role="ambassador", org="Russia"),
        Position(person="Ole Dahl", role="ambassador", org="Russia", receiving="Peru", event="former"),
        published="2022-01-01",
    )
    (row,) = queries.offices(record, state="Россия")
    assert (row.person, row.place, row.since, row.heard) == ("Ada Lund", "Peru", "2021", "2022-01-01")
    assert len(row.evidence) == 2
    assert [row.person for row in queries.offices(record, state="Russia", with_former=True)] == ["Ada Lund", "Ole Dahl"]
    tell(
        Position(person="Ada Lund", role="ambassador", org="Russia", receiving="Peru", event="recalled"),
        published="2023-01-01",
    )
    assert queries.offices(record, state="Russia") == []
    assert [row.person for row in queries.offices(record, state="Russia", as_of="2022")] == ["Ada Lund"]


def test_offices_are_found_by_state_body_and_role(record: Record, tell: Tell) -> None:
    deputy = Position(person="Eva Holm", role="member_of_parliament", org="National Assembly of France")
    tell(CONSUL, GOVERNOR, deputy)

    def holders(**wanted: str) -> list[str]:
        return [row.person for row in queries.offices(record, **wanted)]

    assert holders(state="Russia") == ["Igor Berg"]
    assert holders(state="France") == holders(body="assembly") == ["Eva Holm"]
    assert holders(role="consul_general") == ["Ada Lund"]
    assert holders(body="Kazakhstan") == ["Ada Lund"]


def test_a_mission_has_officers_and_its_district_people(record: Record, tell: Tell) -> None:
    tell(
        MissionEvent(event="opened", mission_type="consulate_general", sending="Kazakhstan", city="Yekaterinburg"),
        ConsularDistrict(mission=SEAT, areas=("Kurgan Oblast",)),
        Indicator(metric="diaspora", value=90000.0, unit="persons", qualifier=">", between=("Kazakhstan",)),
        Position(person="Ole Dahl", role="vice_consul", org="Kazakhstan", place="Yekaterinburg"),
        Indicator(metric="students", value=60000.0, unit="persons", between=("Kazakhstan",)),
        Indicator(metric="population", value=700000.0, unit="persons", between=("Kurgan Oblast",)),
        Indicator(metric="enterprises", value=5.0, between=("Kurgan Oblast",)),
    )
    (row,) = queries.missions(record, serving="Kurgan Oblast")
    assert row.officers == ("Ole Dahl",)
    assert [(each.metric, each.of) for each in row.people] == [("diaspora", "Kazakhstan"), ("population", None)]
