"""What a dispatch says of agreements, beside the book: that one was signed, that it has a clause, or has
none.

Only what is said as so is a claim: not what is sought, proposed or feared. The parties are the two states
that the sentence names; where it names more or fewer, nothing is claimed. Patterns stand in
`data/analysis/claims.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from foedus.agreements import Agreement, between
from foedus.analysis import deeds
from foedus.analysis.finding import Claim, Quoted
from foedus.analysis.telling import told
from foedus.records import Attribution, Reading, Record, Sentence, Span
from foedus.shown import one_line

Book = tuple[Literal["agrees", "differs", "unknown"], str, str | None]
"""What the book says to a claim: agreement or not, why, and the row's id."""


@cache
def settings() -> dict[str, Any]:
    """`data/analysis/claims.toml`."""
    return tomllib.loads((files("foedus") / "data/analysis/claims.toml").read_text("utf-8"))


def find(reading: Reading) -> Iterator[Claim]:
    """Every claim of a dispatch about an agreement, in the order of the text."""
    found = [*_clauses(reading), *_signed(reading)]
    yield from sorted(found, key=lambda claim: claim.words.span)


def claims_of(readings: Iterable[Reading]) -> tuple[Claim, ...]:
    """Every claim that some readings hold already."""
    return tuple(found for reading in readings for found in reading.agreements if isinstance(found, Claim))


def about(claims: Iterable[Claim], first: str, second: str) -> tuple[Claim, ...]:
    """Those about an agreement of just these two."""
    return tuple(claim for claim in claims if set(claim.parties) == {first, second})


def _clauses(reading: Reading) -> Iterator[Claim]:
    text, known = reading.dispatch.text, settings()
    for sentence in reading.sentences:
        if _is_aside(reading, sentence):
            continue
        words = text[sentence.span.start : sentence.span.end]
        for rule in known["clause"]:
            for match in re.finditer(rule["words"], words, re.IGNORECASE):
                says = _says(words[: match.start()])
                parties = _parties(reading, sentence.span)
                if says is None or parties is None:
                    continue
                kind, first = says
                span = Span(sentence.span.start + first, sentence.span.start + match.end())
                is_past = re.search(known["before"]["past"], words[: match.end()], re.IGNORECASE)
                on = reading.dispatch.published
                if on is not None and is_past:
                    on -= timedelta(days=known["before"]["recent_days"])
                verdict, why, row = _compared(kind, rule["obligation"], parties, on)
                yield Claim(
                    claim=kind,
                    words=Quoted.of(reading.dispatch, span),
                    parties=parties,
                    obligation=rule["obligation"],
                    source=_source(reading, span),
                    book=verdict,
                    why=why,
                    agreement=row,
                )


def _is_aside(reading: Reading, sentence: Sentence) -> bool:
    section = reading.dispatch.sections[sentence.section]
    return section.kind in {"boilerplate", "provenance"} or section.duplicate_of is not None


def _says(before: str) -> tuple[Literal["clause", "no clause"], int] | None:
    """Whether the words before name a clause as there or as not there, and where they begin; None for
    neither.
    """
    known = settings()["before"]
    start = ([0] + [m.start() for m in re.finditer(r"\S+", before)])[-known["words"] :][0]
    near = before[start:]
    if re.search(known["not"], near, re.IGNORECASE):
        return None
    kinds: tuple[tuple[Literal["clause", "no clause"], str], ...] = (
        ("no clause", known["none"]),
        ("clause", known["some"]),
    )
    for kind, pattern in kinds:
        found = list(re.finditer(pattern, near, re.IGNORECASE))
        if found:
            return kind, start + found[-1].start()
    return None


def _parties(reading: Reading, span: Span) -> tuple[str, str] | None:
    """The two states that a sentence names; None where they are more or fewer."""
    found = deeds.states(a for a in reading.actors if span.covers(a.span))
    return (found[0], found[1]) if len(found) == 2 else None


