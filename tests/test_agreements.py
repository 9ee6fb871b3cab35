"""The book of agreements: its facts are whole, and its questions are answered by day and by clause."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import foedus
from foedus.agreements import Agreement, between, book, exposed, obligations
from foedus.agreements.book import _refuse_repeated as refuse_repeated
from foedus.agreements.book import kinds, read
from foedus.agreements.telling import state
from foedus.cli import app
from foedus.errors import (
    BadAgreement,
    FoedusError,
    RepeatedAgreement,
    UnknownParty,
    UnknownState,
    UnorderedDays,
    UnsourcedClause,
)

ROW = """# An agreement for tests.

[[agreement]]
id = "test-2000"
name = "Treaty of Test"
parties = ["RUS", "IRN"]
signed = 2000-01-02
in_force = 2000-02-03
source = "UNTS 1:1"
clause = [ { article = "1", obligation = "defense", trigger = "attack", limits = "none" } ]
"""


def ids(found: tuple[Agreement, ...]) -> set[str]:
    return {agreement.id for agreement in found}


def one(text: str) -> Agreement:
    (agreement,) = read(text, name="test.toml")
    return agreement


# --- the book ----------------------------------------------------------------------------------------------


def test_the_book_holds_at_least_a_hundred_and_fifty_agreements() -> None:
    assert len(book()) >= 150
    assert book() is book()


def test_every_clause_is_of_a_known_kind_and_has_a_source() -> None:
    for agreement in book():
        assert agreement.clauses, agreement.id
        for clause in agreement.clauses:
            assert clause.obligation in kinds(), agreement.id
            assert clause.source, agreement.id


def test_ids_and_names_say_no_more_than_they_should() -> None:
    for agreement in book():
        assert agreement.id == agreement.id.lower()
        assert agreement.name not in agreement.aliases, agreement.id
        assert len(set(agreement.aliases)) == len(agreement.aliases), agreement.id


def test_whatever_has_ended_says_by_whom() -> None:
    assert not [a.id for a in book() if (a.ended or a.suspended) and not a.by]


def test_quoted_words_are_few() -> None:
    for agreement in book():
        for clause in agreement.clauses:
            assert len(clause.limits.split()) <= 45, agreement.id


# --- what the founding article asks ------------------------------------------------------------------------


def test_russia_owes_pyongyang_help_with_its_limits() -> None:
    owed = obligations("RUS", toward="PRK", on=date(2025, 6, 30))
    (clause,) = [debt.clause for debt in owed if debt.clause.obligation == "defense"]
    assert clause.present
    assert clause.article == "4"
    assert "immediately provide military and other assistance by all means" in clause.limits
    assert "in accordance with the laws" in clause.limits


def test_russia_owes_iran_no_defence_and_the_book_says_so() -> None:
    owed = obligations("RUS", toward="IRN", on=date(2025, 11, 1))
    defence = [debt.clause for debt in owed if debt.clause.obligation == "defense"]
    assert defence
    assert not any(clause.present for clause in defence)
    assert any(debt.clause.obligation == "neutrality" and debt.clause.present for debt in owed)


def test_the_day_tells_one_treaty_from_the_next() -> None:
    assert "russia-iran-2001" in ids(between("RUS", "IRN", on=date(2025, 6, 30)))
    assert "russia-iran-2025" not in ids(between("RUS", "IRN", on=date(2025, 6, 30)))
    assert "russia-iran-2025" in ids(between("IRN", "RUS", on=date(2025, 10, 2)))
    assert "russia-dprk-2000" in ids(between("RUS", "PRK", on=date(2024, 12, 3)))
    assert "russia-dprk-2000" not in ids(between("RUS", "PRK", on=date(2024, 12, 4)))
    assert {"russia-dprk-2000", "russia-dprk-2024"} <= ids(between("RUS", "PRK"))


def test_who_relies_on_russia() -> None:
    relying = exposed("RUS", on=date(2025, 6, 30))
    assert relying[0].agreement.parties
    assert {"PRK", "BLR", "ARM", "KAZ"} <= {debt.toward for debt in relying}
    assert "IRN" not in {debt.toward for debt in relying}
    assert all(debt.by == "RUS" and debt.clause.present for debt in relying)


def test_members_are_bound_from_the_day_they_joined() -> None:
    assert "nato-1949" not in ids(between("FIN", "USA", on=date(2023, 4, 3)))
    assert "nato-1949" in ids(between("FIN", "USA", on=date(2023, 4, 4)))
    assert "eu-mutual-defence-2007" not in ids(between("GBR", "FRA", on=date(2020, 2, 1)))


def test_a_clause_binds_only_those_it_names() -> None:
    day = date(2025, 1, 1)
    owed = [d for d in obligations("USA", toward="NZL", on=day) if d.agreement.id == "anzus-1951"]
    assert not [debt for debt in owed if debt.clause.obligation == "defense"]
    owed = [d for d in obligations("USA", toward="AUS", on=day) if d.agreement.id == "anzus-1951"]
    assert [debt for debt in owed if debt.clause.obligation == "defense"]


@pytest.mark.parametrize(
    ("a", "b", "day", "wanted"),
    [
        ("USA", "JPN", date(2026, 1, 1), "us-japan-1960"),
        ("USA", "KOR", date(2026, 1, 1), "us-rok-1953"),
        ("USA", "PHL", date(2026, 1, 1), "us-philippines-1951"),
        ("USA", "THA", date(2026, 1, 1), "manila-1954"),
        ("USA", "BRA", date(2026, 1, 1), "rio-1947"),
        ("CHN", "PRK", date(2026, 1, 1), "china-dprk-1961"),
        ("TUR", "AZE", date(2026, 1, 1), "shusha-2021"),
        ("MLI", "NER", date(2026, 1, 1), "aes-2023"),
        ("EGY", "JOR", date(2026, 1, 1), "arab-joint-defence-1950"),
        ("SAU", "QAT", date(2026, 1, 1), "gcc-2000"),
        ("SAU", "PAK", date(2026, 1, 1), "saudi-pakistan-2025"),
        ("ISR", "JOR", date(2026, 1, 1), "israel-jordan-1994"),
        ("ISR", "EGY", date(2026, 1, 1), "egypt-israel-1979"),
        ("USA", "RUS", date(2018, 1, 1), "inf-1987"),
        ("USA", "RUS", date(2022, 1, 1), "new-start-2010"),
        ("GBR", "UKR", date(2026, 1, 1), "uk-ukraine-2024"),
        ("RUS", "BLR", date(2026, 1, 1), "russia-belarus-guarantees-2024"),
    ],
)
def test_what_a_desk_asks_for_is_there(a: str, b: str, day: date, wanted: str) -> None:
    assert wanted in ids(between(a, b, on=day))


@pytest.mark.parametrize(
    ("a", "b", "day", "gone"),
    [
        ("USA", "RUS", date(2019, 8, 2), "inf-1987"),
        ("USA", "RUS", date(2026, 2, 5), "new-start-2010"),
        ("RUS", "UKR", date(2019, 4, 1), "russia-ukraine-1997"),
        ("USA", "DEU", date(2020, 11, 22), "open-skies-1992"),
        ("USA", "IRN", date(2018, 5, 8), "jcpoa-2015"),
        ("NER", "NGA", date(2025, 1, 29), "ecowas-mutual-defence-1981"),
    ],
)
def test_what_has_ended_is_gone(a: str, b: str, day: date, gone: str) -> None:
    assert gone not in ids(between(a, b, on=day))
    assert gone in ids(between(a, b))


@given(st.data())
def test_between_is_the_same_from_either_side(data: st.DataObject) -> None:
    countries = sorted({c for agreement in book() for c in agreement.countries})
    a, b = data.draw(st.sampled_from(countries)), data.draw(st.sampled_from(countries))
    day = data.draw(st.dates(date(1945, 1, 1), date(2030, 1, 1)))
    assert between(a, b, on=day) == between(b, a, on=day)
    assert set(between(a, b, on=day)) <= set(between(a, b))
    assert all(debt.by == a and debt.toward == b for debt in obligations(a, toward=b, on=day))


# --- what the book refuses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (('signed = 2000-01-02', 'signed = "2000"'), BadAgreement),
        (('signed = 2000-01-02\n', ''), BadAgreement),
        (('"defense"', '"friendship"'), BadAgreement),
        (('article = "1"', 'artikel = "1"'), BadAgreement),
        (('source =', 'sauce ='), BadAgreement),
        (('["RUS", "IRN"]', '["RUS"]'), BadAgreement),
        (('[[agreement]]', '[[agreement'), BadAgreement),
        (('["RUS", "IRN"]', '["RUS", "XYZ"]'), UnknownParty),
        (('["RUS", "IRN"]', '["RUS", "RUS"]'), UnknownParty),
        (('limits = "none"', 'by = ["PRK"]'), UnknownParty),
        (('source =', 'joined = { PRK = 2001-01-01 }\nsource ='), UnknownParty),
        (('in_force = 2000-02-03', 'in_force = 1999-02-03'), UnorderedDays),
        (('in_force = 2000-02-03', 'ended = 1999-02-03'), UnorderedDays),
        (('source =', 'left = { IRN = 1999-01-01 }\nsource ='), UnorderedDays),
        (('source = "UNTS 1:1"', 'source = " "'), UnsourcedClause),
        (('source = "UNTS 1:1"\n', ''), UnsourcedClause),
    ],
)  # fmt: skip
def test_a_bad_row_is_refused_with_its_place(change: tuple[str, str], error: type[FoedusError]) -> None:
    with pytest.raises(error) as caught:
        one(ROW.replace(*change))
    assert caught.value.place
    assert caught.value.place.startswith("test.toml")
    if "[[agreement]]" in change[0]:
        return
    assert caught.value.place == "test.toml:3"


def test_a_row_given_twice_is_refused() -> None:
    row = one(ROW)
    with pytest.raises(RepeatedAgreement):
        refuse_repeated([row, row])
    with pytest.raises(RepeatedAgreement):
        refuse_repeated([row, one(ROW.replace("test-2000", "other-2000"))])


def test_a_pending_agreement_binds_nobody_and_one_without_a_day_counts_from_signature() -> None:
    text = ROW.replace("in_force = 2000-02-03\n", "")
    assert one(text).is_in_force(date(2000, 1, 2))
    assert not one(text.replace("source", "pending = true\nsource", 1)).is_in_force(date(2000, 1, 2))


# --- commands ----------------------------------------------------------------------------------------------


def test_the_command_prints_json_lines() -> None:
    done = CliRunner().invoke(app, ["agreements", "RUS", "IRN", "--on", "2025-11-01", "--format", "jsonl"])
    assert done.exit_code == 0
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert "russia-iran-2025" in {line["id"] for line in lines}
    assert all(clause["source"] for line in lines for clause in line["clauses"])


def test_the_command_prints_a_table() -> None:
    done = CliRunner().invoke(
        app, ["agreements", "Russia", "Iran", "--on", "2025-11-01", "--format", "table"]
    )
    assert done.exit_code == 0
    assert "no defense" in done.stdout
    assert "in force 2025-10-02" in done.stdout


def test_the_command_says_when_there_is_none() -> None:
    done = CliRunner().invoke(app, ["agreements", "PRK", "CRI", "--on", "2020-01-01", "--format", "table"])
    assert "no agreement in force" in done.stdout


def test_the_command_refuses_what_is_no_state() -> None:
    done = CliRunner().invoke(app, ["agreements", "Atlantis", "IRN"])
    assert done.exit_code == 2
    assert "R206" in done.stderr
    assert CliRunner().invoke(app, ["agreements", "RUS", "IRN", "CHN"]).exit_code == 2


def test_states_go_by_code_or_name() -> None:
    assert state("rus") == state("Russia") == "RUS"
    with pytest.raises(UnknownState):
        state("NATO")


def test_the_library_offers_the_room() -> None:
    assert foedus.agreements.between is between
