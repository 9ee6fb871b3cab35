"""Who "he", "its", "the two leaders" and "the country" are: what a dispatch has named so far, latest last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from foedus.reading.lexicon import settings
from foedus.records import Actor

UNNAMED = "office without a state"
"""Basis of a side that has only the text's own words."""

Number = Literal["person", "thing", "plural"]


@dataclass(frozen=True, slots=True)
class Named:
    """Something the dispatch named: who, as what, in which sentence (counted through the dispatch)."""

    actors: tuple[Actor, ...]
    number: Number
    sentence: int
    is_subject: bool


@dataclass(slots=True)
class Memory:
    """What was named so far. Entries are appended in the order of the text and never changed."""

    named: list[Named] = field(default_factory=list)
    people: dict[str, Actor] = field(default_factory=dict)
    """Every person named in full, by each part of the name that may stand alone later."""

    def note(self, named: Named) -> None:
        """Remember a mention."""
        self.named.append(named)

    def introduce(self, actor: Actor) -> None:
        """Remember a person by surname; of a Korean or Chinese name by its first part too."""
        parts = (actor.person or actor.name or actor.text).split()
        for part in (parts[0], parts[-1]):
            held = self.people.get(part)
            if held is None or held.country is None or actor.country is not None:
                self.people[part] = actor

    def latest(
        self,
        sentence: int,
        number: Number | None,
        *,
        within: int = 3,
        fits: Callable[[Actor], bool] | None = None,
    ) -> tuple[Actor, ...]:
        """The likeliest antecedent: subject of this sentence or the one before, else the latest that fits.

        `number` None stands for any.
        """
        close: list[Named] = []
        for named in reversed(self.named):
            if sentence - named.sentence > within:
                break
            if (number is None or _agrees(named, number)) and (
                fits is None or all(fits(a) for a in named.actors)
            ):
                close.append(named)
        for back in range(within + 1):
            here = [n for n in close if n.sentence == sentence - back]
            for named in [n for n in here if n.is_subject] or here:
                return named.actors
        return ()

    def pair(self, sentence: int, *, people: bool) -> tuple[Actor, ...]:
        """The two sides named first in this sentence, or one just before; people, for "the two leaders"."""
        for want_people in (True, False) if people else (False,):
            for back in (0, 1, 2):
                found: dict[str, Actor] = {}
                for named in self.named[-60:]:
                    for actor in named.actors if named.sentence == sentence - back else ():
                        if actor.country and (actor.person or not want_people) and len(found) < 2:
                            found.setdefault(actor.country, actor)
                if len(found) == 2:
                    return tuple(found.values())
        return ()

    def group(self, size: int) -> tuple[Actor, ...]:
        """The latest sides named together that were so many: "the three governments"."""
        for named in reversed(self.named[-200:]):
            if len(named.actors) == size:
                return named.actors
        return ()


def _agrees(named: Named, number: Number) -> bool:
    if number == "plural":
        return named.number == "plural" or len(named.actors) > 1
    return named.number == number


def anaphor_kind(lemma: str) -> str | None:
    """Which kind of side a definite noun may stand for ("the country" -> country), from data."""
    return _KINDS.get(lemma)


_KINDS: dict[str, str] = {
    lemma: kind for kind, lemmas in settings()["anaphors"].items() for lemma in reversed(lemmas)
}
