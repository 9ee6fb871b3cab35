"""Who did it, and to whom: the sides of each predicate, from the parse and the mentions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from foedus.ontology import plover
from foedus.reading import attribution, grammar
from foedus.reading.coreference import UNNAMED
from foedus.reading.functions import fillers
from foedus.reading.lexicon import Rule, content_types, lexicon, settings
from foedus.reading.page import Candidate, Mention, Page
from foedus.records import Actor


def find(page: Page) -> None:
    """Set `actor` and `recipient` of every candidate; drop what has no side that its rule needs."""
    rules = lexicon().by_id
    index = SideIndex(page)
    inner_first = sorted(page.candidates, key=lambda c: grammar.depth(c.token), reverse=True)
    for candidate in inner_first:
        for words, rule in [(candidate.words, candidate.rule), *candidate.others]:
            if _give_sides(candidate, rules[rule], index):
                candidate.words = words
                break
    echo(page)
    share(page)


def _give_sides(candidate: Candidate, rule: Rule, index: SideIndex) -> bool:
    """Set the sides that a rule finds; whether it finds what it needs. Else the first rule's stay."""
    actor = index.side(candidate, rule, rule.actor)
    recipient = index.side(candidate, rule, rule.recipient, but=actor)
    is_mutual = rule.mutual
    is_addressed = not recipient and index.is_addressed(candidate, rule)
    if rule.content and not recipient and not is_addressed:  # "agreed to pay Peru" is one side's word
        own = {a.country for a in actor}
        about = index.side(candidate, rule, ("clause-object",), but=actor)
        recipient = tuple(a for a in about if a.country not in own)
        is_mutual = rule.mutual and not recipient
    if not recipient and plover().types[rule.event].needs_recipient:
        recipient = index.side(candidate, rule, ("affected",), but=actor)
    if is_mutual:
        actor, recipient = _parties(_joined(actor, recipient)), ()
    missing = _missing(rule, actor, recipient)
    if missing == "recipient" and rule.content and rule.part == "verb" and is_addressed and actor:
        missing = None  # "called on the company to leave Peru" is said, to whomever
    if rule.bloc and not any(a.country in BLOCS for a in recipient):
        missing = "organisation"
    if missing is None or candidate.dropped is None:
        candidate.actor, candidate.recipient = actor, recipient
    if missing is not None:
        candidate.dropped = candidate.dropped or "no-actor"
        candidate.notes.append(f"{rule.id}: no {missing} that the text names")
        return False
    candidate.rule, candidate.event, candidate.mode = rule.id, rule.event, rule.mode
    candidate.probability, candidate.dropped = rule.probability, None
    if not _is_politics(candidate, rule):
        candidate.dropped = "no-politics"
        candidate.notes.append("sides: none of them is political")
    return True


def echo(page: Page) -> None:
    """Let "the deployment" be the deployment named before: its sides, at what is said of it now."""
    named: dict[str, Candidate] = {}
    own = {(c.passage, c.token.i): c for c in page.candidates}
    for number, passage in enumerate(page.passages):
        for token in passage.doc:
            if token.pos_ != "NOUN":
                continue
            held = own.get((number, token.i))
            if held is not None and held.actor:
                named[token.lemma_.lower()] = held
            before = named.get(token.lemma_.lower())
            if before is None or before is held or (held is not None and held.actor):
                continue
            if any(c.lower_ in settings()["definite"] for c in token.children):
                words = passage.doc[token.i : token.i + 1]
                again = replace(
                    before, passage=number, token=token, words=words, dropped=None, notes=[], is_echo=True
                )
                again.notes.append(
                    f"the {token.lemma_} named before: {before.words.sent.text.strip()[:60]!r}"
                )
                if held is not None:
                    page.candidates.remove(held)
                page.candidates.append(again)
    page.candidates.sort(key=lambda c: (c.passage, c.token.i))


