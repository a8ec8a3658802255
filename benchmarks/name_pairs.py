"""Score the comparison of names on our own pairs: precision, recall, and pairs compared in a second.

    python benchmarks/name_pairs.py [--part seen|held|fresh] [--misses] [--json]

`names/pairs.jsonl` has parts that its data card tells of; the misses of `held` are never printed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chancery.text.likeness import SAME, compared

ROUNDS = 10  # of comparing all pairs, for the speed
PAIRS = Path(__file__).parent / "names" / "pairs.jsonl"

Pair = dict[str, Any]
Scored = Sequence[tuple[Pair, float]]


def pairs(part: str | None = None) -> list[Pair]:
    """The pairs of a part, or all of them."""
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if part is None or row["part"] == part]


def scored(rows: Sequence[Pair]) -> Scored:
    """Each pair with its score."""
    return [(row, compared(row["name1"], row["name2"]).score) for row in rows]


def measured(rows: Scored, about: str | None = None) -> dict[str, float]:
    """Precision and recall where a score of `SAME` counts as one name; of the pairs of one kind if it is named."""
    taken = [(pair["same"], score >= SAME) for pair, score in rows if about is None or pair["about"] == about]
    hits = sum(same and said for same, said in taken)
    said, same = sum(said for _, said in taken), sum(same for same, _ in taken)
    return {
        "pairs": len(taken),
        "precision": round(hits / said, 4) if said else 0.0,
        "recall": round(hits / same, 4) if same else 0.0,
    }


def speed(rows: Sequence[Pair]) -> float:
    """Pairs compared in a second of the processor once their words are known, as among pairs that share a block."""
    scored(rows)
    begun = time.process_time()
    for _ in range(ROUNDS):
        scored(rows)
    return ROUNDS * len(rows) / (time.process_time() - begun)


def main() -> None:
    """Print what was measured, and the misses if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("seen", "held", "fresh"))
    parser.add_argument("--misses", action="store_true", help="print the misses of the parts that may be looked at")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rows = pairs(given.part)
    found = scored(rows)
    result = {"all": measured(found), "initials": measured(found, "initials"), "pairs_a_second": round(speed(rows))}
    print(json.dumps(result) if given.json else "\n".join(f"{name:15} {value}" for name, value in result.items()))
    for pair, score in found if given.misses else ():
        if pair["part"] != "held" and (score >= SAME) != pair["same"]:
            print(f"{score:.2f} {pair['name1']} | {pair['name2']} ({pair['about']})")


if __name__ == "__main__":
    main()
