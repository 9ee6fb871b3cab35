"""The answer to a query, as JSON lines or as a table for people."""

from __future__ import annotations

import json
from datetime import date
from typing import BinaryIO

import pyarrow as pa
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from foedus.errors import BadQuery
from foedus.exports.jsonl import line
from foedus.exports.table import terminal
from foedus.records import Json
from foedus.shown import one_line


def write(answer: pa.Table, out: BinaryIO, *, form: str) -> None:
    """Write the answer's rows, `form` being jsonl or table. Raises BadQuery (L005) where names repeat."""
    for name in answer.column_names:
        if answer.column_names.count(name) > 1:
            raise BadQuery(cause=f"two columns are called {name!r}; name them with AS")
    if form == "jsonl":
        for batch in answer.to_batches():
            for row in batch.to_pylist():
                out.write(line(plain_row(row)))
        return
    drawn = Table(box=box.HORIZONTALS, show_edge=False, pad_edge=False)
    for name in answer.column_names:
        drawn.add_column(Text(one_line(name)), overflow="fold")
    for row in answer.to_pylist():
        drawn.add_row(*(Text(one_line(_cell(value))) for value in row.values()))
    with terminal(out, width=110) as console:
        console.print(drawn)


def plain_row(row: Json) -> Json:
    """A row as JSON holds it."""
    return {name: plain(value) for name, value in row.items()}


def plain(value: object) -> object:
    """A value as JSON holds it: days and moments as ISO, numbers that JSON lacks as null, else text."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if -float("inf") < value < float("inf") else None
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {str(name): plain(item) for name, item in value.items()}
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    found = plain(value)
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)


def print_stats(found: Json) -> None:
    """Print the numbers of a ledger for people."""
    console = Console(highlight=False, soft_wrap=True)
    for name, value in found.items():
        if name == "versions":
            for each in value:
                shown = f"{each['readings']} by Foedus {each['foedus']}, {each['model']}"
                console.print(Text(f"{'read':<20} {one_line(shown)}"))
        elif name == "tables":
            for table, held in value.items():
                size = f"{held['bytes'] / 1e6:,.1f} MB in {held['files']} files"
                console.print(Text(f"{'table ' + table:<20} {held['rows']} rows, {size}"))
        else:
            console.print(Text(f"{name.replace('_', ' '):<20} {_cell(value)}"))
