"""Who says what: every attribution of a dispatch, and the chain of sources behind any of its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens

from foedus.reading import quotes
from foedus.reading.cues import cues, vouching
from foedus.reading.page import Page, Passage
from foedus.reading.quotes import Quotation
from foedus.reading.sayings import sayings
from foedus.reading.speakers import Cast, cast
from foedus.reading.speech import Range, Saying
from foedus.records import Attribution, AttributionKind, Span

NEAREST = 20
"""Quotations on either side of a cue among which its own are sought."""
RUNS_ON = 25
"""Attributions before a passage among which those are sought that run on into it."""
EDGES = " \t\n\r\u00a0,;:.–—-"
"""Marks and white space that are cut from both ends of a content, outside quotations."""


@dataclass(slots=True)
class Claim:
    """A saying on its way to an attribution: its content in code points of the dispatch."""

    passage: Passage
    saying: Saying
    content: list[Span]
    host: int
    """Index of the quotation that the cue itself stands in, -1 for none."""
    kind: AttributionKind = "indirect"
    block: bool = False
    """Whether its content is paragraphs that a colon announced, without quotation marks."""

    @property
    def ends(self) -> int:
        """Where the last of its words stands."""
        spans = [*self.content, self.passage.span(self.passage.doc[slice(*self.saying.words)])]
        return max(span.end for span in spans)


def find(page: Page) -> None:
    """Fill `page.attributions`, in the order of their cues."""
    found: list[Claim] = []
    spoken: list[Span] = []
    speaking: Claim | None = None
    for passage in page.passages:
        quoted = quotes.find(passage.doc.text, start=passage.start)
        spoken.extend(q.span for q in quoted if not q.depth)
        claims = _claims(passage, quoted)
        before, speaking = speaking, _go_on(page.dispatch.text, passage, quoted, claims, speaking)
        found.extend(_outer(claims, [*claims, before] if before else claims))
    people = cast(page, spoken)
    page.attributions = [_attribution(claim, people) for claim in found if claim.content]
    page.attributions.sort(key=lambda attribution: attribution.cue)


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


def _claims(passage: Passage, quoted: tuple[Quotation, ...]) -> list[Claim]:
    claims: list[Claim] = []
    for saying in sayings(passage.doc, _levels(passage, quoted)):
        host = _innermost(quoted, passage.start + passage.doc[saying.words[0]].idx)
        content = _content(passage, saying, quoted, host)
        claims.append(Claim(passage, saying, content, host, _kind(content, quoted, host)))
    return claims


def _levels(passage: Passage, quoted: tuple[Quotation, ...]) -> list[int]:
    """For each token the index of the innermost quotation that it stands in, -1 for none."""
    levels = [-1] * len(passage.doc)
    if quoted:
        starts = [passage.start + token.idx for token in passage.doc]
        for index, quotation in enumerate(quoted):
            first, last = (bisect_left(starts, at) for at in quotation.span)
            levels[first:last] = [index] * (last - first)
    return levels


def _go_on(
    text: str, passage: Passage, quoted: tuple[Quotation, ...], claims: list[Claim], speaking: Claim | None
) -> Claim | None:
    """Give quotations without a cue to who is speaking: said before in the paragraph, after it, or before it.

    `speaking` is whose quotation ended the passage before; the answer is whose quotation ends this one.
    """
    direct = [c for c in claims if c.content and c.kind == "direct" and c.host < 0]
    last = speaking
    if speaking is not None and not speaking.content:
        _announced(passage, quoted, speaking)
        direct.insert(0, speaking)
        if speaking.block:
            return speaking
    elif speaking is not None and speaking.block:
        return _still_block(passage, quoted, speaking)
    for quotation in quoted:
        if quotation.depth:
            continue
        mine = next((c for c in direct if any(s.overlaps(quotation.span) for s in c.content)), None)
        if mine is not None:
            last = mine
        elif any(s.overlaps(quotation.span) for c in claims if c.host < 0 for s in c.content):
            last = None
        elif _stands_alone(text, quotation, passage.start):
            line = text.rfind("\n", passage.start, quotation.span.start) + 1
            opens = not text[max(line, passage.start) : quotation.span.start].strip()
            after = next((c for c in direct if min(s.start for s in c.content) > quotation.span.start), None)
            giver = after if after is not None and (opens or last is None) else last
            if giver is not None:
                giver.content.append(quotation.span)
                last = giver
    closing = quoted[-1].span.end if quoted else -1
    end = passage.start + len(passage.doc.text.rstrip())
    pending = next((c for c in reversed(claims) if not c.content and c.ends >= end - 1), None)
    if pending is not None and passage.doc.text.rstrip().endswith(":") and _is_spoken(pending):
        return pending
    if last is None or (last is speaking and not quoted):
        return None
    return last if end - closing <= 2 or last.ends >= end - 2 or last in direct else None


def _is_spoken(claim: Claim) -> bool:
    cue = claim.saying.cue
    return claim.host < 0 and cue is not None and cue.speech


def _announced(passage: Passage, quoted: tuple[Quotation, ...], claim: Claim) -> None:
    """Give a cue that ended the passage before in a colon this passage, or the quotation that opens it."""
    start, end = passage.start, passage.start + len(passage.doc.text.rstrip())
    first = next((q.span for q in quoted if not q.depth), None)
    lead = passage.doc.text[: first.start - start].strip() if first else "-"
    claim.block = first is None or bool(lead)
    claim.content.append(Span(start, end) if claim.block or first is None else first)
    claim.kind = "direct"


def _still_block(passage: Passage, quoted: tuple[Quotation, ...], claim: Claim) -> Claim | None:
    """Let announced words run on over a paragraph in the first person; the claim, if they do."""
    voices = cues().lists["voices"]
    if quoted or not any(token.lower_ in voices for token in passage.doc):
        return None
    claim.content.append(Span(passage.start, passage.start + len(passage.doc.text.rstrip())))
    return claim


def _stands_alone(text: str, quotation: Quotation, start: int) -> bool:
    """Whether a quotation is a sentence of its own, rather than a phrase within one."""
    before = text[start : quotation.span.start].rstrip()
    inner = text[quotation.inner.start : quotation.inner.end].strip()
    if before and before[-1] not in ".!?:”\"'’»…":
        return False
    return quotation.runs_on or inner[-1:] in ".!?,…—–-" or len(inner.split()) > 5


def _outer(claims: list[Claim], around: list[Claim]) -> list[Claim]:
    """The claims that count: within the content of those around them, only what a third party utters."""
    voices = cues().lists["voices"]
    kept: list[Claim] = []
    for claim in claims:
        cue, speaker = claim.saying.cue, claim.saying.speaker
        at = _chars(claim.passage, claim.saying.words)
        is_inner = claim.host >= 0 or any(s.covers(at) for c in around if c is not claim for s in c.content)
        is_uttered = cue is None or (cue.speech and (claim.saying.clausal or claim.kind == "direct"))
        is_report = cue is None or cue.speech
        own_voice = speaker is not None and speaker.lower_ in voices
        if (is_uttered or not is_inner) and (not own_voice or (is_report and claim.host < 0)):
            kept.append(claim)
    return kept


def _innermost(quoted: tuple[Quotation, ...], at: int) -> int:
    """Index of the innermost quotation that a code point stands in; -1 for none."""
    for index in range(len(quoted) - 1, -1, -1):
        if quoted[index].span.start <= at < quoted[index].span.end:
            return index
    return -1


def _content(passage: Passage, saying: Saying, quoted: tuple[Quotation, ...], host: int) -> list[Span]:
    """The content as spans: the parse's ranges, widened to whole quotations, without cue and source."""
    doc, start = passage.doc, passage.start
    room = quoted[host].inner if host >= 0 else Span(start, start + len(doc.text))
    depth = quoted[host].depth + 1 if host >= 0 else 0
    at = bisect_left(quoted, _chars(passage, saying.words).start, key=lambda q: q.span.start)
    nearest = quoted[max(0, at - NEAREST) : at + NEAREST]
    near = [q for q in nearest if q.depth == depth and room.covers(q.span)]
    taken = [_chars(passage, saying.words)]
    if saying.source is not None:
        taken.append(_chars(passage, saying.source))
    spans = [_chars(passage, r) for r in saying.content]
    if saying.cue is not None and "quote" in saying.cue.takes:
        spans.extend(_touching(passage, saying, near))
    spans = [_widened(s, near) for s in spans]
    spans = [Span(max(s.start, room.start), min(s.end, room.end)) for s in spans if s.overlaps(room)]
    if saying.content and saying.clause[0] < saying.clause[1]:
        inner = _chars(passage, saying.clause)
        if any(s.start < inner.start and inner.end < s.end for s in spans):
            taken.append(inner)
    return _tidy(passage, _without(_merged(spans), taken), near)


