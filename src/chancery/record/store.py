"""The record: one file that remembers documents, what each says, and what people decided.

A `Record` knows when and how things are written together; what the rows are is told in the modules beside it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import structs

from chancery.errors import UsageError
from chancery.model import Document, DocumentFacts, Frame, Link, MediaType, RawItem, Rejected
from chancery.record import decisions, derive, entities, facts, search
from chancery.record.append import Article, append, folded_names, is_current
from chancery.record.connection import Connection, legible
from chancery.record.plain import ByValue
from chancery.record.proof import checked
from chancery.record.shapes import (
    EVERYTHING,
    Counts,
    Decision,
    Entity,
    FactDetail,
    FactQuery,
    Identity,
    MergedFact,
    Outcome,
    Problem,
    Refusal,
    SearchHit,
    TextAnalyser,
    Verdict,
)
from chancery.record.soundness import problems

FOLDS_KEPT = 50_000

SELECT_DOCUMENT = """
SELECT d.key, v.text, v.sha256, v.media_type, v.origin, d.file, d.url, d.given_id, d.title, d.published, d.lang
FROM document d JOIN version v ON v.id = d.version WHERE d.key = ?
"""

INSERT_REFUSAL = """
INSERT INTO refusal (key, reason, message, file, url, given_id, times, first_at, last_at)
VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)
ON CONFLICT (key, reason) DO UPDATE SET message = excluded.message, file = excluded.file, url = excluded.url,
    given_id = excluded.given_id, times = refusal.times + 1, last_at = excluded.last_at
"""

SELECT_COUNTS = """
SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM version),
    (SELECT count(*) FROM frame WHERE retracted_at IS NULL), (SELECT count(*) FROM claim WHERE retracted_at IS NULL),
    (SELECT count(*) FROM fact), (SELECT count(*) FROM refusal), (SELECT count(*) FROM decision),
    (SELECT count(*) FROM frame WHERE retracted_at IS NOT NULL)
