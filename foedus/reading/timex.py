"""What each rule of `times.toml` means: one function a kind, from the words found to a `Meaning`.

Values follow TIMEX3 (TimeML 1.2.1). Nothing is guessed: what hangs on the day of publication stays open
("XXXX-06-23", no days) where that day is unknown, "early" and "late" narrow no period, and a fiscal year
has no days. A function returns None where the words are no time after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from foedus.reading import calendar, numerals
from foedus.reading.calendar import Meaning
from foedus.reading.timewords import Words, timewords

Found = dict[str, Any]
"""Group of the rule -> the word's value in the data (a month's number), or the text for bare pieces."""


@dataclass(slots=True)
class Setting:
    """Where a match stands: the text, the day of publication, and the times before it."""

    text: str
    folded: str
    """`text` in lower case, code point for code point, with plain quotes, hyphens and blanks."""
    published: date | None
    start: int = 0
    end: int = 0
    day: date | None = None
    """The last single day that was named before."""
    period: Meaning | None = None
    """The last dated period, a day or longer, that was named before."""

    def before(self) -> str:
        """The word before the match, or ""."""
        found = _LAST_WORD.search(self.folded, max(0, self.start - 30), self.start)
        return found[1] if found else ""

    def after(self) -> str:
        """The word after the match, or ""."""
        found = _NEXT_WORD.match(self.folded, self.end)
        return found[1] if found else ""

    def capital(self, at: int) -> bool:
        """Whether the original has a capital there."""
        return self.text[at : at + 1].isupper()

    def in_name(self) -> bool:
        """Whether the match is written with a capital and stands next to another capital, as in a name."""
        if not self.capital(self.start):
            return False
        before = _NAME_BEFORE.search(self.text, max(0, self.start - 30), self.start)
        return bool(before) or bool(_NAME_AFTER.match(self.text, self.end))

    def lean(self) -> int:
        """1 if the words around speak of what lies ahead, -1 of what lies behind, 0 if they do not say."""
        words = timewords()
        if self.folded.startswith("'s", self.end) and self.before() not in words.around["until"]:
            near = self.folded[max(0, self.start - 20) : self.start].rstrip()
            return 1 if near.endswith(tuple(words.around["ahead_near"])) else 0
        first, last = words.sentence(self.text, self.start, self.end)
        cues = [cue.lastgroup for cue in words.cues.finditer(self.text, first, self.start)][::-1]
        cues += [cue.lastgroup for cue in words.cues.finditer(self.text, self.end, last)]
        strong = [cue for cue in cues if cue != "weak"]
        return {"ahead": 1, "weak": 1, "behind": -1}.get((strong or cues or [None])[0] or "", 0)


_LAST_WORD = re.compile(r"([a-z.$£€%0-9']+)[\s\"(]*\Z")
_NEXT_WORD = re.compile(r"[ ]?([a-z0-9']+)")
_NAME_BEFORE = re.compile(r"\b[A-Z][A-Za-z]*[ ]\Z")
_NAME_AFTER = re.compile(r"[ ][A-Z][a-z]")


def _near(setting: Setting, choices: list[Meaning | None]) -> Meaning | None:
    """The choice nearest to the publication, days on the side that the tense speaks against counting more."""
    weights = {1: (4, 1), 0: (1, 2), -1: (1, 3)}[setting.lean()]
    best: tuple[int, Meaning] | None = None
    for choice in choices:
        if choice and choice.start and choice.end and setting.published:
            gone, ahead = (setting.published - choice.end).days, (choice.start - setting.published).days
            cost = max(gone * weights[0], ahead * weights[1], 0)
            if best is None or cost < best[0]:
                best = (cost, choice)
    return best[1] if best else None


def _years(setting: Setting) -> list[int]:
    return [setting.published.year + n for n in (-1, 0, 1)] if setting.published else []


def _year(found: Found, setting: Setting) -> int | None:
    """The year that the words give, in figures or as last, this or next year; None where they give none."""
    if "year" in found:
        return int(found["year"])
    if "rel" in found and setting.published:
        return setting.published.year + timewords().relative(found["rel"])
    return None


def _part(meaning: Meaning | None, found: Found) -> Meaning | None:
    """A day, narrowed to its morning or night where the words name one."""
    if meaning and "part" in found:
        return meaning._replace(type="TIME", value=f"{meaning.value}{found['part']}")
    return meaning


def calendar_day(found: Found, setting: Setting) -> Meaning | None:
    """A day of a month; without its year the nearest, on the weekday named where one is."""
    month, number = int(found["month"]), found.get("ordinal") or int(re.sub(r"\D", "", found["day"]))
    year = _year(found, setting)
    if year is not None:
        return calendar.day(calendar.valid(year, month, number))
    if calendar.valid(2000, month, number) is None:
        return None
    days = [calendar.valid(y, month, number) for y in _years(setting)]
    named = found.get("weekday") or found.get("wkday")
    fitting = [d for d in days if d and named in {None, d.isoweekday()}]
    near = _near(setting, [calendar.day(d) for d in fitting or days])
    return near or Meaning("DATE", f"XXXX-{month:02}-{number:02}", grain="day")


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
    year = _year(found, setting)
    if year is not None:
        return calendar.month(year, number)
    around = timewords().around
    name = setting.folded[setting.start : setting.end]
    if name in around["month_doubtful"] and setting.before() not in around["month_before"]:
        after = setting.text[setting.end : setting.end + 2]
        if name in around["month_sure"] or after[1:].isupper():
            return None
    near = _near(setting, [calendar.month(y, number) for y in _years(setting)])
    return near or Meaning("DATE", f"XXXX-{number:02}", grain="month")


def month_range(found: Found, setting: Setting) -> Meaning | None:
    """From one month to another, or "July or August"; the value is the first month's."""
    year = _year(found, setting)
    given = {"year": year} if year is not None else {}
    first = calendar_month({"month": found["month"]} | given, setting)
    last = calendar_month({"month": found["month2"]} | given, setting)
    if first and last and first.start and last.end and last.end < first.start:
        last = calendar.month(first.start.year + 1, int(found["month2"]))
    return _joined(first, last)


