"""Who held an office on a day, by the words of the day: dates are public facts, checked by hand."""

from __future__ import annotations

from datetime import date

import pytest
from typer.testing import CliRunner

from foedus.cli import app
from foedus.register import register, who

HELD = [
    ("Russian foreign minister", "2019-05-01", "Sergei Lavrov"),
    ("Russian defence minister", "2023-01-01", "Sergei Shoigu"),
    ("Russia's defense minister", "2024-06-01", "Andrei Belousov"),
    ("secretary of Russia's Security Council", "2025-06-17", "Sergei Shoigu"),
    ("the Russian president", "2024-06-19", "Vladimir Putin"),
    ("the U.S. president", "2016-06-01", "Barack Obama"),
    ("the U.S. president", "2019-06-30", "Donald Trump"),
    ("the US president", "2022-03-01", "Joe Biden"),
    ("the American president", "2025-06-30", "Donald Trump"),
    ("the U.S. secretary of state", "2025-06-30", "Marco Rubio"),
    ("the U.S. secretary of state", "2014-06-30", "John Kerry"),
    ("the US defense secretary", "2017-06-30", "Jim Mattis"),
    ("the Iranian foreign minister", "2025-06-23", "Abbas Araghchi"),
    ("Iran's foreign minister", "2016-01-16", "Mohammad Javad Zarif"),
    ("the Iranian foreign minister", "2023-03-10", "Hossein Amir-Abdollahian"),
    ("Iran's supreme leader", "2020-01-08", "Ali Khamenei"),
    ("the Iranian president", "2015-07-14", "Hassan Rouhani"),
    ("the North Korean foreign minister", "2024-11-04", "Choe Son-hui"),
    ("South Korea's foreign minister", "2024-06-24", "Cho Tae-yul"),
    ("the South Korean president", "2018-04-27", "Moon Jae-in"),
    ("the Chinese foreign minister", "2021-03-18", "Wang Yi"),
    ("China's foreign minister", "2023-03-10", "Qin Gang"),
    ("the Ukrainian president", "2018-11-25", "Petro Poroshenko"),
    ("Ukraine's foreign minister", "2022-03-10", "Dmytro Kuleba"),
    ("Ukraine's defence minister", "2022-06-01", "Oleksii Reznikov"),
    ("the British prime minister", "2019-08-28", "Boris Johnson"),
    ("the British foreign secretary", "2017-06-30", "Boris Johnson"),
    ("the UK defence secretary", "2022-06-30", "Ben Wallace"),
    ("the French foreign minister", "2014-11-24", "Laurent Fabius"),
    ("the French president", "2015-11-16", "François Hollande"),
    ("the German chancellor", "2015-09-04", "Angela Merkel"),
    ("the German foreign minister", "2022-01-18", "Annalena Baerbock"),
    ("Germany's defence minister", "2022-06-30", "Christine Lambrecht"),
    ("the Israeli prime minister", "2021-07-01", "Naftali Bennett"),
    ("Israel's defense minister", "2024-06-01", "Yoav Gallant"),
    ("the Turkish foreign minister", "2024-02-01", "Hakan Fidan"),
    ("the Japanese prime minister", "2016-05-27", "Shinzo Abe"),
    ("the Indian prime minister", "2020-06-19", "Narendra Modi"),
    ("India's foreign minister", "2022-06-30", "Subrahmanyam Jaishankar"),
    ("the Pakistani prime minister", "2019-02-27", "Imran Khan"),
    ("the Saudi foreign minister", "2016-06-30", "Adel al-Jubeir"),
    ("the Egyptian foreign minister", "2018-06-30", "Sameh Shoukry"),
    ("the Polish foreign minister", "2024-06-30", "Radoslaw Sikorski"),
    ("the Italian prime minister", "2017-06-30", "Paolo Gentiloni"),
    ("the Ethiopian prime minister", "2019-10-11", "Abiy Ahmed"),
    ("the South African president", "2017-06-30", "Jacob Zuma"),
    ("the Brazilian president", "2021-06-30", "Jair Bolsonaro"),
    ("Venezuela's president", "2019-01-23", "Nicolás Maduro"),
    ("the Armenian prime minister", "2020-11-10", "Nikol Pashinyan"),
    ("Azerbaijan's president", "2020-11-10", "Ilham Aliyev"),
    ("the Belarusian president", "2020-08-09", "Alexander Lukashenko"),
    ("the Canadian foreign minister", "2018-08-05", "Chrystia Freeland"),
    ("the Australian foreign minister", "2023-06-30", "Penny Wong"),
]


