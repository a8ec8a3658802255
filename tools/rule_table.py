"""Write docs/reference/rules.md: how many rules each language has, how much data, and which rules no article calls on.

The articles are those of the examples and of the open gold sets. With --times the slowest rules are measured anew; else
their table is left as it is, so that the page is the same for the same packs and articles.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))

from chancery.extract import Scene, scenes
from chancery.grammar import Rule, choose, matches
from chancery.lang import codes, load
from chancery.model import RawItem, Rejected
from chancery.run.pipeline import Reader, engine
from gate import SAMPLES, items

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "rules.md"
MADE = "<!-- Made by tools/rule_table.py; `make rules` writes it anew. -->"
SLOWEST = "## The slowest rules"
DATA = files("chancery") / "data" / "lang"
SLOW = 10
ROUNDS = 3


@dataclass
class Use:
    """What the articles call on: complete matches and facts by rule id, and the sentences as the rules see them."""

    matched: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    scenes: dict[str, list[Scene]] = field(default_factory=dict)


def use() -> Use:
    """Read every article of the open sets."""
    found, reader = Use(), Reader()
    for item in (item for sample in SAMPLES if sample.name != "shared" for item in items(sample)):
        reading = reader.read(item) if isinstance(item, RawItem) else item
        if isinstance(reading, Rejected):
            continue
        found.articles[reading.lang] += 1
        found.facts.update({frame.rule for frame in reading.frames})
        for part in reading.parts or (reading.annotated,):
            seen = scenes(part, load(part.lang))
            found.scenes.setdefault(part.lang, []).extend(seen)
            found.matched.update(rule for scene in seen for rule in _rules_of(scene))
    return found


def _rules_of(scene: Scene) -> Iterator[str]:
    """The rules that match completely in a sentence, of clauses and of phrases."""
    yield from (filled.match.hit.rule.id for filled in scene.matches if not filled.missing)
    yield from (unit.rule for top in scene.view.units for unit in top.within() if unit.parts and unit.rule)


def lines(code: str, folder: str = "") -> int:
    """Lines of a language's data that say something, in all files of a folder of its pack."""
    here = DATA / code / folder if folder else DATA / code
    texts = [each.read_text(encoding="utf-8") for each in here.iterdir() if each.name.endswith(".toml")]
    return sum(bool(line.strip()) and not line.lstrip().startswith("#") for text in texts for line in text.splitlines())


def counts() -> Iterator[str]:
    """Rules, proof and data by language."""
    yield "| language | rules | of phrases | sentences accepted | rejected | lines of rules | lines of words |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for code in codes():
        rules = load(code).rules
        row = (
            len(rules),
            sum(rule.layer == "phrase" for rule in rules),
            sum(len(rule.accepts) for rule in rules),
            sum(len(rule.rejects) for rule in rules),
            lines(code, "grammar"),
            lines(code),
        )
        yield f"| {code} | {' | '.join(map(str, row))} |"


def by_frame() -> Iterator[str]:
    """Rules by what they find, for each language."""
    numbers = {code: Counter(rule.frame for rule in load(code).rules) for code in codes()}
    yield f"| finds | {' | '.join(numbers)} |"
    yield f"| --- |{' ---: |' * len(numbers)}"
    for frame in sorted({frame for each in numbers.values() for frame in each}):
        yield f"| {frame} | {' | '.join(str(each[frame]) for each in numbers.values())} |"


def idle(found: Use) -> Iterator[str]:
    """The rules that match in no article, by language and by what they find."""
    for code in codes():
        rules = [rule for rule in load(code).rules if not found.matched[rule.id]]
        yield f"\n### {code}: {len(rules)} of {len(load(code).rules)}, in {found.articles[code]} articles\n"
        for frame in sorted({rule.frame for rule in rules}):
            yield f"- {frame}: {', '.join(f'`{rule.id}`' for rule in rules if rule.frame == frame)}"


def shares(found: Use) -> Iterator[tuple[str, str, float]]:
    """Each language and clause rule with its share of the matching: the time since the match before, fillers chosen."""
    for code, seen in found.scenes.items():
        spent: Counter[str] = Counter()
        for scene in (scene for _ in range(ROUNDS) for scene in seen):
            began = time.perf_counter_ns()
            for match in matches(scene.view, load(code).clauses):
                choose(match, scene.view)
                now = time.perf_counter_ns()
                spent[match.hit.rule.id] += now - began
                began = now
        total = sum(spent.values()) or 1
        yield from ((code, rule, each / total) for rule, each in spent.items())


def slowest(found: Use, hits: Mapping[str, int]) -> Iterator[str]:
    """The table of the rules that take most of their language's matching."""
    yield f"{SLOWEST}\n"
    yield f"Share of the time of matching clauses in one language, measured on {datetime.now(UTC):%Y-%m-%d} over the"
    yield "same articles; looking for a trigger counts with the match that follows. Shares differ from run to run.\n"
    yield "| rule | share | matches |\n| --- | ---: | ---: |"
    most = sorted(shares(found), key=lambda row: -row[2])[:SLOW]
    yield from (f"| `{rule}` | {share:.1%} | {hits[rule]} |" for _, rule, share in most)


def page(found: Use, slow: str) -> str:
    """The whole page."""
    unmade: list[Rule] = [
        rule for code in codes() for rule in load(code).rules
        if rule.layer == "clause" and found.matched[rule.id] and not found.facts[rule.id]
    ]  # fmt: skip
    parts = [
        MADE,
        "# Rules\n",
        "How many rules there are, and which of them no article of the examples and the open gold sets calls on.",
        "A rule has its own proof sentences; one that matches nowhere else is untried, not wrong.",
        "How they are written: [write a rule](../write-a-rule.md).",
        f"Not part of `make check`; made with the packs of `{engine('full')}`.\n",
        "## By language\n",
        *counts(),
        "\nLines without blanks and remarks. Words are all files of a pack but its rules.\n",
        "## By what they find\n",
        *by_frame(),
        "\n## Rules that match in no article",
        *idle(found),
        "\n## Rules that match and lead to no fact of their own\n",
        "What they match is told by another rule's fact, or only serves the reading of others.\n",
        *(f"- `{rule.id}`" for rule in unmade),
        f"\n{slow.rstrip()}",
    ]
    return "\n".join(parts) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", action="store_true", help="measure the slowest rules anew")
    given = parser.parse_args()
    found = use()
    kept = PAGE.read_text(encoding="utf-8").partition(SLOWEST) if PAGE.exists() else ("", "", "")
    measures = given.times or not kept[1]
    slow = "\n".join(slowest(found, found.matched)) if measures else SLOWEST + kept[2]
    PAGE.write_text(page(found, slow), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
