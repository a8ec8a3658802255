"""What the record answers: facts, documents found, one fact with its proof, missions, the record's health."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from chancery.model import DocumentFacts
from chancery.record import FactDetail, MergedFact, Record, SearchHit, Support
from chancery.serve import desk as desks
from chancery.serve.catalog import Catalog
from chancery.serve.desk import Desk
from chancery.serve.exits import Exit
from chancery.serve.lines import Line, document_line, evidence_line, merged_line, struct_line
from chancery.serve.output import Output, output
from chancery.serve.spreadsheet import (
    detail_sheet,
    documents_sheet,
    merged_sheet,
    mission_sheet,
    office_sheet,
    search_sheet,
    topic_sheet,
)
from chancery.serve.streams import remark
from chancery.serve.tables import (
    SHORT_ID,
    Table,
    called,
    fact_tables,
    frame_entry,
    hit_cells,
    merged_entry,
    mission_table,
    office_table,
    table,
    topic_table,
)

if TYPE_CHECKING:
    from chancery.run.queries import Question


def merged_facts(question: Question, desk: Desk) -> Exit:
    """The merged facts that are asked for."""
    from chancery.run import queries

    types = question.query.types
    with desks.record(desk) as record, output(desk.out, width=desk.width) as answers:
        found = queries.chosen(record, question)
        if desk.as_json:
            answers.lines(map(merged_line, found))
        elif desk.as_csv:
            answers.sheet(merged_sheet(found, types, desk.words))
        else:
            _tables(answers, fact_tables(map(merged_entry, found), desk.words), "no_facts", desk.words)
    return Exit.DONE


def facts_by_document(question: Question, desk: Desk) -> Exit:
    """The facts that are asked for, document by document."""
    from chancery.run import queries

    types = question.query.types
    with desks.record(desk) as record, output(desk.out, width=desk.width) as answers:
        found = queries.chosen_by_document(record, question)
        if desk.as_json:
            answers.lines(map(document_line, found))
        elif desk.as_csv:
            answers.sheet(documents_sheet(found, types, desk.words))
        else:
            empty = True
            for document in found:
                empty = False
                answers.text(heading(document, desk.words))
                answers.tables(fact_tables((frame_entry(frame, "") for frame in document.frames), desk.words))
            if empty:
                answers.text(desk.words.remark("no_facts"))
    return Exit.DONE


def heading(document: DocumentFacts | Support | SearchHit, words: Catalog) -> str:
    """A document's title, name, day and language in one line."""
    name = called(document)
    published = document.published or words.remark("undated")
    return " | ".join(part for part in (document.title, name, published, document.lang) if part)


def found(text: str, limit: int, desk: Desk) -> Exit:
    """The documents that hold the words of `text`, best first."""
    with desks.record(desk) as record, output(desk.out, width=desk.width) as answers:
        hits = record.search(text, limit=limit)
        if desk.as_json:
            answers.lines(map(struct_line, hits))
        elif desk.as_csv:
            answers.sheet(search_sheet(hits, desk.words))
        else:
            _tables(answers, [search_table(hits, desk.words)] if hits else [], "nothing_found", desk.words)
    return Exit.DONE


def search_table(hits: Iterable[SearchHit], words: Catalog) -> Table:
    """The documents found, each with its best sentence and the facts that this sentence proves."""
    rows = (hit_cells(hit) | {"id": " ".join(each[:SHORT_ID] for each in hit.facts)} for hit in hits)
    return table(words.titles["search"], ("document", "date", "quote", "id"), rows, words)


def shown(id: str, desk: Desk) -> Exit:
    """One fact with every sentence behind it."""
    with desks.record(desk) as record, output(desk.out, width=desk.width) as answers:
        detail = record.find(id)
        if detail is None:
            remark(desk.words.remark("not_found", id=id))
            return Exit.NOT_FOUND
        if desk.as_json:
            answers.line(detail_line(detail))
        elif desk.as_csv:
            answers.sheet(detail_sheet(detail, desk.words))
        else:
            _show(detail, answers, desk.words)
    return Exit.DONE


def detail_line(detail: FactDetail) -> Line:
    """A fact with its supports as one object."""
    supports = [struct_line(each) | {"evidence": [*map(evidence_line, each.evidence)]} for each in detail.supports]
    asked = {"frame": detail.frame} if detail.frame else {}
    return merged_line(detail.fact) | asked | {"supports": supports}


def _show(detail: FactDetail, answers: Output, words: Catalog) -> None:
    answers.tables(fact_tables([merged_entry(detail.fact)], words))
    answers.text(words.remark("full_id", id=detail.fact.id))
    for support in detail.supports:
        answers.text("\n" + visible_heading(support, words))
        for evidence in support.evidence:
            answers.text(f"  «{' '.join(evidence.quote.split())}»")
        answers.text("  " + words.remark("support", rule=support.rule, frame=support.frame[:SHORT_ID]))


