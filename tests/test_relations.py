"""The relation model at work: its shape, its laws, its errors. `bench/relations.py` says how good it is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import foedus
from foedus.answers import classified
from foedus.errors import BadModel, EmptyText, FoedusError, NoModel, OutsideText
from foedus.ontology import plover
from foedus.reading.disguise import disguise
from foedus.reading.relations import Judge, judge
from foedus.records import Span

ACT = "Norway's foreign ministry condemned Chile over the arrest of two fishermen near Bergen."


def at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_classify_answers_as_the_contract_says() -> None:
    found = foedus.classify(ACT, actor=at(ACT, "Norway's foreign ministry"), recipient=at(ACT, "Chile"))
    assert set(found) == {"event", "mode", "quad", "auxiliary", "probability", "types"}
    assert found["event"] == "ACCUSE"
    assert found["quad"] == plover().quad("ACCUSE")
    assert set(found["types"]) == set(plover().types)
    assert found["probability"] == max(found["types"].values())
    assert sum(found["types"].values()) <= 1.01


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "event"),
    [
        ("Ghana sent 40 tonnes of rice to Haiti after the storm.", "Ghana", "Haiti", "AID"),
        ("Peruvian jets bombed rebel camps in Oman on Friday.", "Peruvian jets", "rebel camps", "ASSAULT"),
        ("Rebel camps in Oman were bombed by Peruvian jets.", "Peruvian jets", "Rebel camps", "ASSAULT"),
        ("Finland's president met Kenya's premier for talks.", "Finland's president", "Kenya", "CONSULT"),
        ("Police in Lima arrested the opposition leader.", "Police", "the opposition leader", "COERCE"),
    ],
)  # fmt: skip
def test_plain_acts(text: str, actor: str, recipient: str, event: str) -> None:
    assert foedus.classify(text, actor=at(text, actor), recipient=at(text, recipient))["event"] == event


@pytest.mark.parametrize(
    ("text", "actor", "event"),
    [
        ("The dockers of Tema said that they will not end their strike.", "The dockers", "REJECT"),
        ("Malta's transport minister would not lift the ban on night ferries.", "Malta", "REJECT"),
        ("Rebel fighters seized two villages on Friday.", "Rebel fighters", "ASSAULT"),
    ],
)  # fmt: skip
def test_grammar_says_what_has_not_happened(text: str, actor: str, event: str) -> None:
    assert foedus.classify(text, actor=at(text, actor), recipient=None)["event"] == event


def test_one_side_alone() -> None:
    text = "Thousands of protesters marched through Lima on Sunday against the new tax."
    assert foedus.classify(text, actor=at(text, "Thousands"), recipient=None)["event"] == "PROTEST"


@pytest.mark.parametrize(("one", "other"), [("Norway", "Chile"), ("Iran", "Israel"), ("Ghana", "Latvia")])
def test_states_are_no_clue(one: str, other: str) -> None:
    frame = "{}'s foreign ministry warned {} of grave consequences if its ships came near {} again."
    seen = []
    for a, b in ((one, other), (other, one)):
        text = frame.format(a, b, a)
        sides = [Span(*at(text, f"{a}'s foreign ministry")), Span(*at(text, b))]
        seen.append(judge().weigh(text, sides, [(0, 1), (1, 0)]))
        # what is pointed at stands as far from the start as the state's name is long
        points = [one.predicate for one in seen[-1]]
        assert all(point and text[slice(*point)] for point in points)
    blind = [[replace(one, predicate=None) for one in found] for found in seen]
    assert blind[0] == blind[1]


def test_the_model_points_at_the_act() -> None:
    (found,) = judge().weigh(
        ACT, [Span(*at(ACT, "Norway's foreign ministry")), Span(*at(ACT, "Chile"))], [(0, 1)]
    )
    assert found.predicate
    assert ACT[slice(*found.predicate)] in "condemned"


@given(st.text(max_size=60), st.data())
@settings(deadline=None, max_examples=60)
def test_the_way_back_from_a_disguise(text: str, data: st.DataObject) -> None:
    other = disguise(text)
    start = data.draw(st.integers(0, len(other.text)))
    end = data.draw(st.integers(start, len(other.text)))
    span = other.back(Span(start, end))
    assert 0 <= span.start <= span.end <= len(text)
    there = other.span(span)
    assert there.start <= start
    assert there.end >= end


def test_disguise_keeps_who_is_who() -> None:
    text = "The United States warned Iran; Iranian envoys left Washington."
    other = disguise(text)
    assert "Iran" not in other.text
    start, end = other.span(Span(*at(text, "Iranian envoys")))
    assert other.text[start:end].endswith(" envoys")
    assert other.text.count(other.text[slice(*other.span(Span(*at(text, "Iran"))))]) == 2


@given(st.text(max_size=60), st.data())
@settings(deadline=None, max_examples=60)
def test_a_disguised_span_lies_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    other = disguise(text)
    span = other.span(Span(start, end))
    assert 0 <= span.start <= span.end <= len(other.text)


def test_a_pair_is_judged_alike_alone_and_among_others() -> None:
    texts = [ACT, "Ghana sent rice to Haiti, and Togo watched.", "Seoul and Tokyo will hold drills."]
    asked = [(text, [Span(0, 5), Span(10, 20)], [(0, 1), (1, 0), (0, None)]) for text in texts]
    alone = [judge().weigh(*one) for one in asked]
    together = list(judge().weigh_many(asked))
    for one, other in zip(alone, together, strict=True):
        for a, b in zip(one, other.judgements, strict=True):
            assert a.none + sum(a.types.values()) == pytest.approx(1, abs=1e-3)
            assert a.probability == pytest.approx(b.probability, abs=1e-6)


def test_no_pair_is_no_work() -> None:
    assert judge().weigh("Nothing here.", [], []) == []


def test_a_long_text_is_read_around_its_sides() -> None:
    text = "It rained. " * 600 + ACT
    found = foedus.classify(text, actor=at(text, "Norway's foreign ministry"), recipient=at(text, "Chile"))
    assert found["event"] == "ACCUSE"


@pytest.mark.parametrize("span", [(-1, 3), (5, 5), (0, 999)])
def test_a_span_outside_the_text(span: tuple[int, int]) -> None:
    with pytest.raises(OutsideText):
        foedus.classify(ACT, actor=span, recipient=None)


def test_an_empty_text() -> None:
    with pytest.raises(EmptyText):
        foedus.classify(" ", actor=(0, 1), recipient=None)


def test_bad_lines_are_named_and_the_rest_is_done() -> None:
    good = {"id": 1, "text": ACT, "actor": [0, 6], "recipient": None}
    lines = [
        json.dumps(good),
        "{",
        json.dumps(good | {"text": ""}),
        json.dumps(good | {"actor": [0, 900]}),
        json.dumps(good | {"actor": "Norway"}),
        json.dumps(good | {"actor": None}),
        json.dumps(good | {"id": 7}),
    ]
    found = list(classified((line.encode() for line in lines), place="x"))
    codes = [one.code if isinstance(one, FoedusError) else one["id"] for one in found]
    assert codes == [1, "D010", "X103", "X104", "C002", "C002", 7]
    places = [one.place for one in found if isinstance(one, FoedusError)]
    assert places == [f"x:{line}" for line in (2, 3, 4, 5, 6)]


def test_a_missing_or_damaged_model(tmp_path: Path) -> None:
    with pytest.raises(NoModel):
        Judge(tmp_path)
    for name in ("card.toml", "relations.onnx", "tokenizer.json"):
        (tmp_path / name).write_text("")
    with pytest.raises(BadModel):
        Judge(tmp_path)
