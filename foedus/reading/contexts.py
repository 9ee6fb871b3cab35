"""In what field an act stands: PLOVER's contexts, from the words of its sentence.

Each context has its words, strong and weak, in `data/reading/contexts.toml`. A sentence is looked through
once; each act in it then weighs the words found: those in its own phrase in full, the others in part.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from spacy.tokens import Span as Tokens

from foedus.ontology import plover
from foedus.reading.page import Candidate, Page
from foedus.reading.parse import pipeline


class Sign(NamedTuple):
    """A word or phrase found in a sentence: index of its first token, its context, and what it counts."""

    start: int
    context: str
    weight: float


@dataclass(frozen=True, slots=True)
class Rules:
    """`contexts.toml`, ready for look-up."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], str, float], ...]]
    """By first word: the whole phrase, its context, and what it counts; longest first."""
    weights: dict[str, float]
    diplomacy: frozenset[str]
    diplomatic: str
    modes: dict[str, str]
    order: dict[str, int]
    """Place of each context in the ontology."""


@cache
def rules() -> Rules:
    """The rules that ship with Foedus."""
    raw = tomllib.loads((files("foedus") / "data/reading/contexts.toml").read_text("utf-8"))
    weights: dict[str, float] = raw["weights"]
    tokenizer = pipeline().tokenizer  # phrases part their words as the texts do: "same - sex"
    phrases: dict[str, list[tuple[tuple[str, ...], str, float]]] = {}
    for row in raw["context"]:
        for strength in ("strong", "weak"):
            for phrase in row[strength]:
                words = tuple(token.lower_ for token in tokenizer(phrase))
                phrases.setdefault(words[0], []).append((words, row["name"], weights[strength]))
    return Rules(
        phrases={first: tuple(sorted(found, key=lambda p: -len(p[0]))) for first, found in phrases.items()},
        weights=weights,
        diplomacy=frozenset(raw["diplomacy"]["events"]),
        diplomatic=raw["diplomacy"]["context"],
        modes=raw["modes"],
        order={name: place for place, name in enumerate(plover().contexts)},
    )


def find(page: Page) -> None:
    """The step: the contexts of every candidate, at most three, in the ontology's order."""
    read: dict[tuple[int, int], list[Sign]] = {}
    for candidate in page.candidates:
        sentence = candidate.token.sent
        key = (candidate.passage, sentence.start)
        if key not in read:
            read[key] = signs(sentence)
        candidate.context = contexts(candidate, read[key])
        candidate.notes.append(f"context: {', '.join(candidate.context) or 'none'}")


def signs(sentence: Tokens) -> list[Sign]:
    """Every word or phrase of a sentence that shows a context."""
    known = rules().phrases
    lemmas = [token.lemma_.lower() for token in sentence]
    printed = [token.lower_ for token in sentence]
    found: list[Sign] = []
    for i, (lemma, word) in enumerate(zip(lemmas, printed, strict=True)):
        for first in {lemma, word}:
            for phrase, context, weight in known.get(first, ()):
                if _stands(phrase, lemmas, printed, i):
                    found.append(Sign(sentence.start + i, context, weight))
    return found


def _stands(phrase: tuple[str, ...], lemmas: list[str], printed: list[str], start: int) -> bool:
    """Whether a phrase stands at an index, each word as printed or as its lemma."""
    if len(phrase) == 1:
        return True
    end = start + len(phrase)
    return end <= len(lemmas) and all(
        word in {lemmas[i], printed[i]} for i, word in zip(range(start, end), phrase, strict=True)
    )


def contexts(candidate: Candidate, found: list[Sign]) -> tuple[str, ...]:
    """The contexts of one act among those that its sentence shows."""
    known = rules()
    first, last = candidate.token.left_edge.i, candidate.token.right_edge.i
    scores: dict[str, float] = {}
    counted: set[tuple[int, str]] = set()
    for start, context, weight in found:
        if (start, context) not in counted:
            counted.add((start, context))
            share = 1.0 if first <= start <= last else known.weights["outside"]
            scores[context] = scores.get(context, 0.0) + weight * share
    if candidate.mode in known.modes:
        scores[known.modes[candidate.mode]] = known.weights["strong"] * 2
    if candidate.event in known.diplomacy and _between_states(candidate):
        scores[known.diplomatic] = scores.get(known.diplomatic, 0.0) + known.weights["strong"]
    enough = [c for c, score in scores.items() if score >= known.weights["needed"]]
    best = sorted(enough, key=lambda c: (-scores[c], known.order[c]))[: int(known.weights["most"])]
    return tuple(sorted(best, key=known.order.__getitem__))


def _between_states(candidate: Candidate) -> bool:
    """Whether an act has two states, or states' organisations, among its sides."""
    return len({actor.country for actor in (*candidate.actor, *candidate.recipient) if actor.country}) > 1
