"""The contract's JSON back as a Reading: what was printed or kept, read again by programs.

`reading(kept)` gives a Reading whose `as_dict` is `kept`, to the letter. What JSON doesn't hold comes back
empty: a record's date knows its type and value only where it is one of the dispatch's `times`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from foedus.analysis.finding import Cited, Claim, Finding, Quoted
from foedus.records import (
    Actor,
    Attribution,
    Certainty,
    Dispatch,
    Json,
    Place,
    Provenance,
    Quantity,
    Reading,
    Record,
    Section,
    Sentence,
    Span,
    Time,
    Words,
)


def reading(kept: Json) -> Reading:
    """The reading of one JSON line. Raises KeyError or TypeError where it is none."""
    attributions = tuple(map(_attribution, kept["attributions"]))
    times = tuple(map(_time, kept["times"]))
    return Reading(
        dispatch=_dispatch(kept),
        sentences=tuple(Sentence(Span(*s["span"]), s["section"], s["pass"]) for s in kept["sentences"]),
        records=tuple(_record(record, times, attributions) for record in kept["records"]),
        attributions=attributions,
        times=times,
        places=tuple(_spanned(Place, place) for place in kept["places"]),
        actors=tuple(_spanned(Actor, actor) for actor in kept["actors"]),
        agreements=tuple(map(_claim, kept["agreements"])),
        findings=tuple(map(_finding, kept["findings"])),
        foedus=kept["foedus"],
        model=kept["model"],
        rules=kept["rules"],
    )


def _spanned(kind: Any, given: Json | None) -> Any:
    """A shape whose fields are those of the JSON, with one span."""
    return kind(**given | {"span": Span(*given["span"])}) if given else None


def _spans(given: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in given)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _dispatch(kept: Json) -> Dispatch:
    return Dispatch(
        **{name: kept[name] for name in ("id", "text", "language", "outlet", "url", "published_basis")},
        sections=tuple(_spanned(Section, section) for section in kept["sections"]),
        headline=_spanned(Words, kept["headline"]),
        byline=_spanned(Words, kept["byline"]),
        published=_day(kept["published"]),
        provenance=_spanned(Provenance, kept["provenance"]),
        extractor=kept["extractor"],
    )


def _attribution(given: Json) -> Attribution:
    spans = {name: _spans(given[name]) for name in ("source", "cue", "content")}
    return Attribution(
        **spans, kind=given["kind"], via=given["via"], speaker=_spanned(Actor, given["speaker"])
    )


def _time(given: Json) -> Time:
    days = {"start": _day(given["start"]), "end": _day(given["end"])}
    time: Time = _spanned(Time, given | days)
    return time


def _record(given: Json, times: tuple[Time, ...], attributions: tuple[Attribution, ...]) -> Record:
    plain = ("event", "mode", "quad", "score", "section", "probability", "found_by")
    when = given["date"]
    return Record(
        **{name: given[name] for name in plain},
        actor=tuple(_spanned(Actor, actor) for actor in given["actor"]),
        recipient=tuple(_spanned(Actor, actor) for actor in given["recipient"]),
        predicate=_spanned(Words, given["predicate"]),
        sentence=_spanned(Words, given["sentence"]),
        certainty=Certainty(**given["certainty"]),
        context=tuple(given["context"]),
        auxiliary=tuple(given["auxiliary"]),
        date=_date(when, times) if when else None,
        date_basis=when["basis"] if when else None,
        place=_spanned(Place, given["place"]),
        quantity=_quantity(given["quantity"]),
        attribution=tuple(_of_record(one, attributions) for one in given["attribution"]),
    )


def _date(given: Json, times: tuple[Time, ...]) -> Time:
    """The dispatch's own time where the record's date is one of them."""
    own = {name: value for name, value in given.items() if name != "basis"}
    bare = _time(own | {"type": "DATE", "value": None})
    return next((time for time in times if time.as_date("stated") == bare.as_date("stated")), bare)


def _of_record(given: Json, attributions: tuple[Attribution, ...]) -> Attribution:
    """The dispatch's own attribution where the record's is one of them."""
    source, cue = _spanned(Actor, given["source"]), given["cue"]
    for one in attributions:
        extent = [one.cue[0].start, one.cue[-1].end] if one.cue else None
        if (one.speaker, one.kind, one.via) == (source, given["kind"], given["via"]) and (
            extent == (cue["span"] if cue else None) and [list(s) for s in one.content] == given["content"]
        ):
            return one
    return Attribution(
        source=(source.span,) if source else (),
        cue=(Span(*cue["span"]),) if cue else (),
        content=_spans(given["content"]),
        kind=given["kind"],
        via=given["via"],
        speaker=source,
    )


def _quantity(given: Json | None) -> Quantity | None:
    """The contract prints a whole number as one; records hold it as every other."""
    quantity: Quantity | None = _spanned(
        Quantity, given | {"value": float(given["value"])} if given else None
    )
    return quantity


def _claim(given: Json) -> Claim:
    return Claim(**given | {"words": _spanned(Quoted, given["words"]), "parties": tuple(given["parties"])})


def _finding(given: Json) -> Finding:
    lists = {name: tuple(given[name]) for name in ("actor", "toward", "records")}
    return Finding(
        **given
        | lists
        | {
            "words": tuple(_spanned(Quoted, words) for words in given["words"]),
            "clauses": tuple(Cited(**clause) for clause in given["clauses"]),
            "claims": tuple(map(_claim, given["claims"])),
        }
    )
