"""GraphML: the network of what happened, for NetworkX, igraph, yEd, Cytoscape and Gephi.

A node a state or bloc with `name` and `events`; an edge from who acts to whom with `events` (also as
`weight`), a count of each quad class, `score`, `first` and `last`. See `foedus/exports/network.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from foedus.exports.network import graph
from foedus.records import Reading


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Write one graph of all readings."""
    import networkx  # noqa: PLC0415  (a fifth of a second, and only graphs need it)

    networkx.write_graphml(graph(readings), out)
