"""Grammatical functions over spaCy's parse: who is the subject of this verb, what stands after "with".

Labels are those of spaCy's English pipelines (ClearNLP/OntoNotes). Every function answers with tokens, most
direct first, and with an empty list where the parse holds none. Relative pronouns are answered by what they
stand for; conjuncts are expanded by `with_conjuncts`.
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
CLAUSES = frozenset(
    {"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "conj", "ROOT", "parataxis", "csubj"}
)
COMPLETING = frozenset({"with", "in", "to", "on", "of"})
"""Prepositions by which a noun completes its verb: "engaged in talks", "responded with strikes"."""
DEEPEST = 12
"""Steps that a search up the tree takes before it gives up."""


def is_verb(token: Token) -> bool:
    """Whether the token heads a clause: verbs, and auxiliaries that stand alone."""
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}


def is_noun(token: Token) -> bool:
    """Common or proper noun, pronoun or number used as one."""
    return token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}


def is_passive(verb: Token) -> bool:
    """Whether the subject undergoes the verb: "was struck", and "struck by" after a noun."""
    for child in verb.children:
        if child.dep_ in {"nsubjpass", "auxpass", "csubjpass"}:
            return True
        if child.dep_ in {"nsubj", "aux"} and child.dep_ != "agent":
            return False
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj" and is_verb(verb.head):
        return is_passive(verb.head)
    if verb.dep_ == "acl":  # "workers held hostage by Iran"
        return True
    return verb.dep_ in {"acl", "advcl", "amod", "ROOT"} and not objects_below(verb)


def objects_below(verb: Token) -> list[Token]:
    """Direct objects that hang on the verb itself."""
    return [c for c in verb.children if c.dep_ == "dobj"]


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token stands for itself."""
    if token.tag_ in RELATIVE_TAGS or (
        token.dep_ in {"nsubj", "nsubjpass", "dobj"} and token.lower_ == "that"
    ):
        clause = token.head
        for _ in range(DEEPEST):
            if clause.dep_ == "relcl" and clause.head != clause:
                return clause.head
            if clause.dep_ not in {"conj", "xcomp", "ccomp", "prep", "pobj", "advcl"}:
                break
            clause = clause.head
    return token


def is_property(noun: Token) -> bool:
    """Whether a noun says what somebody is, and stands for nobody: "described as a Japanese admiral"."""
    says = noun.dep_ == "attr" or (noun.dep_ == "pobj" and noun.head.lower_ == "as")
    return says and any(c.dep_ == "det" and c.lower_ in {"a", "an"} for c in noun.children)


def agents(verb: Token) -> list[Token]:
    """Who did it in a passive: the noun after "by"."""
    return [
        noun
        for c in verb.children
        if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")
        for noun in c.children
        if noun.dep_ == "pobj"
    ]


def subjects(verb: Token) -> list[Token]:
    """Who does what the verb says: own subject, agent, or the one shared from the clause above."""
    if is_passive(verb):
        return agents(verb)
    return surface_subjects(verb)


def surface_subjects(verb: Token) -> list[Token]:
    """The grammatical subject, active or passive, own or shared through conjunction and control."""
    for _ in range(DEEPEST):
        own = [antecedent(c) for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
        if own:
            return own
        head = verb.head
        if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ in {"VBG", "VBN"}):
            return [head]
        if verb.dep_ == "acl":  # "the decision to strike": whose decision it is
            return possessors(head) or holders_of(head)
        if verb.dep_ == "pcomp" and head.dep_ == "prep":  # "refrained from providing", "accused X of killing"
            governor = head.head
            if is_verb(governor) or governor.dep_ == "acomp":
                below = objects_below(governor)
                if below and head.lower_ in {"of", "from", "into", "for"}:
                    return below
                verb = governor
                continue
            return possessors(governor) or (holders_of(governor) if governor.dep_ == "dobj" else [])
        if verb.dep_ in {"xcomp", "ccomp"} and is_verb(head):
            below = objects_below(head)
            if verb.dep_ == "xcomp" and below and verb.tag_ in {"VB", "VBG"}:
                return below
            if is_passive(head):
                return surface_subjects(head)
            verb = head
            continue
        if verb.dep_ in {"xcomp", "ccomp", "advcl"} and head.pos_ == "ADJ":
            verb = head
            continue
        if verb.dep_ in {"conj", "advcl", "dep", "parataxis"} and head != verb:
            if is_verb(head) or head.pos_ == "ADJ":
                if verb.dep_ == "advcl" and is_passive(head) and verb.tag_ == "VBG":
                    return surface_subjects(head)
                verb = head
                continue
            if verb.dep_ == "conj" and verb.tag_ in {"VBG", "VBN"} and head.dep_ in {"acl", "pcomp"}:
                verb = head
                continue
        return []
    return []


