"""Measure the recognition and resolution of places on an article set in the shape of Gritta et al. (2018).

Usage: python bench/places.py GOLD.json [--errors]
GOLD holds, an article a key, `text` and `toponyms` with `start`, `end`, `phrase`, `lat`, `lon`.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from foedus.reading.parse import pipeline
from foedus.reading.places import find_places

GOLD = "bench/places/trnews.json"
NEAR = 161
"""Kilometres (100 miles) within which a place counts as found, by custom."""


@dataclass(slots=True)
class Tally:
    """What was found, exact spans only; places without a point are left out on both sides."""

    right: int = 0
    ours: int = 0
    gold: int = 0
    near: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    astray: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, float]:
        """F1 of the names, and the share of the places rightly named that lie near."""
        return {
            "f1": 2 * self.right / max(1, self.ours + self.gold),
            "within_161km": self.near / max(1, self.right),
        }


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees."""
    p = math.pi / 180
    h = math.sin((b[0] - a[0]) * p / 2) ** 2
    h += math.cos(a[0] * p) * math.cos(b[0] * p) * math.sin((b[1] - a[1]) * p / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def tally(gold: Path) -> Tally:
    """Our places against those of a file."""
    articles = list(json.loads(gold.read_text("utf-8")).values())
    total = Tally()
    for article, doc in zip(articles, pipeline().pipe(a["text"] for a in articles), strict=True):
        theirs = {(t["start"], t["end"]): t for t in article["toponyms"] if t["lat"] is not None}
        ours = {tuple(p.span): p for p in find_places(doc) if p.lat is not None}
        both = theirs.keys() & ours.keys()
        total.right += len(both)
        total.ours += len(ours)
        total.gold += len(theirs)
        total.missed.update(theirs[span]["phrase"] for span in theirs.keys() - both)
        total.wrong.update(ours[span].text for span in ours.keys() - both)
        for span in both:
            place, point = ours[span], (float(theirs[span]["lat"]), float(theirs[span]["lon"]))
            distance = kilometres(point, (place.lat or 0.0, place.lon or 0.0))
            total.near += distance <= NEAR
            if distance > NEAR:
                total.astray[f"{place.text} -> {place.name}, {place.country}: {distance:.0f} km"] += 1
    return total


def measure(shared: Path) -> dict[str, float]:
    """The figures that `floors.toml` holds."""
    return tally(shared / GOLD).figures()


def main() -> None:
    """Print the figures, then the commonest errors if asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    total = tally(options.gold)
    print("  ".join(f"{name} {value:.3f}" for name, value in total.figures().items()), end="  ")
    print(f"P {total.right / total.ours:.3f}  R {total.right / total.gold:.3f}")
    if options.errors:
        for counted in (total.missed, total.wrong, total.astray):
            print(counted.most_common(60))


if __name__ == "__main__":
    main()