def near_month(found: Found, setting: Setting) -> Meaning | None:
    """ "Last October" is the latest one before the month of publication, "this March" that of the year."""
    number, way, today = int(found["month"]), found.get("deixis", _sign(setting)), setting.published
    if today is None:
        return Meaning("DATE", f"XXXX-{number:02}", grain="month")
    year = today.year
    if way < 0:
        year -= number >= today.month
    elif way > 0:
        year += number <= today.month
    return calendar.month(year, number)


def _sign(setting: Setting) -> int:
    """The way that "this past" and "this coming" point, which stand outside the groups."""
    words = setting.folded[setting.start : setting.end]
    return -1 if " past " in words else 1 if "coming " in words or "following " in words else 0


def clock(found: Found, setting: Setting) -> Meaning | None:
    """An hour, on the day named with it, else the last day named, else the day of publication."""
    if "h" in found:
        hour = int(found["h"])
    else:
        hour = int(numerals.value(found["number"]) or 0)
    minute = int(found.get("m") or 0)
    half = found.get("ampm", "")[:1] or {"TMO": "a", "TAF": "p", "TEV": "p"}.get(found.get("part", ""), "")
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return _at(f"T{hour:02}:{minute:02}", found, setting)


def named_hour(found: Found, setting: Setting) -> Meaning | None:
    """Noon or midnight; "High Noon" is a name."""
    return None if setting.in_name() else _at(str(found["hour_name"]), found, setting)


def _at(hour: str, found: Found, setting: Setting) -> Meaning:
    if "weekday" in found:
        meaning = calendar_weekday({"weekday": found["weekday"]}, setting)
        when = meaning.start if meaning else None
    elif "day_word" in found:
        when = calendar.shift(setting.published, found["day_word"])
    else:
        when = setting.day or setting.published
    return Meaning("TIME", f"{when.isoformat() if when else 'XXXX-XX-XX'}{hour}", when, when, "day")


