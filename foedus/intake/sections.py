"""The labelled parts of a text: headline, byline, body, captions, credits, boilerplate, provenance.

Sections never overlap, stand in the order of the text, and hold every word of it but the markup and address
of a Markdown picture. Nothing is cut; a label only says what the words are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from foedus.intake.data import Where, limit, patterns
from foedus.intake.layout import IMAGE, is_adjacent, paragraphs
from foedus.intake.options import NO_FACTS, Facts
from foedus.intake.published import day_of, stated_day, written_day
from foedus.records import Provenance, Section, SectionKind, Span

HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
MARK = re.compile(r"[#*_>\s]*")
STATED_ON = re.compile(r"\bon\s+$")
STOPPED = re.compile(r"[.…][\"'”’)]*$")
SENTENCE_BREAK = re.compile(r"[a-z0-9)”\"'’][.!?][”\"'’)]?\s+[A-Z“\"]")
EARLY: frozenset[Where] = frozenset({"any", "edge"})
OUTER = re.compile(r"^[\[(]\s*|\s*[\])]$")


@dataclass(frozen=True, slots=True)
class Layout:
    """The sections of a text, and what its own last lines say of how it came to be."""

    sections: tuple[Section, ...]
    provenance: Provenance | None


def lay_out(text: str, facts: Facts = NO_FACTS) -> Layout:
    """Label every part of a text. `facts.headline` and `facts.byline` name words that may stand in it."""
    parts = paragraphs(text)
    pictured = Captions()
    for image in IMAGE.finditer(text):
        pictured.add(_key(image["alt"]), 0)
    sections: list[Section] = []
    provenance: Provenance | None = None
    headline = _headline(text, parts, facts)
    links = False
    for index, span in enumerate(parts):
        words = text[span.start : span.end]
        place = _place(index, len(parts))
        kind, heads_links = _line_kind(words, place, facts)
        if "![" in words and IMAGE.search(words):
            sections += _around_pictures(text, span)
        elif span == headline or (sections and _is_second_deck(text, sections[-1], span)):
            mark = HEADING.match(words)
            sections.append(Section("headline", Span(span.start + (mark.end() if mark else 0), span.end)))
        elif len(words) <= limit("layout", "caption") and pictured.find(_key(words)) is not None:
            sections += _caption(text, span)
        elif stated := _provenance(words, span, place):
            provenance = provenance or stated
            sections.append(Section("provenance", span))
        elif kind:
            sections.append(Section(kind, span))
        elif (
            links
            and "end" in place
            and not STOPPED.search(words)
            and len(words) <= limit("layout", "headline")
        ):
            sections.append(Section("boilerplate", span))
            continue
        elif _is_captioned(words, is_last=index == len(parts) - 1):
            sections += _caption(text, span)
        else:
            sections.append(Section("body", span))
        links = heads_links
    return Layout(tuple(_without_repeats(text, sections)), provenance)


def _place(index: int, count: int) -> frozenset[Where]:
    """The places where a paragraph stands, as patterns name them."""
    if count - index <= limit("layout", "edge_end"):
        return frozenset({"any", "edge", "end"})
    return frozenset({"any", "edge"} if index < limit("layout", "edge_start") else {"any"})


def _line_kind(words: str, place: frozenset[Where], facts: Facts) -> tuple[SectionKind | None, bool]:
    """What a short paragraph is by its own words, if it isn't the body, and whether links follow it."""
    if len(words) > limit("layout", "line"):
        return None, False
    if facts.byline and words == facts.byline:
        return "byline", False
    if "edge" in place and stated_day(words, alone=True):
        return "boilerplate", False
    bare = MARK.sub("", words, count=1).rstrip("*_ ") or words
    if any(p.where in place and p.match(bare) for p in patterns("byline")):
        return "byline", False
    found = next((p for p in patterns("boilerplate") if p.where in place and p.match(bare)), None)
    if found:
        return "boilerplate", found.links
    is_credit = any(p.where != "picture" and p.match(bare) for p in patterns("credit"))
    return ("credit" if is_credit else None), False


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
    """The paragraph that is the headline: the one that is known to be, or an early one that looks like one.

    Marks of the page and of its day may stand above it; a `#` before it is markup and no part of it.
    """
    early = parts[: int(limit("layout", "edge_start"))]
    wanted = _key(facts.headline) if facts.headline else ""
    known = next((s for s in early if wanted and _key(text[s.start : s.end]) == wanted), None)
    if known:
        return known
    for span, following in pairwise(parts[: len(early) + 1]):
        words = text[span.start : span.end]
        if _line_kind(words, EARLY, facts)[0] is None:
            return span if _is_headline(text, span, following) else None
    return None


def _is_headline(text: str, first: Span, second: Span) -> bool:
    words = text[first.start : first.end]
    if len(words) > limit("layout", "headline") or words.startswith("!["):
        return False
    if HEADING.match(words) or words.endswith(";"):
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


@dataclass(frozen=True, slots=True)
class Captions:
    """Captions by their words: those that print the same, or of which one was cut short."""

    exact: dict[str, int] = field(default_factory=dict)
    begun: dict[str, tuple[str, int]] = field(default_factory=dict)

    def add(self, key: str, index: int) -> None:
        """Keep the first that has these words."""
        if key:
            self.exact.setdefault(key, index)
            self.begun.setdefault(key[: _prefix()], (key, index))

    def find(self, key: str) -> int | None:
        """The index of the caption with these words; None if there is none."""
        if key in self.exact or len(key) < _prefix():
            return self.exact.get(key)
        twin, index = self.begun.get(key[: _prefix()], ("", 0))
        return index if twin and (twin.startswith(key) or key.startswith(twin)) else None


def _prefix() -> int:
    return int(limit("layout", "caption_prefix"))


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
    captions = Captions()
    marked: list[Section] = []
    for index, section in enumerate(sections):
        earlier: int | None = None
        if section.kind == "caption":
            key = _key(text[section.span.start : section.span.end])
            earlier = captions.find(key)
            captions.add(key, index)
        elif section.kind == "credit" and marked and marked[-1].kind == "caption":
            earlier = _after(marked, marked[-1].duplicate_of)
        marked.append(replace(section, duplicate_of=earlier))
    return marked


def _after(marked: Sequence[Section], caption: int | None) -> int | None:
    """The index of the credit that stands right after a caption."""
    return caption + 1 if caption is not None and marked[caption + 1].kind == "credit" else None
