"""The reading as Arrow table -> Arrow table; the models load once a process.

```python
ray.data.read_parquet(...).map_batches(foedus.Coder, batch_format="pyarrow", batch_size=64, ...)
df.mapInArrow(foedus.Coder().batches, from_arrow_schema(foedus.Coder.SCHEMA))
ProcessPoolExecutor().map(foedus.Coder(), tables)
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

import pyarrow as pa

from foedus.engine.chunks import Answer, Item, Reads, in_chunks, read_chunk
from foedus.errors import FoedusError, NoTexts
from foedus.exports import jsonl, parquet
from foedus.intake.jsonlines import from_row
from foedus.intake.options import NOTHING_GIVEN, Options
from foedus.records import Dispatch, Json, Reading

READ = ("id", "text", "published", "outlet", "headline", "language", "url")
"""Columns of the given table that are read, where they are there; `text` must be."""


def _open(kind: pa.DataType) -> pa.DataType:
    """The same type without lists of a fixed length, which Spark does not know: a span is a list of two."""
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, _open(field.type)) for field in kind])
    return pa.list_(_open(kind.value_type)) if hasattr(kind, "value_type") else kind


_RECORD = pa.struct(
    [
        pa.field(field.name, _open(field.type))
        for field in parquet.SCHEMA
        if field.name not in {"dispatch", "digest", "published", "outlet", "foedus", "model", "rules"}
    ]
)


class Coder:
    """Reads a table of articles: a row a dispatch in, a row a dispatch out, in the same order.

    Given are `text`, and where they are there `id`, `published` (a day, a time or words), `outlet`,
    `headline`, `language`, `url`; other columns are left. The answer has the columns of `SCHEMA`: `reading`
    is the line that `foedus read --format jsonl` prints, `records` the records as in `--format parquet`. What
    could not be read has no reading, and an `error` with its code and message. A row without an id gets its
    digest as one.

    `options` are what is known of all rows, `reader` replaces the usual one. Can be pickled; the models load
    once a process, at the first table. Raises NoTexts (X094).
    """

    SCHEMA: ClassVar[pa.Schema] = pa.schema(
        {
            "id": pa.string(),
            "digest": pa.string(),
            "published": pa.date32(),
            "published_basis": pa.string(),
            "outlet": pa.string(),
            "url": pa.string(),
            "language": pa.string(),
            "headline": pa.string(),
            "characters": pa.int64(),
            "records": pa.list_(_RECORD),
            "foedus": pa.string(),
            "model": pa.string(),
            "rules": pa.string(),
            "reading": pa.string(),
            "error": pa.struct({"code": pa.string(), "message": pa.string()}),
        }
    )

    def __init__(self, *, options: Options = NOTHING_GIVEN, reader: Reads | None = None) -> None:
        self.options, self.reader = options, reader

    def __call__(self, table: pa.Table) -> pa.Table:
        """The readings of a table's rows."""
        if "text" not in table.column_names:
            raise NoTexts(columns=", ".join(table.column_names) or "none")
        given = table.select([name for name in READ if name in table.column_names]).to_pylist()
        items = [self._item(row) for row in given]
        answers = (answer for chunk in in_chunks(items) for answer in read_chunk(chunk, reader=self.reader))
        rows = [_row(*found) for found in zip(given, items, answers, strict=True)]
        return pa.Table.from_pylist(rows, schema=self.SCHEMA)

    def batches(self, given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The same from batch to batch, as Spark's `mapInArrow` wants it."""
        for batch in given:
            yield from self(pa.Table.from_batches([batch])).to_batches()

    def _item(self, row: Json) -> Item:
        try:
            found = from_row(_said(row), id="", options=self.options)
        except FoedusError as error:
            return error
        return found if found.id else replace(found, id=found.digest)


def _said(row: Json) -> Json:
    """A row as a JSON line would have it: a day or a time as ISO."""
    published = row.get("published")
    return row | {"published": published.isoformat()} if isinstance(published, date) else row


def _row(given: Json, item: Item, answer: Answer) -> Json:
    """The row of SCHEMA: what is known of the dispatch, and its reading or its error."""
    row: Json = {"id": None if given.get("id") is None else str(given["id"])}
    if isinstance(item, Dispatch):
        row |= _facts(item)
    if isinstance(answer, Reading):
        return row | _found(answer)
    return row | {"error": {"code": answer.code, "message": str(answer)}}


def _facts(dispatch: Dispatch) -> Json:
    names = ("id", "digest", "published", "published_basis", "outlet", "url", "language")
    facts: dict[str, Any] = {name: getattr(dispatch, name) for name in names}
    headline = dispatch.headline.text if dispatch.headline else None
    return facts | {"headline": headline, "characters": len(dispatch.text)}


def _found(reading: Reading) -> Json:
    return {
        "records": list(parquet.rows(reading)),
        "foedus": reading.foedus,
        "model": reading.model,
        "rules": reading.rules,
        "reading": jsonl.line(reading.as_dict()).decode().rstrip("\n"),
    }
