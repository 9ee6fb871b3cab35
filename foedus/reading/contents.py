"""Which words a cue hands over, and which are its own: complements, asides, pieces of speech, outlets."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from foedus.reading.cues import Cue
from foedus.reading.speech import Range, Saying, Scene, is_piece, name_range, subtree

BESIDE = frozenset({"prep", "npadvmod", "advmod", "advcl", "dobj", "dative", "agent"})
LEFT_OF_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
LONGEST_LIGHT = 8
"""Tokens from a light verb to its noun, or to what the noun says: "made the long awaited claim"."""


def verb_group(verb: Token, scene: Scene) -> Range:
    """The verb with its auxiliaries, negation, near adverbs, particle, and a leading "went on to"."""
    first, last = verb.i, verb.i + 1
    doc = verb.doc
    for child in reversed(list(verb.lefts)):
        if child.i == first - 1 and child.dep_ in LEFT_OF_VERB and child.tag_ not in {"WRB"}:
            first = child.left_edge.i
        elif child.i < first - 1:
            break
    for child in verb.rights:
        if child.i == last and (child.dep_ == "prt" or _is_manner(child)):
            last += 1
    head = verb.head
    adjective = ("adjective", head.lower_)
    if (
        verb.dep_ == "xcomp"
        and head.dep_ == "acomp"
        and head.i == first - 1
        and adjective in scene.known.words
    ):
        first = min(head.head.i, verb_group(head.head, scene)[0])  # "was quick to condemn"
    if (
        verb.dep_ == "xcomp"
        and head.lemma_ in scene.known.lists["leading"]
        and head.i < first
        and not any(c.dep_ in {"dobj", "dative"} for c in head.children)
        and all(t.head.i in {head.i, verb.i} or t.dep_ == "prt" for t in doc[head.i + 1 : first])
    ):
        first = verb_group(head, scene)[0]
    return first, last


def _is_manner(child: Token) -> bool:
    """An adverb alone that belongs to the verb before it: "said again", "talks openly"."""
    return child.dep_ == "advmod" and child.pos_ == "ADV" and child.left_edge == child.right_edge


def quoted_as(saying: Saying, verb: Token, scene: Scene) -> None:
    """Make "was quoted by KCNA as saying" one cue, and the one who quotes the outlet that carried it."""
    above = verb.head.head
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and above.lemma_ in scene.known.lists["quoting"]:
        saying.words = (verb_group(above, scene)[0], verb.i + 1)
        for child in above.children:
            if child.dep_ == "agent":
                saying.via = next((name_range(c) for c in child.children if c.dep_ == "pobj"), None)


def issued_as(saying: Saying, verb: Token, scene: Scene) -> None:
    """Make "issued a statement on Monday saying" one cue."""
    noun = verb.head
    if verb.dep_ != "acl" or noun.dep_ != "dobj" or noun.lemma_.lower() not in scene.known.lists["pieces"]:
        return
    light = noun.head
    if light.lemma_ in scene.known.lists["light"] and light.i < noun.i < verb.i <= light.i + LONGEST_LIGHT:
        saying.words = (verb_group(light, scene)[0], saying.words[1])


def piece(saying: Saying, verb: Token, scene: Scene) -> None:
    """Join "in a statement" to the cue, and note the outlet that an interview was given to."""
    doc = verb.doc
    limit = verb.right_edge.i + 1
    for index in range(verb.i + 1, min(limit, verb.i + 40)):
        token = doc[index]
        if token.lower_ == "in" and token.dep_ == "prep" and is_piece(token, scene):
            noun = next(c for c in token.children if c.dep_ == "pobj")
            saying.via = saying.via or _outlet(noun, scene)
            if token.i == saying.words[1] and noun.i - token.i < 6:
                saying.words = (saying.words[0], noun.i + 1)
            break


def _outlet(noun: Token, scene: Scene) -> Range | None:
    """Whom an interview was given to, or who printed a letter: "with CNBC", "the BBC's"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in scene.known.lists["outlet_prepositions"]:
            for name in child.children:
                if name.dep_ == "pobj" and name.pos_ == "PROPN" and name.ent_type_ != "PERSON":
                    return name_range(name)
        elif child.dep_ in {"poss", "compound"} and child.ent_type_ == "ORG":
            return name_range(child)
    return None


