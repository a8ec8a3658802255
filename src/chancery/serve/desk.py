"""What a command works with, and the opening of the heavy rooms behind it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from chancery.errors import RecordError
from chancery.serve.catalog import Catalog

if TYPE_CHECKING:
    from chancery.record import Record
    from chancery.run.pipeline import Reader


class Desk(Struct, frozen=True):
    """One call of a command: which record, how deep to read and what, how and where to answer, in whose words."""

    record_path: Path
    tier: str
    as_json: bool
    out: Path | None
    words: Catalog
    any_page: bool = False
    as_csv: bool = False
    width: int | None = None


def reader(desk: Desk) -> Reader:
    """A reader of the tier that was asked for."""
    from chancery.run.pipeline import Reader

    return Reader(tier=desk.tier, any_page=desk.any_page)


def is_there(desk: Desk) -> bool:
    """Whether there is a file where the record should be; there is none under a name that cannot be."""
    return os.path.exists(desk.record_path)  # the method of Path fails on such names


@contextmanager
def record(desk: Desk, *, engine: str = "", create: bool = False) -> Iterator[Record]:
    """The record, open for as long as the block runs.

    Args:
        engine: what reads into it; empty for a command that only asks.
        create: make one where there is none.
    Raises:
        RecordError: there is no record, or it cannot be opened.
    """
    from chancery.record import Record
    from chancery.run.analyser import analyser
    from chancery.run.resolver import Identity

    if not create and not is_there(desk):
        missing = desk.words.remark("no_record", path=desk.record_path)
        raise RecordError(missing, hint="name another with --record")
    opened = Record.open(desk.record_path, analyser=analyser(), engine=engine, identity=Identity(), create=create)
    try:
        yield opened
    finally:
        opened.close()
