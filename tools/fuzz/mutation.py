"""Bytes that nobody meant: seeds cut, spliced, repeated and sprinkled with words, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

LONGEST = 20_000
"""Bytes of an input at most."""

ODD = (
    *("\x00", "\x1b[31m", "\x7f", "\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff", "\uffff", "\u2028", "\x85", "\r"),
    *("\u0301", "\u1160", "\u0130", "\u1e9e", "\ufb01", "\u0345", "\u212a", "\u00b5", "\u03f4", "\U0001f1ef"),
    *("\U00017000", "\U0010ffff", "\u200d", "\u0e33", "\uac00", "\u1100\u1161"),
    *("\u0660", "\u2167", "\u00bd", "\u00b2", "\uff11", "\U0001d7d8", "\u5341", "\u2488", "\u0f33"),
    *("\n\n", "\t", " ", "\u00a0", "«", "»", "“", "”", "„", '"', "'", "’", "(", ")", "–", "—", "...", "…", ";", "."),
    *("0", "-1", "1e999", "99999999999999999999", "-0", "0x10", "1_0", "NaN", "2023-02-30", "0000-00-00", "9999"),
)  # fmt: skip
BROKEN = (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xfe\xff")
WORDS = (*(text.encode() for text in ODD), *BROKEN)

Change = Callable[[Random, bytes, Sequence[bytes], Sequence[bytes]], bytes]


def _span(rng: Random, content: bytes) -> tuple[int, int]:
    start = rng.randrange(len(content) + 1)
    return start, min(len(content), start + int(rng.paretovariate(0.6)))


def _cut(rng: Random, content: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    start, stop = _span(rng, content)
    return content[:start] + content[stop:]


def _truncated(rng: Random, content: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _repeated(rng: Random, content: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    start, stop = _span(rng, content)
    return content[:stop] + content[start:stop] * rng.choice((1, 2, 5, 50, 500)) + content[stop:]


def _moved(rng: Random, content: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    start, stop = _span(rng, content)
    rest = content[:start] + content[stop:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + content[start:stop] + rest[at:]


def _worded(rng: Random, content: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(content) + 1)
    word = rng.choice(words if rng.random() < 0.7 and words else WORDS)
    return content[:at] + word * rng.choice((1, 1, 1, 1, 3, 200)) + content[at:]


def _replaced(rng: Random, content: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    start, stop = _span(rng, content)
    return content[:start] + rng.choice(words if rng.random() < 0.7 and words else WORDS) + content[stop:]


def _spliced(rng: Random, content: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    other = rng.choice(seeds)
    start, stop = _span(rng, other)
    at = rng.randrange(len(content) + 1)
    return content[:at] + other[start : max(stop, start + rng.randrange(200))] + content[at:]


def _flipped(rng: Random, content: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 4, 32)) if changed else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


CHANGES: tuple[Change, ...] = (_cut, _truncated, _repeated, _moved, _worded, _worded, _replaced, _spliced, _flipped)


def mutated(rng: Random, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """A seed after one to eight changes, at most `LONGEST` bytes."""
    content = rng.choice(seeds)
    if len(content) > LONGEST // 4 and rng.random() < 0.7:  # short inputs are quicker, and no less odd
        start = rng.randrange(len(content))
        content = content[start : start + rng.randrange(LONGEST // 4)]
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        content = rng.choice(CHANGES)(rng, content, seeds, words)[:LONGEST]
    return content


def phrase(rng: Random, words: Sequence[bytes]) -> bytes:
    """A few words in a row, as no author would put them."""
    glue = rng.choice((b" ", b" ", b" ", b"", b"-", b", "))
    return glue.join(rng.choice(words if rng.random() < 0.9 else WORDS) for _ in range(rng.randrange(1, 14)))


def smaller(content: bytes, still: Callable[[bytes], bool], tries: int = 300) -> bytes:
    """A shorter input of which `still` holds, found by leaving out stretches."""
    size = max(1, len(content) // 2)
    while size and tries > 0:
        at = 0
        while at < len(content) and tries > 0:
            tries -= 1
            shorter = content[:at] + content[at + size :]
            if still(shorter):
                content = shorter
            else:
                at += size
        size //= 2
    return content
