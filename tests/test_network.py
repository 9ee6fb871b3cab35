"""The network of a period: who acts toward whom, counted by hand."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from foedus.analysis.acts import of
from foedus.analysis.network import edges, network

ACTS = of(
    pa.table(
        {
            "date": [date(2014, 1, 3), date(2014, 2, 1), date(2014, 5, 2), date(2014, 5, 9)],
            "actor": ["RUS", "RUS", "UKR", "CHN"],
            "recipient": ["UKR", "UKR", "RUS", "VNM"],
            "event": ["ASSAULT", "CONSULT", "ACCUSE", "COERCE"],
        }
    )
)


def test_an_edge_counts_the_acts_of_one_side_toward_the_other() -> None:
    graph = network(ACTS)
    assert dict(graph.edges["RUS", "UKR"]) == {
        "events": 2,
        "verbal_cooperation": 1,
        "material_cooperation": 0,
        "verbal_conflict": 0,
        "material_conflict": 1,
        "score": -3.25,
        "first": "2014-01-03",
        "last": "2014-02-01",
    }
    assert dict(graph.nodes["UKR"]) == {"name": "Ukraine", "events": 3}


def test_a_period_is_inclusive_and_few_acts_can_be_left_out() -> None:
    spring = network(ACTS, since=date(2014, 2, 1), until=date(2014, 5, 2))
    assert sorted(spring.edges) == [("RUS", "UKR"), ("UKR", "RUS")]
    assert spring.graph == {"since": "2014-02-01", "until": "2014-05-02"}
    assert sorted(network(ACTS, least=2).nodes) == ["RUS", "UKR"]
    assert not network(ACTS, since=date(2020, 1, 1)).nodes


def test_acts_without_a_score_leave_none_on_the_edge() -> None:
    acts = of(
        pa.table({"date": ["2014-01-03"], "actor": ["RUS"], "recipient": ["UKR"], "quad": ["matlConf"]})
    )
    assert "score" not in network(acts).edges["RUS", "UKR"]
    assert edges(acts)["material_conflict"].to_pylist() == [1]
