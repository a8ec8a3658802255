"""Reading without the record: why a text is read as it is, its names marked, the languages at hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from chancery.errors import ChanceryError, SourceError, unforeseen
from chancery.run.batch import canonical_text
from chancery.run.explain import lines
from chancery.run.pipeline import Reader
from chancery.serve import desk as desks
from chancery.serve.desk import Desk
from chancery.serve.exits import Exit
from chancery.serve.lines import Line, struct_line
from chancery.serve.output import output
from chancery.serve.streams import remark
from chancery.serve.tables import table


def explained(text: str, desk: Desk, *, lang: str | None, published: str | None, stdin: BinaryIO) -> Exit:
    """How a text, or the text in a file of that name, is read."""
    explanation = desks.reader(desk).explain(given_text(text, stdin), lang=lang, published=published)
    with output(desk.out, width=desk.width) as answers:
        if desk.as_json:
            answers.line(struct_line(explanation))
        else:
            for line in lines(explanation):
                answers.text(line)
    return Exit.DONE


def given_text(text: str, stdin: BinaryIO) -> str:
    """The text itself, or the canonical text of the file (or standard input, "-") that it names."""
    return canonical_text(text, stdin) if text == "-" or _is_file(text) else text


def _is_file(text: str) -> bool:
    try:
        return len(text) < 4096 and "\n" not in text and Path(text).is_file()
    except (OSError, ValueError):
        return False


LINE_LIMIT_BYTES = 4 * 1024 * 1024
"""The longest line of documents to tag."""


class Tagged(Struct, frozen=True):
    """One document to tag."""

    doc_id: str | int
    text: str
    lang: str | None = None


def tagged(source: Path, desk: Desk, *, stdin: BinaryIO) -> Exit:
    """The names in each document of a .jsonl file, in its order; a broken line is refused and the rest goes on."""
    reader, refused = desks.reader(desk), 0
    with _opened(source, stdin) as stream, output(desk.out, width=desk.width) as answers:
        for number, line in numbered(stream):
            outcome = tag_line(line, reader)
            if isinstance(outcome, str):
                refused += 1
                remark(desk.words.remark("refused_line", where=f"{source}:{number}", message=outcome))
            else:
                answers.line(outcome)
    return Exit.REFUSED if refused else Exit.DONE


def tag_line(line: bytes, reader: Reader) -> Line | str:
    """The line's entities, or what is wrong with it."""
    if len(line) > LINE_LIMIT_BYTES:
        return f"longer than {LINE_LIMIT_BYTES} bytes"
    try:
        doc = msgspec.json.decode(line, type=Tagged)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        return str(fault)
    try:
        entities = reader.entities(doc.text, doc.lang)
    except ChanceryError:
        raise
    except Exception as fault:  # one hostile line must not end the batch
        return f"something unforeseen went wrong: {unforeseen(fault)}"
    return {"doc_id": doc.doc_id, "entities": [struct_line(each) for each in entities]}


def numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers; a line beyond the limit is cut just past it."""
    limit = LINE_LIMIT_BYTES
    for number, line in enumerate(iter(lambda: stream.readline(limit + 2), b""), start=1):
        rest = line
        while len(rest) > limit and not rest.endswith(b"\n"):  # the rest of a long line is passed over
            rest = stream.readline(limit + 2)
        if line.strip():
            yield number, line.rstrip(b"\r\n")


def _opened(source: Path, stdin: BinaryIO) -> AbstractContextManager[BinaryIO]:
    if str(source) == "-":
        return nullcontext(stdin)
    try:
        return source.open("rb")
    except OSError as fault:
        raise SourceError(f"cannot be read: {fault.strerror}", where=str(source)) from fault


def languages(desk: Desk) -> Exit:
    """The languages that can be read."""
    reports = desks.reader(desk).languages()
    with output(desk.out, width=desk.width) as answers:
        if desk.as_json:
            for report in reports:
                answers.line(struct_line(report))
        else:
            rows = (
                {
                    "code": report.code,
                    "name": report.name,
                    "capability": ", ".join(report.present),
                    "lacking": ", ".join(report.absent),
                }
                for report in reports
            )
            columns = ("code", "name", "capability", "lacking")
            answers.tables([table(desk.words.titles["languages"], columns, rows, desk.words)])
    return Exit.DONE
