"""The bundled dispatches are what their index and the documentation say."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "foedus" / "data" / "examples"
INDEX = tomllib.loads((EXAMPLES / "index.toml").read_text("utf-8"))["example"]
FILES = [row["file"] for row in INDEX]


def test_the_index_lists_every_dispatch() -> None:
    assert sorted(FILES) == sorted(path.name for path in EXAMPLES.glob("*.txt"))


@pytest.mark.parametrize("row", INDEX, ids=FILES)
def test_the_index_dates_it_as_its_own_name_and_pictures_do(row: dict[str, object]) -> None:
    published = row["published"]
    assert isinstance(published, date)
    assert published.isoformat() in str(row["file"])
    text = (EXAMPLES / str(row["file"])).read_text("utf-8")
    assert set(re.findall(r"/photo/(\d{4}/\d\d/\d\d)/", text)) == {published.strftime("%Y/%m/%d")}


@pytest.mark.parametrize("name", FILES)
def test_it_reads_as_a_news_analysis_does(name: str) -> None:
    lines = (EXAMPLES / name).read_text("utf-8").splitlines()
    pictures = [re.fullmatch(r"!\[(.+)\]\((https://example\.org/\S+)\)", line) for line in lines]
    captions = [picture[1] for picture in pictures if picture]
    assert len(captions) == 2
    assert all(lines.count(caption) == 1 for caption in captions)
    words = [
        word for line, picture in zip(lines, pictures, strict=True) if not picture for word in line.split()
    ]
    assert 450 <= len(words) <= 700
    assert sum(line.count("“") for line in lines) == sum(line.count("”") for line in lines) >= 3


@pytest.mark.parametrize("name", FILES)
def test_the_pages_it_was_checked_against_are_listed(name: str) -> None:
    assert f"## {name}" in (ROOT / "docs" / "examples.md").read_text("utf-8")
