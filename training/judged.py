"""How good the relation model is on held-out sentences, and how far its probabilities can be believed.

Two views are measured, as two kinds of readers use them: all pairs of a sentence at once (`shared`), and one
pair asked about alone (`close`): every related pair, and one of each sentence's unrelated pairs.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.ontology import plover
from foedus.reading.marking import batch, point
from training import certain
from training.lessons import AUXILIARY, MODES, TYPES, Lesson, close
from training.pairs import NONE

Floats = NDArray[np.float32]
Run = Callable[[dict[str, NDArray[np.int64]]], Sequence[Any]]
"""The model: inputs by name to what `Relations.forward` gives."""
BINS = 10


@dataclass(frozen=True, slots=True)
class Rows:
    """Judged pairs: logits, what is right (all types that hold), modes and auxiliary modes."""

    types: Floats
    modes: Floats
    auxiliary: Floats
    right: tuple[frozenset[str], ...]
    mode: tuple[str, ...]
    others: tuple[frozenset[str], ...]
    half: tuple[int, ...]
    """0 or 1 by the sentence: what one half teaches about probabilities, the other tests."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Temperature of the type logits, and what is added to none's."""

    temperature: float
    none: float


def rows(run: Run, lessons: Sequence[Lesson], size: int = 16) -> Rows:
    """Every pair of some lessons, judged."""
    order = sorted(lessons, key=lambda one: len(one.marked.ids))
    logits: list[list[Floats]] = [[], [], []]
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        found = run(batch([(one.marked, one.pairs) for one in chosen]).inputs())
        for kept, values in zip(logits, found[:3], strict=True):
            kept += [values[row, : len(one.pairs)] for row, one in enumerate(chosen)]
    asked = [(one, candidate) for one in order for candidate in one.asked]
    types, modes, auxiliary = (np.concatenate(kept) for kept in logits)
    return Rows(
        types,
        modes,
        auxiliary,
        tuple(frozenset(c.event for c in candidate.codings) or frozenset({NONE}) for _, candidate in asked),
        tuple(f"{candidate.label}/{candidate.mode or ''}" for _, candidate in asked),
        tuple(frozenset(candidate.auxiliary) for _, candidate in asked),
        tuple(int(one.name[8], 16) % 2 for one, _ in asked),
    )


def pointed(run: Run, lessons: Sequence[Lesson]) -> float:
    """The share of related pairs whose act the model points at, all pairs of a sentence asked at once."""
    right = []
    for one in lessons:
        *_, looks, carried, _ = run(batch([(one.marked, one.pairs)]).inputs())
        for place, candidate in enumerate(one.asked):
            if candidate.codings:
                coding = candidate.codings[0]
                piece = point(looks[0, place], carried[0], TYPES.index(coding.event))
                first, last = one.predicates[coding.predicate]
                right.append(first <= piece < last)
    return _share(right)


def certainty(run: Run, held: Sequence[certain.Judged]) -> dict[str, float]:
    """How near the predicates' certainty comes: Pearson's r and the mean absolute error."""
    right, said = [], []
    for one in held:
        made = certain.targets([one])
        right += made.values.tolist()
        said += np.clip(run(made.batch.inputs())[-1][made.rows, made.places], -3, 3).tolist()
    return {
        "certainty_predicates": len(right),
        "certainty_r": float(np.corrcoef(right, said)[0, 1]),
        "certainty_mae": float(np.abs(np.array(right) - np.array(said)).mean()),
    }


def closely(lessons: Sequence[Lesson]) -> list[Lesson]:
    """The close views that are measured."""
    chance = random.Random(7)
    found = []
    for whole in lessons:
        related = [n for n, asked in enumerate(whole.asked) if asked.codings]
        other = [n for n, asked in enumerate(whole.asked) if not asked.codings and None not in whole.pairs[n]]
        found += [close(whole, n) for n in (*related, *chance.sample(other, min(1, len(other))))]
    return found


def shares(logits: Floats, scale: Fitted) -> Floats:
    """Probabilities of types and none."""
    scaled = logits / scale.temperature
    scaled[:, -1] += scale.none
    exact = np.exp(scaled - scaled.max(1, keepdims=True))
    out: Floats = exact / exact.sum(1, keepdims=True)
    return out


def fit(logits: Floats, right: Sequence[frozenset[str]]) -> Fitted:
    """The scale under which what is right is likeliest, found on a grid."""
    holds = np.array([[name in names for name in TYPES] for names in right])

    def surprise(scale: Fitted) -> float:
        return float(-np.log((shares(logits, scale) * holds).sum(1) + 1e-9).mean())

    grid = (Fitted(t / 20, n / 5) for t in range(12, 61, 2) for n in range(-5, 16))
    return min(grid, key=surprise)


def error(chances: Floats, right: Sequence[frozenset[str]]) -> float:
    """Expected calibration error of the likeliest label, in ten bins of equal width."""
    best = chances.argmax(1)
    sure = chances.max(1)
    hit = np.array([TYPES[label] in names for label, names in zip(best, right, strict=True)])
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    apart = [
        abs(hit[places == n].mean() - sure[places == n].mean()) * (places == n).mean()
        for n in range(BINS)
        if (places == n).any()
    ]
    return float(sum(apart))


