"""The corpus's markup is read as it is written, its faults are named, and the shipped corpus has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.records import Span
from training import certain, errors
from training.check import check, main
from training.corpus import Block, Coding, Example, blocks, load, parse, read
from training.errors import BadCorpus, Fault
from training.figures import table
from training.pairs import NONE, candidates, unrelated

CORPUS = Path(__file__).resolve().parent.parent / "corpus"

DRILLS = """\
[a|Quito|ECU] and [b|Lima|PER] will {1|hold} joint patrols, [c|an officer|PER/MIL] told [d|reporters|UNK/JRN].
1 COOPERATE a&b future @c
"""

PARDON = "{1|The pardon} of [a|two editors|TGO/JRN] drew a crowd.\n1 RETREAT/release >a\n"

MARCH = """\
[a|Dockers|MLT/LAB] {1|marched} on [b|the ministry|MLT] while [c|Italy|ITA] looked on.
1 PROTEST/demo a>b
"""


def one(text: str) -> Example:
    """The example of a block without faults of markup."""
    example, faults = parse(next(blocks(text, "t.txt")))
    assert example is not None
    assert not faults
    return example


def codes(text: str) -> list[str]:
    """The codes of all that is wrong with a file's text."""
    found: list[Fault] = []
    examples: list[Example] = []
    for block in blocks(text, "t.txt"):
        example, faults = parse(block)
        found += faults
        examples += [example] if example else []
    return [fault.kind.code for fault in (*found, *check(examples))]


def test_a_block_is_read_whole() -> None:
    example = one("# header\n\n" + DRILLS)
    assert example.text == "Quito and Lima will hold joint patrols, an officer told reporters."
    assert [(s.letter, example.words(s.span), s.country, s.sector) for s in example.sides] == [
        ("a", "Quito", "ECU", "GOV"),
        ("b", "Lima", "PER", "GOV"),
        ("c", "an officer", "PER", "MIL"),
        ("d", "reporters", "UNK", "JRN"),
    ]
    assert [(p.number, example.words(p.span)) for p in example.predicates] == [(1, "hold")]
    assert example.records == (Coding(1, "COOPERATE", None, ("a", "b"), (), True, ("future",), "c", line=4),)
    assert (example.file, example.line) == ("t.txt", 3)


@pytest.mark.parametrize(
    ("sides", "actor", "recipient", "mutual"),
    [
        ("a>b", ("a",), ("b",), False),
        ("a,c>b,d", ("a", "c"), ("b", "d"), False),
        ("a>", ("a",), (), False),
        (">b", (), ("b",), False),
        ("a&b&c", ("a", "b", "c"), (), True),
    ],
)
def test_sides_of_a_record(
    sides: str, actor: tuple[str, ...], recipient: tuple[str, ...], mutual: bool
) -> None:
    record = one(f"[a|Oslo|NOR] {{1|met}} them.\n1 CONSULT/visit {sides} negation,historical @b").records[0]
    assert (record.actor, record.recipient, record.mutual) == (actor, recipient, mutual)
    assert (record.mode, record.auxiliary, record.attribution) == ("visit", ("negation", "historical"), "b")


