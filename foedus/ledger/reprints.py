"""Dispatches that print the same words: near-duplicates.

Candidates come from MinHash sketches and banded hashing (rensa; Broder 1997), so that not everything is
compared with everything. A sketch only estimates: each candidate is held to the real overlap of its runs of
words, and to the days between the two publications.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.ledger.wording import settings, words


@dataclass(frozen=True, slots=True)
class Printed:
    """A dispatch as it is compared: `key` is the ledger's, `text` its words."""

    key: str
    text: str
    outlet: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Reprint:
    """`key` prints the words of `of`: `contained` is the share of the shorter one's runs that both have."""

    key: str
    of: str
    contained: float


def find(new: Sequence[Printed], held: Sequence[Printed] = ()) -> Iterator[Reprint]:
    """Every near-duplicate of a new dispatch among those held and the new ones before it.

    In the order of `new`; each pair once, the most alike first.
    """
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415  (nobody who only asks the ledger loads it)

    known = settings()["reprints"]
    everything = [*held, *new]
    runs = [shingles(one.text) for one in everything]
    sketches = RMinHash.from_token_sets(runs, num_perm=known["slots"], seed=known["seed"])
    index = RMinHashLSH(threshold=known["least_both"], num_perm=known["slots"], num_bands=known["bands"])
    for place, sketch in enumerate(sketches):
        one = everything[place]
        if place >= len(held) and runs[place]:
            found = (
                Reprint(one.key, everything[other].key, contained)
                for other in index.query(sketch)
                if everything[other].key != one.key
                and _is_near(one, everything[other])
                and (contained := _overlap(runs[place], runs[other])) > 0
            )
            yield from sorted(found, key=lambda pair: (-pair.contained, pair.of))
        if runs[place]:
            index.insert(place, sketch)


def shingles(text: str) -> frozenset[str]:
    """The runs of words of a text; empty where it is too short to be compared."""
    known = settings()["reprints"]
    found = words(text)
    if len(found) < known["least_words"]:
        return frozenset()
    size = known["shingle"]
    return frozenset(" ".join(found[start : start + size]) for start in range(len(found) - size + 1))


def _is_near(one: Printed, other: Printed) -> bool:
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= int(settings()["reprints"]["days"])


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter one's runs that both have; 0 where it is too little for a reprint."""
    known = settings()["reprints"]
    shared = len(one & other)
    contained = shared / min(len(one), len(other))
    is_reprint = contained >= known["least_contained"] and shared / len(one | other) >= known["least_both"]
    return contained if is_reprint else 0.0


def originals(pairs: Iterable[Reprint]) -> dict[str, str]:
    """Key -> key of the first dispatch that it reprints, through chains; originals are not in it."""
    first: dict[str, str] = {}
    for pair in pairs:
        first.setdefault(pair.key, first.get(pair.of, pair.of))
    return first
