"""What is said on the side (progress, refusals, logs, traces) names documents and never quotes them."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
from cli_samples import Called, asked, chancery
from reading_samples import OPENED, text_item

from chancery.errors import PackError, unforeseen
from chancery.model import Rejected
from chancery.run.batch import told

MARK = "Zembladonia"
"""A name that nobody knows, in every place of a document that holds text."""

TEXT = f"{OPENED} The minister of {MARK} met the mayor. “{MARK} opens,” he said."
LINES = [
    json.dumps({"id": "good", "title": MARK, "text": TEXT}),
    f'{{"id": "broken", "text": "{MARK}',
    f'{{"id": "wrong", "text": ["{MARK}"]}}',
    json.dumps({"id": "german", "text": f"Der Botschafter hat mit der Stadt {MARK} gesprochen. " * 9}),
    json.dumps({"id": "zero", "text": f"{MARK}\x00{MARK}"}),
    json.dumps({"id": "controls", "text": f"{MARK}\x01\x02\x03\x1b[31m" * 9}),
    json.dumps({"id": "undated", "text": TEXT, "published": "yesterday"}),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lines.jsonl").write_text("\n".join(LINES), encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<title>{MARK}</title><h1>{MARK}</h1><p>{TEXT}", encoding="utf-8")
    (tmp_path / "strange.txt").write_bytes(f"{MARK} \xff\xfe\x81".encode("latin-1") * 40)
    (tmp_path / "empty.txt").write_bytes(b"")
    return tmp_path


def check_silence(called: Called) -> None:
    assert called.err
    assert MARK not in called.err
    assert "Traceback" not in called.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_reading_says_nothing_of_the_text(folder: Path, jobs: str) -> None:
    sources = ("lines.jsonl", "page.html", "strange.txt", "empty.txt")
    called = chancery(folder, "read", "--debug", "--jobs", jobs, "--json", *sources)
    check_silence(called)
    assert MARK in called.out
    refused = {each.get("id") or each["file"]: each["rejected"] for each in called.lines if each["rejected"]}
    assert set(refused) == {"lines.jsonl", "wrong", "german", "zero", "controls", "undated", "strange.txt", "empty.txt"}
    assert all(MARK not in json.dumps(each) for each in refused.values())


def test_debugging_tells_each_document_by_its_key(folder: Path) -> None:
    called = chancery(folder, "read", "--debug", "page.html")
    assert "page.html: new, en, " in called.err


def test_tagging_and_explaining_say_nothing_of_the_text(folder: Path) -> None:
    (folder / "tag.jsonl").write_text(
        f'{{"doc_id": "1", "text": "{TEXT}"}}\n{{"doc_id": [], "text": "{MARK}"}}\n{{"text": "{MARK}', encoding="utf-8"
    )
    check_silence(chancery(folder, "tag", "--debug", "--in", "tag.jsonl"))
    assert chancery(folder, "explain", "--debug", TEXT).err == ""


class Stumbling:
    """Fails with an error that quotes the document, as foreign code does."""

    def read(self, item: object) -> Rejected:
        try:
            raise KeyError(MARK)
        except KeyError as fault:
            raise ValueError(f"cannot read {MARK}") from fault


def test_a_document_that_fails_is_not_quoted(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    found = told(text_item(TEXT), Stumbling())
    assert isinstance(found, Rejected)
    assert found.message.startswith("something unforeseen went wrong: ValueError (")
    assert caplog.records[0].getMessage().startswith("text: failed\n")
    assert "in read" in caplog.text
    assert MARK not in caplog.text.replace("{MARK}", "") + found.message


def test_the_unforeseen_is_told_by_kind_and_place() -> None:
    with pytest.raises(ValueError, match=MARK) as raised:
        raise ValueError(MARK)
    assert re.fullmatch(r"ValueError \(test_no_text_in_logs\.py, line \d+\)", unforeseen(raised.value))


def test_faulty_rules_are_told_one_by_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(desk: object) -> None:
        raise ExceptionGroup("2 faulty rules", [PackError("the first"), PackError("the second")])

    monkeypatch.setattr("chancery.serve.desk.reader", broken)
    called = asked(folder, "explain", "a")
    assert called.code == 6
    assert called.err.count("CHY-PACK-001") == 2


ESCAPES = "\x1b[31m\x1b]0;owned\x07\x9b2J\u202e"


def test_no_text_commands_the_terminal(folder: Path) -> None:
    text = f"{OPENED} {ESCAPES} {OPENED} “We {ESCAPES} are glad,” she said. " + "The town lies on a river. " * 20
    line = {"id": f"key{ESCAPES}", "title": f"Title{ESCAPES}", "text": text}
    (folder / "escapes.jsonl").write_text(
        json.dumps(line) + "\n" + json.dumps({"id": ESCAPES, "text": "", "url": ESCAPES}), encoding="utf-8"
    )
    read = chancery(folder, "read", "escapes.jsonl")
    shown = json.loads(asked(folder, "facts", "--json").out.splitlines()[0])["id"]
    calls = [
        read,
        asked(folder, "facts"),
        asked(folder, "facts", "--per-document"),
        asked(folder, "facts", "--csv"),
        asked(folder, "facts", "--json"),
        asked(folder, "show", shown),
        asked(folder, "search", "consulate"),
        asked(folder, "explain", text),
    ]
    assert "Bengaluru" in read.out
    for called in calls:
        assert called.out
        assert not {"\x1b", "\x07", "\x9b"} & set(called.out + called.err)
        assert "\u202e" not in called.out or called.out.startswith("{")
