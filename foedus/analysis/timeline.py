"""The timeline of a pair, or of one state: what was done, period by period."""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from foedus.analysis.acts import between, columns, quads

By = Literal["day", "week", "month", "year"]

SCHEMA = pa.schema(
    {
        "period": pa.date32(),
        "events": pa.int64(),
        **dict.fromkeys(columns(), pa.int64()),
        "score": pa.float64(),
        "by_first": pa.int64(),
        "by_second": pa.int64(),
    }
)


def timeline(
    acts: pa.Table,
    first: str,
    second: str | None = None,
    *,
    by: By = "month",
    during: tuple[date | None, date | None] = (None, None),
) -> pa.Table:
    """One row a period, from the first act to the last, or from and to the days of `during`, inclusive.

    `period`: its first day (of a week, Monday). `events`, and of these each of PLOVER's four classes.
    `score`: PLOVER's mean, null without any. `by_first` and `by_second`: how many acts each side did;
    without a second state, how many the state did and met. A period without acts has zeros.
    """
    since, until = during
    chosen = between(acts, first, second, since=since, until=until)
    if not chosen.num_rows:
        return SCHEMA.empty_table()
    starts = periods(chosen["date"].to_numpy(), by)
    ends = [periods(np.array([day], "datetime64[D]"), by)[0] if day else None for day in (since, until)]
    low = min(starts.min(), ends[0] or starts.min())
    high = max(starts.max(), ends[1] or starts.max())
    every = _every(low, high, by)
    place = np.searchsorted(every, starts)
    count = chosen["count"].to_numpy()

    def summed(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.asarray(np.bincount(place, weights, len(every)), np.float64)

    quad, actor = chosen["quad"].to_numpy(), chosen["actor"].to_numpy()
    score = chosen["score"].to_numpy()
    scored = summed(np.where(np.isnan(score), 0, count))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.round(summed(np.nan_to_num(score) * count) / scored, 3)
    found = {
        "period": every,
        "events": summed(count),
        **{name: summed(count * (quad == kind)) for name, kind in zip(columns(), quads(), strict=True)},
        "score": pa.array(mean, mask=scored == 0),
        "by_first": summed(count * (actor == first)),
        "by_second": summed(count * (actor != first)),
    }
    whole = {
        name: value if name in {"period", "score"} else value.astype(np.int64)
        for name, value in found.items()
    }
    return pa.table({name: pa.array(value) for name, value in whole.items()}).cast(SCHEMA)


def periods(days: npt.NDArray[np.datetime64], by: By) -> npt.NDArray[np.datetime64]:
    """The first day of each day's period."""
    days = days.astype("datetime64[D]")
    if by == "week":
        return np.asarray(days - (days.astype(np.int64) + 3) % 7)  # 1 January 1970 was a Thursday
    unit = {"day": "D", "month": "M", "year": "Y"}[by]
    return days.astype(f"datetime64[{unit}]").astype("datetime64[D]")


def _every(low: np.datetime64, high: np.datetime64, by: By) -> npt.NDArray[np.datetime64]:
    """The first days of all periods from one to another, inclusive."""
    unit = {"day": "D", "week": "D", "month": "M", "year": "Y"}[by]
    first, last = (int(day.astype(f"datetime64[{unit}]").astype(np.int64)) for day in (low, high))
    places = np.arange(first, last + 1, 7 if by == "week" else 1)
    return np.asarray(places.astype(f"datetime64[{unit}]").astype("datetime64[D]"))
