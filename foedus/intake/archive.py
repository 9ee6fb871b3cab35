"""WARC -> a dispatch a record that holds a page or a text, by fastwarc, one record in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecordType

from foedus.errors import CutOff, FoedusError, TooLarge
from foedus.intake import page
from foedus.intake.compose import compose
from foedus.intake.content import content_of
from foedus.intake.data import limit, table
from foedus.intake.encoding import decode
from foedus.intake.options import Facts, Options
from foedus.intake.source import Source
from foedus.records import Dispatch

RECORDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
END = b"\r\n\r\n"
"""What stands after every record of an archive."""


def read(source: Source, options: Options) -> Iterator[Dispatch | FoedusError]:
    """The pages and texts of an archive; of one that breaks off, those that are whole, then the error.

    The places of errors name the record's number among those that could hold a page.
    """
    number, held = 0, list[Dispatch | FoedusError]()
    try:
        for record in ArchiveIterator(
            cast("BinaryIO", source), record_types=RECORDS, parse_http=True, auto_decode="all"
        ):
            yield from held
            number += 1
            held = list(_read(record, number, source, options))
    except OSError as error:
        yield from held
        yield CutOff(place=f"{source.place}#{number + 1}", why=str(error))
        return
    if source.broken or not source.tail.endswith(END):
        yield CutOff(place=f"{source.place}#{number}", why=source.broken or "its last record is not whole")
        return
    yield from held


def _read(record: Any, number: int, source: Source, options: Options) -> Iterator[Dispatch | FoedusError]:
    """A record's dispatch or error; nothing from one that holds no page and no text, or is a refusal."""
    http = record.http_headers
    kind = (record.http_content_type if http else record.headers.get("Content-Type", "")) or ""
    media = kind.partition(";")[0].strip().lower()
    known = table("formats")["records"]
    if (http and http.status_code != 200) or media not in [*known["html"], *known["text"]]:
        return
    most = int(limit("size", "document"))
    data = record.reader.read(most + 1)
    try:
        if len(data) > most:
            raise TooLarge(what="This record", most=f"{most:,} bytes")
        yield _dispatch(data, record, f"{source.stem}#{number}", options)
    except FoedusError as error:
        error.place = f"{source.place}#{number}"
        yield error


def _dispatch(data: bytes, record: Any, id: str, options: Options) -> Dispatch:  # noqa: A002
    url = record.headers.get("WARC-Target-URI")
    charset = record.http_charset
    if content_of(data[: int(limit("size", "head"))]) == "html":
        return page.read(data, id=id, options=options, url=url, charset=charset)
    return compose(decode(data, declared=charset), Facts(url=url), id=id, options=options)
