"""Exposure: after a partner withholds help or departs from its word, who else relies on it, and by what
clause.

Ranked by the relation that the dispatches themselves show (acts of help, cooperation and agreement between
the two, then bare mentions), then by how close the agreement is (few parties first, then the newer).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from foedus.agreements import Debt
from foedus.agreements import exposed as relying
from foedus.analysis.claimed import about, claims_of
from foedus.analysis.conduct import Conduct
from foedus.analysis.deeds import settings, states
from foedus.analysis.finding import Cited, Claim, Finding, weakest
from foedus.analysis.telling import clause, told
from foedus.phrasing import listed, state_name
from foedus.records import Reading, Record


@dataclass(frozen=True, slots=True)
class Exposed:
    """A state that relies on another by a clause. `ties` are records of help and agreement of the two."""

    country: str
    debt: Debt
    ties: tuple[Record, ...] = ()
    mentions: int = 0


def exposed(
    partner: str, *, on: date, readings: Iterable[Reading] = (), but: str = "", obligation: str = "defense"
) -> tuple[Exposed, ...]:
    """Who relies on a state by a clause of this kind on a day, the most exposed first, each state once.

    `but` is left out: the state that was let down already.
    """
    held = tuple(readings)
    mentions = Counter(code for reading in held for code in states(reading.actors))
    best: dict[str, Debt] = {}
    for debt in relying(partner, on=on, obligation=obligation):
        if debt.toward != but:
            best.setdefault(debt.toward, debt)
    found = [
        Exposed(country, debt, tuple(_ties(partner, country, held)), mentions[country])
        for country, debt in best.items()
    ]
    return tuple(sorted(found, key=_rank))


def _rank(one: Exposed) -> tuple[int, bool, int, int, str]:
    agreement = one.debt.agreement
    return (
        -len(one.ties),
        not one.mentions,
        len(agreement.countries),
        -agreement.signed.toordinal(),
        one.country,
    )


def _ties(partner: str, other: str, readings: Iterable[Reading]) -> Iterator[Record]:
    known = settings()["ties"]
    for reading in readings:
        for record in reading.records:
            sides = set(states((*record.actor, *record.recipient)))
            if record.event in known["events"] and {partner, other} <= sides:
                yield record


def findings(verdicts: Iterable[Conduct], readings: Iterable[Reading]) -> Iterator[Finding]:
    """A finding for each partner that withheld or declined help: who else relies on its help."""
    held = tuple(readings)
    said = claims_of(held)
    done: set[str] = set()
    for verdict in verdicts:
        if verdict.did not in {"withheld", "declined"} or verdict.on is None or verdict.partner in done:
            continue
        done.add(verdict.partner)
        found = exposed(verdict.partner, on=verdict.on, readings=held, but=verdict.toward)
        if found:
            yield _finding(verdict.partner, found, said, verdict)


def listing(partner: str, *, on: date, readings: Iterable[Reading] = ()) -> Iterator[Finding]:
    """A finding for each state that relies on a partner on a day, the most exposed first."""
    held = tuple(readings)
    said = claims_of(held)
    for one in exposed(partner, on=on, readings=held):
        yield _finding(partner, (one,), said)


def _finding(
    partner: str, found: tuple[Exposed, ...], said: tuple[Claim, ...], after: Conduct | None = None
) -> Finding:
    """Who relies on a partner, the first with what is said of its clause; `after` is what the partner did."""
    claims = about(said, partner, found[0].country)
    deeds = [deed for deed in after.deeds if deed.actor == partner][:1] if after else []
    return Finding(
        kind="exposed",
        says=_says(partner, found, after),
        words=tuple(dict.fromkeys([*(d.words for d in deeds), *(c.words for c in claims)])),
        actor=tuple(one.country for one in found),
        toward=(partner,),
        records=tuple(deed.id for deed in deeds),
        clauses=tuple(Cited.of(one.debt.agreement, one.debt.clause) for one in found),
        claims=claims,
        would_change=told("would_change", "exposed", partner=state_name(partner)),
        probability=weakest(tuple(deed.record for deed in deeds)),
    )


def _says(partner: str, found: tuple[Exposed, ...], after: Conduct | None) -> str:
    """The exposed in one sentence: the first with its clause, the others by name."""
    first, *others = found
    most = settings()["ties"]["named"]
    names = [state_name(one.country) for one in others]
    more = [told("exposed", "more", count=len(names) - most)] if len(names) > most else []
    return told(
        "exposed",
        "says",
        first=state_name(first.country),
        partner=state_name(partner),
        clause=clause(first.debt),
        difference=_difference(first, after) if after else "",
        others=told("exposed", "others", others=listed([*names[:most], *more])) if names else "",
    )


def _difference(first: Exposed, after: Conduct) -> str:
    """Whether the state that was let down had such a clause too."""
    had = any(debt.clause.obligation == first.debt.clause.obligation for debt in after.owed)
    return told("exposed", "same" if had else "difference", toward=state_name(after.toward))
