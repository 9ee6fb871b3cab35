"""HTML: one self-contained page, every claim marked in its text, its card beside it. Nothing is fetched.

The text is cut where any mark begins or ends, so claims may overlap freely; each piece is escaped by the
template. The page forbids itself scripts and every outside source (Content-Security-Policy).
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from foedus.claims import labels, quotation, section_index
from foedus.phrasing import auxiliary_words, certainty_word, sentence, voice, when
from foedus.records import Dispatch, Reading, Record, Section, Span
from foedus.shown import one_line, visible


@dataclass(frozen=True, slots=True)
class Card:
    """One claim as the page shows it. `number` counts in the dispatch, `row_number` in its section."""

    number: int
    row_number: int
    record: Record
    quotation: Span
    said: str
    modes: tuple[str, ...]
    certainty: str
    voice: str
    when: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that carry the same marks: claims from the widest to the innermost."""

    text: str
    claims: tuple[Card, ...]
    predicate: Card | None
    is_source: bool
    reason: str | None
    first: tuple[Card, ...]
    last: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One section, cut into pieces, with its cards."""

    section: Section
    label: str
    pieces: tuple[Piece, ...]
    cards: tuple[Card, ...]
    repeats: str


@dataclass(frozen=True, slots=True)
class Article:
    """One reading as the page shows it."""

    number: int
    reading: Reading
    title: str
    link: str | None
    rows: tuple[Row, ...]
    speakers: int
    quads: dict[str, int]


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Write one page with every reading on it, each as it comes."""
    articles = (article(reading, number) for number, reading in enumerate(readings, 1))
    for piece in environment().get_template("page.html").generate(articles=articles, style=style()):
        out.write(piece.encode("utf-8", "replace"))


@cache
def environment() -> Environment:
    """The templates that ship with Foedus; HTML is escaped, and a missing value is an error."""
    made = Environment(
        loader=PackageLoader("foedus", "data/templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["one_line"] = one_line
    made.filters["visible"] = visible
    return made


@cache
def style() -> dict[str, str]:
    """The pages' style sheet, and its hash as Content-Security-Policy wants it."""
    css = environment().get_template("page.css").render()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return {"css": css, "source": f"'sha256-{digest}'"}


def article(reading: Reading, number: int = 1) -> Article:
    """What the template needs to draw a reading."""
    dispatch = reading.dispatch
    return Article(
        number=number,
        reading=reading,
        title=one_line(dispatch.headline.text if dispatch.headline else dispatch.id),
        link=dispatch.url if dispatch.url and urlsplit(dispatch.url).scheme in {"http", "https"} else None,
        rows=tuple(_rows(reading)),
        speakers=len({_speaker(reading, n) for n in range(len(reading.attributions))}),
        quads=dict(Counter(record.quad for record in reading.records)),
    )


def _speaker(reading: Reading, number: int) -> str:
    attribution = reading.attributions[number]
    return attribution.speaker.key if attribution.speaker else attribution.via or f"unnamed {number}"


def _rows(reading: Reading) -> Iterator[Row]:
    """The sections in the order of the text; whatever stands between them is shown as body text."""
    dispatch = reading.dispatch
    marks = labels(dispatch)
    cards = _cards(reading)
    end = 0
    for index, section in sorted(enumerate(dispatch.sections), key=lambda pair: pair[1].span):
        if section.span.start < end:  # a part of the section before, which shows it
            continue
        if dispatch.text[end : section.span.start].strip():
            between = Section("body", Span(end, section.span.start))
            yield _row(reading, between, "", [])
        mine = [card for inner in _parts(dispatch, index) for card in cards.get(inner, [])]
        end = section.span.end
        if mine or section.kind != "headline":  # a headline without a claim stands at the head already
            yield _row(reading, section, marks[index], mine)
    if dispatch.text[end:].strip():
        yield _row(reading, Section("body", Span(end, len(dispatch.text))), "", cards.get(None, []))


def _parts(dispatch: Dispatch, index: int) -> list[int]:
    """A section and those inside it."""
    outer = dispatch.sections[index].span
    return [n for n, inner in enumerate(dispatch.sections) if outer.covers(inner.span)]


def _cards(reading: Reading) -> dict[int | None, list[Card]]:
    """Cards by section, in the order of the text."""
    dispatch = reading.dispatch
    found: dict[int | None, list[Card]] = {}
    for number, record in enumerate(sorted(reading.records, key=lambda r: r.predicate.span), 1):
        row = found.setdefault(section_index(dispatch, record.predicate.span), [])
        row.append(
            Card(
                number=number,
                row_number=len(row) + 1,
                record=record,
                quotation=quotation(dispatch, record),
                said=sentence(record),
                modes=tuple(auxiliary_words(record)),
                certainty=certainty_word(record),
                voice=voice(record),
                when=when(record.date),
            )
        )
    return found


def _row(reading: Reading, section: Section, label: str, cards: list[Card]) -> Row:
    repeats = label if section.duplicate_of is not None else ""
    return Row(section, label, tuple(_pieces(reading, section.span, cards)), tuple(cards), repeats)


def _pieces(reading: Reading, whole: Span, cards: list[Card]) -> Iterator[Piece]:
    """The words of a section, cut wherever a claim, a predicate, a source or a sentence begins or ends."""
    claims = [(card.quotation, card) for card in cards]
    predicates = [(card.record.predicate.span, card) for card in cards]
    sources = [(s, True) for a in reading.attributions for s in a.source if whole.overlaps(s)]
    passed = [(s.span, s.reason) for s in reading.sentences if s.reason and whole.overlaps(s.span)]
    spans = [span for span, _ in (*claims, *predicates, *sources, *passed)]
    cuts = sorted({whole.start, whole.end, *(p for s in spans for p in s if whole.start < p < whole.end)})
    covers = zip(*(_covering(marks, cuts) for marks in (claims, predicates, sources, passed)), strict=True)
    for (start, end), (over, carrying, sourced, reasons) in zip(pairwise(cuts), covers, strict=True):
        here = sorted(over, key=lambda c: (c.quotation.start - c.quotation.end, c.number))
        yield Piece(
            text=reading.dispatch.text[start:end],
            claims=tuple(here),
            predicate=next(iter(carrying), None),
            is_source=bool(sourced),
            reason=next(iter(reasons), None),
            first=tuple(c for c in here if c.quotation.start == start),
            last=tuple(c for c in here if c.quotation.end == end),
        )


def _covering(marks: list[tuple[Span, Any]], cuts: list[int]) -> Iterator[list[Any]]:
    """What covers each stretch from one cut to the next; marks begin and end at cuts."""
    waiting = sorted(marks, key=lambda mark: mark[0].start, reverse=True)
    covering: list[tuple[Span, Any]] = []
    for cut in cuts[:-1]:
        while waiting and waiting[-1][0].start <= cut:
            covering.append(waiting.pop())
        covering = [mark for mark in covering if mark[0].end > cut]
        yield [what for _, what in covering]
