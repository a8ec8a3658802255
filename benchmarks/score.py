"""Score what was read against what a careful reader takes: python benchmarks/score.py EXPECTED.jsonl READ.jsonl

Both files hold one document a line, {"file" | "url" | "id", "facts": [...]}, paired by these names. Facts of one
document are paired one to one, required facts first, each with the prediction that agrees with it in most details.

recall      found / expected facts; an optional fact counts only if it is found
precision   paired / given facts of the types that the document lists as exhaustive; a repetition is a false fact
details     agreement of the further fields of the found facts, modality among them
violations  facts that a document's `must_not` forbids
faults      evidence whose quote is not the text at its span, is longer than 600 characters, or is absent

In documents marked strict a mission merely said to exist, a figure without a number and a participant too many count as
false as well; elsewhere careful readers differ on them.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spelling import EQUIVALENTS, folded, same_name, same_place, words

Fact = Mapping[str, Any]
Document = Mapping[str, Any]

LONGEST_QUOTE = 600
VALUE_TOLERANCE = 0.005

Match = Callable[[Fact, Fact], bool]


@dataclass
class Row:
    """The counts of one type of fact; `details` holds name -> (agreeing, compared)."""

    expected: int = 0
    found: int = 0
    given: int = 0
    judged: int = 0
    right: int = 0
    details: dict[str, list[int]] = field(default_factory=dict)

    def compare(self, agreement: Mapping[str, bool]) -> None:
        """Count the agreement of one found fact."""
        for name, agrees in agreement.items():
            tally = self.details.setdefault(name, [0, 0])
            tally[0] += agrees
            tally[1] += 1


@dataclass
class Score:
    """What was measured; `areas` holds (found, expected, wrong) areas of consular districts."""

    documents: int = 0
    unread: int = 0
    rows: dict[str, Row] = field(default_factory=dict)
    areas: list[int] = field(default_factory=lambda: [0, 0, 0])
    missed: list[tuple[str, Fact]] = field(default_factory=list)
    extra: list[tuple[str, Fact]] = field(default_factory=list)
    violations: list[tuple[str, Fact, Fact]] = field(default_factory=list)
    faults: list[tuple[str, str, Fact]] = field(default_factory=list)

    def row(self, kind: str) -> Row:
        """The counts of one type."""
        return self.rows.setdefault(kind, Row())

    def summary(self, types: Iterable[str] | None = None) -> dict[str, float | int | None]:
        """The measures pooled over `types` (all of them if None), as shares rounded to three digits."""
        wanted = None if types is None else set(types)
        rows = [row for kind, row in self.rows.items() if wanted is None or kind in wanted]
        details = [tally for row in rows for tally in row.details.values()]
        modality = [row.details["modality"] for row in rows if "modality" in row.details]
        return {
            "documents": self.documents,
            "documents_without_prediction": self.unread,
            "recall_all": share(sum(row.found for row in rows), sum(row.expected for row in rows)),
            "precision_all": share(sum(row.right for row in rows), sum(row.judged for row in rows)),
            "details_all": pooled(details),
            "modality_all": pooled(modality),
            "areas_found": self.areas[0],
            "areas_expected": self.areas[1],
            "areas_wrong": self.areas[2],
            "violations": len(self.violations),
            "evidence_faults": len(self.faults),
        }


def share(part: int, whole: int) -> float | None:
    """part / whole to three digits; None of nothing."""
    return round(part / whole, 3) if whole else None


def pooled(tallies: Iterable[Sequence[int]]) -> float:
    """The agreeing share of several tallies; 0 of nothing."""
    listed = list(tallies)
    return round(sum(tally[0] for tally in listed) / max(1, sum(tally[1] for tally in listed)), 3)


# --- fields -----------------------------------------------------------------------------------------------------------


def strings(fact: object, *fields: str) -> list[str]:
    """All the strings that the fields hold, singly or in lists."""
    found: list[str] = []
    for name in fields if isinstance(fact, Mapping) else ():
        value = fact.get(name)  # type: ignore[attr-defined]
        found += (
            [value]
            if isinstance(value, str)
            else [each for each in value or () if isinstance(each, str)]
            if isinstance(value, list)
            else []
        )
    return found


def numbers(fact: Fact) -> list[float]:
    """The figure's value, or both ends of its range; nothing if there is no number."""
    value = fact.get("value")
    try:
        return [float(each) for each in (value if isinstance(value, list) else [value]) if each is not None]
    except (TypeError, ValueError):
        return []


def metric(fact: Fact) -> str:
    """The figure's metric; all ranks are one, all shares are one."""
    name = str(fact.get("metric") or "")
    return "rank" if name.startswith("rank") else "share" if "share" in name else name


