"""`foedus why` shows what each step decided, for records and for sentences that gave none."""

from __future__ import annotations

from datetime import date

from build import actor, dispatch, words
from spacy.tokens import Doc
from spacy.vocab import Vocab

from foedus.reading.page import Candidate, Mention, Page, Passage
from foedus.records import Attribution, Certainty, Place, Quantity, Sentence, Span, Time
from foedus.why import Explained, explained

TEXT = "Spain asked Egypt for 200 trucks on Monday , Ana Prado said . Nobody came ."


def page() -> Page:
    it = dispatch((("body", TEXT),))
    doc = Doc(Vocab(), words=TEXT.split(" "))
    spain, egypt = actor(it, "Spain", "Spain", "ESP"), actor(it, "Egypt", "Egypt", "EGY")
    time = words(it, "Monday")
    trucks = words(it, "200 trucks")
    made = Page(it, passages=[Passage(0, "body", 0, doc)])
    made.times = [Time(time.text, time.span, "DATE", "2026-03-02", date(2026, 3, 2), date(2026, 3, 2), "day")]
    made.quantities = [Quantity(trucks.text, trucks.span, 200, "trucks")]
    made.places = [Place("Egypt", egypt.span, "Egypt", "EGY", 26.0, 30.0)]
    made.mentions = [Mention(0, 0, 1, 0, (spain,)), Mention(0, 2, 3, 2, (egypt,))]
    made.attributions = [
        Attribution((words(it, "Ana Prado").span,), (words(it, "said").span,), (Span(0, 42),), "indirect")
    ]
    asked = Candidate(0, doc[1], doc[1:2], "REQUEST", "assist", "request.ask", 0.9, (spain,), (egypt,))
    asked.certainty = Certainty(3.0, "asserted")
    asked.date = made.times[0]
    asked.date_basis = "stated"
    asked.notes = ["subject Spain, object Egypt"]
    came = Candidate(0, doc[13], doc[13:14], "CONSULT", None, "consult.come", 0.4, dropped="no-actor")
    made.candidates = [asked, came]
    return made


def told(one: Explained) -> str:
    return "\n".join(f"{step.name}: {step.says}" for step in one.steps)


def test_every_step_is_told_and_a_pass_names_its_reason() -> None:
    made = page()
    cut = TEXT.index("Nobody")
    sentences = (Sentence(Span(0, cut - 1), 0), Sentence(Span(cut, len(TEXT)), 0, "no-actor"))
    first, second = map(told, explained(made, sentences))
    for words_ in (
        "time: Monday → 2 March 2026",
        "quantity: 200 trucks → 200 trucks",
        "place: Egypt → Egypt, EGY",
        "mention: Spain → Spain [ESP GOV], name of state",
        "said by: Ana Prado, said, indirect",
        "act: asked → REQUEST assist (rule request.ask, 0.90)",
        "sides: Spain → Egypt",
        "certainty: +3.0 (asserted)",
        "date: 2 March 2026 (stated)",
        "note: subject Spain, object Egypt",
        "record: kept",
    ):
        assert words_ in first
    assert "dropped: no-actor" in second
    assert "no record: no-actor" in second
    assert "Monday" not in second
