"""Who is meant where: names, offices of a state, pronouns, "the two leaders", "the country".

One pass over the dispatch from left to right. A mention is a noun phrase as far as it says who: "Iran's
foreign ministry", "its troops", "officials". What other words mean follows from what was named before.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from foedus.reading import attribution, grammar
from foedus.reading.coreference import UNNAMED, Memory, Named, Number, anaphor_kind
from foedus.reading.lexicon import settings
from foedus.reading.names import STATE_KINDS, Namer
from foedus.reading.page import Mention, Page
from foedus.records import Actor, Span
from foedus.register import register

OWNER_KINDS = STATE_KINDS | {"organisation", "group"}
FIRST_PERSON = frozenset({"we", "us", "our", "i", "my", "me", "ours"})
PRONOUNS: dict[str, Number] = {
    **dict.fromkeys(("he", "him", "his", "she", "her", "hers"), "person"),
    **dict.fromkeys(("it", "its"), "thing"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "plural"),
}
BLOCS = frozenset({"IGO", "UNO", "EUR", "NGO"})
FLED = frozenset({"REF"})
"""Sectors of people who are "from" their own state, whatever the verb."""


def find(page: Page) -> None:
    """Fill `page.mentions` in the order of the text; give attributions' speakers a country and sector."""
    memory = Memory()
    finder = Finder(page, memory, Namer(page, register(), memory))
    for number, passage in enumerate(page.passages):
        finder.names.turn_to(number, passage)
        for sent in passage.doc.sents:
            finder.sentence += 1
            upto = sent.start
            for token in sent:
                mention = finder.at(token) if token.i >= upto else None
                if mention is not None:
                    upto = mention.last
                    page.mentions.append(mention)
                    if not mention.is_tentative:
                        finder.remember(mention)
    finder.give_we_their_speakers()
    _resolve_speakers(page)