def visible_heading(support: Support, words: Catalog) -> str:
    """The document of a support, and whether it still counts."""
    gone = f" [{words.remark('retracted', why=support.retracted)}]" if support.retracted else ""
    return heading(support, words) + gone


def missions(desk: Desk, *, sending: str | None, receiving: str | None, serving: str | None, as_of: str | None) -> Exit:
    """The missions that the record knows, with status, head and district."""
    from chancery.run import queries

    with desks.record(desk) as record, output(desk.out, width=desk.width) as answers:
        rows = queries.missions(record, sending=sending, receiving=receiving, serving=serving, as_of=as_of)
        if desk.as_json:
            answers.lines(map(struct_line, rows))
        elif desk.as_csv:
            answers.sheet(mission_sheet(rows, desk.words))
        else:
            _tables(answers, [mission_table(rows, desk.words)] if rows else [], "no_missions", desk.words)
    return Exit.DONE


def offices(
    desk: Desk, *, state: str | None, body: str | None, role: str | None, as_of: str | None, with_former: bool
) -> Exit:
    """The offices that the record knows, with their holders."""
    from chancery.run import queries

    with desks.record(desk) as record, output(desk.out, width=desk.width) as answers:
        rows = queries.offices(record, state=state, body=body, role=role, as_of=as_of, with_former=with_former)
        if desk.as_json:
            answers.lines(map(struct_line, rows))
        elif desk.as_csv:
            answers.sheet(office_sheet(rows, desk.words))
        else:
            _tables(answers, [office_table(rows, desk.words)] if rows else [], "no_offices", desk.words)
    return Exit.DONE


def agenda(question: Question, desk: Desk) -> Exit:
    """Engagements that were still to come when they were told."""
    from chancery.run import queries

    with desks.record(desk) as record:
        return _topic("agenda", queries.agenda(record, question), desk)


def commitments(question: Question, desk: Desk) -> Exit:
    """What is still only promised."""
    from chancery.run import queries

    with desks.record(desk) as record:
        return _topic("commitments", queries.commitments(record, question), desk)


def trade(state: str, partner: str | None, desk: Desk, *, as_of: str | None) -> Exit:
    """The figures of trade and investment of one side, or between two."""
    from chancery.run import queries

    with desks.record(desk) as record:
        return _topic("trade", queries.trade(record, state, partner, as_of=as_of), desk)


def _topic(topic: str, found: Sequence[MergedFact], desk: Desk) -> Exit:
    with output(desk.out, width=desk.width) as answers:
        if desk.as_json:
            answers.lines(map(merged_line, found))
        elif desk.as_csv:
            answers.sheet(topic_sheet(topic, found, desk.words))
        else:
            _tables(answers, [topic_table(topic, found, desk.words)] if found else [], "no_facts", desk.words)
    return Exit.DONE


def examined(desk: Desk) -> Exit:
    """The record's health: its counts, and everything that is wrong with it."""
    if not desks.is_there(desk):
        remark(desk.words.remark("no_record", path=desk.record_path))
        return Exit.DONE
    with desks.record(desk) as record, output(desk.out, width=desk.width) as answers:
        wrong = [struct_line(each) for each in record.problems()]
        if desk.as_json:
            answers.line({"record": str(desk.record_path), "counts": struct_line(record.counts()), "problems": wrong})
        else:
            answers.tables(health_tables(record, wrong, desk.words))
        sound = desk.words.remark("sound", path=desk.record_path)
        remark(desk.words.remark("damaged", path=desk.record_path, count=len(wrong)) if wrong else sound)
    return Exit.RECORD if wrong else Exit.DONE


def health_tables(record: Record, wrong: list[Line], words: Catalog) -> list[Table]:
    """What the record holds, and what is wrong with it if anything is."""
    counts = record.counts()
    rows = [
        {"kind": words.remark(f"count_{name}"), "count": str(getattr(counts, name))}
        for name in ("documents", "frames", "facts", "refusals")
    ]
    tables = [table(words.titles["counts"], ("kind", "count"), rows, words)]
    if wrong:
        cells = [
            {"problem": str(each["code"]), "where": str(each["where"]), "message": str(each["message"])}
            for each in wrong
        ]
        tables.append(table(words.titles["problems"], ("problem", "where", "message"), cells, words))
    return tables


def _tables(answers: Output, tables: list[Table], otherwise: str, words: Catalog) -> None:
    answers.tables(tables)
    if not tables:
        answers.text(words.remark(otherwise))
