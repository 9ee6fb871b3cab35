"""Turns: found where a rate changed, to the month; not where more was told of everything, or of a pair."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.analysis.acts import of
from foedus.analysis.change import log_bayes, log_gamma
from foedus.analysis.shifts import SCHEMA, shifts, table

MONTHS = [f"{2010 + month // 12}-{month % 12 + 1:02d}" for month in range(60)]


def rows(counts: dict[str, list[int]], sides: tuple[str, str] = ("CHN", "VNM")) -> list[tuple[str, ...]]:
    """Acts of a pair: for each type, how many in each month, on days of their own."""
    return [
        (f"{month}-{day % 28 + 1:02d}", *(sides if day % 2 else sides[::-1]), event)
        for event, each in counts.items()
        for month, count in zip(MONTHS, each, strict=True)
        for day in range(count)
    ]


def acts(*groups: list[tuple[str, ...]]) -> pa.Table:
    listed = [row for group in groups for row in group]
    names = ("date", "actor", "recipient", "event")
    columns = {name: [row[n] for row in listed] for n, name in enumerate(names)}
    return of(pa.table(columns | {"id": [f"e{n}" for n in range(len(listed))]}))


def even(count: int) -> list[int]:
    return [count] * 60


WORLD = rows({"CONSULT": even(40), "ACCUSE": even(10)}, ("DEU", "FRA"))
TURNED = {"CONSULT": even(6), "ASSAULT": [0] * 40 + [30, 20] + [0] * 18}


def told(table: pa.Table) -> list[tuple[tuple[str, str], str, str]]:
    return [(turn.pair, turn.date.isoformat()[:7], turn.direction) for turn in shifts(table)]


def test_a_turn_is_found_in_its_month_and_so_is_the_return() -> None:
    found = told(acts(WORLD, rows(TURNED)))
    assert (("CHN", "VNM"), "2013-05", "toward conflict") in found
    assert (("CHN", "VNM"), "2013-07", "toward cooperation") in found
    assert {pair for pair, _, _ in found} == {("CHN", "VNM")}


def test_a_turn_names_its_size_and_the_acts_that_made_it() -> None:
    source = acts(WORLD, rows(TURNED))
    turn = next(t for t in shifts(source) if t.direction == "toward conflict")
    assert turn.odds > 100
    assert turn.before < turn.after
    assert turn.share_before < turn.share_after
    ids = dict(zip(source["id"].to_pylist(), source["event"].to_pylist(), strict=True))
    assert turn.events
    assert {ids[one] for one in turn.events} == {"ASSAULT"}
    assert turn.as_dict()["pair"] == ["CHN", "VNM"]
    assert table(shifts(source)).schema == SCHEMA


def test_nothing_turns_where_everything_is_told_twice_for_a_year() -> None:
    quiet = rows({"CONSULT": even(8), "ACCUSE": even(3), "COERCE": even(1)})
    twice = [row for row in [*WORLD, *quiet] if row[0].startswith("2012")]
    assert not told(acts(WORLD, quiet, twice))


def test_nothing_turns_where_one_pair_alone_is_told_ten_times_as_often() -> None:
    shape = {"CONSULT": 8, "ACCUSE": 3, "COERCE": 1}
    more = {event: [count] * 30 + [10 * count] * 30 for event, count in shape.items()}
    assert not told(acts(WORLD, rows(more)))


def test_months_in_which_nothing_is_told_are_gaps_and_no_turn() -> None:
    quiet = {event: [n] * 20 + [0] * 15 + [n] * 25 for event, n in (("CONSULT", 8), ("COERCE", 2))}
    assert not told(acts(rows(quiet)))
    assert not told(acts(rows(quiet), rows({"CONSULT": [40] * 20 + [0] * 15 + [40] * 25}, ("DEU", "FRA"))))


@pytest.mark.parametrize("shape", [0.0, 3.0])
def test_quiet_pairs_do_not_turn(shape: float) -> None:
    rng = np.random.default_rng(5)
    groups = []
    for pair in range(60):
        rate = rng.uniform(1, 15)
        groups += [
            (month, f"A{pair}", f"B{pair}", event, int(n))
            for event, part in (("CONSULT", 0.7), ("ACCUSE", 0.2), ("ASSAULT", 0.1))
            for month in MONTHS
            if (n := rng.poisson(rate * part * (rng.gamma(shape, 1 / shape) if shape else 1)))
        ]
    names = ("date", "actor", "recipient", "event", "count")
    columns = {name: [row[n] for row in groups] for n, name in enumerate(names)}
    columns["date"] = [f"{day}-15" for day in columns["date"]]
    assert len(shifts(of(pa.table(columns)))) <= 1


def test_a_yearly_table_with_counts_turns_in_its_year() -> None:
    years = [date(year, 1, 1) for year in range(2002, 2015)]
    fighting = [20, 25, 18, 30, 22, 27, 19, 24, 30, 21, 26, 20, 400]
    table = pa.table(
        {
            "date": years * 4,
            "actor": ["RUS"] * 26 + ["DEU"] * 26,
            "recipient": ["UKR"] * 26 + ["FRA"] * 26,
            "quad": (["verbCoop"] * 13 + ["matlConf"] * 13) * 2,
            "count": [900] * 13 + fighting + [2000] * 13 + [50] * 13,
        }
    )
    assert (("RUS", "UKR"), "2014-01", "toward conflict") in told(of(table))


def test_no_acts_no_turns() -> None:
    assert shifts(acts()) == []
    assert shifts(acts(rows({"CONSULT": [1] + [0] * 59}))) == []


@given(st.floats(0.01, 1e6))
def test_log_gamma_is_the_library_s(x: float) -> None:
    assert math.isclose(float(log_gamma(np.array([x]))[0]), math.lgamma(x), rel_tol=1e-6, abs_tol=1e-5)


@given(st.integers(1, 200), st.integers(1, 200))
def test_evidence_is_the_same_from_either_side_and_against_a_turn_where_nothing_differs(
    hits: int, misses: int
) -> None:
    def odds(*cells: int) -> float:
        a, b, c, d = (np.array([float(cell)]) for cell in cells)
        return float(log_bayes((a, b), (c, d))[0])

    assert math.isclose(odds(hits, misses, 7, 9), odds(misses, hits, 9, 7), abs_tol=1e-6)
    assert odds(hits, hits, misses, misses) < 0.5
