"""`chancery read`: documents into the record, their facts out, progress on the side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO

from msgspec import Struct

from chancery.model import DocumentFacts, Rejected
from chancery.record import Record
from chancery.run import workers
from chancery.run.batch import Pause, Sources, Step, Tally, steps
from chancery.run.pipeline import Reader
from chancery.run.workers import Crew
from chancery.serve import desk as desks
from chancery.serve.catalog import Catalog
from chancery.serve.desk import Desk
from chancery.serve.exits import Exit
from chancery.serve.lines import Line, document_line, refusal_line
from chancery.serve.output import Output, Progress, output
from chancery.serve.streams import remark
from chancery.serve.tables import Entry, Table, fact_tables, frame_entry, refusal_table

SHOWN_PER_TYPE = 40
"""Rows of each table after a reading; the rest is one `chancery facts` away."""

LONGEST_NAME = 30


class ReadingJob(Struct, frozen=True):
    """What is to be read, in so many processes; `in_bytes` asks for evidence counted in bytes of the input."""

    sources: Sources
    in_bytes: bool = False
    quiet: bool = False
    jobs: int = 1


def run_reading(job: ReadingJob, desk: Desk, *, stdin: BinaryIO) -> Exit:
    """Read every source; answers as they come in JSON, as tables at the end otherwise."""
    reader, pause = desks.reader(desk), Pause()
    progress = Progress(job.sources.count(), desk.words, shown=not job.quiet)
    with output(desk.out, width=desk.width) as answers, desks.record(desk, engine=reader.engine, create=True) as record:
        show = _Lines(answers, job) if desk.as_json else _Tables(answers, desk.words)
        with pause.listening(), _steps(job, reader, stdin, record, pause) as stream:
            tally = _read(stream, show, progress, job, desk.words)
            show.finish()
    return _closing(tally, pause, job, desk)


@contextmanager
def _steps(job: ReadingJob, reader: Reader, stdin: BinaryIO, record: Record, pause: Pause) -> Iterator[Iterator[Step]]:
    """The steps of the reading, in one process or in several."""
    items = job.sources.items(stdin)
    if job.jobs == 1:
        yield steps(items, reader, record, pause)
        return
    with Crew(job.jobs, partial(Reader, tier=reader.tier, any_page=reader.any_page)) as crew:
        yield workers.steps(items, crew, record, pause, is_ready=partial(job.sources.is_ready, stdin))


def _read(stream: Iterator[Step], show: _Lines | _Tables, progress: Progress, job: ReadingJob, words: Catalog) -> Tally:
    tally = Tally()
    for step in stream:
        tally = tally.after(step)
        if step.rejected and not job.quiet:
            progress.clear()
            remark(refusal_remark(step.rejected, words))
        show.step(step)
        progress.tell(tally)
    progress.clear()
    return tally


def _closing(tally: Tally, pause: Pause, job: ReadingJob, desk: Desk) -> Exit:
    if not job.quiet:
        remark(read_remark(tally, desk))
    if pause.asked:
        remark(desk.words.remark("interrupted", count=tally.documents - tally.refused))
        return Exit.INTERRUPTED
    return Exit.REFUSED if tally.refused else Exit.DONE


def refusal_remark(rejected: Rejected, words: Catalog) -> str:
    """One refusal, said to a person."""
    reason, message = words.label("reason", rejected.reason), rejected.message
    named = message.startswith((rejected.key, rejected.file or rejected.key))
    return words.remark("refused_one", reason=reason, message=message if named else f"{rejected.key}: {message}")


def read_remark(tally: Tally, desk: Desk) -> str:
    """What a reading came to."""
    words = desk.words
    counts = tally.outcomes | ({"refused": tally.refused} if tally.refused else {})
    outcomes = ", ".join(f"{count} {words.label('outcome', name)}" for name, count in counts.items())
    return words.remark(
        "read_done", documents=tally.documents, outcomes=outcomes or "-", facts=tally.facts, path=desk.record_path
    )


class _Lines:
    """Shows each document as a line as soon as it is kept."""

    def __init__(self, answers: Output, job: ReadingJob) -> None:
        self._answers, self._job = answers, job

    def step(self, step: Step) -> None:
        self._answers.line(step_line(step, in_bytes=self._job.in_bytes))

    def finish(self) -> None:
        """Nothing is held back."""


class _Tables:
    """Collects what is worth a table, never more than that, and shows it at the end."""

    def __init__(self, answers: Output, words: Catalog) -> None:
        self._answers, self._words = answers, words
        self._entries: list[Entry] = []
        self._counts: dict[str, int] = {}
        self._refused: list[Rejected] = []

    def step(self, step: Step) -> None:
        if step.rejected and len(self._refused) < SHOWN_PER_TYPE:
            self._refused.append(step.rejected)
        for frame in step.facts.frames if step.facts else ():
            kind = str(frame.fact.__struct_config__.tag)
            self._counts[kind] = self._counts.get(kind, 0) + 1
            if self._counts[kind] <= SHOWN_PER_TYPE and step.facts:
                self._entries.append(frame_entry(frame, called(step.facts)))

    def finish(self) -> None:
        tables = fact_tables(self._entries, self._words, counts=self._counts)
        self._answers.tables([*tables, *self._refusals()])
        if not self._entries:
            self._answers.text(self._words.remark("no_facts"))

    def _refusals(self) -> list[Table]:
        return [refusal_table(self._refused, self._words)] if self._refused else []


def called(document: DocumentFacts) -> str:
    """What a table calls a document: its title, else its file, cut to fit."""
    name = document.title or document.file or document.key
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def step_line(step: Step, *, in_bytes: bool = False) -> Line:
    """A step as the public line of its document."""
    if step.facts is None:
        return refusal_line(step.rejected) if step.rejected else {}
    return document_line(step.facts, step.in_bytes() if in_bytes else None)
