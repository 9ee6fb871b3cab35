"""Questions to the book: what binds two states, what one owes another, who relies on whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foedus.agreements.agreement import Agreement, Clause
from foedus.agreements.book import book


@dataclass(frozen=True, slots=True)
class Debt:
    """A clause of an agreement, and between whom it is owed (alpha-3)."""

    by: str
    toward: str
    agreement: Agreement
    clause: Clause


def between(a: str, b: str | None = None, *, on: date | None = None) -> tuple[Agreement, ...]:
    """Agreements to which a state is, or two states are, parties: those of few parties first, then
    the oldest.

    With `on`, only those in force on that day for each of them; without, also those ended, suspended or
    not yet in force. Codes are alpha-3 or PLOVER's.
    """
    wanted = {a, b} - {None}
    found = [
        agreement
        for agreement in book()
        if wanted <= set(agreement.countries)
        and (on is None or all(agreement.binds(state, on) for state in wanted if state))
    ]
    return tuple(
        sorted(found, key=lambda agreement: (len(agreement.countries), agreement.signed, agreement.id))
    )


def obligations(a: str, *, toward: str, on: date | None = None) -> tuple[Debt, ...]:
    """What one state owes another, clause by clause, with the clauses that are notably absent.

    `clause.present` tells one from the other. In the order of `between`.
    """
    return tuple(
        Debt(a, toward, agreement, clause)
        for agreement in between(a, toward, on=on)
        for clause in agreement.clauses
        if clause.is_owed(a, toward)
    )


def exposed(a: str, *, on: date, obligation: str = "defense") -> tuple[Debt, ...]:
    """Who relies on a state: every clause of the kind that it owes on a day, agreements of few parties first.

    A state that relies on it by two agreements stands there twice.
    """
    found = [
        Debt(a, other, agreement, clause)
        for agreement in between(a, on=on)
        for other in agreement.bound(on)
        for clause in agreement.clauses
        if clause.present and clause.obligation == obligation and clause.is_owed(a, other)
    ]
    return tuple(
        sorted(found, key=lambda debt: (len(debt.agreement.bound(on)), debt.agreement.signed, debt.toward))
    )
