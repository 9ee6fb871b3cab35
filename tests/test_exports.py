"""Every format says the same things, stays readable by others, and lets hostile words do nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pyarrow.parquet as pq
import pytest
from build import actor, dispatch, reading, record
from hypothesis import given
from hypothesis import strategies as st

from foedus.claims import chapter, labels, quotation, section_index
from foedus.exports import FORMATS, write
from foedus.exports.page import article, style
from foedus.exports.spreadsheet import COLUMNS, FORMULA, guarded
from foedus.records import Reading, Section, Span
from foedus.shown import one_line, visible

HOSTILE = (
    "<script>alert(1)</script> \"'><img src=x onerror=alert(1)> \u202eevil\u202c"
    " &amp; {{ 7*7 }} \x1b[31m =1+1"
)


def written(form: str, *readings: Reading) -> bytes:
    out = io.BytesIO()
    write(readings, out, form=form)
    return out.getvalue()


def hostile() -> Reading:
    """A reading whose every free word is hostile."""
    it = dispatch(
        (("headline", HOSTILE), ("body", f"Spain visited {HOSTILE} on Monday."), ("boilerplate", HOSTILE))
    )
    base = reading()
    bad = replace(base.records[0].actor[0], text=HOSTILE, name=HOSTILE, basis=HOSTILE, office=HOSTILE)
    made = record(it, "CONSULT", "visited", actor=(bad,), recipient=(bad,), found_by=HOSTILE)
    said = replace(base.attributions[0], speaker=replace(bad, role=HOSTILE), via=HOSTILE, content=())
    made = replace(made, attribution=(said,))
    it = replace(it, outlet=HOSTILE, url="javascript:alert(1)", id=HOSTILE)
    return Reading(it, records=(made,), attributions=(said,))


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_none_one_and_many(form: str) -> None:
    sizes = [len(written(form, *[reading()] * n)) for n in (0, 1, 3)]
    assert sizes == sorted(sizes)
    assert isinstance(written(form, Reading(dispatch())), bytes)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_bears_hostile_words(form: str) -> None:
    assert written(form, hostile())


def test_jsonl_is_the_contract() -> None:
    lines = written("jsonl", reading(), reading()).decode().split("\n")
    assert lines[2:] == [""]
    assert json.loads(lines[0]) == json.loads(json.dumps(reading().as_dict()))


def test_jsonl_bears_half_a_surrogate_pair() -> None:
    it = replace(reading(), dispatch=dispatch((("body", "cut \ud83d here"),)), records=(), attributions=())
    assert json.loads(written("jsonl", it))["text"] == "cut \ud83d here\n"


def test_csv_has_one_row_a_record() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", reading()).decode(), newline="")))
    assert [row["event"] for row in rows] == [r.event for r in reading().records]
    assert tuple(rows[0]) == COLUMNS
    first, threat = rows[0], rows[4]
    assert (first["actor"], first["actor_country"], first["recipient_country"]) == ("Portugal", "PRT", "MAR")
    assert (first["date_start"], first["place"], first["paragraph"]) == ("2026-03-04", "Rabat", "¶1")
    assert rows[1]["actor_country"] == "PRT; MAR"
    assert (threat["source"], threat["via"], threat["auxiliary"]) == (
        "Carlos Reis",
        "Evening Post",
        "hypothetical",
    )
    assert float(rows[2]["certainty"]) == -3.0
    assert rows[6]["quantity"] == "40"


@given(st.text())
def test_no_cell_of_words_runs_as_a_formula(text: str) -> None:
    cell = guarded(text)
    assert isinstance(cell, str)
    assert not cell.startswith(FORMULA)
    assert cell in {text, f"'{text}"}


def test_numbers_stay_numbers_in_a_spreadsheet() -> None:
    assert guarded(-3.0) == -3.0


def test_parquet_is_typed_and_keeps_every_field() -> None:
    table = pq.read_table(io.BytesIO(written("parquet", reading())))
    rows = table.to_pylist()
    contract = reading().as_dict()["records"]
    assert str(table.schema.field("published").type) == "date32[day]"
    assert rows[0]["published"] == date(2026, 3, 6)
    assert rows[0]["date"]["start"] == date(2026, 3, 4)
    assert set(contract[0]) <= set(rows[0])
    for row, told in zip(rows, contract, strict=True):
        for name in set(told) - {"date"}:
            assert row[name] == told[name], name


def test_plover_has_the_names_of_ngec_and_true_offsets() -> None:
    events = [json.loads(line) for line in written("plover", reading()).decode().splitlines()]
    assert [e["event_type"] for e in events] == [r.event for r in reading().records]
    visit = events[0]
    assert visit["event_mode"] == ["visit"]
    assert visit["date_resolved"] == visit["event_date_start"] == "2026-03-04"
    assert visit["attributes"]["RECIP"][0]["country"] == "MAR"
    assert visit["event_geolocation"]["geo"]["country_code3"] == "MAR"
    assert events[2]["date_resolved"] == events[2]["pub_date"]
    for event in events:
        for words in (w for group in event["attributes"].values() for w in group):
            assert event["event_text"][words["qa_start_char"] : words["qa_end_char"]] == words["text"]


def test_the_table_says_who_did_what_and_what_did_not_happen() -> None:
    text = written("table", reading()).decode()
    squashed = " ".join(text.split())
    assert "Lisbon and Rabat reopen talks" in squashed
    assert "did not" in squashed
    assert "conditional" in squashed
    assert "expected" in squashed
    assert "Carlos Reis" in squashed
    assert "7 records" in squashed


def test_the_table_lets_no_escape_through() -> None:
    text = written("table", hostile()).decode()
    assert "\x1b" not in text
    assert "\u202e" not in text


class Page(HTMLParser):
    """What a browser would make of a page: its tags, its ids, where its links lead, its visible text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            assert name not in {"src", "style"}
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                self.links.append(value)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_marks_every_claim_and_every_link_leads_somewhere() -> None:
    page = Page(written("html", reading(), reading()))
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)
    for number in (1, 2):
        for record_number in range(1, 8):
            assert f"r{number}-{record_number}" in page.ids
            assert f"m{number}-{record_number}" in page.ids


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    for one in (reading(), hostile()):
        raw = written("html", one)
        page = Page(raw)
        assert not {"script", "img", "iframe", "link", "object", "base", "form"} & set(page.tags)
        assert not [link for link in page.links if not link.startswith("#")]
        assert b"url(" not in raw
        assert b"default-src 'none'" in raw
        assert style()["source"] in raw.decode().replace("&#39;", "'")


