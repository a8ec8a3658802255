"""Every error that leaves Chancery.

    ChanceryError            the only base: what was wrong, where, and what to do
    ├── UsageError           CHY-USAGE-001     a command or option was called wrongly
    ├── SourceError          CHY-SOURCE-001    a file or folder cannot be read
    ├── PackError            CHY-PACK-001      a language pack's file is missing, malformed or contradictory
    ├── RuleError            CHY-GRAMMAR-001   a rule cannot be compiled
    ├── GazetteerError       CHY-GAZETTEER-001 the gazetteer's packed tables are missing or damaged
    ├── RecordError          CHY-RECORD-001    the record cannot be opened, read or written
    └── EvidenceError        CHY-EVIDENCE-001  a claim's quote is not what its document says there

Expected refusals (an empty file, a language without a pack) are values, `chancery.model.Rejected`, not errors.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import PurePath
from typing import ClassVar


class ChanceryError(Exception):
    """What was wrong, where, and what to do about it."""

    code: ClassVar[str] = "CHY-000"

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.hint = what, where, hint

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        advice = f"; {self.hint}" if self.hint else ""
        return f"{self.code}: {self.what}{place}{advice}"


class UsageError(ChanceryError):
    """A command or option was called wrongly."""

    code = "CHY-USAGE-001"


class SourceError(ChanceryError):
    """A file or folder cannot be read."""

    code = "CHY-SOURCE-001"


class PackError(ChanceryError):
    """A language pack's file is missing, malformed or contradictory."""

    code = "CHY-PACK-001"


class RuleError(ChanceryError):
    """A rule cannot be compiled."""

    code = "CHY-GRAMMAR-001"


class GazetteerError(ChanceryError):
    """The gazetteer's packed tables are missing or damaged."""

    code = "CHY-GAZETTEER-001"


class RecordError(ChanceryError):
    """The record cannot be opened, read or written."""

    code = "CHY-RECORD-001"


class EvidenceError(ChanceryError):
    """A claim's quote is not what its document says there."""

    code = "CHY-EVIDENCE-001"


def unforeseen(fault: BaseException) -> str:
    """What is told of an error that nobody foresaw: its kind and its innermost place, never its message.

    The message of a foreign error may quote what it stumbled over, and no text of a document belongs in a log.

    >>> unforeseen(ValueError("Посол прибыл"))
    'ValueError'
    """
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "chancery" in PurePath(frame.filename).parts] or list(frames)
    at = f" ({PurePath(ours[-1].filename).name}, line {ours[-1].lineno})" if ours else ""
    return f"{type(fault).__name__}{at}"


def trail(fault: BaseException) -> str:
    """A traceback, that of its causes before it, with the kinds of the errors and without their messages."""
    return "\n".join(_trail(fault))


def _trail(fault: BaseException) -> Iterator[str]:
    if before := fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__):
        yield from _trail(before)
    yield "".join(traceback.format_tb(fault.__traceback__)) + type(fault).__name__
