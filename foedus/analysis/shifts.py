"""When a relation turned, how sure that is, how far, and by which acts.

`shifts(acts)` asks it of every pair at once. The test is in `change`; what is watched and what is needed, in
`data/analysis/shifts.toml`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from foedus.analysis.change import Cells, Series, Weighed, series, settings, turned
from foedus.analysis.tally import Tally, tally

SCHEMA = pa.schema(
    {
        "pair": pa.list_(pa.string()),
        "date": pa.date32(),
        "direction": pa.string(),
        "what": pa.string(),
        "odds": pa.float64(),
        "before": pa.float64(),
        "after": pa.float64(),
        "share_before": pa.float64(),
        "share_after": pa.float64(),
        "since": pa.date32(),
        "until": pa.date32(),
        "events": pa.list_(pa.string()),
    }
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A month from which a pair's relation was another.

    `what` is the class of acts that shows it best. `odds`: that it turned, against that it did not. `before`
    and `after`: acts of the class a month, as if every month were covered alike; `share_before` and
    `share_after`: of all the pair's acts. `since` and `until`: the first and the last month compared.
    `events`: ids of the acts that made it turn, the first first; empty where the source has none.
    """

    pair: tuple[str, str]
    date: dt.date
    direction: str
    what: str
    odds: float
    before: float
    after: float
    share_before: float
    share_after: float
    since: dt.date
    until: dt.date
    events: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The turn as the contract's JSON has it."""
        found = {name: getattr(self, name) for name in SCHEMA.names}
        days = {name: found[name].isoformat() for name in ("date", "since", "until")}
        return found | {"pair": list(self.pair), "events": list(self.events)} | days


def shifts(acts: pa.Table) -> list[Turn]:
    """Every turn of every pair, by pair and day. One a pair, month and direction: the surest."""
    counts = tally(acts, least=settings()["claim"]["acts"])
    if not counts.pairs:
        return []
    rows = Rows.of(acts, counts)
    best: dict[tuple[Any, ...], Turn] = {}
    for watched in settings()["watched"]:
        chosen = _of_class(acts, watched)
        sums = series(counts.of(chosen), counts.total, counts.coverage())
        cells, found = turned(sums, counts.months, falls="falls" in watched)
        for turn in _told(Case(counts, rows, chosen, sums, watched), cells, found):
            key = (turn.pair, turn.date.year, turn.date.month, turn.direction)
            if key not in best or best[key].odds < turn.odds:
                best[key] = turn
    return sorted(best.values(), key=lambda turn: (turn.pair, turn.date, turn.direction))


def table(turns: list[Turn]) -> pa.Table:
    """Turns as an Arrow table (SCHEMA)."""
    return pa.table({name: [getattr(t, name) for t in turns] for name in SCHEMA.names}, schema=SCHEMA)


def _of_class(acts: pa.Table, watched: dict[str, Any]) -> npt.NDArray[np.bool_]:
    """Which acts belong to a watched class."""
    if "quads" in watched:
        chosen = pc.is_in(acts["quad"], value_set=pa.array(watched["quads"], pa.string()))
    else:
        chosen = pc.fill_null(pc.less_equal(acts["score"], watched["score"]), False)
    return np.asarray(
        chosen.to_numpy(zero_copy_only=False) if isinstance(chosen, pa.Array) else chosen.to_numpy()
    )


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of each pair in the order of their days: `order[start[p]:start[p + 1]]`."""

    order: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    day: npt.NDArray[np.datetime64]
    ids: Any

    @classmethod
    def of(cls, acts: pa.Table, counts: Tally) -> Rows:
        """Sort the rows once."""
        day = acts["date"].to_numpy()
        order = np.lexsort((day, counts.pair))
        start = np.searchsorted(counts.pair[order], np.arange(len(counts.pairs) + 1))
        return cls(order, start, day, acts["id"].combine_chunks())


@dataclass(frozen=True, slots=True)
class Case:
    """One watched class over all pairs, with what its turns are told from."""

    counts: Tally
    rows: Rows
    chosen: npt.NDArray[np.bool_]
    sums: Series
    watched: dict[str, Any]


def _told(case: Case, cells: Cells, found: Weighed) -> Iterator[Turn]:
    """The turns of one class."""
    known, months = settings()["claim"], case.counts.months
    for n, pair in enumerate(cells.pair.tolist()):
        month, start, stop = (int(side[n]) for side in (cells.month, found.start, found.stop))
        rises = bool(cells.rises[n])

        def rate(sums: Any, first: int, last: int, pair: int = pair) -> float:
            return float(sums[pair, last] - sums[pair, first])

        covered = case.sums.coverage
        before = rate(case.sums.counts, start, month) / rate(covered, start, month)
        after = rate(case.sums.counts, month, stop) / rate(covered, month, stop)
        shown = _shown(case, pair, range(month, stop), after) if rises else month
        rows = _rows(case, pair, int(months[shown]), int(months[stop - 1]), rises)
        first = _day(int(months[shown]))
        in_month = case.rows.day[rows[:1]].astype("datetime64[D]").tolist() if rises else []
        yield Turn(
            pair=case.counts.pairs[pair],
            date=in_month[0] if in_month else first,
            direction=case.watched["rises" if rises else "falls"],
            what=case.watched["name"],
            odds=float(f"{min(np.exp(min(float(found.odds[n]), 700.0)), known['most_odds']):.3g}"),
            before=round(before, 2),
            after=round(after, 2),
            share_before=_share(case, pair, start, month),
            share_after=_share(case, pair, month, stop),
            since=_day(int(months[start])),
            until=_day(int(months[stop - 1])),
            events=tuple(i for i in case.rows.ids.take(pa.array(rows[: known["records"]])).to_pylist() if i),
        )


def _shown(case: Case, pair: int, after: range, rate: float) -> int:
    """The first month of the new rate in which the class shows it; a lone act before it is none yet."""
    known = settings()["claim"]
    acts, covered = np.diff(case.sums.counts[pair]), np.diff(case.sums.coverage[pair])
    shows = (acts >= known["shown"] * rate * covered) & (acts >= known["shown_acts"])
    return next((month for month in after if shows[month]), after[0])


def _share(case: Case, pair: int, first: int, last: int) -> float:
    total = case.sums.total[pair, last] - case.sums.total[pair, first]
    return round(float((case.sums.counts[pair, last] - case.sums.counts[pair, first]) / max(total, 1.0)), 3)


def _rows(case: Case, pair: int, first: int, last: int, rises: bool) -> npt.NDArray[np.int64]:
    """The rows that made it turn: of the class where it came more, of the others where less."""
    held = case.rows.order[case.rows.start[pair] : case.rows.start[pair + 1]]
    month = case.counts.months[case.counts.month[held]]
    return np.asarray(held[(month >= first) & (month <= last) & (case.chosen[held] == rises)])


def _day(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1)
