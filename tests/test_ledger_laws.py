"""A broken ledger says so; tidying keeps what was acknowledged; what is written out is what was read."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import write_deltalake
from test_ledger import told
from typer.testing import CliRunner

from foedus import exports
from foedus.cli import app
from foedus.errors import LedgerUnusable, NewerLedger, UnknownForm
from foedus.ledger import Ledger
from foedus.ledger.schema import TABLES


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    kept = Ledger(tmp_path / "ledger")
    kept.append([told(0), told(1)])
    return kept


def rewritten(ledger: Ledger, name: str, change: Callable[[list[dict[str, Any]]], object]) -> None:
    """Put another content into a table, as no honest writer would."""
    rows = ledger.tables.open(name).to_pyarrow_table().to_pylist()
    change(rows)
    write_deltalake(
        ledger.tables.uri(name), pa.Table.from_pylist(rows, schema=TABLES[name]), mode="overwrite"
    )


def changed(field: str, value: object) -> Callable[[list[dict[str, Any]]], None]:
    return lambda rows: rows[0].update({field: value})


def with_line(change: Callable[[dict[str, Any]], object]) -> Callable[[list[dict[str, Any]]], None]:
    def act(rows: list[dict[str, Any]]) -> None:
        line = json.loads(rows[0]["reading"])
        change(line)
        rows[0]["reading"] = json.dumps(line, ensure_ascii=False)

    return act


def judgement(**fields: object) -> dict[str, object]:
    now = datetime.now(UTC)
    return {"id": "j1", "judged_at": now, "by": "a test", "kind": "same-event", **fields}


@pytest.mark.parametrize(
    ("table", "change", "law"),
    [
        ("records", lambda rows: rows.pop(), "records are missing or too many"),
        ("records", lambda rows: rows.append(rows[0]), "a record stands twice"),
        ("records", changed("event", "nothing"), "records differ from their reading"),
        ("attributions", lambda rows: rows.pop(), "attributions are missing or too many"),
        ("attributions", changed("name", "Somebody Else"), "attributions differ from their reading"),
        ("dispatches", lambda rows: rows.append(rows[0]), "a reading stands twice"),
        ("dispatches", changed("outlet", "Another"), "columns differ"),
        ("dispatches", changed("key", "d1-0"), "columns differ"),
        ("dispatches", changed("reading", "{}"), "no line of the contract"),
        ("dispatches", with_line(lambda line: line.update(text="X" + line["text"])), "a digest is not"),
        ("dispatches", with_line(lambda line: line.update(text="X" + line["text"])), "a span does not quote"),
        ("judgements", lambda rows: rows.append(judgement(record="v1-none")), "a judgement is of no record"),
        ("judgements", lambda rows: rows.append(judgement(key="d1-none")), "a judgement is of no record"),
        (
            "judgements",
            lambda rows: rows.extend([judgement(kind="original"), judgement(kind="original")]),
            "a judgement stands twice",
        ),
    ],
)
def test_each_law_is_checked(
    ledger: Ledger, table: str, change: Callable[[list[dict[str, Any]]], object], law: str
) -> None:
    assert not ledger.verify().faults
    rewritten(ledger, table, change)
    assert law in " ".join(str(fault) for fault in ledger.verify().faults)
    done = CliRunner().invoke(app, ["ledger", "verify", ledger.tables.place])
    assert done.exit_code == 1
    assert "[L008]" in done.stderr
    assert law in done.stderr


def test_a_lost_file_is_told(ledger: Ledger) -> None:
    next((Path(ledger.tables.place) / "records").glob("*.parquet")).unlink()
    assert "cannot be read" in str(ledger.verify().faults[0])


def unacknowledged(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave what a writer leaves that is killed before it acknowledges."""
    writer = Ledger(ledger.tables.place).writer

    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(writer.tables, "append_after", killed)
        with pytest.raises(KeyboardInterrupt):
            writer.append([told(7)])


