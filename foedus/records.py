"""Read me first: what Foedus reads and what it keeps.

    a file, a feed, a page ──intake──▶ Dispatch ──reading──▶ Reading
                                          │                    │
                                       Section            Sentence ── a Pass, or
                                                          Record ── actor, recipient, predicate,
                                                                    date, place, quantity,
                                                                    attribution, certainty

A **Dispatch** is one article as it came: its text unchanged, its parts labelled. A **Record** is one
act by one side toward another, with the words that carry it. A sentence that gives no record carries a
**Pass** that names why. Every span is `[start, end)` in Unicode code points of `Dispatch.text`, and
`text[start:end]` is what it says. Nothing here knows how the reading is done.

JSON shapes are those of the public contract; `as_dict` of each class makes them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from typing import Any, Literal, NamedTuple

Json = dict[str, Any]

SectionKind = Literal["headline", "byline", "body", "caption", "credit", "boilerplate", "provenance"]
PublishedBasis = Literal["given", "page", "text", "url", "unknown"]
AttributionKind = Literal["direct", "indirect"]
Auxiliary = Literal["negation", "future", "hypothetical", "historical"]
DateBasis = Literal["stated", "inherited"]

Pass = Literal[
    "boilerplate",  # not part of the report: comment boxes, bylines, credits, counters
    "repeated",  # the same words, or the same act, stand earlier in the dispatch
    "no-actor",  # a political act, but no side that is named or can be resolved
    "no-act",  # sides are named, nothing is done
    "statement-only",  # somebody says something that is no act: the attribution keeps it
    "no-politics",  # neither a side nor an act
    "unread",  # a language that this reading does not know
]
"""Why a sentence gave no record."""


class Span(NamedTuple):
    """`[start, end)` in Unicode code points of the dispatch's text."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class Shape:
    """What leaves the program as JSON: every field under its own name, spans as lists, days as ISO."""

    __slots__ = ()

    def as_dict(self) -> Json:
        """The contract's shape."""
        names: dict[str, object] = getattr(type(self), "__dataclass_fields__", {})
        return {name: _plain(getattr(self, name)) for name in names}


@dataclass(frozen=True, slots=True)
class Words(Shape):
    """Words of the dispatch and where they stand."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Section(Shape):
    """One labelled part of a dispatch, in the order of the text.

    `date` (ISO day) and `credit` are a caption's own; `duplicate_of` is the index of the section that
    prints the same words first.
    """

    kind: SectionKind
    span: Span
    date: str | None = None
    credit: str | None = None
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Provenance(Shape):
    """How the text came to be, as its own last lines say it."""

    span: Span
    original_outlet: str | None = None
    translated_by: str | None = None
    edited_by: str | None = None


@dataclass(frozen=True, slots=True)
class Dispatch(Shape):
    """One article as it came, with its parts labelled. Nothing is cut from `text`."""

    id: str
    text: str
    sections: tuple[Section, ...] = ()
    language: str | None = None
    """ISO 639-1, or None where unknown."""
    headline: Words | None = None
    byline: Words | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    published_basis: PublishedBasis = "unknown"
    provenance: Provenance | None = None
    extractor: str | None = None
    """What drew the text out of a page, with its version; None where the text is the input itself."""

    @property
    def digest(self) -> str:
        """`sha256:` and the hex digest of the text as UTF-8."""
        return "sha256:" + hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def words(self, span: Span) -> Words:
        """The words that stand at `span`."""
        return Words(self.text[span.start : span.end], span)

    def as_dict(self) -> Json:
        """The contract's shape: the fields and the digest."""
        given = Shape.as_dict(self)
        return {"id": given.pop("id"), "digest": self.digest, **given}


