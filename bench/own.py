"""Whole records on the bundled dispatches, against our own hand-coding: the measure that needs nothing else.

Usage: python bench/own.py [--errors]
A predicted record matches a coded one at level `event` if its sentence holds the coded words and its type is
the coded or an accepted one; at `sides` if an actor and, where one is coded, a recipient fit as well (of a
mutual act, two of the parties); at `record` if the auxiliary modes are the same too. Matching is one to one;
records coded as optional neither help nor hurt. One person coded them: a guard, not a proof.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foedus.intake import dispatches
from foedus.ontology import plover
from foedus.reading.reader import Reader
from foedus.records import Dispatch, Record

OWN = Path(__file__).resolve().parent / "own"
EXAMPLES = OWN.parent.parent / "foedus" / "data" / "examples"
LEVELS = ("event", "sides", "record")


@dataclass(slots=True)
class Count:
    """What one level found: right, predicted, required."""

    right: int = 0
    predicted: int = 0
    required: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.predicted + self.required)


def measure(shared: Path) -> dict[str, float]:  # noqa: ARG001  (needs nothing of it)
    """`event_f1`, `sides_f1`, `record_f1`."""
    return {f"{level}_f1": count.f1 for level, count in score(errors=False).items()}


def score(*, errors: bool) -> dict[str, Count]:
    """The counts of each level over all coded dispatches; prints what was missed and invented if asked."""
    counts = {level: Count() for level in LEVELS}
    for path in sorted(OWN.glob("*.toml")):
        coded: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["records"]
        found = predicted(EXAMPLES / f"{path.stem}.txt")
        for level, count in counts.items():
            pairs = pair(coded, found, level)
            spare = sum(bool(coded[c].get("optional")) for c in pairs.values())
            count.right += len(pairs) - spare
            count.predicted += len(found) - spare
            count.required += sum(not row.get("optional") for row in coded)
            if errors and level == LEVELS[-1]:
                for line in _faults(coded, found, pairs):
                    print(f"{path.stem}\t{line}")
    return counts


def predicted(path: Path) -> list[Record]:
    """Our records of one dispatch."""
    [dispatch] = dispatches([path])
    if not isinstance(dispatch, Dispatch):
        raise dispatch
    return list(Reader().read(dispatch).records)


def pair(coded: list[dict[str, Any]], found: list[Record], level: str) -> dict[int, int]:
    """The largest one-to-one matching, predicted -> coded, required records first (augmenting paths)."""
    taken: dict[int, int] = {}

    def place(row: int, seen: set[int]) -> bool:
        for number, record in enumerate(found):
            if number not in seen and fits(coded[row], record, level):
                seen.add(number)
                if number not in taken or place(taken[number], seen):
                    taken[number] = row
                    return True
        return False

    for row in sorted(range(len(coded)), key=lambda row: bool(coded[row].get("optional"))):
        place(row, set())
    return taken


def fits(coded: dict[str, Any], record: Record, level: str) -> bool:
    """Whether a record is the coded one, at a level."""
    same = letters(coded["sentence"]) in letters(record.sentence.text)
    if not same or record.event not in {coded["event"], *coded.get("accept", [])}:
        return False
    if level == "event":
        return True
    actors, recipients = _names(record, "actor"), _names(record, "recipient")
    if plover().types[coded["event"]].mutual and not coded["recipient"]:
        everyone = actors | recipients
        sides = sum(letters(name) in everyone for name in coded["actor"]) >= min(2, len(coded["actor"]))
    else:
        sides = any(letters(name) in actors for name in coded["actor"]) and (
            not coded["recipient"] or any(letters(name) in recipients for name in coded["recipient"])
        )
    return sides and (level == "sides" or set(record.auxiliary) == set(coded["auxiliary"]))


def letters(text: str) -> str:
    """Lower-case letters and digits only."""
    return re.sub(r"[\W_]+", "", text.lower())


def _names(record: Record, side: str) -> set[str]:
    members = record.actor if side == "actor" else record.recipient
    return {letters(name) for actor in members for name in (actor.country, actor.name, actor.text) if name}


def _faults(coded: list[dict[str, Any]], found: list[Record], pairs: dict[int, int]) -> Iterator[str]:
    for row, wanted in enumerate(coded):
        if row not in pairs.values() and not wanted.get("optional"):
            sides = f"{wanted['actor']} -> {wanted['recipient']} {wanted['auxiliary']}"
            yield f"missed\t{wanted['event']} {sides} | {wanted['sentence']}"
    for number, record in enumerate(found):
        if number not in pairs:
            who = [
                [actor.country or actor.name for actor in side] for side in (record.actor, record.recipient)
            ]
            yield (
                f"invented\t{record.event} {who[0]} -> {who[1]} {list(record.auxiliary)} "
                f"[{record.predicate.text}] | {record.sentence.text[:80]}"
            )


def main() -> None:
    """Print the three levels."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--errors", action="store_true", help="print what was missed and what was invented")
    for level, count in score(errors=parser.parse_args().errors).items():
        of = f"{count.right} right of {count.required}, {count.predicted} predicted"
        print(f"{level:7} F1 {count.f1:.3f}  ({of})")


if __name__ == "__main__":
    main()
