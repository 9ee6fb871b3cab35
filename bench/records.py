"""Whole records on real dispatches: a gold folder read as `foedus read` does, scored by the gold's script.

Usage: python bench/records.py [GOLD] [--errors]
GOLD holds `<id>.txt` beside `<id>.json` (with `published`); `score_records.py` lies in it or above it.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from foedus.engine import read_all
from foedus.errors import FoedusError
from foedus.intake import Options, dispatches

LINE = re.compile(r"^(event|sides|record)\s+precision ([\d.]+)\s+recall ([\d.]+)\s+F1 ([\d.]+)", re.M)


def measure(shared: Path) -> dict[str, float]:
    """`event_f1`, `event_precision`, ... for the three levels."""
    return figures(score(shared / "gold" / "visible"))


def predictions(gold: Path) -> Iterator[dict[str, object]]:
    """Our reading of every dispatch of the gold folder, as the contract's JSON. Raises FoedusError."""
    for path in sorted(gold.glob("*.json")):
        given = json.loads(path.read_text("utf-8"))["published"]
        options = Options(published=date.fromisoformat(given) if given else None)
        inputs = dispatches([path.with_suffix(".txt")], options=options)
        for answer in read_all(inputs):
            if isinstance(answer, FoedusError):
                raise answer
            yield answer.as_dict()


def score(gold: Path, *, errors: bool = False) -> str:
    """What the gold's script prints."""
    script = next(
        folder / "score_records.py"
        for folder in (gold, gold.parent)
        if (folder / "score_records.py").exists()
    )
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder) / "ours.jsonl"
        ours.write_text("".join(json.dumps(row) + "\n" for row in predictions(gold)), "utf-8")
        command = [sys.executable, str(script), str(gold), str(ours), *(["--errors"] if errors else [])]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def figures(printed: str) -> dict[str, float]:
    """The script's lines as numbers between 0 and 1."""
    found: dict[str, float] = {}
    for level, precision, recall, f1 in LINE.findall(printed):
        found |= {
            f"{level}_f1": float(f1),
            f"{level}_precision": float(precision),
            f"{level}_recall": float(recall),
        }
    return found


def main() -> None:
    """Print what the script prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("gold", type=Path, nargs="?", default=Path("../shared/gold/visible"))
    parser.add_argument("--errors", action="store_true", help="print what was missed and what was invented")
    options = parser.parse_args()
    print(score(options.gold, errors=options.errors), end="")


if __name__ == "__main__":
    main()
