"""What each step of the reading decided, sentence by sentence, in words: `foedus why`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus.phrasing import actor_name, sides, when
from foedus.records import Actor, Attribution, Sentence, Span
from foedus.shown import one_line

if TYPE_CHECKING:
    from foedus.reading.page import Candidate, Page


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: which step made it, and what it says. `depth` 1 stands under the line above."""

    name: str
    says: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Explained:
    """One sentence and every decision about it."""

    text: str
    span: Span
    steps: tuple[Step, ...]


def explained(page: Page, sentences: tuple[Sentence, ...]) -> Iterator[Explained]:
    """The decisions of a page, in the order of its steps, for each of the reading's sentences."""
    for sentence in sentences:
        yield Explained(
            text=one_line(page.dispatch.words(sentence.span).text),
            span=sentence.span,
            steps=tuple(_steps(page, sentence)),
        )


def _steps(page: Page, sentence: Sentence) -> Iterator[Step]:
    here = sentence.span
    yield Step("section", page.dispatch.sections[sentence.section].kind)
    for time in page.times:
        if here.covers(time.span):
            yield Step(
                "time", f"{one_line(time.text)} → {when(time)} ({time.type} {time.value or 'unresolved'})"
            )
    for quantity in page.quantities:
        if here.covers(quantity.span):
            about = "about " if quantity.approximate else ""
            yield Step(
                "quantity", f"{one_line(quantity.text)} → {about}{quantity.value:g} {quantity.unit or ''}"
            )
    for place in page.places:
        if here.covers(place.span):
            at = (
                f"{place.lat:.3f}, {place.lon:.3f}"
                if place.lat is not None and place.lon is not None
                else "?"
            )
            yield Step(
                "place", f"{one_line(place.text)} → {place.name or '?'}, {place.country or '?'} ({at})"
            )
    for attribution in page.attributions:
        if any(here.overlaps(span) for span in (*attribution.source, *attribution.cue)):
            yield Step("said by", _attribution(page, attribution))
    yield from _mentions(page, here)
    for candidate in page.candidates:
        if here.overlaps(page.passages[candidate.passage].span(candidate.token)):
            yield from _candidate(candidate)
    yield Step("no record" if sentence.reason else "record", sentence.reason or "kept")


def _mentions(page: Page, here: Span) -> Iterator[Step]:
    for mention in page.mentions:
        passage = page.passages[mention.passage]
        words = passage.doc[mention.first : mention.last]
        if here.overlaps(passage.span(words)):
            for actor in mention.actors:
                yield Step("mention", f"{one_line(words.text)} → {_actor(actor)}")


def _actor(actor: Actor) -> str:
    code = " ".join(filter(None, (actor.country, actor.sector))) or "no code"
    return f"{actor_name(actor)} [{code}], {actor.basis or 'no basis'}"


def _attribution(page: Page, attribution: Attribution) -> str:
    source = " … ".join(one_line(page.words(s).text) for s in attribution.source) or "unnamed"
    cue = " … ".join(one_line(page.words(s).text) for s in attribution.cue)
    via = f", via {one_line(attribution.via)}" if attribution.via else ""
    who = f" = {actor_name(attribution.speaker)}" if attribution.speaker else ""
    content = " … ".join(one_line(page.words(s).text) for s in attribution.content)
    return f"{source}{who}, {cue or 'no cue'}, {attribution.kind}{via}: “{content}”"


def _candidate(candidate: Candidate) -> Iterator[Step]:
    kind = f"{candidate.event} {candidate.mode or ''}".strip()
    found = f"rule {candidate.rule}, {candidate.probability:.2f}"
    yield Step("act", f"{one_line(candidate.words.text)} → {kind} ({found})")
    yield Step("sides", f"{sides(candidate.actor) or '–'} → {sides(candidate.recipient) or '–'}", 1)
    if candidate.auxiliary:
        yield Step("modes", ", ".join(candidate.auxiliary), 1)
    if candidate.certainty:
        yield Step("certainty", f"{candidate.certainty.value:+.1f} ({candidate.certainty.basis})", 1)
    if candidate.date:
        yield Step("date", f"{when(candidate.date)} ({candidate.date_basis})", 1)
    if candidate.place:
        yield Step("place", one_line(candidate.place.name or candidate.place.text), 1)
    if candidate.quantity:
        yield Step("quantity", one_line(candidate.quantity.text), 1)
    if candidate.context:
        yield Step("context", ", ".join(candidate.context), 1)
    for note in candidate.notes:
        yield Step("note", one_line(note), 1)
    yield Step("kept" if candidate.dropped is None else "dropped", candidate.dropped or "as a record", 1)
