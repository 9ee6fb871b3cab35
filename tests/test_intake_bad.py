"""Bad input gives a coded error with its place, and never costs a good one beside it."""

from __future__ import annotations

import gzip
import json
import os
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inputs import PAGE, STORY, warc_record, written

from foedus.errors import FoedusError, NotADate
from foedus.intake import Options, dispatch_from_text, dispatches, parse_date
from foedus.records import Dispatch

GOOD_ROW = json.dumps({"text": "The two met."})


def codes(*inputs: Path | str) -> list[str]:
    """What comes, in order: the code of an error, or `ok`."""
    return [f.code if isinstance(f, FoedusError) else "ok" for f in dispatches(inputs)]


def only_error(*inputs: Path | str) -> FoedusError:
    (error,) = [f for f in dispatches(inputs) if isinstance(f, FoedusError)]
    return error


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "D001"),
        (b" \n\t\r\n", "D001"),
        (b"\xef\xbb\xbf\n", "D001"),
        ("\u3000\xa0\n".encode(), "D001"),
        (gzip.compress(b""), "D001"),
        (b"%PDF-1.7\n1 0 obj", "D002"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "D002"),
        (b"PK\x03\x04\x14\x00", "D002"),
        (bytes(range(256)) * 20, "D002"),
        (b"The two met.\x00\x00 They left.", "D002"),
        (b"\x01\x02\x03\x04\x05\x06" * 100, "D002"),
        (b"<?xml version='1.0'?><TimeML>x</TimeML>", "D002"),
        ("협상이 끝났다. 그들은 떠났다.".encode() + b"\xff\xfe broken", "D005"),
        ("협상이 끝났다".encode()[:-1], "D005"),
        (b"\xff\xfeT\x00h\x00e", "D005"),
        (gzip.compress(STORY.encode())[:-20], "D006"),
        (gzip.compress(os.urandom(90_000).hex().encode())[:60_000], "D006"),
        (b'{\n  "text": "The two met."\n}', "D011"),
        (b'[{"text": "The two met."},\n {"text": "x"}]', "D011"),
        (b"<html><body></body></html>", "D013"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "D013"),
        (b"<rss version='2.0'><channel><title>x</title></channel></rss>", "D014"),
    ],
)
def test_one_bad_file(tmp_path: Path, data: bytes, code: str) -> None:
    bad, fine = written(tmp_path, "bad", data), written(tmp_path, "fine.txt", STORY)
    assert codes(bad, fine) == [code, "ok"]
    assert only_error(bad).place == str(bad)


def test_the_error_of_a_wrong_byte_names_its_line(tmp_path: Path) -> None:
    error = only_error(written(tmp_path, "a.txt", "협상이 끝났다\n".encode() * 3 + b"\xff"))
    assert "line 4" in error.what


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "D010"),
        ("not json", "D010"),
        ("[1]", "D010"),
        ('"text"', "D010"),
        ("{}", "D010"),
        ('{"text": null}', "D010"),
        ('{"text": 5}', "D010"),
        ('{"text": ["The two met."]}', "D010"),
        ('{"text": "The two met.", "outlet": 5}', "D010"),
        ('{"text": "The two met.", "id": [1]}', "D010"),
        ('{"text": ' + "[" * 100_000, "D010"),
        ('{"text": "The two met.", "published": "yesterday"}', "D009"),
        ('{"text": "The two met.", "published": "2025-02-30"}', "D009"),
        ('{"text": ""}', "D001"),
        ('{"text": "The two \\ud800 met."}', "D012"),
        ('{"text": "The two \\u0000 met."}', "D012"),
    ],
)
def test_one_bad_line_among_good_ones(tmp_path: Path, line: str, code: str) -> None:
    path = written(tmp_path, "rows.jsonl", "\n".join([GOOD_ROW, line, GOOD_ROW]))
    assert codes(path) == ["ok", code, "ok"]
    assert only_error(path).place == f"{path}:2"


def test_a_bad_first_line_and_a_wrongly_encoded_one(tmp_path: Path) -> None:
    wrong = '{"text": "협상이 끝났다'.encode() + b'\xff"}'
    path = written(tmp_path, "rows", b"\n".join([b"oops", GOOD_ROW.encode(), wrong, GOOD_ROW.encode()]))
    assert codes(path) == ["D010", "ok", "D005", "ok"]


def test_json_lines_that_break_off_in_gzip_keep_what_was_whole(tmp_path: Path) -> None:
    rows = b"".join(json.dumps({"text": os.urandom(900).hex()}).encode() + b"\n" for _ in range(200))
    found = codes(written(tmp_path, "rows.gz", gzip.compress(rows)[:-9000]))
    assert found[-1] == "D006"
    assert found.count("ok") > 100


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_breaks_off_keeps_what_was_whole(tmp_path: Path, packed: bool) -> None:
    records = [warc_record(f"https://example.org/{n}", PAGE.encode()) for n in range(3)]
    data = b"".join(gzip.compress(r) if packed else r for r in records)
    ends = [len(data) - 5, len(data) - (200 if packed else 900)]
    for end in ends:
        path = written(tmp_path, "crawl.warc", data[:end])
        assert codes(path) == ["ok", "ok", "D006"]
    assert codes(written(tmp_path, "crawl.warc", data)) == ["ok", "ok", "ok"]


def test_an_archive_with_a_record_that_cannot_be_unpacked_gives_the_others(tmp_path: Path) -> None:
    bad = warc_record("https://example.org/1", b"no gzip", head=b"Content-Encoding: gzip\r\n")
    path = written(tmp_path, "crawl.warc", bad + warc_record("https://example.org/2", PAGE.encode()))
    assert codes(path) == ["D006", "ok"]


