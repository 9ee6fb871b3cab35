"""Every measure with its floor: `make bench`.

Usage: python bench/run.py [--check] [--raise] [--only NAME ...]
`--check` ends with status 1 where a figure is under its floor. `--raise` writes better figures into
`floors.toml` as the new floors; nothing here lowers one. A measuring script is a module of this folder with
`measure(shared: Path) -> dict[str, float]`; `floors.toml` names it.
"""

from __future__ import annotations

import argparse
import importlib
import math
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.toml"
SLACK = 0.01
SHARED = HERE.parent.parent / "shared"


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure's limit. `is_floor` where more is better; a ceiling otherwise."""

    module: str
    name: str
    value: float
    is_floor: bool
    noisy: bool

    def holds(self, figure: float) -> bool:
        """Whether the figure keeps the limit."""
        return figure >= self.value if self.is_floor else figure <= self.value

    def is_beaten(self, figure: float) -> bool:
        """Whether the limit may be tightened to the figure."""
        return self.is_floor and not self.noisy and floor_for(figure) > self.value


def floor_for(figure: float) -> float:
    """The floor that a figure allows: a hundredth below it, for another processor may parse otherwise."""
    return max(0.0, math.floor((figure - SLACK) * 1000 + 1e-9) / 1000)


def limits(raw: dict[str, dict[str, Any]]) -> list[Limit]:
    """Every limit of `floors.toml`, in its order."""
    return [
        Limit(module, name, float(value), kind == "floor", bool(table.get("noisy")))
        for module, table in raw.items()
        for kind in ("floor", "ceiling")
        for name, value in table.get(kind, {}).items()
    ]


def measured(module: str, needs: str | None, shared: Path) -> dict[str, float] | None:
    """A script's figures; None where what it needs is not on this machine."""
    if needs and not (shared / needs).exists():
        print(f"{module:12} skipped: {shared / needs} is not on this machine")
        return None
    figures: dict[str, float] = importlib.import_module(module).measure(shared)
    return figures


def raised(text: str, new: dict[tuple[str, str], float]) -> str:
    """`floors.toml` with higher floors, comments and order kept. Raises ValueError for a lower one."""
    table, lines = "", []
    for line in text.splitlines(keepends=True):
        if header := re.match(r"\[(\w+)\.floor\]", line):
            table = header[1]
        elif line.startswith("["):
            table = ""
        if (entry := re.match(r"(\w+) = ([\d.]+)", line)) and (table, entry[1]) in new:
            value = new[table, entry[1]]
            if value < float(entry[2]):
                raise ValueError(f"{table}.{entry[1]}: {value} is lower than the floor of {entry[2]}")
            lines.append(f"{entry[1]} = {value:.3f}" + line[entry.end() :])
        else:
            lines.append(line)
    return "".join(lines)


def main() -> int:
    """Print the table. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="end with status 1 under a floor")
    parser.add_argument(
        "--raise", dest="raises", action="store_true", help="write better figures as new floors"
    )
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these scripts alone")
    parser.add_argument("--shared", type=Path, default=SHARED, help="where the test material lies")
    options = parser.parse_args()

    raw = tomllib.loads(FLOORS.read_text("utf-8"))
    names = options.only or list(raw)
    figures = {name: measured(name, raw[name].get("needs"), options.shared) for name in names}
    failed = 0
    new: dict[tuple[str, str], float] = {}
    print(f"{'measure':34} {'figure':>9} {'limit':>9}")
    for limit in limits({name: raw[name] for name in names}):
        found = figures[limit.module]
        if found is None:
            continue
        if limit.name not in found:
            print(f"{limit.module + '.' + limit.name:34} not measured here: {limit.module}.py says why")
            continue
        figure = found[limit.name]
        fell = not limit.holds(figure)
        failed += fell
        if limit.is_beaten(figure):
            new[limit.module, limit.name] = floor_for(figure)
        sign = "≥" if limit.is_floor else "≤"
        print(
            f"{limit.module + '.' + limit.name:34} {figure:9.3f} {sign} {limit.value:7.3f}"
            + ("   FELL" if fell else "")
        )
    if options.raises and new:
        FLOORS.write_text(raised(FLOORS.read_text("utf-8"), new), "utf-8")
        print(f"raised {len(new)} floors in {FLOORS.name}")
    if failed:
        print(f"{failed} under their limit", file=sys.stderr)
    return int(options.check and failed > 0)


if __name__ == "__main__":
    sys.exit(main())
