"""Records as conduct: an attack, a threat, a request for help, help given, withheld, declined, words alone.

What counts as which stands in `data/analysis/conduct.toml`. Only acts of states count, and only those of our
day: background is no occasion.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.analysis.finding import Quoted
from foedus.claims import quotation
from foedus.records import Actor, Reading, Record
from foedus.register import register


@dataclass(frozen=True, slots=True)
class Told:
    """A record and the reading of the dispatch that tells it."""

    record: Record
    reading: Reading

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id(self.reading.dispatch.digest)

    @property
    def words(self) -> Quoted:
        """The words that show it."""
        dispatch = self.reading.dispatch
        return Quoted.of(dispatch, quotation(dispatch, self.record))


@dataclass(frozen=True, slots=True)
class Deed(Told):
    """What one state did, or did not do, to another. `on` is the day it is dated to, else the
    publication's.
    """

    kind: str
    actor: str
    recipient: str
    on: date | None


@cache
def settings() -> dict[str, Any]:
    """`data/analysis/conduct.toml`."""
    return tomllib.loads((files("foedus") / "data/analysis/conduct.toml").read_text("utf-8"))


def deeds(readings: Iterable[Reading]) -> tuple[Deed, ...]:
    """Every deed of the readings, in the order of the records."""
    return tuple(deed for reading in readings for record in reading.records for deed in _of(record, reading))


def _of(record: Record, reading: Reading) -> Iterator[Deed]:
    kind = _kind(record)
    if kind is None:
        return
    on = (record.date.start or record.date.end) if record.date else None
    for actor in states(record.actor):
        for recipient in states(record.recipient) or ([""] if kind == "request" else []):
            if actor != recipient:
                yield Deed(record, reading, kind, actor, recipient, on or reading.dispatch.published)


def _kind(record: Record) -> str | None:
    known = settings()
    is_denied = "negation" in record.auxiliary
    if record.probability < known["least_probability"] or (
        not is_denied and record.certainty.value < known["least_certainty"]
    ):
        return None
    for rule in known["deed"]:
        if (
            record.event in rule["events"]
            and tuple(rule.get("auxiliary", ())) == record.auxiliary
            and record.mode in rule.get("modes", (record.mode,))
        ):
            return str(rule["kind"])
    return None


def states(side: Iterable[Actor]) -> list[str]:
    """The states that take part on a side, by alpha-3 code; armed groups of a state are not it."""
    known = settings()["not_the_state"]
    members = [a for a in side if a.country and a.sector not in known and not _is_people(a)]
    return list(dict.fromkeys(a.country for a in members if a.country and register().state(a.country)))


def _is_people(actor: Actor) -> bool:
    """Whether words mean people of a state, not the state: "Turks"."""
    return actor.basis in settings()["peoples"] and actor.text.endswith("s")
