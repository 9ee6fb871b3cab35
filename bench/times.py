"""Time expressions against gold: `python bench/times.py [FOLDER]`.

FOLDER holds `<name>.json` ({doc: {dct, text, timex: [{start, end, type, value}]}}) and `score_timex.py`,
the TempEval-3 style scorer. Prints the scorer's lines, and the time a document takes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from foedus.reading.times import find_times

F1 = re.compile(r"^  (strict|relaxed|value)\s.* F1 ([\d.]+)$", re.M)


def measure(shared: Path) -> dict[str, float]:
    """F1 of spans, strict and relaxed, and of values: of each the lowest over the gold files."""
    found: dict[str, float] = {}
    for gold in sorted((shared / "bench/time").glob("*.json")):
        for name, f1 in F1.findall(scored(gold)[0]):
            found[f"{name}_f1"] = min(found.get(f"{name}_f1", 1.0), float(f1) / 100)
    return found


def scored(gold: Path) -> tuple[str, float, int]:
    """What the scorer beside the gold prints, the seconds of the search, and the characters searched."""
    docs = json.loads(gold.read_text("utf-8"))
    began = time.perf_counter()
    read = {
        name: find_times(doc["text"], published=date.fromisoformat(doc["dct"][:10]))
        for name, doc in docs.items()
    }
    took = time.perf_counter() - began
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as out:
        for name, times in read.items():
            for t in times:
                row = {"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value}
                out.write(json.dumps({"doc": name, **row}) + "\n")
        out.flush()
        script = str(gold.parent / "score_timex.py")
        command = [sys.executable, script, "--gold", str(gold), "--pred", out.name]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return printed, took, sum(len(doc["text"]) for doc in docs.values())


def main(folder: Path) -> None:
    """Score every gold file of the folder."""
    for gold in sorted(folder.glob("*.json")):
        printed, took, letters = scored(gold)
        print(gold.stem, printed, end="")
        sentence = 1e6 * took / letters * 120
        print(f"  {1000 * took:.0f} ms, {sentence:.0f} µs for a sentence of 120 characters")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/bench/time"))
