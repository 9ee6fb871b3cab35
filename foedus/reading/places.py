"""Every place of a text, with its point on the map; and where an act took place.

Of several places with one name, the one is taken that the text puts it in ("Paris, Texas"), else the one that
fits the other places of the dispatch, else the one with most people.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from foedus.reading.gazetteer import CONTAINERS, Spot, capitals, fold, lies_in, settings, spots
from foedus.reading.page import Candidate, Page
from foedus.reading.signatures import rules
from foedus.reading.toponyms import Toponym, toponyms
from foedus.records import Place, Span


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a dispatch is set: how often each state, and each first-level division, is named or likely.

    `shares` holds what each name adds to that, so that no name is evidence for itself.
    """

    countries: defaultdict[str, float]
    divisions: defaultdict[tuple[str, str], float]
    shares: dict[str, dict[tuple[str, str], float]]


def find(page: Page) -> None:
    """The step: every place of the dispatch."""
    names = [(passage, t) for passage in page.passages for t in toponyms(passage.doc)]
    chosen = _resolved([t for _, t in names])
    page.places.extend(
        _place(t, spot, passage.span(t.words)) for (passage, t), spot in zip(names, chosen, strict=True)
    )


def find_places(doc: Doc) -> list[Place]:
    """Every place of one parsed text; spans are those of the text."""
    names = toponyms(doc)
    return [
        _place(t, spot, Span(t.words.start_char, t.words.end_char))
        for t, spot in zip(names, _resolved(names), strict=True)
    ]


def _place(toponym: Toponym, spot: Spot | None, span: Span) -> Place:
    if spot is None:
        return Place(toponym.words.text, span)
    return Place(toponym.words.text, span, spot.name, spot.country, spot.lat, spot.lon)


# Which of several places a name means ------------------------------------------------------------------


def _resolved(names: Sequence[Toponym]) -> list[Spot | None]:
    """A place for each name; None where it is unknown."""
    containers = [_container(names, i) for i in range(len(names))]
    setting = _setting(names, containers)
    senses: dict[str, Spot] = {}
    chosen: list[Spot | None] = []
    for name, container in zip(names, containers, strict=True):
        key = name.words.text.casefold()
        spot = None
        if container is not None or key not in senses:
            spot = _best(name, container, setting)
            if spot is not None and (container is not None or key not in senses):
                senses[key] = spot
        chosen.append(spot or senses.get(key))
    # a name explained once ("Paris, Texas") means the same before and after
    settled = [
        senses.get(n.words.text.casefold(), s) if s else None for n, s in zip(names, chosen, strict=True)
    ]
    return [_as_container(names, containers, settled, i) for i in range(len(names))]


def _container(names: Sequence[Toponym], i: int) -> Toponym | None:
    """The wider place that a name is said to lie in: the next name, set off by a comma, a bracket or "in"."""
    if i + 1 >= len(names):
        return None
    name, following = names[i].words, names[i + 1]
    if following.words.doc is not name.doc or not 1 <= following.words.start - name.end <= len(BETWEEN):
        return None
    between = tuple(t.lower_ for t in name.doc[name.end : following.words.start] if not t.is_space)
    if between not in BETWEEN or not any(s.kind in CONTAINERS for s in following.spots):
        return None
    if _is_whole_state(names[i]) and _is_whole_state(following):  # "Canada, Mexico", not a town of Mexico's
        return None
    if any(lies_in(s, c) for s in names[i].spots for c in following.spots):
        return following
    return following if _is_elsewhere(names[i], following) else None


BETWEEN = frozenset({(",",), ("(",), ("in",), ("in", "the"), (",", "in"), (",", "in", "the")})
"""Words between a name and that of the wider place it lies in."""


def _is_whole_state(name: Toponym) -> bool:
    return bool(name.spots) and name.spots[0].kind in {"state", "diplomatic"}


