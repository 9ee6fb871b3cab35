"""Ray: the same chunks, read by actors on this machine or on a cluster. The extra `ray`.

Chunks go out in partitions, each a Ray Data set whose blocks come back in order. An actor loads the models
once a partition, so a partition is long beside that. An actor reads in a process of its own, so that a
dispatch at which the process dies is lost alone, and Ray tries again only what a lost machine was at.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa

from foedus.engine.chunks import Answer, Item, Reads
from foedus.engine.local import Pool, cores
from foedus.errors import NoRay, RayFailed

if TYPE_CHECKING:
    from ray.data import Dataset

PARTITION = 128
"""Chunks a worker in a partition: minutes of reading beside the seconds in which an actor starts."""

ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is reported to anybody
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # whatever its name says: all ports on the loopback address
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
}
"""What Ray's processes find in their environment; it has to stand there before Ray is imported."""


def read_on_ray(chunks: Iterator[list[Item]], *, workers: int, reader: Reads | None) -> Iterator[Answer]:
    """Read chunks by `workers` actors, 0 for one a core, in order.

    Where the environment names a cluster (`RAY_ADDRESS`), it is used; otherwise a Ray of our own is started,
    on the loopback address, and ended. Raises NoRay (X092), RayFailed (X093).
    """
    with _session(workers) as actors:
        while partition := list(islice(chunks, PARTITION * actors)):
            yield from _answers(partition, actors, reader)


class ChunkReader:
    """Arrow table -> Arrow table, a row a chunk: the pickled chunk, then its pickled answers."""

    def __init__(self, reader: Reads | None) -> None:
        self.pool = Pool(1, reader=reader)

    def __call__(self, table: pa.Table) -> pa.Table:
        """The answers to the chunks of a table."""
        chunks = [pickle.loads(chunk) for chunk in table["pickled"].to_pylist()]  # noqa: S301  (our own, just sent)
        return _column(self.pool.settled(chunk, self.pool.submit(chunk)) for chunk in chunks)


def _column(values: Iterable[object]) -> pa.Table:
    return pa.table({"pickled": pa.array([pickle.dumps(value) for value in values], pa.large_binary())})


@contextmanager
def _session(workers: int) -> Iterator[int]:
    """A connection to a cluster, or a Ray of our own for the time; its number of actors."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        import ray  # noqa: PLC0415  (an extra; and its environment must stand first)
        import ray.data  # noqa: PLC0415
    except ImportError as error:
        raise NoRay(cause=str(error)) from error
    is_ours = not ray.is_initialized()
    try:
        if is_ours:
            _begin(workers)
        yield workers or _processors()
    except (ray.exceptions.RayError, ConnectionError) as error:
        raise RayFailed(cause=str(error).splitlines()[0]) from error
    finally:
        if is_ours:
            ray.shutdown()


def _processors() -> int:
    import ray  # noqa: PLC0415  (as above)

    found: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
    return int(found.get("CPU", 1))


def _begin(workers: int) -> None:
    import ray  # noqa: PLC0415  (as above)

    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if not os.environ.get("RAY_ADDRESS"):
        quiet |= {"num_cpus": workers or cores(), "include_dashboard": False}
    with _silenced():
        ray.init(**quiet)
    logging.getLogger("ray.data").setLevel(logging.ERROR)


@contextmanager
def _silenced() -> Iterator[None]:
    """Nothing on standard error for the time: Ray's core writes there that it was told to be quiet."""
    sys.stderr.flush()
    kept = os.dup(2)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _answers(partition: list[list[Item]], actors: int, reader: Reads | None) -> Iterator[Answer]:
    """The answers to the chunks of a partition, in order."""
    import ray.data  # noqa: PLC0415  (as above)

    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    data: Dataset = ray.data.from_arrow([_column([chunk]) for chunk in partition]).map_batches(
        ChunkReader,
        fn_constructor_args=(reader,),
        batch_format="pyarrow",
        batch_size=None,
        compute=ray.data.ActorPoolStrategy(size=min(actors, len(partition))),
    )
    for table in cast(Iterable[pa.Table], data.iter_batches(batch_format="pyarrow", batch_size=None)):
        for answers in table["pickled"].to_pylist():
            yield from pickle.loads(answers)  # noqa: S301  (what our own actors sent)
