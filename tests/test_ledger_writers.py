"""Many writers, killed writers: what was acknowledged is there once, and a run goes on where it stopped."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_ledger import told
from typer.testing import CliRunner

from foedus.cli import app
from foedus.ledger import Ledger
from foedus.ledger.keeping import Keeping, version
from foedus.ledger.rows import Version
from foedus.ledger.settings import settings
from foedus.records import Dispatch, Reading

HERE = Path(__file__).resolve().parent
WRITER = """
import sys
sys.path.insert(0, {here!r})
from test_ledger import told
from foedus.ledger import Ledger
ledger = Ledger({place!r})
for number in range({first}, {last}):
    ledger.append([told(number)])
    print(number, flush=True)
"""
READ_BY = Version("0.1.0", "en_core_web_sm 3.8.0", "sha256:0")


def writer(place: Path, first: int, last: int) -> subprocess.Popen[str]:
    """A process that appends readings one by one, and prints the number of each that is acknowledged."""
    code = WRITER.format(here=str(HERE), place=str(place), first=first, last=last)
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )


def ids(ledger: Ledger) -> list[str]:
    return sorted(row["id"] for row in ledger.query("SELECT id FROM readings").to_pylist())


def test_killed_writers_go_on_where_they_stopped(tmp_path: Path) -> None:
    place, chance = tmp_path / "ledger", random.Random(6)

    def both() -> list[subprocess.Popen[str]]:
        return [writer(place, 0, 10), writer(place, 5, 15)]  # both want 5 to 9

    acknowledged: set[str] = set()
    running = both()
    assert running[0].stdout is not None
    acknowledged.add(f"d-{running[0].stdout.readline().strip()}")
    time.sleep(chance.uniform(0, 0.5))
    for process in running:
        process.send_signal(signal.SIGKILL)
        acknowledged |= {f"d-{number}" for number in process.communicate(timeout=60)[0].split()}
    ledger = Ledger(place)
    assert not ledger.verify().faults
    assert acknowledged <= set(ids(ledger))

    for process in (running := both()):
        process.communicate(timeout=60)
    assert [process.returncode for process in running] == [0, 0]
    undisturbed = Ledger(tmp_path / "undisturbed")
    undisturbed.append(told(n) for n in range(15))
    assert not ledger.verify().faults
    assert ids(ledger) == ids(undisturbed)
    assert sorted(ledger.lines()) == sorted(undisturbed.lines())
    same = "SELECT * EXCLUDE (batch) FROM records ORDER BY key, id"
    assert ledger.query(same).equals(undisturbed.query(same))


def dispatch(number: int) -> Dispatch:
    return told(number).dispatch


def test_what_a_ledger_knows_is_not_read(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    ledger.append([told(0), told(1)])
    run = Keeping(ledger, READ_BY)
    assert list(run.unread([dispatch(0), dispatch(2), "an error", dispatch(1)])) == [dispatch(2), "an error"]
    assert run.done.known == 2
    other = Keeping(ledger, READ_BY._replace(model="newer"))
    assert list(other.unread([dispatch(0)])) == [dispatch(0)]


def test_what_was_read_until_an_interruption_is_kept(tmp_path: Path) -> None:
    def interrupted() -> Iterator[Reading]:
        yield told(0)
        yield told(1)
        raise KeyboardInterrupt

    ledger = Ledger(tmp_path / "ledger")
    with pytest.raises(KeyboardInterrupt):
        list(Keeping(ledger, READ_BY).kept(interrupted()))
    assert ids(ledger) == ["d-0", "d-1"]


class Fake:
    """Reads nothing, quickly, and remembers what it was given."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def read_many(self, dispatches: Iterable[Dispatch]) -> Iterator[Reading]:
        for each in dispatches:
            self.seen.append(each.id)
            made = told()
            yield Reading(dispatch=each, foedus=READ_BY.foedus, model=READ_BY.model, rules=made.rules)


def test_reading_into_a_ledger_and_out_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, place = Fake(), str(tmp_path / "ledger")
    monkeypatch.setattr("foedus.engine.chunks.usual_reader", lambda: reader)
    monkeypatch.setattr("foedus.ledger.keeping.version", lambda: READ_BY)
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"France met Spain in {name}.\n")
    inputs = [str(tmp_path / "one.txt"), str(tmp_path / "two.txt")]
    first = CliRunner().invoke(app, ["read", inputs[0], "--ledger", place, "--format", "jsonl"])
    assert first.exit_code == 0, first.output
    assert "1 read into the ledger, 0 known already" in first.stderr
    second = CliRunner().invoke(app, ["read", *inputs, "--ledger", place, "--format", "jsonl"])
    assert "1 read into the ledger, 1 known already" in second.stderr
    assert reader.seen == ["one", "two"]
    assert len(second.stdout.splitlines()) == 1, "the output holds what this run has read"
    assert sorted(Ledger(place).lines()) == sorted(first.stdout.splitlines() + second.stdout.splitlines())
    for command in (["brief"], ["conduct"], ["contradictions"], ["exposure", "RUS"]):
        done = CliRunner().invoke(app, [*command, "--ledger", place])
        assert done.exit_code == 0, done.output
        both = CliRunner().invoke(app, [*command, *inputs, "--ledger", place])
        assert both.exit_code == 2
    assert reader.seen == ["one", "two"]
    assert CliRunner().invoke(app, ["brief"]).exit_code == 2


def test_the_version_asked_for_is_the_one_that_readings_carry() -> None:
    import foedus  # noqa: PLC0415

    made = foedus.read("France praised Spain.", published="2026-03-06")
    assert Version(made.foedus, made.model, made.rules) == version()


def test_a_batch_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = replace(settings(), batch_readings=4)
    monkeypatch.setattr("foedus.ledger.appending.settings", lambda: limits)
    ledger = Ledger(tmp_path / "ledger")
    assert ledger.append(told(n) for n in range(10)).added == 10
    found = ledger.query("SELECT count(*) AS n FROM readings GROUP BY batch ORDER BY n").to_pylist()
    assert [row["n"] for row in found] == [2, 4, 4]
