"""Who says what: every attribution of a dispatch, and the chain of sources behind any of its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from spacy.tokens import Span as Tokens

from foedus.reading import quotes
from foedus.reading.claims import Claim, claims, outer, quoted
from foedus.reading.continuation import go_on
from foedus.reading.cues import vouching
from foedus.reading.page import Page
from foedus.reading.speakers import Cast, cast
from foedus.records import Attribution, AttributionKind, Span

RUNS_ON = 25
"""Attributions before a passage among which those are sought that run on into it."""


def find(page: Page) -> None:
    """Fill `page.attributions`, in the order of their cues."""
    found: list[Claim] = []
    spoken: list[Span] = []
    speaking: Claim | None = None
    for passage in page.passages:
        read = quoted(passage, page.dispatch.text)
        spoken.extend(q.span for q in read.quotations if not q.depth)
        own = claims(read)
        sourced = [claim for claim in own if claim.saying.source is not None]
        before, speaking = speaking, go_on(read, sourced, speaking)
        found.extend(outer(own, [*sourced, before] if before else sourced))
    people = cast(page, spoken)
    page.attributions = [_attribution(claim, people) for claim in found if claim.content]
    page.attributions.sort(key=lambda attribution: attribution.cue)


def _attribution(claim: Claim, people: Cast) -> Attribution:
    saying, passage = claim.saying, claim.passage
    doc = passage.doc
    source = saying.source
    return Attribution(
        source=(passage.span(doc[source[0] : source[1]]),) if source else (),
        cue=(claim.words,),
        content=tuple(sorted(claim.content)),
        kind=claim.kind,
        via=doc[saying.via[0] : saying.via[1]].text if saying.via else None,
        speaker=people.speaker(passage, saying.speaker, source) if saying.speaker is not None else None,
    )


def holders(page: Page, span: Span) -> tuple[Attribution, ...]:
    """The sources behind words of the dispatch, outermost first: whose content they stand in.

    Counts only who holds the content for true: what a source wants, judges or asks is not on its word. Of
    each, `kind` is told for these words: direct where they stand between quotation marks.
    """
    found: list[tuple[int, Attribution]] = []
    for attribution in _near(page, span):
        content = next((c for c in attribution.content if c.covers(span)), None)
        if content is None or attribution.speaker is None or not _vouches(page, attribution):
            continue
        text = page.dispatch.text[content.start : content.end]
        is_quoted = any(q.span.covers(span) for q in quotes.find(text, start=content.start))
        extent = attribution.content[-1].end - attribution.content[0].start
        kind: AttributionKind = "direct" if is_quoted else "indirect"
        found.append((-extent, replace(attribution, kind=kind)))
    return tuple(attribution for _, attribution in sorted(found, key=lambda item: item[0]))


def _near(page: Page, span: Span) -> list[Attribution]:
    """The attributions whose cue stands in the span's passage, and the last ones before, which may run on."""
    passage = bisect_right(page.passages, span.start, key=lambda p: p.start) - 1
    if passage < 0:
        return []
    start = page.passages[passage].start
    stop = page.passages[passage + 1].start if passage + 1 < len(page.passages) else len(page.dispatch.text)
    first, last = (bisect_left(page.attributions, at, key=lambda a: a.cue[0].start) for at in (start, stop))
    return page.attributions[max(0, first - RUNS_ON) : last]


def _vouches(page: Page, attribution: Attribution) -> bool:
    """Whether the source says how things are, rather than how it wants or judges them."""
    passage = page.passages[bisect_right(page.passages, attribution.cue[0].start, key=lambda p: p.start) - 1]
    words, content = passage.tokens(attribution.cue[0]), passage.tokens(attribution.content[-1])
    form = "clause" if content is None or attribution.kind == "direct" else _form(content)
    known = [vouching(token.pos_, token.lemma_.lower(), form) for token in words or ()]
    decided = [answer for answer in known if answer is not None]
    return decided[-1] if decided else True


def _form(content: Tokens) -> str:
    """How a content is put: as a clause, an infinitive or an object."""
    tops = [t for t in content if t.head == t or not content.start <= t.head.i < content.end]
    verb = next((t for t in tops if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return "object" if any(t.dep_ in {"dobj", "pobj", "nsubjpass"} for t in tops) else "clause"
    is_bare = verb.tag_ == "VB" and not any(c.dep_ == "nsubj" or c.tag_ == "MD" for c in verb.lefts)
    return "infinitive" if is_bare else "clause"
