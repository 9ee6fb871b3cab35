"""A user's own rows: good ones are kept beside what ships, bad ones are named with file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foedus.agreements import between, book
from foedus.cli import app
from foedus.errors import FoedusError
from foedus.register import lookup, tables
from foedus.register.checking import misfits, shipped
from foedus.register.importing import checked, kept, read

HEADER = "country,office,person,sector,start,end,source\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own for each test, and registers read anew."""
    monkeypatch.setenv("FOEDUS_HOME", str(tmp_path / "home"))
    lookup.register.cache_clear()
    book.cache_clear()
    yield tmp_path / "home"
    lookup.register.cache_clear()
    book.cache_clear()


def written(folder: Path, text: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_good_rows_are_kept_beside_bad_ones_and_known_from_then_on(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "ATG,Minister of Health,Edna Testwell,,2024-13-01,,own\n"
                   "ATG,Minister of Health,Edna Testwell,,2024-02-01,,own\n")  # fmt: skip
    done = CliRunner().invoke(app, ["register", "import", str(path)])
    assert done.exit_code == 1
    assert "1 rows added" in done.stdout
    assert f"[R303] {path}:2:" in done.stderr
    lookup.register.cache_clear()
    found = lookup.who("Edna Testwell", on=date(2025, 1, 1))
    assert (found["country"], found["office"]) == ("ATG", "Minister of Health")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("RUS,Minister of Defence,Ivan Testov,,2025-02-30,,own", "R303"),
        ("RUS,Minister of Defence,Ivan Testov,,soon,,own", "R303"),
        ("XXX,Minister of Defence,Ivan Testov,,2025-02-01,,own", "R304"),
        ("Russia,Minister of Defence,Ivan Testov,,2025-02-01,,own", "R304"),
        ("RUS,Minister of Defence,Ivan Testov,BOSS,2025-02-01,,own", "R302"),
        ("RUS,Minister of Defence,Ivan Testov,,2025-02-01,2024-01-01,own", "R302"),
        ("RUS,Minister of Defence,Ivan Testov,,2025-02-01", "R302"),
        ("RUS,Minister of Defence,,,2025-02-01,,own", "R302"),
        ("RUS,Minister of Defence,Ivan Testov,,2025-02-01,,own", "R305"),
        ("RUS,Minister of Defence,Andrei Belousov,,2024-06-01,,own", "R306"),
    ],
)
def test_a_bad_row_is_named_with_its_line(tmp_path: Path, row: str, code: str) -> None:
    path = written(tmp_path, f"# my own\n{HEADER}{row}\n")
    found = list(checked([path]))
    assert [error.code for error in found] == [code]
    assert found[0].place == f"{path}:3"


def test_a_home_that_cannot_be_written_is_told(home: Path, tmp_path: Path) -> None:
    home.write_text("no folder", "utf-8")
    row = written(tmp_path, HEADER + "ATG,Minister of Health,Edna Testwell,,2024-02-01,,own\n")
    for command, path in (("register", row), ("agreements", written(tmp_path, ATOP, "atop5_1m.csv"))):
        done = CliRunner().invoke(app, [command, "import", str(path)])
        assert (done.exit_code, "[O001]" in done.stderr) == (2, True)


def test_what_is_there_already_is_not_added_again(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "ATG,Minister of Health,Edna Testwell,,2024-02-01,,own\n" * 2)
    assert kept([path]) == (1, [])
    assert kept([path]) == (0, [])


def test_a_file_that_is_no_table_is_refused_and_costs_no_other(tmp_path: Path) -> None:
    bad = written(tmp_path, "a,b\n1,2\n", "bad.csv")
    empty = written(tmp_path, "", "empty.csv")
    good = written(tmp_path, HEADER + "ATG,Minister of Health,Edna Testwell,,2024-02-01,,own\n")
    count, wrong = kept([bad, empty, tmp_path / "none.csv", good])
    assert count == 1
    assert [error.code for error in wrong] == ["R301", "R301", "D003"]


