"""What the model learns from: the corpus as word pieces, pairs and their labels, and batches of them.

A sentence gives two kinds of views. The shared view marks all its sides and asks about all their pairs at
once, as the reading does. A close view marks one pair alone and asks about it, as `foedus classify` does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar, get_args

import torch
from tokenizers import Tokenizer
from torch import Tensor

from foedus.ontology import plover
from foedus.reading.marking import Batch, Marked, Pair, batch, mark
from foedus.records import Auxiliary
from training.corpus import Example, name_of
from training.pairs import NONE, Candidate, candidates

TYPES: tuple[str, ...] = (*plover().types, NONE)
MODES: tuple[str, ...] = tuple(
    f"{name}/{mode}" for name, event in plover().types.items() if event.modes for mode in ("", *event.modes)
)
"""Every mode with its type; "TYPE/" is the type without a mode."""
AUXILIARY: tuple[str, ...] = get_args(Auxiliary)
HELD_OUT = 0.15
LONGEST = 128
"""Word pieces of a sentence; longer ones are not trained on."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence or one pair of it. `pairs` index `marked.sides`; `predicates` are [first, last) pieces."""

    name: str
    marked: Marked
    pairs: tuple[Pair, ...]
    asked: tuple[Candidate, ...]
    predicates: dict[int, tuple[int, int]]
    events: dict[int, str]
    """The type that each predicate carries."""


def lesson(example: Example, tokenizer: Tokenizer) -> Lesson:
    """An example's shared view."""
    sides = [side.span for side in example.sides]
    spans = [*sides, *(one.span for one in example.predicates)]
    whole = mark(tokenizer, example.text, spans)
    place = {side.letter: number for number, side in enumerate(example.sides)}
    asked = candidates(example)
    return Lesson(
        name_of(example.text),
        replace(whole, sides=whole.sides[: len(sides)]),
        tuple((_place(c.actor, place), _place(c.recipient, place)) for c in asked),
        asked,
        {one.number: at for one, at in zip(example.predicates, whole.sides[len(sides) :], strict=True)},
        {record.predicate: record.event for record in reversed(example.records)},
    )


def _place(side: object, place: dict[str, int]) -> int | None:
    return None if side is None else place[side.letter]  # type: ignore[attr-defined]


class Named(Protocol):
    """What bears the hash of its sentence."""

    @property
    def name(self) -> str: ...


Some = TypeVar("Some", bound=Named)


def split(lessons: Sequence[Some]) -> tuple[list[Some], list[Some]]:
    """Lessons to learn from, and those held out, by a hash of the sentence."""
    held = [_is_held(one.name) for one in lessons]
    return (
        [one for one, out in zip(lessons, held, strict=True) if not out],
        [one for one, out in zip(lessons, held, strict=True) if out],
    )


def is_held(text: str) -> bool:
    """Whether a sentence is held out."""
    return _is_held(name_of(text))


def _is_held(name: str) -> bool:
    return int(name[:8], 16) / 2**32 < HELD_OUT


def close(whole: Lesson, index: int) -> Lesson:
    """The close view of one candidate: its sides alone are marked."""
    sides = [side for side in whole.pairs[index] if side is not None]
    pair = tuple(None if side is None else sides.index(side) for side in whole.pairs[index])
    return replace(
        whole,
        marked=replace(whole.marked, sides=tuple(whole.marked.sides[side] for side in sides)),
        pairs=((pair[0], pair[1]),),
        asked=(whole.asked[index],),
    )


