"""When relations turned, on ICEWS's open half: known turns, quiet pairs, more coverage alone, a million acts.

The daily file is read as any source is. The yearly one holds counts: each becomes a row with `count`, dated
to the first of January. Quiet pairs are simulated ones that never change (even; in clusters, with rates that
wander; with seasons; under coverage that jumps), the daily file with each pair's types dealt anew among its
own acts, and the yearly file's pairs with next to no conflict.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from foedus.analysis.acts import columns, of, quads, read
from foedus.analysis.shifts import shifts
from foedus.analysis.tally import tally

DAILY = {("CHN", "VNM"): ["2014-05"], ("KHM", "THA"): ["2008-10", "2011-02"]}
YEARLY = {("GEO", "RUS"): ["2008"], ("KOR", "PRK"): ["2010"], ("RUS", "UKR"): ["2014"]}
"""Turns toward conflict that the file's README names, to the month and to the year."""
WIDE = ("verbCoop", "matlCoop", "verbConf", "matlConf")
EVENTS = ("CONSULT", "AID", "ACCUSE", "ASSAULT")
MONTHS = 132
DOUBLED = (2006, 2009, 2012, 2014)
FEW = 5
"""Acts of conflict in its worst year that a pair of the yearly file may have to be quiet."""


def yearly(path: Path) -> pa.Table:
    """The yearly table as acts: a row a pair of sides, year and class, with its count."""
    wide = pq.read_table(path, columns=["i_iso3c", "j_iso3c", "year", *WIDE])
    days = pa.array([date(int(year), 1, 1) for year in wide["year"].to_pylist()], pa.date32())
    parts = [
        pa.table(
            {
                "date": days,
                "actor": wide["i_iso3c"],
                "recipient": wide["j_iso3c"],
                "quad": pa.repeat(name, len(wide)),
                "count": pc.cast(wide[name], pa.int64()),
            }
        )
        for name in WIDE
    ]
    return of(pa.concat_tables(parts))


def found(acts: pa.Table, named: dict[tuple[str, str], list[str]]) -> float:
    """The share of the named turns that are claimed, toward conflict, at their time."""
    claimed = {
        (turn.pair, turn.date.isoformat()[: len(when)])
        for turn in shifts(acts)
        for when in named.get(turn.pair, [""])
        if turn.direction == "toward conflict"
    }
    wanted = [(pair, when) for pair, whens in named.items() for when in whens]
    return sum(one in claimed for one in wanted) / len(wanted)


def doubled(acts: pa.Table, year: int) -> int:
    """Turns in a year, or with the next, that are claimed only when each of its acts is told twice."""
    years = pc.year(acts["date"])
    twice = pc.if_else(pc.equal(years, year), pc.multiply(acts["count"], 2), acts["count"])
    more = acts.set_column(acts.schema.get_field_index("count"), "count", twice)
    before = {(turn.pair, turn.date, turn.direction) for turn in shifts(acts)}
    after = {(turn.pair, turn.date, turn.direction) for turn in shifts(more)} - before
    return sum(turned.year == year or (turned.year, turned.month) == (year + 1, 1) for _, turned, _ in after)


def dealt_anew(acts: pa.Table, rng: np.random.Generator) -> pa.Table:
    """The same acts with the types of each pair dealt anew among them: no share changes but by chance."""
    pair = tally(acts, least=0).pair
    order = np.lexsort((rng.random(len(pair)), pair))
    place = np.empty_like(order)
    place[np.argsort(pair, kind="stable")] = order
    table = acts.select(["date", "actor", "recipient", "count"])
    return of(table.append_column("event", acts["event"].take(pa.array(place))))