def test_the_page_shows_hostile_words_as_words() -> None:
    page = Page(written("html", hostile()))
    assert "<script>alert(1)</script>" in page.text
    assert "{{ 7*7 }}" in page.text
    assert "\u202e" not in page.text
    assert "⟨U+202E⟩" in page.text


def test_the_page_links_to_the_article_only_on_the_web() -> None:
    it = reading()
    fine = replace(it, dispatch=replace(it.dispatch, url="https://example.org/a?b=1&c=2"))
    assert article(fine).link
    assert not article(hostile()).link


def test_nothing_of_the_text_is_cut() -> None:
    it = reading()
    drawn = article(it)
    shown = [piece.text for row in drawn.rows for piece in row.pieces]
    kept = [it.dispatch.text[s.span.start : s.span.end] for s in it.dispatch.sections if s.kind != "headline"]
    assert "".join(shown) == "".join(kept)
    assert drawn.title == kept[0] or it.dispatch.headline is not None


@given(st.lists(st.tuples(st.integers(0, 120), st.integers(1, 60)), max_size=6))
def test_overlapping_claims_are_cut_without_loss(spans: list[tuple[int, int]]) -> None:
    it = dispatch((("body", "Spain warned Italy and Malta, who asked Egypt for help. " * 4),))
    words = [it.words(Span(start, min(start + size, len(it.text) - 1))) for start, size in spans]
    base = record(it, "REQUEST", "warned")
    made = Reading(it, records=tuple(replace(base, predicate=w, sentence=w) for w in words))
    (row,) = article(made).rows
    assert "".join(piece.text for piece in row.pieces) == it.text[:-1]
    for card in row.cards:
        covered = "".join(p.text for p in row.pieces if card in p.claims)
        assert covered == it.text[card.quotation.start : card.quotation.end]
        assert sum(card in p.first for p in row.pieces) == sum(card in p.last for p in row.pieces) == 1


def test_words_between_sections_and_sections_in_sections_are_shown_once() -> None:
    it = dispatch((("body", "One two three."),))
    it = replace(it, sections=(Section("caption", Span(0, 7)), Section("credit", Span(4, 7))))
    assert "".join(p.text for row in article(Reading(it)).rows for p in row.pieces) == it.text


def test_a_caption_printed_twice_says_so() -> None:
    it = dispatch((("caption", "A handshake."), ("caption", "A handshake.")))
    it = replace(it, sections=(it.sections[0], replace(it.sections[1], duplicate_of=0)))
    assert labels(it) == ["C1", "C1"]
    assert "caption, printed again" in Page(written("html", Reading(it))).text


def test_quotations_are_words_of_the_sentence() -> None:
    it = reading()
    for one in it.records:
        span = quotation(it.dispatch, one)
        assert one.sentence.span.covers(span)
        assert span.covers(one.predicate.span)
        assert len(it.dispatch.text[span.start : span.end]) <= 160


def test_a_quotation_starts_near_its_predicate_and_keeps_what_denies_it() -> None:
    text = (
        "The foreign ministry of the Kingdom of Spain issued two statements on Monday but did not "
        "criticize Malta."
    )
    it = dispatch((("body", text),))
    spain, malta = actor(it, "The foreign ministry", "Spain", "ESP"), actor(it, "Malta", "Malta", "MLT")
    made = record(it, "ACCUSE", "criticize", actor=(spain,), recipient=(malta,), auxiliary=("negation",))
    assert it.words(quotation(it, made)).text == "Monday but did not criticize Malta"
    closed = "Spain called the strikes on Malta “acts of aggression.” Nobody answered."
    it = dispatch((("body", closed),))
    made = record(it, "ACCUSE", "acts of aggression", actor=(actor(it, "Spain", "Spain", "ESP"),))
    made = replace(made, sentence=it.words(Span(0, closed.index(" Nobody"))))
    assert it.words(quotation(it, made)).text == "Spain called the strikes on Malta “acts of aggression.”"


def test_chapters_and_labels() -> None:
    it = reading()
    assert [chapter(r) for r in it.records] == [
        *("happened", "happened", "not", "happened", "ahead", "ahead", "background")
    ]
    assert chapter(replace(it.records[0], attribution=it.attributions)) == "said"
    assert labels(it.dispatch) == ["H", "", "¶1", "C1", "¶2", "¶3", "", ""]
    assert section_index(it.dispatch, Span(0, 3)) == 0
    assert section_index(it.dispatch, Span(10_000, 10_001)) is None


@given(st.text())
def test_shown_words_never_act(text: str) -> None:
    for shown in (visible(text), one_line(text)):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert "\n" not in one_line(text)


def test_ordinary_words_are_shown_as_they_are() -> None:
    for text in ("“Quoted” – 한국어, العربية, עברית, 👩‍👩‍👧", "two\nlines\tand a tab"):
        assert visible(text) == text
