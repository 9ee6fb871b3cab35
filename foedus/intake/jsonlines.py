"""JSON lines -> dispatches, a line at a time; a bad line gives its error and the rest is read."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from foedus.errors import BadLine, FoedusError, TooLarge
from foedus.intake.compose import compose
from foedus.intake.data import limit
from foedus.intake.encoding import byte_order, decode
from foedus.intake.options import Facts, Options
from foedus.intake.published import parse_date
from foedus.intake.source import Source
from foedus.records import Dispatch


def read(source: Source, options: Options) -> Iterator[Dispatch | FoedusError]:
    """A dispatch a line. Blank lines are passed over; the places of errors name the line."""
    for number, line in _lines(source):
        place = f"{source.place}:{number}"
        try:
            if isinstance(line, FoedusError):
                raise line
            words = decode(line).strip()
            if words:
                yield _dispatch(words, f"{source.stem}#{number}", options)
        except FoedusError as error:
            error.place = place
            yield error
    source.check()


def _dispatch(line: str, id: str, options: Options) -> Dispatch:  # noqa: A002 (the contract's word)
    try:
        row = json.loads(line)
    except RecursionError as error:
        raise BadLine(why="its values stand too deep in each other") from error
    except ValueError as error:
        raise BadLine(why=f"it is not JSON ({error})"[:200]) from error
    if not isinstance(row, dict):
        raise BadLine(why="it is not an object")
    return from_row(row, id=id, options=options)


def from_row(row: dict[str, Any], *, id: str, options: Options) -> Dispatch:  # noqa: A002 (as above)
    """The dispatch of a row's `text` and of what else it says; `id` where it names none.

    Raises BadLine (D004), and what `compose` raises.
    """
    text = row.get("text")
    if not isinstance(text, str):
        raise BadLine(why='it has no "text"' if text is None else '"text" is not a string')
    published = _published(row)
    facts = Facts(
        headline=_words(row, "headline"),
        published=published,
        basis="given" if published else "unknown",
        outlet=_words(row, "outlet"),
        language=_words(row, "language"),
        url=_words(row, "url"),
    )
    return compose(text, facts, id=_id(row) or id, options=options)


def _words(row: dict[str, Any], key: str) -> str | None:
    """A field that is a string or absent; a headline may be `{"text": …}`, as Foedus itself writes it."""
    given = row.get(key)
    if key == "headline" and isinstance(given, dict):
        given = given.get("text")
    if given is not None and not isinstance(given, str):
        raise BadLine(why=f'"{key}" is not a string')
    return given or None


def _id(row: dict[str, Any]) -> str | None:
    given = row.get("id")
    if given is not None and (isinstance(given, bool) or not isinstance(given, str | int)):
        raise BadLine(why='"id" is neither a string nor a number')
    return None if given is None else str(given)


def _published(row: dict[str, Any]) -> date | None:
    given = _words(row, "published")
    return parse_date(given) if given else None


def _lines(source: Source) -> Iterator[tuple[int, bytes | FoedusError]]:
    """Numbered lines as UTF-8 or as they are; an error in place of one too long to be an article."""
    most = int(limit("size", "line"))
    mark, encoding = byte_order(source.head)
    stream = io.BufferedReader(source, 1 << 16)
    stream.read(mark)
    readline = _recoded(stream, encoding) if encoding and encoding != "utf-8" else stream.readline
    number = 0
    while line := readline(most + 1):
        number += 1
        if len(line) <= most:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = readline(1 << 16)
        yield number, TooLarge(what="This line", most=f"{most:,} bytes")


def _recoded(stream: io.BufferedReader[Any], encoding: str) -> Callable[[int], bytes]:
    """Reads the lines of a UTF-16 or UTF-32 stream as UTF-8."""
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    return lambda size: text.readline(size).encode("utf-8", "replace")