def names_in(name: object, others: Iterable[str]) -> bool:
    """Whether one of `others` names the same person or body."""
    return isinstance(name, str) and any(same_name(name, other) for other in others)


def place_in(name: object, others: Iterable[str]) -> bool:
    """Whether one of `others` names the same place."""
    return isinstance(name, str) and any(same_place(name, other) for other in others)


def kin(kind: object) -> object:
    """The family of an engagement's kind, else the kind itself."""
    return next((at for at, family in enumerate(EQUIVALENTS["engagement"]["kinds"]) if kind in family), kind)


def participants(fact: Fact) -> list[str]:
    """Everybody who takes part, by every name."""
    return strings(fact, "participants", "participants_as_written")


def wanted_participants(gold: Fact) -> list[tuple[str, str]]:
    """Each expected participant with the written form."""
    wanted = gold.get("participants") or []
    return list(zip(wanted, gold.get("participants_as_written") or wanted, strict=False))


def present(gold: Fact, pred: Fact) -> list[bool]:
    """For each expected participant whether the prediction has them."""
    there = participants(pred)
    return [names_in(name, there) or names_in(written, there) for name, written in wanted_participants(gold)]


def about(gold: Fact, pred: Fact) -> bool:
    """Whether title, text or quotes of the prediction meet one of the lists of word stems that the gold names."""
    titled = [word for word in words(str(gold.get("title") or gold.get("name") or "")) if len(word) > 3]
    quotes = [str(each.get("quote", "")) for each in pred.get("evidence") or [] if isinstance(each, Mapping)]
    said = folded(" ".join(strings(pred, "title", "name", "text", "fields") + quotes))
    return any(_meets(said, stems) for stems in gold.get("keywords") or [titled])


def _meets(said: str, stems: Sequence[str]) -> bool:
    """Half of the stems, and of an odd number the greater half, must be said."""
    needed = len(stems) // 2 + (len(stems) % 2 if len(stems) > 1 else 0)
    heard = sum(folded(stem) in said for stem in stems)
    return bool(stems) and heard >= max(needed, 1)


def parties_agree(gold: Fact, pred: Fact) -> bool:
    """Whether all parties of one accepted list are among the prediction's."""
    there = strings(pred, "parties", "parties_as_written")
    lists = [gold.get("parties") or [], *gold.get("accept_parties", [])]
    return any(listed and all(names_in(party, there) for party in listed) for listed in lists)


def stands_for(group: Mapping[str, Sequence[str]], identifier: str) -> set[str]:
    """The identifiers that may stand for `identifier`, itself among them."""
    return {identifier, *group.get(identifier, ())}


# --- the same fact ----------------------------------------------------------------------------------------------------


def _seat(shape: object) -> list[str]:
    return strings(shape, "city", "city_as_written", "office_city")


def _mission_event(gold: Fact, pred: Fact) -> bool:
    stages = stands_for(EQUIVALENTS["found"]["mission_event"], gold["event"]) | set(gold.get("accept", []))
    seats = _seat(gold)
    return (
        pred.get("event") in stages
        and pred.get("mission_type") == gold["mission_type"]
        and place_in(pred.get("sending"), [gold["sending"]])
        and (not seats or any(place_in(seat, _seat(pred)) for seat in seats))
    )


def _consular_district(gold: Fact, pred: Fact) -> bool:
    ours, theirs = gold["mission"], pred.get("mission")
    if gold.get("op", "covers") != pred.get("op", "covers"):
        return False
    if ours.get("city") is not None:
        return place_in(ours["city"], _seat(theirs))
    return place_in(ours.get("sending"), strings(theirs, "sending")[:1])


def _position(gold: Fact, pred: Fact) -> bool:
    by_any_name = ("person", "as_written", "nominative")
    return (
        any(names_in(name, strings(pred, *by_any_name)) for name in strings(gold, *by_any_name))
        and pred.get("role") in {gold["role"], *gold.get("accept_role", [])}
        and pred.get("event", "holds") in stands_for(EQUIVALENTS["found"]["position"], gold["event"])
    )


def _engagement(gold: Fact, pred: Fact) -> bool:
    if kin(gold["kind"]) != kin(pred.get("kind")):
        return False
    there = present(gold, pred)
    if gold.get("participants"):
        if sum(there) * 2 < len(gold["participants"]):
            return False
    elif not (gold.get("title") and about(gold, pred)) and not place_in(
        gold.get("place"), strings(pred, "place", "venue")
    ):
        return False
    return _one_time(gold, pred)


