"""Score the text that intake draws from news pages, as the article-extraction benchmark does.

python bench/pages.py [BENCH_DIR]     BENCH_DIR holds articles.json, *.html.gz and score_pages.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from foedus.intake import dispatches
from foedus.records import Dispatch

SCORED = {"body", "caption"}


def report(dispatch: Dispatch) -> str:
    """The words of a dispatch that belong to the report: body and captions, each once."""
    kept = [s.span for s in dispatch.sections if s.kind in SCORED and s.duplicate_of is None]
    return "\n".join(dispatch.text[span.start : span.end] for span in kept)


def measure(shared: Path) -> dict[str, float]:
    """`f1` of the text; `read`: the share of pages that were read at all."""
    folder = shared / "bench/pages"
    printed, failed = scored(folder)
    pages = len(list(folder.glob("*.html.gz")))
    return {"f1": float(printed.rpartition("F1 ")[2]), "read": 1 - failed / max(1, pages)}


def scored(folder: Path) -> tuple[str, int]:
    """What the benchmark's script prints, and how many pages could not be read."""
    pages = sorted(folder.glob("*.html.gz"))
    rows, failed = [], 0
    for found in dispatches(pages):
        if isinstance(found, Dispatch):
            rows.append(json.dumps({"id": found.id, "text": report(found)}))
        else:
            failed += 1
            print(found)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.write("\n".join(rows))
        out.flush()
        scorer = [sys.executable, str(folder / "score_pages.py"), str(folder / "articles.json"), out.name]
        return subprocess.run(scorer, check=True, capture_output=True, text=True).stdout, failed


def main(folder: Path) -> int:
    """Read every page, print the pages that failed and the score. 1 if any page failed."""
    printed, failed = scored(folder)
    print(printed, end="")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/bench/pages")))
