"""HTML -> one dispatch: the article by trafilatura, its headline and author above it, and its metadata."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from foedus.errors import NoArticle, TooDeep, TooLarge
from foedus.intake.compose import compose
from foedus.intake.data import limit
from foedus.intake.encoding import decode_page
from foedus.intake.options import Facts, Options
from foedus.intake.published import addressed_day
from foedus.records import Dispatch, PublishedBasis

DEEPEST = 256
"""Where libxml2 stops reading a page: elements inside each other."""


def read(
    data: bytes,
    *,
    id: str,  # noqa: A002 (the contract's word)
    options: Options,
    url: str | None = None,
    charset: str | None = None,
) -> Dispatch:
    """The article of a page, frozen as the extractor draws it. `url` and `charset` are what a header says.

    Raises TooLarge (D007), TooDeep (D008), NoArticle (D013).
    """
    tree = parsed(decode_page(data, declared=charset))
    try:
        found: Any = bare_extraction(
            tree,
            url=url,
            favor_precision=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=DATES,
        )
    except (RecursionError, ValueError, TypeError, AttributeError, LookupError, etree.LxmlError) as error:
        raise NoArticle(why=f"the extractor failed: {type(error).__name__}: {error}"[:200]) from error
    if found is None or len((found.text or "").strip()) < limit("size", "article"):
        raise NoArticle(why="it holds no running text")
    return compose(*_frozen(found, tree, url), id=id, options=options)


DECLARED = "//meta/@content | //time/@datetime | //script[@type='application/ld+json']/text()"
DATES = {"original_date": True, "extensive_search": False, "deferred_url_extractor": True}
"""htmldate: the first publication, from what the page declares; no guess from other dates in its text."""


def parsed(markup: str) -> HtmlElement:
    """The tree of a page. Raises NoArticle (D013), TooDeep (D008), TooLarge (D007)."""
    parser = HTMLParser(
        encoding="utf-8", collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        _refuse_depth(parser)
        raise NoArticle(why="it holds no elements") from error
    _refuse_depth(parser)
    most = int(limit("size", "elements"))
    if sum(1 for _ in tree.iter()) > most:
        raise TooLarge(what="This page", most=f"{most:,} elements")
    return tree


def _refuse_depth(parser: HTMLParser) -> None:
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise TooDeep(most=DEEPEST)


def _frozen(found: Any, tree: HtmlElement, url: str | None) -> tuple[str, Facts]:
    """The text, headline and author above the article, and the facts of a page."""
    body = str(found.text).strip("\n")
    title, author = _line(found.title), _line(found.author)
    first, _, rest = body.partition("\n")
    if title and _letters(first) == _letters(title):
        title, body = first, rest.lstrip("\n")
    url = url or found.url or None
    published, basis = _published(found.date, url, tree)
    facts = Facts(
        headline=title,
        byline=author,
        published=published,
        basis=basis,
        outlet=found.sitename or None,
        url=url,
        extractor=f"trafilatura {_version()}",
    )
    return "\n\n".join(part for part in (title, author, body) if part), facts


def _published(found: str | None, url: str | None, tree: HtmlElement) -> tuple[date | None, PublishedBasis]:
    """The day that the extractor found, and whether the page or only its address says it."""
    if not found:
        return None, "unknown"
    day = date.fromisoformat(found)
    from_address = url and addressed_day(url) == day and not _is_declared(day, tree)
    return day, "url" if from_address else "page"


def _is_declared(day: date, tree: HtmlElement) -> bool:
    """Whether the page itself gives a day where pages give theirs: metadata, time elements, linked data."""
    return any(day.isoformat() in words for words in tree.xpath(DECLARED))


def _line(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


@cache
def _version() -> str:
    return version("trafilatura")
