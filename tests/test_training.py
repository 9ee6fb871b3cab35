"""What the model is taught: views and labels of hand-built examples. Nothing here needs torch."""

from __future__ import annotations

from foedus.reading.marking import ACTOR, RECIPIENT, SIDE, batch, mark
from foedus.reading.relations import judge
from foedus.records import Span

TEXT = "Norway warned Chile, and Ghana watched."
SIDES = [Span(0, 6), Span(14, 19), Span(25, 30)]


def marked(sides: list[Span]):  # type: ignore[no-untyped-def]
    return mark(judge()._tokenizer, TEXT, sides)


def test_all_pairs_share_one_pass() -> None:
    made = batch([(marked(SIDES), [(0, 1), (1, 0), (2, None)])])
    assert made.ids.shape[0] == 1
    assert set(made.kinds[0].tolist()) == {0, SIDE}
    assert made.actor[0, 2].tolist() == list(marked(SIDES).sides[2])
    assert made.recipient[0, 2].tolist() == [0, 0]


def test_a_lone_pair_is_told_to_the_encoder() -> None:
    made = batch([(marked(SIDES[:2]), [(0, 1)])])
    assert {ACTOR, RECIPIENT} <= set(made.kinds[0].tolist())


def test_sides_are_found_in_the_disguised_sentence() -> None:
    found = marked(SIDES)
    assert all(first < last for first, last in found.sides)
    assert [first for first, _ in found.sides] == sorted(first for first, _ in found.sides)
