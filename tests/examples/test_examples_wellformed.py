"""The example articles and the facts expected of them hold together."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chancery.model.kinds import Modality
from chancery.serve.catalog import catalog

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"
LEXICON = SHARED / "lexicon"
SEEDS = SHARED / "seeds"
RUN = 8  # words in a row that no example may share with a sample article

FIVE = {"mission_event", "consular_district", "position", "engagement", "indicator"}
OTHERS = {"function", "membership", "delegation", "agreement", "cooperation", "project", "institution", "statement"}
STAGES = [
    "exists",
    "discussed",
    "proposed",
    "planned",
    "announced",
    "ordered",
    "approved",
    "opened",
    "operational",
    "transformed",
    "relocated",
    "suspended",
    "reopened",
    "closed",
    "cancelled",
    "denied",
]
TENURES = [
    "holds",
    "appointed",
    "credentials",
    "exequatur",
    "acting",
    "departing",
    "relieved",
    "recalled",
    "resigned",
    "persona_non_grata",
    "former",
]
UNITS = [
    "persons",
    "companies",
    "missions",
    "countries",
    "centres",
    "departments",
    "flights",
    "services",
    "agreements",
    "percent",
    "rank",
]
QUALIFIERS = ["=", "~", ">", "<", ">=", "<=", "range"]
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

GOLD: list[dict[str, Any]] = [
    json.loads(line) for line in (EXAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines()
]


def articles() -> Iterator[tuple[str, str]]:
    """Each example document: the name that the expectations give it, and its text without markup."""
    for path in sorted(EXAMPLES.glob("[0-9]*.*")):
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            for item in map(json.loads, content.splitlines()):
                yield item["url"], f"{item['title']}\n{item['text']}"
        else:
            yield path.name, plain(content)


def plain(content: str) -> str:
    """Text of a page or a file, tags and emphasis taken out, white space made single."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>|\*\*", " ", content)).split())


def named(doc: dict[str, Any]) -> str:
    return str(doc.get("file") or doc["url"])


def identifiers(listing: str, *keys: str) -> set[str]:
    """Values of the given keys at the head of an entry of a word list."""
    path = LEXICON / listing
    if not path.exists():
        pytest.skip(f"no word list {listing} beside this checkout")
    return set(re.findall(rf"\{{(?:{'|'.join(keys)}): (\w+)", path.read_text(encoding="utf-8")))


def facts(*types: str) -> Iterator[dict[str, Any]]:
    for doc in GOLD:
        yield from (fact for fact in doc["facts"] if not types or fact["type"] in types)


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


TEXTS = dict(articles())


def test_every_document_is_named_once() -> None:
    assert sorted(map(named, GOLD)) == sorted(TEXTS)


def test_both_languages_have_their_share() -> None:
    assert [sum(doc["lang"] == lang for doc in GOLD) for lang in ("en", "ru")] == [8, 8]


@pytest.mark.parametrize("doc", GOLD, ids=named)
def test_a_document_says_what_it_lists_completely(doc: dict[str, Any]) -> None:
    assert set(doc["exhaustive_types"]) == FIVE
    assert doc["strict"] is True
    assert doc["published"] is None or DAY.fullmatch(doc["published"])
    assert {fact["type"] for fact in doc["facts"]} <= FIVE | OTHERS
    assert all(rule["why"] and rule["type"] in FIVE | OTHERS for rule in doc["must_not"])


@pytest.mark.parametrize("doc", GOLD, ids=named)
def test_written_forms_stand_in_the_text(doc: dict[str, Any]) -> None:
    text = TEXTS[named(doc)]
    for fact in doc["facts"]:
        for form in [fact.get("as_written"), fact.get("speaker_as_written"), *fact.get("participants_as_written", [])]:
            assert form is None or form in text


@pytest.mark.parametrize("doc", GOLD, ids=named)
def test_written_participants_are_in_the_order_of_the_names(doc: dict[str, Any]) -> None:
    for fact in doc["facts"]:
        if "participants_as_written" in fact:
            assert len(fact["participants_as_written"]) == len(fact["participants"])


@pytest.mark.parametrize("doc", GOLD, ids=named)
def test_people_of_an_engagement_have_a_position(doc: dict[str, Any]) -> None:
    holders = {fact["person"] for fact in doc["facts"] if fact["type"] == "position"}
    for fact in doc["facts"]:
        if fact["type"] == "engagement" and fact["kind"] != "forum":
            assert set(fact["participants"]) <= holders


def test_modalities_and_dates_are_of_the_format() -> None:
    modalities = {m.value for m in Modality}
    for fact in facts():
        assert fact["modality"] in modalities
        assert "date" not in fact or DAY.fullmatch(fact["date"])


def test_stages_and_tenures_are_of_the_format() -> None:
    assert {fact["event"] for fact in facts("mission_event")} <= set(STAGES)
    assert {fact["event"] for fact in facts("position")} <= set(TENURES)
    assert {fact["op"] for fact in facts("consular_district")} <= {"covers", "added", "removed"}


def test_roles_are_listed() -> None:
    assert {fact["role"] for fact in facts("position")} <= identifiers("roles.yaml", "id")


def test_mission_types_are_listed() -> None:
    known = identifiers("missions.yaml", "id")
    named_types = {fact["mission_type"] for fact in facts("mission_event")}
    assert named_types | {fact["mission"]["mission_type"] for fact in facts("consular_district")} <= known


def test_kinds_are_listed() -> None:
    known = identifiers("events.yaml", "kind")
    assert {fact["kind"] for fact in facts("engagement", "agreement")} <= known


def test_metrics_are_listed() -> None:
    assert {fact["metric"] for fact in facts("indicator")} <= set(catalog().labels["metric"])


def test_figures_have_a_number_a_unit_and_a_qualifier() -> None:
    for fact in facts("indicator"):
        assert "value" in fact or "change" in fact
        assert "value" not in fact or fact["unit"] in UNITS or re.fullmatch("[A-Z]{3}", fact["unit"])
        assert fact["qualifier"] in QUALIFIERS


def test_nothing_is_copied_from_the_sample_articles() -> None:
    if not SEEDS.exists():
        pytest.skip("no sample articles beside this checkout")
    seeds = set[tuple[str, ...]]().union(*(runs(path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.txt")))
    assert {name: run for name, text in TEXTS.items() for run in runs(text) & seeds} == {}


def test_the_table_of_the_read_me_lists_every_file() -> None:
    table = re.findall(r"^\| `([^`]+)`", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.M)
    assert table == sorted(path.name for path in EXAMPLES.glob("[0-9]*.*"))
