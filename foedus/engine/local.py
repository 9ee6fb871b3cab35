"""One machine's process pool: order kept, few chunks in flight, a dead process replaced."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread

from foedus.engine.chunks import Answer, Item, Reads, read_chunk
from foedus.errors import FoedusError, WorkerLost


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_locally(chunks: Iterator[list[Item]], *, workers: int, reader: Reads | None) -> Iterator[Answer]:
    """Read chunks in this process, or in `workers` others; 0 for one a core."""
    workers = workers or cores()
    if workers == 1:
        for chunk in chunks:
            yield from read_chunk(chunk, reader=reader)
        return
    pool = Pool(workers, reader=reader)
    waiting: deque[tuple[list[Item], Future[list[Answer]]]] = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(chunk)))
            if len(waiting) > 2 * workers:
                yield from pool.settled(*waiting.popleft())
        while waiting:
            yield from pool.settled(*waiting.popleft())
    finally:
        pool.close()


class Pool:
    """Processes that read chunks; replaced when one of them dies, of which one dispatch is lost at most."""

    def __init__(self, workers: int, *, reader: Reads | None) -> None:
        self.workers, self.work = workers, partial(read_chunk, reader=reader)
        self.pool = self._fresh()

    def submit(self, chunk: list[Item]) -> Future[list[Answer]]:
        """Begin to read a chunk; `settled` gives its answers."""
        try:
            return self.pool.submit(self.work, chunk)
        except BrokenProcessPool:
            self.close()
            self.pool = self._fresh()
            return self.pool.submit(self.work, chunk)

    def settled(self, chunk: list[Item], begun: Future[list[Answer]]) -> list[Answer]:
        """The chunk's answers. If its process died, each dispatch is tried in a process of its own."""
        try:
            return begun.result()
        except BrokenProcessPool:
            return [self._in_own_process(item) for item in chunk]

    def close(self) -> None:
        """End the processes."""
        self.pool.shutdown(wait=True, cancel_futures=True)

    def _fresh(self) -> ProcessPoolExecutor:
        # spawn: a fork would copy whatever locks the progress bar's thread holds
        return ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"), initializer=_follow_parent)

    def _in_own_process(self, item: Item) -> Answer:
        if isinstance(item, FoedusError):
            return item
        alone = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_follow_parent)
        with alone:
            try:
                return alone.submit(self.work, [item]).result()[0]
            except BrokenProcessPool:
                return WorkerLost(dispatch=item.id)


def _follow_parent() -> None:
    """Ctrl-C is for the parent, which then ends its workers; they end with it even where it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
