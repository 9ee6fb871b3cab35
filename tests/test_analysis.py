"""Conduct, exposure, contradictions, offices: each finding has its words, and none comes from silence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from build import actor, dispatch, record
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import foedus
from foedus.agreements import book
from foedus.analysis import complete, disagreements
from foedus.analysis.conduct import Conduct, Did, Occasion, conduct, judged
from foedus.analysis.exposure import exposed
from foedus.analysis.finding import Claim, Finding
from foedus.cli import app
from foedus.records import (
    Actor,
    Attribution,
    Certainty,
    Quantity,
    Reading,
    Record,
    Section,
    Sentence,
    Span,
    Time,
)

TEXT = (
    "Belarus attacked Armenia on Monday.",
    "Armenia asked Russia for arms.",
    "Russia has sent no arms to Armenia.",
    "Kazakhstan condemned Belarus.",
    "Kyrgyzstan shipped rifles to Armenia.",
)
"""Armenia and Belarus, Kazakhstan, Kyrgyzstan, Russia are bound by the treaty of 1992 (CSTO)."""
DAY = date(2022, 9, 14)


def made(*picked: int, published: date | None = DAY) -> Reading:
    """The reading of some of the sentences of TEXT."""
    it = replace(dispatch(tuple(("body", TEXT[n]) for n in picked)), published=published)
    parts: dict[int, tuple[str, str, tuple[str, str], tuple[str, str], dict[str, object]]] = {
        0: ("ASSAULT", "attacked", ("Belarus", "BLR"), ("Armenia", "ARM"), {}),
        1: ("REQUEST", "asked", ("Armenia", "ARM"), ("Russia", "RUS"), {"mode": "assist"}),
        2: ("AID", "sent", ("Russia", "RUS"), ("Armenia", "ARM"), {"auxiliary": ("negation",)}),
        3: ("ACCUSE", "condemned", ("Kazakhstan", "KAZ"), ("Belarus", "BLR"), {"mode": "disapprove"}),
        4: ("AID", "shipped", ("Kyrgyzstan", "KGZ"), ("Armenia", "ARM"), {}),
    }
    records = []
    for n in picked:
        event, predicate, one, other, fields = parts[n]
        records.append(
            record(
                it,
                event,
                predicate,
                actor=(actor(it, *named(one), after=TEXT[n]),),
                recipient=(actor(it, *named(other), after=TEXT[n]),),
                **fields,
            )
        )
    return read(it, *records)


def named(side: tuple[str, str]) -> tuple[str, str, str]:
    return side[0], side[0], side[1]


def read(it: foedus.records.Dispatch, *records: Record, actors: tuple[Actor, ...] = ()) -> Reading:
    """A reading of hand-built records."""
    found = tuple(Sentence(section.span, n) for n, section in enumerate(it.sections))
    sides = (a for r in records for a in (*r.actor, *r.recipient))
    return Reading(dispatch=it, sentences=found, records=records, actors=(*sides, *actors))


def of(found: tuple[Conduct, ...], partner: str, toward: str) -> Conduct:
    return next(one for one in found if (one.partner, one.toward) == (partner, toward))


def test_who_was_bound_to_help_and_gave_none_departed() -> None:
    found = of(conduct([made(0, 1, 2)]), "RUS", "ARM")
    assert (found.did, found.verdict) == ("withheld", "obliged and departed")
    assert {debt.agreement.id for debt in found.owed} >= {"csto-1992", "russia-armenia-1997"}
    assert [deed.kind for deed in found.deeds] == ["withheld", "attack", "request"]


def test_who_was_bound_and_helped_kept_its_word() -> None:
    found = of(conduct([made(0, 4)]), "KGZ", "ARM")
    assert (found.did, found.verdict) == ("acted", "obliged and kept")


def test_words_alone_and_silence_give_no_verdict() -> None:
    found = conduct([made(0, 3)])
    assert (of(found, "KAZ", "ARM").did, of(found, "KAZ", "ARM").verdict) == ("spoke", "unclear")
    assert (of(found, "RUS", "ARM").did, of(found, "RUS", "ARM").verdict) == ("not reported", "unclear")
    assert not complete(made(0, 3)).findings


def test_who_attacks_in_spite_of_its_promise_departed_from_it() -> None:
    it = replace(dispatch((("body", "Russia attacked Ukraine."),)), published=date(2022, 2, 24))
    sides = {
        "actor": (actor(it, "Russia", "Russia", "RUS"),),
        "recipient": (actor(it, "Ukraine", "Ukraine", "UKR"),),
    }
    (found,) = complete(read(it, record(it, "ASSAULT", "attacked", **sides))).findings
    assert isinstance(found, Finding)
    assert (found.kind, found.verdict) == ("departed", "obliged and departed")
    assert "budapest-1994" in {clause.agreement for clause in found.clauses}


def test_without_a_day_nothing_is_held_to_be_owed() -> None:
    found = of(conduct([made(0, 2, published=None)]), "RUS", "ARM")
    assert (found.did, found.verdict, found.owed) == ("withheld", "unclear", ())


def test_before_the_treaty_nothing_was_owed() -> None:
    found = of(conduct([made(0, 2, published=date(1991, 12, 30))]), "RUS", "ARM")
    assert found.verdict == "not obliged and withheld"


def test_where_each_struck_the_other_nobody_can_say_that_help_was_owed() -> None:
    reading = made(0, 2)
    it = reading.dispatch
    back = record(
        it,
        "ASSAULT",
        "attacked",
        actor=(actor(it, "Armenia", "Armenia", "ARM"),),
        recipient=(actor(it, "Belarus", "Belarus", "BLR"),),
    )
    found = of(conduct([replace(reading, records=(*reading.records, back))]), "RUS", "ARM")
    assert found.verdict == "unclear"


@pytest.mark.parametrize(
    "changed",
    [
        {"auxiliary": ("hypothetical",)},
        {"auxiliary": ("historical",)},
        {"probability": 0.2},
        {"certainty": Certainty(0.2, "may")},
    ],
)
def test_what_did_not_surely_happen_now_is_no_occasion(changed: dict[str, object]) -> None:
    reading = made(0, 2)
    first = replace(reading.records[0], **changed)  # type: ignore[arg-type]
    assert not conduct([replace(reading, records=(first, reading.records[1]))])


def test_rebels_of_a_state_are_not_the_state() -> None:
    reading = made(0, 2)
    rebels = replace(reading.records[0].recipient[0], sector="REB")
    first = replace(reading.records[0], recipient=(rebels,))
    assert not conduct([replace(reading, records=(first, reading.records[1]))])


OWED = st.frozensets(
    st.sampled_from(["defense", "offense", "neutrality", "nonaggression", "consultation"]), max_size=5
)
KINDS: tuple[Literal["attack", "threat", "request"], ...] = ("attack", "threat", "request")
OCCASIONS = [Occasion(kind, has_begun) for kind, has_begun in product(KINDS, (True, False, None))]


@given(OWED, st.sampled_from(OCCASIONS), st.sampled_from(["spoke", "not reported"]))
def test_no_verdict_comes_from_silence(owed: frozenset[str], occasion: Occasion, did: Did) -> None:
    assert judged(owed, occasion, did) == "unclear"


@given(
    st.sampled_from(OCCASIONS), st.sampled_from(["acted", "declined", "withheld", "stayed out", "against"])
)
def test_nobody_breaks_or_keeps_what_was_never_owed(occasion: Occasion, did: Did) -> None:
    assert not judged(frozenset(), occasion, did).startswith("obliged")


@given(OWED, st.sampled_from(OCCASIONS))
def test_help_is_never_a_breach(owed: frozenset[str], occasion: Occasion) -> None:
    assert judged(owed, occasion, "acted") in {"obliged and kept", "not obliged and helped"}


def test_who_else_relies_stands_first_where_the_page_ties_them() -> None:
    on = date(2025, 6, 30)
    assert {one.country for one in exposed("RUS", on=on)} >= {"PRK", "BLR", "ARM", "KAZ", "KGZ", "TJK"}
    it = dispatch((("body", "North Korea signed a pact with Russia."),))
    north = actor(it, "North Korea", "North Korea", "PRK")
    russia = actor(it, "Russia", "Russia", "RUS")
    tie = record(it, "AGREE", "signed", actor=(north, russia))
    assert exposed("RUS", on=on, readings=[read(it, tie)])[0].country == "PRK"
    assert "PRK" not in {one.country for one in exposed("RUS", on=on, but="PRK")}
    assert "PRK" not in {one.country for one in exposed("RUS", on=date(2024, 6, 1))}


def test_a_letdown_exposes_those_with_the_same_clause() -> None:
    found = complete(made(0, 1, 2)).findings
    one = next(f for f in found if isinstance(f, Finding) and f.kind == "exposed")
    assert "KAZ" in one.actor
    assert "ARM" not in one.actor
    assert one.toward == ("RUS",)
    assert "as Armenia did" in one.says


def said(it: foedus.records.Dispatch, who: Actor, content: Span) -> Attribution:
    return Attribution((who.span,), (), (content,), "indirect", speaker=who)


ASKED = (
    "Armenia’s envoy asked Russia for arms.",
    "Russian officials said that Armenia never requested arms.",
)


def denied(country: str = "RUS") -> Reading:
    """An envoy asks; officials of a country say that nobody ever did."""
    it = replace(dispatch(tuple(("body", words) for words in ASKED)), published=DAY)
    armenia = actor(it, "Armenia", "Armenia", "ARM")
    russia = actor(it, "Russia", "Russia", "RUS")
    officials = actor(it, "Russian officials", "Russia", country)
    yes = record(it, "REQUEST", "asked", mode="assist", actor=(armenia,), recipient=(russia,))
    no = record(
        it,
        "REQUEST",
        "requested",
        mode="assist",
        actor=(actor(it, "Armenia", "Armenia", "ARM", after="said that"),),
        auxiliary=("negation",),
        attribution=(said(it, officials, it.sections[1].span),),
    )
    return read(it, yes, no)


def contradictions(reading: Reading) -> list[Finding]:
    return [f for f in complete(reading).findings if isinstance(f, Finding) and f.kind == "contradiction"]


def test_an_act_asserted_and_denied_is_a_contradiction_with_both_words() -> None:
    (found,) = contradictions(denied())
    assert found.says == (
        "According to Daily Courier, Armenia asked Russia for help; according to Russian officials, "
        "Armenia did not ask for help"
    )
    assert [words.text.split()[-1].strip(".") for words in found.words] == ["arms", "arms"]


def test_a_denial_by_somebody_else_is_of_another_act() -> None:
    assert not contradictions(denied("TUR"))


def test_acts_on_different_days_do_not_contradict_each_other() -> None:
    reading = denied()
    days = (date(2022, 9, 1), date(2022, 9, 9))
    dated = [
        replace(r, date=Time("then", r.predicate.span, "DATE", None, day, day, "day"))
        for r, day in zip(reading.records, days, strict=True)
    ]
    assert not contradictions(replace(reading, records=tuple(dated)))


def test_contradictions_come_in_the_order_of_the_records() -> None:
    first = made(4, 2)
    turned = [replace(r, auxiliary=() if r.auxiliary else ("negation",)) for r in first.records]
    found = disagreements([first, made(4), replace(first, records=tuple(turned))])
    assert [finding.actor for finding in found] == [("KGZ",), ("RUS",), ("KGZ",)]


def test_two_figures_of_one_act_by_two_sources() -> None:
    it = dispatch(
        (("body", "Chad sent 20 trucks to Niger, Chad said; Chad sent 9 trucks to Niger, Niger said."),)
    )
    chad, niger = actor(it, "Chad", "Chad", "TCD"), actor(it, "Niger", "Niger", "NER")
    day = Time("then", Span(0, 4), "DATE", None, DAY, DAY, "day")

    def told(figure: str, value: float, who: Actor, after: str) -> Record:
        at = it.text.index(figure)
        return record(
            it,
            "AID",
            "sent",
            after=after,
            actor=(chad,),
            recipient=(niger,),
            date=day,
            quantity=Quantity(figure, Span(at, at + len(figure)), value, "trucks"),
            attribution=(said(it, who, it.sections[0].span),),
        )

    first, second = told("20 trucks", 20, chad, "Chad"), told("9 trucks", 9, niger, "said;")
    (found,) = contradictions(read(it, first, second))
    assert found.says == "Chad puts it at 20 trucks, Niger at 9 trucks"
    assert not contradictions(read(it, first, replace(second, attribution=first.attribution)))


@pytest.mark.parametrize(
    ("text", "claim", "book_says"),
    [
        ("Russian officials cite the absence of a mutual defense clause with Iran.", "no clause", "agrees"),
        ("North Korea and Russia have a defence clause on paper.", "clause", "agrees"),
        ("Russia and Iran share a mutual defence clause.", "clause", "differs"),
        ("There is no defense clause between North Korea and Russia.", "no clause", "differs"),
        ("Russia and Iran are negotiating a mutual defence pact.", None, None),
        ("Iran has long sought a mutual defence treaty with Russia.", None, None),
        ("Russia, Iran and China have a defence clause.", None, None),
        ("Russia has a defence clause.", None, None),
    ],
)  # fmt: skip
def test_what_is_said_of_a_clause_stands_beside_the_book(
    text: str, claim: str | None, book_says: str | None
) -> None:
    found = [c for c in foedus.read(text, published="2025-06-30").agreements if isinstance(c, Claim)]
    assert [(c.claim, c.book) for c in found] == ([(claim, book_says)] if claim else [])
    for one in found:
        assert text[one.words.span.start : one.words.span.end] == one.words.text


def test_what_is_said_of_the_past_is_not_held_against_a_new_agreement() -> None:
    said = "There {} no defense clause between North Korea and Russia."
    for verb, book_says in (("was", "agrees"), ("is", "differs")):
        (claim,) = foedus.read(said.format(verb), published="2024-09-30").agreements
        assert isinstance(claim, Claim)
        assert claim.book == book_says


def test_a_wrong_day_of_signing_contradicts() -> None:
    said = "Russia and Iran signed a comprehensive strategic partnership treaty in {}."
    for when, book_says in (("January 2025", "agrees"), ("May 2023", "differs")):
        reading = foedus.read(said.format(when), published="2025-06-30")
        assert [c.book for c in reading.agreements if isinstance(c, Claim)] == [book_says]
    assert "2025-01-17" in contradictions(reading)[0].says


@pytest.mark.parametrize(
    ("text", "published", "found"),
    [
        ("Iranian Deputy Foreign Minister Abbas Araghchi left.", "2025-06-30", "Minister of Foreign Affairs"),
        ("Iranian Deputy Foreign Minister Abbas Araghchi visited Moscow.", "2019-06-30", None),
        ("Iranian Foreign Minister Abbas Araghchi visited Moscow.", "2025-06-30", None),
        ("Russian Defence Minister Sergei Shoigu left.", "2025-03-21", "Secretary of the Security Council"),
        ("Russian Defence Minister Sergei Shoigu visited Pyongyang.", "2023-07-26", None),
        ("Former Russian Defence Minister Sergei Shoigu visited Pyongyang.", "2025-03-21", None),
        ("Russian Defence Minister Sergei Shoigu visited Pyongyang in July 2023.", "2025-03-21", None),
        ("North Korean leader Kim Jong-un met Russian President Vladimir Putin.", "2025-09-04", None),
    ],
)  # fmt: skip
def test_somebody_called_what_they_were_not_on_that_day(text: str, published: str, found: str | None) -> None:
    mismatches = [
        f
        for f in foedus.read(text, published=published).findings
        if isinstance(f, Finding) and f.kind == "office mismatch"
    ]
    assert [f.says for f in mismatches if found is None] == []
    assert bool(mismatches) is bool(found)
    if found:
        assert found in mismatches[0].says
        assert text[slice(*mismatches[0].words[0].span)] == mismatches[0].words[0].text


def test_every_finding_of_the_examples_has_its_words_and_records() -> None:
    for path in sorted(Path(foedus.__file__).parent.glob("data/examples/*.txt")):
        reading = foedus.read(path)
        ids = {r["id"] for r in reading.as_dict()["records"]}
        for finding in reading.findings:
            assert isinstance(finding, Finding)
            assert finding.words
            assert set(finding.records) <= ids
            assert {c.agreement for c in finding.clauses} <= {row.id for row in book()}
            for words in finding.words:
                assert reading.dispatch.text[slice(*words.span)] == words.text


ARTICLE = (
    "Belarus attacked Armenia on Monday. Armenia asked Russia for military help.\n"
    "Russia has refused to provide military help to Armenia, officials in Yerevan said.\n"
)


def test_the_commands_say_the_same_for_people_and_programs(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, "utf-8")
    run = CliRunner().invoke
    for command in ("conduct", "contradictions"):
        done = run(app, [command, str(path), "--published", "2022-09-14", "--quiet"])
        assert done.exit_code == 0, done.output
        kinds = [json.loads(line)["kind"] for line in done.stdout.splitlines()]
        table = run(app, [command, str(path), "--published", "2022-09-14", "--quiet", "--format", "table"])
        assert all(kind in table.stdout for kind in kinds)
    done = run(app, ["exposure", "Russia", "--on", "2025-06-30"])
    assert [json.loads(line)["actor"] for line in done.stdout.splitlines()][:1] == [["BLR"]]
    assert run(app, ["exposure", "Atlantis"]).exit_code == 2


def test_a_section_that_is_no_report_claims_nothing() -> None:
    it = dispatch((("boilerplate", "North Korea and Russia have a defence clause on paper."),))
    actors = (actor(it, "North Korea", "North Korea", "PRK"), actor(it, "Russia", "Russia", "RUS"))
    assert isinstance(it.sections[0], Section)
    assert not complete(read(it, actors=actors)).agreements