def share(page: Page) -> None:
    """Give an act the recipient of the one it goes on from: "visited Moscow, seeking support"."""
    acts = {(c.passage, c.token.i): c for c in page.candidates if c.dropped is None}
    for candidate in acts.values():
        token = candidate.token
        above = acts.get((candidate.passage, token.head.i))
        if above is None or candidate.recipient:
            continue
        is_joined = token.dep_ == "conj" and candidate.event in content_types()
        if not is_joined and (token.dep_ != "advcl" or token.tag_ != "VBG"):
            continue
        others = tuple(a for a in above.recipient if a.key not in {b.key for b in candidate.actor})
        if others and [a.key for a in above.actor] == [a.key for a in candidate.actor]:
            candidate.recipient = others
            candidate.notes.append(f"recipient of {above.words.text!r} above")


def _missing(rule: Rule, actor: tuple[Actor, ...], recipient: tuple[Actor, ...]) -> str | None:
    """Which side a rule needs and does not have."""
    if rule.mutual:
        enough = 2 if rule.needs == "both" else 1
        return None if len(actor) >= enough else "party"
    if rule.needs in {"actor", "both"} and not actor:
        return "actor"
    if rule.needs in {"recipient", "both"} and not recipient:
        return "recipient"
    return None if actor or recipient else "side"


def _is_politics(candidate: Candidate, rule: Rule) -> bool:
    """Whether the sides make the act political: a crowd without a name or state does so only in protest."""
    sides = (*candidate.actor, *candidate.recipient)
    if rule.abroad and len({a.country for a in sides if a.country}) < 2:
        return False
    is_crowd = bool(candidate.actor) and all(_is_crowd(a) for a in candidate.actor)
    if is_crowd and candidate.event not in settings()["sides"]["crowds"]:
        return False
    return any(is_political(a) for a in sides)


def _is_crowd(actor: Actor) -> bool:
    return actor.basis == UNNAMED and actor.sector in settings()["sides"]["people"]


def is_political(actor: Actor) -> bool:
    """Whether a side is a state, one of its bodies, an armed or political group, or one of states."""
    if actor.country in {"IGO", "UNO", "EUR", "IMG", "ISM"}:
        return True
    return actor.sector in settings()["sides"]["political"]


