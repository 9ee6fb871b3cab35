from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.ontology import plover
from foedus.register import Entry, choose, register, tables, who
from foedus.register.names import keys, words

JUNE_2025 = date(2025, 6, 30)


def found(text: str) -> list[tuple[str, str]]:
    return [(entries[0].name, entries[0].kind) for _, _, entries in register().match(text.split())]


def test_names_are_found_in_tokens() -> None:
    assert found("Moscow told the U.S. that Iran ’s Revolutionary Guards and Boko Haram met") == [
        ("Russia", "capital"),
        ("United States", "state"),
        ("Islamic Revolutionary Guard Corps", "agency"),
        ("Boko Haram", "group"),
    ]


def test_hyphens_marks_and_accents_do_not_matter() -> None:
    for text in ("Kim Jong - un", "Kim Jong Un", "Kim Jong-un", "KIM JONG UN"):
        assert found(text) == [("Kim Jong-un", "person")]
    assert found("Elysée") == found("Élysée") == found("ELYSEE") == [("France", "byword")]
    assert found("UN") == found("U.N.") == [("United Nations", "organisation")]


def test_a_middle_initial_is_passed_over() -> None:
    assert found("Mr. Sergey Q. Lavrov met John Z. Kerry .") == [
        ("Sergei Lavrov", "person"),
        ("John Kerry", "person"),
    ]
    assert found("United , States") == []


def test_case_tells_names_from_words() -> None:
    assert found("they told us to polish turkey and jordan who is a chad") == []
    assert found("Turkey told US") == [("Turkey", "state"), ("United States", "state")]


def test_abbreviations_that_are_words_are_not_read_in_capitals() -> None:
    assert found("WHO IS TO BLAME") == []
    assert found("the WHO warned") == [("World Health Organization", "organisation")]


def test_the_longest_name_wins_and_may_mean_no_actor() -> None:
    assert found("ships crossed the Taiwan Strait") == [("Taiwan Strait", "none")]
    assert found("North Korean troops") == [("North Korea", "demonym")]
    assert found("the People 's Liberation Army Navy") == [("People's Liberation Army Navy", "agency")]
    assert found("the People 's Liberation Army") == [("People's Liberation Army", "agency")]


def test_a_surname_after_an_unknown_given_name_is_somebody_else() -> None:
    assert found("Eric Trump spoke") == []
    assert found("Michael Jordan spoke") == []
    assert found("President Trump spoke") == [("Donald Trump", "person")]


def test_words_of_context_need_their_state() -> None:
    tokens = ["the", "North", "and", "the", "two", "Koreas"]
    assert register().match_contextual(tokens, frozenset({"USA"})) == []
    north, koreas = register().match_contextual(tokens, frozenset({"KOR"}))
    assert [e.country for e in north[2]] == ["PRK"]
    assert [e.country for e in koreas[2]] == ["PRK", "KOR"]
    (assembly,) = register().match_contextual(["National", "Assembly"], frozenset({"FRA"}))
    assert [e.country for e in assembly[2]] == ["FRA"]


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("Tehran", "IRN", "GOV"),
        ("Iran", "IRN", ""),
        ("the Kremlin", "RUS", "GOV"),
        ("Iran’s foreign ministry", "IRN", "GOV"),
        ("the Iranian deputy foreign minister", "IRN", "GOV"),
        ("Russian troops", "RUS", "MIL"),
        ("South Korean lawmakers", "KOR", "LEG"),
        ("French Parliament", "FRA", "LEG"),
        ("protesters in Nigeria", "NGA", "CVL"),
        ("Russia’s ambassador to Poland", "RUS", "GOV"),
        ("the Polish ambassador to the United Nations", "POL", "GOV"),
        ("a former CIA official", "USA", "ELI"),
        ("Houthi forces", "YEM", "REB"),
        ("Iran-backed militias in Iraq", "IRQ", "PRM"),
        ("European Union diplomats", "EUR", "GOV"),
        ("Britain's MI6", "GBR", "SPY"),
        ("the Black Sea Fleet", "RUS", "MIL"),
        ("Peru's Congress", "PER", "LEG"),
        ("Congress", "USA", "LEG"),
        ("the Trump administration", "USA", "GOV"),
        ("Syrian refugees in Jordan", "SYR", "REF"),
        ("farmers", "", "AGR"),
        ("UN Security Council", "UNO", ""),
        ("Kunduz hospital", "AFG", "MED"),
        ("targets in Syria", "SYR", ""),
        ("Puerto Montt", "CHL", ""),
    ],
)  # fmt: skip
def test_mentions_are_resolved(text: str, country: str, sector: str) -> None:
    entry = who(text, on=JUNE_2025)
    assert (entry["country"], entry["sector"]) == (country, sector)


