"""Quantities: numbers of people, arms, goods, money, and shares, with what is counted.

What may be counted is in `data/reading/quantities.toml`. Times, ages, ordinals and the numbers of
resolutions or flights are none. A number that the text does not give ("hundreds of soldiers") is none either.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from foedus.reading import numerals
from foedus.reading.page import Page
from foedus.reading.times import find_times
from foedus.reading.timex.words import folded
from foedus.records import Quantity, Span


def find(page: Page) -> None:
    """Fill `page.quantities` from every passage, in the order of the text; `page.times` must stand."""
    times = [time.span for time in page.times]
    for passage in page.passages:
        inside = [
            Span(s - passage.start, e - passage.start) for s, e in times if passage.start <= s < passage.end
        ]
        for quantity in find_quantities(passage.text, times=inside):
            span = Span(quantity.span.start + passage.start, quantity.span.end + passage.start)
            page.quantities.append(replace(quantity, span=span))


def find_quantities(text: str, *, times: Sequence[Span] | None = None) -> list[Quantity]:
    """Quantities in the order of the text, none overlapping; spans relative to `text`.

    `times` are the spans of time expressions, in order, whose numbers count nothing; found here if not given.
    """
    taken = [time.span for time in find_times(text)] if times is None else times
    plain, words, at = folded(text), quantity_words(), 0
    found: list[Quantity] = []
    for start in words.start.finditer(plain):
        if start.start() < at:
            continue
        number = _number(plain, start.start())
        if number is None or _overlaps(taken, number):
            continue
        at = number.end
        quantity = _quantity(number, text, plain)
        if quantity is not None:
            found.append(quantity)
            at = quantity.span.end
    return found


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """Everything that `quantities.toml` says, compiled."""

    start: re.Pattern[str]
    """Where a number or a sign of money may begin."""
    one: re.Pattern[str]
    """A number, with the sign of money before it and the share or money after it."""
    range: re.Pattern[str]
    """Two such numbers, linked."""
    counted: dict[str, bool]
    """What may be counted -> whether the word is a plural."""
    befell: re.Pattern[str]
    bare: re.Pattern[str]
    """What follows a number that stands alone: a stop, a mark, or the end."""
    not_after: tuple[str, ...]
    known_after: tuple[str, ...]
    known_below: int
    stops: frozenset[str]
    reach: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    verbs: dict[str, str]
    units: dict[str, str]
    """Sign or word of money, or of a share -> unit."""
    least: dict[str, float]
    weights: frozenset[str]


@cache
def quantity_words() -> QuantityWords:
    """The words that ship with Foedus."""
    raw = tomllib.loads((files("foedus") / "data/reading/quantities.toml").read_text("utf-8"))
    kinds = numerals.words()
    signs, after = raw["signs"], raw["currencies"] | raw["share"]
    numeral, either = numerals.pattern(), numerals.either
    suffix = rf"(?:{either([*kinds['suffixes']])})(?!\w)"
    sign, hyphened = rf"(?:{either([*signs])}) ?", either(raw["hyphened"]["words"])
    first = rf"(?<![\w.,'-])(?P<sign>{sign})?(?P<number>{numeral})(?P<suffix>(?<=\d){suffix})?"
    other = rf"(?:{sign})?(?P<other>{numeral})(?P<other_suffix>(?<=\d){suffix})?"
    link = rf"(?: ?(?P<link>{either(raw['to'])}|and) ?)"
    unit = rf"(?:-(?:{hyphened}) (?P<force>[a-z]+)| ?-?(?P<unit>{either([*after])}))?(?!\w)(?!-\w)"
    begin = [*kinds["units"], *kinds["tens"], "a", "an", "half"]
    befell = either(raw["befell"]["words"])
    return QuantityWords(
        start=re.compile(rf"(?<![\w.,'-])(?:\d|(?:{either(begin)})(?!\w)|{either([*signs])})"),
        one=re.compile(first + unit),
        range=re.compile(first + link + other + unit),
        counted={
            word.lower(): plural in {word, one_of}
            for plural, one_of in raw["units"].items()
            for word in {one_of, plural}
        },
        befell=re.compile(
            rf"(?P<through>(?: (?:{either(raw['befell']['through'])})){{0,3}}) (?P<word>{befell})\b"
        ),
        bare=re.compile(rf"\s*(?:$|[.,;:)!?—\n]|(?:{either(raw['stops'])})\b)"),
        not_after=tuple(f" {word}" for word in raw["not_after"]),
        known_after=tuple(f" {word}" for word in raw["known_after"]),
        known_below=raw["known_below"],
        stops=frozenset(raw["stops"]),
        reach=raw["reach"],
        before=tuple(f" {phrase}" for phrase in raw["before"]),
        after=tuple(raw["after"]),
        verbs=raw["befell"]["verbs"],
        units=signs | after,
        least=raw["currency_least"],
        weights=frozenset(raw["weights"]),
    )


@dataclass(frozen=True, slots=True)
class _Number:
    """A number and what is written with it: the unit of money or share, the force of "2,000-strong force"."""

    start: int
    end: int
    value: float
    unit: str | None
    force: str | None
    before: str
    """The words before it, in lower case, after a blank."""
    is_range: bool


def _number(plain: str, at: int) -> _Number | None:
    words = quantity_words()
    before = " " + plain[max(0, at - 24) : at].replace("\n", " ").rstrip(" (")
    match, value = words.range.match(plain, at), None
    if match and (match["link"] != "and" or before.endswith(" between")):
        value = _lower(match)
    if match is None or value is None:
        match = words.one.match(plain, at)
        value = _scaled(match["number"], match["suffix"]) if match else None
    if match is None or value is None or before.endswith(words.not_after):
        return None
    sign, written = (match["sign"] or "").strip(), match["unit"]
    weighs = written in words.weights and plain.startswith(" of ", match.end())
    unit = written if weighs else words.units.get(written or sign)
    if written and value < words.least.get(written, 0):
        return None
    return _Number(match.start(), match.end(), value, unit, match["force"], before, match.re is words.range)


def _scaled(number: str, suffix: str | None) -> float | None:
    value = numerals.value(number)
    return value * numerals.words()["suffixes"][suffix] if value is not None and suffix else value


def _lower(match: re.Match[str]) -> float | None:
    """The lower end of a range; it takes the scale of the upper one in "15 to 20 million"."""
    low, high = _scaled(match["number"], match["suffix"]), _scaled(match["other"], match["other_suffix"])
    if low is None or high is None:
        return None
    bare = numerals.value(match["other"].split()[0]) or high
    if not match["suffix"] and low < bare < high:
        low *= high / bare
    return low if low < high else None


def _overlaps(taken: Sequence[Span], number: _Number) -> bool:
    at = bisect_right(taken, (number.start, number.end)) - 1
    return any(span.start < number.end and number.start < span.end for span in taken[max(0, at) : at + 2])


def _quantity(number: _Number, text: str, plain: str) -> Quantity | None:
    """What a number counts; None if that is nothing we keep."""
    words = quantity_words()
    near = next((phrase for phrase in words.before if number.before.endswith(phrase)), "")
    if number.unit is None and number.value < words.known_below and number.before.endswith(words.known_after):
        return None
    unit, end = number.unit or number.force, number.end
    if unit is None:
        unit, end = _counted(number, text, plain)
    befell = words.befell.match(plain, end) if unit is None else None
    if befell:
        unit, end = befell["word"], end if befell["through"] else befell.end()
    elif unit is None:
        verbs = (u for v, u in words.verbs.items() if number.before.removesuffix(near).endswith(" " + v))
        unit = next(verbs, None)
        if not words.bare.match(plain, end) or not (near or unit):
            return None
    span = Span(number.start, end)
    loose = bool(near) or number.is_range or plain[end : end + 12].lstrip(" ").startswith(words.after)
    return Quantity(text[span.start : span.end], span, number.value, unit, loose)


def _counted(number: _Number, text: str, plain: str) -> tuple[str | None, int]:
    """The noun counted, past its adjectives, and where it ends; None and the number's end without one."""
    words, unit, end, at = quantity_words(), None, number.end, number.end
    for _ in range(words.reach + 1):
        word = _NEXT.match(plain, at)
        if word is None or word[1] in words.stops:
            break
        plural = words.counted.get(word[1])
        if plural or (plural is False and number.value == 1):
            unit, end = text[word.start(1) : word.end()], word.end()
        elif unit:
            break
        at = word.end()
    return unit, end


_NEXT = re.compile(r" {1,3}([^\W\d_][\w'-]*(?<!'))")
