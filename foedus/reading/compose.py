"""Candidates -> records: what is coded inside another act, what only repeats, and who vouches for each."""

from __future__ import annotations

from spacy.tokens import Token

from foedus.ontology import plover
from foedus.reading import attribution, grammar
from foedus.reading.lexicon import Rule, content_types, lexicon, settings
from foedus.reading.page import Candidate, Page, Passage
from foedus.reading.parse import is_read
from foedus.records import Attribution, Certainty, Pass, Record, Sentence, Span

HEADLINE_LAST = {"headline": 1}


def drop_content(page: Page) -> None:
    """Drop acts that are only the content of another: what is asked, promised, threatened or refused."""
    merge(page)
    rules = lexicon().by_id
    holders = {
        (c.passage, c.token.i): c
        for c in page.candidates
        if c.dropped is None and (rules[c.rule].content if c.rule in rules else c.event in content_types())
    }
    for candidate in page.candidates:
        holder = _holder(candidate, holders)
        if holder is None:
            continue
        if _is_silence(holder, candidate):
            holder.dropped = "no-act"
            holder.notes.append(f"what was not said: {candidate.words.text!r}")
        else:
            candidate.dropped = candidate.dropped or "no-act"
            candidate.notes.append(f"content of {holder.words.text!r}, not an act of its own")


def _holder(candidate: Candidate, holders: dict[tuple[int, int], Candidate]) -> Candidate | None:
    """The act of speech whose content an act is, if any stands above it in the same clause."""
    token = candidate.token
    for _ in range(grammar.DEEPEST):
        is_other = token.dep_ == "conj" and grammar.is_verb(token) and _has_subject(token)
        if token.head == token or token.dep_ in {"relcl", "nsubj", "nsubjpass"} or is_other:
            return None
        child, token = token, token.head
        holder = holders.get((candidate.passage, token.i))
        if (
            holder is not None
            and child.i > token.i
            and child.dep_ not in {"conj", "cc"}
            and _is_content(child)
        ):
            return holder if holder.dropped is None else None
    return None


def merge(page: Page) -> None:
    """Make one act of a verb and the noun that only names it again: "a strike hit the base"."""
    rules = lexicon().by_id
    verbs = {(c.passage, c.token.i): c for c in page.candidates if c.dropped is None}
    for noun in page.candidates:
        verb = verbs.get((noun.passage, noun.token.head.i))
        if verb is None or verb is noun or noun.dropped is not None:
            continue
        if verb.event != noun.event and noun.token.lemma_.lower() not in _objects(verb, rules):
            continue
        if noun.token.dep_ in {"nsubj", "nsubjpass", "dobj"}:
            if verb.event == noun.event:
                verb.mode = verb.mode or noun.mode
            verb.actor = verb.actor or noun.actor
            if noun.recipient and not any(a.country for a in verb.recipient):
                verb.recipient = noun.recipient
            noun.dropped = "repeated"
            noun.notes.append(f"the same act as {verb.words.text!r}")


def _objects(verb: Candidate, rules: dict[str, Rule]) -> frozenset[str]:
    """The objects that a verb's rule asks for; none where the model alone found it."""
    return rules[verb.rule].object if verb.rule in rules else frozenset()


def _is_silence(holder: Candidate, candidate: Candidate) -> bool:
    """Whether a refusal only says that something was not said: "declined to threaten"."""
    if candidate.dropped is not None or not grammar.is_verb(candidate.token):
        return False
    is_word = plover().quad(candidate.event) == "verbal conflict"
    return holder.event == settings()["silence"] and is_word and candidate.token.head == holder.token


def promise(page: Page) -> None:
    """Make a promise or threat of what somebody says they will do themselves (PLOVER: AGREE, THREATEN)."""
    said = settings()["promise"]
    for candidate in page.candidates:
        if candidate.dropped is not None or candidate.auxiliary != ("future",) or candidate.quantity:
            continue
        passage = page.passages[candidate.passage]
        chain = attribution.holders(page, passage.span(candidate.token))
        speaker = chain[-1].speaker if chain else None
        event = said.get(candidate.event)
        if speaker is None or speaker.country is None or event is None:
            continue
        will = any(c.dep_ == "aux" and c.lower_ in said["modals"] for c in candidate.token.children)
        if will and any(a.country == speaker.country for a in candidate.actor):
            candidate.notes.append(f"said of oneself: {candidate.event} becomes {event}")
            own = tuple(a for a in candidate.actor if a.country == speaker.country)
            others = tuple(a for a in candidate.actor if a.country != speaker.country)
            candidate.actor, candidate.recipient = own, candidate.recipient or others
            candidate.event, candidate.mode, candidate.auxiliary = event, None, ()


def _is_content(child: Token) -> bool:
    """Whether what hangs on an act of speech is what it says; an adverbial clause is, as an infinitive."""
    return child.dep_ != "advcl" or child.tag_ == "VB"


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)


