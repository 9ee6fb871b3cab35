"""One event, many reports: PolNeAR's open half twice over, the second time lightly reprinted, in one ledger.

Usage: python bench/duplicates.py [--articles N] [--seed N] [--shared FOLDER]
`joined`: of the records that both readings hold (same type, same sentence), the share in one event.
`carried`: of all the original's records whose sentence was printed again, however the reprint was read.
`copies`: of the pairs of records within an event, the share that tell the same sentence; the others are
printed, for a person to judge. `reprints`: of the reprinted dispatches, the share found to reprint another.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from reprinting import reprint

from foedus.engine import read_all
from foedus.errors import FoedusError
from foedus.intake import dispatches
from foedus.ledger import Ledger
from foedus.records import Json

ARTICLES = 200
SEED = 6
AGAIN = "reprint of "
OUTLET = "the wire"


@dataclass(frozen=True, slots=True)
class Found:
    """The figures, and the pairs of records in one event that stand in different sentences."""

    figures: dict[str, float]
    others: list[tuple[Json, Json]]


def measure(shared: Path) -> dict[str, float]:
    """`joined`, `carried`, `copies`, `reprints`, from 0 to 1."""
    return found(shared).figures


def found(shared: Path, *, articles: int = ARTICLES, seed: int = SEED) -> Found:
    """Read, reprint, read again, join, count."""
    folder = shared / "bench/attribution/polnear/train/text"
    files = sorted(folder.glob("*.txt"))
    files = files[:: max(1, len(files) // articles)]
    originals = list(_read(map(_line, files)))
    printed = {one["id"]: reprint(one, seed) for one in originals}
    again = [
        {"id": AGAIN + one["id"], "text": printed[one["id"]].text, "published": one["published"]}
        | {"outlet": OUTLET, "language": "en"}
        for one in originals
    ]
    reprints = list(_read(again))
    with tempfile.TemporaryDirectory() as scratch:
        ledger = Ledger(Path(scratch) / "ledger")
        ledger.append(originals)
        ledger.append(reprints)
        joins = ledger.join()
        rows = ledger.query("SELECT id, told, dispatch, event, sentence, predicate, outlet, day FROM reports")
    told = {(row["dispatch"], row["id"]): row for row in rows.to_pylist()}
    copies = {one["id"]: printed[one["id"]].sentences for one in originals}
    return _counted(originals, told, copies, joins.reprints / max(1, len(originals)))


def _line(path: Path) -> Json:
    outlet, day, _ = path.stem.split("_", 2)
    text = path.read_bytes().decode("utf-8")
    return {"id": path.stem, "text": text, "published": day, "outlet": outlet, "language": "en"}


def _read(lines: Iterable[Json]) -> Iterator[Json]:
    """The contract's JSON of each. Raises FoedusError."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as given:
        given.writelines(json.dumps(line) + "\n" for line in lines)
        given.flush()
        for answer in read_all(dispatches([given.name])):
            if isinstance(answer, FoedusError):
                raise answer
            yield answer.as_dict()


def _counted(
    originals: list[Json],
    told: dict[tuple[str, str], Json],
    printed: dict[str, dict[int, tuple[int, int]]],
    reprints: float,
) -> Found:
    by_dispatch: dict[str, list[Json]] = defaultdict(list)
    by_event: dict[str, list[Json]] = defaultdict(list)
    for row in told.values():
        by_dispatch[row["dispatch"]].append(row)
        by_event[row["told"]].append(row)
    carried = both = joined = 0
    copies: set[tuple[str, str]] = set()
    for one in originals:
        place = {tuple(s["span"]): number for number, s in enumerate(one["sentences"])}
        for row in by_dispatch[one["id"]]:
            at = printed[one["id"]].get(place.get(tuple(row["sentence"]["span"]), -1))
            if at is None:
                continue
            twins = [r for r in by_dispatch[AGAIN + one["id"]] if _meets(r["sentence"]["span"], at)]
            copies |= {(row["id"], twin["id"]) for twin in twins}
            alike = [twin for twin in twins if twin["event"] == row["event"]]
            carried += 1
            both += bool(alike)
            joined += any(twin["told"] == row["told"] for twin in alike)
    pairs = [pair for rows in by_event.values() for pair in combinations(rows, 2)]
    others = [(a, b) for a, b in pairs if not {(a["id"], b["id"]), (b["id"], a["id"])} & copies]
    figures = {
        "joined": joined / max(1, both),
        "carried": joined / max(1, carried),
        "copies": 1 - len(others) / max(1, len(pairs)),
        "reprints": reprints,
    }
    return Found(figures, others)


def _meets(one: Any, other: tuple[int, int]) -> bool:
    return bool(one[0] < other[1] and other[0] < one[1])


def main() -> None:
    """Print the figures, and every pair in one event that is no copy."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    result = found(options.shared, articles=options.articles, seed=options.seed)
    for one, other in result.others:
        print(f"{one['event']} {one['day']} {one['dispatch']} ~ {other['dispatch']}")
        for row in (one, other):
            print(f"    [{row['predicate']['text']}] {' '.join(row['sentence']['text'].split())}")
    for name, figure in result.figures.items():
        print(f"{name:10} {figure:.3f}")
    print(f"{len(result.others)} pairs that are no copies, above", file=sys.stderr)


if __name__ == "__main__":
    main()
