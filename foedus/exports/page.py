"""HTML: one self-contained page, every claim marked in its text, its card beside it. Nothing is fetched.

The text is cut where any mark begins or ends, so claims may overlap freely; each piece is escaped by the
template. The page forbids itself scripts and every outside source (Content-Security-Policy).
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, islice, pairwise
from typing import Any, BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from foedus.claims import labels, quotation, section_index
from foedus.phrasing import auxiliary_words, certainty_word, sentence, voice, when
from foedus.records import Dispatch, Reading, Record, Section, Span
from foedus.shown import one_line, visible, web_address


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
    """One section, cut into pieces, with its cards; `kind` is `between` for words that no section holds."""

    kind: str
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
    first = list(islice(articles, 1))
    template = environment().get_template("page.html")
    for piece in template.generate(articles=chain(first, articles), first=first, style=style()):
        out.write(piece.encode("utf-8", "replace"))


def framed(reading: Reading) -> str:
    """One reading for a notebook: the whole page in a frame of its own, for their styles to stay apart.

    The frame runs no script, and follows the reader's light or dark theme.
    """
    page = io.BytesIO()
    write([reading], page)
    return environment().get_template("frame.html").render(page=page.getvalue().decode(), reading=reading)


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
        link=web_address(dispatch.url),
        rows=tuple(_rows(reading)),
        speakers=len({_speaker(reading, n) for n, a in enumerate(reading.attributions) if a.source}),
        quads=dict(Counter(record.quad for record in reading.records)),
    )


def _speaker(reading: Reading, number: int) -> str:
    attribution = reading.attributions[number]
    return attribution.speaker.key if attribution.speaker else attribution.via or f"unnamed {number}"


@dataclass(slots=True)
class _Marks:
    """What is to be marked in one section."""

    cards: list[Card] = field(default_factory=list)
    sources: list[Span] = field(default_factory=list)
    passed: list[tuple[Span, str]] = field(default_factory=list)

    def add(self, other: _Marks) -> None:
        self.cards += [replace(card, row_number=len(self.cards) + card.row_number) for card in other.cards]
        self.sources += other.sources
        self.passed += other.passed


def _rows(reading: Reading) -> Iterator[Row]:
    """The sections in the order of the text, and whatever stands between them."""
    dispatch = reading.dispatch
    text, sections, named = dispatch.text, dispatch.sections, labels(dispatch)
    marks = _marks(reading)
    end = index = 0
    while index < len(sections):
        first, section = index, sections[index]
        mine = marks.get(index, _Marks())
        index += 1
        while index < len(sections) and sections[index].span.start < section.span.end:
            mine.add(marks.get(index, _Marks()))  # a section inside this one, which shows it
            index += 1
        if text[end : section.span.start].strip():
            yield _between(dispatch, Span(end, section.span.start), _Marks())
        end = section.span.end
        if mine.cards or section.kind != "headline":  # a headline without a claim stands at the head already
            yield _row(dispatch, section, named[first], mine)
    if text[end:].strip():
        yield _between(dispatch, Span(end, len(text)), marks.get(None, _Marks()))


def _marks(reading: Reading) -> dict[int | None, _Marks]:
    """Everything to mark, by section, in the order of the text."""
    dispatch = reading.dispatch
    found: dict[int | None, _Marks] = {}
    for number, record in enumerate(sorted(reading.records, key=lambda r: r.predicate.span), 1):
        row = found.setdefault(section_index(dispatch, record.predicate.span), _Marks())
        row.cards.append(
            Card(
                number=number,
                row_number=len(row.cards) + 1,
                record=record,
                quotation=quotation(dispatch, record),
                said=sentence(record),
                modes=tuple(auxiliary_words(record)),
                certainty=certainty_word(record),
                voice=voice(record),
                when=when(record.date),
            )
        )
    for span in (s for attribution in reading.attributions for s in attribution.source):
        found.setdefault(section_index(dispatch, span), _Marks()).sources.append(span)
    for one in reading.sentences:
        if one.reason:
            found.setdefault(one.section, _Marks()).passed.append((one.span, one.reason))
    return found


def _row(dispatch: Dispatch, section: Section, label: str, marks: _Marks) -> Row:
    repeats = label if section.duplicate_of is not None else ""
    pieces = tuple(_pieces(dispatch, section.span, marks))
    return Row(section.kind, section, label, pieces, tuple(marks.cards), repeats)


def _between(dispatch: Dispatch, span: Span, marks: _Marks) -> Row:
    """Words that belong to no section, such as the marks of Markdown."""
    return replace(_row(dispatch, Section("body", span), "", marks), kind="between")


def _pieces(dispatch: Dispatch, whole: Span, marks: _Marks) -> Iterator[Piece]:
    """The words of a section, cut wherever a claim, a predicate, a source or a sentence begins or ends."""
    claims = [(card.quotation, card) for card in marks.cards]
    predicates = [(card.record.predicate.span, card) for card in marks.cards]
    sources = [(span, True) for span in marks.sources]
    spans = [span for span, _ in (*claims, *predicates, *sources, *marks.passed)]
    cuts = sorted({whole.start, whole.end, *(p for s in spans for p in s if whole.start < p < whole.end)})
    layers = (claims, predicates, sources, marks.passed)
    covers = zip(*(_covering(layer, cuts) for layer in layers), strict=True)
    for (start, end), (over, carrying, sourced, reasons) in zip(pairwise(cuts), covers, strict=True):
        here = sorted(over, key=lambda c: (c.quotation.start - c.quotation.end, c.number))
        yield Piece(
            text=dispatch.text[start:end],
            claims=tuple(here),
            predicate=next(iter(carrying), None),
            is_source=bool(sourced),
            reason=next(iter(reasons), None),
            first=tuple(c for c in here if c.quotation.start == start),
            last=tuple(c for c in here if c.quotation.end == end),
        )


def _covering(marks: Sequence[tuple[Span, Any]], cuts: list[int]) -> Iterator[list[Any]]:
    """What covers each stretch from one cut to the next; marks begin and end at cuts."""
    waiting = sorted(marks, key=lambda mark: mark[0].start, reverse=True)
    covering: list[tuple[Span, Any]] = []
    for cut in cuts[:-1]:
        while waiting and waiting[-1][0].start <= cut:
            covering.append(waiting.pop())
        covering = [mark for mark in covering if mark[0].end > cut]
        yield [what for _, what in covering]