def attribute(page: Page) -> None:
    """Set each candidate's chain of attributions, outermost first, without a speech act's own speaker."""
    for candidate in page.candidates:
        span = page.passages[candidate.passage].span(candidate.words)
        sides = {a.key for a in candidate.actor}
        chain = [a for a in attribution.holders(page, span) if not _covers_cue(a, span)]
        candidate.attribution = tuple(a for a in chain if not _is_own_word(candidate, a, sides))
        if any(_is_refuted(page.passages[candidate.passage], a) for a in candidate.attribution):
            _negate(candidate)


def _is_refuted(passage: Passage, found: Attribution) -> bool:
    """Whether the sentence says of a source that it errs: "those who assert it are mistaken"."""
    tokens = passage.tokens(found.source[0]) if found.source else None
    if tokens is None or not len(tokens):
        return False
    head = tokens.root
    while head.dep_ in {"relcl", "nsubj"} and head.head != head and head.head.lemma_ != "be":
        head = head.head
    if head.dep_ not in {"nsubj", "dep"}:
        return False
    for verb in head.sent:
        if verb.lemma_ != "be" or verb.i < head.i or any(c.dep_ == "neg" for c in verb.children):
            continue
        labels = {c.lemma_.lower() for c in verb.children if c.dep_ in {"acomp", "attr"}}
        is_its = verb == head.head or (
            head.dep_ == "dep" and not _has_subject(verb)
        )  # the parse lost the subject
        if is_its and labels & set(settings()["refuted"]):
            return True
    return False


def _negate(candidate: Candidate) -> None:
    """What is refuted did not happen, in the words of whoever refutes it."""
    if "negation" in candidate.auxiliary or candidate.certainty is None:
        return
    candidate.auxiliary = ("negation", *candidate.auxiliary)
    candidate.certainty = Certainty(-candidate.certainty.value, f"{candidate.certainty.basis}, refuted")
    candidate.notes.append("refuted: its source is said to err")


def _covers_cue(found: Attribution, span: Span) -> bool:
    return any(cue.overlaps(span) for cue in found.cue)


def _is_own_word(candidate: Candidate, found: Attribution, sides: set[str]) -> bool:
    """Whether the source acts in words: "Kerry said he condemned" is Kerry's act, not his report."""
    quad = plover().quad(candidate.event)
    if found.speaker is None or not quad.startswith("verbal"):
        return False
    return found.speaker.country is not None and found.speaker.key in sides


def records(page: Page) -> tuple[list[Record], list[Sentence]]:
    """The page's records and sentences; each sentence without a record carries its Pass."""
    made: list[Record] = []
    seen: dict[tuple[object, ...], Candidate] = {}
    in_order = sorted(page.candidates, key=lambda c: _rank(page, c))
    for candidate in in_order:
        if candidate.dropped is not None:
            continue
        missing = _missing(candidate)
        if missing:
            candidate.dropped = "no-actor"
            candidate.notes.append(f"the text names no {missing}")
            continue
        key = (
            candidate.event,
            frozenset(a.key for a in candidate.actor),
            frozenset(a.key for a in candidate.recipient),
        )
        before = seen.get(key) or _larger(candidate, seen)
        is_bare = candidate.is_echo and candidate.date is None
        if is_bare or (before is not None and _repeats(candidate, before)):
            candidate.dropped = "repeated"
            candidate.notes.append(f"repeats {before.words.text if before else candidate.token.text!r} above")
            continue
        seen.setdefault(key, candidate)
        made.append(_record(page, candidate))
    made.sort(key=lambda r: r.predicate.span)
    return made, _sentences(page, made)


def _sources(candidate: Candidate) -> set[str]:
    return {a.speaker.name or a.speaker.text for a in candidate.attribution if a.speaker is not None}


def _rank(page: Page, candidate: Candidate) -> tuple[int, int, int]:
    """The body before the headline; in a sentence the mutual act with most parties first."""
    late = HEADLINE_LAST.get(page.passages[candidate.passage].kind, 0)
    return late, page.passages[candidate.passage].span(candidate.token.sent).start, -len(candidate.actor)


def _larger(candidate: Candidate, seen: dict[tuple[object, ...], Candidate]) -> Candidate | None:
    """An earlier meeting or agreement in the same sentence that has all these parties and more."""
    if not plover().types[candidate.event].mutual:
        return None
    mine = {a.country or a.key for a in candidate.actor}
    for before in seen.values():
        theirs = {a.country or a.key for a in before.actor}
        if before.event == candidate.event and _same_sentence(candidate, before) and mine <= theirs:
            return before
    return None


def _same_sentence(one: Candidate, other: Candidate) -> bool:
    return one.passage == other.passage and one.token.sent == other.token.sent


