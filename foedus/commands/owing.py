"""Commands about commitments: what binds whom, who kept it, who is exposed, what cannot both be true."""

# ruff: noqa: PLC0415  (imports stand in the commands: `foedus --help` answers at once, and loads no model)
# ruff: noqa: PLR0913, PLR0917  (a command's parameters are its options)

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.commands.options import Debug, Listed, OutOf, Output, Published, Quiet, SomeInputs, Workers, app
from foedus.console import Stream, as_listed, end_with, given, named, processes, told, write_to
from foedus.errors import BadOption

if TYPE_CHECKING:
    from foedus.analysis.finding import Finding
    from foedus.records import Reading


@app.command()
def agreements(
    states: Annotated[
        list[str],
        typer.Argument(
            metavar="STATE [STATE] | import FILE...",
            help="Codes or names, such as RUS; or ATOP's own files to keep.",
        ),
    ],
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only what is in force on this day; without it, all ever."),
    ] = None,
    form: Listed = None,
    debug: Debug = False,
) -> None:
    """List what binds a state, or two states to each other, clause by clause, with its source."""
    with told(debug):
        from foedus.agreements import between
        from foedus.agreements.telling import page, state
        from foedus.exports.jsonl import line
        from foedus.intake import parse_date

        if states[0] == "import":
            _import(states[1:])
            return
        if len(states) > 2:
            raise BadOption(option="STATE", given=" ".join(states), cause="one or two states are compared")
        day = parse_date(on) if on else None
        found = between(*(state(given, on=day) for given in states), on=day)
        if as_listed(form, None) == "jsonl":
            for agreement in found:
                sys.stdout.buffer.write(line(agreement.as_dict()))
            sys.stdout.buffer.flush()
            return
        from rich.console import Console

        Console(highlight=False).print(page(found, on=day))


def _import(files: list[str]) -> None:
    """Keep ATOP's rows as the user's own part of the book."""
    from foedus.agreements.atop import kept

    if not files:
        raise BadOption(option="import", given="", cause="no file is named")
    count, wrong = kept([Path(name) for name in files])
    end_with(f"{count} agreements added", wrong)


def _list(
    stream: Stream,
    find: Callable[[Iterable[Reading]], Iterable[Finding]],
    *,
    form: str | None,
    output: Path | None,
    quiet: bool,
) -> None:
    """Write what is found in a stream of readings."""
    from foedus.exports import findings

    shown = as_listed(form, output)
    write_to(stream, output, lambda read, out: findings.write(find(read), out, form=shown), quiet=quiet)


@app.command()
def conduct(
    inputs: SomeInputs = None,
    ledger: OutOf = None,
    published: Published = None,
    form: Listed = None,
    output: Output = None,
    workers: Workers = "1",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Hold what partners did for who was attacked, threatened or asked, against what they owed."""
    with told(debug):
        from foedus.analysis.conduct import conduct, finding

        options = given(published, None, None)
        stream = Stream(named(inputs, ledger), options, workers=processes(workers), debug=debug)
        stream.out_of = ledger
        _list(stream, lambda read: map(finding, conduct(read)), form=form, output=output, quiet=quiet)


@app.command()
def exposure(
    state: Annotated[str, typer.Argument(metavar="STATE", help="A code or name, such as RUS or Russia.")],
    inputs: Annotated[
        list[str] | None, typer.Argument(help="Dispatches that show who is closest, if any.")
    ] = None,
    ledger: OutOf = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day; today where not given.")] = None,
    published: Published = None,
    form: Listed = None,
    output: Output = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List who relies on a state by a defence clause, the most exposed first."""
    with told(debug):
        from datetime import date

        from foedus.agreements.telling import state as code
        from foedus.analysis.exposure import listing
        from foedus.intake import parse_date

        day = parse_date(on) if on else date.today()
        partner = code(state, on=day)
        named_inputs = named(inputs, ledger) if ledger else inputs or []
        stream = Stream(named_inputs, given(published, None, None), workers=1, debug=debug)
        stream.out_of = ledger
        _list(
            stream,
            lambda read: listing(partner, on=day, readings=read),
            form=form,
            output=output,
            quiet=quiet,
        )


@app.command()
def contradictions(
    inputs: SomeInputs = None,
    ledger: OutOf = None,
    published: Published = None,
    form: Listed = None,
    output: Output = None,
    workers: Workers = "1",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List what cannot both be true: asserted and denied, two figures, a wrong clause or office."""
    with told(debug):
        from foedus.analysis import disagreements

        options = given(published, None, None)
        stream = Stream(named(inputs, ledger), options, workers=processes(workers), debug=debug)
        stream.out_of = ledger
        _list(stream, disagreements, form=form, output=output, quiet=quiet)
