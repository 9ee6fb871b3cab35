"""A whole mention taken apart: whose it is, what kind of body, and which person.

"the Iranian deputy foreign minister" is a people, an office and no name; "Russia's ambassador to Poland" is
Russia's; "a former CIA official" is an agency, and over. The head part stands before the first preposition
or comma; after "of" and "in" stands whose it is or where, after "to" whom it is aimed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from foedus.register.entry import Entry, choose
from foedus.register.names import words

if TYPE_CHECKING:
    from foedus.register.lookup import Register
    from foedus.register.tables import Settings

Found = list[tuple[int, int, Entry]]
"""First token, token after the last, and what stands there."""

INNER_OWNER = re.compile(r"^(?:the )?(\w+) of (\S+?)(['’]s) (.+)$")
"""An office of somebody's body: "secretary of Russia's Security Council" is Russia's secretary of it."""

BODIES = frozenset({"agency", "organisation", "group", "outlet", "byword"})
"""Kinds of names that say what sort of body they are."""
PLACES = frozenset({"capital", "city", "region", "state"})


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a mention. `role` is "head", "owner" (after "of", "in", a comma) or "other"."""

    role: str
    first: int
    last: int
    is_place: bool = False

    def within(self, found: Found) -> Found:
        """What stands in this part."""
        return [f for f in found if self.first <= f[0] and f[1] <= self.last]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention and what the register knows in it."""

    tokens: list[str]
    names: Found
    heads: Found
    parts: list[Part]
    on: date | None
    context: str

    def own(self) -> Iterator[Part]:
        """The parts that may say whose it is, the head part first."""
        return (part for part in self.parts if part.role != "other")


def resolve(register: Register, text: str, *, on: date | None, context: str) -> Entry | None:
    """Who a mention means on a day; see Register.resolve."""
    found = _resolved(register, text, on=on, context=context)
    turned = INNER_OWNER.sub(r"\2\3 \1 of the \4", text.strip())
    if turned == text.strip() or (found is not None and found.office):
        return found
    again = _resolved(register, turned, on=on, context=context)
    return again if again is not None and again.office else found


def _resolved(register: Register, text: str, *, on: date | None, context: str) -> Entry | None:
    tokens = words(text.strip())
    whole = register.match(tokens)
    if len(whole) != 1 or whole[0][:2] != (0, len(tokens)):  # "The Hague" keeps its article
        tokens = _trimmed(tokens, register.settings)
    if not tokens:
        return None
    names = [(a, b, choose(entries, on)) for a, b, entries in register.match_towns(tokens)]
    if len(names) == 1 and names[0][:2] == (0, len(tokens)):
        return names[0][2] if names[0][2].kind != "none" else None
    mention = _taken_apart(register, tokens, names, on, context)
    return _person(mention) or _titled(register, mention) or _body(register, mention)


def _trimmed(tokens: list[str], settings: Settings) -> list[str]:
    while tokens and (tokens[0].lower() in settings.determiners or not tokens[0][0].isalnum()):
        tokens = tokens[1:]
    while tokens and not tokens[-1][-1].isalnum() and not tokens[-1].endswith("."):
        tokens = tokens[:-1]
    return tokens[:-1] if tokens and tokens[-1] in {"'s", "’s"} else tokens


def _taken_apart(
    register: Register, tokens: list[str], names: Found, on: date | None, context: str
) -> Mention:
    """Names and office words, the longer winning where they overlap, and the parts between prepositions."""
    heads = [(a, b, entries[0]) for a, b, entries in register.match_offices(tokens)]
    names = [n for n in names if not any(a <= n[0] and n[1] <= b and n[:2] != (a, b) for a, b, _ in heads)]
    countries = {e.country for _, _, e in names if e.country and not e.is_default}
    if countries:  # "Chile's Defense Department": a name of many states is no name beside another state's
        names = [n for n in names if not n[2].is_default or n[2].country in countries]
    heads = [h for h in heads if not any(a <= h[0] and h[1] <= b for a, b, _ in names)]
    parts = _parts(tokens, [*names, *heads], register.settings)
    return Mention(tokens, [n for n in names if n[2].kind != "none"], heads, parts, on, context)


def _parts(tokens: list[str], found: Found, settings: Settings) -> list[Part]:
    """The mention cut before prepositions and at commas, never inside a name or office."""
    kept = {n for a, b, _ in found for n in range(a + 1, b)}
    parts, start, role = [], 0, "head"
    for place, token in enumerate(tokens):
        low = token.lower()
        turn = "owner" if low in settings.owners else "other" if low in settings.others else ""
        if turn and place not in kept and place > 0:
            parts.append(Part(role, start, place, role == "owner" and tokens[start - 1] != ","))
            start, role = place + 1, turn
    parts.append(Part(role, start, len(tokens), role == "owner" and tokens[start - 1] != ","))
    return parts