def _missing(candidate: Candidate) -> str | None:
    """The side that a record cannot do without."""
    kind = plover().types[candidate.event]
    if not candidate.actor and candidate.event not in settings()["sides"]["unknown_actor"]:
        return "actor"
    return "recipient" if kind.needs_recipient and not kind.mutual and not candidate.recipient else None


def _repeats(candidate: Candidate, before: Candidate) -> bool:
    """Whether a later mention only repeats an act: the same sides and modes, and nothing new said of it."""
    if set(candidate.auxiliary) != set(before.auxiliary):
        return False
    if _same_sentence(candidate, before):
        is_mutual = plover().types[candidate.event].mutual
        return is_mutual or candidate.rule == before.rule or candidate.mode == before.mode
    if candidate.date and (before.date is None or candidate.date.value != before.date.value):
        return False
    if candidate.quantity and (before.quantity is None or candidate.quantity.value != before.quantity.value):
        return False
    if candidate.token.pos_ in {"NOUN", "PROPN"}:
        if _sources(candidate) - _sources(before):
            return False
        return not (candidate.place and before.place and candidate.place.name != before.place.name)
    about, about_before = _content(candidate), _content(before)
    if about and about_before and about.isdisjoint(about_before):
        return False  # "called on the president to leave", "called on the president to pay"
    return candidate.token.lemma_ == before.token.lemma_ and candidate.attribution == before.attribution


def _content(candidate: Candidate) -> set[str]:
    """What is asked, promised or threatened: the lemmas of the clauses that complete the verb."""
    if candidate.event not in content_types():
        return set()
    kinds = {"to", "that", "base"}
    heads = [head for kind, head in grammar.complements(candidate.token) if kind in kinds]
    return {verb.lemma_.lower() for head in heads for verb in (head, *head.conjuncts)}


def _record(page: Page, candidate: Candidate) -> Record:
    ontology = plover()
    passage = page.passages[candidate.passage]
    return Record(
        event=candidate.event,
        mode=candidate.mode,
        quad=ontology.quad(candidate.event),
        score=ontology.score(candidate.event, candidate.mode),
        actor=candidate.actor,
        recipient=candidate.recipient,
        predicate=page.words(passage.span(candidate.words)),
        sentence=page.words(_trim(page, passage.span(candidate.token.sent))),
        section=passage.kind,
        certainty=candidate.certainty or Certainty(0.0, "undecided"),
        probability=candidate.probability,
        found_by=_found_by(candidate),
        context=candidate.context,
        auxiliary=candidate.auxiliary,
        date=candidate.date,
        date_basis=candidate.date_basis,
        place=candidate.place,
        quantity=candidate.quantity,
        attribution=candidate.attribution,
    )


def _found_by(candidate: Candidate) -> str:
    """What found a record, and what weighed it, with versions."""
    model = f"relation model {candidate.model}" if candidate.model else ""
    rule = f"rule {candidate.rule}" if candidate.rule else ""
    return ", ".join(filter(None, (model, rule)))


def _sentences(page: Page, made: list[Record]) -> list[Sentence]:
    """Every sentence in the order of the text, those of unread sections as one piece each."""
    with_record = {r.sentence.span.start for r in made}
    found: list[Sentence] = []
    read = set()
    dropped: dict[int, list[Candidate]] = {}
    for candidate in page.candidates:
        passage = page.passages[candidate.passage]
        start = _trim(page, passage.span(candidate.token.sent)).start
        dropped.setdefault(start, []).append(candidate)
    said = [a.content for a in page.attributions if a.speaker is not None]
    contents = sorted(span for spans in said for span in spans)
    mentioned = sorted(m.actors[0].span.start for m in page.mentions)
    for passage in page.passages:
        read.add(passage.section)
        for sent in passage.doc.sents:
            span = _trim(page, passage.span(sent))
            if span.start >= span.end:
                continue
            reason: Pass | None = None
            if span.start not in with_record:
                reason = _reason(span, dropped.get(span.start, []), contents, mentioned)
            found.append(Sentence(span, passage.section, reason))
    for index, section in enumerate(page.dispatch.sections):
        if index not in read:
            span = _trim(page, section.span)
            why: Pass = "repeated" if section.duplicate_of is not None else "boilerplate"
            if is_read(section):
                why = "unread"
            if span.start < span.end:
                found.append(Sentence(span, index, why))
    return sorted(found, key=lambda s: s.span)


def _reason(span: Span, dropped: list[Candidate], contents: list[Span], mentioned: list[int]) -> Pass:
    reasons = [c.dropped for c in dropped if c.dropped is not None]
    if "repeated" in reasons:
        return "repeated"
    if any(span.overlaps(c) for c in contents):
        return "statement-only"
    if reasons:
        return reasons[0]
    return "no-act" if any(span.start <= start < span.end for start in mentioned) else "no-politics"


def _trim(page: Page, span: Span) -> Span:
    words = page.dispatch.text[span.start : span.end]
    left = len(words) - len(words.lstrip())
    return Span(span.start + left, span.start + left + len(words.strip()))
