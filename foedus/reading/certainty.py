"""How certainly the text holds that an act took place: from the grammar of its clause and what governs it.

    "Berlin may have refused to send tanks."        send ◀─ refuse (turns it round) ◀─ may (leaves it open)

An act is read where it stands (negation, modal verb, adverb), then in the light of each word that governs it,
up to the head of the sentence. What a governor says of its complement, when it holds and when it is negated,
is its signature: Nairn, Condoravdi and Karttunen (2006). The words and their signatures are data:
`data/reading/certainty.toml`. What somebody is reported to have said stays close to asserted here: who
vouches for it is the business of the attributions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from spacy.tokens import Token

from foedus.reading import grammar
from foedus.reading.clauses import (
    NOUNS,
    asked_word,
    asks,
    clause_of,
    form,
    has_subject,
    is_helped,
    is_infinitive,
    is_past,
    is_perfect,
    lemma,
)
from foedus.reading.lexicon import settings
from foedus.reading.moods import is_historical, marked, of_act, of_noun, of_verb, opener
from foedus.reading.page import Candidate, Page, in_sentence
from foedus.reading.relations import judge
from foedus.reading.signatures import Governor, State, rules
from foedus.records import Auxiliary, Certainty

FORMS = frozenset({"to", "that", "ing", "bare", "noun", "subject"})
"""Forms of complement that are no preposition."""
PREPOSITIONS = {"to": "to_thing"}
"""Prepositions whose form has another name in the data, for "to" alone is an infinitive's."""

ORDER: tuple[Auxiliary, ...] = ("negation", "future", "hypothetical", "historical")
DEEPEST = 40
"""Governors looked at, at most: no sentence that people write nests deeper."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the text holds of an act. `value` is on FactBank's scale: -3 certainly not … 3 certainly.

    `basis` names the cue words that decided, innermost first; "asserted" where there were none.
    """

    value: float
    auxiliary: tuple[Auxiliary, ...]
    basis: str


def find(page: Page) -> None:
    """The step: how certain each candidate is, and its auxiliary modes."""
    for candidate in page.candidates:
        found = assess(candidate.token, event=candidate.event, own=_inside(candidate))
        carrier = _carrier(candidate.token)
        if carrier is not None and not found.auxiliary:
            found = assess(carrier)
        if candidate.said is not None:
            found = weighed(found, candidate.said)
        candidate.auxiliary = found.auxiliary
        candidate.certainty = Certainty(found.value, found.basis)
        candidate.notes.append(f"certainty {found.value:+.2f}: {found.basis}")


def _carrier(noun: Token) -> Token | None:
    """The verb that carries a noun after a preposition: "could retaliate with sanctions"."""
    verb = grammar.governor(noun) if noun.dep_ == "pobj" and noun.pos_ in NOUNS else None
    return verb if verb is not None and verb.lemma_.lower() in settings()["support_verbs"] else None


def _inside(candidate: Candidate) -> frozenset[int]:
    """The tokens that are part of the predicate itself: "does not accept" denies nothing, it rejects."""
    return frozenset(t.i for t in candidate.words if t.i != candidate.token.i)


def told(predicates: Sequence[tuple[Token, frozenset[int]]]) -> list[Assessment]:
    """Grammar's word and the model's on predicates of any sentences, each with its words that are no cues.

    Predicates of one sentence that stand side by side are read in one pass. Raises NoModel (X101) or
    BadModel (X102).
    """
    by_sentence = [list(held) for _, held in groupby(predicates, key=lambda one: one[0].sent)]
    asked = ((held[0][0].sent.text, [in_sentence(token) for token, _ in held]) for held in by_sentence)
    return [
        weighed(assess(token, own=own), value)
        for held, values in zip(by_sentence, judge().certainties(asked), strict=True)
        for (token, own), value in zip(held, values, strict=True)
    ]


def weighed(found: Assessment, said: float) -> Assessment:
    """Grammar's word with the model's, -3 to 3, as one value, inside what the auxiliary modes allow."""
    known = rules()
    value = (1 - known.share) * found.value + known.share * said
    value = min(value, *(known.most.get(name, 3.0) for name in found.auxiliary), 3.0)
    return replace(found, value=value, basis=f"{found.basis}; model {said:+.1f}")


def assess(token: Token, *, event: str | None = None, own: frozenset[int] = frozenset()) -> Assessment:
    """How certainly the act that a verb, noun or adjective names took place.

    Words at the indices `own` are no cues. An `event` that is made by speaking (a promise, a demand) takes
    place in being spoken: the mood that makes it ("will", "should") isn't held against it.
    """
    known = rules()
    state = _read(token, 0, own)
    if event and state.mood in known.spoken.get(event, ()):
        state = replace(state, happened=True, mood="asserted")
    mood = known.moods[state.mood]
    found = {*mood.auxiliary, *(() if state.happened else ("negation",))}
    if state.historical or (token.pos_ in NOUNS and is_historical(clause_of(token))):
        found.add("historical")
    return Assessment(
        value=mood.value if state.happened else mood.negated,
        auxiliary=tuple(a for a in ORDER if a in found),
        basis=", ".join(dict.fromkeys(state.cues)) or "asserted",
    )


