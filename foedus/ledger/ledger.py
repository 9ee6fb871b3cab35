"""The ledger: readings kept for years, appended by many, asked in SQL.

ledger = Ledger("ledger")
ledger.append(foedus.Reader().read_many(dispatches))
ledger.query("SELECT event, count(*) FROM events GROUP BY event")
ledger.acts(pair=("RUS", "IRN"))
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import BinaryIO

import pyarrow as pa

import foedus
from foedus import exports
from foedus.errors import UnknownForm
from foedus.kept import reading
from foedus.ledger import counting
from foedus.ledger.appending import Appended, Writer
from foedus.ledger.asking import Parameters, asked, connected
from foedus.ledger.events import Joins, join_all, set_apart
from foedus.ledger.settings import settings
from foedus.ledger.tables import Tables
from foedus.ledger.tidying import Compacted, compact
from foedus.ledger.verifying import Verified, verify
from foedus.records import Json, Reading

_ACTS = (files("foedus.ledger") / "acts.sql").read_text("utf-8")

AsOf = date | datetime | None
"""The latest that was there at this moment, or at the end of this day (UTC); None is now."""


class Ledger:
    """A ledger in a folder, or at an address such as s3://bucket/ledger. Made by its first append.

    Holds open nothing that another process would wait for: any number may append and ask at once.
    """

    def __init__(self, place: str | os.PathLike[str]) -> None:
        self.tables = Tables(place)
        self._writer: Writer | None = None

    @property
    def writer(self) -> Writer:
        """What appends; the tables are made where there are none."""
        if self._writer is None:
            self.tables.make()
            self._writer = Writer(self.tables)
        return self._writer

    def append(self, readings: Iterable[Reading | Json]) -> Appended:
        """Append readings, or their contract JSON. What is there already, by the same version, is not added.

        Goes in batches; each is kept whole before the next is begun, and outlives a process that is killed.
        """
        return self.writer.append(readings)

    def join(self) -> Joins:
        """Look at what nobody has looked at: which dispatch reprints another, which records tell of one act.

        Written as judgements, with reasons. Any number of processes may join at once. Raises LedgerBusy
        (L004).
        """
        return join_all(self.tables, by=f"foedus {foedus.__version__}")

    def own_event(self, record: str, *, by: str, reason: str = "") -> None:
        """A person's word that a record tells of an event of its own, whatever was judged before.

        Raises UnknownRecord (L009).
        """
        set_apart(self.tables, record, by=by, reason=reason)

    def readings(self, *, as_of: AsOf = None) -> Iterator[Reading]:
        """The latest reading of each dispatch, as it was read."""
        return (reading(json.loads(line)) for line in self.lines(as_of=as_of))

    def lines(self, *, as_of: AsOf = None) -> Iterator[str]:
        """The latest reading of each dispatch, as the line of JSON that `foedus read` printed."""
        with connected(self.tables, as_of=as_of) as connection:
            for batch in connection.sql("SELECT reading FROM dispatches").to_arrow_reader(settings().held):
                yield from batch["reading"].to_pylist()

    def export(self, form: str, out: BinaryIO, *, as_of: AsOf = None) -> None:
        """Write the latest readings in one of the formats of `foedus read`. Raises UnknownForm (L007)."""
        if form not in exports.FORMATS:
            raise UnknownForm(given=form, known=", ".join(exports.FORMATS))
        if form == "jsonl":
            out.writelines(f"{line}\n".encode() for line in self.lines(as_of=as_of))
        else:
            exports.write(self.readings(as_of=as_of), out, form=form)

    def stats(self) -> Json:
        """What it holds: rows, files and bytes a table, days, outlets, and by what was read."""
        return counting.stats(self.tables)

    def verify(self) -> Verified:
        """Check every law of the ledger; reads every row."""
        return verify(self.tables)

    def compact(self, *, grace: timedelta | None = None) -> Compacted:
        """Drop what nobody acknowledged, and join small files; others may write meanwhile.

        `grace`: how old a batch must be to be taken for given up; a day without it.
        """
        return compact(self.tables, grace=grace)

    def query(self, sql: str, parameters: Parameters = None, *, as_of: AsOf = None) -> pa.Table:
        """The answer to one SELECT over the views that `docs/ledger.md` lists.

        Raises WritingQuery (L006), BadQuery (L005), NotALedger (L001).
        """
        with connected(self.tables, as_of=as_of) as connection:
            return asked(connection, sql, parameters)

    def acts(
        self,
        pair: tuple[str, str] | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        as_of: AsOf = None,
    ) -> pa.Table:
        """What happened: a row an event and pair of countries, `date`, `actor`, `recipient`, `event`, `quad`,
        `score`, `id`, in order of date.

        Without what was denied, is only expected or conditional, or long past, and without a day. A mutual
        event gives each two of its parties, in both directions. `pair` is both directions of two countries;
        `since` and `until` are the first and last day.
        """
        asked_for = {"one": pair[0] if pair else None, "other": pair[1] if pair else None}
        with connected(self.tables, as_of=as_of) as connection:
            return asked(connection, _ACTS, {**asked_for, "since": since, "until": until})
