"""Numbers as the text writes them, in figures or words: "15,000", "1.2 million", "two dozen", "5 1/2"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def words() -> dict[str, dict[str, int]]:
    """Number words by kind: units, tens, scales, suffixes, ordinals."""
    raw: dict[str, dict[str, int]] = tomllib.loads(
        (files("foedus") / "data/reading/numerals.toml").read_text("utf-8")
    )
    return raw


def either(choices: list[str]) -> str:
    """A regular expression for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(choices, key=len, reverse=True))


@cache
def pattern() -> str:
    """A regular expression, for lower-case text, of a number in figures or words; it holds no groups."""
    kinds = words()
    tens, units = either([*kinds["tens"]]), either([*kinds["units"]])
    small = f"(?:(?:{tens})(?:[- ](?:{units}))?|(?:{units}))"
    scale = f"(?:{either([*kinds['scales']])})"
    figures = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,6})?(?: 1/2| \d/\d)?"
    spelt = rf"{small}(?: and a half)?"
    tail = rf"(?:[- ]{scale}){{0,3}}(?:(?: and |[- ]){small}(?:[- ]{scale})?){{0,3}}"
    return rf"(?:{figures}(?:[- ]{scale}){{0,2}}|(?:a|an|half a) {scale}(?: {scale})?|{spelt}{tail})"


@cache
def _any_figure() -> re.Pattern[str]:
    return re.compile(r"(\d[\d,]*(?:\.\d+)?)(?: (\d)/(\d))?")


def value(text: str) -> float | None:
    """The number that lower-case `text` writes; None if it is none. "a" and "an" are 1, "half a" is .5."""
    kinds = words()
    small = kinds["units"] | kinds["tens"]
    total, current, seen = 0.0, 0.0, False
    rest = text.strip()
    figure = _any_figure().match(rest)
    if figure:
        current, seen = float(figure[1].replace(",", "")), True
        if figure[2] and figure[3] != "0":
            current += int(figure[2]) / int(figure[3])
        rest = rest[figure.end() :]
    for word in re.split(r"[-\s]+", rest):
        if word in small:
            current, seen = current + small[word], True
        elif word in {"a", "an"}:
            current, seen = current or 1.0, True
        elif word == "half":
            current, seen = current + 0.5, True
        elif word in kinds["scales"]:
            times = kinds["scales"][word]
            current, seen = (current or 1.0) * times, True
            if times >= 1_000:
                total, current = total + current, 0.0
        elif word not in {"", "and"}:
            return None
    return total + current if seen else None
