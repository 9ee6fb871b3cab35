"""Proper names in the parse: where a person's or a body's name begins and ends, beside titles and address."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `speakers.toml`."""

    address: dict[str, str]
    """Form of address to pronoun; empty where it tells none."""
    pronouns: dict[str, str]
    """Pronoun to its nominative."""
    relative: frozenset[str]
    titles: frozenset[str]
    belongs: frozenset[str]


@cache
def words() -> Words:
    """The word lists, read once."""
    data = tomllib.loads(files("foedus.data.reading").joinpath("speakers.toml").read_text("utf-8"))
    address = {w: p for p in ("he", "she") for w in data["address"][p]} | dict.fromkeys(
        data["address"]["other"], ""
    )
    return Words(
        address=address,
        pronouns={w: p for p, forms in data["pronouns"].items() for w in forms},
        relative=frozenset(data["relative"]["words"]),
        titles=frozenset(data["titles"]["words"]),
        belongs=frozenset(data["belongs"]["prepositions"]),
    )


def name_of(head: Token) -> tuple[int, int, bool] | None:
    """The proper name that a head word ends, and whether it is a person's; None for other nouns."""
    doc, known = head.doc, words()
    if head.pos_ not in {"PROPN", "NUM"} and head.ent_type_ not in {"PERSON", "ORG"}:
        return None
    if head.ent_type_ == "" and (head.pos_ != "PROPN" or head.text.islower()):
        return None
    first = head.i
    kind = head.ent_type_
    if kind in {"PERSON", "ORG", "GPE", "NORP", "FAC", "PRODUCT"}:
        while first > 0 and doc[first].ent_iob_ == "I":
            first -= 1
        last = head.i + 1
        while last < len(doc) and doc[last].ent_iob_ == "I" and kind in {"ORG", "FAC"}:
            last += 1
        if kind != "PERSON" and (head.pos_ == "NOUN" and head.text.islower()):
            return None
    else:
        last = head.i + 1
        floor = head.left_edge.i
        while first > floor and (
            doc[first - 1].pos_ in {"PROPN", "NUM"} or (doc[first - 1].text == "-" and first - 1 > floor)
        ):
            first -= 1
    while first < last - 1 and _is_no_name(doc[first], known):
        first += 1
    while last > first + 1 and (
        doc[last - 1].dep_ == "case" or doc[last - 1].is_punct or doc[last - 1].is_space
    ):
        last -= 1
    if last - first == 1 and doc[first].lower_ in known.titles:
        return None  # "the Minister" alone
    titled = [i for i in range(first, last - 1) if doc[i].lower_ in known.titles]
    human = kind == "PERSON" or bool(titled) or (first > 0 and doc[first - 1].lower_ in known.address)
    if titled:
        first = titled[-1] + 1
    if not human and first > 0 and kind in {"ORG", ""} and doc[first - 1].lower_ in known.titles:
        human = doc[first - 1].dep_ == "compound" and doc[first - 1].head.i == head.i
    return first, last, human


def _is_no_name(token: Token, known: Words) -> bool:
    return (
        token.lower_ in known.address
        or (token.pos_ == "DET" and not token.is_title)
        or (token.lower_ == "the" and token.i == 0)
        or token.is_punct
        or token.is_space
    )


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without "'s": what two mentions of one person share."""
    return tuple(
        part for part in name.lower().replace("’s", "").replace("'s", "").split() if part[0].isalnum()
    )
