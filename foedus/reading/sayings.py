"""Every cue of a passage: verbs, adjectives and nouns of speech, "according to", and names before a colon."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from foedus.reading.contents import (
    LONGEST_LIGHT,
    issued_as,
    own_clause,
    piece,
    prepositional,
    quoted_as,
    verb_content,
    verb_group,
)
from foedus.reading.cues import PARTS, Cue, cues
from foedus.reading.sources import author, before_verb, beside_quotation, noun_phrase, subject
from foedus.reading.speech import DASHES, NOMINAL, Range, Saying, Scene, companion, host, subtree
from foedus.reading.unsourced import hearsay, unsourced

LONGEST_LABEL = 8
"""Tokens before a colon that may be a speaker's name."""
HELPERS = frozenset({"aux", "auxpass", "amod", "compound"})
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def sayings(doc: Doc, level: list[int]) -> list[Saying]:
    """Every cue of a passage, with its source or with none, in the order of the text, labels first.

    `level` holds for each token the index of the quotation that it stands in, -1 for none.
    """
    known = cues()
    scene = Scene(known, level)
    found = list(_labels(doc, scene))
    for token in doc:
        part = PARTS.get(token.pos_)
        lemma = token.lower_ if part == "adjective" else token.lemma_.lower()
        options = known.words.get((part, lemma)) if part else None
        saying = None
        if options is None or token.dep_ in HELPERS:
            pass
        elif part == "verb":
            saying = _verb(token, options, scene)
        elif part == "noun":
            saying = _noun(token, options[0], scene)
        elif token.dep_ == "acomp":
            saying = _adjective(token, options[0], scene, verb=token.head)
        if part == "verb" and token.tag_ == "VBN" and saying is None:
            saying = _participle(token, scene)
        if saying is None and part == "verb":
            saying = unsourced(token, options, scene)
        elif token.pos_ == "ADV":
            saying = hearsay(token, scene)
        if saying is None and token.lower_ in known.phrases:
            saying = _phrase(token, scene)
        if token.lower_ == "in" and token.dep_ == "prep":
            saying = _polled(token, scene)
        if saying is not None and saying.words[0] < saying.words[1]:
            found.append(saying)
    return found


def _verb(verb: Token, options: tuple[Cue, ...], scene: Scene) -> Saying | None:
    cue = next((c for c in options if not c.beside or companion(verb, c.beside) is not None), None)
    head = subject(verb, scene)
    if head is None and cue is not None and "quote" in cue.takes:
        head = beside_quotation(verb, scene) or before_verb(verb, scene)
    source = noun_phrase(head, verb, scene) if head is not None else None
    if cue is None or head is None or source is None:
        return None
    saying = Saying(verb, cue, verb_group(verb, scene), source, author(head, scene))
    other = companion(verb, cue.beside) if cue.beside else None
    if other is not None and 0 <= other.i - saying.words[1] < 3:
        saying.words = (saying.words[0], other.i + 1)
    quoted_as(saying, verb, scene)
    issued_as(saying, verb, scene)
    verb_content(saying, verb, cue, scene)
    piece(saying, verb, scene)
    first, last = saying.words
    if last < len(verb.doc):
        following = verb.doc[last]
        if following.text == ":":
            saying.words = (first, last + 1)
    saying.clause = own_clause(saying, verb)
    return saying


def _participle(word: Token, scene: Scene) -> Saying | None:
    """A participle that tells how its subject feels: "is worried about", "are convinced that"."""
    options = scene.known.words.get(("adjective", word.lower_))
    if options is None or word.dep_ in HELPERS or any(c.dep_ == "agent" for c in word.children):
        return None
    return _adjective(word, options[0], scene, verb=word)


