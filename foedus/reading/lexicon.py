"""The lexicon: which words are which act. Rules are TOML under `data/lexicon`, one file an event type.

A rule names verbs, nouns or adjectives, what must stand beside them, where the sides stand, and carries its
own evidence: `examples` in which it must find the sides given, `refuses` in which it must not fire. The test
suite runs both. Fields are explained in `data/lexicon/README.md`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.errors import BadRule, NoRules
from foedus.ontology import plover
from foedus.records import Auxiliary

CONTENT_TYPES = "content_types"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the lexicon. Words are lemmas in lower case; empty collections ask for nothing."""

    id: str
    event: str
    mode: str | None
    part: str
    """"verb", "noun", "adjective"; inside somebody's words, "modal" over a clause or "label" after "is"."""
    words: tuple[tuple[str, ...], ...]
    object: frozenset[str]
    object_not: frozenset[str]
    needs_object: bool
    label: frozenset[str]
    complement: frozenset[str]
    complement_not: frozenset[str]
    complement_modal: frozenset[str]
    modifier: frozenset[str]
    preposition: frozenset[str]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    needs: str
    mutual: bool
    abroad: bool
    bloc: bool
    content: bool
    auxiliary: tuple[Auxiliary, ...]
    probability: float
    examples: tuple[dict[str, Any], ...] = field(default=(), compare=False)
    refuses: tuple[str, ...] = field(default=(), compare=False)

    @property
    def demands(self) -> int:
        """How much the rule asks for: of two rules that fit, the one that asks for more decides."""
        asked = (
            self.object,
            self.label,
            self.complement,
            self.complement_modal,
            self.modifier,
            self.preposition,
        )
        return 2 * sum(1 for a in asked if a) + bool(self.object) + bool(self.object_not) + self.needs_object


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rules, found by part of speech and head lemma."""

    rules: tuple[Rule, ...]
    by_id: dict[str, Rule]
    index: dict[tuple[str, str], tuple[Rule, ...]]
    classes: dict[str, frozenset[str]]


DEFAULT_ACTOR = {
    "verb": ("subject",),
    "adjective": ("subject",),
    "noun": ("possessor", "modifier", "by", "support"),
    "modal": ("speaker",),
    "label": ("speaker",),
}
PARTS = ("verbs", "nouns", "adjectives", "modals", "labels")
FIELDS = {f.name for f in fields(Rule)} - {"event", "part", "words"} | set(PARTS)


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with Foedus. Raises BadRule (R001) or NoRules (R002)."""
    folder = files("foedus") / "data/lexicon"
    classes = {
        name: frozenset(words)
        for name, words in tomllib.loads((folder / "classes.toml").read_text("utf-8")).items()
        if isinstance(words, list)
    }
    rules: list[Rule] = []
    for event in plover().types:
        file = folder / f"{event.lower()}.toml"
        rows = tomllib.loads(file.read_text("utf-8")).get("rule", []) if file.is_file() else []
        rules.extend(make_rule(row, event, classes) for row in rows)
    if not rules:
        raise NoRules(folder=str(folder))
    by_id: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in by_id:
            raise BadRule(rule=rule.id, why="another rule has this id")
        by_id[rule.id] = rule
    index: dict[tuple[str, str], list[Rule]] = defaultdict(list)
    for rule in rules:
        for words in rule.words:
            # A noun of two words ends in its head ("air strike"), a verb of two begins with it ("call on").
            head = words[-1] if rule.part == "noun" else words[0]
            if rule not in index[rule.part, head]:
                index[rule.part, head].append(rule)
    return Lexicon(tuple(rules), by_id, {k: tuple(v) for k, v in index.items()}, classes)


def make_rule(row: dict[str, Any], event: str, classes: dict[str, frozenset[str]]) -> Rule:
    """A rule from its TOML row. Raises BadRule (R001) that names the rule and what is wrong with it."""
    name = str(row.get("id", f"{event}: a rule without id"))
    parts = [p for p in PARTS if row.get(p)]
    ontology = plover()
    faults = [f"unknown field {k}" for k in sorted(set(row) - FIELDS)]
    if len(parts) != 1:
        faults.append(f"it must have exactly one of {', '.join(PARTS)}")
    if row.get("mode") and row["mode"] not in ontology.types[event].modes:
        faults.append(f"{event} has no mode {row['mode']}")
    if not row.get("examples") or not row.get("refuses"):
        faults.append("it carries no examples or no refuses")
    if faults:
        raise BadRule(rule=name, why="; ".join(faults))

    def words(key: str) -> frozenset[str]:
        found: set[str] = set()
        for word in row.get(key, ()):
            if word.startswith("@"):
                if word[1:] not in classes:
                    raise BadRule(rule=name, why=f"no class {word} in classes.toml")
                found |= classes[word[1:]]
            else:
                found.add(word.lower())
        return frozenset(found)

    part = parts[0][:-1]
    return Rule(
        id=name,
        event=event,
        mode=row.get("mode"),
        part=part,
        words=tuple(sorted((tuple(w.split()) for w in words(parts[0])), key=lambda w: (-len(w), w))),
        object=words("object"),
        object_not=words("object_not"),
        label=words("label"),
        needs_object=bool(row.get("needs_object", False)),
        complement=frozenset(row.get("complement", ())),
        complement_not=words("complement_not"),
        complement_modal=words("complement_modal"),
        modifier=words("modifier"),
        preposition=frozenset(row.get("preposition", ())),
        actor=tuple(row.get("actor", DEFAULT_ACTOR[part])),
        recipient=tuple(row.get("recipient", ())),
        needs=row.get("needs", "actor"),
        bloc=bool(row.get("bloc", False)),
        abroad=bool(row.get("abroad", False)),
        mutual=bool(row.get("mutual", ontology.types[event].mutual)),
        content=bool(row.get("content", event in content_types())),
        auxiliary=tuple(row.get("auxiliary", ())),
        probability=float(row.get("probability", 0.7)),
        examples=tuple(row["examples"]),
        refuses=tuple(row["refuses"]),
    )


@cache
def settings() -> dict[str, Any]:
    """`data/reading/grammar.toml`: word lists and numbers that the reading's steps share."""
    return tomllib.loads((files("foedus") / "data/reading/grammar.toml").read_text("utf-8"))


@cache
def content_types() -> frozenset[str]:
    """Types whose complement is what is asked, promised, threatened or refused."""
    return frozenset(settings()[CONTENT_TYPES])