def _chars(passage: Passage, tokens: Range) -> Span:
    return passage.span(passage.doc[tokens[0] : tokens[1]])


def _touching(passage: Passage, saying: Saying, near: list[Quotation]) -> list[Span]:
    """Quotations that stand right before or right after the saying clause."""
    text, by = passage.doc.text, passage.start
    clause = _chars(passage, saying.clause)
    found: list[Span] = []
    for quotation in near:
        start, end = quotation.span
        if end <= clause.start:
            gap = text[end - by : clause.start - by]
            touches = not _is_closed(quotation, text, by, saying)
        else:
            gap = text[clause.end - by : start - by]
            touches = start >= clause.end and "." not in gap and "\n" not in gap
        if touches and not gap.strip(EDGES):
            found.append(quotation.span)
    return found


def _is_closed(quotation: Quotation, text: str, by: int, saying: Saying) -> bool:
    """Whether a quotation before a cue ends its own sentence, and the cue has a content besides."""
    return bool(saying.content) and text[quotation.inner.end - by - 1] == "."


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


def _tidy(passage: Passage, spans: list[Span], near: list[Quotation]) -> list[Span]:
    """Spans without marks and white space at their edges, but with the marks of the quotations in them."""
    text, by = passage.doc.text, passage.start
    ends = {q.span.end for q in near}
    found: list[Span] = []
    for span in spans:
        start, end = span
        while start < end and text[start - by] in EDGES:
            start += 1
        while start < end and end not in ends and text[end - by - 1] in EDGES:
            end -= 1
        if any(c.isalnum() for c in text[start - by : end - by]):
            found.append(Span(start, end))
    return found


def _attribution(claim: Claim, people: Cast) -> Attribution:
    saying, passage = claim.saying, claim.passage
    via = passage.doc[saying.via[0] : saying.via[1]].text if saying.via else None
    return Attribution(
        source=(_chars(passage, saying.source),) if saying.source else (),
        cue=(_chars(passage, saying.words),),
        content=tuple(sorted(claim.content)),
        kind=claim.kind,
        via=via,
        speaker=people.speaker(passage, saying.speaker, saying.source)
        if saying.speaker is not None
        else None,
    )


def _kind(content: list[Span], quoted: tuple[Quotation, ...], host: int) -> AttributionKind:
    """Direct where two fifths of the content or more stand between marks of their own."""
    depth = quoted[host].depth + 1 if host >= 0 else 0
    total = sum(s.end - s.start for s in content)
    inside = sum(
        max(0, min(s.end, q.span.end) - max(s.start, q.span.start))
        for s in content
        for q in quoted
        if q.depth == depth
    )
    return "direct" if total and inside * 5 >= total * 2 else "indirect"
