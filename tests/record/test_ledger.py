"""Claims: every fact is its claims, and the names of things depend on meaning alone."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from msgspec.structs import replace
from record_samples import DISTRICT, facts

from chancery.model import Evidence, Frame, Indicator, Position
from chancery.model.ledger import claims, fact_id, fact_of, frame_id


def framed(fact: object, **rest: object) -> Frame:
    known = {"modality": "completed", "evidence": (Evidence(0, 1, "x", 0),), "rule": "r", "confidence": 0.5}
    return Frame(id="f" * 32, fact=fact, **(known | rest))


def merged_id(fact: object, modality: str = "completed", polarity: str = "asserted") -> str:
    return fact_id(claims(framed(fact)), modality, polarity)


@settings(max_examples=300, deadline=None)
@given(facts())
def test_a_fact_is_its_claims(fact: object) -> None:
    stated = claims(framed(fact))
    assume(stated)  # a payload without any value states nothing, and no rule gives one
    assert fact_of(stated) == fact
    assert len({claim.id for claim in stated}) == len(stated)
    assert fact_of(reversed(stated)) == fact


def test_a_claim_keeps_words_and_span_beside_its_value() -> None:
    frame = framed(Position("number1", "consul", as_written="№1", org_as_written="ведомство"), spans={"person": (3, 5)})
    by_role = {claim.role: claim for claim in claims(frame)}
    assert set(by_role) == {"person", "role", "event", "org"} - {"event"}
    assert (by_role["person"].as_written, by_role["person"].start, by_role["person"].end) == ("№1", 3, 5)
    assert (by_role["org"].value, by_role["org"].as_written) == ("null", "ведомство")


def test_how_a_fact_is_written_does_not_change_which_fact_it_is() -> None:
    plain = Position("number1", "consul", org="State1")
    assert merged_id(plain) == merged_id(replace(plain, as_written="№1", nominative="№1", role_as_written="консул"))
    assert merged_id(DISTRICT) == merged_id(replace(DISTRICT, areas_as_written=("a", "b"), inferred=True))


@pytest.mark.parametrize("other", [{"role": "vice_consul"}, {"org": None}, {"date": "2022"}, {"concurrent": True}])
def test_another_value_is_another_fact(other: dict[str, object]) -> None:
    plain = Position("number1", "consul", org="State1")
    assert merged_id(plain) != merged_id(replace(plain, **other))


def test_modality_and_polarity_tell_facts_apart() -> None:
    plain = Position("number1", "consul")
    ids = {merged_id(plain), merged_id(plain, "planned"), merged_id(plain, "completed", "denied")}
    assert len(ids) == 3


def test_equal_numbers_are_one_value() -> None:
    assert merged_id(Indicator("population", 30_000_000)) == merged_id(Indicator("population", 3e7))
    assert merged_id(Indicator("population", 0.0)) == merged_id(Indicator("population", -0.0))


def test_a_frame_id_depends_on_each_of_its_parts() -> None:
    parts = ("doc", "position", "quote", 0)
    others = [("d", "ocposition", "quote", 0), ("doc", "engagement", "quote", 0), (*parts[:2], "q", 0), (*parts[:3], 1)]
    assert len({frame_id(*parts), *(frame_id(*other) for other in others)}) == 5
    assert frame_id(*parts) == frame_id(*parts)
    assert len(frame_id(*parts)) == 32
