"""The register's tables, read from `data/register`: rows of CSV to entries, once."""

from __future__ import annotations

import calendar
import csv
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from foedus.register.entry import Entry


@dataclass(frozen=True, slots=True)
class Word:
    """A head noun for an office or institution: its sector, and how much it says.

    `weight` is 0 for what someone was ("former"), 1 for a word that any body has ("president", "spokesman"),
    2 for one that names the body ("parliament", "troops"). `office` is the office's name in holders.csv, of a
    singular only: "diplomats" hold no office together.
    """

    sector: str
    weight: int
    office: str


@dataclass(frozen=True, slots=True)
class Settings:
    """register.toml: how mentions are put together."""

    ordinary: frozenset[str]
    determiners: frozenset[str]
    owners: frozenset[str]
    others: frozenset[str]
    former: frozenset[str]
    offices: frozenset[str]
    titles: frozenset[str]
    absorbed: frozenset[str]
    given: frozenset[str]
    suffixes: frozenset[str]
    affixes: frozenset[str]
    surname_first: frozenset[str]
    not_given: frozenset[str]


@cache
def settings() -> Settings:
    """The settings that ship with Foedus."""
    raw = tomllib.loads((files("foedus") / "data/register/register.toml").read_text("utf-8"))
    return Settings(**{name: frozenset(values) for name, values in raw.items()})


def rows(table: str) -> Iterator[list[str]]:
    """Rows of one table, the user's own last, without comment lines and headers."""
    return (row for _, row in placed(table))


def placed(table: str) -> Iterator[tuple[str, list[str]]]:
    """Rows of one table, each with its file and line."""
    own = home() / "register" / f"{table}.csv"
    texts = [(f"{table}.csv", (files("foedus") / "data/register" / f"{table}.csv").read_text("utf-8"))]
    if own.is_file():
        texts.append((str(own), own.read_text("utf-8")))
    for name, text in texts:
        told = [(n, line) for n, line in enumerate(text.splitlines(), 1) if not line.startswith("#")]
        read = csv.reader(line for _, line in told[1:])
        yield from ((f"{name}:{n}", row) for (n, _), row in zip(told[1:], read, strict=True))


def header(table: str) -> list[str]:
    """The columns of one table."""
    text = (files("foedus") / "data/register" / f"{table}.csv").read_text("utf-8")
    return next(line for line in text.splitlines() if not line.startswith("#")).split(",")


def home() -> Path:
    """Where a user's own rows are kept: FOEDUS_HOME, else the usual folder for data of programs."""
    given = os.environ.get("FOEDUS_HOME")
    usual = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    return Path(given) if given else Path(usual) / "foedus"


def several(field: str) -> list[str]:
    """The values of a field that holds several."""
    return field.split(";") if field else []


def day(text: str, *, is_end: bool = False) -> date | None:
    """An ISO day; of a year or month its first day, or its last for an end. None where empty."""
    if not text:
        return None
    if len(text) == len("2024-06-19"):
        return date.fromisoformat(text)
    year, month, number = (*map(int, text.split("-")), 0, 0)[:3]
    month = month or (12 if is_end else 1)
    return date(year, month, number or (calendar.monthrange(year, month)[1] if is_end else 1))


def states() -> Iterator[tuple[str, Entry]]:
    """Names of states, their peoples and their capitals."""
    for country, name, aliases, demonyms, capitals, korean, _source in rows("states"):
        state = Entry(name, country, "", "state", basis="name of the state")
        people = Entry(name, country, "", "demonym", basis="demonym")
        seat = Entry(name, country, "GOV", "capital", basis="capital for government")
        for kind, names in (
            (state, [name, *several(aliases), *several(korean)]),
            (people, several(demonyms)),
        ):
            for alias in names:
                yield alias, kind
        for alias in several(capitals):
            yield alias, seat


