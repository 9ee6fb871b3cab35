"""The register, loaded once: names in running text, offices and their holders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from foedus.register import phrase, tables
from foedus.register.entry import Entry
from foedus.register.names import Index, keys, words

Match = tuple[int, int, tuple[Entry, ...]]
"""First token, the token after the last, and what the name can mean."""


class Register:
    """All tables, indexed. Make it with `register()`: loading costs about a tenth of a second."""

    def __init__(self) -> None:
        settings = tables.settings()
        self.settings = settings
        self._names = Index(ordinary=settings.ordinary)
        for name, entry in tables.states():
            self._names.add(name, entry)
        for name, entry in tables.bodies():
            self._names.add(name, entry)
        self._terms = tables.terms()
        self._offices: dict[tuple[str, str], list[Entry]] = {}
        self._surnames: dict[str, list[str]] = {}
        self._add_people()
        self._words = Index(is_cased=False)
        for form, word in tables.office_words():
            self._words.add(form, Entry(form, "", word.sector, "office word", office=word.office,
                                        basis=str(word.weight)))  # fmt: skip
        self._cities: Index | None = None

    def _add_people(self) -> None:
        for person, terms in self._terms.items():
            self._names.add(person, *terms)
            self._surnames.setdefault(_surname(person), []).append(person)
            for term in terms:
                self._offices.setdefault((term.country, term.office), []).append(term)
        for person, aliases, alone in tables.people():
            for name in (*aliases, *alone):
                self._names.add(name, *self._terms.get(person, ()))
            for alias in aliases:
                known = self._surnames.setdefault(_surname(alias), [])
                if person not in known:
                    known.append(person)

    def match(self, tokens: Sequence[str]) -> list[Match]:
        """Known names in tokens as spaCy cuts them, the longest first, none overlapping.

        A name that means no actor (Taiwan Strait) is found too, with kind "none". Office words are not.
        """
        return self._names.match(tokens)

    def match_offices(self, tokens: Sequence[str]) -> list[Match]:
        """Head nouns of offices and institutions ("foreign ministry", "troops"); `basis` holds the weight."""
        return self._words.match(tokens)

    def match_places(self, tokens: Sequence[str]) -> list[Match]:
        """As `match`, and towns too."""
        if self._cities is None:
            self._cities = Index(ordinary=self.settings.ordinary)
            for name, entry in tables.cities():
                self._cities.add(name, entry)
        taken = self.match(tokens)
        busy = {n for first, last, _ in taken for n in range(first, last)}
        towns = [m for m in self._cities.match(tokens) if busy.isdisjoint(range(m[0], m[1]))]
        return sorted([*taken, *towns], key=lambda m: m[0])

    def office_word(self, tokens: Sequence[str]) -> str | None:
        """The sector of words that are, as a whole, the name of an office or institution."""
        found = self._words.match(tokens)
        if len(found) == 1 and found[0][:2] == (0, len(tokens)):
            return found[0][2][0].sector
        return None

    def holders(self, country: str, office: str, on: date | None = None) -> tuple[Entry, ...]:
        """Who held an office of a state on a day; all its holders without a day."""
        known = self._offices.get((country, office), [])
        return tuple(e for e in known if on is None or e.holds(on))

    def surname(self, name: str, on: date | None = None) -> tuple[tuple[Entry, ...], ...]:
        """The terms of each person of a surname; with a day, of those in office on it."""
        persons = self._surnames.get(_surname(name), [])
        terms = (tuple(self._terms.get(p, ())) for p in persons)
        return tuple(t for t in terms if t and (on is None or any(e.holds(on) for e in t)))

    def resolve(self, text: str, *, on: date | None = None, context: str = "") -> Entry | None:
        """Who a mention means on a day; None where the register knows nobody in it.

        `context` is text around it; a full name there tells which Kim is meant.
        """
        return phrase.resolve(self, text, on=on, context=context)


def _surname(name: str) -> str:
    """The key of a name's surname: the first word of a Korean or Chinese hyphenated name, else the last."""
    parts = [key for word in words(name) for key, _ in keys(word)]
    is_eastern = "-" in name and len(parts) == 3
    return (parts[0] if is_eastern else parts[-1]) if parts else ""


@cache
def register() -> Register:
    """The register that ships with Foedus."""
    return Register()


def who(text: str, *, on: date | None = None, context: str = "") -> dict[str, str]:
    """Who a mention means: country, sector, name, office, basis; empty where there is none."""
    entry = register().resolve(text, on=on, context=context)
    if entry is None:
        return dict.fromkeys(("country", "sector", "name", "office", "basis"), "")
    return {
        "country": entry.country,
        "sector": entry.sector,
        "name": entry.name,
        "office": entry.office,
        "basis": entry.basis,
    }