def test_a_well_formed_file_has_no_fault() -> None:
    assert codes("\n".join(["# header", DRILLS, PARDON, MARCH])) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[a|Oslo|NORW] waits.", "R101"),
        ("[a|Oslo NOR] waits.", "R101"),
        ("{1|met [a|Oslo|NOR]} today.\n1 CONSULT a>", "R101"),
        ("[b|Oslo|NOR] waits.", "R102"),
        ("[a|Oslo|NOR] {2|met} [b|Rome|ITA].\n2 CONSULT a&b", "R103"),
        ("[a|Oslo|NOR]wegians wait.", "R104"),
        ("[a|Oslo |NOR]waits.", "R104"),
        ("[a|Oslo|NRW] waits.", "R105"),
        ("[a|Oslo|NOR/ARM] waits.", "R106"),
        ("Nobody waits.", "R107"),
        ("[a|Oslo|NOR] {1|fined} [b|Rome|ITA].\n1 SANCTION a->b", "R108"),
        ("[a|Oslo|NOR] {1|fined} [b|Rome|ITA].\n1 SANCTION >", "R108"),
        ("[a|Oslo|NOR] {1|fined} [b|Rome|ITA].\n1 FINE a>b", "R109"),
        ("[a|Oslo|NOR] {1|fined} [b|Rome|ITA].\n1 SANCTION/fine a>b", "R110"),
        ("[a|Oslo|NOR] {1|fined} [b|Rome|ITA].\n1 SANCTION a>b past", "R111"),
        ("[a|Oslo|NOR] {1|fined} [b|Rome|ITA].\n1 SANCTION a>c", "R112"),
        ("[a|Oslo|NOR] {1|fined} [b|Rome|ITA].\n1 SANCTION a>b @z", "R112"),
        ("[a|Oslo|NOR] {1|fined} [b|Rome|ITA].\n1 SANCTION a>b\n2 ACCUSE a>b", "R113"),
        ("[a|Oslo|NOR] {1|fined} [b|Rome|ITA].", "R114"),
        ("[a|Oslo|NOR] {1|fined} [b|Rome|ITA].\n1 SANCTION a&b", "R115"),
        ("[a|Oslo|NOR] {1|fined} [b|Rome|ITA].\n1 SANCTION a>a", "R116"),
        ("[a|Oslo|NOR] {1|fined} [b|Rome|ITA].\n1 SANCTION a>b\n1 SANCTION a>b future", "R117"),
        ("[a|Oslo|NOR] waits", "R118"),
        ("[a|Oslo|NOR]  waits.", "R119"),
        ("[a|Oslo|NOR] waits.\n\n[a|OSLO|NOR] waits!", "R120"),
    ],
)
def test_a_fault_is_named(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_the_same_frame_with_other_states_is_a_fault() -> None:
    frame = (
        "[a|{}|{}] {{1|freed}} {} prisoners of [b|{}|{}] on Friday after talks that lasted all night in {}."
    )
    first = frame.format("Oslo", "NOR", 14, "Sudan", "SDN", "Cairo") + "\n1 RETREAT/release a>b\n"
    second = frame.format("Peru", "PER", 230, "Mali", "MLI", "Addis Ababa") + "\n1 RETREAT/release a>b\n"
    assert codes(f"{first}\n{second}") == ["R121"]


def test_a_fault_says_where_it_is_and_hides_no_other_line(tmp_path: Path) -> None:
    (tmp_path / "part.txt").write_text(f"# part\n\n[a|Oslo] waits.\n\n{MARCH}", "utf-8")
    examples, faults = read(tmp_path)
    assert [example.text for example in examples] == [
        "Dockers marched on the ministry while Italy looked on."
    ]
    assert str(faults[0]).startswith("part.txt:3: [R101] ")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "part.txt").write_bytes(b"[a|Oslo|NOR] waits\xff.")
    assert [fault.kind.code for fault in read(tmp_path)[1]] == ["R122"]
    with pytest.raises(BadCorpus, match="R122"):
        load(tmp_path)


def test_no_corpus_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadCorpus):
        load(tmp_path)


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "part.txt").write_text(f"{MARCH}2 ACCUSE a>b\n", "utf-8")
    assert main([str(tmp_path), "--quick"]) == 1
    assert "part.txt:3: [R113]" in capsys.readouterr().out
    (tmp_path / "part.txt").write_text(MARCH, "utf-8")
    assert main([str(tmp_path), "--quick"]) == 0


def test_fault_codes_are_unique() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, errors.Kind)]
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_candidates_are_all_ordered_pairs_and_both_singles() -> None:
    example = one(MARCH)
    found = {
        (c.actor.letter if c.actor else "", c.recipient.letter if c.recipient else ""): c.label
        for c in candidates(example)
    }
    assert len(found) == len(candidates(example)) == 3 * 2 + 3 + 3
    assert {key: label for key, label in found.items() if label != NONE} == {("a", "b"): "PROTEST"}
    assert unrelated(example) == (2, 3)


