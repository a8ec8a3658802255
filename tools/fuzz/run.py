"""Feed every reader of outside bytes with bytes that nobody meant, and keep what makes one stumble.

Only a `ChanceryError` (a group of them too) may leave a reader, and each has laws of its own; see `targets`. What
breaks one, or takes longer than `LONGEST_S`, is written to build/fuzz/TARGET-DIGEST, and the run ends with 1. Put a
small form of it into the tests of the room that stumbled.

    make fuzz                         every target, five minutes each
    make fuzz SECONDS=60 TARGET=page  one target, for a minute
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from random import Random

from msgspec import Struct
from mutation import LONGEST, mutated, phrase, smaller
from targets import TARGETS, Target, is_ours

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "fuzz"
LONGEST_S = 20
UNCHANGED = 20
MOST_CRASHES = 10
"""Different crashes of one target after which it is left alone."""


class Slow(Exception):
    """An input took longer than `LONGEST_S`."""


class Crash(Struct, frozen=True):
    """An input, where it failed (error and innermost line of ours), and the traceback."""

    content: bytes
    place: str
    trace: str


def fault(target: Target, content: bytes) -> tuple[str, str] | None:
    """Where and how `target` fails on `content`; None if it does not."""
    try:
        with at_most(LONGEST_S):
            target.check(content)
    except Exception as error:
        if not is_ours(error):
            return place(error), traceback.format_exc()
    return None


def place(error: BaseException) -> str:
    """The error's name and the innermost line of chancery, or of the laws, that it passed."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/site-packages/" not in frame.filename]
    ours = [frame for frame in frames if "chancery" in frame.filename] or frames
    at = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    return f"{type(error).__name__} {'' if isinstance(error, Slow) else at}"


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raises `Slow` where the block takes longer (on systems that know alarms)."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def late(signum: int, frame: object) -> None:
        raise Slow

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def inputs(target: Target, rng: Random) -> Iterator[bytes]:
    """A few seeds as they are, then what becomes of all of them, for ever."""
    seeds, words = target.seeds(), target.words()
    yield from rng.sample(seeds, min(len(seeds), UNCHANGED))
    while True:
        if target.grammar and rng.random() < target.made:
            made = target.grammar(rng)
            yield made if rng.random() < 0.5 or len(made) > LONGEST else mutated(rng, [made], words)
        elif words and rng.random() < target.phrases:
            yield phrase(rng, words)
        else:
            yield mutated(rng, seeds, words)


def crashes(target: Target, seconds: float, rng: Random) -> tuple[int, list[Crash]]:
    """How many inputs there was time for, and one small input for each place at which the target failed."""
    began, found, count = time.monotonic(), dict[str, Crash](), 0
    for content in inputs(target, rng):
        if time.monotonic() - began >= seconds or len(found) >= MOST_CRASHES:
            break
        count += 1
        failed = fault(target, content)
        if failed and failed[0] not in found:
            found[failed[0]] = _small(target, content, failed[0])
    return count, list(found.values())


def _small(target: Target, content: bytes, where: str) -> Crash:
    def still(shorter: bytes) -> bool:
        failed = fault(target, shorter)
        return failed is not None and failed[0] == where

    short = content if where.startswith("Slow") else smaller(content, still)
    failed = fault(target, short)
    return Crash(short, where, failed[1] if failed else "not seen again")


def kept(target: Target, crash: Crash) -> Path:
    """The file that holds a crash; its traceback lies beside it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{target.name}-{sha256(crash.content).hexdigest()[:12]}"
    path.write_bytes(crash.content)
    path.with_suffix(".trace").write_text(crash.trace, encoding="utf-8", errors="backslashreplace")
    return path


def main() -> int:
    """Fuzz the targets that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; default: all")
    parser.add_argument("--seconds", type=float, default=300.0, help="for each target (default: 300)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", type=Path, metavar="FILE", help="run one target on a kept input and show the trace")
    given = parser.parse_args()
    if unknown := sorted(set(given.targets) - set(TARGETS)):
        parser.error(f"no target {unknown[0]}; there are {', '.join(TARGETS)}")
    if given.again:
        failed = fault(TARGETS[given.targets[0]], given.again.read_bytes())
        print(failed[1] if failed else "it passes")
        return int(bool(failed))
    failing = 0
    for name in given.targets or TARGETS:
        target = TARGETS[name]
        count, found = crashes(target, given.seconds, Random(f"{given.seed} {name}"))
        print(f"{name:12} {count:>9} inputs  {len(found)} crashes", flush=True)
        for crash in found:
            print(f"  {crash.place}: {kept(target, crash).relative_to(ROOT)}", flush=True)
        failing += len(found)
    return int(bool(failing))


if __name__ == "__main__":
    sys.exit(main())
