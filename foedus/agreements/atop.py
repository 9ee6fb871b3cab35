"""ATOP's own files as part of the book: a row a member and phase (atop5_1m.csv, or the same as Parquet).

Alliance Treaty Obligations and Provisions (Leeds, Ritter, Mitchell and Long 2002, http://www.atopdata.org).
Every agreement of at least two states that the register knows becomes a row of the user's own book, with the
obligations of its last phase; ATOP's terms ask to be cited, and its files to be fetched from its authors:
none ships with Foedus.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from foedus.errors import BadRow, FoedusError, UnknownTable, UnreadableInput
from foedus.output import opened
from foedus.register import tables
from foedus.register.importing import sorted_out

NEEDED = ("atopid", "member", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit")
OBLIGATIONS = {
    "defense": "defense",
    "offense": "offense",
    "neutral": "neutrality",
    "nonagg": "nonaggression",
    "consul": "consultation",
}
"""ATOP's columns, and the obligations of `obligations.toml`."""
SOURCE = "ATOP {id}"

Row = dict[str, Any]


@cache
def _countries() -> dict[int, str]:
    """Correlates of War numbers to alpha-3."""
    return {int(cow): row[0] for row in tables.rows("codes") for cow in tables.several(row[2])}


def rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Every row of a file with its place. Raises UnreadableInput (D003) and UnknownTable (R301)."""
    try:
        if path.suffix == ".parquet":
            import pyarrow.parquet as pq  # noqa: PLC0415  (takes longer to load than most files to read)

            found: list[Row] = pq.read_table(path).to_pylist()
        else:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                found = list(csv.DictReader(lines))
    except (OSError, ValueError) as error:
        raise UnreadableInput(place=str(path), why=getattr(error, "strerror", None) or str(error)) from error
    missing = [name for name in NEEDED if not found or name not in found[0]]
    if missing:
        raise UnknownTable(
            place=str(path), why=f"it has no column {missing[0]!r} of ATOP's member-level file"
        )
    yield from ((f"{path}:{number}", row) for number, row in enumerate(found, 2))


def agreements(path: Path) -> Iterator[str | FoedusError]:
    """Each agreement of a file as a row of the book (TOML); a row that cannot be used comes out as its
    error.
    """
    members: dict[int, list[Row]] = defaultdict(list)
    for place, row in rows(path):
        try:
            members[_whole(row["atopid"])].append(
                {
                    "country": _countries().get(_whole(row["member"])),
                    "from": _day(row, "ent"),
                    "until": _day(row, "exit"),
                }
                | {ours: _whole(row.get(theirs)) == 1 for theirs, ours in OBLIGATIONS.items()}
            )
        except (ValueError, KeyError, TypeError) as error:
            yield BadRow(place=place, why=f"{error}")
    for id_, found in sorted(members.items()):
        told = _told(id_, [row for row in found if row["country"]])
        if told:
            yield told


def _whole(value: object) -> int:
    return int(float(str(value or 0)))


def _day(row: Row, kind: str) -> date | None:
    """ATOP's day in three columns; an unknown month or day is the first; None where the year is 0."""
    year, month, number = (_whole(row[f"{part}{kind}"]) for part in ("yr", "mo", "day"))
    return date(year, min(max(month, 1), 12), min(max(number, 1), 28 if month == 2 else 30)) if year else None


def _told(id_: int, found: list[Row]) -> str | None:
    """One agreement: parties with the days they came and left, and what its last phase obliges to."""
    begun = {country: min(r["from"] for r in found if r["country"] == country) for country in _names(found)}
    left = {c: max((r["until"] or date.max) for r in found if r["country"] == c) for c in begun}
    last = [r for r in found if r["from"] == max(x["from"] for x in found if x["country"] == r["country"])]
    clauses = [name for name in OBLIGATIONS.values() if any(row[name] for row in last)]
    if len(begun) < 2 or not clauses:
        return None
    signed, ended = min(begun.values()), max(left.values())
    lines = [
        "[[agreement]]",
        f'id = "atop-{id_}"',
        f'name = "Alliance {id_} of ATOP"',
        f"parties = [{', '.join(f'{c!r}' for c in begun)}]".replace("'", '"'),
        f"signed = {signed}",
        f"in_force = {signed}",
    ]
    joined = {c: day for c, day in begun.items() if day != signed}
    gone = {c: day for c, day in left.items() if day not in {ended, date.max}}
    for name, days in (("joined", joined), ("left", gone)):
        if days:
            lines.append(f"{name} = {{ {', '.join(f'{c} = {day}' for c, day in days.items())} }}")
    if ended != date.max:
        lines.append(f"ended = {ended}")
    lines.append(f'source = "{SOURCE.format(id=id_)}"')
    lines += ["clause = [", *(f'  {{ obligation = "{name}" }},' for name in clauses), "]"]
    return "\n".join(lines) + "\n"


def _names(found: list[Row]) -> list[str]:
    return list(dict.fromkeys(row["country"] for row in found))


def kept(paths: Iterable[Path]) -> tuple[int, list[FoedusError]]:
    """Keep the agreements of some files as the user's own part of the book; their number, and what was wrong.

    A second import takes the place of the first.
    """
    good, wrong = sorted_out(paths, agreements)
    if good:
        with opened(tables.home() / "agreements" / "atop.toml", makes_folder=True) as out:
            out.write("\n".join(["# From ATOP's own files by `foedus agreements import`.\n", *good]).encode())
    return len(good), wrong
