"""The cited memo: what happened, what did not, what is only said, what may come, and the background.

Every line ends in its own words and the paragraph they stand in; nothing stands here without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from typing import BinaryIO

from rich.padding import Padding
from rich.text import Text

from foedus.analysis.finding import Finding
from foedus.claims import Chapter, chapter, labels, quotation, section_index
from foedus.exports.page import environment, style
from foedus.exports.table import terminal
from foedus.phrasing import certainty_word, phrases, sentence, voice, when
from foedus.records import Dispatch, Reading, Record
from foedus.shown import one_line


@dataclass(frozen=True, slots=True)
class Line:
    """One claim of the memo, each part in words, empty where there is nothing to say."""

    date: str
    place: str
    says: str
    voice: str
    certainty: str
    quotation: str
    paragraph: str
    record: Record


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of the memo with its lines, by date, then in the order of the text."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A finding in the memo: what it says, the words that show it with their paragraphs, what would change
    it.
    """

    says: str
    quotations: tuple[tuple[str, str], ...]
    would_change: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Memo:
    """One dispatch as an analyst would note it."""

    title: str
    about: str
    parts: tuple[Part, ...]
    findings: tuple[Note, ...]
    notes: str
    reading: Reading


def memo(reading: Reading, *, about: frozenset[str] = frozenset()) -> Memo:
    """The memo of one reading.

    `about` keeps the records in which at least two of these sides (alpha-3 codes or names) take part, or the
    one, where only one is given.
    """
    dispatch = reading.dispatch
    marks = labels(dispatch)
    kept = [record for record in reading.records if concerns(record, about)]
    parts: dict[Chapter, list[Line]] = {name: [] for name in phrases()["chapters"]}
    for record in sorted(kept, key=_by_date):
        parts[chapter(record)].append(_line(dispatch, record, marks))
    return Memo(
        title=one_line(dispatch.headline.text if dispatch.headline else dispatch.id),
        about=_about(dispatch),
        parts=tuple(
            Part(title, tuple(parts[name])) for name, title in phrases()["chapters"].items() if parts[name]
        ),
        findings=tuple(
            _note(dispatch, finding, marks)
            for finding in reading.findings
            if isinstance(finding, Finding) and _holds({*finding.actor, *finding.toward}, about)
        ),
        notes=_notes(reading, len(kept)),
        reading=reading,
    )


def _note(dispatch: Dispatch, finding: Finding, marks: list[str]) -> Note:
    sections = [section_index(dispatch, words.span) for words in finding.words]
    return Note(
        says=finding.says,
        quotations=tuple(
            (one_line(words.text), "" if section is None else marks[section])
            for words, section in zip(finding.words, sections, strict=True)
        ),
        would_change=finding.would_change or "",
        finding=finding,
    )


def concerns(record: Record, about: frozenset[str]) -> bool:
    """Whether a record is about the sides asked for."""
    return _holds({name for a in (*record.actor, *record.recipient) for name in (a.country, a.name)}, about)


def _holds(sides: Set[str | None], about: frozenset[str]) -> bool:
    """Whether any two of the sides asked for are among these, or the one."""
    return len(sides & about) >= min(2, len(about))


def _by_date(record: Record) -> tuple[bool, str, int]:
    start = record.date.start or record.date.end if record.date else None
    return start is None, start.isoformat() if start else "", record.predicate.span.start


def _line(dispatch: Dispatch, record: Record, marks: list[str]) -> Line:
    section = section_index(dispatch, record.predicate.span)
    says = sentence(record)
    place = one_line(record.place.name or record.place.text) if record.place else ""
    return Line(
        date=when(record.date),
        place="" if place in says else place,
        says=says,
        voice=voice(record),
        certainty=certainty_word(record),
        quotation=one_line(dispatch.words(quotation(dispatch, record)).text),
        paragraph=marks[section] if section is not None else "",
        record=record,
    )


def _about(dispatch: Dispatch) -> str:
    words = phrases()["memo"]
    published = dispatch.published
    month = phrases()["months"][published.month - 1] if published else ""
    day = f"{published.day} {month} {published.year}" if published else words["undated"]
    told = [one_line(dispatch.outlet)] if dispatch.outlet else []
    if dispatch.provenance:
        said = {
            "original": dispatch.provenance.original_outlet,
            "translated": dispatch.provenance.translated_by,
            "edited": dispatch.provenance.edited_by,
        }
        how = [words[name].format(value=one_line(value)) for name, value in said.items() if value]
        day += f" ({', '.join(how)})" if how else ""
    return ", ".join([*told, day])


