"""RSS and Atom -> a dispatch an entry, by feedparser; the HTML of an entry becomes plain paragraphs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import feedparser
from lxml.etree import iterwalk  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from foedus.errors import BrokenFeed, FoedusError, NoArticle
from foedus.intake.compose import compose
from foedus.intake.data import table
from foedus.intake.options import Facts, Options
from foedus.intake.page import parsed
from foedus.intake.source import Source
from foedus.records import Dispatch


def read(source: Source, options: Options) -> Iterator[Dispatch | FoedusError]:
    """A dispatch an entry: its title, then its words. The places of errors name the entry, from 1."""
    feed = feedparser.parse(io.BytesIO(source.whole()), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = str(feed.get("bozo_exception", "it is empty"))
        raise BrokenFeed(place=source.place, why=why[:200])
    outlet = feed.feed.get("title") or None
    for number, entry in enumerate(feed.entries, start=1):
        try:
            yield _dispatch(entry, f"{source.stem}#{number}", outlet, options)
        except FoedusError as error:
            error.place = f"{source.place}#{number}"
            yield error


def _dispatch(entry: Any, id: str, outlet: str | None, options: Options) -> Dispatch:  # noqa: A002
    title = _text(entry.get("title", "")).replace("\n", " ").strip() or None
    author = " ".join(str(entry.get("author") or "").split()) or None
    markup = max((part.get("value", "") for part in entry.get("content", [])), key=len, default="")
    body = _text(max(markup, entry.get("summary", ""), key=len))
    if not body:
        raise NoArticle(why="the entry holds no words but its title")
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    facts = Facts(
        headline=title,
        byline=author,
        published=date(*stamp[:3]) if stamp else None,
        basis="page" if stamp else "unknown",
        outlet=(entry.get("source") or {}).get("title") or outlet,
        url=entry.get("link") or None,
        extractor=f"feedparser {feedparser.__version__}",
    )
    text = "\n\n".join(part for part in (title, author, body) if part)
    return compose(text, facts, id=id, options=options)


def _text(markup: str) -> str:
    """The words of a piece of HTML, a line a paragraph."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    pieces = list(_pieces(parsed(f"<html><body><div>{markup}</div></body></html>")))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\0"))
    return "\n\n".join(line for line in lines if line)


def _pieces(tree: HtmlElement) -> Iterator[str]:
    """The text of a tree in order, with a zero character wherever a block begins or ends."""
    blocks, silent = set(table("formats")["blocks"]), set(table("formats")["silent"])
    for element in list(tree.iter(*silent)):
        element.drop_tree()
    for event, element in iterwalk(tree, events=("start", "end")):
        if element.tag in blocks:
            yield "\0"
        yield (element.text if event == "start" else element.tail) or ""