@pytest.mark.parametrize(("mention", "on", "person"), HELD, ids=[f"{m} {on}" for m, on, _ in HELD])
def test_the_holder_of_an_office_on_a_day(mention: str, on: str, person: str) -> None:
    assert who(mention, on=date.fromisoformat(on))["name"] == person


TERMS = [
    ("Vladimir Putin", "President", "2014-06-01", "2026-01-01"),
    ("Sergei Shoigu", "Minister of Defence", "2014-06-01", "2024-05-01"),
    ("Sergei Shoigu", "Secretary of the Security Council", "2024-06-01", "2025-06-17"),
    ("Abbas Araghchi", "Deputy Minister of Foreign Affairs", "2015-07-14", "2021-01-01"),
    ("Abbas Araghchi", "Minister of Foreign Affairs", "2024-08-21", "2025-10-01"),
    ("Kim Jong-un", "", "2014-01-01", "2026-01-01"),
    ("Donald Trump", "President", "2017-01-21", "2021-01-19"),
    ("Donald Trump", "President", "2025-01-21", "2026-01-01"),
    ("Ali Khamenei", "Supreme Leader", "2014-01-01", "2026-01-01"),
    ("Choe Son-hui", "Minister of Foreign Affairs", "2022-07-01", "2025-06-01"),
    ("Andrei Belousov", "Minister of Defence", "2024-05-20", "2026-01-01"),
    ("Cho Tae-yul", "Minister of Foreign Affairs", "2024-01-20", "2025-06-01"),
    ("Marco Rubio", "", "2025-01-22", "2026-01-01"),
]


@pytest.mark.parametrize(("person", "office", "first", "last"), TERMS)
def test_the_ten_people_hold_their_offices(person: str, office: str, first: str, last: str) -> None:
    terms = register().terms(person)
    for day in (date.fromisoformat(first), date.fromisoformat(last)):
        held = {term.office for term in terms if term.holds(day)}
        assert office in held if office else held, f"{person} on {day}: {held}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Araqchi", "Araghchi"),
        ("Abbas Araqchi", "Abbas Araghchi"),
        ("Kim Jong Un", "Kim Jong-un"),
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Sergey Shoygu", "Sergei Shoigu"),
    ],
)
def test_variants_of_a_name_mean_one_person(one: str, other: str) -> None:
    on = date(2025, 1, 1)
    assert who(one, on=on)["name"] == who(other, on=on)["name"] != ""


@pytest.mark.parametrize(
    "pair", [("Niger", "Nigeria"), ("Iran", "Iraq"), ("Austria", "Australia"), ("Mali", "Malawi")]
)
def test_names_that_are_only_alike_mean_two_states(pair: tuple[str, str]) -> None:
    assert who(pair[0])["country"] != who(pair[1])["country"]


@pytest.mark.parametrize(
    ("organisation", "on", "inside", "outside"),
    [
        ("NATO", "2023-01-01", {"TUR", "USA", "MKD"}, {"FIN", "SWE", "UKR"}),
        ("NATO", "2024-06-01", {"FIN", "SWE"}, {"UKR"}),
        ("European Union", "2019-12-31", {"GBR", "HRV"}, {"UKR"}),
        ("European Union", "2020-02-01", {"HRV"}, {"GBR"}),
        ("ECOWAS", "2024-12-31", {"NER", "MLI", "NGA"}, {"CMR"}),
        ("ECOWAS", "2025-02-01", {"NGA"}, {"NER", "MLI", "BFA"}),
        ("OPEC", "2020-01-01", {"SAU", "AGO"}, {"QAT"}),
        ("CSTO", "2025-01-01", {"ARM", "BLR", "KAZ", "RUS"}, {"AZE", "UZB"}),
        ("BRICS", "2024-06-01", {"IRN", "ETH"}, {"IDN"}),
        ("Council of Europe", "2023-01-01", {"TUR"}, {"RUS", "BLR"}),
    ],
)
def test_members_come_and_go(organisation: str, on: str, inside: set[str], outside: set[str]) -> None:
    found = set(register().members(organisation, date.fromisoformat(on)))
    assert inside <= found
    assert not outside & found


def test_the_command_lists_members_and_refuses_what_has_none() -> None:
    done = CliRunner().invoke(app, ["register", "members", "AUKUS", "--on", "2025-01-01"])
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["AUS", "GBR", "USA"]
    done = CliRunner().invoke(app, ["register", "members", "Iran"])
    assert (done.exit_code, "[R307]" in done.stderr) == (2, True)
