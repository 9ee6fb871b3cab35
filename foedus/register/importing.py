"""A user's own rows: tables of the register as CSV, or FollowTheMoney entities as JSON lines, checked and
kept.

They are kept under `tables.home()`, beside what ships and never in it, and are read with it from then on.
FollowTheMoney (https://followthemoney.tech): a Person with an Occupancy of a Position is a term of office; an
Organization or PublicBody is an organisation.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from foedus.errors import BadRow, FoedusError, UnknownTable, UnreadableInput
from foedus.output import opened
from foedus.register import tables
from foedus.register.checking import IMPORTED, Row, columns_of, fault, misfits, shipped

BODIES = {"Organization": "", "PublicBody": "GOV", "Company": "BUS", "Group": ""}
"""FollowTheMoney's schemata of bodies, and the sector of each."""

T = TypeVar("T")


def read(path: Path) -> Iterator[Row | FoedusError]:
    """The rows of a file; one that cannot be used comes out as its error, and the others all the same.

    Raises UnreadableInput (D003) and UnknownTable (R301).
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(place=str(path), why=getattr(error, "strerror", None) or str(error)) from error
    found = _entities(text, path) if text.lstrip().startswith("{") else _table(text, path)
    for row in found:
        yield row if isinstance(row, FoedusError) else fault(row) or row


def _table(text: str, path: Path) -> Iterator[Row | FoedusError]:
    lines = list(csv.reader(io.StringIO(text)))
    start = next((n for n, line in enumerate(lines) if line and not line[0].startswith("#")), None)
    first = [column.strip() for column in lines[start]] if start is not None else []
    table = next((name for name in IMPORTED if list(columns_of(name)) == first), None)
    if table is None or start is None:
        raise UnknownTable(place=str(path), why=f"its first line is {','.join(first)[:80]!r}")
    for number, line in enumerate(lines[start + 1 :], start + 2):
        if line and not line[0].startswith("#"):
            yield Row(table, tuple(field.strip() for field in line), f"{path}:{number}")


def _entities(text: str, path: Path) -> Iterator[Row | FoedusError]:
    """Terms of office and bodies from FollowTheMoney entities; other schemata are passed over."""
    known: dict[str, dict[str, Any]] = {}
    places: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            entity = json.loads(line)
            known[entity["id"]] = {"schema": entity["schema"], **entity.get("properties", {})}
            places[entity["id"]] = place
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield BadRow(place=place, why=f"it is no FollowTheMoney entity ({error})")
    for id_, entity in known.items():
        if entity["schema"] in BODIES:
            yield _body(entity, places[id_])
        elif entity["schema"] == "Occupancy":
            yield _term(entity, known, places[id_])


def _term(entity: dict[str, Any], known: dict[str, dict[str, Any]], place: str) -> Row | FoedusError:
    person = known.get(_one(entity, "holder"))
    post = known.get(_one(entity, "post"))
    if person is None or post is None:
        return BadRow(place=place, why="its holder or its post is not in the file")
    country = _one(post, "country") or _one(person, "country")
    source = _one(entity, "sourceUrl") or _one(person, "sourceUrl") or "FollowTheMoney"
    days = [_one(entity, name)[:10] for name in ("startDate", "endDate")]
    return Row(
        "holders", (_alpha3(country), _one(post, "name"), _one(person, "name"), "", *days, source), place
    )


def _body(entity: dict[str, Any], place: str) -> Row:
    aliases = ";".join(entity.get("alias", []))
    country = _alpha3(_one(entity, "country")) or "NGO"
    return Row("organisations", (_one(entity, "name"), aliases, country, BODIES[entity["schema"]]), place)


def _one(entity: dict[str, Any], name: str) -> str:
    values = entity.get(name) or [""]
    return str(values[0] if isinstance(values, list) else values)


@cache
def _alpha2() -> dict[str, str]:
    return {row[1]: row[0] for row in tables.rows("codes") if row[1]}


def _alpha3(code: str) -> str:
    """FollowTheMoney's two letters as alpha-3; what is no such code stays as it is."""
    return _alpha2().get(code.lower(), code.upper())


def kept(paths: Iterable[Path]) -> tuple[int, list[FoedusError]]:
    """Add the good rows of some files to the user's own; their number, and what was wrong.

    A row that is there already is not added again. Rows that do not fit with others are kept, and told.
    """
    rows, wrong = sorted_out(paths, read)
    there = list(shipped())
    known = set(there)
    added = [row for row in dict.fromkeys(rows) if row not in known]
    for table in dict.fromkeys(row.table for row in added):
        _append(table, [row for row in added if row.table == table])
    places = {row.place for row in added}
    wrong += [error for error in misfits([*there, *added]) if error.place in places]
    return len(added), wrong


def sorted_out(
    paths: Iterable[Path], read: Callable[[Path], Iterable[T | FoedusError]]
) -> tuple[list[T], list[FoedusError]]:
    """What some files hold, and what was wrong with it; a file that cannot be read costs no other."""
    good: list[T] = []
    wrong: list[FoedusError] = []
    for path in paths:
        try:
            for found in read(path):
                if isinstance(found, FoedusError):
                    wrong.append(found)
                else:
                    good.append(found)
        except FoedusError as error:
            wrong.append(error)
    return good, wrong


def _append(table: str, rows: list[Row]) -> None:
    """Write a table of the user's own anew, whole or not at all."""
    path = tables.home() / "register" / f"{table}.csv"
    out = io.StringIO()
    if path.is_file():
        out.write(path.read_text("utf-8").rstrip("\n") + "\n")
    else:
        out.write(",".join(columns_of(table)) + "\n")
    csv.writer(out, lineterminator="\n").writerows(row.values for row in rows)
    with opened(path, makes_folder=True) as file:
        file.write(out.getvalue().encode())


def checked(paths: Iterable[Path]) -> Iterator[FoedusError]:
    """What is wrong in some files, by themselves and beside the register; without a file, in the register."""
    files = list(paths)
    given, wrong = sorted_out(files, read)
    yield from wrong
    places = {row.place for row in given}
    yield from (e for e in misfits([*shipped(), *given]) if not files or e.place in places)
