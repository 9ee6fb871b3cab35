"""New events as entries of a feed: what JSON Feed and Atom both say, from one place.

An entry is a record: its title ("Russia → Iran: REJECT assist"), the words that show it, on whose word, and
a link to the dispatch where it has an address on the web. Its id is made from the record's, so that a feed
reader shows a record once however often the feed is written.
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.claims import quotation
from foedus.phrasing import auxiliary_words, certainty_word, phrases, sentence, sides, voice, when
from foedus.records import Json, Reading, Record
from foedus.shown import one_line, web_address


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as a feed shows it; every word safe to show, none escaped for markup yet.

    `day` is the dispatch's day of publication; `told` what the record says, and when; `voice` on whose word,
    the outlet's own where nobody else's.
    """

    id: str
    title: str
    day: date | None
    quotation: str
    told: str
    voice: str
    outlet: str
    link: str | None
    tags: tuple[str, ...]
    record: Json


@cache
def settings() -> dict[str, Any]:
    """`data/exports/feeds.toml`."""
    return tomllib.loads((files("foedus") / "data/exports/feeds.toml").read_text("utf-8"))


def newest(readings: Iterable[Reading]) -> list[Entry]:
    """The entries of the newest records, newest first; of one day, in the order of the readings.

    A text that comes again, in another outlet, gives the same records: the first stands.
    """
    most = settings()["entries"]
    held: dict[str, Entry] = {}
    for reading in readings:
        for entry in entries(reading):
            held.setdefault(entry.id, entry)
        if len(held) > 2 * most:
            held = {entry.id: entry for entry in _by_day(held.values())[:most]}
    return _by_day(held.values())[:most]


def _by_day(given: Iterable[Entry]) -> list[Entry]:
    return sorted(given, key=lambda entry: entry.day or date.min, reverse=True)


def entries(reading: Reading) -> Iterator[Entry]:
    """An entry a record."""
    dispatch = reading.dispatch
    digest = dispatch.digest
    for record in reading.records:
        kept = record.as_dict(dispatch, digest=digest)
        yield Entry(
            id=uuid.uuid5(uuid.UUID(settings()["namespace"]), kept["id"]).urn,
            title=title(record),
            day=dispatch.published,
            quotation=one_line(dispatch.words(quotation(dispatch, record)).text),
            told=_told(record),
            voice=voice(record) or phrases()["own_voice"],
            outlet=one_line(dispatch.outlet or dispatch.id),
            link=web_address(dispatch.url),
            tags=tuple(filter(None, (record.event, record.mode, record.quad, *record.auxiliary))),
            record=kept | {"dispatch": dispatch.id},
        )


def title(record: Record) -> str:
    """Who toward whom, and what: "Russia → Iran: REJECT assist (did not)"."""
    actor, recipient = sides(record.actor) or phrases()["unnamed"], sides(record.recipient)
    who = f"{actor} {settings()['arrow']} {recipient}" if recipient else actor
    modes = [*auxiliary_words(record), certainty_word(record)]
    noted = f" ({', '.join(filter(None, modes))})" if any(modes) else ""
    return f"{who[0].upper()}{who[1:]}: {record.event} {record.mode or ''}".rstrip() + noted


def _told(record: Record) -> str:
    """What the record says, as a sentence, with its day."""
    frame = sentence(record)
    day = when(record.date)
    return f"{frame} ({day})." if day else f"{frame}."
