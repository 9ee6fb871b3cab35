from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reading import numerals
from foedus.reading.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "words", "value", "unit", "approximate"),
    [
        ("two waves, estimated at 15,000 troops, left", "15,000 troops", 15_000, "troops", True),
        ("6,000 Korean engineers and others", "6,000 Korean engineers", 6_000, "engineers", False),
        ("nearly $100 million in aid", "$100 million", 100_000_000, "USD", True),
        ("to spend up to 130 billion euros", "130 billion euros", 130_000_000_000, "EUR", True),
        ("£5m", "£5m", 5_000_000, "GBP", False),
        ("€2bn", "€2bn", 2_000_000_000, "EUR", False),
        ("US$3.5bn was lost", "US$3.5bn", 3_500_000_000, "USD", False),
        ("1.3 trillion won", "1.3 trillion won", 1.3e12, "KRW", False),
        ("500 pounds of explosives", "500 pounds", 500, "pounds", False),
        ("two dozen people", "two dozen people", 24, "people", False),
        ("half a million people", "half a million people", 500_000, "people", False),
        ("three hundred thousand men", "three hundred thousand men", 300_000, "men", False),
        ("It fired three ballistic missiles.", "three ballistic missiles", 3, "missiles", False),
        ("killing at least 82.", "82", 82, "killed", True),
        ("at least 82 were wounded", "82", 82, "wounded", True),
        ("It left 12 dead.", "12 dead", 12, "dead", False),
        ("at least 82", "82", 82, None, True),
        ("1.08 percent of its product", "1.08 percent", 1.08, "percent", False),
        ("15000 troops", "15000 troops", 15_000, "troops", False),
        ("2000 troops left", "2000 troops", 2_000, "troops", False),
        ("a 15,000-strong force", "15,000-strong force", 15_000, "force", False),
        ("15,000 to 20,000 troops", "15,000 to 20,000 troops", 15_000, "troops", True),
        ("15 to 20 million people", "15 to 20 million people", 15_000_000, "people", True),
        ("between 10 and 15 missiles", "10 and 15 missiles", 10, "missiles", True),
        ("200 soldiers or more", "200 soldiers", 200, "soldiers", True),
        ("killing 12 Americans", "12 Americans", 12, "Americans", False),
        ("one soldier was hurt", "one soldier", 1, "soldier", False),
    ],
)
def test_a_number_counts_something(
    text: str, words: str, value: float, unit: str | None, approximate: bool
) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.text == words
    assert (quantity.value, quantity.unit, quantity.approximate) == (value, unit, approximate)


@pytest.mark.parametrize(
    "text",
    [
        "a third troop deployment", "a 12-day war", "Resolution 2231", "a 24-year-old soldier", "in 2014",
        "two statements", "hundreds of soldiers", "Article 5 members", "10 a.m.", "38 North said",
        "the G-20", "a Boeing 747", "one of the soldiers", "about 40 countries", "30 won medals", "two weeks",
        "eight in the last 24 hours", "about 5 p.m.", "the 1990s",
        "the two men",
    ],
)  # fmt: skip
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == []


PIECES = (
    "15,000;troops;$;€;5m;million;two;dozen;a;hundred;and;to;between;-;percent;%;killed;at least;won;1/0",
    "5 0/0",
    "half a;0;999999999999999;trillion;June 23;İ;ß;９９;. ;\n\n;’s;-strong force;one;people;were;the;or so",
)
WORDS = [word for line in PIECES for word in line.split(";")]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6)), st.sampled_from(["", " "]))
def test_spans_quote_the_text_and_stand_in_order(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    end = 0
    for quantity in find_quantities(text):
        assert text[quantity.span.start : quantity.span.end] == quantity.text != ""
        assert quantity.span.start >= end
        end = quantity.span.end
        assert quantity.value >= 0
        quantity.as_dict()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15,000", 15_000), ("1.2 million", 1_200_000), ("two dozen", 24), ("5 1/2", 5.5), ("a hundred", 100),
        ("twenty-one", 21), ("three hundred and five thousand and two", 305_002), ("half a million", 500_000),
        ("two and a half", 2.5), ("zero", 0), ("many", None), ("", None),
    ],
)  # fmt: skip
def test_numerals(text: str, value: float | None) -> None:
    assert numerals.value(text) == value


def test_a_hostile_text_takes_no_time() -> None:
    for text in ("one hundred and ", "$", "1,000,000 ", "9 to ", "two to ", "million ", "9", "a dozen "):
        find_quantities(text * (20_000 // len(text)), times=[])
