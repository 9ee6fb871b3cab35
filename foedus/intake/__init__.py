"""A file, a feed, an archive -> Dispatch.

    for found in dispatches(["talks.txt", "crawl.warc.gz", "-"]):
        ...  # a Dispatch, or the FoedusError of an input, line or record that could not be read

What an input is, its content tells, not its name. One bad input never costs a good one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from foedus.errors import FoedusError, UnreadableInput
from foedus.intake.compose import compose
from foedus.intake.content import content_of
from foedus.intake.encoding import decode
from foedus.intake.options import NO_FACTS, NOTHING_GIVEN, Options
from foedus.intake.published import parse_date
from foedus.intake.source import Source, sources
from foedus.records import Dispatch

__all__ = ["Options", "dispatch_from_text", "dispatches", "parse_date"]


def dispatches(
    inputs: Iterable[str | Path], *, options: Options = NOTHING_GIVEN
) -> Iterator[Dispatch | FoedusError]:
    """The dispatches of files, folders (their files in order of name, hidden ones left out) and `-`.

    An error comes in its place among them, with `place` naming the file and the line or record. Ids are
    unique: where one comes again, `~2`, `~3`, … is put behind it.
    """
    known: dict[str, int] = {}
    for source in sources(inputs):
        if isinstance(source, FoedusError):
            yield source
            continue
        with source:
            for found in _read(source, options):
                yield found if isinstance(found, FoedusError) else _renamed(found, known)


def dispatch_from_text(text: str, *, id: str, options: Options = NOTHING_GIVEN) -> Dispatch:  # noqa: A002
    """The dispatch of a plain text, unchanged.

    Raises EmptyInput (D001), TooLarge (D007), BrokenText (D012).
    """
    return compose(text, NO_FACTS, id=id, options=options)


def _read(source: Source, options: Options) -> Iterator[Dispatch | FoedusError]:
    """What one input holds. Format libraries are imported only when their format comes."""
    try:
        match content_of(source.head):
            case "text":
                yield dispatch_from_text(decode(source.whole()), id=source.stem, options=options)
            case "html":
                from foedus.intake import page  # noqa: PLC0415

                yield page.read(source.whole(), id=source.stem, options=options)
            case "feed":
                from foedus.intake import feed  # noqa: PLC0415

                yield from feed.read(source, options)
            case "warc":
                from foedus.intake import archive  # noqa: PLC0415

                yield from archive.read(source, options)
            case "jsonlines":
                from foedus.intake import jsonlines  # noqa: PLC0415

                yield from jsonlines.read(source, options)
    except FoedusError as error:
        error.place = error.place or source.place
        yield error
    except OSError as error:
        yield UnreadableInput(place=source.place, why=(error.strerror or str(error)).lower())


def _renamed(dispatch: Dispatch, known: dict[str, int]) -> Dispatch:
    count = known[dispatch.id] = known.get(dispatch.id, 0) + 1
    if count == 1:
        return dispatch
    name = f"{dispatch.id}~{count}"
    while name in known:
        count += 1
        name = f"{dispatch.id}~{count}"
    known[dispatch.id], known[name] = count, 1
    return replace(dispatch, id=name)
