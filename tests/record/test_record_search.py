"""Search: any form of a word, either script, with the sentence that shows it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_samples import PlainAnalyser, append_article, article, frame_at, opened

from chancery.model import Position
from chancery.record import Record
from chancery.record.search import MAX_SNIPPET_CHARS, best_passage, passages, query_words

ENGLISH = "Title of the page\nThe harbour was busy. The consulates in Marble Bay will open in May. Nothing else."
RUSSIAN = "Заголовок\nПогода была хорошей. Консульство открылось вчера в порту. Больше ничего."


@pytest.fixture
def record(tmp_path: Path):
    with opened(tmp_path / "record.sqlite") as record:
        item, document = article("en", ENGLISH, title="Marble Bay opens up")
        quote = "The consulates in Marble Bay will open in May."
        record.append(item, document, "en", [frame_at(document, quote, Position("number1", "consul"))])
        item, document = article("ru", RUSSIAN, "2023-01-01")
        record.append(item, document, "ru", [])
        yield record


def keys(record: Record, text: str) -> list[str]:
    return [hit.document for hit in record.search(text)]


def test_any_form_and_either_script_is_found(record: Record) -> None:
    assert keys(record, "consulate bay") == ["en"]
    assert keys(record, "КОНСУЛЬСТВА") == ["ru"]
    assert keys(record, "pogod") == ["ru"]
    assert keys(record, "opens up") == ["en"]
    assert keys(record, "volcano") == []


def test_every_word_is_asked_for_before_any_word_is(record: Record) -> None:
    assert keys(record, "marble harbour") == ["en"]
    assert set(keys(record, "marble погода")) == {"en", "ru"}


STRANGE = ["", "   ", "?!", '"', "'", "*", "AND", "NEAR(", "raw : x", "a OR", "-", "\0", '"bay', "^"]


@pytest.mark.parametrize("text", STRANGE)
def test_no_query_is_an_error(record: Record, text: str) -> None:
    record.search(text)


@given(st.text())
def test_query_words_never_hold_nothing(text: str) -> None:
    assert all(word.raw or word.lemmas for word in query_words(text, PlainAnalyser()))


def test_a_hit_shows_the_sentence_and_the_facts_said_there(record: Record) -> None:
    (hit,) = record.search("marble bay")
    assert hit.snippet == ENGLISH[hit.start : hit.end] == "The consulates in Marble Bay will open in May."
    assert hit.facts == (record.facts()[0].id,)
    (hit,) = record.search("harbour")
    assert (hit.snippet, hit.facts) == ("The harbour was busy.", ())
    (hit,) = record.search("konsul")  # only the analyser knows that this is the word
    assert hit.snippet == "Консульство открылось вчера в порту."


def test_a_long_sentence_is_cut_around_the_word(tmp_path: Path) -> None:
    text = "alpha " * 200 + "needle " + "omega " * 200
    with opened(tmp_path / "r") as record:
        record.append(*article("a", text), "en", [])
        (hit,) = record.search("needle")
    assert "needle" in hit.snippet
    assert len(hit.snippet) <= MAX_SNIPPET_CHARS
    assert text[hit.start : hit.end] == hit.snippet


def test_limit_and_order_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path / "r") as record:
        for number in range(8):
            append_article(record, number, 3)
        all_hits = keys(record, "opened consulate")
        assert len(all_hits) == 8
        assert [hit.document for hit in record.search("opened consulate", limit=3)] == all_hits[:3]


@given(st.text(alphabet="ab.!? \n«»", max_size=60))
def test_passages_are_ordered_pieces_of_the_text(text: str) -> None:
    found = list(passages(text))
    assert all(text[at.start : at.end].strip() for at in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = {place for at in found for place in range(at.start, at.end)}
    assert all(character.isspace() for place, character in enumerate(text) if place not in covered)
    best_passage(text, query_words("a", PlainAnalyser()), "en", PlainAnalyser())
