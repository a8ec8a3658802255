"""The standard streams: made fit for every letter, safe from what a text may hold, and remarks to the person there."""

from __future__ import annotations

import io
import re
import sys
from typing import TextIO

_BREAKS = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_COMMANDS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Control characters, halves of characters, and what turns the direction of writing."""


def speak_utf8(*streams: TextIO) -> None:
    """Let standard streams carry every letter (UTF-8, an escape where even that fails) and line ends as written."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def remark(text: str) -> None:
    """Say something to the person at the terminal, in one line."""
    print(visible(text), file=sys.stderr, flush=True)


def visible(text: str) -> str:
    """The text with line breaks as spaces and every control character, which could command a terminal, marked."""
    if text.isascii() and text.isprintable():
        return text
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub(" ", text))


def visible_lines(text: str) -> str:
    """Lines of text, each as `visible` makes it."""
    return "\n".join(map(visible, text.split("\n")))
