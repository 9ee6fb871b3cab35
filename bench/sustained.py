"""Dispatches that come in day and night: several writers, one ledger, nothing lost, memory flat.

Usage: python bench/sustained.py FOLDER [--minutes M] [--rate N] [--writers N] [--articles TEXTS]
FOLDER, new or empty, will hold the ledger. Each writer is one `foedus read - --ledger FOLDER`, which gets its
part of N dispatches a minute as JSON lines on its standard input, evenly spaced, and reads them itself. Every
dispatch is another: an article of TEXTS (PolNeAR's where they are here, else the bundled ones) with a line of
its number behind it. Afterwards the ledger must hold every dispatch once, and `ledger verify` pass; memory
is flat where the writers took at most a tenth more in the last fifth of the time than in the second.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from speed import ONE_THREAD
from workers import ARTICLES, SHARED

from foedus.ledger import Ledger

EXAMPLES = Path("foedus/data/examples")
LOOK = 5.0
"""Seconds between two looks at the writers' memory."""
GROWS = 1.1


def writer(folder: Path) -> subprocess.Popen[str]:
    """One reading process, its input open."""
    command = [str(Path(sys.executable).with_name("foedus")), "read", "-", "--ledger", str(folder)]
    return subprocess.Popen(
        [*command, "--quiet", "--format", "jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **ONE_THREAD},
    )


def fed(
    writers: Sequence[subprocess.Popen[str]], texts: Sequence[str], *, dispatches: int, rate: float
) -> list[float]:
    """Give the writers dispatches in turn, `rate` a minute; megabytes that all took, look by look."""
    begun = looked = time.monotonic()
    memory: list[float] = []
    for number in range(dispatches):
        row = {"id": f"d{number}", "text": f"{texts[number % len(texts)]}\n{number}"}
        pipe = _input(writers[number % len(writers)])
        pipe.write(json.dumps(row) + "\n")
        pipe.flush()
        time.sleep(max(0.0, begun + (number + 1) * 60 / rate - time.monotonic()))
        if time.monotonic() - looked >= LOOK:
            looked = time.monotonic()
            memory.append(sum(_resident(one.pid) for one in writers))
    return memory


def _input(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdin is not None
    return process.stdin


def _resident(process: int) -> float:
    """Megabytes of memory that a process holds now; Linux."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    """Feed, wait, look. Status 1 where a dispatch was lost or doubled, or memory grew."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=200, help="dispatches a minute, of all writers")
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--articles", type=Path, default=SHARED / ARTICLES)
    options = parser.parse_args()
    folder = options.articles if options.articles.is_dir() else EXAMPLES
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    dispatches = round(options.minutes * options.rate)
    writers = [writer(options.folder) for _ in range(options.writers)]
    begun = time.monotonic()
    memory = fed(writers, texts, dispatches=dispatches, rate=options.rate)
    given = time.monotonic() - begun
    for one in writers:
        _input(one).close()
    failed = [code for one in writers if (code := one.wait())]
    over = time.monotonic() - begun - given
    count = "SELECT count(*) AS held, count(DISTINCT id) AS ids FROM dispatches"
    held = Ledger(options.folder).query(count).to_pylist()[0]
    command = [str(Path(sys.executable).with_name("foedus")), "ledger", "verify", str(options.folder)]
    verified = subprocess.run(command, check=False).returncode == 0
    fifth = max(1, len(memory) // 5)
    before, after = (statistics.mean(part) for part in (memory[fifth : 2 * fifth] or memory, memory[-fifth:]))
    is_flat = after <= before * GROWS
    print(
        f"{dispatches} dispatches of {len(texts)} articles in {given / 60:.1f} minutes, "
        f"{len(writers)} writers"
    )
    print(f"ended {over:.1f} s after the last came; statuses {failed or 'all 0'}")
    print(f"held {held['held']}, of {held['ids']} ids; verify {'holds' if verified else 'FAILS'}")
    print(f"memory of all writers: {before:.0f} MB in the second fifth, {after:.0f} MB in the last")
    return int(bool(failed) or held != {"held": dispatches, "ids": dispatches} or not verified or not is_flat)


if __name__ == "__main__":
    sys.exit(main())
