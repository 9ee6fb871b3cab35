from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reading.times import find_times
from foedus.reading.timex.words import Rule, folded, timewords
from foedus.records import Time

PUBLISHED = date(2025, 6, 30)  # a Monday


def one(text: str, published: date | None = PUBLISHED) -> Time:
    (time,) = find_times(text, published=published)
    return time


def days(time: Time) -> tuple[str | None, str | None]:
    shown = time.as_dict()
    return shown["start"], shown["end"]


@pytest.mark.parametrize("rule", timewords().rules, ids=lambda rule: rule.name)
def test_rules_find_their_examples_and_refuse_the_rest(rule: Rule) -> None:
    for example in rule.examples:
        assert rule.pattern.fullmatch(folded(example)), example
        assert [t.text for t in find_times(f"It was in {example}.", published=PUBLISHED)] == [example]
    for refused in rule.refuses:
        assert find_times(refused, published=PUBLISHED) == [], refused


@pytest.mark.parametrize(("day", "example"), [(day, example) for day, _, example in timewords().known])
def test_names_give_their_day_a_year_once_it_has_been(day: date, example: str) -> None:
    assert one(f"since {example}").start == day
    assert one(f"after {example}", date(day.year - 1, 1, 1)).start != day


@pytest.mark.parametrize(
    ("text", "words", "value", "start", "end"),
    [
        ("On June 23, he visited Moscow.", "June 23", "2025-06-23", "2025-06-23", "2025-06-23"),
        ("They signed it June last year.", "June last year", "2024-06", "2024-06-01", "2024-06-30"),
        ("as early as July or August.", "July or August", "2025-07", "2025-07-01", "2025-08-31"),
        ("It fired two missiles in January.", "January", "2025-01", "2025-01-01", "2025-01-31"),
        ("It will hold a vote in January.", "January", "2026-01", "2026-01-01", "2026-01-31"),
        ("On Nov. 25 he was rescued.", "Nov. 25", "2024-11-25", "2024-11-25", "2024-11-25"),
        ("They met on Thursday.", "Thursday", "2025-06-26", "2025-06-26", "2025-06-26"),
        ("The two will meet Thursday.", "Thursday", "2025-07-03", "2025-07-03", "2025-07-03"),
        ("On Thursday the two will meet.", "Thursday", "2025-07-03", "2025-07-03", "2025-07-03"),
        ("Leaders to meet Friday", "Friday", "2025-07-04", "2025-07-04", "2025-07-04"),
        ("Officials said Monday they will go.", "Monday", "2025-06-30", "2025-06-30", "2025-06-30"),
        ("It tested a bomb earlier this year.", "this year", "2025", "2025-01-01", "2025-06-30"),
        ("It will vote later this year.", "this year", "2025", "2025-06-30", "2025-12-31"),
        ("It has fired since 2022.", "2022", "2022", "2022-01-01", "2025-06-30"),
        ("It must stop by 2027.", "2027", "2027", "2025-06-30", "2027-12-31"),
        ("It said so late last week.", "late last week", "2025-W26", "2025-06-23", "2025-06-29"),
        ("He came three days ago.", "three days ago", "2025-06-27", "2025-06-27", "2025-06-27"),
        ("He came two years ago.", "two years ago", "2023", "2023-01-01", "2023-12-31"),
        ("in the past two years,", "the past two years", "P2Y", "2023-06-30", "2025-06-30"),
        ("the early 1990s", "the early 1990s", "199X", "1990-01-01", "1999-12-31"),
        ("in fiscal 2026", "fiscal 2026", "FY2026", None, None),
        ("after two hours", "two hours", "PT2H", None, None),
        ("from 5-6 April 2016", "5-6 April 2016", "2016-04-05", "2016-04-05", "2016-04-06"),
        ("the 2014-16 war", "2014-16", "2014", "2014-01-01", "2016-12-31"),
        ("Thursday, April 6", "Thursday, April 6", "2023-04-06", "2023-04-06", "2023-04-06"),
        ("at Thanksgiving", "Thanksgiving", "2024-11-28", "2024-11-28", "2024-11-28"),
        ("on Easter Monday", "Easter Monday", "2025-04-21", "2025-04-21", "2025-04-21"),
        ("during Lunar New Year", "Lunar New Year", "2025-01-29", "2025-01-29", "2025-01-29"),
        ("It rose 2 1/2 years ago", "2 1/2 years ago", "2023", "2023-01-01", "2023-12-31"),
        ("on a Friday", "Friday", "XXXX-WXX-5", None, None),
        ("1.5 hours", "1.5 hours", "PT1H30M", None, None),
    ],
)
def test_a_time_means_these_days(
    text: str, words: str, value: str, start: str | None, end: str | None
) -> None:
    time = one(text)
    assert (time.text, time.value, *days(time)) == (words, value, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May spoke", "They may march on", "the second place", "15,000 troops", "Article 5",
        "the G-20", "a 24-year-old man", "a Boeing 747", "Resolution 2231", "38 North", "Vision 2030",
        "2000 troops left", "Sunday Times", "Russia Today", "page 1984",
        "https://a.b/2025/06/30/c.jpg", "at the end of the day", "Covid-19",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert find_times(text, published=PUBLISHED) == []


def test_later_times_count_from_earlier_ones() -> None:
    text = "He came on June 17. The next day he left; two weeks later, he died. That same year she won."
    assert [days(t)[0] for t in find_times(text, published=PUBLISHED)] == [
        "2025-06-17", "2025-06-18", "2025-06-30", "2025-01-01",
    ]  # fmt: skip
    assert days(one("The following day he left.")) == (None, None)
    assert days(one("In April of that year he left.")) == (None, None)
    assert days(find_times("It began in 2014. In April of that year he left.")[1])[0] == "2014-04-01"


def test_two_ends_of_a_range_mean_the_whole_range() -> None:
    for text in ("between 2014 and 2016", "from 2014 to 2016", "from 2014 until 2016"):
        assert {days(t) for t in find_times(text)} == {("2014-01-01", "2016-12-31")}
    monday_to_friday = find_times("The talks run from Monday to Friday.", published=PUBLISHED)
    assert {days(t) for t in monday_to_friday} == {("2025-06-30", "2025-07-04")}


def test_a_day_takes_the_one_year_that_its_sentence_names() -> None:
    text = "He was in Ankara on 4 April and in Tashkent from 5-6 April 2016. On 9 May he left."
    first, second, third = find_times(text)
    assert days(first) == ("2016-04-04", "2016-04-04")
    assert days(second) == ("2016-04-05", "2016-04-06")
    assert (third.value, *days(third)) == ("XXXX-05-09", None, None)


RELATIVE = [
    "Friday",
    "yesterday",
    "last month",
    "June 23",
    "in March",
    "tonight",
    "two days ago",
    "this year",
    "last spring",
    "overnight",
    "at 10 a.m.",
    "the past year",
    "the weekend",
    "next Tuesday",
    "the third quarter",
    "at Christmas",
    "the end of the year",
    "last March",
    "early next week",
]


@pytest.mark.parametrize("text", RELATIVE)
def test_nothing_relative_has_days_without_publication(text: str) -> None:
    assert days(one(text, None)) == (None, None)
    assert one(text).start is not None


ODD = [
    "2014",
    "since",
    "from",
    "to",
    "and",
    "-",
    "June",
    "31",
    "Feb. 30",
    "will",
    "İ",
    "ß",
    "９９",
    "9999 years ago",
    "99999999999999 days later",
    "0001-01-01",
    "9999-12-31",
    "that day",
    "the",
    "'90s",
    "the next day",
    "century",
    "99th century",
    "\n\n",
    "a",
    "one",
    ".",
    ",",
    "’s",
    "May",
    "P1D",
    "1/1/2020",
]
PIECES = st.lists(st.sampled_from([*RELATIVE, *ODD]) | st.text(max_size=8))
DATES = st.none() | st.dates()


@given(PIECES, DATES)
def test_spans_quote_the_text_and_stand_in_order(pieces: list[str], published: date | None) -> None:
    text = " ".join(pieces)
    times = find_times(text, published=published)
    assert len(folded(text)) == len(text)
    end = 0
    for time in times:
        assert text[time.span.start : time.span.end] == time.text != ""
        assert time.span.start >= end
        end = time.span.end
        assert time.start is None or time.end is None or time.start <= time.end
        assert time.type in {"DATE", "TIME", "DURATION", "SET"}


@given(st.lists(st.sampled_from(RELATIVE)))
def test_relative_times_stay_open_in_any_company(pieces: list[str]) -> None:
    assert all(t.start is None and t.end is None for t in find_times("; ".join(pieces)))


def test_a_hostile_text_takes_no_time() -> None:
    for text in (
        "one hundred and " * 5000,
        "the " * 20000,
        "1,000,000 " * 5000,
        "March 3 - " * 4000,
        "'9" * 9999,
    ):
        find_times(text)
