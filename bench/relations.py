"""Measure `foedus classify` on PLV, sentences whose pair of sides is known to be related (never trained on).

Usage: python bench/relations.py PLV.tsv
The classes are PLV's roots: PLOVER's types, with CONCEDE and RETREAT as one, YIELD. A side that PLV gives as
"a source" or "a recipient" is nobody named. `speed` is how many pairs a second one core judges, one by one.
"""

from __future__ import annotations

import csv
import re
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from foedus.ontology import plover
from foedus.reading.classify import Asked as Pair
from foedus.reading.classify import classify_many
from foedus.reading.relations import Asked, judge
from foedus.records import Span

GOLD = "bench/relations/plv_train.tsv"
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
QUADS = {name: event.quad for name, event in plover().types.items()} | {"YIELD": "material cooperation"}
"""PLV counts its YIELD as material cooperation."""
TAG = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence's pair, and the root that people gave it."""

    asked: Asked
    gold: str


def cases(gold: Path) -> list[Case]:
    """Every row. Raises ValueError for one whose sides are not in its sentence."""
    with gold.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(_asked(row["marked_sentence"]), row["gold_root"]) for row in rows]


def _asked(marked: str) -> Asked:
    """The sentence without marks; its source and target where it marks them."""
    places: dict[str, int] = {}
    taken = 0
    for tag in TAG.finditer(marked):
        places.setdefault(tag[0], tag.start() - taken)
        taken += len(tag[0])
    sides: list[Span] = []
    pair: list[int | None] = []
    for name in ("s", "t"):
        is_marked = f"<{name}>" in places and f"</{name}>" in places
        pair.append(len(sides) if is_marked else None)
        if is_marked:
            sides.append(Span(places[f"<{name}>"], places[f"</{name}>"]))
    if not sides:
        raise ValueError(f"no side is marked: {marked}")
    return TAG.sub("", marked), sides, [(pair[0], pair[1])]


def _at(sides: Sequence[Span], place: int | None) -> Span | None:
    return None if place is None else sides[place]


def answers(found: list[Case]) -> list[str]:
    """The type that `foedus classify` gives to each, as a root."""
    pairs: list[Pair] = []
    for case in found:
        text, sides, [(actor, recipient)] = case.asked
        pairs.append((text, _at(sides, actor), _at(sides, recipient)))
    events = (answer["event"] for answer in classify_many(pairs))
    return [YIELD.get(event, event) for event in events]


def per_type(gold: list[str], ours: list[str]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of each root in the gold."""
    table = {}
    for name in sorted(set(gold)):
        both = sum(g == o == name for g, o in zip(gold, ours, strict=True))
        said, true = ours.count(name), gold.count(name)
        table[name] = (both / max(1, said), both / true, 2 * both / max(1, said + true))
    return table


def figures(gold: list[str], ours: list[str]) -> dict[str, float]:
    """Macro F1 and accuracy of the root, accuracy of the quad, and of cooperation or conflict."""
    pairs = list(zip(gold, ours, strict=True))
    return {
        "macro_f1": statistics.fmean(f1 for _, _, f1 in per_type(gold, ours).values()),
        "accuracy": statistics.fmean(g == o for g, o in pairs),
        "quad": statistics.fmean(_quad(g) == _quad(o) for g, o in pairs),
        "cooperation": statistics.fmean(_quad(g).split()[1] == _quad(o).split()[1] for g, o in pairs),
    }


def _quad(root: str) -> str:
    return QUADS[root].lower()


def measure(shared: Path) -> dict[str, float]:
    """The figures that `floors.toml` holds."""
    found = cases(shared / GOLD)
    return figures([case.gold for case in found], answers(found))


def speed(found: list[Case]) -> tuple[float, float]:
    """Pairs a second, one sentence at a time on one core; and the model's own share of that time."""
    known = judge()
    known.weigh(*found[0].asked)
    begun = time.perf_counter()
    for case in found:
        known.weigh(*case.asked)
    whole = time.perf_counter() - begun
    inputs = [known.inputs(case.asked) for case in found]
    begun = time.perf_counter()
    for one in inputs:
        known.logits(one)
    return len(found) / whole, (time.perf_counter() - begun) / whole


def main() -> None:
    """Print the figures, a line a root, and the commonest confusions."""
    found = cases(Path(sys.argv[1]))
    gold = [case.gold for case in found]
    ours = answers(found)
    for name, value in figures(gold, ours).items():
        print(f"{name:12} {value:.3f}")
    for name, row in per_type(gold, ours).items():
        print(f"  {name:10} P {row[0]:.2f}  R {row[1]:.2f}  F1 {row[2]:.2f}  of {gold.count(name)}")
    pairs, share = speed(found[:300])
    print(f"{pairs:.0f} pairs a second on one core, {share:.0%} of the time in the model")


if __name__ == "__main__":
    main()
