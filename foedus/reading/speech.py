"""One cue in the parse of its sentence: whose words they are, and which words they hand over.

Everything here is in token indices of one passage's doc; a range is `(first, last)` with `last` outside.
Labels are those of spaCy's English pipelines.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from foedus.reading.cues import Cue, Cues, cues

Range = tuple[int, int]

DEEPEST = 8
"""Steps up the tree in search of a subject."""
DASHES = frozenset({"-", "--", "–", "—"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
LONGEST_SOURCE = 45
"""Tokens; a longer subject is a wrong parse."""
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "conj", "parataxis", "csubj", "dep"})


@dataclass(slots=True)
class Saying:
    """What one cue word says: its source, its own words, and the content that the parse gives it."""

    head: Token
    cue: Cue | None
    words: Range
    source: Range | None = None
    speaker: Token | None = None
    """Head of the source."""
    content: list[Range] = field(default_factory=list)
    clause: Range = (0, 0)
    """The cue's own clause without its content: "she said on Monday"."""
    via: Range | None = None
    clausal: bool = False
    """Whether the content is a clause or a quotation, rather than a noun."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules see: the cues, and for each token the index of the quotation it stands in, -1 for none."""

    known: Cues
    level: list[int]


def sayings(doc: Doc, level: list[int]) -> list[Saying]:
    """Every cue of a passage that has a source, in the order of the text.

    `level` holds for each token the index of the quotation that it stands in, -1 for none.
    """
    known = cues()
    scene = Scene(known, level)
    words, phrases = known.words, known.phrases
    found: list[Saying] = []
    found.extend(_labels(doc, scene))
    for token in doc:
        pos = token.pos_
        saying = None
        if pos in {"VERB", "AUX"}:
            options = words.get(("verb", token.lemma_.lower()))
            if options and token.dep_ not in {"aux", "auxpass", "amod", "compound"}:
                saying = _verb(token, options, scene)
        elif pos == "ADJ":
            options = words.get(("adjective", token.lower_))
            if options and token.dep_ == "acomp":
                saying = _adjective(token, options[0], scene)
        elif pos == "NOUN":
            options = words.get(("noun", token.lemma_.lower()))
            if options:
                saying = _noun(token, options[0], scene)
        if saying is None and token.lower_ in phrases:
            saying = _phrase(token, scene)
        if saying is not None:
            found.append(saying)
    return found


# ---------------------------------------------------------------- cue words


def _verb(verb: Token, options: tuple[Cue, ...], scene: Scene) -> Saying | None:
    cue = next((c for c in options if not c.beside or _beside(verb, c.beside) is not None), None)
    if cue is None:
        return None
    head = subject(verb, scene)
    if head is None and "quote" in cue.takes:
        head = _beside_quotation(verb, scene) or _before(verb, scene)
    if head is None:
        return None
    first, last = _verb_group(verb, scene)
    saying = Saying(verb, cue, (first, last), speaker=head)
    saying.source = noun_phrase(head, verb, scene)
    if saying.source is None:
        return None
    saying.speaker = author(head, scene)
    if cue.beside:
        other = _beside(verb, cue.beside.split()[-1])
        if other is not None and other.i >= last and other.i - last < 3:
            last = other.i + 1
    saying.words = (first, last)
    _quoted_as(saying, verb, scene)
    _verb_content(saying, verb, cue, scene)
    _piece(saying, verb, scene)
    first, last = saying.words
    if last < len(verb.doc) and verb.doc[last].dep_ == "agent" and head.head.i == last:
        saying.words = (first, last + 1)
    elif last < len(verb.doc) and verb.doc[last].text == ":":
        saying.words = (first, last + 1)
    saying.clause = _own_clause(saying, verb)
    return saying


def _adjective(word: Token, cue: Cue, scene: Scene) -> Saying | None:
    verb = word.head
    heads = [c for c in verb.children if c.dep_ == "nsubj"]
    if not heads or verb.pos_ not in {"AUX", "VERB"} or heads[0].lower_ in {"it", "there", "this", "that"}:
        return None
    source = noun_phrase(heads[0], verb, scene)
    if source is None:
        return None
    first = min(
        [verb.i, *(c.i for c in verb.children if c.dep_ in {"aux", "neg", "advmod"} and c.i < word.i)]
    )
    saying = Saying(
        word, cue, (max(first, source[1]) if source[0] < first else first, word.i + 1), source, heads[0]
    )
    for child in word.children:
        if child.dep_ in {"ccomp", "xcomp"}:
            saying.content.append(_subtree(child))
        elif child.dep_ == "prep" and child.i > word.i and child.lower_ in cue.prepositions:
            _preposition(saying, child)
    saying.clause = _own_clause(saying, verb)
    return saying if saying.content else None


