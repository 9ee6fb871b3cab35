"""Which words name a place: the parser's names, checked against the gazetteer, and those it overlooked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from foedus.reading.gazetteer import Spot, settings, spots

PLACES = frozenset({"GPE", "LOC", "FAC"})
LONGEST = 5
"""Tokens in the longest name looked for."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place, and the places that they may mean, weightiest first; none where unknown."""

    words: Tokens
    spots: tuple[Spot, ...]


def toponyms(doc: Doc) -> list[Toponym]:
    """Every name of a place in a text, in order; none overlaps another."""
    people = _surnames(doc)
    found: dict[int, Toponym] = {}
    taken: set[int] = set()
    for candidate in (*_named(doc, people), *_overlooked(doc, people)):
        indices = range(candidate.words.start, candidate.words.end)
        if taken.isdisjoint(indices):
            taken.update(indices)
            found[candidate.words.start] = candidate
    return [found[start] for start in sorted(found)]


def _surnames(doc: Doc) -> frozenset[str]:
    """Last words of persons' full names: alone, they mean the person, not a town."""
    return frozenset(e[-1].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 1)


def _named(doc: Doc, people: frozenset[str]) -> Iterator[Toponym]:
    """Places among the parser's names."""
    for entity in doc.ents:
        words = trimmed(entity)
        if words is None or not words.text[0].isalpha():
            continue
        if entity.label_ in PLACES:
            yield from _place(words, people)
        elif entity.label_ in NAMES:
            known = spots(words.text)
            if known and _is_meant(words, known, entity.label_, people):
                yield Toponym(words, known)
            elif len(words) > 1 and entity.label_ == "ORG":
                yield from _embedded(words)


NAMES = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "LANGUAGE", "WORK_OF_ART", "EVENT"})
"""Labels that the parser gives to places by mistake."""


def _place(words: Tokens, people: frozenset[str]) -> Iterator[Toponym]:
    """A name that the parser takes for a place: known whole, known in part, or worded as one."""
    if words.text in people or (words.start and words[0].nbor(-1).lower_ in settings().words["titles"]):
        return
    known = spots(words.text)
    if known and _is_abbreviation(words):
        known = known if _follows_name(words) or words.text.isupper() else ()
    if known:
        yield Toponym(words, known)
        return
    inner = next(_within(words, trusted=words.root.ent_type_ == "FAC"), None)
    geographic = words[-1].lower_ in settings().words["geographic"]
    if inner is not None and not geographic:
        yield inner
    elif geographic or _is_located(words):
        yield Toponym(words, ())


def _embedded(words: Tokens) -> Iterator[Toponym]:
    """A well-known place inside the name of a body: "Kentucky State Police"."""
    yield from _within(words, trusted=True)


def _within(words: Tokens, *, trusted: bool) -> Iterator[Toponym]:
    """Known names inside a longer one, longest first."""
    for size in range(min(LONGEST, len(words) - 1), 0, -1):
        for start in range(len(words) - size + 1):
            part = words[start : start + size]
            known = spots(part.text) if part.text[0].isupper() else ()
            if not known or _is_abbreviation(part) or part.text.casefold() in settings().words["doubtful"]:
                continue
            if not trusted or _is_big(known[0], "embedded"):
                yield Toponym(part, known)


def _overlooked(doc: Doc, people: frozenset[str]) -> Iterator[Toponym]:
    """Known names that the parser saw no name in."""
    start = 0
    while start < len(doc):
        if doc[start].ent_type_ or not _is_name(doc[start]):
            start += 1
            continue
        end = start + 1
        while end < len(doc) and end - start < LONGEST and _is_name(doc[end]) and not doc[end].ent_type_:
            end += 1
        found = _longest(doc, start, end, people)
        if found is not None:
            yield found
            start = found.words.end
        else:
            start += 1


def _longest(doc: Doc, start: int, end: int, people: frozenset[str]) -> Toponym | None:
    for last in range(end, start, -1):
        words = doc[start:last]
        known = spots(words.text)
        if known and _is_meant(words, known, "", people):
            return Toponym(words, known)
    return None


def _is_name(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ in {"PROPN", "ADJ", "NOUN"}


def _is_meant(words: Tokens, known: tuple[Spot, ...], label: str, people: frozenset[str]) -> bool:
    """Whether words that name a known place are likely to mean it here."""
    text = words.text
    before = words[0].nbor(-1).lower_ if words.start else ""
    if text in people or before in settings().words["titles"] or not text[0].isupper():
        return False
    if _is_abbreviation(words):
        return _follows_name(words) or (text.isupper() and known[0].kind == "state")
    if known[0].kind == "seat":
        return _is_located(words)
    if _is_big(known[0], "alone") and not (label and text.casefold() in settings().words["doubtful"]):
        return label != "PERSON" or len(words) > 1 or _is_located(words) or known[0].kind != "town"
    return _is_located(words) or _is_dateline(words)


def _is_big(spot: Spot, how: str) -> bool:
    """Whether a place is known so well that its name needs no further sign."""
    if spot.kind in {"state", "diplomatic", "province"} or (spot.kind == "district" and " " in spot.name):
        return True
    return spot.kind == "town" and 10**spot.weight >= settings().trusted[how]


def _is_located(words: Tokens) -> bool:
    """Whether the words before say that something is there, or goes there."""
    first = words[0]
    before = first.nbor(-1) if words.start else first
    while before.i and before.lower_ in settings().words["leading"]:
        before = before.nbor(-1)
    lists = settings().words
    if before.lower_ == "of" and before.i:
        return before.nbor(-1).lower_ in lists["settlements"] or before.nbor(-1).text == ","
    return before.lower_ in lists["locative"] or before.lower_ in lists["directional"] or _follows_name(words)


def _follows_name(words: Tokens) -> bool:
    """Whether the words follow a name and a comma: "Paris, Texas"."""
    if words.start < 2 or words[0].nbor(-1).text != ",":
        return False
    name = words[0].nbor(-2)
    return name.pos_ == "PROPN" and name.text[0].isupper()


def _is_abbreviation(words: Tokens) -> bool:
    """Whether the words are a short form that could be something else: "Ky.", "Miss", "US"."""
    return len(words) == 1 and (words.text.endswith(".") or len(words.text) <= 3)


def _is_dateline(words: Tokens) -> bool:
    """Whether the words open a sentence as the place that a report comes from: "TORRINGTON —"."""
    doc = words.doc
    opens = words.start == 0 or words[0].is_sent_start or words[0].nbor(-1).is_space
    return opens and words.text.isupper() and words.end < len(doc) and doc[words.end].text in DASHES


DASHES = frozenset({"—", "–", "-", "--", "(", ",", "―"})


def trimmed(words: Tokens) -> Tokens | None:
    """A name without the words around it that are not part of it; None where nothing is left."""
    lists = settings().words
    start, end = words.start, words.end
    doc = words.doc
    while start < end and (doc[start].lower_ in lists["leading"] or not doc[start].text[0].isalnum()):
        if spots(doc[start:end].text) and doc[start].lower_ not in lists["articles"]:
            break
        start += 1
    while end > start and (doc[end - 1].lower_ in lists["trailing"] or doc[end - 1].is_space):
        last = doc[end - 1].text
        if spots(doc[start:end].text) and (last.isalpha() and len(last) > 1):
            break
        if last == "." and "." in doc[start : end - 1].text:
            break
        end -= 1
    return doc[start:end] if start < end else None
