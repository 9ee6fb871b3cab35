"""Where a side stands: the tokens in each function that a rule of the lexicon may name.

`data/lexicon/README.md` explains the functions: "subject", "object", "possessor", "between", a preposition.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from foedus.reading import grammar
from foedus.reading.lexicon import settings

TOWARD = ("against", "on", "to", "with", "from", "of", "for", "at")
"""Prepositions after which stands whom a promise, demand or threat is about."""


def fillers(predicate: Token, part: str, function: str) -> list[Token]:
    """The tokens that stand in a function of a predicate; functions are named in `data/lexicon/README.md`."""
    if part == "noun":
        return _noun_fillers(predicate, function)
    verb = predicate
    if part == "adjective":
        verb = (
            predicate
            if predicate.dep_ in {"amod"}
            else (predicate.head if grammar.is_verb(predicate.head) else predicate)
        )
        if function == "subject":
            return [predicate.head] if predicate.dep_ == "amod" else grammar.surface_subjects(verb)
        return grammar.after(predicate, (function,)) or grammar.after(verb, (function,))
    if part == "label":
        return grammar.surface_subjects(predicate.head) if function == "subject" else []
    if function == "subject":
        return grammar.subjects(verb)
    if function == "object":
        return grammar.objects(verb)
    if function == "indirect":
        return grammar.indirect_objects(verb)
    if function == "clause-subject":
        return _clause_subjects(verb)
    if function == "clause-object":
        return _clause_objects(verb)
    if function == "affected":
        return _affected(verb)
    if function == "object-of":
        return [t for noun in grammar.objects(verb) for t in grammar.after(noun, ("of", "in"))]
    if function == "possessor":
        return [t for noun in grammar.objects(verb) for t in grammar.possessors(noun)]
    if function == "modifier":
        return [t for noun in grammar.objects(verb) for t in grammar.modifiers(noun)]
    return grammar.after_verb(verb, (function,))


def _affected(verb: Token) -> list[Token]:
    """Whom a result names: "retaliated with sanctions, undermining Russia's position"."""
    results = [c for c in verb.children if c.dep_ == "advcl" and c.tag_ == "VBG" and c.i > verb.i]
    return [noun for result in results for noun in grammar.objects_below(result)]


def _clause_subjects(verb: Token) -> list[Token]:
    """Subject of the clause that completes the verb, or its object: "urged Iran to stop", "insisted that
    Pyongyang stop", "voiced anger that Kosovo had stopped".
    """
    clauses = [head for _, head in grammar.complements(verb)]
    clauses += [c for noun in grammar.objects(verb) for c in noun.children if _is_that_clause(c)]
    for head in clauses:
        own = [grammar.antecedent(c) for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}]
        if own:
            return own
    return []


def _is_that_clause(token: Token) -> bool:
    is_clause = token.dep_ in {"acl", "ccomp"}
    return is_clause and any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)


def _clause_objects(verb: Token) -> list[Token]:
    """Whom the complement is about: "threatened to leave NATO", "pledged to impose sanctions on Iran"."""
    is_full = bool(grammar.after(verb, ("for",)))  # "called for troops to deter Iran": that is their purpose
    for kind, head in grammar.complements(verb):
        if kind != "to" or (is_full and head.dep_ == "advcl"):
            continue
        found = [*grammar.objects_below(head), *grammar.after_verb(head, TOWARD)]
        if found:
            return found
    return []


def _noun_fillers(noun: Token, function: str) -> list[Token]:
    if function == "possessor":
        return grammar.possessors(noun)
    if function == "modifier":
        return grammar.modifiers(noun)
    if function == "apposition":
        return [c for c in noun.children if c.dep_ == "appos"]
    if function == "affected":
        verb = grammar.governor(noun)
        return _affected(verb) if verb is not None else []
    if function == "support":
        verb = grammar.governor(noun)
        if verb is not None and verb.lemma_.lower() in _support():
            return grammar.subjects(verb)
        return []
    if function == "subject":
        return grammar.holders_of(noun)
    if function == "between":
        return [t for first in grammar.after(noun, ("between", "among")) for t in [first]]
    found = grammar.after(noun, (function,))
    for inner in grammar.after(noun, ("of",)) if not found else ():
        found = found or grammar.after(inner, (function,))  # "the expulsion of diplomats by Poland"
    if not found:
        verb = grammar.governor(noun)
        if verb is not None and noun.i > verb.i:
            found = [t for t in grammar.after(verb, (function,)) if t.i > noun.i]
        elif verb is not None and noun.dep_ == "nsubjpass":
            found = grammar.after(verb, (function,))
    return found


@cache
def _support() -> frozenset[str]:
    return frozenset(settings()["support_verbs"])
