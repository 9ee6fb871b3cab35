"""A reading shows itself in a notebook: marked, in a frame that nothing leaves or enters."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from build import dispatch, reading

from foedus.records import Reading

HOSTILE = "\"></iframe><script>alert(1)</script>' onload=alert(1) &quot;&gt; \u202e\x00 {{ 7*7 }}"


class Tags(HTMLParser):
    """The tags of a piece of HTML, with their attributes as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def inside(given: Reading) -> Tags:
    outer = Tags(given._repr_html_())
    ((tag, attributes),) = outer.found
    assert tag == "iframe"
    assert not outer.text.strip()
    assert set(attributes) == {"sandbox", "title", "srcdoc", "style"}
    assert not attributes["sandbox"]
    return Tags(attributes["srcdoc"] or "")


def test_a_reading_shows_itself_marked() -> None:
    page = inside(reading())
    cards = [attrs["id"] for tag, attrs in page.found if tag == "li" and "data-card" in attrs]
    marks = {attrs.get("href") for tag, attrs in page.found if tag == "a"}
    assert len(cards) == len(reading().records)
    assert {f"#{card}" for card in cards} <= marks
    assert "mark" in {tag for tag, _ in page.found}
    assert "Portugal visited Morocco" in page.text
    style = page.text
    assert "prefers-color-scheme: dark" in style


@pytest.mark.parametrize("words", [HOSTILE, "<!--", "</style>", "]]>"])
def test_hostile_words_stay_words(words: str) -> None:
    it = dispatch((("headline", words), ("body", f"Spain visited {words} on Monday.")))
    it = replace(it, id=words, outlet=words, url=f"https://example.org/{words}")
    page = inside(Reading(it))
    tags = {tag for tag, _ in page.found}
    assert not {"script", "iframe", "img", "link", "object", "form"} & tags
    assert not [name for _, attrs in page.found for name in attrs if name.startswith("on")]
    assert words.replace("\u202e\x00", "⟨U+202E⟩⟨U+0000⟩") in page.text


def test_what_prints_a_reading_elsewhere_is_unchanged() -> None:
    assert repr(reading()).startswith("Reading(dispatch=Dispatch(")
