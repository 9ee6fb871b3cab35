"""What an input is, told by its first bytes rather than by its name."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Literal

from foedus.errors import BinaryInput, EmptyInput, NotLines
from foedus.intake.data import limit, table
from foedus.intake.encoding import byte_order

Content = Literal["text", "html", "feed", "warc", "jsonlines"]

ROOT = re.compile(
    r"(?:\s|<\?[^>]*+>|<!--.*?-->|<!doctype[^>]*+>)*+<([a-zA-Z][\w:.-]*)", re.IGNORECASE | re.DOTALL
)
HTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
OBJECT = re.compile(r'\s*\{[ \t]*"[^"\n]{1,80}"[ \t]*:')
DOCUMENT = re.compile(r'\s*(?:\[\s*[\[{]|\{\s*\n\s*"[^"\n]{1,80}"[ \t]*:)')
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
LOOKED_AT = 20
"""Lines tried for JSON: bad ones may stand before the first good one."""


def content_of(head: bytes) -> Content:
    """What the first bytes of an input show it to be.

    Raises EmptyInput (D001), BinaryInput (D002), NotLines (D011); the caller knows the place.
    """
    for name, signature in _signatures():
        if head.startswith(signature):
            raise BinaryInput(looks_like=name)
    if head.startswith(b"WARC/"):
        return "warc"
    mark, encoding = byte_order(head)
    lead = head[mark:].decode(encoding or "latin-1", "replace")
    if not lead.strip():
        raise EmptyInput
    if "\0" in lead:
        raise BinaryInput(looks_like="it holds zero bytes")
    if len(CONTROL.findall(lead)) > limit("encoding", "control") * len(lead):
        raise BinaryInput(looks_like="it is full of control characters")
    return _markup(lead) or _json(lead) or "text"


@cache
def _signatures() -> tuple[tuple[str, bytes], ...]:
    return tuple((row["name"], bytes.fromhex(row["hex"])) for row in table("formats")["signature"])


def _markup(lead: str) -> Content | None:
    found = ROOT.match(lead)
    root = found[1].lower() if found else ""
    if root in table("formats")["feed_roots"]:
        return "feed"
    if root in table("formats")["html_roots"] or HTML.search(lead[:1024]):
        return "html"
    if lead.lstrip().startswith("<?xml"):
        raise BinaryInput(looks_like="XML that is neither a page nor a feed")
    return None


def _json(lead: str) -> Content | None:
    if OBJECT.match(lead):
        return "jsonlines"
    for line in lead.splitlines()[:LOOKED_AT]:
        if line.lstrip().startswith("{") and _is_object(line):
            return "jsonlines"
    if DOCUMENT.match(lead):
        raise NotLines
    return None


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
