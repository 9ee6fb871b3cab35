"""Inputs of every format for the tests of intake, made by hand."""

from __future__ import annotations

from pathlib import Path

STORY = (
    "Envoys meet in Geneva over the border\n\n"
    "GENEVA, June 19, 2024 — Envoys of the two states met on Wednesday and agreed to open the border.\n\n"
    "“We have a way forward,” said the foreign minister. The talks go on next week in Vienna.\n"
)
PARAGRAPHS = "".join(
    f"<p>Envoys of the two states met on day {n} at Geneva and agreed to open crossing {n} again.</p>"
    for n in range(1, 9)
)
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Envoys meet in Geneva | The Example Times</title>'
    '<meta property="og:title" content="Envoys meet in Geneva"><meta name="author" content="Jane Doe">'
    '<meta property="og:site_name" content="The Example Times">'
    '<meta property="article:published_time" content="2024-06-19T08:00:00Z">'
    '<link rel="canonical" href="https://example.org/2024/06/20/envoys"></head>'
    '<body><nav><a href="/">Home</a></nav>'
    f"<article><h1>Envoys meet in Geneva</h1>{PARAGRAPHS}</article></body></html>"
)
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>The Example Times</title>
<item><title>Envoys &amp; guests meet</title><link>https://example.org/a</link>
<pubDate>Wed, 19 Jun 2024 08:00:00 GMT</pubDate>
<description>&lt;p&gt;Envoys met in &lt;b&gt;Geneva&lt;/b&gt;.&lt;/p&gt;
&lt;p&gt;They agreed.&lt;/p&gt;</description></item>
<item><title>Army crosses the river</title>
<description>The army crossed the river on Monday.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title><entry><title>Talks end</title>
<id>urn:1</id>
<updated>2024-06-19T08:00:00Z</updated>
<content type="html">&lt;p&gt;Talks ended.&lt;/p&gt;</content>
</entry></feed>"""


def warc_record(url: str, body: bytes, media: str = "text/html; charset=utf-8", head: bytes = b"") -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: " + media.encode() + b"\r\n" + head + b"\r\n" + body
    return (
        (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Date: 2024-06-19T08:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        ).encode()
        + http
        + b"\r\n\r\n"
    )


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path