def _one_time(gold: Fact, pred: Fact) -> bool:
    """Whether the years may be the same: one is unknown, or they are equal, or the date is accepted."""
    ours, theirs = str(gold.get("date") or ""), str(pred.get("date") or "")
    unknown = not ours or not theirs or "X" in ours + theirs
    return unknown or ours[:4] == theirs[:4] or theirs in gold.get("accept_date", [])


def _indicator(gold: Fact, pred: Fact) -> bool:
    ours, theirs = numbers(gold), numbers(pred)
    if not ours:
        return not theirs and metric(gold) == metric(pred)
    close = len(ours) == len(theirs) and all(
        abs(mine - each) <= VALUE_TOLERANCE * abs(mine) for mine, each in zip(ours, theirs, strict=True)
    )
    return close and (metric(gold) == metric(pred) or gold.get("unit") == pred.get("unit"))


def _cooperation(gold: Fact, pred: Fact) -> bool:
    return parties_agree(gold, pred) and (not gold.get("keywords") or about(gold, pred))


def _statement(gold: Fact, pred: Fact) -> bool:
    by_any_name = ("speaker", "speaker_as_written")
    return any(names_in(name, strings(pred, *by_any_name)) for name in strings(gold, *by_any_name))


def _function(gold: Fact, pred: Fact) -> bool:
    return bool(gold["function"] == pred.get("function"))


def _membership(gold: Fact, pred: Fact) -> bool:
    return all(names_in(gold[name], strings(pred, name)[:1]) for name in ("person", "org"))


def _delegation(gold: Fact, pred: Fact) -> bool:
    return names_in(gold["head"], strings(pred, "head")[:1])


MATCHES: dict[str, Match] = {
    "mission_event": _mission_event,
    "consular_district": _consular_district,
    "position": _position,
    "engagement": _engagement,
    "agreement": parties_agree,
    "cooperation": _cooperation,
    "indicator": _indicator,
    "statement": _statement,
    "function": _function,
    "project": about,
    "institution": about,
    "membership": _membership,
    "delegation": _delegation,
}


def same_fact(gold: Fact, pred: Fact) -> bool:
    """Whether the prediction tells the expected fact."""
    accepted = (gold["type"], *gold.get("accept_type", []))
    match = MATCHES.get(gold["type"])
    return pred.get("type") in accepted and match is not None and match(gold, pred)


# --- further fields ---------------------------------------------------------------------------------------------------


def agreement(gold: Fact, pred: Fact, *, strict: bool) -> dict[str, bool]:
    """For each further field that the gold states, whether the found fact agrees."""
    fields = FURTHER.get(gold["type"])
    return _shared_fields(gold, pred) | (fields(gold, pred, strict) if fields else {})


def _shared_fields(gold: Fact, pred: Fact) -> dict[str, bool]:
    found: dict[str, bool] = {}
    if "modality" in gold:
        allowed = stands_for(EQUIVALENTS["right"]["modality"], gold["modality"]) | set(gold.get("accept", []))
        if gold["type"] == "consular_district":
            allowed |= set(EQUIVALENTS["right"]["district_modality"])
        found["modality"] = pred.get("modality") in allowed
    if gold.get("date") and "X" not in gold["date"]:
        found["date"] = str(pred.get("date")) in {gold["date"], *gold.get("accept_date", [])}
    if gold["type"] in ("mission_event", "position") and gold.get("receiving"):
        found["receiving"] = place_in(gold["receiving"], strings(pred, "receiving"))
    return found


def _mission_fields(gold: Fact, pred: Fact, strict: bool) -> dict[str, bool]:
    near = {} if strict else EQUIVALENTS["right"]["stage"]
    return {"stage": pred.get("event") in stands_for(near, gold["event"]) | set(gold.get("accept", []))}


def _position_fields(gold: Fact, pred: Fact, strict: bool) -> dict[str, bool]:
    if not gold.get("org"):
        return {}
    there = strings(pred, "org", "org_as_written")
    return {"org": any(names_in(org, there) for org in (gold["org"], *gold.get("accept_org", [])))}


def _engagement_fields(gold: Fact, pred: Fact, strict: bool) -> dict[str, bool]:
    found: dict[str, bool] = {}
    if gold.get("place") and not gold.get("optional_place"):
        found["place"] = place_in(gold["place"], strings(pred, "place", "venue"))
    if gold.get("participants"):
        found["all_participants"] = all(present(gold, pred))
        if strict:
            invited = participants(gold)
            found["only_participants"] = all(names_in(each, invited) for each in strings(pred, "participants"))
    return found


