"""How certainly the text holds that an act took place: from the grammar of its clause and what governs it.

    "Berlin may have refused to send tanks."        send ◀─ refuse (turns it round) ◀─ may (leaves it open)

An act is read where it stands (negation, modal verb, adverb), then in the light of each word that governs it,
up to the head of the sentence. What a governor says of its complement, when it holds and when it is negated,
is its signature: Nairn, Condoravdi and Karttunen (2006). The words and their signatures are data:
`data/reading/certainty.toml`. What somebody is reported to have said stays close to asserted here: who
vouches for it is the business of the attributions.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from spacy.tokens import Token

from foedus.reading.page import Page
from foedus.records import Auxiliary, Certainty

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "pcomp", "acl", "oprd", "nsubj", "pobj", "dobj"})
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


class Outcome(NamedTuple):
    """What a cue makes of an act: whether it happened, and in which mood."""

    happened: bool
    mood: str


@dataclass(frozen=True, slots=True)
class Governor:
    """A governing word's signature: what follows when it holds, and when it is negated."""

    holds: Outcome
    fails: Outcome
    closed: bool
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mood:
    """A mood's values, its auxiliary, and its rank: the highest rank wins."""

    rank: int
    value: float
    negated: float
    auxiliary: tuple[Auxiliary, ...]


@dataclass(frozen=True, slots=True)
class State:
    """An act as read so far."""

    happened: bool = True
    mood: str = "asserted"
    cues: tuple[str, ...] = ()
    historical: bool = False

    def under(self, outcome: Outcome, *cues: str) -> State:
        """The act in the scope of one more cue."""
        moods = rules().moods
        mood = max(self.mood, outcome.mood, key=lambda m: moods[m].rank)
        return replace(self, happened=self.happened == outcome.happened, mood=mood, cues=(*self.cues, *cues))

    def within(self, around: State, *, polarity: bool = True) -> State:
        """The act in the scope of all that holds around it; without `polarity`, of its mood alone."""
        moved = self.under(Outcome(around.happened or not polarity, around.mood), *around.cues)
        return replace(moved, historical=self.historical or around.historical)


@dataclass(frozen=True, slots=True)
class Rules:
    """`certainty.toml`, ready for look-up."""

    moods: dict[str, Mood]
    governors: dict[tuple[str, str], tuple[Governor, ...]]
    outcomes: dict[str, dict[str, Outcome]]
    """Outcome of each word of the tables modals, shifted, adverbs, adjectives, openers, prepositions."""
    words: dict[str, frozenset[str]]
    sentences: dict[str, Outcome]


def _outcome(written: str) -> Outcome:
    happened = not written.startswith("-")
    return Outcome(happened, written.strip("+-") or "asserted")


def _governor(row: dict[str, Any]) -> Governor:
    holds = _outcome(row["holds"])
    closed = row.get("closed", False)
    turned = holds if closed else Outcome(not holds.happened, holds.mood)
    fails = _outcome(row["fails"]) if "fails" in row else turned
    return Governor(holds, fails, closed, frozenset(row.get("tags", ())))


KEYS = frozenset({"name", "holds", "fails", "closed", "tags", "examples", "refuses"})
"""Keys of a governor in the data; every other key is a form of complement."""


@cache
def rules() -> Rules:
    """The rules that ship with Foedus."""
    raw = tomllib.loads((files("foedus") / "data/reading/certainty.toml").read_text("utf-8"))
    governors: dict[tuple[str, str], tuple[Governor, ...]] = {}
    for row in raw["governor"]:
        governor = _governor(row)
        for form in row.keys() - KEYS:
            for word in row[form]:
                governors[word, form] = (*governors.get((word, form), ()), governor)
    tables = ("modals", "shifted", "adverbs", "adjectives", "openers", "prepositions")
    return Rules(
        moods={
            row["name"]: Mood(rank, row["value"], row["negated"], tuple(row["auxiliary"]))
            for rank, row in enumerate(raw["mood"])
        },
        governors=governors,
        outcomes={t: {word: _outcome(written) for word, written in raw[t].items()} for t in tables},
        words={name: frozenset(words) for name, words in raw["words"].items()},
        sentences={name: _outcome(written) for name, written in raw["sentences"].items()},
    )


