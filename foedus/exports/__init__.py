"""Readings as files: one module a format, each with `write(readings, out)` onto a binary stream.

They stream: a reading is written as it comes, and none is kept. Graphs and feeds are one whole, and hold what
they need of each reading until the last.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import BinaryIO

from foedus.records import Reading

FORMATS = {
    "jsonl": "jsonl",
    "table": "table",
    "csv": "spreadsheet",
    "parquet": "parquet",
    "plover": "plover",
    "html": "page",
    "icews": "icews",
    "ftm": "followthemoney",
    "graphml": "graphml",
    "gexf": "gexf",
    "jsonfeed": "jsonfeed",
    "atom": "atom",
}
"""Every format, and the module of this package that writes it."""

BINARY = frozenset({"parquet"})
"""Formats that are not text, and so not for terminals."""


def write(readings: Iterable[Reading], out: BinaryIO, *, form: str) -> None:
    """Write readings in one of FORMATS. Raises KeyError for any other name."""
    # only the module that is needed is loaded: pyarrow alone takes longer than reading a short dispatch
    import_module(f"foedus.exports.{FORMATS[form]}").write(readings, out)
