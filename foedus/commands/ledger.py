"""Commands on a ledger: ask it, check it, tidy it, write it out."""

# ruff: noqa: PLC0415  (imports stand in the commands: `foedus --help` answers at once, and loads no model)
# ruff: noqa: PLR0913, PLR0917  (a command's parameters are its options)

from __future__ import annotations

from typing import Annotated

import typer

from foedus.commands.options import Debug, Listed, Output, app
from foedus.console import as_listed, told

ledger_app = typer.Typer(
    help="Ask, check, tidy and write out a ledger, which `foedus read --ledger` keeps.", no_args_is_help=True
)
app.add_typer(ledger_app, name="ledger")

Place = Annotated[str, typer.Argument(metavar="DIR", help="A ledger's folder, or address (s3://…).")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="As it was at the end of this day (UTC).")
]


@ledger_app.command()
def query(
    place: Place,
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT.")],
    as_of: AsOf = None,
    form: Listed = None,
    output: Output = None,
    debug: Debug = False,
) -> None:
    """Ask in SQL over `dispatches`, `records`, `events`, `attributions`, `findings`, `judgements`."""
    with told(debug):
        from foedus.intake import parse_date
        from foedus.ledger import Ledger, answers
        from foedus.output import opened

        found = Ledger(place).query(sql, as_of=parse_date(as_of) if as_of else None)
        with opened(output) as out:
            answers.write(found, out, form=as_listed(form, output))
