"""What a person says about the inputs, and what an input says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foedus.records import PublishedBasis


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who gives the inputs knows about them; it goes before what they say themselves."""

    published: date | None = None
    outlet: str | None = None
    language: str | None = None
    """ISO 639-1."""


NOTHING_GIVEN = Options()


@dataclass(frozen=True, slots=True)
class Facts:
    """What an input says about its dispatch beside the text.

    `headline` and `byline` are words that the text itself holds, where it holds them.
    """

    headline: str | None = None
    byline: str | None = None
    published: date | None = None
    basis: PublishedBasis = "unknown"
    outlet: str | None = None
    language: str | None = None
    url: str | None = None
    extractor: str | None = None


NO_FACTS = Facts()
