"""PLOVER as data: types, modes, contexts, sectors, quad classes and scores.

Source: PLOVER manual 0.8b (Open Event Data Alliance, CC BY-SA 4.0), facts only; the wording in
`data/ontology/plover.toml` is our own.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's sixteen types. `score` runs from -10 (conflict) to +10 (cooperation)."""

    name: str
    quad: str
    score: float
    meaning: str
    needs_recipient: bool
    mutual: bool
    """Whether all parties stand in `actor`: meetings, agreements, joint action."""
    modes: dict[str, float]
    """Score of each mode."""


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole of PLOVER, as loaded from data."""

    types: dict[str, EventType]
    contexts: dict[str, str]
    sectors: dict[str, str]
    blocs: dict[str, str]
    """International actors' codes (IGO, UNO, ...) and what they mean."""

    def score(self, event: str, mode: str | None = None) -> float:
        """Conflict-cooperation score of a type, or of its mode where it has one. Raises KeyError."""
        kind = self.types[event]
        return kind.modes[mode] if mode else kind.score

    def quad(self, event: str) -> str:
        """Quad class of a type: verbal or material, cooperation or conflict. Raises KeyError."""
        return self.types[event].quad


@cache
def plover() -> Ontology:
    """The ontology that ships with Foedus."""
    raw = tomllib.loads((files("foedus") / "data/ontology/plover.toml").read_text("utf-8"))
    types = {
        name: EventType(
            name=name,
            quad=row["quad"],
            score=row["score"],
            meaning=row["meaning"],
            needs_recipient=row.get("needs_recipient", False),
            mutual=row.get("mutual", False),
            modes=row.get("modes", {}),
        )
        for name, row in raw["types"].items()
    }
    return Ontology(types, raw["contexts"], raw["sectors"], raw["blocs"])
