"""How much faster two workers read than one: the same articles, the whole command, turn about.

Usage: python bench/workers.py [FOLDER] [--workers N] [--rounds N] [--engine local|ray]
FOLDER holds articles as `.txt`; PolNeAR's, where they are here. A round is one run of `foedus read` with one
worker and one with N, start-up and loading of the models included. Of each the least wall time counts, for
whatever else the machine does only adds; the processor time says how much the workers do beside reading.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from speed import ONE_THREAD

ARTICLES = Path("bench") / "attribution" / "polnear" / "dev" / "text"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: seconds of wall and of processor time, and the digest of its output."""

    wall: float
    processor: float
    digest: str


def run(folder: Path, *, workers: int, engine: str) -> Run:
    """Read a folder once."""
    command = [str(Path(sys.executable).with_name("foedus")), "read", str(folder), "--quiet"]
    command += ["--workers", str(workers), "--engine", engine]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, **ONE_THREAD}
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment).stdout
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, spent, hashlib.sha256(printed).hexdigest())


def main() -> int:
    """Print a line a round, then the best pair; status 1 where the outputs differ."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED / ARTICLES)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    options = parser.parse_args()
    articles = len(list(options.folder.glob("*.txt")))
    print(f"{articles} articles, {os.cpu_count()} cores; seconds")
    print(f"{'round':>5} {'one':>7} {'many':>7} {'faster':>7} {'processor of one':>17} {'of many':>8}")
    ones: list[Run] = []
    many: list[Run] = []
    for number in range(1, options.rounds + 1):
        ones.append(run(options.folder, workers=1, engine="local"))
        many.append(run(options.folder, workers=options.workers, engine=options.engine))
        a, b = ones[-1], many[-1]
        faster = a.wall / b.wall
        print(f"{number:5} {a.wall:7.1f} {b.wall:7.1f} {faster:7.2f} {a.processor:17.1f} {b.processor:8.1f}")
    best = min(r.wall for r in ones) / min(r.wall for r in many)
    is_same = len({r.digest for r in (*ones, *many)}) == 1
    print(f"best of each: {best:.2f} times; output {'the same to the byte' if is_same else 'DIFFERS'}")
    return int(not is_same)


if __name__ == "__main__":
    sys.exit(main())
