"""What an agreement is: its parties over time, its days, its clauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Party:
    """A state (alpha-3) or bloc (PLOVER's EUR, UNO) and the days from and until which it is bound.

    Both are None where the agreement's own days hold. `left` is the first day on which it is free.
    """

    country: str
    joined: date | None = None
    left: date | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One obligation, present or expressly or notably absent.

    `by` owes it, `toward` is owed it; both are empty where every party owes it to every other.
    """

    article: str
    obligation: str
    source: str
    present: bool = True
    trigger: str = ""
    limits: str = ""
    by: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()

    def is_owed(self, by: str, toward: str) -> bool:
        """Whether the clause speaks of what one party owes another."""
        return by != toward and (not self.by or by in self.by) and (not self.toward or toward in self.toward)

    def as_dict(self) -> dict[str, Any]:
        return {
            "article": self.article,
            "obligation": self.obligation,
            "present": self.present,
            "trigger": self.trigger,
            "limits": self.limits,
            "by": list(self.by),
            "toward": list(self.toward),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement, as its source tells it. `aliases` are what reporters call it.

    `in_force` is None where the source gives no day: then it counts from its signature, unless it is
    `pending`. `ended` and `suspended` are the first days on which it no longer binds, `by` whose act that
    was. `binding` is False for a declaration that is no treaty in law.
    """

    id: str
    name: str
    parties: tuple[Party, ...]
    signed: date
    clauses: tuple[Clause, ...]
    source: str
    aliases: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """Parties that are no states: the Taliban, Hamas."""
    in_force: date | None = None
    pending: bool = False
    ended: date | None = None
    suspended: date | None = None
    by: str = ""
    binding: bool = True
    note: str = ""

    @property
    def countries(self) -> tuple[str, ...]:
        """Codes of all who ever were parties, in the order of the file."""
        return tuple(party.country for party in self.parties)

    def is_in_force(self, on: date) -> bool:
        """Whether the agreement as a whole is in force and not suspended on a day."""
        start = self.in_force or (None if self.pending else self.signed)
        stops = [day for day in (self.ended, self.suspended) if day]
        return start is not None and start <= on and all(on < day for day in stops)

    def binds(self, country: str, on: date) -> bool:
        """Whether a state is bound on a day."""
        return self.is_in_force(on) and any(
            party.country == country
            and (party.joined is None or party.joined <= on)
            and (party.left is None or on < party.left)
            for party in self.parties
        )

    def bound(self, on: date) -> tuple[str, ...]:
        """Codes of all parties that are bound on a day."""
        return tuple(country for country in self.countries if self.binds(country, on))

    def as_dict(self) -> dict[str, Any]:
        """One JSON object: days as ISO strings, None where there is none."""
        return {
            "id": self.id,
            "name": self.name,
            "aliases": list(self.aliases),
            "parties": [
                {"country": p.country, "joined": _iso(p.joined), "left": _iso(p.left)} for p in self.parties
            ],
            "others": list(self.others),
            "signed": _iso(self.signed),
            "in_force": _iso(self.in_force),
            "pending": self.pending,
            "ended": _iso(self.ended),
            "suspended": _iso(self.suspended),
            "by": self.by,
            "binding": self.binding,
            "clauses": [clause.as_dict() for clause in self.clauses],
            "note": self.note,
            "source": self.source,
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
