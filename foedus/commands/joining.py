"""Commands on what a ledger's records tell of: join them, and take one out again."""

# ruff: noqa: PLC0415  (imports stand in the commands: `foedus --help` answers at once, and loads no model)

from __future__ import annotations

from typing import Annotated

import typer

from foedus.commands.ledger import Place, ledger_app
from foedus.commands.options import Debug
from foedus.console import told


@ledger_app.command()
def join(place: Place, debug: Debug = False) -> None:
    """Find the records that tell of one act, and the dispatches that reprint others; only new ones are looked
    at.
    """
    with told(debug):
        from foedus.ledger import Ledger

        done = Ledger(place).join()
        typer.echo(
            f"{done.dispatches} dispatches looked at: {done.reprints} reprints, {done.records} records joined"
        )


@ledger_app.command()
def apart(
    place: Place,
    record: Annotated[str, typer.Argument(metavar="RECORD", help="The record's id.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Whose word it is.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")] = "",
    debug: Debug = False,
) -> None:
    """Say that a record tells of an event of its own, where joining erred; it is never joined again."""
    with told(debug):
        from foedus.ledger import Ledger

        Ledger(place).own_event(record, by=by, reason=reason)
        typer.echo(f"{record} is an event of its own")
