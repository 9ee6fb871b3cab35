"""Calendar arithmetic: days, weeks, months, quarters, seasons, years, and the TIMEX3 value of each.

Weeks are ISO weeks, Monday to Sunday. A season begins with the month that `times.toml` gives it, and a
winter belongs to the year it begins in. Dates outside the years 1 to 9999 are None.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Meaning(NamedTuple):
    """What a time expression means: the fields of `Time` without its words."""

    type: str
    value: str | None
    start: date | None = None
    end: date | None = None
    grain: str | None = None


def day(when: date | None) -> Meaning | None:
    """One day; None for None."""
    return Meaning("DATE", when.isoformat(), when, when, "day") if when else None


def valid(year: int, month: int, number: int) -> date | None:
    """The day, or None if the calendar has none such."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return date(year, month, number)


def months(year: int, first: int, count: int) -> tuple[date, date] | None:
    """First and last day of `count` months; `first` may lie outside 1..12 and carries into other years."""
    year, first = year + (first - 1) // 12, (first - 1) % 12 + 1
    last_year, last = year + (first + count - 2) // 12, (first + count - 2) % 12 + 1
    if not (year >= 1 and last_year <= 9999):
        return None
    return date(year, first, 1), date(last_year, last, monthrange(last_year, last)[1])


def _period(value: str, span: tuple[date, date] | None, grain: str) -> Meaning | None:
    return Meaning("DATE", value, *span, grain) if span else None


def month(year: int, number: int) -> Meaning | None:
    """A month; `number` may lie outside 1..12 and carries into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return _period(f"{year:04}-{number:02}", months(year, number, 1), "month")


def quarter(year: int, number: int) -> Meaning | None:
    """A quarter; `number` may lie outside 1..4."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return _period(f"{year:04}-Q{number}", months(year, 3 * number - 2, 3), "quarter")


def half(year: int, number: int) -> Meaning | None:
    """Half a year, 1 or 2."""
    return _period(f"{year:04}-H{number}", months(year, 6 * number - 5, 6), "half")


def season(year: int, code: str, first: int) -> Meaning | None:
    """Three months from the month `first`; `code` is TIMEX3's SP, SU, FA or WI."""
    return _period(f"{year:04}-{code}", months(year, first, 3), "season")


def year(number: int) -> Meaning | None:
    """A year."""
    return _period(f"{number:04}", months(number, 1, 12), "year")


def decade(first: int) -> Meaning | None:
    """Ten years from `first`, a multiple of ten; its value is "199X"."""
    span = months(first, 1, 120) if first > 0 else None
    return _period(f"{first // 10:03}X", span, "decade")


def century(number: int) -> Meaning | None:
    """A century by its number; the nineteenth is TIMEX3's "18XX", 1800 to 1899."""
    span = months(100 * (number - 1), 1, 1200) if number > 1 else None
    return _period(f"{number - 1:02}XX", span, "century")


def week(when: date | None) -> Meaning | None:
    """The ISO week that holds a day."""
    if when is None:
        return None
    number = when.isocalendar()
    first = shift(when, 1 - number.weekday)
    last = shift(when, 7 - number.weekday)
    return _period(f"{number.year:04}-W{number.week:02}", (first, last) if first and last else None, "week")


def weekend(when: date | None) -> Meaning | None:
    """Saturday and Sunday of the ISO week that holds a day."""
    whole = week(when)
    if whole is None or whole.end is None:
        return None
    return whole._replace(value=f"{whole.value}-WE", start=shift(whole.end, -1), grain="day")


def shift(when: date | None, days: int) -> date | None:
    """So many days on, or back; None where the calendar ends."""
    if when is None or not 1 <= when.toordinal() + days <= date.max.toordinal():
        return None
    return when + timedelta(days)


def shift_months(when: date | None, count: int) -> date | None:
    """So many months on, or back, on the same day of the month or its last."""
    if when is None:
        return None
    span = months(when.year, when.month + count, 1)
    return span[0].replace(day=min(when.day, span[1].day)) if span else None


def around(when: date | None, unit: str, count: int) -> Meaning | None:
    """The period of grain `unit` that lies `count` such units from the one that holds a day."""
    if when is None or abs(count) > 9999:
        return None
    match unit:
        case "day":
            return day(shift(when, count))
        case "week":
            return week(shift(when, 7 * count))
        case "weekend":
            return weekend(shift(when, 7 * count))
        case "month":
            return month(when.year, when.month + count)
        case "quarter":
            return quarter(when.year, (when.month + 2) // 3 + count)
        case "year":
            return year(when.year + count)
        case "decade":
            return decade(when.year // 10 * 10 + 10 * count)
        case "century":
            return century(when.year // 100 + 1 + count)
    return None


def moved(when: date | None, unit: str, count: int) -> date | None:
    """The day `count` units away: "three years before 2025-06-30" is 2022-06-30."""
    if abs(count) > 99_999:
        return None
    days = {"day": 1, "weekend": 7, "week": 7}
    if unit in days:
        return shift(when, days[unit] * count)
    return shift_months(
        when, {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit] * count
    )


def weekday(when: date | None, number: int, *, ahead: bool = False) -> date | None:
    """The nearest such weekday (Monday is 1) on or before a day; on or after it where `ahead`."""
    if when is None:
        return None
    back = (when.isoweekday() - number) % 7
    return shift(when, (7 - back) % 7 if ahead else -back)


def nth_weekday(year: int, month: int, number: int, nth: int) -> date | None:
    """The nth such weekday of a month; the last for -1."""
    span = months(year, month, 1)
    if span is None:
        return None
    if nth < 0:
        return weekday(span[1], number)
    return shift(weekday(span[0], number, ahead=True), 7 * (nth - 1))


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    first, rest = divmod(h + k - 7 * m + 114, 31)
    return date(year, first, rest + 1)
