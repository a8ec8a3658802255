"""What is fuzzed: every reader of outside bytes, with the laws that it must keep whatever comes."""

from __future__ import annotations

import io
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from unittest import mock

import corpus
from corpus import LANGS, SAMPLE, named, reader
from msgspec import Struct

from chancery.acquire import lines
from chancery.analyse.dates import dates
from chancery.analyse.quantities import quantities
from chancery.analyse.segmentation import split
from chancery.analyse.zones import zones
from chancery.clean import document
from chancery.clean.encodings import known_encoding
from chancery.errors import ChanceryError
from chancery.gazetteer import gazetteer
from chancery.grammar import Syntax, rules
from chancery.lang import part, parts
from chancery.model import Document, MediaType, RawItem, Rejected
from chancery.model.accords import AccordWords
from chancery.model.calendar import Calendar
from chancery.model.naming import Morphology, NameWords, Segmentation
from chancery.model.numbering import Numbers
from chancery.model.wording import (
    Attribution,
    Kinds,
    Measures,
    Missions,
    ModalityWords,
    Organisations,
    PlaceWords,
    Roles,
)
from chancery.model.zoning import LanguageProfile, ZoneWords
from chancery.record import FactQuery, Record
from chancery.record import edtf as record_edtf
from chancery.run.analyser import analyser
from chancery.run.batch import Pause, steps
from chancery.run.pipeline import Reading
from chancery.serve.cli import main
from chancery.serve.exits import Exit
from chancery.settings import read_settings
from chancery.text import when
from chancery.text.latin import latin
from chancery.text.likeness import compared, compared_words
from chancery.text.names import key
from chancery.text.offsets import unpacked
from chancery.text.timestamps import metadata_day, utc_day


class Target(Struct, frozen=True):
    """One reader of outside bytes. `check` raises where it breaks a law.

    Inputs are `seeds` that were changed, with `words` in them. `grammar` makes inputs of the right shape: the share
    `made` of all; the share `phrases` is of `words` in a row.
    """

    name: str
    check: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    words: Callable[[], list[bytes]] = list
    grammar: Callable[[Random], bytes] | None = None
    made: float = 0.4
    phrases: float = 0.0


def law(holds: object, what: str) -> None:
    """Raises `AssertionError` where a law does not hold."""
    if not holds:
        raise AssertionError(what)


def is_ours(error: BaseException) -> bool:
    """Whether the error may leave: one of ours, or a group of nothing else."""
    if isinstance(error, BaseExceptionGroup):
        return all(map(is_ours, error.exceptions))
    return isinstance(error, ChanceryError)


def text_of(content: bytes) -> str:
    """Bytes as text; what is no UTF-8 becomes lone surrogates, as in names of files and arguments."""
    return content.decode("utf-8", "surrogateescape")


def check_hits(text: str, hits: list[Any]) -> None:
    """Hits stand in the text in order, and are what stands there."""
    floor = 0
    for hit in hits:
        law(floor <= hit.start < hit.stop <= len(text), "hits are in order")
        law(getattr(hit, "text", None) in (None, text[hit.start : hit.stop]), "a hit is the text at its place")
        floor = hit.stop


# --- documents --------------------------------------------------------------------------------------------------------


def check_document(content: bytes, media_type: MediaType) -> None:
    """A document or a refusal; offsets ascend within the bytes; the canonical text is its own canonical form."""
    found = document(RawItem("fuzz", content, media_type, file="fuzz"))
    if isinstance(found, Rejected):
        law(found.message, "a refusal has a message")
        return
    offsets = unpacked(found.origin)
    law(len(offsets) == len(found.text) + 1, "one offset a letter")
    law(all(a <= b for a, b in pairwise(offsets)), "offsets ascend")
    law(offsets[-1] <= len(content), "offsets lie in the bytes")
    law(unicodedata.is_normalized("NFC", found.text), "the text is in NFC")
    law(all(a.stop <= b.start for a, b in pairwise(found.blocks)), "blocks are in order")
    again = document(RawItem("fuzz", found.text.encode("utf-8", "surrogatepass")))
    if isinstance(again, Document):
        law(again.text == found.text, "cleaning twice changes nothing")


