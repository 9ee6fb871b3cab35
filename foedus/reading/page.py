"""One dispatch on the reader's table: what each step adds, the later steps may use.

A step is a function `step(page) -> None` that fills one field of the page and leaves the others alone, as
a spaCy component does with its `Doc`. `reader.py` lists the steps in their order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from foedus.records import (
    Actor,
    Attribution,
    Auxiliary,
    Certainty,
    DateBasis,
    Dispatch,
    Pass,
    Place,
    Quantity,
    SectionKind,
    Span,
    Time,
    Words,
)


def in_sentence(token: Token) -> Span:
    """Where a token stands in its sentence's text."""
    start = token.idx - token.sent.start_char
    return Span(start, start + len(token))


@dataclass(slots=True)
class Passage:
    """One section's words, parsed. `start` is where the parsed text stands in the dispatch's text."""

    section: int
    """Index into `Dispatch.sections`."""
    kind: SectionKind
    start: int
    doc: Doc
    text: str = field(init=False)
    """The doc's own, which spaCy would put together anew each time."""

    def __post_init__(self) -> None:
        self.text = self.doc.text

    @property
    def end(self) -> int:
        """Where the parsed text ends in the dispatch's text."""
        return self.start + len(self.text)

    def span(self, tokens: Tokens | Token | Doc) -> Span:
        """Where tokens of this passage stand in the dispatch, by the tokenizer's offsets."""
        if isinstance(tokens, Token):
            return Span(self.start + tokens.idx, self.start + tokens.idx + len(tokens.text))
        if isinstance(tokens, Doc):
            return Span(self.start, self.start + len(tokens.text))
        return Span(self.start + tokens.start_char, self.start + tokens.end_char)

    def tokens(self, span: Span) -> Tokens | None:
        """The tokens at a span of the dispatch, widened to whole tokens; None if it lies elsewhere."""
        return self.doc.char_span(span.start - self.start, span.end - self.start, alignment_mode="expand")


@dataclass(slots=True)
class Mention:
    """Words that mean one or more actors ("the two leaders" means two).

    `first` and `last` are token indices in the passage's doc, `last` outside; `head` the token that the
    parse attaches the mention by.
    """

    passage: int
    first: int
    last: int
    head: int
    actors: tuple[Actor, ...]
    is_tentative: bool = False
    """Whether it counts only if its state is found: "the army", "parliament"."""


@dataclass(slots=True)
class Candidate:
    """A predicate on its way to becoming a record: each step decides a part, or says why it is none."""

    passage: int
    token: Token
    """The head of the predicate."""
    words: Tokens
    """All words of the predicate."""
    event: str
    mode: str | None
    rule: str
    """Id of the rule that found it."""
    probability: float
    actor: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    auxiliary: tuple[Auxiliary, ...] = ()
    said: float | None = None
    """How certain the relation model holds it, -3 to 3; None where it was not asked."""
    certainty: Certainty | None = None
    date: Time | None = None
    date_basis: DateBasis | None = None
    place: Place | None = None
    quantity: Quantity | None = None
    context: tuple[str, ...] = ()
    attribution: tuple[Attribution, ...] = ()
    others: tuple[tuple[Tokens, str], ...] = ()
    """Words and ids of other rules that fit, the one that asks for most first, for want of a side."""
    model: str = ""
    """Version of the relation model that weighed it; "" where none did."""
    is_echo: bool = False
    """Whether it only points to an act named before ("the deployment"): a record where it is dated anew."""
    dropped: Pass | None = None
    """Why it became no record."""
    notes: list[str] = field(default_factory=list)
    """What each step decided, for `foedus why`."""


@dataclass(slots=True)
class Page:
    """One dispatch on the reader's table."""

    dispatch: Dispatch
    passages: list[Passage] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)

    def words(self, span: Span) -> Words:
        """The dispatch's words at a span."""
        return self.dispatch.words(span)

    def sentences(self) -> Iterator[tuple[int, Tokens, list[Mention]]]:
        """Sentences with mentions, in the order of the text: the passage's number, tokens, mentions."""
        found: dict[tuple[int, int], list[Mention]] = {}
        for mention in self.mentions:
            sent = self.passages[mention.passage].doc[mention.head].sent
            found.setdefault((mention.passage, sent.start), []).append(mention)
        for passage, start in sorted(found):
            yield passage, self.passages[passage].doc[start].sent, found[passage, start]
