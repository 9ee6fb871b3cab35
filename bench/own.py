"""Whole records on the bundled dispatches, against our own hand-coding: the measure that needs nothing else.

Usage: python bench/own.py [--errors]
One person coded `bench/own/*.json`: take the figures for a guard, not for a proof.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from foedus.engine import read_all
from foedus.errors import FoedusError
from foedus.evaluate import Result, evaluate, report
from foedus.intake import dispatches

OWN = Path(__file__).resolve().parent / "own"
EXAMPLES = OWN.parent.parent / "foedus" / "data" / "examples"


def measure(shared: Path) -> dict[str, float]:  # noqa: ARG001  (needs nothing of it)
    """`event_f1`, `sides_f1`, `record_f1`."""
    return {f"{level}_f1": score.f1 for level, score in compared().scores.items()}


def compared() -> Result:
    """The coded dispatches against our reading of them. Raises FoedusError."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as ours:
        for answer in read_all(dispatches(sorted(EXAMPLES.glob("*.txt")))):
            if isinstance(answer, FoedusError):
                raise answer
            ours.write(json.dumps(answer.as_dict()) + "\n")
        ours.flush()
        return evaluate(OWN, Path(ours.name))


def main() -> None:
    """Print the three levels."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was invented")
    for line in report(compared(), errors=parser.parse_args().errors):
        print(line)


if __name__ == "__main__":
    main()