"""

COUNTS_BY = (
    "SELECT type, count(*) FROM fact GROUP BY type ORDER BY type",
    "SELECT lang, count(*) FROM document GROUP BY lang ORDER BY lang",
)


class Record:
    """One open record. Made by `Record.open`; closed by `close` or by leaving a `with`."""

    def __init__(
        self, connection: Connection, *, analyser: TextAnalyser, engine: str, identity: Identity | None = None
    ) -> None:
        self._db = connection
        self._analyser = analyser
        self._identity: Identity = identity or ByValue()
        self._engine = engine
        self._run: int | None = None
        self._is_renewed = False
        self._folds: dict[str, str] = {}

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        analyser: TextAnalyser,
        engine: str,
        identity: Identity | None = None,
        create: bool = True,
    ) -> Self:
        """The record in this file, made if it is not there and `create` allows it.

        Args:
            path: the file; missing folders above it are made.
            analyser: folds words for search.
            identity: puts together what is one; without it frames of equal values are one fact.
            engine: names the code and language packs that read; other engines' documents are not current.
            create: whether a missing record is made.
        Raises:
            RecordError: the file is no record, is damaged, newer, locked or not writable.
        """
        return cls(Connection.open(path, create=create), analyser=analyser, engine=engine, identity=identity)

    def append(self, item: RawItem, document: Document, lang: str, frames: Iterable[Frame]) -> Outcome:
        """Write a document with everything read from it, whole or not at all, and say what that did.

        Raises:
            EvidenceError: a quote is not what the text says there, or a frame has none.
            RecordError: the record cannot be written, or two frames bear one id.
        """
        proved = checked(document, frames)
        at = _now()
        with self._db.writing():
            run = self._run or self._db.insert("INSERT INTO run (engine, began_at) VALUES (?, ?)", (self._engine, at))
            article = Article(item, document, lang, proved, self._engine, run, at)
            self._renew()
            outcome = append(self._db, article, analyser=self._analyser, identity=self._identity, names=self._names)
        self._run = run  # only now: a run of a transaction that was undone is not there
        return outcome

    def refuse(self, rejected: Rejected) -> None:
        """Keep a refusal; the same key refused again for the same reason is counted, not repeated."""
        at = _now()
        source = (rejected.message, rejected.file, rejected.url, rejected.id)
        with self._db.writing():
            self._db.run(INSERT_REFUSAL, (rejected.key, str(rejected.reason), *source, at, at))

    def is_current(self, item: RawItem) -> bool:
        """Whether these very bytes were read by this engine, with the same things given beside them."""
        with self._db.reading():
            return is_current(self._db, item, self._engine)

    def document(self, key: str) -> Document | None:
        """The latest version of a document, without its blocks; `lang` is the language it was read in."""
        with self._db.reading():
            row = self._db.row(SELECT_DOCUMENT, (key,))
        if row is None:
            return None
        _, text, digest, media_type, origin, *rest = row
        given = dict(zip(("file", "url", "id", "title", "published", "lang"), rest, strict=True))
        with legible(key):
            return Document(key, text, digest, MediaType(media_type), origin=zlib.decompress(origin), **given)

    def document_facts(self, key: str) -> DocumentFacts | None:
        """What a document says: its frames that stand, equal to those appended and in their order."""
        return facts.document_facts(self._db, key)

    def documents_facts(self, query: FactQuery = EVERYTHING) -> Iterator[DocumentFacts]:
        """Documents by publication date and key, each with those of its frames that the query asks for.

        A document that is left without frames is given only if the query does not filter.
        """
        return facts.documents_facts(self._db, query, self._about(query))

    def facts(self, query: FactQuery = EVERYTHING) -> list[MergedFact]:
        """Merged facts by first publication, document, place in it and id.

        Raises:
            UsageError: `as_of` is not a date.
        """
        about = self._about(query)
        with self._db.reading():
            return facts.merged_facts(self._db, self._identity, query, about)

    def find(self, id: str) -> FactDetail | None:
        """A fact with every sentence behind it, by a fact's or frame's id or its first six digits or more.

        Raises:
            UsageError: several ids begin so.
        """
        with self._db.reading():
            return facts.detail(self._db, self._identity, id)

    def search(self, text: str, *, limit: int = 20) -> list[SearchHit]:
        """Documents that hold the words sought in any form, best first."""
        with self._db.reading():
            return search.hits(self._db, text, limit, self._analyser)

    def refusals(self) -> list[Refusal]:
        """Every refusal, by key and reason."""
        sql = "SELECT key, reason, message, times, file, url, given_id FROM refusal ORDER BY key, reason"
        with self._db.reading():
            return [Refusal(*row) for row in self._db.rows(sql)]

    def counts(self) -> Counts:
        """How much the record holds."""
        with self._db.reading():
            (row,) = self._db.rows(SELECT_COUNTS)
            groups: list[dict[str, int]] = [dict(self._db.rows(sql)) for sql in COUNTS_BY]
        return Counts(**dict(zip(Counts.__struct_fields__, (*row, *groups), strict=True)))

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong with the record; nothing, if it is sound."""
        return problems(self._db, self._identity)

    def rebuild(self) -> None:
        """Derive every entity and fact anew from frames and decisions; on a sound record this changes nothing."""
        with self._db.writing():
            derive.rebuild(self._db, self._identity)

    def decide(self, decision: Decision) -> Decision:
        """Append what a person decided and let it take effect; it is on disk when this returns.

        Returns:
            The decision with the digest by which it may be undone.
        """
        at = _now()
        with self._db.writing(durable=True):
            self._renew()
            taken = decisions.identified(decision, at)
            self._db.run(decisions.INSERT, (*structs.astuple(taken), at))
            derive.reconsider(self._db, self._identity, taken)
        return taken

    def undo(self, id: str, *, by: str, note: str | None = None) -> Decision:
        """Take back the decision of this id, or of the first six digits of one.

        Raises:
            UsageError: there is none, or there are several.
        """
        found = [one for one in self.decisions() if (one.digest or "").startswith(id) and len(id) >= facts.MIN_PREFIX]
        if len(found) != 1:
            raise UsageError(f"{len(found)} decisions have an id {id}", hint="`chancery decide list` shows them")
        return self.decide(Decision(Verdict.UNDO, found[0].digest or "", by, note=note))

    def judge(self, verdict: Verdict, one: str, other: str, *, by: str, note: str | None = None) -> Decision:
        """Say of two people, missions or facts whether they are the same.

        Raises:
            UsageError: an id is not known, or the two are not of one kind.
        """
        with self._db.reading():
            decision = decisions.judgement(self._db, verdict, one, other)
        return self.decide(structs.replace(decision, decided_by=by, note=note))

    def review(
        self,
        verdict: Verdict,
        id: str,
        *,
        by: str,
        note: str | None = None,
        role: str | None = None,
        value: str | None = None,
    ) -> list[Decision]:
        """Confirm, reject or correct a report, or every report of a fact.

        Raises:
            UsageError: nothing has this id, or the value does not fit the slot.
        """
        detail = self.find(id)
        if detail is None:
            raise UsageError(f"nothing has the id {id}", hint="ids stand in the last column of every table")
        chosen = [each for each in detail.supports if detail.frame in (None, each.frame)]
        taken = [decisions.about(each, verdict, by=by, note=note, role=role, value=value) for each in chosen]
        return [self.decide(one) for one in taken]

    def decisions(self) -> list[Decision]:
        """Every decision, in the order they were taken."""
        with self._db.reading():
            return decisions.all_decisions(self._db)

    def entity(self, id: str) -> Entity | None:
        """A person or mission by its id, a former id, or the first six digits of one."""
        with self._db.reading():
            return entities.entity(self._db, id)

    def mentions(self) -> list[tuple[str, str, str, str]]:
        """Who is named where: frame, slot, the name as read, and the person or mission behind it."""
        sql = """
        SELECT f.digest, p.role, p.name, u.cluster
        FROM part p JOIN frame f ON f.id = p.frame JOIN unit u ON u.id = p.unit WHERE p.role <> ''
        ORDER BY f.place_in_order, p.id
        """
        with self._db.reading():
            return [(frame, role, name, cluster) for frame, role, name, cluster in self._db.rows(sql)]

    def why(self, id: str) -> list[Link]:
        """How each pair in or about an entity or fact was judged, and why."""
        with self._db.reading():
            return entities.reason(self._db, self._identity, id)

    def _renew(self) -> None:
        """Derive everything anew if other code derived what stands; inside the caller's transaction."""
        if not self._is_renewed and derive.is_stale(self._db, self._identity):
            derive.rebuild(self._db, self._identity)
        self._is_renewed = True

    def close(self) -> None:
        """Close the file; what was acknowledged is in it."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _about(self, query: FactQuery) -> str | None:
        return None if query.about is None else self._fold(query.about)

    def _names(self, frame: Frame) -> str:
        return folded_names(frame, self._fold)

    def _fold(self, text: str) -> str:
        """A text's folded words; kept, because facts repeat the same few names."""
        folded = self._folds.get(text)
        if folded is None:
            if len(self._folds) >= FOLDS_KEPT:
                self._folds.clear()
            folded = self._folds[text] = self._analyser.terms(text, None)[0]
        return folded


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
