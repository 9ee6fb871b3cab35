"""The relation model's say: which candidates it doubts, retypes or drops, and acts that no rule finds.

The lexicon finds words; the model has read who does what to whom around them. Where the two agree, the record
is surer; where the model is sure that no act relates the sides, the candidate is dropped; where it is sure of
another type, that type holds. Numbers stand in `data/reading/judging.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from foedus.reading import grammar
from foedus.reading.coreference import UNNAMED
from foedus.reading.page import Candidate, Mention, Page
from foedus.reading.relations import Judgement, judge
from foedus.records import Span

Sentence = tuple[int, int]
"""A sentence of a page: index of its passage, index of its first token."""


@dataclass(slots=True)
class Question:
    """What the model is asked about one sentence: its sides, and pairs of them."""

    sent: Tokens
    sides: list[Span] = field(default_factory=list)
    pairs: list[tuple[int | None, int | None]] = field(default_factory=list)
    about: list[Candidate | tuple[Mention, Mention]] = field(default_factory=list)

    def side(self, span: Span) -> int:
        """The place of a side in the list, put there if it is new."""
        if span not in self.sides:
            self.sides.append(span)
        return self.sides.index(span)


@cache
def settings() -> dict[str, Any]:
    """`data/reading/judging.toml`."""
    return tomllib.loads((files("foedus") / "data/reading/judging.toml").read_text("utf-8"))


def find(page: Page) -> None:
    """Weigh every live candidate with the model, and propose what only the model sees."""
    questions = _questions(page)
    asked = [(q.sent.text, q.sides, q.pairs) for q in questions]
    for question, judgements in zip(questions, judge().weigh_many(asked), strict=True):
        for about, judgement in zip(question.about, judgements, strict=True):
            if isinstance(about, Candidate):
                _weigh(about, judgement)
            else:
                _propose(page, about, judgement)
    page.candidates.sort(key=lambda c: (c.passage, c.token.i))


def _questions(page: Page) -> list[Question]:
    """One question a sentence that has a candidate, or two named sides."""
    found: dict[Sentence, Question] = {}
    for candidate in page.candidates:
        if candidate.dropped is None:
            _ask(page, found, candidate)
    for first, second in _unrelated(page):
        question = _at(found, first.passage, page.passages[first.passage].doc[first.head])
        start = page.passages[first.passage].start + question.sent.start_char
        pair = tuple(question.side(_inside(m.actors[0].span, start)) for m in (first, second))
        question.pairs.append((pair[0], pair[1]))
        question.about.append((first, second))
    return list(found.values())


def _at(found: dict[Sentence, Question], passage: int, token: Token) -> Question:
    return found.setdefault((passage, token.sent.start), Question(token.sent))


def _inside(span: Span, start: int) -> Span:
    return Span(span.start - start, span.end - start)


def _ask(page: Page, found: dict[Sentence, Question], candidate: Candidate) -> None:
    """Ask about a candidate's first sides, as far as they stand in its sentence."""
    question = _at(found, candidate.passage, candidate.token)
    start = page.passages[candidate.passage].start + question.sent.start_char
    whole = Span(start, start + len(question.sent.text))
    is_mutual = not candidate.recipient and len(candidate.actor) > 1
    sides = candidate.actor[:2] if is_mutual else (*candidate.actor[:1], *candidate.recipient[:1])
    wanted = [actor.span for actor in sides]
    if not candidate.actor or not all(whole.covers(span) for span in wanted):
        return
    places = [question.side(_inside(span, start)) for span in wanted]
    question.pairs.append((places[0], places[1] if len(places) > 1 else None))
    question.about.append(candidate)


def _weigh(candidate: Candidate, judgement: Judgement) -> None:
    """Take the model's word where it is sure, and both words' probability."""
    known = settings()
    mine = judgement.types[candidate.event]
    candidate.model = str(judge().card["version"])
    candidate.notes.append(f"model: {judgement.event} {judgement.probability:.2f}, none {judgement.none:.2f}")
    if judgement.none > known["drop"]["none"] and candidate.probability < known["drop"]["rule"]:
        candidate.dropped = "no-act"
        return
    if judgement.probability > known["retype"]["model"] and mine < known["retype"]["rule"]:
        candidate.event, candidate.mode = judgement.event, judgement.mode_of(judgement.event)
        mine = judgement.probability
    share = known["share"]
    candidate.probability = (1 - share) * candidate.probability + share * mine


def _unrelated(page: Page) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of named sides of different states in a sentence, in both orders, that no candidate relates."""
    related: dict[Sentence, set[frozenset[Span]]] = {}
    for candidate in page.candidates:
        if candidate.dropped is None:
            key = (candidate.passage, candidate.token.sent.start)
            spans = [a.span for a in (*candidate.actor, *candidate.recipient)]
            related.setdefault(key, set()).update(frozenset((a, b)) for a in spans for b in spans)
    by_sentence: dict[Sentence, list[Mention]] = {}
    for mention in page.mentions:
        actor = mention.actors[0]
        if actor.country and actor.basis != UNNAMED and len(mention.actors) == 1:
            head = page.passages[mention.passage].doc[mention.head]
            by_sentence.setdefault((mention.passage, head.sent.start), []).append(mention)
    for key, mentions in by_sentence.items():
        if not 2 <= len(mentions) <= settings()["propose"]["most_sides"]:
            continue
        held = related.get(key, set())
        for first in mentions:
            for second in mentions:
                one, two = first.actors[0], second.actors[0]
                if one.country != two.country and frozenset((one.span, two.span)) not in held:
                    yield first, second


def _propose(page: Page, sides: tuple[Mention, Mention], judgement: Judgement) -> None:
    """Record what no rule finds, where the model is very sure and the parse joins the sides by a verb."""
    known = settings()["propose"]
    first, second = sides
    if judgement.probability < known["model"]:
        return
    doc = page.passages[first.passage].doc
    joint = _joint(doc[first.head], doc[second.head])
    if joint is None or any(c.token == joint and c.passage == first.passage for c in page.candidates):
        return
    event = judgement.event
    page.candidates.append(
        Candidate(
            passage=first.passage,
            token=joint,
            words=doc[joint.i : joint.i + 1],
            event=event,
            mode=judgement.mode_of(event),
            rule="",
            probability=judgement.probability,
            model=str(judge().card["version"]),
            actor=first.actors,
            recipient=second.actors,
        )
    )


def _joint(first: Token, second: Token) -> Token | None:
    """The verb that governs both: under which the parse joins two sides."""
    above = [first, *first.ancestors]
    for token in (second, *second.ancestors):
        if token in above:
            return token if grammar.is_verb(token) else None
    return None
