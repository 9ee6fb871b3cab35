"""Who is meant: names with their offices, pronouns, the two leaders, others than the one whose they are."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.reading.page import Page
from foedus.reading.reader import Reader
from foedus.records import Actor, Dispatch, Section, Span


def page(*paragraphs: str, published: date | None = date(2025, 6, 30)) -> Page:
    """A dispatch of body paragraphs, read."""
    sections, start = [], 0
    for paragraph in paragraphs:
        sections.append(Section("body", Span(start, start + len(paragraph))))
        start += len(paragraph) + 1
    return Reader().page(
        Dispatch("d", "\n".join(paragraphs), tuple(sections), language="en", published=published)
    )


def meant(read: Page, words: str) -> list[Actor]:
    return [a for m in read.mentions for a in m.actors if a.text == words]


@pytest.mark.parametrize(
    ("text", "words", "country", "sector"),
    [
        ("Tehran protested on Monday.", "Tehran", "IRN", "GOV"),
        ("Iran's foreign ministry protested.", "Iran's foreign ministry", "IRN", "GOV"),
        ("Russian troops crossed the river.", "Russian troops", "RUS", "MIL"),
        ("Syrian government troops crossed the river.", "Syrian government troops", "SYR", "MIL"),
        ("Russian and Syrian government forces left.", "Russian", "RUS", "MIL"),
        ("Israeli army units crossed the river.", "Israeli army units", "ISR", "MIL"),
        ("The Kremlin denied it.", "The Kremlin", "RUS", "GOV"),
        ("NATO allies met in Madrid.", "NATO allies", "IGO", None),
        ("Hezbollah fired rockets.", "Hezbollah", "LBN", None),
        ("The foreign minister of Gabon arrived.", "minister", "GAB", "GOV"),
    ],
)
def test_a_name_with_its_office(text: str, words: str, country: str, sector: str | None) -> None:
    found = meant(page(text), words)
    assert found, [a.text for m in page(text).mentions for a in m.actors]
    assert found[0].country == country
    assert sector is None or found[0].sector == sector


@pytest.mark.parametrize("held", ["rebel-held", "Houthi-controlled", "Russian-occupied"])
def test_a_town_in_other_hands_is_not_its_state(held: str) -> None:
    assert not meant(page(f"Jets struck {held} Aleppo on Sunday."), "Aleppo")
    assert meant(page("Jets struck Aleppo on Sunday."), "Aleppo")


def test_a_title_introduces_a_person_whom_the_surname_means_later() -> None:
    read = page("Chadian Deputy Interior Minister Idris Ballo resigned.", "Ballo gave no reason.")
    assert [(a.person, a.country) for a in meant(read, "Ballo")] == [("Idris Ballo", "TCD")]


def test_a_government_may_be_told_by_its_president() -> None:
    read = page(
        "Turkey protested.",
        "It blamed the government of President Bashar al-Assad for it.",
        published=date(2016, 9, 6),
    )
    assert [a.country for a in meant(read, "government")] == ["SYR"]


def test_what_somebody_is_called_is_nobody_named() -> None:
    read = page("Critics described him as a Japanese general.", "The general retired on Monday.")
    assert meant(read, "general") == []


def test_the_first_part_of_a_korean_name_may_stand_alone() -> None:
    read = page("North Korean diplomat Ri Myong-su spoke first.", "Ri then left the hall.")
    assert [a.country for a in meant(read, "Ri")] == ["PRK"]


@pytest.mark.parametrize(
    ("text", "word", "countries"),
    [
        ("Norway condemned the raid and recalled its ambassador.", "its ambassador", ["NOR"]),
        ("Kenya said it would respond.", "it", ["KEN"]),
        ("Russia and Iran signed a pact. The two countries share a sea.", "countries", ["RUS", "IRN"]),
        ("Japan raised the matter with Peru. Both sides agreed to meet.", "sides", ["JPN", "PER"]),
    ],
)
def test_what_leans_on_a_name(text: str, word: str, countries: list[str]) -> None:
    assert [a.country for a in meant(page(text), word)] == countries


def test_neighbours_are_others() -> None:
    assert not meant(page("Serbia reassured its neighbors."), "its neighbors")


@pytest.mark.parametrize("text", ["Iran-backed groups gathered.", "A pro-Iran rally was held."])
def test_a_state_that_only_colours_a_word_is_nobody(text: str) -> None:
    assert "IRN" not in [a.country for m in page(text).mentions for a in m.actors]


def test_we_in_quotation_marks_is_the_speaker() -> None:
    read = page("“We will answer,” said Omani Foreign Minister Hamad Qasimi.")
    assert [a.country for a in meant(read, "We")] == ["OMN"]


def test_we_in_a_government_s_statement_is_that_government() -> None:
    text = "We welcome the Kenyan decision. The Prime Minister thanked Nairobi."
    sections = (Section("body", Span(0, len(text))),)
    statement = Dispatch("d", text, sections, language="en", outlet="UK Government")
    assert [a.country for a in meant(Reader().page(statement), "We")] == ["GBR"]
    report = Dispatch("d", text, sections, language="en", outlet="Example Daily")
    assert not meant(Reader().page(report), "We")


def test_offsets_are_those_of_the_text() -> None:
    read = page("Seoul’s “first” answer 😀 came late.", "Its army chief told Beijing so.")
    for mention in read.mentions:
        for actor in mention.actors:
            assert read.dispatch.text[actor.span.start : actor.span.end] == actor.text


def test_a_surname_that_is_a_people_s_name_stays_the_person() -> None:
    read = page("Texan investor Ralph Turk spoke first.", "Turk also criticized Peru.")
    assert [a.person for a in meant(read, "Turk")] == ["Ralph Turk"]


def test_a_union_is_not_any_bloc_named_long_ago() -> None:
    read = page("ASEAN met in May.", *["Rain fell."] * 8, "The union agreed to a new wage.")
    assert "IGO" not in [a.country for a in meant(read, "union")]


def test_the_three_governments_are_the_three_named_together() -> None:
    read = page("Mali, Chad and Niger left the bloc.", "The three governments signed a pact.")
    assert [a.country for a in meant(read, "governments")] == ["MLI", "TCD", "NER"]


def test_a_name_of_several_states_means_each() -> None:
    read = page("Poland and the Baltic states urged NATO to stay.")
    assert [a.country for a in meant(read, "the Baltic states")] == ["EST", "LVA", "LTU"]


def test_the_administration_is_that_of_the_state_whose_people_act() -> None:
    read = page(
        "Russia moved troops.", "Barack Obama's critics in Congress called on the administration to act."
    )
    assert [a.country for a in meant(read, "administration")] == ["USA"]


def test_they_may_be_a_council() -> None:
    read = page("The Security Council issued a statement.", "It noted they would take further measures.")
    assert [a.country for a in meant(read, "they")] == ["UNO"]


def test_officials_whom_a_visitor_meets_are_the_host_s() -> None:
    read = page("On a visit to Uzbekistan, Russian Foreign Minister Sergei Lavrov met ministers.")
    assert [a.country for a in meant(read, "ministers")] == ["UZB"]
    alone = page("Russian Foreign Minister Sergei Lavrov met ministers after a flight over Uzbekistan.")
    assert "UZB" not in [a.country for a in meant(alone, "ministers")]


def test_who_meets_their_french_counterparts_is_of_the_other_state() -> None:
    many = ["Britain built a port."] * 4
    read = page(*many, "The defence secretaries met their French counterparts.")
    assert [a.country for a in meant(read, "defence secretaries")] == ["GBR"]


def test_refugees_from_a_state_are_its_refugees() -> None:
    read = page("The White House took credit for taking in refugees from Syria.")
    assert [(a.country, a.sector) for a in meant(read, "refugees")] == [("SYR", "REF")]
