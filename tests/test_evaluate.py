"""Scoring: one to one, optional gold neither helps nor hurts, each level stricter than the one before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from build import reading
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import BadLine, NoGold, UnreadableInput
from foedus.evaluate import Result, compare, evaluate, paired, report


def gold(event: str = "REQUEST", **more: Any) -> dict[str, Any]:
    return {
        "sentence": "asked Rabat for help",
        "event": event,
        "actor": ["ESP"],
        "recipient": ["MAR"],
        "auxiliary": [],
    } | more


def found(event: str = "REQUEST", actor: str = "ESP", recipient: str = "MAR", **more: Any) -> dict[str, Any]:
    return {
        "sentence": {"text": "Madrid asked Rabat for help."},
        "event": event,
        "actor": [{"country": actor, "name": None, "text": "Madrid"}],
        "recipient": [{"country": recipient, "name": None, "text": "Rabat"}] if recipient else [],
        "auxiliary": [],
    } | more


def f1(wanted: list[dict[str, Any]], got: list[dict[str, Any]]) -> list[float]:
    result = Result()
    compare(wanted, got, result)
    return [score.f1 for score in result.scores.values()]


@pytest.mark.parametrize(
    ("wanted", "got", "right"),
    [
        (gold(), found(), [1, 1, 1]),
        (gold(), found(auxiliary=["future"]), [1, 1, 0]),
        (gold(also_auxiliary=[["future"]]), found(auxiliary=["future"]), [1, 1, 1]),
        (gold(auxiliary=["negation", "future"]), found(auxiliary=["future", "negation"]), [1, 1, 1]),
        (gold(), found(actor="FRA"), [1, 0, 0]),
        (gold(recipient=[]), found(recipient=""), [1, 1, 1]),
        (gold(), found("THREATEN"), [0, 0, 0]),
        (gold(also_accept=["THREATEN"]), found("THREATEN"), [1, 1, 1]),
        (gold("CONSULT"), found("CONSULT", actor="MAR", recipient="ESP"), [1, 1, 1]),
        (gold("CONSULT", mode="visit"), found("CONSULT", actor="MAR", recipient="ESP"), [1, 0, 0]),
        (gold(actor=["the European Union"]), found(actor="EUR"), [1, 1, 1]),
        (gold(sentence="something else"), found(), [0, 0, 0]),
    ],
)
def test_levels(wanted: dict[str, Any], got: dict[str, Any], right: list[int]) -> None:
    assert f1([wanted], [got]) == right


def test_optional_gold_neither_helps_nor_hurts() -> None:
    assert f1([gold(), gold("ACCUSE", optional=True)], [found()]) == [1, 1, 1]
    assert f1([gold(), gold("ACCUSE", optional=True)], [found(), found("ACCUSE")]) == [1, 1, 1]


def test_nothing_is_matched_twice() -> None:
    assert f1([gold()], [found(), found()]) == pytest.approx([2 / 3] * 3)


@given(st.lists(st.sampled_from(["AID", "ACCUSE", "REJECT"]), max_size=7), st.data())
def test_as_many_are_paired_as_can_be(events: list[str], data: st.DataObject) -> None:
    wanted = [gold(event, also_accept=["AID"]) for event in events]
    got = [found(event) for event in data.draw(st.permutations(events))]
    pairs = paired(wanted, got, "event")
    assert len(pairs) == len(events)
    assert len(set(pairs.values())) == len(events)


def test_what_is_printed_scores_itself_in_full(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(json.dumps(reading().as_dict()) + "\n", "utf-8")
    result = evaluate(path, path)
    assert [score.f1 for score in result.scores.values()] == [1, 1, 1]
    assert result.dates == [5, 5]
    assert result.voices == [1, 1]
    assert any("F1 1.000" in line for line in report(result))


def test_a_folder_of_gold_and_what_differs(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps({"id": "a", "records": [gold()]}), "utf-8")
    (tmp_path / "gold" / "b.json").write_text(json.dumps({"id": "b", "records": [gold()]}), "utf-8")
    (tmp_path / "out.jsonl").write_text(
        json.dumps({"id": "x/a.txt", "records": [found("AID")]}) + "\n", "utf-8"
    )
    result = evaluate(tmp_path / "gold", tmp_path / "out.jsonl")
    assert result.unread == ["b"]
    lines = list(report(result, errors=True))
    assert [line for line in lines if "missed" in line and "REQUEST ESP → MAR" in line]
    assert [line for line in lines if "invented" in line and "AID" in line]


def test_bad_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoGold):
        evaluate(tmp_path, tmp_path)
    with pytest.raises(UnreadableInput):
        evaluate(tmp_path / "none", tmp_path)
    (tmp_path / "bad.jsonl").write_text('{"id": "a", "records": []}\n{"id"\n', "utf-8")
    with pytest.raises(BadLine, match=":2:"):
        evaluate(tmp_path / "bad.jsonl", tmp_path)