def test_mutual_records_hold_in_both_orders_and_one_side_may_stand_alone() -> None:
    mutual = [c for c in candidates(one(DRILLS)) if c.codings]
    assert [(c.actor and c.actor.letter, c.recipient and c.recipient.letter) for c in mutual] == [
        ("a", "b"),
        ("b", "a"),
    ]
    assert mutual[0].auxiliary == ("future",)
    alone = [c for c in candidates(one(PARDON)) if c.codings]
    assert [(c.actor, c.recipient and c.recipient.letter, c.mode) for c in alone] == [(None, "a", "release")]


WORDS = st.text(
    st.characters(blacklist_characters="[]{}|\r\n", blacklist_categories=("Cs", "Cc", "Zl", "Zp"))
)
PIECES = st.lists(
    st.tuples(WORDS, WORDS.filter(str.strip), st.sampled_from(["side", "predicate"])), max_size=8
)


@given(PIECES, WORDS)
def test_spans_hold_in_the_text_without_marks(pieces: list[tuple[str, str, str]], end: str) -> None:
    marked, plain = "", ""
    wanted: list[tuple[str, Span]] = []
    for number, (before, words, kind) in enumerate(pieces):
        span = Span(len(plain) + len(before), len(plain) + len(before) + len(words))
        mark = f"[{'abcdefgh'[number]}|{words}|NOR]" if kind == "side" else f"{{{number}|{words}}}"
        marked, plain = f"{marked}{before}{mark}", f"{plain}{before}{words}"
        wanted.append((kind, span))
    example, faults = parse(Block("t.txt", ((1, marked + end),)))
    assert example is not None
    assert not faults
    assert example.text == plain + end
    assert [side.span for side in example.sides] == [span for kind, span in wanted if kind == "side"]
    assert [p.span for p in example.predicates] == [span for kind, span in wanted if kind == "predicate"]


@given(st.text())
def test_any_text_gives_examples_or_faults(text: str) -> None:
    for block in blocks(text, "t.txt"):
        example, faults = parse(block)
        assert (example is None) == bool(faults)
        if example:
            check([example])


def test_the_shipped_corpus_passes() -> None:
    examples, faults = read(CORPUS)
    assert examples
    assert [str(fault) for fault in (*faults, *check(examples))] == []


def test_the_figures_count_what_is_there() -> None:
    lines = list(table([one(DRILLS), one(MARCH)]))
    assert lines[0] == "2 sentences, 2 records"
    assert "predicates: verb 2" in lines
    assert "pairs related by nothing: 7 of 9 (78%)" in lines


def test_a_line_of_certainty_is_read() -> None:
    found = certain.parse("She {3|denied} that they {-3|paid}.", "x.txt", 4)
    assert isinstance(found, certain.Sentence)
    assert found.text == "She denied that they paid."
    assert [(found.text[span.start : span.end], value) for span, value in found.predicates] == [
        ("denied", 3),
        ("paid", -3),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("She {4|denied} it.", "R123"),
        ("She {3|denied it}.", "R123"),
        ("She {3|denied it.", "R123"),
        ("She denied it.", "R124"),
    ],
)
def test_a_bad_line_of_certainty_is_named_and_costs_no_other(tmp_path: Path, line: str, code: str) -> None:
    (tmp_path / "x.txt").write_text(f"# comment\n{line}\nThey {{-2|wait}}.\n", "utf-8")
    found, faults = certain.read(tmp_path)
    assert [one.text for one in found] == ["They wait."]
    assert [(fault.kind.code, fault.line) for fault in faults] == [(code, 2)]


def test_the_shipped_sentences_of_certainty_pass() -> None:
    found = certain.load(CORPUS / "certainty")
    assert len(found) > 2000
    assert len({one.text for one in found}) == len(found)
    assert {value for one in found for _, value in one.predicates} == set(range(-3, 4))


def test_a_file_of_certainty_that_is_no_text_is_named_and_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.txt").write_text("They {-2|wait}.\n", "utf-8")
    found, faults = certain.read(tmp_path)
    assert [one.text for one in found] == ["They wait."]
    assert [(fault.kind.code, fault.file) for fault in faults] == [("R122", "a.txt")]
