"""From sayings to claims: content as exact spans, widened to whole quotations, cut where the cue stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from foedus.reading import quotes
from foedus.reading.cues import cues
from foedus.reading.page import Passage
from foedus.reading.quotes import Quotation
from foedus.reading.sayings import sayings
from foedus.reading.speech import Range, Saying
from foedus.records import AttributionKind, Span

NEAREST = 20
"""Quotations on either side of a cue among which its own are sought."""
EDGES = " \t\n\r\u00a0,;:.–—-"
"""Marks and white space that are cut from both ends of a content, outside quotations."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage with its quotations; `text` is the dispatch's, `end` the passage's without white space."""

    passage: Passage
    text: str
    end: int
    quotations: tuple[Quotation, ...]

    @property
    def start(self) -> int:
        """Where the passage starts in the dispatch."""
        return self.passage.start

    def span(self, tokens: Range) -> Span:
        """Where a range of tokens stands in the dispatch."""
        return self.passage.span(self.passage.doc[tokens[0] : tokens[1]])


@dataclass(slots=True)
class Claim:
    """A saying on its way to an attribution: its content in code points of the dispatch."""

    passage: Passage
    saying: Saying
    words: Span
    """The cue."""
    content: list[Span]
    host: int
    """Index of the quotation that the cue itself stands in, -1 for none."""
    kind: AttributionKind = "indirect"
    block: bool = False
    """Whether its content is paragraphs that a colon announced, without quotation marks."""

    @property
    def ends(self) -> int:
        """Where the last of its words stands."""
        return max(self.words.end, *(span.end for span in self.content), 0)


def quoted(passage: Passage, text: str) -> Quoted:
    """A passage of the dispatch that has this text, with its quotations."""
    words = passage.text
    end = passage.start + len(words.rstrip())
    return Quoted(passage, text, end, quotes.find(words, start=passage.start))


def claims(read: Quoted) -> list[Claim]:
    """Every saying of a passage with its content, which may be none yet."""
    found: list[Claim] = []
    for saying in sayings(read.passage.doc, _levels(read)):
        words = read.span(saying.words)
        host = _innermost(read.quotations, words.start)
        depth = read.quotations[host].depth + 1 if host >= 0 else 0
        room = read.quotations[host].inner if host >= 0 else Span(read.start, max(read.start, read.end))
        at = bisect_left(read.quotations, words.start, key=lambda q: q.span.start)
        nearest = read.quotations[max(0, at - NEAREST) : at + NEAREST]
        near = [q for q in nearest if q.depth == depth and room.covers(q.span)]
        content = _content(read, saying, near, room)
        found.append(Claim(read.passage, saying, words, content, host, _kind(content, near)))
    return found


def outer(own: list[Claim], around: list[Claim]) -> list[Claim]:
    """The claims that count: within the content of those around them, only what a third party utters.

    A cue that is but a piece of another's is none: "declined" of "declined to comment on".
    """
    voices = cues().lists["voices"]
    contents = sorted(span for claim in around for span in claim.content)
    reach = list(accumulate((span.end for span in contents), max))
    kept: list[Claim] = []
    for claim in own:
        cue, speaker = claim.saying.cue, claim.saying.speaker
        before = bisect_right(contents, claim.words.start, key=lambda span: span.start) - 1
        is_inner = claim.host >= 0 or (before >= 0 and reach[before] >= claim.words.end)
        is_report = cue is None or cue.speech
        is_uttered = (
            is_report
            and claim.saying.source is not None
            and (cue is None or claim.saying.clausal or claim.kind == "direct")
        )
        is_own_voice = speaker is not None and speaker.lower_ in voices
        if (is_uttered or not is_inner) and (not is_own_voice or (is_report and claim.host < 0)):
            kept.append(claim)
    whole = [claim.words for claim in kept if claim.content]
    return [c for c in kept if not any(w != c.words and w.covers(c.words) for w in whole)]