def _notes(reading: Reading, kept: int) -> str:
    text, sections = reading.dispatch.text, reading.dispatch.sections
    speakers = {a.speaker.key for a in reading.attributions if a.speaker}
    aside = [s for s in sections if s.kind == "boilerplate"]
    counts = {
        "records": kept,
        "speakers": len(speakers),
        "boilerplate": sum(len(text[s.span.start : s.span.end].strip().splitlines()) for s in aside),
    }
    notes = phrases()["notes"]
    return "; ".join(notes[name][count != 1].format(count=count) for name, count in counts.items()) + "."


def write(
    readings: Iterable[Reading], out: BinaryIO, *, form: str, about: frozenset[str] = frozenset()
) -> None:
    """Write a memo a reading, as each comes, in one of FORMATS. Raises KeyError for any other name."""
    FORMATS[form]((memo(reading, about=about) for reading in readings), out)


def write_markdown(memos: Iterable[Memo], out: BinaryIO) -> None:
    """Markdown, with every character of the dispatch's own escaped."""
    template = environment().get_template("brief.md")
    for one in memos:
        out.write(
            template.render(memo=one, escape=escaped, words=phrases()["memo"]).encode("utf-8", "replace")
        )


def write_html(memos: Iterable[Memo], out: BinaryIO) -> None:
    """One self-contained page."""
    template = environment().get_template("brief.html")
    for piece in template.generate(memos=memos, style=style(), words=phrases()["memo"]):
        out.write(piece.encode("utf-8", "replace"))


def write_terminal(memos: Iterable[Memo], out: BinaryIO) -> None:
    """For reading on a terminal; 100 columns where there is none."""
    with terminal(out, width=100) as console:
        for one in memos:
            console.print(Text(one.title, "bold"))
            console.print(Text(one.about, "dim"))
            for part in one.parts:
                console.print(Text(f"\n{part.title}", "bold underline"))
                for line in part.lines:
                    console.print(Padding(_drawn(line), (0, 0, 0, 2)))
            if not one.parts:
                console.print(Text(f"\n{phrases()['memo']['nothing']}"))
            if one.findings:
                console.print(Text(f"\n{phrases()['memo']['findings']}", "bold underline"))
                for note in one.findings:
                    console.print(Padding(_noted(note), (0, 0, 0, 2)))
            console.print(Text(f"\n{one.notes}\n", "dim"))


def _noted(note: Note) -> Text:
    drawn = Text("• ", "magenta")
    drawn.append(f"{note.says}.")
    for words, paragraph in note.quotations:
        drawn.append(f" “{words}” ", "italic dim")
        drawn.append(paragraph, "dim")
    if note.would_change:
        drawn.append(f" {phrases()['memo']['would_change'].format(what=note.would_change)}", "dim")
    return drawn


def _drawn(line: Line) -> Text:
    date = ", ".join(filter(None, (line.date, line.place)))
    drawn = Text("• ", phrases()["colours"][line.record.quad])
    drawn.append(f"{date} · " if date else "", "bold")
    drawn.append(line.says + ".")
    drawn.append(f" ({line.certainty})" if line.certainty else "", "italic")
    drawn.append(f" — {line.voice}." if line.voice else "", "cyan")
    drawn.append(f" “{line.quotation}” ", "italic dim")
    drawn.append(line.paragraph, "dim")
    return drawn


FORMATS: dict[str, Callable[[Iterable[Memo], BinaryIO], None]] = {
    "terminal": write_terminal,
    "markdown": write_markdown,
    "html": write_html,
}
"""Every form of the memo."""

_MARKUP = re.compile(r"([\\`*_\[\]|~])")
_LEADING = re.compile(r"^(?=[#+=-])|^(\d+)(?=[.)])")


def escaped(text: str) -> str:
    """Text with every character escaped that Markdown, or the HTML within it, would act on."""
    text = _MARKUP.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LEADING.sub(r"\1\\", text)
