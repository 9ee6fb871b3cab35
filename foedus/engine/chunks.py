"""Dispatches in chunks: cut by size alone, read together, and one fault costs one dispatch.

A reading does not depend on its neighbours (`tests/test_engine.py` holds it to that), so a run that goes on
where another stopped, and cuts its chunks elsewhere, gives the same.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol

from foedus.errors import FoedusError, ReadingFailed
from foedus.records import Dispatch, Reading

Item = Dispatch | FoedusError
Answer = Reading | FoedusError

CHUNK_DISPATCHES = 4
CHUNK_CHARACTERS = 30_000
"""A chunk is full at either: a second of reading. Longer ones read no faster, and end unevenly."""


class Reads(Protocol):
    """What the engine needs of a reader."""

    def read_many(self, dispatches: Iterable[Dispatch]) -> Iterator[Reading]:
        """Readings in the order of the dispatches."""


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
