"""What the register knows of one name: who it means, and between which days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Kind = Literal[
    "state",
    "demonym",
    "capital",
    "byword",  # a building or street that stands for a government: the Kremlin
    "region",  # a part of a state, or an entity that broke away from one
    "city",
    "area",  # a part of the world, or a people of several states: the West, the Kurds
    "person",
    "organisation",
    "group",
    "agency",
    "outlet",
    "office word",  # "foreign ministry", "troops": a sector, and no country
    "phrase",  # several of these together: "Iran's foreign ministry"
    "none",  # holds an actor's name and means no actor: Taiwan Strait
]


@dataclass(frozen=True, slots=True)
class Entry:
    """Who a name means. Text fields are empty where there is nothing to say.

    `country` is alpha-3 or one of PLOVER's UNO, EUR, IGO, NGO, ISM, IMG, MNC; `sector` a PLOVER sector, empty
    for a state or people as such. `from_` and `until` are the first and last day on which it holds; None is
    open. `is_default` marks a name that many states use ("the Supreme Court"), given to the state that is
    meant when nothing else is said; another state named before it wins.
    """

    name: str
    country: str
    sector: str
    kind: Kind
    person: str = ""
    office: str = ""
    basis: str = ""
    from_: date | None = None
    until: date | None = None
    is_default: bool = False

    def holds(self, on: date) -> bool:
        """Whether this is so on a day."""
        return (self.from_ is None or self.from_ <= on) and (self.until is None or on <= self.until)


def choose(entries: tuple[Entry, ...], on: date | None = None) -> Entry:
    """The entry that holds on a day, the first of several; without a day the one that holds last.

    Where none holds on that day: a person who held office before is a former official (ELI) without office;
    one who will only come to office keeps the country and has no sector; a group is what it was nearest in
    time.
    """
    if on is None:
        return max(entries, key=lambda e: e.until or date.max)
    for entry in entries:
        if entry.holds(on):
            return entry
    past = [e for e in entries if e.until and e.until < on]
    nearest = max(past, key=lambda e: e.until or date.min) if past else entries[0]
    if nearest.kind != "person":
        return nearest
    sector, basis = ("ELI", "former office holder") if past else ("", "later office holder")
    return replace(nearest, sector=sector, office="", basis=basis, from_=None, until=None)
