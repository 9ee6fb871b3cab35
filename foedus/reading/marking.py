"""Sentences as the relation model takes them: numbers of word pieces, with the sides marked.

One pass of the encoder serves all pairs of a sentence. Where a single pair is asked about, the encoder is
told which of the sides acts and which is acted upon. The same code serves training and reading.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from foedus.reading.disguise import Disguised, disguise
from foedus.records import Span

Pair = tuple[int | None, int | None]
"""Actor and recipient as places in the list of sides; None is nobody named."""

ELSE, SIDE, ACTOR, RECIPIENT = range(4)
"""What a word piece belongs to, for the encoder: no side, a side, the actor or the recipient asked about."""

NOBODY = (0, 0)
LONGEST = 510
"""Word pieces of a sentence that the encoder can take."""
BEFORE = 64
"""Of a longer text, the word pieces that are kept before its first side."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence's word pieces, and the [first, last) pieces of each of its sides."""

    ids: tuple[int, ...]
    sides: tuple[tuple[int, int], ...]
    offsets: tuple[tuple[int, int], ...]
    """Where each piece stands in the disguised text."""
    disguised: Disguised

    def piece(self, span: Span) -> int:
        """The first piece of words of the text."""
        return _pieces(self.offsets, self.disguised.span(span))[0]

    def where(self, piece: int) -> Span:
        """Where a piece stands in the text: a piece of an invented name stands for the whole name."""
        return self.disguised.back(Span(*self.offsets[piece]))


@dataclass(frozen=True, slots=True)
class Batch:
    """What goes into the model: sentences of up to T pieces, and up to P pairs of each."""

    ids: NDArray[np.int64]
    """[sentences, T]; 0 is padding."""
    kinds: NDArray[np.int64]
    """[sentences, T]; what each piece belongs to."""
    actor: NDArray[np.int64]
    """[sentences, P, 2]; [first, last) piece, (0, 0) for nobody and where there is no such pair."""
    recipient: NDArray[np.int64]
    """[sentences, P, 2]."""

    def inputs(self) -> dict[str, NDArray[np.int64]]:
        """By the model's names for them."""
        return {"ids": self.ids, "kinds": self.kinds, "actor": self.actor, "recipient": self.recipient}


def mark(tokenizer: Tokenizer, text: str, sides: Sequence[Span]) -> Marked:
    """A sentence in disguise as word pieces. Spans are in code points of the text."""
    other = disguise(text)
    encoded = tokenizer.encode(other.text)
    offsets = tuple(encoded.offsets)
    found = [_pieces(offsets, other.span(side)) for side in sides]
    ids = encoded.ids
    if len(ids) > LONGEST + 2:
        start = max(1, min((first for first, _ in found), default=1) - BEFORE)
        ids = [ids[0], *ids[start : start + LONGEST], ids[-1]]
        offsets = (offsets[0], *offsets[start : start + LONGEST], offsets[-1])
        most = len(ids) - 2
        found = [(min(first - start + 1, most), min(last - start + 1, most + 1)) for first, last in found]
    return Marked(tuple(ids), tuple(found), offsets, other)


def _pieces(offsets: Sequence[tuple[int, int]], span: Span) -> tuple[int, int]:
    """The pieces that touch a span; the last piece where none does."""
    inner = offsets[1:-1]  # without the marks of a sentence's ends, which stand nowhere
    first = 1 + bisect_right(inner, span.start, key=lambda piece: piece[1])
    last = 1 + bisect_left(inner, span.end, key=lambda piece: piece[0])
    return (first, last) if first < last else (len(offsets) - 2, len(offsets) - 1)


def point(looks: NDArray[np.float32], carried: NDArray[np.float32], event: int) -> int:
    """The piece that carries a pair's act: where the pair looks, and what says the type (by its index).

    `looks` is [T], shares; `carried` [T, types], logits.
    """
    exact = np.exp(carried - carried.max(1, keepdims=True))
    return int((looks * exact[:, event] / exact.sum(1)).argmax())


def batch(asked: Sequence[tuple[Marked, Sequence[Pair]]]) -> Batch:
    """Sentences and the pairs asked of each, side by side."""
    longest = max(len(marked.ids) for marked, _ in asked)
    ids = np.zeros((len(asked), longest), dtype=np.int64)
    kinds = np.zeros_like(ids)
    actor = np.zeros((len(asked), max(len(pairs) for _, pairs in asked), 2), dtype=np.int64)
    recipient = np.zeros_like(actor)
    for row, (marked, pairs) in enumerate(asked):
        ids[row, : len(marked.ids)] = marked.ids
        for first, last in marked.sides:
            kinds[row, first:last] = SIDE
        for place, (doer, done) in enumerate(pairs):
            actor[row, place] = NOBODY if doer is None else marked.sides[doer]
            recipient[row, place] = NOBODY if done is None else marked.sides[done]
        if len(pairs) == 1:
            for (first, last), kind in ((actor[row, 0], ACTOR), (recipient[row, 0], RECIPIENT)):
                kinds[row, first:last] = kind
    return Batch(ids, kinds, actor, recipient)
