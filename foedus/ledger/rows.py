"""A reading as rows of the ledger's tables."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from foedus.exports.jsonl import line
from foedus.records import Dispatch, Json, Reading

_LONE = re.compile(r"(?<!\\)((?:\\\\)*)\\(?=ud[89a-f])")
"""Half a surrogate pair, as a line of JSON escapes it."""


class Version(NamedTuple):
    """By what a dispatch was read: Foedus, its models, and the digest of its rules."""

    foedus: str
    model: str
    rules: str


def key(digest: str, outlet: str | None, published: date | str | None) -> str:
    """`d1-` and 32 hex digits, from what makes a dispatch this one: its text, who printed it, and when."""
    day = published.isoformat() if isinstance(published, date) else published
    parts = [digest, outlet or "", day or ""]
    return "d1-" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def key_of(dispatch: Dispatch) -> str:
    """The key of a dispatch."""
    return key(dispatch.digest, dispatch.outlet, dispatch.published)


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading on its way into the ledger: the line that is kept, and the same as an object."""

    key: str
    version: Version
    line: str
    reading: Json

    @classmethod
    def of(cls, reading: Reading | Json) -> Entry:
        """The entry of a reading, or of its contract JSON. Raises KeyError where that is none."""
        given = reading.as_dict() if isinstance(reading, Reading) else reading
        kept = line(given).decode("utf-8").rstrip("\n")
        if "\\ud" in kept:  # columns hold UTF-8, and so the escape of what UTF-8 cannot hold
            given = json.loads(_LONE.sub(r"\1\\\\", kept))
        return cls(
            key(given["digest"], given["outlet"], given["published"]),
            Version(given["foedus"], given["model"], given["rules"]),
            kept,
            given,
        )

    @property
    def known_as(self) -> tuple[str, Version]:
        """What makes it this reading; a second one of the same adds nothing."""
        return self.key, self.version


def rows(entry: Entry, table: str) -> Iterator[Json]:
    """The rows of one table, without `batch` and `read_at`, which are the append's."""
    reading = entry.reading
    published = _day(reading["published"])
    common = {
        "key": entry.key,
        "dispatch": reading["id"],
        "published": published,
        "outlet": reading["outlet"],
    }
    match table:
        case "dispatches":
            yield _dispatch(entry, published)
        case "records":
            version = {**entry.version._asdict(), "digest": reading["digest"]}
            for record in reading["records"]:
                yield common | version | _record(record, published)
        case "attributions":
            for number, found in enumerate(reading["attributions"]):
                yield common | {"number": number} | _attribution(found, reading["text"])
        case "findings":
            for number, found in enumerate(reading["findings"]):
                yield common | {"number": number} | _finding(found)


def countries(side: Iterable[Json]) -> list[str]:
    """The countries of a side, once each, in order."""
    return list(dict.fromkeys(actor["country"] for actor in side if actor["country"]))


def _dispatch(entry: Entry, published: date | None) -> Json:
    reading = entry.reading
    headline = reading["headline"]
    return {
        **{name: reading[name] for name in ("id", "digest", "published_basis", "outlet", "url", "language")},
        **entry.version._asdict(),
        "key": entry.key,
        "published": published,
        "headline": headline["text"] if headline else None,
        "characters": len(reading["text"]),
        "record_count": len(reading["records"]),
        "attribution_count": len(reading["attributions"]),
        "finding_count": len(reading["findings"]),
        "reading": entry.line,
    }


def _record(record: Json, published: date | None) -> Json:
    stated = record["date"]
    when = stated and stated | {"start": _day(stated["start"]), "end": _day(stated["end"])}
    start = when["start"] if when else None
    return record | {
        "date": when,
        "actor_countries": countries(record["actor"]),
        "recipient_countries": countries(record["recipient"]),
        "date_start": start,
        "date_end": when["end"] if when else None,
        "day": start or published,
    }


def _attribution(found: Json, text: str) -> Json:
    speaker = found["speaker"] or {}
    said = {
        name: " … ".join(text[s:e] for s, e in found[name]) or None for name in ("source", "cue", "content")
    }
    who = ("name", "country", "sector", "person", "office", "role", "organisation")
    return {
        **said,
        **{f"{name}_spans": found[name] for name in said},
        "kind": found["kind"],
        "via": found["via"],
        **{name: speaker.get(name) for name in who},
    }


def _finding(found: Json) -> Json:
    names = ("kind", "says", "actor", "toward", "verdict", "records", "would_change", "probability")
    return {
        **{name: found[name] for name in names},
        "agreements": list(dict.fromkeys(clause["agreement"] for clause in found["clauses"])),
        "words": found["words"],
    }


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
