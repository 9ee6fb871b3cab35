"""Where output goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from foedus.errors import CannotWrite


@contextmanager
def opened(path: Path | None, *, makes_folder: bool = False) -> Iterator[BinaryIO]:
    """A binary stream to write to; None is standard output. Raises CannotWrite (O001).

    A file is written beside its place and moved there when it is complete, so that a reading that fails
    halfway leaves what was there before. What is no ordinary file (a device, a pipe) is written to directly.
    `makes_folder`: its folder is made where there is none.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        if makes_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            with path.open("wb") as direct:
                yield direct
        else:
            yield from _replaced(path.resolve())
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWrite(place=str(path), cause=(error.strerror or str(error)).lower()) from error


def _replaced(path: Path) -> Iterator[BinaryIO]:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield cast(BinaryIO, file)
            os.fchmod(file.fileno(), path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The mask that new files get; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
