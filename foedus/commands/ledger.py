"""Commands on a ledger: ask it, check it, tidy it, write it out."""

# ruff: noqa: PLC0415  (imports stand in the commands: `foedus --help` answers at once, and loads no model)
# ruff: noqa: PLR0913, PLR0917  (a command's parameters are its options)

from __future__ import annotations

from typing import Annotated

import typer

from foedus.commands.options import Debug, Listed, Output, app
from foedus.console import as_listed, end_with, is_terminal, told

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


@ledger_app.command()
def stats(place: Place, form: Listed = None, debug: Debug = False) -> None:
    """Say what a ledger holds: dispatches, records, events, days, versions, files."""
    with told(debug):
        import sys

        from foedus.exports.jsonl import line
        from foedus.ledger import Ledger, answers

        found = Ledger(place).stats()
        if as_listed(form, None) == "jsonl":
            sys.stdout.buffer.write(line(answers.plain_row(found)))
            sys.stdout.buffer.flush()
            return
        answers.print_stats(found)


@ledger_app.command()
def verify(place: Place, debug: Debug = False) -> None:
    """Read every row, and check each against the laws of a ledger; exit status 1 where one is broken."""
    with told(debug):
        from foedus.ledger import Ledger

        done = Ledger(place).verify()
        summary = f"{done.readings} readings, {done.rows} rows and {done.judgements} judgements checked: "
        end_with(
            summary + (f"{len(done.faults)} laws broken" if done.faults else "every law holds"), done.faults
        )


@ledger_app.command()
def compact(place: Place, debug: Debug = False) -> None:
    """Drop what no writer acknowledged, and join small files; every reading stays, others may write."""
    with told(debug):
        from foedus.ledger import Ledger

        done = Ledger(place).compact()
        typer.echo(f"{done.dropped} rows dropped; {done.files_before} files became {done.files_after}")


@ledger_app.command()
def export(
    place: Place,
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="A format of `foedus read --format`.")],
    out: Annotated[str, typer.Argument(metavar="OUT", help="A file; - for standard output.")],
    as_of: AsOf = None,
    debug: Debug = False,
) -> None:
    """Write out the latest reading of every dispatch, as `foedus read` would."""
    with told(debug):
        import sys
        from pathlib import Path

        from foedus import exports
        from foedus.errors import NotForTerminals
        from foedus.intake import parse_date
        from foedus.ledger import Ledger
        from foedus.output import opened

        path = None if out == "-" else Path(out)
        if path is None and form in exports.BINARY and is_terminal(sys.stdout):
            raise NotForTerminals(format=form)
        kept = Ledger(place)
        with opened(path) as stream:
            kept.export(form, stream, as_of=parse_date(as_of) if as_of else None)
