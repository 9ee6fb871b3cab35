"""Days and hours near the publication: weekdays, "yesterday", "10 a.m. Tuesday"."""

from __future__ import annotations

from foedus.reading import numerals
from foedus.reading.timex import calendar
from foedus.reading.timex.calendar import Meaning
from foedus.reading.timex.setting import Found, Means, Setting, of_day, way_of
from foedus.reading.timex.words import timewords


def clock(found: Found, setting: Setting) -> Meaning | None:
    """An hour, on the day named with it, else the last day named, else the day of publication."""
    hour = int(found["h"]) if "h" in found else int(numerals.value(found["number"]) or 0)
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
    """Words for a part of one day: "tonight", "last night", "this morning"."""
    when = calendar.shift(setting.published, found["night_word"])
    part = timewords().night_parts[found["night_word_text"]]
    return Meaning("TIME", f"{when.isoformat() if when else 'XXXX-XX-XX'}{part}", when, when, "day")


def overnight(_: Found, setting: Setting) -> Meaning | None:
    """The night that led to the day of publication."""
    today = setting.published
    first = calendar.shift(today, -1)
    return Meaning("TIME", f"{today.isoformat() if today else 'XXXX-XX-XX'}TNI", first, today, "day")


def day_word(found: Found, setting: Setting) -> Meaning | None:
    """Words for a day: "today", "yesterday morning"; "Russia Today" is a name."""
    if setting.in_name() and "part" not in found:
        return None
    when = calendar.day(calendar.shift(setting.published, found["day_word"]))
    return of_day(when or Meaning("DATE", "XXXX-XX-XX", grain="day"), found)


def calendar_weekday(found: Found, setting: Setting) -> Meaning | None:
    """A bare weekday: the next one if the tense says so, else the latest, the day of publication included."""
    around = timewords().around
    if setting.before() in around["name_after"] or setting.after() in around["name_before"]:
        return None
    if setting.before() == "a":
        return _any_weekday(found)
    when = calendar.weekday(setting.published, found["weekday"], ahead=setting.lean() > 0)
    return of_day(calendar.day(when) or _any_weekday(found), found)


def _any_weekday(found: Found) -> Meaning:
    return Meaning("DATE", f"XXXX-WXX-{found['weekday']}", grain="day")


def near_weekday(found: Found, setting: Setting) -> Meaning | None:
    """The latest such weekday before publication for "last", else the next; "this" goes by tense."""
    way, today = found.get("deixis", way_of(setting)), setting.published
    if way == 0:
        when = calendar.weekday(today, found["weekday"], ahead=setting.lean() >= 0)
        return of_day(calendar.day(when) or _any_weekday(found), found)
    start = calendar.shift(today, 1 if way > 0 else -1)
    when = calendar.weekday(start, found["weekday"], ahead=way > 0)
    return of_day(calendar.day(when) or _any_weekday(found), found)


def weekday_of_week(found: Found, setting: Setting) -> Meaning | None:
    """A weekday of last, this or next week."""
    week = calendar.around(setting.published, "week", timewords().relative(found["rel"]))
    when = calendar.shift(week.start, found["weekday"] - 1) if week else None
    return of_day(calendar.day(when) or _any_weekday(found), found)


def every_weekday(found: Found, _: Setting) -> Meaning | None:
    """Weekdays that come back: "every Friday", "Mondays"."""
    number = found.get("weekday") or found["weekday2"]
    return Meaning("SET", f"XXXX-WXX-{number}{found.get('part', '')}", grain="day")


MEANINGS: dict[str, Means] = {
    f.__name__: f
    for f in (
        clock,
        named_hour,
        night_word,
        overnight,
        day_word,
        calendar_weekday,
        near_weekday,
        weekday_of_week,
        every_weekday,
    )
}
"""The function of each `means` that this module knows."""
