"""Acts counted by pair and month, and what coverage each month had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from foedus.analysis.acts import quads

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tally:
    """Acts of each pair in each month in which anything at all is reported; the others are gaps.

    `pairs`: two codes each, in their order. `months`: since year 0. `total`: [pairs, months]; `whole`: of all
    pairs. `pair`, `month`, `count`: of each act; `pair` is -1 where its pair was left out.
    """

    pairs: list[tuple[str, str]]
    months: Places
    total: Numbers
    whole: Numbers
    pair: Places
    month: Places
    count: Numbers

    def of(self, chosen: npt.NDArray[np.bool_]) -> Numbers:
        """The counts of some acts: [pairs, months]."""
        return self._sum(np.where(chosen, self.count, 0.0))

    def _sum(self, weights: Numbers) -> Numbers:
        shape = self.total.shape
        held = self.pair >= 0
        places = self.pair[held] * shape[1] + self.month[held]
        summed = np.bincount(places, weights[held], shape[0] * shape[1])
        return np.asarray(summed, np.float64).reshape(shape)

    def coverage(self) -> Numbers:
        """What else is reported in each month, for each pair: [pairs, months], one on average.

        All that others do, and as much as the pair's own average in every month: a file of one pair knows
        nothing of coverage.
        """
        others = self.whole - self.total + self.total.mean(1, keepdims=True)
        return np.asarray(others / others.mean(1, keepdims=True), np.float64)


def tally(acts: pa.Table, *, least: float) -> Tally:
    """Count acts by pair and month. Pairs of fewer acts than `least` are left out, and count as coverage."""
    actor, recipient, codes = _sides(acts)
    low, high = np.minimum(actor, recipient), np.maximum(actor, recipient)
    day = acts["date"].to_numpy().astype("datetime64[M]").astype(np.int64) + 1970 * 12
    count = acts["count"].to_numpy().astype(np.float64)
    months, month = np.unique(day, return_inverse=True)
    if len(months):
        count = count / repeats(acts, (actor, recipient), month, months)
    keys, pair = np.unique(low * len(codes) + high, return_inverse=True)
    kept = np.bincount(pair, count, len(keys)) >= least if len(keys) else np.zeros(0, bool)
    place = np.where(kept, np.cumsum(kept) - 1, -1)
    pair = place[pair] if len(keys) else pair
    shape = (int(kept.sum()), len(months))
    held = pair >= 0
    total = np.bincount(pair[held] * shape[1] + month[held], count[held], shape[0] * shape[1]).reshape(shape)
    pairs = [(codes[key // len(codes)], codes[key % len(codes)]) for key in keys[kept].tolist()]
    whole = np.bincount(month, count, len(months))
    return Tally(pairs, months, total.astype(np.float64), whole.astype(np.float64), pair, month, count)


def repeats(acts: pa.Table, sides: tuple[Places, Places], month: Places, months: Places) -> Numbers:
    """How many times as often as usual an act is told in each act's year: [acts].

    An act that stands twice, by the same sides on the same day and of the same class, is no further evidence.
    What is usual is the median of the years: some sources tell all twice, and a yearly table knows no days.
    """
    years = months // 12
    first = np.flatnonzero(np.r_[True, years[1:] != years[:-1]])
    year = np.searchsorted(years[first], years[month])
    quad = pc.index_in(acts["quad"], value_set=pa.array(quads(), pa.string())).to_numpy().astype(np.int64)
    day = acts["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    size = max(int(sides[0].max()), int(sides[1].max())) + 1
    same = ((day * size + sides[0]) * size + sides[1]) * len(quads()) + quad
    distinct = np.bincount(year[np.unique(same, return_index=True)[1]], minlength=len(first))
    told = np.bincount(year, acts["count"].to_numpy(), minlength=len(first)) / distinct
    return np.asarray((told / np.median(told))[year])


def _sides(acts: pa.Table) -> tuple[Places, Places, list[str]]:
    """Both sides as numbers in the order of their codes, and the codes."""
    codes = sorted(set(pc.unique(acts["actor"]).to_pylist()) | set(pc.unique(acts["recipient"]).to_pylist()))
    known = pa.array(codes, pa.string())

    def numbered(name: str) -> Any:
        return pc.index_in(acts[name], value_set=known).to_numpy().astype(np.int64)

    return numbered("actor"), numbered("recipient"), codes
