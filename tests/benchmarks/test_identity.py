"""The score of what is one: known partitions give known figures, and the gold names only words of its articles."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import identity

ONE, TWO, THREE = ("a", "x"), ("b", "x"), ("c", "y")


def test_a_perfect_partition_scores_one() -> None:
    found = identity.scores([ONE, TWO, THREE], {ONE: "1", TWO: "1", THREE: "2"})
    assert {found[name] for name in found if name != "mentions"} == {1.0}


def test_what_is_joined_costs_precision_and_what_is_split_recall() -> None:
    joined = identity.scores([ONE, TWO, THREE], {ONE: "1", TWO: "1", THREE: "1"})
    assert (joined["pair_precision"], joined["pair_recall"]) == (0.3333, 1.0)
    split = identity.scores([ONE, TWO, THREE], {ONE: "1", TWO: "2", THREE: "3"})
    assert (split["b3_precision"], split["b3_recall"]) == (1.0, 0.6667)


def test_what_is_not_found_stands_alone() -> None:
    found = identity.scores([ONE, TWO], {ONE: "1"})
    assert (found["pair_recall"], found["found"]) == (0.0, 0.5)


def test_gold_words_stand_in_their_articles() -> None:
    seats = identity.events()["missions"]
    for article in identity.articles():
        assert all(words in article["text"] for words in article.get("people", {}).values()), article["id"]
        assert all(words in article["text"] for _, words in article.get("engagements", {}).values()), article["id"]
        assert set(article.get("missions", ())) <= seats.keys()


@pytest.mark.parametrize("kind", identity.KINDS)
def test_every_kind_has_entries_told_more_than_once(kind: str) -> None:
    mentions = identity.gold()[kind]
    assert len(mentions) > len({id for _, id in mentions}) > 10