def find(page: Page) -> None:
    """The step: how certain each candidate is, and its auxiliary modes."""
    for candidate in page.candidates:
        found = assess(candidate.token)
        candidate.auxiliary = found.auxiliary
        candidate.certainty = Certainty(found.value, found.basis)
        candidate.notes.append(f"certainty {found.value:+.2f}: {found.basis}")


def assess(token: Token) -> Assessment:
    """How certainly the act that a verb, noun or adjective names took place."""
    state = _read(token, 0)
    mood = rules().moods[state.mood]
    found = {*mood.auxiliary, *(() if state.happened else ("negation",))}
    if state.historical:
        found.add("historical")
    return Assessment(
        value=mood.value if state.happened else mood.negated,
        auxiliary=tuple(a for a in ORDER if a in found),
        basis=", ".join(dict.fromkeys(state.cues)) or "asserted",
    )


def _read(token: Token, depth: int) -> State:
    """The act in the light of its own words and of all that governs it."""
    if depth > DEEPEST:
        return State()
    if token.dep_ in {"aux", "auxpass", "cop", "prt", "neg"} and token.head is not token:
        return _read(token.head, depth + 1)
    own = _noun(token) if token.pos_ in NOUNS else _verb(token)
    if token.pos_ in NOUNS and token.dep_ != "ROOT":
        return _nominal(token, own, depth)
    return _clausal(token, own, depth)


# What an act's own words say ---------------------------------------------------------------------------


def _verb(token: Token) -> State:
    """A verb's or an adjective's own auxiliaries, negation, adverbs, subject and conditions."""
    state = State()
    table = rules().outcomes
    negations = rules().words["negations"]
    for child in token.children:
        word, dep = child.lower_, child.dep_
        if dep == "neg" or (dep in {"advmod", "preconj", "det", "cc"} and word in negations):
            if _negates(child):
                state = state.under(Outcome(False, "asserted"), word)
        elif dep == "aux" and child.tag_ == "MD":
            shifted = table["shifted"].get(word) if _is_backshifted(token) else None
            outcome = shifted or table["modals"].get(word)
            polite = word in table["shifted"] and token.lemma_ in rules().words["polite"]
            state = state.under(outcome, word) if outcome and not polite else state
        elif dep in {"advmod", "npadvmod"} and word in table["adverbs"]:
            state = state.under(table["adverbs"][word], word)
        elif dep in SUBJECTS and _is_nobody(child):
            state = state.under(Outcome(False, "asserted"), _first(child).lower_)
        elif dep == "advcl" and _is_condition(child) and _is_present(token):
            state = state.under(table["openers"][_opener(child)]._replace(happened=True), _opener(child))
        elif dep in {"advmod", "npadvmod", "intj"}:
            state = _hung(token, child, state)
    marker = _marked(token)
    if marker:
        state = state.under(marker, _opener(token))
    return replace(state, historical=_is_historical(token))


def _hung(verb: Token, word: Token, state: State) -> State:
    """What a time still to come, or a "please", makes of a verb."""
    words, sentences = rules().words, rules().sentences
    if word.lower_ in words["requests"]:
        return state.under(sentences["request"], word.lower_)
    first = next(word.subtree).lower_
    if first in words["coming"] and _is_present(verb) and not _is_infinitive(verb):
        return state.under(sentences["coming"], first)
    return state


def _marked(clause: Token) -> Outcome | None:
    """What the word that opens a clause makes of it."""
    opener = _opener(clause)
    outcome = rules().outcomes["openers"].get(opener)
    words = rules().words
    if outcome is None or (opener in words["done_in_past"] and _is_past(clause)):
        return None
    if opener in words["conditions"]:
        if not _is_condition(clause):
            return None
        done = _is_past(clause) or any(c.lemma_ == "have" and c.dep_ == "aux" for c in clause.children)
        return rules().sentences["given"]._replace(happened=outcome.happened) if done else outcome
    return outcome


