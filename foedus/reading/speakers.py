"""Who a source is: the person or body behind its words, with role and organisation as the text gives them.

A dispatch names people in full once and then by surname, title or pronoun. `Cast` holds who was named where;
`Cast.speaker` resolves a source against it. Country and sector are decided by later steps.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Token

from foedus.reading.appellations import name_of, parts_of, words
from foedus.reading.page import Page, Passage
from foedus.reading.roles import described, role_of
from foedus.reading.speech import Range
from foedus.records import Actor, Span

REACH = 600
"""Code points back from a pronoun in which the person that it means must stand."""


@dataclass(slots=True)
class Person:
    """One person or body of the dispatch, under the fullest name that it is given."""

    name: str
    parts: tuple[str, ...]
    start: int
    human: bool = True
    pronoun: str = ""
    role: str | None = None
    organisation: str | None = None


@dataclass(slots=True)
class Cast:
    """Everyone named in a dispatch, and who was in the foreground where."""

    page: Page
    people: list[Person] = field(default_factory=list)
    by_part: dict[str, list[Person]] = field(default_factory=dict)
    foreground: list[tuple[int, Person]] = field(default_factory=list)
    """People as subjects of the report's own sentences, by position."""
    spoke: list[tuple[int, Person]] = field(default_factory=list)
    """Speakers so far, by position."""

    def speaker(self, passage: Passage, head: Token, source: Range | None) -> Actor:
        """The source with that head word, resolved; call it in the order of the text."""
        actor, person = self._resolve(passage, head, source)
        if person is not None:
            self.spoke.append((actor.span.start, person))
        return actor

    def _resolve(self, passage: Passage, head: Token, source: Range | None) -> tuple[Actor, Person | None]:
        known = words()
        lower = head.lower_
        span = passage.span(head)
        if lower in known.relative:
            above = _antecedent(head)
            if above is not None and above.lower_ not in known.relative:
                return self._resolve(passage, above, None)
        if lower in known.pronouns:
            person = self._meant(known.pronouns[lower], span.start)
            return _actor(head.text, span, person, "pronoun"), person
        named = name_of(head)
        if named is None:
            apposed = next((c for c in head.children if c.dep_ == "appos" and _names(c, head)), None)
            if apposed is not None and name_of(apposed) is not None:
                actor, person = self._resolve(passage, apposed, None)
                if person is not None and person.human and person.role is None:
                    person.role = role_of(head)
                    actor = _actor(actor.text, actor.span, person, "named")
                return actor, person
            first, last = _phrase(head, source)
            whole = passage.span(head.doc[first:last])
            person = self._by_role(head, whole.start)
            if person is not None:
                return _actor(self.page.words(whole).text, whole, person, "role"), person
            return Actor(self.page.words(whole).text, whole, basis="words"), Person(
                self.page.words(whole).text, (), whole.start, human=False
            )
        first, last, human = named
        here = passage.span(head.doc[first:last])
        text = self.page.words(here).text
        if not human and len(parts_of(text)) == 1:  # "Park", taken for a body by the recogniser of names
            human = self._known(text, here.start, human=True) is not None
        person = self._known(text, here.start, human=human) or Person(text, parts_of(text), here.start, human)
        if human:
            _describe(person, head, (first, last))
        return _actor(text, here, person, "named" if person.name == text else "surname"), person

    def _known(self, text: str, at: int, *, human: bool) -> Person | None:
        parts = parts_of(text)
        if not parts:
            return None
        fitting = [
            p
            for p in self.by_part.get(parts[-1], self.by_part.get(parts[0], ()))
            if p.human == human and (set(parts) <= set(p.parts) or set(p.parts) <= set(parts))
        ]
        before = [p for p in fitting if p.start <= at]
        return before[-1] if before else (fitting[0] if fitting else None)

    def _meant(self, pronoun: str, at: int) -> Person | None:
        human = pronoun in {"he", "she"}
        best: tuple[int, Person] | None = None
        for row in (self.spoke, self.foreground):
            index = bisect_left(row, at, key=lambda item: item[0]) - 1
            while index >= 0 and at - row[index][0] <= REACH:
                person = row[index][1]
                if person.human == human and (not human or person.pronoun in {"", pronoun}):
                    if best is None or row[index][0] > best[0]:
                        best = row[index]
                    break
                index -= 1
        if best is not None and human and not best[1].pronoun:
            best[1].pronoun = pronoun
        return best[1] if best else None

    def _by_role(self, head: Token, at: int) -> Person | None:
        """Who "the professor" is: the last one before whose role ends in that word."""
        if not any(c.dep_ == "det" and c.lower_ in {"the", "this"} for c in head.children):
            return None
        word = head.lower_
        fitting = [p for p in self.people if p.role and p.start < at and p.role.lower().split()[-1] == word]
        return fitting[-1] if fitting else None


