"""What intake knows as data: limits, formats, dates, and the patterns that name a paragraph's part."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Where = Literal["any", "edge", "end", "line", "picture"]
"""Where a pattern holds: anywhere; near an end of the dispatch; near its last; for a credit, only as a whole
paragraph, or only in a picture's own words."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way a paragraph shows what it is.

    `unless` is what must not match although `regex` does; `links` whether lines of links follow it.
    """

    id: str
    regex: re.Pattern[str]
    where: Where
    links: bool
    unless: re.Pattern[str] | None
    examples: tuple[str, ...]
    refuses: tuple[str, ...]

    def match(self, text: str) -> re.Match[str] | None:
        """The match over the whole of `text`, or None."""
        found = self.regex.fullmatch(text)
        return None if found and self.unless and self.unless.fullmatch(text) else found


@cache
def table(name: str) -> dict[str, Any]:
    """One file of `data/intake`, parsed."""
    return tomllib.loads((files("foedus") / f"data/intake/{name}.toml").read_text("utf-8"))


def limit(section: str, name: str) -> float:
    """A figure of `limits.toml`. Raises KeyError."""
    return float(table("limits")[section][name])


@cache
def patterns(kind: str) -> tuple[Pattern, ...]:
    """The patterns of a kind: boilerplate, byline, credit, provenance, opening."""
    rows = table("boilerplate")["pattern"] if kind == "boilerplate" else table("parts")[kind]
    folded = re.IGNORECASE if kind == "boilerplate" else re.NOFLAG
    return tuple(
        Pattern(
            id=f"{kind}.{row['id']}",
            regex=re.compile(row["pattern"], re.NOFLAG if row.get("case") else folded),
            where=row.get("where", "any"),
            links=row.get("links", False),
            unless=re.compile(row["unless"]) if "unless" in row else None,
            examples=tuple(row["examples"]),
            refuses=tuple(row["refuses"]),
        )
        for row in rows
    )
