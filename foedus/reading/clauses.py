"""Small facts about a clause, read off the parse."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
HELPERS = frozenset({"aux", "auxpass"})
ASKING = frozenset({"WDT", "WP", "WP$", "WRB"})


def is_infinitive(token: Token) -> bool:
    """Whether a verb follows "to"."""
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def is_present(verb: Token) -> bool:
    """Whether a verb stands in the present, or plain, without a modal."""
    return verb.tag_ in {"VBP", "VBZ", "VB"} and not any(c.tag_ in {"VBD", "MD"} for c in verb.children)


def is_past(verb: Token) -> bool:
    """Whether a verb, or its first helper, stands in the past tense."""
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children if c.dep_.startswith("aux"))


def lemma(word: Token) -> str:
    """The lemma, with the particle of a verb that has one: "rule out"."""
    lemma: str = word.lemma_.lower()
    particle = next((c for c in word.children if c.dep_ == "prt"), None)
    return f"{lemma} {particle.lower_}" if particle is not None else lemma


def form(token: Token) -> str:
    """How a complement hangs on its governor, as the data names it."""
    if is_infinitive(token):
        return "to"
    helped = any(c.dep_ in {"aux", "auxpass"} for c in token.children)
    if token.tag_ == "VBG" and (not helped or not any(c.dep_ in SUBJECTS for c in token.children)):
        return "ing"
    if token.tag_ == "VB" and not helped:
        return "bare"
    if token.pos_ in NOUNS and token.dep_ in {"dobj", "pobj", "nsubj"}:
        return "noun"
    return "that"


def clause_of(token: Token) -> Token:
    """The verb of the clause that a token stands in; the head of the sentence where there is none."""
    while token.head != token and token.pos_ not in {"VERB", "AUX"}:
        token = token.head
    return token


def ending(token: Token) -> list[Token]:
    """The last words of a sentence, where its question mark stands."""
    sentence = token.sent
    return list(sentence[max(0, len(sentence) - 3) :])


def has_subject(clause: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(c.dep_ in SUBJECTS for c in clause.children)


def is_helped(verb: Token, *, but: str) -> bool:
    """Whether a verb has an auxiliary other than `but`."""
    return any(c.dep_ in HELPERS and c.lower_ != but for c in verb.children)


def is_perfect(verb: Token) -> bool:
    """Whether a verb stands in the perfect: "have sent", "to have sent"."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def asks(clause: Token) -> str | None:
    """What a main clause asks: "whether" (yes or no) or "who" (a question word); None where it asks nothing.

    A question mark at the end of the sentence isn't enough: the verb must stand before its subject.
    """
    if not any(t.lower_ == "?" for t in ending(clause)):
        return None
    if asked_word(clause):
        return "who"
    subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
    first = min([clause.i, *(c.i for c in clause.lefts if c.dep_ in HELPERS)])
    return "whether" if subject is None or subject.i > first else None


def asked_word(clause: Token) -> Token | None:
    """The question word, or word like one, before a verb: "who" came, "what" he called."""
    return next((t for c in clause.lefts for t in c.subtree if t.tag_ in ASKING), None)


def is_inverted(clause: Token) -> bool:
    """Whether a subordinate clause puts its helper first, as conditions do: "had they known"."""
    if clause.dep_ not in {"advcl", "ccomp"} or (clause.dep_ == "ccomp" and clause.i > clause.head.i):
        return False
    first = next((c for c in clause.lefts if c.dep_ in HELPERS or c.dep_ in SUBJECTS), None)
    return first is not None and first.dep_ in HELPERS and first.tag_ != "TO" and has_subject(clause)
