"""Kill -9 at random moments: four writers on one ledger, fifty times over; then the run goes on to its end.

Each writer appends its half-overlapping share of the same dispatches, in batches of one to eight, and says
which are acknowledged. After every kill all laws are verified, and every acknowledged dispatch must be there
once. At the end the ledger must equal one that was written without a disturbance.

Usage: python bench/ledger_kills.py [ROUNDS [SEED]]
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import foedus
from foedus.ledger import Ledger
from foedus.records import Json

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "foedus" / "data" / "examples"
ROUNDS, WRITERS, SHARE = 50, 4, 400
LONGEST = 1.0
"""Seconds after the first acknowledgement within which a kill falls."""


def readings(lines: list[Json], first: int, last: int) -> Iterator[Json]:
    """Copies of real readings, each the dispatch of another outlet."""
    for number in range(first, last):
        line = lines[number % len(lines)]
        yield {**line, "id": f"{line['id']}-{number}", "outlet": f"Outlet {number}"}


def write(place: str, source: str, first: int, last: int) -> None:
    """A writer: goes through its share, and prints what is acknowledged."""
    lines = [json.loads(line) for line in Path(source).read_text("utf-8").splitlines()]
    ledger, chance = Ledger(place), random.Random()
    while first < last:
        until = min(last, first + chance.randint(1, 8))
        ledger.append(readings(lines, first, until))
        print(*range(first, until), flush=True)
        first = until


def started(place: Path, source: Path, number: int) -> subprocess.Popen[str]:
    """A writer as a process; its share overlaps the next one's by half."""
    first = number * SHARE // 2
    share = [str(place), str(source), str(first), str(first + SHARE)]
    return subprocess.Popen(
        [sys.executable, __file__, "--write", *share], stdout=subprocess.PIPE, text=True, cwd=HERE.parent
    )


def held(ledger: Ledger) -> Counter[str]:
    """How often each dispatch is there."""
    return Counter(row["outlet"] for row in ledger.query("SELECT outlet FROM readings").to_pylist())


def measure(shared: Path, rounds: int = ROUNDS, seed: int = 6) -> dict[str, float]:  # noqa: ARG001
    """Faults over all rounds: each must be 0, and the end equal."""
    chance = random.Random(seed)
    lost = doubled = broken = 0
    with tempfile.TemporaryDirectory() as folder:
        place, source = Path(folder) / "ledger", Path(folder) / "readings.jsonl"
        lines = [
            foedus.read(path, published="2026-03-06").as_dict() for path in sorted(EXAMPLES.glob("*.txt"))
        ]
        source.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        acknowledged: set[str] = set()
        for number in range(rounds):
            writers = [started(place, source, n) for n in range(WRITERS)]
            assert writers[0].stdout is not None
            first = writers[0].stdout.readline()
            time.sleep(chance.uniform(0, LONGEST))
            for writer in writers:
                writer.kill()
            said = first + " ".join(writer.communicate()[0] for writer in writers)
            acknowledged |= {f"Outlet {word}" for word in said.split()}
            there = held(Ledger(place))
            lost += len(acknowledged - set(there))
            doubled += sum(count > 1 for count in there.values())
            broken += len(Ledger(place).verify().faults)
            print(f"kill {number + 1}: {len(there)} there, {len(acknowledged)} acknowledged", file=sys.stderr)
        for writer in [started(place, source, n) for n in range(WRITERS)]:
            writer.communicate()
        rows = Ledger(place).stats()["unacknowledged_rows"]
        undisturbed = Ledger(Path(folder) / "undisturbed")
        undisturbed.append(readings(lines, 0, (WRITERS + 1) * SHARE // 2))
        resumed = Ledger(place)
        broken += len(resumed.verify().faults)
        same = "SELECT * EXCLUDE (batch) FROM records ORDER BY key, id"
        is_equal = sorted(resumed.lines()) == sorted(undisturbed.lines()) and resumed.query(same).equals(
            undisturbed.query(same)
        )
    return {
        "kills": rounds,
        "lost": lost,
        "doubled": doubled,
        "broken_laws": broken,
        "equal_to_undisturbed": float(is_equal),
        "unacknowledged_rows": rows,
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(*sys.argv[2:4], *map(int, sys.argv[4:]))  # type: ignore[arg-type]
    else:
        for name, figure in measure(Path(), *map(int, sys.argv[1:])).items():
            print(f"{name:24} {figure:g}")
