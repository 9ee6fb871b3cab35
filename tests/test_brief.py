"""The memo keeps apart what happened, did not, is said and may come; each line cites its words."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from build import actor, dispatch, reading, record
from hypothesis import given
from hypothesis import strategies as st

import foedus
from foedus import brief
from foedus.brief import concerns, escaped, memo
from foedus.ontology import plover
from foedus.phrasing import actor_name, certainty_word, phrases, sentence, sides, when
from foedus.records import Auxiliary, Certainty, Reading, Record, Span, Time


def written(form: str, *readings: Reading, about: frozenset[str] = frozenset()) -> str:
    out = io.BytesIO()
    brief.write(readings, out, form=form, about=about)
    return out.getvalue().decode()


def time(start: date | None, end: date | None) -> Time:
    return Time("then", Span(0, 4), "DATE", None, start, end)


def test_chapters_stand_in_order_and_lines_by_date() -> None:
    made = memo(reading())
    assert [part.title for part in made.parts] == [
        *("What happened", "What did not happen", "What may come", "Background")
    ]
    assert [line.says for line in made.parts[0].lines] == [
        "Portugal visited Morocco",
        "Portugal and Morocco agreed",
        "Morocco and Portugal held talks",
    ]
    assert [line.date for line in made.parts[2].lines] == ["June 2026", ""]


def test_each_line_ends_in_its_words_and_paragraph() -> None:
    for part in memo(reading()).parts:
        for line in part.lines:
            assert line.quotation
            assert line.paragraph in {"¶1", "¶2", "¶3", "C1"}
    lines = [line for line in written("markdown", reading()).splitlines() if line.startswith("- ")]
    assert len(lines) == 7
    assert all(line.endswith(("” ¶1", "” ¶2", "” ¶3", "” C1")) for line in lines)


def test_the_head_says_where_it_comes_from_and_the_foot_what_was_left_aside() -> None:
    made = memo(reading())
    assert made.about == (
        "Daily Courier, 6 March 2026 (from the Diário do Sul, translated using machine translation, "
        "edited by staff)"
    )
    assert made.notes == "7 records; 1 speaker; 1 line of boilerplate labelled and left aside."


def test_a_claim_on_anothers_word_is_only_said() -> None:
    it = reading()
    said = replace(it.records[0], attribution=it.attributions)
    (part,) = memo(replace(it, records=(said,))).parts
    assert part.title == "What is only said, and by whom"
    assert part.lines[0].voice == "Carlos Reis, fellow, Atlantic Policy Centre, to Evening Post"


@pytest.mark.parametrize(
    ("about", "kept"), [("", 7), ("PRT", 6), ("PRT,MAR", 5), ("ESP", 1), ("PRT,ESP", 0), ("ESP,PRT,MAR", 5)]
)
def test_about_keeps_what_is_between_the_sides(about: str, kept: int) -> None:
    asked = frozenset(filter(None, about.split(",")))
    assert sum(concerns(r, asked) for r in reading().records) == kept


@pytest.mark.parametrize("form", brief.FORMATS)
def test_every_form_is_written_and_an_empty_memo_says_so(form: str) -> None:
    assert "Portugal visited Morocco" in " ".join(written(form, reading()).split())
    empty = written(form, Reading(dispatch()))
    assert "0 records" in empty
    assert phrases()["memo"]["nothing"] in empty


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_hostile_words_do_nothing(form: str) -> None:
    it = dispatch(
        (("headline", "<script>x</script>"), ("body", "Spain visited <b>[a](javascript:x)</b> \u202e."))
    )
    made = record(it, "CONSULT", "visited", actor=(actor(it, "Spain", "<i>Spain</i>", "ESP"),))
    text = written(form, Reading(it, records=(made,)))
    assert "<script>x" not in text
    assert "<i>" not in text
    assert "\u202e" not in text
    assert "](javascript" not in text or form == "html"


@given(st.text())
def test_markdown_of_any_words_holds_no_tag_and_no_link(text: str) -> None:
    shown = escaped(text)
    assert "<" not in shown
    assert ">" not in shown
    assert "](" not in shown


@pytest.mark.parametrize(
    "auxiliary", [(), *((mode,) for mode in ("negation", "future", "hypothetical", "historical"))]
)
def test_every_type_and_mode_has_its_phrase(auxiliary: tuple[Auxiliary, ...]) -> None:
    it = reading()
    one = it.records[0]
    for name, kind in plover().types.items():
        for mode in (None, *kind.modes):
            assert mode is None or mode in phrases()["events"][name]
            for recipient in (one.recipient, ()):
                said = sentence(replace(one, event=name, mode=mode, recipient=recipient, auxiliary=auxiliary))
                assert said.startswith("Portugal ")
                assert "{" not in said
                assert ("Morocco" in said) == bool(recipient)


def test_auxiliary_modes_are_said_together() -> None:
    one = reading().records[0]
    told: dict[tuple[Auxiliary, ...], str] = {
        ("negation", "future"): "Portugal is not expected to visit Morocco",
        ("hypothetical", "negation"): "Portugal might not visit Morocco",
        ("future", "hypothetical"): "Portugal could visit Morocco",
    }
    for modes, said in told.items():
        assert sentence(replace(one, auxiliary=modes)) == said


def test_every_combination_of_modes_has_a_frame() -> None:
    modes = list(phrases()["auxiliary"])
    for bits in range(1, 2 ** len(modes)):
        chosen = [m for n, m in enumerate(modes) if bits >> n & 1]
        assert " ".join(chosen) in phrases()["frames"]


def test_sides_are_named_for_people() -> None:
    it = dispatch()
    spain = actor(it, "Spain", "Spain", "ESP")
    states = actor(it, "Lisbon", "United States", "USA")
    assert sides([spain, states, spain]) == "Spain and the United States"
    assert sides([]) == ""
    assert actor_name(replace(spain, name="Arab League", country=None)) == "the Arab League"
    assert actor_name(replace(spain, name="Customs Union", country=None)) == "the Customs Union"
    assert actor_name(replace(spain, sector="MIL")) == "Spain (military)"
    assert actor_name(replace(spain, person="Ana Prado")) == "Ana Prado (Spain)"
    assert actor_name(replace(spain, person="Ana Prado", name="Ana Prado")) == "Ana Prado (Spain)"
    assert actor_name(replace(spain, person="Ana Prado", name="Ana Prado", country=None)) == "Ana Prado"
    assert actor_name(replace(spain, name=None)) == "Spain"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 3, 4), date(2026, 3, 4), "4 March 2026"),
        (date(2026, 3, 1), date(2026, 3, 8), "1 to 8 March 2026"),
        (date(2026, 2, 1), date(2026, 2, 28), "February 2026"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2026, 7, 1), date(2026, 9, 30), "July to September 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2024, 1, 1), date(2025, 12, 31), "2024 to 2025"),
        (date(2025, 12, 1), date(2026, 2, 28), "December 2025 to February 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 to 2 January 2026"),
        (date(2025, 7, 1), None, "from 1 July 2025"),
        (None, date(2025, 7, 1), "until 1 July 2025"),
        (None, None, "then"),
    ],
)
def test_dates_are_said_at_their_own_grain(start: date | None, end: date | None, words: str) -> None:
    assert when(time(start, end)) == words


@pytest.mark.parametrize(
    ("value", "word"), [(3.0, ""), (2.5, ""), (1.5, "probable"), (0.5, "possible"), (-1.0, "uncertain")]
)
def test_certainty_in_words(value: float, word: str) -> None:
    one: Record = replace(reading().records[0], certainty=Certainty(value, "test"))
    assert certainty_word(one) == word
    for mode in ("negation", "future", "hypothetical"):
        assert certainty_word(replace(one, auxiliary=(mode,))) == ""


def test_findings_stand_last_with_their_words_and_what_would_change_them() -> None:
    text = "Belarus attacked Armenia on Monday. Russia has refused to provide military help to Armenia."
    found = foedus.read(text, published="2022-09-14")
    assert found.findings
    for form in ("terminal", "markdown", "html"):
        shown = " ".join(written(form, found).split())
        assert "Who owed what, and who is next" in shown
        assert "It would change this" in shown
    assert not memo(found, about=frozenset({"FRA", "DEU"})).findings


def test_hostile_words_in_a_finding_are_only_text() -> None:
    said = "<script>alert(1)</script> Belarus attacked Armenia. Russia refused to help Armenia."
    found = foedus.read(said, published="2022-09-14")
    assert "<script>alert" not in written("html", found)
    assert "<script>alert" not in written("markdown", found)
