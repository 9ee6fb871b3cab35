"""Time expressions: where they stand, what kind they are, and the days they mean.

The rules are in `data/reading/times.toml`, what each means in `timex.py`. One pass over the text finds the
words; a second looks at the small words between them: "since", "by", "from ... to".
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from foedus.reading import calendar
from foedus.reading.calendar import Meaning
from foedus.reading.page import Page
from foedus.reading.timewords import Rule, Words, folded, timewords
from foedus.reading.timex import MEANINGS, Found, Setting
from foedus.records import Span, Time

PROPER = frozenset({"month", "mon", "weekday", "weekdays", "wkday", "holiday"})
"""Classes of words that count only when written with a capital."""


def find(page: Page) -> None:
    """Fill `page.times` from every passage, in the order of the text."""
    for passage in page.passages:
        for time in find_times(passage.doc.text, published=page.dispatch.published):
            span = Span(time.span.start + passage.start, time.span.end + passage.start)
            page.times.append(replace(time, span=span))


_WORD = re.compile(r"(?<![\w$£€#])(?:[a-z]+|\d|'(?=\d))")


def find_times(text: str, *, published: date | None = None) -> list[Time]:
    """Times in the order of the text, none overlapping; spans relative to `text`.

    Without `published`, what hangs on it has no days, and a value like "XXXX-06-23" or None.
    """
    setting = Setting(text, folded(text), published)
    found: list[tuple[Span, Meaning]] = []
    starting, at = timewords().starting, 0
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
    meant = (
        _dated([m for _, m in found], [s for s, _ in found], text) if not published else [m for _, m in found]
    )
    spans = [span for span, _ in found]
    return [
        Time(text[span.start : span.end], span, *meaning)
        for span, meaning in zip(spans, _between(meant, spans, setting), strict=True)
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
    for group, text in groups.items():
        if text is None:
            continue
        name, kind = rule.groups[group]
        text = " ".join(text.split())
        found[name] = words.classes[kind][text] if kind else text
        if kind:
            found[f"{name}_text"] = text
    for short, name in (("mon", "month"), ("wkday", "weekday"), ("one", "unit")):
        if short in found:
            found[name] = found[short]
    return found


def _dated(meant: list[Meaning], spans: list[Span], text: str) -> list[Meaning]:
    """Month-days without a year, where their sentence names one year and no other."""
    dated = []
    for meaning, span in zip(meant, spans, strict=True):
        value = meaning.value or ""
        if value.startswith("XXXX-") and value[5:7].isdigit():
            first, last = timewords().sentence(text, span.start, span.end)
            years = {
                other.start.year
                for other, place in zip(meant, spans, strict=True)
                if first <= place.start < last
                and other.start
                and other.end
                and (other.value or "")[:4].isdigit()
            }
            if len(years) == 1:
                month, day = int(value[5:7]), value[8:10]
                year = years.pop()
                known = (
                    calendar.day(calendar.valid(year, month, int(day)))
                    if day
                    else calendar.month(year, month)
                )
                meaning = known or meaning
        dated.append(meaning)
    return dated


def _between(meant: list[Meaning], spans: list[Span], setting: Setting) -> list[Meaning]:
    """Open what "since", "until" and "by" open, and give both ends of "from ... to" the whole range."""
    around = timewords().around
    opened = list(meant)
    for i, (meaning, span) in enumerate(zip(meant, spans, strict=True)):
        setting.start, setting.end = span
        before = setting.before()
        opened[i] = _open(meaning, before, setting.published)
        if i + 1 == len(spans) or spans[i + 1].start - span.end > 12:
            continue
        link = setting.folded[span.end : spans[i + 1].start].strip()
        other = meant[i + 1]
        if (
            link in around["range"].get(before, ())
            and meaning.start
            and other.end
            and meaning.start <= other.end
        ):
            opened[i] = meaning._replace(end=other.end)
    for i in range(len(opened) - 1):
        if opened[i].end == meant[i + 1].end and opened[i].end != meant[i].end and meant[i + 1].start:
            opened[i + 1] = meant[i + 1]._replace(start=opened[i].start)
    return opened


def _open(meaning: Meaning, before: str, published: date | None) -> Meaning:
    around = timewords().around
    if meaning.type not in {"DATE", "TIME"} or not (meaning.start and meaning.end):
        return meaning
    if before in around["since"]:
        return meaning._replace(end=published if published and published >= meaning.start else None)
    if before in around["until"]:
        return meaning._replace(start=published if published and published <= meaning.end else None)
    return meaning
