"""The words and rules of `times.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.reading import numerals


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its pattern over folded text, and the kind of word that each group holds."""

    name: str
    means: str
    pattern: re.Pattern[str]
    groups: dict[str, tuple[str, str]]
    """Group of the pattern -> (name in the rule, class of words)."""
    examples: tuple[str, ...]
    refuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that `times.toml` says."""

    classes: dict[str, dict[str, Any]]
    """Class -> word -> what it stands for."""
    rules: tuple[Rule, ...]
    starting: dict[str, tuple[Rule, ...]]
    """First word -> the rules that can begin with it, in their order; all figures stand under "0"."""
    cues: re.Pattern[str]
    around: dict[str, Any]
    seasons: dict[str, str]
    duration: dict[str, str]
    half: dict[str, str]
    night_parts: dict[str, str]
    tables: dict[str, list[date]]
    known: tuple[tuple[date, re.Pattern[str], str], ...]
    """Days that a name gives, the words that come after their day of the month, and an example."""

    def relative(self, words: str) -> int:
        """-1, 0 or 1 for last, this or next, whatever noun follows."""
        found: int = self.classes["deixis"].get(words, self.classes["deixis"].get(words.partition(" ")[0], 0))
        return found

    def sentence(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Where the sentence around a match begins and ends, within 200 code points either side."""
        first, last = max(0, start - 200), min(len(text), end + 200)
        for stop in _STOP.finditer(text, first, start):
            if self._ends_sentence(stop, text):
                first = stop.end()
        for stop in _STOP.finditer(text, end, last):
            if self._ends_sentence(stop, text):
                return first, stop.start()
        return first, last

    def _ends_sentence(self, stop: re.Match[str], text: str) -> bool:
        if stop[0][0] != ".":
            return True
        word = re.search(r"\w*\Z", text[max(0, stop.start() - 12) : stop.start()])
        return word is None or not (len(word[0]) == 1 or word[0].lower() in self.around["abbreviations"])


_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z\"“‘(\[`])|\n\s*\n|(?<=[.!?\"”’])\n")
_BLANK = re.compile(r"\[[^\]]*\]|\(\?<[=!][^)]*\)| \??")
"""Blanks, and what may hold blanks that are no runs: character sets and look-behinds."""
_SLOT = re.compile(r"\{(?:(\w+):)?([a-z_]+)\}")
_GROUP = re.compile(r"\?P<(\w+)>")
_FIRST = r"(?<![\w$£€#])(?<!\w-)(?<!\d[.,:])"
_LAST = r"(?!\w)(?!-\w)"


@cache
def timewords() -> Words:
    """The words and rules that ship with Foedus."""
    raw = tomllib.loads((files("foedus") / "data/reading/times.toml").read_text("utf-8"))
    classes: dict[str, dict[str, Any]] = raw["words"] | {"ordinal": numerals.words()["ordinals"]}
    pieces = {name: f"(?:{numerals.either([*words])})" for name, words in classes.items()}
    pieces |= {"number": rf"(?:{numerals.pattern()}|an?)"} | raw["pieces"]
    rules = tuple(_rule(row, pieces, classes) for row in raw["rule"])
    starting: dict[str, tuple[Rule, ...]] = {}
    for rule, row in zip(rules, raw["rule"], strict=True):
        for word in first_words(row["pattern"], classes):
            starting[word] = (*starting.get(word, ()), rule)
    around = raw["around"]
    kinds = (("ahead", "ahead"), ("behind", "behind"), ("weak", "ahead_weak"))
    tails = {"ahead": around["ahead_tail"]}
    cues = "|".join(f"(?P<{group}>(?:{'|'.join(around[key])}){tails.get(group, '')})" for group, key in kinds)
    return Words(
        classes=classes,
        rules=rules,
        starting=starting,
        cues=re.compile(rf"\b(?:{cues})\b"),
        around=around,
        seasons=raw["seasons"],
        duration=raw["duration"],
        half=raw["half"],
        night_parts=raw["night_parts"],
        known=tuple((row["day"], re.compile(f" (?:{row['after']})"), row["example"]) for row in raw["known"]),
        tables={name: table["dates"] for name, table in raw["tables"].items()},
    )


def _rule(row: dict[str, Any], pieces: dict[str, str], classes: dict[str, dict[str, Any]]) -> Rule:
    groups: dict[str, tuple[str, str]] = {}

    def slot(found: re.Match[str]) -> str:
        name, kind = found[1] or found[2], found[2]
        group = f"{name}__{len(groups)}"
        groups[group] = (name, kind if kind in classes else "")
        return f"(?P<{group}>{pieces[kind]})"

    pattern = _SLOT.sub(slot, _BLANK.sub(_blanks, row["pattern"]))
    for group in _GROUP.findall(pattern):
        groups.setdefault(group, (group, ""))
    examples, refuses = tuple(row.get("examples", ())), tuple(row.get("refuses", ()))
    compiled = re.compile(f"{_FIRST}(?:{pattern}){_LAST}")
    return Rule(row["name"], row["means"], compiled, groups, examples, refuses)


def _blanks(found: re.Match[str]) -> str:
    return {" ": " {1,4}", " ?": " {0,4}"}.get(found[0], found[0])


def first_words(template: str, classes: dict[str, dict[str, Any]]) -> set[str]:
    """The words that an expression of this template can begin with, letters only; "0" for figures."""
    tokens = _TOKEN.findall(template)[::-1]

    def words_of(piece: str) -> set[str]:
        if piece[0] == "{":
            kind = piece.strip("{}").rpartition(":")[2]
            if kind == "number":
                kinds = numerals.words()
                return {"0", "a", "an", "half", *kinds["units"], *kinds["tens"]}
            return {_first(word) for word in classes[kind]} if kind in classes else {"0"}
        return {"0"} if piece == r"\d" or piece[0] == "[" else {_first(piece)}

    def alternatives() -> tuple[set[str], bool]:
        found, empty, any_empty = set[str](), True, False
        while tokens:
            piece = tokens.pop()
            if piece == ")":
                break
            if piece == "|":
                any_empty, empty = any_empty or empty, True
                continue
            if piece[0] == "(":
                words, optional = alternatives()
                if piece in _LOOKS:
                    words, optional = set(), True
            else:
                words, optional = words_of(piece), False
            if tokens and tokens[-1] == "?":
                tokens.pop()
                optional = True
            if empty:
                found |= words
                empty = optional
        return found, any_empty or empty

    return alternatives()[0]


_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
_TOKEN = re.compile(r"\(\?P<\w+>|\(\?<?[=!:]|[)|?]|\{[\w:]+\}|\[[^\]]*\]|\\.|[a-z]+|.")


def _first(word: str) -> str:
    found = re.match(r"[a-z]+|'", word)
    return found[0] if found else "0"


def folded(text: str) -> str:
    """Lower case, plain quotes, hyphens and blanks; as many code points as `text`. Empty lines stay."""
    plain = _LONE_BREAK.sub(" ", text.translate(_PLAIN))
    lower = plain.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    )


_LONE_BREAK = re.compile(r"(?<![\n.])\n(?!\n)")
_PLAIN = str.maketrans(
    {c: p for cs, p in (("’‘ʼ′", "'"), ("–‑‐−", "-"), ("\t\r\xa0\u202f\u2009\u200a\u3000", " ")) for c in cs}
)
