"""What our own pairs of names must reach, and that the pairs are sound."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import name_pairs
from predict import predicted


def test_pairs_are_different_and_stand_in_three_parts() -> None:
    rows = name_pairs.pairs()
    assert len({(row["name1"], row["name2"]) for row in rows}) == len({row["pair_id"] for row in rows}) == len(rows)
    assert {row["part"] for row in rows} == {"seen", "held", "fresh"}


@pytest.mark.parametrize("part", ["seen", "held", "fresh"])
def test_names_are_told_apart_well_enough(part: str) -> None:
    rows = name_pairs.scored(name_pairs.pairs(part))
    everything, initials = name_pairs.measured(rows), name_pairs.measured(rows, "initials")
    assert everything["precision"] >= 0.98
    assert everything["recall"] >= 0.92
    assert initials["recall"] >= 0.95


def test_pairs_are_given_scores() -> None:
    lines = [
        json.dumps({"pair_id": "1", "name1": "Olaf Scholz", "name2": "Олаф Шольц", "kind": "Person"}),
        json.dumps({"pair_id": "2", "name1": "Bank of Ghana", "name2": "Port of Lagos", "kind": "Company"}),
    ]
    scores = {row["pair_id"]: row["score"] for row in predicted("names", iter(lines), tier="fast")}
    assert scores["1"] > 0.78 > 0.5 > scores["2"]
