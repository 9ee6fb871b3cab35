"""A line of the public contract back into the reading that it was printed from.

What a line does not hold comes back from the lists beside it: a record's date as the TIMEX3 of `times`, its
attributions as those of `attributions`.
"""

from __future__ import annotations

import json
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


def restored(line: str) -> Reading:
    """The reading of a line. Raises KeyError, TypeError or ValueError where it is none."""
    given: Json = json.loads(line)
    attributions = tuple(map(_attribution, given["attributions"]))
    dispatch = _dispatch(given)
    times = tuple(_time(time) for time in given["times"])
    chain = {_as_text(found.in_record(dispatch)): found for found in attributions}
    dated = {(time.span, time.start, time.end): time for time in times}
    speakers = {_as_text(a.speaker.as_dict()): a.speaker for a in attributions if a.speaker}
    return Reading(
        dispatch=dispatch,
        sentences=tuple(Sentence(Span(*s["span"]), s["section"], s["pass"]) for s in given["sentences"]),
        records=tuple(_record(record, dated, chain) for record in given["records"]),
        attributions=attributions,
        times=times,
        places=tuple(_spanned(Place, place) for place in given["places"]),
        actors=tuple(speakers.get(_as_text(a)) or _spanned(Actor, a) for a in given["actors"]),
        agreements=tuple(map(_claim, given["agreements"])),
        findings=tuple(map(_finding, given["findings"])),
        foedus=given["foedus"],
        model=given["model"],
        rules=given["rules"],
    )


def _as_text(value: Json) -> str:
    return json.dumps(value, sort_keys=True)


def _spanned(kind: Any, given: Json | None) -> Any:
    """An object of a kind whose fields are those of the JSON, one of them a span."""
    return kind(**{**given, "span": Span(*given["span"])}) if given else None


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _spans(given: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in given)


def _dispatch(given: Json) -> Dispatch:
    names = ("id", "text", "language", "outlet", "url", "published_basis", "extractor")
    return Dispatch(
        **{name: given[name] for name in names},
        sections=tuple(_spanned(Section, section) for section in given["sections"]),
        headline=_spanned(Words, given["headline"]),
        byline=_spanned(Words, given["byline"]),
        published=_day(given["published"]),
        provenance=_spanned(Provenance, given["provenance"]),
    )


def _time(given: Json) -> Time:
    days = {"start": _day(given["start"]), "end": _day(given["end"])}
    return Time(**{**given, **days, "span": Span(*given["span"])})


def _attribution(given: Json) -> Attribution:
    spans = {name: _spans(given[name]) for name in ("source", "cue", "content")}
    return Attribution(**{**given, **spans, "speaker": _spanned(Actor, given["speaker"])})


def _of_chain(given: Json, chain: dict[str, Attribution]) -> Attribution:
    """One attribution of a record: that of the dispatch's list, else what the record itself holds."""
    if known := chain.get(_as_text(given)):
        return known
    speaker = _spanned(Actor, given["source"])
    return Attribution(
        source=(speaker.span,) if speaker else (),
        cue=(Span(*given["cue"]["span"]),) if given["cue"] else (),
        content=_spans(given["content"]),
        kind=given["kind"],
        via=given["via"],
        speaker=speaker,
    )


def _record(
    given: Json,
    dated: dict[tuple[Span, date | None, date | None], Time],
    chain: dict[str, Attribution],
) -> Record:
    names = ("event", "mode", "quad", "score", "section", "probability", "found_by")
    when = given["date"]
    days = (Span(*when["span"]), _day(when["start"]), _day(when["end"])) if when else None
    return Record(
        **{name: given[name] for name in names},
        actor=tuple(_spanned(Actor, actor) for actor in given["actor"]),
        recipient=tuple(_spanned(Actor, actor) for actor in given["recipient"]),
        predicate=_spanned(Words, given["predicate"]),
        sentence=_spanned(Words, given["sentence"]),
        certainty=Certainty(**given["certainty"]),
        context=tuple(given["context"]),
        auxiliary=tuple(given["auxiliary"]),
        date=(dated.get(days) or Time(when["text"], days[0], "DATE", None, *days[1:], when["grain"]))
        if days
        else None,
        date_basis=when["basis"] if when else None,
        place=_spanned(Place, given["place"]),
        quantity=_spanned(Quantity, given["quantity"]),
        attribution=tuple(_of_chain(a, chain) for a in given["attribution"]),
    )


def _claim(given: Json) -> Claim:
    return Claim(**{**given, "words": _spanned(Quoted, given["words"]), "parties": tuple(given["parties"])})


def _finding(given: Json) -> Finding:
    made = {
        "words": tuple(_spanned(Quoted, words) for words in given["words"]),
        "clauses": tuple(Cited(**clause) for clause in given["clauses"]),
        "claims": tuple(map(_claim, given["claims"])),
        **{name: tuple(given[name]) for name in ("actor", "toward", "records")},
    }
    return Finding(**{**given, **made})
