"""What the analysis finds: a sentence in plain words, the words and records it rests on, the clauses it
cites.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from foedus.agreements import Agreement, Clause
from foedus.records import Dispatch, Record, Shape, Span, Words

Kind = Literal[
    "acted",  # a partner helped
    "declined",  # a partner refused to help
    "withheld",  # a partner gave no help
    "departed",  # a party did what it had bound itself not to do
    "spoke",  # a partner gave words, and nothing more is told
    "not reported",  # what a partner did is not told
    "exposed",  # who else relies on a partner that withheld or departed
    "contradiction",  # what cannot both be true
    "office mismatch",  # somebody is called what they were not on that day
]


@dataclass(frozen=True, slots=True)
class Cited(Shape):
    """A clause of the book as a finding cites it. `agreement` is the agreement's id."""

    agreement: str
    name: str
    article: str
    obligation: str
    present: bool
    source: str
    limits: str = ""

    @classmethod
    def of(cls, agreement: Agreement, clause: Clause) -> Cited:
        """The citation of one clause."""
        return cls(
            agreement.id,
            agreement.name,
            clause.article,
            clause.obligation,
            clause.present,
            clause.source,
            clause.limits,
        )


@dataclass(frozen=True, slots=True)
class Quoted(Words):
    """Words, and the id of the dispatch in whose text they stand."""

    dispatch: str = ""

    @classmethod
    def of(cls, dispatch: Dispatch, span: Span) -> Quoted:
        """The words at a span of a dispatch."""
        return cls(dispatch.words(span).text, span, dispatch.id)


@dataclass(frozen=True, slots=True)
class Claim(Shape):
    """What the dispatch says of an agreement, beside what the book says.

    `claim` is "signed", "clause" or "no clause"; `parties` are alpha-3 codes; `source` the speaker's words,
    None in the outlet's own voice. `book` is "agrees", "differs" or "unknown", and `why` says what stands
    there; `agreement` is the id of the row compared with.
    """

    claim: Literal["signed", "clause", "no clause"]
    words: Quoted
    parties: tuple[str, ...]
    obligation: str | None
    source: str | None
    book: Literal["agrees", "differs", "unknown"]
    why: str
    agreement: str | None = None


@dataclass(frozen=True, slots=True)
class Finding(Shape):
    """One finding. `actor` and `toward` are alpha-3 codes, most concerned first; `records` are ids.

    `would_change` says what report or row would overturn it; `probability` is that of the weakest record.
    """

    kind: Kind
    says: str
    words: tuple[Quoted, ...]
    actor: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    verdict: str | None = None
    records: tuple[str, ...] = ()
    clauses: tuple[Cited, ...] = ()
    claims: tuple[Claim, ...] = ()
    would_change: str | None = None
    probability: float | None = None


def weakest(records: tuple[Record, ...]) -> float | None:
    """The lowest probability of some records, rounded as records print it."""
    return round(min(record.probability for record in records), 3) if records else None