def _source(reading: Reading, span: Span) -> str | None:
    """On whose word it stands: the innermost attribution whose content holds it."""
    held = [a for a in reading.attributions if a.source and any(part.overlaps(span) for part in a.content)]
    if not held:
        return None

    def size(found: Attribution) -> int:
        return sum(part.end - part.start for part in found.content)

    speaker = min(held, key=size).speaker
    return one_line(speaker.text) if speaker else None


def _compared(kind: str, obligation: str, parties: tuple[str, str], on: date | None) -> Book:
    """A claim about a clause against the agreements of few parties that the two had made by then."""
    rows = _made(parties, on)
    held = [(row, c) for row in rows for c in row.clauses if c.obligation == obligation]
    present = [(row, c) for row, c in held if c.present]
    if present:
        row, clause = present[-1]
        verdict: Literal["agrees", "differs"] = "agrees" if kind == "clause" else "differs"
        return verdict, told("book", "clause", name=row.name, article=clause.article or "–"), row.id
    if not rows:
        return "unknown", told("book", "nothing"), None
    absent = [row for row, c in held if not c.present]
    row = (absent or rows)[-1]
    verdict = "agrees" if kind == "no clause" else "differs"
    if kind == "clause" and not absent:
        return "unknown", told("book", "unlisted", name=row.name, obligation=obligation), row.id
    return verdict, told("book", "no clause", name=row.name, obligation=obligation), row.id


def _made(parties: tuple[str, str], on: date | None) -> list[Agreement]:
    """Agreements of few parties that two states had signed and not ended by a day, the oldest first."""
    few = deeds.settings()["few"]
    found = [
        row
        for row in between(*parties)
        if len(row.countries) <= few
        and (on is None or (row.signed <= on and (row.ended is None or on < row.ended)))
    ]
    return sorted(found, key=lambda row: row.signed)


def _signed(reading: Reading) -> Iterator[Claim]:
    """Agreements that records say two states signed."""
    for record in reading.records:
        parties = deeds.states((*record.actor, *record.recipient))
        if (
            record.event not in settings()["signed"]["events"]
            or record.predicate.text.casefold() not in settings()["signed"]["predicates"]
            or set(record.auxiliary) - {"historical"}
            or len(parties) != 2
        ):
            continue
        verdict, why, row = _dated(record, (parties[0], parties[1]), reading.dispatch.published)
        if row is None:
            continue
        speaker = record.attribution[0].speaker if record.attribution else None
        yield Claim(
            claim="signed",
            words=Quoted.of(reading.dispatch, _signing(record)),
            parties=(parties[0], parties[1]),
            obligation=None,
            source=one_line(speaker.text) if speaker else None,
            book=verdict,
            why=why,
            agreement=row,
        )


def _signing(record: Record) -> Span:
    """From the predicate to the date, where the sentence has one; a span of the dispatch."""
    if record.date and record.sentence.span.covers(record.date.span):
        spans = (record.predicate.span, record.date.span)
        return Span(min(s.start for s in spans), max(s.end for s in spans))
    return record.predicate.span


def _dated(record: Record, parties: tuple[str, str], published: date | None) -> Book:
    """The row that a signature means: by one of its names in the sentence, else by its day."""
    words = record.sentence.text.casefold()
    rows = _made(parties, published)
    named = [r for r in rows if any(n.casefold() in words for n in (r.name, *r.aliases))]
    when = record.date
    verdict: Literal["agrees", "differs"] = "agrees"
    row = named[0] if len(named) == 1 else None
    if when and when.start and when.end:
        fits = [r for r in rows if when.start <= r.signed <= when.end]
        if fits:
            row = next((r for r in fits if r in named), fits[-1])
        else:
            verdict = "differs"
    if row is None:
        return "unknown", told("book", "nothing"), None
    return verdict, told("book", "signed", name=row.name, day=row.signed.isoformat()), row.id
