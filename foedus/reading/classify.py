"""What one side of a sentence does to another: the lexicon's rules and the relation model, each by its worth.

The sides are given, so they are taken as they stand. Where a rule finds its predicate between just these two,
it is mostly right; where it finds only one, less often: `data/model/rules.toml` holds how often, by the
corpus. In `data/reading/judging.toml` stands PLOVER's reading of what has not happened: a cooperative act to
come is AGREE, a harmful one THREATEN, one that is withheld REJECT.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token

from foedus.errors import NoModel
from foedus.ontology import plover
from foedus.reading import attribution, mentions, parse, predicates, relations, sides
from foedus.reading.certainty import assess
from foedus.reading.lexicon import lexicon
from foedus.reading.page import Candidate, Mention, Page
from foedus.reading.proposing import settings
from foedus.reading.relations import Judgement
from foedus.records import Actor, Dispatch, Section, Span

Asked = tuple[str, Span | None, Span | None]
"""A sentence, its actor and its recipient; None is nobody named."""


def classify(
    text: str, *, actor: tuple[int, int] | None, recipient: tuple[int, int] | None = None
) -> dict[str, Any]:
    """What `actor` does to `recipient` in a sentence; None is nobody named. Spans are code points of `text`.

    Returns event, mode, quad, auxiliary, probability, and a probability for each of the 16 types; what these
    leave to 1 is the probability that the sentence relates the two by no act.
    Raises EmptyText (X103), OutsideText (X104), NoModel (X101) or BadModel (X102).
    """
    return next(classify_many([relations.checked(text, actor=actor, recipient=recipient)]))


def classify_many(asked: Iterable[Asked]) -> Iterator[dict[str, Any]]:
    """As `classify`, for many pairs that `relations.checked` let through, in their order, side by side.

    The lexicon is asked only where the model is less sure than `sure` (`judging.toml`): it could not win.
    """
    held = list(asked)
    judgements = [found.judgements[0] for found in relations.judge().weigh_many(map(alone, held))]
    is_open = [not _is_sure(judgement) for judgement in judgements]
    said = heard(pair for pair, wanted in zip(held, is_open, strict=True) if wanted)
    for judgement, wanted in zip(judgements, is_open, strict=True):
        yield answer(judgement, *(next(said) if wanted else (None, None)))


def alone(asked: Asked) -> relations.Asked:
    """A pair as the model is asked about it: its sentence, its sides, their places in the list."""
    text, actor, recipient = asked
    sides = [span for span in (actor, recipient) if span is not None]
    pair = (None if actor is None else 0, None if recipient is None else len(sides) - 1)
    return text, sides, [pair]


def _is_sure(judgement: Judgement) -> bool:
    """Whether the likeliest type is nearly all that the model gives to types, and no rule may rename it."""
    least: float = settings()["classify"]["sure"]
    return judgement.event not in _renamed() and judgement.probability > least * sum(judgement.types.values())


@cache
def _renamed() -> frozenset[str]:
    """Types of the rules whose acts the manual calls otherwise."""
    return frozenset(lexicon().by_id[rule].event for rule in settings()["manual"])


def answer(judgement: Judgement, page: Page | None = None, word: Word | None = None) -> dict[str, Any]:
    """Both words on a pair, as one answer. Whether the act took place is for grammar to say, where it can."""
    types, auxiliary = weighed(judgement.types, word), judgement.auxiliary_modes()
    mode = None
    event = max(types, key=types.__getitem__)
    act = _pointed(page, judgement, event) if page is not None else None
    if word is not None and word.candidate.event == event:
        act, mode = word.candidate.token, word.candidate.mode
    if act is not None:
        auxiliary = assess(act, event=event).auxiliary
    mode = mode or judgement.mode_of(event)
    meant = _meant(event, auxiliary)
    if word is not None and meant == event == word.candidate.event and not auxiliary:
        meant = settings()["manual"].get(word.candidate.rule, meant)
    if meant != event:
        types[event], types[meant] = types[meant], types[event]
        event, mode = meant, judgement.mode_of(meant)
    return {
        "event": event,
        "mode": mode,
        "quad": plover().quad(event),
        "auxiliary": list(auxiliary),
        "probability": round(types[event], 4),
        "types": {name: round(chance, 4) for name, chance in types.items()},
    }


def weighed(types: dict[str, float], word: Word | None) -> dict[str, float]:
    """The model's word and the lexicon's as one: each type's chance times how often such a rule means it.

    `data/model/rules.toml` holds how often, from the corpus, and how much that counts. The chance that no
    act relates the two stays as it is.
    """
    if word is None:
        return dict(types)
    known = _rules()
    row = known["both" if word.sides == 2 else "one"][word.candidate.event]
    scores = {
        name: chance * often ** known["weight"]
        for (name, chance), often in zip(types.items(), row, strict=True)
    }
    share = sum(types.values()) / (sum(scores.values()) or 1.0)
    return {name: score * share for name, score in scores.items()}


@cache
def _rules() -> dict[str, Any]:
    """`data/model/rules.toml`. Raises NoModel (X101)."""
    folder = files("foedus") / "data/model"
    try:
        return tomllib.loads((folder / "rules.toml").read_text("utf-8"))
    except OSError as error:
        raise NoModel(folder=str(folder)) from error


def _meant(event: str, auxiliary: tuple[str, ...]) -> str:
    """The type of an act that has not happened: a promise, a threat or a refusal (PLOVER manual, AGREE)."""
    known = settings()["unfulfilled"]
    if event in known["verbal"]:
        return known["negation"].get(event, event) if "negation" in auxiliary else event
    for name in ("negation", "future", "hypothetical"):
        if name in auxiliary:
            table: dict[str, str] = known[name]
            return table.get(plover().quad(event), event)
    return event


@dataclass(frozen=True, slots=True)
class Word:
    """What the lexicon says of a pair: its candidate, and how many of the two sides it found there."""

    candidate: Candidate
    sides: int


def words(asked: Iterable[Asked]) -> Iterator[Word | None]:
    """The lexicon's word on each pair, in order; None where no rule speaks of either side."""
    return (word for _, word in heard(asked))


