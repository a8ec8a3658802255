"""What Chancery reads in the form that scorers of public sets take.

    python benchmarks/predict.py --task entities --in DOCS.jsonl --out PREDICTED.jsonl

A line in is {"doc_id", "text", "lang"?}; a line out is {"doc_id", TASK: [...]}:

entities    {"start", "end", "type", "text"} with types PER, LOC, ORG
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from chancery.run.pipeline import Reader

Row = dict[str, Any]
Task = Callable[[Reader, str, str], list[Row]]
"""What a reader finds in a text of a language, in the order of the text."""


def entities(reader: Reader, text: str, lang: str) -> list[Row]:
    """The people, places and bodies."""
    found = reader.entities(text, lang)
    return [{"start": one.start, "end": one.end, "type": one.type, "text": one.text} for one in found]


TASKS: Mapping[str, tuple[str, Task]] = {"entities": ("ru", entities)}
"""Each task with the language of its public set."""


def predicted(task: str, lines: Iterator[str], *, tier: str, lang: str | None = None) -> Iterator[Row]:
    """One row for each line that holds a document."""
    usual, find = TASKS[task]
    reader = Reader(tier=tier)
    for line in lines:
        if line.strip():
            doc = json.loads(line)
            yield {"doc_id": doc["doc_id"], task: find(reader, doc["text"], doc.get("lang") or lang or usual)}


def main() -> None:
    """Read the documents of a file and write what was found in them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--task", choices=sorted(TASKS), required=True)
    parser.add_argument("--in", dest="source", type=Path, required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--tier", choices=("full", "fast"), default="full")
    parser.add_argument("--lang", help="language of documents that do not name theirs; default: that of the set")
    given = parser.parse_args()
    with given.source.open(encoding="utf-8") as lines, given.out.open("w", encoding="utf-8") as out:
        for row in predicted(given.task, lines, tier=given.tier, lang=given.lang):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
