"""ICEWS, FollowTheMoney, graphs and feeds: shapes that others accept, and hostile words that do nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import feedparser
import networkx
import pytest
from build import PARAGRAPHS, actor, dispatch, reading, record
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from foedus import kept
from foedus.exports import FORMATS, entries, icews, pairs, parquet, write
from foedus.exports.spreadsheet import FORMULA
from foedus.ontology import plover
from foedus.records import Reading
from foedus.shown import web_address

HOSTILE = (
    "=cmd|'/C calc'!A0\t<script>alert(1)</script>\n\"' ]]> &amp; <!ENTITY x> \u202eevil\u202c \x00\x1b[31m"
    " \x85\u2028 \ufffe\uffff \U0001f600 {{ 7*7 }}"
)


def written(form: str, *readings: Reading) -> bytes:
    out = io.BytesIO()
    write(readings, out, form=form)
    return out.getvalue()


def hostile(words: str = HOSTILE) -> Reading:
    """The reading by hand, with words of others in every field that others fill."""
    it = reading()
    bad: dict[str, Any] = {"text": words, "name": words, "office": words, "basis": words}
    records = tuple(
        replace(
            r,
            actor=tuple(replace(a, **bad, person=words) for a in r.actor),
            recipient=tuple(replace(a, **bad) for a in r.recipient),
            sentence=replace(r.sentence, text=words),
            place=replace(r.place, name=words) if r.place else None,
            found_by=words,
            attribution=tuple(
                replace(a, via=words, speaker=replace(a.speaker, role=words, person=words))
                for a in r.attribution
                if a.speaker
            ),
        )
        for r in it.records
    )
    its = replace(it.dispatch, id=words, outlet=words, url=f"https://example.org/{words}")
    return replace(it, dispatch=its, records=records)


def linked(url: str) -> Reading:
    return replace(reading(), dispatch=replace(reading().dispatch, url=url))


# --- ICEWS -------------------------------------------------------------------------------------------------


def tsv(*readings: Reading) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("icews", *readings).decode()), dialect="excel-tab"))


def test_icews_has_its_twenty_columns_and_only_what_happened() -> None:
    rows = tsv(reading())
    assert tuple(rows[0]) == icews.COLUMNS
    assert len(icews.COLUMNS) == 20
    assert [(r["Event Text"], r["CAMEO Code"], r["Source Name"], r["Target Name"]) for r in rows] == [
        ("Make a visit", "042", "Portugal", "Morocco"),
        ("Express intent to cooperate", "030", "Portugal", "Morocco"),
        ("Express intent to cooperate", "030", "Morocco", "Portugal"),
        ("Consult", "040", "Morocco", "Portugal"),
        ("Consult", "040", "Portugal", "Morocco"),
    ]
    visit = rows[0]
    assert (visit["Event Date"], visit["Story ID"]) == ("2026-03-04", "lisbon-2026-03-06")
    assert (visit["Source Sectors"], visit["Source Country"]) == ("Government", "Portugal")
    assert (visit["City"], visit["Country"], visit["Latitude"]) == ("Rabat", "Morocco", "34.0133")
    assert visit["Event ID"] == reading().records[0].id(reading().dispatch.digest)
    assert (visit["District"], visit["Province"], visit["Intensity"]) == ("", "", "4.0")


def test_every_type_and_mode_has_a_code_of_cameo() -> None:
    table = icews.settings()["cameo"]
    for name, kind in plover().types.items():
        rows = [row for row in table if row["event"] == name]
        assert [row for row in rows if not {"mode", "context"} & set(row)] == rows[-1:]
        assert {row["mode"] for row in rows if "mode" in row} <= set(kind.modes)
    assert {row["event"] for row in table} == set(plover().types)
    assert {row["context"] for row in table if "context" in row} <= set(plover().contexts)
    assert all(re.fullmatch(r"(0[2-9]|1\d|20)\d{1,2}", row["code"]) for row in table)
    assert len({(row["code"], row["text"]) for row in table}) == len({row["code"] for row in table})
    assert set(icews.settings()["sectors"]) <= set(plover().sectors)


@given(st.text())
@settings(max_examples=60)
def test_no_word_breaks_a_row_of_tsv(words: str) -> None:
    bad = hostile(words or "-")
    raw = written("icews", bad).decode()
    rows = tsv(bad)
    assert raw.count("\n") == len(rows) + 1 == 6
    for row in rows:
        assert list(row) == list(icews.COLUMNS)
        assert not [v for k, v in row.items() if v.startswith(FORMULA) and k not in {"Latitude", "Longitude"}]


# --- FollowTheMoney ----------------------------------------------------------------------------------------

REQUIRED = {
    "Article": {"fileName"},
    "Event": {"name"},
    "Person": {"name"},
    "PublicBody": {"name"},
    "Organization": {"name"},
    "Company": {"name"},
    "Documentation": {"document", "entity"},
}
"""Schemata of FollowTheMoney 4.11, and what each cannot be without."""


def money(*readings: Reading) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written("ftm", *readings).decode().splitlines()]


@pytest.mark.parametrize("given", [reading(), hostile()], ids=["plain", "hostile"])
def test_followthemoney_entities_are_whole_and_point_at_each_other(given: Reading) -> None:
    found = money(given)
    by_id = {entity["id"]: entity for entity in found}
    assert len(by_id) == len(found)
    for entity in found:
        assert set(entity) == {"id", "schema", "properties"}
        assert re.fullmatch(r"[a-zA-Z0-9_-]+", entity["id"])
        assert REQUIRED[entity["schema"]] <= set(entity["properties"])
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values), name
            if name in {"proof", "document"}:
                assert {by_id[value]["schema"] for value in values} == {"Article"}
            if name in {"involved", "entity"}:
                assert {by_id[value]["schema"] for value in values} <= {*REQUIRED} - {"Article", "Event"}


def test_followthemoney_tells_who_where_and_what_did_not_happen() -> None:
    found = money(linked("https://example.org/a"))
    events = [e["properties"] for e in found if e["schema"] == "Event"]
    assert len(events) == 7
    assert events[0]["startDate"] == events[0]["endDate"] == ["2026-03-04"]
    assert events[0]["location"] == ["Rabat"]
    assert events[2]["name"] == ["Spain: AID (did not)"]
    assert "negation" in events[2]["keywords"]
    assert events[4]["notes"] == [
        "On the word of Carlos Reis, fellow, Atlantic Policy Centre, to Evening Post"
    ]
    sides = {e["properties"]["name"][0]: e for e in found if "name" in e["properties"]}
    assert sides["Portugal"]["schema"] == "PublicBody"
    assert sides["Portugal"]["properties"]["country"] == ["pt"]
    assert sides["Carlos Reis"]["schema"] == "Person"
    again = {e["id"] for e in money(replace(reading(), dispatch=dispatch(PARAGRAPHS, name="other")))}
    assert sides["Portugal"]["id"] in again


# --- graphs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@pytest.mark.parametrize("given", [reading(), hostile()], ids=["plain", "hostile"])
def test_graphs_hold_the_network_of_what_happened(form: str, given: Reading) -> None:
    raw = written(form, given, given)
    read = networkx.read_graphml if form == "graphml" else networkx.read_gexf
    graph = read(io.BytesIO(raw))
    assert sorted(graph.edges()) == [("MAR", "PRT"), ("PRT", "MAR")]
    edge = graph.edges["PRT", "MAR"]
    assert (edge["events"], edge["verbal_cooperation"], edge["material_conflict"]) == (6, 6, 0)
    assert (edge["weight"], edge["first"], edge["last"]) == (6, "2026-03-04", "2026-03-04")
    assert graph.nodes["MAR"]["label"] == graph.nodes["MAR"]["name"] == "Morocco"
    keys = re.findall(rb' id="([^"]+)"', raw) if form == "graphml" else []
    assert len(keys) == len(set(keys))
    assert raw == written(form, given, given)


def test_a_record_is_pairs() -> None:
    it = reading()
    sides = [[(a.country, b.country if b else None) for a, b in pairs.pairs(r)] for r in it.records]
    assert sides[0] == [("PRT", "MAR")]
    assert sides[1] == [("PRT", "MAR"), ("MAR", "PRT")]
    assert sides[2] == [("ESP", None)]
    assert [pairs.happened(r) for r in it.records] == [True, True, False, True, False, False, False]
    assert pairs.day(it, it.records[2]) == date(2026, 3, 6)
    assert pairs.table([]).num_rows == 0


# --- feeds -------------------------------------------------------------------------------------------------


def items(*readings: Reading) -> list[dict[str, Any]]:
    feed = json.loads(written("jsonfeed", *readings))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    found: list[dict[str, Any]] = feed["items"]
    return found


@pytest.mark.parametrize("given", [reading(), linked("https://example.org/a?b=1&c=2"), hostile()])
def test_json_feed_keeps_its_rules(given: Reading) -> None:
    found = items(given)
    assert len({item["id"] for item in found}) == len(found) == 7
    for item in found:
        assert isinstance(item["id"], str)
        assert item["content_text"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", item["date_published"])
        assert [author["name"] for author in item["authors"]]
        assert all(isinstance(tag, str) for tag in item["tags"])
        known = {"id", "url", "external_url", "title", "content_text", "date_published", "authors", "tags"}
        assert not [key for key in item if key not in known and not key.startswith("_")]


def test_a_title_says_who_what_and_that_it_did_not_happen() -> None:
    titles = [item["title"] for item in items(reading())]
    assert titles[0] == "Portugal → Morocco: CONSULT visit"
    assert titles[1] == "Portugal and Morocco: AGREE"
    assert titles[2] == "Spain: AID (did not)"
    assert titles[4] == "Portugal → Morocco: SANCTION (conditional)"
    said = items(reading())[4]["content_text"]
    assert "“If Morocco closes the ports, Lisbon could impose sanctions" in said
    assert "Carlos Reis, fellow, Atlantic Policy Centre, to Evening Post" in said


@pytest.mark.parametrize("given", [reading(), linked("https://example.org/a?b=1&c=2"), hostile()])
def test_atom_is_well_formed_and_understood(given: Reading) -> None:
    raw = written("atom", given)
    root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False))
    names = [etree.QName(child).localname for child in root]
    assert names == sorted(names, key=lambda name: name == "entry")
    assert names.count("id") == names.count("title") == names.count("updated") == 1
    feed = feedparser.parse(raw)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert [e.id for e in feed.entries] == [item["id"] for item in items(given)]
    assert len({e.id for e in feed.entries}) == 7
    for entry, item in zip(feed.entries, items(given), strict=True):
        assert entry.updated == entry.published == item["date_published"]
        assert entry.author
        assert [link.href for link in entry.get("links", ())] == [url for url in [item.get("url")] if url]
        assert "<script" not in entry.content[0].value


def test_atom_escapes_what_others_wrote() -> None:
    root = etree.fromstring(written("atom", hostile()))
    (content, *_) = root.iter("{http://www.w3.org/2005/Atom}content")
    assert "&lt;script&gt;" in content.text
    assert "<script" not in content.text
    assert "\u202e" not in etree.tostring(root, encoding="unicode")


@given(st.text())
@settings(max_examples=40)
def test_atom_bears_any_character(words: str) -> None:
    etree.fromstring(written("atom", hostile(words or "-")))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "http://[",
        "/a",
        "https://a b",
        "https://a/\u202e",
    ],
)
def test_only_addresses_of_the_web_are_linked(url: str) -> None:
    assert web_address(url) is None
    assert "url" not in items(linked(url))[0]


def visit(published: date | None, more: str = "") -> Reading:
    it = dispatch((("body", f"Spain visited Malta.{more}"),))
    spain, malta = actor(it, "Spain", "Spain", "ESP"), actor(it, "Malta", "Malta", "MLT")
    made = record(it, "CONSULT", "visited", actor=(spain,), recipient=(malta,))
    return Reading(replace(it, published=published), records=(made,))


def test_a_feed_holds_the_newest_first_each_once_and_no_more_than_it_may() -> None:
    most = entries.settings()["entries"]
    many = [visit(date.fromordinal(738000 + n), f" Report {n}.") for n in range(2 * most + 20)]
    days = [entry.day for entry in entries.newest(many)]
    assert days == [one.dispatch.published for one in many[::-1]][:most]
    assert len(items(many[0], many[0], visit(date(2020, 1, 1), " Report 0."))) == 1
    undated = visit(None)
    assert "date_published" not in items(undated)[0]
    (entry,) = feedparser.parse(written("atom", undated)).entries
    assert entry.updated
    assert "published" not in entry


# --- all ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [f for f in FORMATS if f not in {"jsonl", "parquet", "plover"}])
def test_every_text_lets_nothing_act(form: str) -> None:
    raw = written(form, hostile()).decode()
    words = json.dumps(json.loads(raw)["items"]) if form == "jsonfeed" else raw
    assert "\x00" not in words
    assert "\x1b" not in words
    assert "<script>" not in raw or form in {"csv", "icews", "ftm", "jsonfeed", "table"}


@pytest.mark.parametrize("given", [reading(), hostile()], ids=["plain", "hostile"])
def test_the_contracts_json_comes_back_as_the_reading(given: Reading) -> None:
    told = given.as_dict()
    again = kept.reading(json.loads(json.dumps(told)))
    assert again.as_dict() == told
    assert again.records == given.records
    assert not [r for r in again.records if r.quantity and not isinstance(r.quantity.value, float)]
    for form in FORMATS:
        if form not in {"parquet", "atom"}:
            assert written(form, again) == written(form, given)


def test_an_arrow_table_for_pandas_and_polars() -> None:
    table = parquet.table([reading(), reading()])
    assert table.schema.equals(parquet.SCHEMA)
    frame = table.to_pandas()
    assert list(frame["event"][:2]) == ["CONSULT", "AGREE"]
    assert parquet.table([]).num_rows == 0
