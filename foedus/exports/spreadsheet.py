"""CSV: one row a record, flat columns, lists joined with "; ", safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from foedus.claims import labels, quotation, section_index
from foedus.records import Actor, Attribution, Dispatch, Reading, Record
from foedus.shown import visible

Cell = str | float | None

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""A cell that starts with one of these may be run as a formula (OWASP, "CSV Injection")."""


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Write a header, then a row a record (RFC 4180, UTF-8)."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS)
    writer.writeheader()
    for reading in readings:
        writer.writerows({k: _cell(v) for k, v in row.items()} for row in rows(reading))
        out.write(buffer.getvalue().encode("utf-8", "replace"))
        buffer.seek(0)
        buffer.truncate()
    out.write(buffer.getvalue().encode("utf-8", "replace"))


def _cell(value: Cell) -> Cell:
    return guarded(visible(value)) if isinstance(value, str) else value


def guarded(cell: Cell) -> Cell:
    """The cell, with an apostrophe before words that a spreadsheet would run. Numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def rows(reading: Reading) -> Iterator[dict[str, Cell]]:
    """The records of a reading as flat rows."""
    dispatch = reading.dispatch
    digest, section_labels = dispatch.digest, labels(dispatch)
    for record in reading.records:
        section = section_index(dispatch, record.predicate.span)
        yield {
            "dispatch": dispatch.id,
            "published": dispatch.published.isoformat() if dispatch.published else None,
            "outlet": dispatch.outlet,
            "url": dispatch.url,
            "id": record.id(digest),
            **_what(record),
            **_side("actor", record.actor),
            **_side("recipient", record.recipient),
            **_circumstances(record),
            **_voice(dispatch, record.attribution),
            "predicate": record.predicate.text,
            "quotation": dispatch.words(quotation(dispatch, record)).text,
            "sentence": record.sentence.text,
            "section": record.section,
            "paragraph": section_labels[section] if section is not None else None,
            "start": record.predicate.span.start,
            "end": record.predicate.span.end,
            "probability": round(record.probability, 3),
            "found_by": record.found_by,
            "foedus": reading.foedus,
            "model": reading.model,
            "rules": reading.rules,
        }


COLUMNS = (
    *("dispatch", "published", "outlet", "url", "id"),
    *("event", "mode", "quad", "score", "context", "auxiliary", "certainty", "certainty_basis"),
    *("actor", "actor_country", "actor_sector", "actor_text"),
    *("actor_person", "actor_office", "actor_basis"),
    *("recipient", "recipient_country", "recipient_sector", "recipient_text"),
    *("recipient_person", "recipient_office", "recipient_basis"),
    *("date_start", "date_end", "date_grain", "date_text", "date_basis"),
    *("place", "place_country", "lat", "lon", "quantity", "quantity_unit", "quantity_text"),
    *("quantity_approximate",),
    *("source", "source_role", "source_organisation", "via", "attribution_kind", "cue"),
    *("predicate", "quotation", "sentence", "section", "paragraph", "start", "end"),
    *("probability", "found_by", "foedus", "model", "rules"),
)
"""Columns in order; `start` and `end` are the predicate's, in code points of the dispatch's text."""


def _joined(values: Iterable[str | None]) -> str:
    return "; ".join(value or "" for value in values).strip("; ")


def _what(record: Record) -> dict[str, Cell]:
    return {
        "event": record.event,
        "mode": record.mode,
        "quad": record.quad,
        "score": record.score,
        "context": _joined(record.context),
        "auxiliary": _joined(record.auxiliary),
        "certainty": record.certainty.value,
        "certainty_basis": record.certainty.basis,
    }


def _side(name: str, actors: tuple[Actor, ...]) -> dict[str, Cell]:
    return {
        name: _joined(a.name or a.text for a in actors),
        f"{name}_country": _joined(a.country for a in actors),
        f"{name}_sector": _joined(a.sector for a in actors),
        f"{name}_text": _joined(a.text for a in actors),
        f"{name}_person": _joined(a.person for a in actors),
        f"{name}_office": _joined(a.office for a in actors),
        f"{name}_basis": _joined(a.basis for a in actors),
    }


def _circumstances(record: Record) -> dict[str, Cell]:
    date, place, quantity = record.date, record.place, record.quantity
    return {
        "date_start": date.start.isoformat() if date and date.start else None,
        "date_end": date.end.isoformat() if date and date.end else None,
        "date_grain": date.grain if date else None,
        "date_text": date.text if date else None,
        "date_basis": record.date_basis if date else None,
        "place": (place.name or place.text) if place else None,
        "place_country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "quantity": quantity.as_dict()["value"] if quantity else None,
        "quantity_unit": quantity.unit if quantity else None,
        "quantity_text": quantity.text if quantity else None,
        "quantity_approximate": quantity.approximate if quantity else None,
    }


def _voice(dispatch: Dispatch, chain: tuple[Attribution, ...]) -> dict[str, Cell]:
    speakers = [a.speaker for a in chain]
    return {
        "source": _joined((s.person or s.name or s.text) if s else None for s in speakers),
        "source_role": _joined(s.role if s else None for s in speakers),
        "source_organisation": _joined(s.organisation if s else None for s in speakers),
        "via": _joined(a.via for a in chain),
        "attribution_kind": _joined(a.kind for a in chain),
        "cue": _joined(" … ".join(dispatch.words(span).text for span in a.cue) for a in chain),
    }
