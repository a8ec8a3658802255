"""What the record answers: facts, documents found, one fact with its proof, missions, the record's health."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from chancery.model import Conflict, DocumentFacts, Link
from chancery.record import Entity, FactDetail, MergedFact, Record, SearchHit, Support
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


def shown(id: str, desk: Desk, *, why: bool = False) -> Exit:
    """One fact, person or mission with every sentence behind it, and on demand why it is one."""
    with desks.record(desk) as record, output(desk.out, width=desk.width) as answers:
        detail = record.find(id)
        entity = None if detail else record.entity(id)
        if detail is None and entity is None:
            remark(desk.words.remark("not_found", id=id))
            return Exit.NOT_FOUND
        links = record.why(detail.fact.id if detail else entity.id if entity else "") if why else []
        if desk.as_json:
            line = detail_line(detail) if detail else entity_line(record, entity) if entity else {}
            answers.line(line | ({"why": [struct_line(link) for link in links]} if why else {}))
        elif detail is not None and desk.as_csv:
            answers.sheet(detail_sheet(detail, desk.words))
        elif detail is not None:
            _show(detail, answers, desk.words)
        elif entity is not None and desk.as_csv:
            answers.sheet(merged_sheet([one.fact for one in _told_of(record, entity)], (), desk.words))
        elif entity is not None:
            _show_entity(record, entity, answers, desk.words)
        if why and not desk.as_json:
            answers.tables([link_table(links, desk.words)] if links else [])
    return Exit.DONE


def entity_line(record: Record, entity: Entity) -> Line:
    """A person or mission as an object, with the facts that name it."""
    lines = [merged_line(one.fact) for one in _told_of(record, entity)]
    return {"id": entity.id, "kind": entity.kind, "name": entity.name, "units": list(entity.units), "facts": lines}


def _show_entity(record: Record, entity: Entity, answers: Output, words: Catalog) -> None:
    """What a person or mission is called, and everything told of it."""
    answers.text(f"{entity.name} ({words.label('entity', entity.kind)})")
    answers.text(words.remark("full_id", id=entity.id))
    answers.tables(fact_tables((merged_entry(one.fact) for one in _told_of(record, entity)), words))


def _told_of(record: Record, entity: Entity) -> list[FactDetail]:
    """The facts that name a person or mission, each once."""
    found = (record.find(fact) for fact in dict.fromkeys(fact for _, fact in entity.facts))
    return [detail for detail in found if detail is not None]


def link_table(links: Iterable[Link], words: Catalog) -> Table:
    """Why each pair is one, may be one, or is kept apart."""
    rows = (
        {
            "id": f"{link.one[:SHORT_ID]} {link.other[:SHORT_ID]}",
            "outcome": words.label("link", link.outcome),
            "reason": "; ".join(": ".join(filter(None, (ground.kind, ground.words))) for ground in link.grounds),
        }
        for link in links
    )
    return table(words.titles["links"], ("outcome", "reason", "id"), rows, words)


def conflict_tables(conflicts: Iterable[Conflict], words: Catalog) -> list[Table]:
    """The values that contradict each other, side by side, each with where it was said and why it stands there."""
    rows = (
        {
            "slot": conflict.role,
            "value": each.value,
            "reason": each.why,
            "sources": str(each.sources),
            "document": each.outlet or each.document,
            "date": each.published,
            "quote": each.quote,
        }
        for conflict in conflicts
        for each in conflict.values
    )
    columns = ("slot", "value", "reason", "sources", "document", "date", "quote")
    listed = list(rows)
    return [table(words.titles["conflicts"], columns, listed, words)] if listed else []


def detail_line(detail: FactDetail) -> Line:
    """A fact with its supports as one object."""
    supports = [struct_line(each) | {"evidence": [*map(evidence_line, each.evidence)]} for each in detail.supports]
    asked = {"frame": detail.frame} if detail.frame else {}
    return merged_line(detail.fact) | asked | {"supports": supports}


def _show(detail: FactDetail, answers: Output, words: Catalog) -> None:
    answers.tables(fact_tables([merged_entry(detail.fact)], words))
    answers.tables(conflict_tables(detail.fact.conflicts, words))
    answers.text(words.remark("full_id", id=detail.fact.id))
    for slot, ids in detail.fact.entities.items():
        answers.text(words.remark("entity_id", slot=slot, ids=" ".join(ids)))
    for support in detail.supports:
        answers.text("\n" + visible_heading(support, words))
        for evidence in support.evidence:
            answers.text(f"  «{' '.join(evidence.quote.split())}»")
        answers.text("  " + words.remark("support", rule=support.rule, frame=support.frame[:SHORT_ID]))


def visible_heading(support: Support, words: Catalog) -> str:
    """The document of a support, and whether it still counts."""
    gone = f" [{words.remark('retracted', why=support.retracted)}]" if support.retracted else ""
    return heading(support, words) + gone


def missions(
    desk: Desk,
    *,
    sending: str | None,
    receiving: str | None,
    serving: str | None,
    as_of: str | None,
    known_at: str | None = None,
) -> Exit:
    """The missions that the record knows, with status, head and district."""
    from chancery.run import queries

    with desks.record(desk) as record, output(desk.out, width=desk.width) as answers:
        rows = queries.missions(
            record, sending=sending, receiving=receiving, serving=serving, as_of=as_of, known_at=known_at
        )
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
