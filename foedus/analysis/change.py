"""Whether the rate of a class of acts changed, and from which month: the test behind `shifts`.

Two questions are asked of every month in which a pair's acts of a class begin or end. Of all that the pair
does, is the class another share (a beta-binomial test)? Of all that is reported, does it come at another rate
(a Gamma-Poisson test, in the negative binomial's conjugate form)? Both compare "one rate before and after"
with "two rates" by marginal likelihood, and a turn must show in both: more reporting of a pair changes no
share, more reporting of everything no rate. Counts are weighed down first for what they vary by of
themselves: acts of one affair come in clusters, rates wander, and some pairs waver more than others.
"""

from __future__ import annotations

import tomllib
import warnings
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from foedus.analysis.tally import Numbers, Places


@cache
def settings() -> dict[str, Any]:
    """`data/analysis/shifts.toml`."""
    return tomllib.loads((files("foedus") / "data/analysis/shifts.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Series:
    """One watched class in all pairs: [pairs, months] each, summed up from the left with a zero before.

    `counts`: acts of the class; `total`: all of the pair; `coverage`. `hits`, `misses`: the class and the
    rest of the pair's acts, weighed; `acts`, `shape`: the class and the gamma's shape, weighed.
    """

    counts: Numbers
    total: Numbers
    coverage: Numbers
    hits: Numbers
    misses: Numbers
    acts: Numbers
    shape: Numbers


def series(counts: Numbers, total: Numbers, coverage: Numbers) -> Series:
    """The sums of one class. A pair that wavers more than others is weighed down further."""
    known = settings()
    weight = 1 / (known["share"]["cluster"] + total / known["share"]["most"])
    hits, misses = counts * weight, (total - counts) * weight
    acts, shape = counts / known["rate"]["cluster"], coverage * known["rate"]["shape"]
    more = wavering(_share_gaps(hits, misses))
    hits, misses = hits / more, misses / more
    more = wavering(_rate_gaps(acts, coverage, known["rate"]["shape"]))
    columns = (counts, total, coverage, hits, misses, acts / more, shape / more)
    return Series(*(np.concatenate([np.zeros((len(c), 1)), c.cumsum(1)], 1) for c in columns))


def wavering(gaps: Numbers) -> Numbers:
    """How much more than expected the months of a pair differ from the next: [pairs, 1], at least one.

    The median of the squared gaps, which a few turns do not move, against that of a chi-square of one degree.
    """
    known = settings()["wavering"]
    enough = np.isfinite(gaps).sum(1, keepdims=True) >= known["months"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of pairs without any gap: they are not enough
        median = np.nanmedian(gaps, axis=1, keepdims=True)
    return np.asarray(np.where(enough, np.maximum(median / known["median"], 1.0), 1.0))


def _share_gaps(hits: Numbers, misses: Numbers) -> Numbers:
    """Squared differences of the share in neighbouring months, over their variance; NaN without one."""
    size = hits + misses
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / size
        both = (hits[:, 1:] + hits[:, :-1]) / (size[:, 1:] + size[:, :-1])
        spread = both * (1 - both) * (1 / size[:, 1:] + 1 / size[:, :-1])
        return np.asarray(np.where(spread > 0, np.diff(share, axis=1) ** 2 / spread, np.nan))


def _rate_gaps(acts: Numbers, coverage: Numbers, shape: float) -> Numbers:
    """The same of the rate against coverage."""
    with np.errstate(divide="ignore", invalid="ignore"):
        both = (acts[:, 1:] + acts[:, :-1]) / (coverage[:, 1:] + coverage[:, :-1])
        spread = (both + both**2 / shape) * (1 / coverage[:, 1:] + 1 / coverage[:, :-1])
        return np.asarray(np.where(spread > 0, np.diff(acts / coverage, axis=1) ** 2 / spread, np.nan))


def log_gamma(x: Numbers) -> Numbers:
    """The logarithm of the gamma function for x > 0, by Stirling's series at x + 3; good to 1e-6."""
    z = x + 3
    tail = (1 / 12 - (1 / 360 - 1 / (1260 * z * z)) / (z * z)) / z
    return np.asarray((z - 0.5) * np.log(z) - z + 0.9189385332046727 + tail - np.log(x * (x + 1) * (x + 2)))


def log_bayes(hits: tuple[Numbers, Numbers], misses: tuple[Numbers, Numbers]) -> Numbers:
    """The log Bayes factor of two rates against one, of hits and misses before and after.

    With misses as the shapes of gammas, the very same is the test of two negative binomials.
    """
    known = settings()["prior"]
    all_hits, all_misses = hits[0] + hits[1], misses[0] + misses[1]
    mean = all_hits / np.maximum(all_hits + all_misses, 1e-9)
    a = np.maximum(known["worth"] * mean, known["least"])
    b = np.maximum(known["worth"] * (1 - mean), known["least"])

    def evidence(hit: Numbers, miss: Numbers) -> Numbers:
        return log_gamma(a + hit) + log_gamma(b + miss) - log_gamma(a + b + hit + miss)

    none = log_gamma(a) + log_gamma(b) - log_gamma(a + b)
    return evidence(hits[0], misses[0]) + evidence(hits[1], misses[1]) - evidence(all_hits, all_misses) - none


@dataclass(frozen=True, slots=True)
class Cells:
    """Months that may be turns: pair and month of each, and between which months its windows may lie."""

    pair: Places
    month: Places
    low: Places
    high: Places
    rises: npt.NDArray[np.bool_]

    def at(self, chosen: Any) -> Cells:
        """Some of them."""
        return Cells(*(getattr(self, name)[chosen] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Weighed:
    """What windows say of cells: log odds; the best window's first month, the month after its last."""

    odds: Numbers
    start: Places
    stop: Places


def weigh(watched: Series, cells: Cells, months: Places) -> Weighed:
    """The log odds that the rate changed at each cell, a mean over windows; -inf where no claim can be."""
    known = settings()
    spans = [(v, w) for v in known["before_months"] for w in known["after_months"]]
    first = {v: np.searchsorted(months, months - v) for v in known["before_months"]}
    last = {w: np.searchsorted(months, months + w) for w in known["after_months"]}
    odds = np.full((len(spans), len(cells.month)), -np.inf)
    bounds = np.zeros((2, *odds.shape), np.int64)
    for row, (v, w) in enumerate(spans):
        start = np.maximum(first[v][cells.month], cells.low)
        stop = np.minimum(last[w][cells.month], cells.high)
        bounds[:, row] = start, stop
        odds[row] = compared(watched, Cells(cells.pair, cells.month, start, stop, cells.rises))
    best = odds.argmax(0)
    each = np.arange(odds.shape[1])
    top = odds[best, each]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.log(np.exp(odds - np.where(np.isfinite(top), top, 0)).mean(0)) + top
    prior = np.log(np.median(np.diff(months)) / known["months_between_turns"]) if len(months) > 1 else 0.0
    return Weighed(
        np.where(np.isfinite(top), mean + prior, -np.inf), bounds[0, best, each], bounds[1, best, each]
    )


def compared(watched: Series, cells: Cells) -> Numbers:
    """The log Bayes factor of each cell, from its `low` to its `high`; -inf where a claim lacks something."""
    claim = settings()["claim"]

    def cut(sums: Numbers) -> tuple[Numbers, Numbers]:
        middle = sums[cells.pair, cells.month]
        return middle - sums[cells.pair, cells.low], sums[cells.pair, cells.high] - middle

    counts = cut(watched.counts)
    share = log_bayes(cut(watched.hits), cut(watched.misses))
    rate = log_bayes(cut(watched.acts), cut(watched.shape))
    holds = (
        (np.where(cells.rises, counts[1], counts[0]) >= claim["acts"])
        & (_change(counts, cut(watched.coverage), cells.rises) >= claim["rate"])
        & (_change(counts, cut(watched.total), cells.rises) >= claim["share"])
        & (np.minimum(share, rate) >= claim["other"])
    )
    return np.asarray(np.where(holds, share + rate, -np.inf))


def moved(watched: Series, cells: Cells, picked: Places, found: Weighed) -> Places:
    """For each pick, the cell that parts its best window best: where the turn is, not only that it is."""
    pair, start, stop = cells.pair[picked], found.start[picked], found.stop[picked]
    at = np.full(len(watched.counts), -1)
    at[pair] = np.arange(len(picked))
    of = at[cells.pair]
    inside = (of >= 0) & (cells.rises == cells.rises[picked][of])
    inside &= (cells.month > start[of]) & (cells.month < stop[of])
    rows = np.flatnonzero(inside)
    of = of[rows]
    tried = Cells(cells.pair[rows], cells.month[rows], start[of], stop[of], cells.rises[rows])
    odds = compared(watched, tried)
    order = np.lexsort((-odds, of))
    return rows[order[np.unique(of[order], return_index=True)[1]]]


def _change(counts: tuple[Numbers, Numbers], against: tuple[Numbers, Numbers], rises: Any) -> Numbers:
    """Times as many after as before, or before as after where it falls; half an act is added to both."""
    before = (counts[0] + 0.5) / np.maximum(against[0], 0.5)
    after = (counts[1] + 0.5) / np.maximum(against[1], 0.5)
    return np.asarray(np.where(rises, after / before, before / after))


def candidates(counts: Numbers, months: Places, *, falls: bool) -> Cells:
    """Months with acts of the class, as the first of more; the months after, as the first of fewer."""
    old_enough = months - months[0] >= settings()["history_months"]
    found = [np.nonzero((counts > 0) & old_enough)]
    if falls:
        shown = np.zeros(counts.shape, bool)
        shown[:, 1:] = counts[:, :-1] > 0
        found.append(np.nonzero(shown & old_enough))
    pair, month = (np.concatenate([side[n] for side in found]).astype(np.int64) for n in (0, 1))
    rises = np.arange(len(pair)) < len(found[0][0])
    return Cells(pair, month, np.zeros(len(pair), np.int64), np.full(len(pair), len(months)), rises)


def turned(watched: Series, months: Places, *, falls: bool) -> tuple[Cells, Weighed]:
    """The turns of one class in every pair: the strongest first, then those between."""
    cells = candidates(np.diff(watched.counts, axis=1), months, falls=falls)
    found = weigh(watched, cells, months)
    odds = found.odds
    least = np.log(settings()["claim"]["odds"])
    low, high, taken = cells.low.copy(), cells.high.copy(), np.zeros(len(odds), bool)
    for _ in range(settings()["claim"]["rounds"]):
        best = np.full(len(watched.counts), least)
        np.maximum.at(best, cells.pair, np.where(taken, -np.inf, odds))
        rows = np.flatnonzero(~taken & (odds == best[cells.pair]) & (odds > least))
        if not len(rows):
            break
        rows = rows[np.unique(cells.pair[rows], return_index=True)[1]]
        better = moved(watched, cells, rows, found)
        rows = np.where(odds[better] > least, better, rows)
        taken[rows] = True
        at = np.full(len(watched.counts), -1)
        at[cells.pair[rows]] = cells.month[rows]
        split = at[cells.pair]
        touched = split >= 0
        low = np.where(touched & (cells.month > split), np.maximum(low, split), low)
        high = np.where(touched & (cells.month < split), np.minimum(high, split), high)
        spare = touched & ~taken & (cells.month != split)
        odds = np.where(touched & ~taken, -np.inf, odds)
        new = Cells(cells.pair, cells.month, low, high, cells.rises).at(spare)
        again = weigh(watched, new, months)
        odds[spare], found.start[spare], found.stop[spare] = again.odds, again.start, again.stop
    return confirmed(watched, cells.at(taken), months)


def confirmed(watched: Series, cells: Cells, months: Places) -> tuple[Cells, Weighed]:
    """The turns that hold between their neighbours. A pair's weakest goes first, the rest is asked again."""
    least = np.log(settings()["claim"]["odds"])
    while True:
        order = np.lexsort((cells.month, cells.pair))
        cells = cells.at(order)
        same = cells.pair[1:] == cells.pair[:-1]
        low, high = np.zeros(len(order), np.int64), np.full(len(order), len(months))
        low[1:] = np.where(same, cells.month[:-1], 0)
        high[:-1] = np.where(same, cells.month[1:], len(months))
        cells = Cells(cells.pair, cells.month, low, high, cells.rises)
        found = weigh(watched, cells, months)
        weakest = np.full(len(watched.counts), least)
        np.minimum.at(weakest, cells.pair, found.odds)
        gone = found.odds < least
        gone &= found.odds == weakest[cells.pair]
        if not gone.any():
            return cells, found
        cells = cells.at(~gone)
