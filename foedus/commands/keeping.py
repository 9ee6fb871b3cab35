"""Commands that keep a user's own facts: rows of the register, rows of the book of agreements."""

# ruff: noqa: PLC0415  (imports stand in the commands: `foedus --help` answers at once, and loads no model)

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedus.commands.options import Debug, app
from foedus.console import end_with, told

register_app = typer.Typer(
    help="Add your own rows to the register of who is who, and check how they fit.", no_args_is_help=True
)
app.add_typer(register_app, name="register")

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="CSV tables, or FollowTheMoney JSON lines.")
]


@register_app.command("import")
def import_(files: Files, debug: Debug = False) -> None:
    """Keep the good rows of some files as your own; bad ones are named with their line."""
    with told(debug):
        from foedus.register.importing import kept

        count, wrong = kept(files)
        end_with(f"{count} rows added", wrong)


@register_app.command()
def members(
    organisation: Annotated[str, typer.Argument(help="Such as NATO, ECOWAS, BRICS.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day; today where not given.")] = None,
    debug: Debug = False,
) -> None:
    """List the states that belong to an organisation on a day, a line each: code and name."""
    with told(debug):
        from datetime import date

        from foedus.errors import UnknownOrganisation
        from foedus.intake import parse_date
        from foedus.register import register

        found = register().members(organisation, parse_date(on) if on else date.today())
        if not found:
            raise UnknownOrganisation(given=organisation)
        for country in found:
            typer.echo(f"{country}  {register().state(country) or ''}")


@register_app.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE...]", help="As for import; without one, all there is."),
    ] = None,
    debug: Debug = False,
) -> None:
    """Say which rows cannot be, overlap, or contradict each other."""
    with told(debug):
        from foedus.register.importing import checked

        wrong = list(checked(files or []))
        end_with(f"{len(wrong)} faults", wrong)