class Finder:
    """The pass over one dispatch: names first, then what leans on them."""

    def __init__(self, page: Page, memory: Memory, names: Namer) -> None:
        self.page = page
        self.memory = memory
        self.names = names
        self.sentence = 0
        self._issuer = _issuer(page)
        self._waiting: list[tuple[int, Token]] = []
        self._heads: dict[tuple[int, int], Mention] = {}

    def at(self, token: Token) -> Mention | None:
        """The mention that begins at this token."""
        named = self.names.at(token)
        if named is not None:
            return named
        if token.pos_ == "PRON":
            return self._pronoun(token)
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "nmod"}:
            return self._description(token)
        return None

    def _mention(self, token: Token, actors: tuple[Actor, ...], basis: str) -> Mention:
        words = self.page.words(self.names.passage.span(token))
        meant = tuple(a.at(words, basis=basis) for a in actors)
        return Mention(self.names.number, token.i, token.i + 1, token.i, meant)

    # -- pronouns ----------------------------------------------------------------------------------------

    def _pronoun(self, token: Token) -> Mention | None:
        lower = token.lower_
        if lower in FIRST_PERSON:
            self._waiting.append((self.names.number, token))  # its speaker may only be named after it
            return None
        if lower in PRONOUNS:
            number = PRONOUNS[lower]
            actors = self._above(token, number) or self.memory.latest(self.sentence, number)
            if not actors and number == "plural" and token.dep_ == "poss":
                actors = self.memory.pair(self.sentence, people=True)
            if not actors and number == "plural":  # "the council said they would"
                actors = self.memory.latest(self.sentence, "thing", within=1)
        else:
            return None
        if not actors:
            return None
        last = self.names.office_end(token.i + 1) if token.dep_ == "poss" else None
        if last is not None and self.names.is_other(self.names.passage.doc[last - 1]):
            return None  # "its neighbors" are others
        if last is None:
            return self._mention(token, actors, "pronoun")
        words = self.page.words(self.names.passage.span(self.names.passage.doc[token.i : last]))
        longest = self.names.longest_office(self.names.passage.doc[last - 1])
        office, sector = longest or (words.text, "GOV")
        owned = tuple(
            replace(
                a.at(words, basis="pronoun"),
                name=self.names.state(a).name,
                sector=sector,
                person=None,
                office=office,
            )
            for a in actors
        )
        return Mention(self.names.number, token.i, last, last - 1, owned)

    def _above(self, token: Token, number: Number) -> tuple[Actor, ...]:
        """What the clauses above a pronoun speak of: subject before object (after Hobbs 1978)."""
        clause = grammar.clause_of(token)
        if token.head == clause and token.dep_ in {"nsubj", "nsubjpass"}:
            clause = grammar.clause_of(clause.head) if clause.head != clause else clause
        for _ in range(4):
            for role in (("nsubj", "nsubjpass"), ("dobj",)):
                for noun in clause.children:
                    if noun.dep_ in role and noun.i < token.i:
                        found = self._meant(grammar.antecedent(noun), number)
                        if found:
                            return found
            if clause.head == clause:
                break
            clause = grammar.clause_of(clause.head)
        return ()

    def _meant(self, noun: Token, number: Number) -> tuple[Actor, ...]:
        """The actors of a noun already read, if they are of this number."""
        heads = grammar.with_conjuncts(noun)
        mentions = [m for m in (self._heads.get((self.names.number, n.i)) for n in heads) if m is not None]
        actors = tuple({a.key: a for m in mentions for a in m.actors}.values())
        if not actors or len(mentions) != len(heads):
            return ()
        is_many = len(actors) > 1 or noun.tag_ in {"NNS", "NNPS"} or actors[0].sector == "REB"
        if number == "plural":
            return actors if is_many else ()
        if len(actors) > 1 or noun.tag_ == "NNS":
            return ()
        is_person = self.names.is_person(actors[0], self.names.passage.doc[mentions[0].head])
        return actors if is_person == (number == "person") else ()

    def give_we_their_speakers(self) -> None:
        """Add the mentions of "we" and "I", now that everybody who speaks is known."""
        for number, token in self._waiting:
            passage = self.page.passages[number]
            actors = self._speaker(passage.span(token))
            words = self.page.words(passage.span(token))
            meant = tuple(a.at(words, basis="pronoun") for a in actors)
            if meant:
                self.page.mentions.append(Mention(number, token.i, token.i + 1, token.i, meant))
        self.page.mentions.sort(key=lambda m: (m.passage, m.first))

    def _speaker(self, where: Span) -> tuple[Actor, ...]:
        """Whoever says "we" inside quotation marks; outside them, the government whose statement this is."""
        chain = attribution.holders(self.page, where)
        if not chain:
            return (self._issuer,) if self._issuer is not None else ()
        if chain[-1].speaker is None or chain[-1].kind != "direct":
            return ()
        speaker = chain[-1].speaker
        for mention in reversed(self.page.mentions):
            for actor in mention.actors:
                if actor.span.overlaps(speaker.span):
                    return (actor,)
        held = self.memory.people.get((speaker.name or speaker.text).split()[-1])
        return (held,) if held else ()

    # -- common nouns ------------------------------------------------------------------------------------

    def _description(self, token: Token) -> Mention | None:
        """A noun that means a side: "the two leaders", "the country", "officials", "rebels"."""
        lemma = token.lemma_.lower()
        before = {c.lower_ for c in token.children if c.i < token.i}
        words = settings()
        if lemma in words["pair_nouns"] and before & set(words["two"]):
            people = lemma in words["persons"]
            actors = self.memory.pair(self.sentence, people=people)
            if actors:
                sides = actors if people else tuple(self.names.state(a) for a in actors)
                return self._mention(token, sides, "the two named last")
        size = next((words["many"][word] for word in before if word in words["many"]), 0)
        if lemma in words["pair_nouns"] and size and "the" in before:
            actors = tuple(self.names.state(a) for a in self.memory.group(size))
            if actors:
                return self._mention(token, actors, "named together before")
        owners = self._owners(token)
        definite = bool(before & {"the", "that", "this"})
        kind = anaphor_kind(lemma)
        if definite and kind is not None and not owners and token.tag_ in {"NN", "NNP"}:
            actors = self._anaphor(kind, within=40 if lemma in words["far"] else 3)
            if actors:
                return self._mention(token, actors, "named before")
        longest = self.names.longest_office(token)
        if longest is None:
            return None
        office, sector = longest
        if owners:
            held = tuple(replace(o, sector=o.sector or sector, office=office, person=None) for o in owners)
            return self._mention(token, held, "office with its state")
        if definite and not any(c.dep_ == "amod" for c in token.children):  # "the next president" is another
            actors = self.memory.latest(
                self.sentence, "person", within=40, fits=lambda a: lemma in (a.office or "").lower().split()
            )
            if not actors and self._issuer is not None and lemma in words["persons"]:
                actors = (replace(self._issuer, sector=sector, office=office),)
            if actors:
                return self._mention(token, actors, "office named before")
        if token.tag_ in {"NNS", "NNPS"}:
            return self._unnamed(token, sector)
        is_owned = any(c.dep_ == "poss" for c in token.children)
        is_body = sector in words["domestic"] and not is_owned and not before & set(words["articles"])
        return replace(self._unnamed(token, sector), is_tentative=True) if is_body else None

    def _unnamed(self, token: Token, sector: str) -> Mention:
        """A side in the text's own words: "European allies", "world leaders", "Syrian government troops"."""
        doc, start = self.names.passage.doc, token.i
        while start > token.left_edge.i and doc[start - 1].pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "CCONJ"}:
            start -= 1
        while doc[start].pos_ == "CCONJ":
            start += 1
        whole = self.page.words(self.names.passage.span(doc[start : token.i + 1]))
        inside = (self.names.hits[i][1] for i in range(start, token.i) if i in self.names.hits)
        actor = Actor(whole.text, whole.span, name=whole.text, sector=sector, basis=UNNAMED)
        body = next((entry for entry in inside if entry.kind == "agency" and entry.country), None)
        if body is not None and not self.names.is_other(token):
            name = self.names.known.state(body.country)
            actor = replace(actor, name=name, country=body.country, basis="office with its state")
        return Mention(self.names.number, start, token.i + 1, token.i, (actor,))

    def _anaphor(self, kind: str, *, within: int) -> tuple[Actor, ...]:
        if kind == "country":
            return self.memory.latest(self.sentence, "thing", fits=_is_state)
        if kind == "government":  # of the state that speaks or acts, by whichever of its people
            held = self.memory.latest(self.sentence, None, fits=_is_of_state)
            return tuple({a.key: a for a in map(self.names.state, held)}.values())
        if kind == "group":
            return self.memory.latest(
                self.sentence, "plural", fits=lambda a: a.sector in {"REB", "PTY", "PRM"}
            )
        return self.memory.latest(self.sentence, "thing", within=within, fits=lambda a: a.country in BLOCS)

    def _owners(self, token: Token) -> tuple[Actor, ...]:
        """Whose office it is: "the foreign minister of France", "officials in Seoul"."""
        passage = self.names.passage
        found: list[Actor] = []
        near = grammar.after(token, ("of", "from", "in", "for"))
        if self.names.office([token.text]) in FLED and token.i + 1 < len(passage.doc):
            after = passage.doc[token.i + 1]  # "took in refugees from Syria": the parse hangs it on the verb
            near += [
                c for c in after.children if after.lower_ == "from" and c.dep_ == "pobj" and c not in near
            ]
        for first in near:
            for noun in grammar.with_conjuncts(first):
                hit = self.names.hits.get(noun.i)
                if hit is None:
                    inside = (i for i in range(noun.left_edge.i, noun.i) if i in self.names.hits)
                    hit = next((self.names.hits[i] for i in inside), None)
                if hit is None or not hit[1].country:
                    continue
                owner = self.names.actor(hit[1], passage.span(noun))
                if hit[1].kind in OWNER_KINDS:
                    found.append(owner)
                elif hit[1].kind == "person" and owner.sector == "GOV":  # "the government of President Assad"
                    found.append(self.names.state(owner))
        return tuple({a.key: a for a in found}.values())

    # -- memory ------------------------------------------------------------------------------------------

    def remember(self, mention: Mention) -> None:
        """Note a mention for what leans on it later; pronouns are not noted, they only repeat."""
        head = self.names.passage.doc[mention.head]
        self._heads[mention.passage, mention.head] = mention
        top = head
        while top.dep_ in {"compound", "conj", "poss", "amod", "nmod"} and top.head != top:
            top = top.head
        is_subject = top.dep_ in {"nsubj", "nsubjpass", "agent"}
        if head.dep_ == "amod" and mention.actors[0].basis == "demonym":
            return  # "a German group": no "its" means Germany
        if grammar.is_property(head):
            return  # "described as a Japanese admiral": no "the admiral" means that one
        for actor in mention.actors:
            if actor.basis == "pronoun":
                continue
            number: Number = "thing"
            if self.names.is_person(actor, head):
                number = "person"
            elif head.tag_ in {"NNS", "NNPS"} or actor.sector in {"REB", "UAF"}:
                number = "plural"
            self.memory.note(Named((actor,), number, self.sentence, is_subject))
        if head.dep_ == "conj":  # "Putin and Kim smile during their meeting"
            joined = {t.i for t in head.conjuncts} | {head.i}
            near = (m for m in self.page.mentions[-8:] if m.passage == mention.passage and m.head in joined)
            together = tuple({a.key: a for m in near for a in m.actors if a.basis != "pronoun"}.values())
            if len(together) > 1:
                self.memory.note(Named(together, "plural", self.sentence, is_subject))


