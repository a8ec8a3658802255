"""Laws of the sealed test part: the same bytes each time, nothing readable in them, and figures alone come out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "gold.py"
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tools")]

import final  # noqa: E402
import gold  # noqa: E402
from sealed import unsealed  # noqa: E402

FILLING = " ".join(["The weather stayed mild and the streets were quiet."] * 10)
ARTICLE = f"""lang: en
published: 2024-05-20
---
{{c1|Norway|state}} has opened a consulate general in {{t1|Nice|city}}, Foreign Minister
{{p1|Zebulon Quist|person}} said.

{FILLING}
---
---
mission_event: event=opened; mission_type=consulate_general; sending=@c1; city=@t1; modality=completed
position: person=@p1; role=foreign_minister; org=@c1
position: person=@p1; role=ambassador; org=@c1; event=former
"""
UNREADABLE = ("Zebulon", "Quist", "Nice", "Norway", "weather", "sample")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "sample.gold.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path / "gold"


def test_the_same_articles_give_the_same_bytes_and_come_back(folder: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.tar.xz", tmp_path / "other.tar.xz"
    gold.seal([folder], one)
    (folder / "sample.gold.txt").touch()
    gold.seal([folder], other)
    assert one.read_bytes() == other.read_bytes()
    unsealed(one, tmp_path / "out")
    assert (tmp_path / "out" / "sources" / "sample.gold.txt").read_text(encoding="utf-8") == ARTICLE


def test_nothing_of_the_articles_can_be_read_in_the_file(folder: Path, tmp_path: Path) -> None:
    gold.seal([folder], tmp_path / "one.tar.xz")
    content = (tmp_path / "one.tar.xz").read_bytes()
    assert not any(word.encode() in content for word in UNREADABLE)


def test_only_figures_are_told(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold.seal([folder], tmp_path / "one.tar.xz")
    assert final.main([str(tmp_path / "one.tar.xz")]) == 0
    told = capsys.readouterr().out
    assert "== all: 1 documents" in told
    assert "== en: 1 documents" in told
    assert "mission_event        recall=1.0" in told
    assert not any(word in told for word in UNREADABLE)
    assert told.rstrip().splitlines()[-1].startswith("| 20")


def test_a_fault_is_counted_and_not_shown(folder: Path, tmp_path: Path) -> None:
    text = ARTICLE.replace("role=ambassador", "role=quistmaster")
    (folder / "sample.gold.txt").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, TOOL, "seal", folder, tmp_path / "one.tar.xz"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "1 faults" in done.stderr
    assert "quistmaster" not in done.stdout + done.stderr
    assert not (tmp_path / "one.tar.xz").exists()


def test_the_test_part_is_built_from_its_sources(tmp_path: Path) -> None:
    unsealed(gold.HERE / "test.tar.xz", tmp_path)
    articles = gold.load(tmp_path / "sources")
    langs = sorted(article.head["lang"] for article in articles)
    is_built = all(gold.is_current(tmp_path / name, content) for name, content in gold.built(articles).items())
    assert is_built
    assert (langs.count("en"), langs.count("ru")) == (24, 24)
