"""Which words name a place: the parser's names, checked against the gazetteer, and those it overlooked.

A name that is known but lacks a sign that a place is meant ("Tabriz" taken for a person, a village taken for
a firm) counts only where the same text shows elsewhere that it is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from foedus.reading.gazetteer import (
    CONTAINERS,
    Spot,
    adjectives,
    by_hand,
    capitals,
    fold,
    lies_in,
    openings,
    settings,
    short_forms,
    spots,
)
from foedus.register import tables

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
    candidates = [c for c in (*_named(doc, people), *_overlooked(doc, people)) if not _is_government(c)]
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
    if not _is_capital(words) or _is_person(words, people) or _is_part(words):
        return
    lists = settings().words
    words = _whole(words)
    known = _spots(words)
    if known and _is_abbreviation(words) and not _is_short_name(words, known):
        return
    if known:
        if _is_given(words, known, people):
            return
        is_doubtful = known[0].kind == "town" and words.text.casefold() in lists["doubtful"]
        is_known = known[0].weight >= settings().trusted["labelled"] and _is_own_name(words, known[0])
        is_sure = _is_signed(words, known) or (is_known and not is_doubtful)
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
    elif _is_located(words):
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
            if part[0].lower_ in lists["articles"] or _is_part(part):
                continue
            known = spots(part.text)
            if not known or (_is_abbreviation(part) and not _is_code_within(part, known, start)):
                continue
            is_own = _is_own_name(part, known[0])
            is_sure = trust == "labelled" or (is_own and (_is_big(known[0], trust) or _is_civic(part, known)))
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
    return _follows_name(part) or (start == 0 and _is_state_code(part, known))


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


CODE = 3
"""Letters in the longest short form that could be something else."""


def _meant(words: Tokens, known: tuple[Spot, ...], label: str, people: People) -> Iterator[Toponym]:
    """A known name that the parser takes for something else, if it is likely to mean the place."""
    text = words.text
    if not _is_capital(words) or _is_person(words, people) or _is_part(words):
        return
    if _is_abbreviation(words):
        if _follows_name(words) or _is_state_code(words, known):
            yield Toponym(words, known)
        return
    if known[0].kind == "seat":
        if _is_located(words):
            yield Toponym(words, known)
        return
    if known[0].weight < settings().trusted["labelled"] and not _is_introduced(words, known):
        return
    is_doubtful = text.casefold() in settings().words["doubtful"]
    if _is_big(known[0], "alone") and _is_own_name(words, known[0]) and not (label and is_doubtful):
        is_name = label != "PERSON" or len(words) > 1 or known[0].kind != "town"
        is_sure = is_name or known[0].weight >= settings().trusted["person"] or _is_signed(words, known)
    elif is_doubtful:
        is_sure = _is_located(words) or _lies_before_container(words, known)
    else:
        is_sure = _is_signed(words, known)
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
        return not (known and known[0].kind in {"state", "province"} and _is_located(words))
    if words.text in _leaders() and not _is_located(words):
        return True
    before = _before(words[0])
    return before is not None and before.lower_ in settings().words["titles"]


def _is_given(words: Tokens, known: tuple[Spot, ...], people: People) -> bool:
    """Whether a name is the first name of somebody in the text, and nothing says that the place is meant."""
    if words.text not in people.first:
        return False
    if known[0].kind != "town" and words.text.casefold() not in settings().words["given"]:
        return False
    return _is_possessor(words) or not _is_signed(words, known)


def _is_big(spot: Spot, how: str) -> bool:
    """Whether a place is known so well that its name needs no further sign."""
    if spot.kind in {"state", "diplomatic", "province"} or (spot.kind == "district" and " " in spot.name):
        return True
    return spot.kind == "town" and spot.weight >= settings().trusted[how]


def _is_own_name(words: Tokens, spot: Spot) -> bool:
    """Whether a town is called by its own name, not by another spelling that may be a common word."""
    return spot.kind != "town" or fold(words.text) == fold(spot.name)


# What shows that a place is meant -----------------------------------------------------------------------


def _is_signed(words: Tokens, known: tuple[Spot, ...]) -> bool:
    """Whether the words around a known name show that the place is meant."""
    return (
        _is_located(words)
        or _is_taken(words)
        or _is_dateline(words)
        or _is_local(words)
        or _lies_before_container(words, known)
    )


def _before(token: Token, steps: int = 1) -> Token | None:
    """The word before, or some words before, line breaks and the like left out; None at the start."""
    doc, at = token.doc, token.i
    while steps and at:
        at -= 1
        steps -= not doc[at].is_space
    return None if steps else doc[at]


def _is_introduced(words: Tokens, known: tuple[Spot, ...]) -> bool:
    """Whether even a village is meant for certain: "the town of Haris", "HOLLIDAY, Mo. —"."""
    before, whose = _before(words[0]), _before(words[0], 2)
    if before is not None and whose is not None and before.lower_ == "of":
        return whose.lower_ in settings().words["villages"]
    return _is_dateline(words) or _lies_before_container(words, known)


def _is_located(words: Tokens) -> bool:
    """Whether the words before say that something is there, or goes there, or are a name that it explains."""
    return _is_placed(words) or _follows_name(words)


def _is_placed(words: Tokens) -> bool:
    """Whether a preposition before says that something is there, or goes there."""
    lists = settings().words
    before = _before(words[0])
    while before is not None and before.lower_ in lists["leading"]:
        before = _before(before)
    if before is None:
        return False
    if before.lower_ == "of":
        whose = _before(before)
        if whose is None:
            return False
        return whose.lower_ in lists["settlements"] or whose.lower_ in lists["dwellers"] or whose.text == ","
    return before.lower_ in lists["locative"] or before.lower_ in lists["directional"]


def _is_taken(words: Tokens) -> bool:
    """Whether the words are the object of an act that only a place can suffer: "took Goma"."""
    root = words.root
    return root.dep_ == "dobj" and root.head.lemma_ in settings().words["taking"]


def _follows_name(words: Tokens) -> bool:
    """Whether the words follow a name and a comma: "Paris, Texas"."""
    comma, name = _before(words[0]), _before(words[0], 2)
    if comma is None or name is None or comma.text != ",":
        return False
    return name.pos_ == "PROPN" and name.text[0].isupper()


def _is_dateline(words: Tokens) -> bool:
    """Whether the words open a sentence as the place that a report comes from: "TORRINGTON —"."""
    doc = words.doc
    opens = words.start == 0 or words[0].is_sent_start or words[0].nbor(-1).is_space
    return opens and words.text.isupper() and words.end < len(doc) and doc[words.end].text in DASHES


DASHES = frozenset({"—", "–", "-", "--", "(", ",", "―", ":"})


def _is_local(words: Tokens) -> bool:
    """Whether the word after is one told of by its place: "Mosul residents", "the Tabriz governor"."""
    doc = words.doc
    if words.end >= len(doc) or words[-1].pos_ != "PROPN":
        return False
    return doc[words.end].lower_ in settings().words["local"]


def _lies_before_container(words: Tokens, known: tuple[Spot, ...]) -> bool:
    """Whether the name of a place that it lies in follows: "Ada, Oklahoma"."""
    doc, start = words.doc, words.end + 1
    if start >= len(doc) or doc[words.end].text not in {",", "("} or not doc[start].text[0].isupper():
        return False
    for size in range(min(3, len(doc) - start), 0, -1):
        containers = [c for c in spots(doc[start : start + size].text) if c.kind in CONTAINERS]
        if containers:
            return any(lies_in(s, c) for s in known for c in containers)
    return False


def _is_possessor(words: Tokens) -> bool:
    return words.end < len(words.doc) and words.doc[words.end].tag_ == "POS"


# What shows that none is --------------------------------------------------------------------------------


def _is_part(words: Tokens) -> bool:
    """Whether the words are part of another name: "Moscow Times", "Warsaw Pact", "Real Madrid"."""
    doc, lists = words.doc, settings().words
    key = words.text.casefold()
    if key in lists["never"] or key in lists["leading"] or key.endswith("-"):
        return True
    if fold(words.text) in _bodies() and not _is_typed(words):
        return True
    before = _before(words[0])
    if before is not None and before.i and not before.is_sent_start:
        if before.text[0].isupper() and before.lower_ in lists["prefixes"]:
            return True
        if before.lower_ in lists["joining"] and before.nbor(-1).text[0].isupper():
            return True
    end = words.end
    if end >= len(doc):
        return False
    after = doc[end]
    if after.tag_ == "POS" and end + 1 < len(doc):
        return key.startswith(("st. ", "st ", "saint ")) and doc[end + 1].lower_ in lists["hallowed"]
    if after.text[0].isupper() and after.lower_ in lists["suffixes"]:
        return True
    if key.startswith(("st. ", "st ", "saint ")) and after.lower_ in lists["hallowed"]:
        return True
    return _is_treaty(words, after)


def _is_typed(words: Tokens) -> bool:
    """Whether the next word says what kind of place it is: "Fars province"."""
    after = words.doc[words.end] if words.end < len(words.doc) else None
    return after is not None and after.is_alpha and after.lower_ in settings().words["trailing"]


def _is_treaty(words: Tokens, after: Token) -> bool:
    """Whether a town is named only because a treaty bears its name: "the Minsk agreements"."""
    lists, doc = settings().words, words.doc
    joint, head = _before(words[0]), _before(words[0], 2)
    if joint is not None and head is not None and joint.lower_ == "of" and head.is_title:
        return head.lemma_.lower() in lists["treaties"]  # "the Treaty of Lisbon"
    if after.lower_ in lists["treated"] and after.i + 1 < len(doc):
        after = doc[after.i + 1]
    if after.lemma_.lower() not in lists["treaties"]:
        return False
    known = spots(words.text)
    return bool(known) and known[0].kind in {"town", "diplomatic"}


def _is_government(toponym: Toponym) -> bool:
    """Whether a capital stands for those who govern there: "Washington decided"."""
    words = toponym.words
    if not toponym.spots or toponym.spots[0].kind not in {"town", "diplomatic"} or words.text.isupper():
        return False
    root = words.root
    while root.dep_ in {"conj", "appos"} and root.head.pos_ == "PROPN":
        root = root.head
    if fold(words.text) not in capitals():
        return False
    lists = settings().words
    if _is_sided(words) or (root.dep_ == "poss" and root.head.lemma_.lower() in lists["governing"]):
        return True
    if root.dep_ != "nsubj" or root.head.pos_ != "VERB":
        return False
    return root.head.lemma_ not in lists["staying"] and not _is_placed(words)


def _is_sided(words: Tokens) -> bool:
    """Whether a hyphen makes a capital a side: "pro-Moscow", "Tehran-backed"."""
    doc, lists = words.doc, settings().words
    if words.start > 1 and doc[words.start - 1].text == "-":
        return doc[words.start - 2].lower_ in lists["siding"]
    return (
        words.end + 1 < len(doc)
        and doc[words.end].text == "-"
        and doc[words.end + 1].lower_ in lists["sided"]
    )


@cache
def _leaders() -> frozenset[str]:
    """Names by which persons of the register are known alone: "Obama"."""
    return frozenset(name for row in tables.rows("people") for name in tables.several(row[2]))


@cache
def _bodies() -> frozenset[str]:
    """Keys of organisations and outlets, which towns of their letters are not: "NATO", "E.U.", "Xinhua"."""
    rows = (row for table in ("organisations", "outlets", "agencies") for row in tables.rows(table))
    return frozenset(fold(name) for row in rows for name in (row[0], *tables.several(row[1])))


def _is_abbreviation(words: Tokens) -> bool:
    """Whether the words are a short form that could be something else: "Ky.", "Miss", "US"."""
    text = words.text
    return text.endswith(".") or len(text) <= CODE or text.casefold() + "." in short_forms()


def _is_short_name(words: Tokens, known: tuple[Spot, ...]) -> bool:
    """Whether a name that is as short as a short form means the place all the same: "Qom"."""
    text = words.text
    if _is_state_code(words, known) or _follows_name(words):
        return True
    if "." in text[:-1] and (text.casefold() in short_forms() or known[0].kind == "diplomatic"):  # "B.C."
        return True
    if text.endswith(".") or text.isupper() or text.casefold() + "." in short_forms():
        return False
    return text.casefold() not in settings().words["doubtful"] and (
        _is_signed(words, known) or _is_big(known[0], "embedded")
    )


def _is_state_code(words: Tokens, known: tuple[Spot, ...]) -> bool:
    return words.text.isupper() and known[0].kind == "state"


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