def cast(page: Page, quoted: list[Span]) -> Cast:
    """Everyone named in a page. `quoted` are the quotations, in order: who is named there is not in front."""
    found = Cast(page)
    starts = [q.start for q in quoted]
    known = words()
    shorter: list[tuple[Passage, int, int, Token]] = []
    for passage in page.passages:
        for ent in passage.doc.ents:
            if ent.label_ not in {"PERSON", "ORG"}:
                continue
            named = name_of(ent.root)
            if named is None:
                continue
            first, last, human = named
            text = passage.doc[first:last].text
            parts = parts_of(text)
            at = passage.start + passage.doc[first].idx
            person = next(
                (p for p in found.by_part.get(parts[-1] if parts else "", ()) if p.parts == parts), None
            )
            if person is None and parts and (len(parts) > 1 or not human):
                person = Person(text, parts, at, human)
                found.people.append(person)
                for part in dict.fromkeys(parts if human else (parts[-1],)):
                    found.by_part.setdefault(part, []).append(person)
            if human and person is not None:
                _describe(person, ent.root, (first, last))
            if ent.root.dep_ in {"nsubj", "nsubjpass"}:
                index = bisect_left(starts, at + 1) - 1
                if index < 0 or quoted[index].end <= at:
                    shorter.append((passage, first, last, ent.root))
    for passage, first, last, root in shorter:
        text = passage.doc[first:last].text
        at = passage.start + passage.doc[first].idx
        human = root.ent_type_ == "PERSON"
        person = found._known(text, at, human=human) or Person(text, parts_of(text), at, human)
        if first > 0 and passage.doc[first - 1].lower_ in known.address:
            person.pronoun = person.pronoun or known.address[passage.doc[first - 1].lower_]
        found.foreground.append((at, person))
    found.foreground.sort(key=lambda item: item[0])
    return found


def _names(apposition: Token, head: Token) -> bool:
    """Whether an apposition says who the head is: "the minister, Ann Lee", "the outlet 38 North"."""
    return apposition.ent_type_ == "PERSON" or (
        apposition.pos_ == "PROPN" and apposition.left_edge.i == head.i + 1
    )


def _antecedent(pronoun: Token) -> Token | None:
    clause = pronoun.head
    for _ in range(6):
        if clause.dep_ == "relcl":
            return clause.head
        if clause.head == clause:
            return None
        clause = clause.head
    return None


def _actor(text: str, span: Span, person: Person | None, basis: str) -> Actor:
    if person is None:
        return Actor(text, span, basis=basis)
    is_name = bool(person.parts)
    return Actor(
        text,
        span,
        name=person.name if is_name else None,
        person=person.name if person.human and is_name else None,
        basis=basis,
        role=person.role,
        organisation=person.organisation,
    )


def _phrase(head: Token, source: Range | None) -> Range:
    """A common noun with what stands before it and its "of ..." after it: "the ministers of both states"."""
    first, last = head.left_edge.i, head.i + 1
    if source is not None:
        first = max(first, source[0])
    if head.dep_ == "poss":
        return min(first, head.i), last
    for child in head.rights:
        if child.dep_ in {"prep", "conj", "cc"} and child.left_edge.i == last:
            last = child.right_edge.i + 1
        else:
            break
    if source is not None:
        last = max(head.i + 1, min(last, source[1]))
    while last > head.i + 1 and (head.doc[last - 1].is_punct or head.doc[last - 1].is_space):
        last -= 1
    return min(first, head.i), last


def _describe(person: Person, head: Token, name: Range) -> None:
    """Add the role and organisation that stand by a name, where the person has none yet."""
    role, organisation = described(head, name)
    person.role = person.role or role
    person.organisation = person.organisation or organisation