def _noun(noun: Token, cue: Cue, scene: Scene) -> Saying | None:
    content: list[Range] = []
    preposition = None
    owner = by = None
    for child in noun.children:
        if child.dep_ == "poss":
            owner = child
        elif child.i > noun.i and child.dep_ in {"acl", "ccomp", "relcl"}:
            markers = {c.lower_ for c in child.children if c.dep_ in {"mark", "aux"} and c.i < child.i}
            if child.dep_ != "relcl" and ("that" in markers or "to" in markers):
                content.append(_subtree(child))
        elif child.dep_ in {"prep", "agent"} and child.i > noun.i:
            if child.lower_ in {"by", "from"} and by is None:
                by = next((c for c in child.children if c.dep_ == "pobj"), None)
            elif child.lower_ in cue.prepositions and preposition is None:
                preposition = child
    if not content and (preposition is None or (owner is not None and owner.pos_ == "PRON")):
        return None
    first, last = noun.i, noun.i + 1
    head = owner or by
    verb = noun.head
    if head is None and noun.dep_ == "dobj" and verb.lemma_ in scene.known.lists["light"]:
        head = subject(verb, scene)
        first = _verb_group(verb, scene)[0]
        if noun.i - first > 8:
            return None
    if head is None:
        return None
    source = noun_phrase(head, noun, scene)
    if source is None:
        return None
    if source[0] < first < source[1]:
        first = source[1]
    saying = Saying(noun, cue, (first, last), source, head, content)
    if owner is None and by is None:
        saying.clause = _own_clause(saying, verb)
    if not content and preposition is not None:
        _preposition(saying, preposition)
    return saying if saying.content else None


def _phrase(last: Token, scene: Scene) -> Saying | None:
    doc = last.doc
    for phrase in scene.known.phrases[last.lower_]:
        first = last.i - len(phrase.words) + 1
        if first < 0 or any(doc[first + n].lower_ != word for n, word in enumerate(phrase.words)):
            continue
        head = next((c for c in last.children if c.dep_ == "pobj" and c.i > last.i), None)
        if head is None or head.lemma_.lower() in scene.known.not_sources:
            return None
        top = doc[first]
        source = noun_phrase(head, top, scene)
        if source is None:
            return None
        saying = Saying(top, None, (first, last.i + 1), source, head)
        saying.clause = (first, source[1])
        host = top.head
        for _ in range(DEEPEST):
            if host.dep_ in CLAUSAL or host.head == host or host.pos_ in {"VERB", "AUX"}:
                break
            host = host.head
        for _ in range(DEEPEST):  # the whole of a joined sentence, not its last member alone
            if (
                host.dep_ in {"conj", "ccomp", "parataxis", "advcl"}
                and first > host.head.i
                and host.head.pos_ in {"VERB", "AUX"}
            ):
                if host.dep_ == "ccomp":
                    break
                host = host.head
            else:
                break
        saying.content = [_subtree(host)] if host != top else []
        return saying
    return None


LONGEST_LABEL = 8
"""Tokens before a colon that may be a speaker's name."""


