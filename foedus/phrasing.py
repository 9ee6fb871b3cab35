"""A record in plain English, from phrases kept as data: sentence, sides, date, and on whose word."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.records import Actor, Record, Time
from foedus.register import tables
from foedus.shown import one_line


@cache
def phrases() -> dict[str, Any]:
    """The English phrases that ship with Foedus."""
    raw: dict[str, Any] = tomllib.loads((files("foedus") / "data/phrases/english.toml").read_text("utf-8"))
    return raw


def sentence(record: Record) -> str:
    """What the record says, as one sentence without its full stop: "Iran visited Russia"."""
    words = phrases()
    event = words["events"][record.event]
    said: dict[str, str] = event.get(record.mode, event)
    actor = sides(record.actor) or words["unnamed"]
    recipient = sides(record.recipient)
    frame: str = words["frames"][" ".join(sorted_auxiliary(record)) or "plain"]
    whole = frame.format(
        actor=actor,
        past=_fill(said["past"], recipient),
        base=_fill(said["base"], recipient),
        be=words["be"][len(record.actor) > 1],
    )
    if record.quantity:
        whole += " " + words["number"].format(quantity=one_line(record.quantity.text))
    return whole[0].upper() + whole[1:]


def sides(actors: Iterable[Actor]) -> str:
    """One side as a list in words: "Russia, China and the United States"; empty if nobody is named."""
    return listed(map(actor_name, actors))


def actor_name(actor: Actor) -> str:
    """One actor: the person with the state, or the state with its sector where it is not the government."""
    words = phrases()
    name = one_line(actor.name or actor.text)
    if actor.person:
        person = one_line(actor.person)
        state = state_names().get(actor.country or "", name)
        return person if state == person else str(words["person"].format(person=person, name=state))
    if name in words["with_the"] or (" " in name and name.split()[-1] in words["with_the_before"]):
        name = f"the {name}"
    sector = words["sectors"].get(actor.sector)
    is_state = actor.country is not None and not actor.person
    return str(words["sector"].format(name=name, sector=sector)) if sector and is_state else name


@cache
def state_names() -> dict[str, str]:
    """Alpha-3 code -> plain English name."""
    return {entry.country: entry.name for _, entry in tables.states()}


def state_name(country: str) -> str:
    """A state's plain English name by its code, with its article where it takes one."""
    name = state_names().get(country, country)
    return f"the {name}" if name in phrases()["with_the"] else name


def named_states(countries: Iterable[str]) -> str:
    """Several states as a list in words."""
    return listed(map(state_name, countries))


def listed(names: Iterable[str]) -> str:
    """A list in words: "Russia, China and the United States"; empty of none."""
    *first, last = list(dict.fromkeys(names)) or [""]
    return f"{', '.join(first)} {phrases()['and']} {last}" if first else last


def sorted_auxiliary(record: Record) -> list[str]:
    """The record's auxiliary modes in PLOVER's order."""
    return [mode for mode in phrases()["auxiliary"] if mode in record.auxiliary]


def auxiliary_words(record: Record) -> list[str]:
    """The auxiliary modes in words: did not, expected, conditional, background."""
    return [phrases()["auxiliary"][mode] for mode in sorted_auxiliary(record)]


def certainty_word(record: Record) -> str:
    """Probable, possible or uncertain; empty for a fact, and where an auxiliary mode says it."""
    if {"negation", "future", "hypothetical"} & set(record.auxiliary):
        return ""
    return next(str(s["word"]) for s in phrases()["certainty"] if record.certainty.value >= s["from"])


def when(time: Time | None, *, undated: str = "") -> str:
    """A time in words, at its own grain: "4 March 2026", "March 2026", "1999", "1 to 8 March 2026"."""
    if time is None:
        return undated
    start, end = time.start, time.end
    if start is None or end is None:
        return f"from {_day(start)}" if start else f"until {_day(end)}" if end else one_line(time.text)
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        return _months(start, end)
    if start == end:
        return _day(start)
    first = str(start.day) if (start.year, start.month) == (end.year, end.month) else _day(start)
    return f"{first} to {_day(end)}"


def _months(start: date, end: date) -> str:
    """Whole months, or whole years, in words."""
    first, last = f"{_month(start)} {start.year}", f"{_month(end)} {end.year}"
    if (start.month, end.month) == (1, 12):
        first, last = str(start.year), str(end.year)
    elif start.year == end.year and first != last:
        first = _month(start)
    return first if first == last else f"{first} to {last}"


def voice(record: Record) -> str:
    """On whose word, outermost first: "Holger Schmieding, chief economist, Berenberg Bank, to CNBC"."""
    return "; ".join(dict.fromkeys(_speaker(a.speaker, a.via) for a in record.attribution))


def _speaker(speaker: Actor | None, via: str | None) -> str:
    parts: list[str | None] = []
    if speaker:
        parts = [speaker.person or speaker.text, speaker.role, speaker.organisation]
    elif via:
        return one_line(via)
    named = [one_line(part) for part in parts if part]
    if via:
        named.append(phrases()["via"].format(via=one_line(via)))
    return ", ".join(dict.fromkeys(named)) or str(phrases()["unnamed"])


def _fill(phrase: str, recipient: str) -> str:
    """The first alternative that asks for no recipient, or for one that there is."""
    fitting = next(p for p in phrase.split("|") if recipient or "{recipient}" not in p)
    return fitting.format(recipient=recipient)


def _day(day: date | None) -> str:
    return f"{day.day} {_month(day)} {day.year}" if day else ""


def _month(day: date) -> str:
    return str(phrases()["months"][day.month - 1])