def bodies() -> Iterator[tuple[str, Entry]]:
    """Bywords, regions, areas, organisations, groups, agencies, outlets, and names that mean no actor."""
    states = {country: name for country, name, *_ in rows("states")}
    for name, aliases, country, sector, basis, meaning in rows("bywords"):
        yield from _each(
            name, aliases, Entry(meaning or states.get(country, name), country, sector, "byword", basis=basis)
        )
    for name, aliases, country, sector in rows("regions"):
        yield from _each(name, aliases, Entry(name, country, sector, "region", basis="part of the state"))
    for name, aliases, country, sector in rows("organisations"):
        yield from _each(name, aliases, Entry(name, country, sector, "organisation", basis="organisation"))
    for name, aliases, country, sector in rows("outlets"):
        yield from _each(name, aliases, Entry(name, country, sector, "outlet", basis="outlet"))
    for name, aliases, country, sector, default in rows("agencies"):
        basis = "agency, by default" if default else "agency"
        entry = Entry(name, country, sector, "agency", basis=basis, is_default=bool(default))
        yield from _each(name, aliases, entry)
    for name, aliases, country, sector, start, end in rows("groups"):
        since, until = day(start), day(end, is_end=True)
        entry = Entry(name, country, sector, "group", basis="group", from_=since, until=until)
        yield from _each(name, aliases, entry)
    for name, aliases in rows("areas"):
        yield from _each(name, aliases, Entry(name, "", "", "area", basis="part of the world"))
    for name, aliases in rows("not_actors"):
        yield from _each(name, aliases, Entry(name, "", "", "none"))


def contextual() -> Iterator[tuple[str, tuple[str, ...], frozenset[str]]]:
    """Words that mean a side only in some dispatches: words, members, codes one of which is needed."""
    for alias, members, about in rows("contextual"):
        yield alias, tuple(several(members)), frozenset(several(about))


def _each(name: str, aliases: str, entry: Entry) -> Iterator[tuple[str, Entry]]:
    yield name, entry
    for alias in several(aliases):
        yield alias, entry


@cache
def towns() -> dict[str, str]:
    """Keys of towns' names and the state each lies in; the largest of a name. Read when first asked for."""
    return {name.lower().translate(_TOWN): country for name, country in rows("towns")}


_TOWN = str.maketrans({"-": " ", "'": None, "‘": None, "’": None, "`": None, ".": None})


def members() -> Iterator[tuple[str, str, date | None, date | None]]:
    """Organisation, member, first and last day of membership."""
    for organisation, country, start, end, _source in rows("members"):
        yield organisation, country, day(start), day(end, is_end=True)


def office_words() -> Iterator[tuple[str, Word]]:
    """Head nouns of offices and institutions, singular and plural."""
    for forms, sector, weight, office in rows("office_words"):
        first, *plurals = several(forms)
        yield first, Word(sector, int(weight), office)
        for form in plurals:
            yield form, Word(sector, int(weight), "")


def ranks() -> dict[str, int]:
    """The rank of each office, 1 the highest."""
    return {office: int(rank) for office, _, rank, _ in rows("offices")}


def single_offices() -> frozenset[str]:
    """Offices that one person of a state holds at a time."""
    return frozenset(office for office, *_, single in rows("offices") if single)


def terms() -> dict[str, list[Entry]]:
    """Every person's terms of office, the highest office first, then the latest."""
    offices = {office: (sector, int(rank)) for office, sector, rank, _ in rows("offices")}
    found: dict[str, list[tuple[int, int, Entry]]] = {}
    for country, office, person, sector, start, end, _source in (*rows("holders"), *rows("holders_imported")):
        usual, rank = offices.get(office, ("GOV", 5))
        since, until = day(start), day(end, is_end=True)
        entry = Entry(
            person, country, sector or usual, "person", person=person, office=office, basis="office holder",
            from_=since, until=until,
        )  # fmt: skip
        found.setdefault(person, []).append((rank, -(since or date.min).toordinal(), entry))
    return {person: [e for *_, e in sorted(held, key=lambda h: h[:2])] for person, held in found.items()}


def people() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """A person, their further full names, and what they are called alone wherever they are meant."""
    for person, aliases, alone, _source in rows("people"):
        yield person, tuple(several(aliases)), tuple(several(alone))
