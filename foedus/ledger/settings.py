"""The ledger's numbers, from `foedus/data/ledger/ledger.toml`, which says what each is for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Settings:
    """`batch_*`: when a batch is full. `conflict_*`: how often to try again, and seconds to wait at most."""

    batch_readings: int
    batch_characters: int
    batch_seconds: float
    conflict_attempts: int
    conflict_seconds: float
    grace: timedelta
    """After this, what nobody acknowledged is nobody's."""
    writer: timedelta
    """A batch older than this is acknowledged no more, but written again."""
    kept: timedelta
    memory: str
    held: int


@cache
def settings() -> Settings:
    """The numbers that ship."""
    raw = tomllib.loads((files("foedus") / "data/ledger/ledger.toml").read_text("utf-8"))
    batch, conflict, compact = raw["batch"], raw["conflict"], raw["compact"]
    return Settings(
        batch_readings=batch["readings"],
        batch_characters=batch["characters"],
        batch_seconds=batch["seconds"],
        conflict_attempts=conflict["attempts"],
        conflict_seconds=conflict["seconds"],
        grace=timedelta(hours=compact["hours"]),
        writer=timedelta(hours=compact["writer_hours"]),
        kept=timedelta(hours=compact["kept_hours"]),
        memory=raw["query"]["memory"],
        held=raw["query"]["held"],
    )
