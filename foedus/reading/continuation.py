"""Words that go on without a cue: further quotations of a speaker, and paragraphs that a colon announced."""

from __future__ import annotations

from foedus.reading.claims import Claim, Quoted
from foedus.reading.cues import cues
from foedus.reading.quotes import Quotation
from foedus.records import Span

SHORTEST = 6
"""Words that make a quotation a sentence even where no mark ends it."""


def go_on(read: Quoted, own: list[Claim], speaking: Claim | None) -> Claim | None:
    """Give quotations without a cue to who is speaking: said before in the paragraph, after it, or before it.

    `own` are the passage's claims; `speaking` is whose words ended the passage before. The answer is whose
    words end this one, or None.
    """
    direct = [c for c in own if c.content and c.kind == "direct" and c.host < 0]
    if speaking is not None and speaking.block:
        return _still_block(read, speaking)
    if speaking is not None and not speaking.content:
        _announced(read, speaking)
        direct.insert(0, speaking)
        if speaking.block:
            return speaking
    last = speaking
    for quotation in (q for q in read.quotations if not q.depth):
        mine = next((c for c in direct if any(s.overlaps(quotation.span) for s in c.content)), None)
        if mine is not None:
            last = mine
        elif any(s.overlaps(quotation.span) for c in own if c.host < 0 for s in c.content):
            last = None
        elif _stands_alone(read, quotation):
            last = _giver(read, quotation, direct, last) or last
            if last is not None:
                last.content.append(quotation.span)
    if not read.quotations:
        last = None
    return _at_end(read, own, last, is_new=any(c is last for c in direct))


def _giver(read: Quoted, quotation: Quotation, direct: list[Claim], last: Claim | None) -> Claim | None:
    """Whose a quotation without cue is: of who speaks next where it opens a paragraph, else of who spoke."""
    line = read.text.rfind("\n", read.start, quotation.span.start) + 1
    opens = not read.text[max(line, read.start) : quotation.span.start].strip()
    after = next((c for c in direct if min(s.start for s in c.content) > quotation.span.start), None)
    return after if after is not None and (opens or last is None) else last


def _at_end(read: Quoted, own: list[Claim], last: Claim | None, *, is_new: bool) -> Claim | None:
    """Who speaks at the end of the passage: a cue before a closing colon, or the last quotation's speaker."""
    if read.text[read.end - 1 : read.end] == ":":
        for claim in reversed(own):
            cue = claim.saying.cue
            if (cue is None or cue.speech) and claim.host < 0 and not claim.content:
                clause = claim.saying.clause
                ends = max(claim.ends, read.span(clause).end if clause[0] < clause[1] else 0)
                return claim if ends >= read.end - 1 else None
    if last is None:
        return None
    closing = read.quotations[-1].span.end if read.quotations else -1
    return last if is_new or read.end - closing <= 2 or last.ends >= read.end - 2 else None


def _announced(read: Quoted, claim: Claim) -> None:
    """Give a cue that ended the passage before in a colon this passage, or the quotation that opens it."""
    first = next((q.span for q in read.quotations if not q.depth), None)
    is_quoted = first is not None and not read.text[read.start : first.start].strip()
    claim.block = not is_quoted
    claim.content.append(first if first is not None and is_quoted else Span(read.start, read.end))
    claim.kind = "direct"


def _still_block(read: Quoted, claim: Claim) -> Claim | None:
    """Let announced words run on over a paragraph in the first person; the claim, if they do."""
    voices = cues().lists["voices"]
    if read.quotations or not any(token.lower_ in voices for token in read.passage.doc):
        return None
    claim.content.append(Span(read.start, read.end))
    return claim


def _stands_alone(read: Quoted, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence of its own, rather than a phrase within one."""
    before = read.text[read.start : quotation.span.start].rstrip()
    inner = read.text[quotation.inner.start : quotation.inner.end].strip()
    if before and before[-1] not in ".!?:”\"'’»…":
        return False
    return quotation.runs_on or inner[-1:] in ".!?,…—–-" or len(inner.split()) >= SHORTEST