def _read(token: Token, depth: int, skip: frozenset[int] = frozenset()) -> State:
    """The act in the light of its own words and of all that governs it."""
    if depth > DEEPEST:
        return State()
    if token.dep_ in {"aux", "auxpass", "cop", "prt", "neg"} and token.head != token:
        return _read(token.head, depth + 1)
    if token.pos_ not in NOUNS:
        return _clausal(token, of_verb(token, skip) if depth else of_act(token, skip), depth)
    own = of_noun(token)
    return _nominal(token, own, depth) if token.dep_ != "ROOT" else _clausal(token, own, depth)


# What governs it ---------------------------------------------------------------------------------------


def _clausal(token: Token, own: State, depth: int) -> State:
    """A verb or adjective, in its clause and in what governs the clause."""
    if token.head == token:
        return _sentence(token, own, depth)
    return ABOVE.get(token.dep_, _as_it_stands)(token, own, depth)


def _as_it_stands(token: Token, own: State, _depth: int) -> State:
    """An act that nothing above it touches, unless it is an order."""
    return own.under(rules().sentences["order"], "order") if _is_order(token) else own


def _sentence(token: Token, own: State, depth: int) -> State:
    """The head of a sentence: a question or an order leaves its act open."""
    question = asks(token)
    if question:
        return own.under(rules().sentences["wh_question" if question == "who" else "question"], "?")
    return _as_it_stands(token, own, depth)


def _predicative(token: Token, own: State, depth: int) -> State:
    """What is said with "be": it is as certain as the verb."""
    if token.head.lemma_ == "be":
        return own.within(_read(token.head, depth + 1))
    return _complement(token, own, depth)


def _noun_clause(token: Token, own: State, depth: int) -> State:
    """A clause hung on a noun: "plan to send", "the risk that they send"; a participle stands by itself."""
    if is_infinitive(token) or (opener(token) and token.dep_ == "acl"):
        return _complement(token, own, depth)
    return own


def _complement(token: Token, own: State, depth: int) -> State:
    """A clause that a word or a preposition governs."""
    head = token.head
    if _is_order(token):
        return own.under(rules().sentences["order"], "order")
    if head.pos_ != "ADP":
        return _governed(token, head, form(token), own, depth)
    if asked_word(token):  # "what he called": taken for granted
        return own
    outcome = rules().outcomes["openers"].get(head.lower_)
    if outcome is None:
        return _governed(token, head.head, PREPOSITIONS.get(head.lower_, head.lower_), own, depth)
    return own.under(outcome, head.lower_).within(_read(clause_of(head), depth + 1), polarity=False)


def _is_order(token: Token) -> bool:
    """Whether a verb stands as an imperative: its plain form, with neither subject nor helper but "do"."""
    return (
        token.tag_ == "VB"
        and token.dep_ in {"ROOT", "parataxis", "ccomp", "dep", "advcl"}
        and token.lemma_.lower() not in rules().words["subjectless"]
        and not (opener(token) or has_subject(token) or is_helped(token, but="do"))
    )


def _conjunct(token: Token, own: State, depth: int) -> State:
    """A later conjunct shares what governs the first, and its helpers where it has none of its own."""
    first = token.head
    nominal = token.pos_ in NOUNS or first.pos_ in NOUNS
    if not nominal and has_subject(token):
        apart = first.dep_ == "ROOT" or bool(of_verb(first).cues)
        return own if apart else own.within(_read(first, depth + 1))
    finite = token.tag_ != first.tag_ and token.tag_ in {"VBD", "VBZ", "VBP"}
    if not nominal and (finite or is_helped(token, but="to")):
        return own.within(_clausal(first, State(), depth + 1))
    return own.within(_read(first, depth + 1))


def _adverbial(token: Token, own: State, depth: int) -> State:
    """A clause hung on another: a condition, a purpose, a time, or something that goes along."""
    mark = opener(token)
    if marked(token):
        return own
    if is_infinitive(token):
        return _governed(token, token.head, "to", own, depth)
    if not mark and token.tag_ == "VBG" and token.i > token.head.i and _signature(token.head, "ing"):
        return _governed(token, token.head, "ing", own, depth)
    around = State()
    words = rules().words
    if token.tag_ not in {"VBN", "VBD"} and (not mark or mark in words["temporal"]):
        around = _read(token.head, depth + 1)
    own = _as_it_stands(token, own, depth)
    shared = words["sharing_in_time" if mark else "sharing"]
    return own.within(around, polarity=False) if around.mood in shared else own


def _aim(token: Token, own: State, depth: int) -> State:
    """An infinitive of purpose: what was done in the past for a purpose often reached it."""
    if is_perfect(token):
        return own
    around = _read(token.head, depth + 1)
    pursued = around.happened and around.mood == "asserted" and is_past(token.head)
    return own.under(rules().sentences["pursued" if pursued else "purpose"], "to").within(
        around, polarity=False
    )


