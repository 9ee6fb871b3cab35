"""The rules of intake carry their own evidence, and this runs it."""

from __future__ import annotations

import re
import time

import pytest

from foedus.intake.data import Pattern, limit, patterns, table
from foedus.intake.published import _stated, stated_day

KINDS = ("boilerplate", "byline", "credit", "provenance", "opening")
ALL = [pattern for kind in KINDS for pattern in patterns(kind)]


@pytest.mark.parametrize("pattern", ALL, ids=lambda p: p.id)
def test_a_pattern_matches_its_examples_and_refuses_the_rest(pattern: Pattern) -> None:
    assert pattern.examples
    assert pattern.refuses
    assert [e for e in pattern.examples if not pattern.match(e)] == []
    assert [r for r in pattern.refuses if pattern.match(r)] == []


def test_what_a_boilerplate_pattern_refuses_no_other_one_takes() -> None:
    refused = [(p.id, words) for p in patterns("boilerplate") for words in p.refuses]
    anywhere = [p for p in patterns("boilerplate") if p.where == "any"]
    taken = [(of, p.id, words) for of, words in refused for p in anywhere if p.match(words)]
    assert taken == []


@pytest.mark.parametrize("index", range(len(table("dates")["stated"])))
def test_a_dateline_rule_matches_its_examples_and_refuses_the_rest(index: int) -> None:
    row, (regex, _) = table("dates")["stated"][index], _stated()[index]
    assert [e for e in row["examples"] if not regex.search(e)] == []
    assert [r for r in row["refuses"] if stated_day(r)] == []
    assert all(stated_day(e) for e in row["examples"])


def test_ids_are_unique() -> None:
    assert len({p.id for p in ALL}) == len(ALL)


@pytest.mark.parametrize("pattern", ALL, ids=lambda p: p.id)
def test_no_pattern_backtracks_without_end(pattern: Pattern) -> None:
    longest = int(limit("layout", "line"))
    pieces = [
        "a ",
        "A ",
        "By ",
        "(",
        "Ab, and ",
        "1/",
        "Photo by A/B ",
        "share this, with ",
        "facebook|",
        "[A",
    ]
    hostile = [piece * longest for piece in (*pieces, *pattern.examples)]
    started = time.perf_counter()
    for words in hostile:
        pattern.match(words[:longest] + "\x01")
    assert time.perf_counter() - started < 1.0


def test_patterns_compile_without_nested_flags() -> None:
    assert all(isinstance(p.regex, re.Pattern) for p in ALL)
