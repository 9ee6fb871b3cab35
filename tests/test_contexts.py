"""Contexts: in what field an act stands."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from spacy.language import Language

from foedus.ontology import plover
from foedus.reading import contexts
from foedus.reading.page import Candidate, Page
from foedus.reading.parse import pipeline
from foedus.records import Actor, Dispatch, Span

RAW = tomllib.loads((files("foedus") / "data/reading/contexts.toml").read_text("utf-8"))


def evidence(kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(row["name"], case) for row in RAW["context"] for case in row.get(kind, ())]


@pytest.fixture(scope="session")
def nlp() -> Language:
    return pipeline()


def read(nlp: Language, text: str, act: str, **fields: Any) -> Candidate:
    doc = nlp(text)
    token = next(t for t in doc if t.text == act)
    event = fields.pop("event", "ASSAULT")
    candidate = Candidate(0, token, doc[token.i : token.i + 1], event, None, "test", 1.0, **fields)
    page = Page(Dispatch("d", text), candidates=[candidate])
    contexts.find(page)
    return candidate


@pytest.mark.parametrize(("name", "case"), evidence("examples"))
def test_each_context_is_found_in_its_examples(nlp: Language, name: str, case: dict[str, Any]) -> None:
    assert name in read(nlp, case["text"], case["act"]).context


@pytest.mark.parametrize(("name", "case"), evidence("refuses"))
def test_each_context_keeps_off_what_it_refuses(nlp: Language, name: str, case: dict[str, Any]) -> None:
    assert name not in read(nlp, case["text"], case["act"]).context


def test_the_contexts_are_the_ontologys_and_each_has_its_evidence() -> None:
    assert [row["name"] for row in RAW["context"]] == list(plover().contexts)
    assert all(row["examples"] for row in RAW["context"])


def test_no_word_shows_one_context_twice() -> None:
    for row in RAW["context"]:
        words = [*row["strong"], *row["weak"]]
        assert len(words) == len(set(words)), row["name"]


def test_there_are_at_most_three_in_the_ontologys_order(nlp: Language) -> None:
    text = "Police said hackers and a drug cartel stole missile fuel, vaccines and oil after the earthquake."
    found = read(nlp, text, "stole").context
    order = list(plover().contexts)
    assert len(found) == 3
    assert list(found) == sorted(found, key=order.index)


def side(country: str) -> Actor:
    return Actor("x", Span(0, 1), country=country)


def test_a_request_between_states_is_diplomatic(nlp: Language) -> None:
    text = "Tehran never formally requested assistance."
    both = {"actor": (side("IRN"),), "recipient": (side("RUS"),)}
    assert read(nlp, text, "requested", event="REQUEST", **both).context == ("diplomatic",)
    assert read(nlp, text, "requested", event="REQUEST", actor=(side("IRN"),)).context == ()


def test_words_far_from_the_act_count_less(nlp: Language) -> None:
    text = "The company praised the king, and the rebels attacked."
    assert "economic" in read(nlp, text, "praised").context
    assert "economic" not in read(nlp, text, "attacked").context


def test_an_act_without_signs_has_no_context(nlp: Language) -> None:
    assert read(nlp, "He left.", "left").context == ()