def _is_condition(clause: Token) -> bool:
    """Whether a clause opens with a condition: "if", but not "even if"."""
    opener = _opener(clause)
    if opener not in rules().words["conditions"]:
        return False
    mark = next(c for c in clause.children if c.lower_ == opener)
    return not (mark.i and mark.nbor(-1).lower_ in rules().words["granting"])


def _noun(token: Token) -> State:
    """A noun's own determiner and adjectives."""
    state = State()
    table = rules().outcomes["adjectives"]
    for child in token.children:
        if child.dep_ in {"amod", "nmod", "compound"} and child.lower_ in table:
            state = state.under(table[child.lower_], child.lower_)
        elif child.dep_ in {"det", "neg", "preconj"} and child.lower_ in rules().words["negations"]:
            state = state.under(Outcome(False, "asserted"), child.lower_)
    return state


def _negates(word: Token) -> bool:
    """Whether a negation denies its head: "not only attacked" doesn't."""
    following = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
    return following.lower_ not in rules().words["not_negating"]


def _is_nobody(subject: Token) -> bool:
    return subject.lower_ in rules().words["nobody"] or any(
        c.dep_ in {"det", "neg", "preconj"} and c.lower_ in rules().words["negations"]
        for c in subject.children
    )


def _first(subject: Token) -> Token:
    if subject.lower_ in rules().words["nobody"]:
        return subject
    return next(c for c in subject.children if c.lower_ in rules().words["negations"])


def _is_present(verb: Token) -> bool:
    return verb.tag_ in {"VBP", "VBZ", "VB"} and not any(c.tag_ in {"VBD", "MD"} for c in verb.children)


def _is_past(verb: Token) -> bool:
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children if c.dep_.startswith("aux"))


def _is_backshifted(verb: Token) -> bool:
    """Whether a modal only repeats in the past what was said of the future: "said it would send"."""
    while verb.dep_ == "conj":
        verb = verb.head
    head = verb.head
    return verb.dep_ == "ccomp" and _is_past(head) and (head.lemma_, "that") in rules().governors


def _is_historical(token: Token) -> bool:
    words = rules().words["historical"]
    for child in token.children:
        if child.dep_ in {"advmod", "npadvmod", "prep"}:
            said = (
                " ".join(t.lower_ for t in child.subtree) if child.n_lefts + child.n_rights else child.lower_
            )
            if said in words:
                return child.lower_ != said or child.i < token.i
    return False


# What governs it ---------------------------------------------------------------------------------------


def _clausal(token: Token, own: State, depth: int) -> State:
    """A verb or adjective, in its clause and in what governs the clause."""
    dep, head = token.dep_, token.head
    if dep == "ROOT" or head is token:
        return _sentence(token, own)
    if dep == "conj":
        return _conjunct(token, own, depth)
    if dep in {"acomp", "attr", "oprd"} and head.lemma_ == "be":
        return own.within(_read(head, depth + 1))
    if dep in {"advcl", "prep", "dep"}:
        return _adverbial(token, own, depth)
    if dep == "relcl" and _is_infinitive(token):
        return _aim(token, own, depth)
    if dep in {"relcl", "amod"} or (dep == "acl" and not (_is_infinitive(token) or _opener(token))):
        return own
    if _is_order(token):
        return own.under(rules().sentences["order"], "order")
    if dep == "parataxis":
        return own
    if dep in CLAUSES:
        cue, form = head, _form(token)
        if head.pos_ == "ADP" and dep in {"pcomp", "pobj"}:
            opener = rules().outcomes["openers"].get(head.lower_)
            if opener:
                return own.under(opener, head.lower_).within(
                    _read(_clause_of(head), depth + 1), polarity=False
                )
            cue, form = head.head, head.lower_
        return _governed(token, cue, form, own, depth)
    return own