def test_an_archive_of_refusals_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    gone = warc_record("https://example.org/1", PAGE.encode()).replace(b"200 OK", b"404 NO")
    assert codes(written(tmp_path, "crawl.warc", gone)) == ["D013"]


def test_an_empty_folder_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["D001"]


def test_an_archive_with_a_bad_page_gives_the_others(tmp_path: Path) -> None:
    records = [
        warc_record("https://example.org/1", body)
        for body in (PAGE.encode(), b"<html><p></html>", PAGE.encode())
    ]
    path = written(tmp_path, "crawl.warc", b"".join(records))
    assert codes(path) == ["ok", "D013", "ok"]
    assert only_error(path).place == f"{path}#2"


@pytest.mark.parametrize(
    "make", [lambda n: b"a" * n, lambda n: b"The two met. " * (n // 13), lambda n: b'{"text": "' + b"a" * n]
)
def test_fifty_megabytes_on_one_line(tmp_path: Path, make: object) -> None:
    path = written(tmp_path, "long", make(50_000_000))  # type: ignore[operator]
    started = time.perf_counter()
    assert codes(path) == ["D007"]
    assert time.perf_counter() - started < 5


def test_a_line_too_long_among_good_ones(tmp_path: Path) -> None:
    huge = b'{"text": "' + b"a" * 20_000_000 + b'"}'
    path = written(tmp_path, "rows", GOOD_ROW.encode() + b"\n" + huge + b"\n" + GOOD_ROW.encode())
    assert codes(path) == ["ok", "D007", "ok"]


@pytest.mark.parametrize("tag", ["div", "b", "ul", "table><tr><td"])
def test_a_page_a_million_deep(tmp_path: Path, tag: str) -> None:
    page = f"<html><body>{f'<{tag}>' * 1_000_000}deep</body></html>"
    started = time.perf_counter()
    assert codes(written(tmp_path, "deep.html", page)) == ["D008"]
    assert time.perf_counter() - started < 5


def test_a_feed_entry_a_million_deep(tmp_path: Path) -> None:
    entry = f"<item><title>x</title><description>{'&lt;div&gt;' * 1_000_000}y</description></item>"
    feed = f"<rss version='2.0'><channel>{entry}</channel></rss>"
    assert codes(written(tmp_path, "deep.xml", feed)) == ["D008"]


def test_a_page_with_too_many_elements(tmp_path: Path) -> None:
    assert codes(written(tmp_path, "wide.html", "<html><body>" + "<p>x</p>" * 100_000)) == ["D007"]


def test_a_gzip_bomb(tmp_path: Path) -> None:
    assert codes(written(tmp_path, "bomb.gz", gzip.compress(b"a" * 100_000_000))) == ["D007"]


def test_what_is_not_there_or_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, fine = written(tmp_path, "closed.txt", STORY), written(tmp_path, "fine.txt", STORY)

    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    assert codes(tmp_path / "missing.txt", fine) == ["D003", "ok"]
    monkeypatch.setattr(Path, "open", refuse)
    error = only_error(path)
    assert (error.code, error.place) == ("D003", str(path))
    assert "permission denied" in error.what


def test_a_folder_that_leads_back_to_itself(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", STORY)
    (tmp_path / "sub").mkdir()
    written(tmp_path, "sub/b.txt", STORY)
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "z").symlink_to(tmp_path / "z")
    assert codes(tmp_path) == ["ok", "ok", "D004", "D004"]


def test_a_pipe_in_a_folder_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert codes(tmp_path) == ["D003"]


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2025-13-01", "2025-02-30", "06/07/2025", "June 2025", "12", "20259999"]
)
def test_a_date_that_is_none(text: str) -> None:
    with pytest.raises(NotADate) as caught:
        parse_date(text)
    assert caught.value.code == "D009"


@pytest.mark.parametrize(
    "text",
    [
        "2024-06-19",
        " 2024-06-19 ",
        "20240619",
        "2024/6/19",
        "June 19, 2024",
        "19 June 2024",
        "2024-06-19T23:00:00Z",
        "Wednesday, June 19, 2024",
        "Jun. 19, 2024",
        "2024년 6월 19일",
        "2024-06-19 08:00",
    ],
)
def test_a_date_that_is_one(text: str) -> None:
    assert parse_date(text) == date(2024, 6, 19)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_reads_as_itself(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%B} {day.day}, {day.year}") == day


@given(st.binary(max_size=400))
def test_no_bytes_crash_it(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(data)
    for found in dispatches([path], options=Options()):
        assert isinstance(found, Dispatch | FoedusError)
        assert str(found)


@given(
    st.sampled_from(["<html><p>", "<rss><channel>", "WARC/1.0\r\n", '{"text": ', "\x1f\x8b\x08"]),
    st.binary(max_size=200),
)
def test_no_bytes_of_a_known_format_crash_it(
    tmp_path_factory: pytest.TempPathFactory, start: str, rest: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(start.encode("latin-1") + rest)
    assert all(isinstance(found, Dispatch | FoedusError) for found in dispatches([path]))


@pytest.mark.parametrize(
    ("text", "code"), [("", "D001"), ("\ud800", "D012"), ("a\0", "D012"), ("a" * 3_000_000, "D007")]
)
def test_a_bad_text_in_hand_raises(text: str, code: str) -> None:
    with pytest.raises(FoedusError) as caught:
        dispatch_from_text(text, id="x")
    assert caught.value.code == code
