"""States in disguise: each state of a sentence gets an invented name, by the order in which it comes.

The relation model never sees a state's own name, so that a state is no clue to what it does: two sentences
that differ in their states alone are one sentence to it. The same is done in training and in reading.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from foedus.records import Span
from foedus.register import Entry, choose, register

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|['’]s\b|[^\W_]+|[^\w\s]|_")
"""Words much as spaCy cuts them: the register's names are kept that way."""
FORMS = {"state": 0, "demonym": 1, "capital": 2, "byword": 0}


@dataclass(frozen=True, slots=True)
class Disguised:
    """A text with other names in it. `moves` are (old start, old end, new start, new end) of each."""

    text: str
    moves: tuple[tuple[int, int, int, int], ...]

    def span(self, span: Span) -> Span:
        """Where words of the text stand now; a span that cuts a name is widened to the whole of it."""
        return Span(self._place(span.start, 0), self._place(span.end, 1))

    def back(self, span: Span) -> Span:
        """Where words of the disguised text stand in the text; a span that cuts a name means all of it."""
        return Span(self._home(span.start, 0), self._home(span.end, 1))

    def _home(self, at: int, side: int) -> int:
        index = bisect_right(self.moves, at, key=lambda m: m[2]) - 1
        if index < 0:
            return at
        start, end, new_start, new_end = self.moves[index]
        if new_start < at < new_end:
            return end if side else start
        return start if at == new_start else at - new_end + end

    def _place(self, at: int, side: int) -> int:
        index = bisect_right(self.moves, at, key=lambda m: m[0]) - 1
        if index < 0:
            return at
        start, end, new_start, new_end = self.moves[index]
        if start < at < end:
            return new_end if side else new_start
        return new_start if at == start else at - end + new_end


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
    moves: list[tuple[int, int, int, int]] = []
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
        moves.append((start, end, length, length + len(new)))
        length += len(new)
        done = end
    return Disguised("".join([*parts, text[done:]]), tuple(moves))


def _form(entry: Entry, tokens: list[str], row: tuple[str, ...]) -> str:
    if entry.kind == "person":
        return f"{row[3]} {row[4]}" if len(tokens) > 1 else row[4]
    form = row[FORMS[entry.kind]]
    return f"{form}s" if entry.kind == "demonym" and tokens[-1].endswith("ns") else form
