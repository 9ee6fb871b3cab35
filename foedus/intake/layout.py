"""The paragraphs of a text, whatever its layout: blank lines, a line a paragraph, hard-wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from foedus.intake.data import limit, table
from foedus.records import Span

LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
BREAK = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
ENDED = re.compile(r"[.!?。…:;|*_>–—-][\"'”’»›)\]\s]*$|[\"”»)\]]$|''$")
"""The end of a line at which a sentence, a clause or a quotation may end."""

IMAGE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\n]++|\[[^\[\]\n]*+\])*+)\]\((?P<url>[^()\s]*+)(?:\s+\"[^\"\n]*+\")?\s*\)"
)
"""A Markdown picture; its alt text may hold brackets one level deep."""


def paragraphs(text: str) -> list[Span]:
    """The spans of the paragraphs, trimmed of white space, in order; they hold every other character.

    A new line begins a paragraph, but for lines that plainly go on: after a line that ends no sentence, one
    that begins with a small letter; any after a line that ends in a word such as "the"; and any inside a
    block of a hard-wrapped text.
    """
    lines = list(_lines(text))
    wrapped = _is_wrapped(text, lines)
    joined: list[Span] = []
    for line in lines:
        if joined and _goes_on(text, joined[-1], line, wrapped=wrapped):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def _lines(text: str) -> Iterator[Span]:
    for found in LINE.finditer(text):
        words = found.group()
        start = found.start() + len(words) - len(words.lstrip())
        end = found.end() - (len(words) - len(words.rstrip()))
        if start < end:
            yield Span(start, end)


def is_adjacent(text: str, above: Span, below: Span) -> bool:
    """Whether no blank line lies between two lines."""
    return len(BREAK.findall(text, above.end, below.start)) == 1


def _ends(text: str, line: Span) -> bool:
    return ENDED.search(text[max(line.start, line.end - 8) : line.end]) is not None


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether most lines were broken to fit a width: neighbours of like length that end no sentence."""
    shortest, longest = limit("layout", "wrapped_shortest"), limit("layout", "wrapped_longest")
    breaks = inside = 0
    for above, below in pairwise(lines):
        if not is_adjacent(text, above, below):
            continue
        breaks += 1
        fits = shortest <= above.end - above.start <= longest
        inside += fits and not _ends(text, above)
    return breaks > 0 and inside / breaks >= limit("layout", "wrapped_share")


def _goes_on(text: str, above: Span, below: Span, *, wrapped: bool) -> bool:
    if not is_adjacent(text, above, below) or text.startswith("![", below.start):
        return False
    if wrapped:
        last_line = max(
            text.rfind("\n", above.start, above.end), text.rfind("\r", above.start, above.end), above.start
        )
        return above.end - last_line >= limit("layout", "wrapped_shortest")
    return (text[below.start].islower() and not _ends(text, above)) or _last_word(text, above) in _joining()


def _last_word(text: str, line: Span) -> str:
    return text[max(line.start, line.end - 12) : line.end].rpartition(" ")[2]


@cache
def _joining() -> frozenset[str]:
    return frozenset(table("parts")["goes_on_after"])