def _issuer(page: Page) -> Actor | None:
    """The body whose own statement a dispatch is, by its outlet; None for what the press writes."""
    outlet, day = page.dispatch.outlet, page.dispatch.published
    entry = register().resolve(outlet, on=day) if outlet else None
    if entry is None or entry.sector not in settings()["sides"]["issuers"] or not entry.country:
        return None
    words = page.words(Span(0, 0))
    return Actor(words.text, words.span, name=entry.name, country=entry.country, sector=entry.sector)


def _is_state(actor: Actor) -> bool:
    is_country = len(actor.country or "") == 3 and actor.country not in BLOCS | {"IMG", "ISM", "MNC"}
    return is_country and actor.sector in {None, "GOV", "MIL"}


def _is_of_state(actor: Actor) -> bool:
    """Whether a side is a state's, in whatever part."""
    return register().state(actor.country or "") is not None


def _resolve_speakers(page: Page) -> None:
    """Give each attribution's speaker the country, sector and person of the mention that stands there."""
    in_order = sorted(((a.span, a) for m in page.mentions for a in m.actors), key=lambda pair: pair[0])
    for index, found in enumerate(page.attributions):
        speaker = found.speaker
        if speaker is None or speaker.country is not None:
            continue
        spans = (speaker.span, *found.source)
        actor = next((a for span, a in in_order if any(span.overlaps(s) for s in spans)), None)
        if actor is not None:
            resolved = replace(
                speaker,
                country=actor.country,
                sector=actor.sector,
                person=speaker.person or actor.person,
                office=actor.office,
                basis=actor.basis,
            )
            page.attributions[index] = replace(found, speaker=resolved)
