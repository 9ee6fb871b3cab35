"""Where inputs come from: files, folders, standard input, gzip'd or not, as streams with a first look."""

from __future__ import annotations

import errno
import gzip
import io
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Self

from foedus.errors import CutOff, DirectoryLoop, EmptyInput, FoedusError, TooLarge, UnreadableInput
from foedus.intake.data import limit

STDIN = "stdin"
TAIL = 8
GZIP = b"\x1f\x8b\x08"


class Source(io.RawIOBase):
    """One input as a stream of its bytes, unpacked, with its first bytes in `head`
    and the last that were taken in `tail`.

    A gzip stream that breaks off just ends; `broken` then says why, so that what came before is kept.
    """

    def __init__(self, stream: IO[bytes], *, place: str, stem: str) -> None:
        super().__init__()
        self.place = place
        self.stem = stem
        self.broken: str | None = None
        self._file: IO[bytes] = stream
        self._stream: IO[bytes] | gzip.GzipFile = stream
        self._taken = self._position = 0
        self.tail = b""
        self.head = self._first(int(limit("size", "head")))
        if self.head.startswith(GZIP):
            self._stream = gzip.GzipFile(fileobj=_Joined(self.head, stream))
            self.head = self._first(int(limit("size", "head")))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file too, but never standard input."""
        super().close()
        if self.place != STDIN:
            self._file.close()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """The head first, then what follows it."""
        if self._taken < len(self.head):
            piece = self.head[self._taken : self._taken + len(buffer)]
            self._taken += len(piece)
        else:
            piece = self._next(len(buffer))
        buffer[: len(piece)] = piece
        self.tail = (self.tail + piece[-TAIL:])[-TAIL:]
        self._position += len(piece)
        return len(piece)

    def tell(self) -> int:
        """How many bytes were taken."""
        return self._position

    def whole(self) -> bytes:
        """All bytes. Raises TooLarge (D007) beyond a document's size, CutOff (D006) where it broke off."""
        most = int(limit("size", "document"))
        data = io.BufferedReader(self).read(most + 1)
        if len(data) > most:
            raise TooLarge(place=self.place, what="This document", most=f"{most:,} bytes")
        self.check()
        return data

    def check(self) -> None:
        """Raises CutOff (D006) if the stream broke off before its end."""
        if self.broken:
            raise CutOff(place=self.place, why=self.broken)

    def _first(self, length: int) -> bytes:
        pieces: list[bytes] = []
        while length > 0 and (piece := self._next(length)):
            pieces.append(piece)
            length -= len(piece)
        return b"".join(pieces)

    def _next(self, length: int) -> bytes:
        if self.broken:
            return b""
        read = getattr(self._stream, "read1", self._stream.read)
        try:
            piece: bytes = read(length)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            self.broken = str(error)
            return b""
        return piece


class _Joined(io.RawIOBase):
    """Bytes already taken from a stream, then the rest of it."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        super().__init__()
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._head.read(size) or self._rest.read(size)


def sources(inputs: Iterable[str | Path]) -> Iterator[Source | FoedusError]:
    """Every input opened in turn, folders file by file in order; the error in place of one that can't be.

    The taker closes each source before it asks for the next.
    """
    for given in inputs:
        if str(given) == "-":
            yield Source(sys.stdin.buffer, place=STDIN, stem=STDIN)
            continue
        path = None
        for path in _files(Path(given), above=()):
            yield path if isinstance(path, FoedusError) else _opened(path)
        if path is None:
            yield EmptyInput(place=str(given))


def _opened(path: Path) -> Source | FoedusError:
    try:
        stream = path.open("rb")
    except OSError as error:
        return _unreadable(path, error)
    try:
        return Source(stream, place=str(path), stem=stem(path.name))
    except OSError as error:
        stream.close()
        return _unreadable(path, error)


def _unreadable(path: Path, error: OSError) -> FoedusError:
    if error.errno == errno.ELOOP:
        return DirectoryLoop(place=str(path), to="itself")
    return UnreadableInput(place=str(path), why=(error.strerror or str(error)).lower())


def _files(path: Path, *, above: tuple[str, ...]) -> Iterator[Path | FoedusError]:
    """The files of a path, hidden ones left out. `above` holds the real paths of the folders on the way."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISDIR(mode):
            if above and not stat.S_ISREG(mode):
                yield UnreadableInput(place=str(path), why="it is neither a file nor a folder")
            else:
                yield path
            return
        real = os.path.realpath(path)
        if real in above:
            yield DirectoryLoop(place=str(path), to=real)
            return
        names = sorted(os.listdir(path))
    except OSError as error:
        yield _unreadable(path, error)
        return
    for name in names:
        if not name.startswith("."):
            yield from _files(path / name, above=(*above, real))


def stem(name: str) -> str:
    """A file's name without what only tells its format: `.gz`, then one ending that begins with a letter."""
    bare = re.sub(r"(?<=.)\.gz$", "", name, flags=re.IGNORECASE)
    return re.sub(r"(?<=.)\.[A-Za-z][A-Za-z0-9]{0,7}$", "", bare)
