from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reading.times import find_times
from foedus.reading.timewords import Rule, folded, timewords
from foedus.records import Time

PUBLISHED = date(2025, 6, 30)  # a Monday


def one(text: str, published: date | None = PUBLISHED) -> Time:
    (time,) = find_times(text, published=published)
    return time


def days(time: Time) -> tuple[str | None, str | None]:
    return time.start and time.start.isoformat(), time.end and time.end.isoformat()


@pytest.mark.parametrize("rule", timewords().rules, ids=lambda rule: rule.name)
def test_rules_find_their_examples_and_refuse_the_rest(rule: Rule) -> None:
    for example in rule.examples:
        assert rule.pattern.fullmatch(folded(example)), example
        assert [t.text for t in find_times(f"It was in {example}.", published=PUBLISHED)] == [example]
    for refused in rule.refuses:
        assert find_times(refused, published=PUBLISHED) == [], refused
