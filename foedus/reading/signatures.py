"""What governing words say of their complements: the rules of `data/reading/certainty.toml`.

A signature is what follows for an act when its governor holds, and when it is negated: who "managed to sign"
signed, who "did not manage to sign" did not (Nairn, Condoravdi and Karttunen 2006).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from foedus.records import Auxiliary


class Outcome(NamedTuple):
    """What a cue makes of an act: whether it happened, and in which mood."""

    happened: bool
    mood: str


@dataclass(frozen=True, slots=True)
class Governor:
    """A governing word's signature: what follows when it holds, and when it is negated."""

    holds: Outcome
    fails: Outcome
    closed: bool
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mood:
    """A mood's values, its auxiliary, and its rank: the highest rank wins."""

    rank: int
    value: float
    negated: float
    auxiliary: tuple[Auxiliary, ...]


@dataclass(frozen=True, slots=True)
class State:
    """An act as read so far."""

    happened: bool = True
    mood: str = "asserted"
    cues: tuple[str, ...] = ()
    historical: bool = False

    def under(self, outcome: Outcome, *cues: str) -> State:
        """The act in the scope of one more cue."""
        moods = rules().moods
        mood = max(self.mood, outcome.mood, key=lambda m: moods[m].rank)
        return replace(self, happened=self.happened == outcome.happened, mood=mood, cues=(*self.cues, *cues))

    def within(self, around: State, *, polarity: bool = True) -> State:
        """The act in the scope of all that holds around it; without `polarity`, of its mood alone."""
        moved = self.under(Outcome(around.happened or not polarity, around.mood), *around.cues)
        return replace(moved, historical=self.historical or around.historical)


@dataclass(frozen=True, slots=True)
class Rules:
    """`certainty.toml`, ready for look-up."""

    moods: dict[str, Mood]
    governors: dict[tuple[str, str], tuple[Governor, ...]]
    outcomes: dict[str, dict[str, Outcome]]
    """Outcome of each word of the tables modals, shifted, adverbs, adjectives, openers, prepositions."""
    words: dict[str, frozenset[str]]
    sentences: dict[str, Outcome]
    spoken: dict[str, frozenset[str]]
    """The moods in which events that are made by speaking are made."""
    share: float
    """The relation model's share in a value; the rest is grammar's."""
    most: dict[str, float]
    """The highest value of an act with an auxiliary mode, whatever the model says."""


def _outcome(written: str) -> Outcome:
    happened = not written.startswith("-")
    return Outcome(happened, written.strip("+-") or "asserted")


def _governor(row: dict[str, Any]) -> Governor:
    holds = _outcome(row["holds"])
    closed = row.get("closed", False)
    turned = holds if closed else Outcome(not holds.happened, holds.mood)
    fails = _outcome(row["fails"]) if "fails" in row else turned
    return Governor(holds, fails, closed, frozenset(row.get("tags", ())))


KEYS = frozenset({"name", "holds", "fails", "closed", "tags", "examples", "refuses"})
"""Keys of a governor in the data; every other key is a form of complement."""


@cache
def rules() -> Rules:
    """The rules that ship with Foedus."""
    raw = tomllib.loads((files("foedus") / "data/reading/certainty.toml").read_text("utf-8"))
    governors: dict[tuple[str, str], tuple[Governor, ...]] = {}
    for row in raw["governor"]:
        governor = _governor(row)
        for form in row.keys() - KEYS:
            for word in row[form]:
                governors[word, form] = (*governors.get((word, form), ()), governor)
    tables = ("modals", "shifted", "adverbs", "adjectives", "openers", "prepositions")
    return Rules(
        moods={
            row["name"]: Mood(rank, row["value"], row["negated"], tuple(row["auxiliary"]))
            for rank, row in enumerate(raw["mood"])
        },
        governors=governors,
        outcomes={t: {word: _outcome(written) for word, written in raw[t].items()} for t in tables},
        words={name: frozenset(words) for name, words in raw["words"].items()},
        sentences={name: _outcome(written) for name, written in raw["sentences"].items()},
        spoken={event: frozenset(moods) for event, moods in raw["spoken"].items()},
        share=raw["model"]["share"],
        most=raw["model"]["most"],
    )