def objects(verb: Token) -> list[Token]:
    """What the verb is done to: direct object, passive subject, or the noun that a participle describes."""
    if is_passive(verb):
        return surface_subjects(verb)
    below = [antecedent(c) for c in objects_below(verb)]
    if below:
        return below
    if any(c.dep_ in {"xcomp", "ccomp"} for c in verb.children):
        return []  # the gap is the lower verb's: "the ruling that Beijing vowed to ignore"
    if verb.dep_ == "relcl" and not any(c.tag_ == "WRB" or antecedent(c) == verb.head for c in verb.children):
        return [verb.head]  # but in "China, where Kerry met Lavrov" the gap is no object's
    for c in verb.children:  # "criticized and condemned Israel"
        if (
            c.dep_ == "conj"
            and is_verb(c)
            and not any(g.dep_ in {"nsubj", "prep"} for g in verb.children if g.i > verb.i)
        ):
            return [antecedent(g) for g in objects_below(c)]
    return []


def indirect_objects(verb: Token) -> list[Token]:
    """Whom it is given to: "sent Moscow troops", "told the forum"."""
    found: list[Token] = []
    for c in verb.children:
        if c.dep_ == "dative":
            found.extend([g for g in c.children if g.dep_ == "pobj"] if c.pos_ == "ADP" else [c])
    return found


def after(token: Token, prepositions: Collection[str]) -> list[Token]:
    """Nouns after one of these prepositions, attached to the token, in the order of the text."""
    found: list[Token] = []
    for c in token.children:
        if c.dep_ in {"prep", "agent", "dative", "prt"} and c.lower_ in prepositions:
            nouns = [g for g in c.children if g.dep_ == "pobj"]
            if not nouns:  # "from within Iran", "out of Syria"
                nouns = [p for g in c.children if g.dep_ == "prep" for p in g.children if p.dep_ == "pobj"]
            found.extend(antecedent(n) for n in nouns)
            found.extend(n for g in c.children if g.dep_ == "conj" for n in g.children if n.dep_ == "pobj")
    return found


def after_verb(verb: Token, prepositions: Collection[str]) -> list[Token]:
    """As `after`, also where the parse hung the preposition on the object or on an adverb beside the verb."""
    found = after(verb, prepositions)
    if not found:
        for noun in objects_below(verb):
            found = found or after(noun, prepositions)
    if not found:
        for c in verb.children:
            if c.dep_ in {"advmod", "prt", "acomp", "xcomp", "attr"} or (c.dep_ == "prep" and c.i > verb.i):
                found = found or after(c, prepositions)
                for noun in c.children if c.dep_ == "prep" else ():
                    found = found or after(noun, prepositions)
    return found


def possessors(noun: Token) -> list[Token]:
    """Whose it is: "Iran's decision", "its decision"."""
    return [antecedent(c) for c in noun.children if c.dep_ == "poss"]


def modifiers(noun: Token) -> list[Token]:
    """What stands before the noun as its attribute: "U.S. strikes", "Iranian territory"."""
    found: list[Token] = []
    for c in noun.children:
        if c.dep_ in {"amod", "compound", "nmod", "nummod"} and c.i < noun.i:
            found.append(c)
            found.extend(g for g in c.children if g.dep_ in {"amod", "compound", "nmod", "conj"})
    return found