def _labels(doc: Doc, scene: Scene) -> list[Saying]:
    """A name, a colon, and the words of who bears it: "LEE: I do not think so", "Kremlin: Talks are over"."""
    found: list[Saying] = []
    for colon in doc:
        if colon.text != ":" or colon.i == 0 or colon.i + 2 >= len(doc) or scene.level[colon.i] >= 0:
            continue
        first = _label_start(colon)
        opens = scene.level[colon.i + 1] >= 0
        if first is None or (first > 0 and not opens):
            continue
        name = doc[first : colon.i]
        head = next((t for t in reversed(name) if t.pos_ in NOMINAL and not t.is_punct), None)
        if head is None:
            continue
        while first <= head.head.i < head.i and head.dep_ in {"conj", "appos", "compound", "flat"}:
            head = head.head
        is_turn = first == 0 and name.text.isupper() and (len(name.text) > 2 or doc[colon.i + 1].is_title)
        is_named = any(t.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"} for t in name)
        is_report = (
            is_named and first == 0 and doc[colon.i + 1].is_title and not doc.text.rstrip().endswith(":")
        )
        if not (is_turn or (opens and doc[colon.i - 1].pos_ == "PROPN") or is_report):
            continue
        last = len(doc) if first == 0 else colon.i + 2
        saying = Saying(colon, None, (colon.i, colon.i + 1), (first, colon.i), head, [(colon.i + 1, last)])
        saying.clausal = True
        found.append(saying)
    return found


def _label_start(colon: Token) -> int | None:
    """Where the label before a colon begins: after a dash or at the paragraph's start; None if it is none."""
    doc = colon.doc
    for at in range(colon.i - 1, max(-1, colon.i - 1 - LONGEST_LABEL), -1):
        token = doc[at]
        if token.text in DASHES and token.i and doc[at - 1].whitespace_:
            return at + 1 if at + 1 < colon.i else None
        if (
            token.pos_ in {"VERB", "AUX", "PRON"}
            or token.is_quote
            or token.is_space
            or token.text in {";", ":", "/"}
        ):
            return None
        if at == 0:
            return 0
    return None


# ---------------------------------------------------------------- source


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
            return _issuer(head, scene)
        if dep == "pcomp":
            above = head.head
            if head.lower_ == "as" and above.lemma_ in scene.known.lists["quoting"]:
                return next((c for c in above.children if c.dep_ in {"nsubjpass", "dobj"}), None)
            if above.pos_ == "NOUN":
                return next((c for c in above.children if c.dep_ == "poss"), None)
            token = above
        elif dep == "xcomp":
            objects = [c for c in head.children if c.dep_ in {"dobj", "dative"}]
            if objects and head.pos_ == "VERB":
                return objects[0]
            token = head
        elif dep in {"conj", "advcl", "dep"} or (dep == "ccomp" and token.tag_ == "VBG"):
            token = head
        else:
            return None
        if token.pos_ not in {"VERB", "AUX", "ADJ"}:
            return None
    return None


def _beside_quotation(verb: Token, scene: Scene) -> Token | None:
    """The speaker where the parse lost it: right after the verb in "...," said Ann Lee", or right before it."""
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


FINITE = frozenset({"VBD", "VBZ", "VBP"})


def _before(verb: Token, scene: Scene) -> Token | None:
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


def _issuer(noun: Token, scene: Scene) -> Token | None:
    """Who speaks in "a statement saying": who issued it, where that is said, else the noun itself."""
    if noun.lemma_.lower() in scene.known.lists["pieces"]:
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        if owner is not None:
            return owner
        if noun.dep_ == "dobj" and noun.head.lemma_ in scene.known.lists["light"]:
            return subject(noun.head, scene) or noun
    return noun


def author(head: Token, scene: Scene) -> Token:
    """Who speaks through a piece of speech, where it says so: the ministry of "a statement by the ministry"."""
    if head.lemma_.lower() in scene.known.lists["pieces"]:
        for child in head.children:
            if child.dep_ == "poss":
                return child
            if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
                return next((c for c in child.children if c.dep_ == "pobj"), head)
    return head


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
    for token in doc[head.i + 1 : last]:
        if token.is_quote and token.dep_ != "case" or token.lower_ == "in" and _is_piece(token, scene):
            last = token.i
            break
    for token in reversed(doc[first : head.i]):
        if (
            token.is_quote
            or token.is_space
            or (token.text in DASHES and doc[token.i - 1].is_upper and not token.whitespace_ == "")
        ):
            first = token.i + 1
            break
    while last > head.i + 1 and (
        doc[last - 1].is_punct or doc[last - 1].is_space or doc[last - 1].dep_ == "cc"
    ):
        last -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space or doc[first].dep_ == "cc"):
        first += 1
    if (
        any(t.text == "," for t in doc[head.i + 1 : last])
        and last < len(doc)
        and last < cue.i
        and doc[last].text == ","
    ):
        last += 1  # the comma that closes an apposition
    if last - first > LONGEST_SOURCE or head.is_punct or head.is_space:
        return None
    return first, last


# ---------------------------------------------------------------- the cue's own words


def _beside(verb: Token, word: str) -> Token | None:
    wanted = word.split()[-1]
    for child in verb.children:
        if child.lower_ == wanted and (child.i > verb.i or child.dep_ == "prt"):
            return child
    return None


LEFT_OF_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})


