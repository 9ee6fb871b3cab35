"""The labelled parts of a text: headline, byline, body, captions, credits, boilerplate, provenance.

Sections never overlap, stand in the order of the text, and hold every word of it but the markup and address
of a Markdown picture. Nothing is cut; a label only says what the words are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from foedus.intake.data import Where, limit, patterns
from foedus.intake.layout import IMAGE, is_adjacent, paragraphs
from foedus.intake.options import NO_FACTS, Facts
from foedus.intake.published import day_of, written_day
from foedus.records import Provenance, Section, SectionKind, Span

MARK = re.compile(r"[#*_>\s]*")
STATED_ON = re.compile(r"\bon\s+$")
STOPPED = re.compile(r"[.…][\"'”’)]*$")
SENTENCE_BREAK = re.compile(r"[a-z0-9)”\"'’][.!?][”\"'’)]?\s+[A-Z“\"]")
OUTER = re.compile(r"^[\[(]\s*|\s*[\])]$")


@dataclass(frozen=True, slots=True)
class Layout:
    """The sections of a text, and what its own last lines say of how it came to be."""

    sections: tuple[Section, ...]
    provenance: Provenance | None


def lay_out(text: str, facts: Facts = NO_FACTS) -> Layout:
    """Label every part of a text. `facts.headline` and `facts.byline` name words that may stand in it."""
    parts = paragraphs(text)
    pictured = {key for span in parts for alt in IMAGE.finditer(text, *span) if (key := _key(alt["alt"]))}
    sections: list[Section] = []
    provenance: Provenance | None = None
    headline = _headline(text, parts, facts)
    for index, span in enumerate(parts):
        words = text[span.start : span.end]
        place = _place(index, len(parts))
        if "![" in words and IMAGE.search(words):
            sections += _around_pictures(text, span)
        elif span == headline or (sections and _is_second_deck(text, sections[-1], span)):
            sections.append(Section("headline", span))
        elif _is_pictured(words, pictured):
            sections += _caption(text, span)
        elif stated := _provenance(words, span, place):
            provenance = provenance or stated
            sections.append(Section("provenance", span))
        elif kind := _line_kind(words, place, facts):
            sections.append(Section(kind, span))
        elif _is_captioned(words, is_last=index == len(parts) - 1):
            sections += _caption(text, span)
        else:
            sections.append(Section("body", span))
    return Layout(tuple(_without_repeats(text, sections)), provenance)


def _place(index: int, count: int) -> frozenset[Where]:
    """The places where a paragraph stands, as patterns name them."""
    if count - index <= limit("layout", "edge_end"):
        return frozenset({"any", "edge", "end"})
    return frozenset({"any", "edge"} if index < limit("layout", "edge_start") else {"any"})


def _line_kind(words: str, place: frozenset[Where], facts: Facts) -> SectionKind | None:
    """What a short paragraph is by its own words, if it isn't the body."""
    if len(words) > limit("layout", "line"):
        return None
    if facts.byline and words == facts.byline:
        return "byline"
    bare = MARK.sub("", words, count=1).rstrip("*_ ") or words
    kinds: tuple[SectionKind, ...] = ("byline", "boilerplate")
    for kind in kinds:
        if any(p.where in place and p.match(bare) for p in patterns(kind)):
            return kind
    is_credit = any(p.where != "picture" and p.match(bare) for p in patterns("credit"))
    return "credit" if is_credit else None


def _provenance(words: str, span: Span, place: frozenset[Where]) -> Provenance | None:
    if len(words) > limit("layout", "line") or "edge" not in place:
        return None
    for pattern in patterns("provenance"):
        if found := pattern.match(words):
            given = found.groupdict()
            return Provenance(span, given.get("original"), given.get("tool"), given.get("editor"))
    return None


# Headlines ---------------------------------------------------------------------------------------------


def _headline(text: str, parts: Sequence[Span], facts: Facts) -> Span | None:
    """The paragraph that is the headline: the one that is known to be, or a first one that looks like one."""
    if facts.headline:
        wanted = _key(facts.headline)
        early = parts[: int(limit("layout", "edge_start"))]
        return next((s for s in early if _key(text[s.start : s.end]) == wanted), None)
    return parts[0] if len(parts) > 1 and _is_headline(text, parts[0], parts[1]) else None


def _is_headline(text: str, first: Span, second: Span) -> bool:
    words = text[first.start : first.end]
    if len(words) > limit("layout", "headline") or words.startswith("!["):
        return False
    if words.startswith(("# ", "## ")) or words.endswith(";"):
        return True
    if any(p.match(words) for p in patterns("opening")):
        return False
    if not STOPPED.search(words) and not SENTENCE_BREAK.search(words):
        return not words.endswith((":", ","))
    return len(words) <= limit("layout", "headline_stopped") and not is_adjacent(text, first, second)