def _parties(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The political parties of a mutual act; where only one of several is, it is no such act."""
    political = tuple(a for a in actors if is_political(a))
    return political if len(political) > 1 or len(actors) == len(political) else ()


def _joined(first: tuple[Actor, ...], second: tuple[Actor, ...]) -> tuple[Actor, ...]:
    keys = {a.key for a in first}
    return first + tuple(a for a in second if a.key not in keys)


class SideIndex:
    """Which actors a token means: mentions by token, and the nouns that only carry them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._acts: dict[tuple[int, int], Candidate] = {}
        self._by_lemma: dict[str, list[Candidate]] = {}
        for candidate in page.candidates:
            if grammar.is_noun(candidate.token):
                self._acts[candidate.passage, candidate.token.i] = candidate
                self._by_lemma.setdefault(candidate.token.lemma_.lower(), []).append(candidate)
        self._at: dict[tuple[int, int], Mention] = {}
        for mention in page.mentions:
            for i in range(mention.first, mention.last):
                held = self._at.get((mention.passage, i))
                if held is None or held.last - held.first > mention.last - mention.first:
                    self._at[mention.passage, i] = mention

    def side(
        self, candidate: Candidate, rule: Rule, functions: Iterable[str], *, but: tuple[Actor, ...] = ()
    ) -> tuple[Actor, ...]:
        """The actors in the first function that has any (in all of them, where every party is one side).

        Words that `but` has already taken are no side again.
        """
        taken, spans = {a.key for a in but}, {a.span for a in but}
        found: dict[str, Actor] = {}
        for function in functions:
            here: dict[str, Actor] = {}
            for actor in self._in(candidate, rule, function, is_doer=functions is rule.actor):
                echo = actor.key in taken and actor.basis == "pronoun"
                if actor.span not in spans and not echo:
                    here.setdefault(actor.key, actor)
            if here:
                candidate.notes.append(f"{function}: " + ", ".join(a.name or a.text for a in here.values()))
                found = here | found
                if not rule.mutual:
                    break
        return tuple(found.values())

    def is_addressed(self, candidate: Candidate, rule: Rule) -> bool:
        """Whether the words say to whom an act is, though not who that is: "called on the company to ..."."""
        direct = [name for name in rule.recipient if name not in CLAUSES]
        return any(
            noun.pos_ in {"NOUN", "PROPN"} and noun.ent_type_ not in WHEN
            for name in direct
            for noun in fillers(candidate.token, rule.part, name)
        )

    def _in(self, candidate: Candidate, rule: Rule, function: str, *, is_doer: bool) -> list[Actor]:
        """Every actor in one function of a predicate, conjuncts included."""
        if function == "speaker":
            return list(self._speakers(candidate))
        tokens = fillers(candidate.token, rule.part, function)
        if rule.part == "adjective" and function == "subject":
            tokens = [t for t in tokens if (candidate.passage, t.i) in self._at]
        found = self._each(candidate.passage, tokens, is_doer=is_doer)
        if not found and function == "subject":  # "issued statements criticizing Israel"
            holders = [h for t in tokens if t.dep_ == "dobj" for h in grammar.holders_of(t)]
            found = self._each(candidate.passage, holders, is_doer=is_doer)
        if function == "clause-object":
            return [a for a in found if a.basis != UNNAMED]
        is_mixed = is_doer and any(a.basis != UNNAMED for a in found)
        return [a for a in found if a.basis != UNNAMED] if is_mixed else found

    def _each(self, passage: int, tokens: list[Token], *, is_doer: bool) -> list[Actor]:
        nouns = [noun for token in tokens for noun in grammar.with_conjuncts(token)]
        return [actor for noun in nouns for actor in self.actors(passage, noun, is_doer=is_doer)]

    def _speakers(self, candidate: Candidate) -> tuple[Actor, ...]:
        """Who says it: the innermost attribution that holds the predicate."""
        passage = self._page.passages[candidate.passage]
        chain = attribution.holders(self._page, passage.span(candidate.token))
        if not chain or chain[-1].speaker is None or chain[-1].speaker.country is None:
            return ()
        return (chain[-1].speaker,)

    def actors(
        self, passage: int, noun: Token, *, is_doer: bool = False, depth: int = 0
    ) -> tuple[Actor, ...]:
        """Who a noun means: its own mention, else whose it is ("Iranian positions", "targets in Syria").

        Who does a thing is not told by where: a shooting in Peru is not Peru's (`is_doer`).
        """
        mention = self._at.get((passage, noun.i))
        if mention is not None:
            examples = grammar.after(noun, EXAMPLES) if mention.actors[0].basis == UNNAMED else []
            named = [a for n in examples for m in grammar.with_conjuncts(n) for a in self.actors(passage, m)]
            return tuple(named) or mention.actors
        act = self._act(passage, noun)
        if act is not None and act.actor:
            return act.actor
        if depth > 2 or noun.lemma_.lower() in settings()["others"]:
            return ()
        ways = [grammar.possessors(noun), grammar.modifiers(noun)]
        if act is None:
            whose = OWNERS if is_doer else CARRIED
            ways += [grammar.after(noun, whose), [c for c in noun.children if c.dep_ == "appos"]]
        for tokens in ways:
            for token in tokens:
                found = [
                    actor
                    for n in grammar.with_conjuncts(token)
                    for actor in self.actors(passage, n, is_doer=is_doer, depth=depth + 1)
                ]
                if found:
                    return tuple(found)
        return ()

    def _act(self, passage: int, noun: Token) -> Candidate | None:
        """The act that a noun names, here or earlier: who condemns "the attack" blames the attacker."""
        here = self._acts.get((passage, noun.i))
        if here is not None and here.actor:
            return here
        marks = {c.lower_ for c in noun.children} | {c.dep_ for c in noun.children}
        if here is None and not marks & {*settings()["definite"], "poss"}:
            return None
        for other in reversed(self._by_lemma.get(noun.lemma_.lower(), ())):
            if (other.passage, other.token.i) < (passage, noun.i) and other.actor:
                return other
        return here


CLAUSES = frozenset({"subject", "clause-subject", "clause-object", "affected"})
"""Functions in which nobody is spoken to."""
WHEN = frozenset({"DATE", "TIME"})
BLOCS = frozenset({"IGO", "UNO", "EUR"})
"""Codes of organisations of states."""
EXAMPLES = ("like", "including", "as")
"""Prepositions after which an unnamed side is named: "groups like Hezbollah and Hamas"."""
OWNERS = ("of", "from", "like")
"""Prepositions after which stands whose a thing is."""
CARRIED = ("of", "from", "in", "like", "on", "within", "inside")
