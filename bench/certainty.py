"""Measure the certainty step on UDS It-Happened 2 (dev), in the published convention.

Usage: python bench/certainty.py GOLD.jsonl [--errors N]
Each line of GOLD holds `text` (tokens parted by white space) and `targets` with `span1` and `label` (-3 … 3).
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from foedus.reading.certainty import Assessment, told
from foedus.reading.parse import pipeline

GOLD = "bench/factuality/uds_ih2_dev.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    """One predicate: people's value, ours, and where it stands."""

    gold: float
    ours: Assessment
    where: str


def cases(gold: Path) -> tuple[list[Case], float]:
    """Every predicate of a file, assessed, and the seconds that the assessing took."""
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
    nlp = pipeline()
    docs = list(nlp.pipe(Doc(nlp.vocab, words=row["text"].split()) for row in rows))
    begun = time.perf_counter()
    targets = [
        (doc[target["span1"][0]], float(target["label"]))
        for row, doc in zip(rows, docs, strict=True)
        for target in row["targets"]
    ]
    answers = told([(token, frozenset()) for token, _ in targets])
    found = [
        Case(gold, ours, f"{token.text} in: {token.doc.text}")
        for (token, gold), ours in zip(targets, answers, strict=True)
    ]
    return found, time.perf_counter() - begun


def verdict(value: float) -> int:
    """Denied, uncertain or asserted, as -1, 0, 1."""
    return -1 if value <= -1 else 1 if value >= 1 else 0


def figures(found: list[Case]) -> dict[str, float]:
    """Mean absolute error, Pearson's r, and the macro F1 of denied, uncertain and asserted."""
    gold, ours = [c.gold for c in found], [c.ours.value for c in found]
    scores = []
    for kind in (-1, 0, 1):
        both = sum(verdict(g) == kind == verdict(o) for g, o in zip(gold, ours, strict=True))
        either = sum(verdict(g) == kind for g in gold) + sum(verdict(o) == kind for o in ours)
        scores.append(2 * both / max(1, either))
    return {
        "mae": statistics.fmean(abs(g - o) for g, o in zip(gold, ours, strict=True)),
        "r": statistics.correlation(gold, ours),
        "macro_f1": statistics.fmean(scores),
    }


def measure(shared: Path) -> dict[str, float]:
    """The figures that `floors.toml` holds."""
    found = figures(cases(shared / GOLD)[0])
    return {name: found[name] for name in ("r", "macro_f1")}


def main() -> None:
    """Print the figures, then some of the worst errors if asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    found, spent = cases(options.gold)
    print("  ".join(f"{name} {value:.3f}" for name, value in figures(found).items()), end="  ")
    print(f"n {len(found)}  {1e6 * spent / len(found):.0f} us an act")
    worst = [c for c in found if abs(c.gold - c.ours.value) > 2]
    random.seed(1)
    for case in random.sample(worst, min(options.errors, len(worst))):
        print(f"{case.gold:+.2f} {case.ours.value:+.2f} [{case.ours.basis}] {case.where}")


if __name__ == "__main__":
    main()
