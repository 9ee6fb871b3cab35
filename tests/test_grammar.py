"""Grammatical functions, on sentences small enough to check by eye."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Token

from foedus.reading import grammar
from foedus.reading.parse import pipeline


def word(text: str, target: str) -> Token:
    return next(t for t in pipeline()(text) if t.text == target)


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("Russia condemned the strikes.", "condemned", ["Russia"]),
        ("The strikes were condemned by Russia.", "condemned", ["Russia"]),
        ("The strikes were condemned.", "condemned", []),
        ("Israel attacked Syria and bombed Lebanon.", "bombed", ["Israel"]),
        ("Iran refrained from attacking Israel.", "attacking", ["Iran"]),
        ("Turkey, which invaded Syria, denied it.", "invaded", ["Turkey"]),
        ("Tehran wants to attack Israel.", "attack", ["Tehran"]),
        ("Washington urged Iran to release the sailors.", "release", ["Iran"]),
        ("The drones supplied by Iran were old.", "supplied", ["Iran"]),
        ("France opened talks, hoping to free the hostages.", "hoping", ["France"]),
    ],
)
def test_subjects(text: str, verb: str, wanted: list[str]) -> None:
    assert [t.text for t in grammar.subjects(word(text, verb))] == wanted


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("Russia condemned the strikes.", "condemned", ["strikes"]),
        ("The sailors were arrested by Iran.", "arrested", ["sailors"]),
        ("The drones supplied by Iran were old.", "supplied", ["drones"]),
        ("The drones that Tehran supplied were old.", "supplied", ["drones"]),
        ("Seoul criticized and condemned Pyongyang.", "criticized", ["Pyongyang"]),
        ("They flew to China, where Kerry met with Lavrov.", "met", []),
    ],
)
def test_objects(text: str, verb: str, wanted: list[str]) -> None:
    assert [t.text for t in grammar.objects(word(text, verb))] == wanted


@pytest.mark.parametrize(
    ("text", "target", "look", "wanted"),
    [
        ("Iran met with Russia.", "met", lambda t: grammar.after_verb(t, ("with",)), ["Russia"]),
        (
            "The U.S. imposed sanctions on Iran.",
            "imposed",
            lambda t: grammar.after_verb(t, ("on",)),
            ["Iran"],
        ),
        ("U.S. strikes on Iran angered many.", "strikes", grammar.modifiers, ["U.S."]),
        ("Its decision surprised Moscow.", "decision", grammar.possessors, ["Its"]),
        ("Russia gave Iran missiles.", "gave", grammar.indirect_objects, ["Iran"]),
    ],
)
def test_what_stands_beside(
    text: str, target: str, look: Callable[[Token], list[Token]], wanted: list[str]
) -> None:
    assert [t.text for t in look(word(text, target))] == wanted


def test_conjuncts_are_expanded_in_order() -> None:
    token = word("Israel attacked Hezbollah, Hamas and Syria.", "Hezbollah")
    assert [t.text for t in grammar.with_conjuncts(token)] == ["Hezbollah", "Hamas", "Syria"]


def test_a_list_is_a_list_where_the_parse_says_apposition() -> None:
    token = word("Mali, Burkina Faso and Niger have formally left ECOWAS.", "Mali")
    assert [t.text for t in grammar.with_conjuncts(token)] == ["Mali", "Faso", "Niger"]


def test_the_verb_that_carries_a_noun() -> None:
    verb = grammar.governor(word("Israel launched strikes on Iran.", "strikes"))
    assert verb is not None
    assert verb.text == "launched"
