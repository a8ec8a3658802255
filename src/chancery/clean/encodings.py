"""Bytes as text, with the byte offset of every character. Decides an encoding only where it is safe to."""

from __future__ import annotations

import codecs
from array import array
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from chancery.text.offsets import utf8_leads

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A label of the web names the wider encoding that its pages are really in.
_ALIASES = {
    **dict.fromkeys(("ascii", "iso8859-1", "latin-1", "us-ascii"), "cp1252"),
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}
_SINGLE_BYTE = frozenset(
    ["koi8-r", "koi8-u", "cp866", "mac-cyrillic", "ptcp154", "kz1048", "cp874"]
    + [f"cp125{n}" for n in range(9)]
    + [f"iso8859-{n}" for n in range(1, 17) if n != 12]
)
_MULTI_BYTE = frozenset(["utf-16-le", "utf-16-be", "gb18030", "big5", "cp932", "euc_jp", "cp949"])
_CYRILLIC = ("cp1251", "koi8-r", "cp866")
_SNIFF_BYTES = 65536

_FREQUENT = frozenset("оеаинтсрвлкмд")
_RUSSIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюя")
_PUNCTUATION = frozenset("«»“”„‘’–—…№•·§©®™€£\u00a0°")
_ACCENTED = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüÿßš")


class Decoded(Struct, frozen=True):
    """Text as it was written, `offsets[i]` being the byte where character i begins; the last entry is the end."""

    text: str
    offsets: array[int]
    encoding: str


def decoded(content: bytes, declared: str | None = None) -> Decoded | None:
    """The text of `content`: by its byte order mark, as UTF-8, as declared, else by what its letters say.

    None where no encoding is certain enough. Byte order marks are dropped.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decoded(content, encoding, len(mark))
    if b"\0" in content:
        wide = _sniffed_wide(content[:_SNIFF_BYTES])
        return _decoded(content, wide) if wide else None
    return _decoded(content, "utf-8") or _decoded_otherwise(content, known_encoding(declared) or _sniffed(content))


def known_encoding(label: str | None) -> str | None:
    """The decoder that a declared charset stands for, None for an unknown label."""
    try:
        name = codecs.lookup((label or "").strip()).name
    except (LookupError, ValueError):
        return None
    name = _ALIASES.get(name, name)
    return name if name in _SINGLE_BYTE or name in _MULTI_BYTE or name == "utf-8" else None


def _decoded_otherwise(content: bytes, encoding: str | None) -> Decoded | None:
    first = _decoded(content, encoding) if encoding else None
    if first or encoding is None:
        return first
    sniffed = _sniffed(content)
    return _decoded(content, sniffed) if sniffed and sniffed != encoding else None


def _decoded(content: bytes, encoding: str, first: int = 0) -> Decoded | None:
    body = content[first:]
    try:
        text = body.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return None
    offsets = _offsets(body, text, encoding, first)
    marks = len(text) - len(text.lstrip("\ufeff"))
    return Decoded(text[marks:], offsets[marks:], encoding)


def _offsets(body: bytes, text: str, encoding: str, first: int) -> array[int]:
    if encoding == "utf-8":
        return utf8_leads(body, first)
    if encoding in _SINGLE_BYTE:
        return array("I", range(first, first + len(body) + 1))
    if encoding.startswith("utf-32"):
        return array("I", range(first, first + len(body) + 1, 4))
    if encoding.startswith("utf-16") and 2 * len(text) == len(body):
        return array("I", range(first, first + len(body) + 1, 2))
    return array("I", _stepwise(body, encoding, first))


def _stepwise(body: bytes, encoding: str, first: int) -> Iterable[int]:
    """Offsets in an encoding whose characters differ in length: fed byte by byte."""
    decoder = codecs.getincrementaldecoder(encoding)()
    begin = first
    for position in range(len(body)):
        for _ in decoder.decode(body[position : position + 1]):
            yield begin
            begin = first + position + 1
    yield first + len(body)


def _sniffed(content: bytes) -> str | None:
    """The encoding that the letters speak for, None where two would do or none does."""
    sample = content[:_SNIFF_BYTES]
    scores = sorted(((_cyrillic_score(sample, name), name) for name in _CYRILLIC), reverse=True)
    if scores[0][0] >= 0.55 and scores[0][0] - scores[1][0] >= 0.15:
        return scores[0][1]
    return "cp1252" if _latin_score(sample) >= 0.95 else None


def _sniffed_wide(sample: bytes) -> str | None:
    """UTF-16 without its mark: every character of a Western or Cyrillic text has a high byte of 0, 4 or 32."""
    even = sample[: len(sample) // 2 * 2]
    for encoding, high in (("utf-16-le", even[1::2]), ("utf-16-be", even[0::2])):
        low = sum(high.count(byte) for byte in (0, 4, 0x20))
        if low >= 0.98 * len(high) and _is_prose(even.decode(encoding, "replace")):
            return encoding
    return None


def _is_prose(text: str) -> bool:
    fitting = sum(char.isalpha() or char in " \n\r\t.,:;-()" for char in text)
    return "\0" not in text and fitting >= 0.8 * len(text)


def _high(sample: bytes, encoding: str) -> str:
    """The characters beyond ASCII, as that encoding reads them; line drawing and the like stay in."""
    return bytes(byte for byte in sample if byte >= 0x80).decode(encoding, "replace")


def _cyrillic_score(sample: bytes, encoding: str) -> float:
    """How much the high bytes look like Russian prose: share of frequent lower-case letters, 0 if much is no letter."""
    counts = Counter(_high(sample, encoding))
    total = sum(counts.values())
    letters = sum(n for char, n in counts.items() if char.lower() in _RUSSIAN or char in "ёЁ")
    marks = sum(n for char, n in counts.items() if char in _PUNCTUATION)
    if total < 8 or letters < 6 or letters + marks < 0.97 * total:
        return 0.0
    return sum(n for char, n in counts.items() if char in _FREQUENT) / letters


def _latin_score(sample: bytes) -> float:
    """Share of the high bytes that are accented letters or typography, 0 where they are no small part of the text."""
    text = _high(sample, "cp1252")
    ascii_letters = sum(sample.count(bytes([byte])) for byte in (*range(65, 91), *range(97, 123)))
    if not text or len(text) > 0.2 * ascii_letters:
        return 0.0
    return sum(char.lower() in _ACCENTED or char in _PUNCTUATION for char in text) / len(text)
