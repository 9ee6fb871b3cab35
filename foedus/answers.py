"""One question a line: JSON lines in, the same lines with answers added, to try single steps of the reading.

Each function answers one line, and names a field that is missing or wrong; fields are the public contract's.
"""

# ruff: noqa: PLC0415  (each question loads only what it needs, and the command line is quick to answer)

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from foedus.errors import BadField, BadLine, FoedusError
from foedus.records import Json

AT_ONCE = 256
"""Lines that are judged side by side."""


def answered(
    lines: Iterable[bytes], answer: Callable[[Json], Json], *, place: str
) -> Iterator[Json | FoedusError]:
    """Each line's object with its answer added; a bad line gives an error. Empty lines are skipped."""
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            line = _parsed(raw)
            yield line | answer(line)
        except FoedusError as error:
            error.place = f"{place}:{number}"
            yield error


def who(line: Json) -> Json:
    """Adds country, sector, name, office and basis of the mention `text`, on `date`, in its `context`."""
    from foedus import register

    text = _text(line)
    return dict(register.who(text, on=_day(line, "date"), context=str(line.get("context") or "")))


def times(line: Json) -> Json:
    """Adds the `times` of `text`, resolved against `published`."""
    from foedus.reading.times import find_times

    text = _text(line)
    return {"times": [found.as_dict() for found in find_times(text, published=_day(line, "published"))]}


def places(line: Json) -> Json:
    """Adds the `places` of `text`."""
    from foedus.reading.parse import pipeline
    from foedus.reading.places import find_places

    return {"places": [found.as_dict() for found in find_places(pipeline()(_text(line)))]}


def certainty(line: Json) -> Json:
    """Adds the `certainty` (-3 to 3) and `auxiliary` modes of the act named at `predicate`."""
    from foedus.reading.certainty import told
    from foedus.reading.parse import pipeline

    text = _text(line)
    start, end = _span(line, "predicate", len(text))
    words = pipeline()(text).char_span(start, end, alignment_mode="expand")
    if words is None:
        raise BadField(field="predicate", cause="it holds no word")
    own = frozenset(token.i for token in words if token.i != words.root.i)
    [found] = told([(words.root, own)])
    return {"certainty": found.value, "auxiliary": list(found.auxiliary)}


def classified(lines: Iterable[bytes], *, place: str) -> Iterator[Json | FoedusError]:
    """Each line with what `actor` does to `recipient` in its `text`: `event`, `mode`, `quad`, `auxiliary`,
    `probability`, `types`. Lines are judged side by side; a bad one gives an error in its place.
    """
    from foedus.reading.classify import classify_many

    waiting = (found for found in enumerate(lines, 1) if found[1].strip())
    while held := list(islice(waiting, AT_ONCE)):
        found = [_asked(raw, f"{place}:{number}") for number, raw in held]
        answers = classify_many(one[1] for one in found if not isinstance(one, FoedusError))
        for one in found:
            yield one if isinstance(one, FoedusError) else one[0] | next(answers)


def _asked(raw: bytes, place: str) -> tuple[Json, Any] | FoedusError:
    """A line and the pair that it asks about."""
    from foedus.reading.relations import checked

    try:
        line = _parsed(raw)
        text = _text(line)
        if line.get("actor") is None and line.get("recipient") is None:
            raise BadField(field="actor", cause="it must be [start, end)")
        actor, recipient = (
            None if line.get(name) is None else _numbers(line, name) for name in ("actor", "recipient")
        )
        return line, checked(text, actor=actor, recipient=recipient)
    except FoedusError as error:
        error.place = place
        return error


def _parsed(raw: bytes) -> Json:
    try:
        line: Any = json.loads(raw)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadLine(why=str(error)) from error
    if not isinstance(line, dict):
        raise BadLine(why=f"it is a {type(line).__name__}")
    return line


def _text(line: Json) -> str:
    text = line.get("text")
    if not isinstance(text, str):
        raise BadField(field="text", cause="it must be a string")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise BadField(field="text", cause="it holds half a surrogate pair")
    return text


def _day(line: Json, name: str) -> date | None:
    from foedus.intake import parse_date

    value = line.get(name)
    if value is None or value == "":
        return None
    return parse_date(str(value))


def _span(line: Json, name: str, length: int) -> tuple[int, int]:
    start, end = _numbers(line, name)
    if not 0 <= start < end <= length:
        raise BadField(field=name, cause=f"[{start}, {end}) does not lie in a text of {length} code points")
    return start, end


def _numbers(line: Json, name: str) -> tuple[int, int]:
    value = line.get(name)
    if not (isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value)):
        raise BadField(field=name, cause="it must be [start, end)")
    return value[0], value[1]
