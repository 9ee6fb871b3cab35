"""Bytes -> text: byte order marks, UTF-8, UTF-16, what a page declares, CP949, then charset-normalizer.

The text is what the bytes say, line ends included; only a byte order mark is no part of it.
"""

from __future__ import annotations

import codecs
import re

from foedus.errors import WrongEncoding
from foedus.intake.data import limit, table

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Longest first where one begins like another."""

DECLARED = re.compile(
    rb"""(?i)<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})"""
)
USUAL = re.compile("[\t\n\r -~\xa0-\u024f\u2010-\u203a\u3000-\u3011가-힣]")
HANGUL = re.compile("[가-힣]")
SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text of plain bytes. `declared` is what a header says. Raises WrongEncoding (D005)."""
    mark, encoding = byte_order(data)
    if encoding:
        return _strictly(data[mark:], encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged(data):
            raise _wrong(data, error, "UTF-8") from error
    return _strictly(data, codec(declared) or _guessed(data))


def decode_page(data: bytes, *, declared: str | None = None) -> str:
    """The text of a page, as browsers do it: its declaration counts, and a stray byte spoils nothing."""
    mark, encoding = byte_order(data)
    if encoding:
        return data[mark:].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = codec(declared) or codec(_declared(data))
    if encoding is None:
        encoding = "utf-8" if _is_damaged(data) else _guessed(data)
    return data.decode(encoding, "replace")


def byte_order(data: bytes) -> tuple[int, str | None]:
    """The length of the byte order mark, and the encoding that it or the pattern of zero bytes shows."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return len(mark), encoding
    return 0, _unmarked_utf16(data[: int(limit("encoding", "sample"))]) if b"\0" in data[:4096] else None


def codec(name: str | None) -> str | None:
    """Python's name of an encoding as pages and headers write it, widened as browsers do; None if unknown."""
    if not name:
        return None
    wanted = table("formats")["encodings"].get(name.strip().lower(), name.strip())
    try:
        found = codecs.lookup(wanted)
    except LookupError:
        return None
    return found.name if found._is_text_encoding else None


def _declared(data: bytes) -> str | None:
    found = DECLARED.search(data[:4096])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _unmarked_utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: nearly all of it usual characters in one of the two orders."""
    even = sample[: len(sample) & ~1]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        if text and len(USUAL.findall(text)) >= limit("encoding", "utf16") * len(text):
            return encoding
    return None


def _is_damaged(data: bytes) -> bool:
    """Whether bytes that aren't UTF-8 mostly are."""
    high = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", data))
    whole = sum(map(len, SEQUENCE.findall(data)))
    return whole >= limit("encoding", "damaged") * high


def _guessed(data: bytes) -> str:
    """CP949 where that gives Hangul, else what charset-normalizer holds likeliest, else Windows' Latin."""
    korean = data.decode("cp949", "replace")
    strange = sum(ch > "\x7f" for ch in korean)
    if "\ufffd" not in korean and len(HANGUL.findall(korean)) >= limit("encoding", "cp949") * strange:
        return "cp949"
    from charset_normalizer import from_bytes  # noqa: PLC0415 (slow to import; few inputs need it)

    best = from_bytes(data[: int(limit("encoding", "sample"))]).best()
    found = codec(best.encoding) if best else None
    return found if found and found != "ascii" else "cp1252"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong(data, error, encoding) from error


def _wrong(data: bytes, error: UnicodeDecodeError, encoding: str) -> WrongEncoding:
    return WrongEncoding(byte=error.start, line=data.count(b"\n", 0, error.start) + 1, encoding=encoding)