def _adjective(word: Token, cue: Cue, scene: Scene, *, verb: Token) -> Saying | None:
    head = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if head is None or head.lower_ in scene.known.lists["expletives"]:
        return None
    source = noun_phrase(head, verb, scene)
    if source is None:
        return None
    helpers = [c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "neg", "advmod"} and c.i < word.i]
    first = min(verb.i, *helpers) if helpers else verb.i
    first = max(first, source[1]) if source[0] < first else first
    saying = Saying(word, cue, (first, word.i + 1), source, head)
    for child in word.rights:
        if child.dep_ in {"ccomp", "xcomp"}:
            start, end = subtree(child)
            if start == word.i + 1 and word.doc[start].lower_ == "to":  # "was quick to": "to" is the cue's
                start = start + 1
                saying.words = (saying.words[0], start)
            saying.content.append((start, end))
        elif child.dep_ == "prep" and child.lower_ in cue.prepositions:
            prepositional(saying, child)
    saying.clause = own_clause(saying, verb)
    return saying if saying.content else None


def _noun(noun: Token, cue: Cue, scene: Scene) -> Saying | None:
    """A noun and what it says ("claim that", "call for"): whose it is, or who makes or voices it."""
    clauses = [subtree(c) for c in noun.rights if c.dep_ in {"acl", "ccomp"} and _is_marked(c)]
    verb = noun.head
    lends = noun.dep_ == "dobj" and verb.lemma_ in scene.known.lists["light"]
    if not clauses and lends:  # "expressed frustration in a letter that ..."
        clauses = [subtree(c) for c in verb.rights if c.dep_ == "ccomp" and c.i > noun.i and _is_marked(c)]
    preposition = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in cue.prepositions), None)
    if not clauses and preposition is None:
        return _equated(noun, cue, scene)
    head = next((c for c in noun.children if c.dep_ == "poss"), None)
    owner = head or author(noun, scene, always=True)
    first = noun.i
    while first > noun.left_edge.i and noun.doc[first - 1].dep_ in {"amod", "compound"}:
        first -= 1
    qualified = first
    if owner == noun:
        lent = subject(verb, scene) if lends else None
        first = verb_group(verb, scene)[0]
        if lent is None or not 0 < noun.i - first <= LONGEST_LIGHT:
            return _unowned(Saying(noun, cue, (qualified, noun.i + 1), content=clauses), preposition, scene)
        owner = lent
    source = noun_phrase(owner, noun, scene)
    if source is None:
        return None
    if source[0] < first < source[1]:
        first = source[1]
    saying = Saying(noun, cue, (first, noun.i + 1), source, owner, clauses)
    if first < noun.i:
        saying.clause = own_clause(saying, noun.head)
    if not clauses and preposition is not None:
        prepositional(saying, preposition)
    return saying if saying.content else None


def _unowned(saying: Saying, preposition: Token | None, scene: Scene) -> Saying | None:
    """A noun of speech that is nobody's: "the claim that", "fears of", "calls to", but not "a plan to"."""
    noun, doc = saying.head, saying.head.doc
    is_diffuse = noun.lemma_.lower() in scene.known.lists["diffuse"]
    if saying.content:
        return saying if is_diffuse or doc[saying.content[0][0]].lower_ != "to" else None
    if preposition is not None and is_diffuse:
        prepositional(saying, preposition)
    return saying if saying.content else None