def night_word(found: Found, setting: Setting) -> Meaning | None:
    """ "Tonight", "last night", "this morning"."""
    when = calendar.shift(setting.published, found["night_word"])
    part = timewords().night_parts[found["night_word_text"]]
    return Meaning("TIME", f"{when.isoformat() if when else 'XXXX-XX-XX'}{part}", when, when, "day")


def overnight(_: Found, setting: Setting) -> Meaning | None:
    """The night that led to the day of publication."""
    today = setting.published
    first = calendar.shift(today, -1)
    return Meaning("TIME", f"{today.isoformat() if today else 'XXXX-XX-XX'}TNI", first, today, "day")


def day_word(found: Found, setting: Setting) -> Meaning | None:
    """ "Today", "yesterday morning"; "Russia Today" is a name."""
    if setting.in_name() and "part" not in found:
        return None
    when = calendar.day(calendar.shift(setting.published, found["day_word"]))
    return _part(when or Meaning("DATE", "XXXX-XX-XX", grain="day"), found)


def calendar_weekday(found: Found, setting: Setting) -> Meaning | None:
    """A bare weekday: the next one if the tense says so, else the latest, the day of publication included."""
    around = timewords().around
    if setting.before() in around["name_after"] or setting.after() in around["name_before"]:
        return None
    when = calendar.weekday(setting.published, found["weekday"], ahead=setting.lean() > 0)
    return _part(calendar.day(when) or _any_weekday(found), found)


def _any_weekday(found: Found) -> Meaning:
    return Meaning("DATE", f"XXXX-WXX-{found['weekday']}", grain="day")


def near_weekday(found: Found, setting: Setting) -> Meaning | None:
    """ "Last Friday" is the latest before the day of publication, "next Friday" the first after it."""
    way, today = found.get("deixis", _sign(setting)), setting.published
    if way == 0:
        return calendar_weekday(found, setting)
    start = calendar.shift(today, 1 if way > 0 else -1)
    when = calendar.weekday(start, found["weekday"], ahead=way > 0)
    return _part(calendar.day(when) or _any_weekday(found), found)


def weekday_of_week(found: Found, setting: Setting) -> Meaning | None:
    """ "Friday last week"."""
    week = calendar.around(setting.published, "week", timewords().relative(found["rel"]))
    when = calendar.shift(week.start, found["weekday"] - 1) if week else None
    return _part(calendar.day(when) or _any_weekday(found), found)


def every_weekday(found: Found, _: Setting) -> Meaning | None:
    """ "Every Friday", "Mondays"."""
    number = found.get("weekday") or found["weekday2"]
    return Meaning("SET", f"XXXX-WXX-{number}{found.get('part', '')}", grain="day")


def _count(found: Found) -> float | None:
    return numerals.value(found["number"])


def _grain(unit: str) -> str:
    return {"fortnight": "week", "weekend": "day"}.get(unit, unit)


def ago(found: Found, setting: Setting) -> Meaning | None:
    """So long before publication, as coarse as its unit: "two months ago" is a month, "a decade ago" a year."""
    count = _count(found)
    if count is None:
        return None
    if "clock" in found:
        return calendar.day(setting.published) or Meaning("DATE", "XXXX-XX-XX", grain="day")
    meaning = _removed(setting.published, found["unit"], -count)
    return meaning or Meaning("DATE", None, grain=_grain(found["unit"]))


def _removed(when: date | None, unit: str, count: float) -> Meaning | None:
    longer = {"decade": ("year", 10), "century": ("year", 100), "fortnight": ("week", 2)}
    unit, times = longer.get(unit, (unit, 1))
    return calendar.around(when, unit, int(count * times)) if abs(count) < 10_000 else None


def long_ago(_: Found, __: Setting) -> Meaning | None:
    """ "Several years ago": some past, no day."""
    return Meaning("DATE", "PAST_REF")


def later(found: Found, setting: Setting) -> Meaning | None:
    """So long after or before the time named last; open where none was."""
    count = _count(found)
    if count is None:
        return None
    sign = 1 if found["way"] in {"later", "after that"} else -1
    if "clock" in found:
        return Meaning("DATE", None, grain="day")
    return _removed(_base(found["unit"], setting), found["unit"], sign * count) or Meaning(
        "DATE", None, grain=_grain(found["unit"])
    )