def _sentence(token: Token, own: State) -> State:
    """The head of a sentence: a question or an order leaves its act open."""
    sentences = rules().sentences
    if any(t.lower_ == "?" for t in _ending(token)):
        subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        helpers = [c for c in token.lefts if c.dep_ in {"aux", "auxpass"}]
        asks = any(t.tag_ in {"WDT", "WP", "WP$", "WRB"} for c in token.lefts for t in c.subtree)
        if asks:
            return own.under(sentences["wh_question"], "?")
        if subject is None or subject.i > min([token.i, *(h.i for h in helpers)]):
            return own.under(sentences["question"], "?")
    return own.under(sentences["order"], "order") if _is_order(token) else own


def _ending(token: Token) -> list[Token]:
    """The last words of a sentence, where its question mark stands."""
    sentence = token.sent
    return list(sentence[max(0, len(sentence) - 3) :])


def _is_order(token: Token) -> bool:
    """Whether a verb stands as an imperative: its plain form, with neither subject nor helper but "do"."""
    if token.tag_ != "VB" or token.lemma_.lower() in rules().words["subjectless"]:
        return False
    if token.dep_ not in {"ROOT", "parataxis", "ccomp", "dep", "advcl"} or _opener(token):
        return False
    return not any(
        c.dep_ in SUBJECTS or (c.dep_ in {"aux", "auxpass"} and c.lower_ != "do") for c in token.children
    )


def _conjunct(token: Token, own: State, depth: int) -> State:
    """A later conjunct shares what governs the first, and its helpers where it has none of its own."""
    first = token.head
    own_clause = any(c.dep_ in SUBJECTS for c in token.children)
    if token.pos_ in NOUNS or first.pos_ in NOUNS:
        return own.within(_read(first, depth + 1))
    around = _read(first, depth + 1)
    if own_clause:
        same = _verb(first)
        return own if first.dep_ == "ROOT" or same.cues else own.within(around)
    helped = any(c.dep_ in {"aux", "auxpass"} and c.lower_ != "to" for c in token.children)
    apart = helped or (token.tag_ != first.tag_ and token.tag_ in {"VBD", "VBZ", "VBP"})
    if not apart:
        return own.within(around)
    above = _clausal(first, State(), depth + 1)
    return own.within(above)


def _adverbial(token: Token, own: State, depth: int) -> State:
    """A clause hung on another: a condition, a purpose, a time, or something that goes along."""
    opener = _opener(token)
    if _marked(token):
        return own
    if _is_infinitive(token):
        signature = _signature(token.head, "to")
        if signature:
            return _governed(token, token.head, "to", own, depth)
        return _aim(token, own, depth)
    if not opener and token.tag_ == "VBG" and _signature(token.head, "ing") and token.i > token.head.i:
        return _governed(token, token.head, "ing", own, depth)
    if token.tag_ in {"VBN", "VBD"} or (opener and opener not in rules().words["temporal"]):
        return own
    around = _read(token.head, depth + 1)
    if around.mood in rules().words["sharing"]:
        return own.within(around, polarity=False)
    return own


def _aim(token: Token, own: State, depth: int) -> State:
    """An infinitive of purpose: what was done in the past for a purpose often reached it."""
    if any(c.lemma_ == "have" and c.dep_ == "aux" for c in token.children):
        return own
    around = _read(token.head, depth + 1)
    pursued = around.happened and around.mood == "asserted" and _is_past(token.head)
    return own.under(rules().sentences["pursued" if pursued else "purpose"], "to").within(
        around, polarity=False
    )


def _nominal(token: Token, own: State, depth: int) -> State:
    """A noun that names an act: read conservatively, for most are taken for granted."""
    dep, head = token.dep_, token.head
    known = rules()
    if dep == "conj":
        return own.within(_nominal(head, State(), depth + 1)) if head.pos_ in NOUNS else own
    if dep in {"compound", "nmod"} and head.pos_ in NOUNS:
        return own.within(_noun(head))
    if dep == "pobj":
        return _under_preposition(token, own, depth)
    if dep in {"dobj", "nsubjpass"}:
        signature = _signature(head, "noun")
        if signature:
            return _governed(token, head, "noun", own, depth)
        if _lemma(head) in known.words["light" if dep == "dobj" else "occurring"]:
            return own.within(_read(head, depth + 1))
    if dep == "nsubj":
        said = next((c for c in head.children if c.dep_ in {"acomp", "oprd"}), None)
        if said is not None and (said.lemma_, "subject") in known.governors:
            return _governed(token, said, "subject", own, depth)
        if _lemma(head) in known.words["occurring"] and said is None:
            return own.within(_read(head, depth + 1))
    if dep == "attr" and head.lemma_ == "be":
        return own.within(_read(head, depth + 1))
    if dep in {"pcomp", "xcomp", "ccomp", "advcl"}:
        return _clausal(token, own, depth)
    return own


