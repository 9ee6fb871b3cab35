"""Which words are which act: the lexicon's rules over each passage's parse."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from foedus.reading import attribution, grammar
from foedus.reading.lexicon import Lexicon, Rule, lexicon, settings
from foedus.reading.mentions import FIRST_PERSON
from foedus.reading.page import Candidate, Page, Passage

Fit = tuple[Tokens, Rule]
"""A rule, and the words by which it fits."""

OUR_PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


def find(page: Page) -> None:
    """Fill `page.candidates`, in the order of the text: one a predicate, by the rule that asks for most.

    A clause under a modal that makes it a request ("Japan should ...") is the act of whoever says it, and
    where nobody of weight does, an opinion and no act.
    """
    book = lexicon()
    for number, passage in enumerate(page.passages):
        for token in passage.doc:
            wish = modal(token, book)
            found = wish or label(token, book)
            if not found or not _is_said(page, passage, token):
                found = [] if wish else match(token, book)
            if not found:
                continue
            words, rule = found[0]
            page.candidates.append(
                Candidate(
                    passage=number,
                    token=token,
                    words=words,
                    event=rule.event,
                    mode=rule.mode,
                    rule=rule.id,
                    probability=rule.probability,
                    others=tuple((w, r.id) for w, r in found[1:]),
                )
            )


def match(token: Token, book: Lexicon) -> list[Fit]:
    """The rules that fit at a token, with the words by which they do; the one that asks for most first."""
    part = OUR_PARTS.get(token.pos_)
    fitting = []
    for key in keys(token, part) if part else ():
        for rule in book.index.get(key, ()):
            found = fits(token, rule)
            if found is not None:
                words, size = found
                fitting.append((rule.demands + 2 * (size - 1), rule.probability, words, rule))
    fitting.sort(key=lambda fit: fit[:2], reverse=True)
    return [(words, rule) for _, _, words, rule in fitting]


def label(token: Token, book: Lexicon) -> list[Fit]:
    """The rule of what something is said to be: "the test was a provocation"."""
    if token.dep_ not in {"attr", "acomp"} or token.head.lemma_ != "be":
        return []
    rules = book.index.get(("label", token.lemma_.lower()), ())
    return [(token.doc[token.i : token.i + 1], rule) for rule in rules]


def modal(verb: Token, book: Lexicon) -> list[Fit]:
    """The rule of a modal verb over this one, and both their words."""
    if verb.pos_ not in {"VERB", "AUX"} or not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return []
    subject = next(c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"})
    for c in verb.children:
        if c.dep_ == "aux" and c.i > subject.i and subject.lower_ not in FIRST_PERSON:  # "we must"
            for rule in book.index.get(("modal", c.lower_), ()):
                if not rule.needs_object or grammar.objects(verb):
                    return [(verb.doc[min(c.i, verb.i) : max(c.i, verb.i) + 1], rule)]
    return []


def _is_said(page: Page, passage: Passage, token: Token) -> bool:
    """Whether a predicate stands in the words of somebody with a state or body of its own."""
    chain = attribution.holders(page, passage.span(token))
    return bool(chain) and chain[-1].speaker is not None and chain[-1].speaker.country is not None


def keys(token: Token, part: str) -> Iterator[tuple[str, str]]:
    """Where the lexicon may hold a token: part of speech and lemma, tolerant of the tagger's usual slips."""
    lemma = token.lemma_.lower()
    if part == "noun":
        yield "noun", lemma
        if token.pos_ == "PROPN" and token.lower_ != lemma:
            yield "noun", token.lower_
        elif token.pos_ == "PROPN" and token.lower_.endswith("s"):
            yield "noun", token.lower_[:-1]
    elif part == "verb":
        if token.dep_ not in {"aux", "auxpass", "amod"}:
            yield "verb", lemma
        if token.tag_ == "VBG" and not any(c.dep_ in {"nsubj", "aux", "dobj"} for c in token.children):
            yield "noun", token.lower_
    elif token.dep_ in {"acomp", "ROOT", "conj", "oprd", "amod", "relcl", "ccomp", "acl"}:
        yield "adjective", token.lower_


