"""The certainty step: what the grammar around an act says of whether it took place."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from foedus.reading import certainty
from foedus.reading.certainty import Assessment, assess, told, weighed
from foedus.reading.page import Candidate, Page
from foedus.reading.parse import pipeline
from foedus.reading.signatures import KEYS, rules
from foedus.records import Auxiliary, Dispatch

RAW = tomllib.loads((files("foedus") / "data/reading/certainty.toml").read_text("utf-8"))


def evidence(kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(row["name"], case) for row in RAW["governor"] for case in row.get(kind, ())]


@pytest.fixture(scope="session")
def nlp() -> Language:
    return pipeline()


def act(nlp: Language, text: str, predicate: str) -> Token:
    return next(t for t in nlp(text) if t.text == predicate)


@pytest.mark.parametrize(("name", "case"), evidence("examples"))
def test_each_rule_reads_its_examples(nlp: Language, name: str, case: dict[str, Any]) -> None:
    found = assess(act(nlp, case["text"], case["predicate"]))
    assert list(found.auxiliary) == case["auxiliary"], (name, case["text"], found)


@pytest.mark.parametrize(("name", "case"), evidence("refuses"))
def test_each_rule_keeps_off_what_it_refuses(nlp: Language, name: str, case: dict[str, Any]) -> None:
    found = assess(act(nlp, case["text"], case["predicate"]))
    assert list(found.auxiliary) != case["auxiliary"], (name, case["text"], found)


def test_no_governor_is_listed_twice_in_one_form() -> None:
    pairs = [
        (word, form, tuple(row.get("tags", ())))
        for row in RAW["governor"]
        for form in row.keys() - KEYS
        for word in row[form]
    ]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    ("text", "predicate", "auxiliary"),
    [
        ("Russia sent two envoys to Seoul.", "sent", ()),
        ("Russia did not send envoys.", "send", ("negation",)),
        ("Russia never formally requested help.", "requested", ("negation",)),
        ("No country condemned the raid.", "condemned", ("negation",)),
        ("Neither side attacked.", "attacked", ("negation",)),
        ("Russia gave no help to Iran.", "gave", ("negation",)),
        ("Russia gave Iran no help.", "gave", ("negation",)),
        ("China sent no troops to Korea.", "sent", ("negation",)),
        ("Turkey and Syria held no talks.", "held", ("negation",)),
        ("Russia killed nobody in Ukraine.", "killed", ("negation",)),
        ("Russia did not give no help to Iran.", "give", ("negation",)),
        ("Russia fired no fewer than 20 missiles at Ukraine.", "fired", ()),
        ("Israel made no secret of the fact that it attacked Syria.", "attacked", ()),
        ("Paris told nobody that Berlin attacked.", "attacked", ()),
        ("They left without signing the pact.", "signing", ("negation",)),
        ("They not only attacked the port but took it.", "attacked", ()),
        ("Berlin will send tanks.", "send", ("future",)),
        ("The summit will not take place.", "summit", ("negation", "future")),
        ("Berlin could send tanks.", "send", ("hypothetical",)),
        ("Berlin could not have sent tanks.", "sent", ("negation", "hypothetical")),
        ("If Iran attacks, Israel will answer.", "attacks", ("hypothetical",)),
        ("Unless Iran attacks, Israel is safe.", "attacks", ("negation", "hypothetical")),
        ("The ministry said it would send a delegation.", "send", ("future",)),
        ("The two sides signed and published the treaty.", "published", ()),
        ("Moscow may arm and train the rebels.", "train", ("hypothetical",)),
        ("Did Moscow arm the rebels?", "arm", ("hypothetical",)),
        ("Leave the country.", "Leave", ("hypothetical",)),
        ("They put up a wall to deter smugglers.", "deter", ("hypothetical",)),
        ("The planned visit was praised.", "visit", ("future",)),
        ("A possible attack worried the ministers.", "attack", ("hypothetical",)),
        ("Paris condemned the attack.", "attack", ()),
        ("Paris did not condemn the attack.", "attack", ()),
        ("Moscow did not voice support for Iran.", "support", ("negation",)),
        ("The drones Tehran once supplied are made in Russia.", "supplied", ("historical",)),
        ("They had previously met in Geneva.", "met", ("historical",)),
        ("Officials arrived ahead of a summit.", "summit", ("future",)),
        ("The rebels reportedly took the town.", "took", ()),
        ("The council neither condemned nor endorsed the raid.", "endorsed", ("negation",)),
        ("A deal has not been reached.", "deal", ("negation",)),
        ("The minister refused to rule out a strike.", "strike", ("hypothetical",)),
        ("Had Moscow sent troops, Assad would have survived.", "sent", ("hypothetical",)),
        ("It is unclear whether Moscow agreed.", "agreed", ("hypothetical",)),
        ("Hamas released two hostages and Israel freed 30 prisoners.", "freed", ()),
        ("The plan would allow Israel to annex the valley.", "annex", ("hypothetical",)),
        ("He dealt with what he called coercion.", "called", ()),
        ("We have had trouble with raids in the past.", "raids", ("historical",)),
    ],
)
def test_auxiliaries(nlp: Language, text: str, predicate: str, auxiliary: tuple[str, ...]) -> None:
    assert assess(act(nlp, text, predicate)).auxiliary == auxiliary


def test_hedges_lower_the_value_and_add_no_auxiliary(nlp: Language) -> None:
    plain = assess(act(nlp, "The rebels took the town.", "took"))
    hedged = assess(act(nlp, "The rebels reportedly took the town.", "took"))
    assert 0 < hedged.value < plain.value <= 3
    assert hedged.basis == "reportedly"
    assert plain.basis == "asserted"


def test_the_basis_names_the_cues_from_the_inside_out(nlp: Language) -> None:
    found = assess(act(nlp, "Berlin may have refused to send tanks.", "send"))
    assert found.basis == "refuse, may"
    assert found.auxiliary == ("negation", "hypothetical")


def test_the_step_fills_every_candidate(nlp: Language) -> None:
    text = "Berlin refused to send tanks."
    doc = nlp(text)
    page = Page(Dispatch("d", text))
    page.candidates.append(Candidate(0, doc[3], doc[3:4], "AID", None, "test", 1.0))
    certainty.find(page)
    [candidate] = page.candidates
    assert candidate.auxiliary == ("negation",)
    assert candidate.certainty is not None
    assert candidate.certainty.value < 0
    assert candidate.notes


def test_words_of_the_predicate_itself_are_no_cues(nlp: Language) -> None:
    text = "Seoul does not accept the claim."
    doc = nlp(text)
    page = Page(Dispatch("d", text))
    page.candidates.append(Candidate(0, doc[3], doc[1:4], "REJECT", None, "test", 1.0))
    certainty.find(page)
    assert page.candidates[0].auxiliary == ()


def test_a_promise_takes_place_in_being_made(nlp: Language) -> None:
    token = act(nlp, "We will help Ukraine.", "help")
    assert assess(token, event="AGREE").auxiliary == ()
    assert assess(token, event="AID").auxiliary == ("future",)


DEPS = [
    "ROOT",
    "nsubj",
    "dobj",
    "ccomp",
    "xcomp",
    "advcl",
    "conj",
    "neg",
    "aux",
    "prep",
    "pobj",
    "pcomp",
    "acl",
]
WORDS = ["may", "refuse", "not", "send", "if", "to", "plan", "of", "without", "attack", "?", "never"]


@given(st.data())
def test_any_parse_is_read(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 9))
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=n, max_size=n))
    deps = ["ROOT", *data.draw(st.lists(st.sampled_from(DEPS[1:]), min_size=n - 1, max_size=n - 1))]
    heads = [0, *(data.draw(st.integers(0, i - 1)) for i in range(1, n))]
    tags = data.draw(
        st.lists(st.sampled_from(["VB", "VBD", "VBG", "NN", "MD", "TO", "IN"]), min_size=n, max_size=n)
    )
    pos = data.draw(st.lists(st.sampled_from(["VERB", "NOUN", "AUX", "ADP"]), min_size=n, max_size=n))
    doc = Doc(Vocab(), words=words, lemmas=words, heads=heads, deps=deps, tags=tags, pos=pos)
    for token in doc:
        found = assess(token)
        assert isinstance(found, Assessment)
        assert -3 <= found.value <= 3
        assert found == assess(token)


def test_moods_are_on_the_scale() -> None:
    for mood in rules().moods.values():
        assert -3 <= mood.negated <= mood.value <= 3


@pytest.mark.parametrize(
    ("text", "predicate", "low", "high"),
    [
        ("The envoys landed in Seoul on Monday.", "landed", 1.5, 3),
        ("The envoys did not land in Seoul.", "land", -3, 0),
        ("Reply to the ministry before Friday, please.", "Reply", -3, -0.5),
        ("They would like to send two frigates.", "send", -3, 0),
    ],
)
def test_the_model_has_its_say(nlp: Language, text: str, predicate: str, low: float, high: float) -> None:
    [found] = told([(act(nlp, text, predicate), frozenset())])
    assert low <= found.value <= high
    assert "; model " in found.basis


def test_predicates_of_many_sentences_are_told_in_order(nlp: Language) -> None:
    tokens = [t for t in nlp("Oslo paid. Rome has not paid, and Bern will pay.") if t.pos_ == "VERB"]
    together = told([(token, frozenset()) for token in tokens])
    assert [one.auxiliary for one in together] == [(), ("negation",), ("future",)]
    assert [one.auxiliary for one in together] == [told([(t, frozenset())])[0].auxiliary for t in tokens]


@given(st.floats(-3, 3), st.sampled_from(["negation", "future"]))
def test_no_model_asserts_what_grammar_denies(said: float, mode: Auxiliary) -> None:
    found = weighed(Assessment(-2.0, (mode,), "not"), said)
    assert -3 <= found.value <= 0.5
