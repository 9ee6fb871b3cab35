"""Named sides: states with the office that follows them, organisations, people by title or description.

"Iran's foreign ministry", "Russian President Vladimir Putin", "France's foreign minister, X". What a name
means comes from the register, on the dispatch's day; of a person whom the register does not know, only what
the dispatch says.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from foedus.reading.coreference import Memory
from foedus.reading.lexicon import settings
from foedus.reading.page import Mention, Page, Passage
from foedus.records import Actor, Span
from foedus.register import Entry, Register, choose

Hits = dict[int, tuple[int, Entry]]
"""Names of the register by the index of their first token: (index after the last, who it is that day)."""

STATE_KINDS = frozenset({"state", "demonym", "capital", "byword", "region"})
BODIES = frozenset({"ORG", "FAC", "WORK_OF_ART", "EVENT", "PRODUCT", "LAW"})
HELD = frozenset({"held", "controlled", "occupied", "run", "ruled"})
LINKS = frozenset({"-", "and", "'s", "’s", "'", "’"})
LONGEST_OFFICE = 8
"""Tokens after a state's name in which its office may end."""


@dataclass(slots=True)
class Namer:
    """Finds the named sides of one passage after another; `memory` holds who was introduced."""

    page: Page
    known: Register
    memory: Memory
    number: int = -1
    about: set[str] = field(default_factory=set)
    """Codes of the states and blocs named so far: "the North" means a Korea only beside another."""
    passage: Passage = field(init=False)
    hits: Hits = field(init=False)
    several: dict[int, tuple[Entry, ...]] = field(init=False)
    """By its first token, what means several states together: "the Baltic states"."""

    @property
    def day(self) -> date | None:
        """The dispatch's day: who holds an office is asked for this day."""
        return self.page.dispatch.published

    def turn_to(self, number: int, passage: Passage) -> None:
        """Begin the next passage."""
        self.number, self.passage = number, passage
        doc = passage.doc
        words = [t.text for t in doc]
        found = self.known.match(words)
        self.about |= {e.country for _, _, entries in found for e in entries[:1]}
        meant = self.known.match_contextual(words, frozenset(self.about))
        found = sorted([*found, *meant], key=lambda m: m[:2])
        self.hits = {start: (end, choose(entries, self.day)) for start, end, entries in found}
        self.several = {start: entries for start, _, entries in meant if len(entries) > 1}
        for ent in doc.ents:
            if ent.label_ in BODIES and len(ent) > 1 and ent.start in self.hits:
                end, entry = self.hits[ent.start]
                rest = doc[end : ent.end].text
                if entry.kind in STATE_KINDS and self._is_other_body(rest, doc[ent.end - 1]):
                    del self.hits[ent.start]  # "Bank of China", "Korea Daily": no state speaks there

    def _is_other_body(self, rest: str, last: Token) -> bool:
        if last.pos_ != "PROPN" or last.text.isupper() or self.office([last.text]) or "," in rest:
            return False
        return bool(rest) and all(word[:1].isupper() for word in rest.split() if len(word) > 3)

    # -- parts that the noun steps use too ---------------------------------------------------------------

    def office(self, words: list[str]) -> str | None:
        """PLOVER sector of an office or body that these words name; None where they name none."""
        return self.known.office_word(words) if words else None

    def is_person(self, actor: Actor, head: Token) -> bool:
        """Whether a mention is one person: by name, or as "the foreign minister"."""
        if actor.person:
            return True
        return head.tag_ in {"NN", "NNP"} and head.lemma_.lower() in settings()["persons"]

    def state(self, actor: Actor) -> Actor:
        """The state behind one of its people or offices; any other actor is itself."""
        name = self.known.state(actor.country) if actor.country else None
        return replace(actor, name=name, sector="GOV", person=None, office=None) if name else actor

    def is_other(self, noun: Token) -> bool:
        """Whether a noun means others than the one whose they are: "its neighbors", "Moscow's allies"."""
        return noun.lemma_.lower() in settings()["others"]

    def plain(self, start: int, end: int) -> list[str]:
        """The words of a stretch without possessive marks and hyphens."""
        return [t.text for t in self.passage.doc[start:end] if _is_plain(t)]

    def longest_office(self, token: Token) -> tuple[str, str] | None:
        """(words, sector) of the longest office that ends at this token: "deputy foreign minister"."""
        doc, first = self.passage.doc, token.i
        while first > max(0, token.i - 3) and not doc[first].is_sent_start and _is_plain(doc[first - 1]):
            first -= 1
        words = self.plain(first, token.i + 1)
        for number in range(len(words)):
            sector = self.office(words[number:])
            if sector:
                return " ".join(words[number:]), sector
        return None

    def actor(self, entry: Entry, span: Span) -> Actor:
        """A register entry at words of the dispatch."""
        words = self.page.words(span)
        return Actor(
            text=words.text,
            span=span,
            name=entry.name,
            country=entry.country or None,
            sector=entry.sector or None,
            person=entry.person or None,
            office=entry.office or None,
            basis=entry.basis,
        )

    def office_end(self, start: int) -> int | None:
        """End of the office that the words from `start` on name; None where they name none."""
        doc, last = self.passage.doc, None
        for i in range(start, min(len(doc), start + LONGEST_OFFICE)):
            token = doc[i]
            if token.tag_ == "POS" or (token.lower_ in LINKS and last is None):
                continue
            if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or (i > start and token.is_sent_start):
                break
            if i in self.hits and (self.hits[i][1].kind != "agency" or doc[i - 1].lower_ in LINKS):
                break  # "Russian and Syrian government forces" are of two
            if token.ent_type_ == "PERSON" and last is not None:
                break
            if token.pos_ != "ADJ" and self.office([token.text]):
                last = i + 1
        return last

    def name_end(self, start: int) -> int | None:
        """End of the personal name that begins at `start`; None where none does."""
        doc = self.passage.doc
        if start >= len(doc):
            return None
        if start in self.hits:
            end, entry = self.hits[start]
            return end if entry.kind == "person" else None
        if doc[start].pos_ != "PROPN" or doc[start].is_sent_start or self.office([doc[start].text]):
            return None
        end = start
        while end < len(doc) and (doc[end].pos_ == "PROPN" or (doc[end].text == "-" and end > start)):
            if end in self.hits and self.hits[end][1].kind != "person":
                break
            end += 1
        return end if end > start and doc[end - 1].text != "-" else None

    # -- names -------------------------------------------------------------------------------------------

    def at(self, token: Token) -> Mention | None:
        """The named side that begins at this token."""
        if token.i in self.hits:
            end, entry = self.hits[token.i]
            if token.i in self.several:
                return self._several(token.i, end)
            held = self.memory.people.get(token.text) if end == token.i + 1 else None
            if held is not None and entry.kind == "demonym" and token.dep_ not in {"amod", "compound"}:
                return self._mention(token.i, end, held.at(self.page.words(self.passage.span(token))))
            if entry.kind in STATE_KINDS:
                is_side = not self._is_affix(token.i, end) and not self._is_held(token.i, entry)
                return self._state(token.i, end, entry) if is_side else None
            if entry.kind != "none":
                return self._body(token.i, end, entry)
        if token.pos_ != "PROPN":
            return None
        if token.text in settings()["name_ends"]:
            return None
        if token.ent_type_ == "PERSON" and not self._is_place(token):
            return self._stranger(token)
        held = self.memory.people.get(token.text)
        if held is not None and token.dep_ not in {"compound", "amod"}:
            return self._mention(token.i, token.i + 1, held.at(self.page.words(self.passage.span(token))))
        return None

    def _is_affix(self, start: int, end: int) -> bool:
        """Whether the state only colours another word: "Iran-backed", "pro-Iran"; not in "UK-France"."""
        doc = self.passage.doc
        if "-" in doc[end - 1].text and not doc[end - 1].text.isupper():
            return True
        if end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_:
            return end + 1 not in self.hits
        if start > 1 and doc[start - 1].text == "-":
            return not any(e == start - 1 for e, _ in self.hits.values())
        return False

    def _is_held(self, start: int, entry: Entry) -> bool:
        """Whether a town or region is in others' hands: who bombs "rebel-held Aleppo" bombs no government."""
        doc = self.passage.doc
        is_joined = start > 1 and doc[start - 1].lower_ in HELD and doc[start - 2].text == "-"
        return entry.kind in {"capital", "region"} and is_joined

    def _is_place(self, token: Token) -> bool:
        where = self.passage.span(token)
        return any(p.span.overlaps(where) for p in self.page.places)

    def _mention(self, start: int, end: int, actor: Actor) -> Mention:
        return Mention(self.number, start, end, self.passage.doc[start:end].root.i, (actor,))

    def _several(self, start: int, end: int) -> Mention:
        """Several states under one name."""
        span = self.passage.span(self.passage.doc[start:end])
        states = [self.actor(entry, span) for entry in self.several[start]]
        states = [replace(s, sector=s.sector or "GOV", basis="group of states") for s in states]
        return replace(self._mention(start, end, states[0]), actors=tuple(states))

    def _body(self, start: int, end: int, entry: Entry) -> Mention:
        """An organisation, group, agency, outlet or person of the register."""
        actor = self.actor(entry, self.passage.span(self.passage.doc[start:end]))
        last = self.office_end(end) if entry.kind in {"organisation", "group"} else None
        if last is not None and self.passage.doc[end].text[:1].islower():  # "NATO allies", "Hamas officials"
            words = self.page.words(self.passage.span(self.passage.doc[start:last]))
            return Mention(self.number, start, last, last - 1, (actor.at(words),))
        if entry.kind == "person":
            held = self.memory.people.get(actor.text)
            if held is not None and held.country and " " not in actor.text:
                actor = held.at(self.page.words(actor.span))
            else:
                self.memory.introduce(actor)
        others = self._joined(start) if entry.kind == "agency" else ()
        alike = (replace(a, sector=actor.sector) for a in others)
        return replace(self._mention(start, end, actor), actors=(*alike, actor))

    def _state(self, start: int, end: int, entry: Entry) -> Mention:
        """A state's word, with the office and the person that follow it."""
        doc = self.passage.doc
        state = self.actor(entry, self.passage.span(doc[start:end]))
        state = replace(state, sector=state.sector or "GOV")
        last = self.office_end(end)
        if last is None or (doc[end].tag_ == "POS" and self.is_other(doc[last - 1])):
            return self._mention(start, end, state)
        longest = self.longest_office(doc[last - 1])
        sector = longest[1] if longest else state.sector
        title = " ".join(self.plain(end, last))
        person = self.name_end(last)
        if person is not None:
            return self._titled((start, last, person), replace(state, sector=sector), title)
        span = self.passage.span(doc[start:last])
        words = self.page.words(span)
        whole = replace(state.at(words, basis="office with its state"), sector=sector, office=title)
        others = tuple(replace(a, sector=sector, office=title) for a in self._joined(start))
        return Mention(self.number, start, last, last - 1, (*others, whole))

    def _joined(self, start: int) -> tuple[Actor, ...]:
        """The peoples named before with "and": "Indian and Pakistani troops" are of two states.

        Their mention becomes part of the one that follows.
        """
        before = self.page.mentions[-1] if self.page.mentions else None
        if before is None or start < 2 or before.passage != self.number or before.last != start - 1:
            return ()
        is_joined = self.passage.doc[start - 1].dep_ == "cc" and before.actors[-1].basis == "demonym"
        return self.page.mentions.pop().actors if is_joined else ()

    def _titled(self, bounds: tuple[int, int, int], state: Actor, title: str) -> Mention:
        """A person after state and title: "Russian Security Council Secretary Sergei Shoigu"."""
        start, at, end = bounds
        name = self.passage.doc[at:end]
        words = self.page.words(self.passage.span(name))
        entry = self.hits[at][1] if at in self.hits else None
        held = self.memory.people.get(name.text)
        if held is not None and held.country and held.country != state.country:
            return Mention(self.number, start, end, name.root.i, (held.at(words),))
        person = (entry.person or entry.name) if entry else (held.person if held else None) or name.text
        actor = Actor(
            text=words.text,
            span=words.span,
            name=person,
            country=state.country,
            sector=state.sector,
            person=person,
            office=title,
            basis="title with its state",
        )
        self.memory.introduce(actor)
        return Mention(self.number, start, end, name.root.i, (actor,))

    def _stranger(self, token: Token) -> Mention:
        """Somebody the register does not know, or the later surname of somebody introduced."""
        doc, end = self.passage.doc, token.i + 1
        while end < len(doc) and doc[end].ent_type_ == "PERSON" and doc[end].ent_iob_ == "I":
            if end in self.hits and self.hits[end][1].kind != "person":
                break
            end += 1
        while end > token.i + 1 and not doc[end - 1].text[-1:].isalpha() and doc[end - 1].text[-1:] != ".":
            end -= 1
        name = doc[token.i : end]
        words = self.page.words(self.passage.span(name))
        known = self._without_initials(name)
        if known is not None:
            return self._body(token.i, end, known)
        held = self.memory.people.get(name[-1].text) or self.memory.people.get(name[0].text)
        if held is not None and (len(name) == 1 or held.person in {None, name.text}):
            return self._mention(token.i, end, held.at(words))
        actor = self._described(
            name.root, Actor(words.text, words.span, name=words.text, person=words.text, basis="name")
        )
        self.memory.introduce(actor)
        return self._mention(token.i, end, actor)

    def _without_initials(self, name: Tokens) -> Entry | None:
        """The person of the register whom a name means without its initials: "John F. Kerry"."""
        words = [t.text for t in name if not (len(t.text) == 2 and t.text.endswith("."))]
        if len(words) == len(name) or len(words) < 2:
            return None
        found = self.known.match(words)
        if len(found) != 1 or found[0][:2] != (0, len(words)):
            return None
        entry = choose(found[0][2], self.day)
        return entry if entry.kind == "person" else None

    def _described(self, head: Token, actor: Actor) -> Actor:
        """What stands beside a name: "..., the foreign minister of France", "California congressman ..."."""
        doc = self.passage.doc
        for noun in [c for c in head.children if c.dep_ in {"appos", "compound", "nmod"}]:
            phrase = doc[noun.left_edge.i : noun.right_edge.i + 1]
            longest = self.longest_office(noun)
            if longest is None:
                continue
            actor = replace(actor, sector=longest[1], office=longest[0], basis="description")
            for _, _, entries in self.known.match([t.text for t in phrase]):
                entry = choose(entries, self.day)
                if entry.kind in STATE_KINDS | {"agency", "group", "organisation"} and entry.country:
                    return replace(actor, country=entry.country)
        return actor


def _is_plain(token: Token) -> bool:
    """Whether a token is a word: no possessive mark, hyphen or number."""
    return token.tag_ != "POS" and token.text[:1].isalpha()