def _base(unit: str, setting: Setting) -> date | None:
    """The time named last, if it is fine enough to count such units from."""
    if unit in {"day", "week", "weekend", "fortnight"}:
        return setting.day
    if unit == "month" and setting.period and setting.period.grain not in {"day", "week", "month"}:
        return setting.day
    return setting.period.start if setting.period else None


def from_now(found: Found, setting: Setting) -> Meaning | None:
    """So long after publication."""
    count = _count(found)
    meaning = _removed(setting.published, found["unit"], count) if count is not None else None
    return meaning or Meaning("DATE", None, grain=_grain(found["unit"]))


def anaphor(found: Found, setting: Setting) -> Meaning | None:
    """ "The following day", "that year": counted from the time named last; open where none was."""
    unit = found.get("unit", "day")
    base = _base(unit, setting)
    meaning = calendar.around(base, unit, found["anaphor"]) or Meaning("DATE", None, grain=_grain(unit))
    if "part" in found:
        value = meaning.value or "XXXX-XX-XX"
        return meaning._replace(type="TIME", value=f"{value}{found['part']}")
    return meaning


def day_after(found: Found, setting: Setting) -> Meaning | None:
    """ "The day before", "the day after", said of the day named last."""
    when = calendar.shift(setting.day, 1 if found["way"] == "after" else -1)
    return calendar.day(when) or Meaning("DATE", None, grain="day")


def run(found: Found, setting: Setting) -> Meaning | None:
    """ "The past 20 years": a duration that ends, or begins, with the day of publication."""
    length = vague_duration(found, setting) if "vague" in found else duration(found, setting)
    count = None if "vague" in found else _count(found)
    if length is None or count is None or found["run_text"] not in {"last", "past", "next", "coming"}:
        return length
    sign, today = found["run"], setting.published
    if "clock" in found:
        other = calendar.shift(today, sign * max(1, round(count / 24)) if found["clock"] == "H" else 0)
    elif found["unit"] == "fortnight":
        other = calendar.shift(today, int(14 * sign * count))
    else:
        other = calendar.moved(today, found["unit"], int(sign * count))
    if today is None or other is None:
        return length
    return length._replace(start=min(today, other), end=max(today, other))


def past_unit(found: Found, setting: Setting) -> Meaning | None:
    """ "The past year": the twelve months before publication. "The coming days": no number, no days."""
    if found.get("unit_text", found.get("clock_text", "")).endswith("s"):
        return vague_duration(found, setting)
    word = "past" if found["run"] == "past" else "coming"
    sign = -1 if word == "past" else 1
    return run(found | {"number": "1", "run": sign, "run_text": word}, setting)


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
    year = int(found["year2"]) if "year2" in found else _year(found, setting)
    if year is not None:
        return make(year, int(code[1]))
    near = _near(setting, [make(y, int(code[1])) for y in _years(setting)])
    return near or Meaning("DATE", f"XXXX-{code}", grain=grain)


def near_unit(found: Found, setting: Setting) -> Meaning | None:
    """ "Last week", "this year". What "this" names ends, or begins, with publication if the tense says so."""
    unit, way = found["unit"], found.get("deixis", _sign(setting))
    if unit == "day":
        return anaphor({"unit": "day", "anaphor": 1}, setting) if way > 0 else None
    if unit == "weekend" and way <= 0 and "this" not in setting.folded[setting.start : setting.end]:
        return _weekend(setting, -1)
    meaning = calendar.around(setting.published, unit, way)
    if meaning is None:
        return Meaning("DATE", None, grain=_grain(unit))
    return _cut(meaning, setting) if way == 0 and "edge" not in found else meaning


def _cut(meaning: Meaning, setting: Setting) -> Meaning:
    words, before, today = timewords().around, setting.before(), setting.published
    if today is None or not meaning.start or not meaning.end or not meaning.start <= today <= meaning.end:
        return meaning
    lean = -1 if before in words["earlier"] else 1 if before in words["later"] else setting.lean()
    if lean < 0:
        return meaning._replace(end=today)
    return meaning._replace(start=today) if lean > 0 else meaning


