"""One event, many reports: what is joined, what stays apart, and that the order of coming does not matter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.ledger.joining import join
from foedus.ledger.likeness import excluded, same_act
from foedus.ledger.report import Report
from foedus.ledger.reprints import Printed, Reprint, find
from foedus.ledger.wording import stems, words

MONDAY = date(2025, 6, 23)
TUESDAY = date(2025, 6, 24)


def member(
    country: str | None, name: str, *, person: str | None = None, sector: str = "GOV"
) -> dict[str, Any]:
    return {
        "country": country,
        "name": name,
        "text": name,
        "person": person,
        "sector": sector,
        "office": None,
    }


IRAN, RUSSIA, ISRAEL = member("IRN", "Iran"), member("RUS", "Russia"), member("ISR", "Israel")
ARAGHCHI = member("IRN", "Iran", person="Abbas Araghchi")
PUTIN = member("RUS", "Russia", person="Vladimir Putin")


def report(sentence: str, act: str, key: str = "one", **given: Any) -> Report:
    """A record of `sentence` whose predicate is `act`, by Iran toward Israel unless said otherwise."""
    place = sentence.index(act)
    start = given.pop("at", 0)
    day = given.pop("on", None)
    row = {
        "id": f"{key}:{start}:{place}",
        "key": key,
        "outlet": key,
        "published": MONDAY,
        "event": "ASSAULT",
        "mode": None,
        "auxiliary": [],
        "actor": [IRAN],
        "recipient": [ISRAEL],
        "predicate": {"text": act, "span": [start + place, start + place + len(act)]},
        "sentence": {"text": sentence, "span": [start, start + len(sentence)]},
        "section": "body",
        "date": {"start": day, "end": day} if day else None,
        "place": None,
        "quantity": None,
    }
    return Report.of(row | given)


def number(value: float, *, approximate: bool = False) -> dict[str, Any]:
    return {"text": f"{value:g} missiles", "value": value, "unit": "missiles", "approximate": approximate}


def town(name: str, country: str, lat: float, lon: float) -> dict[str, Any]:
    return {"text": name, "name": name, "country": country, "lat": lat, "lon": lon}


MISSILES = "Iran fired a salvo of ballistic missiles at an airbase near Beersheba, wounding four."
SALVO = "Four people were hurt when Iran fired ballistic missiles toward the Beersheba airbase in Israel."


def test_words_lose_what_two_desks_write_otherwise() -> None:
    assert words("It didn’t pay 1,000 per cent") == words("it did not pay 1000 %")
    assert stems("attacked villages") == stems("Attacks on a village")
    assert words("three U.S. ships") == words("3 US ships".replace("US", "usa"))


def test_one_act_in_other_words_is_one_event_with_a_reason() -> None:
    first, second = report(MISSILES, "fired"), report(SALVO, "fired", "two")
    (found,) = join([second, first])
    assert (found.report, found.event) == (second, first.id) or (found.report, found.event) == (
        first,
        second.id,
    )
    assert "same sides, type and day" in found.reason
    assert "both say “fired”" in found.reason
    assert 0.6 < found.probability < 1


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ({"event": "THREATEN"}, "type"),
        ({"auxiliary": ["negation"]}, "auxiliary"),
        ({"auxiliary": ["future"]}, "auxiliary"),
        ({"actor": [RUSSIA]}, "sides"),
        ({"recipient": []}, "sides"),
        ({"on": TUESDAY}, "date"),
        ({"place": town("Haifa", "ISR", 32.8, 35.0)}, "place"),
        ({"quantity": number(12)}, "quantity"),
    ],
)
def test_what_excludes_one_act(second: dict[str, Any], why: str) -> None:
    one = report(
        MISSILES, "fired", on=MONDAY, place=town("Beersheba", "ISR", 31.25, 34.79), quantity=number(30)
    )
    other = report(SALVO, "fired", "two", **({"on": MONDAY} | second))
    assert excluded(one, other) == why
    assert excluded(other, one) == why
    assert join([one, other]) == []


def test_background_and_rounded_numbers_exclude_nothing() -> None:
    one = report(MISSILES, "fired", auxiliary=["historical"], quantity=number(30))
    other = report(SALVO, "fired", "two", quantity=number(28, approximate=True))
    assert excluded(one, other) == ""


def test_two_acts_of_a_day_stay_apart() -> None:
    strikes = [
        "Iran fired missiles at a power station in Hadera on Monday.",
        "Iranian drones fired on a tanker anchored off Eilat.",
        "Iran fired rockets at the port of Ashdod overnight.",
    ]
    found = join([report(text, "fired", str(place)) for place, text in enumerate(strikes)])
    assert found == []


def test_a_statement_made_again_on_another_day_is_another_event() -> None:
    said = "Iran accuses Israel of breaking the truce along the northern frontier."
    again = "Iran again accuses Israel of violations of the northern truce line."
    acts = {"event": "ACCUSE"}
    first = report(said, "accuses", on=MONDAY, **acts)
    assert join([first, report(again, "accuses", "two", on=TUESDAY, published=TUESDAY, **acts)]) == []
    week = date(2025, 6, 30)
    assert (
        join([report(said, "accuses", **acts), report(again, "accuses", "two", published=week, **acts)]) == []
    )


def test_two_named_people_meet_once_a_day() -> None:
    given: dict[str, Any] = {"event": "CONSULT", "actor": [ARAGHCHI, PUTIN], "recipient": [], "on": MONDAY}
    one = report("Putin received Araghchi in the Kremlin.", "received", **given)
    other = report(
        "Araghchi held talks with the Russian leader as bombs fell on Tehran.", "held talks", "two", **given
    )
    assert [found.event for found in join([one, other])] == [one.id]
    states = {"actor": [IRAN, RUSSIA]}
    assert join([report(r.sentence, r.predicate, r.key, **(given | states)) for r in (one, other)]) == []


def test_headline_and_body_of_one_dispatch_are_one_event_but_one_sentence_never() -> None:
    headline = report("Iran fires ballistic missiles at Beersheba airbase.", "fires", section="headline")
    assert len(join([headline, report(MISSILES, "fired", at=100)])) == 1
    twice = "Iran fired missiles at Beersheba and fired missiles at Beersheba airbase."
    first = report(twice, "fired missiles at Beersheba and")
    second = report(twice, "fired missiles at Beersheba airbase")
    assert join([first, second]) == []


def test_a_reprint_is_joined_however_its_sides_and_days_were_read() -> None:
    one = report(MISSILES, "fired", on=MONDAY)
    copy = report(MISSILES.replace("wounding", "wounding some"), "fired", "two", actor=[RUSSIA], on=TUESDAY)
    assert join([one, copy]) == []
    (found,) = join([one, copy], reprints=[Reprint("two", "one", 0.9)])
    assert found.event == one.id
    assert found.reason.startswith("reprinted: the sentences share")


def test_two_acts_in_one_sentence_go_to_their_own_in_the_reprint() -> None:
    text = "Iran struck the refinery at Haifa, while far to the south its drones struck a tanker off Eilat."
    copy = "(Reuters) - " + text

    def told(sentence: str, key: str) -> list[Report]:
        first = report(sentence, "struck the refinery", key)
        return [first, report(sentence, "struck a tanker", key)]

    found = join([*told(text, "one"), *told(copy, "two")], reprints=[Reprint("two", "one", 1.0)])
    ids = [r.id for r in told(text, "one")]
    assert [(f.report.predicate, f.event) for f in found] == [
        ("struck the refinery", ids[0]),
        ("struck a tanker", ids[1]),
    ]


def test_an_event_keeps_its_name_when_an_earlier_report_comes_late() -> None:
    held = report(MISSILES, "fired", "two")
    late = report(SALVO, "fired", "one")
    (found,) = join([late], [(held, held.id)])
    assert (found.report.id, found.event) == (late.id, held.id)
    assert join([held], [(held, held.id)]) == []


def test_two_events_that_are_held_are_never_made_one() -> None:
    one, two = report(MISSILES, "fired"), report(SALVO, "fired", "two")
    third = report(SALVO.replace("Four", "Some four"), "fired", "three")
    found = join([third], [(one, one.id), (two, two.id)])
    assert len(found) == 1
    assert found[0].event in {one.id, two.id}


@given(st.permutations(range(4)))
def test_the_order_of_coming_changes_nothing(order: list[int]) -> None:
    texts = [
        MISSILES,
        SALVO,
        SALVO.replace("Four", "Some four"),
        "Iran fired on a tanker anchored off Eilat.",
    ]
    reports = [report(text, "fired", str(place)) for place, text in enumerate(texts)]
    found = join([reports[place] for place in order])
    assert [(f.report.id, f.event) for f in found] == [(f.report.id, f.event) for f in join(reports)]


STORY = " ".join(
    f"On day {day} of the talks in Vienna, envoy {day} told the delegation about clause {day} and went home."
    for day in range(12)
)


def test_a_reprint_is_found_though_shortened_and_reworded() -> None:
    short = " ".join(STORY.split(". ")[:9]).replace("told", "informed")
    other = " ".join(
        f"Grain number {n} left the silo by lorry {n} for market {n} at dawn." for n in range(12)
    )
    pages = [
        Printed("a", STORY, "x", MONDAY),
        Printed("b", short, "y", MONDAY),
        Printed("c", other, "z", MONDAY),
    ]
    (pair,) = find(pages)
    assert (pair.key, pair.of) == ("b", "a")
    assert pair.contained > 0.55
    assert list(find(pages[1:2], pages[:1])) == [pair]
    assert list(find([Printed("b", short, "y", date(2025, 9, 1))], pages[:1])) == []
    assert list(find([Printed("d", "Too short to tell."), Printed("e", "Too short to tell.")])) == []


def test_less_than_enough_is_no_join() -> None:
    one = report("Iran fired at Israel.", "fired")
    assert same_act(one, report("Israel said Iran fired again.", "fired", "two")) is None


def test_two_acts_that_name_a_third_party_stay_apart() -> None:
    given: dict[str, Any] = {"event": "REQUEST", "recipient": []}
    headline = report("Iran told reporters not to write of Nabih Berri.", "told", section="headline", **given)
    other = report("Many prefer Iran's call for a vote over Nabih Berri's caution.", "call", "two", **given)
    assert join([headline, other]) == []
