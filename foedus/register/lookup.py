"""The register, loaded once: names in running text, offices and their holders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, cached_property

from foedus.register import phrase, tables
from foedus.register.entry import Entry
from foedus.register.names import Index, keys, words

Match = tuple[int, int, tuple[Entry, ...]]
"""First token, the token after the last, and what the name can mean."""


TOWN_WORDS = 5
"""A town's name has at most so many tokens, hyphens counted."""


class Register:
    """All tables, indexed. Make it with `register()`: loading costs about a tenth of a second."""

    def __init__(self) -> None:
        settings = tables.settings()
        self.settings = settings
        self._names = Index(ordinary=settings.ordinary)
        self._states: dict[str, str] = {}
        for name, entry in tables.states():
            self._names.add(name, entry)
            self._states.setdefault(entry.country, entry.name)
        for name, entry in tables.bodies():
            self._names.add(name, entry)
        self._terms = tables.terms()
        self._ranks = tables.ranks()
        self.single_offices = tables.single_offices()
        self._offices: dict[tuple[str, str], list[Entry]] = {}
        self._surnames: dict[str, list[str]] = {}
        self._add_people()
        self._words = Index(is_cased=False)
        self._sectors: dict[str, str] = {}
        for form, word in tables.office_words():
            self._sectors.setdefault(
                " ".join(key for part in words(form) for key, _ in keys(part)), word.sector
            )
            self._words.add(form, Entry(form, "", word.sector, "office word", office=word.office,
                                        basis=str(word.weight)))  # fmt: skip
        self._contextual, self._needs = Index(), dict[str, frozenset[str]]()
        for alias, members, about in tables.contextual():
            basis = f"in a dispatch about {', '.join(sorted(about))}"
            self._needs[basis] = about
            found = [entries[0] for member in members for _, _, entries in self._names.match(words(member))]
            self._contextual.add(alias, *(replace(entry, basis=basis) for entry in found))
        self._before_names = settings.titles | {form.split()[-1].lower() for form, _ in tables.office_words()}
        given = settings.given | {
            person.split()[0]
            for person, terms in self._terms.items()
            if terms[0].country not in settings.surname_first
        }
        given -= settings.not_given
        self._given: frozenset[str] = frozenset()
        known = {name for name in given if self.match([name])}
        common = self._before_names | settings.determiners
        self._given = frozenset(n for n in given - known if n.lower() not in common)

    def _add_people(self) -> None:
        for person, terms in self._terms.items():
            self._names.add(person, *terms)
            for surname in self._surnames_of(person, terms[0].country):
                self._surnames.setdefault(surname, []).append(person)
            for term in terms:
                self._offices.setdefault((term.country, term.office), []).append(term)
        for person, aliases, alone in tables.people():
            for name in (*aliases, *alone):
                self._names.add(name, *self._terms.get(person, ()))
            country = self._terms[person][0].country if person in self._terms else ""
            for surname in {s for alias in aliases for s in self._surnames_of(alias, country)}:
                known = self._surnames.setdefault(surname, [])
                if person not in known:
                    known.append(person)

    def _surnames_of(self, name: str, country: str) -> set[str]:
        """The keys of a name's last word, and of its first in states where the surname comes first."""
        parts = _keys(name)
        return {parts[-1], parts[0]} if country in self.settings.surname_first else {parts[-1]}

    def state(self, country: str) -> str | None:
        """The name of a state by its alpha-3 code; None for codes of no state."""
        return self._states.get(country)

    def match(self, tokens: Sequence[str]) -> list[Match]:
        """Known names in tokens as spaCy cuts them, the longest first, none overlapping.

        A name that means no actor (Taiwan Strait) is found too, with kind "none". Office words are not.
        What a name can mean is every state or term of office it stands for: `choose` one by the day.
        """
        return [m for m in self._names.match(tokens) if m[1] - m[0] > 1 or not self._is_others(tokens, m)]

    def _is_others(self, tokens: Sequence[str], match: Match) -> bool:
        """Whether a single word is part of an unknown person's name: "Eric Trump", "Denzel Washington"."""
        first, last, _ = match
        if last < len(tokens) and tokens[last].rstrip(".").lower() in self.settings.suffixes:
            return True
        return first > 0 and tokens[first - 1] in self._given

    def match_contextual(self, tokens: Sequence[str], about: frozenset[str]) -> list[Match]:
        """Words that mean a side in a dispatch about some states: "the North" where it names the Koreas.

        `about` holds the codes of states (and EUR, UNO) and names of organisations that the dispatch names.
        "The two Koreas" means all entries together, not one of them.
        """
        found = []
        for first, last, entries in self._contextual.match(tokens):
            meant = next((e.basis for e in entries if not self._needs[e.basis].isdisjoint(about)), None)
            if meant:
                found.append((first, last, tuple(e for e in entries if e.basis == meant)))
        return found

    def match_offices(self, tokens: Sequence[str]) -> list[Match]:
        """Head nouns of offices and institutions ("foreign ministry", "troops"); `basis` holds the weight."""
        return self._words.match(tokens)

    def match_towns(self, tokens: Sequence[str]) -> list[Match]:
        """As `match`, and towns too, where no unknown name stands beside them."""
        taken = self.match(tokens)
        busy = {n for first, last, _ in (*taken, *self.match_offices(tokens)) for n in range(first, last)}
        known, here = tables.towns(), 0
        while here < len(tokens):
            size = next((n for n in range(TOWN_WORDS, 0, -1) if _town(tokens, here, n) in known), 0)
            last = here + size
            beside = [n for n in (here - 1, last) if 0 <= n < len(tokens) and n not in busy]
            if (
                size
                and busy.isdisjoint(range(here, last))
                and not any(tokens[n][0].isupper() for n in beside)
            ):
                name = " ".join(tokens[here:last])
                town = Entry(name, known[_town(tokens, here, size)], "", "city", basis="town in the state")
                taken.append((here, last, (town,)))
            here += size or 1
        return sorted(taken, key=lambda m: m[0])

    def office_word(self, tokens: Sequence[str]) -> str | None:
        """The sector of words that are, as a whole, the name of an office or institution."""
        return self._sectors.get(" ".join(key for token in tokens for key, _ in keys(token)))

    def holders(self, country: str, office: str, on: date | None = None) -> tuple[Entry, ...]:
        """Who held an office of a state on a day; all its holders without a day."""
        known = self._offices.get((country, office), [])
        return tuple(e for e in known if on is None or e.holds(on))

    @cached_property
    def _members(self) -> tuple[tuple[str, str, date | None, date | None], ...]:
        return tuple(tables.members())

    def members(self, organisation: str, on: date) -> tuple[str, ...]:
        """Who belongs to an organisation on a day, by any of its names: alpha-3 codes in their order."""
        entry = self.resolve(organisation)
        name = entry.name if entry else organisation
        return tuple(
            sorted(
                country
                for body, country, start, end in self._members
                if body in {name, organisation} and (start or on) <= on <= (end or on)
            )
        )

    def terms(self, person: str) -> tuple[Entry, ...]:
        """A person's terms of office by their usual name, the highest first; none of somebody unknown."""
        return tuple(self._terms.get(person, ()))

    def surname(self, name: str, on: date | None = None) -> tuple[tuple[Entry, ...], ...]:
        """The terms of each person of a surname; with a day, of those in office on it."""
        persons = self._surnames.get(_keys(name)[-1], [])
        terms = (tuple(self._terms.get(p, ())) for p in persons)
        return tuple(t for t in terms if t and (on is None or any(e.holds(on) for e in t)))

    def highest(self, found: list[tuple[Entry, ...]], on: date | None = None) -> list[tuple[Entry, ...]]:
        """Of several persons' terms those of the highest office, on a day."""
        ranks = [min(self._ranks.get(e.office, 9) for e in t if on is None or e.holds(on)) for t in found]
        return [terms for terms, rank in zip(found, ranks, strict=True) if rank == min(ranks)]

    def named(self, entry: Entry) -> str:
        """The name of whom an entry speaks for: a person's state, else its own."""
        return self._states.get(entry.country, entry.name) if entry.kind == "person" else entry.name

    def resolve(self, text: str, *, on: date | None = None, context: str = "") -> Entry | None:
        """Who a mention means on a day; None where the register knows nobody in it.

        `context` is text around it; a full name there tells which Kim is meant.
        """
        return phrase.resolve(self, text, on=on, context=context)


def _town(tokens: Sequence[str], first: int, size: int) -> str:
    """The key of some tokens as a town's name; empty where they can be none."""
    if first + size > len(tokens) or not tokens[first][0].isupper():
        return ""
    return " ".join(key for token in tokens[first : first + size] for key, _ in keys(token))


def _keys(name: str) -> list[str]:
    return [key for word in words(name) for key, _ in keys(word)] or [""]


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
