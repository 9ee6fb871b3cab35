"""Signs that a known name means the place, and signs that it does not: the words around it."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from foedus.reading.gazetteer import CONTAINERS, Spot, capitals, fold, lies_in, settings, short_forms, spots
from foedus.register import tables

CODE = 3
"""Letters in the longest short form that could be something else."""


def is_signed(words: Tokens, known: tuple[Spot, ...]) -> bool:
    """Whether the words around a known name show that the place is meant."""
    return (
        is_located(words)
        or _is_taken(words)
        or _is_dateline(words)
        or _is_local(words)
        or lies_before_container(words, known)
    )


def before(token: Token, steps: int = 1) -> Token | None:
    """The word before, or some words before, line breaks and the like left out; None at the start."""
    doc, at = token.doc, token.i
    while steps and at:
        at -= 1
        steps -= not doc[at].is_space
    return None if steps else doc[at]


def is_introduced(words: Tokens, known: tuple[Spot, ...]) -> bool:
    """Whether even a village is meant for certain: "the town of Haris", "HOLLIDAY, Mo. —"."""
    of, whose = before(words[0]), before(words[0], 2)
    if of is not None and whose is not None and of.lower_ == "of":
        return whose.lower_ in settings().words["villages"]
    return _is_dateline(words) or lies_before_container(words, known)


def is_located(words: Tokens) -> bool:
    """Whether the words before say that something is there, or goes there, or are a name that it explains."""
    return _is_placed(words) or follows_name(words)


def _is_placed(words: Tokens) -> bool:
    """Whether a preposition before says that something is there, or goes there."""
    lists = settings().words
    word = before(words[0])
    while word is not None and word.lower_ in lists["leading"]:
        word = before(word)
    if word is None:
        return False
    if word.lower_ == "of":
        whose = before(word)
        if whose is None:
            return False
        return whose.lower_ in lists["settlements"] or whose.lower_ in lists["dwellers"] or whose.text == ","
    return word.lower_ in lists["locative"] or word.lower_ in lists["directional"]


def _is_taken(words: Tokens) -> bool:
    """Whether the words are the object of an act that only a place can suffer: "took Goma"."""
    root = words.root
    return root.dep_ == "dobj" and root.head.lemma_ in settings().words["taking"]


def follows_name(words: Tokens) -> bool:
    """Whether the words follow a name and a comma: "Paris, Texas"."""
    comma, name = before(words[0]), before(words[0], 2)
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


def lies_before_container(words: Tokens, known: tuple[Spot, ...]) -> bool:
    """Whether the name of a place that it lies in follows: "Ada, Oklahoma"."""
    doc, start = words.doc, words.end + 1
    if start >= len(doc) or doc[words.end].text not in {",", "("} or not doc[start].text[0].isupper():
        return False
    for size in range(min(3, len(doc) - start), 0, -1):
        containers = [c for c in spots(doc[start : start + size].text) if c.kind in CONTAINERS]
        if containers:
            return any(lies_in(s, c) for s in known for c in containers)
    return False


def is_possessor(words: Tokens) -> bool:
    """Whether something is said to be the name's: "Washington's"."""
    return words.end < len(words.doc) and words.doc[words.end].tag_ == "POS"


# What shows that none is --------------------------------------------------------------------------------


def is_part(words: Tokens) -> bool:
    """Whether the words are part of another name: "Moscow Times", "Warsaw Pact", "Real Madrid"."""
    doc, lists = words.doc, settings().words
    key = words.text.casefold()
    if key in lists["never"] or key in lists["leading"] or key.endswith("-"):
        return True
    if fold(words.text) in _bodies() and not _is_typed(words):
        return True
    word = before(words[0])
    if word is not None and word.i and not word.is_sent_start:
        if word.text[0].isupper() and word.lower_ in lists["prefixes"]:
            return True
        if word.lower_ in lists["joining"] and word.nbor(-1).text[0].isupper():
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
    joint, head = before(words[0]), before(words[0], 2)
    if joint is not None and head is not None and joint.lower_ == "of" and head.is_title:
        return head.lemma_.lower() in lists["treaties"]  # "the Treaty of Lisbon"
    if after.lower_ in lists["treated"] and after.i + 1 < len(doc):
        after = doc[after.i + 1]
    if after.lemma_.lower() not in lists["treaties"]:
        return False
    known = spots(words.text)
    return bool(known) and known[0].kind in {"town", "diplomatic"}


def is_government(words: Tokens, known: tuple[Spot, ...]) -> bool:
    """Whether a capital stands for those who govern there: "Washington decided"."""
    if not known or known[0].kind not in {"town", "diplomatic"} or words.text.isupper():
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
def leaders() -> frozenset[str]:
    """Names by which persons of the register are known alone: "Obama"."""
    return frozenset(name for row in tables.rows("people") for name in tables.several(row[2]))


@cache
def _bodies() -> frozenset[str]:
    """Keys of organisations and outlets, which towns of their letters are not: "NATO", "E.U.", "Xinhua"."""
    rows = (row for table in ("organisations", "outlets", "agencies") for row in tables.rows(table))
    return frozenset(fold(name) for row in rows for name in (row[0], *tables.several(row[1])))


def is_abbreviation(words: Tokens) -> bool:
    """Whether the words are a short form that could be something else: "Ky.", "Miss", "US"."""
    text = words.text
    return text.endswith(".") or len(text) <= CODE or text.casefold() + "." in short_forms()


def is_short_name(words: Tokens, known: tuple[Spot, ...]) -> bool:
    """Whether a name that is as short as a short form means the place all the same: "Qom"."""
    text = words.text
    if is_state_code(words, known) or follows_name(words):
        return True
    if "." in text[:-1] and (text.casefold() in short_forms() or known[0].kind == "diplomatic"):  # "B.C."
        return True
    if text.endswith(".") or text.isupper() or text.casefold() + "." in short_forms():
        return False
    return text.casefold() not in settings().words["doubtful"] and (
        is_signed(words, known) or is_big(known[0], "embedded")
    )


def is_state_code(words: Tokens, known: tuple[Spot, ...]) -> bool:
    """Whether a short form in capitals is a state's: "UK"."""
    return words.text.isupper() and known[0].kind == "state"


def is_big(spot: Spot, how: str) -> bool:
    """Whether a place is known so well that its name needs no further sign."""
    if spot.kind in {"state", "diplomatic", "province"} or (spot.kind == "district" and " " in spot.name):
        return True
    return spot.kind == "town" and spot.weight >= settings().trusted[how]


def is_own_name(words: Tokens, spot: Spot) -> bool:
    """Whether a town is called by its own name, not by another spelling that may be a common word."""
    return spot.kind != "town" or fold(words.text) == fold(spot.name)
