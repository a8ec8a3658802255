"""Score gold articles with other people, places, bodies and numbers in them: a reader of language loses nothing by it.

Each set is shuffled with several seeds; the measures are the means over them. 1 if recall or precision, pooled over the
five types or over all, falls by more than the slack.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "tools"))

import gold
from gate import GOLD, Sample, floors, read, texts
from score import Score, documents, paired, score
from shuffling.articles import shuffled

SETS = ("dev", "second", "third")
MEASURES = ("recall_all", "precision_all")
SLACK = 0.03
"""So much may a pooled measure lose."""


class Reading:
    """A set, or what a seed made of it, as it was read."""

    def __init__(self, articles: Sequence[Any], tier: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            gold.write(gold.built(articles), Path(folder))
            sample = Sample("shuffled", Path(folder) / "texts", Path(folder) / "gold.jsonl", is_dated=True)
            self.golds, self.lines, self.texts = documents(sample.expected), read(sample, tier), texts(sample)

        self.score: Score = score(self.golds, self.lines, self.texts)

    def found(self) -> Iterator[tuple[str, int, dict[str, Any], bool]]:
        """Each fact that is asked for: document, number, the fact, whether it was found."""
        by_file = {line["file"]: line for line in self.lines}
        for doc in self.golds:
            pairing = paired(doc, by_file[doc["file"]]["facts"])
            for at, fact in enumerate(doc["facts"]):
                if not fact.get("optional"):
                    yield doc["file"], at, fact, at in pairing


def losses(plain: Reading, others: Sequence[Reading]) -> Iterator[str]:
    """The facts that are found in the articles themselves and seldom with others in them, the most frequent first."""
    had = {(file, at) for file, at, _, is_found in plain.found() if is_found}
    missed: Counter[tuple[str, int]] = Counter()
    latest: dict[tuple[str, int], dict[str, Any]] = {}
    for other in others:
        for file, at, fact, is_found in other.found():
            if (file, at) in had and not is_found:
                missed[file, at] += 1
                latest[file, at] = fact
    for (file, at), times in missed.most_common():
        yield f"LOST {times} of {len(others)} {file} {json.dumps(latest[file, at], ensure_ascii=False)[:300]}"


def differences(
    plain: Score, others: Sequence[Score], pools: Mapping[str, list[str]]
) -> Iterator[tuple[str, float, float]]:
    """Pool and measure, the figure of the articles themselves and the mean with others in them."""
    for pool, types in pools.items():
        for measure in MEASURES:
            with_others = [other.summary(types or None)[measure] or 0 for other in others]
            yield (
                f"{pool} {measure.removesuffix('_all')}",
                plain.summary(types or None)[measure] or 0,
                mean(with_others),
            )


def main() -> int:
    """Print a line for each set, pool and measure; 1 if one falls too far."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=SETS, metavar="SET")
    parser.add_argument("--seeds", type=int, default=4, help="how many times each set is shuffled")
    parser.add_argument("--tier", default="full", choices=("full", "fast"))
    parser.add_argument("--losses", action="store_true", help="list the facts that are lost with others in them")
    given = parser.parse_args()
    has_fallen = False
    for name in given.sets:
        articles = gold.load(GOLD / name)
        plain = Reading(articles, given.tier)
        others = [Reading([shuffled(each, seed) for each in articles], given.tier) for seed in range(given.seeds)]
        print(f"== {name}: {len(articles)} articles, {given.seeds} seeds")
        for what, before, after in differences(plain.score, [each.score for each in others], floors()["pools"]):
            verdict = "FAIL" if after < before - SLACK else ""
            has_fallen |= bool(verdict)
            print(f"{what:20} {before:.3f} {after:.3f} {after - before:+.3f} {verdict}".rstrip())
        print(*(losses(plain, others) if given.losses else ()), sep="\n", end="\n" * given.losses)
    return int(has_fallen)


if __name__ == "__main__":
    sys.exit(main())
