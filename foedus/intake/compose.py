"""Text and facts -> a Dispatch: its sections, language, outlet and day of publication."""

from __future__ import annotations

import re
from datetime import date

from foedus.errors import BrokenText, EmptyInput, TooLarge
from foedus.intake.data import limit, table
from foedus.intake.language import language_of
from foedus.intake.layout import IMAGE, paragraphs
from foedus.intake.options import Facts, Options
from foedus.intake.published import addressed_day, stated_day
from foedus.intake.sections import lay_out
from foedus.records import Dispatch, Provenance, PublishedBasis, Section, SectionKind, Words


def compose(text: str, facts: Facts, *, id: str, options: Options) -> Dispatch:  # noqa: A002 (the contract's word)
    """The dispatch of a text, unchanged, and what is known about it.

    Raises EmptyInput (D001), TooLarge (D007), BrokenText (D012).
    """
    _check(text)
    layout = lay_out(text, facts)
    published, basis = _published(text, facts, options)
    return Dispatch(
        id=id,
        text=text,
        sections=layout.sections,
        language=options.language or facts.language or language_of(text),
        headline=_first("headline", text, layout.sections),
        byline=_first("byline", text, layout.sections),
        outlet=options.outlet or facts.outlet or _editing_outlet(layout.provenance),
        url=facts.url,
        published=published,
        published_basis=basis,
        provenance=layout.provenance,
        extractor=facts.extractor,
    )


def _check(text: str) -> None:
    most = int(limit("size", "text"))
    if len(text) > most:
        raise TooLarge(what="This text", most=f"{most:,} characters")
    if not text.strip("\ufeff \t\r\n\v\f\x85\xa0\u2028\u2029\u3000"):
        raise EmptyInput
    if (at := text.find("\0")) >= 0:
        raise BrokenText(what="a zero", at=at)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BrokenText(what="half of a surrogate pair", at=error.start) from error


def _first(kind: SectionKind, text: str, sections: tuple[Section, ...]) -> Words | None:
    span = next((s.span for s in sections if s.kind == kind), None)
    return Words(text[span.start : span.end], span) if span else None


def _editing_outlet(provenance: Provenance | None) -> str | None:
    """The outlet whose staff edited a translation, as the provenance line names it."""
    editor = provenance.edited_by if provenance else None
    if not editor:
        return None
    found = re.fullmatch(table("parts")["editing_outlet"], editor)
    return found[1] if found else None


def _published(text: str, facts: Facts, options: Options) -> tuple[date | None, PublishedBasis]:
    """The day of publication and its basis: given, from the page, from the text, from dated addresses."""
    if options.published:
        return options.published, "given"
    if facts.published:
        return facts.published, facts.basis
    parts = paragraphs(text)
    edge = int(limit("layout", "edge_start"))
    for span in [*parts[:edge], *parts[edge:][-edge:]]:
        if day := stated_day(text[span.start : span.end]):
            return day, "text"
    if facts.url and (day := addressed_day(facts.url)):
        return day, "url"
    days = [day for image in IMAGE.finditer(text) if (day := addressed_day(image["url"]))]
    return (max(days), "url") if days else (None, "unknown")
