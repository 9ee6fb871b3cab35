"""Cues that name no source: "is expected to", "was asked about", "appears to", "reportedly"."""

from __future__ import annotations

from spacy.tokens import Token

from foedus.reading.contents import verb_content, verb_group
from foedus.reading.cues import Cue
from foedus.reading.speech import NOMINAL, Range, Saying, Scene, companion, host, subtree

SEEMING = frozenset({"xcomp", "ccomp", "oprd", "acomp", "attr"})
LIKENING = frozenset({"like", "as"})
PASSIVE = frozenset({"nsubjpass", "auxpass"})


def unsourced(verb: Token, options: tuple[Cue, ...] | None, scene: Scene) -> Saying | None:
    """What a verb says of its subject on nobody's word: a seeming, or a passive without agent."""
    seeming = scene.known.words.get(("seeming", verb.lemma_.lower()))
    if seeming is not None:
        found = _seeming(verb, seeming[0], scene)
        if found is not None:
            return found
    cue = next((c for c in options or () if not c.beside or companion(verb, c.beside) is not None), None)
    return _passive(verb, cue, scene) if cue is not None and _is_passive(verb) else None


def _seeming(verb: Token, cue: Cue, scene: Scene) -> Saying | None:
    """What seems so: "the talks appear to have failed", "it seems that they failed"."""
    rest = [c for c in verb.rights if c.dep_ in SEEMING or (c.dep_ == "prep" and c.lower_ in LIKENING)]
    if not any(_fits(child, cue) for child in rest):
        return None
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "expl"}), None)
    if subject is None and verb.dep_ != "conj":
        return None
    saying = Saying(verb, cue, verb_group(verb, scene), content=[subtree(c) for c in rest])
    if subject is not None and subject.lower_ not in scene.known.lists["expletives"]:
        saying.content.append(subtree(subject))
    return saying


def _fits(child: Token, cue: Cue) -> bool:
    if child.dep_ == "xcomp" and child.pos_ in {"VERB", "AUX"}:
        return "infinitive" in cue.takes
    if child.dep_ == "ccomp":
        return "clause" in cue.takes
    return "as" in cue.takes


def _is_passive(verb: Token) -> bool:
    """Whether nobody is named who does what the verb says: "is expected", "asked about it, she left"."""
    if verb.tag_ not in {"VBN", "VBD"} or any(c.dep_ in {"agent", "nsubj"} for c in verb.children):
        return False
    if any(c.dep_ in PASSIVE for c in verb.children):
        return True
    is_bare = verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"}
    return is_bare and not any(c.dep_ in {"aux", "prep"} for c in verb.lefts)


def _passive(verb: Token, cue: Cue, scene: Scene) -> Saying | None:
    """The content of a passive is what completes it, with its subject where that is no one who was told."""
    if verb.lemma_.lower() in scene.known.lists["naming"]:
        return None
    saying = Saying(verb, cue, verb_group(verb, scene))
    verb_content(saying, verb, cue, scene)
    about = _undergoer(verb)
    said = [r for r in saying.content if r[0] > verb.i]
    if not said or not cue.takes & {"clause", "infinitive", "as", "quote"}:
        return None
    is_told = cue.addressee or verb.lemma_.lower() in scene.known.lists["asking"]
    saying.content = said if is_told or about is None else [about, *said]
    return saying


def _undergoer(verb: Token) -> Range | None:
    """The words for what a passive is about: its subject, or the noun that it describes."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    if subject is None and verb.dep_ == "conj":  # "is feared and is seen as crucial"
        subject = next((c for c in verb.head.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is not None:
        stands_in = subject.lower_ == "it" and any(c.dep_ == "ccomp" for c in verb.rights)
        return None if stands_in else subtree(subject)
    if verb.dep_ == "acl" and verb.head.pos_ in NOMINAL:
        return verb.head.left_edge.i, verb.head.i + 1
    return None


def hearsay(adverb: Token, scene: Scene) -> Saying | None:
    """What "reportedly" and its like say: the clause around them."""
    if ("adverb", adverb.lower_) not in scene.known.words:
        return None
    above = host(adverb) if adverb.head.pos_ not in {"VERB", "AUX"} else adverb.head
    if above.pos_ not in {"VERB", "AUX"}:
        return None
    return Saying(adverb, None, (adverb.i, adverb.i + 1), content=[subtree(above)])