def heard(asked: Iterable[Asked]) -> Iterator[tuple[Page, Word | None]]:
    """Each pair's sentence as the steps read it, and the lexicon's word on the pair."""
    held = list(asked)
    dispatches = (
        Dispatch(str(n), text, (Section("body", Span(0, len(text))),), language="en")
        for n, (text, _, _) in enumerate(held)
    )
    for page, (_, actor, recipient) in zip(parse.pages(dispatches), held, strict=True):
        attribution.find(page)
        mentions.find(page)
        _give(page, [span for span in (actor, recipient) if span is not None])
        predicates.find(page)
        sides.find(page)
        yield page, _best(page, actor, recipient)


def _pointed(page: Page, judgement: Judgement, event: str) -> Token | None:
    """The verb or noun that the model points at; at a cue, the deed that is told ("said that it fired")."""
    found = page.passages[0].tokens(judgement.predicate) if page.passages and judgement.predicate else None
    if found is None or not len(found):
        return None
    token = found.root
    token = token.head if token.pos_ in {"ADP", "PART", "AUX"} else token
    where = page.passages[0].span(token)
    is_speech = event in settings()["unfulfilled"]["verbal"]
    if not is_speech and any(where.overlaps(cue) for found in page.attributions for cue in found.cue):
        token = next((c for c in token.children if c.dep_ == "ccomp"), token)
    return token if token.pos_ in settings()["propose"]["carriers"] else None


def _give(page: Page, spans: list[Span]) -> None:
    """Put the sides that were asked about in the place of whatever was found there."""
    for number, passage in enumerate(page.passages):
        given = [(span, tokens) for span in spans if (tokens := passage.tokens(span)) is not None]
        kept = [m for m in page.mentions if m.passage != number or not _meets(page, m, spans)]
        page.mentions = kept + [
            Mention(number, t.start, t.end, t.root.i, (_side(page, span),)) for span, t in given
        ]
    page.mentions.sort(key=lambda m: (m.passage, m.first))


def _meets(page: Page, mention: Mention, spans: list[Span]) -> bool:
    passage = page.passages[mention.passage]
    where = passage.span(passage.doc[mention.first : mention.last])
    return any(where.overlaps(span) for span in spans)


def _side(page: Page, span: Span) -> Actor:
    words = page.words(span)
    return Actor(words.text, span, name=words.text, sector="GOV", basis="asked about")


def _best(page: Page, actor: Span | None, recipient: Span | None) -> Word | None:
    """The candidate that speaks of most of the two sides, the surest of several."""
    found: list[tuple[int, float, int, Candidate]] = []
    for candidate in page.candidates:
        acts = {a.span for a in candidate.actor}
        bears = {a.span for a in candidate.recipient}
        if not candidate.recipient:
            bears = acts  # parties of a mutual act
        count = (actor in acts) + (recipient in bears) if recipient is not None else 2 * (actor in acts)
        if count:
            found.append((count, candidate.probability, -candidate.token.i, candidate))
    if not found:
        return None
    best = max(found, key=lambda f: f[:3])
    return Word(best[3], best[0])
