"""Who a source is: the person or body behind its words, with role and organisation as the text gives them.

A dispatch names people in full once and then by surname, title or pronoun. `Cast` holds who was named where;
`Cast.speaker` resolves a source against it. Country and sector are decided by later steps.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from foedus.reading.page import Page, Passage
from foedus.records import Actor, Span

Range = tuple[int, int]

BODIES = frozenset({"ORG", "NORP", "GPE", "FAC", "PRODUCT", "WORK_OF_ART"})
PLACES = frozenset({"GPE", "LOC", "NORP", "PERSON", "DATE", "CARDINAL"})
REACH = 600
"""Code points back from a pronoun in which the person that it means must stand."""


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `speakers.toml`."""

    address: dict[str, str]
    """Form of address to pronoun; empty where it tells none."""
    pronouns: dict[str, str]
    """Pronoun to its nominative."""
    relative: frozenset[str]
    titles: frozenset[str]
    belongs: frozenset[str]


@cache
def words() -> Words:
    """The word lists, read once."""
    data = tomllib.loads(files("foedus.data.reading").joinpath("speakers.toml").read_text("utf-8"))
    address = {w: p for p in ("he", "she") for w in data["address"][p]} | dict.fromkeys(
        data["address"]["other"], ""
    )
    return Words(
        address=address,
        pronouns={w: p for p, forms in data["pronouns"].items() for w in forms},
        relative=frozenset(data["relative"]["words"]),
        titles=frozenset(data["titles"]["words"]),
        belongs=frozenset(data["belongs"]["prepositions"]),
    )


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
                    person.role = _role(head)
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
        if not human and len(_parts(text)) == 1:  # "Park", taken for a body by the recogniser of names
            human = self._known(text, here.start, human=True) is not None
        person = self._known(text, here.start, human=human) or Person(text, _parts(text), here.start, human)
        if human:
            _describe(person, head, (first, last))
        return _actor(text, here, person, "named" if person.name == text else "surname"), person

    def _known(self, text: str, at: int, *, human: bool) -> Person | None:
        parts = _parts(text)
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
            parts = _parts(text)
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
        person = found._known(text, at, human=human) or Person(text, _parts(text), at, human)
        if first > 0 and passage.doc[first - 1].lower_ in known.address:
            person.pronoun = person.pronoun or known.address[passage.doc[first - 1].lower_]
        found.foreground.append((at, person))
    found.foreground.sort(key=lambda item: item[0])
    return found


def name_of(head: Token) -> tuple[int, int, bool] | None:
    """The proper name that a head word ends, and whether it is a person's; None for other nouns."""
    doc, known = head.doc, words()
    if head.pos_ not in {"PROPN", "NUM"} and head.ent_type_ not in {"PERSON", "ORG"}:
        return None
    if head.ent_type_ == "" and (head.pos_ != "PROPN" or head.text.islower()):
        return None
    first = head.i
    kind = head.ent_type_
    if kind in {"PERSON", "ORG", "GPE", "NORP", "FAC", "PRODUCT"}:
        while first > 0 and doc[first].ent_iob_ == "I":
            first -= 1
        last = head.i + 1
        while last < len(doc) and doc[last].ent_iob_ == "I" and kind in {"ORG", "FAC"}:
            last += 1
        if kind != "PERSON" and (head.pos_ == "NOUN" and head.text.islower()):
            return None
    else:
        last = head.i + 1
        floor = head.left_edge.i
        while first > floor and (
            doc[first - 1].pos_ in {"PROPN", "NUM"} or (doc[first - 1].text == "-" and first - 1 > floor)
        ):
            first -= 1
    while first < last - 1 and _is_no_name(doc[first], known):
        first += 1
    while last > first + 1 and (
        doc[last - 1].dep_ == "case" or doc[last - 1].is_punct or doc[last - 1].is_space
    ):
        last -= 1
    if last - first == 1 and doc[first].lower_ in known.titles:
        return None  # "the Minister" alone
    titled = [i for i in range(first, last - 1) if doc[i].lower_ in known.titles]
    human = kind == "PERSON" or bool(titled) or (first > 0 and doc[first - 1].lower_ in known.address)
    if titled:
        first = titled[-1] + 1
    if not human and first > 0 and kind in {"ORG", ""} and doc[first - 1].lower_ in known.titles:
        human = doc[first - 1].dep_ == "compound" and doc[first - 1].head.i == head.i
    return first, last, human


