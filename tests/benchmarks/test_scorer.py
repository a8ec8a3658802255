"""Laws of the scorer, and its agreement with the public scorer where that is at hand."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "benchmarks"))

import score as scorer  # noqa: E402
from gate import judged, verdicts  # noqa: E402
from spelling import same_name, same_place  # noqa: E402

TYPES = ["mission_event", "consular_district", "position", "engagement", "indicator"]
Line = dict[str, Any]

TEXT = "Ruritania opened a consulate general in Strelsau. Trade reached $30 million."


def fact(**fields: Any) -> Line:
    quote = TEXT.split(". ")[0] + "."
    return {**fields, "evidence": [{"start": 0, "end": len(quote), "quote": quote, "sentence": 0}]}


OPENED = fact(
    type="mission_event",
    event="opened",
    mission_type="consulate_general",
    sending="Norway",
    city="Nice",
    modality="completed",
)
TRADE = fact(type="indicator", metric="trade_turnover", value=30000000, unit="USD", between=["Norway", "France"])


def document(*facts: Line, **fields: Any) -> Line:
    return {"file": "a.txt", "exhaustive_types": TYPES, "strict": True, "facts": list(facts), **fields}


def summary(gold: Line, *preds: Line) -> dict[str, Any]:
    return scorer.score([gold], [document(*preds)], {"a.txt": TEXT}).summary(TYPES)


def test_gold_against_itself_is_perfect() -> None:
    measured = summary(document(OPENED, TRADE), OPENED, TRADE)
    assert (measured["recall_all"], measured["precision_all"], measured["details_all"]) == (1.0, 1.0, 1.0)
    assert measured["violations"] == measured["evidence_faults"] == measured["areas_wrong"] == 0


def test_nothing_read_finds_nothing() -> None:
    measured = scorer.score([document(OPENED)], []).summary()
    assert (measured["recall_all"], measured["precision_all"]) == (0.0, None)
    assert measured["documents_without_prediction"] == 1


def test_a_repetition_is_a_false_fact() -> None:
    assert summary(document(OPENED), OPENED, OPENED)["precision_all"] == 0.5


def test_an_optional_fact_is_neither_asked_for_nor_held_against() -> None:
    gold = document(OPENED, {**TRADE, "optional": True})
    assert summary(gold, OPENED)["recall_all"] == summary(gold, OPENED, TRADE)["recall_all"] == 1.0
    assert summary(gold, OPENED, TRADE)["precision_all"] == 1.0


def test_a_wrong_modality_costs_details_and_not_recall() -> None:
    measured = summary(document(OPENED), {**OPENED, "modality": "denied"})
    assert (measured["recall_all"], measured["details_all"]) == (1.0, 0.5)


def test_what_must_not_be_read_is_a_violation() -> None:
    gold = document(OPENED, must_not=[{"type": "indicator", "value": 30000000, "why": "a teaser"}])
    assert summary(gold, OPENED, TRADE)["violations"] == 1


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        None,
        [{"start": 1, "end": 5, "quote": "Ruri"}],
        [{"start": "0", "end": 4, "quote": "Ruri"}],
        ["Ruri"],
    ],
)
def test_a_fact_without_its_proof_is_a_fault(evidence: Any) -> None:
    assert summary(document(OPENED), {**OPENED, "evidence": evidence})["evidence_faults"] == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Женис Касымбек", "Zhenis Kassymbek"), ("A. Ivanov", "Андрей Иванов"), ("Yevgeniy", "Евгений")],
)
def test_spellings_of_one_name_agree(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("Kurgan Oblast", "Tyumen Oblast"), ("Norway", "France"), ("Oral", "Omsk")])
def test_places_that_differ_do_not_agree(one: str, other: str) -> None:
    assert not same_place(one, other)


def test_a_kind_of_place_is_not_part_of_its_name() -> None:
    assert same_place("Perm Krai", "Perm")
    assert same_place("Turkey", "Türkiye")


def test_a_result_below_its_floor_fails_and_one_far_above_suggests_raising() -> None:
    assert [line.split()[0] for line in verdicts({"recall_all": 0.5}, {"recall_all": 0.6}, 0.05)] == ["FAIL"]
    assert [line.split()[0] for line in verdicts({"recall_all": 0.9}, {"recall_all": 0.6}, 0.05)] == ["RAISE"]
    assert verdicts({"recall_all": 0.62}, {"recall_all": 0.6}, 0.05) == []
    assert verdicts({"recall_all": None}, {"recall_all": 0.6}, 0.05)


PINNED: Line = {
    "pools": {"five": TYPES, "every": []},
    "ceilings": {"violations": 0},
    "raise_at": 0.05,
    "sets": {"strict": {"every": {"recall_all": 0.9}}, "lenient": {"ceilings": {"violations": 1}}},
}


def test_a_set_is_held_to_its_own_floors_and_ceilings() -> None:
    gold = document(OPENED, fact(type="statement", speaker="A B"), must_not=[{"type": "indicator", "why": "a teaser"}])
    result = scorer.score([gold], [document(OPENED, TRADE)])
    strict, lenient = (judged(result, name, PINNED) for name in ("strict", "lenient"))
    assert [line.split(" is ")[0] for line in strict if "FAIL" in line] == ["FAIL recall_all 0.5", "FAIL violations 1"]
    assert [line.split()[1] for line in lenient] == ["recall=1.0", "recall=0.5"]


def test_a_type_that_is_not_listed_completely_has_no_precision() -> None:
    said = fact(type="statement", speaker="A B")
    result = scorer.score([document(OPENED)], [document(OPENED, said)])
    assert (result.rows["statement"].given, result.rows["statement"].judged) == (1, 0)
    assert result.summary()["precision_all"] == 1.0


# --- agreement with the public scorer ---------------------------------------------------------------------------------

needs_shared = pytest.mark.skipif(
    not (SHARED / "bench" / "score_facts.py").exists(),
    reason="../shared with the public scorer and gold is not at hand",
)
COMPARED = ("recall_all", "precision_all", "details_all", "modality_all", "violations", "evidence_faults")


def public_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_facts", SHARED / "bench" / "score_facts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def change(fact: Line, rng: random.Random) -> Line:
    """The fact with one field another."""
    changed = copy.deepcopy(fact)
    name = rng.choice([key for key in fact if key not in ("type", "evidence", "keywords", "accept_parties")])
    value = changed[name]
    if isinstance(value, list) and value:
        changed[name] = value[: len(value) // 2] if rng.random() < 0.5 else [*value, "Norway", "Oslo"]
    elif isinstance(value, int | float):
        changed[name] = rng.choice([value * 1.004, value * 2, str(value), [value, value]])
    elif isinstance(value, str):
        others = [
            "Norway",
            "ongoing",
            "planned",
            "exists",
            "ambassador",
            "2022-11",
            value.upper(),
            value[:-2],
            value + " X",
        ]
        changed[name] = rng.choice(others)
    else:
        changed.pop(name)
    return changed


def prove(fact: Line, text: str, rng: random.Random) -> Line:
    """The fact with evidence in the text, now and then false."""
    start = rng.randrange(len(text))
    end = min(len(text), start + rng.choice([20, 200, 590, 700]))
    shift = rng.random() < 0.1
    evidence = [{"start": start + shift, "end": end, "quote": text[start:end], "sentence": 0}]
    return {**fact, "evidence": [] if rng.random() < 0.05 else evidence}


def perturbed(gold: Line, text: str, rng: random.Random) -> Line:
    """A prediction made of the gold with facts dropped, changed and doubled, and some that must not be read."""
    facts: list[Line] = []
    for each in gold["facts"]:
        plain = {name: value for name, value in each.items() if name not in ("optional", "accept")}
        luck = rng.random()
        copies = [] if luck < 0.2 else [plain, plain] if luck < 0.3 else [change(plain, rng)] if luck < 0.6 else [plain]
        facts += [prove(each, text, rng) for each in copies]
    facts += [prove(dict(rule), text, rng) for rule in gold.get("must_not", []) if rng.random() < 0.3]
    rng.shuffle(facts)
    return {"file": gold["file"], "facts": facts}


@needs_shared
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the public scorer leaves its files to the collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("seed", range(24))
def test_agrees_with_the_public_scorer(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = random.Random(seed)
    gold_path, read_path = SHARED / "gold" / "seeds.jsonl", tmp_path / "read.jsonl"
    golds = scorer.documents(gold_path)
    texts = scorer.plain_texts(golds, SHARED / "seeds")
    read = [perturbed(gold, texts[gold["file"]], rng) for gold in golds]
    read_path.write_text("".join(json.dumps(doc, ensure_ascii=False) + "\n" for doc in read), encoding="utf-8")
    types = TYPES if seed % 2 else None
    options = ["--texts", str(SHARED / "seeds"), "--json", *(["--types", ",".join(TYPES)] if types else [])]
    monkeypatch.setattr(sys, "argv", ["score_facts.py", str(gold_path), str(read_path), *options])
    public_scorer().main()
    theirs = json.loads(capsys.readouterr().out)
    ours = scorer.score(golds, read, texts).summary(types)
    assert {name: ours[name] for name in COMPARED} == {name: theirs[name] for name in COMPARED}
    areas = f"{ours['areas_found']}/{ours['areas_expected']} found, {ours['areas_wrong']} wrong"
    assert areas == theirs["district_areas"]
