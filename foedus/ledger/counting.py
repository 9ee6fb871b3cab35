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
            SELECT count(*) AS dispatches,
                (SELECT count(*) FROM readings) AS readings,
                sum(record_count)::BIGINT AS records,
                (SELECT count(DISTINCT told) FROM reports) AS events,
                sum(attribution_count)::BIGINT AS attributions,
                sum(finding_count)::BIGINT AS findings,
                (SELECT count(*) FROM judgements) AS judgements,
                count(DISTINCT outlet) AS outlets,
                min(published) AS first_published,
                max(published) AS last_published,
                (SELECT max(read_at) FROM readings) AS last_read_at
            FROM dispatches
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
