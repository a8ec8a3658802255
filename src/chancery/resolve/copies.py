"""Near-copies: texts of which one holds nearly all of the other, found by the least hashes of their shingles."""

from __future__ import annotations

import re
from hashlib import blake2b

from chancery.model import Ground, Link, Outcome, Sketch
from chancery.resolve.joining import pair
from chancery.text.forms import plain

SHINGLE, LEAST, KEYS = 4, 128, 16
"""Words of a shingle, hashes of a sketch, and how many of them are keys."""

CONTAINED = 0.7
_WORD = re.compile(r"\w+")
_FEWEST = 8  # shingles; a shorter text is a copy only if it is the same


def sketch(text: str) -> Sketch:
    """The sketch of a text; equal for texts that differ in case, marks and spaces alone."""
    words = _WORD.findall(plain(text))
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
    hashes = sorted(int.from_bytes(blake2b(one.encode(), digest_size=6).digest()) for one in shingles)
    return Sketch("", tuple(hashes[:LEAST]), len(hashes))


def sketch_keys(found: Sketch) -> tuple[str, ...]:
    """The keys of a sketch: near-copies share some."""
    return tuple(f"{each:x}" for each in found.least[:KEYS])


def copy_link(one: Sketch, other: Sketch) -> Link | None:
    """What is to be thought of two texts; None where neither holds the other."""
    held = containment(one, other)
    if held < CONTAINED or (min(one.size, other.size) < _FEWEST and held < 1.0):
        return None
    return Link(*pair(one.id, other.id), Outcome.MERGE, held, (Ground("near-copy", round(held, 3), ""),))


def containment(one: Sketch, other: Sketch) -> float:
    """The share of the shorter text's shingles that the longer one has, estimated where sketches do not hold all."""
    whole = sorted({*one.least, *other.least})
    if max(one.size, other.size) > LEAST:
        whole = whole[:LEAST]
    common = len({*one.least} & {*other.least} & {*whole})
    likeness = common / len(whole) if whole else 0.0
    return min(1.0, likeness * (one.size + other.size) / (1 + likeness) / max(1, min(one.size, other.size)))
