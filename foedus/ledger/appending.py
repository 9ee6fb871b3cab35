"""Append readings: the details first, then the one commit that acknowledges them.

A batch's records, attributions and findings are written before its rows of `dispatches`. Until those are
there, nobody sees the others. The acknowledging commit fails where another writer's came in between; then
what that one wrote is looked at, and only what is still unknown is acknowledged. So no reading stands twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import pyarrow as pa
from deltalake import DeltaTable

from foedus.errors import LedgerBusy
from foedus.ledger.rows import Entry, Version, rows
from foedus.ledger.schema import TABLES
from foedus.ledger.settings import settings
from foedus.ledger.tables import Tables, pause
from foedus.records import Json, Reading

IDENTITY = ("key", "foedus", "model", "rules")
"""What makes a reading this one."""


@dataclass(frozen=True, slots=True)
class Appended:
    """How many readings were added, and how many were there already."""

    added: int = 0
    known: int = 0

    def __add__(self, other: Appended) -> Appended:
        return Appended(self.added + other.added, self.known + other.known)


class Known:
    """Which readings a ledger holds; after the first look, only files that came since are read."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.table: DeltaTable
        self._files: set[str] = set()
        self._held: set[tuple[str, Version]] = set()
        self._versions: dict[Version, Version] = {}
        self.refresh()

    def refresh(self) -> None:
        """Look at what was acknowledged since."""
        # a fresh handle: one that lives on keeps every commit it saw, and grows slower
        self.table = self.tables.open("dispatches")
        files = set(self.tables.files(self.table))
        for found in self.tables.parts("dispatches", files - self._files, list(IDENTITY)):
            for key, *version in zip(*(found[name].to_pylist() for name in IDENTITY), strict=True):
                read_by = Version(*version)
                self._held.add((key, self._versions.setdefault(read_by, read_by)))
        self._files = files

    def __contains__(self, known_as: tuple[str, Version]) -> bool:
        return known_as in self._held


class Writer:
    """Appends to one ledger. Keeps what it knows of it, so that one batch costs as much as another."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.known = Known(tables)

    def append(self, readings: Iterable[Reading | Json]) -> Appended:
        """Append in batches; each is acknowledged, and outlives this process, before the next is begun."""
        done = Appended()
        for batch in _batches(map(Entry.of, readings)):
            done += self._append(batch)
        return done

    def _append(self, entries: list[Entry]) -> Appended:
        """One batch. Raises LedgerBusy (L004)."""
        for _ in range(settings().conflict_attempts):
            new = self._unknown(entries)
            added = self._acknowledged(new) if new else 0
            if added or not new:
                return Appended(added, len(entries) - added)
        raise LedgerBusy(place=self.tables.place, attempts=settings().conflict_attempts)

    def _unknown(self, entries: list[Entry]) -> list[Entry]:
        return [entry for entry in entries if entry.known_as not in self.known]

    def _acknowledged(self, entries: list[Entry]) -> int:
        """Write the details, then the dispatches. How many; 0 where others did it, or it took too long."""
        begun = datetime.now(UTC)
        batch = f"{begun:%Y%m%dT%H%M%S}-{uuid4().hex}"
        for table in ("records", "attributions", "findings"):
            if (found := _table(table, entries, {"batch": batch})).num_rows:
                self.tables.append(table, found)
        while entries and (now := datetime.now(UTC)) - begun < settings().writer:
            is_done = self.tables.append_after(
                self.known.table, _table("dispatches", entries, {"batch": batch, "read_at": now})
            )
            self.known.refresh()
            if is_done:
                return len(entries)
            entries = self._unknown(entries)
            pause()
        return 0


def _table(name: str, entries: list[Entry], common: Json) -> pa.Table:
    """The rows of some entries in one table, each with what they have in common."""
    found = [row | common for entry in entries for row in rows(entry, name)]
    return pa.Table.from_pylist(found, schema=TABLES[name])


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Lists of bounded size, in which no dispatch comes twice."""
    held: dict[str, Entry] = {}
    characters = 0
    for entry in entries:
        is_full = len(held) >= settings().batch_readings or characters >= settings().batch_characters
        if held and (is_full or entry.key in held):
            yield list(held.values())
            held, characters = {}, 0
        held[entry.key] = entry
        characters += len(entry.line)
    if held:
        yield list(held.values())
