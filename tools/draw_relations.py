"""Make the acts, the output and the picture that docs/relations.md shows. The acts are invented.

Usage: python tools/draw_relations.py
Between the lines `<!-- run: COMMAND -->` and `<!-- end -->` of the page stands what COMMAND prints, run in a
folder that holds the acts as `acts.parquet`; `docs/relations.png` is drawn there too.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from print_docs import ROOT, in_shell, with_output

PAGE = ROOT / "docs" / "relations.md"
PICTURE = ROOT / "docs" / "relations.png"
MONTHS = 120
QUARREL = range(64, 79)
"""Months of the quarrel, counted from January 2010."""
PAIRS = (("ISL", "NOR", 1.0), ("DNK", "SWE", 3.0), ("FIN", "SWE", 2.0), ("DNK", "NOR", 2.0))
EVENTS = {"CONSULT": 4.0, "COOPERATE": 0.8, "ACCUSE": 0.7, "COERCE": 0.15}


def acts() -> pa.Table:
    """Ten years of Iceland and Norway, with one quarrel, and of quiet pairs; twice the news from 2017."""
    rng = np.random.default_rng(4)
    rows = []
    for actor, recipient, rate in (
        ("ISL", "NOR", 1.0),
        ("DNK", "SWE", 3.0),
        ("FIN", "SWE", 2.0),
        ("DNK", "NOR", 2.0),
    ):
        for month in range(MONTHS):
            first = np.datetime64("2010-01") + month
            days = (first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")
            for event, usual in EVENTS.items():
                quarrels = actor == "ISL" and month in QUARREL and event in {"ACCUSE", "COERCE"}
                times = rate * usual * (12 if quarrels else 1) * (2 if month >= 84 else 1)
                for _ in range(rng.poisson(times)):
                    day = first.astype("datetime64[D]") + rng.integers(days.astype(int))
                    sides = (actor, recipient) if rng.random() < 0.5 else (recipient, actor)
                    rows.append((day.astype(object), *sides, event))
    rows.sort()
    names = ("date", "actor", "recipient", "event")
    columns = {name: [row[n] for row in rows] for n, name in enumerate(names)}
    return pa.table(columns | {"id": [f"e{n:05}" for n in range(len(rows))]})


def main() -> None:
    """Write the page and the picture."""
    with tempfile.TemporaryDirectory() as folder:
        pq.write_table(acts(), Path(folder) / "acts.parquet")
        page = with_output(PAGE.read_text("utf-8"), lambda command: in_shell(command, Path(folder)))
        PAGE.write_text(page, "utf-8")
        shutil.copy(Path(folder) / "relations.png", PICTURE)


if __name__ == "__main__":
    main()