def _verb_group(verb: Token, scene: Scene) -> Range:
    """The verb with its auxiliaries, negation, near adverbs, particle, and a leading "went on to"."""
    first, last = verb.i, verb.i + 1
    doc = verb.doc
    for child in reversed(list(verb.lefts)):
        if child.i == first - 1 and child.dep_ in LEFT_OF_VERB and child.tag_ not in {"WRB"}:
            first = child.left_edge.i
        elif child.i < first - 1:
            break
    for child in verb.rights:
        if child.dep_ == "prt" and child.i == last:
            last += 1
    head = verb.head
    if (
        verb.dep_ == "xcomp"
        and head.lemma_ in scene.known.lists["leading"]
        and head.i < first
        and not any(c.dep_ in {"dobj", "dative"} for c in head.children)
        and all(t.head.i in {head.i, verb.i} or t.dep_ == "prt" for t in doc[head.i + 1 : first])
    ):
        first = _verb_group(head, scene)[0]
    return first, last


def _quoted_as(saying: Saying, verb: Token, scene: Scene) -> None:
    """Make "was quoted by KCNA as saying" one cue, and the one who quotes the outlet that carried it."""
    above = verb.head.head
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and above.lemma_ in scene.known.lists["quoting"]:
        saying.words = (_verb_group(above, scene)[0], verb.i + 1)
        for child in above.children:
            if child.dep_ == "agent":
                saying.via = next((_name(c) for c in child.children if c.dep_ == "pobj"), None)


def _is_piece(preposition: Token, scene: Scene) -> bool:
    """Whether "in", "during", "to" begins "in a statement", "during an interview with CNBC"."""
    for child in preposition.children:
        if child.dep_ == "pobj":
            return child.lemma_.lower() in scene.known.lists["pieces"]
    return False


def _piece(saying: Saying, verb: Token, scene: Scene) -> None:
    """Join "in a statement" to the cue, and note the outlet that an interview was given to."""
    doc = verb.doc
    limit = verb.right_edge.i + 1
    for index in range(verb.i + 1, min(limit, verb.i + 40)):
        token = doc[index]
        if token.lower_ == "in" and token.dep_ == "prep" and _is_piece(token, scene):
            noun = next(c for c in token.children if c.dep_ == "pobj")
            saying.via = saying.via or _outlet(noun)
            if token.i == saying.words[1] and noun.i - token.i < 6:
                saying.words = (saying.words[0], noun.i + 1)
            break


def _outlet(noun: Token) -> Range | None:
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"with", "to", "by", "on", "for"}:
            for name in child.children:
                if name.dep_ == "pobj" and name.pos_ == "PROPN" and name.ent_type_ != "PERSON":
                    return _name(name)
    for child in noun.children:
        if child.dep_ in {"poss"} and child.ent_type_ == "ORG":
            return _name(child)
    return None


def _name(token: Token) -> Range:
    """A proper name without its article, unless the article is written as part of it."""
    first, last = token.left_edge.i, token.i + 1
    while first < token.i and (token.doc[first].pos_ == "DET" and not token.doc[first].text[0].isupper()):
        first += 1
    return first, last


def _own_clause(saying: Saying, verb: Token) -> Range:
    """The cue's clause without its content: from source or cue to the last word that belongs to neither."""
    first, last = saying.words
    speaker = saying.speaker
    source = saying.source
    if (
        source is not None
        and speaker is not None
        and (
            speaker.head == verb
            or speaker.head == saying.head
            or 0 <= first - source[1] <= 2
            or source[0] == last
        )
    ):
        first, last = min(first, source[0]), max(last, source[1])
    taken = {i for a, b in saying.content for i in range(a, b)}
    for child in verb.children:
        if child.dep_ in {"prep", "npadvmod", "advmod", "advcl", "dobj", "dative", "agent"}:
            a, b = _subtree(child)
            if a == last and not (taken & set(range(a, b))):
                last = b
            elif b == first and child.i < verb.i and not (taken & set(range(a, b))):
                first = a
    return first, last


# ---------------------------------------------------------------- content


def _subtree(token: Token) -> Range:
    return token.left_edge.i, token.right_edge.i + 1


def _preposition(saying: Saying, preposition: Token) -> None:
    """Content after a preposition, which joins the cue where it follows it at once."""
    inner = [c for c in preposition.children if c.dep_ in {"pobj", "pcomp"} or c.i > preposition.i]
    if not inner:
        return
    first, last = _subtree(preposition)
    if (
        preposition.i - saying.words[1] <= 1
        and preposition.lower_ != "as"
        and not any(a < preposition.i for a, _ in saying.content)
    ):
        saying.words = (saying.words[0], preposition.i + 1)
        first = preposition.i + 1
    saying.content.append((first, last))


