"""Words as the ledger compares them: without case, short forms, endings, or the words that say nothing."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from foedus.reading.numerals import words as number_words

_WORD = re.compile(r"\w+(?:[.]\d+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"'})


@cache
def settings() -> dict[str, Any]:
    """`data/ledger/joining.toml`."""
    return tomllib.loads((files("foedus") / "data/ledger/joining.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Lists:
    short: re.Pattern[str]
    full: dict[str, str]
    numbers: dict[str, str]
    empty: frozenset[str]
    common: frozenset[str]


@cache
def _lists() -> _Lists:
    known = settings()["words"]
    full = dict(known["short"])
    numbers = number_words()
    return _Lists(
        short=re.compile(
            "|".join(re.escape(short) + (r"(?!\w)" if short[-1].isalpha() else "") for short in full)
        ),
        full=full,
        numbers={word: str(value) for word, value in (numbers["units"] | numbers["tens"]).items()},
        empty=frozenset(known["empty"].split()),
        common=frozenset(_stem(word) for word in known["common"].split()),
    )


def words(text: str) -> list[str]:
    """The words of a text in order: lower case, short forms in full, small numbers as figures."""
    lists = _lists()
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    plain = lists.short.sub(lambda found: lists.full[found[0]], _THOUSANDS.sub("", plain))
    return [lists.numbers.get(word, word) for word in _WORD.findall(plain)]


def stems(text: str) -> frozenset[str]:
    """The words of a text that say something, without their endings."""
    empty = _lists().empty
    return frozenset(_stem(word) for word in words(text) if word not in empty)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    known = settings()["words"]
    for ending, instead in known["endings"]:
        if word.endswith(ending) and len(word) - len(ending) >= known["least_stem"] - 1:
            return str(word[: len(word) - len(ending)] + instead)
    return word


def weight(of: Iterable[str]) -> float:
    """How much some stems say together: 1 a stem, less where every page has it."""
    common, less = _lists().common, settings()["words"]["common_weight"]
    return sum(less if stem in common else 1.0 for stem in of)
