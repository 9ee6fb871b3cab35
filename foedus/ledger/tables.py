"""The Delta tables under a ledger: where they lie, whether they are ours, and one commit to one of them."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError
from deltalake.fs import DeltaStorageHandler
from pyarrow.fs import PyFileSystem

from foedus.errors import LedgerBusy, LedgerUnusable, NewerLedger, NotALedger
from foedus.ledger.schema import PROPERTY, TABLES, VERSION
from foedus.ledger.settings import settings

Done = TypeVar("Done")

_ONCE = CommitProperties(max_commit_retries=0)
"""A commit that fails where another was made since the table was looked at."""


_LEAN = {"delta.dataSkippingNumIndexedCols": "2"}
"""Least and greatest values of `key` and `batch` alone stand in the log: it is read at every append."""


class Tables:
    """The tables of one ledger: `place` is a folder, or an address such as s3://bucket/ledger.

    An address takes its keys from the environment, as every S3 program does (AWS_ACCESS_KEY_ID,
    AWS_ENDPOINT_URL and so on).
    """

    def __init__(self, place: str | os.PathLike[str]) -> None:
        self.place = os.fspath(place).rstrip("/") or "/"
        self.is_remote = "://" in self.place
        if not self.is_remote:
            self.place = str(Path(self.place).absolute())

    def uri(self, table: str) -> str:
        """Where a table lies."""
        return f"{self.place}/{table}"

    def open(self, table: str) -> DeltaTable:
        """A table as it is now. Raises NotALedger (L001), NewerLedger (L002), LedgerUnusable (L003)."""
        try:
            found = DeltaTable(self.uri(table))
        except TableNotFoundError as error:
            raise NotALedger(place=self.place, table=table) from error
        except (DeltaError, OSError) as error:
            raise LedgerUnusable(place=self.place, cause=first_line(error)) from error
        version = found.metadata().configuration.get(PROPERTY)
        if version is None:
            raise NotALedger(place=self.place, table=table)
        if not version.isdecimal() or int(version) > VERSION:
            raise NewerLedger(place=self.place, found=version, known=VERSION)
        return found

    def make(self) -> None:
        """Make the tables that are not there; several processes may do so at once."""
        if not self.is_remote:
            self._make_folder()
        for table, schema in TABLES.items():
            try:
                DeltaTable.create(
                    self.uri(table),
                    schema=schema,
                    mode="ignore",
                    configuration={PROPERTY: str(VERSION), **_LEAN},
                    raise_if_key_not_exists=False,
                )
            except CommitFailedError:
                continue  # another process made it first
            except (DeltaError, OSError) as error:
                raise LedgerUnusable(place=self.place, cause=first_line(error)) from error

    def _make_folder(self) -> None:
        """The folder; where it holds anything else, no ledger is put among that."""
        folder = Path(self.place)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            foreign = next((e.name for e in folder.iterdir() if e.name not in TABLES), None)
        except OSError as error:
            raise LedgerUnusable(place=self.place, cause=(error.strerror or str(error)).lower()) from error
        if foreign is not None:
            raise NotALedger(place=self.place, table="dispatches")

    def files(self, table: DeltaTable) -> list[str]:
        """The Parquet files that a table is made of now, as paths below it."""
        found: list[str] = pa.table(table.get_add_actions())["path"].to_pylist()
        return found

    def parts(self, name: str, files: Iterable[str], columns: list[str]) -> Iterator[pa.Table]:
        """Some columns of some files of a table."""
        # a thread of pyarrow's that calls back into Python can outlive the program, and abort its end
        alone = {"columns": columns, "use_threads": False, "pre_buffer": False}
        if self.is_remote:
            alone["filesystem"] = PyFileSystem(DeltaStorageHandler.from_table(self.open(name)._table))
        for file in files:
            yield pq.read_table(
                unquote(file) if self.is_remote else f"{self.uri(name)}/{unquote(file)}", **alone
            )

    def append(self, table: str, rows: pa.Table) -> None:
        """Append, whatever others have appended meanwhile."""
        self.trying(lambda: write_deltalake(self.uri(table), rows, mode="append"))

    def append_after(self, seen: DeltaTable, rows: pa.Table) -> bool:
        """Append to a table as it was seen; False, and nothing done, where another was faster."""
        try:
            write_deltalake(seen, rows, mode="append", commit_properties=_ONCE)
        except CommitFailedError:
            return False
        except (DeltaError, OSError) as error:
            raise LedgerUnusable(place=self.place, cause=first_line(error)) from error
        return True

    def trying(self, act: Callable[[], Done]) -> Done:
        """Do what may conflict with another writer, again and again. Raises LedgerBusy (L004)."""
        for _ in range(settings().conflict_attempts):
            try:
                return act()
            except CommitFailedError:
                pause()
            except (DeltaError, OSError) as error:
                raise LedgerUnusable(place=self.place, cause=first_line(error)) from error
        raise LedgerBusy(place=self.place, attempts=settings().conflict_attempts)


def pause() -> None:
    """Wait a random while, so that two writers don't meet again."""
    time.sleep(random.uniform(0, settings().conflict_seconds))  # noqa: S311  (no secret)


def first_line(error: Exception) -> str:
    """What an error of a library says, on one line."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
