"""Timelines, what they are made of, how a relation stands, and their pictures and commands."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from foedus.analysis.acts import between, of, read
from foedus.analysis.standing import standing
from foedus.analysis.timeline import SCHEMA, periods, timeline
from foedus.cli import app
from foedus.errors import MissingColumns, NotParquet, UnknownActs, UnreadableDates, UnreadableInput
from foedus.pictures import draw

ROWS: dict[str, list[Any]] = {
    "date": ["2014-01-31", "2014-02-01", "2014-02-03", "2014-04-30", "2014-04-30"],
    "actor": ["RUS", "UKR", "RUS", "RUS", "CHN"],
    "recipient": ["UKR", "RUS", "UKR", "CHN", "RUS"],
    "event": ["CONSULT", "ACCUSE", "ASSAULT", "AGREE", "AGREE"],
}
ACTS = of(pa.table(ROWS))


def test_a_timeline_counts_the_acts_of_both_sides_by_month() -> None:
    rows = timeline(ACTS, "RUS", "UKR").to_pylist()
    assert [row["period"] for row in rows] == [date(2014, 1, 1), date(2014, 2, 1)]
    assert rows[1] == {
        "period": date(2014, 2, 1),
        "events": 2,
        "verbal_cooperation": 0,
        "material_cooperation": 0,
        "verbal_conflict": 1,
        "material_conflict": 1,
        "score": -6.0,
        "by_first": 1,
        "by_second": 1,
    }


def test_periods_without_acts_are_there_with_zeros_and_without_score() -> None:
    rows = timeline(ACTS, "RUS", during=(date(2013, 12, 5), date(2014, 5, 1))).to_pylist()
    assert [row["events"] for row in rows] == [0, 1, 2, 0, 2, 0]
    assert [row["score"] for row in rows][3] is None
    assert timeline(ACTS, "RUS", "FRA").schema == SCHEMA
    assert not timeline(ACTS, "RUS", "FRA").num_rows


@given(st.dates(date(1800, 1, 1), date(2200, 1, 1)))
def test_a_period_begins_on_its_first_day(day: date) -> None:
    days = np.array([day], "datetime64[D]")
    assert periods(days, "day")[0].astype(object) == day
    assert periods(days, "month")[0].astype(object) == day.replace(day=1)
    assert periods(days, "year")[0].astype(object) == day.replace(day=1, month=1)
    monday = periods(days, "week")[0].astype(object)
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days < 7


@given(
    st.lists(st.tuples(st.dates(date(2010, 1, 1), date(2012, 1, 1)), st.booleans()), min_size=1, max_size=30)
)
def test_no_act_is_lost_whatever_the_period(listed: list[tuple[date, bool]]) -> None:
    table = of(
        pa.table(
            {
                "date": [day for day, _ in listed],
                "actor": ["RUS" if out else "IRN" for _, out in listed],
                "recipient": ["IRN" if out else "RUS" for _, out in listed],
                "score": [1.0] * len(listed),
            }
        )
    )
    for by in ("day", "week", "month", "year"):
        rows = timeline(table, "IRN", "RUS", by=by)
        assert sum(rows["events"].to_pylist()) == len(listed)
        assert sum(rows["by_first"].to_pylist()) == sum(not out for _, out in listed)


@pytest.mark.parametrize(
    ("column", "values", "quads"),
    [
        (
            "quad",
            ["verbCoop", "Material Conflict", "3"],
            ["verbal cooperation", "material conflict", "verbal conflict"],
        ),
        ("quad", [2, 4, 3], ["material cooperation", "material conflict", "verbal conflict"]),
        ("score", [-9.0, 0.0, 9.0], ["material conflict", "verbal conflict", "material cooperation"]),
        ("event", ["accuse", "AID", None], ["verbal conflict", "material cooperation"]),
    ],
)
def test_what_was_done_is_told_by_type_class_or_score(
    column: str, values: list[Any], quads: list[str]
) -> None:
    table = pa.table(
        {"date": ["2014-01-01"] * 3, "actor": ["RUS"] * 3, "recipient": ["UKR"] * 3, column: values}
    )
    assert of(table)["quad"].to_pylist() == quads


def test_what_has_no_day_or_no_two_sides_is_no_act_of_a_pair() -> None:
    table = pa.table(
        {
            "date": [None, date(2014, 1, 1), date(2014, 1, 1)],
            "actor": ["RUS", "RUS", "RUS"],
            "recipient": ["UKR", "RUS", None],
            "event": ["AID"] * 3,
        }
    )
    assert not of(table).num_rows
    assert between(ACTS, "UKR").num_rows == 3


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"date": ["1.2.2014"] * 5}, UnreadableDates),
        ({"date": [20140101] * 5}, UnreadableDates),
        ({"event": ["190"] * 5}, UnknownActs),
        ({"event": None}, MissingColumns),
        ({"actor": None}, MissingColumns),
        ({"actor": [1] * 5}, MissingColumns),
    ],
)
def test_a_source_that_is_none_is_refused_by_name(tmp_path: Path, change: dict[str, Any], error: Any) -> None:
    path = tmp_path / "acts.parquet"
    pq.write_table(pa.table({k: v for k, v in (ROWS | change).items() if v is not None}), path)
    with pytest.raises(error) as raised:
        read(path)
    assert raised.value.place == str(path)


def test_what_is_no_parquet_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("date,actor\n")
    with pytest.raises(NotParquet):
        read(tmp_path / "a.csv")
    with pytest.raises(UnreadableInput):
        read(tmp_path / "none.parquet")


def test_a_relation_stands_low_by_its_own_measure() -> None:
    days = [date(2010 + n // 12, n % 12 + 1, day) for n in range(48) for day in (3, 17)]
    events = ["CONSULT"] * 72 + ["ACCUSE"] * 24
    table = of(pa.table({"date": days, "actor": ["RUS"] * 96, "recipient": ["TUR"] * 96, "event": events}))
    found = standing(table, "RUS", "TUR", on=date(2013, 12, 31))
    assert (found.stands, found.score, found.usual, found.above) == ("low", -3.0, 2.5, 0.0)
    assert found.latest[0]["date"] == date(2013, 12, 17)
    assert standing(table, "RUS", "TUR", on=date(2012, 12, 31)).stands != "high"
    assert standing(table, "RUS", "FRA", on=date(2012, 12, 31)).stands == "unknown"
    assert json.dumps(found.as_dict())


def test_a_picture_is_drawn_with_text_as_text_and_nothing_unescaped() -> None:
    rows = timeline(ACTS, "RUS", "UKR")
    svg = draw(rows, title="A <b> & $x^2$", form="svg").decode()
    assert "A &lt;b&gt; &amp; $x^2$" in svg
    assert "<b>" not in svg
    assert svg == draw(rows, title="A <b> & $x^2$", form="svg").decode()
    assert draw(rows, title="x", form="png").startswith(b"\x89PNG")


@pytest.fixture
def source(tmp_path: Path) -> str:
    pq.write_table(pa.table(ROWS), tmp_path / "acts.parquet")
    return str(tmp_path / "acts.parquet")


def test_the_commands_print_what_the_functions_find(source: str, tmp_path: Path) -> None:
    run = CliRunner().invoke
    lines = run(app, ["timeline", "Russia", "UKR", "--source", source, "--plot", str(tmp_path / "a.svg")])
    assert [json.loads(line)["events"] for line in lines.stdout.splitlines()] == [1, 2]
    assert (tmp_path / "a.svg").read_text("utf-8").startswith("<?xml")
    assert run(app, ["timeline", "RUS", "UKR", "--source", source, "--format", "csv"]).stdout.count("\n") == 3
    assert json.loads(run(app, ["standing", "RUS", "CHN", "--source", source, "--on", "2014-06-01"]).stdout)
    assert json.loads(run(app, ["network", source, "--least", "2"]).stdout)["recipient"] == "UKR"
    assert run(app, ["network", source, "--format", "table"]).exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["timeline", "RUS", "FRA", "--source", "{}"], 0, "no acts of Russia and France"),
        (["shifts", "{}"], 0, "No relation turned"),
        (["timeline", "RUS", "Narnia", "--source", "{}"], 2, "R206"),
        (["timeline", "RUS", "UKR"], 2, "C004"),
        (["timeline", "RUS", "UKR", "--source", "{}", "--plot", "a.pdf"], 2, "C004"),
        (["shifts", "{}", "--as-of", "2014-01-01"], 2, "C004"),
    ],
)
def test_an_empty_answer_is_said_and_a_wrong_question_is_coded(
    source: str, words: list[str], code: int, said: str
) -> None:
    done = CliRunner().invoke(app, [word.format(source) for word in words])
    assert done.exit_code == code
    assert said in done.stderr
