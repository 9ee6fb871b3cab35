"""Ask a ledger in SQL: DuckDB over the Delta tables, for reading alone.

A query is one SELECT. It sees the views of `views.sql` and nothing else: no file, no network, no variable of
this process, no setting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from urllib.parse import unquote

import duckdb
import pyarrow as pa

from foedus.errors import BadQuery, WritingQuery
from foedus.ledger.schema import TABLES
from foedus.ledger.settings import settings
from foedus.ledger.tables import Tables, first_line

Parameters = Sequence[object] | Mapping[str, object] | None

END_OF_TIME = datetime.max.replace(tzinfo=UTC)
READING = frozenset({"SELECT"})  # EXPLAIN ANALYZE would run what it explains, a COPY too


def moment(as_of: date | datetime | None) -> datetime:
    """The last moment that is meant: a day's end (UTC), or the moment itself; the end of time without one."""
    if as_of is None:
        return END_OF_TIME
    if isinstance(as_of, datetime):
        return as_of if as_of.tzinfo else as_of.replace(tzinfo=UTC)
    return datetime.combine(as_of, time.min, UTC) + timedelta(days=1, microseconds=-1)


def connected(tables: Tables, *, as_of: date | datetime | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that sees the ledger as it is now, or as it was; locked, with access to nothing else."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoload_known_extensions": "false",
            "autoinstall_known_extensions": "false",
            "python_enable_replacements": "false",
            "memory_limit": settings().memory,
        },
    )
    connection.execute("SET TimeZone = 'UTC'")
    if not tables.is_remote:
        folder = tables.place.replace("'", "''")
        connection.execute(f"SET allowed_directories = ['{folder}/']")
    connection.execute("SET enable_external_access = false")
    # what acknowledges is looked at first: what it acknowledges is then there
    for name in reversed(TABLES):
        _see(connection, tables, name)
    connection.execute("CREATE TABLE looked_at AS SELECT $1::TIMESTAMPTZ AS until", [moment(as_of)])
    connection.execute("CREATE MACRO moment() AS (SELECT until FROM looked_at)")
    connection.execute((files("foedus.ledger") / "views.sql").read_text("utf-8"))
    connection.execute("SET lock_configuration = true")
    return connection


def _see(connection: duckdb.DuckDBPyConnection, tables: Tables, name: str) -> None:
    """Make a table visible as `kept_…`. DuckDB reads local files itself: as Arrow, many take long."""
    table = tables.open(name)
    paths = (
        [] if tables.is_remote else [f"{tables.uri(name)}/{unquote(file)}" for file in tables.files(table)]
    )
    if paths:
        connection.read_parquet(paths, hive_partitioning=False).create_view(f"kept_{name}")
    else:
        connection.register(f"kept_{name}", table.to_pyarrow_dataset())


def asked(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters = None) -> pa.Table:
    """The answer to one query. Raises WritingQuery (L006), BadQuery (L005)."""
    try:
        statements = connection.extract_statements(sql)
        kinds = [statement.type.name for statement in statements]
        if len(kinds) != 1 or kinds[0] not in READING:
            raise WritingQuery(kind=", ".join(kinds) or "nothing")
        return connection.sql(statements[0], params=parameters).to_arrow_table()
    except duckdb.Error as error:
        raise BadQuery(cause=first_line(error)) from error
