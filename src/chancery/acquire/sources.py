"""Files, folders and standard input as raw items. Reads bytes and names them; what they mean is decided elsewhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from chancery.acquire.limits import COUNT_LIMIT_BYTES, DOCUMENT_LIMIT_BYTES
from chancery.acquire.lines import Defaults, documents, language_code
from chancery.errors import UsageError
from chancery.model import MediaType, RawItem, Reason, Rejected
from chancery.text.timestamps import utc_day

STDIN = "-"
JSON_LINES = ".jsonl"
MEDIA_TYPES = {
    ".txt": MediaType.TEXT,
    ".md": MediaType.MARKDOWN,
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
}
STDIN_FORMATS = {
    "text": MediaType.TEXT,
    "txt": MediaType.TEXT,
    "md": MediaType.MARKDOWN,
    "markdown": MediaType.MARKDOWN,
    "html": MediaType.HTML,
}
_KNOWN = ", ".join((*MEDIA_TYPES, JSON_LINES))


def items(
    sources: Sequence[str],
    *,
    stdin: BinaryIO,
    stdin_format: str = "text",
    published: str | None = None,
    lang: str | None = None,
) -> Iterator[RawItem | Rejected]:
    """Every document of `sources`, in their order, each read or refused; nothing stops the batch.

    A source is a file, a folder (read through, in the order of names, hidden ones left out) or "-".
    `published` and `lang` hold for documents that do not give their own.

    Raises:
        UsageError: an option is not what it should be. Raised at once, before anything is read.
    """
    if stdin_format not in (*STDIN_FORMATS, "jsonl"):
        raise UsageError(f"unknown format {stdin_format!r}", hint=f"use one of: {', '.join(STDIN_FORMATS)}, jsonl")
    return _items(sources, stdin, stdin_format, _defaults(published, lang))


def count(sources: Sequence[str]) -> int | None:
    """How many documents `sources` hold, at most; None where only reading could tell."""
    counts = [_count(source) for source in sources]
    return sum(number for number in counts if number is not None) if None not in counts else None


def _defaults(published: str | None, lang: str | None) -> Defaults:
    if published is not None and utc_day(published) is None:
        raise UsageError(f"{published!r} is no publication date", hint="write YYYY-MM-DD or an ISO timestamp")
    if lang is not None and language_code(lang) is None:
        raise UsageError(f"{lang!r} is no language code", hint="write a code such as en or ru")
    return Defaults(utc_day(published) if published else None, language_code(lang) if lang else None)


def _items(
    sources: Sequence[str], stdin: BinaryIO, stdin_format: str, defaults: Defaults
) -> Iterator[RawItem | Rejected]:
    for source in sources:
        if source == STDIN:
            yield from _standard_input(stdin, stdin_format, defaults)
        else:
            yield from _named(source, defaults)


def _standard_input(stdin: BinaryIO, stdin_format: str, defaults: Defaults) -> Iterator[RawItem | Rejected]:
    if stdin_format == "jsonl":
        yield from documents(stdin, "stdin", None, defaults)
        return
    content = stdin.read(DOCUMENT_LIMIT_BYTES + 1)
    media_type = STDIN_FORMATS[stdin_format]
    key = f"stdin:{sha256(content).hexdigest()[:12]}"  # two texts given one after the other are two documents
    yield _sized(content, "stdin", "standard input", None) or _item(key, content, media_type, None, defaults)


def _named(source: str, defaults: Defaults) -> Iterator[RawItem | Rejected]:
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _unread(readable(path.name) or readable(source), source, error, readable(path.name) or None)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, source, defaults)
    else:
        yield from _file(path, readable(path.name), source, defaults)


def _folder(folder: Path, source: str, defaults: Defaults) -> Iterator[RawItem | Rejected]:
    name = readable(folder.resolve().name)
    is_bare = True
    for found in _walk(folder):
        is_bare = False
        if isinstance(found, OSError):
            yield _unread(_inside(name, folder, Path(found.filename or folder)), str(found.filename), found)
        else:
            yield from _file(found, _inside(name, folder, found), str(found), defaults)
    if is_bare:
        yield Rejected(name, Reason.EMPTY, f"{readable(source)}: no file to read in this folder; put {_KNOWN} there")


def _walk(folder: Path) -> Iterator[Path | OSError]:
    """Files of known kinds below `folder` in the order of their names, and the folders that would not open."""
    faults: list[OSError] = []
    for where, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(where, name) for name in sorted(names) if _is_known(name))
        yield from faults
        faults.clear()
    yield from faults


def _is_known(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return not name.startswith(".") and (suffix in MEDIA_TYPES or suffix == JSON_LINES)


def _inside(name: str, folder: Path, path: Path) -> str:
    relative = readable(path.relative_to(folder).as_posix())
    return f"{name}/{relative}" if name else relative


def _file(path: Path, key: str, source: str, defaults: Defaults) -> Iterator[RawItem | Rejected]:
    suffix, base = path.suffix.lower(), readable(path.name)
    if suffix not in MEDIA_TYPES and suffix != JSON_LINES:
        yield Rejected(
            key, Reason.UNSUPPORTED, f"{readable(source)}: cannot read {suffix or 'no suffix'}; use {_KNOWN}", base
        )
        return
    try:
        with _opened(path) as stream:
            if suffix == JSON_LINES:
                yield from documents(stream, key, base, defaults)
            else:
                yield _read(stream, key, source, MEDIA_TYPES[suffix], base, defaults)
    except (OSError, ValueError) as error:
        yield _unread(key, source, error, base)


def _opened(path: Path) -> BinaryIO:
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError("not a regular file")
    return path.open("rb")


def _read(
    stream: BinaryIO, key: str, source: str, media_type: MediaType, file: str, defaults: Defaults
) -> RawItem | Rejected:
    size = os.fstat(stream.fileno()).st_size
    content = stream.read(DOCUMENT_LIMIT_BYTES + 1) if size <= DOCUMENT_LIMIT_BYTES else b""
    fault = _too_large(key, source, file) if size > DOCUMENT_LIMIT_BYTES else _sized(content, key, source, file)
    return fault or _item(key, content, media_type, file, defaults)


def _item(key: str, content: bytes, media_type: MediaType, file: str | None, defaults: Defaults) -> RawItem:
    return RawItem(key, content, media_type, file, published=defaults.published, lang=defaults.lang)


def _sized(content: bytes, key: str, source: str, file: str | None) -> Rejected | None:
    if len(content) > DOCUMENT_LIMIT_BYTES:
        return _too_large(key, source, file)
    if not content:
        return Rejected(key, Reason.EMPTY, f"{readable(source)}: nothing in it; check how it was saved", file)
    return None


def _too_large(key: str, source: str, file: str | None) -> Rejected:
    what = f"{readable(source)}: larger than {DOCUMENT_LIMIT_BYTES} bytes; split it into one document a file"
    return Rejected(key, Reason.TOO_LARGE, what, file)


def _unread(key: str, source: str, error: Exception, file: str | None = None) -> Rejected:
    where = readable(source)
    if isinstance(error, FileNotFoundError):
        return Rejected(key, Reason.MISSING, f"{where}: no such file or folder; check the path", file)
    what = getattr(error, "strerror", None) or str(error)
    return Rejected(key, Reason.UNREADABLE, f"{where}: cannot be read ({what}); check what it is and its rights", file)


def _count(source: str) -> int | None:
    path = Path(source)
    try:
        if path.is_dir():
            return _total(_count_file(found) for found in _walk(path) if isinstance(found, Path))
        return None if source == STDIN else _count_file(path)
    except (OSError, ValueError):
        return 1


def _total(counts: Iterator[int | None]) -> int | None:
    total = 0
    for number in counts:
        if number is None:
            return None
        total += number
    return total


def _count_file(path: Path) -> int | None:
    if path.suffix.lower() != JSON_LINES:
        return 1
    if path.stat().st_size > COUNT_LIMIT_BYTES:
        return None
    with path.open("rb") as stream:
        return sum(1 for line in stream if line.strip())


def readable(name: str) -> str:
    """A file's name as text that can be written anywhere: bytes that are no UTF-8 become replacement marks."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
