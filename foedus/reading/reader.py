"""Read me second: the steps of the reading, in their order.

Each step is a function over one page that fills its own part and leaves the rest alone. `why` shows what each
decided; a step is changed, or a new one put in, here and nowhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import foedus
from foedus.reading import (
    attribution,
    certainty,
    circumstances,
    compose,
    contexts,
    home,
    judging,
    mentions,
    parse,
    places,
    predicates,
    quantities,
    relations,
    sides,
    times,
)
from foedus.reading.page import Page
from foedus.records import Actor, Dispatch, Reading
from foedus.register import tables

STEPS: tuple[Callable[[Page], None], ...] = (
    times.find,  #          every time of the text, as the days it means
    quantities.find,  #     every number of people, arms, money
    places.find,  #         every place, with its coordinates
    attribution.find,  #    who says what: source, cue, content
    mentions.find,  #       who is meant where
    home.find,  #           whose police, parliament, rebels, protesters
    predicates.find,  #     which words are which act
    sides.find,  #          who did it, to whom
    judging.find,  #        what the relation model says of that
    compose.drop_content,  # what is only asked, promised, threatened or refused
    certainty.find,  #      did it happen, will it, could it
    circumstances.find,  #  when, where, how much
    contexts.find,  #       in what field
    compose.promise,  #     what somebody says to do is promised or threatened
    compose.attribute,  #   on whose word
)


class Reader:
    """Reads dispatches. Holds nothing, so it can be pickled; models and rules load once a process."""

    def read(self, dispatch: Dispatch) -> Reading:
        """The reading of one dispatch. Raises NoLanguageModel (X001)."""
        return next(self.read_many([dispatch]))

    def read_many(self, dispatches: Iterable[Dispatch]) -> Iterator[Reading]:
        """A reading a dispatch, in order; sections are parsed in batches across dispatches."""
        for page in self.pages(dispatches):
            yield reading(page)

    def pages(self, dispatches: Iterable[Dispatch]) -> Iterator[Page]:
        """Every step's decisions, a page a dispatch, in order."""
        for page in parse.pages(dispatches):
            yield decided(page)

    def page(self, dispatch: Dispatch) -> Page:
        """Every step's decisions for one dispatch, for `why`."""
        return next(self.pages([dispatch]))


def decided(page: Page) -> Page:
    """The page, after every step."""
    for step in STEPS:
        step(page)
    return page


def reading(page: Page) -> Reading:
    """What the page's steps decided, as the record that is kept."""
    records, sentences = compose.records(page)
    return Reading(
        dispatch=page.dispatch,
        sentences=tuple(sentences),
        records=tuple(records),
        attributions=tuple(page.attributions),
        times=tuple(page.times),
        places=tuple(page.places),
        actors=_actors(page),
        foedus=foedus.__version__,
        model=f"{parse.name()}, {relations.name()}",
        rules=rules_digest(),
    )


def _actors(page: Page) -> tuple[Actor, ...]:
    """Every mention's actors once, in the order of the text."""
    found = {(a.span, a.key): a for mention in page.mentions for a in mention.actors}
    return tuple(sorted(found.values(), key=lambda a: (a.span, a.key)))


@cache
def rules_digest() -> str:
    """`sha256:` and the digest over the names and contents of every data file that the reading uses."""
    digest = hashlib.sha256()
    root = files("foedus") / "data"
    for folder in ("lexicon", "ontology", "places", "reading", "register"):
        for name, file in sorted(_walk(root / folder, folder)):
            digest.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    for own in sorted((tables.home() / "register").glob("*.csv")):
        digest.update(own.name.encode() + b"\0own\0" + hashlib.sha256(own.read_bytes()).digest())
    return "sha256:" + digest.hexdigest()


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}/{entry.name}")
        else:
            yield f"{prefix}/{entry.name}", entry
