"""Join what a ledger holds, as judgements: which dispatch reprints another, which event a record tells of.

Only what nobody has looked at is compared, with itself and with what was printed, or happened, around its
days. Judgements are written by one compare-and-swap a batch: where another process judged meanwhile, its word
is looked at first. So any number may join at once, and nothing is judged twice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files

import duckdb
import pyarrow as pa

from foedus.errors import LedgerBusy, UnknownRecord
from foedus.ledger.asking import asked, connected
from foedus.ledger.joining import Joined, join
from foedus.ledger.report import Report, days_around
from foedus.ledger.reprints import Printed, Reprint, find
from foedus.ledger.schema import TABLES
from foedus.ledger.settings import settings as ledger_settings
from foedus.ledger.tables import Tables, pause
from foedus.ledger.wording import settings
from foedus.records import Json


@dataclass(frozen=True, slots=True)
class Joins:
    """How many dispatches were looked at, how many of them reprint another, how many records were joined."""

    dispatches: int = 0
    reprints: int = 0
    records: int = 0

    def __add__(self, other: Joins) -> Joins:
        return Joins(
            self.dispatches + other.dispatches, self.reprints + other.reprints, self.records + other.records
        )


def join_all(tables: Tables, *, by: str) -> Joins:
    """Look at every reading that nobody has looked at. Raises LedgerBusy (L004), NotALedger (L001)."""
    done, lost = Joins(), 0
    while True:
        seen = tables.open("judgements")
        with connected(tables) as connection:
            rows, joins = _look(connection, by)
        if not rows:
            return done
        if tables.append_after(seen, _table(rows)):
            done, lost = done + joins, 0
            continue
        lost += 1
        if lost == ledger_settings().conflict_attempts:
            raise LedgerBusy(place=tables.place, attempts=lost)
        pause()


def set_apart(tables: Tables, record: str, *, by: str, reason: str) -> None:
    """A person's word that a record is an event of its own; what follows it keeps the event that it had.

    Raises UnknownRecord (L009).
    """
    with connected(tables) as connection:
        found = asked(
            connection, "SELECT key, batch FROM reports WHERE id = $1 LIMIT 1", [record]
        ).to_pylist()
    if not found:
        raise UnknownRecord(record=record)
    row = _judgement("own-event", found[0], record=record, event=record, by=by)
    tables.append("judgements", _table([row | {"reason": reason, "probability": 1.0}]))


def _look(connection: duckdb.DuckDBPyConnection, by: str) -> tuple[list[Json], Joins]:
    """The judgements of one batch of new readings."""
    new = _ask(connection, "new", most=settings()["joining"]["batch"])
    if not new:
        return [], Joins()
    keys = [row["key"] for row in new]
    near = _ask(connection, "near", keys=keys, days=_days({row["published"] for row in new}, "reprints"))
    pairs = list(find([_printed(row) for row in new], [_printed(row) for row in near]))
    others = sorted({pair.of for pair in pairs} - set(keys))
    known = {row["key"]: row["original"] for row in _ask(connection, "originals", keys=others)}

    told = _ask(connection, "told", keys=keys)
    fresh = [Report.of(row) for row in told if not row["is_judged"]]
    held = {
        (row["key"], row["id"]): row
        for row in (
            *(row for row in told if row["is_judged"]),
            *_ask(connection, "told", keys=others),
            *_ask(connection, "around", keys=keys, days=_days_told(fresh)),
        )
    }
    joined = join(fresh, [(Report.of(row), row["told"]) for row in held.values()], reprints=pairs)
    rows = [*_of_dispatches(new, pairs, known, by), *_of_records(joined, told, by)]
    return rows, Joins(len(new), sum(row["kind"] == "reprint" for row in rows), len(joined))


def _of_dispatches(
    new: Sequence[Json], pairs: Iterable[Reprint], known: dict[str, str], by: str
) -> Iterable[Json]:
    """One judgement a dispatch: that it was looked at, and which one it reprints, or none."""
    best: dict[str, Reprint] = {}
    for pair in pairs:
        best.setdefault(pair.key, pair)
    original = dict(known)
    for row in new:
        pair_of = best.get(row["key"])
        original[row["key"]] = original.get(pair_of.of, pair_of.of) if pair_of else row["key"]
        kind = "reprint" if pair_of else "original"
        said = settings()["reasons"][kind].format(share=round(100 * pair_of.contained) if pair_of else 0)
        judged = _judgement(kind, row, record=None, event=original[row["key"]], by=by)
        yield judged | {"reason": said, "probability": round(pair_of.contained, 3) if pair_of else None}


def _of_records(joined: Iterable[Joined], told: Iterable[Json], by: str) -> Iterable[Json]:
    batches = {(row["key"], row["id"]): row for row in told}
    for one in joined:
        row = batches[one.report.key, one.report.id]
        judged = _judgement("same-event", row, record=one.report.id, event=one.event, by=by)
        yield judged | {"reason": one.reason, "probability": one.probability}


def _judgement(kind: str, row: Json, *, record: str | None, event: str, by: str) -> Json:
    """The columns that every judgement has."""
    at = datetime.now(UTC)
    parts = [kind, row["key"], row["batch"], record or "", event, by, at.isoformat()]
    name = "j1-" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
    return {
        "id": name,
        "judged_at": at,
        "by": by,
        "kind": kind,
        "key": row["key"],
        "batch": row["batch"],
        "record": record,
        "event": event,
    }


def _table(rows: list[Json]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=TABLES["judgements"])


def _printed(row: Json) -> Printed:
    return Printed(row["key"], row["text"], row["outlet"], row["published"])


def _days(published: Iterable[date | None], rule: str) -> list[date]:
    """The days within so many of some."""
    width = int(settings()[rule]["days"])
    return sorted({day + timedelta(days=n) for day in published if day for n in range(-width, width + 1)})


def _days_told(reports: Iterable[Report]) -> list[date]:
    width = int(settings()["likeness"]["told_after_days"])
    return sorted({day for report in reports for day in days_around(report, width)})


def _ask(connection: duckdb.DuckDBPyConnection, question: str, **parameters: object) -> list[Json]:
    """The rows that answer one question of `looking.sql`."""
    rows: list[Json] = asked(connection, _questions()[question], parameters).to_pylist()
    return rows


@cache
def _questions() -> dict[str, str]:
    text = (files("foedus.ledger") / "looking.sql").read_text("utf-8")
    found = re.split(r"^-- :(\w+) .*$", text, flags=re.MULTILINE)[1:]
    return {name: sql.strip().rstrip(";") for name, sql in zip(found[::2], found[1::2], strict=True)}
