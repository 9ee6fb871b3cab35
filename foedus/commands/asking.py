"""Commands that answer one question a line: who, when, where, how certainly, what."""

# ruff: noqa: PLC0415  (imports stand in the commands: `foedus --help` answers at once, and loads no model)

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedus.commands.options import Debug, Lines, app
from foedus.console import answer_all, answer_lines, told
from foedus.errors import UnknownCode, catalogue


@app.command()
def explain(
    code: Annotated[str | None, typer.Argument(help="Such as D001; the list of all without it.")] = None,
) -> None:
    """Say what an error means and what to do about it."""
    with told(debug=False):
        known = catalogue()
        if code is None:
            for kind in known.values():
                typer.echo(f"{kind.code}  {(kind.__doc__ or '').splitlines()[0]}")
            return
        if code.strip().upper() not in known:
            raise UnknownCode(given=code)
        found = known[code.strip().upper()]
        typer.echo(f"{found.code}  {(found.__doc__ or '').splitlines()[0]}\n")
        typer.echo(
            f"What happened   {found.says}\nLikely reason   {found.reason}\nRemedy          {found.remedy}"
        )


@app.command()
def who(
    name: Annotated[
        str,
        typer.Argument(
            metavar="[NAME]", help="A mention, or a file of JSON lines; standard input without it."
        ),
    ] = "-",
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day to which the mention belongs.")
    ] = None,
    debug: Debug = False,
) -> None:
    """Say who a mention means on a day; or add that to JSON lines with `text`, `date` and `context`."""
    with told(debug):
        from foedus import answers

        if name == "-" or Path(name).is_file():
            answer_lines(name, answers.who)
            return
        for field, value in answers.who({"text": name, "date": on}).items():
            typer.echo(f"{field:<9} {value or '–'}")


@app.command()
def times(lines: Lines = "-", debug: Debug = False) -> None:
    """Add every time of `text`, resolved against `published`, to JSON lines."""
    with told(debug):
        from foedus import answers

        answer_lines(lines, answers.times)


@app.command()
def places(lines: Lines = "-", debug: Debug = False) -> None:
    """Add every place of `text`, with its coordinates, to JSON lines."""
    with told(debug):
        from foedus import answers

        answer_lines(lines, answers.places)


@app.command()
def certainty(lines: Lines = "-", debug: Debug = False) -> None:
    """Add how certain the act at `predicate` in `text` is, from -3 to 3, to JSON lines."""
    with told(debug):
        from foedus import answers

        answer_lines(lines, answers.certainty)


@app.command()
def classify(lines: Lines = "-", debug: Debug = False) -> None:
    """Add what `actor` does to `recipient` in `text`, and how likely each type is, to JSON lines."""
    with told(debug):
        from foedus import answers

        answer_all(lines, lambda source, place: answers.classified(source, place=place))