@dataclass(frozen=True, slots=True)
class Actor(Shape):
    """One member of a side, or a speaker: its words, and who that is.

    `country` is ISO 3166 alpha-3 or one of PLOVER's IGO, UNO, EUR, NGO, ISM, IMG, MNC; `sector` a PLOVER
    sector; `basis` says how the words led there ("capital for government", "office holder", "pronoun").
    `role` and `organisation` are a speaker's own, as the text gives them.
    """

    text: str
    span: Span
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    person: str | None = None
    office: str | None = None
    basis: str | None = None
    role: str | None = None
    organisation: str | None = None

    def at(self, words: Words, *, basis: str | None = None) -> Actor:
        """The same actor, meant by other words."""
        return replace(self, text=words.text, span=words.span, basis=basis or self.basis)

    @property
    def key(self) -> str:
        """What makes two mentions the same side: the state and sector, or the name."""
        bloc = self.country in {None, "IGO", "NGO", "ISM", "IMG", "MNC"}
        return (self.name or self.text) if bloc else f"{self.country}/{self.sector or 'GOV'}"

    def as_dict(self) -> Json:
        """The shape of a side, without what only a speaker has."""
        given = Shape.as_dict(self)
        del given["role"], given["organisation"]
        return given

    def as_source(self) -> Json:
        """The shape of a speaker: with role and organisation."""
        return Shape.as_dict(self)


@dataclass(frozen=True, slots=True)
class Attribution(Shape):
    """Who says what: source, cue and content as exact, possibly discontinuous, spans.

    `speaker` is the source resolved through the dispatch ("Park" as the Park Won-gon named before);
    `via` the outlet that carried it, if another one. Where the text names nobody ("is expected to",
    "reportedly"), `source` is empty and `speaker` None: no record rests on such a claim.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: AttributionKind
    via: str | None = None
    speaker: Actor | None = None

    def as_dict(self) -> Json:
        """The shape in a dispatch's list of attributions."""
        return {**Shape.as_dict(self), "speaker": self.speaker.as_source() if self.speaker else None}

    def in_record(self, dispatch: Dispatch) -> Json:
        """The shape in a record's chain of attributions."""
        cue = Span(self.cue[0].start, self.cue[-1].end) if self.cue else None
        return {
            "source": self.speaker.as_source() if self.speaker else None,
            "cue": dispatch.words(cue).as_dict() if cue else None,
            "content": [list(s) for s in self.content],
            "kind": self.kind,
            "via": self.via,
        }


@dataclass(frozen=True, slots=True)
class Time(Shape):
    """A TIMEX3 of the text and the days it means.

    `type` and `value` follow TIMEX3 (DATE, TIME, DURATION, SET; "2024-06"). `start` and `end` are the
    first and last day meant, both inside; None is an open or unknown end. `grain` is day, week, month,
    quarter, season, half, year, decade, century, or None.
    """

    text: str
    span: Span
    type: str
    value: str | None
    start: date | None = None
    end: date | None = None
    grain: str | None = None

    def as_date(self, basis: DateBasis) -> Json:
        """The shape of a record's date."""
        given = self.as_dict()
        return {k: given[k] for k in ("text", "span", "start", "end", "grain")} | {"basis": basis}


@dataclass(frozen=True, slots=True)
class Place(Shape):
    """A named place: `lat` and `lon` in decimal degrees, `country` alpha-3; None where unresolved."""

    text: str
    span: Span
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Quantity(Shape):
    """A number that belongs to an act. `unit` is what is counted, as the text names it."""

    text: str
    span: Span
    value: float
    unit: str | None = None
    approximate: bool = False

    def as_dict(self) -> Json:
        """The contract's shape: a whole number is printed as one."""
        whole = int(self.value) if float(self.value).is_integer() else self.value
        return {**Shape.as_dict(self), "value": whole}


@dataclass(frozen=True, slots=True)
class Certainty(Shape):
    """How certainly the text holds that the act happened, on FactBank's scale: -3 (certainly not) … 3."""

    value: float
    basis: str


