"""Judge alliances in war by the conduct engine: were ATOP's obligations honoured, by COW's list of who
fought?

Usage: python bench/alliances.py CASES.csv DATA_DIR
Reads `warid`, `atopid` and `cowwarid` of the cases (no outcome), and writes `warid,atopid,verdict,why` to
standard output: honoured, violated, or undecided. `measure` compares with the coding of Berkemeier and
Fuhrmann (2018). A list of a war's parties is complete, so who is not on it stayed out.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from foedus.agreements.atop import OBLIGATIONS
from foedus.analysis.conduct import Did, Occasion, judged

GOLD = "bench/commitments/alliance_performance_dev.csv"
VERDICTS = {"obliged and kept": "honoured", "obliged and departed": "violated"}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class War:
    """Who fought whom: enemies of each state, the year each came in, who began."""

    enemies: dict[int, frozenset[int]]
    entered: dict[int, int]
    began: frozenset[int]
    year: int


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one alliance in one war."""

    warid: str
    atopid: str
    verdict: str
    why: str


@cache
def wars(data: Path) -> dict[int, War]:
    """COW's interstate wars by their number."""
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in pq.read_table(data / "cow_war_inter.parquet").to_pylist():
        rows[int(row["warnum"])].append(row)
    return {number: _war(found) for number, found in rows.items()}


def _war(rows: list[Row]) -> War:
    enemies: dict[int, set[int]] = defaultdict(set)
    entered: dict[int, int] = {}
    for row in rows:
        one, other, year = int(row["ccode1"]), int(row["ccode2"]), int(row["year"])
        enemies[one].add(other)
        enemies[other].add(one)
        for state in (one, other):
            entered[state] = min(year, entered.get(state, year))
    began = {int(r[f"ccode{n}"]) for r in rows for n in (1, 2) if r[f"initiator{n}"] == 1}
    by_state = {state: frozenset(found) for state, found in enemies.items()}
    return War(by_state, entered, frozenset(began), min(entered.values()))


@cache
def members(data: Path) -> dict[int, list[Row]]:
    """ATOP's members of each alliance."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in pq.read_table(data / "atop_member_level.parquet").to_pylist():
        found[int(row["atopid"])].append(row)
    return found


def judge(warid: str, atopid: str, cowwarid: str, data: Path) -> Judged:
    """One case. Undecided where the war is not on COW's list, or nothing that is owed was called up."""
    war = wars(data).get(int(float(cowwarid))) if cowwarid else None
    if war is None:
        return Judged(warid, atopid, "undecided", "the war is not on COW's list")
    bound = [row for row in members(data).get(int(float(atopid)), []) if _is_bound(row, war)]
    found = list(_conduct(bound, war))
    for verdict in ("obliged and departed", "obliged and kept"):
        shown = [why for said, why in found if said == verdict]
        if shown:
            return Judged(warid, atopid, VERDICTS[verdict], "; ".join(shown))
    return Judged(warid, atopid, "undecided", "no obligation was called up")


def _is_bound(row: Row, war: War) -> bool:
    """Whether a member was bound when it, or its ally, came into the war."""
    last = max(war.entered.values())
    return row["yrent"] <= last and (not row["yrexit"] or row["yrexit"] >= war.year)


def _conduct(bound: list[Row], war: War) -> Iterator[tuple[str, str]]:
    """The verdict on each member toward each other that fought."""
    for partner, ally in permutations(bound, 2):
        one, other = int(partner["member"]), int(ally["member"])
        if other not in war.enemies or not _is_together(partner, ally, war.entered[other]):
            continue
        did = _did(one, other, war)
        owed = frozenset(ours for theirs, ours in OBLIGATIONS.items() if partner[theirs] == 1)
        if not _is_meant(partner, war.enemies[other]):
            owed -= {"defense", "offense", "neutrality"}
        verdict = judged(owed, Occasion("attack", other in war.began), did)
        yield verdict, f"{one} {did} toward {other}, owing {', '.join(sorted(owed)) or 'nothing'}"


def _is_together(partner: Row, ally: Row, year: int) -> bool:
    return all(r["yrent"] <= year and (not r["yrexit"] or r["yrexit"] >= year) for r in (partner, ally))


def _did(partner: int, ally: int, war: War) -> Did:
    if partner in war.enemies[ally]:
        return "against"
    if partner in war.enemies and war.enemies[partner] & war.enemies[ally]:
        return "acted"
    return "stayed out"


def _is_meant(row: Row, enemies: frozenset[int]) -> bool:
    """Whether an alliance against named states is against any of these enemies."""
    named = {int(row[name]) for name in ("statthr1", "statthr2") if row[name] and row[name] > 0}
    return not named or bool(named & enemies)


def answers(cases: Path, data: Path) -> Iterator[Judged]:
    """Every case, in its order. Columns of outcomes are not looked at."""
    with cases.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield judge(row["warid"], row["atopid"], row["cowwarid"], data)


def figures(cases: Path, data: Path) -> dict[str, float]:
    """Of the cases that people coded as honoured or violated, the share decided, and of these decided
    alike.
    """
    with cases.open(encoding="utf-8", newline="") as lines:
        gold = [_gold(row) for row in csv.DictReader(lines)]
    pairs = [(g, a.verdict) for g, a in zip(gold, answers(cases, data), strict=True) if g]
    decided = [(g, ours) for g, ours in pairs if ours != "undecided"]
    return {
        "decided": len(decided) / len(pairs),
        "alike": sum(g == ours for g, ours in decided) / max(1, len(decided)),
    }


def _gold(row: Row) -> str:
    if row["honorBF"] and float(row["honorBF"]) == 1:
        return "honoured"
    return "violated" if row["violateBF"] and float(row["violateBF"]) == 1 else ""


def measure(shared: Path) -> dict[str, float]:
    """The figures that `floors.toml` holds."""
    cases = shared / GOLD
    return figures(cases, cases.parent)


def main() -> None:
    """Write the verdicts as CSV."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["warid", "atopid", "verdict", "why"])
    for one in answers(Path(sys.argv[1]), Path(sys.argv[2])):
        out.writerow([one.warid, one.atopid, one.verdict, one.why])


if __name__ == "__main__":
    main()
