"""Measure the certainty step on UDS It-Happened v2 (dev), in the published convention.

Usage: python bench/certainty.py GOLD.jsonl [--errors N] [--moods]
Each line of GOLD holds `text` (tokens parted by white space) and `targets` with `span1` and `label` (-3 … 3).
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections import defaultdict
from pathlib import Path

from spacy.tokens import Doc

from foedus.reading.certainty import Assessment, assess
from foedus.reading.parse import pipeline


def verdict(value: float) -> int:
    """Denied, uncertain or asserted, as -1, 0, 1."""
    return -1 if value <= -1 else 1 if value >= 1 else 0


def measure(shared: Path) -> dict[str, float]:
    """`mae`: mean absolute error; `r`: Pearson's; `macro_f1` over denied, uncertain, asserted."""
    found, _ = assessed(shared / "bench/factuality/uds_ih2_dev.jsonl")
    gold, ours = [label for label, _, _ in found], [a.value for _, a, _ in found]
    return {
        "mae": error(gold, ours),
        "r": statistics.correlation(gold, ours),
        "macro_f1": statistics.fmean(kind_f1(gold, ours, kind) for kind in (-1, 0, 1)),
    }


def assessed(path: Path) -> tuple[list[tuple[float, Assessment, str]], float]:
    """Every labelled act with our assessment and where it stands; the seconds that the assessments took."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    nlp = pipeline()
    docs = list(nlp.pipe(Doc(nlp.vocab, words=row["text"].split()) for row in rows))
    begun = time.perf_counter()
    found: list[tuple[float, Assessment, str]] = []
    for row, doc in zip(rows, docs, strict=True):
        for target in row["targets"]:
            token = doc[target["span1"][0]]
            where = f"{token.text}/{token.dep_} {row['text']}"
            found.append((float(target["label"]), assess(token), where))
    return found, time.perf_counter() - begun


def error(gold: list[float], ours: list[float]) -> float:
    """Mean absolute error."""
    return statistics.fmean(abs(g - o) for g, o in zip(gold, ours, strict=True))


def kind_f1(gold: list[float], ours: list[float], kind: int) -> float:
    """F1 of one verdict."""
    both = sum(verdict(g) == kind == verdict(o) for g, o in zip(gold, ours, strict=True))
    return 2 * both / max(1, sum(verdict(g) == kind for g in gold) + sum(verdict(o) == kind for o in ours))


def main() -> None:
    """Print mean absolute error, Pearson's r and the three-way F1; then the worst errors if asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--moods", action="store_true")
    options = parser.parse_args()
    found, spent = assessed(options.gold)
    gold, ours = [label for label, _, _ in found], [a.value for _, a, _ in found]
    r = statistics.correlation(gold, ours)
    print(f"n {len(found)}  MAE {error(gold, ours):.3f}  r {r:.3f}  {1e6 * spent / len(found):.0f} us an act")
    for kind, name in ((-1, "denied"), (0, "uncertain"), (1, "asserted")):
        print(f"  {name:<9} F1 {100 * kind_f1(gold, ours, kind):.1f}")
    if options.moods:
        by_basis: dict[str, list[float]] = defaultdict(list)
        for label, assessment, _ in found:
            by_basis[f"{assessment.auxiliary} {assessment.basis}"].append(label)
        for basis, labels in sorted(by_basis.items(), key=lambda item: -len(item[1]))[:80]:
            print(f"{len(labels):5} median {statistics.median(labels):+.2f} {basis}")
    random.seed(1)
    worst = [row for row in found if abs(row[0] - row[1].value) > 2]
    for label, assessment, where in random.sample(worst, min(options.errors, len(worst))):
        print(f"{label:+.2f} {assessment.value:+.2f} [{assessment.basis}] {where}")


if __name__ == "__main__":
    main()
