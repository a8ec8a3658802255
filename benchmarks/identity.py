"""Read the events of `clusters/` into a record and score what it takes for one person, mission and engagement.

    python benchmarks/identity.py [--misses] [--json]

A mention of the gold that the record does not have counts as an entry of its own, against recall.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import Any

from chancery.model import Engagement, Frame, MissionEvent, RawItem, Rejected
from chancery.record import FactQuery, Record
from chancery.resolve.keys import group
from chancery.resolve.sightings import mission_of, names_of
from chancery.run.analyser import analyser
from chancery.run.pipeline import Reader
from chancery.run.resolver import Identity
from chancery.text.forms import plain

EVENTS = Path(__file__).parent / "clusters" / "events.toml"
KINDS = ("people", "missions", "engagements")

Mention = tuple[str, str]
"""An article and a gold id: who or what it tells of."""


def events() -> dict[str, Any]:
    """The events with their articles, and the missions that they tell of."""
    return tomllib.loads(EVENTS.read_text(encoding="utf-8"))


def articles() -> list[dict[str, Any]]:
    """Every article of every event."""
    return [article for event in events()["event"] for article in event["article"]]


def filled(path: Path, told: Iterable[Mapping[str, Any]]) -> Record:
    """A record of these articles."""
    reader = Reader(any_page=True)
    record = Record.open(path, analyser=analyser(), engine=reader.engine, identity=Identity())
    for article in told:
        url = f"https://{article['outlet']}/{article['id']}"
        item = RawItem(url, article["text"].encode(), url=url, published=article["published"], lang=article["lang"])
        reading = reader.read(item)
        if not isinstance(reading, Rejected):
            record.append(item, reading.document, reading.lang, reading.frames)
    return record


def found(record: Record) -> dict[str, dict[Mention, str]]:
    """For each kind the cluster of every gold mention that the record has."""
    clusters: dict[str, dict[Mention, str]] = {kind: {} for kind in KINDS}
    slots = _slots(record)
    seats = events()["missions"]
    for article in articles():
        facts = record.document_facts(f"https://{article['outlet']}/{article['id']}")
        frames = facts.frames if facts else ()
        for kind, align in (("people", _person), ("engagements", _engagement)):
            for id, words in article.get(kind, {}).items():
                cluster = next(align(frames, words, slots), None)
                if cluster:
                    clusters[kind][article["id"], id] = cluster
        for id in article.get("missions", ()):
            cluster = next(_mission(frames, seats[id], slots), None)
            if cluster:
                clusters["missions"][article["id"], id] = cluster
    return clusters


Slots = Mapping[tuple[str, str], Sequence[str]]
"""By frame and slot the ids of the people or the mission in it; by frame and "" that of its fact."""


def _slots(record: Record) -> dict[tuple[str, str], list[str]]:
    slots: dict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in record.facts(FactQuery()):
        for frame in fact.frames:
            slots[frame, ""].append(fact.id)
    for frame, role, name, cluster in record.mentions():
        slots[frame, f"{role}:{name}"].append(cluster)
    return slots


def _person(frames: Iterable[Frame], words: str, slots: Slots) -> Iterator[str]:
    """The people of an article whose name holds these words, as written or as read."""
    for frame in frames:
        names = [name for _, name in names_of(frame.fact)]
        written = _written(frame, names)
        for (role, name), said in zip(names_of(frame.fact), written, strict=True):
            if plain(words) in plain(said) or plain(words) in plain(name):
                yield from slots.get((frame.id, f"{role}:{name}"), ())


def _written(frame: Frame, names: Sequence[str]) -> Sequence[str]:
    fact = frame.fact
    one = getattr(fact, "as_written", None) or getattr(fact, "speaker_as_written", None)
    many = getattr(fact, "participants_as_written", ())
    return many if len(many) == len(names) else [one or name for name in names]


def _mission(frames: Iterable[Frame], seat: Sequence[str], slots: Slots) -> Iterator[str]:
    """The missions of an article between these States, in one of these seats or in none that is told."""
    sending, receiving, *cities = seat
    for frame in frames:
        ref = mission_of(frame.fact)
        was = frame.fact.from_city if isinstance(frame.fact, MissionEvent) else None
        if ref is None or ref.sending != sending or (ref.receiving or receiving) != receiving:
            continue
        if ref.city is None or {ref.city, was} & set(cities):
            yield from slots.get((frame.id, "mission:"), ())


def _engagement(frames: Iterable[Frame], told: Sequence[str], slots: Slots) -> Iterator[str]:
    """The engagements of an article of this kind whose sentence holds these words."""
    kind, words = told
    for frame in frames:
        told_here = any(words in evidence.quote for evidence in frame.evidence)
        if told_here and isinstance(frame.fact, Engagement) and group(frame.fact.kind) == group(kind):
            yield from slots.get((frame.id, ""), ())


def gold() -> dict[str, list[Mention]]:
    """The gold mentions of each kind; those with one gold id are one."""
    return {kind: [(article["id"], id) for article in articles() for id in article.get(kind, ())] for kind in KINDS}


def scores(mentions: Sequence[Mention], clusters: Mapping[Mention, str]) -> dict[str, float]:
    """Pairwise and B-cubed precision and recall, and the share of mentions that the record has."""
    guess = {mention: clusters.get(mention, f"alone {mention}") for mention in mentions}
    pairs = Counter((one[1] == other[1], guess[one] == guess[other]) for one, other in combinations(mentions, 2))
    both, missed, wrong = pairs[True, True], pairs[True, False], pairs[False, True]
    return {
        "pair_precision": _share(both, both + wrong),
        "pair_recall": _share(both, both + missed),
        "b3_precision": _cubed(mentions, guess, {mention: mention[1] for mention in mentions}),
        "b3_recall": _cubed(mentions, {mention: mention[1] for mention in mentions}, guess),
        "found": _share(len(clusters), len(mentions)),
        "mentions": len(mentions),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def _cubed(mentions: Sequence[Mention], within: Mapping[Mention, str], right: Mapping[Mention, str]) -> float:
    """The mean share of each mention's company within one partition that is its company in the other too."""
    members: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        members[within[mention]].append(mention)
    shares = [
        sum(right[other] == right[mention] for other in members[within[mention]]) / len(members[within[mention]])
        for mention in mentions
    ]
    return round(sum(shares) / len(shares), 4) if shares else 1.0


