"""Which words name a place: the parser's names, checked against the gazetteer, and those it overlooked.

A name that is known but lacks a sign that a place is meant ("Tabriz" taken for a person, a village taken for
a firm) counts only where the same text shows elsewhere that it is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from foedus.reading.gazetteer import Spot, adjectives, by_hand, fold, openings, settings, short_forms, spots
from foedus.reading.signs import (
    CODE,
    before,
    follows_name,
    is_abbreviation,
    is_big,
    is_government,
    is_introduced,
    is_located,
    is_own_name,
    is_part,
    is_possessor,
    is_short_name,
    is_signed,
    is_state_code,
    leaders,
    lies_before_container,
)

PLACES = frozenset({"GPE", "LOC", "FAC"})
LONGEST = 5
"""Tokens in the longest name looked for."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place, and the places that they may mean, weightiest first; none where unknown."""

    words: Tokens
    spots: tuple[Spot, ...]
    is_sure: bool = True
    """Whether the words themselves, or those around them, show that a place is meant."""


@dataclass(frozen=True, slots=True)
class People:
    """Words that name persons in a text: alone, a last name means the person, and a first name may."""

    last: frozenset[str]
    first: frozenset[str]


def toponyms(doc: Doc) -> list[Toponym]:
    """Every name of a place in a text, in order; none overlaps another."""
    people = _people(doc)
    named = (*_named(doc, people), *_overlooked(doc, people))
    candidates = [c for c in named if not is_government(c.words, c.spots)]
    shown = {c.words.text.casefold() for c in candidates if c.is_sure}
    found: dict[int, Toponym] = {}
    taken: set[int] = set()
    for candidate in sorted(candidates, key=lambda c: not c.is_sure):
        if not candidate.is_sure and candidate.words.text.casefold() not in shown:
            continue
        indices = range(candidate.words.start, candidate.words.end)
        if taken.isdisjoint(indices):
            taken.update(indices)
            found[candidate.words.start] = candidate
    return [found[start] for start in sorted(found)]


def _people(doc: Doc) -> People:
    full = [e for e in doc.ents if e.label_ == "PERSON" and len(e) > 1]
    return People(frozenset(e[-1].text for e in full), frozenset(e[0].text for e in full))


def _named(doc: Doc, people: People) -> Iterator[Toponym]:
    """Places among the parser's names."""
    for entity in doc.ents:
        label = entity.label_
        if label not in PLACES and label not in NAMES:
            continue
        words = trimmed(entity)
        if words is None or not words.text[0].isalpha():
            continue
        if label in PLACES:
            yield from _place(words, people)
            continue
        ground = _ground(words)
        if ground is not None:
            yield ground
            continue
        words = _whole(words)
        known = _spots(words)
        if known:
            yield from _meant(words, known, label, people)
        elif len(words) > 1 and label == "ORG" and not _is_team(words):
            yield from _within(words, "embedded")


NAMES = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "LANGUAGE", "WORK_OF_ART", "EVENT"})
"""Labels that the parser gives to places by mistake."""


def _place(words: Tokens, people: People) -> Iterator[Toponym]:
    """A name that the parser takes for a place: known whole, known in part, or worded as one."""
    if not _is_capital(words) or _is_person(words, people) or is_part(words):
        return
    lists = settings().words
    words = _whole(words)
    known = _spots(words)
    if known and is_abbreviation(words) and not is_short_name(words, known):
        return
    if known:
        if _is_given(words, known, people):
            return
        is_doubtful = known[0].kind == "town" and words.text.casefold() in lists["doubtful"]
        is_known = known[0].weight >= settings().trusted["labelled"] and is_own_name(words, known[0])
        is_sure = is_signed(words, known) or (is_known and not is_doubtful)
        yield Toponym(words, known, is_sure)
        return
    is_facility = words.root.ent_type_ == "FAC"
    inner = next(_within(words, "embedded" if is_facility else "labelled"), None)
    kind = words[-1].lower_
    if (
        kind in lists["sited"]
        and inner is not None
        and (inner.words.start == words.start or inner.words.end == words.end)
    ):
        yield Toponym(words, inner.spots)  # "Erbil International Airport" is at Erbil
    elif kind in lists["geographic"] or words[0].lower_ in lists["prefixes"]:
        yield Toponym(words, ())
    elif inner is not None:
        yield inner
    elif is_located(words):
        yield Toponym(words, ())