def _equated(noun: Token, cue: Cue, scene: Scene) -> Saying | None:
    """A noun of speech, and what it is: "the message is that ...", "their hope was to ..."."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ != "be" or verb.i < noun.i:
        return None
    clauses = [subtree(c) for c in verb.rights if c.dep_ in {"ccomp", "xcomp"} and _is_marked(c)]
    owner = author(noun, scene, always=True)
    source = noun_phrase(owner, noun, scene) if owner != noun else None
    if not clauses or verb.i - noun.i > LONGEST_LIGHT:
        return None
    return Saying(noun, cue, (noun.i, verb.i + 1), source, owner if source else None, clauses)


def _is_marked(clause: Token) -> bool:
    """Whether a clause opens in "that" or "to", as those that tell what a noun says."""
    return any(c.lower_ in {"that", "to"} for c in clause.lefts)


def _phrase(last: Token, scene: Scene) -> Saying | None:
    """A phrase that ends in this word, as "according to": the source follows, the content is around it."""
    doc = last.doc
    for words in scene.known.phrases[last.lower_]:
        first = last.i - len(words) + 1
        head = next((c for c in last.rights if c.dep_ == "pobj"), None)
        if first < 0 or tuple(t.lower_ for t in doc[first : last.i + 1]) != words or head is None:
            continue
        source = noun_phrase(head, doc[first], scene)
        if source is None or head.lemma_.lower() in scene.known.not_sources:
            return None
        saying = Saying(doc[first], None, (first, last.i + 1), source, head)
        saying.clause = (first, source[1])
        above = host(doc[first])
        if above != doc[first]:
            saying.content = [subtree(above)]
        return saying
    return None


def _polled(preposition: Token, scene: Scene) -> Saying | None:
    """What a poll shows, set before it: "In a survey last week, most voters opposed it"."""
    poll = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    last, doc = preposition.right_edge.i + 1, preposition.doc
    if poll is None or poll.lemma_.lower() not in scene.known.lists["polls"] or not preposition.is_sent_start:
        return None
    source = noun_phrase(poll, preposition, scene)
    if source is None or last >= len(doc) or doc[last].text != ",":
        return None
    saying = Saying(preposition, None, (preposition.i, preposition.i + 1), source, poll)
    saying.clause = (preposition.i, last)
    saying.content = [subtree(host(preposition))]
    return saying


def _labels(doc: Doc, scene: Scene) -> Iterator[Saying]:
    """A name, a colon, and the words of who bears it: "LEE: I do not think so", "Kremlin: Talks are over"."""
    for colon in doc:
        if colon.text != ":" or not 0 < colon.i < len(doc) - 2 or scene.level[colon.i] >= 0:
            continue
        first = _label_start(colon)
        after = colon.i + 2 if doc[colon.i + 1].is_space else colon.i + 1
        opens = scene.level[after] >= 0
        if first is None or not _is_speaker(doc, (first, colon.i), opens=opens):
            continue
        head = doc[colon.i - 1]
        while head.head.i >= first and head.head.i < colon.i and head.head != head:
            head = head.head
        last = min(after + 2, len(doc)) if first else len(doc)  # its first word stands for it
        content: list[Range] = [(colon.i + 1, last)]
        yield Saying(colon, None, (colon.i, colon.i + 1), (first, colon.i), head, content, clausal=True)


def _label_start(colon: Token) -> int | None:
    """Where the label before a colon begins: after a dash or at the paragraph's start; None if it is none."""
    doc = colon.doc
    for at in range(colon.i - 1, max(-1, colon.i - 1 - LONGEST_LABEL), -1):
        token = doc[at]
        if token.text in DASHES and token.i and doc[at - 1].whitespace_:
            return at + 1 if at + 1 < colon.i else None
        if token.pos_ in {"VERB", "AUX", "PRON"} or token.is_quote or token.is_space or token.text in ";:/":
            return None
        if at == 0:
            return 0
    return None


def _is_speaker(doc: Doc, label: Range, *, opens: bool) -> bool:
    """Whether a label names who speaks: a quotation follows it, or it begins a turn or a headline."""
    name, after = doc[label[0] : label[1]], doc[label[1] + 1]
    if name[-1].pos_ not in NOMINAL and not name[-1].is_upper:
        return False
    if opens and name[-1].pos_ == "PROPN":
        return True
    if label[0] > 0 or not after.is_title:
        return False
    is_turn = name.text.isupper()
    is_headline = any(t.ent_type_ in NAMED for t in name) and doc[-1].text != ":"
    return is_turn or is_headline
