"""The packs are their own tests: every rule by its own sentences, every identifier on the public list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chancery.errors import PackError
from chancery.grammar import Rule
from chancery.lang import capabilities, codes, load
from chancery.lang.pack import CAPABILITIES, LAYERS
from chancery.model import FactType, Modality
from chancery.run.proof import MARKED, faults, rule_faults, unmarked

ROOT = Path(__file__).resolve().parents[2]
LISTED = ROOT / "benchmarks" / "gold" / "identifiers.txt"
REFERENCE = ROOT / "docs" / "reference" / "identifiers.md"

GENERAL_ROLES = {
    "advisor", "chair", "chief_of_police", "commander", "counterpart", "deputy_chair", "deputy_head", "director",
    "first_deputy_chair", "founder", "head", "judge", "leader", "member", "representative", "secretary",
}  # fmt: skip
"""Roles that the list of expected facts does not ask for: general words, where nothing tells the precise office."""

EXTENSIONS = {"role": GENERAL_ROLES, "metric": {"agreements", "tourists"}}
"""Identifiers of the packs beyond those that expected facts may use; the reference must name each of them."""

SHARED_FRAMES = {"venture"}
"""Frames that stand for several types of fact: a venture is a project or an institution."""

RULES = [(code, rule) for code in codes() for rule in load(code).rules]
each_rule = pytest.mark.parametrize(("code", "rule"), RULES, ids=[rule.id for _, rule in RULES])
each_language = pytest.mark.parametrize("code", codes())
Identifiers = dict[str, set[str]]


def listed() -> Identifiers:
    """The identifiers that expected facts may use, by field (or type.field)."""
    lines = [line for line in LISTED.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {field: set(names.split()) for field, names in (line.split(": ", 1) for line in lines)}


def fixed(code: str, key: str, frame: str) -> set[str]:
    """The values that the rules of one frame fix for a key."""
    return {value for rule in load(code).rules if rule.frame == frame for name, value in rule.fixed if name == key}


def used(code: str) -> Identifiers:
    """The identifiers that a pack can bring into a fact, by field (or type.field)."""
    pack, metrics = load(code), load(code).measures.metric
    return {
        "role": {role.id for role in pack.roles.role} | {refined.id for refined in pack.roles.refine},
        "mission_type": {mission.id for mission in pack.missions.mission},
        "mission_event.event": fixed(code, "event", "mission_event"),
        "position.event": fixed(code, "event", "position"),
        "op": fixed(code, "op", "consular_district"),
        "engagement.kind": fixed(code, "kind", "engagement") | {title.id for title in pack.kinds.title},
        "metric": {metric.id for metric in metrics}
        | {metric.target for metric in metrics if metric.target}
        | fixed(code, "metric", "indicator"),
        "unit": {unit for metric in metrics for unit in (*metric.units, metric.unit) if unit} - {"*"},
        "modality": {marker.modality for marker in pack.modality.marker}
        | {value for rule in pack.rules for name, value in rule.fixed if name == "modality"},
        "agreement.kind": fixed(code, "kind", "agreement"),
        "function": fixed(code, "function", "function"),
    }


def beyond() -> Iterator[tuple[str, str]]:
    """Field and identifier of everything that packs use beyond the list."""
    allowed = listed()
    for code in codes():
        for field, names in used(code).items():
            yield from ((field, name) for name in names - allowed[field])


def test_at_least_two_languages_have_packs() -> None:
    assert {"en", "ru"} <= set(codes())


@each_rule
def test_a_rule_holds_by_its_own_sentences(code: str, rule: Rule) -> None:
    assert list(rule_faults(rule, code)) == []


@each_rule
def test_a_rule_stands_beside_its_proof(code: str, rule: Rule) -> None:
    assert rule.accepts
    assert rule.rejects
    assert not any(MARKED.search(sentence) for sentence in rule.rejects)


@each_rule
def test_a_proof_marks_only_slots_that_the_rule_has(code: str, rule: Rule) -> None:
    slots = {slot.name for slot in rule.slots}
    for sentence in rule.accepts:
        text, marked = unmarked(sentence)
        assert marked.keys() <= slots
        assert "{" not in text


@each_rule
def test_a_required_slot_is_marked_in_every_proof(code: str, rule: Rule) -> None:
    required = {slot.name for slot in rule.slots if slot.required}
    assert all(required <= unmarked(sentence)[1].keys() for sentence in rule.accepts)


def test_english_holds_in_the_fast_tier() -> None:
    assert faults("en", tier="fast") == []


@each_language
def test_rule_ids_are_unique_and_bear_their_language(code: str) -> None:
    ids = [rule.id for rule in load(code).rules]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(rf"{code}(\.[a-z_]+)+", each) for each in ids)


def test_a_frame_is_a_type_of_fact_and_a_phrase_is_one_of_the_layers() -> None:
    frames = {"clause": {kind.value for kind in FactType} | SHARED_FRAMES, "phrase": set(LAYERS)}
    assert [rule.id for _, rule in RULES if rule.frame not in frames[rule.layer]] == []


def test_packs_read_the_same_types_of_fact() -> None:
    frames = [{rule.frame for rule in load(code).rules if rule.layer == "clause"} for code in codes()]
    assert all(each == frames[0] for each in frames)
    assert frames[0] >= {"mission_event", "consular_district", "position", "engagement", "indicator"}


@each_language
def test_a_pack_says_what_it_has(code: str) -> None:
    there = dict(capabilities(code))
    assert tuple(there) == CAPABILITIES
    assert all(there[name] for name in ("grammar", "roles", "missions", "syntax", "modality", "calendar"))


def test_packs_have_the_same_parts() -> None:
    """What one language can do, every language of this release can."""
    assert len({capabilities(code) for code in codes()}) == 1


def test_a_language_without_pack_is_said_to_have_none() -> None:
    assert not any(there for _, there in capabilities("tlh"))
    with pytest.raises(PackError, match="no language pack for 'tlh'"):
        load("tlh")


@each_language
def test_modalities_are_of_the_closed_list(code: str) -> None:
    assert used(code)["modality"] <= {modality.value for modality in Modality}


def test_identifiers_are_listed_or_known_extensions() -> None:
    assert {(field, name) for field, name in beyond() if name not in EXTENSIONS.get(field, ())} == set()


def test_every_extension_is_used() -> None:
    assert set(beyond()) == {(field, name) for field, names in EXTENSIONS.items() for name in names}


@pytest.mark.skipif(not REFERENCE.exists(), reason="docs/reference/identifiers.md is not there")
def test_the_reference_names_every_identifier_of_the_packs() -> None:
    named = set(re.findall(r"^\| `([^`]+)` \|", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE))
    all_used = {name for code in codes() for names in used(code).values() for name in names}
    money = {"USD", "EUR", "RUB", "KZT", "INR", "CNY", "GBP", "TRY"}
    assert all_used - named - money == set()
