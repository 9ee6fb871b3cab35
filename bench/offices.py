"""Heads of state and government of the register against the CIA World Factbook, by month since 2014.

Usage: python bench/offices.py factbook_offices.csv [--list]
A state-month agrees where somebody whom the register holds for head of state or government on its 15th bears
a name that the Factbook gives for the office then: the part in capitals, or a first name of a monarch.
Deputies, and months that no edition covers, are left out. `--list` prints the differences as spans of months.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

from foedus.register import register, tables

GOLD = "bench/registers/factbook_offices.csv"
ROLES = ("chief of state", "head of government")
HEADS = (
    "President",
    "Prime Minister",
    "Monarch",
    "Supreme Leader",
    "Head of State",
    "Head of Government",
    "Chancellor",
    "General Secretary",
    "Pope",
    "Crown Prince",
    "Governor-General",
)
OTHERS = re.compile(
    r"\b(deputy|vice|first lady|spouse|minister of|state minister|note|represented|second|third|speaker|"
    r"consort|crown prince|vice-president|acting)\b",
    re.IGNORECASE,
)
FIRST = date(2014, 1, 15)


@dataclass(frozen=True, slots=True)
class Month:
    """One state, role and month: whom the Factbook names, whom the register does."""

    country: str
    role: str
    day: date
    theirs: tuple[str, ...]
    ours: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether any of ours is one of theirs."""
        names = [name for person in self.ours for name in (person, *_aliases().get(person, ()))]
        return any(_keys(a) & _loud(b) for a in names for b in self.theirs)


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    return {person: aliases for person, aliases, _ in tables.people()}


ALIKE = [
    (r"kh|ch|q|k|x|c", "k"),
    (r"gh|h", ""),
    (r"[sz]h?|j", "s"),
    (r"[vwf]|ph", "f"),
    (r"[dt]h?", "t"),
    (r"[aeiouy]", ""),
    (r"[^a-z]", ""),
    (r"(.)\1+", r"\1"),
]
"""Letters that two romanisations of one name exchange; what stays is its skeleton."""


def skeleton(name: str) -> str:
    """The consonants of a name: "Zelenskyy" and "Zelensky" share theirs; so do "Rouhani" and "Rohani"."""
    found = name.lower()
    for said, one in ALIKE:
        found = re.sub(said, one, found)
    return found


def _plain(text: str) -> str:
    found = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^A-Za-z ]+", " ", "".join(c for c in found if not unicodedata.combining(c)))


def _keys(name: str) -> set[str]:
    """The skeletons of a name's parts; a part of one consonant tells nobody and stands as it is."""
    return {_key(part) for part in _plain(name).split() if len(part) > 1}


def _key(part: str) -> str:
    found = skeleton(part)
    return found if len(found) > 1 else part.lower()


def _loud(holder: str) -> set[str]:
    """The name in capitals of a Factbook's holder, as lower-case words."""
    return {_key(part) for part in _plain(holder).split() if part.isupper() and len(part) > 1}


@cache
def _codes() -> dict[str, str]:
    return {row[3]: row[0] for row in tables.rows("codes") if row[3]}


@cache
def _sovereign() -> frozenset[str]:
    """States with a seat in COW's state system: no dependent territories."""
    return frozenset(row[0] for row in tables.rows("codes") if row[2])


def months(gold: Path) -> Iterator[Month]:
    """Every state-month that an edition covers, by state, role and month."""
    with gold.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["role"] in ROLES]
    held: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        country = _codes().get(row["gec"], "")
        if (
            country in _sovereign()
            and not OTHERS.search(row["holder_text"])
            and row["since"]
            and _loud(row["holder_text"])
        ):
            held[country, row["role"]].append(row)
    for (country, role), found in sorted(held.items()):
        for day in _days():
            named = tuple(
                row["holder_text"] for row in found if _day(row["since"]) <= day <= _day(row["last_seen"])
            )
            if named:
                ours = [e.person for office in HEADS for e in register().holders(country, office, day)]
                yield Month(country, role, day, named, tuple(dict.fromkeys(ours)))


def _day(text: str) -> date:
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _days() -> Iterator[date]:
    for year in range(FIRST.year, date.today().year + 1):
        for month in range(1, 13):
            yield date(year, month, FIRST.day)


def measure(shared: Path) -> dict[str, float]:
    """The figure that `floors.toml` holds."""
    found = list(months(shared / GOLD))
    return {"agreement": sum(month.agrees for month in found) / len(found)}


def differences(found: list[Month]) -> Iterator[str]:
    """Spans of months that differ, the longest first."""
    wrong = [month for month in found if not month.agrees]
    spans = [
        (key, [m.day for m in group])
        for key, group in groupby(wrong, lambda m: (m.country, m.role, m.theirs, m.ours))
    ]
    for (country, role, theirs, ours), days in sorted(spans, key=lambda span: -len(span[1])):
        yield f"{len(days):4} {country} {role} {days[0]:%Y-%m} to {days[-1]:%Y-%m}: {theirs} / {ours}"


def main() -> None:
    """Print the share that agrees, and the differences where asked."""
    found = list(months(Path(sys.argv[1])))
    print(f"{sum(m.agrees for m in found)} of {len(found)} state-months agree")
    if "--list" in sys.argv[2:]:
        print("\n".join(differences(found)))


if __name__ == "__main__":
    main()
