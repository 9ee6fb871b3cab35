"""The whole reading against the spaCy pipeline alone: same text, same run, one core.

Usage: python bench/speed.py [FOLDER] [--rounds N] [--json]
FOLDER holds articles as `.txt`; without one, the bundled dispatches are read. Articles are read in lots, turn
about, some rounds long. Of each lot each side's best time counts: whatever else the machine does only adds.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

LOT = 12
"""Articles read before the other side has its turn."""

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)


def measure(shared: Path) -> dict[str, float]:
    """`share`: spaCy's time over ours, so 1 would mean that our own steps cost nothing; `help_s`: seconds.

    The floor is for news: without the articles there is no share, for the bundled dispatches name twice as
    many sides a sentence, and reach about .62.
    """
    folder = shared / "bench" / "attribution" / "polnear" / "dev" / "text"
    given = [str(folder)] if folder.is_dir() else []
    command = [sys.executable, __file__, *given, "--json"]
    printed = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, **ONE_THREAD}
    ).stdout
    found: dict[str, float] = json.loads(printed)
    return found if given else {"help_s": found["help_s"]}


def help_seconds(tries: int = 7) -> float:
    """Median seconds of `foedus --help`, from start to exit, after one try that warms the disk."""
    command = [str(Path(sys.executable).with_name("foedus")), "--help"]
    taken = [
        _timed(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(tries + 1)
    ]
    return statistics.median(taken[1:])


def best_seconds(texts: Sequence[str], *, rounds: int) -> tuple[float, float, int]:
    """Seconds of the pipeline alone and of the whole reading, and how many sentences there are."""
    from foedus.intake import Options, dispatch_from_text  # noqa: PLC0415  (threads are limited before numpy is loaded)
    from foedus.reading.parse import pipeline  # noqa: PLC0415
    from foedus.reading.reader import Reader  # noqa: PLC0415

    nlp, reader, options = pipeline(), Reader(), Options(published=date(2016, 1, 1))
    sentences = 0

    def parse_only(lot: Sequence[str]) -> None:
        nonlocal sentences
        sentences += sum(sum(1 for _ in doc.sents) for doc in nlp.pipe(lot, batch_size=64))

    def read_whole(lot: Sequence[str]) -> None:
        dispatches = [dispatch_from_text(text, id=str(i), options=options) for i, text in enumerate(lot)]
        for reading in reader.read_many(dispatches):
            reading.as_dict()

    lots = [texts[start : start + LOT] for start in range(0, len(texts), LOT)]
    parse_only(lots[0])
    read_whole(lots[0])
    best = [[math.inf] * len(lots), [math.inf] * len(lots)]
    for number in range(rounds):
        sentences = 0
        for turn, lot in enumerate(lots):
            sides: list[tuple[int, Callable[[Sequence[str]], None]]] = [(0, parse_only), (1, read_whole)]
            for side, work in sides if (turn + number) % 2 else reversed(sides):
                begun = time.process_time()
                work(lot)
                best[side][turn] = min(best[side][turn], time.process_time() - begun)
    return sum(best[0]), sum(best[1]), sentences


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """Print the shares and the time of `foedus --help`."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("foedus/data/examples"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [path.read_text("utf-8") for path in sorted(options.folder.glob("*.txt"))]
    alone, whole, sentences = best_seconds(texts, rounds=options.rounds)
    found = {"share": alone / whole, "help_s": help_seconds()}
    if options.json:
        print(json.dumps(found))
        return
    each, ours = (1000 * seconds / sentences for seconds in (alone, whole))
    print(f"{len(texts)} articles, {sentences} sentences; ms a sentence: spaCy {each:.2f}, all {ours:.2f}")
    print(f"share of spaCy's speed {found['share']:.3f}   foedus --help {found['help_s']:.3f} s")


if __name__ == "__main__":
    main()
