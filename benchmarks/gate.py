"""Read the sets of documents with known facts, score them, and fail where a result is below its floor.

A set that is not at hand (only the examples come with the checkout) is passed over, and said to be.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from chancery.model import RawItem
from chancery.run.batch import Sources, canonical_document
from score import Document, Score, documents, report, score

ROOT = Path(__file__).resolve().parents[1]
Summary = Mapping[str, float | int | None]


@dataclass(frozen=True)
class Sample:
    """A set of documents with the facts that a careful reader takes from them."""

    name: str
    folder: Path
    expected: Path

    def files(self) -> list[Path]:
        """The files that hold the expected documents."""
        named = {doc["file"] for doc in documents(self.expected) if doc.get("file")}
        others = [path for path in sorted(self.folder.glob("*.jsonl")) if path != self.expected]
        return sorted(self.folder / name for name in named) + others


SAMPLES = (
    Sample("examples", ROOT / "examples", ROOT / "examples" / "expected.jsonl"),
    Sample("dev", ROOT / "benchmarks" / "gold" / "dev" / "texts", ROOT / "benchmarks" / "gold" / "dev" / "gold.jsonl"),
    Sample("shared", ROOT.parent / "shared" / "seeds", ROOT.parent / "shared" / "gold" / "seeds.jsonl"),
)


def read(files: Iterable[Path], tier: str) -> list[Document]:
    """What the command line reads from the files, with a record of their own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "import sys; from chancery.serve.cli import main; sys.exit(main())", "read"]
        options = ["--json", "--quiet", "--tier", tier, "--record", str(Path(folder) / "gate.sqlite")]
        done = subprocess.run([*command, *options, *map(str, files)], capture_output=True, check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"chancery read ended with {done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}")
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def texts(files: Iterable[Path]) -> dict[str, str]:
    """The canonical text of every document, by the name under which it is paired."""
    found = {}
    for item in Sources(tuple(map(str, files))).items(BytesIO()):
        doc = canonical_document(item) if isinstance(item, RawItem) else None
        if doc is not None:
            found[doc.url or doc.id or doc.file or doc.key] = doc.text
    return found


def measured(sample: Sample, tier: str) -> Score:
    """One set, read and scored."""
    files = sample.files()
    return score(documents(sample.expected), read(files, tier), texts(files))


def verdicts(summary: Summary, floors: Mapping[str, float], ceilings: Mapping[str, int], slack: float) -> list[str]:
    """What is wrong (FAIL ...) or could be raised (RAISE ...) about one set's results."""
    said = []
    for name, floor in floors.items():
        value = summary[name] or 0.0
        if value < floor:
            said.append(f"FAIL {name} {value} is below its floor {floor}")
        elif value >= floor + slack:
            said.append(f"RAISE {name} {value} is far above its floor {floor}: consider raising it in floors.toml")
    return said + [
        f"FAIL {name} {summary[name]} is above {most}" for name, most in ceilings.items() if (summary[name] or 0) > most
    ]


def main() -> int:
    """Score every set that is at hand; 1 if one of them fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tier", default="full", choices=("full", "fast"))
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was too much")
    given = parser.parse_args()
    pinned: dict[str, Any] = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8"))
    failed = False
    for sample in SAMPLES:
        if not sample.expected.exists():
            print(f"== {sample.name}: not at hand, passed over")
            continue
        result = measured(sample, given.tier)
        said = verdicts(
            result.summary(pinned["types"]), pinned["sets"][sample.name], pinned["ceilings"], pinned["raise_at"]
        )
        print(f"== {sample.name}", *report(result, pinned["types"], verbose=given.misses), *said, sep="\n")
        failed |= any(line.startswith("FAIL") for line in said)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