def test_what_nobody_acknowledged_is_unseen_and_then_dropped(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    unacknowledged(ledger, monkeypatch)
    assert ledger.stats()["unacknowledged_rows"] == 8
    assert ledger.query("SELECT count(*) AS n FROM records").to_pylist() == [{"n": 14}]
    assert not ledger.verify().faults
    assert ledger.compact().dropped == 0, "it may be a writer's that is still at work"
    assert ledger.compact(grace=timedelta(seconds=-5)).dropped == 8
    assert ledger.stats()["unacknowledged_rows"] == 0
    assert ledger.append([told(7), told(0)]).added == 1
    assert not ledger.verify().faults


def test_a_writer_that_slept_too_long_acknowledges_nothing_old(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []
    real = ledger.tables.append_after

    def late(*given: Any) -> bool:
        begun.append(given[1]["batch"][0].as_py())
        return len(begun) > 1 and real(*given)

    monkeypatch.setattr(ledger.tables, "append_after", late)
    limits = replace(__import__("foedus.ledger.settings", fromlist=["settings"]).settings())
    spent = iter([limits.writer, timedelta(0)])

    class Clock(datetime):
        skipped = timedelta(0)

        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + cls.skipped

    def wait() -> None:
        Clock.skipped += next(spent)

    monkeypatch.setattr("foedus.ledger.appending.datetime", Clock)
    monkeypatch.setattr("foedus.ledger.appending.pause", wait)
    assert ledger.append([told(9)]).added == 1
    assert len(set(begun)) == 2
    assert not ledger.verify().faults


def test_tidying_keeps_every_reading_and_moment(ledger: Ledger) -> None:
    before = datetime.now(UTC)
    for number in range(6):
        ledger.append([told(number, model="newer")])
    lines = sorted(ledger.lines()), sorted(ledger.lines(as_of=before))
    done = ledger.compact()
    assert done.files_after < done.files_before
    assert (sorted(ledger.lines()), sorted(ledger.lines(as_of=before))) == lines
    assert len(lines[1]) == 2
    assert ledger.append([told(3, model="newer")]).known == 1
    assert not ledger.verify().faults


@pytest.mark.parametrize("form", sorted(exports.FORMATS))
def test_what_is_written_out_is_what_reading_wrote(tmp_path: Path, form: str) -> None:
    kept = Ledger(tmp_path / "ledger")
    kept.append([told(0)])
    read, out = io.BytesIO(), io.BytesIO()
    exports.write([told(0)], read, form=form)
    kept.export(form, out)
    if form == "parquet":
        assert pa.parquet.read_table(out).to_pylist() == pa.parquet.read_table(read).to_pylist()
    else:
        assert out.getvalue() == read.getvalue()


def test_a_reading_comes_back_as_it_was(ledger: Ledger) -> None:
    back = sorted(ledger.readings(), key=lambda reading: reading.dispatch.id)
    assert [reading.as_dict() for reading in back] == [told(0).as_dict(), told(1).as_dict()]


def test_an_unknown_format_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UnknownForm):
        ledger.export("word", io.BytesIO())
    done = CliRunner().invoke(app, ["ledger", "export", ledger.tables.place, "word", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_the_past_is_exported(ledger: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = CliRunner().invoke(
        app, ["ledger", "export", ledger.tables.place, "jsonl", str(out), "--as-of", "2001-01-01"]
    )
    assert done.exit_code == 0, done.output
    assert out.read_bytes() == b""


def test_a_newer_ledger_is_left_alone(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foedus.ledger.tables.VERSION", 0)
    for act in (lambda: ledger.query("SELECT 1"), lambda: Ledger(ledger.tables.place).append([told(5)])):
        with pytest.raises(NewerLedger):
            act()


def test_a_place_that_cannot_be_written_is_told() -> None:
    with pytest.raises(LedgerUnusable):
        Ledger("/proc/ledger").append([told()])


def test_the_numbers_are_told(ledger: Ledger) -> None:
    done = CliRunner().invoke(app, ["ledger", "stats", ledger.tables.place, "--format", "jsonl"])
    found = json.loads(done.output)
    assert (found["dispatches"], found["records"], found["events"]) == (2, 14, 7)
    assert found["last_published"] == date(2026, 3, 6).isoformat()
    shown = CliRunner().invoke(app, ["ledger", "stats", ledger.tables.place, "--format", "table"])
    assert "table records" in shown.output


def test_a_question_on_the_command_line(ledger: Ledger) -> None:
    asked = [
        "ledger",
        "query",
        ledger.tables.place,
        "SELECT id, published FROM dispatches ORDER BY id LIMIT 1",
    ]
    done = CliRunner().invoke(app, [*asked, "--format", "jsonl"])
    assert json.loads(done.output) == {"id": "d-0", "published": "2026-03-06"}
    assert "2026-03-06" in CliRunner().invoke(app, [*asked, "--format", "table"]).output
    for refused in ("DROP VIEW records", "SELECT 1 AS a, 2 AS a"):
        assert CliRunner().invoke(app, ["ledger", "query", ledger.tables.place, refused]).exit_code == 2
