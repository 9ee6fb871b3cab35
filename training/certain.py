"""Sentences with how certain each predicate is, read into what the model learns from.

    The minister {3|denied} that Burundi had {-1|trained} the rebels.

`corpus/README.md` explains the values, -3 to 3. A line is an item; lines that begin with `#` are comments.
What cannot be read becomes a Fault, and everything else is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from foedus.reading.marking import Batch, Marked, batch, mark
from foedus.records import Span
from training import errors
from training.corpus import name_of, texts, whole
from training.errors import Fault, fault

MARK = re.compile(r"\{(-?[0-3])\|([^{}|\s]+)\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One item: each predicate's head, `[start, end)` in code points of `text`, and its value."""

    text: str
    predicates: tuple[tuple[Span, int], ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence as word pieces, the piece that each predicate begins with, and its value."""

    name: str
    marked: Marked
    places: tuple[int, ...]
    values: tuple[int, ...]


def load(folder: Path) -> tuple[Sentence, ...]:
    """Every sentence of a folder, by file and line. Raises BadCorpus where any line cannot be read."""
    return whole(read(folder))


def read(folder: Path) -> tuple[tuple[Sentence, ...], tuple[Fault, ...]]:
    """What can be read of a folder's `*.txt` files, and the faults of the rest."""
    found: list[Sentence] = []
    faults: list[Fault] = []
    for file in texts(folder):
        if isinstance(file, Fault):
            faults.append(file)
            continue
        name, text = file
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                one = parse(line.strip(), name, number)
                (faults if isinstance(one, Fault) else found).append(one)  # type: ignore[arg-type]
    return tuple(found), tuple(faults)


def parse(line: str, file: str, number: int) -> Sentence | Fault:
    """One line's sentence, or what is wrong with it."""
    parts: list[str] = []
    predicates: list[tuple[Span, int]] = []
    done = length = 0
    for match in MARK.finditer(line):
        parts += [line[done : match.start()], match[2]]
        start = length + match.start() - done
        predicates.append((Span(start, start + len(match[2])), int(match[1])))
        done, length = match.end(), start + len(match[2])
    text = "".join([*parts, line[done:]])
    if re.search(r"[{}|]", text):
        return fault(errors.BAD_CERTAINTY, file, number, near=line[:40])
    if not predicates:
        return fault(errors.NO_PREDICATE, file, number)
    return Sentence(text, tuple(predicates), file, number)


def judged(sentence: Sentence, tokenizer: Tokenizer) -> Judged:
    """A sentence as the model sees it: no side is marked."""
    whole = mark(tokenizer, sentence.text, [span for span, _ in sentence.predicates])
    return Judged(
        name_of(sentence.text),
        Marked(whole.ids, (), whole.offsets, whole.disguised),
        tuple(first for first, _ in whole.sides),
        tuple(value for _, value in sentence.predicates),
    )


def batches(found: Sequence[Judged], size: int) -> Iterator[list[Judged]]:
    """Sentences of about one length together."""
    order = sorted(found, key=lambda one: len(one.marked.ids))
    for start in range(0, len(order), size):
        yield order[start : start + size]


@dataclass(frozen=True, slots=True)
class Targets:
    """A batch with what is right: for each predicate its sentence, its piece and its value, -3 to 3."""

    batch: Batch
    rows: NDArray[np.int64]
    places: NDArray[np.int64]
    values: NDArray[np.float32]


def targets(found: Sequence[Judged]) -> Targets:
    """Sentences as one batch."""
    return Targets(
        batch([(one.marked, [(None, None)]) for one in found]),
        np.array([row for row, one in enumerate(found) for _ in one.places]),
        np.array([place for one in found for place in one.places]),
        np.array([value for one in found for value in one.values], dtype=np.float32),
    )
