"""When, where and how much: which time, place and quantity of the text belong to which act."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from spacy.tokens import Token

from foedus.reading import grammar, places
from foedus.reading.lexicon import settings
from foedus.reading.page import Candidate, Page, Passage
from foedus.records import Quantity, Span, Time


def find(page: Page) -> None:
    """Set date, place and quantity of every candidate, and "historical" where the date lies far back."""
    dated = [t for t in page.times if t.start or t.end]
    times = _by_sentence(page, dated)
    amounts = _by_sentence(page, page.quantities)
    for candidate in page.candidates:
        if candidate.dropped is not None:
            continue
        sentence = (candidate.passage, candidate.token.sent.start)
        _date(candidate, times.get(sentence, []))
        candidate.quantity = _amount(candidate, amounts.get(sentence, []))
        candidate.place = places.place_of(candidate, page)
        if _is_past(candidate.date, page.dispatch.published) and "historical" not in candidate.auxiliary:
            candidate.auxiliary = (*candidate.auxiliary, "historical")
            candidate.notes.append(f"historical: {candidate.date.text if candidate.date else ''}")
        if _is_ahead(candidate.date, page.dispatch.published) and not candidate.auxiliary:
            candidate.auxiliary = ("future",)
            candidate.notes.append(f"future: {candidate.date.text if candidate.date else ''}")


HANGERS = frozenset(("pobj", "npadvmod", "prep", "advmod", "conj", "amod", "nummod", "compound", "pcomp"))
"""Ways in which a time hangs on a verb, directly or through a preposition."""

OTHER_CLAUSES = frozenset({"relcl", "ccomp", "advcl", "acl", "xcomp", "pcomp", "conj"})

Located = TypeVar("Located", Time, Quantity)


def _by_sentence(page: Page, items: list[Located]) -> dict[tuple[int, int], list[tuple[Located, Token]]]:
    """Items by (passage, first token of their sentence), each with the token it hangs by."""
    found: dict[tuple[int, int], list[tuple[Located, Token]]] = {}
    waiting = iter(sorted(items, key=lambda item: item.span))
    item = next(waiting, None)
    for number, passage in enumerate(page.passages):
        while item is not None and item.span.start < passage.end:
            token = _head(passage, item.span)
            if token is not None:
                found.setdefault((number, token.sent.start), []).append((item, token))
            item = next(waiting, None)
    return found


def _amount(candidate: Candidate, amounts: list[tuple[Quantity, Token]]) -> Quantity | None:
    """The number in the act's own phrase: its object, its "of" phrase, or one set off by dashes."""
    predicate = candidate.token
    own = {t.i for t in predicate.subtree}
    inside = [(q, t) for q, t in amounts if t.i in own and _near(t, predicate)]
    return inside[0][0] if inside else None


def _head(passage: Passage, span: Span) -> Token | None:
    if not (passage.start <= span.start < passage.end):
        return None
    tokens = passage.tokens(span)
    return tokens.root if tokens is not None and len(tokens) else None


def _date(candidate: Candidate, times: list[tuple[Time, Token]]) -> None:
    """The time in the predicate's own phrase, else in its clause, else in the clause that governs it."""
    predicate = candidate.token
    times = [(time, token) for time, token in times if not _is_anothers(token, predicate)]
    if not times:
        return
    clause = grammar.clause_of(predicate)
    own = set(predicate.subtree)
    for time, token in times:  # "the visit on June 17", "Friday's test", "visited Moscow on June 23"
        if token in own and _near(token, predicate):
            candidate.date, candidate.date_basis = time, "stated"
            return
    if predicate == clause or not grammar.is_noun(predicate) or _is_done_by(predicate, clause):
        for time, token in times:
            if grammar.clause_of(token) == clause or _anchor(token) == clause:
                candidate.date, candidate.date_basis = time, "stated"
                return
    if clause.dep_ in {"relcl", "advcl"} and any(c.lower_ == "when" for c in clause.children):
        for time, token in times:  # "in 2014, when Germany urged ..."
            if token.i < clause.left_edge.i and (token == clause.head or clause.head == _anchor(token)):
                candidate.date, candidate.date_basis = time, "inherited"
                return
    above = clause
    for _ in range(3):
        if above.dep_ not in {"conj", "advcl", "xcomp", "acl"} or above.head == above:
            return
        if any(c.dep_ == "mark" and c.lower_ in settings()["other_times"] for c in above.children):
            return  # "in May, three months after Russia invaded": the invasion was not in May
        above = grammar.clause_of(above.head)
        for time, token in times:
            if (grammar.clause_of(token) == above and above.dep_ != "ROOT") or _anchor(token) == above:
                candidate.date, candidate.date_basis = time, "inherited"
                return


def _is_anothers(token: Token, predicate: Token) -> bool:
    """Whether a time names another thing: "denied a role in the Sept. 11 attacks"."""
    for _ in range(grammar.DEEPEST):
        head = token.head
        if head in {token, predicate}:
            return False
        if (
            token.dep_ in {"compound", "nmod", "amod", "poss", "nummod"}
            and head.pos_ == "NOUN"
            and token.i < head.i
        ):
            return True
        token = head
    return False


def _near(token: Token, predicate: Token) -> bool:
    """Whether no other clause stands between a time and the predicate above it."""
    for _ in range(grammar.DEEPEST):
        if token == predicate:
            return True
        if token.head == token or (token.dep_ in OTHER_CLAUSES and grammar.is_verb(token)):
            return False
        token = token.head
    return False


def _anchor(token: Token) -> Token:
    """The verb that a time hangs on, through prepositions and other nouns of time."""
    for _ in range(grammar.DEEPEST):
        head = token.head
        if head == token or grammar.is_verb(head):
            return head
        if token.dep_ not in HANGERS:
            return token
        token = head
    return token


def _is_done_by(noun: Token, verb: Token) -> bool:
    """Whether the verb's time is the noun's too: "held talks on Monday", not "condemned the attack".

    What is done during something is done when that is: "smile during their meeting on June 19".
    """
    if noun.dep_ == "pobj" and noun.head.lower_ in settings()["simultaneous"]:
        return True
    carriers = (*settings()["support_verbs"], *settings()["dating_verbs"])
    return grammar.governor(noun) == verb and verb.lemma_.lower() in carriers


def _is_ahead(time: Time | None, published: date | None) -> bool:
    return time is not None and time.start is not None and published is not None and time.start > published


def _is_past(time: Time | None, published: date | None) -> bool:
    if time is None or time.end is None or published is None:
        return False
    return time.end < published - timedelta(days=settings()["history"]["after_days"])
