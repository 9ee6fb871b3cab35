"""The book of agreements: `data/agreements/*.toml` read and checked, once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.agreements.agreement import Agreement, Clause, Party
from foedus.errors import BadAgreement, RepeatedAgreement, UnknownParty, UnorderedDays, UnsourcedClause
from foedus.ontology import plover
from foedus.register import tables

FOLDER = "data/agreements"
FIELDS = frozenset(Agreement.__slots__) - {"clauses"} | {"clause", "joined", "left"}
CLAUSE_FIELDS = frozenset(Clause.__slots__)
NEEDED = ("id", "name", "signed", "clause")
AS_GIVEN = ("in_force", "pending", "ended", "suspended", "by", "binding", "note")
DAYS = ("signed", "in_force", "ended", "suspended")


@cache
def book() -> tuple[Agreement, ...]:
    """Every agreement that ships with Foedus, by file, then in the file's order; then the user's own.

    Raises R201 to R205.
    """
    found: list[Agreement] = []
    for file in sorted((files("foedus") / FOLDER).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml") and file.name != "obligations.toml":
            found.extend(read(file.read_text("utf-8"), name=file.name))
    for path in sorted((tables.home() / "agreements").glob("*.toml")):
        found.extend(read(path.read_text("utf-8"), name=str(path)))
    _refuse_repeated(found)
    return tuple(found)


@cache
def kinds() -> dict[str, str]:
    """Every obligation and what it means, from `obligations.toml`."""
    raw = tomllib.loads((files("foedus") / FOLDER / "obligations.toml").read_text("utf-8"))
    return dict(raw["obligations"])


def read(text: str, *, name: str) -> Iterator[Agreement]:
    """The agreements of one file; `name` stands in errors, with the line on which a row begins.

    Raises BadAgreement, UnknownParty, UnorderedDays, UnsourcedClause; what two rows share is seen by `book`.
    """
    try:
        rows = tomllib.loads(text).get("agreement", [])
    except tomllib.TOMLDecodeError as error:
        raise BadAgreement(place=name, agreement="the file", why=str(error)) from error
    starts = [n for n, line in enumerate(text.splitlines(), start=1) if line.strip() == "[[agreement]]"]
    for start, row in zip(starts, rows, strict=True):
        yield _agreement(row, f"{name}:{start}")


def _agreement(row: dict[str, Any], place: str) -> Agreement:
    _check_fields(row, place)
    joined, left = row.get("joined", {}), row.get("left", {})
    countries = row.get("parties", [])
    dates = {country: (joined.get(country), left.get(country)) for country in countries}
    agreement = Agreement(
        id=row["id"],
        name=row["name"],
        parties=tuple(Party(country, *dates[country]) for country in countries),
        signed=row["signed"],
        clauses=tuple(_clause(clause, row) for clause in row["clause"]),
        source=row.get("source", ""),
        aliases=tuple(row.get("aliases", ())),
        others=tuple(row.get("others", ())),
        **{key: row[key] for key in AS_GIVEN if key in row},
    )
    _check_parties(agreement, {*joined, *left}, place)
    _check_days(agreement, place)
    for clause in agreement.clauses:
        if not clause.source.strip():
            raise UnsourcedClause(place=place, agreement=agreement.id, obligation=clause.obligation)
    return agreement


def _clause(row: dict[str, Any], agreement: dict[str, Any]) -> Clause:
    """A clause without a source of its own has its agreement's."""
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Clause(**{"article": "", "source": agreement.get("source", ""), **values})


def _check_fields(row: dict[str, Any], place: str) -> None:
    def refuse(why: str) -> None:
        raise BadAgreement(place=place, agreement=row.get("id", "?"), why=why)

    for key in NEEDED:
        if not row.get(key):
            refuse(f"it has no `{key}`")
    if unknown := sorted(row.keys() - FIELDS):
        refuse(f"it has the unknown field `{unknown[0]}`")
    for key in DAYS:
        if key in row and type(row[key]) is not date:
            refuse(f"`{key}` is no day")
    for key in ("joined", "left"):
        if any(type(day) is not date for day in row.get(key, {}).values()):
            refuse(f"`{key}` holds something that is no day")
    for clause in row["clause"]:
        if unknown := sorted(clause.keys() - CLAUSE_FIELDS):
            refuse(f"a clause has the unknown field `{unknown[0]}`")
        if clause.get("obligation") not in kinds():
            refuse(f"{clause.get('obligation')!r} is no obligation")


def _check_parties(agreement: Agreement, dated: set[str], place: str) -> None:
    known = _codes()
    countries = agreement.countries
    for country in countries:
        if country not in known:
            raise UnknownParty(
                place=place, agreement=agreement.id, party=country, why="no state or bloc has this code"
            )
    named = {c for clause in agreement.clauses for c in (*clause.by, *clause.toward)}
    for country in sorted((named | dated) - set(countries) - set(agreement.others)):
        raise UnknownParty(
            place=place, agreement=agreement.id, party=country, why="it is not among the parties"
        )
    if len(set(countries)) < len(countries):
        twice = next(c for c in countries if countries.count(c) > 1)
        raise UnknownParty(place=place, agreement=agreement.id, party=twice, why="it stands there twice")
    if not countries or len(countries) + len(agreement.others) < 2:
        raise BadAgreement(place=place, agreement=agreement.id, why="it has fewer than two parties")


def _check_days(agreement: Agreement, place: str) -> None:
    start = agreement.in_force or agreement.signed
    pairs = [("signed", agreement.signed, "in_force", start)]
    pairs += [
        ("in_force", start, name, day)
        for name, day in (("ended", agreement.ended), ("suspended", agreement.suspended))
        if day
    ]
    for party in agreement.parties:
        begun = max(start, party.joined or start)
        if party.joined:
            pairs.append(("signed", agreement.signed, f"joined.{party.country}", party.joined))
        if party.left:
            pairs.append((f"joined.{party.country}", begun, f"left.{party.country}", party.left))
    for first, earlier, second, later in pairs:
        if later < earlier:
            raise UnorderedDays(
                place=place, agreement=agreement.id, first=first, second=second, days=f"{earlier}, {later}"
            )


def _refuse_repeated(found: list[Agreement]) -> None:
    """Refuse two rows of one id, and two of the same name or of the same parties, day and name."""
    seen: dict[object, str] = {}
    for agreement in found:
        for key in (agreement.id, (agreement.name.casefold(), agreement.signed)):
            if key in seen:
                raise RepeatedAgreement(agreement=agreement.id, other=seen[key])
            seen[key] = agreement.id


@cache
def _codes() -> frozenset[str]:
    """Codes that a party may have: states and territories of the register, PLOVER's blocs."""
    return frozenset({row[0] for row in tables.rows("states")} | plover().blocs.keys())