def thinned(whole: Lesson, chance: random.Random) -> Lesson:
    """The shared view without some of the sides that no record names: not every reading finds all sides."""
    busy = {
        side for pair, asked in zip(whole.pairs, whole.asked, strict=True) if asked.codings for side in pair
    }
    gone = {n for n in range(len(whole.marked.sides)) if n not in busy and chance.random() < 0.3}
    if not gone or len(gone) == len(whole.marked.sides):
        return whole
    kept = [n for n in range(len(whole.marked.sides)) if n not in gone]
    rows = [n for n, pair in enumerate(whole.pairs) if not gone & set(pair)]
    new: dict[int | None, int | None] = {None: None, **{old: place for place, old in enumerate(kept)}}
    return replace(
        whole,
        marked=replace(whole.marked, sides=tuple(whole.marked.sides[n] for n in kept)),
        pairs=tuple((new[whole.pairs[n][0]], new[whole.pairs[n][1]]) for n in rows),
        asked=tuple(whole.asked[n] for n in rows),
    )


def views(lessons: Sequence[Lesson], chance: random.Random) -> list[Lesson]:
    """One epoch's views: each sentence's shared one, a related pair's close one, and some unrelated."""
    found = []
    for whole in lessons:
        found.append(thinned(whole, chance))
        related = [n for n, asked in enumerate(whole.asked) if asked.codings]
        other = [n for n, asked in enumerate(whole.asked) if not asked.codings and None not in whole.pairs[n]]
        found += [close(whole, n) for n in chance.sample(related, min(1, len(related)))]
        found += [close(whole, n) for n in chance.sample(other, min(1, len(other))) if chance.random() < 0.4]
    return found


@dataclass(frozen=True, slots=True)
class Targets:
    """A batch with what is right. Up to P pairs a sentence; T pieces."""

    batch: Batch
    asked: Tensor
    """[sentences, P]; whether there is such a pair."""
    types: Tensor
    """[sentences, P, types]; shares that sum to 1."""
    modes: Tensor
    """[sentences, P] index into MODES, -1 where there is none to learn."""
    auxiliary: Tensor
    """[sentences, P, auxiliary]."""
    predicates: Tensor
    """[sentences, P, T]; 1 on the pieces of the pair's predicates."""
    pieces: Tensor
    """[sentences, T]; the type that a piece's predicate carries, -1 on padding."""


def targets(lessons: Sequence[Lesson]) -> Targets:
    """Lessons as one batch."""
    made = batch([(one.marked, one.pairs) for one in lessons])
    rows, pairs, _ = made.actor.shape
    asked = torch.zeros(rows, pairs, dtype=torch.bool)
    types = torch.zeros(rows, pairs, len(TYPES))
    modes = torch.full((rows, pairs), -1)
    auxiliary = torch.zeros(rows, pairs, len(AUXILIARY))
    predicates = torch.zeros(rows, pairs, made.ids.shape[1])
    pieces = torch.full(made.ids.shape, -1)
    for row, one in enumerate(lessons):
        asked[row, : len(one.pairs)] = True
        pieces[row, : len(one.marked.ids)] = len(TYPES) - 1
        for number, (first, last) in one.predicates.items():
            if number in one.events:
                pieces[row, first:last] = TYPES.index(one.events[number])
        for place, candidate in enumerate(one.asked):
            codings = candidate.codings
            for coding in codings:
                types[row, place, TYPES.index(coding.event)] += 1 / len(codings)
                for name in coding.auxiliary:
                    auxiliary[row, place, AUXILIARY.index(name)] = 1
                first, last = one.predicates[coding.predicate]
                predicates[row, place, first:last] = 1
            if not codings:
                types[row, place, -1] = 1
            elif plover().types[codings[0].event].modes:
                modes[row, place] = MODES.index(f"{codings[0].event}/{codings[0].mode or ''}")
    return Targets(made, asked, types, modes, auxiliary, predicates, pieces)


def batches(lessons: Sequence[Lesson], size: int, chance: random.Random) -> Iterator[list[Lesson]]:
    """Lessons of about one length together, close views by themselves, the batches in random order."""
    order = sorted(lessons, key=lambda one: (len(one.pairs) > 1, len(one.marked.ids) + chance.random() * 8))
    cut = [order[start : start + size] for start in range(0, len(order), size)]
    chance.shuffle(cut)
    yield from cut
