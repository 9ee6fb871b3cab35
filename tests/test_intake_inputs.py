"""Every kind of input, told apart by what it holds."""

from __future__ import annotations

import gzip
import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest
from inputs import ATOM, FEED, PAGE, STORY, warc_record, written

from foedus.errors import FoedusError
from foedus.intake import Options, dispatch_from_text, dispatches
from foedus.records import Dispatch


def good(*inputs: Path | str, options: Options = Options()) -> list[Dispatch]:  # noqa: B008
    found = list(dispatches(inputs, options=options))
    assert [str(f) for f in found if isinstance(f, FoedusError)] == []
    return [f for f in found if isinstance(f, Dispatch)]


def test_a_plain_text_is_unchanged_whatever_its_line_ends(tmp_path: Path) -> None:
    text = STORY.replace("\n", "\r\n")
    (dispatch,) = good(written(tmp_path, "talks.txt", text))
    assert dispatch.text == text
    assert dispatch.id == "talks"
    assert dispatch.language == "en"
    assert dispatch.extractor is None
    assert dispatch.headline is not None
    assert dispatch.headline.text == "Envoys meet in Geneva over the border"
    assert (dispatch.published, dispatch.published_basis) == (date(2024, 6, 19), "text")


def test_what_the_person_gives_goes_before_what_the_input_says(tmp_path: Path) -> None:
    given = Options(published=date(2025, 1, 2), outlet="Desk", language="ko")
    (dispatch,) = good(written(tmp_path, "page.bin", PAGE), options=given)
    assert (dispatch.published, dispatch.published_basis) == (date(2025, 1, 2), "given")
    assert (dispatch.outlet, dispatch.language) == ("Desk", "ko")


def test_a_page_becomes_its_article_with_its_metadata(tmp_path: Path) -> None:
    (dispatch,) = good(written(tmp_path, "no-ending", PAGE))
    assert dispatch.extractor is not None
    assert dispatch.extractor.startswith("trafilatura ")
    assert dispatch.headline is not None
    assert dispatch.headline.text == "Envoys meet in Geneva"
    assert dispatch.byline is not None
    assert dispatch.byline.text == "Jane Doe"
    assert dispatch.outlet == "The Example Times"
    assert dispatch.url == "https://example.org/2024/06/20/envoys"
    assert (dispatch.published, dispatch.published_basis) == (date(2024, 6, 19), "page")
    assert "crossing 8 again" in dispatch.text
    assert "Home" not in dispatch.text
    assert sum(s.kind == "body" for s in dispatch.sections) == 8


def test_a_page_dated_by_its_address_alone_says_so(tmp_path: Path) -> None:
    undated = PAGE.replace("article:published_time", "x")
    (dispatch,) = good(written(tmp_path, "page.html", undated))
    assert (dispatch.published, dispatch.published_basis) == (date(2024, 6, 20), "url")


@pytest.mark.parametrize(
    ("charset", "codec"), [("euc-kr", "cp949"), ("iso-8859-1", "cp1252"), ("utf-16", "utf-16")]
)
def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path, charset: str, codec: str) -> None:
    words = "서울" if codec == "cp949" else "“Élysée”"
    page = PAGE.replace("<head>", f'<head><meta charset="{charset}">').replace("day 3", f"day {words}")
    (dispatch,) = good(written(tmp_path, "page.html", page.encode(codec)))
    assert words in dispatch.text


def test_each_entry_of_a_feed_is_a_dispatch(tmp_path: Path) -> None:
    first, second = good(written(tmp_path, "feed.txt", FEED))
    assert first.id == "feed#1"
    assert first.text == "Envoys & guests meet\n\nEnvoys met in Geneva.\n\nThey agreed."
    assert first.headline is not None
    assert first.headline.text == "Envoys & guests meet"
    assert (first.published, first.published_basis) == (date(2024, 6, 19), "page")
    assert (first.outlet, first.url) == ("The Example Times", "https://example.org/a")
    assert second.text == "Army crosses the river\n\nThe army crossed the river on Monday."
    assert (second.published, second.published_basis) == (None, "unknown")


