"""Laws of the table of rules: every rule of every language stands in it once."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tools")]

import rule_table  # noqa: E402
from chancery.lang import codes, load  # noqa: E402

RULES = {code: [rule.id for rule in load(code).rules] for code in codes()}


def test_the_rows_add_up_to_the_rules_of_each_language() -> None:
    rows = [re.findall(r"\d+", row) for row in list(rule_table.by_frame())[2:]]
    sums = [sum(map(int, column)) for column in zip(*rows, strict=True)]
    assert dict(zip(codes(), sums, strict=True)) == {code: len(rules) for code, rules in RULES.items()}


@pytest.mark.parametrize("code", codes())
def test_a_rule_that_no_article_calls_on_is_named(code: str) -> None:
    called, *others = RULES[code]
    told = "\n".join(rule_table.idle(rule_table.Use(matched=Counter({called: 1}))))
    assert f"`{called}`" not in told
    assert all(told.count(f"`{other}`") == 1 for other in others)
    assert f"### {code}: {len(others)} of {len(others) + 1}" in told


def test_a_rule_that_matches_without_a_fact_of_its_own_is_named() -> None:
    clause = next(rule.id for rule in load(codes()[0]).rules if rule.layer == "clause")
    matched = rule_table.Use(matched=Counter({clause: 1}))
    section = "lead to no fact of their own"
    assert f"- `{clause}`" in rule_table.page(matched, "").partition(section)[2]
    told = rule_table.Use(matched=Counter({clause: 1}), facts=Counter({clause: 1}))
    assert f"- `{clause}`" not in rule_table.page(told, "").partition(section)[2]


@pytest.mark.parametrize("code", codes())
def test_data_is_counted_without_blanks_and_remarks(code: str) -> None:
    assert (
        0
        < rule_table.lines(code, "grammar")
        < sum(
            len(path.read_text(encoding="utf-8").splitlines())
            for path in (rule_table.DATA / code / "grammar").iterdir()
        )
    )
