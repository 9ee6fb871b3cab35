"""Places: what names one, which one it is, and where an act took place."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from foedus.reading import places
from foedus.reading.gazetteer import by_hand, fold, spots
from foedus.reading.page import Candidate, Page, Passage
from foedus.reading.parse import pipeline
from foedus.reading.places import find_places, place_of
from foedus.records import Dispatch, Place


@pytest.fixture(scope="session")
def nlp() -> Language:
    return pipeline()


def found(nlp: Language, text: str) -> dict[str, Place]:
    return {p.text: p for p in find_places(nlp(text))}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("They met at Panmunjom on Friday.", "Panmunjom", "KOR"),
        ("The strike hit Fordow and Natanz.", "Fordow", "IRN"),
        ("Troops fought in Kursk.", "Kursk", "RUS"),
        ("Ships sailed through the Strait of Hormuz.", "Strait of Hormuz", None),
        ("Fighting went on in Deir ez-Zor.", "Deir ez-Zor", "SYR"),
        ("He spoke in Moscow.", "Moscow", "RUS"),
        ("He lives in Paris, Texas.", "Paris", "USA"),
        ("He lives in Paris.", "Paris", "FRA"),
        ("The quake hit Japan.", "Japan", "JPN"),
    ],
)
def test_a_name_finds_its_place(nlp: Language, text: str, name: str, country: str | None) -> None:
    place = found(nlp, text)[name]
    assert place.country == country
    assert place.lat is not None


def test_a_name_explained_once_means_the_same_throughout(nlp: Language) -> None:
    places_found = find_places(nlp("He was born in Paris. He left Paris, Texas, as a boy."))
    assert {p.country for p in places_found} == {"USA"}


def test_the_other_places_of_a_dispatch_decide(nlp: Language) -> None:
    text = (
        "Police in Toronto and Ottawa arrested two men. They had met in Hamilton, the mayor of Toronto said."
    )
    assert found(nlp, text)["Hamilton"].country == "CAN"


def test_spans_are_those_of_the_text(nlp: Language) -> None:
    text = "From Vienna, the envoys flew to Riyadh."
    for place in find_places(nlp(text)):
        assert text[place.span.start : place.span.end] == place.text


def test_persons_named_like_towns_are_no_places(nlp: Language) -> None:
    assert "Lincoln" not in found(nlp, "Abraham Lincoln spoke first. Then Lincoln left.")


def test_seats_of_power_are_places_only_where_something_is(nlp: Language) -> None:
    assert "Kremlin" not in found(nlp, "The Kremlin refused to comment.")
    assert "Kremlin" in found(nlp, "They met in the Kremlin.")


@pytest.mark.parametrize(
    ("text", "act", "place"),
    [
        ("The foreign minister visited Moscow amid the war.", "visited", "Moscow"),
        ("The leaders met in Singapore on Tuesday.", "met", "Singapore"),
        ("The envoy travelled to Pyongyang for talks.", "travelled", "Pyongyang"),
        ("A summit was held in Warsaw.", "summit", "Warsaw"),
        ("U.S. strikes in Idlib killed ten fighters.", "strikes", "Idlib"),
        ("Seoul condemned the test.", "condemned", None),
        ("Moscow refused to help Tehran.", "help", None),
        ("The general, who was born in Kazan, praised the pact.", "praised", None),
    ],
)
def test_where_an_act_took_place(nlp: Language, text: str, act: str, place: str | None) -> None:
    page = Page(Dispatch("d", text))
    doc = nlp(text)
    page.passages.append(Passage(0, "body", 0, doc))
    token = next(t for t in doc if t.text == act)
    places.find(page)
    where = place_of(Candidate(0, token, doc[token.i : token.i + 1], "CONSULT", None, "test", 1.0), page)
    assert (where.text if where else None) == place


def test_spans_of_later_passages_are_those_of_the_dispatch(nlp: Language) -> None:
    text = "In Oslo.\nThey met in Geneva."
    page = Page(Dispatch("d", text))
    page.passages.append(Passage(0, "headline", 0, nlp("In Oslo.")))
    page.passages.append(Passage(1, "body", 9, nlp("They met in Geneva.")))
    places.find(page)
    assert [text[p.span.start : p.span.end] for p in page.places] == ["Oslo", "Geneva"]


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_folding_takes_off_accents_case_and_points() -> None:
    assert fold("Łódź") == "lodz"
    assert fold("St. Petersburg") == fold("SAINT PETERSBURG")
    assert fold("Deir ez-Zor") == fold("Deir Ez Zor")


def test_unknown_names_have_no_place() -> None:
    assert spots("Qwertyville-on-Nowhere") == ()
    assert spots("") == ()


def test_the_hand_lists_are_on_the_globe() -> None:
    for known in by_hand().values():
        for spot in known:
            assert -90 <= spot.lat <= 90
            assert -180 <= spot.lon <= 180


@pytest.mark.parametrize("table", ["diplomatic", "countries", "provinces"])
def test_rows_are_whole_and_told_apart(table: str) -> None:
    text = (files("foedus") / f"data/places/{table}.csv").read_text("utf-8")
    head, *rows = list(csv.reader(line for line in text.splitlines() if not line.startswith("#")))
    assert all(len(row) == len(head) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)


def test_the_gazetteer_is_small() -> None:
    assert len((files("foedus") / "data/places/gazetteer.sqlite").read_bytes()) < 10_000_000


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Rebels took Goma on Tuesday.", "Goma", "COD"),
        ("Clashes in el-Fasher went on.", "el-Fasher", "SDN"),
        ("The army holds Tal Abyad near the river.", "Tal Abyad", "SYR"),
        ("The 38th parallel divides the peninsula.", "38th parallel", None),
        ("The Zaporizhzhia nuclear power plant lost power.", "Zaporizhzhia nuclear power plant", "UKR"),
        ("Drones struck Saratov region overnight.", "Saratov", "RUS"),
        ("Turkish troops crossed the Syrian border.", "Syrian", "SYR"),
        ("He lives in Barrie, Ont., with his wife.", "Ont.", "CAN"),
        ("He was born in Paris, Idaho.", "Paris", "USA"),
        ("BEIRUT —  A cease-fire took hold.", "BEIRUT", "LBN"),
        ("She flew from Erbil International Airport.", "Erbil International Airport", "IRQ"),
        ("They live in the city of Qom.", "Qom", "IRN"),
        ("He pulled out of Canada, Mexico and Brazil.", "Canada", "CAN"),
        ("They met at the Palais in The Hague.", "The Hague", "NLD"),
        (
            "He landed at Pyongyang Sunan International Airport.",
            "Pyongyang Sunan International Airport",
            "PRK",
        ),
        ("The center of Fars province was shut.", "Fars", "IRN"),
        ("They gathered in\nWisconsin, where Tom Wisconsin lives.", "Wisconsin", "USA"),
    ],
)
def test_names_are_found_whole_and_in_the_right_state(
    nlp: Language, text: str, name: str, country: str | None
) -> None:
    place = found(nlp, text)[name]
    assert place.country == country
    assert place.lat is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Washington decided to impose sanctions on Iran.", "Washington"),
        ("Kyiv's forces crossed the river.", "Kyiv"),
        ("Tehran-backed militias opened fire.", "Tehran"),
        ("A pro-Moscow blogger wrote of it.", "Moscow"),
        ("The Minsk agreements have failed.", "Minsk"),
        ("He told the Moscow Times so.", "Moscow"),
        ("Real Madrid won again.", "Madrid"),
        ("NATO sent ships.", "NATO"),
        ("The E.U. sent observers.", "E.U."),
        ("The Justice Department sued.", "Justice"),
        ("Georgia Stevens skates. Today Georgia trains with friends.", "Georgia"),
        ("They crowned the new Miss Universe.", "Miss"),
        ("Moscow's foreign policy priorities shifted.", "Moscow"),
        ("London, Paris and Berlin triggered the mechanism against Tehran.", "Paris"),
        ("The Treaty of Lisbon was cited.", "Lisbon"),
        ("He plays for the Chicago Bulls.", "Chicago"),
        ("When the Berlin Wall fell, all cheered.", "Berlin"),
    ],
)
def test_governments_bodies_and_persons_are_no_places(nlp: Language, text: str, name: str) -> None:
    assert name not in found(nlp, text)


def test_a_name_shown_once_to_be_a_place_is_one_throughout(nlp: Language) -> None:
    text = "Tabriz shook. Dr. Karimi, in Tabriz, saw houses fall. One friend of Tabriz wept."
    assert [p.text for p in find_places(nlp(text))].count("Tabriz") == 3


def test_a_village_that_no_list_knows_lies_in_the_province_named_with_it(nlp: Language) -> None:
    place = found(nlp, "Troops entered the village of Kfrayaz in Idlib province.").get("Kfrayaz")
    assert place is not None
    assert place.country == "SYR"


def test_the_state_of_a_town_named_with_it_is_the_state(nlp: Language) -> None:
    places_found = find_places(nlp("He was born in Albany, New York."))
    assert [p.name for p in places_found] == ["Albany", "New York State"]


def test_the_hand_list_holds_three_hundred_places() -> None:
    text = (files("foedus") / "data/places/diplomatic.csv").read_text("utf-8")
    assert sum(not line.startswith("#") for line in text.splitlines()) > 300