def _under_preposition(token: Token, own: State, depth: int) -> State:
    preposition = token.head
    known = rules()
    before = preposition.head
    phrase = f"{before.lower_} {preposition.lower_}"
    tables = known.outcomes["prepositions"]
    for said in (phrase, f"in {phrase}", f"in the {phrase}", preposition.lower_):
        if said in tables:
            return own.under(tables[said], said)
    if _signature(before, preposition.lower_):
        return _governed(token, before, preposition.lower_, own, depth)
    if before.lemma_.lower() in known.words["holders"] and preposition.lower_ == "of":
        return own.within(_nominal(before, _noun(before), depth + 1))
    return own


def _governed(token: Token, governor: Token, form: str, own: State, depth: int) -> State:
    """The act as complement of a governing word."""
    signature = _signature(governor, form)
    if signature is None and form == "to":
        return _aim(token, own, depth)
    around = _read(governor, depth + 1)
    if signature is None:
        if form in {"that", "noun"}:
            return own
        return own.within(around)
    cue = (
        _lemma(governor)
        if form in {"to", "that", "ing", "bare", "noun", "subject"}
        else f"{governor.lower_} {form}"
    )
    outcome = signature.holds if around.happened else signature.fails
    state = own.under(outcome, cue)
    if signature.closed:
        return replace(state, historical=own.historical)
    cues = around.cues if around.mood != "asserted" or not around.happened else ()
    state = replace(state.within(around, polarity=False), cues=(*state.cues, *cues))
    return replace(state, historical=own.historical or around.historical)


def _signature(governor: Token, form: str) -> Governor | None:
    found = rules().governors.get((_lemma(governor), form)) or rules().governors.get(
        (governor.lemma_.lower(), form)
    )
    for signature in found or ():
        if not signature.tags or governor.tag_ in signature.tags:
            return signature
    return None


def _lemma(word: Token) -> str:
    """The lemma, with the particle of a verb that has one: "rule out"."""
    lemma: str = word.lemma_.lower()
    particle = next((c for c in word.children if c.dep_ == "prt"), None)
    return f"{lemma} {particle.lower_}" if particle is not None else lemma


def _form(token: Token) -> str:
    """How a complement hangs on its governor, as the data names it."""
    if _is_infinitive(token):
        return "to"
    helped = any(c.dep_ in {"aux", "auxpass"} for c in token.children)
    if token.tag_ == "VBG" and (not helped or not any(c.dep_ in SUBJECTS for c in token.children)):
        return "ing"
    if token.tag_ == "VB" and not helped:
        return "bare"
    if token.pos_ in NOUNS and token.dep_ in {"dobj", "pobj", "nsubj"}:
        return "noun"
    return "that"


def _is_infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def _opener(clause: Token) -> str:
    """The word that opens a subordinate clause; empty where there is none."""
    first = next((c for c in clause.children if c.dep_ == "mark"), None)
    if first is None:
        first = next((c for c in clause.lefts if c.dep_ == "advmod" and c.tag_ == "WRB"), None)
    if first is None:
        return ""
    before = first.doc[first.i - 1].lower_ + " " if first.i else ""
    said: str = first.lower_
    return before + said if before + said in rules().outcomes["openers"] else said


def _clause_of(token: Token) -> Token:
    while token.head is not token and token.pos_ not in {"VERB", "AUX"}:
        token = token.head
    return token
