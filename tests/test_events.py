"""Joining in a ledger: each reading is looked at once, others may join too, a person has the last word."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import build
import pytest

from foedus.errors import UnknownRecord
from foedus.ledger import Ledger
from foedus.ledger.events import Joins
from foedus.records import Reading


def told(number: int, *, outlet: str = "", published: date | None = None) -> Reading:
    """A reading of its own dispatch: the same acts, printed with other white space at the end."""
    made = build.reading()
    given = made.dispatch
    day = published or given.published
    dispatch = replace(given, id=f"d-{number}", text=given.text + "\n" * number, published=day)
    return replace(made, dispatch=replace(dispatch, outlet=outlet or f"Outlet {number}"))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    kept = Ledger(tmp_path / "ledger")
    kept.append([told(0), told(1)])
    return kept


def count(ledger: Ledger, sql: str) -> object:
    (row,) = ledger.query(sql).to_pylist()
    return next(iter(row.values()))


def test_reprints_are_joined_once_and_count_as_one_voice(ledger: Ledger) -> None:
    before = count(ledger, "SELECT count(*) FROM events")
    done = ledger.join()
    assert (done.dispatches, done.reprints) == (2, 1)
    assert done.records > 0
    assert ledger.join() == Joins()
    assert count(ledger, "SELECT count(*) FROM events") == int(str(before)) - done.records
    joined = ledger.query("SELECT reports, outlets, independent FROM events WHERE reports = 2").to_pylist()
    assert len(joined) == done.records
    assert all(row["outlets"] == ["Outlet 0", "Outlet 1"] and row["independent"] == 1 for row in joined)
    assert count(ledger, "SELECT bool_and(reason <> '') FROM judgements")


def test_what_comes_later_joins_the_event_that_is_there(ledger: Ledger) -> None:
    ledger.join()
    held = ledger.query("SELECT id FROM events ORDER BY id").to_pylist()
    ledger.append([told(2)])
    done = ledger.join()
    assert (done.dispatches, done.reprints) == (1, 1)
    assert ledger.query("SELECT id FROM events ORDER BY id").to_pylist() == held


def test_a_person_takes_a_record_out_and_it_stays_out(ledger: Ledger) -> None:
    ledger.join()
    (row,) = ledger.query("SELECT id, told FROM reports WHERE id <> told ORDER BY id LIMIT 1").to_pylist()
    ledger.own_event(row["id"], by="Kim", reason="another meeting")
    apart = f"SELECT told FROM reports WHERE id = '{row['id']}'"
    assert count(ledger, apart) == row["id"]
    ledger.append([told(2)])
    ledger.join()
    assert count(ledger, apart) == row["id"]
    with pytest.raises(UnknownRecord, match="L009"):
        ledger.own_event("v1-none", by="Kim")


def test_joining_at_once_judges_nothing_twice(ledger: Ledger) -> None:
    ledger.append([told(number) for number in range(2, 6)])
    places = [ledger.tables.place] * 4
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda place: Ledger(place).join(), places))
    assert sum(one.dispatches for one in done) == 6
    assert count(ledger, "SELECT count(*) - count(DISTINCT key) FROM judgements WHERE record IS NULL") == 0
    assert (
        count(ledger, "SELECT count(*) - count(DISTINCT record) FROM judgements WHERE record IS NOT NULL")
        == 0
    )
