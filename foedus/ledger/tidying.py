"""Tidy a ledger: drop what nobody acknowledged, join small files. Every acknowledged reading stays.

Safe while others write: a batch that is still being written is younger than the grace of `ledger.toml`, and
a writer acknowledges none that is older.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from foedus.ledger.asking import connected
from foedus.ledger.schema import TABLES
from foedus.ledger.settings import settings
from foedus.ledger.tables import Tables

BELONGING = ("records", "attributions", "findings")
"""Tables whose rows a row of `dispatches` acknowledges."""

_PLAIN = re.compile(r"[0-9A-Za-z-]+")
"""What a key and a batch are made of; nothing else is put into a condition."""

_PAIRS = 500
"""Readings that one condition names."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many unacknowledged rows were dropped, and how many files there were before and after."""

    dropped: int
    files_before: int
    files_after: int


def compact(tables: Tables, *, grace: timedelta | None = None) -> Compacted:
    """Tidy every table. `grace`: how old an unacknowledged batch must be to be dropped."""
    before = _files(tables)
    until = datetime.now(UTC) - (settings().grace if grace is None else grace)
    dropped = sum(_drop(tables, name, until) for name in BELONGING)
    hours = int(settings().kept.total_seconds() // 3600)
    for name in TABLES:
        tables.trying(lambda name=name: tables.open(name).optimize.compact())  # type: ignore[misc]
        table = tables.open(name)
        table.create_checkpoint()
        table.cleanup_metadata()
        tables.trying(lambda name=name: tables.open(name).vacuum(hours, dry_run=False))  # type: ignore[misc]
    return Compacted(dropped, before, _files(tables))


def _files(tables: Tables) -> int:
    return sum(len(tables.files(tables.open(name))) for name in TABLES)


def _drop(tables: Tables, name: str, until: datetime) -> int:
    """Drop the rows of batches begun until then that nobody acknowledged."""
    dropped = 0
    for condition in _conditions(unacknowledged(tables, name, until=until)):
        done = tables.trying(lambda condition=condition: tables.open(name).delete(condition))  # type: ignore[misc]
        dropped += int(done["num_deleted_rows"] or 0)
    return dropped


def unacknowledged(tables: Tables, name: str, *, until: datetime | None = None) -> list[tuple[str, str, int]]:
    """`batch`, `key` and number of the rows that no row of `dispatches` acknowledges, in order of batch."""
    begun = f"{until:%Y%m%dT%H%M%S}" if until else "~"
    with connected(tables) as connection:
        return connection.execute(
            f"SELECT batch, key, count(*) FROM kept_{name} ANTI JOIN kept_dispatches USING (key, batch)"  # noqa: S608
            " WHERE batch <= $1 GROUP BY ALL ORDER BY ALL",
            [begun],
        ).fetchall()


def _conditions(found: list[tuple[str, str, int]]) -> Iterator[str]:
    """Conditions that mean these rows, each of bounded length."""
    plain = [(b, k) for b, k, _ in found if _PLAIN.fullmatch(b) and _PLAIN.fullmatch(k)]
    for start in range(0, len(plain), _PAIRS):
        parts = []
        for batch, pairs in groupby(plain[start : start + _PAIRS], key=lambda pair: pair[0]):
            keys = ", ".join(f"'{key}'" for _, key in pairs)
            parts.append(f"(batch = '{batch}' AND key IN ({keys}))")
        yield " OR ".join(parts)
