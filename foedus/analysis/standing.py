"""The state of a relation as of a day: by its own measure, its latest acts, its last turn."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from foedus.analysis.acts import between, during
from foedus.analysis.shifts import Turn, shifts
from foedus.analysis.timeline import timeline


@cache
def settings() -> dict[str, Any]:
    """`data/analysis/standing.toml`."""
    return tomllib.loads((files("foedus") / "data/analysis/standing.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Standing:
    """How two states stand on a day.

    `score`: PLOVER's mean over the last `months`; `usual`: the median of all earlier stretches as long, and
    `above`: the share of them that scored lower; None where too little is told. `stands`: in words.
    `events`: acts of the last months. `latest`: the last acts, the newest first.
    """

    pair: tuple[str, str]
    on: date
    months: int
    events: int
    score: float | None
    usual: float | None
    above: float | None
    stands: Literal["low", "usual", "high", "unknown"]
    latest: tuple[dict[str, Any], ...]
    turn: Turn | None

    def as_dict(self) -> dict[str, Any]:
        """For programs: days as ISO text."""
        latest = [act | {"date": act["date"].isoformat()} for act in self.latest]
        turn = self.turn.as_dict() if self.turn else None
        return asdict(self) | {
            "pair": list(self.pair),
            "on": self.on.isoformat(),
            "latest": latest,
            "turn": turn,
        }


def standing(acts: pa.Table, first: str, second: str, *, on: date) -> Standing:
    """How two states stand at the end of a day, by what was done until then. `acts`: of all, for coverage."""
    known = settings()
    until = during(acts, until=on)
    of_pair = between(until, first, second).sort_by([("date", "descending")])
    scores, events = _stretches(until, first, second, on)
    now, earlier = (scores[-1], scores[:-1]) if len(scores) else (np.nan, scores)
    earlier = earlier[np.isfinite(earlier)]
    is_told = bool(np.isfinite(now)) and len(earlier) > 0
    above = float((earlier < now).mean()) if is_told else None
    turns = [turn for turn in shifts(until) if set(turn.pair) == {first, second}]
    latest = of_pair.slice(0, known["latest"]).select(
        ["date", "actor", "recipient", "event", "quad", "score", "id"]
    )
    return Standing(
        pair=(first, second),
        on=on,
        months=known["months"],
        events=int(events[-1]) if len(events) else 0,
        score=round(float(now), 3) if np.isfinite(now) else None,
        usual=round(float(np.median(earlier)), 3) if len(earlier) else None,
        above=round(above, 3) if above is not None else None,
        stands=_word(above),
        latest=tuple(latest.to_pylist()),
        turn=turns[-1] if turns else None,
    )


def _word(above: float | None) -> Literal["low", "usual", "high", "unknown"]:
    if above is None:
        return "unknown"
    return "low" if above < settings()["low"] else "high" if above > settings()["high"] else "usual"


def _stretches(acts: pa.Table, first: str, second: str, on: date) -> tuple[Any, Any]:
    """Mean score and number of acts of every stretch of months, the last one ending with the day's month."""
    rows = timeline(acts, first, second, during=(None, on))
    span, least = settings()["months"], settings()["least_acts"]
    events = rows["events"].to_numpy().astype(float)
    score = np.nan_to_num(rows["score"].to_numpy())
    sums = [np.concatenate([[0.0], np.cumsum(side)]) for side in (events, score * events)]
    stops = np.arange(min(span, len(events)), len(events) + 1)
    held, total = (side[stops] - side[np.maximum(stops - span, 0)] for side in sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(held >= least, total / held, np.nan), held
