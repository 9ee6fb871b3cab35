"""Score records against a gold standard, at three levels of strictness.

    event   the same sentence, and the same type (or one that the gold also accepts)
    sides   and the right actor and recipient
    record  and the same auxiliary modes

Within a dispatch, gold and predicted records are paired one to one, as many as can be. Optional gold records
count only where they are met: they neither help nor hurt.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any, Literal, get_args

from foedus.errors import BadLine, NoGold, UnreadableInput
from foedus.records import Json
from foedus.shown import one_line

Level = Literal["event", "sides", "record"]
LEVELS: tuple[Level, ...] = get_args(Level)
Member = frozenset[str]
"""The names one member of a side goes by."""


@dataclass(slots=True)
class Score:
    """Counts at one level. `predicted` leaves out what met an optional gold record."""

    hits: int = 0
    predicted: int = 0
    required: int = 0

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.required if self.required else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Result:
    """What a comparison found. `dates` and `voices` are right and asked, among pairs at level sides."""

    scores: dict[Level, Score] = field(default_factory=lambda: {level: Score() for level in LEVELS})
    dates: list[int] = field(default_factory=lambda: [0, 0])
    voices: list[int] = field(default_factory=lambda: [0, 0])
    unread: list[str] = field(default_factory=list)
    """Gold dispatches without a prediction."""
    missed: list[tuple[str, Json]] = field(default_factory=list)
    invented: list[tuple[str, Json]] = field(default_factory=list)


@cache
def _settings() -> dict[str, Any]:
    raw: dict[str, Any] = tomllib.loads((files("foedus") / "data/scoring/names.toml").read_text("utf-8"))
    return raw


def evaluate(gold: Path, predictions: Path) -> Result:
    """Compare files, or folders of JSON. Raises NoGold (C003), BadLine (D010), UnreadableInput (D003)."""
    wanted = {_key(one): one["records"] for one in _dispatches(gold)}
    if not wanted:
        raise NoGold(place=str(gold))
    found = {_key(one): one["records"] for one in _dispatches(predictions)}
    result = Result()
    for name, records in sorted(wanted.items()):
        if name not in found:
            result.unread.append(name)
        compare(records, found.get(name, []), result, name=name)
    return result


def compare(gold: list[Json], predicted: list[Json], result: Result, *, name: str = "") -> None:
    """Add one dispatch to a result."""
    required = sum(not g.get("optional") for g in gold)
    pairs: dict[int, int] = {}
    for level in LEVELS:
        pairs = paired(gold, predicted, level)
        met = sum(not gold[g].get("optional") for g in pairs)
        score = result.scores[level]
        score.hits += met
        score.predicted += len(predicted) - (len(pairs) - met)
        score.required += required
        if level == "sides":
            for g, p in pairs.items():
                _check_fields(gold[g], predicted[p], result)
    result.missed += [(name, r) for g, r in enumerate(gold) if g not in pairs and not r.get("optional")]
    result.invented += [(name, r) for p, r in enumerate(predicted) if p not in set(pairs.values())]


def paired(gold: list[Json], predicted: list[Json], level: Level) -> dict[int, int]:
    """Gold index -> predicted index: a largest one-to-one pairing (augmenting paths), required gold first."""
    fits = [[p for p, record in enumerate(predicted) if _fits(g, record, level)] for g in gold]
    holder: dict[int, int] = {}

    def place(g: int, tried: set[int]) -> bool:
        for p in fits[g]:
            if p in tried:
                continue
            tried.add(p)
            if p not in holder or place(holder[p], tried):
                holder[p] = g
                return True
        return False

    for g in sorted(range(len(gold)), key=lambda g: bool(gold[g].get("optional"))):
        place(g, set())
    return {g: p for p, g in holder.items()}


def _fits(gold: Json, predicted: Json, level: Level) -> bool:
    if _squashed(_text(gold["sentence"])) not in _squashed(_text(predicted["sentence"])):
        return False
    if predicted["event"] not in {gold["event"], *gold.get("also_accept", ())}:
        return False
    if level != "event" and not _same_sides(gold, predicted):
        return False
    accepted = [set(modes) for modes in [gold.get("auxiliary") or (), *gold.get("also_auxiliary", ())]]
    return level != "record" or set(predicted.get("auxiliary") or ()) in accepted


def _same_sides(gold: Json, predicted: Json) -> bool:
    """Each stated side shares a member; of mutual acts, two parties do, on whichever side."""
    actors, recipients = _side(gold.get("actor")), _side(gold.get("recipient"))
    found_actors, found_recipients = _side(predicted.get("actor")), _side(predicted.get("recipient"))
    known = _settings()
    one_way = bool(recipients) and gold.get("mode") in known["one_way"]
    if gold["event"] in known["mutual"] and not one_way:
        parties = actors + recipients
        return _shared(parties, found_actors + found_recipients) >= min(2, len(parties))
    if not _shared(actors, found_actors):
        return False
    return not recipients or _shared(recipients, found_recipients) > 0


def _side(side: list[str | Json] | None) -> list[Member]:
    """A side's members; gold may give a bare name or code, the contract gives actors."""
    members = []
    for member in side or ():
        names = [member] if isinstance(member, str) else [member.get(k) for k in ("country", "name", "text")]
        members.append(frozenset(_canonical(name) for name in names if name))
    return members