@dataclass(frozen=True, slots=True)
class Record:
    """One act by one side toward another, and the words that carry it.

    `event`, `mode`, `context`, `quad` and `score` are PLOVER's. Meetings and mutual agreements hold every
    party in `actor`. `attribution` is outermost first, empty in the outlet's own voice.
    """

    event: str
    mode: str | None
    quad: str
    score: float
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    predicate: Words
    sentence: Words
    section: SectionKind
    certainty: Certainty
    probability: float
    found_by: str
    context: tuple[str, ...] = ()
    auxiliary: tuple[Auxiliary, ...] = ()
    date: Time | None = None
    date_basis: DateBasis | None = None
    place: Place | None = None
    quantity: Quantity | None = None
    attribution: tuple[Attribution, ...] = ()

    def id(self, digest: str) -> str:
        """`v1-` and twenty hex digits, from what makes it this claim: dispatch, words, type, sides, modes.

        `v1` names the recipe; another recipe will get another number, and old ids stay readable.
        """
        sides = [f"{a.span.start}:{a.span.end}:{a.key}" for a in (*self.actor, *self.recipient)]
        parts = [digest, str(self.predicate.span), self.event, self.mode or "", *sides, *self.auxiliary]
        return "v1-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]

    def as_dict(self, dispatch: Dispatch, *, digest: str | None = None) -> Json:
        """The contract's shape; `digest` of the dispatch, where the caller has it already."""
        return {
            "id": self.id(digest or dispatch.digest),
            "event": self.event,
            "mode": self.mode,
            "context": list(self.context),
            "quad": self.quad,
            "score": self.score,
            "auxiliary": list(self.auxiliary),
            "certainty": self.certainty.as_dict(),
            "actor": [a.as_dict() for a in self.actor],
            "recipient": [a.as_dict() for a in self.recipient],
            "predicate": self.predicate.as_dict(),
            "sentence": self.sentence.as_dict(),
            "section": self.section,
            "date": self.date.as_date(self.date_basis or "stated") if self.date else None,
            "place": _plain(self.place),
            "quantity": _plain(self.quantity),
            "attribution": [a.in_record(dispatch) for a in self.attribution],
            "probability": round(self.probability, 3),
            "found_by": self.found_by,
        }


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it stands, the index of its section, and why it gave no record, if it gave none."""

    span: Span
    section: int
    reason: Pass | None = None

    def as_dict(self) -> Json:
        return {"span": list(self.span), "section": self.section, "pass": self.reason}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one version of Foedus read in one dispatch."""

    dispatch: Dispatch
    sentences: tuple[Sentence, ...] = ()
    records: tuple[Record, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    agreements: tuple[Shape, ...] = ()
    """What the dispatch says of agreements, beside the book (`analysis.finding.Claim`)."""
    findings: tuple[Shape, ...] = ()
    """What follows from the records (`analysis.finding.Finding`)."""
    foedus: str = ""
    model: str = ""
    """The language pipeline, with its version."""
    rules: str = ""
    """`sha256:` and the digest of every data file that the reading used."""

    def _repr_html_(self) -> str:
        """How Jupyter shows it: the dispatch, marked (`exports.page.framed`)."""
        drawn: str = import_module("foedus.exports.page").framed(self)
        return drawn

    def as_dict(self) -> Json:
        given = self.dispatch.as_dict()
        return {
            **given,
            "sentences": [s.as_dict() for s in self.sentences],
            "records": [r.as_dict(self.dispatch, digest=given["digest"]) for r in self.records],
            "attributions": [a.as_dict() for a in self.attributions],
            "times": [t.as_dict() for t in self.times],
            "places": [p.as_dict() for p in self.places],
            "actors": [a.as_dict() for a in self.actors],
            "agreements": [a.as_dict() for a in self.agreements],
            "findings": [f.as_dict() for f in self.findings],
            "foedus": self.foedus,
            "model": self.model,
            "rules": self.rules,
        }


def _plain(value: object) -> object:
    """A value as JSON holds it: a span is a list of two, a day an ISO string."""
    if isinstance(value, Shape):
        return value.as_dict()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