def _is_no_name(token: Token, known: Words) -> bool:
    return (
        token.lower_ in known.address
        or (token.pos_ == "DET" and not token.is_title)
        or (token.lower_ == "the" and token.i == 0)
        or token.is_punct
        or token.is_space
    )


def _names(apposition: Token, head: Token) -> bool:
    """Whether an apposition says who the head is: "the minister, Ann Lee", "the outlet 38 North"."""
    return apposition.ent_type_ == "PERSON" or (
        apposition.pos_ == "PROPN" and apposition.left_edge.i == head.i + 1
    )


def _parts(name: str) -> tuple[str, ...]:
    return tuple(
        part for part in name.lower().replace("’s", "").replace("'s", "").split() if part[0].isalnum()
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


# ---------------------------------------------------------------- role and organisation


def _describe(person: Person, head: Token, name: Range) -> None:
    """Add role and organisation from the words around a name, where the person has none yet."""
    role = organisation = None
    prefix = [t for t in head.doc[head.left_edge.i : name[0]] if t.i >= head.left_edge.i]
    if prefix:
        role, organisation = _before(prefix)
    for child in head.children:
        if child.i < name[1]:
            continue
        if child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"} and child.ent_type_ != "PERSON":
            role = role or _role(child)
            organisation = organisation or _organisation(child)
        elif child.dep_ == "prep" and child.i == name[1]:
            organisation = organisation or _after(child)
    person.role = person.role or role
    person.organisation = person.organisation or organisation


def _before(prefix: list[Token]) -> tuple[str | None, str | None]:
    """Role and organisation before a name: "Qatar University professor", "Deputy Foreign Minister"."""
    known = words()
    last_entity = max(
        (n for n, t in enumerate(prefix) if t.ent_type_ in BODIES or t.dep_ in {"case", "poss"}), default=-1
    )
    rest = [t for t in prefix[last_entity + 1 :] if t.pos_ in {"NOUN", "PROPN", "ADJ"} or t.text == "-"]
    rest = [t for t in rest if t.lower_ not in known.address]
    bodies = [t for t in prefix[: last_entity + 1] if t.ent_type_ == "ORG"]
    organisation = _text(bodies) if bodies else None
    if not rest:
        if not any(t.lower_ in known.titles for t in prefix[-1:]):
            return None, organisation
        return prefix[-1].text, None
    return _text(rest), organisation


def _text(tokens: list[Token]) -> str | None:
    if not tokens:
        return None
    doc: Doc = tokens[0].doc
    first, last = tokens[0].i, tokens[-1].i + 1
    while first < last and (doc[first].pos_ == "DET" or doc[first].is_space):
        first += 1
    while last > first and (doc[last - 1].dep_ == "case" or doc[last - 1].is_punct or doc[last - 1].is_space):
        last -= 1
    return doc[first:last].text if first < last else None


def _role(noun: Token) -> str | None:
    """A role's own words: "chief economist" of "the chief economist at Berenberg Bank"."""
    first = noun.i
    while first > noun.left_edge.i:
        before = noun.doc[first - 1]
        if (
            before.dep_ not in {"compound", "amod", "nmod"} and before.text != "-"
        ) or before.ent_type_ in BODIES:
            break
        first -= 1
    return _text(list(noun.doc[first : noun.i + 1])) if noun.pos_ == "NOUN" or first < noun.i else None


def _organisation(noun: Token) -> str | None:
    for child in noun.children:
        if child.dep_ == "prep":
            found = _after(child)
            if found:
                return found
        elif child.dep_ in {"poss", "compound", "nmod"} and child.ent_type_ == "ORG":
            return _text([t for t in child.subtree if t.ent_type_ == "ORG"])
    return None


def _after(preposition: Token) -> str | None:
    """The organisation after "of", "at", "for": a proper name that is no place."""
    if preposition.lower_ not in words().belongs:
        return None
    for noun in preposition.children:
        if noun.dep_ != "pobj":
            continue
        if (noun.pos_ == "PROPN" and noun.ent_type_ not in PLACES) or noun.ent_type_ == "ORG":
            first, last = noun.left_edge.i, noun.i + 1
            while (
                last < len(noun.doc) and noun.doc[last].ent_iob_ == "I" and noun.doc[last].ent_type_ == "ORG"
            ):
                last += 1
            return _text(list(noun.doc[first:last]))
        for inner in noun.children:  # "of the research group at Qatar University"
            if inner.dep_ == "prep":
                return _after(inner)
    return None
