"""The reading as a spaCy component: `nlp.add_pipe("foedus")`, then `doc._.foedus`.

    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("foedus", config={"published": "2026-03-06"})
    doc = nlp("Russia refused to help Iran.")
    doc._.foedus.records                  a foedus.records.Reading, the same as foedus.read gives
    doc.spans["foedus_records"]           its words as tokens: label the type, id the record's

What is known of one doc goes before the config: `doc.user_data["published"]`, `["outlet"]`, `["id"]`. The
reading is kept in `doc.user_data["foedus"]` as plain JSON, and so travels with `Doc.to_bytes`, DocBin and
worker processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as Tokens

from foedus import kept
from foedus.analysis import complete
from foedus.errors import EmptyInput, FoedusError
from foedus.intake import Options, dispatch_from_text, parse_date
from foedus.reading import parse, reader
from foedus.records import Dispatch, Reading, Span

KEY = "foedus"
"""Of `doc.user_data`, and what the names of span groups begin with."""


class Component:
    """Reads docs. The parse of a doc of one paragraph is used where Foedus reads with the same pipeline.

    Else the sections are parsed one by one, as `foedus.read` does, so that the records are the same.
    """

    def __init__(self, nlp: Language, options: Options) -> None:
        self.nlp: Language | None = nlp
        self.options = options

    def __getstate__(self) -> dict[str, Any]:
        """For worker processes: without the pipeline that it stands in."""
        return {"nlp": None, "options": self.options}

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Docs in their order; what must be parsed is parsed in batches.

        Raises BrokenText (D012) and TooLarge (D007), unless the pipeline has another error handler.
        """
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            yield from self._read(batch)

    def _read(self, docs: list[Doc]) -> list[Doc]:
        dispatches: dict[int, Dispatch] = {}
        for number, doc in enumerate(docs):
            try:
                dispatches[number] = self._dispatch(doc)
            except FoedusError as error:
                self._handle(error, doc)
        pages = (
            {n: parse.shared(given, docs[n]) for n, given in dispatches.items()} if self._is_same() else {}
        )
        alone = [n for n in dispatches if pages.get(n) is None]
        found = dict(zip(alone, reader.Reader().read_many(dispatches[n] for n in alone), strict=True))
        found |= {n: reader.reading(reader.decided(page)) for n, page in pages.items() if page}
        for number in dispatches:
            _keep(docs[number], complete(found[number]))
        return [docs[number] for number in dispatches]

    def _is_same(self) -> bool:
        """Whether the docs come parsed by the very pipeline that Foedus reads with."""
        if self.nlp is None or parse.name_of(self.nlp) != parse.name():
            return False
        names = self.nlp.pipe_names
        own = next((n for n, name in enumerate(names) if self.nlp.get_pipe(name) is self), 0)
        return names[:own] == parse.pipeline().pipe_names

    def _handle(self, error: FoedusError, doc: Doc) -> None:
        if self.nlp is None:
            raise error
        self.nlp.default_error_handler(KEY, self, [doc], error)  # type: ignore[no-untyped-call]

    def _dispatch(self, doc: Doc) -> Dispatch:
        given = doc.user_data
        published = given.get("published", self.options.published)
        options = Options(
            published=parse_date(published) if isinstance(published, str) else published,
            outlet=given.get("outlet", self.options.outlet),
            language=self.options.language,
        )
        name = str(given.get("id", "text"))
        try:
            return dispatch_from_text(doc.text, id=name, options=options)
        except EmptyInput:
            return Dispatch(name, doc.text)


@Language.factory(
    "foedus",
    assigns=["doc._.foedus", "doc.spans"],
    default_config={"published": None, "outlet": None, "language": None},
)
def make(
    nlp: Language, name: str, published: str | date | None, outlet: str | None, language: str | None
) -> Component:
    """The component, as `nlp.add_pipe` makes it. Raises NotADate (D009)."""
    del name
    day = parse_date(published) if isinstance(published, str) else published
    return Component(nlp, Options(published=day, outlet=outlet, language=language))


def _keep(doc: Doc, reading: Reading) -> None:
    """Keep the reading as JSON, without the text, which the doc has; and mark its words."""
    told = reading.as_dict()
    del told["text"]
    doc.user_data[KEY] = told
    digest = told["digest"]
    groups: dict[str, list[tuple[Span, str, str]]] = {
        "records": [(r.predicate.span, r.event, r.id(digest)) for r in reading.records],
        "actors": [(a.span, a.country or "", a.key) for a in reading.actors],
        "sources": [(s, a.kind, "") for a in reading.attributions for s in a.source],
        "contents": [(s, a.kind, "") for a in reading.attributions for s in a.content],
        "times": [(t.span, t.type, "") for t in reading.times],
        "places": [(p.span, p.country or "", p.name or "") for p in reading.places],
    }
    for name, marks in groups.items():
        spans = [
            doc.char_span(*span, label, span_id=key, alignment_mode="expand") for span, label, key in marks
        ]
        doc.spans[f"{KEY}_{name}"] = SpanGroup(doc, name=f"{KEY}_{name}", spans=[s for s in spans if s])


def reading_of(doc: Doc) -> Reading | None:
    """The reading of a doc; None where the component has not seen it. Made anew from JSON each time."""
    told = doc.user_data.get(KEY)
    return kept.reading({**told, "text": doc.text}) if told else None


def tokens_at(doc: Doc, span: Span) -> Tokens | None:
    """The tokens at a span of the reading, widened to whole tokens."""
    found: Tokens | None = doc.char_span(*span, alignment_mode="expand")
    return found


Doc.set_extension("foedus", getter=reading_of, force=True)
Doc.set_extension("foedus_tokens", method=tokens_at, force=True)
