"""Acts that only the relation model sees: which sides it is asked about, and what becomes of its answers.

The model is asked about every pair of a sentence's sides, but two of one state. Where it is sure that one
acts on the other, and points at the words that carry the act, that is a candidate, as if a rule had found it;
where a rule found the same act without its recipient, the recipient is filled in. Numbers stand in
`data/reading/judging.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import permutations
from typing import Any

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from foedus.ontology import plover
from foedus.reading import grammar
from foedus.reading.coreference import UNNAMED
from foedus.reading.page import Candidate, Mention, Page
from foedus.reading.relations import Judgement, judge
from foedus.records import Actor, Span

Pairing = tuple[Mention, Mention]
"""Who acts, on whom."""

Answered = Sequence[tuple[Pairing, Judgement]]


@cache
def settings() -> dict[str, Any]:
    """`data/reading/judging.toml`."""
    return tomllib.loads((files("foedus") / "data/reading/judging.toml").read_text("utf-8"))


def sentences(page: Page) -> Iterator[tuple[int, Tokens, list[Pairing]]]:
    """Each sentence with sides: its passage, its tokens, and what is asked about them."""
    most = settings()["propose"]["most_sides"]
    for passage, sent, mentions in page.sentences():
        named = (m for m in mentions if all(a.basis != UNNAMED for a in m.actors))
        held = [m for m in named if not _is_where(sent.doc[m.head])]
        pairs = list(_pairs(held)) if len(held) <= most else []
        if pairs:
            yield passage, sent, pairs


def _is_where(head: Token) -> bool:
    """Whether a name only says where: "the shooting in Peru"."""
    return head.dep_ == "pobj" and head.pos_ == "PROPN" and head.head.lower_ in settings()["propose"]["where"]


def _pairs(mentions: list[Mention]) -> Iterator[Pairing]:
    """Pairs of different sides, in both orders."""
    for first, second in permutations(mentions, 2):
        are_apart = first.last <= second.first or second.last <= first.first
        if are_apart and not _are_of_one(first, second) and not _keys(first) & _keys(second):
            yield first, second


def _are_of_one(first: Mention, second: Mention) -> bool:
    """Whether both are of one state: the model alone is not trusted with what goes on inside it."""
    blocs = plover().blocs
    return all(
        a.country and a.country == b.country and a.country not in blocs
        for a in first.actors
        for b in second.actors
    )


def _keys(mention: Mention) -> set[tuple[str | None, str]]:
    return {(actor.person, actor.key) for actor in mention.actors}


def phrase(page: Page, mention: Mention) -> Span:
    """A mention with the front of its phrase, article, title, demonym: the model learned sides so."""
    passage = page.passages[mention.passage]
    head = passage.doc[mention.head]
    first = mention.first
    while first > head.sent.start and _belongs(passage.doc[first - 1], head):
        first -= 1
    return passage.span(passage.doc[first : mention.last])


def _belongs(before: Token, head: Token) -> bool:
    """Whether a word is part of a phrase's front: not of a clause or list in it."""
    if before.dep_ not in settings()["propose"]["front"]:
        return False
    return before.head == head or (before.head.i > before.i and before.head.head == head)


def propose(page: Page, sent: Tokens, held: Sequence[Candidate], answered: Answered) -> list[Candidate]:
    """New candidates of what the model is sure of; recipients that rules lack are filled in.

    `held` are the sentence's candidates.
    """
    known, new = settings()["propose"], []
    held = [c for c in held if c.dropped is None]
    for pairing, judgement in sorted(answered, key=lambda found: -found[1].probability):
        if judgement.probability < known["fill"]:
            continue
        token = _token(page, sent, judgement, pairing)
        same = next((c for c in held if _is_same(c, token, judgement.event, pairing)), None)
        if same is not None:
            _fill(same, pairing, judgement)
        elif token is not None and judgement.probability >= known["model"]:
            new.append(_candidate(token, pairing, judgement))
            held.append(new[-1])
    return new


def _token(page: Page, sent: Tokens, judgement: Judgement, pairing: Pairing) -> Token | None:
    """The word that the model points at; None where it is one of the sides."""
    where = judgement.predicate
    if where is None:
        return None
    passage = page.passages[pairing[0].passage]
    start = passage.start + sent.start_char
    found = passage.tokens(Span(start + where.start, start + where.end))
    if found is None or not len(found):
        return None
    token = found.root
    if token.pos_ not in settings()["propose"]["carriers"]:
        token = token.head if token.pos_ in {"ADP", "PART", "AUX"} and grammar.is_verb(token.head) else token
    is_side = any(m.first <= token.i < m.last for m in pairing)
    return None if is_side or token.pos_ not in settings()["propose"]["carriers"] else token


def _is_same(candidate: Candidate, token: Token | None, event: str, pairing: Pairing) -> bool:
    """Whether a candidate is the act that the model sees: at its word, or of its type between its sides."""
    if token is not None and (candidate.token == token or token in candidate.words):
        return True
    sides = {a.span for a in (*candidate.actor, *candidate.recipient)}
    asked = {a.span for m in pairing for a in m.actors}
    return candidate.event == event and asked <= sides


def _fill(candidate: Candidate, pairing: Pairing, judgement: Judgement) -> None:
    """Give a candidate the side that it lacks, where the model sees the same act by the same side."""
    actor, recipient = pairing
    doers = {a.span for a in candidate.actor}
    if candidate.event != judgement.event or not doers & {a.span for a in actor.actors}:
        return
    known = {a.key for a in (*candidate.actor, *candidate.recipient)}
    new = tuple(a for a in recipient.actors if a.key not in known)
    if plover().types[candidate.event].mutual and not candidate.recipient:
        new = new if len(candidate.actor) == 1 else ()
        candidate.actor = (*candidate.actor, *new)
    elif not candidate.recipient or not candidate.rule:
        candidate.recipient = (*candidate.recipient, *new)
    else:
        return
    if new:
        candidate.notes.append(f"model: toward {', '.join(a.text for a in new)}")


def _candidate(token: Token, pairing: Pairing, judgement: Judgement) -> Candidate:
    event = judgement.event
    actor, recipient = (mention.actors for mention in pairing)
    if plover().types[event].mutual:
        actor, recipient = _joined(actor, recipient), ()
    return Candidate(
        passage=pairing[0].passage,
        token=token,
        words=token.doc[token.i : token.i + 1],
        event=event,
        mode=judgement.mode_of(event),
        rule="",
        probability=judgement.probability,
        model=str(judge().card["version"]),
        actor=actor,
        recipient=recipient,
        notes=[f"model: {event} {judgement.probability:.2f}, none {judgement.none:.2f}"],
    )


def _joined(one: tuple[Actor, ...], other: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(sorted((*one, *other), key=lambda actor: actor.span))
