"""Reads one file of a language pack as its shape. Knows where packs lie, and nothing of what they say."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar
from zlib import crc32

import msgspec

from chancery.errors import PackError

T = TypeVar("T")


def root() -> Traversable:
    """The folder that holds one folder per language."""
    return files("chancery") / "data" / "lang"


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """The languages that have a pack, sorted."""
    return tuple(
        sorted(entry.name for entry in root().iterdir() if entry.is_dir() and (entry / "syntax.toml").is_file())
    )


def text(code: str, name: str) -> str | None:
    """The text of one file of a pack; None where the pack has no such file.

    Raises:
        PackError: the file cannot be read, or is not UTF-8.
    """
    path = root() / code
    for piece in name.split("/"):
        path = path / piece
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else None
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"cannot read the pack: {error}", where=f"data/lang/{code}/{name}") from None


def part(code: str, name: str, shape: type[T]) -> T:
    """One file of a pack as `shape`; the empty shape where the file is absent (an absent capability).

    Raises:
        PackError: the file is malformed.
    """
    where = f"data/lang/{code}/{name}.toml"
    source = text(code, f"{name}.toml")
    if source is None:
        return _empty(shape, where)
    try:
        return msgspec.toml.decode(source, type=shape)
    except (ValueError, RecursionError) as error:  # not TOML, not the shape, brackets too deep
        raise PackError(f"cannot read the pack: {error}", where=where) from None


def _empty(shape: type[T], where: str) -> T:
    try:
        return shape()
    except TypeError:
        raise PackError("the pack lacks a file that reading needs", where=where) from None


def grammar_files(code: str) -> tuple[str, ...]:
    """The names of a pack's grammar files, sorted."""
    folder = root() / code / "grammar"
    if not folder.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")))


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A text that changes whenever a file of a pack does."""
    pieces = []
    for code in codes():
        folder = root() / code
        names = [entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")]
        names += [f"grammar/{name}" for name in grammar_files(code)]
        pieces += [
            f"{code}/{name}:{len(body)}:{crc32(body.encode())}" for name in sorted(names) if (body := text(code, name))
        ]
    return "\n".join(pieces)