def test_atom_too(tmp_path: Path) -> None:
    (dispatch,) = good(written(tmp_path, "feed.xml", ATOM))
    assert dispatch.text == "Talks end\n\nTalks ended."
    assert dispatch.published == date(2024, 6, 19)


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_and_text_of_an_archive_is_a_dispatch(tmp_path: Path, packed: bool) -> None:
    records = [
        warc_record("https://example.org/1", PAGE.encode()),
        warc_record("https://example.org/p.png", b"\x89PNG", "image/png"),
        warc_record("https://example.org/2", STORY.encode("utf-16"), "text/plain; charset=utf-16"),
        warc_record(
            "https://example.org/3", gzip.compress(PAGE.encode()), head=b"Content-Encoding: gzip\r\n"
        ),
    ]
    data = b"".join(gzip.compress(r) if packed else r for r in records)
    found = good(written(tmp_path, "crawl.dat", data))
    assert [d.id for d in found] == ["crawl#1", "crawl#3", "crawl#4"]
    assert [d.url for d in found] == [f"https://example.org/{n}" for n in (1, 2, 3)]
    assert found[1].text == STORY
    assert found[0].text == found[2].text


def test_json_lines_give_their_own_facts(tmp_path: Path) -> None:
    row = {
        "id": "own-1",
        "text": STORY,
        "headline": "Envoys meet in Geneva over the border",
        "published": "2024-06-20T10:00:00+09:00",
        "outlet": "Example Ilbo",
        "language": "en",
        "url": "https://example.org/1",
    }
    first, second = good(
        written(tmp_path, "rows.txt", json.dumps(row) + "\n\n" + json.dumps({"text": "It met."}))
    )
    assert (first.id, first.text, first.outlet) == ("own-1", STORY, "Example Ilbo")
    assert (first.published, first.published_basis) == (date(2024, 6, 20), "given")
    assert first.headline is not None
    assert second.id == "rows#3"


def test_json_lines_in_utf_16(tmp_path: Path) -> None:
    rows = "".join(
        json.dumps({"id": str(n), "text": "협상이 끝났다."}, ensure_ascii=False) + "\n" for n in range(3)
    )
    assert [d.id for d in good(written(tmp_path, "rows.jsonl", rows.encode("utf-16")))] == ["0", "1", "2"]


@pytest.mark.parametrize(
    "data", [STORY.encode(), PAGE.encode(), FEED.encode(), b'{"id": "x", "text": "It met."}\n']
)
def test_gzip_makes_no_difference(tmp_path: Path, data: bytes) -> None:
    plain = good(written(tmp_path, "a.txt", data))
    packed = good(written(tmp_path, "a.txt.gz", gzip.compress(data)))
    assert [d.as_dict() for d in plain] == [d.as_dict() for d in packed]


KOREAN = "정부는 19일 제네바에서 협상을 재개했다고 밝혔다. 회담은 다음 주 빈에서 이어진다."
FRENCH = (
    "Le président a déclaré que les négociations avec la délégation étrangère étaient terminées à Genève."
)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (KOREAN, "utf-8"),
        (KOREAN, "utf-8-sig"),
        (KOREAN, "cp949"),
        (KOREAN, "utf-16"),
        (KOREAN, "utf-16-le"),
        (KOREAN, "utf-16-be"),
        (KOREAN, "utf-32"),
        (FRENCH, "latin-1"),
        ("“It’s over,” he said – and left the talks.", "cp1252"),
        (STORY, "utf-16-le"),
        (STORY, "utf-16-be"),
    ],
)
def test_encodings(tmp_path: Path, text: str, codec: str) -> None:
    (dispatch,) = good(written(tmp_path, "a.txt", text.encode(codec)))
    assert dispatch.text == text
    assert dispatch.language == ("ko" if text is KOREAN else "fr" if text is FRENCH else "en")


def test_folders_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/one.txt", "a.txt", "c.txt", ".hidden.txt", ".git/x.txt", "b/a.txt"):
        written(tmp_path, name, STORY)
    assert [d.id for d in good(tmp_path)] == ["a", "a~2", "one", "c"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "x", "text": "It met."}\n{"text": "It left."}'))
    )
    assert [d.id for d in good("-")] == ["x", "stdin#2"]


def test_a_bracketed_first_word_is_text_and_no_json(tmp_path: Path) -> None:
    text = "[Editorial] Seoul must act\n\nThe ministry said {in part} that it will.\n"
    (dispatch,) = good(written(tmp_path, "a.txt", text))
    assert dispatch.text == text


def test_an_angle_bracket_is_not_yet_a_page(tmp_path: Path) -> None:
    text = "<Editorial> Seoul must act\n\nThe ministry said that it will.\n"
    (dispatch,) = good(written(tmp_path, "a.txt", text))
    assert dispatch.text == text


def test_a_text_in_hand() -> None:
    dispatch = dispatch_from_text(STORY, id="x")
    assert (dispatch.id, dispatch.text) == ("x", STORY)
