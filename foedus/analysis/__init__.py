"""From records to questions: who kept their word, who else relies on them, what cannot both be true.

`complete` adds to a reading what its dispatch says of agreements, and its findings; `conduct.conduct`,
`exposure.exposed` and `contradictions.find` ask the same of many readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from foedus.analysis import claimed, conduct, contradictions, exposure, offices
from foedus.analysis.finding import Cited, Claim, Finding
from foedus.records import Reading

__all__ = ["Cited", "Claim", "Finding", "complete", "disagreements", "findings"]


def complete(reading: Reading) -> Reading:
    """The reading with the dispatch's claims about agreements, and its findings."""
    told = replace(reading, agreements=tuple(claimed.find(reading)))
    return replace(told, findings=findings(told))


def disagreements(readings: Iterable[Reading]) -> Iterator[Finding]:
    """What some dispatches say that cannot be: against each other, the book, or the register of offices."""
    held = tuple(readings)
    yield from contradictions.find(held)
    for reading in held:
        yield from offices.find(reading)


def findings(reading: Reading) -> tuple[Finding, ...]:
    """What one dispatch shows: conduct, who is exposed by it, contradictions, office mismatches."""
    verdicts = conduct.conduct([reading])
    return (
        *conduct.findings(verdicts),
        *exposure.findings(verdicts, [reading]),
        *contradictions.find([reading]),
        *offices.find(reading),
    )