def test_offices_have_their_holder_by_the_day() -> None:
    assert who("Iran's foreign minister", on=date(2018, 1, 1))["name"] == "Mohammad Javad Zarif"
    assert who("Iran's foreign minister", on=JUNE_2025)["name"] == "Abbas Araghchi"
    assert who("Iran's foreign minister")["name"] == "Iran"


def test_a_person_is_what_he_is_on_the_day() -> None:
    assert who("Donald Trump", on=date(2016, 8, 1))["sector"] == "PTY"
    assert who("Donald Trump", on=date(2018, 8, 1))["office"] == "President"
    assert who("Donald Trump", on=date(2021, 8, 1))["sector"] == "ELI"
    assert who("Sergei Shoigu", on=JUNE_2025)["office"] == "Secretary of the Security Council"


def test_groups_change_with_the_day() -> None:
    assert who("the Taliban", on=date(2020, 1, 1))["sector"] == "REB"
    assert who("the Taliban", on=date(2022, 1, 1))["sector"] == "GOV"


def test_surnames_need_a_title_a_state_or_the_context() -> None:
    on = date(2018, 6, 1)
    assert who("Kim", on=on)["country"] == ""
    assert who("North Korean leader Kim", on=on)["name"] == "Kim Jong-un"
    assert who("Kim", on=on, context="Mr. Trump met Kim Jong-un.")["name"] == "Kim Jong-un"
    assert who("President Moon", on=on)["name"] == "Moon Jae-in"
    assert who("Mr. Lavrov", on=on)["country"] == "RUS"


def test_unknown_words_mean_nobody() -> None:
    assert set(who("the weather").values()) == {""}
    assert set(who("").values()) == {""}
    assert register().resolve("...") is None


def test_office_words_and_holders() -> None:
    assert register().office_word(["foreign", "ministry"]) == "GOV"
    assert register().office_word(["weather"]) is None
    (president,) = register().holders("FRA", "President", date(2016, 1, 1))
    assert president.person == "François Hollande"


def test_former_and_later_holders() -> None:
    terms = (
        Entry("A", "FRA", "GOV", "person", "A", "President", from_=date(2012, 1, 1), until=date(2016, 1, 1)),
    )
    assert choose(terms, date(2013, 1, 1)) is terms[0]
    assert choose(terms, date(2017, 1, 1)).sector == "ELI"
    assert choose(terms, date(2011, 1, 1)).sector == ""
    assert choose(terms) is terms[0]


def test_days() -> None:
    assert tables.day("2008-02", is_end=True) == date(2008, 2, 29)
    assert tables.day("2017") == date(2017, 1, 1)
    assert tables.day("2017", is_end=True) == date(2017, 12, 31)
    assert tables.day("") is None


def test_every_sector_is_plovers() -> None:
    ontology = plover()
    sectors, blocs = set(ontology.sectors) | {""}, set(ontology.blocs)
    entries = [e for _, e in tables.bodies()] + [e for held in tables.terms().values() for e in held]
    states = {e.country for _, e in tables.states()}
    for entry in entries:
        assert entry.sector in sectors, entry
        assert entry.country in states | blocs | {""}, entry
        assert entry.until is None or entry.from_ is None or entry.from_ <= entry.until, entry
    assert {word.sector for _, word in tables.office_words()} <= sectors


def test_everybody_in_people_holds_an_office() -> None:
    terms = tables.terms()
    assert [person for person, _, _ in tables.people() if person not in terms] == []


def test_no_state_has_two_names_for_one_alias() -> None:
    seen: dict[str, str] = {}
    for alias, entry in tables.states():
        if entry.kind in {"state", "demonym"}:
            assert seen.setdefault(alias, entry.country) == entry.country, alias


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    register().resolve(text, on=JUNE_2025)
    for first, last, entries in register().match(words(text)):
        assert 0 <= first < last <= len(words(text))
        assert entries


@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "of",
                "in",
                "U.S.",
                "Iran",
                "’s",
                "former",
                "president",
                "Kim",
                "Jong",
                "-",
                "un",
                ",",
                "army",
                "Kyiv",
                "Putin",
                "to",
            ]
        )
    )
)
def test_matches_never_overlap(tokens: list[str]) -> None:
    end = 0
    for first, last, _ in register().match(tokens):
        assert first >= end
        end = last


def test_keys() -> None:
    assert keys("U.S.") == (("us", 2),)
    assert keys("Élysée") == (("elysee", 1),)
    assert keys("-") == ()
    assert words("Iran’s Kim Jong-un, too.") == ["Iran", "’s", "Kim", "Jong", "-", "un", ",", "too."]


def test_entries_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        register().resolve("Iran").name = "x"  # type: ignore[union-attr, misc]
