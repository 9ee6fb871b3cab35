"""The spaCy component gives what `foedus.read` gives, and travels as spaCy's own annotations do."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import foedus
from foedus.errors import BrokenText, NotADate
from foedus.reading import parse

ONE = "Russia refused to help Iran on Monday, Tehran said."
LONG = """Moscow turns down Tehran

On June 23, Iranian Foreign Minister Abbas Araghchi visited Moscow and asked Russia for military help.

Russia did not send any weapons. “We will not fight for them,” a Kremlin official told Reuters.
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.load(next(n for n in parse.PIPELINES if spacy.util.is_package(n.replace("_", "-"))))
    nlp.add_pipe("foedus", config={"published": "2025-06-30"})
    return nlp


@pytest.mark.parametrize("text", [ONE, LONG])
def test_the_records_are_those_of_the_library(nlp: Language, text: str) -> None:
    reading = nlp(text)._.foedus
    plain = foedus.read(text, published="2025-06-30")
    assert plain.records
    assert reading.as_dict() == plain.as_dict()


def test_any_pipeline_will_do_even_an_empty_one(nlp: Language) -> None:
    blank = spacy.blank("en")
    blank.add_pipe("foedus", config={"published": "2025-06-30"})
    assert blank(LONG)._.foedus.as_dict() == nlp(LONG)._.foedus.as_dict()


def test_the_parse_is_shared_where_it_is_the_same(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    pipe = parse.pipeline().pipe

    def noted(texts: Iterable[Any], **options: Any) -> Any:
        for found in pipe(texts, **options):
            parsed.append(str(found))
            yield found

    monkeypatch.setattr(parse.pipeline(), "pipe", noted)
    nlp(ONE)
    assert parsed == []
    nlp(LONG)
    assert parsed


def test_marks_are_whole_tokens(nlp: Language) -> None:
    doc = nlp(LONG)
    reading = doc._.foedus
    marks = doc.spans["foedus_records"]
    assert [mark.label_ for mark in marks] == [record.event for record in reading.records]
    assert [mark.id_ for mark in marks] == [record.id(reading.dispatch.digest) for record in reading.records]
    for mark, record in zip(marks, reading.records, strict=True):
        assert record.predicate.text in mark.text
        assert doc._.foedus_tokens(record.predicate.span).text == mark.text
    assert {"foedus_actors", "foedus_sources", "foedus_contents"} <= set(doc.spans)
    assert [mark.text for mark in doc.spans["foedus_times"]] == [time.text for time in reading.times]
    assert [mark.text for mark in doc.spans["foedus_places"]] == [place.text for place in reading.places]


def test_what_is_known_of_a_doc_goes_before_the_config(nlp: Language) -> None:
    doc = nlp.make_doc(ONE)
    doc.user_data |= {"published": date(2024, 1, 31), "outlet": "Daily Courier", "id": "one"}
    dispatch = nlp(doc)._.foedus.dispatch
    assert (dispatch.published, dispatch.outlet, dispatch.id) == (date(2024, 1, 31), "Daily Courier", "one")
    with pytest.raises(NotADate):
        spacy.blank("en").add_pipe("foedus", config={"published": "some day"})


def test_the_reading_travels_with_the_doc(nlp: Language, tmp_path: Path) -> None:
    doc = nlp(LONG)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.foedus == doc._.foedus
    assert [s.text for s in again.spans["foedus_records"]] == [s.text for s in doc.spans["foedus_records"]]
    kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (third,) = DocBin().from_bytes(kept).get_docs(nlp.vocab)
    assert third._.foedus == doc._.foedus
    blank = spacy.blank("en")
    blank.add_pipe("foedus", config={"outlet": "Daily Courier"})
    blank.to_disk(tmp_path)
    assert spacy.load(tmp_path)(ONE)._.foedus.dispatch.outlet == "Daily Courier"


def test_many_docs_and_many_processes_give_the_same(nlp: Language) -> None:
    texts = [LONG, ONE, " \n", ONE + " Iran thanked China.", LONG]
    alone = [nlp(text)._.foedus for text in texts]
    assert [doc._.foedus for doc in nlp.pipe(texts, batch_size=2)] == alone
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fork beside threads is spaCy's own way
        assert [doc._.foedus for doc in nlp.pipe(texts, n_process=2)] == alone


def test_a_text_that_cannot_be_read_goes_the_way_of_spacys_errors(nlp: Language) -> None:
    assert nlp.make_doc(ONE)._.foedus is None
    assert nlp(" ")._.foedus.records == ()
    with pytest.raises(BrokenText):
        nlp("zero \0 byte")
    blank = spacy.blank("en")
    blank.add_pipe("foedus")
    blank.set_error_handler(lambda *_: None)  # type: ignore[arg-type]
    assert [doc._.foedus.dispatch.text for doc in blank.pipe(["zero \0 byte", ONE])] == [ONE]
