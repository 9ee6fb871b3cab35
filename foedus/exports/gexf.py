"""GEXF 1.2: the same network as GraphML's, as Gephi keeps it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import BinaryIO

from lxml import etree  # type: ignore[import-untyped]

from foedus.exports.network import graph
from foedus.records import Reading

META = "{http://www.gexf.net/1.2draft}meta"


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Write one graph of all readings."""
    import networkx  # noqa: PLC0415  (a fifth of a second, and only graphs need it)

    drawn = io.BytesIO()
    networkx.write_gexf(graph(readings), drawn, version="1.2draft")
    drawn.seek(0)
    tree = etree.parse(drawn)
    for meta in tree.iter(META):  # the day of writing: the same readings make the same file on any day
        meta.attrib.pop("lastmodifieddate", None)
    tree.write(out, encoding="utf-8", xml_declaration=True)
