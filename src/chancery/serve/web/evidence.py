"""Where a fact is said: the proof of one fact, and one document with its sentences marked."""

from __future__ import annotations

from collections.abc import Iterable

from chancery.model import Document
from chancery.record import MergedFact, Support
from chancery.serve.tables import called
from chancery.serve.web.grids import Cell, Grid, fact_grid, fact_grids, filled, kind_of
from chancery.serve.web.names import address
from chancery.serve.web.page import Asked, Fact, Page, Passage, Proof
from chancery.serve.web.speech import date_text, number_text

AROUND = 220
"""Characters of context on either side of a quote."""


def fact(asked: Asked, id: str) -> Page | None:
    """One fact with every sentence behind it, each in its context."""
    detail = asked.record.find(id)
    if detail is None:
        return None
    kind = kind_of(detail.fact)
    grids = [fact_grid(kind, [detail.fact], asked.teller)]
    if detail.fact.conflicts:
        grids.append(_conflicts(detail.fact, asked))
    return Page(
        asked.words.page("evidence"),
        kind=asked.words.label("type", kind),
        grids=tuple(grids),
        proofs=tuple(_proof(support, asked) for support in detail.supports),
    )


def _conflicts(fact: MergedFact, asked: Asked) -> Grid:
    """What the sources disagree on, value beside value."""
    teller = asked.teller
    rows = tuple(
        {
            "slot": teller.plain(conflict.role, teller.words.headings.get(conflict.role)),
            "value": (teller.name(rival.value),),
            "reason": teller.plain(rival.why),
            "count": teller.plain(str(rival.sources)),
            "published": teller.plain(rival.published, date_text(rival.published, teller.words)),
            "quote": teller.plain(rival.quote),
        }
        for conflict in fact.conflicts
        for rival in conflict.values
    )
    columns = ("slot", "value", "count", "published", "quote", "reason")
    return Grid("conflicts", teller.words.titles["conflicts"], filled(columns, rows), columns, rows, total=len(rows))


def _proof(support: Support, asked: Asked) -> Proof:
    words = asked.words
    document = asked.record.document(support.document)
    first = support.evidence[0]
    there = address("/document", key=support.document, start=str(first.start), end=str(first.end))
    told = (
        ("published", date_text(support.published, words) or words.remark("undated")),
        ("rule", support.rule),
        ("confidence", number_text(f"{support.confidence:.2f}", words)),
        ("speaker", asked.teller.written(support.speaker) if support.speaker else ""),
        ("date_basis", words.label("date_basis", support.date_basis)),
    )
    return Proof(
        title=support.title or called(support),
        href=f"{asked.link(there)}#mark",
        url=_safe(support.url),
        details=tuple(Fact(words.page(f"proof_{key}"), (Cell(said, said),)) for key, said in told if said),
        passages=tuple(_passage(document, each.start, each.end, each.quote) for each in support.evidence),
        retracted=words.remark("retracted", why=support.retracted) if support.retracted else "",
    )


def _safe(url: str | None) -> str:
    """An address that may be followed; any other scheme could run something."""
    return url if url and url.startswith(("http://", "https://")) else ""


def _passage(document: Document | None, start: int, end: int, quote: str) -> Passage:
    """A quote with what stands around it in the text that is kept; alone, if that text is another by now."""
    if document is None or document.text[start:end] != quote:
        return Passage(((quote, True),))
    text = document.text
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = text[end : end + AROUND].partition("\n")[0]
    head = "… " + before.partition(" ")[2] if start - len(before) > 0 and len(before) >= AROUND else before
    tail = after.rpartition(" ")[0] + " …" if len(after) >= AROUND else after
    return Passage(((head, False), (quote, True), (tail, False)))


def document(asked: Asked) -> Page | None:
    """One document as it is kept, the sentences that prove facts marked, and the facts below."""
    key = asked.given.get("key", "")
    kept = asked.record.document(key)
    if kept is None:
        return None
    facts = [fact for fact in asked.known if any(each.document == key for each in fact.evidence)]
    words = asked.words
    told = (
        ("published", date_text(kept.published, words) or words.remark("undated")),
        ("lang", kept.lang or ""),
        ("source", kept.url or kept.file or ""),
    )
    summary = tuple(
        Fact(words.page(f"proof_{name}"), (Cell(said, said, _safe(said) if name == "source" else ""),))
        for name, said in told
        if said
    )
    return Page(
        kept.title or kept.file or kept.key,
        kind=words.page("document"),
        summary=summary,
        text=tuple(_paragraphs(kept.text, _spans(key, facts, asked.given))),
        grids=tuple(fact_grids(facts, asked.teller)),
    )


def _spans(key: str, facts: Iterable[MergedFact], given: dict[str, str]) -> list[tuple[int, int]]:
    """What is to be marked: the stretch asked for, else every sentence that proves a fact."""
    start, end = given.get("start", ""), given.get("end", "")
    if start.isdecimal() and end.isdecimal() and len(start + end) < 20:
        return [(int(start), int(end))]
    return [(each.start, each.end) for fact in facts for each in fact.evidence if each.document == key]


def _paragraphs(text: str, spans: list[tuple[int, int]]) -> Iterable[Passage]:
    """The lines of a text, each cut where a mark begins or ends."""
    at = 0
    for line in text.split("\n"):
        stop = at + len(line)
        inside = [(max(start, at), min(end, stop)) for start, end in spans if start < stop and end > at]
        if line.strip():
            yield Passage(tuple(_cut(text, at, stop, _joined(inside))))
        at = stop + 1


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch as one, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _cut(text: str, at: int, stop: int, spans: list[tuple[int, int]]) -> Iterable[tuple[str, bool]]:
    for start, end in spans:
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:stop], False
