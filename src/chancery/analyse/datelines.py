"""Where a paragraph's dateline ends: place, day and agency before the first sentence. Knows no place by name."""

from __future__ import annotations

import re

from chancery.analyse.lines import Markers
from chancery.text.forms import fold

_LONGEST = 90
_DASH = re.compile(r"\s*(?:[-–—]{1,2})\s+|\s+[-–—]{1,2}\s*")
_SLASHED = re.compile(r"/[^/\n]{2,40}/\s*\.?\s+")
_BRACKETED = re.compile(r"\(([^()\n]{3,60})\)\s*[.:]?\s*[-–—]{0,2}\s*")
_STOP = re.compile(r"[.:]\s+")
_PARTS = re.compile(r"[.,;()/\[\]|]+(?:\s+|$)|\s*[(/\[]")
_LETTERS = re.compile(r"[^\W\d_]+")
_MOST_PLACE_WORDS = 5


def dateline_end(text: str, known: Markers) -> int:
    """Length of the dateline that `text` opens with, with the mark that ends it; 0 if there is none.

    >>> nothing = Markers({}, (), (), (), frozenset(), {"may": 5}, frozenset())
    >>> text = "PARIS, May 19 (Agence) -- The ministers met."
    >>> text[dateline_end(text, nothing):]
    'The ministers met.'
    """
    start = text[:_LONGEST]
    return _bracketed(start, known) or _slashed(start, known) or _dashed(start, known) or _stopped(start, known)


def _bracketed(start: str, known: Markers) -> int:
    match = _BRACKETED.match(start)
    return match.end() if match and any(_is_day(p, known) or _is_agency(p, known) for p in _parts(match[1])) else 0


def _slashed(start: str, known: Markers) -> int:
    match = _SLASHED.search(start)
    if not match:
        return 0
    head = _parts(start[: match.start()])
    fits = head and _is_place(head[0]) and all(_is_place(p) or _is_day(p, known) for p in head)
    rest = re.match(r"[-–—]{1,2}\s+", start[match.end() :])
    return match.end() + (rest.end() if rest else 0) if fits else 0


def _dashed(start: str, known: Markers) -> int:
    for match in _DASH.finditer(start):
        if match.start() and _is_head(start[: match.start()], start[match.end() :], known):
            return match.end() + _agency_after(start[match.end() :], known)
    return 0


def _is_head(head: str, rest: str, known: Markers) -> bool:
    parts = _parts(head)
    if not parts or not _is_place(parts[0]):
        return False
    days = [_is_day(part, known) for part in parts[1:]]
    agencies = [_is_agency(part, known) for part in parts[1:]]
    others = zip(parts[1:], days, agencies, strict=True)
    if not all(day or agency or _is_place(part) for part, day, agency in others):
        return False
    if any(days) or any(agencies):
        return True
    is_capital = len(parts[0]) >= 4 and parts[0].isupper()
    follows = rest[:1].isupper() or rest[:1] in '"«“„'
    return bool(rest) and follows and (is_capital or (len(parts) <= 2 and len(head.split()) <= 3))


def _agency_after(rest: str, known: Markers) -> int:
    """Length of an agency's name with its stop, where it stands after the dash."""
    match = _STOP.search(rest[:30])
    return match.end() if match and fold(rest[: match.start()]) in known.agencies else 0


def _stopped(start: str, known: Markers) -> int:
    """A place in capitals, alone or with a day, ended by a stop."""
    for match in _STOP.finditer(start):
        parts = _parts(start[: match.start()])
        if not parts or not parts[0].isupper() or len(parts[0]) < 3 or not _is_place(parts[0]):
            return 0
        if _is_day(parts[-1], known) and all(_is_place(p) or _is_day(p, known) for p in parts[1:]):
            return match.end()
        rest = start[match.end() :]
        is_lone = len(parts) == 1 and len(parts[0]) >= 4 and start[match.start()] == "."
        if is_lone and rest[:1].isupper() and not rest.split()[0].isupper() and not _is_day(rest.split()[0], known):
            return match.end()
    return 0


def _parts(head: str) -> list[str]:
    return [part.strip(" .,;()/[]") for part in _PARTS.split(head) if part and part.strip(" .,;()/[]")]


def _is_place(part: str) -> bool:
    words = part.split()
    fits = 0 < len(words) <= _MOST_PLACE_WORDS and words[0][:1].isupper() and not any(map(str.isdigit, part))
    return fits and all(word[:1].isupper() or len(word) <= 3 for word in words)


def _is_day(part: str, known: Markers) -> bool:
    words = _LETTERS.findall(fold(part))
    has_digit = any(map(str.isdigit, part))
    named = [word in known.months or word in known.around_dates for word in words]
    return (has_digit and all(named)) or (bool(words) and all(named))


def _is_agency(part: str, known: Markers) -> bool:
    if fold(part) in known.agencies:
        return True
    letters = "".join(_LETTERS.findall(part))
    return letters.isupper() and len(letters) >= 2 and len(part.split()) <= 3
