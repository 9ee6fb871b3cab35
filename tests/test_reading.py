"""From a sentence to its record: sides, modes, dates, content, repeats, and why there is none."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from test_mentions import page

from foedus.reading.reader import Reader, reading
from foedus.records import Dispatch, Reading, Record, Section, Span


def read(*paragraphs: str, published: date | None = date(2025, 6, 30)) -> Reading:
    return reading(page(*paragraphs, published=published))


def plain(record: Record) -> tuple[str, list[str], list[str], list[str]]:
    return (
        record.event,
        [a.country or a.text for a in record.actor],
        [a.country or a.text for a in record.recipient],
        list(record.auxiliary),
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway condemned Russia on Friday.", ("ACCUSE", ["NOR"], ["RUS"], [])),
        ("Russia was condemned by Norway.", ("ACCUSE", ["NOR"], ["RUS"], [])),
        ("Cuba and Chile signed a trade agreement.", ("AGREE", ["CUB", "CHL"], [], [])),
        ("Ethiopia did not support Egypt.", ("SUPPORT", ["ETH"], ["EGY"], ["negation"])),
        ("Turkey could impose sanctions on Cyprus.", ("SANCTION", ["TUR"], ["CYP"], ["hypothetical"])),
        ("The Vietnamese president will visit Laos in August.", ("CONSULT", ["VNM"], ["LAO"], ["future"])),
        ("French strikes on Malian territory angered Algeria.", ("ASSAULT", ["FRA"], ["MLI"], [])),
        ("Sudan has refrained from attacking Chad.", ("ASSAULT", ["SDN"], ["TCD"], ["negation"])),
        ("Qatar attacked groups like Hezbollah and Hamas.", ("ASSAULT", ["QAT"], ["LBN", "PSE"], [])),
        ("Mexico threatened to leave NATO.", ("THREATEN", ["MEX"], ["IGO"], [])),
    ],
)
def test_a_sentence_gives_its_record(text: str, wanted: tuple[str, list[str], list[str], list[str]]) -> None:
    assert wanted in [plain(r) for r in read(text).records]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Italy urged Libya to release the fishermen.", "REQUEST"),
        ("Poland refused to meet the Belarusian envoy.", "REJECT"),
        ("India pledged to help Nepal rebuild.", "AGREE"),
        ("Japan should release the crew, the Chinese foreign minister said.", "REQUEST"),
    ],
)
def test_what_is_asked_promised_or_refused_is_no_act_of_its_own(text: str, event: str) -> None:
    assert [r.event for r in read(text).records] == [event]


def test_what_somebody_says_to_do_is_promised_or_threatened() -> None:
    records = read("The Greek defense minister said Greece would strike Turkish ships.").records
    assert [r.event for r in records] == ["THREATEN"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mali left the European Union's mission talks.", None),
        ("Niger withdrew from the African Union.", ("SANCTION", ["NER"], ["IGO"], [])),
        ("Troops of Niger withdrew from Mali.", ("RETREAT", ["NER"], ["MLI"], [])),
        ("Peru agreed to pay Chile.", ("AGREE", ["PER"], ["CHL"], [])),
        ("The shooting in Peru killed six Chilean officers.", None),
        ("Ghana issued a statement criticizing Togo.", ("ACCUSE", ["GHA"], ["TGO"], [])),
        ("Indian and Pakistani troops attacked Nepal.", ("ASSAULT", ["IND", "PAK"], ["NPL"], [])),
    ],
)
def test_who_is_on_which_side(text: str, wanted: tuple[str, list[str], list[str], list[str]] | None) -> None:
    found = [plain(r) for r in read(text).records]
    if wanted is None:
        assert not any("PER" in actor for _, actor, _, _ in found)
    else:
        assert wanted in found


def test_an_act_named_again_takes_its_new_date_and_source() -> None:
    records = read(
        "Sudan agreed to a deployment of Sudanese troops to Chad.",
        "Intelligence officials in Egypt expect the deployment in August.",
    ).records
    again = records[-1]
    assert again.date is not None
    assert (str(again.date.start), list(again.auxiliary)) == ("2025-08-01", ["future"])
    assert plain(again)[1] == ["SDN"]


def test_a_day_belongs_to_the_month_named_before_it() -> None:
    records = read("The war began in September 2022. Armenia asked Russia for help on September 13.").records
    assert records[-1].date is not None
    assert str(records[-1].date.start) == "2022-09-13"


def test_a_verb_and_the_noun_that_names_it_again_are_one_act() -> None:
    assert len(read("An Israeli air strike hit a Syrian base.").records) == 1


def test_a_repeated_act_is_recorded_once_and_says_so() -> None:
    both = read(
        "Iran fired a ballistic missile into the sea on Monday.", "Oman criticized the Iranian missile test."
    )
    assert [r.event for r in both.records] == ["MOBILIZE", "ACCUSE"]


def test_another_demand_of_the_same_side_is_no_repetition() -> None:
    records = read("Kenya asked Peru to pay its debt.", "Kenya asked Peru to free a ship.").records
    assert [r.event for r in records] == ["REQUEST", "REQUEST"]
    again = read("Kenya asked Peru to pay its debt.", "Kenya asked Peru to pay.").records
    assert len(again) == 1


def test_who_asks_somebody_unknown_to_punish_a_state_asks_nothing_of_that_state() -> None:
    records = read("Kenya called on the company to punish Peru.").records
    assert [plain(r) for r in records] == [("REQUEST", ["KEN"], [], [])]


def test_spaces_that_do_not_break_are_spaces() -> None:
    text = "Prime Minister Keir Starmer met Chancellor Friedrich Merz in Berlin on 3 May."
    odd = text.replace("Prime Minister", "Prime\u00a0Minister").replace("3 May", "3\u202fMay")
    usual, other = read(text).records[0], read(odd).records[0]
    assert plain(other) == plain(usual)
    assert (other.date and other.date.start) == (usual.date and usual.date.start)
    span = other.actor[0].span
    assert other.actor[0].text == odd[span.start : span.end]


def test_a_purpose_is_no_addressee() -> None:
    records = read("Poland called for the deployment of troops to deter Russia.").records
    assert all("RUS" not in plain(r)[2] for r in records if r.event == "REQUEST")


def test_who_condemns_an_act_blames_the_one_who_did_it() -> None:
    records = read("North Korea conducted a nuclear test.", "Brazil condemned the test.").records
    assert plain(records[-1]) == ("ACCUSE", ["BRA"], ["PRK"], [])


def test_a_participle_shares_the_recipient() -> None:
    records = read("The Iraqi foreign minister visited Ankara, seeking military support.").records
    assert [plain(r)[2] for r in records] == [["TUR"], ["TUR"]]


@pytest.mark.parametrize(
    ("text", "start", "end", "auxiliary"),
    [
        ("Peru and Chile met on June 23.", "2025-06-23", "2025-06-23", []),
        ("Peru and Chile met in June last year.", "2024-06-01", "2024-06-30", []),
        ("Peru invaded Chile in 1979.", "1979-01-01", "1979-12-31", ["historical"]),
    ],
)
def test_the_time_in_the_clause_dates_the_act(text: str, start: str, end: str, auxiliary: list[str]) -> None:
    record = read(text).records[0]
    assert record.date is not None
    assert [str(record.date.start), str(record.date.end)] == [start, end]
    assert list(record.auxiliary) == auxiliary


def test_a_time_that_names_another_thing_dates_nothing() -> None:
    record = read("Mali denied a role in the May 3 attacks.").records[0]
    assert record.date is None


def test_what_came_before_has_not_the_time_of_what_came_after() -> None:
    records = read("In May 2022, Sweden joined talks with Finland after Russia invaded Ukraine.").records
    assert [r.date for r in records if r.event == "ASSAULT"] == [None]


def test_without_a_publication_date_relative_times_stay_open() -> None:
    assert read("Peru and Chile met on Thursday.", published=None).records[0].date is None


def test_a_record_knows_who_vouches_for_it() -> None:
    record = read("Israel attacked Syria, according to Reuters.").records[0]
    assert [a.speaker.text for a in record.attribution if a.speaker] == ["Reuters"]


def test_a_speech_act_is_vouched_for_by_nobody_else() -> None:
    assert not read("The Danish foreign minister said he condemned Russia.").records[0].attribution


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The weather was fine all week.", "no-politics"),
        ("Somalia has a long coast.", "no-act"),
        ("Experts believe that Moscow has changed.", "statement-only"),
        ("Critics accused each other of lying.", "statement-only"),
    ],
)
def test_a_sentence_without_a_record_says_why(text: str, reason: str) -> None:
    assert [s.reason for s in read(text).sentences] == [reason]


def test_a_language_that_is_not_known_is_left_unread() -> None:
    text = "김정은 위원장이 러시아를 방문했다."
    dispatch = Dispatch("d", text, (Section("body", Span(0, len(text))),), language="ko")
    found = Reader().read(dispatch)
    assert ([s.reason for s in found.sentences], found.actors) == (["unread"], ())


@pytest.mark.parametrize(
    "text",
    [
        "“Those who assert that Armenia is leaving NATO are mistaken,” the Armenian premier said.",
        "“Those who assert that he said that Armenia is withdrawing from NATO are mistaken,” Kocharian said.",
    ],
)
def test_what_only_the_mistaken_assert_did_not_happen(text: str) -> None:
    assert [list(r.auxiliary) for r in read(text).records if r.event == "SANCTION"] == [["negation"]]


def test_every_record_has_its_quad_and_score() -> None:
    record = read("Norway condemned Russia on Friday.").records[0]
    assert (record.quad, record.score, record.mode) == ("verbal conflict", -2.0, "disapprove")


def test_ids_follow_from_the_record_alone() -> None:
    first, second = (read("Norway condemned Russia on Friday.") for _ in range(2))
    assert first.as_dict() == second.as_dict()


def test_a_reader_can_be_pickled() -> None:
    assert isinstance(pickle.loads(pickle.dumps(Reader())), Reader)
