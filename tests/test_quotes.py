"""Quotation marks of every style, paired."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reading.quotes import Quotation, find

PIECES = st.text("“”\"'‘’«»「」`„″ ab.s9\n", max_size=80) | st.text(max_size=80)


def inner(text: str) -> list[str]:
    return [text[q.inner.start : q.inner.end] for q in find(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“Yes,” she said. “No.”", ["Yes,", "No."]),
        ('"Yes," she said.', ["Yes,"]),
        ("''Yes,'' she said.", ["Yes,"]),
        ("``Yes,'' she said.", ["Yes,"]),
        ("'Yes,' she said.", ["Yes,"]),
        ("‘Yes,’ she said.", ["Yes,"]),
        ("«Oui», dit-elle.", ["Oui"]),
        ("„Ja“, sagte sie.", ["Ja"]),
        ("「안녕」 그가 말했다.", ["안녕"]),
        ("a slogan ″Sort your waste″ on a bus", ["Sort your waste"]),
        ("”Yes,” she said.", ["Yes,"]),
    ],
)
def test_each_style_is_paired(text: str, quoted: list[str]) -> None:
    assert inner(text) == quoted


@pytest.mark.parametrize(
    "text",
    [
        "Moscow’s allies and the workers' rights",
        "the '90s and rock 'n' roll, 'til dawn",
        'a 6\' 2" man and a 5" gun',
        "It isn't what they're after.",
        "Empty “ ” marks",
    ],
)
def test_apostrophes_and_inches_open_nothing(text: str) -> None:
    assert inner(text) == []


def test_quotations_nest() -> None:
    outer, nested = find("He said: “The ‘fire and fury’ talk isn’t over.”")
    assert (outer.depth, nested.depth) == (0, 1)
    assert outer.inner.covers(nested.span)


def test_an_open_quotation_ends_with_its_paragraph_and_runs_on() -> None:
    text = "“We waited.\n“Then we left,” he said."
    first, second = find(text)
    assert (first.runs_on, text[first.inner.start : first.inner.end]) == (True, "We waited.")
    assert (second.runs_on, text[second.inner.start : second.inner.end]) == (False, "Then we left,")


def test_start_moves_every_offset() -> None:
    [here] = find("“Yes.”")
    [moved] = find("“Yes.”", start=100)
    assert moved.span == (here.span.start + 100, here.span.end + 100)
    assert moved.inner == (101, 105)


@given(PIECES)
def test_quotations_lie_in_the_text_and_nest_or_part(text: str) -> None:
    found = find(text)
    assert found == find(text)
    for q in found:
        assert 0 <= q.span.start <= q.inner.start < q.inner.end <= q.span.end <= len(text)
        assert text[q.inner.start : q.inner.end].strip()
    for a, b in pairs(found):
        assert not a.span.overlaps(b.span) or a.inner.covers(b.span)
        assert not a.span.overlaps(b.span) or a.depth < b.depth


def pairs(found: tuple[Quotation, ...]) -> list[tuple[Quotation, Quotation]]:
    return [(a, b) for n, a in enumerate(found) for b in found[n + 1 :]]
