"""The corpus's markup, read into examples: sentences with their sides, predicates and records.

    [a|Seoul|KOR] and [b|Tokyo|JPN] will {1|hold} joint drills, [c|an official|KOR/MIL] said.
    1 COOPERATE a&b future @c

`corpus/README.md` explains it. Spans are `[start, end)` in code points of `Example.text`, the sentence
without its marks. What cannot be read becomes a Fault, and everything else is read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from foedus.records import Span
from training import errors
from training.errors import BadCorpus, Fault, fault

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Side:
    """An actor's mention: `country` is alpha-3, a bloc or UNK; `sector` is PLOVER's, GOV unless given."""

    letter: str
    span: Span
    country: str
    sector: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """The words that carry an act."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Coding:
    """One record of a sentence. Sides are letters; a mutual record holds all of them in `actor`.

    `attribution` is the letter of the side that vouches for it, None for the outlet itself.
    """

    predicate: int
    event: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mutual: bool = False
    auxiliary: tuple[str, ...] = ()
    attribution: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence as a person coded it, and where it stands (`line` counts from 1)."""

    text: str
    sides: tuple[Side, ...]
    predicates: tuple[Predicate, ...]
    records: tuple[Coding, ...]
    file: str
    line: int

    def words(self, span: Span) -> str:
        """The words that stand at `span`."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one example, each with its number: the marked sentence, then its records."""

    file: str
    lines: tuple[tuple[int, str], ...]


MARK = re.compile(
    r"\[(?P<letter>[a-z])\|(?P<side>[^\[\]{}|\n]+)\|(?P<country>[A-Z]{3})(?:/(?P<sector>[A-Z]{3}))?\]"
    r"|\{(?P<number>[0-9]{1,2})\|(?P<predicate>[^\[\]{}|\n]+)\}"
)
RECORD = re.compile(
    r"(?P<number>[0-9]{1,2}) (?P<event>[A-Z]+)(?:/(?P<mode>[a-z-]+))? (?=>?[a-z])"
    r"(?:(?P<mutual>[a-z](?:&[a-z])+)|(?P<actor>[a-z](?:,[a-z])*)?>(?P<recipient>[a-z](?:,[a-z])*)?)"
    r"(?: (?P<auxiliary>[a-z]+(?:,[a-z]+)*))?(?: @(?P<source>[a-z]))?"
)


def name_of(text: str) -> str:
    """A sentence's name: the hash by which it is learned from or held out."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(folder: Path) -> tuple[Example, ...]:
    """Every example of the corpus, by file and line. Raises BadCorpus where any line cannot be read."""
    return whole(read(folder))


def whole(found: tuple[tuple[T, ...], tuple[Fault, ...]]) -> tuple[T, ...]:
    """What was read. Raises BadCorpus where something is wrong, or where there is nothing."""
    read, faults = found
    if faults or not read:
        raise BadCorpus(faults)
    return read


def texts(folder: Path) -> Iterator[tuple[str, str] | Fault]:
    """Name and text of a folder's `*.txt` files, or of one file; a Fault for one that cannot be read."""
    for path in sorted(folder.glob("*.txt")) if folder.is_dir() else [folder]:
        try:
            yield path.name, path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as cause:
            yield fault(errors.NOT_TEXT, path.name, 1, why=cause)


def read(folder: Path) -> tuple[tuple[Example, ...], tuple[Fault, ...]]:
    """What can be read of a folder's `*.txt` files, or of one file, and the faults of the rest."""
    examples: list[Example] = []
    faults: list[Fault] = []
    for file in texts(folder):
        if isinstance(file, Fault):
            faults.append(file)
            continue
        name, text = file
        for block in blocks(text, name):
            found = parse(block)
            examples += [found[0]] if found[0] else []
            faults += found[1]
    return tuple(examples), tuple(faults)


def blocks(text: str, file: str) -> Iterator[Block]:
    """The blocks of a file, parted by blank lines; lines that start with `#` are comments."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.startswith("#"):
            continue
        if line.strip():
            lines.append((number, line.strip()))
        elif lines:
            yield Block(file, tuple(lines))
            lines = []


def parse(block: Block) -> tuple[Example | None, tuple[Fault, ...]]:
    """One block's example, or None where its markup cannot be read; and the faults of its markup."""
    text, sides, predicates, faults = strip(block)
    records: list[Coding] = []
    for number, line in block.lines[1:]:
        match = RECORD.fullmatch(line)
        if match:
            records.append(_coding(match, number))
        else:
            faults.append(fault(errors.BAD_RECORD, block.file, number, given=line))
    if faults:
        return None, tuple(faults)
    return Example(text, sides, predicates, tuple(records), block.file, block.lines[0][0]), ()


def strip(block: Block) -> tuple[str, tuple[Side, ...], tuple[Predicate, ...], list[Fault]]:
    """A block's sentence without its marks, the marks with their spans in it, and marks that are none."""
    line, marked = block.lines[0]
    sides: list[Side] = []
    predicates: list[Predicate] = []
    parts: list[str] = []
    faults: list[Fault] = []
    length = done = 0
    for match in [*MARK.finditer(marked), None]:
        between = marked[done : match.start() if match else len(marked)]
        stray = re.search(r"[\[\]{}|]", between)
        if stray and not faults:
            near = marked[max(0, done + stray.start() - 15) : done + stray.start() + 25]
            faults.append(fault(errors.BAD_MARK, block.file, line, near=near))
        parts.append(between)
        length += len(between)
        if match is None:
            break
        words = match["side"] or match["predicate"]
        span = Span(length, length + len(words))
        if match["letter"]:
            sides.append(Side(match["letter"], span, match["country"], match["sector"] or "GOV"))
        else:
            predicates.append(Predicate(int(match["number"]), span))
        parts.append(words)
        length, done = span.end, match.end()
    return "".join(parts), tuple(sides), tuple(predicates), faults


def _coding(match: re.Match[str], line: int) -> Coding:
    mutual = match["mutual"]
    return Coding(
        predicate=int(match["number"]),
        event=match["event"],
        mode=match["mode"],
        actor=tuple(mutual.split("&")) if mutual else _letters(match["actor"]),
        recipient=_letters(match["recipient"]),
        mutual=bool(mutual),
        auxiliary=tuple(match["auxiliary"].split(",")) if match["auxiliary"] else (),
        attribution=match["source"],
        line=line,
    )


def _letters(found: str | None) -> tuple[str, ...]:
    return tuple(found.split(",")) if found else ()
