"""The same reading on one core, on all of them, or on a Ray cluster.

    items ──in_chunks──▶ chunks ──local | cluster──▶ answers, in the order of the items

Order is kept, memory is bounded, one fault costs one dispatch, and the output is the same to the byte
whatever the engine and the number of workers. `Coder` is the same as Arrow table -> Arrow table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Literal

from foedus.engine.chunks import (
    CHUNK_DISPATCHES,
    Answer,
    Item,
    Reader,
    Reads,
    in_chunks,
    read_chunk,
    usual_reader,
)
from foedus.engine.local import cores, read_locally
from foedus.errors import FoedusError, ManyDispatches
from foedus.intake import Options, dispatch_from_text, dispatches, parse_date
from foedus.records import Reading

__all__ = [
    "CHUNK_DISPATCHES",
    "Answer",
    "Engine",
    "Item",
    "Reader",
    "Reads",
    "cores",
    "in_chunks",
    "read",
    "read_all",
    "read_chunk",
    "usual_reader",
]

Engine = Literal["local", "ray"]


def read_all(
    items: Iterable[Item], *, workers: int = 1, engine: Engine = "local", reader: Reads | None = None
) -> Iterator[Answer]:
    """Read every dispatch, in order; errors among the items come out in their place.

    `workers` is a number of processes, 0 for one a core; each loads the language pipeline once. `reader`
    replaces the usual one; with several workers it must be picklable. Where one dispatch cannot be read,
    a ReadingFailed (X090) or WorkerLost (X091) stands in its place. The engine `ray` raises NoRay (X092)
    where it is not installed.
    """
    chunks = in_chunks(items)
    if engine == "local":
        return read_locally(chunks, workers=workers, reader=reader)
    from foedus.engine.cluster import read_on_ray  # noqa: PLC0415  (pyarrow is loaded only where it is used)

    return read_on_ray(chunks, workers=workers, reader=reader)


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
