"""The network of a period: who acts toward whom, as a directed graph."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from foedus.analysis.acts import columns, during, quads
from foedus.phrasing import state_names

if TYPE_CHECKING:
    import networkx


def network(
    acts: pa.Table, *, since: date | None = None, until: date | None = None, least: int = 1
) -> networkx.DiGraph:
    """The acts of a period as a graph: a node a state, an edge from who acts to whom.

    Nodes hold `name`, and `events`: acts done and met. Edges hold `events`, `score` (PLOVER's mean, absent
    where no act has one), a count of each class, `first` and `last` (ISO days). Edges of fewer acts than
    `least` are left out. Nodes and edges stand in the order of their codes.
    """
    import networkx  # noqa: PLC0415  (a fifth of a second, and only graphs need it)

    graph = networkx.DiGraph(
        since=since.isoformat() if since else "", until=until.isoformat() if until else ""
    )
    rows = [
        row for row in edges(during(acts, since=since, until=until)).to_pylist() if row["events"] >= least
    ]
    names = state_names()
    for country in sorted({row[side] for row in rows for side in ("actor", "recipient")}):
        graph.add_node(country, name=names.get(country, country), events=0)
    for row in rows:
        actor, recipient = row.pop("actor"), row.pop("recipient")
        graph.add_edge(actor, recipient, **{key: value for key, value in row.items() if value is not None})
        for country in (actor, recipient):
            graph.nodes[country]["events"] += row["events"]
    return graph


def edges(acts: pa.Table) -> pa.Table:
    """One row an ordered pair: its sides, `events`, a count of each class, `score`, `first`, `last`."""
    count = acts["count"]
    weighed = acts.select(["actor", "recipient", "date"])
    weighed = weighed.append_column("events", count)
    for name, column in zip(quads(), columns(), strict=True):
        weighed = weighed.append_column(column, pc.if_else(pc.equal(acts["quad"], name), count, 0))
    weighed = weighed.append_column("scored", pc.if_else(pc.is_valid(acts["score"]), count, 0))
    weighed = weighed.append_column(
        "sum", pc.multiply(pc.fill_null(acts["score"], 0.0), pc.cast(count, pa.float64()))
    )
    summed = ["events", *columns(), "scored", "sum"]
    grouped = weighed.group_by(["actor", "recipient"], use_threads=False).aggregate(
        [*((name, "sum") for name in summed), ("date", "min"), ("date", "max")]
    )
    scored = grouped["scored_sum"]
    score = pc.round(pc.divide(grouped["sum_sum"], pc.if_else(pc.greater(scored, 0), scored, None)), 3)
    kept = ["actor", "recipient", "events_sum", *(f"{column}_sum" for column in columns())]
    found = grouped.select(kept).rename_columns(["actor", "recipient", "events", *columns()])
    found = found.append_column("score", score)
    for name, column in (("first", "date_min"), ("last", "date_max")):
        found = found.append_column(name, pc.strftime(grouped[column], format="%Y-%m-%d"))
    return found.sort_by([("actor", "ascending"), ("recipient", "ascending")])