def _verb_content(saying: Saying, verb: Token, cue: Cue, scene: Scene) -> None:
    takes = cue.takes
    addressed = None
    rights: list[Token] = []
    content = saying.content
    for child in verb.children:
        dep = child.dep_
        if dep == "ccomp":
            if takes & {"clause", "infinitive", "object", "as"} and not _is_parenthesis(child, verb):
                content.append(_subtree(child))
                saying.clausal = "clause" in takes
        elif dep == "xcomp":
            if takes & {"infinitive", "as"} or (
                "clause" in takes and (child.tag_ == "VBG" or child.pos_ != "VERB")
            ):
                content.append(_subtree(child))
        elif dep in {"dobj", "dative"} and child.i > verb.i:
            if cue.addressee or dep == "dative":
                addressed = child
            elif takes & {"object", "as"} or (
                "clause" in takes and any(t.pos_ == "VERB" for t in child.subtree)
            ):
                content.append(_subtree(child))
        elif dep in {"oprd", "attr"} and child.i > verb.i and takes & {"as", "object"}:
            content.append(_subtree(child))
        elif dep == "advcl" and child.i > verb.i and "clause" in takes:
            marks = {c.lower_ for c in child.children if c.dep_ in {"mark", "advmod"} and c.i < child.i}
            if marks & {"whether", "that", "if"} and not content and child.left_edge.i == saying.words[1]:
                content.append(_subtree(child))
        elif dep == "nsubj" and child != saying.speaker and child.i < verb.i and "clause" in takes:
            if (
                saying.source is not None and saying.source[0] > verb.i
            ):  # a clause that the parse took for a noun
                content.append(_subtree(child))
                saying.clausal = True
        elif dep == "nsubjpass" and takes & {"object", "as"}:
            content.append(_subtree(child))
        elif dep == "conj" and content and "clause" in takes and _is_that_clause(child):
            content.append(_subtree(child))
        elif dep in {"prep", "agent", "dative"} and child.i > verb.i:
            rights.append(child)
    for child in rights:
        if child.lower_ in cue.prepositions or (child.lower_ == "as" and "as" in takes):
            if child.dep_ == "agent" or _is_piece(child, scene):
                continue
            if (
                child.lower_ != "as"
                and child.i != saying.words[1]
                and content
                and any(b > child.i for _, b in content)
            ):
                continue
            _preposition(saying, child)
    if content and "rest" in takes:
        _rest(saying, verb)
    if addressed is not None:
        saying.via = _addressee(addressed)
    if not content and takes & {"clause", "quote"}:
        _parenthesis(saying, verb)


def _rest(saying: Saying, verb: Token) -> None:
    """Let the content run on over what follows it at once: when and where the expected thing is to be."""
    first, last = max(saying.content, key=lambda r: r[1])
    for child in verb.rights:
        if child.dep_ in {"prep", "npadvmod", "advmod"} and child.left_edge.i == last:
            last = child.right_edge.i + 1
    saying.content.append((first, last))


def _is_that_clause(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)


def _addressee(head: Token) -> Range | None:
    """The outlet that was told: a proper name that is no person."""
    if head.pos_ == "PROPN" and head.ent_type_ in {"ORG", "", "PRODUCT", "WORK_OF_ART", "FAC"}:
        return _name(head)
    return None


def _is_parenthesis(child: Token, verb: Token) -> bool:
    """Whether the parse made the saying clause itself the complement: "The plan, he said, is good"."""
    return child.i < verb.i and verb.i < child.right_edge.i


def _parenthesis(saying: Saying, verb: Token) -> None:
    """Content around an inserted or trailing saying clause: the clause that it hangs on."""
    host = verb.head
    if verb.dep_ not in {"parataxis", "ccomp", "advcl", "dep"} or host == verb:
        return
    if verb.dep_ in {"ccomp", "advcl"}:
        first, doc = verb.left_edge.i, verb.doc
        is_as = doc[first].lower_ == "as"
        if not is_as and not (
            first > 0 and doc[first - 1].lower_ in {",", "--", "—", "–"} and verb.dep_ == "ccomp"
        ):
            return
        if host.i > verb.i and not is_as:
            return
    a, b = _subtree(host)
    if host.doc[a].dep_ == "cc":
        a += 1
    own = _subtree(verb)
    saying.content = [r for r in ((a, own[0]), (own[1], b)) if r[0] < r[1]]
    saying.clausal = True
