"""Measure the recognition and resolution of places on an article set in the shape of Gritta et al. (2018).

Usage: python bench/places.py GOLD.json [--errors]
GOLD holds, an article a key, `text` and `toponyms` with `start`, `end`, `phrase`, `lat`, `lon`.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from foedus.reading.parse import pipeline
from foedus.reading.places import find_places


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees."""
    p = math.pi / 180
    h = math.sin((b[0] - a[0]) * p / 2) ** 2
    h += math.cos(a[0] * p) * math.cos(b[0] * p) * math.sin((b[1] - a[1]) * p / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


@dataclass(slots=True)
class Found:
    """Counts over an article set: places right, found and coded; of the right ones, those near enough."""

    right: int = 0
    ours: int = 0
    theirs: int = 0
    near: int = 0
    microseconds: float = 0.0
    """A sentence, without the parse."""
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    astray: Counter[str] = field(default_factory=Counter)

    @property
    def f1(self) -> float:
        """F1 of exact spans."""
        return 2 * self.right / max(1, self.ours + self.theirs)

    @property
    def within(self) -> float:
        """Share of the right spans whose point lies within 161 km."""
        return self.near / max(1, self.right)


def measure(shared: Path) -> dict[str, float]:
    """`f1` of exact spans and `within_161km`, on TR-News."""
    found = compared(shared / "bench/places/trnews.json")
    return {"f1": found.f1, "within_161km": found.within}


def compared(gold_file: Path) -> Found:
    """Our places against those of an article set."""
    articles = json.loads(gold_file.read_text("utf-8"))
    docs = list(pipeline().pipe(article["text"] for article in articles.values()))
    begun = time.perf_counter()
    found = [find_places(doc) for doc in docs]
    spent = time.perf_counter() - begun
    total = Found()
    for article, places in zip(articles.values(), found, strict=True):
        gold = {(t["start"], t["end"]): t for t in article["toponyms"] if t["lat"] is not None}
        mine = {tuple(p.span): p for p in places if p.lat is not None}
        total.right += len(gold.keys() & mine.keys())
        total.ours += len(mine)
        total.theirs += len(gold)
        total.missed.update(gold[span]["phrase"] for span in gold.keys() - mine.keys())
        total.wrong.update(mine[span].text for span in mine.keys() - gold.keys())
        for span in gold.keys() & mine.keys():
            place, point = mine[span], (float(gold[span]["lat"]), float(gold[span]["lon"]))
            distance = kilometres(point, (place.lat or 0.0, place.lon or 0.0))
            total.near += distance <= 161
            if distance > 161:
                total.astray[f"{place.text} -> {place.name}, {place.country} ({distance:.0f} km)"] += 1
    total.microseconds = 1e6 * spent / sum(1 for doc in docs for _ in doc.sents)
    return total


def main() -> None:
    """Print precision, recall and F1 of exact spans, and the share of matched places within 161 km."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    found = compared(options.gold)
    precision, recall = found.right / max(1, found.ours), found.right / max(1, found.theirs)
    print(f"P {precision:.3f}  R {recall:.3f}  F1 {found.f1:.3f}", end="  ")
    print(f"within 161 km {found.within:.3f}  {found.microseconds:.0f} us a sentence")
    if options.errors:
        for name in ("missed", "wrong", "astray"):
            print(name, getattr(found, name).most_common(70))


if __name__ == "__main__":
    main()
