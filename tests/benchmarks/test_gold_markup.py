"""Laws of the marked gold articles: what is built says what the marks say."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "benchmarks" / "gold"
DEV = GOLD / "dev"
SETS = ("dev", "second", "third")


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_tool", ROOT / "tools" / "gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold_tool"] = module
    spec.loader.exec_module(module)
    return module


gold = _load()
ARTICLES = [article for name in SETS for article in gold.load(GOLD / name)]
RECORDS = {article.text: gold.record(article) for article in ARTICLES}
WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


def _article(text: str, names: str = "", facts: str = "", tmp: Path | None = None):
    assert tmp is not None
    path = tmp / "sample.gold.txt"
    path.write_text(f"lang: ru\npublished: -\n---\n{text}\n---\n{names}\n---\n{facts}\n", encoding="utf-8")
    return gold.read(path)


@pytest.mark.parametrize("name", SETS)
def test_the_sources_have_no_fault(name: str) -> None:
    assert gold.faults(GOLD / name) == []


@pytest.mark.parametrize("name", SETS)
def test_both_languages_are_there_in_like_number(name: str) -> None:
    langs = [article.head["lang"] for article in gold.load(GOLD / name)]
    assert abs(langs.count("en") - langs.count("ru")) <= 2


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_no_mark_is_left_in_the_text(article) -> None:
    assert not set("{}|") & set(article.text)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_written_forms_occur_in_the_text(article) -> None:
    for fact in RECORDS[article.text]["facts"]:
        written = [fact.get("as_written"), *fact.get("participants_as_written", [])]
        assert all(form in article.text for form in written if form)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_a_forbidden_fact_is_not_asked_for(article) -> None:
    record = RECORDS[article.text]
    for rule in record["must_not"]:
        fields = {k: v for k, v in rule.items() if k != "why"}
        assert rule["why"]
        assert not any(all(fact.get(k) == v for k, v in fields.items()) for fact in record["facts"])


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_every_number_that_a_fact_gives_is_marked(article) -> None:
    for line in article.lines:
        keys = dict(line.fields)
        if line.type == "indicator" and not line.sign:
            assert keys.get("value", "@").startswith("@")
            assert keys.get("change", "@").startswith("@")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_one_list_of_keywords_is_met_in_the_text(article) -> None:
    text = article.text.lower()
    for fact in RECORDS[article.text]["facts"]:
        lists = fact.get("keywords", [])
        assert not lists or any(all(stem.lower() in text for stem in stems) for stems in lists), lists


def card() -> str:
    return (GOLD / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SETS)
def test_the_card_holds_the_current_counts(name: str) -> None:
    assert "\n".join(gold.counts(GOLD / name)) in card()


@pytest.mark.parametrize("name", ["dev", "second"])
def test_the_card_holds_the_agreement_of_the_annotators(name: str) -> None:
    files = [GOLD / name / f"{which}-annotation.jsonl" for which in ("first", "second")]
    rows = gold.ACTIONS["agreement"](files)
    assert "\n".join(row for row in rows if row.startswith("|")) in card()


def test_records_are_json() -> None:
    assert all(json.loads(json.dumps(record)) == record for record in RECORDS.values())


@given(before=WORDS, surface=WORDS, after=WORDS)
def test_a_mark_reads_as_its_surface(before: str, surface: str, after: str) -> None:
    text = f"{before} {{p1|{surface}|person|Ins}} {after}"
    assert gold.MARK.sub(lambda m: m[2], text) == f"{before} {surface} {after}"


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_a_list_comes_apart_where_it_was_joined(members: list[str]) -> None:
    assert gold.split_list(f"[{', '.join(members)}]") == members
    assert gold.split_list(f"[[{', '.join(members)}], {members[0]}]") == [f"[{', '.join(members)}]", members[0]]


def test_an_oblique_name_keeps_its_written_form_beside_the_canonical_one(tmp_path: Path) -> None:
    names = "p1 = Galym Orazbakov / Галым Оразбаков"
    line = "position: person=@p1; role=ambassador"
    article = _article("С {p1|Галымом Оразбаковым|person|Ins}.", names, line, tmp_path)
    fact = gold.fact(article, article.lines[0])
    assert (fact["person"], fact["as_written"]) == ("Galym Orazbakov", "Галымом Оразбаковым")
    assert (fact["nominative"], fact["event"], fact["modality"]) == ("Галым Оразбаков", "holds", "ongoing")


def test_a_number_brings_its_unit(tmp_path: Path) -> None:
    line = "indicator: metric=staff; value=@n1; qualifier=range"
    article = _article("{n1|500–600|number}", "n1 = 500..600 persons", line, tmp_path)
    fact = gold.fact(article, article.lines[0])
    assert (fact["value"], fact["unit"], fact["qualifier"]) == ([500, 600], "persons", "range")


def test_an_interval_keeps_its_end(tmp_path: Path) -> None:
    line = "engagement: kind=visit; participants=[@p1]; date=@d1"
    names = "d1 = 2021-10-20/2021-10-24\np1 = Anna Berg / Анна Берг"
    article = _article("{p1|Анна Берг|person} {d1|с 20 по 24 октября|date|Gen}", names, line, tmp_path)
    assert gold.fact(article, article.lines[0])["date"] == "2021-10-20/2021-10-24"


def test_a_value_may_hold_the_signs_of_the_notation(tmp_path: Path) -> None:
    article = _article("x", "", "statement: speaker=A; gist=one thing; and another; quote=direct", tmp_path)
    fact = gold.fact(article, article.lines[0])
    assert (fact["gist"], fact["quote"]) == ("one thing; and another", "direct")


@pytest.mark.parametrize(
    ("text", "names", "facts"),
    [("x", "p1 = A", ""), ("x", "", "position: person=@p1; role=minister")],
    ids=["a name without a mark", "a reference without a name"],
)
def test_what_refers_to_nothing_is_a_fault(text: str, names: str, facts: str, tmp_path: Path) -> None:
    with pytest.raises(gold.GoldFault):
        gold.record(_article(text, names, facts, tmp_path))


def test_strange_identifiers_and_lone_marks_are_reported(tmp_path: Path) -> None:
    _article("{p1|Иваном|person|Ins}", "", "position: person=@p1; role=wizard", tmp_path)
    article = gold.read(tmp_path / "sample.gold.txt")
    known = gold.identifiers(DEV.parent / "identifiers.txt")
    assert any("has no name" in fault for fault in gold.mark_faults(article))
    assert any("wizard" in fault for fault in gold.strange(article, article.lines[0], known))
