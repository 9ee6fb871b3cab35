"""Look-up of place names: hand lists of diplomatic places, states and provinces, and an extract of GeoNames.

The extract is a small SQLite file inside the package. Names are looked up by a folded key, so that "Łódź" and
"LODZ" are one.
"""

from __future__ import annotations

import csv
import math
import re
import sqlite3
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any

from foedus.register import tables

KINDS = ("town", "division", "district")
"""Kinds of place in the extract, as its column `kind` numbers them."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place that a name may mean.

    `kind` is state, diplomatic, seat, province, town, division or district; `country` alpha-3, or None where
    shared or disputed; `division` the key of the first-level division it lies in. `weight` grows with
    importance: for a town it is the decimal logarithm of its people.
    """

    name: str
    kind: str
    country: str | None
    division: str
    lat: float
    lon: float
    weight: float


@dataclass(frozen=True, slots=True)
class Settings:
    """`places.toml`: word lists, thresholds and weights."""

    words: dict[str, frozenset[str]]
    trusted: dict[str, float]
    weights: dict[str, float]
    short: dict[str, str]
    """Short forms of words in names, and the whole."""


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """A name's key: no case, accents, apostrophes, points or hyphens; "St." and "Mt." written out."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(STROKED)
    words = re.sub(r"[^\w\s]+", " ", re.sub(r"['’ʼ`.]", "", name.casefold())).split()
    short = settings().short
    return " ".join(short.get(w, w) for w in words)


STROKED = str.maketrans("łŁøØđĐıʻ", "lLoOdDi'")
"""Letters that carry their stroke or dot in themselves, so that no accent can be taken off."""


@cache
def settings() -> Settings:
    """The settings that ship with Foedus."""
    raw: dict[str, Any] = tomllib.loads((files("foedus") / "data/places/places.toml").read_text("utf-8"))
    words = {name: frozenset(value) for name, value in raw.items() if isinstance(value, list)}
    return Settings(words, raw["trusted"], raw["weights"], raw["short"])


CONTAINERS = frozenset({"state", "province", "division", "district", "diplomatic"})
"""Kinds of place that others lie in."""


def lies_in(spot: Spot, container: Spot) -> bool:
    """Whether one place lies in another, as far as state and first-level division tell."""
    if container.kind not in CONTAINERS or spot.country != container.country or spot is container:
        return False
    return container.kind in {"state", "diplomatic", "district"} or spot.division == container.division


def spots(name: str) -> tuple[Spot, ...]:
    """Every place that a name may mean, the weightiest first; empty where it means none that is known."""
    return _spots(fold(name))


@lru_cache(maxsize=50_000)
def _spots(key: str) -> tuple[Spot, ...]:
    known = by_hand().get(key, ())
    listed = _listed(key) if len(key) > 1 else ()
    settled = {(s.country, s.kind in PROVINCIAL) for s in known}
    further = [s for s in listed if (s.country, s.kind in PROVINCIAL) not in settled]
    return tuple(sorted((*known, *further), key=lambda s: -s.weight))


PROVINCIAL = frozenset({"province", "division"})
"""Kinds that are first-level divisions: where the hand list has one, GeoNames' point is left out."""


@cache
def by_hand() -> dict[str, tuple[Spot, ...]]:
    """The hand lists, by key: diplomatic places first, then states, then provinces."""
    found: dict[str, tuple[Spot, ...]] = {}
    weights = settings().weights
    points = {country: (float(lat), float(lon)) for country, lat, lon in _rows("countries")}
    for name, aliases, lat, lon, country, kind, _ in _rows("diplomatic"):
        spot = Spot(
            name, kind or "diplomatic", country or None, "", float(lat), float(lon), weights["diplomatic"]
        )
        for key in _keys(name, aliases):
            found.setdefault(key, (spot,))
    for row in tables.rows("states"):
        country, name, aliases = row[:3]
        if country in points:
            spot = Spot(name, "state", country, "", *points[country], weights["state"])
            for key in _keys(name, aliases):
                found.setdefault(key, (spot,))
    listed = frozenset(_extract()[1].values())
    for name, aliases, lat, lon, country in _rows("provinces"):
        keys = tuple(_keys(name, aliases))
        own = next((key for key in keys if (country, key) in listed), keys[0])
        spot = Spot(name, "province", country, own, float(lat), float(lon), weights["province"])
        for key in dict.fromkeys(keys):
            found[key] = (*found.get(key, ()), spot)
    return found


@cache
def openings() -> frozenset[str]:
    """Keys of the words that names of several words on the hand lists open with."""
    found: set[str] = set()
    for key in by_hand():
        words = key.split()
        found.update(" ".join(words[:end]) for end in range(1, len(words)))
    return frozenset(found)


@cache
def adjectives() -> dict[str, Spot]:
    """States by the keys of their adjectives: "syrian"."""
    found: dict[str, Spot] = {}
    for _, name, _, demonyms, *_ in tables.rows("states"):
        state = next((s for s in spots(name) if s.kind in {"state", "diplomatic"}), None)
        if state is not None:
            for demonym in tables.several(demonyms):
                found.setdefault(fold(demonym), state)
    return found


@cache
def capitals() -> frozenset[str]:
    """Keys of the capitals of all states."""
    return frozenset(fold(name) for row in tables.rows("states") for name in tables.several(row[4]))


@cache
def short_forms() -> frozenset[str]:
    """Short forms of names of divisions that end in a point, in small letters: "ont."."""
    return frozenset(
        alias.casefold()
        for _, aliases, *_ in _rows("provinces")
        for alias in tables.several(aliases)
        if alias.endswith(".")
    )


def _keys(name: str, aliases: str) -> Iterator[str]:
    yield from (key for key in map(fold, [name, *tables.several(aliases)]) if key)


def _rows(table: str) -> Iterator[list[str]]:
    """Rows of one of the hand lists, without its comment lines and its header."""
    text = (files("foedus") / f"data/places/{table}.csv").read_text("utf-8")
    lines = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    next(lines)
    yield from lines


@cache
def _extract() -> tuple[sqlite3.Connection, dict[int, tuple[str, str]]]:
    """The extract, opened once a process to be read only, and the country and key of each division."""
    with as_file(files("foedus") / "data/places/gazetteer.sqlite") as path:
        ledger = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    divisions = {number: (country, key) for number, country, key in ledger.execute("SELECT * FROM division")}
    return ledger, divisions


def _listed(key: str) -> tuple[Spot, ...]:
    ledger, divisions = _extract()
    weights = settings().weights
    found = []
    query = "SELECT name, kind, division, lat, lon, population FROM place WHERE key = ?"
    for name, kind, division, lat, lon, population in ledger.execute(query, (key,)):
        country, within = divisions[division]
        weight = weights.get(KINDS[kind]) or math.log10(max(10, population))
        found.append(Spot(name or key.title(), KINDS[kind], country, within, lat / 100, lon / 100, weight))
    return tuple(found)