def own_clause(saying: Saying, verb: Token) -> Range:
    """The cue's clause without its content: from source or cue to the last word that belongs to neither."""
    first, last = saying.words
    if saying.source is not None and _stands_beside(saying, verb):
        first, last = min(first, saying.source[0]), max(last, saying.source[1])
    taken = {i for a, b in saying.content for i in range(a, b)}
    for child in verb.children:
        if child.dep_ in BESIDE:
            a, b = subtree(child)
            if taken.isdisjoint(range(a, b)):
                if a == last:
                    last = b
                elif b == first:
                    first = a
    return first, last


def _stands_beside(saying: Saying, verb: Token) -> bool:
    """Whether the source is the cue's own subject, rather than that of a clause above it."""
    if saying.source is None or saying.speaker is None:
        return False
    gap = saying.words[0] - saying.source[1]
    return saying.speaker.head in {verb, saying.head} or 0 <= gap <= 2 or saying.source[0] == saying.words[1]


def prepositional(saying: Saying, preposition: Token) -> None:
    """Content after a preposition, which joins the cue where it follows it at once."""
    inner = [c for c in preposition.children if c.dep_ in {"pobj", "pcomp"} or c.i > preposition.i]
    if not inner:
        return
    first, last = subtree(preposition)
    if preposition.i - saying.words[1] <= 1 and not any(
        saying.words[1] <= a < preposition.i for a, _ in saying.content
    ):
        saying.words = (saying.words[0], preposition.i + 1)
        first = preposition.i + 1
    saying.content.append((first, last))


def verb_content(saying: Saying, verb: Token, cue: Cue, scene: Scene) -> None:
    """Fill the saying's content with the verb's complements, as far as the cue takes them."""
    content = saying.content
    for child in verb.children:
        rule = COMPLEMENTS.get(child.dep_)
        if rule is not None and rule(child, saying, cue):
            content.append(subtree(child))
            saying.clausal |= child.dep_ in {"ccomp", "nsubj"} and "clause" in cue.takes
        elif child.dep_ in {"dobj", "dative"} and child.i > verb.i:
            saying.via = _addressee(child, scene) or saying.via
    for child in verb.rights:
        if child.dep_ in {"prep", "dative"} and _opens_content(child, saying, cue, scene):
            prepositional(saying, child)
    if not content and verb.dep_ == "acl" and verb.tag_ == "VBN" and "object" in cue.takes:
        content.append((verb.head.left_edge.i, verb.head.i + 1))  # "a measure opposed by unions"
    if content and "rest" in cue.takes:
        _rest(saying, verb)
    if not content and cue.takes & {"clause", "quote"}:
        _parenthesis(saying, verb)


def _clause(child: Token, saying: Saying, cue: Cue) -> bool:
    """A finite clause, unless it is the one that the saying clause is in: "The plan, he said, is good"."""
    inserted = child.i < saying.head.i < child.right_edge.i
    return not inserted and bool(cue.takes & {"clause", "infinitive", "object", "as"})


def _bare_clause(child: Token, _: Saying, cue: Cue) -> bool:
    is_said = "clause" in cue.takes and (child.tag_ == "VBG" or child.pos_ != "VERB")
    return is_said or bool(cue.takes & {"infinitive", "as"})


def _object(child: Token, saying: Saying, cue: Cue) -> bool:
    """A direct object; for cues that take a clause only, one that holds a verb is a clause read wrongly."""
    if cue.addressee or child.dep_ == "dative":
        return False
    if child.i < saying.head.i:  # "the war, which they opposed"
        return "object" in cue.takes and child.tag_ in {"WDT", "WP"}
    if "object" in cue.takes:
        return True
    rights = (*saying.head.rights, *child.rights)
    if "infinitive" in cue.takes and any(c.dep_ == "xcomp" for c in saying.head.rights):
        return True  # "pressed both sides to leave"
    if "as" in cue.takes and any(c.dep_ in {"oprd", "xcomp"} or c.lower_ == "as" for c in rights):
        return True
    return cue.speech and "clause" in cue.takes and any(t.pos_ == "VERB" for t in child.subtree)


