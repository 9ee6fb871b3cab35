"""Times told from another: "two weeks later", "that year", "last month"; how long, and how often."""

from __future__ import annotations

from datetime import date

from foedus.reading import numerals
from foedus.reading.timex import calendar
from foedus.reading.timex.calendar import Meaning
from foedus.reading.timex.setting import Found, Means, Setting, way_of
from foedus.reading.timex.words import timewords


def _count(found: Found) -> float | None:
    return numerals.value(found["number"])


def _grain(unit: str) -> str:
    return {"fortnight": "week", "weekend": "day"}.get(unit, unit)


def ago(found: Found, setting: Setting) -> Meaning | None:
    """So long before publication, as coarse as its unit: two months ago is a month, a decade ago a year."""
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
    """Some past, no day: "several years ago"."""
    return Meaning("DATE", "PAST_REF")


def later(found: Found, setting: Setting) -> Meaning | None:
    """So long after or before the time named last; "earlier" falls back on publication, the rest is open."""
    count = _count(found)
    if count is None:
        return None
    sign = 1 if found["way"] in {"later", "after that"} else -1
    if "clock" in found:
        return Meaning("DATE", None, grain="day")
    base = _base(found["unit"], setting) or (setting.published if found["way"] == "earlier" else None)
    meaning = _removed(base, found["unit"], sign * count)
    return meaning or Meaning("DATE", None, grain=_grain(found["unit"]))


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
    """Counted from the time named last: "the following day", "that year"; open where none was."""
    unit = found.get("unit", "day")
    base = _base(unit, setting)
    meaning = calendar.around(base, unit, found["anaphor"]) or Meaning("DATE", None, grain=_grain(unit))
    if "part" in found:
        value = meaning.value or "XXXX-XX-XX"
        return meaning._replace(type="TIME", value=f"{value}{found['part']}")
    return meaning


def day_after(found: Found, setting: Setting) -> Meaning | None:
    """The day before or after the day named last."""
    when = calendar.shift(setting.day, 1 if found["way"] == "after" else -1)
    return calendar.day(when) or Meaning("DATE", None, grain="day")


def run(found: Found, setting: Setting) -> Meaning | None:
    """A duration that ends, or begins, with the day of publication: "the past 20 years"."""
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
    """The twelve months before publication for "the past year"; "the coming days" have no number."""
    if str(found.get("unit_text") or found.get("clock_text")).endswith("s"):
        return vague_duration(found, setting)
    word = "past" if found["run"] == "past" else "coming"
    sign = -1 if word == "past" else 1
    return run(found | {"number": "1", "run": sign, "run_text": word}, setting)


def near_unit(found: Found, setting: Setting) -> Meaning | None:
    """Last, this or next week, month, year; the tense cuts what "this" names at publication."""
    unit, way = found["unit"], found.get("deixis", way_of(setting))
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
    """The year, month or week of publication for "the end of the year"; "the end of the day" is an idiom."""
    if found["unit"] == "day":
        return None
    meaning = calendar.around(setting.published, found["unit"], 0)
    return meaning or Meaning("DATE", None, grain=_grain(found["unit"]))


def year_end(_: Found, setting: Setting) -> Meaning | None:
    """The end of the year, or month, of publication."""
    unit = "month" if "month" in setting.folded[setting.start : setting.end] else "year"
    return edge_of_unit({"unit": unit}, setting)


def every(found: Found, setting: Setting) -> Meaning | None:
    """What comes back: "every week", "every two days", "each morning"."""
    if "part" in found:
        return Meaning("SET", f"XXXX-XX-XX{found['part']}", grain="day")
    other = "2" if " other " in setting.folded[setting.start : setting.end] else "1"
    length = duration({"number": other} | found, setting)
    return length._replace(type="SET") if length else None


def rate(found: Found, setting: Setting) -> Meaning | None:
    """So often in a unit of time; how often is no part of the value."""
    length = one_unit(found, setting)
    return length._replace(type="SET") if length else None


def one_unit(found: Found, setting: Setting) -> Meaning | None:
    """One unit: "year-long"."""
    return duration(found | {"number": "1"}, setting)


def per(found: Found, setting: Setting) -> Meaning | None:
    """A rate: "$1 billion a year", "per day"."""
    before = setting.before()
    counted = before in timewords().around["per_after"] or before[-1:].isdigit() or before[-1:] == "%"
    if setting.folded.startswith("per ", setting.start) or counted:
        return rate(found, setting)
    return None


def often(found: Found, setting: Setting) -> Meaning | None:
    """Adverbs and adjectives of what comes back: "daily"; "the Daily Mail" is a name."""
    return None if setting.in_name() else Meaning("SET", found["often"])


def _length(count: float, code: str) -> str:
    """A TIMEX3 duration: halves go into the next smaller unit, quarters into months, fortnights in two."""
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
    """An unknown number of units: "several days", "for years"."""
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
    """Half of a unit: "half a year", "half an hour"."""
    unit = found.get("unit") or found.get("unit2") or found["clock"]
    value = timewords().half.get(unit)
    return Meaning("DURATION", value) if value else None


def reference(found: Found, setting: Setting) -> Meaning | None:
    """A reference without days: "now", "recently", "the future"; "as soon as" is none."""
    if setting.before() == "as" or setting.in_name():
        return None
    return Meaning("DATE", found["ref"])


MEANINGS: dict[str, Means] = {
    f.__name__: f
    for f in (
        ago,
        long_ago,
        later,
        from_now,
        anaphor,
        day_after,
        run,
        past_unit,
        near_unit,
        the_weekend,
        edge_of_unit,
        year_end,
        every,
        rate,
        one_unit,
        per,
        often,
        duration,
        vague_duration,
        half_unit,
        reference,
    )
}
"""The function of each `means` that this module knows."""
