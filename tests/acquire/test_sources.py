from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.acquire import DOCUMENT_LIMIT_BYTES, LINE_LIMIT_BYTES, count, items
from chancery.acquire.lines import Defaults, bounded_lines, documents
from chancery.errors import UsageError
from chancery.model import MediaType, RawItem, Reason, Rejected


def read(*sources: str | Path, stdin: bytes = b"", **options: str) -> list[RawItem | Rejected]:
    return list(items([str(source) for source in sources], stdin=io.BytesIO(stdin), **options))


def lines(*values: object) -> bytes:
    return b"\n".join(json.dumps(value, ensure_ascii=False).encode() for value in values)


def test_a_file_is_named_by_its_base_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"text")
    assert read(path) == [RawItem("a.txt", b"text", MediaType.TEXT, "a.txt")]


def test_a_folder_is_read_through_in_order_and_known_kinds_only(tmp_path: Path) -> None:
    for name in ("b.md", "a.html", "sub/c.txt", "skipped.pdf", ".hidden/d.txt", ".e.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = read(tmp_path / "news")
    assert [item.key for item in found] == ["news/a.html", "news/b.md", "news/sub/c.txt"]
    assert [item.file for item in found] == ["a.html", "b.md", "c.txt"]
    assert count([str(tmp_path / "news")]) == 3


def test_a_folder_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    (found,) = read(tmp_path)
    assert isinstance(found, Rejected)
    assert found.reason is Reason.EMPTY


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [("a.pdf", b"x", Reason.UNSUPPORTED), ("a.txt", b"", Reason.EMPTY), ("none", None, Reason.MISSING)],
)
def test_a_refusal_says_what_and_where_and_the_batch_goes_on(
    tmp_path: Path, name: str, content: bytes | None, reason: Reason
) -> None:
    good = tmp_path / "good.txt"
    good.write_bytes(b"x")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    refused, item = read(tmp_path / name, good)
    assert isinstance(refused, Rejected)
    assert refused.reason is reason
    assert name in refused.message
    assert isinstance(item, RawItem)


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(DOCUMENT_LIMIT_BYTES + 1)
    (found,) = read(path)
    assert isinstance(found, Rejected)
    assert found.reason is Reason.TOO_LARGE


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (found,) = read(tmp_path / "a.txt")
    assert isinstance(found, Rejected)
    assert found.reason is Reason.UNREADABLE


def test_a_name_that_is_no_utf8_gives_a_key_that_is(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as stream:
        stream.write(b"x")
    (found,) = read(os.fsdecode(path))
    assert found.key.encode()


def test_standard_input_in_every_format() -> None:
    (text,), (other,) = read("-", stdin=b"x"), read("-", stdin=b"y")
    assert text == RawItem(text.key, b"x")
    assert text.key.startswith("stdin:")
    assert text.key != other.key
    assert read("-", stdin=b"x") == [text]
    (page,) = read("-", stdin=b"x", stdin_format="html")
    assert isinstance(page, RawItem)
    assert page.media_type is MediaType.HTML
    found = read("-", stdin=lines({"text": "a"}, {"id": 7, "text": "b"}), stdin_format="jsonl")
    assert [item.key for item in found] == ["stdin#L1", "7"]


def test_lines_give_their_own_names_and_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    own = {
        "url": "https://example.org/1",
        "title": "T",
        "text": "é",
        "published": "2022-11-27T01:00:00+06:00",
        "lang": "ru-RU",
    }
    path.write_bytes(b"\xef\xbb\xbf" + lines(own, {"html": "<p>b"}) + b"\n\n")
    first, second = read(path, published="2020-01-02", lang="en")
    assert first == RawItem(
        "https://example.org/1",
        "é".encode(),
        url="https://example.org/1",
        title="T",
        published="2022-11-26",
        lang="ru",
    )
    assert second == RawItem("a.jsonl#L2", b"<p>b", MediaType.HTML, "a.jsonl", published="2020-01-02", lang="en")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", Reason.BROKEN_JSON),
        (b'{"x": ' + b"[" * 100_000, Reason.BROKEN_JSON),
        (b'{"text": "\xff"}', Reason.BROKEN_JSON),
        (b'{"text": 5}', Reason.BAD_FIELD),
        (b'{"text": 5, "id": "\xff"}', Reason.BAD_FIELD),
        (b'{"text": 5, "id": {"a": "\xff"}}', Reason.BAD_FIELD),
        (b'["text"]', Reason.BAD_FIELD),
        (b'{"title": "x"}', Reason.BAD_FIELD),
        (b'{"text": "x", "published": "yesterday"}', Reason.BAD_FIELD),
        (b'{"text": "x", "published": "2022-02-30"}', Reason.BAD_FIELD),
        (b'{"text": "x", "lang": "Russian language"}', Reason.BAD_FIELD),
        (b'{"text": "  "}', Reason.EMPTY),
    ],
)
def test_a_faulty_line_is_refused_with_its_place(line: bytes, reason: Reason) -> None:
    bad, good = documents(io.BytesIO(line + b"\n" + lines({"text": "x"})), "f.jsonl", "f.jsonl", Defaults())
    assert isinstance(bad, Rejected)
    assert (bad.reason, bad.key) == (reason, "f.jsonl#L1")
    assert "f.jsonl:1" in bad.message
    assert isinstance(good, RawItem)


def test_a_faulty_line_keeps_the_name_it_gives() -> None:
    (found,) = documents(
        io.BytesIO(lines({"url": "https://example.org/a", "text": 5})), "f.jsonl", "f.jsonl", Defaults()
    )
    assert isinstance(found, Rejected)
    assert (found.key, found.file) == ("https://example.org/a", None)


class Endless(io.RawIOBase):
    """A stream without line ends that counts what is held at most of it."""

    def __init__(self, size: int) -> None:
        self.left, self.most = size, 0

    def readline(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        given = min(size, self.left)
        self.left -= given
        self.most = max(self.most, given)
        return b"x" * given


def test_a_line_without_an_end_is_skipped_in_bounded_memory() -> None:
    stream = Endless(20 * LINE_LIMIT_BYTES)
    (found,) = documents(stream, "f", "f", Defaults())  # type: ignore[arg-type]
    assert isinstance(found, Rejected)
    assert found.reason is Reason.LINE_TOO_LONG
    assert stream.most <= LINE_LIMIT_BYTES + 2


@given(st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"").replace(b"\r", b"")), max_size=8))
def test_lines_within_the_limit_come_back_as_they_are(parts: list[bytes]) -> None:
    limit = 12
    found = list(bounded_lines(io.BytesIO(b"".join(part + b"\n" for part in parts)), limit))
    assert found == [part if len(part) <= limit else None for part in parts]


def test_an_option_that_cannot_be_is_an_error_at_once() -> None:
    for options in ({"published": "soon"}, {"lang": "русский"}, {"stdin_format": "pdf"}):
        with pytest.raises(UsageError):
            items([], stdin=io.BytesIO(), **options)


def test_count_is_unknown_where_only_reading_tells(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines({"text": "a"}, {"text": "b"}) + b"\n\n")
    assert count([str(path), str(tmp_path / "none.txt")]) in (2, 3)
    assert count([str(path), "-"]) is None
