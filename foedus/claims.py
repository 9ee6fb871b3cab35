"""Where a record stands in its dispatch and what kind of claim it is: what every output for people asks."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

from foedus.records import Dispatch, Record, Span

Chapter = Literal["happened", "not", "said", "ahead", "background"]
"""Where a claim belongs in a memo. In order: see `chapter`."""

LONGEST_QUOTATION = 160
"""Code points; what follows the predicate is quoted no farther."""

FARTHEST = 60
"""Code points; a side that stands farther before the predicate is not quoted, but the words before it are."""

WORDS_BEFORE = 4
"""So many: enough for "did not", "has refrained from", "would not be able to"."""

LEAD = 16
"""Code points; so few before the first side ("If", "In late") are quoted too."""

_WORD = re.compile(r"\S+")
_PAUSE = re.compile(r"[,;:.?!—()\n]|\s–\s")


def chapter(record: Record) -> Chapter:
    """What kind of claim a record is.

    Long past first; then what may come; then what only somebody says; the rest is the outlet's own report
    that an act happened, or did not.
    """
    modes = record.auxiliary
    if "historical" in modes:
        return "background"
    if "future" in modes or "hypothetical" in modes:
        return "ahead"
    if record.attribution:
        return "said"
    return "not" if "negation" in modes else "happened"


def labels(dispatch: Dispatch) -> list[str]:
    """A label a section: ¶1, ¶2 … for body paragraphs, C1, C2 … for captions, H for the headline; else "".

    A section that prints another's words again has the other's label.
    """
    found: list[str] = []
    paragraphs = captions = 0
    for section in dispatch.sections:
        if section.duplicate_of is not None and section.duplicate_of < len(found):
            found.append(found[section.duplicate_of])
        elif section.kind == "body":
            paragraphs += 1
            found.append(f"¶{paragraphs}")
        elif section.kind == "caption":
            captions += 1
            found.append(f"C{captions}")
        else:
            found.append("H" if section.kind == "headline" else "")
    return found


def section_index(dispatch: Dispatch, span: Span) -> int | None:
    """Index of the section that a span starts in; the innermost, where one lies in another."""
    sections = dispatch.sections
    index = bisect_right(sections, span.start, key=lambda section: section.span.start)
    return next((n for n in range(index - 1, -1, -1) if span.start < sections[n].span.end), None)


def quotation(dispatch: Dispatch, record: Record) -> Span:
    """The words that show the claim: from its first side to its last word, on to the next pause.

    Always inside the record's sentence, and a span of the dispatch like any other.
    """
    sentence, predicate = record.sentence.span, record.predicate.span
    parts = [predicate, *(a.span for a in (*record.actor, *record.recipient))]
    parts += [found.span for found in (record.date, record.quantity) if found]
    inside = [part for part in parts if sentence.covers(part)] or [predicate]
    start, end = min(p.start for p in inside), max(p.end for p in inside)
    if start - sentence.start <= LEAD:
        start = _first_word(dispatch.text, sentence.start, start)
    if start == predicate.start or predicate.start - start > FARTHEST:
        start = _words_before(dispatch.text, sentence.start, predicate.start)
    if end - start > LONGEST_QUOTATION:
        end = max(p.end for p in inside if p.end <= max(predicate.end, start + LONGEST_QUOTATION))
    limit = max(sentence.end, end)
    pause = _PAUSE.search(dispatch.text, end, limit)
    stop = pause.start() if pause else limit
    stop = stop if stop - start <= LONGEST_QUOTATION else end
    stop = end + len(dispatch.text[end:stop].rstrip())
    return Span(start, _with_closing_mark(dispatch.text, start, stop, limit))


def _words_before(text: str, start: int, predicate: int) -> int:
    """Where the last words before the predicate begin, none of them beyond a pause."""
    for pause in _PAUSE.finditer(text, start, predicate):
        start = pause.end()
    starts = [word.start() for word in _WORD.finditer(text, start, predicate)]
    return starts[-WORDS_BEFORE:][0] if starts else predicate


def _with_closing_mark(text: str, start: int, end: int, limit: int) -> int:
    """The end, past a closing quotation mark that stands after no more than a comma or full stop."""
    is_open = text.count("“", start, end) > text.count("”", start, end)
    found = text.find("”", end, min(end + 2, limit)) if is_open else -1
    return found + 1 if found >= 0 else end


def _first_word(text: str, start: int, limit: int) -> int:
    """Where the first letter or digit stands, from `start` on; `limit` if there is none before it."""
    return next((i for i in range(start, limit) if text[i].isalnum()), limit)
