"""What Chancery reads in the form that scorers of public sets take.

    python benchmarks/predict.py --task entities --in DOCS.jsonl --out PREDICTED.jsonl

A line in is {"doc_id", "text", "lang"?}; a line out is {"doc_id", TASK: [...]}. For the task names a line in is
{"pair_id", "name1", "name2", "kind"?}, a line out {"pair_id", "score"} from 0 to 1; names of bodies are compared by
their words.

entities    {"start", "end", "type", "text"} with types PER, LOC, ORG
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from chancery.model import Engagement, RawItem, Rejected, Span
from chancery.run.deals import deals
from chancery.run.occupations import occupations
from chancery.run.pipeline import Reader
from chancery.run.plover import events
from chancery.text.likeness import compared, compared_words

MEETINGS = frozenset({"meeting", "talks", "negotiations", "consultation", "call", "reception", "audience"})

Row = dict[str, Any]
Task = Callable[[Reader, str, str], list[Row]]
"""What a reader finds in a text of a language, in the order of the text."""


def entities(reader: Reader, text: str, lang: str) -> list[Row]:
    """The people, places and bodies."""
    found = reader.entities(text, lang)
    return [{"start": one.start, "end": one.end, "type": one.type, "text": one.text} for one in found]


def facts(reader: Reader, text: str, lang: str) -> list[Row]:
    """Occupations, meetings and deals in the sense of factRuEval."""
    found = [
        {"type": "Occupation", "args": [_argument(text, role, span) for role, span in roles if span is not None]}
        for one in occupations(text, lang, tier=reader.tier)
        for roles in [(("Who", one.who), ("Job", one.job), ("Where", one.where))]
    ]
    found += [
        {"type": "Deal", "args": [_argument(text, "Participant", party) for party in deal.parties]}
        for deal in deals(text, lang, tier=reader.tier)
    ]
    return found + [{"type": "Meeting", "args": args} for args in _meetings(reader, text, lang)]


def _meetings(reader: Reader, text: str, lang: str) -> Iterator[list[Row]]:
    """The participants of each engagement of two or more that is a meeting of people."""
    reading = reader.read(RawItem(key="text", content=text.encode(), lang=lang))
    if isinstance(reading, Rejected):
        return
    for frame in reading.frames:
        fact = frame.fact
        if isinstance(fact, Engagement) and fact.kind in MEETINGS and len(fact.participants_as_written) > 1:
            yield [{"role": "Participant", "text": name} for name in fact.participants_as_written]


def coded(reader: Reader, text: str, lang: str) -> list[Row]:
    """The co-operative events of PLOVER; English alone."""
    found = events(text, tier=reader.tier) if lang == "en" else []
    return [{"type": one.type, "source": list(one.source), "target": list(one.target)} for one in found]


def _argument(text: str, role: str, span: Span) -> Row:
    return {"role": role, "start": span.start, "end": span.stop, "text": text[span.start : span.stop]}


TASKS: Mapping[str, tuple[str, Task]] = {"entities": ("ru", entities), "facts": ("ru", facts), "events": ("en", coded)}
"""Each task with the language of its public set."""


WORDY = frozenset({"Organization", "Company", "LegalEntity", "Vessel", "Place"})
"""Kinds of names that are no persons' names."""


def name_scores(lines: Iterator[str]) -> Iterator[Row]:
    """One row for each pair of names: how likely they are one name."""
    for line in filter(str.strip, lines):
        pair = json.loads(line)
        compare = compared_words if pair.get("kind") in WORDY else compared
        yield {"pair_id": pair["pair_id"], "score": round(compare(pair["name1"], pair["name2"]).score, 4)}


def predicted(task: str, lines: Iterator[str], *, tier: str, lang: str | None = None) -> Iterator[Row]:
    """One row for each line that holds a document, or a pair of names."""
    if task == "names":
        yield from name_scores(lines)
        return
    usual, find = TASKS[task]
    reader = Reader(tier=tier)
    for line in lines:
        if line.strip():
            doc = json.loads(line)
            yield {"doc_id": doc["doc_id"], task: find(reader, doc["text"], doc.get("lang") or lang or usual)}


def main() -> None:
    """Read the documents of a file and write what was found in them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--task", choices=sorted([*TASKS, "names"]), required=True)
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