def check_page(content: bytes) -> None:
    """A page, and the way from its bytes to its text."""
    check_document(content, MediaType.HTML)


def check_text(content: bytes) -> None:
    """A text or Markdown file, in any encoding."""
    check_document(content, MediaType.TEXT)
    check_document(content, MediaType.MARKDOWN)
    known_encoding(content[:40].decode("latin-1"))


def check_lines(content: bytes) -> None:
    """Every line is an item or a refusal, and what is told of it can be written as UTF-8."""
    for found in lines.documents(io.BytesIO(content), "fuzz.jsonl", "fuzz.jsonl", lines.Defaults()):
        law(found.key, "an item has a key")
        (found.message if isinstance(found, Rejected) else found.key).encode()
        if isinstance(found, RawItem):
            law(found.published is None or utc_day(found.published) == found.published, "published is an ISO day")


def check_stamp(content: bytes) -> None:
    """A machine-written date is a day of the calendar or none."""
    text = text_of(content)
    for read in (utc_day, metadata_day):
        found = read(text)
        law(found is None or utc_day(found) == found, "a day is an ISO day")
    made = f'<meta property="article:published_time" content="{text}"><time datetime="{text}"></time>'
    made += f'<script type="application/ld+json">{text}</script><p>a'
    check_page(made.encode("utf-8", "surrogateescape"))


# --- what stands in a text --------------------------------------------------------------------------------------------


@cache
def numbers(lang: str) -> Numbers:
    """A language's numbers: one object, for what is compiled from it is kept beside it."""
    return part(lang, "numbers", Numbers)


@cache
def calendar(lang: str) -> Calendar:
    """A language's calendar, one object too."""
    return part(lang, "calendar", Calendar)


def check_quantities(content: bytes) -> None:
    """Quantities stand in order; a range ascends; no number is infinite."""
    text = text_of(content)
    for lang in LANGS:
        hits = quantities(text, numbers=numbers(lang), skip=())
        check_hits(text, hits)
        for value in (hit.quantity.value for hit in hits):
            law(not isinstance(value, tuple) or value[0] < value[1], "a range ascends")
            law(all(abs(each) < float("inf") for each in (value if isinstance(value, tuple) else (value,))), "finite")


def check_dates(content: bytes) -> None:
    """Dates stand in order and are EDTF, whenever the text was published."""
    text = text_of(content)
    for lang in LANGS:
        for published in (None, "2023-05-20", "2024-02-29", "0001-01-01", "9999-12-31"):
            hits = dates(text, calendar=calendar(lang), published=published)
            check_hits(text, hits)
            for told in (hit.when for hit in hits):
                law(told.edtf == "" or when.valid(told.edtf), "a date is EDTF")
                law((told.lo, told.hi) == when.bounds(told.edtf), "bounds are those of the date")


def check_names(content: bytes) -> None:
    """Likeness of two names is a share, and the same from either side."""
    first, _, second = text_of(content[:400]).partition("\n")
    for likeness in (compared, compared_words):
        alike = likeness(first, second)
        law(0.0 <= alike.score <= 1.0, "likeness is a share")
        law(alike.score == likeness(second, first).score, "likeness is symmetric")
    key(first)
    for lang in (*LANGS, "xx"):
        latin(first, lang)


def check_places(content: bytes) -> None:
    """Places and bodies stand in order."""
    text = text_of(content)
    for lang in (*LANGS, "kk", "fr", "xx"):
        check_hits(text, gazetteer().hits(text, lang))
        check_hits(text, gazetteer().organisations(text, lang))
    gazetteer().by_name(text)


def check_edtf(content: bytes) -> None:
    """Bounds are days; only a date has any."""
    text = text_of(content)
    for read in (record_edtf.bounds, when.bounds):
        law(all(not side or utc_day(side) == side for side in read(text)), "a bound is an ISO day")
    law(when.valid(text) or when.bounds(text) == ("", ""), "only a date bounds")
    if when.valid(text):
        when.shift(text, 10**6)
        law(when.covers(text, text) or "X" in text or "/" in text, "a date covers itself")


