"""Quotation marks of every style, paired: where quoted words begin and end.

Marks pair within a paragraph (a line). A paragraph that opens a quotation and does not close it leaves it
open: by the habit of the press the next paragraph then opens with a mark again, and the speaker goes on.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from foedus.records import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: `span` with their marks, `inner` without, both in code points of the text given.

    `depth` is 0 for a quotation that stands in no other. `runs_on` is true where no mark closes it: it
    then ends with its paragraph.
    """

    span: Span
    inner: Span
    depth: int = 0
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of `quotes.toml`: what each opening mark may be closed by."""

    closers: dict[str, frozenset[str]]
    alike: frozenset[str]
    apostrophes: frozenset[str]
    elisions: frozenset[str]
    pattern: re.Pattern[str]


@cache
def marks() -> Marks:
    """The marks as data, read once."""
    data = tomllib.loads(files("foedus.data.reading").joinpath("quotes.toml").read_text("utf-8"))
    alike = [*data["alike"]["double"], *data["alike"]["single"]]
    closers = {mark: frozenset(ends) for mark, ends in data["pairs"].items()}
    closers |= {mark: frozenset({mark, *data["mixed"].get(mark, ())}) for mark in alike}
    for ends in list(closers.values()):
        for end in ends:
            closers.setdefault(end, frozenset({end}))  # a closing mark misused to open, as in ”so”
    longest_first = sorted(closers, key=len, reverse=True)
    return Marks(
        closers=closers,
        alike=frozenset(alike) | (frozenset(closers) - frozenset(data["pairs"])),
        apostrophes=frozenset(data["apostrophes"]["marks"]),
        elisions=frozenset(data["apostrophes"]["elisions"]),
        pattern=re.compile("|".join(map(re.escape, longest_first)) + r"|[\n\r\u2028\u2029]+"),
    )


@dataclass(slots=True)
class _Open:
    """A mark that waits to be closed."""

    start: int
    end: int
    closers: frozenset[str]


def find(text: str, *, start: int = 0) -> tuple[Quotation, ...]:
    """Every quotation of a text, in the order they open, outer before inner.

    `start` is added to all offsets. A quotation that holds nothing but white space is none.
    """
    known = marks()
    found: list[Quotation] = []
    waiting: list[_Open] = []
    for match in known.pattern.finditer(text):
        mark, here, after = match[0], match.start(), match.end()
        if mark[0] in "\n\r\u2028\u2029":
            _end_paragraph(text, here, waiting, found)
            continue
        before, next_ = text[here - 1 : here], text[after : after + 1]
        level = _closes(mark, waiting)
        if level is not None and _may_close(mark, before, next_, known):
            opened = waiting[level]
            del waiting[level:]
            if text[opened.end : here].strip():
                inner = Span(opened.end, here)
                found.append(Quotation(Span(opened.start, after), inner, len(waiting)))
        elif _may_open(text, mark, here, known):
            waiting.append(_Open(here, after, known.closers[mark]))
    _end_paragraph(text, len(text), waiting, found)
    found.sort(key=lambda q: (q.span.start, -q.span.end))
    return tuple(_moved(q, start) for q in found) if start else tuple(found)


def _closes(mark: str, waiting: list[_Open]) -> int | None:
    """Index of the innermost waiting mark that this one can close."""
    for level in range(len(waiting) - 1, max(-1, len(waiting) - 5), -1):
        if mark in waiting[level].closers:
            return level
    return None


def _may_close(mark: str, before: str, after: str, known: Marks) -> bool:
    if mark in known.apostrophes:
        return not after.isalnum() and not (before.isspace() or before == "")
    return not (mark in known.alike and before.isspace() and after.isalnum())


def _may_open(text: str, mark: str, here: int, known: Marks) -> bool:
    before, after = text[here - 1 : here] if here else "", text[here + len(mark) : here + len(mark) + 1]
    if not after or after.isspace():
        return False
    if mark in known.apostrophes:
        return not before.isalnum() and _is_closed_later(text, mark, here, known)
    return not (mark in known.alike and before.isalnum())


LONGEST_SINGLE = 600
"""Code points within which a single mark must be closed to be no apostrophe."""


def _is_closed_later(text: str, mark: str, here: int, known: Marks) -> bool:
    """Whether an opening single mark is one, rather than the apostrophe of '90s or 'em."""
    word = re.compile(r"\w+").match(text, here + len(mark))
    if word and ((word[0][0].isdigit() and word[0][-1:] == "s") or word[0].casefold() in known.elisions):
        return False
    line = text[here + len(mark) : here + len(mark) + LONGEST_SINGLE].split("\n", 1)[0]
    ends = "".join(map(re.escape, known.closers[mark]))
    return re.search(rf"[^\s\W](?:[^\w\s]*)[{ends}](?!\w)", line) is not None


def _end_paragraph(text: str, end: int, waiting: list[_Open], found: list[Quotation]) -> None:
    """Let the outermost mark that was never closed run to the paragraph's end."""
    if waiting:
        opened = waiting[0]
        body = text[opened.end : end].rstrip()
        if body.strip():
            stop = opened.end + len(body)
            found.append(Quotation(Span(opened.start, stop), Span(opened.end, stop), runs_on=True))
            found[:] = [_deeper(q) if opened.start < q.span.start and q.depth == 0 else q for q in found]
    waiting.clear()


def _deeper(quotation: Quotation) -> Quotation:
    return Quotation(quotation.span, quotation.inner, quotation.depth + 1, quotation.runs_on)


def _moved(quotation: Quotation, by: int) -> Quotation:
    span, inner = quotation.span, quotation.inner
    return Quotation(
        Span(span.start + by, span.end + by),
        Span(inner.start + by, inner.end + by),
        quotation.depth,
        quotation.runs_on,
    )
