"""A whole mention taken apart: whose it is, what kind of body, and which person.

"the Iranian deputy foreign minister" is a people, an office and no name; "Russia's ambassador to Poland" is
Russia's; "a former CIA official" is an agency, and over. The head part stands before the first preposition
or comma; after "of" and "in" stands whose it is or where, after "to" whom it is aimed at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from foedus.register.entry import Entry, choose
from foedus.register.names import words

if TYPE_CHECKING:
    from foedus.register.register import Register
    from foedus.register.tables import Settings


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a mention. `role` is "head", "owner" (after "of", "in", a comma) or "other"."""

    role: str
    first: int
    last: int


def resolve(register: Register, text: str, *, on: date | None, context: str) -> Entry | None:
    """Who a mention means on a day; see Register.resolve."""
    tokens = _trimmed(words(text), register.settings)
    if not tokens:
        return None
    names = [(a, b, choose(entries, on)) for a, b, entries in register.match_places(tokens)]
    names = [name for name in names if name[2].kind != "none"]
    heads = [(a, b, entries[0]) for a, b, entries in register.match_offices(tokens)]
    if len(names) == 1 and names[0][:2] == (0, len(tokens)):
        return names[0][2]
    parts = _parts(tokens, names, register.settings)
    inside = [(a, b, w) for a, b, w in heads if not any(x <= a and b <= y for x, y, _ in names)]
    person = _person(parts, names, inside) or _titled(register, tokens, names, inside, on, context)
    if person:
        return person
    return _body(register, tokens, (names, inside, parts), on)


def _trimmed(tokens: list[str], settings: Settings) -> list[str]:
    while tokens and (tokens[0].lower() in settings.determiners or not tokens[0][0].isalnum()):
        tokens = tokens[1:]
    while tokens and not tokens[-1][-1].isalnum() and not tokens[-1].endswith("."):
        tokens = tokens[:-1]
    if tokens and tokens[-1] in {"'s", "’s"}:
        tokens = tokens[:-1]
    return tokens


Found = list[tuple[int, int, Entry]]


def _parts(tokens: list[str], names: Found, settings: Settings) -> list[Part]:
    """The mention cut before prepositions and at commas, never inside a name."""
    kept = {n for a, b, _ in names for n in range(a + 1, b)}
    parts, start, role = [], 0, "head"
    for place, token in enumerate(tokens):
        low = token.lower()
        turn = "owner" if low in settings.owners or token == "," else "other" if low in settings.others else ""
        if turn and place not in kept and place > 0:
            parts.append(Part(role, start, place))
            start, role = place + 1, turn
    parts.append(Part(role, start, len(tokens)))
    return parts


def _within(part: Part, found: Found) -> Found:
    return [f for f in found if part.first <= f[0] and f[1] <= part.last]


def _person(parts: list[Part], names: Found, heads: Found) -> Entry | None:
    """A person named in the head part, unless an office stands after the name ("Trump administration")."""
    for part in parts:
        if part.role == "other":
            continue
        named = _within(part, names)
        persons = [n for n in named if n[2].kind == "person"]
        if persons:
            after = [h for h in _within(part, heads) if h[0] >= persons[-1][1]]
            return None if after else persons[-1][2]
        if part.role == "head" and (named or _within(part, heads)) and len(parts) > 1 and not persons:
            continue
    return None


def _titled(
    register: Register, tokens: list[str], names: Found, heads: Found, on: date | None, context: str
) -> Entry | None:
    """A surname after a title or office: "President Kim", "Mr. Lavrov"; one person only, or one of the context."""
    last = tokens[-1]
    if not last[0].isupper() or any(a <= len(tokens) - 1 < b for a, b, _ in (*names, *heads)):
        return None
    before = tokens[:-1]
    is_title = any(b == len(tokens) - 1 for _, b, _ in heads) or (
        bool(before) and before[-1].lower().rstrip(".") in register.settings.titles
    )
    found = list(register.surname(last, on))
    countries = {e.country for _, _, e in names if e.country}
    if countries:
        found = [terms for terms in found if terms[0].country in countries]
    if len(found) > 1 and context:
        found = [t for t in found if t[0].person in context] or found
    offices = {w.office for _, _, w in heads if w.office}
    if len(found) > 1 and offices:
        exact = [t for t in found if any(e.office in offices and (on is None or e.holds(on)) for e in t)]
        found = exact or found
    if len(found) == 1 and (is_title or (context and found[0][0].person in context)):
        return replace(choose(found[0], on), basis="surname with title" if is_title else "surname in context")
    return None


def _body(
    register: Register, tokens: list[str], found: tuple[Found, Found, list[Part]], on: date | None
) -> Entry | None:
    names, heads, parts = found
    owner, place = _owner(names, parts, tokens)
    head = _head(names, heads, parts)
    if owner is None and head is None:
        return None
    settings = register.settings
    is_former = any(t.lower() in settings.former for t in tokens[: parts[0].last])
    sector = head.sector if head else ""
    if not sector and owner and not place and owner.kind not in {"state", "demonym", "region", "city"}:
        sector = owner.sector if owner.kind != "capital" or len(tokens) == 1 else ""
    if not sector and owner and owner.kind == "region":
        sector = owner.sector
    country = owner.country if owner else head.country if head else ""
    if is_former and (sector in settings.offices):
        return Entry(owner.name if owner else "", country, "ELI", "phrase", basis="former official")
    office = head.office if head and head.kind == "office word" else ""
    if owner and head and office and not is_former and _is_last(head, heads, parts):
        held = register.holders(country, office, on) if on else ()
        if held:
            return replace(held[0], kind="phrase", basis="holder of the office")
    name = owner.name if owner else (head.name if head and head.kind != "office word" else "")
    basis = " of ".join(_said(e) for e in (head, owner) if e)
    return Entry(name, country, sector, "phrase", office=office, basis=basis)


def _said(entry: Entry) -> str:
    return "office word" if entry.kind == "office word" else entry.basis


def _is_last(head: Entry, heads: Found, parts: list[Part]) -> bool:
    """Whether the head part ends in this office and holds no other."""
    inside = _within(parts[0], heads)
    return len(inside) == 1 and inside[0][2] is head and inside[0][1] == parts[0].last


def _owner(names: Found, parts: list[Part], tokens: list[str]) -> tuple[Entry | None, bool]:
    """Whose the body is: the first state, people or body named in the head, else after "of" or "in".

    Second value: whether it is only where it is ("targets in Syria").
    """
    for role in ("head", "owner"):
        for part in parts:
            if part.role != role:
                continue
            named = [n[2] for n in _within(part, names) if n[2].country]
            firm = [e for e in named if not e.is_default] or named
            if firm:
                is_place = role == "owner" and firm[0].kind in {"capital", "city", "region", "state"}
                return firm[0], is_place and tokens[part.first - 1] != ","
    return None, False


def _head(names: Found, heads: Found, parts: list[Part]) -> Entry | None:
    """What kind of body it is: the last telling word or named body of the head part, else of what follows "of"."""
    weak: Entry | None = None
    for part in parts:
        if part.role == "other":
            continue
        bodies = [n for n in _within(part, names) if n[2].kind in {"agency", "organisation", "group", "outlet", "byword"}]
        said = sorted([*_within(part, heads), *bodies], key=lambda f: f[0])
        strong = [e for _, _, e in said if e.sector and (e.kind != "office word" or e.basis != "1")]
        if strong:
            return strong[-1]
        weak = weak or (said[-1][2] if said else None)
    return weak
