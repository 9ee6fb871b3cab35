"""JSON Feed 1.1 of new events: an item a record, the newest first.

`content_text` is what the record says, the words that show it, and on whose word. The record itself, as the
contract has it, stands under `_foedus`. Source: jsonfeed.org/version/1.1. A feed holds the newest 500
records.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from foedus.exports.entries import Entry, newest, settings
from foedus.records import Json, Reading

VERSION = "https://jsonfeed.org/version/1.1"


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Write one feed of all readings."""
    feed = {
        "version": VERSION,
        "title": settings()["title"],
        "language": "en",
        "items": list(map(item, newest(readings))),
    }
    text = json.dumps(feed, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    out.write(text.encode("utf-8", "backslashreplace"))


def item(entry: Entry) -> Json:
    """One item. What is not known is left out, as the format asks."""
    found: Json = {
        "id": entry.id,
        "title": entry.title,
        "content_text": f"{entry.told}\n“{entry.quotation}”\n{entry.voice} · {entry.outlet}",
        "authors": [{"name": entry.outlet}],
        "tags": list(entry.tags),
        "_foedus": entry.record,
    }
    if entry.link:
        found |= {"url": entry.link, "external_url": entry.link}
    if entry.day:
        found["date_published"] = f"{entry.day.isoformat()}T00:00:00Z"
    return found
