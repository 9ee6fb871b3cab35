"""Whether two records tell of one act: what excludes it, what speaks for it, and both in words.

First what cannot be one: other sides, another type or mode, denied and asserted, planned and done, days,
places or figures that exclude each other. What is left is weighed: shared words, the predicate, names,
numbers, place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from foedus.ledger.report import Member, Report, Row
from foedus.ledger.wording import settings, weight
from foedus.shown import one_line

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """How probable it is that two records tell of one act, and why."""

    probability: float
    reason: str


def same_words(one: Report, other: Report) -> Likeness | None:
    """Whether two records of dispatches that print the same words rest on the same words.

    Sides, dates and modes need not agree: the same words tell of the same act, however they were read.
    """
    known = settings()["likeness"]
    shared, told_by_one = len(one.all_stems & other.all_stems), len(one.all_stems | other.all_stems)
    if one.event != other.event or not one.act & other.act or shared < known["same_sentence"] * told_by_one:
        return None
    around = len(one.near & other.near) / max(1, len(one.near | other.near))
    if around < known["same_surroundings"]:
        return None
    probability = known["reprint"] + (1 - known["reprint"]) * around * shared / max(1, told_by_one)
    return Likeness(round(probability, 3), _told_again(other.predicate, shared=shared, of=told_by_one))


def same_act(one: Report, other: Report) -> Likeness | None:
    """Whether two records tell of one act in other words; None where they don't, or too little says so."""
    if not one.stems & other.stems and one.event not in settings()["likeness"]["once"]:
        return None
    if excluded(one, other):
        return None
    known = settings()["likeness"]
    seen = features(one, other)
    if _beside(one, other) < known["least_beside"] and not _is_fixed(seen):
        return None
    total = known["bias"] + sum(known["weights"][name] * value for name, value in seen.items())
    probability = round(1 / (1 + math.exp(-total)), 3)
    if probability < known["least_probability"]:
        return None
    return Likeness(probability, _told(one, other))


def can_be_one(one: Report, other: Report) -> bool:
    """Whether nothing excludes that two records tell of one act, or they are one sentence in two prints."""
    return not excluded(one, other) or same_words(one, other) is not None


def excluded(one: Report, other: Report) -> str:
    """What makes two records two acts; empty where nothing does."""
    if one.event != other.event:
        return "type"
    if one.mode and other.mode and one.mode != other.mode:
        return "mode"
    if (one.auxiliary ^ other.auxiliary) - set(settings()["likeness"]["background"]):
        return "auxiliary"
    if one.key == other.key and one.sentence_at == other.sentence_at:
        return "sentence"
    if not (_agree(one.actor, other.actor) and _agree(one.recipient, other.recipient)):
        return "sides"
    if not _can_be_one_time(one, other):
        return "date"
    if not _can_be_one_place(one.place, other.place):
        return "place"
    if not _can_be_one_number(one.quantity, other.quantity):
        return "quantity"
    return ""


def features(one: Report, other: Report) -> dict[str, float]:
    """What speaks for one act, by name of its weight."""
    shared = one.stems & other.stems
    least = min(weight(one.stems), weight(other.stems))
    names = one.names & other.names
    is_apart = bool(one.names - other.all_stems) and bool(other.names - one.all_stems)
    figures = (one.figures & other.figures) if one.figures and other.figures else None
    return {
        "share": weight(shared) / max(least, 3.0),
        "shared": math.log1p(weight(shared)),
        "act": float(bool(one.act & other.act)),
        "near": weight((one.near & other.near) & shared)
        / max(3.0, min(weight(one.near), weight(other.near))),
        "names": min(len(names), 3) / 3,
        "names_apart": float(is_apart and not names),
        "figures": float(bool(figures)),
        "quantity": float(bool(one.quantity and other.quantity)),
        "place": float(bool(one.place and other.place)),
        "day_stated": float(bool(one.start and one.start == other.start)),
        "other_day": float(one.day != other.day),
        "own_dispatch": float(one.key == other.key),
        "headline": float("headline" in (one.section, other.section)),
        "named": float(_is_named(one.actor, other.actor)) + float(_is_named(one.recipient, other.recipient)),
        "once": float(
            one.event in settings()["likeness"]["once"]
            and one.day == other.day
            and _is_named(one.actor, other.actor)
        ),
    }