def check_reading(content: bytes) -> None:
    """A whole reading in the fast tier: every fact is proved by the text, and names are what stands there."""
    text = text_of(content)
    for lang in (*LANGS, None):
        check_facts(reader().read(RawItem("fuzz", content, lang=lang, published="2023-05-20")))
    for lang in LANGS:
        for entity in reader().entities(text, lang):
            law(text[entity.start : entity.end] == entity.text, "a name is the text at its place")


def check_page_reading(content: bytes) -> None:
    """A whole reading of a page."""
    check_facts(reader().read(RawItem("fuzz", content, MediaType.HTML)))


def check_facts(found: Reading | Rejected) -> None:
    """Every fact is proved by the text."""
    for frame in found.frames if isinstance(found, Reading) else ():
        law(frame.evidence, "a fact is proved")
        law(all(found.document.text[each.start : each.end] == each.quote for each in frame.evidence), "by the text")


# --- what people write for the program --------------------------------------------------------------------------------


def check_rules(content: bytes) -> None:
    """A rule file compiles, or its faults are told."""
    rules(text_of(content), where="fuzz.toml", templates={"growth": ("grow", "rise")})


SHAPES: dict[str, type] = {
    "calendar": Calendar,
    "numbers": Numbers,
    "zones": ZoneWords,
    "segmentation": Segmentation,
    "morphology": Morphology,
    "names": NameWords,
    "language": LanguageProfile,
    "roles": Roles,
    "missions": Missions,
    "organisations": Organisations,
    "places": PlaceWords,
    "syntax": Syntax,
    "modality": ModalityWords,
    "attribution": Attribution,
    "engagements": Kinds,
    "indicators": Measures,
    "accords": AccordWords,
}
USES: dict[str, Callable[[Any], object]] = {
    "calendar": lambda found: dates(SAMPLE, calendar=found, published="2023-05-20"),
    "numbers": lambda found: quantities(SAMPLE, numbers=found, skip=()),
    "zones": lambda found: zones(Document("fuzz", f"{SAMPLE}\n{SAMPLE}", ""), found),
    "segmentation": lambda found: split(SAMPLE, found),
}


@contextmanager
def a_pack(name: str, content: bytes) -> Iterator[None]:
    """The file `name` of the pack `en` holds these bytes for as long as the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "en" / f"{name}.toml"
        path.parent.mkdir()
        path.write_bytes(content)
        with mock.patch.object(parts, "root", return_value=Path(folder)):
            yield


def check_pack(content: bytes) -> None:
    """A pack's file (its first line says which) is read or refused with a place; what is read can be used."""
    first, _, body = content.partition(b"\n")
    name = first.decode("latin-1") if first.decode("latin-1") in SHAPES else "calendar"
    with a_pack(name, body):
        found = part("en", name, SHAPES[name])
    USES.get(name, type)(found)


def check_settings(content: bytes) -> None:
    """A configuration file is read, or its fault told; the record that it names is opened, or is not there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_bytes(content)
        found = read_settings({"CHANCERY_CONFIG": str(path)}, home=Path(folder), platform="linux")
        Record.open(Path(folder) / found.record, analyser=analyser(), engine="fuzz", create=False).close()


QUESTIONS: tuple[Callable[[Record], object], ...] = (
    lambda record: list(record.problems()),
    lambda record: record.facts(),
    lambda record: record.facts(FactQuery(about="minister", as_of="2023")),
    lambda record: list(record.documents_facts()),
    lambda record: record.search("consulate japan"),
    lambda record: record.counts(),
    lambda record: record.refusals(),
    lambda record: record.decisions(),
    lambda record: [record.find(fact.id) for fact in record.facts()],
    lambda record: [record.document(each.key) for each in record.documents_facts()],
    lambda record: list(steps([RawItem("new", SAMPLE.encode(), lang="en")], reader(), record, Pause())),
    lambda record: record.rebuild(),
)


def check_record(content: bytes) -> None:
    """A file that may be a record opens and answers every question, or says what is wrong with it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite"
        path.write_bytes(content)
        with Record.open(path, analyser=analyser(), engine="fuzz", create=False) as record:
            for question in QUESTIONS:
                try:
                    question(record)
                except Exception as error:
                    if not is_ours(error):
                        raise


