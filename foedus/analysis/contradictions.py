"""What cannot both be true: an act asserted and denied, a figure told twice, a claim against the book.

Two records are of one act where type, sides and mode agree, and their days do not exclude each other. A side
that one of them leaves open agrees only where the voucher speaks for the side that the other names: "Tehran
never asked", Russia's officials say, answers an envoy who sought Moscow's help.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from foedus.analysis.claimed import claims_of
from foedus.analysis.deeds import Told, settings, states
from foedus.analysis.finding import Claim, Finding, weakest
from foedus.analysis.telling import told
from foedus.phrasing import sentence, voice
from foedus.records import Reading, Record

UNREAL = {"future", "hypothetical"}


@dataclass(frozen=True, slots=True)
class Telling(Told):
    """A record that something happened or did not, with the states on either side."""

    actors: frozenset[str]
    recipients: frozenset[str]

    @property
    def voice(self) -> str:
        """On whose word, in words."""
        return voice(self.record) or self.reading.dispatch.outlet or told("contradiction", "own")

    @property
    def is_denied(self) -> bool:
        return "negation" in self.record.auxiliary


def find(readings: Iterable[Reading]) -> Iterator[Finding]:
    """Every contradiction of some readings, in the order of the records; then those of claims with the
    book.
    """
    held = tuple(readings)
    for first, second in _of_one_act(held):
        if first.is_denied != second.is_denied:
            yield _denied(*sorted((first, second), key=lambda one: one.is_denied))
        elif _differ(first.record, second.record):
            yield _figures(first, second)
    for claim in claims_of(held):
        if claim.book == "differs":
            yield _against_book(claim)


def _of_one_act(readings: Iterable[Reading]) -> list[tuple[Telling, Telling]]:
    """Every two tellings that can be of one act, in the order of the records."""
    alike: dict[tuple[str, frozenset[str]], list[tuple[int, Telling]]] = defaultdict(list)
    for place, one in enumerate(_tellings(readings)):
        alike[one.record.event, one.actors].append((place, one))
    found = {
        (place, other): (first, second)
        for tellings in alike.values()
        for (place, first), (other, second) in combinations(tellings, 2)
        if _is_one_act(first, second)
    }
    return [found[places] for places in sorted(found)]


def _tellings(readings: Iterable[Reading]) -> Iterator[Telling]:
    """Records of acts of states that are not often done again, and not only expected or supposed."""
    known = settings()
    for reading in readings:
        for record in reading.records:
            actors = frozenset(states(record.actor))
            if (
                actors
                and record.probability >= known["least_probability"]
                and record.event not in known["repeated"]
                and not UNREAL & set(record.auxiliary)
            ):
                yield Telling(record, reading, actors, frozenset(states(record.recipient)))


def _is_one_act(first: Telling, second: Telling) -> bool:
    """Whether two tellings of one type, with the same actors, can be of one act."""
    modes = {mode for mode in (first.record.mode, second.record.mode) if mode}
    if len(modes) > 1 or first.actors & (first.recipients | second.recipients):
        return False  # what people of one state do among themselves, each does alone
    return _is_one_recipient(first, second) and _can_be_one_time(first.record, second.record)


def _is_one_recipient(first: Telling, second: Telling) -> bool:
    if first.recipients and second.recipients:
        return first.recipients == second.recipients
    is_open, named = (second, first.recipients) if first.recipients else (first, second.recipients)
    if is_open.record.recipient:
        return False
    vouchers = {a.speaker.country for a in is_open.record.attribution if a.speaker and a.speaker.country}
    return bool(vouchers & named)


def _can_be_one_time(first: Record, second: Record) -> bool:
    if ("historical" in first.auxiliary) != ("historical" in second.auxiliary):
        return False
    one, other = first.date, second.date
    if one is None or other is None or None in {one.start, one.end, other.start, other.end}:
        return True
    return one.start <= other.end and other.start <= one.end  # type: ignore[operator]


def _differ(first: Record, second: Record) -> bool:
    """Whether two vouchers give different figures of one thing, on one day."""
    one, other = first.quantity, second.quantity
    return (
        one is not None
        and other is not None
        and one.unit == other.unit
        and one.value != other.value
        and not (one.approximate or other.approximate)
        and voice(first) != voice(second)
        and first.date is not None
        and second.date is not None
        and first.date.start == second.date.start
        and first.predicate.text.casefold() == second.predicate.text.casefold()
    )


def _denied(yes: Telling, no: Telling) -> Finding:
    return _finding(
        yes,
        no,
        told(
            "contradiction",
            "denied",
            yes=yes.voice,
            no=no.voice,
            asserted=sentence(yes.record),
            denied=sentence(no.record),
        ),
    )


def _figures(first: Telling, second: Telling) -> Finding:
    figures = [one.record.quantity.text if one.record.quantity else "" for one in (first, second)]
    return _finding(
        first,
        second,
        told(
            "contradiction",
            "figures",
            first=first.voice,
            second=second.voice,
            one=figures[0],
            other=figures[1],
        ),
    )


def _finding(first: Told, second: Told, says: str) -> Finding:
    return Finding(
        kind="contradiction",
        says=says[0].upper() + says[1:],
        words=(first.words, second.words),
        actor=tuple(states(first.record.actor)),
        toward=tuple(states((*first.record.recipient, *second.record.recipient))),
        records=(first.id, second.id),
        would_change=told("would_change", "contradiction"),
        probability=weakest((first.record, second.record)),
    )


def _against_book(claim: Claim) -> Finding:
    says = told(
        "contradiction",
        "book",
        source=claim.source or told("contradiction", "own"),
        words=claim.words.text,
        why=claim.why,
    )
    return Finding(
        kind="contradiction",
        says=says[0].upper() + says[1:],
        words=(claim.words,),
        actor=claim.parties,
        claims=(claim,),
        would_change=told("would_change", "book"),
    )
