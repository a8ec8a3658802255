"""Raw items as documents: canonical text, blocks, and the way back to the bytes. Must not know any language."""

from __future__ import annotations

import hashlib
import re
from array import array

from chancery.clean import metadata
from chancery.clean.canonical import Canonical, canonical
from chancery.clean.encodings import Decoded, decoded
from chancery.clean.layout import LaidOut, Page, page
from chancery.clean.votes import body_votes
from chancery.model import Block, Document, MediaType, RawItem, Reason, Rejected
from chancery.text.timestamps import metadata_day

_SIGNATURES = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP or office file",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a gzip file",
}
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_HEAD_BYTES = 8192
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65536
_MOST_CONTROLS = 0.01
_SEPARATOR = "\n\n"
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_FRONT_LINE = re.compile(r"^(title|date|published|lang|language)[ \t]*:(.*)$", re.MULTILINE)


def document(item: RawItem, *, votes: bool = False) -> Document | Rejected:
    """The document that `item` holds, or why it cannot be read as one.

    A page of a file is dated by its own metadata, before `item.published`; any other item by `item.published`.
    `votes` asks an outside extractor, where installed, which blocks are body; it only adds hints.
    """
    is_page = item.media_type is MediaType.HTML
    read = decoded(item.content, _declared(item.content) if is_page else None)
    if fault := _fault(item.content, read):
        return _refused(item, *fault)
    if read is None:
        return _refused(item, Reason.ENCODING, "its encoding cannot be told with certainty", "save it as UTF-8")
    found = _of_page(item, read, votes) if is_page else _of_text(item, read)
    if not found.text.strip("\ufeff \n\t\u00a0\u200b"):
        return _refused(item, Reason.EMPTY, "there is no text in it", "check how it was saved")
    return found


def _fault(content: bytes, read: Decoded | None) -> tuple[Reason, str, str] | None:
    """Why the content is no text at all, if it is none."""
    name = next((name for signature, name in _SIGNATURES.items() if content.startswith(signature)), None)
    if name is None and (b"\0" in content if read is None else "\0" in read.text):
        name = "no text: it holds NUL bytes"
    if name is None and read is not None:
        sample = read.text[:_SAMPLE]
        if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
            name = "most likely no text: it holds control characters"
    return (Reason.BINARY, f"it is {name}", "save the article as text or HTML") if name else None


def _declared(content: bytes) -> str | None:
    match = _CHARSET.search(content[:_HEAD_BYTES])
    return match[1].decode("ascii") if match else None


def _of_text(item: RawItem, read: Decoded) -> Document:
    text = canonical(read.text, read.offsets)
    front = _front_matter(text.text) if item.media_type is MediaType.MARKDOWN else {}
    return _document(
        item,
        text,
        title=item.title or front.get("title"),
        published=metadata_day(front.get("date") or front.get("published") or "") or item.published,
        lang=item.lang or front.get("lang"),
    )


def _front_matter(text: str) -> dict[str, str]:
    match = _FRONT_MATTER.match(text)
    found = _FRONT_LINE.findall(match[1]) if match else []
    return {name: value.strip(" \t\"'") for name, value in found if value.strip(" \t\"'")}


def _of_page(item: RawItem, read: Decoded, votes: bool) -> Document:
    laid_out = page(read.text)
    title = item.title or metadata.title(laid_out)
    text, blocks = _assembled(laid_out, read, title)
    dated = metadata.published(laid_out)
    own = item.published or dated if item.file is None else dated or item.published
    found = body_votes(read.text, [text.text[b.start : b.stop] for b in blocks]) if votes else frozenset()
    blocks = tuple(
        Block(b.start, b.stop, b.kind, b.hints | {"body-vote"}) if index in found else b
        for index, b in enumerate(blocks)
    )
    lang = item.lang or metadata.language(laid_out)
    return _document(item, text, title=title, published=own, lang=lang, blocks=blocks)


def _assembled(laid_out: Page, read: Decoded, title: str | None) -> tuple[Canonical, tuple[Block, ...]]:
    """All blocks as one text with an empty line between two; a separator belongs to the end of the block before."""
    texts: list[str] = []
    offsets = array("I")
    blocks: list[Block] = []
    length = end = 0
    for found in laid_out.blocks:
        if texts:
            texts.append(_SEPARATOR)
            offsets.extend([end] * len(_SEPARATOR))
            length += len(_SEPARATOR)
        part = canonical(found.text, array("I", map(read.offsets.__getitem__, found.places)))
        texts.append(part.text)
        offsets += part.offsets[:-1]
        end = part.offsets[-1]
        blocks.append(_block(found, part.text, length, title))
        length += len(part.text)
    offsets.append(end)
    return Canonical("".join(texts), offsets), tuple(blocks)


def _block(found: LaidOut, text: str, start: int, title: str | None) -> Block:
    is_title = title is not None and " ".join(text.split()) == title
    return Block(start, start + len(text), found.kind, found.hints | {"title"} if is_title else found.hints)


def _document(
    item: RawItem,
    text: Canonical,
    *,
    title: str | None,
    published: str | None,
    lang: str | None,
    blocks: tuple[Block, ...] = (),
) -> Document:
    return Document(
        key=item.key,
        text=text.text,
        sha256=hashlib.sha256(item.content).hexdigest(),
        media_type=item.media_type,
        blocks=blocks,
        origin=text.offsets.tobytes(),
        file=item.file,
        url=item.url,
        id=item.id,
        title=title,
        published=published,
        lang=lang,
    )


def _refused(item: RawItem, reason: Reason, what: str, hint: str) -> Rejected:
    return Rejected(item.key, reason, f"{item.key}: {what}; {hint}", item.file, item.url, item.id)