def _beside(one: Report, other: Report) -> float:
    """The weight of what both say beside sides and predicate; under two predicates, names say nothing."""
    shared = (one.stems & other.stems) - one.act - other.act
    return weight(shared if one.act & other.act else shared - one.names - other.names)


def _is_fixed(seen: dict[str, float]) -> bool:
    """Whether something else than words says that it is this act: its number, or who and on which day."""
    return bool(
        seen["once"] or seen["quantity"] or (seen["day_stated"] and seen["act"] and seen["named"] == 2)
    )


def _is_named(one: Sequence[Member], other: Sequence[Member]) -> bool:
    return any(a.person and b.person for a in one for b in other)


def _agree(one: Sequence[Member], other: Sequence[Member]) -> bool:
    """Whether two sides are the same: every member of each has its like in the other."""
    return all(any(_is_one(a, b) for b in other) for a in one) and all(
        any(_is_one(a, b) for b in one) for a in other
    )


def _is_one(one: Member, other: Member) -> bool:
    known = settings()["likeness"]
    if one.country != other.country:
        return False
    if one.person and other.person:
        return (
            one.person == other.person or one.person[-1:] == other.person or other.person[-1:] == one.person
        )
    if one.country is None or one.country in known["blocs"]:
        return bool(one.name) and (one.name <= other.name or other.name <= one.name)
    is_state = {one.sector or "GOV", other.sector or "GOV"} <= set(known["state"])
    return is_state or (one.sector == other.sector and one.name == other.name)


def _can_be_one_time(one: Report, other: Report) -> bool:
    known = settings()["likeness"]
    if one.start and other.start and one.end and other.end:
        return one.start <= other.end and other.start <= one.end
    if one.start or other.start:
        dated, undated = (one, other) if one.start else (other, one)
        if undated.published is None or dated.start is None or dated.end is None:
            return False
        before = timedelta(days=known["told_after_days"])
        return dated.start <= undated.published and undated.published - before <= dated.end
    if one.published is None or other.published is None:
        return one.key == other.key
    return abs((one.published - other.published).days) <= int(known["apart_days"])


def _can_be_one_place(one: Row | None, other: Row | None) -> bool:
    if one is None or other is None or one["name"] == other["name"]:
        return True
    if one["country"] != other["country"]:
        return False
    return _km(one, other) <= float(settings()["likeness"]["place_km"])


def _km(one: Row, other: Row) -> float:
    """Kilometres between two places; 0 where one of them has no point."""
    if None in {one["lat"], one["lon"], other["lat"], other["lon"]}:
        return 0.0
    lat, lon, lat2, lon2 = (math.radians(p[name]) for p in (one, other) for name in ("lat", "lon"))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def _can_be_one_number(one: Row | None, other: Row | None) -> bool:
    if one is None or other is None or one["unit"] != other["unit"]:
        return True
    slack: float = settings()["likeness"]["about"] if one["approximate"] or other["approximate"] else 0.0
    apart: float = abs(one["value"] - other["value"])
    return apart <= slack * max(abs(float(one["value"])), abs(float(other["value"])))


def _told_again(act: str, *, shared: int, of: int) -> str:
    return _phrases()["again"].format(shared=shared, of=of, act=one_line(act.casefold()))


def _told(one: Report, other: Report) -> str:
    """In words: what agrees, and how much of the shorter sentence stands in the other."""
    said = _phrases()
    when = said["day"] if one.day == other.day else said["days"]
    shared = len(one.stems & other.stems)
    parts = [said["words"].format(shared=shared, of=min(len(one.stems), len(other.stems)))]
    if one.act & other.act:
        parts.append(said["act"].format(act=one_line(other.predicate.casefold())))
    if one.quantity and other.quantity:
        parts.append(said["quantity"].format(quantity=one_line(other.quantity["text"])))
    if one.place and other.place:
        parts.append(said["place"].format(place=one_line(other.place["name"] or other.place["text"])))
    return "; ".join([when, *parts])


def _phrases() -> dict[str, str]:
    return dict(settings()["reasons"])
