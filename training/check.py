"""Check the corpus: `python -m training.check corpus/` names every fault and prints the figures.

The exit status is 1 where anything is wrong. `--quick` leaves out the parts of speech, which need spaCy.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import get_args

from foedus.ontology import plover
from foedus.records import Auxiliary
from training import certain, errors, figures
from training.corpus import Coding, Example, read
from training.errors import Fault, Kind, fault

AUXILIARY: tuple[str, ...] = get_args(Auxiliary)

ALIKE = 0.6
"""Share of common word triples from which on two sentences count as one frame."""

FEWEST = 6
"""Word triples that a sentence must have to be compared."""


@cache
def countries() -> frozenset[str]:
    """Every code that a side may bear: the register's states, PLOVER's blocs, and UNK."""
    table = (files("foedus") / "data/register/states.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in table.splitlines() if not line.startswith("#"))
    return frozenset(row["country"] for row in rows) | frozenset(plover().blocs) | {"UNK"}


def check(examples: Iterable[Example]) -> tuple[Fault, ...]:
    """Every fault of examples that could be read, by file and line."""
    kept = tuple(examples)
    found = [one for example in kept for one in _faults(example)]
    return tuple(sorted([*found, *repeats(kept)], key=lambda one: (one.file, one.line)))


def _faults(example: Example) -> Iterator[Fault]:
    def at(kind: Kind, line: int = example.line, **values: object) -> Fault:
        return fault(kind, example.file, line, **values)

    letters = "".join(side.letter for side in example.sides)
    numbers = [one.number for one in example.predicates]
    if not letters:
        yield at(errors.NO_SIDE)
    if letters != "abcdefghijklmnopqrstuvwxyz"[: len(letters)]:
        yield at(errors.BAD_LETTERS, found=letters)
    if numbers != list(range(1, len(numbers) + 1)):
        yield at(errors.BAD_NUMBERS, found=", ".join(map(str, numbers)))
    for side in example.sides:
        if side.country not in countries():
            yield at(errors.UNKNOWN_COUNTRY, given=side.country)
        if side.sector not in plover().sectors:
            yield at(errors.UNKNOWN_SECTOR, given=side.sector)
    for span in [side.span for side in example.sides] + [one.span for one in example.predicates]:
        words = example.words(span)
        if words != words.strip() or _cuts(example.text, span.start) or _cuts(example.text, span.end):
            yield at(errors.LOOSE_WORDS, words=words)
    for number in sorted(set(numbers) - {record.predicate for record in example.records}):
        yield at(errors.UNUSED_PREDICATE, given=number)
    if not re.search(r"[.?!…][\"”’')]*$", example.text):
        yield at(errors.NO_END, end=example.text[-12:])
    if "  " in example.text or "\t" in example.text or "\u00a0" in example.text:
        yield at(errors.BAD_SPACE, what="two spaces, a tab or a hard space")
    for record in example.records:
        yield from _record_faults(example, record)


def _cuts(text: str, at: int) -> bool:
    """Whether a place in a text lies inside a word."""
    return at > 0 and text[at - 1 : at + 1].isalnum() and len(text) > at


def _record_faults(example: Example, record: Coding) -> Iterator[Fault]:
    def at(kind: Kind, **values: object) -> Fault:
        return fault(kind, example.file, record.line, **values)

    marked = {side.letter for side in example.sides}
    sides = (*record.actor, *record.recipient)
    event = plover().types.get(record.event)
    if event is None:
        yield at(errors.UNKNOWN_TYPE, given=record.event)
    else:
        if record.mode and record.mode not in event.modes:
            yield at(
                errors.UNKNOWN_MODE,
                event=event.name,
                given=record.mode,
                known=", ".join(event.modes) or "none",
            )
        if record.mutual and not event.mutual:
            yield at(errors.NOT_MUTUAL, event=event.name)
    for given in record.auxiliary:
        if given not in AUXILIARY:
            yield at(errors.UNKNOWN_AUXILIARY, given=given)
    for letter in sorted({*sides, record.attribution or sides[0]} - marked):
        yield at(errors.UNMARKED_SIDE, given=letter)
    for letter in sorted(letter for letter, times in Counter(sides).items() if times > 1):
        yield at(errors.SAME_SIDE, given=letter)
    if record.predicate not in {one.number for one in example.predicates}:
        yield at(errors.UNMARKED_PREDICATE, given=record.predicate)
    same = [one for one in example.records if _act(one) == _act(record)]
    if len(same) > 1 and record is not same[0]:
        yield at(errors.REPEATED_RECORD, given=f"{record.predicate} {record.event}")


def _act(record: Coding) -> tuple[object, ...]:
    return record.predicate, record.event, record.mode, record.actor, record.recipient


def repeats(examples: Iterable[Example]) -> Iterator[Fault]:
    """Sentences that say what an earlier one says: the same words, or the same frame with other names."""
    heard: dict[str, Example] = {}
    posted: dict[tuple[str, ...], list[int]] = defaultdict(list)
    kept: list[tuple[Example, set[tuple[str, ...]]]] = []
    for example in examples:
        words = " ".join(re.findall(r"\w+", example.text.casefold()))
        if words in heard:
            yield fault(errors.DUPLICATE, example.file, example.line, other=_place(heard[words]))
            continue
        heard[words] = example
        triples = _triples(example)
        shared = Counter(index for triple in triples for index in posted[triple])
        for index, common in shared.most_common(1):
            other, theirs = kept[index]
            share = common / len(triples | theirs)
            if share >= ALIKE and min(len(triples), len(theirs)) >= FEWEST:
                yield fault(
                    errors.NEAR_DUPLICATE, example.file, example.line, other=_place(other), share=share
                )
        for triple in triples:
            posted[triple].append(len(kept))
        kept.append((example, triples))


def _triples(example: Example) -> set[tuple[str, ...]]:
    """Three words in a row each, with sides, other names and figures made alike."""
    text = example.text
    for side in reversed(example.sides):
        text = f"{text[: side.span.start]} Side {text[side.span.end :]}"
    text = re.sub(r"\d[\d.,]*", "0", text)
    text = re.sub(r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*", "§", text)
    words = re.findall(r"§|\w+", text.casefold())
    return {tuple(words[start : start + 3]) for start in range(len(words) - 2)}


def _place(example: Example) -> str:
    return f"{example.file}:{example.line}"


def main(arguments: list[str] | None = None) -> int:
    """Print the faults and the figures of a corpus; 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="a folder of *.txt files, or one file")
    parser.add_argument("--quick", action="store_true", help="leave out the parts of speech")
    options = parser.parse_args(arguments)
    examples, faults = read(options.corpus)
    certainty = options.corpus / "certainty"
    told = certain.read(certainty)[1] if certainty.is_dir() else ()
    faults = (*faults, *check(examples), *told)
    said = [str(one) for one in sorted(faults, key=lambda one: (one.file, one.line))]
    lines = [*said, *figures.table(examples, parsed=not options.quick), f"{len(faults)} faults"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
