"""The relation model's say: which candidates it doubts, retypes or drops, and acts that no rule finds.

The lexicon finds words; the model has read who does what to whom around them. Where the two agree, the record
is surer; where the model is sure that no act relates the sides, the candidate is dropped; where it is sure of
another type, that type holds. Numbers stand in `data/reading/judging.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from foedus.reading import proposing
from foedus.reading.page import Candidate, Page, in_sentence
from foedus.reading.proposing import Pairing
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
    candidates: list[tuple[Candidate, int]] = field(default_factory=list)
    """Each with the place of its pair."""
    pairings: list[tuple[Pairing, int]] = field(default_factory=list)
    acts: list[Candidate] = field(default_factory=list)
    """All of the sentence that are not dropped, with those whose sides stand elsewhere."""

    def side(self, span: Span) -> int:
        """The place of a side in the list, put there if it is new."""
        if span not in self.sides:
            self.sides.append(span)
        return self.sides.index(span)

    def pair(self, actor: Span | None, recipient: Span | None) -> int:
        """The place of a pair in the list, put there if it is new."""
        places = [None if span is None else self.side(span) for span in (actor, recipient)]
        if (pair := (places[0], places[1])) not in self.pairs:
            self.pairs.append(pair)
        return self.pairs.index(pair)


def find(page: Page) -> None:
    """Weigh every live candidate with the model, and propose what only the model sees."""
    questions = _questions(page)
    asked = [(q.sent.text, q.sides, q.pairs) for q in questions]
    for question, found in zip(questions, judge().weigh_many(asked), strict=True):
        for candidate, place in question.candidates:
            _weigh(candidate, found.judgements[place])
        answered = [(pairing, found.judgements[place]) for pairing, place in question.pairings]
        new = proposing.propose(page, question.sent, question.acts, answered)
        page.candidates += new
        for candidate in (*question.acts, *new):
            candidate.said = found.certainty(in_sentence(candidate.token))
    page.candidates.sort(key=lambda c: (c.passage, c.token.i))


def _questions(page: Page) -> list[Question]:
    """One question a sentence that has a candidate, or sides to pair."""
    found: dict[Sentence, Question] = {}
    phrases = {a.span: proposing.phrase(page, m) for m in page.mentions for a in m.actors}
    for candidate in page.candidates:
        if candidate.dropped is None:
            _ask(page, found, candidate, phrases)
    for passage, sent, pairings in proposing.sentences(page):
        question = found.setdefault((passage, sent.start), Question(sent))
        start = page.passages[passage].start + sent.start_char
        for pairing in pairings:
            actor, recipient = (_inside(phrases[m.actors[0].span], start) for m in pairing)
            question.pairings.append((pairing, question.pair(actor, recipient)))
    return list(found.values())


def _at(found: dict[Sentence, Question], passage: int, token: Token) -> Question:
    return found.setdefault((passage, token.sent.start), Question(token.sent))


def _inside(span: Span, start: int) -> Span:
    return Span(span.start - start, span.end - start)


def _ask(
    page: Page, found: dict[Sentence, Question], candidate: Candidate, phrases: dict[Span, Span]
) -> None:
    """Ask about a candidate's first sides, as far as they stand in its sentence."""
    question = _at(found, candidate.passage, candidate.token)
    question.acts.append(candidate)
    start = page.passages[candidate.passage].start + question.sent.start_char
    whole = Span(start, start + len(question.sent.text))
    is_mutual = not candidate.recipient and len(candidate.actor) > 1
    sides = candidate.actor[:2] if is_mutual else (*candidate.actor[:1], *candidate.recipient[:1])
    wanted = [phrases.get(actor.span, actor.span) for actor in sides]
    if not candidate.actor or not all(whole.covers(span) for span in wanted):
        return
    spans = [*(_inside(span, start) for span in wanted), None]
    question.candidates.append((candidate, question.pair(spans[0], spans[1])))


def _weigh(candidate: Candidate, judgement: Judgement) -> None:
    """Take the model's word where it is sure, and both words' probability."""
    known = proposing.settings()
    mine = judgement.types[candidate.event]
    candidate.model = str(judge().card["version"])
    candidate.notes.append(f"model: {judgement.event} {judgement.probability:.2f}, none {judgement.none:.2f}")
    if judgement.none > known["drop"]["none"] and candidate.probability < known["drop"]["rule"]:
        candidate.dropped = "no-act"
        return
    if judgement.probability > known["retype"]["model"] and mine < known["retype"]["rule"]:
        candidate.event, candidate.mode = judgement.event, judgement.mode_of(judgement.event)
        mine = judgement.probability
    mode = judgement.mode_of(candidate.event)
    if (
        candidate.mode is None
        and judgement.modes.get(f"{candidate.event}/{mode}", 0) > known["mode"]["model"]
    ):
        candidate.mode = mode
    share = known["share"]
    candidate.probability = (1 - share) * candidate.probability + share * mine
    if candidate.probability < known["drop"]["least"]:
        candidate.dropped = "no-act"