def fits(token: Token, rule: Rule) -> tuple[Tokens, int] | None:
    """The words by which the rule fits at this token, and how many its form has; None where it does not."""
    forms = {lemma for _, lemma in keys(token, rule.part)}
    fitting = ((_phrase(token, form, rule.part, forms), form) for form in rule.words)
    words, form = next((found for found in fitting if found[0] is not None), (None, ()))
    if words is None:
        return None
    size = len(form)
    if rule.part == "noun":
        return (words, size) if _noun_fits(token, rule) else None
    if rule.object or rule.object_not or rule.needs_object:
        heads = [*grammar.objects(token), *grammar.after(token, form[1:])]  # "withdrew from the treaty"
        lemmas = {n.lemma_.lower() for head in heads for n in grammar.with_conjuncts(head)}
        lemmas |= {
            f"{c.lemma_} {n.lemma_}".lower() for n in heads for c in n.children if c.dep_ == "compound"
        }
        if rule.object and not lemmas & rule.object:
            return None
        if lemmas & rule.object_not or (rule.needs_object and not lemmas):
            return None
    if not _complement_fits(token, rule) or (rule.label and not _labels(token) & rule.label):
        return None
    if rule.preposition and not grammar.after_verb(token, rule.preposition):
        return None
    return words, size


def _counted(head: Token) -> list[Token]:
    """What a noun of number or measure counts: "waves of troops", "tons of grain"."""
    if head.lemma_.lower() not in settings()["partitives"]:
        return []
    return grammar.after(head, ("of",))


def _labels(verb: Token) -> set[str]:
    """Lemmas of what a verb makes of its object: "called it a crime", "dismissed it as illegal"."""
    heads = [
        c for c in verb.children if c.dep_ in {"oprd", "attr", "acomp", "ccomp", "xcomp"} and c.i > verb.i
    ]
    heads += [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" for g in c.children]
    return {w.lemma_.lower() for head in heads for w in (head, *head.children)}


def _complement_fits(token: Token, rule: Rule) -> bool:
    if not (rule.complement or rule.complement_not):
        return True
    found = [(kind, head) for kind, head in grammar.complements(token)]
    if any(head.lemma_.lower() in rule.complement_not for _, head in found):
        return False
    heads = [head for kind, head in found if kind in rule.complement]
    if rule.complement_modal:
        heads = [
            h for h in heads if any(c.dep_ == "aux" and c.lower_ in rule.complement_modal for c in h.children)
        ]
    return bool(heads) or not rule.complement


def _phrase(token: Token, form: tuple[str, ...], part: str, forms: set[str]) -> Tokens | None:
    """The tokens of a one- or two-word form with its head here: "call on", "air strike", "step down".

    `forms` are the token's own, by `keys`.
    """
    if form[-1 if part == "noun" else 0] not in forms:
        return None
    doc, here = token.doc, token.i
    if part == "noun":
        first = here - len(form) + 1
        if first < 0 or any(
            doc[first + n].lemma_.lower() != word and doc[first + n].lower_ != word
            for n, word in enumerate(form[:-1])
        ):
            return None
        return doc[first : here + 1]
    if len(form) == 1:
        has_particle = part == "verb" and any(c.dep_ == "prt" for c in token.children)
        return None if has_particle else doc[here : here + 1]  # "backed off" is not "backed"
    second = form[1]
    if here + 1 < len(doc) and doc[here + 1].lower_ == second:
        if len(form) == 2:
            return doc[here : here + 2]
        rest = [t.lower_ for t in doc[here + 1 : here + len(form)]]
        return doc[here : here + len(form)] if rest == list(form[1:]) else None
    if len(form) > 2:
        rest = [t.lower_ for t in doc[here + 1 : here + len(form)]]
        return doc[here : here + len(form)] if rest == list(form[1:]) else None
    if any(
        c.lower_ == second and c.dep_ in {"prt", "prep", "advmod", "acomp", "dobj"} for c in token.children
    ):
        return doc[here : here + 1]
    return None


def _noun_fits(token: Token, rule: Rule) -> bool:
    if token.dep_ == "compound" and token.head.pos_ in {"NOUN", "PROPN"}:
        return False  # "peace talks venue": the head says what it is
    if rule.modifier:
        lemmas = {w for m in grammar.modifiers(token) for w in (m.lemma_.lower(), m.lower_)}
        if not lemmas & rule.modifier:
            return False
    return not rule.preposition or bool(
        grammar.after(token, rule.preposition) or _beside(token, rule.preposition)
    )


def _beside(noun: Token, prepositions: frozenset[str]) -> list[Token]:
    """Nouns after a preposition that the parse hung on the noun's verb: "imposed sanctions | on Russia"."""
    verb = grammar.governor(noun)
    if verb is None or noun.i < verb.i:
        return []
    return [n for n in grammar.after(verb, prepositions) if n.i > noun.i]
