"""Time expressions: where they stand, what kind they are, and the days they mean.

The rules are in `data/reading/times.toml`, what each means in `timex/`. One pass over the text finds the
words; a second looks at the small words between them: "since", "by", "from ... to".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date
from itertools import pairwise

from foedus.reading.page import Page
from foedus.reading.timex import calendar, dates, days, lapses
from foedus.reading.timex.calendar import Meaning
from foedus.reading.timex.setting import Found, Setting
from foedus.reading.timex.words import Rule, Words, folded, timewords
from foedus.records import Span, Time

MEANINGS = dates.MEANINGS | days.MEANINGS | lapses.MEANINGS
"""The function of each rule's `means`."""

PROPER = frozenset({"month", "mon", "weekday", "weekdays", "wkday", "holiday"})
"""Classes of words that count only when written with a capital."""


def find(page: Page) -> None:
    """Fill `page.times` from every passage; body passages go on counting from the times of those before."""
    last: Setting | None = None
    for passage in page.passages:
        text = passage.text
        setting = Setting(text, folded(text), page.dispatch.published)
        if passage.kind == "body":
            if last:
                setting.day, setting.period = last.day, last.period
            last = setting
        for time in _times(setting):
            span = Span(time.span.start + passage.start, time.span.end + passage.start)
            page.times.append(replace(time, span=span))


def find_times(text: str, *, published: date | None = None) -> list[Time]:
    """Times in the order of the text, none overlapping; spans relative to `text`.

    Without `published`, what hangs on it has no days, and a value like "XXXX-06-23" or None.
    """
    return _times(Setting(text, folded(text), published))


_WORD = re.compile(r"(?<![\w$£€#/])(?:[a-z]+|\d|'(?=\d))")


def _times(setting: Setting) -> list[Time]:
    found: list[tuple[Span, Meaning]] = []
    text, starting, at = setting.text, timewords().starting, 0
    for word in _WORD.finditer(setting.folded):
        rules = starting.get("0" if word[0].isdigit() else word[0])
        meaning = _meaning(setting, word.start(), rules) if rules and word.start() >= at else None
        if meaning is None:
            continue
        at = setting.end
        found.append((Span(setting.start, setting.end), meaning))
        if meaning.start and meaning.end and meaning.type in {"DATE", "TIME"}:
            setting.period = meaning
            setting.day = meaning.end if meaning.grain == "day" else setting.day
    spans = [span for span, _ in found]
    meant = [meaning for _, meaning in found]
    if setting.published is None:
        meant = _dated(spans, meant, text)
    return [
        Time(text[span.start : span.end], span, *meaning)
        for span, meaning in zip(spans, _linked(spans, meant, setting), strict=True)
    ]


def _meaning(setting: Setting, start: int, rules: tuple[Rule, ...]) -> Meaning | None:
    """What the first of the rules that can makes of the words from `start` on; sets the setting's span."""
    words = timewords()
    for rule in rules:
        match = rule.pattern.match(setting.folded, start)
        if match is None:
            continue
        found = _found(rule, match.groupdict(), words)
        setting.start, setting.end = match.span()
        if any(
            not setting.capital(match.start(g))
            for g in rule.groups
            if match[g] and rule.groups[g][1] in PROPER
        ):
            continue
        meaning = MEANINGS[rule.means](found, setting)
        if meaning is not None:
            return meaning
    return None


def _found(rule: Rule, groups: dict[str, str | None], words: Words) -> Found:
    found: Found = {}
    for group, matched in groups.items():
        if matched is None:
            continue
        name, kind = rule.groups[group]
        text = " ".join(matched.split())
        found[name] = words.classes[kind][text] if kind else text
        if kind:
            found[f"{name}_text"] = text
    for short, name in (("mon", "month"), ("wkday", "weekday"), ("one", "unit")):
        if short in found:
            found[name] = found[short]
    return found


def _dated(spans: list[Span], meant: list[Meaning], text: str) -> list[Meaning]:
    """Month-days without a year take the year that their sentence names, if it names one and no other."""
    sure = [(s.start, m.start.year) for s, m in zip(spans, meant, strict=True) if m.start and m.end]
    dated = []
    for span, meaning in zip(spans, meant, strict=True):
        open_day = _OPEN_DAY.fullmatch(meaning.value or "")
        first, last = timewords().sentence(text, span.start, span.end)
        near = sure[bisect_left(sure, (first, 0)) : bisect_left(sure, (last, 0))] if open_day else []
        known = None
        if open_day and len({year for _, year in near}) == 1:
            known = calendar.day(calendar.valid(near[0][1], int(open_day[1]), int(open_day[2])))
        dated.append(known or meaning)
    return dated


_OPEN_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")


def _linked(spans: list[Span], meant: list[Meaning], setting: Setting) -> list[Meaning]:
    """Open what "since", "until" and "by" open; both ends of "from ... to" mean the whole range."""
    linked = []
    for span, meaning in zip(spans, meant, strict=True):
        setting.start, setting.end = span
        linked.append(_opened(meaning, setting))
    for i, ((span, first), (other, last)) in enumerate(pairwise(zip(spans, meant, strict=True))):
        setting.start, setting.end = span
        if other.start - span.end <= LINK and _is_range(
            setting, setting.folded[span.end : other.start].strip()
        ):
            end = last
            if _is_weekday(spans[i], setting) and _is_weekday(spans[i + 1], setting):
                end = _after(first, last)
            if first.start and first.end and end.start and end.end and first.start <= end.end:
                linked[i] = first._replace(end=end.end)
                linked[i + 1] = end._replace(start=first.start)
    return linked


LINK = 12
"""Most code points between the two ends of a range: " and ", " through "."""


def _opened(meaning: Meaning, setting: Setting) -> Meaning:
    around, published = timewords().around, setting.published
    if meaning.type not in {"DATE", "TIME"} or not (meaning.start and meaning.end):
        return meaning
    if setting.follows(around["since"]):
        return meaning._replace(end=published if published and published >= meaning.start else None)
    if setting.follows(around["until"]):
        return meaning._replace(start=published if published and published <= meaning.end else None)
    return meaning


def _is_range(setting: Setting, link: str) -> bool:
    return link in timewords().around["range"].get(setting.before(), ())


def _is_weekday(span: Span, setting: Setting) -> bool:
    return setting.folded[span.start : span.end] in timewords().classes["weekday"]


def _after(first: Meaning, last: Meaning) -> Meaning:
    """The weekday that ends a range, a week on where it would fall before the first."""
    early = first.start and last.start and last.start < first.start
    return calendar.around(last.start, "day", 7) or last if early else last
