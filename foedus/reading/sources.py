"""Whose words they are: the subject that a cue has, shares or lost, and the noun phrase that names it."""

from __future__ import annotations

from spacy.tokens import Token

from foedus.reading.speech import DASHES, DEEPEST, NOMINAL, Range, Scene, is_piece

LONGEST_SOURCE = 45
"""Tokens; a longer subject is a wrong parse."""


LONGEST_TITLE = 10
"""Tokens of a title or a nickname between quotation marks within a source."""
COMPLETING = frozenset({"dobj", "attr"})
"""What a noun does beside a verb that shares its subject: "drew criticism for praising it"."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})


def subject(verb: Token, scene: Scene) -> Token | None:
    """Head of the noun phrase that says what the verb says; None for a passive without agent."""
    token = verb
    for _ in range(DEEPEST):
        passive = own = None
        for child in token.children:
            dep = child.dep_
            if dep == "nsubj":
                if scene.level[child.i] == scene.level[verb.i] and (
                    own is None or child.i < token.i or child.left_edge.i == token.i + 1
                ):
                    own = child  # of two, the nearer: "state news agency IRNA reported", "..., said Ann Lee"
            elif dep in {"nsubjpass", "auxpass"}:
                passive = child if dep == "nsubjpass" or passive is None else passive
        if own is not None:
            return None if own.lower_ == "there" else own
        head, dep = token.head, token.dep_
        if passive is not None:
            if token != verb:
                return passive if passive.dep_ == "nsubjpass" else None
            return next(
                (g for c in token.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None
            )
        if token == verb and token.tag_ == "VBN" and dep in {"acl", "advcl", "relcl"}:
            return next(
                (g for c in token.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None
            )
        if head == token:
            return None
        if dep == "acl":
            return _issuer(head, scene, bare=token.tag_ == "VB")
        if dep == "pcomp":
            above = head.head
            if head.lower_ == "as" and above.lemma_ in scene.known.lists["quoting"]:
                return next((c for c in above.children if c.dep_ in {"nsubjpass", "dobj"}), None)
            if above.pos_ == "NOUN":
                owner = next((c for c in above.children if c.dep_ == "poss"), None)
                if owner is not None or above.dep_ not in COMPLETING:
                    return owner
                above = above.head
            token = above
        elif dep == "xcomp":
            objects = [c for c in head.children if c.dep_ in {"dobj", "dative"}]
            if objects and head.pos_ == "VERB" and head.lemma_ not in scene.known.lists["means"]:
                return objects[0]
            token = head
        elif dep in {"conj", "advcl", "dep", "acomp"} or (dep == "ccomp" and token.tag_ == "VBG"):
            token = head
        else:
            return None
        if token.pos_ not in {"VERB", "AUX", "ADJ"}:
            return None
    return None


def beside_quotation(verb: Token, scene: Scene) -> Token | None:
    """The speaker that the parse lost: right after the verb in "...," said Ann Lee", or right before it."""
    doc, level = verb.doc, scene.level
    at = verb.i - 1
    while at >= 0 and doc[at].is_space:
        at -= 1
    if at >= 0 and level[at] != level[verb.i] and verb.i + 1 < len(doc):  # the quotation ends before the verb
        head = doc[verb.i + 1]
        for _ in range(DEEPEST):
            above = head.head
            if (
                above.i <= verb.i
                or above == head
                or above.pos_ not in NOMINAL
                or level[above.i] != level[verb.i]
            ):
                break
            head = above
        return head if head.pos_ in NOMINAL else None
    for token in reversed(doc[max(0, verb.i - LONGEST_SOURCE) : verb.i]):  # "...," Ann Lee, 58, told
        if level[token.i] != level[verb.i]:
            return None
        if token.pos_ in NOMINAL and token.dep_ not in {"compound", "pobj", "npadvmod", "poss", "appos"}:
            before = token.left_edge.i - 1
            return token if before >= 0 and level[before] != level[verb.i] else None
    return None


def before_verb(verb: Token, scene: Scene) -> Token | None:
    """The noun phrase right before a finite verb that the parse left without subject."""
    if verb.tag_ not in FINITE or verb.dep_ not in {"ROOT", "ccomp", "conj"} or verb.i == verb.sent.start:
        return None
    if any(c.dep_ in {"nsubjpass", "auxpass", "csubj", "expl"} for c in verb.children):
        return None
    token = verb.nbor(-1)
    if token.text == "," and token.i > verb.sent.start:
        token = token.nbor(-1)
    for _ in range(DEEPEST):
        if token.dep_ not in {"appos", "compound"} or token.head.i >= verb.i:
            break
        token = token.head
        if token.dep_ == "pobj":
            return None
        before = token.left_edge.i - 1
        if before >= 0 and token.doc[before].text == "," and token.head.dep_ in {"pobj", "appos"}:
            break
    is_name = token.pos_ in NOMINAL and token.dep_ not in {"pobj", "npadvmod"}
    return token if is_name and scene.level[token.i] == scene.level[verb.i] else None


