"""Whether a ledger keeps its laws. Every row is read, and compared with the line that it comes from.

Rows are compared by sums of their hashes, so that a large ledger is checked in one pass over each table.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import duckdb
import pyarrow as pa

from foedus.errors import BrokenLedger
from foedus.ledger.asking import connected
from foedus.ledger.rows import Entry, rows
from foedus.ledger.schema import TABLES
from foedus.ledger.tables import Tables, first_line
from foedus.ledger.tidying import BELONGING
from foedus.records import Json

_ROWS = 2_000
"""Rows held at once."""

Place = tuple[str, str]
"""A reading: `key`, `batch`."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, and which laws are broken."""

    readings: int
    rows: int
    judgements: int
    faults: tuple[BrokenLedger, ...]


@dataclass(slots=True)
class _Faults:
    """The places where each law is broken."""

    place: str
    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, law: str, example: str) -> None:
        self.found.setdefault(law, []).append(example)

    def told(self) -> tuple[BrokenLedger, ...]:
        return tuple(
            BrokenLedger(place=self.place, law=law, count=len(examples), example=examples[0])
            for law, examples in self.found.items()
        )


@dataclass(slots=True)
class _Sum:
    """Rows of one reading in one table: how many, and the sum of their hashes."""

    count: int = 0
    hashes: int = 0

    def add(self, row: Json) -> None:
        self.count += 1
        text = json.dumps(row, sort_keys=True, default=str)
        self.hashes += int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest())


Sums = dict[str, dict[Place, _Sum]]


def verify(tables: Tables) -> Verified:
    """Check every law. Raises NotALedger (L001), NewerLedger (L002)."""
    faults = _Faults(tables.place)
    readings = count = judgements = 0
    try:
        with connected(tables) as connection:
            stored: Sums = {name: _summed(connection, name, faults) for name in BELONGING}
            readings = _readings(connection, stored, faults)
            count = sum(each.count for table in stored.values() for each in table.values())
            judgements = _judgements(connection, faults)
    except (duckdb.Error, OSError, pa.ArrowException) as error:
        faults.add("a table cannot be read", first_line(error))
    return Verified(readings, count, judgements, faults.told())


def _streamed(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[list[Json]]:
    """The answer, some rows at a time."""
    for batch in connection.sql(sql).to_arrow_reader(_ROWS):
        yield batch.to_pylist()


def _summed(connection: duckdb.DuckDBPyConnection, name: str, faults: _Faults) -> dict[Place, _Sum]:
    """The rows of a table that are acknowledged, summed by reading."""
    found: dict[Place, _Sum] = {}
    sql = f"SELECT * FROM kept_{name} SEMI JOIN kept_dispatches USING (key, batch)"  # noqa: S608
    for row in chain.from_iterable(_streamed(connection, sql)):
        found.setdefault((row["key"], row.pop("batch")), _Sum()).add(row)
    doubled = connection.execute(
        "SELECT any_value(id) FROM kept_records GROUP BY key, batch, id HAVING count(*) > 1"
    ).fetchall()
    for (id_,) in doubled if name == "records" else ():
        faults.add("a record stands twice in one reading", id_)
    return found


def _readings(connection: duckdb.DuckDBPyConnection, stored: Sums, faults: _Faults) -> int:
    """Check each reading against its line, and its line against its text."""
    seen: set[tuple[object, ...]] = set()
    columns = [name for name in TABLES["dispatches"].names if name not in {"batch", "read_at"}]
    count = 0
    for found in _streamed(connection, "SELECT * FROM kept_dispatches"):
        for row in found:
            count += 1
            place = (row["key"], row["batch"])
            try:
                entry = Entry.of(json.loads(row["reading"]))
                expected = _as_stored("dispatches", [entry])[0]
                details = {name: _as_stored(name, [entry]) for name in BELONGING}
            except (ValueError, KeyError, TypeError, pa.ArrowException):
                faults.add("a reading is no line of the contract", row["id"])
                continue
            if entry.known_as in seen:
                faults.add("a reading stands twice", row["id"])
            seen.add(entry.known_as)
            if any(row[name] != expected[name] for name in columns):
                faults.add("a dispatch's columns differ from its reading", row["id"])
            _details(place, details, stored, faults)
            _quotation(entry.reading, faults)
    return count


def _as_stored(name: str, entries: list[Entry]) -> list[Json]:
    """The rows of some readings as a table gives them back."""
    schema = TABLES[name]
    table = pa.Table.from_pylist([row for entry in entries for row in rows(entry, name)], schema=schema)
    return table.to_pylist()  # type: ignore[no-any-return]


def _details(place: Place, details: dict[str, list[Json]], stored: Sums, faults: _Faults) -> None:
    for name, given in details.items():
        expected = _Sum()
        for row in given:
            del row["batch"]
            expected.add(row)
        there = stored[name].get(place, _Sum())
        if there.count != expected.count:
            faults.add(f"{name} are missing or too many", f"{there.count} of {expected.count} of {place[0]}")
        elif there != expected:
            faults.add(f"{name} differ from their reading", place[0])


def _quotation(reading: Json, faults: _Faults) -> None:
    text: str = reading["text"]
    digest = "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if digest != reading["digest"]:
        faults.add("a digest is not its text's", reading["id"])
    for said, (start, end) in _quoted(reading):
        if text[start:end] != said:
            faults.add("a span does not quote its words", f"[{start}, {end}) of {reading['id']}")
            break


def _quoted(value: object) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every words-and-span in a reading, however deep."""
    if isinstance(value, dict):
        span = value.get("span")
        if isinstance(span, list) and isinstance(value.get("text"), str):
            yield value["text"], (span[0], span[1])
        inner: Iterable[object] = value.values()
    else:
        inner = value if isinstance(value, list) else ()
    for item in inner:
        yield from _quoted(item)


def _judgements(connection: duckdb.DuckDBPyConnection, faults: _Faults) -> int:
    """Judgements that name a record, an event or a dispatch that is not there."""
    astray = connection.execute(
        """
        SELECT id FROM kept_judgements AS judgement
        WHERE (record IS NOT NULL AND record NOT IN (SELECT id FROM kept_records))
            OR (record IS NOT NULL AND event IS NOT NULL AND event NOT IN (SELECT id FROM kept_records))
            OR (key IS NOT NULL AND key NOT IN (SELECT key FROM kept_dispatches))
        """
    ).fetchall()
    for (id_,) in astray:
        faults.add("a judgement is of no record or dispatch of the ledger", id_)
    doubled = connection.execute("SELECT id FROM kept_judgements GROUP BY id HAVING count(*) > 1").fetchall()
    for (id_,) in doubled:
        faults.add("a judgement stands twice", id_)
    [(count,)] = connection.execute("SELECT count(*) FROM kept_judgements").fetchall()
    return int(count)
