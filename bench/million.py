"""A ledger of a million records: what appending, asking and keeping cost as it grows.

Usage: python bench/million.py FOLDER [--records N] [--seeds READINGS.jsonl] [--pair RUS,IRN]
FOLDER, new or empty, will hold the ledger: about 1.5 GB for a million records; with `--records 0` one that is
there is asked. The records are copies of real readings, by `foedus read` of the bundled dispatches or what
`--seeds` gives: a line is put behind the text, so that digest and ids are new; days are moved over ten years;
states change places by chance, the same way throughout a copy, a few far more often than the others.
Copies are appended by the ledger's own `append`; making them is not timed. Then the commands are run, each in
a process of its own, with its time and the most memory it took.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from speed import ONE_THREAD

from foedus.ledger import Ledger
from foedus.register import tables

EXAMPLES = Path("foedus/data/examples")
FIRST, DAYS = date(2016, 1, 1), 3652
STEP = 10_000
"""Records between two looks at the clock: the first step is what the last is held against."""
SPREAD = 1.1
"""The exponent of Zipf's law by which states are drawn: few are in most of the news."""

BLOCS = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""Codes of no state: an actor that is one stays what it is."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of appending: records so far, and milliseconds a record of wall and of processor time."""

    records: int
    wall: float
    processor: float


class Copies:
    """Copies of readings without end, each a dispatch that nobody has seen; the same every time."""

    def __init__(self, seeds: list[Json]) -> None:
        self.seeds = [seed for seed in seeds if seed["records"]]
        self.chance = random.Random(20160101)
        self.states = sorted({entry.country for _, entry in tables.states()} - BLOCS)
        self.chance.shuffle(self.states)
        self.weights = {state: 1 / (rank + 1) ** SPREAD for rank, state in enumerate(self.states)}

    def __iter__(self) -> Iterator[Json]:
        number = 0
        while True:
            yield self.copy(self.chance.choice(self.seeds), number)
            number += 1

    def copy(self, seed: Json, number: int) -> Json:
        """A reading like the seed: its text ends in the copy's number, day and states are others."""
        text = f"{seed['text']}\n{number}"
        digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
        published = FIRST + timedelta(days=self.chance.randrange(DAYS))
        back = date.fromisoformat(seed["published"]) if seed["published"] else published
        named: dict[str, str] = {}
        records = [self._record(r, digest, named, published - back) for r in seed["records"]]
        changed = {"id": f"{seed['id']}-{number}", "digest": digest, "text": text, "records": records}
        return seed | changed | {"published": published.isoformat(), "outlet": f"Outlet {number % 97}"}

    def _record(self, record: Json, digest: str, named: dict[str, str], moved: timedelta) -> Json:
        fresh = "v1-" + hashlib.sha256(f"{digest}{record['id']}".encode()).hexdigest()[:20]
        sides = {side: [self._actor(a, named) for a in record[side]] for side in ("actor", "recipient")}
        return record | sides | {"id": fresh, "date": _moved(record["date"], moved)}

    def _actor(self, actor: Json, named: dict[str, str]) -> Json:
        old = actor["country"]
        if old not in self.weights:
            return actor
        if old not in named:
            named[old] = self.chance.choices(self.states, list(self.weights.values()))[0]
        return actor | {"country": named[old]}


def _moved(found: Json | None, by: timedelta) -> Json | None:
    if not found:
        return None
    days = {k: found[k] and (date.fromisoformat(found[k]) + by).isoformat() for k in ("start", "end")}
    return found | days


def grown(ledger: Ledger, copies: Iterator[Json], records: int) -> list[Step]:
    """Append copies until the ledger has so many records; a step each STEP of them."""
    steps: list[Step] = []
    total = 0
    while total < records:
        held: list[Json] = []
        count = 0
        for copy in copies:
            held.append(copy)
            count += len(copy["records"])
            if count >= STEP:
                break
        wall, processor = time.perf_counter(), time.process_time()
        ledger.append(held)
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        total += count
        steps.append(Step(total, 1000 * wall / count, 1000 * processor / count))
        if len(steps) in {1, 2, 5} or len(steps) % 10 == 0:
            print(f"{total:10,} {steps[-1].wall:9.3f} {steps[-1].processor:9.3f} {_peak():7.0f}", flush=True)
    return steps


MEASURED = """import json, resource, subprocess, sys, time
begun = time.perf_counter()
ended = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE)
taken, used = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
processor = used.ru_utime + used.ru_stime
print(json.dumps([ended.returncode, taken, processor, used.ru_maxrss / 1024, ended.stdout.count(b"\\n")]))
"""
"""Runs a command: a small process between us and it, or our own memory would be counted as its."""


def asked(*words: str) -> tuple[int, float, float, float, int]:
    """Run a command of Foedus: status, seconds of wall and of processor, MB at most, lines printed."""
    command = [str(Path(sys.executable).with_name("foedus")), *words]
    environment = {**os.environ, **ONE_THREAD}
    printed = subprocess.run(
        [sys.executable, "-c", MEASURED, *command], check=True, stdout=subprocess.PIPE, env=environment
    ).stdout
    status, wall, processor, memory, lines = json.loads(printed)
    return status, wall, processor, memory, lines


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _seeds(given: Path | None) -> list[Json]:
    if given is not None:
        return [json.loads(line) for line in given.open(encoding="utf-8")]
    command = [str(Path(sys.executable).with_name("foedus")), "read", str(EXAMPLES), "--quiet"]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in printed.splitlines()]


def main() -> int:
    """Grow the ledger, ask it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--seeds", type=Path, help="what `foedus read --format jsonl` printed")
    parser.add_argument("--pair", help="two states; the two most reported on, where not given")
    options = parser.parse_args()
    copies = Copies(_seeds(options.seeds))
    print(f"{'records':>10} {'ms each':>9} {'cpu ms':>9} {'peak MB':>7}")
    steps = grown(Ledger(options.folder), iter(copies), options.records)
    if steps:
        first, last = (min(s.processor for s in part) for part in (steps[1:6] or steps, steps[-5:]))
        print(
            f"append: {first:.3f} ms of processor a record at first, {last:.3f} at last: {last / first:.2f}"
        )
    print(f"disk: {_size(options.folder):,.0f} MB, peak of the appending process {_peak():,.0f} MB")
    pair = options.pair.split(",") if options.pair else copies.states[:2]
    place = str(options.folder)
    failed = 0
    print(f"{'command':44} {'seconds':>8} {'cpu':>8} {'MB':>6} {'lines':>8}")
    for words in (
        ("timeline", *pair, "--ledger", place, "--format", "jsonl"),
        ("shifts", place, "--format", "jsonl"),
        ("ledger", "stats", place),
        ("ledger", "query", place, "SELECT event, count(*) FROM records GROUP BY event", "--format", "jsonl"),
        ("ledger", "verify", place),
    ):
        shown = " ".join(word for word in words if word != place)[:44]
        status, wall, processor, memory, lines = asked(*words)
        failed += status != 0
        end = "" if status == 0 else f"   ended with status {status}"
        print(f"{shown:44} {wall:8.2f} {processor:8.2f} {memory:6.0f} {lines:8,}{end}", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
