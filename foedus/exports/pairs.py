"""Who toward whom: a record as pairs of sides, for the formats that know an act only between two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice, permutations, product

import pyarrow as pa

from foedus.analysis import acts
from foedus.records import Actor, Json, Reading, Record

HELD = 50_000
"""Rows held as Python objects before they become Arrow columns, which take a tenth of the room."""


def happened(record: Record) -> bool:
    """Whether the text tells that it was done: not denied, ahead or conditional, nor long past."""
    return not record.auxiliary


def pairs(record: Record) -> Iterator[tuple[Actor, Actor | None]]:
    """Each member of one side with each of the other; of a mutual act, each two of its parties both ways.

    Without a second side, each actor with None.
    """
    if record.recipient:
        yield from product(record.actor, record.recipient)
    elif len(record.actor) > 1:
        yield from permutations(record.actor, 2)
    else:
        yield from ((actor, None) for actor in record.actor)


def day(reading: Reading, record: Record) -> date | None:
    """The day that an act is counted on: the first that its date means, else the day of publication."""
    return (record.date.start if record.date else None) or reading.dispatch.published


def table(readings: Iterable[Reading]) -> pa.Table:
    """What happened, as `analysis.acts` counts it: a row a record and pair of countries."""
    rows = _rows(readings)
    held = []
    while batch := list(islice(rows, HELD)):
        held.append(pa.Table.from_pylist(batch, schema=acts.SCHEMA))
    return acts.of(pa.concat_tables(held) if held else acts.SCHEMA.empty_table())


def _rows(readings: Iterable[Reading]) -> Iterator[Json]:
    for reading in readings:
        digest = reading.dispatch.digest
        for record in filter(happened, reading.records):
            sides = {(a.country, b.country) for a, b in pairs(record) if b and a.country and b.country}
            for actor, recipient in sorted(sides):
                yield {
                    "date": day(reading, record),
                    "actor": actor,
                    "recipient": recipient,
                    "event": record.event,
                    "quad": record.quad,
                    "score": record.score,
                    "id": record.id(digest),
                    "count": 1,
                }
