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
from pathlib import Path

from foedus.reading.parse import pipeline
from foedus.reading.places import find_places


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees."""
    p = math.pi / 180
    h = math.sin((b[0] - a[0]) * p / 2) ** 2
    h += math.cos(a[0] * p) * math.cos(b[0] * p) * math.sin((b[1] - a[1]) * p / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def main() -> None:
    """Print precision, recall and F1 of exact spans, and the share of matched places within 161 km."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    articles = json.loads(options.gold.read_text("utf-8"))
    docs = list(pipeline().pipe(article["text"] for article in articles.values()))
    begun = time.perf_counter()
    found = [find_places(doc) for doc in docs]
    spent = time.perf_counter() - begun
    right = ours = theirs = near = placed = 0
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    astray: Counter[str] = Counter()
    for article, places in zip(articles.values(), found, strict=True):
        gold = {(t["start"], t["end"]): t for t in article["toponyms"] if t["lat"] is not None}
        mine = {tuple(p.span): p for p in places if p.lat is not None}
        right += len(gold.keys() & mine.keys())
        ours, theirs = ours + len(mine), theirs + len(gold)
        missed.update(gold[span]["phrase"] for span in gold.keys() - mine.keys())
        wrong.update(mine[span].text for span in mine.keys() - gold.keys())
        for span in gold.keys() & mine.keys():
            place, point = mine[span], (float(gold[span]["lat"]), float(gold[span]["lon"]))
            distance = kilometres(point, (place.lat or 0.0, place.lon or 0.0))
            placed += 1
            near += distance <= 161
            if distance > 161:
                astray[f"{place.text} -> {place.name}, {place.country} ({distance:.0f} km)"] += 1
    sentences = sum(1 for doc in docs for _ in doc.sents)
    print(f"P {right / ours:.3f}  R {right / theirs:.3f}  F1 {2 * right / (ours + theirs):.3f}", end="  ")
    print(f"within 161 km {near / placed:.3f}  {1e6 * spent / sentences:.0f} us a sentence")
    if options.errors:
        for name, counted in (("missed", missed), ("wrong", wrong), ("astray", astray)):
            print(name, counted.most_common(70))


if __name__ == "__main__":
    main()
