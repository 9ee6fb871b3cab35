"""The relation model's say, with a model that says what the test wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

import pytest

from foedus.ontology import plover
from foedus.reading import judging, parse
from foedus.reading.page import Page
from foedus.reading.reader import STEPS
from foedus.reading.relations import Answer, Asked, Judgement
from foedus.records import Dispatch, Section, Span


class Sayer:
    """A model that gives every pair the same judgement."""

    card: ClassVar = {"version": "9"}

    def __init__(self, event: str, probability: float, none: float, *, at: str = "") -> None:
        rest = (1 - probability - none) / 15
        types = {name: probability if name == event else rest for name in plover().types}
        self.judgement = Judgement(types, none, {}, {})
        self.at = at
        self.asked: list[Asked] = []

    def weigh_many(self, asked: Iterable[Asked]) -> Iterator[Answer]:
        for question in asked:
            self.asked.append(question)
            start = question[0].find(self.at) if self.at else -1
            point = Span(start, start + len(self.at)) if start >= 0 else None
            yield Answer([replace(self.judgement, predicate=point)] * len(question[2]))


def unjudged(text: str) -> Page:
    """A page after the steps before the model's."""
    dispatch = Dispatch("d", text, (Section("body", Span(0, len(text))),), language="en")
    read = next(parse.pages([dispatch]))
    for step in STEPS[: STEPS.index(judging.find)]:
        step(read)
    return read


def weighed(monkeypatch: pytest.MonkeyPatch, text: str, sayer: Sayer) -> Page:
    read = unjudged(text)
    monkeypatch.setattr(judging, "judge", lambda: sayer)
    judging.find(read)
    return read


def test_where_both_agree_the_record_is_surer(monkeypatch: pytest.MonkeyPatch) -> None:
    before = unjudged("Norway condemned Russia.").candidates[0].probability
    read = weighed(monkeypatch, "Norway condemned Russia.", Sayer("ACCUSE", 0.99, 0.0))
    assert read.candidates[0].model == "9"
    assert read.candidates[0].probability >= before


def test_sides_are_asked_about_where_they_stand_in_their_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    sayer = Sayer("ACCUSE", 0.9, 0.0)
    weighed(monkeypatch, "Rain fell. Norway condemned Russia.", sayer)
    text, sides, pairs = sayer.asked[0]
    assert [text[s.start : s.end] for s in sides] == ["Norway", "Russia"]
    assert list(pairs) == [(0, 1), (1, 0)]


def test_a_candidate_that_the_rule_doubts_and_the_model_denies_is_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = unjudged("Norway condemned Russia.")
    read.candidates[0].probability = 0.4
    monkeypatch.setattr(judging, "judge", lambda: Sayer("ACCUSE", 0.01, 0.98))
    judging.find(read)
    assert read.candidates[0].dropped == "no-act"


def test_another_type_holds_where_the_model_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    read = weighed(monkeypatch, "Norway condemned Russia.", Sayer("REJECT", 0.99, 0.0))
    assert read.candidates[0].event == "REJECT"


def test_what_no_rule_finds_is_recorded_where_the_model_is_very_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    sayer = Sayer("ACCUSE", 0.995, 0.0, at="outfoxed")
    read = weighed(monkeypatch, "Norway outfoxed Russia.", sayer)
    assert ("ACCUSE", "") in [(c.event, c.rule) for c in read.candidates]
    assert read.candidates[0].words.text == "outfoxed"
    for other in (Sayer("ACCUSE", 0.6, 0.3, at="outfoxed"), Sayer("ACCUSE", 0.995, 0.0, at="Russia")):
        assert not weighed(monkeypatch, "Norway outfoxed Russia.", other).candidates


def test_a_rule_without_a_recipient_gets_the_one_that_the_model_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Norway protested, and the protest was meant for Russia."
    lone = [c for c in unjudged(text).candidates if c.dropped is None and not c.recipient]
    assert lone
    found = weighed(monkeypatch, text, Sayer(lone[0].event, 0.9, 0.0, at=lone[0].words.text)).candidates
    assert any({a.country for a in c.recipient} == {"RUS"} for c in found if c.actor)


def test_what_only_says_where_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    sayer = Sayer("ASSAULT", 0.99, 0.0, at="fell")
    assert not weighed(monkeypatch, "Rain fell in Peru, Chile said.", sayer).candidates


def test_the_model_alone_is_not_asked_about_two_of_one_state(monkeypatch: pytest.MonkeyPatch) -> None:
    sayer = Sayer("AID", 0.99, 0.0)
    weighed(monkeypatch, "The French president flew over a French village.", sayer)
    assert not sayer.asked
    weighed(monkeypatch, "The French president flew over a German village.", sayer)
    assert sayer.asked
