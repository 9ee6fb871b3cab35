"""What the bundled dispatches gave when somebody last looked. `make golden` rewrites it, for review.

A line a record, without spans, so that a difference reads as one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from foedus.intake import dispatches
from foedus.reading.reader import Reader
from foedus.records import Dispatch

HERE = Path(__file__).resolve().parent
EXAMPLES = sorted((HERE.parent / "foedus" / "data" / "examples").glob("*.txt"))


def lines(path: Path) -> str:
    """The reading of a file, a line a record and a last line of counts."""
    [dispatch] = dispatches([path])
    assert isinstance(dispatch, Dispatch)
    kept = Reader().read(dispatch).as_dict()
    passes = [sentence["pass"] for sentence in kept["sentences"] if sentence["pass"]]
    rows = [_record(record) for record in kept["records"]]
    rows.append(
        {
            "passes": {name: passes.count(name) for name in sorted(set(passes))},
            "sections": [section["kind"] for section in kept["sections"]],
        }
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _record(record: dict[str, Any]) -> dict[str, Any]:
    date, place = record["date"], record["place"]
    return {
        "event": record["event"],
        "mode": record["mode"],
        "actor": [_side(actor) for actor in record["actor"]],
        "predicate": record["predicate"]["text"],
        "recipient": [_side(actor) for actor in record["recipient"]],
        "auxiliary": record["auxiliary"],
        "date": [date["start"], date["end"], date["basis"]] if date else None,
        "place": place["text"] if place else None,
        "source": [(said["source"] or {}).get("text") for said in record["attribution"]],
    }


def _side(actor: dict[str, Any]) -> str:
    who = "/".join(part for part in (actor["country"], actor["sector"]) if part)
    return f"{actor['text']} = {who or actor['name']}"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_reading_is_the_one_that_was_reviewed(path: Path) -> None:
    golden = HERE / "golden" / f"{path.stem}.jsonl"
    assert lines(path).splitlines() == golden.read_text("utf-8").splitlines(), (
        "look at it, then `make golden`"
    )


if __name__ == "__main__" and "--rewrite" in sys.argv:
    for example in EXAMPLES:
        (HERE / "golden" / f"{example.stem}.jsonl").write_text(lines(example), "utf-8")
