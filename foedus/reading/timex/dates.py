"""What the calendar names: days of a month, months, seasons, feasts, years, decades."""

from __future__ import annotations

import re
from datetime import date

from foedus.reading.timex import calendar
from foedus.reading.timex.calendar import Meaning
from foedus.reading.timex.setting import Found, Means, Setting, near, way_of, year_of, years
from foedus.reading.timex.words import Words, timewords


def calendar_day(found: Found, setting: Setting) -> Meaning | None:
    """A day of a month; without its year the nearest, on the weekday named where one is."""
    month, number = int(found["month"]), found.get("ordinal") or int(re.sub(r"\D", "", found["day"]))
    year = year_of(found, setting)
    if year is not None:
        return calendar.day(calendar.valid(year, month, number))
    if calendar.valid(2000, month, number) is None:
        return None
    named_before = setting.period.start if setting.period else None
    if named_before and setting.period and (setting.period.grain, named_before.month) == ("month", month):
        return calendar.day(
            calendar.valid(named_before.year, month, number)
        )  # "In September 2022 ... on September 13"
    known = _known_day(month, number, setting)
    if known or found.get("rel") in _THAT:
        return known or Meaning("DATE", f"XXXX-{month:02}-{number:02}", grain="day")
    named = found.get("weekday") or found.get("wkday")
    days = [calendar.valid(y, month, number) for y in years(setting, back=5 if named else 1)]
    fitting = [d for d in days if d and named in {None, d.isoweekday()}]
    nearest = near(setting, [calendar.day(d) for d in fitting or days])
    return nearest or Meaning("DATE", f"XXXX-{month:02}-{number:02}", grain="day")


_THAT = ("that", "the same")
"""What "of that year" points back with; without a time before, it points to nothing."""


def _known_day(month: int, number: int, setting: Setting) -> Meaning | None:
    """The day of a name like "the Sept. 11 attacks", once it has been."""
    for when, after, _ in timewords().known:
        if (when.month, when.day) == (month, number) and after.match(setting.folded, setting.end):
            return calendar.day(when) if setting.published and setting.published >= when else None
    return None


def slashed(found: Found, _: Setting) -> Meaning | None:
    """Month and day in figures, read only where no other order is possible."""
    a, b, year = int(found["a"]), int(found["b"]), int(found["year"])
    days = {d for d in (calendar.valid(year, a, b), calendar.valid(year, b, a)) if d}
    if not days:
        return None
    return calendar.day(days.pop()) if len(days) == 1 else Meaning("DATE", f"{year}-XX-XX", grain="day")


def day_range(found: Found, setting: Setting) -> Meaning | None:
    """Days in a row; one month or year serves both ends. The value is the first day's."""
    year = found.get("year") or found.get("year2")
    last_year = {"year": found.get("year2") or year} if year else {}
    first_year = {"year": year} if year else {}
    last = calendar_day(
        {"month": found.get("month2") or found["month"], "day": found["day2"]} | last_year, setting
    )
    first = calendar_day({"month": found["month"], "day": found["day"]} | first_year, setting)
    return _joined(first, last)


def _joined(first: Meaning | None, last: Meaning | None) -> Meaning | None:
    if first is None or last is None:
        return None
    if first.start is None or last.end is None:
        return first
    return first._replace(end=last.end) if first.start <= last.end else None


def calendar_month(found: Found, setting: Setting) -> Meaning | None:
    """A month; without its year the nearest one that the tense allows."""
    number = int(found["month"])
    year = year_of(found, setting)
    if year is not None:
        return calendar.month(year, number)
    if found.get("rel") in _THAT:
        return Meaning("DATE", f"XXXX-{number:02}", grain="month")
    around = timewords().around
    name = setting.folded[setting.start : setting.end]
    if name in around["month_doubtful"] and setting.before() not in around["month_before"]:
        after = setting.text[setting.end : setting.end + 2]
        if name in around["month_sure"] or after[1:].isupper():
            return None
    nearest = near(setting, [calendar.month(y, number) for y in years(setting)])
    return nearest or Meaning("DATE", f"XXXX-{number:02}", grain="month")


def month_range(found: Found, setting: Setting) -> Meaning | None:
    """From one month to another, or "July or August"; the value is the first month's."""
    year = year_of(found, setting)
    given = {"year": year} if year is not None else {}
    first = calendar_month({"month": found["month"]} | given, setting)
    last = calendar_month({"month": found["month2"]} | given, setting)
    if first and last and first.start and last.end and last.end < first.start:
        last = calendar.month(first.start.year + 1, int(found["month2"]))
    return _joined(first, last)


def near_month(found: Found, setting: Setting) -> Meaning | None:
    """The last, this or next month of that name, counted from the month of publication."""
    number, way, today = int(found["month"]), found.get("deixis", way_of(setting)), setting.published
    if today is None:
        return Meaning("DATE", f"XXXX-{number:02}", grain="month")
    year = today.year
    if way < 0:
        year -= number >= today.month
    elif way > 0:
        year += number <= today.month
    return calendar.month(year, number)


def week_of(found: Found, setting: Setting) -> Meaning | None:
    """The week that holds a day."""
    when = calendar_day(found, setting)
    return calendar.week(when.start) or when._replace(grain="week") if when else None