def measured() -> tuple[dict[str, dict[str, float]], list[str]]:
    """The scores of each kind, and what is wrong line by line."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(filled(Path(folder) / "clusters.sqlite", articles())) as record,
    ):
        clusters = found(record)
    wanted = gold()
    wrong = [line for kind in KINDS for line in mistakes(kind, wanted[kind], clusters[kind])]
    return {kind: scores(wanted[kind], clusters[kind]) for kind in KINDS}, wrong


def mistakes(kind: str, mentions: Sequence[Mention], clusters: Mapping[Mention, str]) -> Iterator[str]:
    """Gold mentions that are missing, entries that are split, and entries that are joined."""
    yield from (f"MISSING {kind} {' '.join(mention)}" for mention in mentions if mention not in clusters)
    for id in sorted({mention[1] for mention in mentions}):
        parts = Counter(clusters[mention][:8] for mention in mentions if mention[1] == id and mention in clusters)
        if len(parts) > 1:
            yield f"SPLIT {kind} {id}: {dict(parts)}"
    for cluster in sorted(set(clusters.values())):
        ids = sorted({mention[1] for mention, own in clusters.items() if own == cluster})
        if len(ids) > 1:
            yield f"JOINED {kind} {' '.join(ids)}: {cluster[:8]}"


def main() -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list what is missing, split or joined")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    result, wrong = measured()
    if given.json:
        print(json.dumps(result))
        return 0
    for kind, values in result.items():
        print(f"{kind:12} " + " ".join(f"{name}={value}" for name, value in values.items()))
    for line in wrong if given.misses else ():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
