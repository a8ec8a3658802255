"""Direct speech within a paragraph: between quotation marks or after a dialogue dash. Names in marks are no speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chancery.analyse.lines import Markers
from chancery.model import Span
from chancery.text.forms import fold

_PAIRS = {"«": "»", "“": "”", "„": "“”", "‟": "”", "「": "」", "『": "』"}
_CLOSERS = "»”"
_DASH = "-–—―"
_SAYS = re.compile(rf"[,!?…][\"»”]?\s+[{_DASH}]\s+")
_RESUMES = re.compile(rf"[.,!?]\s+[{_DASH}]\s+")
_SENTENCES = re.compile(r"[.!?…]\s+[^\W\d_]")
_LEADING_DASH = re.compile(rf"[{_DASH}]\s*(?=[^\W\d_]|[\"«“„])")
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_INTRODUCED = (":", ",")
_FEWEST_WORDS = 3
_FRAGMENT_WORDS = 6
_ATTRIBUTION_WORDS = 3
_LONGEST_ATTRIBUTION = 300
_NEAR = 80


def quotations(text: str, spans: Sequence[Span], known: Markers) -> list[Span]:
    """Passages of direct speech in the paragraphs `spans`, marks included, in order, none across a paragraph."""
    found: list[Span] = []
    for span in spans:
        paragraph = text[span.start : span.stop]
        for start, stop in _dialogue(paragraph, known) or _quoted(paragraph, known):
            found.extend(_spoken(paragraph, start, stop, span.start, known))
    return found


def _dialogue(paragraph: str, known: Markers) -> list[tuple[int, int]]:
    """The whole paragraph where it opens with a dash and says who speaks, or is several sentences long."""
    dash = _LEADING_DASH.match(paragraph)
    if not dash or paragraph[dash.end() : dash.end() + 1].islower():
        return []
    is_said = any(_is_said(paragraph, match.end(), known) for match in _SAYS.finditer(paragraph))
    is_long = bool(_SENTENCES.search(paragraph)) and paragraph.rstrip()[-1:] in ".!?…"
    return [(dash.end(), len(paragraph))] if is_said or is_long else []


def _spoken(paragraph: str, start: int, stop: int, offset: int, known: Markers) -> Iterator[Span]:
    """The passage without the words of the author that stand in it between dashes."""
    position = start
    for match in _SAYS.finditer(paragraph, start, stop):
        if match.start() < position or not _is_said(paragraph, match.end(), known):
            continue
        yield Span(offset + position, offset + match.start() + 1)
        resumed = _RESUMES.search(paragraph, match.end(), min(stop, match.end() + _LONGEST_ATTRIBUTION))
        position = resumed.end() if resumed else stop
    if position < stop and _WORDS.search(paragraph, position, stop):
        yield Span(offset + position, offset + stop)


def _is_said(paragraph: str, position: int, known: Markers) -> bool:
    """Whether one of the first words from `position` on is a verb of speech."""
    words = _WORDS.findall(fold(paragraph[position : position + 60]))[:_ATTRIBUTION_WORDS]
    return any(word.startswith(known.speech) for word in words)


def _quoted(paragraph: str, known: Markers) -> list[tuple[int, int]]:
    return [(start, stop) for start, stop in _marked(paragraph) if _is_speech(paragraph, start, stop, known)]


def _marked(paragraph: str) -> Iterator[tuple[int, int]]:
    """Outermost passages between marks; one that lacks a mark runs to that end of the paragraph."""
    opening: int | None = None
    expected: list[str] = []
    is_first = True
    for index, char in enumerate(paragraph):
        if char not in '"«»“”„‟「」『』':
            continue
        if expected and char in expected[-1] and not (char == '"' and _is_opening(paragraph, index)):
            expected.pop()
            if not expected and opening is not None:
                yield opening, index + 1
                opening = None
        elif char in _PAIRS or (char == '"' and _is_opening(paragraph, index)):
            expected.append(_PAIRS.get(char, '"'))
            opening = index if opening is None else opening
        elif not expected and is_first and (char in _CLOSERS or _is_closing(paragraph, index)):
            yield 0, index + 1
        is_first = False
    if opening is not None:
        yield opening, len(paragraph)


def _is_opening(paragraph: str, index: int) -> bool:
    before, after = paragraph[index - 1 : index] if index else "", paragraph[index + 1 : index + 2]
    return (not before or before.isspace() or before in "([«“-–—/") and bool(after) and not after.isspace()


def _is_closing(paragraph: str, index: int) -> bool:
    """A lone straight mark after a word or its punctuation; after a digit it may mean inches."""
    return index > 0 and not paragraph[index - 1].isspace() and not paragraph[index - 1].isdigit()


def _is_speech(paragraph: str, start: int, stop: int, known: Markers) -> bool:
    """Whether a marked passage is what somebody says rather than a name or a title."""
    inner = paragraph[start:stop].strip('"«»“”„')
    words = _WORDS.findall(inner)
    if len(words) < _FEWEST_WORDS:
        return False
    before, after = paragraph[max(start - _NEAR, 0) : start].rstrip(), paragraph[stop : stop + _NEAR].lstrip()
    is_running = sum(word[0].islower() for word in words) >= len(words) / 3
    if not is_running:
        return False
    if not before or before[-1] in _INTRODUCED or before[-1] in ".!?…":
        return len(words) >= 4 or _has_tag(inner, after, known) or before[-1:] == ":"
    return _has_tag(inner, after, known) or (inner[:1].islower() and len(words) >= _FRAGMENT_WORDS)


def _has_tag(inner: str, after: str, known: Markers) -> bool:
    """Whether what follows the passage gives it to a speaker."""
    tail = after.lstrip(f",.{_DASH} ")
    is_parted = inner[-1:] in ",.!?…" or after[:1] in (",", *_DASH)
    return is_parted and (_is_said(tail, 0, known) or inner[-1:] == ",")
