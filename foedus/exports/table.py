"""The table for people: a headline a dispatch, then a row a record with its words."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from foedus.claims import labels, quotation, section_index
from foedus.phrasing import auxiliary_words, certainty_word, phrases, sentence, voice, when
from foedus.records import Dispatch, Reading, Record
from foedus.shown import one_line


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Print each reading as it comes, as wide as the terminal; 110 columns where there is none."""
    with terminal(out, width=110) as console:
        for reading in readings:
            console.print(drawn(reading))


@contextmanager
def terminal(out: BinaryIO, *, width: int) -> Iterator[Console]:
    """A console that prints on a binary stream, `width` columns wide where that is no terminal."""
    text = io.TextIOWrapper(out, "utf-8", "replace", newline="", write_through=True)
    console = Console(file=text, highlight=False)
    if not console.is_terminal:
        console = Console(file=text, highlight=False, width=width)
    try:
        yield console
    finally:
        text.detach()


def drawn(reading: Reading) -> RenderableType:
    """One reading, ready for rich."""
    dispatch = reading.dispatch
    table = Table(box=box.HORIZONTALS, show_edge=False, pad_edge=False, expand=True)
    table.add_column("when", ratio=3, min_width=8)
    table.add_column("who did what to whom", ratio=8)
    table.add_column("on whose word", ratio=5)
    table.add_column("in its words", ratio=10)
    marks = labels(dispatch)
    for record in reading.records:
        table.add_row(*_row(dispatch, record, marks))
    count = len(reading.records)
    noun = "record" if count == 1 else "records"
    foot = Text(f"{count} {noun} in {len(reading.sentences)} sentences\n", "dim")
    return Group(_head(dispatch), table, foot) if count else Group(_head(dispatch), foot)


def _head(dispatch: Dispatch) -> Text:
    title = dispatch.headline.text if dispatch.headline else dispatch.id
    published = dispatch.published.isoformat() if dispatch.published else "no date"
    about = [one_line(part) for part in (dispatch.outlet, published, dispatch.id) if part]
    return Text.assemble((one_line(title), "bold"), "\n", (" · ".join(about), "dim"), "\n")


def _row(dispatch: Dispatch, record: Record, marks: list[str]) -> tuple[Text, ...]:
    section = section_index(dispatch, record.predicate.span)
    modes = [*auxiliary_words(record), certainty_word(record)]
    kind = f"{record.event} {record.mode or ''}".strip()
    quoted = one_line(dispatch.words(quotation(dispatch, record)).text)
    return (
        Text(when(record.date) or "–"),
        Text.assemble(
            (sentence(record), phrases()["colours"][record.quad]),
            "\n",
            (" · ".join([kind, *filter(None, modes)]), "dim"),
        ),
        Text(voice(record) or "–"),
        Text.assemble(f"“{quoted}” ", (marks[section] if section is not None else "", "dim")),
    )