def _indicator_fields(gold: Fact, pred: Fact, strict: bool) -> dict[str, bool]:
    found = {
        "metric": metric(gold) == metric(pred),
        "qualifier": gold.get("qualifier", "=") == pred.get("qualifier", "="),
    }
    if gold.get("unit"):
        found["unit"] = gold["unit"] == pred.get("unit")
    if gold.get("between"):
        sides = strings(pred, "between", "reporter", "partner")
        found["between"] = all(names_in(side, sides) for side in gold["between"])
    if gold.get("goods") and strict:
        found["goods"] = len(strings(pred, "goods")) == len(gold["goods"])
    return found


FURTHER: dict[str, Callable[[Fact, Fact, bool], dict[str, bool]]] = {
    "mission_event": _mission_fields,
    "position": _position_fields,
    "engagement": _engagement_fields,
    "indicator": _indicator_fields,
}


# --- one document -----------------------------------------------------------------------------------------------------


def paired(doc: Document, preds: Sequence[Fact]) -> dict[int, int]:
    """Expected fact -> prediction, one to one; the least choice is served first among the required ones."""
    golds, strict = doc["facts"], bool(doc.get("strict"))
    options = {at: [to for to, pred in enumerate(preds) if same_fact(gold, pred)] for at, gold in enumerate(golds)}
    found: dict[int, int] = {}
    for at in sorted(options, key=lambda at: (bool(golds[at].get("optional")), len(options[at]))):
        free = [to for to in options[at] if to not in found.values()]
        if free:
            found[at] = max(free, key=lambda to: (sum(agreement(golds[at], preds[to], strict=strict).values()), -to))
    return found


def is_judged(pred: Fact, doc: Document) -> bool:
    """Whether an unpaired prediction is held against precision."""
    strict = bool(doc.get("strict"))
    if pred.get("type") == "mission_event" and pred.get("event") == "exists":
        return strict and not any(_same_mission(gold, pred) for gold in doc["facts"] if gold["type"] == "mission_event")
    if pred.get("type") == "indicator":
        return metric(pred) != "rank" and (strict or bool(numbers(pred)))
    return True


def _same_mission(gold: Fact, pred: Fact) -> bool:
    return place_in(pred.get("sending"), [gold["sending"]]) and any(place_in(c, _seat(pred)) for c in _seat(gold))


def forbidden(rule: Fact, pred: Fact) -> bool:
    """Whether the prediction agrees with every field that a `must_not` entry names."""
    return all(_breaks(name, value, pred) for name, value in rule.items() if name != "why")


def _breaks(name: str, value: Any, pred: Fact) -> bool:
    if name in {"type", "event", "role", "modality", "date", "kind", "unit", "mission_type"}:
        return bool(pred.get(name) == value)
    if name == "areas":
        return any(place_in(area, strings(pred, "areas")) for area in value)
    if isinstance(value, int | float):
        return float(value) in numbers(pred)
    if name in ("sending", "city"):
        return place_in(value, strings(pred, name, f"{name}_as_written"))
    return names_in(value, strings(pred, name, f"{name}_as_written", "as_written"))


def evidence_faults(facts: Iterable[Fact], text: str) -> list[tuple[str, Fact]]:
    """What is wrong with the proofs of the facts."""
    found: list[tuple[str, Fact]] = []
    for fact in facts:
        proofs = fact.get("evidence")
        if not isinstance(proofs, list) or not proofs:
            found.append(("no evidence", fact))
            continue
        found += [(fault, fact) for proof in proofs if (fault := _fault(proof, text))]
    return found


def _fault(proof: Any, text: str) -> str:
    start, end, quote = (proof.get(name) if isinstance(proof, Mapping) else None for name in ("start", "end", "quote"))
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(quote, str)) or text[start:end] != quote:
        return "quote is not text[start:end]"
    return f"quote longer than {LONGEST_QUOTE} characters" if len(quote) > LONGEST_QUOTE else ""


def document_names(doc: Document) -> list[str]:
    """The names by which a document is paired."""
    file = doc.get("file")
    return [
        name for name in (doc.get("url"), doc.get("id"), Path(file).name if isinstance(file, str) else None) if name
    ]


def score(golds: Iterable[Document], predictions: Iterable[Document], texts: Mapping[str, str] | None = None) -> Score:
    """Measure the predictions against the gold.

    Args:
        texts: canonical text by document name; evidence is checked for the documents that it holds.
    """
    by_name = {name: doc for doc in predictions for name in document_names(doc)}
    measured = Score()
    for doc in golds:
        read = next((by_name[name] for name in document_names(doc) if name in by_name), None)
        measured.documents += 1
        measured.unread += read is None
        facts = [fact for fact in (read or {}).get("facts") or [] if isinstance(fact, Mapping)]
        label = document_names(doc)[0]
        _measure(measured, label, doc, facts)
        text = (texts or {}).get(label)
        if text is not None:
            measured.faults += [(label, why, fact) for why, fact in evidence_faults(facts, text)]
    return measured