def _is_elsewhere(name: Toponym, container: Toponym) -> bool:
    """Whether a place unknown to the gazetteer lies in another: a village of no name, or "Paris, Idaho"."""
    if not name.spots:
        return True
    doc, end = name.words.doc, container.words.end
    closes = end >= len(doc) or doc[end].is_punct
    return closes and container.spots[0].kind == "province" and all(s.kind == "town" for s in name.spots)


def _as_container(
    names: Sequence[Toponym], containers: Sequence[Toponym | None], spots: Sequence[Spot | None], i: int
) -> Spot | None:
    """A name's place, unless the name before lies in another place of it: "Albany, New York"."""
    spot, inner = spots[i], spots[i - 1] if i else None
    if inner is None or containers[i - 1] is not names[i] or spot is None or lies_in(inner, spot):
        return spot
    return next((s for s in names[i].spots if lies_in(inner, s)), spot)


def _likely(name: Toponym, container: Toponym | None) -> dict[tuple[str, str], float]:
    """Where a name puts the dispatch, by state and division, one in sum."""
    first = name.spots[0]
    if container is not None:
        first = next((s for s in name.spots for c in container.spots if lies_in(s, c)), first)
    elif first.kind not in {"state", "diplomatic", "province"}:
        found: defaultdict[tuple[str, str], float] = defaultdict(float)
        for spot in name.spots:
            found[spot.country or "", spot.division] += 10 ** (spot.weight * settings().weights["people"])
        whole = sum(found.values())
        return {where: share / whole for where, share in found.items()}
    return {(first.country or "", first.division): 1.0}


def _setting(names: Sequence[Toponym], containers: Sequence[Toponym | None]) -> Setting:
    """The states and divisions that the dispatch is about, each place counted once."""
    setting = Setting(defaultdict(float), defaultdict(float), {})
    seen: set[str] = set()
    for name, container in zip(names, containers, strict=True):
        key = name.words.text.casefold()
        if key in setting.shares or not name.spots:
            continue
        setting.shares[key] = _likely(name, container)
        if name.spots[0].name in seen:
            continue
        seen.add(name.spots[0].name)
        for (country, division), share in setting.shares[key].items():
            if country:
                setting.countries[country] += share
                if division:
                    setting.divisions[country, division] += share
    return setting


def _best(name: Toponym, container: Toponym | None, setting: Setting) -> Spot | None:
    """The most likely of several places."""
    if container is not None and not any(lies_in(s, c) for s in name.spots for c in container.spots):
        around = container.spots[0]
        return replace(around, name=name.words.text, kind="town")
    weights = settings().weights
    own = setting.shares.get(name.words.text.casefold(), {})
    most_country = max(setting.countries.values(), default=0.0) + weights["evidence"]
    most_division = max(setting.divisions.values(), default=0.0) + weights["evidence"]

    def score(spot: Spot) -> float:
        total = spot.weight
        if spot.kind == "town" and fold(spot.name) in capitals():
            total += weights["capital"]
        if container is not None and any(lies_in(spot, c) for c in container.spots):
            total += weights["named_with"]
        if spot.country:
            ours = sum(share for (country, _), share in own.items() if country == spot.country)
            total += weights["same_country"] * (setting.countries[spot.country] - ours) / most_country
        if spot.country and spot.division:
            where = (spot.country, spot.division)
            others = setting.divisions[where] - own.get(where, 0.0)
            total += weights["same_division"] * others / most_division
        return total

    return max(name.spots, key=score, default=None)


# Where an act took place -------------------------------------------------------------------------------