def _person(mention: Mention) -> Entry | None:
    """A person named in the head part, unless an office stands after the name ("Trump administration")."""
    for part in mention.own():
        persons = [n for n in part.within(mention.names) if n[2].kind == "person"]
        if persons:
            is_owner = any(h[0] >= persons[-1][1] for h in part.within(mention.heads))
            return None if is_owner else persons[-1][2]
        if part.is_place:
            return None
    return None


def _titled(register: Register, mention: Mention) -> Entry | None:
    """A surname after a title, office or state, or of somebody in the context: "Mr. Lavrov"."""
    last, end = mention.tokens[-1], len(mention.tokens) - 1
    if not last[0].isupper() or any(a <= end < b for a, b, _ in mention.names):
        return None
    before = mention.tokens[end - 1].lower().rstrip(".") if end else ""
    is_title = any(b == end for _, b, _ in mention.heads) or before in register.settings.titles
    found = list(register.surname(last, mention.on))
    countries = {e.country for _, _, e in mention.names if e.country}
    if countries:
        found = [terms for terms in found if terms[0].country in countries]
        is_title = is_title or before in {"'s", "’s"}
    if len(found) > 1 and mention.context:
        found = [terms for terms in found if terms[0].person in mention.context] or found
    offices = {word.office for _, _, word in mention.heads if word.office}
    if len(found) > 1 and offices:
        found = [terms for terms in found if any(_is_held(e, offices, mention.on) for e in terms)] or found
    if len(found) > 1 and countries and is_title:
        found = register.highest(found, mention.on)
    if len(found) != 1 or not (is_title or found[0][0].person in mention.context):
        return None
    return replace(
        choose(found[0], mention.on), basis="surname with title" if is_title else "surname in context"
    )


def _is_held(term: Entry, offices: set[str], on: date | None) -> bool:
    return term.office in offices and (on is None or term.holds(on))


def _body(register: Register, mention: Mention) -> Entry | None:
    """A body or people: whose it is, and its sector."""
    settings = register.settings
    owner, is_place = _owner(mention, settings)
    head = _head(mention)
    if owner is None and head is None:
        return None
    named = head if head and head.kind in BODIES else owner
    name = register.named(named) if named else ""
    country = owner.country if owner else head.country if head else ""
    sector = _sector(mention, owner if not is_place else None, head, settings)
    start = mention.parts[0]
    if sector in settings.offices and any(t.lower() in settings.former for t in mention.tokens[: start.last]):
        return Entry(name, country, "ELI", "phrase", basis="former official")
    office = head.office if head and head.kind == "office word" else ""
    said = start.within(mention.heads)
    is_alone = len(said) == 1 and said[0][1] == start.last and office in register.single_offices
    if owner and mention.on and is_alone:
        held = register.holders(country, office, mention.on)
        if len(held) == 1:
            return replace(held[0], kind="phrase", basis="holder of the office")
    basis = " of ".join(e.kind if e.kind == "office word" else e.basis for e in (head, owner) if e)
    return Entry(name, country, sector, "phrase", office=office, basis=basis)


def _sector(mention: Mention, owner: Entry | None, head: Entry | None, settings: Settings) -> str:
    sector = head.sector if head else ""
    if owner and owner.kind == "group" and sector in settings.absorbed:
        return owner.sector
    if sector or owner is None or owner.kind in {"state", "demonym", "city"}:
        return sector
    return owner.sector if owner.kind != "capital" or len(mention.tokens) == 1 else ""


def _is_affix(tokens: list[str], after: int, settings: Settings) -> bool:
    """Whether what stands before `after` only backs or places what follows: "Iran-backed militias"."""
    return after + 1 < len(tokens) and tokens[after] == "-" and tokens[after + 1].lower() in settings.affixes


def _owner(mention: Mention, settings: Settings) -> tuple[Entry | None, bool]:
    """Whose the body is: the first state, people or body named in the head, else after "of" or "in".

    Second value: whether it is only where it is ("targets in Syria").
    """
    backed: tuple[Entry | None, bool] = None, False
    for part in mention.own():
        named = [n for n in part.within(mention.names) if n[2].country]
        named = [n for n in named if not n[2].is_default] or named
        own = [e for _, b, e in named if not _is_affix(mention.tokens, b, settings)]
        if own:
            return own[0], part.is_place and own[0].kind in PLACES
        if named and backed[0] is None:
            backed = named[0][2], False
    return backed


def _head(mention: Mention) -> Entry | None:
    """What kind of body it is: the last telling word or named body of the head part, else of what follows."""
    weak: Entry | None = None
    for part in mention.own():
        bodies = [n for n in part.within(mention.names) if n[2].kind in BODIES]
        said = [e for _, _, e in sorted([*part.within(mention.heads), *bodies], key=lambda f: f[0])]
        strong = [e for e in said if e.sector and (e.kind != "office word" or e.basis != "1")]
        if strong:
            return strong[-1]
        weak = weak or (said[-1] if said else None)
    return weak