def _measure(measured: Score, label: str, doc: Document, preds: Sequence[Fact]) -> None:
    pairing = paired(doc, preds)
    for at, gold in enumerate(doc["facts"]):
        if at in pairing or not gold.get("optional"):
            _measure_recall(
                measured, label, gold, preds[pairing[at]] if at in pairing else None, bool(doc.get("strict"))
            )
    for to, pred in enumerate(preds):
        _measure_precision(measured, label, doc, pred, is_paired=to in pairing.values())


def _measure_recall(measured: Score, label: str, gold: Fact, pred: Fact | None, strict: bool) -> None:
    row = measured.row(gold["type"])
    row.expected += 1
    if pred is None:
        measured.missed.append((label, gold))
    else:
        row.found += 1
        row.compare(agreement(gold, pred, strict=strict))
    if gold["type"] == "consular_district":
        _measure_areas(measured, gold, strings(pred, "areas"))


def _measure_areas(measured: Score, gold: Fact, areas: list[str]) -> None:
    measured.areas[0] += sum(place_in(area, areas) for area in gold["areas"])
    measured.areas[1] += len(gold["areas"])
    allowed = gold["areas"] + gold.get("areas_optional", [])
    measured.areas[2] += sum(not place_in(area, allowed) for area in areas)


def _measure_precision(measured: Score, label: str, doc: Document, pred: Fact, *, is_paired: bool) -> None:
    kind = pred.get("type")
    if isinstance(kind, str):
        row = measured.row(kind)
        row.given += 1
        if kind in doc.get("exhaustive_types", []) and (is_paired or is_judged(pred, doc)):
            row.judged += 1
            row.right += is_paired
            if not is_paired:
                measured.extra.append((label, pred))
    measured.violations += [(label, rule, pred) for rule in doc.get("must_not", []) if forbidden(rule, pred)]


# --- command line -----------------------------------------------------------------------------------------------------


def documents(path: Path) -> list[Document]:
    """The documents of a .jsonl file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def plain_texts(golds: Iterable[Document], folder: Path) -> dict[str, str]:
    """The canonical text of each plain text file that the gold names."""
    files = [str(doc["file"]) for doc in golds if doc.get("file")]
    return {file: _canonical((folder / file).read_bytes()) for file in files}


def _canonical(content: bytes) -> str:
    return unicodedata.normalize("NFC", content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))


def report(measured: Score, types: Iterable[str] | None, *, verbose: bool) -> list[str]:
    """The score as lines for a person."""
    lines = [f"{name}: {value}" for name, value in measured.summary(types).items()]
    for kind, row in sorted(measured.rows.items()):
        details = " ".join(f"{name}={agreeing}/{compared}" for name, (agreeing, compared) in row.details.items())
        shares = f"recall={share(row.found, row.expected)} precision={share(row.right, row.judged)}"
        lines.append(f"{kind:20} expected={row.expected} given={row.given} {shares} {details}")
    lines += [f"VIOLATION {label} {_json(rule)}" for label, rule, _ in measured.violations]
    lines += [f"EVIDENCE {label} {why} {_json(fact)[:200]}" for label, why, fact in measured.faults]
    if verbose:
        lines += [f"MISSED {label} {_json(fact)}" for label, fact in measured.missed]
        lines += [f"EXTRA {label} {_json(fact)}" for label, fact in measured.extra]
    return lines


def _json(fact: Fact) -> str:
    return json.dumps({name: value for name, value in fact.items() if name != "evidence"}, ensure_ascii=False)


def main() -> None:
    """Score two files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("expected", type=Path)
    parser.add_argument("read", type=Path)
    parser.add_argument("--texts", type=Path, help="folder of the plain text files, to check the evidence")
    parser.add_argument("--types", help="pool only these types, comma-separated")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was too much")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    golds = documents(given.expected)
    measured = score(golds, documents(given.read), plain_texts(golds, given.texts) if given.texts else None)
    types = given.types.split(",") if given.types else None
    if given.json:
        sys.stdout.write(json.dumps(measured.summary(types)) + "\n")
        return
    sys.stdout.write("\n".join(report(measured, types, verbose=given.misses)) + "\n")


if __name__ == "__main__":
    main()
