"""The one file that imports sqlite3: opening a record, its transactions, and its errors in our words.

Not known here: what the tables mean.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

from chancery.errors import RecordError
from chancery.record.schema import APPLICATION_ID, MIGRATIONS, TABLES, VERSION

Value: TypeAlias = "str | int | float | bytes | None"
Row: TypeAlias = tuple[Any, ...]  # the columns of a SELECT; typed where a row becomes a shape

BUSY_TIMEOUT_S = 60.0
CACHE_KIB = 65_536
CHECKPOINT_PAGES = 4_000

DAMAGED = "the file is damaged: run `chancery doctor`, then read the sources into a new record"

HINTS = (
    ("locked", "another process is writing to it; wait for it to end and try again"),
    ("malformed", DAMAGED),
    ("not a database", "this is not a record: name another file with --record"),
    ("full", "free some disk space and run the command again"),
    ("readonly", "the file and its folder must be writable"),
    ("unable to open", "check that the folder exists and is writable"),
    ("disk i/o", "check the disk and the space left on it"),
    ("no such module", "this Python's SQLite was built without FTS5: use another build of Python"),
    ("too big", "the document is larger than the record can hold"),
)


class Connection:
    """One open record file. Every error that leaves it is a `RecordError`."""

    def __init__(self, path: Path, raw: sqlite3.Connection) -> None:
        self.path = path
        self._raw = raw

    @classmethod
    def open(cls, path: Path, *, create: bool) -> Connection:
        """The connection, its tables made if the file is new and `create` allows it."""
        _check_place(path, create=create)
        with translated(path):
            connection = cls(path, _connected(path, create=create))
            try:
                connection._prepare()
            except BaseException:
                connection.close()
                raise
        return connection

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Every row of a SELECT."""
        return self._raw.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row of a SELECT, if there is one."""
        found: Row | None = self._raw.execute(sql, values).fetchone()
        return found

    def each(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        """The rows of a SELECT one by one, inside a transaction that must stay open meanwhile."""
        yield from self._raw.execute(sql, values)

    def run(self, sql: str, values: Sequence[Value] = ()) -> None:
        """Run one statement."""
        self._raw.execute(sql, values)

    def run_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row."""
        self._raw.executemany(sql, rows)

    def insert(self, sql: str, values: Sequence[Value]) -> int:
        """Run an INSERT and give the new row's integer key."""
        (key,) = self._raw.execute(f"{sql} RETURNING id", values).fetchone()
        return int(key)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Everything inside sees one state of the record, whatever is written meanwhile."""
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[None]:
        """Everything inside is written whole or not at all; `durable` waits until the disk has it."""
        with translated(self.path):
            self.run(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        with translated(self.path):
            self._raw.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with translated(self.path):
            self.run(begin)
            try:
                yield
                self.run("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.run("ROLLBACK")
                raise

    def _prepare(self) -> None:
        """Check whose file this is and bring its tables up."""
        self.run(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")
        self.run("PRAGMA foreign_keys = ON")
        self.run(f"PRAGMA cache_size = {-CACHE_KIB}")
        self.run(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        if self._version() == 0:
            self._make_tables()
        if self.row("PRAGMA application_id") != (APPLICATION_ID,):
            raise _foreign(self.path)
        self._migrate()
        if self._version() > VERSION:
            newest = f"it has tables of version {self._version()}, this program knows {VERSION}"
            raise RecordError(
                f"the record is newer than this program: {newest}", where=str(self.path), hint="update Chancery"
            )

    def _migrate(self) -> None:
        """Bring the tables of an older version up, one version after the other."""
        while self._version() in MIGRATIONS:
            with self._transaction("BEGIN IMMEDIATE"):
                version = self._version()
                for statement in MIGRATIONS.get(version, ()):
                    self.run(statement)
                if version in MIGRATIONS:
                    self.run(f"PRAGMA user_version = {version + 1}")

    def _version(self) -> int:
        found = self.row("PRAGMA user_version")
        return int(found[0]) if found else 0

    def _make_tables(self) -> None:
        """Make the tables, unless another process just did; an unfinished file holds none of them."""
        self._require_empty()
        self.run("PRAGMA journal_mode = WAL")
        with self._transaction("BEGIN IMMEDIATE"):
            if self._version() != 0:
                return
            for statement in TABLES:
                self.run(statement)
            self.run(f"PRAGMA application_id = {APPLICATION_ID}")
            self.run(f"PRAGMA user_version = {VERSION}")

    def _require_empty(self) -> None:
        # the version first: between two looks another process may have made the tables
        if self.row("SELECT 1 FROM sqlite_master LIMIT 1") and self._version() == 0:
            raise _foreign(self.path)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Whatever goes wrong with the database inside is said as a `RecordError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise RecordError(_sentence(error), where=str(path), hint=_hint(error)) from error
    except UnicodeDecodeError as error:  # sqlite3 quotes damaged bytes in its own messages
        raise RecordError("the record cannot be used", where=str(path), hint=DAMAGED) from error
    except UnicodeEncodeError as error:
        raise RecordError(
            "a text holds half a character (a lone surrogate)", where=str(path), hint="decode the source anew"
        ) from error
    except OverflowError as error:
        raise RecordError("a number is too large for the record", where=str(path), hint="leave it out") from error


@contextmanager
def legible(where: str) -> Iterator[None]:
    """What is stored and cannot be understood inside is said as a `RecordError`."""
    try:
        yield
    except (ValueError, TypeError, LookupError, AttributeError, zlib.error) as error:  # damage changes types
        raise RecordError(
            f"what is stored here cannot be read: {error}", where=where, hint="run `chancery doctor`"
        ) from error


def _sentence(error: sqlite3.Error) -> str:
    return f"the record cannot be used: {error}"


def _hint(error: sqlite3.Error) -> str:
    said = str(error).lower()
    return next((hint for words, hint in HINTS if words in said), "run `chancery doctor`")


def _foreign(path: Path) -> RecordError:
    return RecordError(
        "this database is not a record of Chancery", where=str(path), hint="name another file with --record"
    )


def _check_place(path: Path, *, create: bool) -> None:
    if os.path.isdir(path):  # the methods of Path fail on a name that cannot be
        raise RecordError("this is a folder, not a record", where=str(path), hint="name a file in it")
    if not create and not os.path.exists(path):
        raise RecordError("there is no record here", where=str(path), hint="`chancery read SOURCE` makes one")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        hint = "name a place where you may write with --record"
        what = error.strerror if isinstance(error, OSError) else "there is no such name"
        raise RecordError(f"the record's folder cannot be made: {what}", where=str(path), hint=hint) from error


def _connected(path: Path, *, create: bool) -> sqlite3.Connection:
    mode = "rwc" if create else "rw"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S)
