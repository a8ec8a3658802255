"""Read the sets of documents with known facts, score them, and fail where a result is below its floor.

A set that is not at hand is passed over, and said to be.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from msgspec import structs

import identity
from chancery.model import RawItem, Rejected
from chancery.record import Record
from chancery.run.analyser import analyser
from chancery.run.batch import Pause, Sources, canonical_document, steps
from chancery.run.pipeline import Reader
from chancery.run.resolver import Identity
from chancery.serve.lines import encoded
from chancery.serve.reading import step_line
from score import Document, Score, documents, report, score

ROOT = Path(__file__).resolve().parents[1]
Summary = Mapping[str, Any]
POOLED = ("recall_all", "precision_all", "details_all", "modality_all")


@dataclass(frozen=True)
class Sample:
    """A set of documents with the facts that a careful reader takes from them.

    `is_dated`: the day of publication in `expected` is told to the reader; elsewhere only what the documents carry.
    """

    name: str
    folder: Path
    expected: Path
    is_dated: bool = False

    def files(self) -> list[Path]:
        """The files that hold the expected documents."""
        named = {doc["file"] for doc in documents(self.expected) if doc.get("file")}
        others = [path for path in sorted(self.folder.glob("*.jsonl")) if path != self.expected]
        return sorted(self.folder / name for name in named) + others


GOLD = ROOT / "benchmarks" / "gold"
SAMPLES = (
    Sample("examples", ROOT / "examples", ROOT / "examples" / "expected.jsonl"),
    Sample("dev", GOLD / "dev" / "texts", GOLD / "dev" / "gold.jsonl", is_dated=True),
    Sample("second", GOLD / "second" / "texts", GOLD / "second" / "gold.jsonl", is_dated=True),
    Sample("third", GOLD / "third" / "texts", GOLD / "third" / "gold.jsonl", is_dated=True),
    Sample("shared", ROOT.parent / "shared" / "seeds", ROOT.parent / "shared" / "gold" / "seeds.jsonl"),
)


def read(sample: Sample, tier: str) -> list[Document]:
    """The lines that `chancery read --json` prints for the set, with a record of its own."""
    reader = Reader(tier=tier)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gate.sqlite"
        with closing(Record.open(path, analyser=analyser(), engine=reader.engine, identity=Identity())) as record:
            return [json.loads(encoded(step_line(step))) for step in steps(items(sample), reader, record, Pause())]


def items(sample: Sample) -> Iterator[RawItem | Rejected]:
    """The set's documents; where the set is dated, with the publication day that is known of each."""
    known = {doc["file"]: doc.get("published") for doc in documents(sample.expected) if doc.get("file")}
    for item in Sources(tuple(map(str, sample.files()))).items(BytesIO()):
        day = known.get(item.file or "") if sample.is_dated else None
        yield structs.replace(item, published=day) if isinstance(item, RawItem) and day and not item.published else item


def texts(sample: Sample) -> dict[str, str]:
    """The canonical text of every document, by the name under which it is paired."""
    found = {}
    for item in items(sample):
        doc = canonical_document(item) if isinstance(item, RawItem) else None
        if doc is not None:
            found[doc.url or doc.id or doc.file or doc.key] = doc.text
    return found


def measured(sample: Sample, tier: str) -> Score:
    """One set, read and scored."""
    return score(documents(sample.expected), read(sample, tier), texts(sample))


def floors() -> dict[str, Any]:
    """What floors.toml pins."""
    return tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8"))


def verdicts(summary: Summary, floors: Mapping[str, float], slack: float) -> list[str]:
    """What is wrong (FAIL ...) or could be raised (RAISE ...) about the pooled results of one set."""
    said = []
    for name, floor in floors.items():
        value = summary[name] or 0.0
        if value < floor:
            said.append(f"FAIL {name} {value} is below its floor {floor}")
        elif value >= floor + slack:
            said.append(f"RAISE {name} {value} is far above its floor {floor}: consider raising it in floors.toml")
    return said


def excesses(summary: Summary, ceilings: Mapping[str, int]) -> list[str]:
    """What there is more of than there may be."""
    return [f"FAIL {name} {summary[name]} is above {most}" for name, most in ceilings.items() if summary[name] > most]


def pooled(result: Score, types: Sequence[str]) -> str:
    """The measures pooled over some types, or over all if none is named."""
    summary = result.summary(types or None)
    return " ".join(f"{name.removesuffix('_all')}={summary[name]}" for name in POOLED)


def judged(result: Score, name: str, pinned: Mapping[str, Any]) -> list[str]:
    """The pooled measures of a set for each pool of types, what is wrong about them, and what exceeds its ceiling."""
    wanted, lines = pinned["sets"].get(name, {}), []
    for pool, types in pinned["pools"].items():
        said = verdicts(result.summary(types or None), wanted.get(pool, {}), pinned["raise_at"])
        lines += [f"{pool:20} {pooled(result, types)}", *said]
    return lines + excesses(result.summary(), pinned["ceilings"] | wanted.get("ceilings", {}))


def entries(pinned: Mapping[str, Any]) -> list[str]:
    """What the events of `clusters/` come to as one person, mission or engagement each, and what is below its floor."""
    result, _ = identity.measured()
    lines = ["", "== one thing, one entry"]
    for kind, values in result.items():
        lines.append(f"{kind:20} " + " ".join(f"{name}={value}" for name, value in values.items()))
        lines += verdicts(values, pinned["identity"][kind], pinned["raise_at"])
    return lines


def main() -> int:
    """Score every set that is at hand; 1 if one of them fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tier", default="full", choices=("full", "fast"))
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was too much")
    given = parser.parse_args()
    pinned = floors()
    failed = False
    for sample in SAMPLES:
        if not sample.expected.exists():
            print(f"== {sample.name}: not at hand, passed over")
            continue
        result = measured(sample, given.tier)
        said = judged(result, sample.name, pinned)
        print(f"== {sample.name}", *report(result, None, verbose=given.misses), *said, sep="\n")
        failed |= any(line.startswith("FAIL") for line in said)
    said = entries(pinned)
    print(*said, sep="\n")
    return int(failed or any(line.startswith("FAIL") for line in said))


if __name__ == "__main__":
    sys.exit(main())
