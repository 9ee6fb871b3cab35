"""Who says what: cues by their own examples, quotations that run on, speakers resolved."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.reading import attribution
from foedus.reading.cues import table
from foedus.reading.page import Page
from foedus.reading.parse import pages
from foedus.records import Attribution, Dispatch, Section, Span

MARK = re.compile(r"\[([scx]) ([^\]]*)\]")
PARTS = ("verb", "adjective", "noun", "seeming", "adverb", "phrase")
GROUPS = [(f"{part}-{group['id']}", group) for part in PARTS for group in table()[part]]


def read(text: str) -> Page:
    sections = tuple(Section("body", Span(*m.span())) for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    page = next(iter(pages([Dispatch("d", text, sections, "en")])))
    attribution.find(page)
    return page


def said(page: Page, spans: tuple[Span, ...]) -> list[str]:
    return [page.words(span).text for span in spans]


def only(text: str) -> tuple[Page, Attribution]:
    page = read(text)
    [found] = page.attributions
    return page, found


def unmarked(example: str) -> tuple[str, dict[str, list[Span]]]:
    """An example without its marks, and the spans that they marked."""
    text, at, spans = "", 0, dict[str, list[Span]](s=[], c=[], x=[])
    for match in MARK.finditer(example):
        text += example[at : match.start()]
        spans[match[1]].append(Span(len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return text + example[at:], spans


def evidence(field: str) -> list[object]:
    return [
        pytest.param(example, id=f"{name}-{number}")
        for name, group in GROUPS
        for number, example in enumerate(group[field])
    ]


@pytest.mark.parametrize("example", evidence("examples"))
def test_a_group_finds_its_examples(example: str) -> None:
    text, spans = unmarked(example)
    page = read(text)
    found = [
        (said(page, a.source), said(page, a.cue), [t.strip(" ,") for t in said(page, a.content)])
        for a in page.attributions
    ]
    wanted = tuple([text[a:b].strip(" ,") for a, b in spans[role]] for role in "scx")
    assert wanted in [([t.removesuffix("'s") for t in s], c, x) for s, c, x in found], found


@pytest.mark.parametrize("example", evidence("refuses"))
def test_a_group_refuses_what_it_must(example: str) -> None:
    assert read(example).attributions == []


# ---------------------------------------------------------------- content and kind


def test_a_cue_in_the_middle_parts_the_content() -> None:
    page, found = only("“The dam,” Ann Lee said, “will break before spring.”")
    assert said(page, found.content) == ["“The dam,”", "“will break before spring.”"]
    assert found.kind == "direct"


def test_a_quotation_that_follows_goes_on_for_the_same_speaker() -> None:
    page, found = only("“The dam will break,” said Ann Lee. “Nobody has repaired it in years.”")
    assert said(page, found.content) == ["“The dam will break,”", "“Nobody has repaired it in years.”"]


def test_a_quotation_of_several_sentences_is_one_content() -> None:
    page, found = only("Ann Lee added, “The dam is old. Nobody repairs it. It will break.”")
    assert said(page, found.content) == ["“The dam is old. Nobody repairs it. It will break.”"]


def test_a_paragraph_left_open_goes_on_in_the_next() -> None:
    page, found = only(
        "“The dam is old,” said Ann Lee. “Nobody repairs it.\n“It will break in spring.”\nRain fell."
    )
    assert said(page, found.content)[-1] == "“It will break in spring.”"


def test_a_paragraph_of_quotation_belongs_to_who_spoke_last() -> None:
    page, found = only("“The dam is old,” Ann Lee told reporters.\n“It will break in spring.”")
    assert said(page, found.content) == ["“The dam is old,”", "“It will break in spring.”"]


def test_a_colon_announces_the_paragraph_after_it() -> None:
    page, found = only("After the visit, the minister said:\nI was glad to see the old bridge again.")
    assert said(page, found.content) == ["I was glad to see the old bridge again."]
    assert found.kind == "direct"


def test_quoted_words_within_a_report_leave_it_indirect() -> None:
    _, found = only("Ann Lee said the dam that her father had built in the valley was “old”.")
    assert found.kind == "indirect"


def test_scare_quotes_alone_are_nobodys_words() -> None:
    assert read("The so-called “peace corridor” was closed on Monday.").attributions == []


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The treaty is seen as crucial.", "is seen as", ["The treaty", "crucial"]),
        ("The talks are expected to resume in May.", "are expected", ["The talks", "to resume in May"]),
        ("It was reported that the dam had broken.", "was reported", ["that the dam had broken"]),
        ("Asked about the dam, Ann Lee left.", "Asked about", ["the dam"]),
        ("The minister appears to be ill.", "appears", ["The minister", "to be ill"]),
        ("The claim that the dam broke spread fast.", "claim", ["that the dam broke"]),
    ],
)
def test_a_cue_may_name_no_source(text: str, cue: str, content: list[str]) -> None:
    page, found = only(text)
    assert (found.source, found.speaker) == ((), None)
    assert said(page, found.cue) == [cue]
    assert said(page, found.content) == content


def test_what_nobody_vouches_for_hides_no_source_and_has_no_holder() -> None:
    page = read("Olsen said the navy was expected to attack the port. The army reportedly fled.")
    assert [a.speaker.text for a in attribution.holders(page, where(page, "attack")) if a.speaker] == [
        "Olsen"
    ]
    assert attribution.holders(page, where(page, "fled")) == ()


@pytest.mark.parametrize("text", ["A ship called Hope sank.", "Coal, as opposed to gas, is cheap."])
def test_a_passive_that_names_or_contrasts_is_no_claim(text: str) -> None:
    assert read(text).attributions == []


def test_a_feeling_is_its_subjects() -> None:
    page, found = only("The generals were worried about the coming winter.")
    assert said(page, found.source) == ["The generals"]
    assert said(page, found.cue) == ["were worried about"]


def test_a_piece_of_speech_and_what_it_says_are_one_cue() -> None:
    page, found = only("The ministry issued a long statement denying that the dam had broken.")
    assert said(page, found.source) == ["The ministry"]
    assert said(page, found.cue) == ["issued a long statement denying"]


def test_a_source_keeps_a_title_in_quotation_marks_and_loses_an_aside() -> None:
    page, found = only("Ann Lee, author of “The Dam”, said that it would break.")
    assert said(page, found.source) == ["Ann Lee, author of “The Dam”,"]
    page, found = only("The agency, which fell short last year, said that it would break.")
    assert said(page, found.source) == ["The agency"]


def test_a_label_after_a_dash_has_the_whole_quotation() -> None:
    page, found = only("The dam is old - Ann Lee: “It will break. Nobody repairs it.”")
    assert said(page, found.source) == ["Ann Lee"]
    assert said(page, found.content) == ["“It will break. Nobody repairs it.”"]


def test_a_source_before_a_closing_colon_has_the_next_paragraph() -> None:
    page, found = only("According to Ann Lee:\nThe dam will break in spring.")
    assert said(page, found.source) == ["Ann Lee"]
    assert said(page, found.content) == ["The dam will break in spring."]


def test_a_poll_set_before_speaks_for_those_it_asked() -> None:
    page, found = only("In a survey last week, half of the farmers feared the dam.")
    assert said(page, found.source) == ["a survey last week"]
    assert said(page, found.content) == ["half of the farmers feared the dam"]


@pytest.mark.parametrize("text", ["Fears of a famine grew.", "Calls for an inquiry grew."])
def test_what_people_at_large_feel_needs_no_name(text: str) -> None:
    _, found = only(text)
    assert found.source == ()


def test_a_plan_that_is_nobodys_is_no_claim() -> None:
    assert read("The plan to raise the dam failed.").attributions == []


def test_a_ready_adjective_and_what_is_said_are_one_cue() -> None:
    page, found = only("The minister was quick to condemn the raid.")
    assert said(page, found.cue) == ["was quick to condemn"]
    assert said(page, found.content) == ["the raid"]


def test_who_uses_words_to_denounce_is_the_source() -> None:
    page, found = only("Leaders used blunt words to denounce the raid.")
    assert said(page, found.source) == ["Leaders"]


def test_what_a_message_is() -> None:
    page, found = only("The ministry's message was that the dam is safe.")
    assert said(page, found.source) == ["The ministry's"]
    assert said(page, found.cue) == ["message was"]


def test_a_share_of_people_speaks() -> None:
    page, found = only("42% say that the dam will break.")
    assert said(page, found.source) == ["42%"]


# ---------------------------------------------------------------- speakers


def test_role_and_organisation_from_an_apposition_and_outlet_from_an_interview() -> None:
    page, found = only(
        "“Rates will fall,” said Carla Reyes, chief economist at Harbour Bank, in an interview with Reuters."
    )
    speaker = found.speaker
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("Carla Reyes", "chief economist")
    assert speaker.organisation == "Harbour Bank"
    assert found.via == "Reuters"
    assert page.words(speaker.span).text == "Carla Reyes"


def test_a_title_before_the_name_and_an_organisation_after_it() -> None:
    _, found = only("Professor Mark Olsen of Leeds University noted that exports had fallen.")
    speaker = found.speaker
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("Mark Olsen", "Professor")
    assert speaker.organisation == "Leeds University"


def test_told_names_the_outlet() -> None:
    _, found = only("Mark Olsen told the Financial Times that exports had fallen.")
    assert found.via == "Financial Times"


@pytest.mark.parametrize("later", ["Olsen", "He", "Mr. Olsen", "The professor"])
def test_a_later_mention_is_the_person_named_before(later: str) -> None:
    page = read(f"Professor Mark Olsen of Leeds noted that exports had fallen. {later} said that wages rose.")
    first, second = page.attributions
    assert first.speaker is not None
    assert second.speaker is not None
    assert second.speaker.name == first.speaker.name == "Mark Olsen"
    assert second.speaker.role == "Professor"


def test_an_outlet_between_words_and_speaker() -> None:
    page, found = only("Olsen was quoted by KCNA as saying that the war was over.")
    assert found.via == "KCNA"
    assert said(page, found.cue) == ["was quoted by KCNA as saying"]


def test_an_assembly_that_is_told_is_no_outlet() -> None:
    _, found = only("Mark Olsen told the Senate Armed Services Committee that exports had fallen.")
    assert found.via is None


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Secretary of State John Kerry said that talks ended.", "Secretary of State", None),
        ("Harbour Bank president Tom Fitton said it ended.", "president", "Harbour Bank"),
        ("Iranian Deputy Foreign Minister Abbas Araghchi said it ended.", "Deputy Foreign Minister", None),
    ],
)
def test_roles_before_a_name(text: str, role: str, organisation: str | None) -> None:
    _, found = only(text)
    assert found.speaker is not None
    assert (found.speaker.role, found.speaker.organisation) == (role, organisation)


def test_a_name_beside_what_it_is() -> None:
    page, found = only("Tehran denied the attack, state news agency IRNA reported.")
    assert found.speaker is not None
    assert (found.speaker.text, said(page, found.source)) == ("IRNA", ["state news agency IRNA"])


def test_a_subject_inside_the_quotation_is_no_speaker() -> None:
    _, found = only('"If it has no fuel yet, it will at some point," said James Acton, a physicist.')
    assert found.speaker is not None
    assert found.speaker.name == "James Acton"


def test_a_label_before_a_colon_speaks() -> None:
    page, found = only("LEE: The bridge will be closed for a year.")
    assert said(page, found.content) == ["The bridge will be closed for a year"]
    assert found.speaker is not None
    assert found.speaker.text == "LEE"


# ---------------------------------------------------------------- holders


def where(page: Page, text: str) -> Span:
    start = page.dispatch.text.index(text)
    return Span(start, start + len(text))


def test_holders_are_a_chain_from_outside_in() -> None:
    page = read("According to KCNA, Olsen said the convoy attacked the port.")
    chain = attribution.holders(page, where(page, "attacked"))
    assert [a.speaker.text for a in chain if a.speaker] == ["KCNA", "Olsen"]


def test_who_wants_a_thing_does_not_hold_it_for_true() -> None:
    page = read("Olsen wants the navy to attack the port.")
    assert attribution.holders(page, where(page, "attack")) == ()


def test_who_agrees_to_a_thing_does_not_vouch_that_it_happened() -> None:
    page = read("Olsen visited the port and agreed to a third deployment of troops.")
    assert attribution.holders(page, where(page, "deployment")) == ()


def test_kind_is_told_for_the_words_in_question() -> None:
    page = read("Olsen said that the navy “attacked the port” after it had blocked the strait for weeks.")
    [quoted] = attribution.holders(page, where(page, "attacked"))
    [other] = attribution.holders(page, where(page, "blocked"))
    assert (quoted.kind, other.kind) == ("direct", "indirect")


def test_words_outside_every_content_have_no_holder() -> None:
    page = read("The navy attacked the port. Olsen said it was a mistake.")
    assert attribution.holders(page, where(page, "attacked")) == ()


# ---------------------------------------------------------------- laws

FRAGMENTS = (
    "said told “ ” \" ' ‘ ’ , . : Kim Lee he she they who according to the minister that war is over claims"
    " in a statement with Reuters \n — believe added 김정은 «a» by quoted as saying noted is confident"
)
WORDS = st.sampled_from(FRAGMENTS.split(" "))
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_spans_lie_in_the_text_ordered_and_apart(text: str) -> None:
    page = read(text)
    first = list(page.attributions)
    for found in first:
        for spans in (found.source, found.cue, found.content):
            assert all(0 <= s.start < s.end <= len(text) for s in spans)
            assert all(a.end <= b.start for a, b in pairwise(spans))
        assert found.content
        if found.speaker is not None:
            assert page.words(found.speaker.span).text == found.speaker.text
        assert attribution.holders(page, found.content[0]) == attribution.holders(page, found.content[0])
    attribution.find(page)
    assert page.attributions == first
