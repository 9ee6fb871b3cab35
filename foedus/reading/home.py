"""Whose police, parliament, rebels, protesters: people and bodies that are named without a state get their
home.

A domestic actor is its state's (PLOVER codes country and sector). The home is, in this order: the state of
another domestic actor in the sentence ("the Georgian patriarch ... riot police"), where the sentence says
that it happened ("in Montpellier"), the state that the dispatch is mostly about, unless the sentence names
another. Where none of these speaks, or two states do, nothing is guessed. Officials without a state are the
host's whom a visitor meets ("on a visit to Uzbekistan, he met ministers"), and the home's where they meet
another state's counterparts. Sectors, words and shares stand in `data/reading/home.toml`.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.reading import grammar
from foedus.reading.coreference import UNNAMED
from foedus.reading.lexicon import settings as words
from foedus.reading.page import Mention, Page
from foedus.records import Actor, Place
from foedus.register import register

BASIS = "home state"


@cache
def settings() -> dict[str, Any]:
    """`data/reading/home.toml`."""
    return tomllib.loads((files("foedus") / "data/reading/home.toml").read_text("utf-8"))


def find(page: Page) -> None:
    """Give every mention of a domestic sector without a state its home; drop single bodies that get none."""
    focus: Counter[str] = Counter()
    kept: list[Mention] = []
    places = _places(page)
    for passage, sent, held in page.sentences():
        named = {code for m in held for a in m.actors if (code := _state(a))}
        home = _home(held, places.get((passage, sent.start), []), focus, named)
        for mention in held:
            actor = mention.actors[0]
            if actor.basis == UNNAMED and actor.sector in words()["domestic"] and home:
                mention.actors = (replace(actor, country=home, basis=BASIS),)
            elif actor.basis == UNNAMED and actor.sector == "GOV":
                state = _host(page, mention, held) or _opposite(held, focus)
                if state:
                    mention.actors = (replace(actor, country=state, basis=BASIS),)
            if not (mention.is_tentative and mention.actors[0].basis == UNNAMED):
                kept.append(mention)
        focus.update(code for m in held for a in m.actors if a.basis != BASIS and (code := _state(a)))
    page.mentions = sorted(kept, key=lambda m: (m.passage, m.first))


def _state(actor: Actor) -> str:
    """The state that an actor names, by itself or as whose it is; empty for a pronoun and for blocs."""
    code = actor.country or ""
    return code if actor.basis != "pronoun" and register().state(code) else ""


def _home(
    held: Sequence[Mention], places: Sequence[Place], focus: Counter[str], named: set[str]
) -> str | None:
    sectors = words()["domestic"]
    domestic = {_state(a) for m in held for a in m.actors if a.sector in sectors} - {""}
    if len(domestic) == 1:
        return domestic.pop()
    here = {place.country for place in places if place.country}
    if not domestic and len(here) == 1:
        return here.pop()
    state = None if domestic or here else _main(focus)
    return state if state and named <= {state} else None


def _host(page: Page, mention: Mention, held: Sequence[Mention]) -> str | None:
    """Whose officials a visitor meets: "on a visit to Uzbekistan, the minister met officials"."""
    doc = page.passages[mention.passage].doc
    verb = grammar.governor(doc[mention.head])
    if verb is None or verb.lemma_.lower() not in settings()["meetings"] or mention.head < verb.i:
        return None
    doers = {t.i for noun in grammar.subjects(verb) for t in grammar.with_conjuncts(noun)}
    guests = {_state(a) for m in held if doers & set(range(m.first, m.last)) for a in m.actors} - {""}
    hosts = {
        _state(m.actors[0])
        for m in held
        if (above := doc[m.head].head).dep_ == "prep" and above.head.lemma_.lower() in settings()["visits"]
    } - {"", *guests}
    return hosts.pop() if guests and len(hosts) == 1 else None


def _opposite(held: Sequence[Mention], focus: Counter[str]) -> str | None:
    """Whose officials meet "their French counterparts": the state that the rest is about."""
    others = {
        _state(a)
        for m in held
        for a in m.actors
        if a.office and a.office.lower() in settings()["counterparts"]
    }
    left = Counter({state: times for state, times in focus.items() if state not in others})
    return _main(left) if others - {""} else None


def _main(focus: Counter[str]) -> str | None:
    """The state that a dispatch is mostly about; None where it is about several."""
    (state, times), *_ = focus.most_common(1) or [("", 0)]
    is_about = times >= settings()["least"] and times / focus.total() >= settings()["share"]
    return state if is_about else None


def _places(page: Page) -> dict[tuple[int, int], list[Place]]:
    """The places in which a sentence says that things happen: after a preposition, and no whole state."""
    found: dict[tuple[int, int], list[Place]] = {}
    before_places = set(settings()["prepositions"])
    starts = [passage.start for passage in page.passages]
    for place in page.places:
        number = bisect_right(starts, place.span.start) - 1
        if number < 0 or not place.country or place.name == register().state(place.country):
            continue
        passage = page.passages[number]
        tokens = passage.tokens(place.span)
        if tokens is not None and len(tokens):
            first = tokens.root.left_edge.i
            if first > 0 and passage.doc[first - 1].lower_ in before_places:
                found.setdefault((number, tokens.root.sent.start), []).append(place)
    return found
