"""TSV with the twenty columns of ICEWS's coded events: a row a record and pair of sides, CAMEO codes.

Columns and their order are those of the ICEWS Coded Event Data (doi:10.7910/DVN/28075). ICEWS has no column
for what did not happen, so records that are denied, expected, conditional or long past are left out; nor
for attribution and certainty. `Event ID` is the record's id and `Story ID` the dispatch's; a record between
several sides gives a row a pair, a mutual one both ways, and they share the id. `Intensity` is PLOVER's
score. The code is the least specific one that PLOVER's type, mode and context bear
(`data/exports/icews.toml`); `District` and `Province` stay empty.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

from foedus.exports.pairs import day, happened, pairs
from foedus.exports.spreadsheet import Cell, guarded
from foedus.phrasing import state_names
from foedus.records import Actor, Reading, Record
from foedus.shown import one_line

COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country"),
    *("Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country"),
    *("Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
"""As ICEWS names and orders them."""


@cache
def settings() -> dict[str, Any]:
    """`data/exports/icews.toml`."""
    return tomllib.loads((files("foedus") / "data/exports/icews.toml").read_text("utf-8"))


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Write a header, then the rows, each on one line: no cell holds a tab or a line break."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS, dialect="excel-tab", lineterminator="\n")
    writer.writeheader()
    for reading in readings:
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows(reading))
        out.write(buffer.getvalue().encode("utf-8", "replace"))
        buffer.seek(0)
        buffer.truncate()
    out.write(buffer.getvalue().encode("utf-8", "replace"))


def _cell(value: Cell) -> Cell:
    return guarded(one_line(value)) if isinstance(value, str) else value


def rows(reading: Reading) -> Iterator[dict[str, Cell]]:
    """The rows of a reading. `Sentence Number` counts the dispatch's sentences from 1."""
    dispatch = reading.dispatch
    digest = dispatch.digest
    numbers = {sentence.span: number for number, sentence in enumerate(reading.sentences, 1)}
    for record in filter(happened, reading.records):
        known_day = day(reading, record)
        common: dict[str, Cell] = {
            "Event ID": record.id(digest),
            "Event Date": known_day.isoformat() if known_day else None,
            **_what(record),
            "Story ID": dispatch.id,
            "Sentence Number": numbers.get(record.sentence.span),
            "Publisher": dispatch.outlet,
            **_where(record),
        }
        for source, target in pairs(record):
            yield {**common, **_side("Source", source), **_side("Target", target)}


def _what(record: Record) -> dict[str, Cell]:
    """The code and its text. Every type has a row without mode and context."""
    fitting = next(
        row
        for row in settings()["cameo"]
        if row["event"] == record.event
        and row.get("mode", record.mode) == record.mode
        and ("context" not in row or row["context"] in record.context)
    )
    return {"Event Text": fitting["text"], "CAMEO Code": fitting["code"], "Intensity": record.score}


def _side(name: str, actor: Actor | None) -> dict[str, Cell]:
    if actor is None:
        return {f"{name} Name": None, f"{name} Sectors": None, f"{name} Country": None}
    sector = actor.sector or ""
    return {
        f"{name} Name": actor.person or actor.name or actor.text,
        f"{name} Sectors": settings()["sectors"].get(sector, sector),
        f"{name} Country": _country(actor.country),
    }


def _country(code: str | None) -> str | None:
    """The country as ICEWS writes it; of a bloc, which is no country, nothing."""
    written: dict[str, str] = settings()["countries"]
    return written.get(code or "", state_names().get(code or ""))


def _where(record: Record) -> dict[str, Cell]:
    place = record.place
    if place is None:
        return dict.fromkeys(("City", "District", "Province", "Country", "Latitude", "Longitude"))
    name = place.name or place.text
    return {
        "City": None if name == state_names().get(place.country or "") else name,
        "District": None,
        "Province": None,
        "Country": _country(place.country),
        "Latitude": place.lat,
        "Longitude": place.lon,
    }