def test_followthemoney_terms_and_bodies(tmp_path: Path) -> None:
    entities = [
        {"id": "p", "schema": "Person", "properties": {"name": ["Edna Testwell"], "country": ["ag"]}},
        {"id": "j", "schema": "Position", "properties": {"name": ["Minister of Health"], "country": ["ag"]}},
        {
            "id": "o",
            "schema": "Occupancy",
            "properties": {
                "holder": ["p"],
                "post": ["j"],
                "startDate": ["2024-02-01"],
                "endDate": ["2025-02"],
            },
        },
        {"id": "x", "schema": "Occupancy", "properties": {"holder": ["nobody"], "post": ["j"]}},
        {
            "id": "b",
            "schema": "PublicBody",
            "properties": {"name": ["Testshire Water Board"], "country": ["gb"]},
        },
        {"id": "l", "schema": "Link", "properties": {}},
    ]
    path = written(tmp_path, "\n".join(map(json.dumps, entities)) + "\nno entity\n", "ftm.json")
    found = list(read(path))
    rows = [row for row in found if not isinstance(row, FoedusError)]
    assert [row.values for row in rows] == [
        ("ATG", "Minister of Health", "Edna Testwell", "", "2024-02-01", "2025-02", "FollowTheMoney"),
        ("Testshire Water Board", "", "GBR", "GOV"),
    ]
    places = [error.place for error in found if isinstance(error, FoedusError)]
    assert sorted(str(place).rpartition(":")[2] for place in places) == ["4", "7"]


def test_the_shipped_register_has_only_the_misfits_that_we_know() -> None:
    """An overlap in a high office would make `who` guess; others are listed by `register check`."""
    high = (
        "Prime Minister",
        "Monarch",
        "Supreme Leader",
        "Minister of Foreign Affairs",
        "Minister of Defence",
    )
    wrong = [
        error for error in misfits(shipped()) if any(f" both {office} " in error.what for office in high)
    ]
    assert not [str(error) for error in wrong]


ATOP = (
    "atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,defense,offense,neutral,nonagg,consul\n"
    "9001,365,1950,2,14,1980,4,11,1,0,0,1,0\n"
    "9001,710,1950,2,14,1980,4,11,1,0,0,1,0\n"
    "9002,2,1990,1,1,0,0,0,0,0,0,0,1\n"
    "9002,20,1995,1,1,0,0,0,0,0,0,0,1\n"
    "9003,2,nineteen,1,1,0,0,0,1,0,0,0,0\n"
    "9004,315,1924,1,25,1939,3,15,1,0,0,0,0\n"
    "9004,220,1924,1,25,1939,3,15,1,0,0,0,0\n"
)


def test_atops_own_files_become_part_of_the_book(tmp_path: Path) -> None:
    path = written(tmp_path, ATOP, "atop5_1m.csv")
    done = CliRunner().invoke(app, ["agreements", "import", str(path)])
    assert done.exit_code == 1
    assert "2 agreements added" in done.stdout, "a party that is no more (Czechoslovakia) leaves one alone"
    assert f"[R302] {path}:6:" in done.stderr
    book.cache_clear()
    ours = {row.id: row for row in between("RUS", "CHN")}
    assert [c.obligation for c in ours["atop-9001"].clauses] == ["defense", "nonaggression"]
    assert ours["atop-9001"].ended == date(1980, 4, 11)
    other = {row.id: row for row in between("USA", "CAN")}["atop-9002"]
    assert [p.joined for p in other.parties] == [None, date(1995, 1, 1)]
    assert other.ended is None


def test_a_file_that_is_not_atops_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,2\n")
    done = CliRunner().invoke(app, ["agreements", "import", str(path)])
    assert (done.exit_code, "[R301]" in done.stderr) == (1, True)
    assert CliRunner().invoke(app, ["agreements", "import"]).exit_code == 2


def test_rows_know_their_line() -> None:
    place, row = next(tables.placed("states"))
    assert (place, row[0]) == ("states.csv:4", "AFG")
