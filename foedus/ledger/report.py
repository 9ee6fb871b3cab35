"""One record as joining compares it: who, what, when, where, how many, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from foedus.ledger.wording import settings, stems, words

Row = Mapping[str, Any]
"""A row of the ledger's `records`, or a record of the contract with `key`, `outlet` and `published`."""


@dataclass(frozen=True)
class Member:
    """One member of a side."""

    country: str | None
    sector: str | None
    person: tuple[str, ...]
    """The words of the person's name."""
    name: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, actor: Row) -> Member:
        name = actor["name"] or actor["text"] or ""
        own = f"{name} {actor['text'] or ''} {actor['person'] or ''} {actor['office'] or ''}"
        return cls(
            actor["country"], actor["sector"], tuple(words(actor["person"] or "")), stems(name), stems(own)
        )


@dataclass(frozen=True)
class Report:
    """One record, and what of its dispatch matters."""

    id: str
    key: str
    outlet: str | None
    published: date | None
    event: str
    mode: str | None
    auxiliary: frozenset[str]
    actor: tuple[Member, ...]
    recipient: tuple[Member, ...]
    predicate: str
    predicate_at: tuple[int, int]
    sentence: str
    sentence_at: tuple[int, int]
    section: str
    start: date | None
    end: date | None
    """First and last day that the text states; None where it states none."""
    place: Row | None
    quantity: Row | None

    @classmethod
    def of(cls, row: Row) -> Report:
        """The report of a row."""
        stated: Row = row["date"] or {}
        start, end = _day(stated.get("start")), _day(stated.get("end"))
        return cls(
            id=row["id"],
            key=row["key"],
            outlet=row["outlet"],
            published=_day(row["published"]),
            event=row["event"],
            mode=row["mode"],
            auxiliary=frozenset(row["auxiliary"]),
            actor=tuple(map(Member.of, row["actor"])),
            recipient=tuple(map(Member.of, row["recipient"])),
            predicate=row["predicate"]["text"],
            predicate_at=_span(row["predicate"]["span"]),
            sentence=row["sentence"]["text"],
            sentence_at=_span(row["sentence"]["span"]),
            section=row["section"],
            start=start or end,
            end=end or start,
            place=row["place"],
            quantity=row["quantity"],
        )

    @property
    def day(self) -> date | None:
        """The day that it counts for: the first that is stated, else that of publication."""
        return self.start or self.published

    @cached_property
    def all_stems(self) -> frozenset[str]:
        """What the sentence says."""
        return stems(self.sentence)

    @cached_property
    def stems(self) -> frozenset[str]:
        """What the sentence says beside the names of the sides."""
        named = {stem for member in (*self.actor, *self.recipient) for stem in member.words}
        return self.all_stems - named

    @cached_property
    def act(self) -> frozenset[str]:
        """The predicate's words."""
        return stems(self.predicate) or frozenset(words(self.predicate))

    @cached_property
    def near(self) -> frozenset[str]:
        """What stands around the predicate."""
        width = int(settings()["likeness"]["near_characters"])
        start, end = (at - self.sentence_at[0] for at in self.predicate_at)
        return stems(self.sentence[max(0, start - width) : end + width])

    @cached_property
    def names(self) -> frozenset[str]:
        """Words within the sentence that begin with a capital letter, beside the sides' own."""
        found = [word.strip(".,;:'\"“”‘’()") for word in self.sentence.split()[1:]]
        return stems(" ".join(word for word in found if word[:1].isupper())) & self.stems

    @cached_property
    def figures(self) -> frozenset[str]:
        """Numbers in the sentence."""
        return frozenset(word for word in words(self.sentence) if word[:1].isdigit())


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _span(value: Iterable[int]) -> tuple[int, int]:
    start, end = value
    return start, end


def days_around(report: Report, width: int) -> list[date]:
    """The days within so many of the report's own."""
    day = report.day
    return [day + timedelta(days=step) for step in range(-width, width + 1)] if day else []
