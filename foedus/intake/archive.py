"""WARC -> a dispatch a record that holds a page or a text, by fastwarc, one record in memory at a time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO, cast

from fastwarc.stream_io import BrotliReader, GzipReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecordType

from foedus.errors import CutOff, FoedusError, NoArticle, TooLarge
from foedus.intake import page
from foedus.intake.compose import compose
from foedus.intake.content import content_of
from foedus.intake.data import limit, table
from foedus.intake.encoding import decode
from foedus.intake.options import Facts, Options
from foedus.intake.source import Source
from foedus.records import Dispatch

RECORDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
UNPACKED: dict[str, Callable[[BinaryIO], Any]] = {
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "deflate": partial(GzipReader, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
}
END = b"\r\n\r\n"
"""What stands after every record of an archive."""


def read(source: Source, options: Options) -> Iterator[Dispatch | FoedusError]:
    """The pages and texts of an archive; of one that breaks off, those that are whole, then the error.

    The places of errors name the record's number among those that could hold a page.
    """
    stream = cast("BinaryIO", source)
    number, any_read, held = 0, False, list[Dispatch | FoedusError]()
    try:
        for record in ArchiveIterator(stream, record_types=RECORDS, parse_http=True, auto_decode="transfer"):
            yield from held
            number += 1
            held = list(_read(record, number, source, options))
            any_read = any_read or bool(held)
    except OSError as error:
        yield from held
        yield CutOff(place=f"{source.place}#{number + 1}", why=str(error))
        return
    if source.broken or not source.tail.endswith(END):
        yield CutOff(place=f"{source.place}#{number}", why=source.broken or "its last record is not whole")
        return
    yield from held
    if not any_read:
        raise NoArticle(why="no record of the archive holds a page or a text")


def _read(record: Any, number: int, source: Source, options: Options) -> Iterator[Dispatch | FoedusError]:
    """A record's dispatch or error; nothing from one that holds no page and no text, or is a refusal."""
    http = record.http_headers
    kind = (record.http_content_type if http else record.headers.get("Content-Type", "")) or ""
    media = kind.partition(";")[0].strip().lower()
    known = table("formats")["records"]
    if (http and http.status_code != 200) or media not in [*known["html"], *known["text"]]:
        return
    try:
        yield _dispatch(_payload(record), record, f"{source.stem}#{number}", options)
    except FoedusError as error:
        error.place = f"{source.place}#{number}"
        yield error


def _payload(record: Any) -> bytes:
    """The bytes of a record's page, unpacked. Raises TooLarge (D007), CutOff (D006)."""
    most = int(limit("size", "document"))
    http = record.http_headers or {}
    unpack = UNPACKED.get(http.get("Content-Encoding", "").strip().lower())
    try:
        data: bytes = record.reader.read(most + 1)
        whole = "Transfer-Encoding" in http or len(data) >= min(record.content_length, most)
        if whole and unpack and len(data) <= most:
            data = unpack(io.BytesIO(data)).read(most + 1)
    except OSError as error:
        raise CutOff(why=str(error)) from error
    if len(data) > most:
        raise TooLarge(what="This record", most=f"{most:,} bytes")
    if not whole:
        raise CutOff(why="the record is shorter than it says")
    return data


def _dispatch(data: bytes, record: Any, id: str, options: Options) -> Dispatch:  # noqa: A002
    url = record.headers.get("WARC-Target-URI")
    charset = record.http_charset
    if content_of(data[: int(limit("size", "head"))]) == "html":
        return page.read(data, id=id, options=options, url=url, charset=charset)
    return compose(decode(data, declared=charset), Facts(url=url), id=id, options=options)