def _nominal(token: Token, own: State, depth: int) -> State:
    """A noun that names an act: read conservatively, for most are taken for granted."""
    return NOMINAL.get(token.dep_, _as_it_is)(token, own, depth)


def _as_it_is(_token: Token, own: State, _depth: int) -> State:
    """A noun that nothing above it touches."""
    return own


def _object(token: Token, own: State, depth: int) -> State:
    """An act as the object of a verb: what the verb says of it, or the whole verb where it is a light one."""
    verb = token.head
    if _signature(verb, "noun"):
        return _governed(token, verb, "noun", own, depth)
    words = rules().words
    lending = words["light"] if token.dep_ == "dobj" else words["light"] | words["occurring"]
    return own.within(_read(verb, depth + 1)) if lemma(verb) in lending else own


def _subject(token: Token, own: State, depth: int) -> State:
    """An act as a subject: "an attack is likely", "the attack will come"."""
    verb = token.head
    said = next((c for c in verb.children if c.dep_ in {"acomp", "oprd"}), None)
    if said is not None:
        return _governed(token, said, "subject", own, depth) if _signature(said, "subject") else own
    return own.within(_read(verb, depth + 1)) if lemma(verb) in rules().words["occurring"] else own


def _with_noun(token: Token, own: State, depth: int) -> State:
    """An act named before another noun ("attack plans"), or beside one ("a visit and talks")."""
    first = token.head
    if first.pos_ not in NOUNS:
        return own
    return own.within(_nominal(first, State(), depth + 1) if token.dep_ == "conj" else of_noun(first))


def _under_be(token: Token, own: State, depth: int) -> State:
    """An act said with "be": "there was an attack"."""
    return own.within(_read(token.head, depth + 1)) if token.head.lemma_ == "be" else own


def _under_preposition(token: Token, own: State, depth: int) -> State:
    """An act after a preposition: "ahead of talks", "the prospect of talks", "a series of talks"."""
    preposition, before = token.head.lower_, token.head.head
    known = rules()
    table = known.outcomes["prepositions"]
    phrase = f"{before.lower_} {preposition}"
    said = next((p for p in (phrase, f"in {phrase}", f"in the {phrase}", preposition) if p in table), None)
    if said is not None:
        return own.under(table[said], said)
    hung = PREPOSITIONS.get(preposition, preposition)
    if _signature(before, hung):
        return _governed(token, before, hung, own, depth)
    amount = before.pos_ in {"NUM", "SYM"}  # "$100 million in aid"
    if amount or (before.lemma_.lower() in known.words["holders"] and preposition == "of"):
        return own.within(_nominal(before, of_noun(before), depth + 1))
    return own


def _governed(token: Token, governor: Token, hung: str, own: State, depth: int) -> State:
    """The act as complement of a governing word."""
    signature = _signature(governor, hung)
    if (
        hung == "that" and token.i < governor.i and not opener(token)
    ):  # "They left, he hoped"; "A left; B hopes"
        signature = signature if signature and signature.closed else None
    if signature is None:
        if hung == "to":
            return _aim(token, own, depth)
        return own if hung in {"that", "noun"} else own.within(_read(governor, depth + 1))
    around = _read(governor, depth + 1)
    cue = lemma(governor) if hung in FORMS else f"{governor.lower_} {hung.partition('_')[0]}"
    state = own.under(signature.holds if around.happened else signature.fails, cue)
    return state if signature.closed else state.within(around, polarity=False)


def _signature(governor: Token, hung: str) -> Governor | None:
    """What a word says of such a complement, if anything; with its particle or adverb first ("have yet")."""
    known = rules().governors
    bare = governor.lemma_.lower()
    wider = [f"{bare} {c.lower_}" for c in governor.children if c.dep_ in {"prt", "advmod"}]
    for word in (*wider, bare):
        for signature in known.get((word, hung), ()):
            if not signature.tags or governor.tag_ in signature.tags:
                return signature
    return None


Above = Callable[[Token, State, int], State]
"""What stands above an act changes how it was read: the act's token, its own state, the depth."""

ABOVE: dict[str, Above] = {
    "ROOT": _sentence,
    "conj": _conjunct,
    "acomp": _predicative,
    "attr": _predicative,
    "oprd": _predicative,
    "advcl": _adverbial,
    "prep": _adverbial,
    "dep": _adverbial,
    "relcl": _noun_clause,
    "acl": _noun_clause,
    **dict.fromkeys(("ccomp", "xcomp", "csubj", "csubjpass", "pcomp", "nsubj", "pobj", "dobj"), _complement),
}
"""How a clause is hung on what stands above it, by spaCy's label."""

NOMINAL: dict[str, Above] = {
    "conj": _with_noun,
    "compound": _with_noun,
    "nmod": _with_noun,
    "pobj": _under_preposition,
    "dobj": _object,
    "nsubjpass": _object,
    "nsubj": _subject,
    "attr": _under_be,
    **dict.fromkeys(("pcomp", "xcomp", "ccomp", "advcl"), _clausal),
}
"""The same for a noun."""