def _ground(words: Tokens) -> Toponym | None:
    """A people's adjective before a word for ground, which says where: "the Syrian border"."""
    if words.root.dep_ not in {"amod", "compound"} or words.root.head.i < words.end:
        return None
    if words.root.head.lemma_.lower() not in settings().words["ground"]:
        return None
    state = adjectives().get(fold(words.text))
    return Toponym(words, (state,)) if state is not None else None


def _within(words: Tokens, trust: str) -> Iterator[Toponym]:
    """Known names inside a longer one, longest first; `trust` says which size needs no further sign."""
    lists = settings().words
    for size in range(min(LONGEST, len(words) - 1), 0, -1):
        for start in range(len(words) - size + 1):
            part = words[start : start + size]
            if not part.text[0].isupper() or part.text.casefold() in lists["doubtful"]:
                continue
            if part[0].lower_ in lists["articles"] or is_part(part):
                continue
            known = spots(part.text)
            if not known or (is_abbreviation(part) and not _is_code_within(part, known, start)):
                continue
            is_own = is_own_name(part, known[0])
            is_sure = trust == "labelled" or (is_own and (is_big(known[0], trust) or _is_civic(part, known)))
            if is_sure or start == 0:
                yield Toponym(_whole(part), known, is_sure)


def _is_team(words: Tokens) -> bool:
    """Whether a name is a club's, a town's and a plural: "Chicago Bulls"."""
    last = words[-1]
    is_plural = last.tag_ == "NNPS" and last.lower_ not in settings().words["civic"]
    known = spots(words[:-1].text) if is_plural else ()
    return bool(known) and known[0].kind in {"town", "province"}


def _is_code_within(part: Tokens, known: tuple[Spot, ...], start: int) -> bool:
    """Whether a short form inside a longer name means its place: "U.S. Navy", "Wainwright, Alta."."""
    return follows_name(part) or (start == 0 and is_state_code(part, known))


def _is_civic(words: Tokens, known: tuple[Spot, ...]) -> bool:
    """Whether a body is named for its town, which the name begins with: "Danbury Police Department"."""
    doc = words.doc
    is_town = known[0].weight >= settings().trusted["labelled"] and words.end < len(doc)
    return is_town and doc[words.end].lower_ in settings().words["civic"]


def _overlooked(doc: Doc, people: People) -> Iterator[Toponym]:
    """Known names that the parser saw no name in."""
    seen = 0
    for token in doc:
        if token.i < seen or token.ent_type_ not in UNNAMED or not _is_name(token):
            continue
        end = token.i + 1
        while end < len(doc) and end - token.i < LONGEST and not doc[end].ent_type_ and _is_name(doc[end]):
            end += 1
        found = _longest(doc, token.i, end, people)
        if found is not None:
            yield found
            seen = found.words.end


UNNAMED = frozenset({"", "ORDINAL"})
"""Labels of words that the parser saw no name in; "38th" may open one."""


def _longest(doc: Doc, start: int, end: int, people: People) -> Toponym | None:
    for last in range(end, start, -1):
        words = _whole(doc[start:last])
        known = _spots(words)
        found = next(_meant(words, known, "", people), None) if known else None
        if found is not None:
            return found
    return None


def _is_name(token: Token) -> bool:
    if not token.text[0].isupper():
        return token.text[0].isdigit() and token.lower_ in openings()
    return token.pos_ in {"PROPN", "ADJ", "NOUN"} or (token.is_upper and len(token) > CODE)


def _meant(words: Tokens, known: tuple[Spot, ...], label: str, people: People) -> Iterator[Toponym]:
    """A known name that the parser takes for something else, if it is likely to mean the place."""
    text = words.text
    if not _is_capital(words) or _is_person(words, people) or is_part(words):
        return
    if is_abbreviation(words):
        if follows_name(words) or is_state_code(words, known):
            yield Toponym(words, known)
        return
    if known[0].kind == "seat":
        if is_located(words):
            yield Toponym(words, known)
        return
    if known[0].weight < settings().trusted["labelled"] and not is_introduced(words, known):
        return
    is_doubtful = text.casefold() in settings().words["doubtful"]
    if is_big(known[0], "alone") and is_own_name(words, known[0]) and not (label and is_doubtful):
        is_name = label != "PERSON" or len(words) > 1 or known[0].kind != "town"
        is_sure = is_name or known[0].weight >= settings().trusted["person"] or is_signed(words, known)
    elif is_doubtful:
        is_sure = is_located(words) or lies_before_container(words, known)
    else:
        is_sure = is_signed(words, known)
    if is_sure or not is_doubtful:
        yield Toponym(words, known, is_sure)


