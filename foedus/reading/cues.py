"""The cues of attribution as data: which words hand a claim to its source, and where the claim then stands.

The groups and their fields are explained at the head of `data/reading/attribution.toml`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Part = str
"""verb, adjective, noun, seeming (a verb that hands its subject to no one in particular) or adverb."""


@dataclass(frozen=True, slots=True)
class Cue:
    """How one word takes its content; `beside` is the further word it asks for ("out" of "point out")."""

    part: Part
    beside: str
    takes: frozenset[str]
    prepositions: frozenset[str]
    addressee: bool
    speech: bool
    vouches: frozenset[str]
    """Of `takes`, by which the source says how things are, rather than how it wants or judges them."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Every cue, found by part and lemma, and the word lists that the rules share."""

    words: dict[tuple[Part, str], tuple[Cue, ...]]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    """Words that bring a source after them ("according", "to"), by the last of them."""
    not_sources: frozenset[str]
    lists: dict[str, frozenset[str]]


def table() -> dict[str, Any]:
    """`attribution.toml` as it stands, with the examples of each group."""
    return tomllib.loads(files("foedus.data.reading").joinpath("attribution.toml").read_text("utf-8"))


@cache
def cues() -> Cues:
    """The cues, read once. A word that stands in several groups takes what any of them says."""
    data = table()
    found: dict[tuple[Part, str], dict[str, Cue]] = defaultdict(dict)
    for part in ("verb", "adjective", "noun", "seeming", "adverb"):
        for group in data[part]:
            for words in group["words"]:
                lemma, _, beside = words.partition(" ")
                known = found[part, lemma].get(beside)
                found[part, lemma][beside] = _joined(_cue(part, beside, group), known)
    phrases: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for group in data["phrase"]:
        for words in group["words"]:
            phrase = tuple(words.split())
            phrases[phrase[-1]].append(phrase)
    return Cues(
        words={key: _longest_first(by.values()) for key, by in found.items()},
        phrases={key: tuple(value) for key, value in phrases.items()},
        not_sources=frozenset(data["lists"]["not_sources"]),
        lists={name: frozenset(words) for name, words in data["lists"].items()},
    )


PARTS: dict[str, Part] = {"VERB": "verb", "AUX": "verb", "ADJ": "adjective", "NOUN": "noun"}


def vouching(pos: str, lemma: str, form: str) -> bool | None:
    """Whether a cue says, by a content of that form, how things are; None if the word is no cue.

    `form` is one of `takes`.
    """
    found = cues().words.get((PARTS.get(pos, ""), lemma))
    return any(form in cue.vouches for cue in found) if found else None


def _cue(part: Part, beside: str, group: dict[str, Any]) -> Cue:
    takes = frozenset(group.get("takes", ("clause", "infinitive", "object")))
    return Cue(
        part=part,
        beside=beside,
        takes=takes,
        prepositions=frozenset(group.get("with", ())),
        addressee=bool(group.get("addressee", False)),
        speech=bool(group.get("speech", False)),
        vouches=takes if group.get("vouches", True) else frozenset(),
    )


def _joined(cue: Cue, other: Cue | None) -> Cue:
    if other is None:
        return cue
    return Cue(
        part=cue.part,
        beside=cue.beside,
        takes=cue.takes | other.takes,
        prepositions=cue.prepositions | other.prepositions,
        addressee=cue.addressee or other.addressee,
        speech=cue.speech or other.speech,
        vouches=cue.vouches | other.vouches,
    )


def _longest_first(group: Iterable[Cue]) -> tuple[Cue, ...]:
    return tuple(sorted(group, key=lambda cue: -len(cue.beside)))
