"""Agreements told to people: a table for terminals, and states by code or name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from foedus.agreements.agreement import Agreement, Clause
from foedus.errors import UnknownState
from foedus.register import register

STYLES = {"defense": "bold red", "offense": "bold red", "guarantee": "yellow", "ceasefire": "cyan"}


def state(given: str, *, on: date | None = None) -> str:
    """The code of a state by its code or name ("RUS", "Russia"). Raises UnknownState."""
    code = given.strip().upper()
    if register().state(code):
        return code
    entry = register().resolve(given.strip(), on=on)
    if entry is None or entry.kind != "state":
        raise UnknownState(given=given)
    return entry.country


def page(agreements: Iterable[Agreement], *, on: date | None = None) -> RenderableType:
    """Each agreement with its days, and a line a clause; "nothing" said where there is none."""
    told: list[RenderableType] = []
    for agreement in agreements:
        told += [_head(agreement), _clauses(agreement), Text("")]
    if not told:
        when = f" on {on.isoformat()}" if on else ""
        return Text(
            f"The book holds no agreement in force between them{when}." if on else "The book holds none."
        )
    return Group(*told)


def days(agreement: Agreement) -> str:
    """When it was signed, began and ended, in words."""
    parts = [f"signed {agreement.signed}"]
    if agreement.in_force:
        parts.append(f"in force {agreement.in_force}")
    elif agreement.pending:
        parts.append("entry into force not known")
    by = f" by {agreement.by}" if agreement.by else ""
    if agreement.suspended:
        parts.append(f"suspended {agreement.suspended}{by}")
    if agreement.ended:
        parts.append(f"ended {agreement.ended}{by}")
    if not agreement.binding:
        parts.append("political, not a treaty in law")
    return " · ".join(parts)


def _head(agreement: Agreement) -> Text:
    parties = ", ".join((*agreement.countries, *agreement.others))
    lines: list[str | tuple[str, str]] = [
        (agreement.name, "bold"),
        f"  ({agreement.id})\n",
        (f"{parties}\n{days(agreement)}", "dim"),
    ]
    if agreement.note:
        lines.append((f"\n{agreement.note}", "dim"))
    if agreement.source:
        lines.append((f"\nsource: {agreement.source}", "dim"))
    return Text.assemble(*lines)


def _clauses(agreement: Agreement) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    own = any(clause.source != agreement.source for clause in agreement.clauses)
    for title in ("article", "obligation", "when", "limits", *(["source"] if own else [])):
        table.add_column(title, overflow="fold")
    for clause in agreement.clauses:
        cells: list[RenderableType] = [
            clause.article or "–",
            _obligation(clause),
            clause.trigger or "–",
            clause.limits or "–",
        ]
        if own:
            cells.append(Text("as above" if clause.source == agreement.source else clause.source, "dim"))
        table.add_row(*cells)
    return table


def _obligation(clause: Clause) -> Text:
    if not clause.present:
        return Text(f"no {clause.obligation}", "dim")
    sides = ""
    if clause.by or clause.toward:
        sides = f"\n{', '.join(clause.by) or 'all'} → {', '.join(clause.toward) or 'all'}"
    return Text.assemble((clause.obligation, STYLES.get(clause.obligation, "")), (sides, "dim"))
