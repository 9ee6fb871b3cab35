"""Where a time stands: the text around it, the day of publication, the times named before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from foedus.reading.timex.calendar import Meaning
from foedus.reading.timex.words import timewords

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

    def follows(self, phrases: list[str]) -> bool:
        """Whether one of the phrases, in whole words, stands straight before the match."""
        near = " " + self.folded[max(0, self.start - 30) : self.start].rstrip()
        return near.endswith(tuple(f" {phrase}" for phrase in phrases))

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
        if self.folded.startswith("'s", self.end):
            return 1 if self.follows(words.around["ahead_near"]) else 0
        first, last = words.sentence(self.text, self.start, self.end)
        cues = [cue.lastgroup for cue in words.cues.finditer(self.text, first, self.start)][::-1]
        cues += [cue.lastgroup for cue in words.cues.finditer(self.text, self.end, last)]
        strong = [cue for cue in cues if cue != "weak"]
        return {"ahead": 1, "weak": 1, "behind": -1}.get((strong or cues or [None])[0] or "", 0)


_LAST_WORD = re.compile(r"([a-z.$£€%0-9']+)[\s\"(]*\Z")
_NEXT_WORD = re.compile(r"[ ]?([a-z0-9']+)")
_NAME_BEFORE = re.compile(r"\b[A-Z][A-Za-z]*[ ]\Z")
_NAME_AFTER = re.compile(r"[ ][A-Z][a-z]")


def near(setting: Setting, choices: list[Meaning | None]) -> Meaning | None:
    """The choice nearest to the publication, days on the side that the tense speaks against counting more."""
    behind, before = timewords().around["weights"][("unsaid", "ahead", "behind")[setting.lean()]]
    best: tuple[int, Meaning] | None = None
    for choice in choices:
        if choice and choice.start and choice.end and setting.published:
            gone, ahead = (setting.published - choice.end).days, (choice.start - setting.published).days
            cost = max(gone * behind, ahead * before, 0)
            if best is None or cost < best[0]:
                best = (cost, choice)
    return best[1] if best else None


def years(setting: Setting, *, back: int = 1) -> list[int]:
    """The years that a date without its year may belong to; none where publication is unknown."""
    return [setting.published.year + n for n in range(-back, 2)] if setting.published else []


def year_of(found: Found, setting: Setting) -> int | None:
    """The year that the words give, in figures or as last, this, next or that year, or None."""
    if "year" in found:
        return int(found["year"])
    if found.get("rel") in {"that", "the same"}:
        return setting.period.start.year if setting.period and setting.period.start else None
    if "rel" in found and setting.published:
        return setting.published.year + timewords().relative(found["rel"])
    return None


def of_day(meaning: Meaning | None, found: Found) -> Meaning | None:
    """A day, narrowed to its morning or night where the words name one."""
    if meaning and "part" in found:
        return meaning._replace(type="TIME", value=f"{meaning.value}{found['part']}")
    return meaning


def way_of(setting: Setting) -> int:
    """The way that "this past" and "this coming" point, which stand outside the groups."""
    words = setting.folded[setting.start : setting.end]
    return -1 if " past " in words else 1 if "coming " in words or "following " in words else 0


Means = Callable[[Found, Setting], Meaning | None]
"""What a rule of `times.toml` means; None where its words are no time after all."""