def fraction(found: Found, setting: Setting) -> Meaning | None:
    """A half or a quarter of a year; of a fiscal year it has no days, for fiscal years differ."""
    code = found.get("fraction") or found.get("fraction_code") or found["fraction_code2"]
    grain = "half" if code[0] == "H" else "quarter"
    if "fiscal" in found:
        return Meaning("DATE", f"FY{found['fiscal']}-{code}", grain=grain)
    make = calendar.half if grain == "half" else calendar.quarter
    year = int(found["year2"]) if "year2" in found else year_of(found, setting)
    if year is not None:
        return make(year, int(code[1]))
    nearest = near(setting, [make(y, int(code[1])) for y in years(setting)])
    return nearest or Meaning("DATE", f"XXXX-{code}", grain=grain)


def season(found: Found, setting: Setting) -> Meaning | None:
    """A season; bare, it needs a preposition before it ("prices fall" has none)."""
    words, first = timewords(), int(found["season"])
    code = words.seasons[str(first)]
    if "year" in found or found.get("rel", "").endswith(" year"):
        year = year_of(found, setting)
        return calendar.season(year, code, first) if year else Meaning("DATE", f"XXXX-{code}", grain="season")
    rel = found.get("rel")
    bare = rel is None and "edge" not in found
    if bare and (setting.before() not in words.around["season_before"] or setting.after() == "of"):
        return None
    if bare and setting.capital(setting.end - len(found["season_text"])):
        return None
    choices = [calendar.season(y, code, first) for y in years(setting)]
    if rel and words.relative(rel) and setting.published:
        today = setting.published
        ahead = words.relative(rel) > 0
        fit = [
            c for c in choices if c and c.start and c.end and (c.start > today if ahead else c.end < today)
        ]
        return (fit[0] if ahead else fit[-1]) if fit else None
    return near(setting, choices) or Meaning("DATE", f"XXXX-{code}", grain="season")


def holiday(found: Found, setting: Setting) -> Meaning | None:
    """A feast: fixed, counted by weekdays or from Easter, or looked up in a table of years."""
    words = timewords()
    if setting.after() in words.around["name_before"] or setting.before() in words.around["name_after"]:
        return None
    if "year" in found:
        when = _feast(found["holiday"], int(found["year"]), words)
        return calendar.day(when) or Meaning("DATE", found["year"], grain="day")
    days = [_feast(found["holiday"], y, words) for y in years(setting)]
    way = words.relative(found["rel"]) if "rel" in found else 0
    today = setting.published
    fit = [calendar.day(d) for d in days if d and today and (way == 0 or (d > today) == (way > 0))]
    return near(setting, fit) or Meaning("DATE", None, grain="day")


def _feast(code: str, year: int, words: Words) -> date | None:
    if code in words.tables:
        return next((d for d in words.tables[code] if d.year == year), None)
    if code.startswith("easter"):
        return calendar.shift(calendar.easter(year), int(code.removeprefix("easter")))
    parts = re.fullmatch(r"(\d\d)-(\d+)(?:-(-?\d))?", code)
    if parts is None:
        return None
    if parts[3]:
        return calendar.nth_weekday(year, int(parts[1]), int(parts[2]), int(parts[3]))
    return calendar.valid(year, int(parts[1]), int(parts[2]))


def fiscal(found: Found, _: Setting) -> Meaning | None:
    """A fiscal year: which days it has depends on whose it is."""
    number = found["fiscal"].lstrip("'")
    return Meaning("DATE", f"FY{number if len(number) == 4 else '20' + number}", grain="year")


def year_range(found: Found, _: Setting) -> Meaning | None:
    """Years in a row, "2014-16"; the value is the first one's."""
    first, last = int(found["year"]), found["year2"]
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return _joined(calendar.year(first), calendar.year(second)) if first < second <= first + 200 else None


def decade(found: Found, setting: Setting) -> Meaning | None:
    """Ten years, "the 1990s" or "the nineties"; "in his forties" is an age."""
    if "century" in found:
        return calendar.decade(int(found["century"]) * 100 + int(found["ten"]) * 10)
    if not setting.folded[setting.start : setting.end].startswith("the ") and setting.before() != "the":
        return None
    ten = int(found["tens"]) if "tens" in found else 10 * int(found.get("ten") or found["ten2"])
    return calendar.decade((1900 if ten > 10 else 2000) + ten)


def century(found: Found, _: Setting) -> Meaning | None:
    """A century by its number."""
    number = found.get("ordinal") or int(re.sub(r"\D", "", found["nth"]))
    return calendar.century(int(number))


def calendar_year(found: Found, setting: Setting) -> Meaning | None:
    """A year; four figures that count something, or number a resolution, are none."""
    around, words = timewords().around, setting.folded[setting.start : setting.end]
    number, before = int(found["year"]), setting.before()
    if words == found["year"]:
        if before.strip(".") in around["not_after"] or setting.after() in around["not_before"]:
            return None
        if number < 1800 and before not in around["year_before"]:
            return None
    meaning = calendar.year(number)
    if meaning and words.startswith("post"):
        return meaning._replace(end=None)
    return meaning._replace(start=None) if meaning and words.startswith("pre") else meaning


MEANINGS: dict[str, Means] = {
    f.__name__: f
    for f in (
        calendar_day,
        slashed,
        day_range,
        calendar_month,
        month_range,
        near_month,
        week_of,
        fraction,
        season,
        holiday,
        fiscal,
        year_range,
        decade,
        century,
        calendar_year,
    )
}
"""The function of each `means` that this module knows."""