def honest(judged: Rows) -> tuple[Fitted, float]:
    """The scale fitted on all rows; the calibration error of each half under the other's scale, averaged."""
    half = np.array(judged.half)
    errors = []
    for tested in (0, 1):
        taught = half != tested
        scale = fit(judged.types[taught], [r for r, t in zip(judged.right, taught, strict=True) if t])
        here = [r for r, t in zip(judged.right, taught, strict=True) if not t]
        errors.append(error(shares(judged.types[~taught], scale), here))
    return fit(judged.types, judged.right), sum(errors) / 2


def measure(run: Run, held: Sequence[Lesson]) -> dict[str, Any]:
    """The tables of the model's card: scales, figures, figures per type, confusions."""
    shared, near = rows(run, held), rows(run, closely(held))
    shared_scale, shared_error = honest(shared)
    near_scale, near_error = honest(near)
    said = [TYPES[n] for n in shares(shared.types, shared_scale).argmax(1)]
    true = _matched(shared.right, said)
    is_act = np.array([NONE not in names for names in near.right])
    forced = [TYPES[n] for n in near.types[is_act][:, :-1].argmax(1)]
    acts = _matched([names for names, act in zip(near.right, is_act, strict=True) if act], forced)
    shared_f1, near_f1 = scores(true, said), scores(acts, forced)
    both = sum(t == s != NONE for t, s in zip(true, said, strict=True))
    quads = plover().quad
    figures = {
        "held_out_sentences": len(held),
        "held_out_pairs": len(said),
        "shared_macro_f1": _mean(one[2] for one in shared_f1.values()),
        "shared_precision": both / max(1, sum(s != NONE for s in said)),
        "shared_recall": both / max(1, sum(t != NONE for t in true)),
        "none_precision": _share(t == NONE for t, s in zip(true, said, strict=True) if s == NONE),
        "none_recall": _share(s == NONE for t, s in zip(true, said, strict=True) if t == NONE),
        "shared_calibration_error": shared_error,
        "shared_predicate_found": pointed(run, held),
        "close_macro_f1": _mean(one[2] for one in near_f1.values()),
        "close_accuracy": _share(a == f for a, f in zip(acts, forced, strict=True)),
        "close_quad": _share(quads(a) == quads(f) for a, f in zip(acts, forced, strict=True)),
        "close_calibration_error": near_error,
        **_modes(near),
    }
    confused = Counter((a, f) for a, f in zip(acts, forced, strict=True) if a != f)
    return {
        "calibration": {
            "shared": {"temperature": shared_scale.temperature, "none": shared_scale.none},
            "close": {"temperature": near_scale.temperature, "none": near_scale.none},
        },
        "figures": figures,
        "types": {
            name: {
                "precision": near_f1[name][0],
                "recall": near_f1[name][1],
                "f1": near_f1[name][2],
                "shared_precision": shared_f1[name][0],
                "shared_recall": shared_f1[name][1],
                "shared_f1": shared_f1[name][2],
                "pairs": sum(a == name for a in acts),
            }
            for name in TYPES[:-1]
        },
        "confusions": {f"{a}-{f}": times for (a, f), times in confused.most_common(12)},
    }


def scores(true: Sequence[str], said: Sequence[str]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of each of the 16 types."""
    found = {}
    for name in TYPES[:-1]:
        both = sum(t == s == name for t, s in zip(true, said, strict=True))
        given, wanted = said.count(name), list(true).count(name)
        found[name] = (both / max(1, given), both / max(1, wanted), 2 * both / max(1, given + wanted))
    return found


def _modes(near: Rows) -> dict[str, float]:
    known = [n for n, mode in enumerate(near.mode) if mode in MODES]
    kinds = np.array([mode.split("/")[0] for mode in MODES])
    right = []
    for n in known:
        logits = np.where(kinds == near.mode[n].split("/")[0], near.modes[n], -1e9)
        right.append(MODES[int(logits.argmax())] == near.mode[n])
    acts = [n for n, names in enumerate(near.right) if NONE not in names]
    said = {(n, name) for n in acts for k, name in enumerate(AUXILIARY) if near.auxiliary[n, k] > 0}
    true = {(n, name) for n in acts for name in near.others[n]}
    return {
        "mode_accuracy": _share(right),
        "auxiliary_f1": 2 * len(said & true) / max(1, len(said) + len(true)),
    }


def _matched(right: Iterable[frozenset[str]], said: Iterable[str]) -> list[str]:
    """What is right: what was said, where that is among several that hold."""
    return [one if one in names else min(names) for names, one in zip(right, said, strict=True)]


def _share(kept: Iterable[bool]) -> float:
    return _mean(map(float, kept))


def _mean(values: Iterable[float]) -> float:
    kept = list(values)
    return sum(kept) / max(1, len(kept))


def report(found: dict[str, Any]) -> str:
    """Some lines for people."""
    lines = [f"{name:26} {value:.3f}" for name, value in found["figures"].items()]
    lines += [
        f"{name:10} P {one['precision']:.2f} R {one['recall']:.2f} F1 {one['f1']:.2f}"
        f"   shared {one['shared_f1']:.2f}   pairs {one['pairs']}"
        for name, one in found["types"].items()
    ]
    lines += [f"{name} {times}" for name, times in found["confusions"].items()]
    return "\n".join(lines)
