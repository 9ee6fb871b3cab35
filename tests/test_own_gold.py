"""The hand-coded records of the bundled dispatches quote them, and use the ontology's names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from foedus.ontology import plover

ROOT = Path(__file__).resolve().parent.parent
GOLD = sorted((ROOT / "bench" / "own").glob("*.json"))


def squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_each_record_quotes_its_dispatch(path: Path) -> None:
    text = squashed((ROOT / "foedus" / "data" / "examples" / f"{path.stem}.txt").read_text("utf-8"))
    coded = json.loads(path.read_text("utf-8"))
    assert coded["id"] == path.stem
    assert not [row["sentence"] for row in coded["records"] if squashed(row["sentence"]) not in text]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_each_record_uses_known_types_and_modes(path: Path) -> None:
    for row in json.loads(path.read_text("utf-8"))["records"]:
        assert {row["event"], *row.get("also_accept", [])} <= set(plover().types), row
        for auxiliary in [row["auxiliary"], *row.get("also_auxiliary", [])]:
            assert set(auxiliary) <= {"negation", "future", "hypothetical", "historical"}, row


def test_every_bundled_dispatch_is_coded() -> None:
    texts = {path.stem for path in (ROOT / "foedus" / "data" / "examples").glob("*.txt")}
    assert {path.stem for path in GOLD} == texts
