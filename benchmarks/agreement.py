"""How far two annotators of the same documents agree: what one asks for, and whether the other has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from score import Document, Fact, agreement, documents, paired

FIVE = ("mission_event", "consular_district", "position", "engagement", "indicator")
WORDED = frozenset({"cooperation", "project", "institution", "agreement"})
"""Types that are paired by words; annotations hold no quotes, so the whole article is looked through."""

Tally = dict[str, list[int]]
"""Type -> (found, asked for)."""


def strict(doc: Document) -> Document:
    """The document with its certain facts alone."""
    return {**doc, "facts": [fact for fact in doc["facts"] if not fact.get("optional")]}


def as_read(facts: Iterable[Fact], text: str) -> list[Fact]:
    """Facts in the place of a reading; those that are paired by words are given the article's."""
    return [{**fact, "text": text} if fact["type"] in WORDED else fact for fact in facts]


def had(asked: Mapping[str, Document], other: Mapping[str, Document], texts: Mapping[str, str]) -> tuple[Tally, Tally]:
    """Of the certain facts of one annotator how many the other has, by type; and how many details agree, by field."""
    found: Tally = {}
    fields: Tally = {}
    for name, doc in asked.items():
        golds, preds = strict(doc)["facts"], as_read(other[name]["facts"], texts[name])
        pairing = paired({**doc, "facts": golds}, preds)
        for at, gold in enumerate(golds):
            _count(found, gold["type"], at in pairing)
            if at in pairing and gold["type"] in FIVE:
                for field, agrees in agreement(gold, preds[pairing[at]], strict=True).items():
                    _count(fields, field, agrees)
    return found, fields


def _count(tally: Tally, name: str, is_right: bool) -> None:
    counts = tally.setdefault(name, [0, 0])
    counts[0] += is_right
    counts[1] += 1


def table(first: Path, second: Path) -> list[str]:
    """The agreement of two files of annotations, beside which the folder `texts` stands, as lines of Markdown."""
    one, other = ({str(doc["file"]): doc for doc in documents(path)} for path in (first, second))
    if one.keys() != other.keys():
        raise ValueError(f"only one of the annotators has {', '.join(sorted(one.keys() ^ other.keys()))}")
    texts = {name: (first.parent / "texts" / name).read_text(encoding="utf-8") for name in one}
    certain = [{name: strict(doc) for name, doc in each.items()} for each in (one, other)]
    pairs: Sequence[tuple[Any, Any]] = [(one, other), (other, one), tuple(certain), tuple(reversed(certain))]
    runs = [had(asked, had_by, texts) for asked, had_by in pairs]
    kinds = [*FIVE, *sorted({kind for found, _ in runs for kind in found} - {*FIVE})]
    head = ("type", "first's in the second", "second's in the first", "certain ones alone")
    rows = [_row(kind, [found.get(kind, [0, 0]) for found, _ in runs]) for kind in kinds]
    rows.insert(len(FIVE), _row("**these five**", [_sum(found, FIVE) for found, _ in runs]))
    rows.append(_row("**all**", [_sum(found, kinds) for found, _ in runs]))
    fields = ", ".join(f"{field} {right} of {all_}" for field, (right, all_) in sorted(runs[0][1].items()))
    return [f"| {' | '.join(head)} |", "|" + " --- |" * len(head), *rows, "", f"Details of the five: {fields}."]


def _sum(found: Tally, kinds: Iterable[str]) -> list[int]:
    counts = [found.get(kind, [0, 0]) for kind in kinds]
    return [sum(each[0] for each in counts), sum(each[1] for each in counts)]


def _row(kind: str, tallies: Sequence[Sequence[int]]) -> str:
    one, other, certain, turned = (f"{right} of {asked}" for right, asked in tallies)
    return f"| {kind} | {one} | {other} | {certain}, {turned} |"
