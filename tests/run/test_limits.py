"""What no newspaper prints and somebody sends all the same: read or refused, in bounded depth, size and memory."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator

import pytest
from reading_samples import OPENED, text_item

from chancery.acquire import DOCUMENT_LIMIT_BYTES, items
from chancery.acquire.lines import Defaults, documents
from chancery.model import MediaType, RawItem, Reason, Rejected
from chancery.run.pipeline import Reader, Reading

READER = Reader(tier="fast", any_page=True)
"""Reads what reads like no news, too."""

DEEP = 100_000
LONG = 200_000
MEGABYTE = 1_000_000

PAGES = {
    "nested blocks": "<div>" * DEEP + f"<p>{OPENED}" + "</div>" * DEEP,
    "nested lists": "<ul><li>" * DEEP + f"<p>{OPENED}",
    "nested letters": "<b>" * DEEP + OPENED + "</b>" * DEEP,
    "nested tables": "<table><tr><td>" * (DEEP // 3) + f"<p>{OPENED}",
    "nested quotations": "<blockquote>" * DEEP + f"<p>{OPENED}",
    "crossing": "<b><i><p></b></i>" * (DEEP // 4) + OPENED,
    "ends alone": "</div>" * DEEP + f"<p>{OPENED}",
    "a huge attribute": f'<p class="{"a " * MEGABYTE}">{OPENED}',
    "many attributes": f"<p {'a1=b ' * LONG}>{OPENED}",
    "a long name": f"<{'a' * MEGABYTE}><p>{OPENED}",
    "a comment": f"<!--{'-' * MEGABYTE}--><p>{OPENED}",
    "deep data": f'<script type="application/ld+json">{"[" * DEEP}{"]" * DEEP}</script><p>{OPENED}',
    "long references": f"<p>&#{'9' * DEEP};&{'a' * DEEP}; {OPENED}",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_of_any_depth_is_read(page: str) -> None:
    found = READER.read(RawItem("page", page.encode(), MediaType.HTML, lang="en"))
    assert isinstance(found, Reading), found
    assert "Bengaluru" in found.document.text


TEXTS = {
    "a long word": f"{OPENED} {'consulate' * (LONG // 9)} {OPENED}",
    "a long address": f"{OPENED} https://example.org/{'a/b?c=d&' * (LONG // 40)} {OPENED}",
    "a long line": f"{OPENED} " * (LONG // 10 // len(OPENED)),
    "a long number": f"{OPENED} {'9' * LONG} {OPENED}",
    "one name": f"{OPENED} {'Ada ' * (LONG // 40)} {OPENED}",
    "directions": f"{OPENED} \u202e\u2066{OPENED}\u2069\u202c\u200f\u061c {OPENED}",
    "letters of no script": f"{OPENED} \U0010fffd\ufdd0\ufffe\U000e0041 {OPENED}",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_of_any_length_is_read(text: str) -> None:
    found = READER.read(text_item(text))
    assert isinstance(found, Reading), found
    assert any(frame.fact.__struct_config__.tag == "mission_event" for frame in found.frames)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"{OPENED}\0".encode(), Reason.BINARY),
        (f"{OPENED}{chr(7) * 40}".encode(), Reason.BINARY),
        ("日本語のテキスト".encode("euc_jp") * 40, Reason.ENCODING),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: Reason) -> None:
    found = READER.read(RawItem("text", content, lang="en"))
    assert isinstance(found, Rejected)
    assert found.reason == reason


def test_half_a_character_in_an_argument_is_read_as_a_question_mark() -> None:
    found = READER.explain(f"\udcff {OPENED}", lang="en", published=None)
    assert found.refused == "" or found.refused is None


def test_half_a_character_in_a_name_is_no_fault() -> None:
    assert READER.entities("Посол \udcd1прибыл в Токио.", "ru")


class Zeros(io.RawIOBase):
    """A stream of as many zeros as anybody asks for, counted."""

    def __init__(self) -> None:
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "nobody reads to the end"
        self.given += size
        return bytes(size)


def test_an_endless_stream_is_refused_at_the_limit() -> None:
    zeros = Zeros()
    (found,) = items(["-"], stdin=zeros)  # type: ignore[arg-type]
    assert isinstance(found, Rejected)
    assert found.reason == Reason.TOO_LARGE
    assert str(DOCUMENT_LIMIT_BYTES) in found.message
    assert zeros.given <= DOCUMENT_LIMIT_BYTES + 1


class Lines(io.RawIOBase):
    """A stream of documents that are made when they are asked for."""

    def __init__(self, count: int) -> None:
        self._lines = (json.dumps({"id": at, "text": "a" * 100}).encode() + b"\n" for at in range(count))

    def readline(self, size: int | None = -1) -> bytes:
        return next(self._lines, b"")


def test_any_number_of_documents_is_held_one_at_a_time() -> None:
    count = 20_000
    tracemalloc.start()
    try:
        found: Iterator[RawItem | Rejected] = documents(Lines(count), "many", "many", Defaults())  # type: ignore[arg-type]
        assert sum(isinstance(each, RawItem) for each in found) == count
        assert tracemalloc.get_traced_memory()[1] < MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_document_that_was_read_says_nothing_of_the_next_one() -> None:
    before = READER.read(text_item(OPENED))
    for text in TEXTS.values():
        READER.read(text_item(text[:2_000]))
    after = READER.read(text_item(OPENED))
    assert isinstance(before, Reading)
    assert isinstance(after, Reading)
    assert before.frames == after.frames
