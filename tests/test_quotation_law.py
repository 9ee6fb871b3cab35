"""The quotation law: a span of a reading says exactly the words that stand there, on any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.intake import dispatches
from foedus.reading.reader import Reader
from foedus.records import Dispatch, Section, Span

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "foedus" / "data" / "examples").glob("*.txt"))


def broken(value: Any, text: str, where: str = "") -> Iterator[str]:
    """Where a `text` differs from the words at its `span`, or a span leaves the text."""
    if isinstance(value, dict):
        span, words = value.get("span"), value.get("text")
        if isinstance(span, list) and isinstance(words, str) and text[span[0] : span[1]] != words:
            yield f"{where}: {words!r} is not {text[span[0] : span[1]]!r}"
        for key, inner in value.items():
            yield from broken(inner, text, f"{where}.{key}")
    elif isinstance(value, list):
        if where.endswith((".span", ".source[]", ".cue[]", ".content[]")):
            start, end = value
            if not 0 <= start < end <= len(text):
                yield f"{where}: {value} leaves the text or is empty"
            return
        for inner in value:
            yield from broken(inner, text, f"{where}[]")


def faults(dispatch: Dispatch) -> list[str]:
    """What the law finds wrong in the reading of a dispatch."""
    kept = Reader().read(dispatch).as_dict()
    return list(broken({key: value for key, value in kept.items() if key != "text"}, dispatch.text))


def plain(text: str) -> Dispatch:
    """A dispatch that is one body section."""
    return Dispatch(
        "t", text, (Section("body", Span(0, len(text))),), language="en", published=date(2024, 6, 20)
    )


def test_the_law_sees_a_wrong_quotation() -> None:
    assert list(broken({"a": {"text": "Paris", "span": [0, 5]}}, "Seoul is far"))
    assert list(broken({"a": {"text": "", "span": [7, 99]}}, "Seoul"))
    assert list(broken({"content": [[3, 3]]}, "Seoul"))
    assert not list(broken({"a": {"text": "Seoul", "span": [0, 5]}}, "Seoul is far"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_holds_on_the_bundled_dispatches(path: Path) -> None:
    [dispatch] = dispatches([path])
    assert isinstance(dispatch, Dispatch)
    assert dispatch.text == path.read_text("utf-8")
    assert faults(dispatch) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_sections_hold_every_word_once_and_in_order(path: Path) -> None:
    [dispatch] = dispatches([path])
    assert isinstance(dispatch, Dispatch)
    spans = [section.span for section in dispatch.sections]
    assert all(first.end <= second.start for first, second in pairwise(spans))
    between = [dispatch.text[first.end : second.start] for first, second in pairwise(spans)]
    assert {re.sub(r"\(https://example\.org/\S+\)", "", piece).strip() for piece in between} <= {
        "",
        "![",
        "]",
    }


STRANGE = (
    "Pashin\u00adyan met Putin.",  # a soft hyphen inside a name
    "Moscow\u200b refused\u200b to help Yerevan on June 12.",  # zero-width spaces
    "\u202eMoscow warned Kyiv\u202c of war.",  # writing turned about
    "Ｒｕｓｓｉａ attacked Ukraine.",  # full-width letters
    "Ru\u0301ssia\u0301 attacked Ukraine. 🇷🇺 → 🇺🇦 “War”, 𝔭𝔢𝔞𝔠𝔢 and 👩‍👩‍👧‍👦 said no.",
    "İstanbul’da Türkiye, Isveç’i ASKED to İ.",  # letters that change length in lower case
    "\ufeffRussia attacked Ukraine.\r\n\r\nKyiv condemned it.\r",
    "ﬁnally Russia signed a treaty with the U.S.. It was 1 000 000 troops, ß, ŉ, ǆ.",
    "“Russia,” “said” “he “of “NATO”",
    "On June 31, 2024, and 99/99/9999, and the 0th of May, Iran asked the U.N. for $9e999 billion.",
)


@pytest.mark.parametrize("text", STRANGE)
def test_it_holds_on_strange_text(text: str) -> None:
    assert faults(plain(text)) == []


VOCABULARY = """
Russia Moscow Putin NATO Kyiv Pyongyang he they its the of to and said “ ” ’s . , — signed visited attacked
could not refused to help on June 12 last year yesterday 15,000 troops according to if would İ ß 조선 🇺🇳
\u00ad \u200b
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join))
def test_it_holds_on_sentences_put_together_at_random(text: str) -> None:
    assert faults(plain(text)) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=120))
def test_it_holds_on_any_unicode(text: str) -> None:
    assert faults(plain(text)) == []
