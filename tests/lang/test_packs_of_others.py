"""A pack that somebody else wrote is read, or its fault is told with the file; nothing else leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancery.errors import PackError
from chancery.lang import part, parts
from chancery.model.calendar import Calendar
from chancery.model.zoning import ZoneWords


@pytest.mark.parametrize(
    "content",
    [
        b"related = [",
        b"related = 5",
        b"unheard = []",
        b'related = ["\xff"]',
        b"related = " + b"[" * 5_000,
        b"related = " + b"1" * 5_000,
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "zones.toml").write_bytes(content)
    monkeypatch.setattr(parts, "root", lambda: tmp_path)
    with pytest.raises(PackError, match=r"data/lang/en/zones\.toml"):
        part("en", "zones", ZoneWords)


def test_a_file_that_is_needed_and_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "root", lambda: tmp_path)
    with pytest.raises(PackError, match="lacks a file"):
        part("en", "calendar", Calendar)
    assert part("en", "zones", ZoneWords) == ZoneWords()
