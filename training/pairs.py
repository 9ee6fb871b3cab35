"""The training view: every candidate pair of sides of an example, and every side alone, with its label.

A candidate is what the encoder judges: who acts, on whom. Order counts, so that a sentence with n sides has
n(n - 1) pairs, n sides that act on nobody named, and n that something happens to without a named actor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from training.corpus import Coding, Example, Side

NONE = "none"
"""The label of sides that the sentence relates by no act."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor and a recipient, one of which may be None; `codings` are their records, in their order."""

    actor: Side | None
    recipient: Side | None
    codings: tuple[Coding, ...] = ()

    @property
    def label(self) -> str:
        """The type of their first record, or `none`."""
        return self.codings[0].event if self.codings else NONE

    @property
    def mode(self) -> str | None:
        """The mode of their first record."""
        return self.codings[0].mode if self.codings else None

    @property
    def auxiliary(self) -> tuple[str, ...]:
        """The auxiliary modes of their first record."""
        return self.codings[0].auxiliary if self.codings else ()


def candidates(example: Example) -> tuple[Candidate, ...]:
    """All ordered pairs of an example's sides, then each side as an actor alone, then as a recipient alone.

    The parties of a mutual record are related in both orders.
    """
    codings: dict[tuple[str | None, str | None], list[Coding]] = defaultdict(list)
    for record in example.records:
        for key in _keys(record):
            codings[key].append(record)

    def candidate(actor: Side | None, recipient: Side | None) -> Candidate:
        key = (actor.letter if actor else None, recipient.letter if recipient else None)
        return Candidate(actor, recipient, tuple(codings.get(key, ())))

    return (
        *(candidate(actor, recipient) for actor, recipient in permutations(example.sides, 2)),
        *(candidate(side, None) for side in example.sides),
        *(candidate(None, side) for side in example.sides),
    )


def unrelated(example: Example) -> tuple[int, int]:
    """How many of an example's pairs, in whatever order, no record relates; and how many pairs it has."""
    pairs = {frozenset((a.letter, b.letter)) for a, b in permutations(example.sides, 2)}
    related = {frozenset(key) for record in example.records for key in _keys(record) if None not in key}
    return len(pairs - related), len(pairs)


def _keys(record: Coding) -> Iterator[tuple[str | None, str | None]]:
    """The candidates that a record is about, as letters."""
    if record.mutual:
        yield from permutations(record.actor, 2)
    else:
        yield from ((a, r) for a in record.actor or (None,) for r in record.recipient or (None,))
