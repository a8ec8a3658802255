"""Several processes that read and one that writes: the same steps in the same order as with one process.

Each worker holds one document at a time and knows nothing of the record. What is read ahead is bounded, so that memory
does not grow with the number of documents.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import NamedTuple, Self

from chancery.errors import ChanceryError
from chancery.model import RawItem, Rejected
from chancery.run.batch import Keeps, Pause, Reads, Step, Told, kept, known, refused, told, unread

AHEAD = 4
"""Documents for each worker that may be at hand: being read, or read and waiting for an earlier one."""

LAST_WORDS_S = 5.0
"""How long a worker that was let go has to end by itself."""

Answer = Told | Rejected | ChanceryError
MakeReader = Callable[[], Reads]


class Worker:
    """One process that reads one document at a time.

    It ends when this process does: nobody else holds the other end of its pipe.
    """

    def __init__(self, make: MakeReader) -> None:
        context = get_context("spawn")  # a fork would inherit the pipes of the others, and open files
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, make), daemon=True)
        with _unasked():
            self.process.start()
        theirs.close()

    def end(self, *, at_once: bool) -> None:
        """Let the process go; it ends by itself unless it is not waited for."""
        self.connection.close()
        if not at_once:
            self.process.join(LAST_WORDS_S)
        if self.process.is_alive():
            self.process.terminate()
            self.process.join()
        self.process.close()

    def lost(self) -> int | None:
        """The exit code of a process that ended before it answered."""
        self.process.join(LAST_WORDS_S)
        code = self.process.exitcode
        self.end(at_once=True)
        return code


@contextmanager
def _unasked() -> Iterator[None]:
    """Ctrl-C waits until the block is over; a process that is started in it never hears of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Post(NamedTuple):
    """A worker with what it reads, and who is told what came of it."""

    worker: Worker
    item: RawItem
    answered: Callable[[Answer], None]


class Crew:
    """At most `size` workers, started when they are needed. Leaving a `with` lets them go."""

    def __init__(self, size: int, make: MakeReader) -> None:
        self.size, self._make = size, make
        self._idle: list[Worker] = []
        self._busy: dict[object, Post] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for post in self._busy.values():
            post.worker.end(at_once=True)
        for worker in self._idle:
            worker.end(at_once=False)

    @property
    def is_free(self) -> bool:
        """Whether somebody could take a document now."""
        return len(self._busy) < self.size

    @property
    def is_busy(self) -> bool:
        """Whether an answer is to come."""
        return bool(self._busy)

    def give(self, item: RawItem, answered: Callable[[Answer], None]) -> None:
        """Have a free worker read an item."""
        worker = self._idle.pop() if self._idle else Worker(self._make)
        self._busy[worker.connection] = Post(worker, item, answered)
        with suppress(OSError):  # it has ended, which `take` will find out
            worker.connection.send(item)

    def take(self) -> None:
        """Wait until a worker has answered, and pass that on."""
        for connection in wait([post.worker.connection for post in self._busy.values()]):
            worker, item, answered = self._busy.pop(connection)
            try:
                answer: Answer = worker.connection.recv()
            except (EOFError, OSError):
                answered(unread(item, f"the process that read it ended with code {worker.lost()}"))
            else:
                self._idle.append(worker)
                answered(answer)


class Task:
    """A document at hand; `finish` keeps what came of it once that is known."""

    def __init__(self, key: str, finish: Callable[[], Step] | None = None) -> None:
        self.key, self.finish = key, finish


def steps(
    items: Iterable[RawItem | Rejected], crew: Crew, record: Keeps, pause: Pause, *, is_ready: Callable[[], bool]
) -> Iterator[Step]:
    """What `chancery.run.batch.steps` gives, read by a crew: each item kept in the order given.

    Args:
        is_ready: whether the next item can be had without waiting; if not, what is at hand is finished first.
    Raises:
        ChanceryError: the record or the installation fails; what one document does wrong is a refusal.
    """
    stream, at_hand = iter(items), deque[Task]()
    item: RawItem | Rejected | None = None
    is_open = True
    while is_open or at_hand:
        while is_open and crew.is_free and len(at_hand) < AHEAD * crew.size and (not at_hand or item or is_ready()):
            item = item or pause.following(stream)
            is_open = item is not None
            # whether a document changed is known only when the same one before it is kept
            if item is None or any(task.key == item.key for task in at_hand):
                break
            at_hand.append(_begun(item, crew, record))
            item = None
        if at_hand and (finish := at_hand[0].finish):
            at_hand.popleft()
            yield finish()
        elif crew.is_busy:
            crew.take()


def _begun(item: RawItem | Rejected, crew: Crew, record: Keeps) -> Task:
    if isinstance(item, Rejected):
        return Task(item.key, partial(refused, item, record))
    if step := known(item, record):
        return Task(item.key, lambda: step)
    task = Task(item.key)

    def answered(answer: Answer) -> None:
        task.finish = partial(_kept, item, answer, record)

    crew.give(item, answered)
    return task


def _kept(item: RawItem, answer: Answer, record: Keeps) -> Step:
    if isinstance(answer, ChanceryError):
        raise answer
    return kept(item, answer, record)


def _work(connection: Connection, make: MakeReader) -> None:
    """Read what is sent until nobody sends any more. Ctrl-C is answered by the process that writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    reader = make()
    with suppress(EOFError, OSError):
        while True:
            item = connection.recv()
            connection.send(_answer(item, reader))


def _answer(item: RawItem, reader: Reads) -> Answer:
    try:
        return told(item, reader)
    except ChanceryError as fault:
        return fault