def holders_of(noun: Token) -> list[Token]:
    """Subject of the verb that the noun completes: the one who made the decision, launched the strikes."""
    verb = governor(noun)
    return subjects(verb) if verb is not None else []


def governor(noun: Token) -> Token | None:
    """The verb that a noun completes as its object or attribute, directly or after a preposition."""
    token = noun
    for _ in range(DEEPEST):
        head = token.head
        if head == token:
            return None
        if token.dep_ == "prep" and token.lower_ not in COMPLETING:
            return None
        if is_verb(head):
            in_it = {"dobj", "attr", "nsubjpass", "pobj", "prep", "conj", "oprd", "dative"}
            return head if token.dep_ in in_it else None
        if token.dep_ in {"pobj", "prep", "conj"} and head.pos_ in {
            "ADP",
            "NOUN",
            "PROPN",
            "PRON",
            "NUM",
            "DET",
        }:
            token = head
            continue
        return None
    return None


def complements(verb: Token) -> list[tuple[str, Token]]:
    """Clauses and phrases that complete the verb, with their heads.

    Kinds: "to" an infinitive, "to-noun" a noun after "to", "that" a clause, "base" one in the subjunctive,
    "ing" a gerund, else the preposition.
    """
    found: list[tuple[str, Token]] = []
    for c in verb.children:
        if c.i < verb.i and c.dep_ != "ccomp":
            continue
        if c.dep_ in {"xcomp", "ccomp", "advcl"}:
            marks = {g.lower_ for g in c.children if g.dep_ in {"aux", "mark"}}
            if "to" in marks:
                found.append(("to", c))
            elif c.tag_ == "VBG":
                found.append(("ing", c))
            elif c.dep_ == "ccomp" or "that" in marks:
                found.append(("that", c))
                if "should" in marks or _is_subjunctive(c):  # "insisted that Japan withdraw"
                    found.append(("base", c))
        elif c.dep_ in {"prep", "agent", "dative"}:
            kind = "to-noun" if c.lower_ == "to" else c.lower_
            found.append((kind, next(iter(c.children), c)))
            found.extend((c.lower_ + "ing", g) for g in c.children if g.dep_ == "pcomp")
        elif c.dep_ == "dobj":  # the parse hangs "urge X to do" either way
            found.extend(("to", g) for g in c.children if g.dep_ in {"acl", "relcl"} and _infinitive(g))
    return found


def _is_subjunctive(verb: Token) -> bool:
    """A bare verb under a singular subject; the tagger often takes it for a plural."""
    if verb.tag_ not in {"VB", "VBP"} or any(g.dep_ == "aux" for g in verb.children):
        return False
    return verb.tag_ == "VB" or any(g.dep_ == "nsubj" and g.tag_ in {"NN", "NNP"} for g in verb.children)


def _infinitive(verb: Token) -> bool:
    return any(g.lower_ == "to" and g.dep_ == "aux" for g in verb.children)


def with_conjuncts(token: Token) -> list[Token]:
    """The token and what is joined to it: "Hezbollah and Hamas", "the U.S., Israel and Britain"."""
    found, waiting = [], [token]
    while waiting:
        one = waiting.pop(0)
        found.append(one)
        waiting.extend(c for c in one.children if c.dep_ == "conj" and is_noun(c) | (c.pos_ == "ADJ"))
        waiting.extend(c for c in one.children if c.dep_ == "appos" and _is_listed(c))
    return found


def depth(token: Token) -> int:
    """How many words govern the token, one above the other."""
    return sum(1 for _ in token.ancestors)


def _is_listed(token: Token) -> bool:
    """Whether an apposition is the middle of a list: "Mali, Burkina Faso and Niger"."""
    return token.pos_ == "PROPN" and any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in token.children)


def clause_of(token: Token) -> Token:
    """The verb whose clause the token stands in; the sentence's root if there is none."""
    for _ in range(40):
        if is_verb(token) and token.dep_ in CLAUSES:
            return token
        if token.head == token:
            return token
        token = token.head
    return token
