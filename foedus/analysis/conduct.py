"""Conduct against commitment: somebody is attacked or threatened; what did each partner owe, and do?

The judgement follows the study of alliance reliability (Leeds, Long and Mitchell 2000, "Reevaluating Alliance
Reliability"; Berkemeier and Fuhrmann 2018): an obligation counts where its occasion has come, and is kept or
not by what a party did. A report is no full account of a war: no verdict is given from silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.agreements import Debt, between, obligations
from foedus.analysis.claimed import about, claims_of
from foedus.analysis.deeds import Deed, deeds, settings, states
from foedus.analysis.finding import Cited, Claim, Finding, Kind, weakest
from foedus.analysis.telling import clause, told
from foedus.phrasing import named_states, state_name
from foedus.records import Reading
from foedus.register import register

Did = Literal["acted", "declined", "withheld", "spoke", "against", "stayed out", "not reported"]
"""What a partner did; "stayed out" is known only where the account is complete, as a list of a war's
parties.
"""

Verdict = Literal[
    "obliged and kept",
    "obliged and departed",
    "not obliged and helped",
    "not obliged and withheld",
    "unclear",
]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What calls an obligation up. `has_begun`: whether the party struck first; None: nobody can tell."""

    kind: Literal["attack", "threat", "request"]
    has_begun: bool | None = False


@dataclass(frozen=True, slots=True)
class Conduct:
    """What one partner owed and did toward a state on an occasion, and the deeds and clauses that show it."""

    partner: str
    toward: str
    opponents: tuple[str, ...]
    occasion: Occasion
    on: date | None
    did: Did
    verdict: Verdict
    owed: tuple[Debt, ...]
    """Clauses that the occasion called up, or that the conduct touched."""
    absent: tuple[Debt, ...]
    """Clauses that are expressly not in an agreement of the two."""
    deeds: tuple[Deed, ...]
    claims: tuple[Claim, ...] = ()


def judged(owed: frozenset[str], occasion: Occasion, did: Did) -> Verdict:
    """The verdict on one partner: `owed` are the obligations in force, by ATOP's names.

    Defence is owed to a party that was attacked, offence to one that attacks; restraint, as not to attack a
    partner or help its enemies, at all times. Who keeps still keeps a promise of restraint.
    """
    known = settings()
    answered = known["answered"]
    if did == "against":
        return "obliged and departed" if owed & {*answered["restraint"], *answered["help"]} else "unclear"
    called = owed & set(known["called_up"][occasion.kind]) & set(answered["help"])
    if occasion.has_begun is not False:
        called -= {"defense"}
    if did == "acted":
        is_owed = bool(called) or (occasion.has_begun is None and "defense" in owed)
        return "obliged and kept" if is_owed else "not obliged and helped"
    if occasion.has_begun is None and "defense" in owed:
        return "unclear"
    if did in {"declined", "withheld", "stayed out"}:
        if called:
            return "obliged and departed"
        is_neutral = did == "stayed out" and "neutrality" in owed
        return "obliged and kept" if is_neutral else "not obliged and withheld"
    return "unclear"


def conduct(readings: Iterable[Reading]) -> tuple[Conduct, ...]:
    """What the readings show, by the state that was attacked, threatened or asked, then by partner."""
    held = tuple(readings)
    done = deeds(held)
    named = frozenset(code for reading in held for code in states(reading.actors))
    said = claims_of(held)
    found: list[Conduct] = []
    for victim in dict.fromkeys(_victims(done)):
        found += _toward(victim, done, named, said)
    return tuple(found)


def _victims(done: Iterable[Deed]) -> Iterator[str]:
    for deed in done:
        if deed.kind in {"attack", "threat"}:
            yield deed.recipient
        elif deed.kind == "request":
            yield deed.actor


def _toward(
    victim: str, done: tuple[Deed, ...], named: frozenset[str], said: tuple[Claim, ...]
) -> Iterator[Conduct]:
    attacks = [d for d in done if d.kind == "attack" and d.recipient == victim]
    threats = [d for d in done if d.kind == "threat" and d.recipient == victim]
    requests = [d for d in done if d.kind == "request" and d.actor == victim]
    kind: Literal["attack", "threat", "request"] = "attack" if attacks else "threat" if threats else "request"
    calls = attacks or threats or requests
    opponents = tuple(dict.fromkeys(d.actor for d in (*attacks, *threats)))
    struck = {d.recipient for d in done if d.kind == "attack" and d.actor == victim}
    occasion = Occasion(kind, None if struck & set(opponents) else False)
    on = next((d.on for d in calls if d.on), None)
    for partner in dict.fromkeys((*_partners(victim, opponents, done), *_bound(victim, on, named))):
        answers = _answers(partner, victim, opponents, done)
        did = _did(answers, victim)
        debts = _debts(partner, victim, on)
        owed = frozenset(debt.clause.obligation for debt in debts if debt.clause.present)
        verdict = judged(owed, occasion, did)
        if did == "against" and not owed & set(_touched(did)):
            continue  # an enemy, and no partner
        asked = tuple(d for d in requests if d.recipient == partner)
        yield Conduct(
            partner,
            victim,
            opponents,
            occasion,
            on,
            did,
            verdict if on else "unclear",
            tuple(d for d in debts if d.clause.present and d.clause.obligation in _touched(did)),
            tuple(d for d in debts if not d.clause.present and d.clause.obligation in _touched(did)),
            (*answers, *calls[:2], *asked[:1]),
            about(said, partner, victim),
        )


