"""The ledger's tables, column by column. None is ever given another meaning."""

from __future__ import annotations

import pyarrow as pa

from foedus.exports import parquet

VERSION = 1
"""Of the tables' shape. A ledger with a higher number was made by a newer Foedus and is left alone."""

PROPERTY = "foedus.ledger"
"""The table property that holds the version; it also marks a Delta table as one of a ledger."""

_SPAN = pa.list_(pa.int64())
_WORDS = pa.struct({"text": pa.string(), "span": _SPAN})
_TIME = pa.timestamp("us", "UTC")


def _stored(kind: pa.DataType) -> pa.DataType:
    """The type as Delta holds it: it knows no lists of fixed length."""
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(f.name, _stored(f.type)) for f in kind])
    if pa.types.is_list(kind) or pa.types.is_fixed_size_list(kind):
        return pa.list_(_stored(kind.value_type))
    return kind


_OF_BATCH = [pa.field("key", pa.string()), pa.field("batch", pa.string())]
"""Which reading a row belongs to: `key` of the dispatch, `batch` that acknowledged it."""

DISPATCHES = pa.schema(
    [
        *_OF_BATCH,
        pa.field("id", pa.string()),
        pa.field("digest", pa.string()),
        pa.field("published", pa.date32()),
        pa.field("published_basis", pa.string()),
        pa.field("outlet", pa.string()),
        pa.field("url", pa.string()),
        pa.field("language", pa.string()),
        pa.field("headline", pa.string()),
        pa.field("characters", pa.int64()),
        pa.field("record_count", pa.int64()),
        pa.field("attribution_count", pa.int64()),
        pa.field("finding_count", pa.int64()),
        pa.field("foedus", pa.string()),
        pa.field("model", pa.string()),
        pa.field("rules", pa.string()),
        pa.field("read_at", _TIME),
        pa.field("reading", pa.large_string()),
    ]
)
"""One row a reading. `reading` is the whole line that `foedus read` prints; `read_at` when it came in."""

RECORDS = pa.schema(
    [
        *_OF_BATCH,
        *(pa.field(field.name, _stored(field.type)) for field in parquet.SCHEMA),
        pa.field("actor_countries", pa.list_(pa.string())),
        pa.field("recipient_countries", pa.list_(pa.string())),
        pa.field("date_start", pa.date32()),
        pa.field("date_end", pa.date32()),
        pa.field("day", pa.date32()),
    ]
)
"""One row a record. Countries once each, in order; `date_start` and `date_end` as the text states them; `day`
is what timelines count by: `date_start`, else the day of publication.
"""

ATTRIBUTIONS = pa.schema(
    [
        *_OF_BATCH,
        pa.field("dispatch", pa.string()),
        pa.field("published", pa.date32()),
        pa.field("outlet", pa.string()),
        pa.field("number", pa.int64()),
        *(pa.field(name, pa.string()) for name in ("source", "cue", "content")),
        *(pa.field(f"{name}_spans", pa.list_(_SPAN)) for name in ("source", "cue", "content")),
        pa.field("kind", pa.string()),
        pa.field("via", pa.string()),
        *(
            pa.field(name, pa.string())
            for name in ("name", "country", "sector", "person", "office", "role", "organisation")
        ),
    ]
)
"""One row an attribution: its words, their spans, and who the source is. `number` counts in the dispatch."""

FINDINGS = pa.schema(
    [
        *_OF_BATCH,
        pa.field("dispatch", pa.string()),
        pa.field("published", pa.date32()),
        pa.field("outlet", pa.string()),
        pa.field("number", pa.int64()),
        pa.field("kind", pa.string()),
        pa.field("says", pa.string()),
        pa.field("actor", pa.list_(pa.string())),
        pa.field("toward", pa.list_(pa.string())),
        pa.field("verdict", pa.string()),
        pa.field("records", pa.list_(pa.string())),
        pa.field("agreements", pa.list_(pa.string())),
        pa.field("words", pa.list_(_WORDS)),
        pa.field("would_change", pa.string()),
        pa.field("probability", pa.float64()),
    ]
)
"""One row a finding: `records` are ids of records, `agreements` ids of the book's rows that it cites."""

JUDGEMENTS = pa.schema(
    [
        pa.field("id", pa.string()),
        pa.field("judged_at", _TIME),
        pa.field("by", pa.string()),
        pa.field("kind", pa.string()),
        *_OF_BATCH,
        pa.field("record", pa.string()),
        pa.field("event", pa.string()),
        pa.field("reason", pa.string()),
        pa.field("probability", pa.float64()),
    ]
)
"""What somebody, or a rule, holds of a record: that it tells of the `event` (the id of the event's first
record), or that it is an event of its own; or of a dispatch, that it reprints another. `key` and `batch` are
the reading's that was judged. A later judgement replaces an earlier one of the same, which stays.
"""

TABLES = {
    "records": RECORDS,
    "attributions": ATTRIBUTIONS,
    "findings": FINDINGS,
    "judgements": JUDGEMENTS,
    "dispatches": DISPATCHES,
}
"""In the order in which they are written: a row of `dispatches` acknowledges what stands in the others."""
