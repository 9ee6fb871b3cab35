"""Readings made by hand for the tests of outputs: every span comes from the words' own place in the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from foedus.ontology import plover
from foedus.records import (
    Actor,
    Attribution,
    Certainty,
    Dispatch,
    Place,
    Provenance,
    Quantity,
    Reading,
    Record,
    Section,
    SectionKind,
    Sentence,
    Span,
    Time,
    Words,
)

PARAGRAPHS: tuple[tuple[SectionKind, str], ...] = (
    ("headline", "Lisbon and Rabat reopen talks over fishing grounds"),
    ("byline", "By a staff writer"),
    (
        "body",
        (
            "On March 4, Portuguese Foreign Minister Ana Prado visited Rabat and signed a fisheries "
            "agreement with Morocco. Spain did not send an observer to the talks."
        ),
    ),
    (
        "caption",
        "Ministers shake hands in Rabat on March 4, 2026. [PHOTO AGENCY]",
    ),
    (
        "body",
        (
            "“If Morocco closes the ports, Lisbon could impose sanctions,” Carlos Reis, a fellow at the "
            "Atlantic Policy Centre, told the Evening Post. Portugal is expected to deliver 12 patrol boats "
            "in June."
        ),
    ),
    ("body", "In 1999, Morocco detained 40 Portuguese fishermen."),
    ("provenance", "Translated from the Diário do Sul using machine translation and edited by staff."),
    ("boilerplate", "To comment, please log in."),
)


def dispatch(
    paragraphs: tuple[tuple[SectionKind, str], ...] = PARAGRAPHS, *, name: str = "lisbon-2026-03-06"
) -> Dispatch:
    """A dispatch whose sections are `paragraphs`, one a line."""
    sections: list[Section] = []
    text = ""
    for kind, words in paragraphs:
        sections.append(Section(kind, Span(len(text), len(text) + len(words))))
        text += words + "\n"
    found = {s.kind: s.span for s in sections}
    made = Dispatch(
        id=name,
        text=text,
        sections=tuple(sections),
        language="en",
        outlet="Daily Courier",
        published=date(2026, 3, 6),
        published_basis="given",
    )
    if "headline" in found:
        made = replace(made, headline=made.words(found["headline"]))
    if "byline" in found:
        made = replace(made, byline=made.words(found["byline"]))
    if "provenance" in found:
        made = replace(
            made,
            provenance=Provenance(found["provenance"], "Diário do Sul", "machine translation", "staff"),
        )
    return made


def words(of: Dispatch, text: str, *, after: str = "") -> Words:
    """The first place of `text` in the dispatch, at or after the place of `after`."""
    start = of.text.index(text, of.text.index(after) if after else 0)
    return Words(text, Span(start, start + len(text)))


def actor(of: Dispatch, text: str, name: str, country: str | None, *, after: str = "") -> Actor:
    """A government named by `text`."""
    found = words(of, text, after=after)
    return Actor(found.text, found.span, name=name, country=country, sector="GOV", basis="name of state")


def record(of: Dispatch, event: str, predicate: str, **fields: object) -> Record:
    """A record by its type and the words that carry it; `fields` replace what stands in it otherwise."""
    found = words(of, predicate, after=str(fields.pop("after", "")))
    section = next(s for s in of.sections if s.span.covers(found.span))
    before = of.text.rfind(". ", section.span.start, found.span.start)
    start = before + 2 if before >= 0 else section.span.start
    stop = of.text.find(". ", found.span.end, section.span.end)
    sentence = of.words(Span(start, stop + 1 if stop > 0 else section.span.end))
    mode = fields.get("mode")
    made = Record(
        event=event,
        mode=None,
        quad=plover().quad(event),
        score=plover().score(event, mode if isinstance(mode, str) else None),
        actor=(),
        recipient=(),
        predicate=found,
        sentence=sentence,
        section=section.kind,
        certainty=Certainty(3.0, "stated as fact"),
        probability=0.9,
        found_by=f"rule {event.lower()}.test",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def reading() -> Reading:
    """A reading with a record of every kind: done, not done, conditional, expected, said, long past."""
    it = dispatch()
    lisbon = actor(it, "Portuguese", "Portugal", "PRT")
    rabat = actor(it, "Rabat", "Morocco", "MAR", after="visited")
    morocco = actor(it, "Morocco", "Morocco", "MAR", after="agreement with")
    march = words(it, "On March 4")
    day = Time(march.text, march.span, "DATE", "2026-03-04", date(2026, 3, 4), date(2026, 3, 4), "day")
    june_words = words(it, "June")
    june = Time("June", june_words.span, "DATE", "2026-06", date(2026, 6, 1), date(2026, 6, 30), "month")
    year_words = words(it, "1999")
    year = Time("1999", year_words.span, "DATE", "1999", date(1999, 1, 1), date(1999, 12, 31), "year")
    boats = words(it, "12 patrol boats")
    fishermen = words(it, "40 Portuguese fishermen")
    source = words(it, "Carlos Reis")
    speaker = Actor(
        source.text,
        source.span,
        name="Carlos Reis",
        person="Carlos Reis",
        role="fellow",
        organisation="Atlantic Policy Centre",
    )
    said = Attribution(
        source=(source.span,),
        cue=(words(it, "told").span,),
        content=(words(it, "“If Morocco closes the ports, Lisbon could impose sanctions,”").span,),
        kind="direct",
        via="Evening Post",
        speaker=speaker,
    )
    place_words = words(it, "Rabat", after="visited")
    place = Place("Rabat", place_words.span, "Rabat", "MAR", 34.0133, -6.8326)
    records = (
        record(
            it,
            "CONSULT",
            "visited",
            mode="visit",
            actor=(lisbon,),
            recipient=(rabat,),
            date=day,
            date_basis="stated",
            place=place,
            context=("diplomatic",),
        ),
        record(
            it,
            "AGREE",
            "signed a fisheries agreement",
            actor=(lisbon, morocco),
            date=day,
            date_basis="inherited",
        ),
        record(
            it,
            "AID",
            "send an observer",
            actor=(actor(it, "Spain", "Spain", "ESP"),),
            auxiliary=("negation",),
            certainty=Certainty(-3.0, "did not"),
        ),
        record(it, "CONSULT", "shake hands", actor=(rabat, lisbon), date=day, date_basis="inherited"),
        record(
            it,
            "SANCTION",
            "impose sanctions",
            actor=(actor(it, "Lisbon", "Portugal", "PRT", after="ports"),),
            recipient=(actor(it, "Morocco", "Morocco", "MAR", after="If"),),
            auxiliary=("hypothetical",),
            certainty=Certainty(1.0, "could"),
            attribution=(said,),
        ),
        record(
            it,
            "AID",
            "deliver",
            actor=(actor(it, "Portugal", "Portugal", "PRT", after="Evening Post"),),
            auxiliary=("future",),
            certainty=Certainty(2.0, "expected"),
            date=june,
            date_basis="stated",
            quantity=Quantity(boats.text, boats.span, 12, "patrol boats"),
        ),
        record(
            it,
            "COERCE",
            "detained",
            mode="arrest",
            actor=(actor(it, "Morocco", "Morocco", "MAR", after="1999"),),
            recipient=(actor(it, "Portuguese", "Portugal", "PRT", after="1999"),),
            auxiliary=("historical",),
            date=year,
            date_basis="stated",
            quantity=Quantity(fishermen.text, fishermen.span, 40, "fishermen"),
        ),
    )
    spans = sorted({r.sentence.span for r in records})
    index = {s.span: i for i, s in enumerate(it.sections)}
    sentences = tuple(
        Sentence(span, next(i for outer, i in index.items() if outer.covers(span))) for span in spans
    )
    sentences = (*sentences, Sentence(it.sections[-1].span, len(it.sections) - 1, "boilerplate"))
    return Reading(
        dispatch=it,
        sentences=sentences,
        records=records,
        attributions=(said,),
        times=(day, june, year),
        places=(place,),
        actors=(lisbon, rabat, speaker),
        foedus="0.1.0",
        model="en_core_web_sm 3.8.0",
        rules="sha256:0",
    )
