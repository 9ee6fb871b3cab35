"""FollowTheMoney 4: entities as JSON lines, for Aleph, OpenSanctions' tools and others that speak it.

A dispatch is an Article; a record an Event with its days, place and words, proved by the article (`proof`);
a side a Person, PublicBody, Company or Organization, `involved` in the event, with a Documentation that
binds it to the article. A speaker that the text names is documented as `source`. FollowTheMoney knows
neither direction nor certainty: both stand in the event's `name`, `keywords` and `description`. An entity
comes once for each dispatch that names it, under the same id, as fragments that `ftm aggregate` or Aleph
joins.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

from foedus.exports.entries import title
from foedus.exports.jsonl import line
from foedus.phrasing import sentence, voice
from foedus.records import Actor, Dispatch, Json, Reading, Record
from foedus.register import tables
from foedus.shown import one_line, visible, web_address

Values = dict[str, list[str | None]]


@cache
def settings() -> dict[str, Any]:
    """`data/exports/followthemoney.toml`."""
    return tomllib.loads((files("foedus") / "data/exports/followthemoney.toml").read_text("utf-8"))


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Write the entities of each reading: the article, the sides, the events, what binds them."""
    for reading in readings:
        for entity in entities(reading):
            out.write(line(entity))


def entities(reading: Reading) -> Iterator[Json]:
    """The entities of a reading, each id once."""
    dispatch, found = reading.dispatch, {}
    article = _article(dispatch)
    found[article["id"]] = article
    for record in reading.records:
        event = _event(record, dispatch, article["id"])
        for role, actor in _parts(record):
            side = _side(actor, article["id"])
            bound = _bound(side["id"], article["id"], settings()["roles"][role])
            found.setdefault(side["id"], side)
            found.setdefault(bound["id"], bound)
            if role != "source":
                event["properties"].setdefault("involved", []).append(side["id"])
        if involved := event["properties"].get("involved"):
            event["properties"]["involved"] = list(dict.fromkeys(involved))
        found.setdefault(event["id"], event)
    yield from found.values()


def _parts(record: Record) -> Iterator[tuple[str, Actor]]:
    for actor in record.actor:
        yield "actor", actor
    for actor in record.recipient:
        yield "recipient", actor
    for attribution in record.attribution:
        if attribution.speaker:
            yield "source", attribution.speaker


def _entity(schema: str, name: str, values: Values) -> Json:
    """An entity; what is not known is left out."""
    kept = {key: [v for v in given if v] for key, given in values.items()}
    return {"id": name, "schema": schema, "properties": {key: given for key, given in kept.items() if given}}


def _id(*parts: str) -> str:
    return "foedus-" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _article(dispatch: Dispatch) -> Json:
    headline = one_line(dispatch.headline.text) if dispatch.headline else None
    return _entity(
        "Article",
        _id("article", dispatch.id, dispatch.digest),
        {
            "fileName": [one_line(dispatch.id)],
            "title": [headline],
            "publisher": [one_line(dispatch.outlet or "")],
            "author": [one_line(dispatch.byline.text) if dispatch.byline else None],
            "sourceUrl": [web_address(dispatch.url)],
            "publishedAt": [dispatch.published.isoformat() if dispatch.published else None],
            "language": [settings()["languages"].get(dispatch.language)],
            "bodyText": [visible(dispatch.text.replace("\r\n", "\n")).strip()],
        },
    )


def _side(actor: Actor, article: str) -> Json:
    """Who takes part: the same id for the same person of a state, or the same side."""
    country = _two_letters().get(actor.country or "")
    if actor.person:
        name = one_line(actor.person)
        return _entity(
            "Person",
            _id("person", name, actor.country or ""),
            {
                "name": [name],
                "country": [country],
                "position": [one_line(actor.office or actor.role or "")],
                "proof": [article],
            },
        )
    name = one_line(actor.name or actor.text)
    by_sector = settings()["schemata"].get(actor.sector, "Organization")
    return _entity(
        settings()["bodies"].get(actor.country, by_sector),
        _id("side", name, actor.country or "", actor.sector or ""),
        {"name": [name], "country": [country], "classification": [actor.sector], "proof": [article]},
    )


@cache
def _two_letters() -> dict[str, str]:
    """Alpha-3 code -> FollowTheMoney's, which is alpha-2 in lower case."""
    return {country: alpha2 for country, alpha2, *_ in tables.rows("codes")}


def _bound(side: str, article: str, role: str) -> Json:
    values: Values = {"document": [article], "entity": [side], "role": [role]}
    return _entity("Documentation", _id("documentation", article, side, role), values)


def _event(record: Record, dispatch: Dispatch, article: str) -> Json:
    date, place = record.date, record.place
    start = date.start.isoformat() if date and date.start else None
    end = date.end.isoformat() if date and date.end else None
    said = voice(record)
    return _entity(
        "Event",
        "foedus-" + record.id(dispatch.digest),
        {
            "name": [title(record)],
            "summary": [sentence(record)],
            "description": [one_line(record.sentence.text)],
            "notes": [f"On the word of {said}" if said else None],
            "keywords": [record.event, record.mode, record.quad, *record.context, *record.auxiliary],
            "startDate": [start],
            "endDate": [end],
            "location": [one_line(place.name or place.text) if place else None],
            "country": [_two_letters().get(place.country or "") if place else None],
            "recordId": [record.id(dispatch.digest)],
            "sourceUrl": [web_address(dispatch.url)],
            "publisher": [one_line(dispatch.outlet or "")],
            "proof": [article],
        },
    )
