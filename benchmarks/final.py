"""Score the sealed test part: figures alone, never what was missed. Runs wear it out: twice an issue at most.

Prints the measures by language and type, and a line for the table in docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from gate import GOLD, POOLED, ROOT, Sample, floors, judged, pooled, read, texts
from score import Document, Score, documents, score, share
from sealed import unsealed

COUNTED = ("violations", "areas_wrong", "evidence_faults", "documents_without_prediction")


def scores(path: Path, tier: str) -> dict[str, Score]:
    """The score of all documents ("all") and of those in each language."""
    with tempfile.TemporaryDirectory() as folder:
        unsealed(path, Path(folder))
        sample = Sample("test", Path(folder) / "texts", Path(folder) / "gold.jsonl", is_dated=True)
        golds, given, canonical = documents(sample.expected), read(sample, tier), texts(sample)
    langs = sorted({str(doc["lang"]) for doc in golds})
    return {name: _score(golds, given, canonical, name) for name in ("all", *langs)}


def _score(golds: Sequence[Document], given: Sequence[Document], canonical: Mapping[str, str], lang: str) -> Score:
    return score([doc for doc in golds if lang in ("all", doc["lang"])], given, canonical)


def lines(name: str, result: Score, pools: Mapping[str, list[str]]) -> Iterator[str]:
    """The measures of one language: pooled, by type, and the counts of what may not be."""
    yield f"== {name}: {result.documents} documents"
    yield from (f"{pool:20} {pooled(result, types)}" for pool, types in pools.items())
    for kind, row in sorted(result.rows.items()):
        agreeing = sum(tally[0] for tally in row.details.values())
        modality = row.details.get("modality", [0, 0])
        yield (
            f"{kind:20} recall={share(row.found, row.expected)} precision={share(row.right, row.judged)} "
            f"details={share(agreeing, sum(tally[1] for tally in row.details.values()))} modality={share(*modality)}"
        )
    summary = result.summary()
    yield " ".join(f"{each}={summary[each]}" for each in COUNTED)


def row(result: Score, pools: Mapping[str, list[str]]) -> str:
    """The run as a line of the table: day, version, and recall, precision, details and modality of each pool."""
    summaries = [result.summary(types or None) for types in pools.values()]
    figures = (str(summary[each]) for summary in summaries for each in POOLED)
    return f"| {datetime.now(UTC):%Y-%m-%d} | {version('chancery')}, {_commit()} | " + " | ".join(figures) + " |"


def _commit() -> str:
    done = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() or "no commit"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 if one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", nargs="?", type=Path, default=GOLD / "test.tar.xz")
    parser.add_argument("--tier", default="full", choices=("full", "fast"))
    given = parser.parse_args(arguments)
    pinned = floors()
    found = scores(given.archive, given.tier)
    for name, result in found.items():
        print(*lines(name, result, pinned["pools"]), sep="\n")
    has_floors = "test" in pinned["sets"]
    said = [line for line in judged(found["all"], "test", pinned) if has_floors and line.startswith(("FAIL", "RAISE"))]
    print(*said, "", "The line for docs/accuracy.md:", row(found["all"], pinned["pools"]), sep="\n")
    return int(any(line.startswith("FAIL") for line in said))


if __name__ == "__main__":
    sys.exit(main())
