"""The agreement of two codings: what counts as the same, and the figures of hand-built lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.agreement import certainty, is_same, kappa, matched, measure, second
from training.corpus import Coding


def coding(event: str, actor: str, recipient: str = "", *, mutual: bool = False, aux: str = "") -> Coding:
    return Coding(0, event, None, tuple(actor), tuple(recipient), mutual, tuple(aux.split()))


@pytest.mark.parametrize(
    ("other", "levels"),
    [
        (coding("AID", "a", "b"), ["event", "sides", "record"]),
        (coding("AID", "a", "b", aux="negation"), ["event", "sides"]),
        (coding("AID", "b", "a"), ["event"]),
        (coding("AGREE", "a", "b"), []),
    ],
)
def test_each_level_asks_for_more(other: Coding, levels: list[str]) -> None:
    one = coding("AID", "a", "b")
    assert [at for at in ("event", "sides", "record") if is_same(at, one, other)] == levels


def test_parties_have_no_order() -> None:
    assert is_same("sides", coding("AGREE", "ab", mutual=True), coding("AGREE", "b", "a"))


def test_one_record_matches_one() -> None:
    one = (coding("AID", "a", "b"), coding("AID", "a", "c"))
    assert matched(one, (coding("AID", "a", "b"),), lambda a, b: is_same("event", a, b)) == 1


def test_kappa_leaves_chance_out() -> None:
    assert kappa([("x", "x"), ("y", "y")]) == 1
    assert kappa([("x", "x"), ("x", "y"), ("y", "x"), ("y", "y")]) == 0


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "second.tsv").write_text("Peru met Chile.\tCONSULT a&b\nPeru.\tnonsense\n", "utf-8")
    with pytest.raises(ValueError, match=r"second\.tsv:2"):
        list(second(tmp_path / "second.tsv"))


def test_at_least_five_hundred_sentences_are_coded_twice() -> None:
    figures = measure(Path(__file__).parent.parent / "corpus")
    assert figures["sentences"] >= 500
    assert figures["kappa"] > 0.6


def test_predicates_are_valued_twice_and_alike() -> None:
    figures = certainty(Path(__file__).parent.parent / "corpus" / "certainty")
    assert figures["predicates"] >= 500
    assert figures["r"] > 0.85
