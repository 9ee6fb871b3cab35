"""A watch list: the states and pairs of states that somebody follows, and the records that concern them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from foedus.agreements.telling import state
from foedus.brief import concerns
from foedus.errors import BadOption
from foedus.ontology import plover
from foedus.records import Reading, Record

OPTION = "--watch"


@dataclass(frozen=True, slots=True)
class Watch:
    """What is followed: each a state or bloc, or a pair of them, by code."""

    followed: frozenset[frozenset[str]]

    def sees(self, record: Record) -> bool:
        """Whether a followed state takes part in a record, or both of a followed pair."""
        return any(concerns(record, sides) for sides in self.followed)


def watch_list(given: Iterable[str]) -> Watch:
    """The list of `RUS`, `RUS,IRN`, or a TOML file's `states` and `pairs`, together.

    Raises UnknownState (R206) and BadOption (C004).
    """
    followed: set[frozenset[str]] = set()
    for entry in given:
        path = Path(entry)
        if path.suffix == ".toml":
            followed.update(_of_file(path))
        else:
            followed.add(_sides(entry.split(","), entry))
    return Watch(frozenset(followed))


def watched(readings: Iterable[Reading], watch: Watch) -> Iterator[Reading]:
    """The readings with the records that are followed; those without any are left out."""
    for reading in readings:
        if records := tuple(filter(watch.sees, reading.records)):
            yield replace(reading, records=records)


def _sides(names: list[str], given: str) -> frozenset[str]:
    found = frozenset(_code(name) for name in names if name.strip())
    if not 1 <= len(found) <= 2:
        raise BadOption(option=OPTION, given=given, cause="one state is followed, or two toward each other")
    return found


def _code(name: str) -> str:
    code = name.strip().upper()
    return code if code in plover().blocs else state(name)


def _of_file(path: Path) -> Iterator[frozenset[str]]:
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        states, pairs = raw.pop("states", []), raw.pop("pairs", [])
        entries = [*([name] for name in states), *pairs]
        is_right = not raw and entries and all(isinstance(n, str) for names in entries for n in names)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        raise BadOption(option=OPTION, given=str(path), cause=f"it cannot be read ({error})") from error
    if not is_right or not isinstance(states, list):
        cause = 'it holds no `states = ["RUS"]` or `pairs = [["RUS", "IRN"]]`, or something else too'
        raise BadOption(option=OPTION, given=str(path), cause=cause)
    for names in entries:
        yield _sides(list(names), str(path))
