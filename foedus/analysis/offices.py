"""Office mismatches: a dispatch calls somebody what they were not on that day.

Said only where the register knows the person's office on that day, and knows the one that the dispatch names
as another's then, or as the person's own at another time. A title said of a time that the sentence names is
left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from foedus.analysis.deeds import settings
from foedus.analysis.finding import Finding, Quoted
from foedus.analysis.telling import told
from foedus.phrasing import state_name, when
from foedus.records import Actor, Reading, Span, Time
from foedus.register import register
from foedus.register.entry import Entry
from foedus.shown import one_line


def find(reading: Reading) -> Iterator[Finding]:
    """The mismatches of a dispatch, one a person and title, in the order of the text."""
    on = reading.dispatch.published
    done: set[tuple[str, str]] = set()
    if on is None:
        return
    for actor in reading.actors:
        if not (actor.person and actor.office and actor.country):
            continue
        span = _titled(reading, actor)
        if span is None or (actor.person, actor.office) in done:
            continue
        done.add((actor.person, actor.office))
        called = _office(actor.country, actor.office)
        found = _mismatch(actor, called, _days(reading, span, on)) if called else None
        if found:
            yield _finding(reading, actor, span, found)


def _titled(reading: Reading, actor: Actor) -> Span | None:
    """From the title that stands beside a name to the name's end; None where no title of its own stands
    there.
    """
    text, office = reading.dispatch.text, actor.office or ""
    nearest = settings()["office"]["nearest"]
    start = text.rfind(office, max(0, actor.span.start - nearest - len(office)), actor.span.start)
    if start < 0:
        return None
    between = text[start + len(office) : actor.span.start]
    before = text[max(0, start - nearest) : start].casefold().split()
    former = set(settings()["office"]["not_now"])
    if between.strip() or former & {word.strip(",.;:(") for word in before[-4:]}:
        return None
    return Span(start, actor.span.end)


@cache
def _office(country: str, title: str) -> str:
    """The register's name of an office by a dispatch's words for it; empty where it is none that it knows."""
    entry = register().resolve(f"{register().state(country) or ''} {title}")
    return entry.office if entry else ""


def _days(reading: Reading, span: Span, on: date) -> list[date]:
    """The days on which the title may have been meant: publication, and those that the sentence names."""
    sentence = next((s for s in reading.sentences if s.span.overlaps(span)), None)
    times: list[Time] = [t for t in reading.times if sentence and sentence.span.covers(t.span)]
    return [on, *(day for time in times for day in (time.start, time.end) if day)]


def _mismatch(actor: Actor, called: str, days: list[date]) -> tuple[Entry, Entry | None] | None:
    """What the person was instead, and who held the office that was named; None where nothing is wrong."""
    terms = register().terms(actor.person or "")
    terms = tuple(term for term in terms if term.country == actor.country)
    grace = timedelta(days=settings()["office"]["grace_days"])
    if not terms or any(_fits(term.office, called) and _holds(term, days, grace) for term in terms):
        return None
    now = [term for term in terms if term.holds(days[0])]
    if not now:
        return None
    all_holders = register().holders(actor.country or "", called, days[0])
    holders = [holder for holder in all_holders if holder.person != actor.person]
    is_own = any(term.office == called for term in terms)
    is_anothers = called in register().single_offices and len(holders) == 1
    if not (is_own or is_anothers):
        return None
    return now[0], holders[0] if is_anothers else None


def _holds(term: Entry, days: list[date], grace: timedelta) -> bool:
    """Whether an office was held near any of the days: reports lag a little behind a change."""
    first, last = term.from_ or date.min + grace, term.until or date.max - grace
    return any(first - grace <= day <= last + grace for day in days)


def _fits(held: str, called: str) -> bool:
    """Whether somebody who holds one office may be called by another's name: a head of state is a leader."""
    alike: list[list[str]] = settings()["office"]["alike"]
    return held == called or any(held in group and called in group for group in alike)


def _finding(reading: Reading, actor: Actor, span: Span, found: tuple[Entry, Entry | None]) -> Finding:
    now, holder = found
    names: dict[str, Any] = {
        "person": one_line(actor.person or ""),
        "called": one_line(actor.office or ""),
        "state": state_name(actor.country or ""),
        "held": now.office,
        "since": "",
        "holder": holder.person if holder else "",
    }
    if now.from_:
        day = when(Time("", Span(0, 0), "DATE", None, now.from_, now.from_, "day"))
        names["since"] = told("office", "since", day=day)
    says = told("office", "says", **names)
    if holder:
        says += told("office", "other", **names)
    return Finding(
        kind="office mismatch",
        says=says,
        words=(Quoted.of(reading.dispatch, span),),
        actor=(actor.country or "",),
        would_change=told("would_change", "office"),
    )
