"""A light reprint of a dispatch, as another outlet prints it: what `duplicates.py` hands to the reading.

Another headline and a dateline; some sentences gone, some paragraphs in another order; contractions, words of
saying, quotation marks, dashes and numbers as another desk writes them. The same seed gives the same reprint.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from foedus.records import Json

DROPPED = 0.10
SWAPPED = 0.10
REWORDED = 0.60
"""Shares of sentences left out, of paragraphs printed after their follower, of chances to reword taken."""

HEADLINE_WORDS = 9
DATELINES = ("WASHINGTON (AP) — ", "NEW YORK, {month} {day} (Reuters) - ", "By staff and wire services. ")
WORDS = {
    r"\bdid not\b": "didn't",
    r"\bdo not\b": "don't",
    r"\bdoes not\b": "doesn't",
    r"\bis not\b": "isn't",
    r"\bwas not\b": "wasn't",
    r"\bwould not\b": "wouldn't",
    r"\bwill not\b": "won't",
    r"\bcannot\b": "can't",
    r"\b(did|do|does|is|was|would|could|should|has|have)n['’]t\b": r"\1 not",
    r"\b(he|she|it) is\b": r"\1's",
    r"\b(I|you|we|they) have\b": r"\1've",
    r"\bsaid\b": "stated",
    r"\bsays\b": "states",
    r"\bpercent\b": "per cent",
    r"\b(\d+) (?:per cent|percent)\b": r"\1%",
    r"\b(\d+),(\d{3})\b": r"\1\2",
    r"\bU\.S\.": "US",
    r"\bhowever\b": "though",
    r"\balso\b": "as well",
    r"\babout (?=\d)": "around ",
    r"\bnear(?:ly)? (?=\d)": "almost ",
}
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
MARKS = {"“": '"', "”": '"', "‘": "'", "’": "'", " — ": " - ", "—": " - ", " – ": " - ", "…": "..."}


@dataclass(frozen=True, slots=True)
class Reprint:
    """The text, and for each sentence of it that was carried over the place of its original in the list of
    sentences of the original's reading: `{original: (start, end)}`.
    """

    text: str
    sentences: dict[int, tuple[int, int]]


def reprint(reading: Json, seed: int) -> Reprint:
    """A light reprint of a dispatch that has been read (the contract's JSON)."""
    chance = random.Random(f"{seed} {reading['id']}")
    is_straight = chance.random() < 0.5
    paragraphs = list(_paragraphs(reading, chance))
    for place in range(1, len(paragraphs) - 1):  # the lead stays the lead
        if chance.random() < SWAPPED:
            paragraphs[place : place + 2] = reversed(paragraphs[place : place + 2])
    text = _headline(paragraphs, reading) + "\n\n"
    dateline = chance.choice(DATELINES).format(month="Sept", day=chance.randint(1, 28))
    sentences = {}
    for number, paragraph in enumerate(paragraphs):
        text += "\n\n" * bool(number) + dateline * (number == 0)
        for follower, (place, sentence) in enumerate(paragraph):
            text += " " * bool(follower)
            words = _reworded(sentence, chance, is_straight=is_straight)
            sentences[place] = (len(text), len(text) + len(words))
            text += words
    return Reprint(text + "\n", sentences)


def _paragraphs(reading: Json, chance: random.Random) -> Iterator[list[tuple[int, str]]]:
    """The sentences of each body section that are kept, with their places in the reading."""
    text, sections = reading["text"], reading["sections"]
    by_section: dict[int, list[tuple[int, str]]] = {}
    for place, sentence in enumerate(reading["sentences"]):
        is_dropped = chance.random() < DROPPED and bool(by_section)  # the lead stays
        if sections[sentence["section"]]["kind"] == "body" and not is_dropped:
            start, end = sentence["span"]
            by_section.setdefault(sentence["section"], []).append((place, text[start:end].strip()))
    for section in sorted(by_section):
        yield by_section[section]


def _headline(paragraphs: list[list[tuple[int, str]]], reading: Json) -> str:
    """The first words of the lead: a headline that the original did not have."""
    words = (paragraphs[0][0][1] if paragraphs else reading["id"]).split()
    return " ".join(words[:HEADLINE_WORDS]).strip(" ,.;:—-")


def _reworded(sentence: str, chance: random.Random, *, is_straight: bool) -> str:
    """The sentence as another desk writes it."""

    def taken(found: re.Match[str], other: str) -> str:
        return found.expand(other) if chance.random() < REWORDED else found[0]

    for words, other in WORDS.items():
        sentence = re.sub(words, partial(taken, other=other), sentence)
    sentence = re.sub(
        r"\b(" + "|".join(NUMBERS) + r")\b(?= [a-z]+s\b)",
        lambda found: str(NUMBERS[found[0]]) if chance.random() < REWORDED else found[0],
        sentence,
    )
    for mark, plain in MARKS.items() if is_straight else ():
        sentence = sentence.replace(mark, plain)
    return sentence
