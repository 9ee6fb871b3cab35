"""What is wrong in rows of the register: fields that cannot be, and terms of office that do not fit
together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from foedus.errors import (
    BadDay,
    BadRow,
    ContradictingTerms,
    FoedusError,
    OverlappingTerms,
    UnknownCountry,
)
from foedus.ontology import plover
from foedus.register import tables

IMPORTED = ("holders", "people", "groups", "organisations", "agencies", "outlets", "regions", "members")
"""Tables that a user may add to."""
DAYS = frozenset({"start", "end", "from", "until"})
HANDOVER = timedelta(days=45)
"""Terms that overlap by less are one handing over to the other."""
SAME = timedelta(days=60)
"""Starts of one person's terms in an office that lie closer together tell the same term."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, and the file and line that it stands in; two rows are one wherever they stand."""

    table: str
    values: tuple[str, ...]
    place: str = field(compare=False)

    def get(self, column: str) -> str:
        """The field of a column; empty where the table has no such column."""
        columns = columns_of(self.table)
        return self.values[columns.index(column)] if column in columns else ""

    def day(self, column: str) -> date | None:
        """A field as a day. Raises BadDay."""
        given = self.get(column)
        try:
            return tables.day(given, is_end=column in {"end", "until"})
        except ValueError as error:
            raise BadDay(place=self.place, given=given, column=column) from error


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table."""
    return tuple(tables.header(table))


@cache
def _codes() -> frozenset[str]:
    return frozenset(row[0] for row in tables.rows("states")) | frozenset(plover().blocs)


def fault(row: Row) -> FoedusError | None:
    """What is wrong in one row, by itself."""
    columns = columns_of(row.table)
    if len(row.values) != len(columns):
        why = f"it has {len(row.values)} fields, and {row.table}.csv has {len(columns)}"
        return BadRow(place=row.place, why=why)
    if any("\n" in value for value in row.values):
        return BadRow(place=row.place, why="a field holds a line break")
    if not row.values[0].strip() or (row.table == "holders" and not row.get("person").strip()):
        return BadRow(place=row.place, why="it names nobody")
    if "country" in columns and row.get("country") not in _codes():
        return UnknownCountry(place=row.place, given=row.get("country"))
    sector = row.get("sector")
    if sector and sector not in plover().sectors:
        return BadRow(place=row.place, why=f"{sector!r} is no sector of PLOVER")
    try:
        days = [row.day(column) for column in columns if column in DAYS]
    except BadDay as error:
        return error
    if len(days) == 2 and days[0] and days[1] and days[1] < days[0]:
        return BadRow(place=row.place, why=f"it ends ({days[1]}) before it begins ({days[0]})")
    return None


def misfits(rows: Iterable[Row]) -> Iterator[FoedusError]:
    """Overlaps in offices that one person holds at a time, and terms that are told twice with different
    days.
    """
    single = tables.single_offices()
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.table == "holders":
            held[row.get("country"), row.get("office")].append(row)
    for (country, office), found in sorted(held.items()):
        ordered = sorted(found, key=lambda row: (row.day("start") or date.min, row.day("end") or date.max))
        for one, other in pairwise(ordered):
            if one.get("person") == other.get("person"):
                yield from _told_twice(one, other)
            elif office in single:
                yield from _overlap(country, office, one, other)


def _told_twice(one: Row, other: Row) -> Iterator[FoedusError]:
    first, second = one.day("start"), other.day("start")
    if first and second and first != second and second - first < SAME:
        yield ContradictingTerms(
            place=other.place,
            country=one.get("country"),
            person=one.get("person"),
            office=one.get("office"),
            first=first,
            second=second,
        )


def _overlap(country: str, office: str, one: Row, other: Row) -> Iterator[FoedusError]:
    start = other.day("start") or date.min
    end = min(one.day("end") or date.max, other.day("end") or date.max)
    if end - HANDOVER > start:
        yield OverlappingTerms(
            place=other.place,
            country=country,
            office=office,
            first=one.get("person"),
            second=other.get("person"),
            start=start,
            end="today" if end == date.max else end,
        )


def shipped() -> Iterator[Row]:
    """Every row of the tables that may be added to, the user's own among them."""
    for table in (*IMPORTED, "holders_imported"):
        for place, values in tables.placed(table):
            yield Row(table.removesuffix("_imported"), tuple(values), place)
