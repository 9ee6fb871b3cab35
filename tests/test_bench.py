"""The floors only rise."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parent.parent / "bench"
sys.path.insert(0, str(BENCH))

from run import FLOORS, Limit, floor_for, limits, raised  # noqa: E402  (bench/ is scripts, no package)

TEXT = """# why
[records.floor]
event_f1 = 0.50  # first
[speed.floor]
share = 0.60
"""


def test_a_better_figure_raises_its_floor_and_leaves_the_rest() -> None:
    new = raised(TEXT, {("records", "event_f1"): 0.612})
    assert new == TEXT.replace("event_f1 = 0.50 ", "event_f1 = 0.612 ")


def test_a_floor_is_never_lowered() -> None:
    with pytest.raises(ValueError, match="lower"):
        raised(TEXT, {("records", "event_f1"): 0.4})


def test_a_name_in_another_table_is_left_alone() -> None:
    assert raised(TEXT, {("other", "event_f1"): 0.9}) == TEXT


@pytest.mark.parametrize(("figure", "kept"), [(0.6129, 0.602), (0.5, 0.49), (1.0, 0.99), (0.004, 0.0)])
def test_a_floor_lies_a_hundredth_below_its_figure(figure: float, kept: float) -> None:
    assert floor_for(figure) == kept


def test_limits_hold_in_their_direction() -> None:
    floor, ceiling = Limit("m", "f1", 0.5, True, False), Limit("m", "help_s", 0.3, False, True)
    assert floor.holds(0.5)
    assert not floor.holds(0.49)
    assert ceiling.holds(0.3)
    assert not ceiling.holds(0.31)
    assert not ceiling.is_beaten(0.1)


def test_each_table_names_a_script_that_measures() -> None:
    raw = tomllib.loads(FLOORS.read_text("utf-8"))
    assert limits(raw)
    for name in raw:
        assert "def measure(shared: Path" in (BENCH / f"{name}.py").read_text("utf-8")
