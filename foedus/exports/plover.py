"""PLOVER events as JSON lines, with the field names that the NGEC coder prints.

Source of the names: NGEC's `formatter.py` (Halterman et al., the coder behind POLECAT). Offsets count in
`event_text`, which is the dispatch's whole text, as there. What NGEC has no name for (auxiliary modes,
certainty, attribution, quantity, how it was found) stands under the contract's names beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from foedus.exports.jsonl import line
from foedus.records import Actor, Json, Reading, Record, Words


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Write one event a line."""
    for reading in readings:
        for record in reading.records:
            out.write(line(event(reading, record)))


def event(reading: Reading, record: Record) -> Json:
    """One record as an NGEC event."""
    dispatch, date, place = reading.dispatch, record.date, record.place
    published = dispatch.published.isoformat() if dispatch.published else None
    start = date.start.isoformat() if date and date.start else None
    end = date.end.isoformat() if date and date.end else None
    return {
        "id": record.id(dispatch.digest),
        "story_id": dispatch.id,
        "date": start or published,
        "pub_date": published,
        "date_resolved": start or published,
        "date_raw": date.text if date else None,
        "event_date_start": start,
        "event_date_end": end,
        "event_type": record.event,
        "event_mode": [record.mode] if record.mode else [],
        "contexts": list(record.context),
        "quad_class": record.quad,
        "intensity": record.score,
        "auxiliary": list(record.auxiliary),
        "certainty": record.certainty.value,
        "attributes": {
            "ACTOR": [_actor(a) for a in record.actor],
            "RECIP": [_actor(a) for a in record.recipient],
            "LOC": [_words(Words(place.text, place.span))] if place else [],
            "DATE": [_words(Words(date.text, date.span))] if date else [],
        },
        "event_geolocation": _geolocation(record),
        "attribution": [a.in_record(dispatch) for a in record.attribution],
        "quantity": record.quantity.as_dict() if record.quantity else None,
        "probability": round(record.probability, 3),
        "found_by": record.found_by,
        "headline": dispatch.headline.text if dispatch.headline else None,
        "publisher": dispatch.outlet,
        "url": dispatch.url,
        "text": record.sentence.text,
        "event_text": dispatch.text,
        "story_people": _unique(a.person for a in reading.actors),
        "story_locs": _unique(p.name or p.text for p in reading.places),
        "version": f"foedus-{reading.foedus}",
    }


def _words(words: Words) -> Json:
    return {"text": words.text, "qa_start_char": words.span.start, "qa_end_char": words.span.end}


def _actor(actor: Actor) -> Json:
    """`wiki` names what the mention means, as in NGEC; `code_1` is the sector."""
    return _words(Words(actor.text, actor.span)) | {
        "wiki": actor.person or actor.name or "",
        "country": actor.country or "",
        "country_name": actor.name or "" if actor.country else "",
        "code_1": actor.sector or "",
        "code_2": "",
    }


def _geolocation(record: Record) -> Json:
    place = record.place
    if place is None:
        return {"reason": "the text names no place for it", "geo": None}
    return {
        "reason": "named in the text",
        "geo": {
            "search_placename": place.text,
            "resolved_placename": place.name,
            "country_code3": place.country,
            "lat": place.lat,
            "lon": place.lon,
            "start_char": place.span.start,
            "end_char": place.span.end,
        },
    }


def _unique(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
