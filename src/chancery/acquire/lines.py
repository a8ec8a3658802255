"""Documents out of a stream of JSON lines, in bounded memory. Knows nothing of files and folders."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from chancery.acquire.limits import LINE_LIMIT_BYTES
from chancery.model import MediaType, RawItem, Reason, Rejected
from chancery.text.timestamps import utc_day

_SKIP_BYTES = 1024 * 1024
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FORM = "one JSON object a line: url or id, title, text or html, published, lang"


class Defaults(msgspec.Struct, frozen=True):
    """What holds for documents that do not say it themselves: ISO day and language code."""

    published: str | None = None
    lang: str | None = None


class Line(msgspec.Struct, frozen=True):
    """One document as a line of .jsonl gives it; other fields are left alone."""

    url: str | None = None
    id: str | int | None = None
    title: str | None = None
    text: str | None = None
    html: str | None = None
    published: str | None = None
    lang: str | None = None


class Names(msgspec.Struct, frozen=True):
    """What a line calls its document, whatever else is wrong with it."""

    url: msgspec.Raw = msgspec.Raw(b"null")
    id: msgspec.Raw = msgspec.Raw(b"null")


class Place(msgspec.Struct, frozen=True):
    """Where a line stands: the source's label, its base name (None for standard input) and the line's number."""

    label: str
    file: str | None
    number: int

    def __str__(self) -> str:
        return f"{self.label}:{self.number}"

    @property
    def key(self) -> str:
        """Name of a document that has none of its own."""
        return f"{self.label}#L{self.number}"


_LINE = msgspec.json.Decoder(Line)
_NAMES = msgspec.json.Decoder(Names)


def documents(stream: BinaryIO, label: str, file: str | None, defaults: Defaults) -> Iterator[RawItem | Rejected]:
    """Every line of `stream` as a document or as a refusal; blank lines are passed over."""
    for number, line in enumerate(bounded_lines(stream), 1):
        place = Place(label, file, number)
        if line is None:
            yield _refused(place, Reason.LINE_TOO_LONG, f"longer than {LINE_LIMIT_BYTES} bytes", "split the document")
        elif number == 1 and line.startswith(_MARKS):
            yield _refused(place, Reason.ENCODING, "the file is UTF-16", "save it as UTF-8")
            return
        else:
            content = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            if content.strip():
                yield document(content, place, defaults)


def bounded_lines(stream: BinaryIO, limit: int = LINE_LIMIT_BYTES) -> Iterator[bytes | None]:
    """Every line of `stream` without its end; None for one longer than `limit`, of which no more than that is held."""
    while line := stream.readline(limit + 2):
        text = line.rstrip(b"\r\n")
        if len(text) > limit or (len(line) == limit + 2 and not line.endswith(b"\n")):
            while line and not line.endswith(b"\n"):
                line = stream.readline(_SKIP_BYTES)
            yield None
        else:
            yield text


def document(line: bytes, place: Place, defaults: Defaults) -> RawItem | Rejected:
    """The document that one line of JSON gives."""
    try:
        fields = _LINE.decode(line)
    except msgspec.ValidationError as error:
        return _refused(place, Reason.BAD_FIELD, str(error), _FORM, _names(line))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _refused(place, Reason.BROKEN_JSON, f"not JSON: {str(error)[:200]}", _FORM)
    url, id_ = _given(fields.url), _given(None if fields.id is None else str(fields.id))
    if fault := _fault(fields):
        return _refused(place, *fault, names=(url, id_))
    return _item(fields, place, defaults, url, id_)


def _item(fields: Line, place: Place, defaults: Defaults, url: str | None, id_: str | None) -> RawItem:
    is_text = _given(fields.text) is not None or fields.html is None
    content = (fields.text if is_text else fields.html) or ""
    own = url or id_
    return RawItem(
        key=own or place.key,
        content=content.encode(),
        media_type=MediaType.TEXT if is_text else MediaType.HTML,
        file=None if own else place.file,
        url=url,
        id=id_,
        title=_given(fields.title),
        published=utc_day(fields.published) if _given(fields.published) and fields.published else defaults.published,
        lang=language_code(fields.lang) if _given(fields.lang) and fields.lang else defaults.lang,
    )


def _fault(fields: Line) -> tuple[Reason, str, str] | None:
    if _given(fields.text) is None and _given(fields.html) is None:
        if fields.text is None and fields.html is None:
            return Reason.BAD_FIELD, "neither text nor html", _FORM
        return Reason.EMPTY, "the document is empty", "give the article in text or html"
    if _given(fields.published) and fields.published and utc_day(fields.published) is None:
        return Reason.BAD_FIELD, f"published is {fields.published[:40]!r}", "write YYYY-MM-DD or an ISO timestamp"
    if _given(fields.lang) and fields.lang and language_code(fields.lang) is None:
        return Reason.BAD_FIELD, f"lang is {fields.lang[:40]!r}", "write a language code such as en or ru"
    return None


def language_code(tag: str) -> str | None:
    """The language of a BCP 47 tag in lower case (`ru` of `ru-RU`), None if it is no tag.

    >>> language_code("en_GB"), language_code("Russian language")
    ('en', None)
    """
    first, *rest = tag.strip().replace("_", "-").split("-")
    fits = first.isascii() and first.isalpha() and 2 <= len(first) <= 3
    return first.lower() if fits and all(part.isascii() and part.isalnum() for part in rest) else None


def _given(value: str | None) -> str | None:
    return value.strip() or None if value is not None else None


def _names(line: bytes) -> tuple[str | None, str | None]:
    """Url and id of a line with faults elsewhere, where they are themselves sound."""
    try:
        names = _NAMES.decode(line)
        return _sound(names.url), _sound(names.id)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None, None


def _sound(raw: msgspec.Raw) -> str | None:
    try:
        value = msgspec.json.decode(raw, type=str | int | None)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return _given(None if value is None else str(value))


def _refused(
    place: Place, reason: Reason, what: str, hint: str, names: tuple[str | None, str | None] = (None, None)
) -> Rejected:
    url, id_ = names
    own = url or id_
    return Rejected(own or place.key, reason, f"{place}: {what}; {hint}", None if own else place.file, url, id_)