def _weekend(setting: Setting, way: int) -> Meaning | None:
    """The weekend before publication, or next to come; a Saturday's or Sunday's own counts as the last."""
    base = calendar.weekday(setting.published, 6, ahead=way > 0)
    return calendar.weekend(base) or Meaning("DATE", None, grain="day")


def the_weekend(_: Found, setting: Setting) -> Meaning | None:
    """The last weekend, or the next one if the tense says so."""
    return _weekend(setting, setting.lean())


def edge_of_unit(found: Found, setting: Setting) -> Meaning | None:
    """ "The end of the year": the year of publication; "the end of the day" is an idiom."""
    if found["unit"] == "day":
        return None
    meaning = calendar.around(setting.published, found["unit"], 0)
    return meaning or Meaning("DATE", None, grain=_grain(found["unit"]))


def year_end(_: Found, setting: Setting) -> Meaning | None:
    """The end of the year, or month, of publication."""
    unit = "month" if "month" in setting.folded[setting.start : setting.end] else "year"
    return edge_of_unit({"unit": unit}, setting)


def season(found: Found, setting: Setting) -> Meaning | None:
    """A season; bare, it needs a preposition before it ("prices fall" has none)."""
    words, first = timewords(), int(found["season"])
    code = words.seasons[str(first)]
    if "year" in found or found.get("rel", "").endswith(" year"):
        year = _year(found, setting)
        return calendar.season(year, code, first) if year else Meaning("DATE", f"XXXX-{code}", grain="season")
    rel = found.get("rel")
    bare = rel is None and "edge" not in found
    if bare and (setting.before() not in words.around["season_before"] or setting.after() == "of"):
        return None
    if bare and setting.capital(setting.end - len(found["season_text"])):
        return None
    choices = [calendar.season(y, code, first) for y in _years(setting)]
    if rel and words.relative(rel) and setting.published:
        today = setting.published
        ahead = words.relative(rel) > 0
        fit = [
            c for c in choices if c and c.start and c.end and (c.start > today if ahead else c.end < today)
        ]
        return (fit[0] if ahead else fit[-1]) if fit else None
    return _near(setting, choices) or Meaning("DATE", f"XXXX-{code}", grain="season")


def holiday(found: Found, setting: Setting) -> Meaning | None:
    """A feast: fixed, counted by weekdays or from Easter, or looked up in a table of years."""
    words = timewords()
    if setting.after() in words.around["name_before"] or setting.before() in words.around["name_after"]:
        return None
    if "year" in found:
        when = _feast(found["holiday"], int(found["year"]), words)
        return calendar.day(when) or Meaning("DATE", found["year"], grain="day")
    days = [_feast(found["holiday"], y, words) for y in _years(setting)]
    way = words.relative(found["rel"]) if "rel" in found else 0
    today = setting.published
    fit = [calendar.day(d) for d in days if d and today and (way == 0 or (d > today) == (way > 0))]
    return _near(setting, fit) or Meaning("DATE", None, grain="day")


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
    """ "Fiscal 2026": which days it has depends on whose it is."""
    number = found["fiscal"].lstrip("'")
    return Meaning("DATE", f"FY{number if len(number) == 4 else '20' + number}", grain="year")


def year_range(found: Found, _: Setting) -> Meaning | None:
    """ "2014-16"; the value is the first year's."""
    first, last = int(found["year"]), found["year2"]
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return _joined(calendar.year(first), calendar.year(second)) if first < second <= first + 200 else None


def decade(found: Found, setting: Setting) -> Meaning | None:
    """ "The 1990s", "the nineties"; "in his forties" is an age."""
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


def every(found: Found, setting: Setting) -> Meaning | None:
    """ "Every week", "every two days", "each morning"."""
    if "part" in found:
        return Meaning("SET", f"XXXX-XX-XX{found['part']}", grain="day")
    other = "2" if " other " in setting.folded[setting.start : setting.end] else "1"
    length = duration({"number": other} | found, setting)
    return length._replace(type="SET") if length else None


