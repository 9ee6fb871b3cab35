"""Names as keys: how words of a text are compared with names of the register.

Case counts where it tells names from words ("US" and "us", "Turkey" and "turkey"), marks and accents don't:
"Kim Jong-un" is "Kim Jong Un", "U.S." is "US", "Élysée" is "Elysee". Never by likeness: no threshold tells
Araghchi and Araqchi from Niger and Nigeria, so variants are listed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from foedus.register.entry import Entry

LOWER, CAPITAL, UPPER = 0, 1, 2
"""How a word is written, and how it must at least be written to be a name."""

_JOINTS = re.compile(r"[-‐‑‒–—/+&·]+")
_WORDS = re.compile(r"['’]s\b|[^\W_]+(?:[.'’‘ʿʾ`](?!s\b)[^\W_]+)*\.?|\S")
_PLAIN = re.compile(r"[A-Za-z ]+")
_MARKS = re.compile(r"[.'’‘ʿʾ`]")
_POSSESSIVE = frozenset({"'s", "’s"})

Key = tuple[str, int]


def words(text: str) -> list[str]:
    """Words and marks of a mention, near enough to spaCy's: possessive 's, hyphens and marks stand alone."""
    return _WORDS.findall(text)


@lru_cache(maxsize=65_536)
def keys(word: str) -> tuple[Key, ...]:
    """The keys of one word and how each is written. None for a hyphen; two for "pro-Iran"."""
    if word.isascii() and word.isalpha():
        return ((word.lower(), _shape(word)),)
    if word in _POSSESSIVE:
        return (("'s", UPPER),)
    plain = word
    if not word.isascii():
        folded = unicodedata.normalize("NFKD", word)
        plain = unicodedata.normalize("NFC", "".join(c for c in folded if not unicodedata.combining(c)))
        plain = plain.translate(_LETTERS)
    found = []
    for part in _JOINTS.split(plain):
        bare = _MARKS.sub("", part) or part
        if part:
            found.append((bare.lower(), _shape(bare)))
    return tuple(found)


_LETTERS = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss"})


def _shape(word: str) -> int:
    if not word[0].isupper():
        return LOWER if not word[0].isalnum() or word[0].islower() else UPPER
    return UPPER if word.isupper() else CAPITAL


Named = tuple[tuple[Key, ...], list[Entry]]
"""A name's keys and what it means."""
Flat = tuple[str, int, int, bool]
"""One key of a text: how it is written, its token, and whether it follows a hyphen."""


class Index:
    """Names by their first and second key; the longest is tried first.

    `ordinary` are keys of abbreviations that are common words when a headline is set in capitals (WHO, US).
    """

    def __init__(self, *, ordinary: frozenset[str] = frozenset(), is_cased: bool = True) -> None:
        self._names: dict[str, dict[str, list[Named]]] = {}
        self._ordinary = ordinary
        self._is_cased = is_cased

    def add(self, name: str, *entries: Entry) -> None:
        """A name and what it means, after whatever it meant before."""
        wanted = self._key(name)
        if not wanted:
            return
        second = wanted[1][0] if len(wanted) > 1 else ""
        held = self._names.setdefault(wanted[0][0], {}).setdefault(second, [])
        for place, (key, known) in enumerate(held):
            if key == wanted:
                known.extend(e for e in entries if e not in known)
                return
            if len(key) < len(wanted):
                held.insert(place, (wanted, list(entries)))
                return
        held.append((wanted, list(entries)))

    def _key(self, name: str) -> tuple[Key, ...]:
        if not self._is_cased:
            return tuple((key, LOWER) for word in words(name) for key, _ in keys(word))
        if _PLAIN.fullmatch(name):
            return tuple((word.lower(), _shape(word)) for word in name.split())
        wanted, is_joined = [], False
        for word in words(name):
            found = keys(word)
            for key, shape in found:
                wanted.append((key, LOWER if is_joined else shape))
            is_joined = not found
        return tuple(wanted)

    def match(self, tokens: Sequence[str]) -> list[tuple[int, int, tuple[Entry, ...]]]:
        """Longest names from left to right, none overlapping: first token, token after the last, entries."""
        flat: list[Flat] = []
        is_joined = False
        for number, token in enumerate(tokens):
            parts = keys(token)
            for key, shape in parts:
                flat.append((key, shape, number, is_joined))
            is_joined = not parts
        names, found, here = self._names, [], 0
        while here < len(flat):
            held = names.get(flat[here][0])
            size = self._longest(held, flat, here) if held else None
            if size is None:
                here += 1
                continue
            length, entries = size
            found.append((flat[here][2], flat[here + length - 1][2] + 1, tuple(entries)))
            here += length
        return found

    def _longest(
        self, by_second: dict[str, list[Named]], flat: list[Flat], here: int
    ) -> tuple[int, list[Entry]] | None:
        """How many keys the longest name from `here` on takes, and what it means."""
        following = [key for key, *_ in flat[here + 1 : here + 3]]
        held = by_second.get(following[0], ()) if following else ()
        if not held and len(following) > 1 and len(following[0]) == 1:
            held = by_second.get(following[1], ())  # after a middle initial
        return self._fitting(held, flat, here) or self._fitting(by_second.get("", ()), flat, here)

    def _fitting(self, held: Sequence[Named], flat: list[Flat], here: int) -> tuple[int, list[Entry]] | None:
        for wanted, entries in held:
            length, skipped = len(wanted), 0
            if here + length > len(flat):
                continue
            for place in range(length):
                key, need = wanted[place]
                given, shape, _, is_joined = flat[here + place + skipped]
                is_initial = len(given) == 1 and given.isalpha() and not skipped and here + length < len(flat)
                if given != key and place and is_initial:
                    skipped = 1  # a middle initial: "Sergey V. Lavrov"
                    given, shape, _, is_joined = flat[here + place + 1]
                if given != key or (shape < need and not (place and is_joined and need == CAPITAL)):
                    break  # what follows a hyphen may be small: Jong-un
            else:
                if length > 1 or not self._is_shouted(flat, here, wanted[0][0]):
                    return length + skipped, entries
        return None

    def _is_shouted(self, flat: list[Flat], here: int, key: str) -> bool:
        """Whether an abbreviation stands among words in capitals and may be one of them."""
        beside = [flat[n][1] for n in (here - 1, here + 1) if 0 <= n < len(flat)]
        return key in self._ordinary and bool(beside) and all(shape == UPPER for shape in beside)