def place_of(candidate: Candidate, page: Page) -> Place | None:
    """Where the text says that an act took place; None where it doesn't say.

    A place counts that hangs on the act by a preposition of place ("in Singapore"), by one of going where the
    act is a going ("to Pyongyang", "from Kabul"), or as the object of such an act ("visited Moscow"). An act
    of speech is only where it was spoken, for what hangs deeper says where its content lies.
    """
    passage = page.passages[candidate.passage]
    farthest = 0 if candidate.event in settings().words["spoken"] else FARTHEST
    sentence = candidate.token.sent
    here = passage.span(sentence)
    first = bisect_left(page.places, here.start, key=lambda p: p.span.start)
    options: list[tuple[int, Place]] = []
    for place in page.places[first:]:
        if place.span.start >= here.end:
            break
        words = passage.tokens(place.span)
        rank = _distance(candidate.token, words) if words is not None else None
        if rank is not None and rank <= farthest:
            options.append((rank, place))
    if not options:
        return None
    rank, place = min(options, key=lambda option: (option[0], _is_state(option[1])))
    candidate.notes.append(f"place {place.text}: {rank} steps away")
    return place


def _is_state(place: Place) -> bool:
    """Whether a place is a whole state: of two, the town says more."""
    known = spots(place.name) if place.name else ()
    return bool(known) and known[0].kind == "state"


FARTHEST = 6
"""Steps in the parse from the act to what says where, at most."""


def _distance(act: Token, place: Tokens) -> int | None:
    """Steps in the parse from an act to a place that says where it was; None where it says nothing of it."""
    if act.head == place.root and act.lemma_.lower() in settings().words["entering"]:  # "annexed Crimea"
        return 0
    hook = _hook(place)
    if hook is None or hook == act:
        return None if hook is None else 0
    path = _up(hook)
    if act in path:
        return _crossing(path[: path.index(act)])
    above = _up(act)
    if hook not in above or not _is_one_act(act, hook):
        return None
    return above.index(hook) + 2


def _up(token: Token) -> list[Token]:
    """The token and its governors, nearest first."""
    path = [token]
    while path[-1].head != path[-1] and len(path) <= FARTHEST:
        path.append(path[-1].head)
    return path


def _hook(words: Tokens) -> Token | None:
    """What a place says where of: the governor of its preposition, or the verb whose object it is."""
    lists = settings().words
    place = words.root
    before = words[0].nbor(-1) if words.start else place
    if before.dep_ == "prep" and before.lower_ in lists["locative"]:  # whatever the parse makes of the name
        return _governor(before)
    while place.dep_ in {"conj", "appos", "compound", "nmod"} and place.head != place:
        if place.dep_ == "compound" and place.head.lemma_.lower() in lists["hosted"]:
            return place.head
        if place.dep_ in {"compound", "nmod"}:
            return None
        place = place.head
    above = place.head
    if above.lower_ == "of" and above.head.lemma_.lower() in lists["settlements"]:  # "the city of Tabriz"
        place, above = above.head, above.head.head
    if place.dep_ == "dobj":
        return above if above.lemma_.lower() in lists["entering"] else None
    if place.dep_ != "pobj" or above.dep_ != "prep":
        return None
    governor = _governor(above)
    if above.lower_ in lists["locative"]:
        return governor
    goes = governor.lemma_.lower() in lists["going"]
    return governor if above.lower_ in lists["directional"] and goes else None


def _governor(preposition: Token) -> Token:
    """What a preposition hangs on, through another one: "from inside Syria"."""
    while preposition.dep_ == "prep" and preposition.head.dep_ == "prep":
        preposition = preposition.head
    return preposition.head


def _crossing(path: Sequence[Token]) -> int | None:
    """Steps from a place's governor up to the act, unless another clause stands between."""
    if any(t.dep_ in {"relcl", "ccomp", "advcl", "acl", "conj", "parataxis"} for t in path):
        return None
    return len(path)


def _is_one_act(act: Token, governor: Token) -> bool:
    """Whether what is said of a governor's place holds of the act below it: object, purpose or conjunct."""
    while act != governor:
        subject = act.dep_ in {"nsubj", "nsubjpass"} and act.head.lemma_ in rules().words["occurring"]
        if not subject and act.dep_ not in {"dobj", "conj", "xcomp", "pobj", "prep", "pcomp", "attr"}:
            return False
        act = act.head
    return True


__all__ = ["find", "find_places", "place_of"]
