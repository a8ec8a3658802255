"""Real articles, where they are at hand: what is found, that no name carries it, and that the source knows nobody."""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from renaming import bare, persons, renamed, renamed_facts, replacements

from chancery.model import RawItem
from chancery.run.batch import document_facts
from chancery.run.pipeline import Reader, Reading
from chancery.serve.lines import document_line

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "benchmarks"))

import score as scorer  # noqa: E402

GOLD = SHARED / "gold" / "seeds.jsonl"
TYPES = ("mission_event", "consular_district", "position", "engagement", "indicator")
SLACK = 0.05
"""So much may the pooled recall lose when everybody bears another name."""

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the articles of ../shared are not at hand")
Line = dict[str, Any]


@cache
def gold() -> tuple[Line, ...]:
    return tuple(scorer.documents(GOLD))


def english() -> list[Line]:
    return [doc for doc in gold() if doc["lang"] == "en"]


def text(doc: Line) -> str:
    return (SHARED / "seeds" / doc["file"]).read_text(encoding="utf-8")


@cache
def reader() -> Reader:
    return Reader()


def read(name: str, content: str) -> tuple[Line, str]:
    """The public line of a text, and its canonical text."""
    reading = reader().read(RawItem(key=name, content=content.encode(), file=name))
    assert isinstance(reading, Reading)
    return json.loads(json.dumps(document_line(document_facts(reading)))), reading.document.text


def measured(docs: list[Line], contents: list[str]) -> scorer.Score:
    """How the documents are read, with these texts in the place of theirs."""
    lines = [read(doc["file"], content) for doc, content in zip(docs, contents, strict=True)]
    texts = {doc["file"]: canonical for doc, (_, canonical) in zip(docs, lines, strict=True)}
    return scorer.score(docs, [line for line, _ in lines], texts)


def recall(score: scorer.Score) -> float:
    return float(score.summary(TYPES)["recall_all"] or 0)


@cache
def whole() -> scorer.Score:
    return measured(list(gold()), [text(doc) for doc in gold()])


def test_every_article_is_read() -> None:
    assert (whole().documents, whole().unread) == (len(gold()), 0)


@pytest.mark.parametrize(("measure", "floor"), [("recall_all", 0.85), ("precision_all", 0.90), ("details_all", 0.85)])
def test_most_is_found_and_right(measure: str, floor: float) -> None:
    found = whole().summary(TYPES)[measure]
    assert found is not None
    assert found >= floor, scorer.report(whole(), TYPES, verbose=True)


def test_nothing_forbidden_is_told() -> None:
    assert whole().violations == []


def test_every_quote_stands_where_it_is_said_to() -> None:
    assert whole().faults == []


def test_no_area_is_wrong() -> None:
    assert whole().areas[2] == 0


# --- names carry nothing ----------------------------------------------------------------------------------------------


def other_people(docs: list[Line], seed: int) -> dict[str, str]:
    return replacements([fact for doc in docs for fact in doc["facts"]], random.Random(seed))


@pytest.mark.parametrize("seed", range(8))
def test_other_people_are_found_as_well(seed: int) -> None:
    docs = english()
    names = other_people(docs, seed)
    changed = measured([renamed_facts(doc, names) for doc in docs], [renamed(text(doc), names) for doc in docs])
    before = recall(measured(docs, [text(doc) for doc in docs]))
    assert recall(changed) >= before - SLACK, [fact for _, fact in changed.missed if fact["type"] in TYPES]


@pytest.mark.parametrize("seed", range(2))
def test_replacing_leaves_nobody_and_changes_nothing_else(seed: int) -> None:
    """A test of the test: no word of a name is left, and there are as many words as before."""
    docs = english()
    names = other_people(docs, seed)
    old = {word for doc in docs for name in persons(doc["facts"]) for word in bare(name).split()}
    for doc in docs:
        before, after = text(doc), renamed(text(doc), names)
        assert old & set(re.findall(r"[\w-]+", bare(after))) == set()
        assert len(before.split()) == len(after.split())
        pairs = zip(before.split(), after.split(), strict=True)
        assert sum(one != other for one, other in pairs) == len(re.findall(rf"\b({'|'.join(old)})(?!\w)", bare(before)))


# --- the source knows nobody ------------------------------------------------------------------------------------------


def folded(words: str) -> str:
    return bare(unicodedata.normalize("NFC", words)).lower().replace("ё", "е")


@cache
def source() -> dict[str, str]:
    """Every text file of the package, folded; packed tables are compressed and hold places and bodies alone."""
    files = [
        path for path in (ROOT / "src").rglob("*") if path.is_file() and path.suffix in (".py", ".toml", ".md", ".txt")
    ]
    return {str(path.relative_to(ROOT)): folded(path.read_text(encoding="utf-8")) for path in files}


def test_the_source_is_looked_at() -> None:
    assert len(source()) > 100


@pytest.mark.parametrize("number", range(5))
def test_no_person_of_the_articles_is_named_in_the_source(number: int) -> None:
    names = {folded(name) for name in persons(gold()[number]["facts"])}
    turned = {" ".join(reversed(name.split())) for name in names}
    assert {(name, file) for file, content in source().items() for name in names | turned if name in content} == set()


def surname(name: str) -> str:
    """The last word of a full name, the longest one beside initials."""
    pieces = name.replace(".", " ").split()
    return max(pieces, key=len) if "." in name else pieces[-1]


@pytest.mark.parametrize("number", range(5))
def test_no_surname_of_the_articles_is_a_word_of_the_source(number: int) -> None:
    surnames = {surname(folded(name)) for name in persons(gold()[number]["facts"])}
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(surnames)))})(?!\w)")
    assert {(found, file) for file, content in source().items() for found in pattern.findall(content)} == set()
