"""Every rule of the lexicon holds in its own examples and stays silent in its refuses."""

from __future__ import annotations

import pytest

from foedus.errors import BadRule
from foedus.ontology import plover
from foedus.reading import judging, parse
from foedus.reading.lexicon import Rule, lexicon, make_rule
from foedus.reading.page import Candidate, Page
from foedus.reading.reader import STEPS
from foedus.records import Actor, Dispatch, Section, Span

RULES = lexicon().rules


def dispatch(text: str) -> Dispatch:
    return Dispatch(text, text, (Section("body", Span(0, len(text))),), language="en")


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """Every example and refusal of the lexicon, read once."""
    texts = {e["text"] for r in RULES for e in r.examples} | {t for r in RULES for t in r.refuses}
    found = {}
    for page in parse.pages(dispatch(t) for t in sorted(texts)):
        for step in STEPS:
            if step is not judging.find:  # a rule is tested alone, without what the model says of it
                step(page)
        found[page.dispatch.text] = page
    return found


def found(page: Page, rule: Rule) -> list[Candidate]:
    """What the rule fits, where the reading keeps it and says the rule's type (perhaps by a twin of it)."""
    fitting = [c for c in page.candidates if rule.id in {c.rule, *(other for _, other in c.others)}]
    return [c for c in fitting if c.event == rule.event and c.dropped in {None, "repeated"}]


def names(side: tuple[Actor, ...]) -> set[str]:
    return {name for a in side for name in (a.country, a.name, a.text) if name}


@pytest.mark.parametrize("rule", RULES, ids=[r.id for r in RULES])
def test_rule_finds_the_sides_of_its_examples(rule: Rule, pages: dict[str, Page]) -> None:
    for example in rule.examples:
        page = pages[example["text"]]
        fired = found(page, rule)
        notes = [(c.rule, c.words.text, c.dropped, c.notes) for c in page.candidates]
        assert fired, f"{rule.id} does not fire in {example['text']!r}; found {notes}"
        wanted = set(example.get("actor", ())) | (set(example.get("recipient", ())) if rule.mutual else set())
        others = set() if rule.mutual else set(example.get("recipient", ()))
        sides = [(names(c.actor), names(c.recipient)) for c in fired]
        assert any(wanted <= a and others <= r for a, r in sides), f"{rule.id}: {example['text']!r}: {sides}"


@pytest.mark.parametrize("rule", RULES, ids=[r.id for r in RULES])
def test_rule_stays_silent_in_its_refuses(rule: Rule, pages: dict[str, Page]) -> None:
    for text in rule.refuses:
        fired = [c for c in pages[text].candidates if c.rule == rule.id and c.dropped is None]
        assert not fired, f"{rule.id} fires in {text!r}"


def test_every_type_has_rules() -> None:
    assert {r.event for r in RULES} == set(plover().types)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"id": "a", "verbs": ["meet"], "nouns": ["talk"], "examples": [{}], "refuses": [""]}, "exactly one"),
        ({"id": "a", "verbs": ["meet"], "mode": "assist", "examples": [{}], "refuses": [""]}, "no mode"),
        ({"id": "a", "verbs": ["meet"]}, "no examples"),
        ({"id": "a", "verbs": ["meet"], "verb": 1, "examples": [{}], "refuses": [""]}, "unknown field"),
        ({"id": "a", "verbs": ["m"], "object": ["@nothing"], "examples": [{}], "refuses": [""]}, "no class"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named(row: dict[str, object], fault: str) -> None:
    with pytest.raises(BadRule, match=fault):
        make_rule(row, "CONSULT", {})
