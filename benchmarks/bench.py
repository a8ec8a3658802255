"""How fast and how small: articles a second, latency and peak memory, by language and tier.

The articles are the examples' stories, repeated to 3,000 characters, each in another order. Every measurement is a
fresh process on one core: text in, stored record out; loading is told apart.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

from chancery.model import RawItem
from chancery.record import Record
from chancery.run.analyser import analyser
from chancery.run.batch import Pause, Sources, canonical_document, steps
from chancery.run.pipeline import Reader, warm
from chancery.run.resolver import Identity

ROOT = Path(__file__).resolve().parents[1]
LENGTH = 3_000
TIERS = ("full", "fast")


def stories(lang: str) -> list[str]:
    """The canonical texts of the plain examples in a language."""
    files = sorted(str(path) for path in (ROOT / "examples").glob(f"[0-9]*.{lang}.*") if path.suffix != ".html")
    docs = [canonical_document(item) for item in Sources(tuple(files)).items(BytesIO()) if isinstance(item, RawItem)]
    return [doc.text for doc in docs if doc is not None]


def languages() -> list[str]:
    """The languages of the examples."""
    return sorted({path.suffixes[-2].removeprefix(".") for path in (ROOT / "examples").glob("[0-9]*.*.txt")})


def article(texts: list[str], number: int) -> str:
    """The stories one after another, beginning at another paragraph each time, cut to the length of an article."""
    paragraphs = [part for text in texts for part in text.split("\n") if part.strip()]
    first = (number * 7) % len(paragraphs)
    turned = paragraphs[first:] + paragraphs[:first]
    whole = "\n\n".join(turned)
    return (whole + "\n\n") * (LENGTH // len(whole) + 1) if len(whole) < LENGTH else whole


def items(lang: str, count: int) -> Iterator[RawItem]:
    """So many different articles."""
    texts = stories(lang)
    for number in range(count):
        text = article(texts, number)[:LENGTH]
        yield RawItem(key=f"{lang}-{number}", content=text.encode(), lang=lang, published="2024-05-06")


def measure(lang: str, tier: str, count: int) -> dict[str, float | int | str]:
    """Read `count` articles into a new record in this process."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    began = time.perf_counter()
    reader, articles = Reader(tier=tier), list(items(lang, count))
    warm(tier, (lang,))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite"
        with closing(Record.open(path, analyser=analyser(), engine=reader.engine, identity=Identity())) as record:
            for _ in steps(items(lang, 1), reader, record, Pause()):  # the first one loads what is loaded late
                loaded = time.perf_counter()
            spent, facts = timed(articles[1:], reader, record)
    return summary(lang, tier, spent, facts, loaded - began)


def timed(articles: list[RawItem], reader: Reader, record: Record) -> tuple[list[float], int]:
    """The seconds that each article took, and how many facts they gave."""
    spent, facts, last = [], 0, time.perf_counter()
    for step in steps(articles, reader, record, Pause()):
        now = time.perf_counter()
        spent.append(now - last)
        facts, last = facts + len(step.facts.frames if step.facts else ()), now
    return spent, facts


def summary(lang: str, tier: str, spent: list[float], facts: int, load_s: float) -> dict[str, float | int | str]:
    """What is printed of one measurement."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "lang": lang,
        "tier": tier,
        "articles": len(spent),
        "articles_per_s": round(len(spent) / sum(spent), 1),
        "p95_ms": round(sorted(spent)[int(len(spent) * 0.95)] * 1000, 1),
        "peak_mb": round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024)),
        "load_s": round(load_s, 2),
        "facts_per_article": round(facts / len(spent), 1),
    }


def main() -> None:
    """Measure every language and tier, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--only", nargs=2, metavar=("LANG", "TIER"), help="one measurement, in this process")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.only:
        print(json.dumps(measure(*given.only, given.articles)))
        return
    for at, (lang, tier) in enumerate((lang, tier) for lang in languages() for tier in TIERS):
        command = [sys.executable, __file__, "--only", lang, tier, "--articles", str(given.articles)]
        line = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found = json.loads(line)
        if given.json:
            print(json.dumps(found))
        else:
            header = "".join(f"{name:>19}" for name in found) + "\n" if at == 0 else ""
            print(header + "".join(f"{value:>19}" for value in found.values()), flush=True)


if __name__ == "__main__":
    main()
