"""When a dispatch was published: written days, datelines, dated addresses."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from foedus.errors import NotADate
from foedus.intake.data import table

LONGEST = 240
"""Code points at the start of a paragraph in which its day is looked for."""


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in table("dates")["months"].items() for name in names}


@cache
def _day() -> str:
    """A regex for a written day, without capturing groups."""
    month = "(?:" + "|".join(sorted(_months(), key=len, reverse=True)) + r")\.?"
    year = r"(?:19|20)\d\d"
    forms = (
        rf"{year}-\d\d?-\d\d?",
        rf"{year}[./]\s?\d\d?[./]\s?\d\d?",
        rf"{year}년\s?\d\d?월\s?\d\d?일",
        rf"{month}\s\d\d?(?:st|nd|rd|th)?,?\s{year}",
        rf"\d\d?(?:st|nd|rd|th)?\s(?:of\s)?{month},?\s{year}",
    )
    return r"(?i:(?<!\w)(?:" + "|".join(forms) + r")(?!\d))"


@cache
def written_day() -> re.Pattern[str]:
    """Finds a written day with its year: "June 19, 2024", "19 June 2024", "2024-06-19", "2024년 6월 19일"."""
    return re.compile(_day())


def day_of(words: str) -> date | None:
    """The day that a match of `written_day` means; None where the calendar has no such day."""
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    names = [_months()[w] for w in re.findall(r"[a-z]+", words.lower()) if w in _months()]
    match numbers, names:
        case [year, month, day], [] if year > 31:
            pass
        case [day, year], [month]:
            pass
        case _:
            return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_date(text: str) -> date:
    """A day as a person or a JSON line writes it: ISO (a time may follow), or with the month's name.

    Raises NotADate (D009), for "06/07/2025" too: nobody can tell which of the two is the month.
    """
    words = text.strip()
    if re.fullmatch(r"\d{8}", words):
        words = f"{words[:4]}-{words[4:6]}-{words[6:]}"
    words = re.sub(r"(?<=\d)[T ]\d\d:?\d\d.{0,25}$", "", words)
    found = written_day().search(words)
    lead = words[: found.start()] if found else ""
    if found is None or found.end() != len(words) or not re.fullmatch(r"(?:[A-Za-z]{3,9},?\s)?", lead):
        raise NotADate(given=text[:40])
    day = day_of(found.group())
    if day is None:
        raise NotADate(given=text[:40])
    return day


@cache
def _stated() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """The rules for a stated day, and whether each takes the whole line."""
    rows = table("dates")["stated"]
    day = f"(?P<day>{_day()})"
    return tuple((re.compile(row["pattern"].replace("DAY", day)), row.get("line", False)) for row in rows)


def stated_day(line: str, *, alone: bool = False) -> date | None:
    """The day that a line gives as the dispatch's own: a dateline, or a "Published:" line.

    With `alone` only a line that holds nothing else, such as "Published: 4 June 2016".
    """
    if (alone and len(line) > LONGEST) or not re.search(r"\d", line[:LONGEST]):
        return None
    for pattern, is_line in _stated():
        found = pattern.search(line[:LONGEST]) if is_line or not alone else None
        day = day_of(found["day"]) if found else None
        if day:
            return day
    return None


@cache
def _path() -> re.Pattern[str]:
    return re.compile(table("dates")["url"]["pattern"])


def addressed_day(url: str) -> date | None:
    """The day in an address's path, such as `/2025/06/30/`."""
    found = _path().search(url)
    return day_of("-".join(found.groups())) if found else None