def _predicative(child: Token, saying: Saying, cue: Cue) -> bool:
    return child.i > saying.head.i and bool(cue.takes & {"as", "object"})


def _embedded_question(child: Token, saying: Saying, cue: Cue) -> bool:
    if "clause" not in cue.takes or saying.content or child.left_edge.i != saying.words[1]:
        return False
    return child.left_edge.dep_ in {"mark", "advmod"} and child.left_edge.tag_ in {"IN", "WRB"}


def _misread_clause(child: Token, saying: Saying, cue: Cue) -> bool:
    """A second subject before the verb, where the speaker follows it: a clause that was taken for a noun."""
    if child == saying.speaker or child.i > saying.head.i or saying.source is None:
        return False
    return "clause" in cue.takes and saying.source[0] > saying.head.i


def _undergoer(_child: Token, _saying: Saying, cue: Cue) -> bool:
    return bool(cue.takes & {"object", "as"})


def _second_clause(child: Token, saying: Saying, cue: Cue) -> bool:
    """The further clause of "said that ..., and that ..."."""
    return bool(saying.content) and "clause" in cue.takes and any(c.lower_ == "that" for c in child.lefts)


Rule = Callable[[Token, Saying, Cue], bool]
COMPLEMENTS: dict[str, Rule] = {
    "ccomp": _clause,
    "xcomp": _bare_clause,
    "dobj": _object,
    "dative": _object,
    "oprd": _predicative,
    "attr": _predicative,
    "advcl": _embedded_question,
    "nsubj": _misread_clause,
    "nsubjpass": _undergoer,
    "conj": _second_clause,
}


def _opens_content(preposition: Token, saying: Saying, cue: Cue, scene: Scene) -> bool:
    """Whether a preposition of the cue begins its content: at once after it, or where there is none yet."""
    if preposition.lower_ == "as" and "as" in cue.takes:
        return True
    if preposition.lower_ not in cue.prepositions or is_piece(preposition, scene):
        return False
    is_next = preposition.i == saying.words[1]
    return is_next or not any(last > preposition.i for _, last in saying.content)


def _rest(saying: Saying, verb: Token) -> None:
    """Let the content run on over what follows it at once: when and where the expected thing is to be."""
    first, last = max(saying.content, key=lambda r: r[1])
    for child in verb.rights:
        if child.dep_ in {"prep", "npadvmod", "advmod"} and child.left_edge.i == last:
            last = child.right_edge.i + 1
    saying.content.append((first, last))


def _addressee(head: Token, scene: Scene) -> Range | None:
    """The outlet that was told: a proper name that is no person and no assembly."""
    if head.lower_ in scene.known.lists["assemblies"]:
        return None
    if head.pos_ == "PROPN" and head.ent_type_ in {"ORG", "", "PRODUCT", "WORK_OF_ART", "FAC"}:
        return name_range(head)
    return None


def _parenthesis(saying: Saying, verb: Token) -> None:
    """Content around an inserted or trailing saying clause: the clause that it hangs on."""
    host = verb.head
    if verb.dep_ not in {"parataxis", "ccomp", "advcl", "dep"} or host == verb:
        return
    if verb.dep_ in {"ccomp", "advcl"}:
        first, doc = verb.left_edge.i, verb.doc
        is_as = doc[first].lower_ == "as"
        if not is_as and not (
            first > 0 and doc[first - 1].lower_ in {",", "--", "—", "–"} and verb.dep_ == "ccomp"
        ):
            return
        if host.i > verb.i and not is_as:
            return
    a, b = subtree(host)
    if host.doc[a].dep_ == "cc":
        a += 1
    own = subtree(verb)
    saying.content = [r for r in ((a, own[0]), (own[1], b)) if r[0] < r[1]]
    saying.clausal = True