def _is_second_deck(text: str, above: Section, span: Span) -> bool:
    """Whether a line goes on with a headline that ended in a semicolon."""
    return (
        above.kind == "headline"
        and text[above.span.end - 1] == ";"
        and len(text[span.start : span.end]) <= limit("layout", "headline")
    )


# Pictures, captions, credits ----------------------------------------------------------------------------


def _key(words: str) -> str:
    """Words as they are compared: letters and digits only, without the credit at their end."""
    return "".join(c for c in words[: _credit_start(words)].casefold() if c.isalnum())


def _credit_start(words: str, *, pictured: bool = True) -> int:
    """Where the credit at the end of a caption begins; its length where there is none.

    The words of a picture may end in any credit, those of a paragraph only in one that is nothing else.
    """
    last = max(words.rfind("["), words.rfind("("), words.rfind(". ") + 2, 0)
    for begin in (last, words.rfind("(", 0, last), words.rfind("[", 0, last)):
        tail = words[begin:].rstrip(" .") if begin >= 0 else ""
        if tail and any(p.match(tail) for p in patterns("credit") if pictured or p.where == "any"):
            return begin
    return len(words)


def _is_pictured(words: str, pictured: set[str]) -> bool:
    """Whether a paragraph prints the words of a picture again, perhaps where one of the two was cut short."""
    if not pictured or len(words) > limit("layout", "caption"):
        return False
    key, least = _key(words), limit("layout", "caption_prefix")
    return key in pictured or (
        len(key) >= least
        and any(len(p) >= least and (p.startswith(key) or key.startswith(p)) for p in pictured)
    )


def _is_captioned(words: str, *, is_last: bool) -> bool:
    """Whether a paragraph ends in a credit, as a caption does; an agency's mark at the very end is none."""
    if is_last or len(words) > limit("layout", "caption"):
        return False
    return limit("layout", "caption_shortest") <= _credit_start(words, pictured=False) < len(words)


def _around_pictures(text: str, span: Span) -> list[Section]:
    """The captions of the pictures in a paragraph, and the words between them as body."""
    sections: list[Section] = []
    done = span.start
    for image in IMAGE.finditer(text, *span):
        sections += _stripped("body", text, Span(done, image.start()))
        sections += _caption(text, Span(*image.span("alt")))
        done = image.end()
    return sections + _stripped("body", text, Span(done, span.end))


def _caption(text: str, span: Span) -> list[Section]:
    """A caption, with its day and credit, and the credit as a section of its own."""
    words = text[span.start : span.end]
    begin = span.start + _credit_start(words)
    credits_ = _stripped("credit", text, Span(begin, span.end))
    name = OUTER.sub("", text[credits_[0].span.start : credits_[0].span.end]) if credits_ else None
    captions = [
        replace(s, date=_stated_in(words), credit=name)
        for s in _stripped("caption", text, Span(span.start, begin))
    ]
    return captions + credits_


def _stated_in(words: str) -> str | None:
    """The ISO day of a caption: the first after "on", else the first."""
    days = [
        (STATED_ON.search(words[: m.start()]) is None, day_of(m.group()))
        for m in written_day().finditer(words)
    ]
    known = [(later, day) for later, day in days if day]
    return min(known, key=lambda d: d[0])[1].isoformat() if known else None


def _stripped(kind: SectionKind, text: str, span: Span) -> list[Section]:
    """A section without the white space around it; none where nothing else is there."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return [Section(kind, Span(start, end))] if start < end else []


def _without_repeats(text: str, sections: Sequence[Section]) -> list[Section]:
    """The sections, with captions and credits that print an earlier one again pointing at it."""
    first: dict[str, int] = {}
    marked: list[Section] = []
    for index, section in enumerate(sections):
        if section.kind == "caption":
            key = _key(text[section.span.start : section.span.end])
            earlier = first.setdefault(key, index)
            if earlier == index:
                earlier = next((i for k, i in first.items() if i != index and _is_pictured_as(k, key)), index)
            if earlier != index:
                section = replace(section, duplicate_of=earlier)  # noqa: PLW2901 (its marked twin)
        elif (
            section.kind == "credit"
            and marked
            and marked[-1].duplicate_of is not None
            and marked[-1].kind == "caption"
        ):
            twin = marked[-1].duplicate_of + 1
            if twin < len(marked) and marked[twin].kind == "credit":
                section = replace(section, duplicate_of=twin)  # noqa: PLW2901
        marked.append(section)
    return marked


def _is_pictured_as(one: str, other: str) -> bool:
    least = limit("layout", "caption_prefix")
    return min(len(one), len(other)) >= least and (one.startswith(other) or other.startswith(one))
