"""Role and organisation of a named person, from the words around the name."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from foedus.reading.appellations import words
from foedus.reading.speech import Range

BODIES = frozenset({"ORG", "NORP", "GPE", "FAC", "PRODUCT", "WORK_OF_ART"})


PLACES = frozenset({"GPE", "LOC", "NORP", "PERSON", "DATE", "CARDINAL"})


def described(head: Token, name: Range) -> tuple[str | None, str | None]:
    """Role and organisation by a name: before it, in its apposition, or after "of"."""
    role, organisation = _before(list(head.doc[head.left_edge.i : name[0]]))
    for child in head.children:
        if child.i < name[1]:
            continue
        if child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"} and child.ent_type_ != "PERSON":
            role = role or role_of(child)
            organisation = organisation or _organisation(child)
        elif child.dep_ == "prep" and child.i == name[1]:
            organisation = organisation or _after(child)
    return role, organisation


def _before(prefix: list[Token]) -> tuple[str | None, str | None]:
    """Role and organisation before a name: "Judicial Watch president", "Deputy Foreign Minister"."""
    known = words()
    prefix = [t for t in prefix if t.lower_ not in known.address]
    marks = [n for n, t in enumerate(prefix) if t.ent_type_ in BODIES or t.dep_ in {"case", "poss"}]
    last = marks[-1] if marks else -1
    role = _text([t for t in prefix[last + 1 :] if t.pos_ in {"NOUN", "PROPN", "ADJ"} or t.text == "-"])
    if role is not None:
        return role, _text([t for t in prefix[: last + 1] if t.ent_type_ == "ORG"])
    titles = [n for n, t in enumerate(prefix) if t.lower_ in known.titles]
    return (_text(prefix[titles[-1] :]) if titles else None), None  # "Secretary of State"


def _text(tokens: list[Token]) -> str | None:
    if not tokens:
        return None
    doc: Doc = tokens[0].doc
    first, last = tokens[0].i, tokens[-1].i + 1
    while first < last and (doc[first].pos_ == "DET" or doc[first].is_space):
        first += 1
    while last > first and (doc[last - 1].dep_ == "case" or doc[last - 1].is_punct or doc[last - 1].is_space):
        last -= 1
    return doc[first:last].text if first < last else None


def role_of(noun: Token) -> str | None:
    """A role's own words: "chief economist" of "the chief economist at Berenberg Bank"."""
    first = noun.i
    while first > noun.left_edge.i:
        before = noun.doc[first - 1]
        if (
            before.dep_ not in {"compound", "amod", "nmod"} and before.text != "-"
        ) or before.ent_type_ in BODIES:
            break
        first -= 1
    return _text(list(noun.doc[first : noun.i + 1])) if noun.pos_ == "NOUN" or first < noun.i else None


def _organisation(noun: Token) -> str | None:
    for child in noun.children:
        if child.dep_ == "prep":
            found = _after(child)
            if found:
                return found
        elif child.dep_ in {"poss", "compound", "nmod"} and child.ent_type_ == "ORG":
            return _text([t for t in child.subtree if t.ent_type_ == "ORG"])
    return None


def _after(preposition: Token) -> str | None:
    """The organisation after "of", "at", "for": a proper name that is no place."""
    if preposition.lower_ not in words().belongs:
        return None
    for noun in preposition.children:
        if noun.dep_ != "pobj":
            continue
        if (noun.pos_ == "PROPN" and noun.ent_type_ not in PLACES) or noun.ent_type_ == "ORG":
            return _text(list(noun.doc[noun.left_edge.i : _end_of_name(noun)]))
        for inner in noun.children:  # "of the research group at Qatar University"
            if inner.dep_ == "prep":
                return _after(inner)
    return None


def _end_of_name(noun: Token) -> int:
    """Where an organisation's name ends: "Center for Strategic Studies" goes on after its head."""
    last, doc = noun.i + 1, noun.doc
    for child in noun.rights:
        goes_on = child.dep_ == "prep" and child.left_edge.i == last and child.lower_ in words().belongs
        if not goes_on or not any(c.dep_ == "pobj" and c.pos_ == "PROPN" for c in child.children):
            break
        if any(t.is_punct for t in child.subtree):
            break
        last = child.right_edge.i + 1
    while last < len(doc) and doc[last].ent_iob_ == "I" and doc[last].ent_type_ == "ORG":
        last += 1
    return last
