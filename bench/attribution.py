"""Attributions against PolNeAR: `python bench/attribution.py [--split dev] [--shared FOLDER]`.

FOLDER/bench/attribution holds `polnear/<split>/text/*.txt` and `score_polnear.py`. Prints the scorer's lines
and what a sentence cost. PolNeAR's own convention, no attribution within another's content, is not imposed:
what the reading finds is scored as it is.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from foedus.reading import attribution
from foedus.reading.parse import pages
from foedus.records import Dispatch, Section, Span

PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
NAMES = {
    "source_f1": "tok source",
    "cue_f1": "tok cue",
    "content_f1": "tok content",
    "found_f1": "attribution detected",
}


def dispatches(folder: Path) -> Iterator[Dispatch]:
    """A dispatch a file, each paragraph a section."""
    for path in sorted(folder.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        sections = tuple(Section("body", Span(*m.span())) for m in PARAGRAPH.finditer(text))
        yield Dispatch(path.stem, text, sections, "en")


def measure(shared: Path, split: str = "dev", *, show: bool = False) -> dict[str, float]:
    """Token F1 of source, cue and content, and F1 of attributions found, all from 0 to 1."""
    folder = shared / "bench/attribution"
    took, sentences = 0.0, 0
    with tempfile.TemporaryDirectory() as scratch:
        rows, numbers = Path(scratch, "found.jsonl"), Path(scratch, "numbers.json")
        with rows.open("w", encoding="utf-8") as out:
            for page in pages(dispatches(folder / "polnear" / split / "text")):
                began = time.perf_counter()
                attribution.find(page)
                took += time.perf_counter() - began
                sentences += sum(1 for passage in page.passages for _ in passage.doc.sents)
                out.write(json.dumps({"doc": page.dispatch.id}) + "\n")
                for one in page.attributions:
                    out.write(json.dumps({"doc": page.dispatch.id, **one.as_dict()}) + "\n")
        command = [sys.executable, str(folder / "score_polnear.py"), "--split", split]
        command += ["--pred", str(rows), "--json", str(numbers)]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        scores = json.loads(numbers.read_text("utf-8"))
    if show:
        print(lines, end="")
        print(f"{1000 * took / max(sentences, 1):.3f} ms a sentence ({sentences} sentences)")
    return {name: scores[line][2] for name, line in NAMES.items()}


def main() -> None:
    """Print the scorer's lines for one split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    measure(options.shared, options.split, show=True)


if __name__ == "__main__":
    main()
