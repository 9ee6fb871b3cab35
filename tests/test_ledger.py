"""The ledger keeps a reading once, whole, beside older ones; questions see the latest, and only read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import build
import pytest

from foedus.errors import BadQuery, FoedusError, NotALedger, WritingQuery
from foedus.exports.jsonl import line
from foedus.ledger import Appended, Ledger
from foedus.records import Reading


def told(number: int = 0, *, model: str = "en_core_web_sm 3.8.0") -> Reading:
    """A reading of its own dispatch."""
    made = build.reading()
    dispatch = replace(made.dispatch, id=f"d-{number}", outlet=f"Outlet {number}")
    return replace(made, dispatch=dispatch, model=model)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    kept = Ledger(tmp_path / "ledger")
    kept.append([told(0), told(1)])
    return kept


def rows(ledger: Ledger, sql: str, as_of: date | None = None) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in ledger.query(sql, as_of=as_of).to_pylist()]


def test_the_same_reading_again_adds_nothing(ledger: Ledger) -> None:
    assert ledger.append([told(1), told(2), told(2)]) == Appended(added=1, known=2)
    assert Ledger(ledger.tables.place).append([told(0)]) == Appended(added=0, known=1)
    assert rows(ledger, "SELECT count(*) FROM readings") == [(3,)]
    assert rows(ledger, "SELECT count(*) FROM records") == [(21,)]


def test_a_line_is_kept_to_the_byte(ledger: Ledger) -> None:
    kept = rows(ledger, "SELECT reading FROM dispatches ORDER BY id")
    assert [f"{text}\n".encode() for (text,) in kept] == [line(told(n).as_dict()) for n in (0, 1)]


def test_contract_json_is_the_same_reading(ledger: Ledger) -> None:
    assert ledger.append([told(1).as_dict()]) == Appended(added=0, known=1)


def test_a_newer_models_reading_stands_beside_the_older(ledger: Ledger) -> None:
    assert ledger.append([told(0, model="newer")]).added == 1
    assert rows(ledger, "SELECT id, model FROM dispatches ORDER BY id") == [
        ("d-0", "newer"),
        ("d-1", "en_core_web_sm 3.8.0"),
    ]
    assert rows(ledger, "SELECT count(*) FROM readings") == [(3,)]
    assert rows(ledger, "SELECT count(*) FROM records") == [(14,)]
    assert rows(ledger, "SELECT count(*) FROM dispatches", as_of=date(2000, 1, 1)) == [(0,)]


def test_acts_are_of_pairs_and_happened(ledger: Ledger) -> None:
    ledger = Ledger(ledger.tables.place)
    found = ledger.acts(("PRT", "MAR")).to_pylist()
    assert {(act["actor"], act["recipient"], act["event"]) for act in found} == {
        ("PRT", "MAR", "CONSULT"),
        ("MAR", "PRT", "CONSULT"),
        ("PRT", "MAR", "AGREE"),
        ("MAR", "PRT", "AGREE"),
    }
    # the same words in two outlets are one event
    assert len(found) == 5
    assert ledger.acts().to_pylist() == found
    assert ledger.acts(("PRT", "ESP")).num_rows == 0
    assert ledger.acts(since=date(2026, 3, 5)).num_rows == 0


@pytest.mark.parametrize(
    "sql",
    [
        "COPY records TO 'stolen.csv'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO 'stolen.csv'",
        "ATTACH 'other.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 1",
        "RESET lock_configuration",
        "PRAGMA threads = 1",
        "CREATE TABLE mine AS SELECT 1",
        "DROP VIEW records",
        "DELETE FROM records",
        "EXPORT DATABASE 'all'",
        "SELECT 1; SELECT 2",
        "",
    ],
)
def test_a_query_that_does_more_than_read_is_refused(ledger: Ledger, sql: str) -> None:
    with pytest.raises(WritingQuery):
        ledger.query(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM ledger",
        "SELEC 1",
        "SELECT no_such FROM records",
    ],
)
def test_a_query_sees_the_ledger_alone(ledger: Ledger, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ledger.tables.place)
    with pytest.raises(BadQuery):
        ledger.query(sql)


def test_values_are_parameters(ledger: Ledger) -> None:
    found = ledger.query("SELECT id FROM dispatches WHERE outlet = $1", ["Outlet 1"])
    assert found.to_pylist() == [{"id": "d-1"}]


def test_a_folder_of_something_else_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(NotALedger):
        Ledger(tmp_path).query("SELECT 1")
    (tmp_path / "photo.jpg").touch()
    with pytest.raises(FoedusError, match="L001"):
        Ledger(tmp_path).append([told()])
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]
