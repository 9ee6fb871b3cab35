"""One event, many reports: which records tell of one act.

Pairs of records are weighed (`likeness.py`), and put together from the most probable one down, as long as
nothing in the two events excludes it. What was joined before stays: a new record comes to an event that is
there, or begins one; two events that are there are never made one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from foedus.ledger.likeness import Likeness, can_be_one, same_act, same_words
from foedus.ledger.report import Report, days_around
from foedus.ledger.reprints import Reprint
from foedus.ledger.wording import settings


@dataclass(frozen=True, slots=True)
class Joined:
    """`report` tells of the event that is named by the id of its first record."""

    report: Report
    event: str
    reason: str
    probability: float


@dataclass(slots=True)
class _Event:
    members: list[Report] = field(default_factory=list)
    known_as: str | None = None
    """Its id, where it was there before."""

    @property
    def id(self) -> str:
        return self.known_as or min(self.members, key=_order).id


def join(
    new: Sequence[Report], held: Iterable[tuple[Report, str]] = (), *, reprints: Iterable[Reprint] = ()
) -> list[Joined]:
    """The new records that tell of an event which is held, or which an earlier new one tells of.

    `held` are records that were looked at, each with its event. A record that stands alone is not among the
    answers, nor is one whose very id is known: the same text, printed again, needs no judgement.
    """
    events: dict[str, _Event] = {}
    event_of: dict[str, _Event] = {}
    old: list[Report] = []
    for report, name in held:
        event = events.setdefault(name, _Event(known_as=name))
        event.members.append(report)
        event_of[report.id] = event
        old.append(report)
    fresh = list({r.id: r for r in sorted(new, key=_order, reverse=True) if r.id not in event_of}.values())
    event_of |= {report.id: _Event([report]) for report in fresh}
    why: dict[str, Likeness] = {}
    found = sorted(
        _pairs(fresh, old, tuple(reprints)), key=lambda pair: (-pair[0].probability, *map(_order, pair[1:]))
    )
    for likeness, one, other in found:
        if _put_together(event_of, one, other):
            why.setdefault(one.id, likeness)
            why.setdefault(other.id, likeness)
    return [
        Joined(report, event.id, why[report.id].reason, why[report.id].probability)
        for report in sorted(fresh, key=_order)
        if (event := event_of[report.id]).id != report.id
    ]


def _order(report: Report) -> tuple[str, str, tuple[int, int], str]:
    """By publication, then as in the dispatch: what comes first gives an event its name."""
    return str(report.published or "9"), report.key, report.predicate_at, report.id


def _pairs(
    fresh: Sequence[Report], old: Sequence[Report], reprints: Sequence[Reprint]
) -> Iterator[tuple[Likeness, Report, Report]]:
    """Every two records, one of them new, that seem to tell of one act."""
    seen = set()
    for one, other in _reprinted(fresh, old, reprints):
        if likeness := same_words(one, other):
            seen.add(frozenset((one.id, other.id)))
            yield likeness, one, other
    for one, other in _at_one_time(fresh, old):
        if frozenset((one.id, other.id)) not in seen and (likeness := same_act(one, other)):
            yield likeness, one, other


def _reprinted(
    fresh: Sequence[Report], old: Sequence[Report], reprints: Sequence[Reprint]
) -> Iterator[tuple[Report, Report]]:
    """Two records of one type, in two dispatches that print the same words."""
    told: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in (*old, *fresh):
        told[report.key, report.event].append(report)
    is_fresh = {report.id for report in fresh}
    types = {report.event for report in fresh}
    for pair in reprints:
        for event in sorted(types):
            for one in told.get((pair.of, event), ()):
                for other in told.get((pair.key, event), ()):
                    if one.id in is_fresh or other.id in is_fresh:
                        yield one, other


def _at_one_time(fresh: Sequence[Report], old: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    """Two records of one type and the same countries, within a few days."""
    width = int(settings()["likeness"]["told_after_days"])
    told: dict[object, list[Report]] = defaultdict(list)
    for report in old:
        told[_sides(report), report.day].append(report)
    for report in fresh:
        for day in days_around(report, width):
            for other in told.get((_sides(report), day), ()):
                yield other, report
        told[_sides(report), report.day].append(report)


def _sides(report: Report) -> tuple[str, frozenset[str | None], frozenset[str | None]]:
    return (
        report.event,
        frozenset(member.country for member in report.actor),
        frozenset(member.country for member in report.recipient),
    )


def _put_together(event_of: dict[str, _Event], one: Report, other: Report) -> bool:
    """Make one event of two records' events; False where something excludes it."""
    first, second = event_of[one.id], event_of[other.id]
    if first is second:
        return True
    if first.known_as and second.known_as:
        return False
    few = int(settings()["joining"]["compared"])
    sentences = {(report.key, report.sentence_at) for report in first.members}
    if any((report.key, report.sentence_at) in sentences for report in second.members):
        return False
    if not all(can_be_one(a, b) for a in first.members[:few] for b in second.members[:few]):
        return False
    into, gone = (second, first) if second.known_as else (first, second)
    into.members.extend(gone.members)
    for report in gone.members:
        event_of[report.id] = into
    return True