def _levels(read: Quoted) -> list[int]:
    """For each token the index of the innermost quotation that it stands in, -1 for none."""
    levels = [-1] * len(read.passage.doc)
    if read.quotations:
        starts = [read.start + token.idx for token in read.passage.doc]
        for index, quotation in enumerate(read.quotations):
            first, last = (bisect_left(starts, at) for at in quotation.span)
            levels[first:last] = [index] * (last - first)
    return levels


def _innermost(quotations: tuple[Quotation, ...], at: int) -> int:
    """Index of the innermost quotation that a code point stands in; -1 for none."""
    for index in range(len(quotations) - 1, -1, -1):
        if quotations[index].span.start <= at < quotations[index].span.end:
            return index
    return -1


def _content(read: Quoted, saying: Saying, near: list[Quotation], room: Span) -> list[Span]:
    """The content as spans within `room`: the parse's ranges and the quotations, without cue and source."""
    taken = [read.span(saying.words)]
    if saying.source is not None:
        taken.append(read.span(saying.source))
    spans = [read.span(r) for r in saying.content]
    if saying.cue is not None and "quote" in saying.cue.takes:
        spans.extend(_touching(read, saying, near))
    spans = [_widened(s, near) for s in spans]
    spans = [Span(max(s.start, room.start), min(s.end, room.end)) for s in spans if s.overlaps(room)]
    if saying.content and saying.clause[0] < saying.clause[1]:
        aside = read.span(saying.clause)
        if any(s.start < aside.start and aside.end < s.end for s in spans):
            taken.append(aside)
    return _tidy(read.text, _without(_merged(spans), taken), near)


def _touching(read: Quoted, saying: Saying, near: list[Quotation]) -> list[Span]:
    """Quotations that stand right before or right after the saying clause."""
    clause = read.span(saying.clause)
    found: list[Span] = []
    for quotation in near:
        start, end = quotation.span
        if end <= clause.start:
            gap = read.text[end : clause.start]
            closed = bool(saying.content) and read.text[quotation.inner.end - 1] == "."
            touches = not closed  # “Go.” He said that ...: the quotation is a sentence of its own
        else:
            gap = read.text[clause.end : start]
            touches = start >= clause.end and "." not in gap and "\n" not in gap
        if touches and not gap.strip(EDGES):
            found.append(quotation.span)
    return found


def _widened(span: Span, near: list[Quotation]) -> Span:
    """The span with every quotation that it touches, whole."""
    start, end = span
    for quotation in near:
        if quotation.inner.start < end and start < quotation.inner.end:
            start, end = min(start, quotation.span.start), max(end, quotation.span.end)
    return Span(start, end)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end + 1:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _without(spans: list[Span], taken: list[Span]) -> list[Span]:
    for hole in taken:
        rest: list[Span] = []
        for span in spans:
            if not span.overlaps(hole):
                rest.append(span)
                continue
            rest.extend(Span(a, b) for a, b in ((span.start, hole.start), (hole.end, span.end)) if a < b)
        spans = rest
    return spans


def _tidy(text: str, spans: list[Span], near: list[Quotation]) -> list[Span]:
    """Spans without marks and white space at their edges, but with the marks of the quotations in them."""
    ends = {q.span.end for q in near}
    found: list[Span] = []
    for span in spans:
        start, end = span
        while start < end and text[start] in EDGES:
            start += 1
        while start < end and end not in ends and text[end - 1] in EDGES:
            end -= 1
        if any(c.isalnum() for c in text[start:end]):
            found.append(Span(start, end))
    return found


def _kind(content: list[Span], near: list[Quotation]) -> AttributionKind:
    """Direct where two fifths of the content or more stand between marks of their own."""
    total = sum(s.end - s.start for s in content)
    inside = sum(max(0, min(s.end, q.span.end) - max(s.start, q.span.start)) for s in content for q in near)
    return "direct" if total and inside * 5 >= total * 2 else "indirect"