def _issuer(noun: Token, scene: Scene, *, bare: bool) -> Token | None:
    """Who speaks in "a statement saying": who issued it, where that is said, else the noun itself.

    In a `bare` infinitive ("an attempt to deny it") it is never the noun.
    """
    if bare or noun.lemma_.lower() in scene.known.lists["pieces"]:
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        if owner is not None:
            return owner
        if noun.dep_ == "dobj" and (bare or noun.head.lemma_ in scene.known.lists["light"]):
            return subject(noun.head, scene) or (None if bare else noun)
        if bare and noun.dep_ == "pobj" and noun.head.head.pos_ in {"VERB", "AUX"}:  # "in a bid to"
            return subject(noun.head.head, scene)
        if bare and noun.dep_ == "attr":
            return subject(noun.head, scene)
    return None if bare else noun


def author(noun: Token, scene: Scene, *, always: bool = False) -> Token:
    """Who speaks through a piece of speech: the ministry, in "a statement by the ministry".

    With `always`, also through a noun that is no piece of speech: "a claim by the ministry".
    """
    if always or noun.lemma_.lower() in scene.known.lists["pieces"]:
        for child in noun.children:
            if child.dep_ == "poss":
                return child
            if child.dep_ in {"prep", "agent"} and child.lower_ in scene.known.lists["author_prepositions"]:
                return next((c for c in child.children if c.dep_ == "pobj"), noun)
    return noun


def _cut(head: Token, last: int, scene: Scene) -> int:
    """Where what hangs on a source stops being its name: at a quotation, "in a statement", ", which"."""
    doc, level = head.doc, scene.level
    until = head.i
    for token in doc[head.i + 1 : last]:
        if token.i < until:
            continue
        if token.is_quote and token.dep_ != "case":
            until = token.i + 1
            while until < last and level[until] == level[token.i] and level[token.i] >= 0:
                until += 1
            is_title = level[token.i] > level[head.i] and until - token.i <= LONGEST_TITLE
            if not is_title or doc[token.i - 1].text in {",", ":"}:
                return token.i
        elif token.lower_ == "in" and is_piece(token, scene):
            return token.i
        elif token.lower_ in scene.known.lists["aside"] and doc[token.i - 1].text == ",":
            return token.i - 1
    return last


def _is_loose(token: Token) -> bool:
    """Punctuation and white space that a source does not end in."""
    return token.is_space or (token.is_punct and not token.is_quote and token.pos_ not in NOMINAL)


def noun_phrase(head: Token, cue: Token, scene: Scene) -> Range | None:
    """The source's words: the head with all that hangs on it, up to the cue and to any quotation or aside."""
    first, last = head.left_edge.i, head.right_edge.i + 1
    doc = head.doc
    if head.dep_ == "nsubj" and first and doc[first - 1].dep_ == "nsubj" and doc[first - 1].head == head.head:
        first = doc[first - 1].left_edge.i
    if head.dep_ == "poss":
        last = head.i + 2 if head.i + 1 < len(doc) and doc[head.i + 1].dep_ == "case" else head.i + 1
    if first <= cue.i < last:
        if cue.i > head.i:
            last = cue.i
        else:
            first = cue.i + 1
    last = _cut(head, last, scene)
    for token in reversed(doc[first : head.i]):
        if (
            token.is_quote
            or token.is_space
            or (token.text in DASHES and doc[token.i - 1].is_upper and token.whitespace_ != "")
        ):
            first = token.i + 1
            break
    while last > head.i + 1 and (_is_loose(doc[last - 1]) or doc[last - 1].dep_ == "cc"):
        last -= 1
    if last < len(doc) and doc[last].text == ")" and any(t.text == "(" for t in doc[head.i + 1 : last]):
        last += 1
    while first < head.i and (
        doc[first].is_punct or doc[first].is_space or doc[first].dep_ == "cc" or doc[first].tag_ == "WDT"
    ):
        first += 1
    if (
        any(t.text == "," for t in doc[head.i + 1 : last])
        and last < len(doc)
        and last < cue.i
        and doc[last].text == ","
    ):
        last += 1  # the comma that closes an apposition
    is_mark = head.is_punct and head.pos_ not in NOMINAL  # "42% say": the sign is a noun
    if last - first > LONGEST_SOURCE or is_mark or head.is_space:
        return None
    return first, last
