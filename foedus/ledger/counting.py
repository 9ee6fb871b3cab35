"""What a ledger holds, in numbers."""

from __future__ import annotations

import pyarrow as pa

from foedus.ledger.asking import connected
from foedus.ledger.schema import TABLES
from foedus.ledger.tables import Tables
from foedus.ledger.tidying import BELONGING, unacknowledged
from foedus.records import Json


def stats(tables: Tables) -> Json:
    """Dispatches, readings of them, records, events, days and versions; rows, files and bytes a table."""
    with connected(tables) as connection:
        whole = connection.sql(
            """
            SELECT (SELECT count(*) FROM dispatches) AS dispatches,
                (SELECT count(*) FROM readings) AS readings,
                (SELECT count(*) FROM records) AS records,
                (SELECT count(DISTINCT told) FROM reports) AS events,
                (SELECT count(*) FROM attributions) AS attributions,
                (SELECT count(*) FROM findings) AS findings,
                (SELECT count(*) FROM judgements) AS judgements,
                (SELECT count(DISTINCT outlet) FROM dispatches) AS outlets,
                (SELECT min(published) FROM dispatches) AS first_published,
                (SELECT max(published) FROM dispatches) AS last_published,
                (SELECT max(read_at) FROM readings) AS last_read_at
            """
        ).to_arrow_table()
        versions = connection.sql(
            "SELECT foedus, model, rules, count(*) AS readings FROM readings GROUP BY ALL ORDER BY ALL"
        ).to_arrow_table()
    found: Json = whole.to_pylist()[0]
    found["unacknowledged_rows"] = sum(n for name in BELONGING for *_, n in unacknowledged(tables, name))
    found["versions"] = versions.to_pylist()
    found["tables"] = {name: _table(tables, name) for name in sorted(TABLES)}
    return found


def _table(tables: Tables, name: str) -> Json:
    table = tables.open(name)
    files = pa.table(table.get_add_actions())
    return {
        "rows": sum(files["num_records"].to_pylist()),
        "files": files.num_rows,
        "bytes": sum(files["size_bytes"].to_pylist()),
        "commits": table.version(),
    }
