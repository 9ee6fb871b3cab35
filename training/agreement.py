"""How far two people who code the same sentences agree: `python -m training.agreement [corpus/]`.

`second.tsv` holds a second coding, made blind: from the sentence and its marked sides alone, without
predicates and records. A line is the sentence, a tab, and its records (`TYPE/mode a>b modes @c`, parted by
semicolons; `-` for none).

F1 of the second coding against the first at three levels (type; and the same sides; and the same auxiliary
modes), by maximum one-to-one matching in each sentence, and Cohen's kappa (1960) of the label of every
candidate pair.
"""

from __future__ import annotations

import argparse
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from training import certain
from training.corpus import Coding, Example, load
from training.pairs import candidates

RECORD = re.compile(
    r"(?P<event>[A-Z]+)(?:/(?P<mode>[a-z-]+))?\s+(?P<sides>[a-z,>&]+)(?:\s+(?P<aux>[a-z,]+))?(?:\s+@(?P<source>[a-z]))?$"
)


def second(path: Path) -> Iterator[tuple[str, tuple[Coding, ...]]]:
    """Each sentence of a second coding, with its records. Raises ValueError that names the line."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        text, coded = line.split("\t")
        parts = [part.strip() for part in coded.split(";")] if coded.strip() != "-" else []
        yield text, tuple(_record(part, f"{path}:{number}") for part in parts)


def _record(part: str, place: str) -> Coding:
    found = RECORD.match(part)
    if found is None:
        raise ValueError(f"{place}: {part!r} is no record")
    mutual = "&" in found["sides"]
    left, _, right = found["sides"].partition(">")
    return Coding(
        predicate=0,
        event=found["event"],
        mode=found["mode"],
        actor=tuple(filter(None, re.split(r"[&,]", left))),
        recipient=tuple(filter(None, right.split(","))),
        mutual=mutual,
        auxiliary=tuple(sorted(filter(None, (found["aux"] or "").split(",")))),
        attribution=found["source"],
    )


def is_same(level: str, one: Coding, other: Coding) -> bool:
    """Whether two records agree at a level: event, sides, record."""
    if one.event != other.event:
        return False
    if level == "event":
        return True
    mine, theirs = (set(one.actor), set(one.recipient)), (set(other.actor), set(other.recipient))
    is_mutual = one.mutual or other.mutual
    same = mine[0] | mine[1] == theirs[0] | theirs[1] if is_mutual else mine == theirs
    return same and (level == "sides" or set(one.auxiliary) == set(other.auxiliary))


def matched(
    first: tuple[Coding, ...], other: tuple[Coding, ...], fits: Callable[[Coding, Coding], bool]
) -> int:
    """Size of the largest one-to-one matching of two records' lists."""
    taken: dict[int, int] = {}

    def place(one: int, seen: set[int]) -> bool:
        for two in range(len(other)):
            if two not in seen and fits(first[one], other[two]):
                seen.add(two)
                if two not in taken or place(taken[two], seen):
                    taken[two] = one
                    return True
        return False

    return sum(place(one, set()) for one in range(len(first)))


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa of two labels each."""
    seen = sum(a == b for a, b in pairs) / len(pairs)
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(ours[label] * theirs[label] for label in ours) / len(pairs) ** 2
    return (seen - chance) / (1 - chance)


def measure(folder: Path) -> dict[str, float]:
    """Sentences coded twice, F1 at three levels, and kappa."""
    by_text: dict[str, Example] = {example.text: example for example in load(folder)}
    twice = [(by_text[text], coded) for text, coded in second(folder / "second.tsv") if text in by_text]
    figures: dict[str, float] = {"sentences": len(twice)}
    total = sum(len(e.records) + len(coded) for e, coded in twice)
    for level in ("event", "sides", "record"):
        fits = partial(is_same, level)
        hits = sum(matched(example.records, coded, fits) for example, coded in twice)
        figures[f"{level}_f1"] = 2 * hits / total
    labels: list[tuple[str, str]] = []
    for example, coded in twice:
        again = candidates(replace(example, records=coded))
        labels.extend((a.label, b.label) for a, b in zip(candidates(example), again, strict=True))
    figures["kappa"] = kappa(labels)
    return figures


def certainty(folder: Path) -> dict[str, float]:
    """Predicates whose certainty was valued twice: Pearson's r, and the share with the same sign or none.

    `second.marked` holds the second coder's lines, made blind, in the markup of the first.
    """
    first = {one.text: one.predicates for one in certain.load(folder)}
    lines = (folder / "second.marked").read_text("utf-8").splitlines()
    again = [
        one for line in lines if isinstance(one := certain.parse(line, "second.marked", 0), certain.Sentence)
    ]
    pairs = [
        (value, other)
        for one in again
        if one.text in first
        for (span, value), (place, other) in zip(first[one.text], one.predicates, strict=True)
        if span == place
    ]
    return {
        "predicates": len(pairs),
        "r": statistics.correlation(*zip(*pairs, strict=True)),
        "sign": sum((a > 0) - (a < 0) == (b > 0) - (b < 0) for a, b in pairs) / len(pairs),
    }


def main() -> None:
    """Print the agreement."""
    parser = argparse.ArgumentParser(description="Agreement of two codings of the corpus.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("corpus"))
    folder = parser.parse_args().folder
    for name, figure in (measure(folder) | certainty(folder / "certainty")).items():
        print(
            f"{name:10} {figure:.3f}"
            if name not in {"sentences", "predicates"}
            else f"{name:10} {figure:.0f}"
        )


if __name__ == "__main__":
    main()
