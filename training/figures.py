"""What the corpus holds, counted: types, modes, auxiliary modes, negatives, states, lengths, words."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from foedus.ontology import plover
from foedus.reading.parse import pipeline
from training.corpus import Example
from training.pairs import unrelated

WANTED = 40
"""Records that each type and each mode should have; fewer are marked with a star."""

LENGTHS = range(12, 46)
"""Words that a sentence should have."""

OFTEN = 5
"""Sentences of one file that may turn on one verb or noun."""

PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun"}
"""spaCy's parts of speech, as the figures name them."""


def table(examples: Sequence[Example], *, parsed: bool = True) -> Iterator[str]:
    """The figures, line by line; `parsed` says whether to count parts of speech, which takes spaCy."""
    yield f"{len(examples)} sentences, {sum(len(e.records) for e in examples)} records"
    if not examples:
        return
    yield from _files(examples)
    yield from _types(examples)
    yield from _modes(examples)
    yield from _sides(examples)
    yield from _lengths(examples)
    if parsed:
        yield from _words(examples)


def _files(examples: Sequence[Example]) -> Iterator[str]:
    counted = Counter(example.file for example in examples)
    states: dict[str, set[str]] = {}
    for example in examples:
        states.setdefault(example.file, set()).update(side.country for side in example.sides)
    for file, times in counted.items():
        yield f"  {file:<34} {times:>5} sentences {len(states[file]):>4} states and blocs"


def _types(examples: Sequence[Example]) -> Iterator[str]:
    counted = Counter((r.event, r.mode) for e in examples for r in e.records)
    yield f"types and modes (* fewer than {WANTED})"
    for name, event in plover().types.items():
        total = sum(times for (kind, _), times in counted.items() if kind == name)
        modes = [_starred(mode, counted[name, mode]) for mode in event.modes]
        bare = [f"without mode {counted[name, None]}"] if modes else []
        yield f"  {_starred(name, total):<18} {', '.join([*modes, *bare])}".rstrip()


def _starred(name: str, times: int) -> str:
    return f"{name} {times}{'*' if times < WANTED else ''}"


def _modes(examples: Sequence[Example]) -> Iterator[str]:
    records = [record for example in examples for record in example.records]
    counted = Counter(mode for record in records for mode in record.auxiliary)
    counted["none"] = sum(not record.auxiliary for record in records)
    counted["attributed"] = sum(record.attribution is not None for record in records)
    counted["mutual"] = sum(record.mutual for record in records)
    counted["one side alone"] = sum(not (r.mutual or (r.actor and r.recipient)) for r in records)
    yield "auxiliary modes: " + ", ".join(f"{mode} {times}" for mode, times in counted.items())


def _sides(examples: Sequence[Example]) -> Iterator[str]:
    apart, pairs = (sum(column) for column in zip(*map(unrelated, examples), strict=True))
    silent = sum(not example.records for example in examples)
    yield f"pairs related by nothing: {apart} of {pairs} ({apart / max(pairs, 1):.0%})"
    yield f"sentences without a record: {silent}"
    states = Counter(side.country for example in examples for side in example.sides)
    yield f"states and blocs: {len(states)}; most used: {_most(states, 12)}"
    sectors = Counter(side.sector for example in examples for side in example.sides)
    yield f"sectors: {_most(sectors, 30)}"


def _lengths(examples: Sequence[Example]) -> Iterator[str]:
    lengths = [len(example.text.split()) for example in examples]
    outside = [e for e, length in zip(examples, lengths, strict=True) if length not in LENGTHS]
    yield f"words a sentence: median {statistics.median(lengths):.0f}, {min(lengths)} to {max(lengths)}"
    if outside:
        places = ", ".join(f"{e.file}:{e.line}" for e in outside[:12])
        yield f"  outside {LENGTHS.start} to {LENGTHS.stop - 1}: {len(outside)} ({places})"


def _words(examples: Sequence[Example]) -> Iterator[str]:
    """Parts of speech and lemmas of the heads of predicates; the head is what spaCy makes their root."""
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    lemmas: Counter[tuple[str, str]] = Counter()
    docs = pipeline().pipe((example.text for example in examples), batch_size=64)
    for example, doc in zip(examples, docs, strict=True):
        heads = set()
        for predicate in example.predicates:
            span = doc.char_span(*predicate.span, alignment_mode="expand")
            if span is not None:
                parts[example.file][PARTS.get(span.root.pos_, "other")] += 1
                heads.add((example.file, span.root.lemma_.lower()))
        lemmas.update(heads)
    yield f"predicates: {_most(sum(parts.values(), Counter()), 3)}"
    yield from (f"  {file:<34} {_most(counted, 3)}" for file, counted in parts.items())
    over = Counter({f"{lemma} ({file})": times for (file, lemma), times in lemmas.items() if times > OFTEN})
    yield f"words that carry more than {OFTEN} sentences of a file: {_most(over, 25) or 'none'}"


def _most(counted: Counter[str], most: int) -> str:
    return ", ".join(f"{name} {times}" for name, times in counted.most_common(most))
