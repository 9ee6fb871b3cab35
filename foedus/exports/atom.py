"""Atom (RFC 4287) of new events: an entry a record, the newest first.

An entry's content is HTML: what the record says, the words that show it, and on whose word. `updated` is
the day of publication; of a dispatch without one, the moment of writing, for Atom wants some. A feed holds
the newest 500 records.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from typing import BinaryIO

from lxml import etree  # type: ignore[import-untyped]

import foedus
from foedus.exports.entries import Entry, newest, settings
from foedus.records import Reading

NAMESPACE = "http://www.w3.org/2005/Atom"

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, however it is escaped."""


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Write one feed of all readings."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = newest(readings)
    feed = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    _add(feed, "id", uuid.UUID(settings()["namespace"]).urn)
    _add(feed, "title", settings()["title"])
    _add(feed, "updated", _moment(found[0], now) if found else now)
    _add(feed, "generator", "Foedus", version=foedus.__version__)
    for entry in found:
        _entry(feed, entry, now)
    out.write(etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _moment(entry: Entry, now: str) -> str:
    return f"{entry.day.isoformat()}T00:00:00Z" if entry.day else now


def _entry(feed: etree._Element, entry: Entry, now: str) -> None:
    made = _add(feed, "entry")
    _add(made, "id", entry.id)
    _add(made, "title", entry.title)
    _add(made, "updated", _moment(entry, now))
    if entry.day:
        _add(made, "published", _moment(entry, now))
    _add(_add(made, "author"), "name", entry.outlet)
    if entry.link:
        _add(made, "link", rel="alternate", href=entry.link)
    for tag in entry.tags:
        _add(made, "category", term=tag)
    _add(made, "content", html(entry), type="html")


def html(entry: Entry) -> str:
    """The content: every word of others escaped, no link, nothing that loads."""
    return (
        f"<p>{escape(entry.told)}</p><blockquote>{escape(entry.quotation)}</blockquote>"
        f"<p>{escape(entry.voice)} · {escape(entry.outlet)}</p>"
    )


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", {k: _legal(v) for k, v in attributes.items()})
    if text:
        made.text = _legal(text)
    return made


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("�", text)