def simulated(rng: np.random.Generator, kind: str, pairs: int = 300) -> pa.Table:
    """Pairs that never turn: one act in three months to thirty a month, shares as of real pairs."""
    base = np.exp(rng.uniform(np.log(0.3), np.log(30), (pairs, 1)))
    small = np.stack([rng.beta(1, 12, pairs), rng.beta(2, 10, pairs), rng.beta(1, 10, pairs)], 1)
    share = np.concatenate([1 - small.sum(1, keepdims=True).clip(0, 0.9), small], 1)
    month = np.arange(MONTHS)
    rate = base * np.ones((1, MONTHS))
    if kind == "wandering":
        rate = rate * rng.gamma(3, 1 / 3, rate.shape)
    if kind == "seasons":
        rate = rate * (1 + 0.7 * np.sin(2 * np.pi * month / 12 + rng.uniform(0, 6, (pairs, 1))))
    if kind == "coverage":
        rate = rate * np.where((month > 60) & (month < 80), 5.0, np.where(month > 100, 0.3, 1.0))
        rate = rate * np.repeat(rng.random((pairs, MONTHS // 12)) > 0.1, 12, 1)
    parts = []
    for n, event in enumerate(EVENTS):
        counts = rng.poisson(rate * share[:, [n]] / (1.3 if kind == "wandering" else 1))
        if kind == "wandering":
            counts = counts + rng.binomial(counts, 0.3)
        who, when = np.nonzero(counts)
        days = (np.datetime64("2005-01") + when).astype("datetime64[D]")
        parts.append(
            pa.table(
                {
                    "date": pa.array(days),
                    "actor": [f"A{one}" for one in who],
                    "recipient": [f"B{one}" for one in who],
                    "event": pa.repeat(event, len(who)),
                    "count": counts[who, when],
                }
            )
        )
    return of(pa.concat_tables(parts))


def quiet_yearly(acts: pa.Table) -> tuple[pa.Table, npt.NDArray[np.int64]]:
    """All acts, and which rows are of pairs with next to no conflict in any year."""
    counts = tally(acts, least=1)
    conflict = np.isin(
        acts["quad"].to_numpy(), [q for q, c in zip(quads(), columns(), strict=True) if "conf" in c]
    )
    worst = counts.of(conflict).max(1)
    return acts, np.flatnonzero((worst <= FEW) & (counts.total.sum(1) >= 30))


def per_hundred(acts: pa.Table, *, least: int = 30) -> float:
    """Turns claimed per hundred pairs of so many acts."""
    return 100 * len(shifts(acts)) / max(int((tally(acts, least=least).total.sum(1) > 0).sum()), 1)


def million(rng: np.random.Generator, rows: int = 1_000_000) -> pa.Table:
    """Acts of 150 states over ten years, most of them by few."""
    codes = np.array([f"{a}{b}{c}" for a in "ABCDEF" for b in "ABCDE" for c in "ABCDE"])
    weight = 1 / np.arange(1, len(codes) + 1)
    who = rng.choice(len(codes), (2, rows), p=weight / weight.sum())
    return of(
        pa.table(
            {
                "date": np.datetime64("2010-01-01") + rng.integers(0, 3652, rows),
                "actor": codes[who[0]],
                "recipient": codes[who[1]],
                "event": np.array(EVENTS)[rng.choice(4, rows, p=[0.7, 0.05, 0.15, 0.1])],
                "id": np.arange(rows).astype(str),
            }
        )
    )


def measure(shared: Path) -> dict[str, float]:
    """All figures."""
    folder = shared / "bench/shifts"
    daily, years = read(folder / "events.parquet"), yearly(folder / "dyad_years.parquet")
    rng = np.random.default_rng(6)
    figures = {"named_daily": found(daily, DAILY), "named_yearly": found(years, YEARLY)}
    claimed = {turn.pair for turn in shifts(years)}
    acts, quiet = quiet_yearly(years)
    names = tally(acts, least=1).pairs
    figures["quiet_yearly"] = 100 * sum(names[n] in claimed for n in quiet) / len(quiet)
    figures["quiet_dealt"] = per_hundred(dealt_anew(daily, rng))
    for kind in ("even", "seasons", "wandering", "coverage"):
        figures[f"quiet_{kind}"] = per_hundred(simulated(rng, kind))
    for name, acts in (("daily", daily), ("yearly", years)):
        figures[f"doubled_{name}"] = float(sum(doubled(acts, year) for year in DOUBLED))
    many = million(rng)
    figures["million_s"] = timed(lambda: shifts(many))
    return figures


def timed(run: Callable[[], object]) -> float:
    """Seconds of wall time."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    for name, figure in measure(parser.parse_args().shared).items():
        print(f"{name:16} {figure:8.3f}")


if __name__ == "__main__":
    main()
