"""Laws of the public lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serve_samples import FACTS, OPENED, SENTENCE, frame

from chancery.model import (
    ConsularDistrict,
    DocumentFacts,
    Engagement,
    Indicator,
    MissionRef,
    Origin,
    Position,
    Reason,
    Rejected,
)
from chancery.serve.lines import ALWAYS_LISTS, document_line, encoded, fact_fields, fact_line, refusal_line


def test_a_fact_says_how_it_is_known_before_what_it_says() -> None:
    assert list(fact_line(frame())) == [
        "id", "type", "modality", "confidence", "rule", "evidence",
        "event", "mission_type", "sending", "receiving", "city", "date",
    ]  # fmt: skip


def test_what_the_text_names_stands_between() -> None:
    line = fact_line(frame(polarity="denied", speaker="Ada Lund", source=Origin(agency="NTB")))
    assert line["polarity"] == "denied"
    assert (line["speaker"], line["source"]) == ("Ada Lund", {"agency": "NTB"})


def test_the_same_frame_gives_the_same_bytes() -> None:
    assert encoded(fact_line(frame())) == encoded(fact_line(frame()))


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_no_field_is_empty_but_the_lists_that_readers_count(fact: object) -> None:
    for name, value in fact_fields(fact).items():  # type: ignore[arg-type]
        assert name in ALWAYS_LISTS or value not in (None, False, "", [], {})


def test_lists_that_readers_count_are_always_there() -> None:
    assert fact_fields(Engagement(kind="visit")) == {"kind": "visit", "participants": []}
    district = fact_fields(ConsularDistrict(mission=MissionRef(city="Nice")))
    assert district == {"mission": {"city": "Nice"}, "op": "covers", "areas": []}
    assert fact_fields(Indicator(metric="gdp"))["between"] == []


def test_defaults_that_mean_something_are_said() -> None:
    assert fact_fields(Position(person="Ada Lund", role="consul"))["event"] == "holds"
    assert fact_fields(Indicator(metric="gdp", value=1.0))["qualifier"] == "="
    assert "concurrent" not in fact_fields(Position(person="Ada Lund", role="consul"))
    assert fact_fields(Position(person="Ada Lund", role="consul", concurrent=True))["concurrent"] is True


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_survive_and_whole_ones_have_no_fraction(value: float) -> None:
    line = json.loads(encoded(fact_fields(Indicator(metric="gdp", value=value, change=value))))
    assert line["value"] == line["change"] == value
    assert isinstance(line["value"], int) is value.is_integer()


def test_a_range_is_a_pair() -> None:
    assert encoded({"value": fact_fields(Indicator(metric="gdp", value=(1.0, 2.5)))["value"]}) == '{"value":[1,2.5]}'


def test_zero_is_a_value() -> None:
    assert fact_fields(Indicator(metric="trade_balance", value=0.0))["value"] == 0


def test_evidence_can_be_told_in_other_offsets() -> None:
    (told,) = fact_line(frame(), lambda start, end: (start + 3, end + 3))["evidence"]  # type: ignore[misc]
    assert (told["start"], told["end"], told["quote"]) == (3, 3 + len(SENTENCE), SENTENCE)


def test_a_document_names_only_what_names_it() -> None:
    doc = DocumentFacts(key="u", lang="en", published=None, title=None, frames=(frame(OPENED),), url="u")
    line = document_line(doc)
    assert list(line) == ["url", "lang", "published", "title", "facts", "rejected"]
    assert (line["published"], line["rejected"]) == (None, None)


def test_a_refused_document_has_its_reason_and_no_facts() -> None:
    line = refusal_line(Rejected("a.txt", Reason.EMPTY, "the file is empty", file="a.txt"))
    assert line["rejected"] == {"reason": "empty", "message": "the file is empty"}
    assert (line["file"], line["facts"]) == ("a.txt", [])


@given(st.text(st.characters(), max_size=20))
def test_every_text_is_encoded_and_comes_back(text: str) -> None:
    assert json.loads(encoded({"title": text})) == {"title": text}


def test_a_lone_surrogate_is_escaped() -> None:
    assert json.loads(encoded({"file": "\udcff.txt", "title": "посол"})) == {"file": "\udcff.txt", "title": "посол"}