def rate(found: Found, setting: Setting) -> Meaning | None:
    """ "Once a week": how often is no part of the value."""
    length = one_unit(found, setting)
    return length._replace(type="SET") if length else None


def one_unit(found: Found, setting: Setting) -> Meaning | None:
    """ "Year-long"."""
    return duration(found | {"number": "1"}, setting)


def per(found: Found, setting: Setting) -> Meaning | None:
    """ "$1 billion a year", "per day"."""
    before = setting.before()
    counted = before in timewords().around["per_after"] or before[-1:].isdigit() or before[-1:] == "%"
    if setting.folded.startswith("per ", setting.start) or counted:
        return rate(found, setting)
    return None


def often(found: Found, setting: Setting) -> Meaning | None:
    """ "Daily"; "the Daily Mail" is a name."""
    return None if setting.in_name() else Meaning("SET", found["often"])


def _length(count: float, code: str) -> str:
    """A TIMEX3 duration: halves go into the next smaller unit, quarters and fortnights into months and weeks."""
    whole, half = int(count), count % 1 == 0.5
    letter, times = {"Q": ("M", 3), "F": ("W", 2)}.get(code, (code, 1))
    smaller = {"H": "30M", "M": "30S", "Y": "6M"}.get(letter, "")
    if times > 1 or count % 1 == 0:
        return f"{int(count * times)}{letter}"
    if half and smaller:
        return f"{whole}{letter}{smaller}"
    return f"{count:g}{letter}"


def duration(found: Found, setting: Setting) -> Meaning | None:
    """So many units of time; an age is none."""
    count = _count(found)
    words = timewords()
    if count is None or setting.folded.startswith(tuple(words.around["not_time"]), setting.end):
        return None
    unit_at = setting.end - len(found.get("clock_text") or found.get("unit_text", ""))
    if setting.capital(unit_at) and not setting.capital(unit_at + 1):
        return None
    if "clock" in found:
        if found["clock_text"] == "second" and found["number"] not in {"1", "one"}:
            return None
        return Meaning("DURATION", "PT" + _length(count, found["clock"]))
    unit = found["unit"]
    return Meaning("DURATION", "P" + _length(count, words.duration.get(unit, "F")), grain=_grain(unit))


def vague_duration(found: Found, setting: Setting) -> Meaning | None:
    """ "Several days", "for years": an unknown number of them."""
    words = timewords()
    if setting.folded.startswith(tuple(words.around["not_time"]), setting.end):
        return None
    if "clock" in found:
        if not found["clock_text"].endswith("s"):
            return None
        return Meaning("DURATION", f"PTX{found['clock']}")
    unit = found.get("unit") or found["units"]
    return Meaning("DURATION", f"PX{words.duration.get(unit, 'W')}", grain=_grain(unit))


def half_unit(found: Found, _: Setting) -> Meaning | None:
    """ "Half a year", "half an hour"."""
    unit = found.get("unit") or found.get("unit2") or found["clock"]
    value = timewords().half.get(unit)
    return Meaning("DURATION", value) if value else None


def reference(found: Found, setting: Setting) -> Meaning | None:
    """ "Now", "recently", "the future": a reference without days; "as soon as" is none."""
    if setting.before() == "as" or setting.in_name():
        return None
    return Meaning("DATE", found["ref"])


Means = Callable[[Found, Setting], Meaning | None]
MEANINGS: dict[str, Means] = {
    f.__name__: f
    for f in (
        calendar_day, slashed, day_range, calendar_month, month_range, near_month, clock, named_hour,
        night_word, overnight, day_word, calendar_weekday, near_weekday, weekday_of_week, every_weekday, ago,
        long_ago, later, from_now, anaphor, day_after, run, past_unit, week_of, fraction, near_unit,
        the_weekend, edge_of_unit, year_end, season, holiday, fiscal, year_range, decade, century,
        calendar_year, every, rate, one_unit, per, often, duration, vague_duration, half_unit, reference,
    )
}  # fmt: skip
"""The function of each `means` in `times.toml`."""