def _partners(victim: str, opponents: tuple[str, ...], done: tuple[Deed, ...]) -> list[str]:
    """Who answered in any way, was asked, or struck the victim though bound not to."""
    found = [d.actor for d in done if d.recipient == victim and d.kind not in {"request", "blamed"}]
    found += [d.actor for d in done if d.kind in {"attack", "blamed"} and d.recipient in opponents]
    found += [d.recipient for d in done if d.kind == "request" and d.actor == victim and d.recipient]
    return [partner for partner in dict.fromkeys(found) if partner != victim]


def _bound(victim: str, on: date | None, named: frozenset[str]) -> list[str]:
    """Who owes the victim help by an agreement of few parties, or by a larger one and is named there."""
    if on is None:
        return []
    return [
        party
        for agreement in between(victim, on=on)
        for party in agreement.bound(on)
        if party != victim
        and register().state(party)
        and (len(agreement.countries) <= settings()["few"] or party in named)
        and any(
            c.present and c.obligation in settings()["answered"]["help"] and c.is_owed(party, victim)
            for c in agreement.clauses
        )
    ]


def _answers(
    partner: str, victim: str, opponents: tuple[str, ...], done: tuple[Deed, ...]
) -> tuple[Deed, ...]:
    """The partner's deeds toward the victim and its opponents, the most telling first."""
    order = ("attack", "help", "declined", "withheld", "threat", "spoke", "blamed")
    own = [
        d
        for d in done
        if d.actor == partner
        and (
            (d.recipient == victim and d.kind not in {"request", "blamed"})
            or (d.recipient in opponents and d.kind in {"attack", "help", "blamed"})
        )
    ]
    return tuple(sorted(own, key=lambda d: (d.recipient != victim, order.index(d.kind))))


def _did(answers: tuple[Deed, ...], victim: str) -> Did:
    kinds = {(d.kind, d.recipient == victim) for d in answers}
    if ("attack", True) in kinds:
        return "against"
    if ("help", True) in kinds or ("attack", False) in kinds:
        return "acted"
    if ("declined", True) in kinds:
        return "declined"
    if ("withheld", True) in kinds:
        return "withheld"
    if ("help", False) in kinds:
        return "against"
    return "spoke" if kinds & {("spoke", True), ("blamed", False)} else "not reported"


def _debts(partner: str, victim: str, on: date | None) -> tuple[Debt, ...]:
    """What a partner owed: treaties in force on the day, and of promises of restraint only those of few
    parties.
    """
    few = settings()["few"]
    return tuple(
        debt
        for debt in (obligations(partner, toward=victim, on=on) if on else ())
        if debt.agreement.binding
        and (debt.clause.obligation in settings()["answered"]["help"] or len(debt.agreement.countries) <= few)
    )


def _touched(did: Did) -> list[str]:
    """The obligations that some conduct keeps or breaks."""
    return list(settings()["answered"]["restraint" if did == "against" else "help"])


KINDS: dict[Did, Kind] = {
    "acted": "acted",
    "declined": "declined",
    "withheld": "withheld",
    "against": "departed",
    "spoke": "spoke",
    "not reported": "not reported",
}
"""The kind of finding that a conduct gives."""


def findings(verdicts: Iterable[Conduct]) -> Iterator[Finding]:
    """What a reader wants to be told: help, refusal, and breach; words alone and silence are left out."""
    for found in verdicts:
        is_breach = found.verdict == "obliged and departed"
        if found.did in {"acted", "declined", "withheld"} or (found.did == "against" and is_breach):
            yield finding(found)


def finding(found: Conduct) -> Finding:
    """A conduct as a finding, whatever it was."""
    return Finding(
        kind=KINDS[found.did],
        says=says(found),
        words=tuple(dict.fromkeys([*(d.words for d in found.deeds), *(c.words for c in found.claims)])),
        actor=(found.partner,),
        toward=(found.toward,),
        verdict=found.verdict,
        records=tuple(dict.fromkeys(deed.id for deed in found.deeds)),
        clauses=tuple(Cited.of(debt.agreement, debt.clause) for debt in found.owed or found.absent),
        claims=found.claims,
        would_change=told("would_change", found.verdict, partner=state_name(found.partner)),
        probability=weakest(tuple(deed.record for deed in found.deeds)),
    )


def says(found: Conduct) -> str:
    """A conduct in one sentence."""
    names = {
        "partner": state_name(found.partner),
        "toward": state_name(found.toward),
        "opponents": named_states(found.opponents),
    }
    is_attacker = found.did == "against" and found.partner in found.opponents
    occasion = "" if is_attacker else told("occasion", found.occasion.kind, **names)
    did = told("did", "attacked" if is_attacker else found.did, **names)
    debts = (*found.owed, *found.absent)
    by = clause(debts[0]) if debts else told("cited", "none")
    why = told("owed", found.verdict, clause=by, **names)
    whole = f"{did}{occasion}: {why}{_claimed(found)}"
    return whole[0].upper() + whole[1:]


def _claimed(found: Conduct) -> str:
    """On whose word too the clause is there, or not there."""
    said = [c for c in found.claims if c.claim != "signed" and c.source]
    return told("claimed", said[0].book, source=said[0].source) if said else ""
