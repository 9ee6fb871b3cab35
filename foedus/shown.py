"""Words of others made safe to show: on a terminal, on a page, in a memo.

An article may hold characters that act rather than print: terminal escapes, or marks that turn the
direction of writing and so make a line read as something else. They are shown by name.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

_WHITE = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+")

_NOT_IN_ADDRESSES = frozenset(' "<>\\^`{|}')
"""What RFC 3986 has no place for; whatever does not print is none either."""

_DIRECTING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Bidirectional classes of the characters that embed, override or isolate (Unicode annex 9)."""


def one_line(text: str) -> str:
    """Text on one line, its white space squashed, every acting character by name (`⟨U+202E⟩`)."""
    return visible(_WHITE.sub(" ", text).strip())


def visible(text: str) -> str:
    """Text with its lines kept, every other acting character by name."""
    return text if text.isprintable() else "".join(map(_visible, text))


def web_address(url: str | None) -> str | None:
    """An address, where it is one of the web that is safe to follow and to print; else None."""
    if not url or not url.isprintable() or _NOT_IN_ADDRESSES & set(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _visible(character: str) -> str:
    acts = (
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(character) in _DIRECTING
    )
    return f"⟨U+{ord(character):04X}⟩" if acts and character not in "\n\t" else character