# --- the command line -------------------------------------------------------------------------------------------------


@cache
def desk() -> Path:
    """A folder to call commands in, with a record and odd files."""
    folder = Path(tempfile.mkdtemp(prefix="chancery-fuzz-"))
    (folder / "record.sqlite").write_bytes(corpus.records()[0])
    (folder / "a.txt").write_text("Japan opened a consulate general in Bengaluru on 5 May 2023.", encoding="utf-8")
    (folder / "lines.jsonl").write_text('{"id": "1", "doc_id": "1", "text": "Japan closed it."}\n{', encoding="utf-8")
    (folder / "empty").write_bytes(b"")
    return folder


def check_call(content: bytes) -> None:
    """A call ends with an exit code that foresees it, and prints no traceback."""
    words = [text_of(word) for word in content.split(b"\n") if word and b"\0" not in word][:20]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHANCERY_", "XDG_"))}
    given = kept | {"HOME": str(desk()), "CHANCERY_RECORD": "record.sqlite", "CHANCERY_TIER": "fast"}
    stdin = mock.patch("sys.stdin", SimpleNamespace(buffer=io.BytesIO(SAMPLE.encode())))
    before = Path.cwd()
    os.chdir(desk())
    try:
        with redirect_stdout(out), redirect_stderr(err), mock.patch.dict(os.environ, given, clear=True), stdin:
            code = main([word for word in words if _stays_here(word)])
    finally:
        os.chdir(before)
    err.flush()
    said = err.buffer.getvalue().decode()  # type: ignore[attr-defined]
    law(code in set(Exit) - {Exit.FAULT}, f"ended with {code}: {said[-2000:]}")
    law("Traceback" not in said, said)


def _stays_here(word: str) -> bool:
    """Whether a word neither leads out of the folder nor starts many processes."""
    return "/" not in word and not word.startswith(("~", "..", "--jobs")) and word != "."


TARGETS = {
    each.name: each
    for each in (
        Target("page", check_page, corpus.pages, lambda: corpus.OPENINGS, corpus.page, phrases=0.1),
        Target("text", check_text, corpus.encoded_articles, lambda: named("--- title: date: lang: # ** \u2028")),
        Target(
            "lines",
            check_lines,
            lambda: corpus.contents("examples/*.jsonl"),
            lambda: named('{ } [ ] " \\u0000 \\ud800 : , null'),
            corpus.line,
        ),
        Target(
            "stamp", check_stamp, lambda: corpus.STAMPS, lambda: [*corpus.STAMPS, *named("- : T Z + /")], phrases=0.3
        ),
        Target("quantities", check_quantities, corpus.sentences, lambda: corpus.pack_words("numbers"), phrases=0.5),
        Target("dates", check_dates, corpus.sentences, lambda: corpus.pack_words("calendar"), phrases=0.5),
        Target(
            "names",
            check_names,
            lambda: corpus.contents("tests/analyse/declined_names.txt")[0].split(b"\n"),
            lambda: corpus.pack_words("names"),
            phrases=0.3,
        ),
        Target("places", check_places, corpus.sentences),
        Target(
            "edtf",
            check_edtf,
            lambda: corpus.EDTF,
            lambda: [*corpus.EDTF, *named("- / X XX ~ ? 00 13 31")],
            phrases=0.4,
        ),
        Target("reading", check_reading, corpus.sentences, corpus.rule_words, phrases=0.3),
        Target("page-reading", check_page_reading, corpus.pages, lambda: corpus.OPENINGS, corpus.page),
        Target("rules", check_rules, lambda: corpus.contents(corpus.RULES), corpus.rule_words, corpus.rule),
        Target("pack", check_pack, corpus.pack_files, lambda: named('= [ ] { } "" true 1 -1 1.5 {day} {month2} | [a]')),
        Target("settings", check_settings, lambda: corpus.SETTINGS, lambda: named('record tier = "x" [ ] { } 1 true')),
        Target("record", check_record, corpus.records, grammar=corpus.damaged, made=0.95),
        Target("options", check_call, corpus.calls, lambda: corpus.CALL_WORDS, corpus.call),
    )
}
