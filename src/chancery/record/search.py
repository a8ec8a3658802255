"""Full text: what is indexed of a document, which documents hold the words sought, and their best sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from chancery.model import Document
from chancery.record.connection import Connection, Row
from chancery.record.shapes import SearchHit, TextAnalyser

MAX_SNIPPET_CHARS = 300
FACTS_A_HIT = 5
RAW_WEIGHT, LEMMA_WEIGHT = 2.0, 1.0

SELECT_HITS = f"""
SELECT d.key, d.title, d.published, d.lang, d.file, d.url, v.text, d.id
FROM full_text JOIN document d ON d.id = full_text.rowid JOIN version v ON v.id = d.version
WHERE full_text MATCH ?
ORDER BY round(bm25(full_text, {RAW_WEIGHT}, {LEMMA_WEIGHT}), 6), COALESCE(d.published, '') DESC, d.key LIMIT ?
"""

SELECT_FACTS = """
SELECT f.fact, e.start, e.stop FROM frame f JOIN evidence e ON e.frame = f.id AND e.version = f.version
WHERE f.document = ? AND f.retracted_at IS NULL AND e.start < ? AND e.stop > ?
ORDER BY f.place_in_order, e.ordinal
"""

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…]+[\"»”’)\]]*(?=\s|$)|$)", re.MULTILINE)


class Word(NamedTuple):
    """A word of a query: folded, and what may stand for it in the lemma column."""

    raw: str
    lemmas: tuple[str, ...]


class Passage(NamedTuple):
    """A stretch of canonical text, half-open."""

    start: int
    end: int


def index(db: Connection, document_row: int, document: Document, lang: str, analyser: TextAnalyser) -> None:
    """Put a document's words into the full text, in place of those it had."""
    raw, lemma = analyser.terms(_indexed(document), lang)
    db.run("DELETE FROM full_text WHERE rowid = ?", (document_row,))
    db.run("INSERT INTO full_text (rowid, raw, lemma) VALUES (?, ?, ?)", (document_row, raw, lemma))


def hits(db: Connection, text: str, limit: int, analyser: TextAnalyser) -> list[SearchHit]:
    """Documents that hold every word sought, best first; if there are none, those that hold any."""
    words = query_words(text, analyser)
    if not words:
        return []
    for joint in (" AND ", " OR "):
        rows = db.rows(SELECT_HITS, (joint.join(map(_expression, words)), limit))
        if rows:
            return [_hit(db, row, words, analyser) for row in rows]
    return []


def query_words(text: str, analyser: TextAnalyser) -> list[Word]:
    """The words of a query that can be looked for at all."""
    raw, lemma = analyser.query(text)
    pairs = ((one.strip(), other.split()) for one, other in zip_longest(raw, lemma, fillvalue=""))
    words = (Word(one if _has_letters(one) else "", tuple(filter(_has_letters, other))) for one, other in pairs)
    return [word for word in words if word.raw or word.lemmas]


def passages(text: str) -> Iterator[Passage]:
    """The sentences of a text, roughly: good enough to show one of them."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip())
        if start < end:
            yield Passage(start, end)


def best_passage(text: str, words: Sequence[Word], lang: str, analyser: TextAnalyser) -> Passage:
    """The first passage that holds most of the words; the first of all where none does."""
    found = list(passages(text)) or [Passage(0, 0)]
    stems = [_stems(word) for word in words]
    scores = [_hint(text[at.start : at.end], stems) for at in found]
    if not any(scores):  # another script, or another stem: only the analyser can tell
        scores = [_held(*analyser.terms(text[at.start : at.end], lang), words) for at in found]
    return found[scores.index(max(scores))]


def _hit(db: Connection, row: Row, words: Sequence[Word], analyser: TextAnalyser) -> SearchHit:
    key, title, published, lang, file, url, text, number = row
    start, end = _cut(text, best_passage(text, words, lang, analyser), words)
    return SearchHit(
        document=key,
        title=title,
        published=published,
        lang=lang,
        snippet=text[start:end],
        start=start,
        end=end,
        facts=_facts_at(db, number, start, end),
        file=file,
        url=url,
    )


def _facts_at(db: Connection, document_row: int, start: int, end: int) -> tuple[str, ...]:
    """The facts whose evidence covers most of a passage."""
    rows = db.rows(SELECT_FACTS, (document_row, end, start))
    rows.sort(key=lambda row: max(start, row[1]) - min(end, row[2]))
    return tuple(dict.fromkeys(fact for fact, _, _ in rows))[:FACTS_A_HIT]


def _cut(text: str, at: Passage, words: Sequence[Word]) -> Passage:
    """At most MAX_SNIPPET_CHARS of a passage, around the first word found in it."""
    if at.end - at.start <= MAX_SNIPPET_CHARS:
        return at
    lower = text[at.start : at.end].lower()
    places = [lower.find(stem) for word in words for stem in _stems(word)]
    first = min((place for place in places if place >= 0), default=0)
    start = at.start + max(0, min(first - MAX_SNIPPET_CHARS // 3, at.end - at.start - MAX_SNIPPET_CHARS))
    return Passage(start, start + MAX_SNIPPET_CHARS)


def _indexed(document: Document) -> str:
    title = document.title or ""
    return document.text if title in document.text else f"{title}\n{document.text}"


def _expression(word: Word) -> str:
    raw = [f"raw : {_quoted(word.raw)}"] if word.raw else []
    lemmas = [f"lemma : {_quoted(lemma)}" for lemma in word.lemmas]
    return f"({' OR '.join([*raw, *lemmas])})"


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""').replace("\0", " ")
    return f'"{doubled}"'


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _stems(word: Word) -> tuple[str, ...]:
    """The beginnings of a word's forms: all but what an ending may change."""
    return tuple(form[: max(3, len(form) - 2)] for form in (word.raw, *word.lemmas) if form)


def _hint(passage: str, stems: Iterable[Sequence[str]]) -> int:
    lower = passage.lower()
    return sum(any(stem in lower for stem in forms) for forms in stems)


def _held(raw: str, lemma: str, words: Iterable[Word]) -> int:
    raws, lemmas = set(raw.split()), set(lemma.split())
    return sum(word.raw in raws or not lemmas.isdisjoint(word.lemmas) for word in words)
