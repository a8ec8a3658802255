"""Laws of reading into a record: neither the order of documents nor reading again changes what is known."""

from __future__ import annotations

import io
import json
import pickle
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from reading_samples import OPENED, OPENED_RU, examples, reader

from chancery.acquire.lines import Defaults, documents
from chancery.model import RawItem
from chancery.record import Record
from chancery.run.analyser import analyser
from chancery.run.batch import Pause, Told, steps, told
from chancery.serve.lines import document_line, encoded, merged_line

TEXTS = {
    "one": OPENED,
    "two": f"{OPENED} The ambassador of Japan met the mayor of Osaka on 6 May 2023.",
    "three": OPENED_RU,
    "four": "Japan will open a consulate general in Bengaluru. Exports fell to $20 million in 2022.",
    "five": "Nothing happened.",
    "six": "   ",
}
ITEMS = [RawItem(key, text.encode(), lang="ru" if key == "three" else "en") for key, text in TEXTS.items()]


class Remembering:
    """Reads each document once; reading is a function of the document, as other laws say."""

    engine = "test"

    @staticmethod
    @cache
    def read(item: RawItem) -> object:
        return reader("fast").read(item)


def opened(folder: Path) -> Record:
    return Record.open(folder / "record.sqlite", analyser=analyser(), engine="test")


def known_after(items: list[RawItem]) -> list[str]:
    """Everything that a new record says after reading these items."""
    with TemporaryDirectory() as folder, opened(Path(folder)) as record:
        for _ in steps(items, Remembering(), record, Pause()):  # type: ignore[arg-type]
            pass
        assert not list(record.problems())
        facts = [merged_line(fact) for fact in record.facts()]
        said = [document_line(each) for each in record.documents_facts()]
        refused = [(each.key, each.reason) for each in record.refusals()]
    return [*map(encoded, facts), *map(encoded, said), json.dumps(refused)]


IN_ORDER = known_after(ITEMS)


def test_there_is_something_to_know() -> None:
    assert len(IN_ORDER) > len(TEXTS)
    assert "Bengaluru" in IN_ORDER[0]


@settings(max_examples=20, deadline=None)
@given(st.permutations(ITEMS))
def test_the_order_of_documents_does_not_matter(items: list[RawItem]) -> None:
    assert known_after(items) == IN_ORDER


@settings(max_examples=20, deadline=None)
@given(st.permutations(ITEMS), st.lists(st.sampled_from(ITEMS), max_size=8))
def test_reading_again_changes_nothing(items: list[RawItem], again: list[RawItem]) -> None:
    assert known_after([*items, *again]) == IN_ORDER


def test_what_a_worker_sends_arrives_as_it_was() -> None:
    for item in [*ITEMS, *examples()]:
        found = told(item, reader("fast"))
        assert pickle.loads(pickle.dumps(item)) == item
        assert pickle.loads(pickle.dumps(found)) == found
        if isinstance(found, Told):
            assert found.frames or item.key in ("five", "six")


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_item_of_a_line_is_what_the_line_says(id_: str, text: str) -> None:
    line = json.dumps({"id": id_, "text": text}).encode()
    (found,) = documents(io.BytesIO(line), "a.jsonl", "a.jsonl", Defaults())
    if isinstance(found, RawItem):
        assert found.content.decode() == text
        assert found.id == (id_.strip() or None)
