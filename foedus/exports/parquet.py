"""Parquet: one row a record, nested as in the public contract, with typed columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from foedus.records import Json, Reading

ROW_GROUP = 20_000
"""Records held before they are written as one row group."""

_SPAN = pa.list_(pa.int64(), 2)
_WORDS = pa.struct({"text": pa.string(), "span": _SPAN})
_ACTOR = pa.struct(
    {
        "text": pa.string(),
        "span": _SPAN,
        "name": pa.string(),
        "country": pa.string(),
        "sector": pa.string(),
        "person": pa.string(),
        "office": pa.string(),
        "basis": pa.string(),
    }
)
_SOURCE = pa.struct([*_ACTOR, pa.field("role", pa.string()), pa.field("organisation", pa.string())])

SCHEMA = pa.schema(
    {
        "dispatch": pa.string(),
        "digest": pa.string(),
        "published": pa.date32(),
        "outlet": pa.string(),
        "id": pa.string(),
        "event": pa.string(),
        "mode": pa.string(),
        "context": pa.list_(pa.string()),
        "quad": pa.string(),
        "score": pa.float64(),
        "auxiliary": pa.list_(pa.string()),
        "certainty": pa.struct({"value": pa.float64(), "basis": pa.string()}),
        "actor": pa.list_(_ACTOR),
        "recipient": pa.list_(_ACTOR),
        "predicate": _WORDS,
        "sentence": _WORDS,
        "section": pa.string(),
        "date": pa.struct(
            {
                "text": pa.string(),
                "span": _SPAN,
                "start": pa.date32(),
                "end": pa.date32(),
                "grain": pa.string(),
                "basis": pa.string(),
            }
        ),
        "place": pa.struct(
            {
                "text": pa.string(),
                "span": _SPAN,
                "name": pa.string(),
                "country": pa.string(),
                "lat": pa.float64(),
                "lon": pa.float64(),
            }
        ),
        "quantity": pa.struct(
            {
                "text": pa.string(),
                "span": _SPAN,
                "value": pa.float64(),
                "unit": pa.string(),
                "approximate": pa.bool_(),
            }
        ),
        "attribution": pa.list_(
            pa.struct(
                {
                    "source": _SOURCE,
                    "cue": _WORDS,
                    "content": pa.list_(_SPAN),
                    "kind": pa.string(),
                    "via": pa.string(),
                }
            )
        ),
        "probability": pa.float64(),
        "found_by": pa.string(),
        "foedus": pa.string(),
        "model": pa.string(),
        "rules": pa.string(),
    }
)
"""One row of the file; nested names are the contract's."""


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Write the records of all readings; a file without records still has its columns."""
    with pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
        held: list[Json] = []
        for reading in readings:
            held.extend(rows(reading))
            if len(held) >= ROW_GROUP:
                writer.write_table(pa.Table.from_pylist(held, schema=SCHEMA))
                held.clear()
        if held:
            writer.write_table(pa.Table.from_pylist(held, schema=SCHEMA))


def table(readings: Iterable[Reading]) -> pa.Table:
    """The records of readings as one Arrow table: `.to_pandas()`, `polars.from_arrow(...)`, DuckDB."""
    held = [pa.Table.from_pylist(list(rows(reading)), schema=SCHEMA) for reading in readings]
    return pa.concat_tables(held) if held else SCHEMA.empty_table()


def rows(reading: Reading) -> Iterator[Json]:
    """The records of a reading in the shape of SCHEMA."""
    dispatch = reading.dispatch
    common = {
        "dispatch": dispatch.id,
        "digest": dispatch.digest,
        "published": dispatch.published,
        "outlet": dispatch.outlet,
        "foedus": reading.foedus,
        "model": reading.model,
        "rules": reading.rules,
    }
    for record in reading.records:
        row = record.as_dict(dispatch)
        if row["date"]:
            row["date"] = {k: _day(v) if k in {"start", "end"} else v for k, v in row["date"].items()}
        yield common | row


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
