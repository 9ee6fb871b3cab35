"""Time expressions against gold: `python bench/times.py [FOLDER]`.

FOLDER holds `<name>.json` ({doc: {dct, text, timex: [{start, end, type, value}]}}) and `score_timex.py`,
the TempEval-3 style scorer. Prints the scorer's lines, and the time a document takes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from foedus.reading.times import find_times


def main(folder: Path) -> None:
    """Score every gold file of the folder."""
    for gold in sorted(folder.glob("*.json")):
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
                    row = {
                        "doc": name,
                        "start": t.span.start,
                        "end": t.span.end,
                        "type": t.type,
                        "value": t.value,
                    }
                    out.write(json.dumps(row) + "\n")
            out.flush()
            command = [
                sys.executable,
                str(folder / "score_timex.py"),
                "--gold",
                str(gold),
                "--pred",
                out.name,
            ]
            print(
                gold.stem, subprocess.run(command, check=True, capture_output=True, text=True).stdout, end=""
            )
        letters = sum(len(doc["text"]) for doc in docs.values())
        sentence = 1e6 * took / letters * 120
        print(f"  {1000 * took:.0f} ms, {sentence:.0f} µs for a sentence of 120 characters")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/bench/time"))
