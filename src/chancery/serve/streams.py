"""The standard streams: made fit for every letter, and remarks to the person at the terminal."""

from __future__ import annotations

import io
import sys
from typing import TextIO


def speak_utf8(*streams: TextIO) -> None:
    """Let standard streams carry every letter: UTF-8, and an escape where even that fails."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def remark(text: str) -> None:
    """Say something to the person at the terminal."""
    print(text, file=sys.stderr, flush=True)
