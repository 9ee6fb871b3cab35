"""The same reading on one core or on all of them: order kept, memory bounded, one fault costs one dispatch.

Dispatches travel in chunks. A chunk is cut by size alone, so the language pipeline meets the same batches,
and the output is the same to the byte, whatever the number of workers.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import cache, partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

from foedus.errors import FoedusError, ManyDispatches, ReadingFailed, WorkerLost
from foedus.intake import Options, dispatch_from_text, dispatches, parse_date
from foedus.records import Dispatch, Reading

Item = Dispatch | FoedusError
Answer = Reading | FoedusError

CHUNK_DISPATCHES = 8
CHUNK_CHARACTERS = 60_000
"""A chunk is full at either: a few seconds of reading, and little enough to hold several of."""


class Reads(Protocol):
    """What the engine needs of a reader."""

    def read_many(self, dispatches: Iterable[Dispatch]) -> Iterator[Reading]:
        """Readings in the order of the dispatches."""


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_all(items: Iterable[Item], *, workers: int = 1, reader: Reads | None = None) -> Iterator[Answer]:
    """Read every dispatch, in order; errors among the items come out in their place.

    `workers` is a number of processes, 0 for one a core; each loads the language pipeline once. `reader`
    replaces the usual one; with several workers it must be picklable. Where one dispatch cannot be read,
    a ReadingFailed (X090) or WorkerLost (X091) stands in its place.
    """
    workers = workers or cores()
    chunks = in_chunks(items)
    if workers == 1:
        for chunk in chunks:
            yield from read_chunk(chunk, reader=reader)
    else:
        yield from _read_in_pool(chunks, workers, partial(read_chunk, reader=reader))


def in_chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Cut a stream into lists of bounded size; errors take part so that order is kept."""
    chunk: list[Item] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.text) if isinstance(item, Dispatch) else 0
        if len(chunk) >= CHUNK_DISPATCHES or size >= CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def read_chunk(chunk: list[Item], *, reader: Reads | None = None) -> list[Answer]:
    """Read a chunk at once; if that fails, dispatch by dispatch, so that only the faulty one is lost."""
    reader = reader or usual_reader()
    given = [item for item in chunk if isinstance(item, Dispatch)]
    answers: list[Answer]
    try:
        answers = list(reader.read_many(given))
    except Exception:  # noqa: BLE001  (not swallowed: the faulty dispatch is found and named below)
        answers = [_read_alone(reader, dispatch) for dispatch in given]
    in_order = iter(answers)
    return [item if isinstance(item, FoedusError) else next(in_order) for item in chunk]


def _read_alone(reader: Reads, dispatch: Dispatch) -> Answer:
    """Read one dispatch. The one place where any exception at all is turned into a coded error."""
    try:
        return next(iter(reader.read_many([dispatch])))
    except FoedusError as error:
        return error
    except Exception as error:  # noqa: BLE001  (hostile text must not cost the other dispatches)
        failed = ReadingFailed(dispatch=dispatch.id, cause=f"{type(error).__name__}: {error}")
        failed.add_note(traceback.format_exc())
        return failed


def read(
    path_or_text: str | Path,
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    language: str | None = None,
) -> Reading:
    """Read one dispatch: a file's, or a text itself.

    A `Path`, or a string that names a file, is read as a file. Raises the FoedusError of what went wrong;
    ManyDispatches (C005) for a file that holds several, such as a feed.
    """
    options = Options(
        published=parse_date(published) if isinstance(published, str) else published,
        outlet=outlet,
        language=language,
    )
    found: list[Item]
    if isinstance(path_or_text, Path) or _names_a_file(path_or_text):
        found = list(islice(dispatches([path_or_text], options=options), 2))
    else:
        found = [dispatch_from_text(path_or_text, id="text", options=options)]
    if len(found) > 1:
        raise ManyDispatches(place=str(path_or_text))
    answer = next(read_all(found))
    if isinstance(answer, FoedusError):
        raise answer
    return answer


def _names_a_file(text: str) -> bool:
    """Whether a string names an existing file; never an error, however odd the string."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


class Reader:
    """Reads dispatches, and adds what follows from the records. Holds nothing, so it can be pickled."""

    def read(self, dispatch: Dispatch) -> Reading:
        """The reading of one dispatch. Raises NoLanguageModel (X001)."""
        return next(self.read_many([dispatch]))

    def read_many(self, dispatches: Iterable[Dispatch]) -> Iterator[Reading]:
        """A reading a dispatch, in order, each with its claims about agreements and its findings."""
        from foedus.analysis import complete  # noqa: PLC0415  (spaCy is loaded only where it is used)
        from foedus.reading import reader  # noqa: PLC0415

        return map(complete, reader.Reader().read_many(dispatches))


@cache
def usual_reader() -> Reads:
    """The reader of this process."""
    return Reader()


class _Pool:
    """A process pool that is replaced when one of its processes dies."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.pool = self._fresh()

    def _fresh(self) -> ProcessPoolExecutor:
        # spawn: a fork would copy whatever locks the progress bar's thread holds
        return ProcessPoolExecutor(
            self.workers, mp_context=get_context("spawn"), initializer=_leave_interrupts
        )

    def submit(self, read: partial[list[Answer]], chunk: list[Item]) -> Future[list[Answer]]:
        try:
            return self.pool.submit(read, chunk)
        except BrokenProcessPool:
            self.close()
            self.pool = self._fresh()
            return self.pool.submit(read, chunk)

    def close(self) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C is for the parent, which then ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_in_pool(
    chunks: Iterator[list[Item]], workers: int, read: partial[list[Answer]]
) -> Iterator[Answer]:
    pool = _Pool(workers)
    waiting: deque[tuple[list[Item], Future[list[Answer]]]] = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(read, chunk)))
            if len(waiting) > 2 * workers:
                yield from _settle(*waiting.popleft(), read)
        while waiting:
            yield from _settle(*waiting.popleft(), read)
    finally:
        pool.close()


def _settle(chunk: list[Item], future: Future[list[Answer]], read: partial[list[Answer]]) -> list[Answer]:
    """The chunk's answers. If its process died, each dispatch is tried in a process of its own."""
    try:
        return future.result()
    except BrokenProcessPool:
        return [_in_own_process(item, read) for item in chunk]


def _in_own_process(item: Item, read: partial[list[Answer]]) -> Answer:
    if isinstance(item, FoedusError):
        return item
    pool = _Pool(1)
    try:
        return pool.submit(read, [item]).result()[0]
    except BrokenProcessPool:
        return WorkerLost(dispatch=item.id)
    finally:
        pool.close()
