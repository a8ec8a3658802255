"""Forms of text for looking things up: `fold` keeps every position, `plain` is for comparing. Knows no language."""

from __future__ import annotations

import unicodedata

_SINGLE = "\u2018\u2019\u201a\u201b\u02bc\u02b9\u02bb\u02bd\u2032`\u00b4\u2039\u203a"
_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u301d\u301e"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"

_UNIFIED = {
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_SPACES, " "),
    "\u0451": "\u0435",  # Cyrillic io is written with or without its dots
    "\u0401": "\u0435",
}
_SPELT_OUT = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
# Letters of their own in their alphabets, although Unicode takes them apart into a letter and a mark.
_WHOLE = frozenset("йїѓќў")

_POINTS = {ord(char): form for char, form in _UNIFIED.items()}
_SPELT_POINTS = {ord(char): form for char, form in _SPELT_OUT.items()}


def fold(text: str) -> str:
    """Give `text` in lower case with quotes, dashes, spaces and ё unified; index i of the result is character i of it.

    Accents stay. A character whose lower case is longer than one character stays as it is.

    >>> fold("Côte d’Ivoire — Берёза")
    "côte d'ivoire - береза"
    """
    return _lower(text).translate(_POINTS)


def plain(text: str) -> str:
    """Give the form of `text` to search and compare by: folded, without accents; its length may differ.

    >>> plain("Łódź, Müßig, İzmir, Œuvre")
    'lodz, mussig, izmir, oeuvre'
    """
    folded = fold(unicodedata.normalize("NFC", text))
    if folded.isascii():
        return folded
    return fold("".join(map(_bare, folded)).translate(_SPELT_POINTS))


def _lower(text: str) -> str:
    """Lower case of the same length: İ alone grows, and then it stays."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _bare(char: str) -> str:
    """Give one folded character without its marks."""
    if char.isascii() or char in _WHOLE:
        return char
    apart = unicodedata.normalize("NFKD", char).lower()
    return "".join(part for part in apart if not unicodedata.combining(part))
