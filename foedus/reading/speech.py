"""What one cue says, and what the rules see: shared by the rules for sources, contents and cue words.

Everything here is in token indices of one passage's doc; a range is `(first, last)` with `last` outside.
Labels are those of spaCy's English pipelines (ClearNLP).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from foedus.reading.cues import Cue, Cues

Range = tuple[int, int]

DEEPEST = 8
"""Steps up the tree in search of a subject."""


DASHES = frozenset({"-", "--", "–", "—"})


NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


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
    """What the rules see. `level` holds for each token the index of its innermost quotation, -1 for none."""

    known: Cues
    level: list[int]


def subtree(token: Token) -> Range:
    """All that hangs on a token, as one range."""
    return token.left_edge.i, token.right_edge.i + 1


def name_range(token: Token) -> Range:
    """A proper name without its article, unless the article is written as part of it."""
    first, last = token.left_edge.i, token.i + 1
    while first < token.i and (token.doc[first].pos_ == "DET" and not token.doc[first].text[0].isupper()):
        first += 1
    return first, last


def is_piece(preposition: Token, scene: Scene) -> bool:
    """Whether "in", "during", "to" begins "in a statement", "during an interview with CNBC"."""
    for child in preposition.children:
        if child.dep_ == "pobj":
            return child.lemma_.lower() in scene.known.lists["pieces"]
    return False


def companion(verb: Token, words: str) -> Token | None:
    """The last of the further words that a cue asks for: "out" of "point out"."""
    wanted = words.rsplit(maxsplit=1)[-1]
    for child in verb.children:
        if child.lower_ == wanted and (child.i > verb.i or child.dep_ == "prt"):
            return child
    return None


def host(aside: Token) -> Token:
    """The clause that an aside is about: the nearest above it; the whole where it ends a joined sentence."""
    above = aside.head
    for _ in range(DEEPEST):
        if above.pos_ in {"VERB", "AUX"} or above.head == above:
            break
        above = above.head
    for _ in range(DEEPEST):
        is_joined = above.dep_ in {"conj", "parataxis", "advcl"} and above.head.pos_ in {"VERB", "AUX"}
        if not is_joined or aside.i < above.head.i:
            break
        above = above.head
    return above
