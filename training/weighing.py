"""How much a rule of the lexicon counts beside the model: `rules.toml`, from the corpus.

For each type that a rule may say, and whether it finds one or both of the sides asked about: how often people
code each type there, in sentences learned from, each counted half a time more than seen. The weight of that
word against the model's is the best of a few on sentences held out. Only the plain parts of the corpus take
part, for rules know the words of ordinary news.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from foedus.reading.classify import Asked, alone, words
from foedus.reading.relations import Judge
from foedus.records import Span
from training.corpus import Example
from training.lessons import TYPES, is_held
from training.pairs import candidates

KINDS = TYPES[:-1]
WEIGHTS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
SEEN_MORE = 0.5
PLAIN = ("wire_", "found_")
"""How the names of the corpus's plain parts begin."""
SIDES = {"one": 1, "both": 2}
BATCH = 500

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A related pair: what it is asked as, what people code, and the type and sides of the lexicon's rule."""

    asked: Asked
    label: str
    rule: tuple[str, int] | None


def cases(examples: Iterable[Example]) -> list[Case]:
    """Every related pair, with the lexicon's word on it."""
    pairs = [
        ((example.text, _span(one.actor), _span(one.recipient)), one.label)
        for example in examples
        for one in candidates(example)
        if one.codings
    ]
    found = (
        (word.candidate.event, word.sides) if word else None
        for start in range(0, len(pairs), BATCH)
        for word in words(asked for asked, _ in pairs[start : start + BATCH])
    )
    return [Case(asked, label, rule) for (asked, label), rule in zip(pairs, found, strict=True)]


def _span(side: object) -> Span | None:
    return None if side is None else Span(*side.span)  # type: ignore[attr-defined]


def counted(found: Sequence[Case]) -> dict[str, Floats]:
    """Shares of what is coded, a row a type that the rule says, by how many sides it finds."""
    tables = {}
    for name, sides in SIDES.items():
        counts = np.full((len(KINDS), len(KINDS)), SEEN_MORE)
        for case in found:
            if case.rule and case.rule[1] == sides:
                counts[KINDS.index(case.rule[0]), KINDS.index(case.label)] += 1
        tables[name] = counts / counts.sum(1, keepdims=True)
    return tables


def best(tables: dict[str, Floats], held: Sequence[Case], judge: Judge) -> tuple[float, float]:
    """The weight that is right most often on held-out pairs, the smallest of several; and that share."""
    chances = np.array([_chances(case, judge) for case in held])
    by_sides = {sides: np.log(tables[name]) for name, sides in SIDES.items()}
    rules = np.array(
        [
            by_sides[case.rule[1]][KINDS.index(case.rule[0])] if case.rule else np.zeros(len(KINDS))
            for case in held
        ]
    )
    right = np.array([KINDS.index(case.label) for case in held])
    shares = {w: float((np.argmax(np.log(chances) + w * rules, 1) == right).mean()) for w in WEIGHTS}
    weight = max(shares, key=lambda w: (shares[w], -w))
    return weight, shares[weight]


def _chances(case: Case, judge: Judge) -> list[float]:
    judged = judge.weigh(*alone(case.asked))[0]
    return [judged.types[kind] + 1e-6 for kind in KINDS]


def write(examples: Sequence[Example], folder: Path) -> float:
    """Write `rules.toml` beside the model of a folder; gives the share of held-out pairs that is right."""
    plain = [e for e in examples if e.file.split("/")[-1].startswith(PLAIN)]
    found = [cases(e for e in plain if is_held(e.text) is out) for out in (False, True)]
    tables = counted(found[0])
    weight, share = best(tables, found[1], Judge(folder))
    lines = [
        "# Made by `python -m training.train`: what people code where a rule of the lexicon says a type.",
        f"weight = {weight}",
        f"right = {share:.4f}",
    ]
    for name, table in tables.items():
        lines += ["", f"[{name}]"]
        for kind, row in zip(KINDS, table, strict=True):
            lines.append(f"{kind} = [{', '.join(f'{each:.4f}' for each in row)}]")
    (folder / "rules.toml").write_text("\n".join(lines) + "\n", "utf-8")
    return share
