"""Acts: what timelines, shifts and networks count. One row an event and pair of countries.

An acts table holds `date`, `actor`, `recipient`, `event`, `quad`, `score`, `id` and `count` (SCHEMA): `actor`
and `recipient` are alpha-3 codes or PLOVER's blocs; `id` is the event's, where it has one; `count` is how
many acts the row stands for, one unless a yearly table is read.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from foedus.errors import MissingColumns, NotParquet, UnknownActs, UnreadableDates, UnreadableInput
from foedus.ontology import plover

SCHEMA = pa.schema(
    {
        "date": pa.date32(),
        "actor": pa.string(),
        "recipient": pa.string(),
        "event": pa.string(),
        "quad": pa.string(),
        "score": pa.float64(),
        "id": pa.string(),
        "count": pa.int64(),
    }
)
WHAT = ("event", "quad", "score")
"""Columns of which one is enough to say what was done."""


@cache
def settings() -> dict[str, Any]:
    """`data/analysis/acts.toml`."""
    return tomllib.loads((files("foedus") / "data/analysis/acts.toml").read_text("utf-8"))


def quads() -> list[str]:
    """PLOVER's four classes in the order of every table's columns."""
    return [str(row["name"]) for row in settings()["quad"]]


def columns() -> list[str]:
    """The names of the columns that count the four classes, in the order of `quads`."""
    return [str(row["column"]) for row in settings()["quad"]]


def read(path: Path) -> pa.Table:
    """The acts of a Parquet file, in the order of its rows.

    Raises UnreadableInput (D003), NotParquet (A001), and what `of` raises, each with the file's name.
    """
    try:
        with path.open("rb") as file:
            parquet = pq.ParquetFile(file)
            held = parquet.schema_arrow.names
            _need(held, str(path))
            table = parquet.read([name for name in SCHEMA.names if name in held])
    except (pa.ArrowException, pa.ArrowInvalid) as error:
        raise NotParquet(place=str(path), cause=_brief(error)) from error
    except OSError as error:
        if error.strerror is None:
            raise NotParquet(place=str(path), cause=_brief(error)) from error
        raise UnreadableInput(place=str(path), why=error.strerror.lower()) from error
    return of(table, place=str(path))


def of(table: pa.Table, *, place: str | None = None) -> pa.Table:
    """A table with the columns of the contract as acts; `place` is named in errors.

    Rows without a date or a side, and a side's acts toward itself, are left out: they belong to no pair.
    Raises MissingColumns (A002), UnreadableDates (A003), UnknownActs (A004).
    """
    names = set(table.column_names)
    _need(table.column_names, place)
    for n, field in enumerate(table.schema):
        if pa.types.is_null(field.type):  # a column without any value
            kind = SCHEMA.field(field.name).type if field.name in SCHEMA.names else pa.string()
            table = table.set_column(n, field.name, table[field.name].cast(kind))
    found = {name: pa.nulls(table.num_rows, SCHEMA.field(name).type) for name in SCHEMA.names}
    found |= {name: _text(table, name, place) for name in ("actor", "recipient", "id") if name in names}
    found["date"] = _days(table["date"], place)
    found |= _what(table, place)
    found["count"] = _counts(table, place)
    acts = pa.table([found[name] for name in SCHEMA.names], schema=SCHEMA)
    return acts.filter(
        pc.and_kleene(
            pc.and_(pc.is_valid(acts["date"]), pc.is_valid(acts["quad"])),
            pc.and_(pc.not_equal(acts["actor"], acts["recipient"]), pc.greater(acts["count"], 0)),
        )
    )


def between(
    acts: pa.Table, first: str, second: str | None = None, *, since: Any = None, until: Any = None
) -> pa.Table:
    """The acts of two sides toward each other, or of one and anybody, between two days, inclusive."""
    if second is None:
        chosen = pc.or_(pc.equal(acts["actor"], first), pc.equal(acts["recipient"], first))
    else:
        chosen = pc.or_(
            pc.and_(pc.equal(acts["actor"], first), pc.equal(acts["recipient"], second)),
            pc.and_(pc.equal(acts["actor"], second), pc.equal(acts["recipient"], first)),
        )
    return during(acts.filter(chosen), since=since, until=until)


def during(acts: pa.Table, *, since: Any = None, until: Any = None) -> pa.Table:
    """The acts from a day to a day, inclusive; None is open."""
    if since is not None:
        acts = acts.filter(pc.greater_equal(acts["date"], pa.scalar(since, pa.date32())))
    if until is not None:
        acts = acts.filter(pc.less_equal(acts["date"], pa.scalar(until, pa.date32())))
    return acts


def _need(names: list[str], place: str | None) -> None:
    missing = [f"`{name}`" for name in ("date", "actor", "recipient") if name not in names]
    if not set(names) & set(WHAT):
        missing.append("one of `event`, `quad`, `score`")
    if missing:
        columns = ", ".join(f"`{name}`" for name in names[:20]) or "none"
        raise MissingColumns(place=place, missing=", ".join(missing), columns=columns)


def _brief(error: Exception) -> str:
    return str(error).split(":")[0].split(".")[0].strip().lower() or type(error).__name__


def _text(table: pa.Table, name: str, place: str | None) -> pa.ChunkedArray:
    kind = table.schema.field(name).type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)):
        if name == "id" and not pa.types.is_nested(kind):
            return pc.cast(table[name], pa.string())
        raise MissingColumns(place=place, missing=f"`{name}` as text", columns=f"`{name}` {kind}")
    return pc.cast(table[name], pa.string())


def _counts(table: pa.Table, place: str | None) -> Any:
    if "count" not in table.column_names:
        return pa.repeat(1, len(table))
    try:
        return pc.fill_null(pc.cast(table["count"], pa.int64()), 0)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise UnknownActs(place=place, column="count", given="what is no whole number") from None


def _days(column: pa.ChunkedArray, place: str | None) -> pa.ChunkedArray:
    """A column of dates, times or ISO text as days."""
    kind = column.type
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return pc.cast(column, pa.date32(), safe=False)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        days = pc.utf8_slice_codeunits(column, 0, 10)
        try:
            return pc.cast(days, pa.date32())
        except pa.ArrowInvalid:
            good = pc.match_substring_regex(days, r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
            bad = column.filter(pc.invert(good))
            raise UnreadableDates(place=place, given=repr((bad if len(bad) else column)[0].as_py())) from None
    raise UnreadableDates(place=place, given=f"values of the kind {kind}")


def _what(table: pa.Table, place: str | None) -> dict[str, pa.ChunkedArray]:
    """Type, class and score, each derived from what is given: type, then class, then score."""
    names = set(table.column_names)
    found: dict[str, pa.ChunkedArray] = {}
    if "score" in names:
        try:
            found["score"] = pc.cast(table["score"], pa.float64())
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            raise UnknownActs(
                place=place, column="score", given=f"values of the kind {table['score'].type}"
            ) from None
    if "event" in names:
        types = plover().types
        found["event"], found["quad"] = _mapped(
            table, "event", {name: (name, kind.quad) for name, kind in types.items()}, place
        )
        scores = _looked_up(found["event"], {name: kind.score for name, kind in types.items()}, pa.float64())
        found["score"] = pc.coalesce(found["score"], scores) if "score" in found else scores
    if "quad" in names:
        known = {
            key: (row["name"],) * 2 for row in settings()["quad"] for key in (row["name"], *row["written"])
        }
        (given, _) = _mapped(table, "quad", known, place)
        found["quad"] = pc.coalesce(given, found["quad"]) if "quad" in found else given
    if "quad" not in found:
        found["quad"] = _by_score(found["score"])
    return found


def _mapped(
    table: pa.Table, name: str, known: dict[str, tuple[str, str]], place: str | None
) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """A column in the house's writing, and what each value stands for; case and signs do not count."""
    plain = {_plain(key): value for key, value in known.items()}
    column = table[name].combine_chunks() if isinstance(table[name], pa.ChunkedArray) else table[name]
    values = pc.unique(column).drop_null().to_pylist()
    if wrong := [value for value in values if _plain(str(value)) not in plain]:
        raise UnknownActs(place=place, column=name, given=", ".join(repr(value) for value in wrong[:3]))
    return (
        _looked_up(column, {value: plain[_plain(str(value))][0] for value in values}, pa.string()),
        _looked_up(column, {value: plain[_plain(str(value))][1] for value in values}, pa.string()),
    )


def _plain(written: str) -> str:
    return "".join(sign for sign in written.lower() if sign.isalnum())


def _looked_up(column: Any, values: dict[Any, Any], kind: pa.DataType) -> Any:
    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    place = pc.index_in(column, value_set=pa.array(list(values), column.type))
    return pc.take(pa.array(list(values.values()), kind), place)


def _by_score(scores: pa.ChunkedArray) -> pa.ChunkedArray:
    """The class that a bare score falls into; null stays null."""
    found = pa.nulls(len(scores), pa.string())
    for row in sorted(settings()["quad"], key=lambda row: float(row["from"])):
        found = pc.if_else(pc.greater_equal(scores, row["from"]), row["name"], found)
    return found
