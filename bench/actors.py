"""How many mentions the register resolves to the right country and sector.

    python bench/actors.py CASES.jsonl [--misses]

A line holds `id`, `text`, `date`, and the fields that must be matched: `country`, `sector`, both or one.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path

from foedus.register import who


def day(text: str) -> date:
    """An ISO day, or "12 April 2022"."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.strptime(text, "%d %B %Y").date()


def measure(shared: Path) -> dict[str, float]:
    """`right`: the share of mentions whose given fields all match."""
    right, cases = compared(shared / "bench/actors/cases_dev.jsonl", is_telling=False)
    return {"right": right / cases}


def compared(path: Path, *, is_telling: bool) -> tuple[int, int]:
    """How many cases match, of how many; prints those that do not, if asked."""
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    right = 0
    for case in cases:
        found = who(case["text"], on=day(case["date"]), context=case.get("context", ""))
        wanted = {field: case[field] for field in ("country", "sector") if field in case}
        is_right = all(found[field] == value for field, value in wanted.items())
        right += is_right
        if is_telling and not is_right:
            print(f"{case['text']!r}: wanted {wanted}, found {found}")
    return right, len(cases)


def main(path: Path, *, is_telling: bool) -> None:
    """Print the share of exact matches."""
    right, cases = compared(path, is_telling=is_telling)
    print(f"{right} of {cases}, {right / cases:.1%}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), is_telling="--misses" in sys.argv)
