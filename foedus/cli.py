"""The command line: one command a public function.

Data goes to standard output, talk to standard error. Exit status: 0 done; 1 some inputs failed, each named
with its code, and the rest done; 2 the command itself was wrong.
"""

from __future__ import annotations

from typing import Annotated

import typer

import foedus
from foedus.commands import asking, counting, joining, keeping, ledger, owing, reading
from foedus.commands.options import app

__all__ = ["app", "asking", "counting", "joining", "keeping", "ledger", "main", "owing", "reading"]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(foedus.__version__)
        raise typer.Exit


@app.callback()
def foedus_(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read foreign-affairs reporting and keep the record.

    Who did or said what to whom, when, where, on whose word and how certainly.
    """


def main() -> None:
    """Entry point of the command `foedus`."""
    app()