def _canonical(name: str) -> str:
    same: dict[str, str] = _settings()["same"]
    bare = re.sub(r"^the\s+", "", name.strip().lower())
    if bare in same:
        return same[bare]
    return name if _is_code(name) else bare


def _is_code(name: str) -> bool:
    return re.fullmatch(r"[A-Z]{3}", name) is not None


def _shared(wanted: list[Member], found: list[Member]) -> int:
    return sum(any(_same_member(w, f) for f in found) for w in wanted)


def _same_member(wanted: Member, found: Member) -> bool:
    """One name in common, or two that are spelt much alike; codes must be equal."""
    alike: float = _settings()["alike"]
    return any(
        w == f or (not _is_code(w) and SequenceMatcher(None, w, f).ratio() >= alike)
        for w in wanted
        for f in found
    )


def _check_fields(gold: Json, predicted: Json, result: Result) -> None:
    wanted, found = _interval(gold.get("date")), _interval(predicted.get("date"))
    if wanted:
        result.dates[1] += 1
        result.dates[0] += wanted == found
    sources = _sources(gold.get("attribution"))
    if sources:
        said = _sources(predicted.get("attribution"))
        result.voices[1] += 1
        result.voices[0] += any(s in w or w in s for w in sources for s in said)


def _interval(date: list[str] | Json | None) -> list[str | None]:
    if isinstance(date, dict):
        return [date.get("start"), date.get("end")]
    return list(date or ())


def _sources(chain: Json | list[Json] | None) -> set[str]:
    """Squashed names of an attribution's sources: gold gives one by name, the contract a chain of actors."""
    links = [chain] if isinstance(chain, dict) else chain or []
    sources = [link.get("source") or {} for link in links]
    names = [
        name for s in sources for name in ([s] if isinstance(s, str) else [s.get("text"), s.get("name")])
    ]
    return {squashed for name in names if name and (squashed := _squashed(name))}


def _squashed(text: str) -> str:
    """Lower-case letters and digits only: neither spacing nor quotation marks decide."""
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _text(words: str | Json) -> str:
    return words if isinstance(words, str) else str(words["text"])


def _key(dispatch: Json) -> str:
    return PurePath(str(dispatch["id"])).stem


def _dispatches(path: Path) -> Iterator[Json]:
    """Objects with `id` and `records`: of a folder's *.json, of a JSON file, or of JSON lines."""
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableInput(place=str(file), why=str(error)) from error
        yield from (one for one in _parsed(text, str(file)) if {"id", "records"} <= one.keys())


def _parsed(text: str, place: str) -> Iterable[Json]:
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        lines = text.split("\n")
    else:
        return [whole] if isinstance(whole, dict) else []
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise BadLine(place=f"{place}:{number}", why=str(error)) from error
    return [one for one in found if isinstance(one, dict)]


def report(result: Result, *, errors: bool = False) -> Iterator[str]:
    """The result in lines: a level each, then dates and sources of pairs; `errors` lists each difference."""
    for name in result.unread:
        yield f"{name}: no prediction"
    if errors:
        for title, records in (("missed", result.missed), ("invented", result.invented)):
            yield from (f"{name}\t{title}\t{_brief(record)}" for name, record in records)
    for level, score in result.scores.items():
        counts = f"({score.hits} of {score.required}, {score.predicted} predicted)"
        figures = f"precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}"
        yield f"{level:7} {figures}  {counts}"
    for title, (right, asked) in (("date", result.dates), ("attribution", result.voices)):
        yield f"{title:11} right in {right} of {asked} paired records that state one"


def _brief(record: Json) -> str:
    sides = [
        ", ".join(min(member, key=len, default="?") for member in _side(record.get(name))) or "–"
        for name in ("actor", "recipient")
    ]
    modes = " ".join(record.get("auxiliary") or ())
    return one_line(f"{record['event']} {sides[0]} → {sides[1]} {modes} | {_text(record['sentence'])[:90]}")
