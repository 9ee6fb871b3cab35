"""The network of what happened, as `foedus network` draws it: a node a state, an edge from who acts to whom.

Countries and PLOVER's blocs are nodes; an edge counts the records by class, with PLOVER's mean score and
the first and last day. Acts without two countries or a day belong to no edge. What was denied, is only
expected or conditional, or long past, did not happen. Edges are held until all readings are there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from foedus.analysis.network import network
from foedus.exports.pairs import table
from foedus.records import Reading

if TYPE_CHECKING:
    import networkx


def graph(readings: Iterable[Reading]) -> networkx.DiGraph:
    """The graph of the readings, with what Gephi and others draw by: a node's `label`, an edge's `weight`."""
    found = network(table(readings))
    for _, node in found.nodes(data=True):
        node["label"] = node["name"]
    for *_, edge in found.edges(data=True):
        edge["weight"] = edge["events"]
    return found
