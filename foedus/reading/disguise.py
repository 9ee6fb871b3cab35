"""States in disguise: each state of a sentence gets an invented name, by the order in which it comes.

The relation model never sees a state's own name, so that a state is no clue to what it does: two sentences
that differ in their states alone are one sentence to it. The same is done in training and in reading.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from foedus.records import Span
from foedus.register import Entry, choose, register

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|['’]s\b|[^\W_]+|[^\w\s]|_")
"""Words much as spaCy cuts them: the register's names are kept that way."""
Move = tuple[Span, Span]
FORMS = {"state": 0, "demonym": 1, "capital": 2, "byword": 0}


@dataclass(frozen=True, slots=True)
class Disguised:
    """A text with other names in it. `moves` say of each where the old one stood, where the new one does."""

    text: str
    moves: tuple[Move, ...]

    def span(self, span: Span) -> Span:
        """Where words of the text stand now; a span that cuts a name is widened to the whole of it."""
        return _moved(span, self.moves)

    def back(self, span: Span) -> Span:
        """Where words of the disguised text stand in the text; a span that cuts a name means all of it."""
        return _moved(span, [(new, old) for old, new in self.moves])


def _moved(span: Span, moves: Sequence[Move]) -> Span:
    return Span(_place(span.start, 0, moves), _place(span.end, 1, moves))


def _place(at: int, side: int, moves: Sequence[Move]) -> int:
    """Where a place before or after a move comes to stand: at its start or its end (`side`) if within."""
    index = bisect_right(moves, at, key=lambda move: move[0].start) - 1
    if index < 0:
        return at
    old, new = moves[index]
    if old.start < at < old.end:
        return new[side]
    return new.start if at == old.start else at - old.end + new.end


@cache
def _names() -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    raw = tomllib.loads((files("foedus") / "data/reading/disguise.toml").read_text("utf-8"))
    return tuple(map(tuple, raw["names"])), frozenset(raw["articled"])


def disguise(text: str) -> Disguised:
    """The text with every state, its people's and capital's names and known persons' names exchanged."""
    words = list(WORD.finditer(text))
    tokens = [word[0] for word in words]
    names, articled = _names()
    order: dict[str, int] = {}
    parts: list[str] = []
    moves: list[Move] = []
    done = length = 0
    for begins, last, entries in sorted(register().match(tokens), key=lambda m: m[0]):
        first = begins
        entry = choose(entries)
        if entry.kind not in FORMS and entry.kind != "person":
            continue
        row = names[order.setdefault(entry.person or entry.country, len(order)) % len(names)]
        if first and tokens[first - 1].lower() == "the" and tokens[last - 1].lower() in articled:
            first -= 1
        start, end = words[first].start(), words[last - 1].end()
        if start < done:
            continue
        new = _form(entry, tokens[first:last], row)
        parts += [text[done:start], new]
        length += start - done
        moves.append((Span(start, end), Span(length, length + len(new))))
        length += len(new)
        done = end
    return Disguised("".join([*parts, text[done:]]), tuple(moves))


def _form(entry: Entry, tokens: list[str], row: tuple[str, ...]) -> str:
    if entry.kind == "person":
        return f"{row[3]} {row[4]}" if len(tokens) > 1 else row[4]
    form = row[FORMS[entry.kind]]
    return f"{form}s" if entry.kind == "demonym" and tokens[-1].endswith("ns") else form
