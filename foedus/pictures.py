"""Pictures of what was counted: SVG or PNG, drawn by matplotlib without a display."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from foedus.analysis.shifts import Turn

FORMS = ("svg", "png")
"""Endings of files that can be drawn."""


@cache
def settings() -> dict[str, Any]:
    """`data/analysis/pictures.toml`."""
    return tomllib.loads((files("foedus") / "data/analysis/pictures.toml").read_text("utf-8"))


def draw(rows: pa.Table, *, title: str, form: str, turns: Sequence[Turn] = ()) -> bytes:
    """A timeline (`timeline.SCHEMA`) as a picture: cooperation up, conflict down, PLOVER's score below.

    `form` is one of FORMS. Text stays text in SVG. `turns` are marked with a line and their month.
    """
    from matplotlib import rc_context  # noqa: PLC0415  (matplotlib takes a second to load)
    from matplotlib.figure import Figure  # noqa: PLC0415

    known = settings()
    with rc_context(
        {"svg.fonttype": "none", "svg.hashsalt": title, "font.family": known["font"], "font.size": 9}
    ):
        figure = Figure(figsize=(known["width_in"], known["height_in"]), layout="constrained")
        counts, score = figure.subplots(2, 1, sharex=True, height_ratios=[3, 1])
        figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold", parse_math=False)
        _bars(counts, rows)
        _turns(counts, score, turns)
        _score(score, rows)
        out = io.BytesIO()
        figure.savefig(
            out, format=form, dpi=known["dots_per_inch"], metadata={"Date": None} if form == "svg" else None
        )
    return out.getvalue()


def _bars(axes: Any, rows: pa.Table) -> None:
    """The four classes, deeds at the axis and words on top of them."""
    days = rows["period"].to_pylist()
    widths = [(after - day).days * 0.86 for day, after in pairwise(days)]
    widths.append(widths[-1] if widths else 25)
    base = {1: [0] * len(days), -1: [0] * len(days)}
    for bar in settings()["bar"]:
        side = bar["side"]
        heights = [side * count for count in rows[bar["column"]].to_pylist()]
        axes.bar(
            days, heights, widths, bottom=base[side], align="edge", label=bar["label"], color=bar["colour"],
            hatch=bar["hatch"] or None, edgecolor="white" if not bar["hatch"] else "#8c4a12", linewidth=0.0,
        )  # fmt: skip
        base[side] = [low + height for low, height in zip(base[side], heights, strict=True)]
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_ylabel("acts")
    axes.yaxis.set_major_locator(_whole())
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.legend(
        ncols=4, frameon=False, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.2, fontsize=8
    )
    axes.margins(y=0.12)
    _plain(axes)


def _whole() -> Any:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    return MaxNLocator(integer=True)


def _score(axes: Any, rows: pa.Table) -> None:
    """The mean score, a dot a period and a line where periods follow each other."""
    days, scores = rows["period"].to_pylist(), rows["score"].to_pylist()
    middle = [
        day + timedelta(days=(after - day).days / 2)
        for day, after in zip(days, [*days[1:], days[-1]], strict=True)
    ]
    told = [float("nan") if score is None else score for score in scores]
    axes.plot(middle, told, color="black", linewidth=0.9, marker=".", markersize=3)
    axes.axhline(0, color="grey", linewidth=0.6)
    axes.set_ylim(-10.5, 10.5)
    axes.set_yticks([-10, 0, 10])
    axes.set_ylabel("mean score")
    _plain(axes)


def _turns(counts: Any, score: Any, turns: Sequence[Turn]) -> None:
    """A dashed line at each turn; the surest are named with their month and an arrow: down is conflict."""
    drawn = _apart(sorted(turns, key=lambda turn: turn.date))
    named = sorted(drawn, key=lambda turn: -turn.odds)[: settings()["labels"]]
    low, high = counts.get_ylim()
    counts.set_ylim(low, high * (settings()["room"] if drawn else 1))
    row, last = 0, None
    for turn in drawn:
        for axes in (counts, score):
            axes.axvline(turn.date, color="#444444", linewidth=0.8, linestyle=(0, (4, 2)))
        if turn not in named:
            continue
        row = (row + 1) % 3 if last and (turn.date - last).days < settings()["label_days"] else 0
        last = turn.date
        arrow = "↓" if turn.direction.endswith("conflict") else "↑"
        place = (turn.date, 0.99 - 0.075 * row)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.85}
        counts.annotate(
            f"{arrow} {turn.date:%b %Y}", place, xycoords=("data", "axes fraction"), xytext=(3, 0),
            textcoords="offset points", fontsize=8, va="top", bbox=box,
        )  # fmt: skip


def _apart(turns: Sequence[Turn]) -> list[Turn]:
    """Turns in their order, without those that follow another of the same direction within weeks."""
    kept: list[Turn] = []
    for turn in turns:
        near = (turn.date - kept[-1].date).days < settings()["near_days"] if kept else False
        if not (near and turn.direction == kept[-1].direction):
            kept.append(turn)
    return kept


def _plain(axes: Any) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.grid(axis="y", color="#dddddd", linewidth=0.5)
    axes.set_axisbelow(True)
