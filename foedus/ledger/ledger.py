"""The ledger: readings kept for years, appended by many, asked in SQL.

ledger = Ledger("ledger")
ledger.append(foedus.Reader().read_many(dispatches))
ledger.query("SELECT event, count(*) FROM events GROUP BY event")
ledger.acts(pair=("RUS", "IRN"))
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime
from importlib.resources import files

import pyarrow as pa

from foedus.ledger.appending import Appended, Writer
from foedus.ledger.asking import Parameters, asked, connected
from foedus.ledger.tables import Tables
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