def _is_capital(words: Tokens) -> bool:
    """Whether a name is written as one: "Hol", "al-Hol", "38th parallel"."""
    first = words.text[0]
    return (
        first.isupper()
        or first.isdigit()
        or (words[0].text in ARTICLES and words[1 % len(words)].text == "-")
    )


def _is_person(words: Tokens, people: People) -> bool:
    if words.text in people.last:
        known = spots(words.text)
        return not (known and known[0].kind in {"state", "province"} and is_located(words))
    if words.text in leaders() and not is_located(words):
        return True
    word = before(words[0])
    return word is not None and word.lower_ in settings().words["titles"]


def _is_given(words: Tokens, known: tuple[Spot, ...], people: People) -> bool:
    """Whether a name is the first name of somebody in the text, and nothing says that the place is meant."""
    if words.text not in people.first:
        return False
    if known[0].kind != "town" and words.text.casefold() not in settings().words["given"]:
        return False
    return is_possessor(words) or not is_signed(words, known)


# Where a name begins and ends ---------------------------------------------------------------------------


def _spots(words: Tokens) -> tuple[Spot, ...]:
    """The places of a name; "Rostov" before "region" is the region and not the town."""
    doc, end = words.doc, words.end
    if end < len(doc) and doc[end].is_lower and doc[end].text in settings().words["trailing"]:
        kind = spots(f"{words.text} {doc[end].text}")
        if kind:
            return kind
    return spots(words.text)


def _whole(words: Tokens) -> Tokens:
    """The words with what else is of the name: "el-" of "el-Fasher", "power plant", the point of "Ont."."""
    doc, start, end = words.doc, words.start, words.end
    if (
        start > 1
        and doc[start - 1].text == "-"
        and doc[start - 2].lower_ in ARTICLES
        and spots(doc[start - 2 : end].text)
    ):
        start -= 2
    longest, last = end, end
    while last < len(doc) and last - start <= LONGEST and fold(doc[start:last].text) in openings():
        last += 1
        is_type = doc[last - 1].is_lower and doc[last - 1].text in settings().words["trailing"]
        if doc[last - 1].is_alpha and not is_type and spots(doc[start:last].text):
            longest = last
    if longest == end and end < len(doc) and doc[end].text == ".":
        longest += words.text.casefold() + "." in short_forms()
    return doc[start:longest]


ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az"})
"""The Arabic article before a name, as it is written."""


def trimmed(words: Tokens) -> Tokens | None:
    """A name without the words around it that are not part of it; None where nothing is left."""
    lists = settings().words
    start, end = words.start, words.end
    doc = words.doc
    while start < end and (doc[start].lower_ in lists["leading"] or not doc[start].text[0].isalnum()):
        if doc[start].lower_ in lists["articles"]:
            if _keeps_article(doc[start:end]):
                break
        elif any(spots(doc[start:last].text) for last in {end, min(end, start + 2)} - {start + 1}):
            break
        start += 1
    while end > start and (doc[end - 1].lower_ in lists["trailing"] or doc[end - 1].is_space):
        last = doc[end - 1].text
        if last.isalpha() and not last.islower() and len(last) > 1 and spots(doc[start:end].text):
            break
        if last == "." and "." in doc[start : end - 1].text:
            break
        end -= 1
    return doc[start:end] if start < end else None


def _keeps_article(words: Tokens) -> bool:
    """Whether an article in capitals is part of the name: "The Hague"."""
    if not words[0].is_title or words[0].is_sent_start or len(words) == 1:
        return False
    return bool(by_hand().get(fold(words.text))) and fold(words[1:].text) not in by_hand()


__all__ = ["Toponym", "toponyms"]
