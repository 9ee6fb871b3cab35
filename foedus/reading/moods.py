"""What an act's own words say: its negation, modal verbs, adverbs, adjectives, subject and opening word."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from foedus.reading.clauses import SUBJECTS, is_infinitive, is_inverted, is_past, is_perfect, is_present
from foedus.reading.signatures import Outcome, State, rules

OBJECTS = frozenset({"dobj", "dative"})


def of_act(token: Token, own: frozenset[int]) -> State:
    """As `of_verb`, and what its objects deny: who "gave no help" did not help.

    It is said of the act alone: what hangs on the verb ("told nobody that they attacked") is not denied. An
    object's "no" that is among the words `own` belongs to the predicate itself.
    """
    state = of_verb(token, own)
    for child in token.children:
        denial = _denial(child) if child.dep_ in OBJECTS else None
        if denial is not None and denial.i not in own and state.happened:
            state = state.under(Outcome(False, "asserted"), denial.lower_)
    return state


def of_verb(token: Token, skip: frozenset[int] = frozenset()) -> State:
    """A verb's or an adjective's own auxiliaries, negation, adverbs, subject and conditions."""
    state = State()
    for child in token.children:
        if child.i not in skip:
            state = _with_word(token, child, state)
    if token.i > token.sent.start and token.nbor(-1).lower_ in rules().words["requests"]:
        state = state.under(rules().sentences["request"], token.nbor(-1).lower_)
    marker = marked(token)
    if marker:
        state = state.under(marker, opener(token))
    return replace(state, historical=is_historical(token))


def _with_word(verb: Token, word: Token, state: State) -> State:
    """What one word hung on a verb makes of it."""
    table, words, said = rules().outcomes, rules().words, word.lower_
    outcome: Outcome | None = None
    if word.dep_ == "neg" or (word.dep_ in {"advmod", "preconj", "det", "cc"} and said in words["negations"]):
        negates = state.happened and _negates(word)  # "neither … nor" denies once
        outcome = Outcome(False, "asserted") if negates else None
    elif word.dep_ == "aux" and word.tag_ == "MD":
        outcome = _modal(verb, said)
    elif word.dep_ in SUBJECTS:
        denial = _denial(word)
        outcome = Outcome(False, "asserted") if denial is not None else None
        said = denial.lower_ if denial is not None else said
    elif word.dep_ == "advcl" and _is_condition(word) and is_present(verb):
        said = opener(word)
        outcome = table["openers"][said]._replace(happened=True)
    elif word.dep_ in {"advmod", "npadvmod", "intj"}:
        outcome = table["adverbs"].get(said)
        return state.under(outcome, said) if outcome else _hung(verb, word, state)
    return state.under(outcome, said) if outcome else state


def _modal(verb: Token, modal: str) -> Outcome | None:
    """What a modal verb makes of its verb: nothing where it is only polite ("would like")."""
    table = rules().outcomes
    if modal not in table["shifted"]:
        return table["modals"].get(modal)
    if verb.lemma_ in rules().words["polite"]:
        return None
    return table["shifted" if _is_backshifted(verb) else "modals"][modal]


def _hung(verb: Token, word: Token, state: State) -> State:
    """What a time still to come, or a "please", makes of a verb."""
    words, sentences = rules().words, rules().sentences
    if word.lower_ in words["requests"]:
        return state.under(sentences["request"], word.lower_)
    first = next(word.subtree).lower_
    if first in words["coming"] and is_present(verb) and not is_infinitive(verb):
        return state.under(sentences["coming"], first)
    return state


def marked(clause: Token) -> Outcome | None:
    """What the word that opens a clause makes of it."""
    mark = opener(clause)
    outcome = rules().outcomes["openers"].get(mark)
    if not mark and is_inverted(clause):
        return rules().sentences["inverted"]
    words = rules().words
    if outcome is None or (mark in words["done_in_past"] and is_past(clause)):
        return None
    if mark in words["conditions"]:
        if not _is_condition(clause):
            return None
        done = is_past(clause) or is_perfect(clause)
        return rules().sentences["given"]._replace(happened=outcome.happened) if done else outcome
    return outcome


def _is_condition(clause: Token) -> bool:
    """Whether a clause opens with a condition: "if", but not "even if"."""
    mark = opener(clause)
    if mark not in rules().words["conditions"]:
        return False
    word = next(c for c in clause.children if c.lower_ == mark)
    return not (word.i and word.nbor(-1).lower_ in rules().words["granting"])


def of_noun(token: Token) -> State:
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


def _denial(side: Token) -> Token | None:
    """The word that says that a subject or an object is nobody or nothing: "no help", "nobody"."""
    words = rules().words
    if side.lower_ in words["nobody"]:
        return side
    determiners = (c for c in side.children if c.dep_ in {"det", "neg", "preconj"})
    return next((c for c in determiners if c.lower_ in words["negations"]), None)


def _is_backshifted(verb: Token) -> bool:
    """Whether a modal only repeats in the past what was said of the future: "said it would send"."""
    while verb.dep_ == "conj":
        verb = verb.head
    head = verb.head
    return verb.dep_ == "ccomp" and is_past(head) and (head.lemma_, "that") in rules().governors


def is_historical(token: Token) -> bool:
    """Whether words hung on it place an act in the past for good: "once", "in the past"."""
    words = rules().words["historical"]
    for child in token.children:
        if child.dep_ in {"advmod", "npadvmod", "prep"}:
            said = (
                " ".join(t.lower_ for t in child.subtree) if child.n_lefts + child.n_rights else child.lower_
            )
            if said in words:
                return child.lower_ != said or child.i < token.i
    return False


def opener(clause: Token) -> str:
    """The word that opens a subordinate clause; empty where there is none."""
    first = next((c for c in clause.children if c.dep_ == "mark"), None)
    if first is None:
        first = next((c for c in clause.lefts if c.dep_ == "advmod" and c.tag_ == "WRB"), None)
    if first is None:
        return ""
    before = first.doc[first.i - 1].lower_ + " " if first.i else ""
    said: str = first.lower_
    return before + said if before + said in rules().outcomes["openers"] else said
