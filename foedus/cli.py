"""The command line: one command a public function.

Data goes to standard output, talk to standard error. Exit status: 0 done; 1 some inputs failed, each named
with its code, and the rest done; 2 the command itself was wrong.
"""

# ruff: noqa: PLC0415  (imports stand in the commands: `foedus --help` answers at once, and loads no model)
# ruff: noqa: PLR0913, PLR0917  (a command's parameters are its options)

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

import foedus
from foedus.console import Stream, answer_lines, as_listed, given, is_terminal, processes, told, write_to
from foedus.errors import (
    BadOption,
    NotForTerminals,
    UnknownCode,
    catalogue,
)

if TYPE_CHECKING:
    pass

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Inputs = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of publication, where the inputs do not say it.")
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the inputs.")]
Language = Annotated[Literal["en", "ko"] | None, typer.Option(help="Language of the inputs.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file, whole or not at all.")
]
Workers = Annotated[str, typer.Option(metavar="N", help="Processes that read at once; `all` for one a core.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in the program an error comes from.")]
Lines = Annotated[str, typer.Argument(metavar="[FILE]", help="JSON lines; standard input without it.")]
Format = Literal["jsonl", "table", "parquet", "csv", "html", "plover"]
Listed = Annotated[
    Literal["jsonl", "table"] | None,
    typer.Option(
        "--format", help="`table` on a terminal, else `jsonl`, where not given.", show_default=False
    ),
]


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


@app.command()
def read(
    inputs: Inputs,
    published: Published = None,
    outlet: Outlet = None,
    language: Language = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format", help="`table` on a terminal, else `jsonl`, where not given.", show_default=False
        ),
    ] = None,
    output: Output = None,
    workers: Workers = "1",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Read dispatches: plain text, HTML, RSS and Atom, WARC, JSON lines, told apart by content."""
    with told(debug):
        from foedus import exports

        on_terminal = output is None and is_terminal(sys.stdout)
        form = form or ("table" if on_terminal else "jsonl")
        if on_terminal and form in exports.BINARY:
            raise NotForTerminals(format=form)
        options = given(published, outlet, language)
        stream = Stream(inputs, options, workers=processes(workers), debug=debug)
        write_to(stream, output, lambda readings, out: exports.write(readings, out, form=form), quiet=quiet)


@app.command()
def brief(
    inputs: Inputs,
    published: Published = None,
    outlet: Outlet = None,
    language: Language = None,
    form: Annotated[Literal["terminal", "markdown", "html"], typer.Option("--format")] = "terminal",
    output: Output = None,
    about: Annotated[
        str | None, typer.Option(metavar="RUS,IRN", help="Only what is between these sides, or of the one.")
    ] = None,
    workers: Workers = "1",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write the cited memo: what happened, what did not, what is only said, and what may come."""
    with told(debug):
        from foedus import brief as memos

        sides = frozenset(side.strip() for side in (about or "").split(",") if side.strip())
        stream = Stream(inputs, given(published, outlet, language), workers=processes(workers), debug=debug)
        write_to(
            stream, output, lambda read, out: memos.write(read, out, form=form, about=sides), quiet=quiet
        )


@app.command()
def why(
    text: Annotated[str, typer.Argument(help="A sentence or more; - for standard input.")],
    published: Published = None,
    debug: Debug = False,
) -> None:
    """Show what each step of the reading decides about a text."""
    with told(debug):
        from rich.console import Console
        from rich.text import Text

        from foedus.intake import dispatch_from_text
        from foedus.reading.reader import Reader, reading
        from foedus.why import explained

        if text == "-":
            text = sys.stdin.buffer.read().decode("utf-8", "replace")
        page = Reader().page(dispatch_from_text(text, id="text", options=given(published, None, None)))
        console = Console(highlight=False, soft_wrap=True)
        for one in explained(page, reading(page).sentences):
            console.print(
                Text.assemble((f"“{one.text}”", "bold"), (f"  [{one.span.start}, {one.span.end})", "dim"))
            )
            for step in one.steps:
                indent = "  " * (step.depth + 1)
                console.print(Text.assemble(indent, (f"{step.name:<12}", "cyan"), step.says))


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
def agreements(
    states: Annotated[
        list[str], typer.Argument(metavar="STATE [STATE]", help="Codes or names, such as RUS or Iran.")
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


@app.command()
def conduct(
    inputs: Inputs,
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
        from foedus.exports import findings

        shown = as_listed(form, output)
        stream = Stream(inputs, given(published, None, None), workers=processes(workers), debug=debug)
        write_to(
            stream,
            output,
            lambda read, out: findings.write(map(finding, conduct(read)), out, form=shown),
            quiet=quiet,
        )


@app.command()
def exposure(
    state: Annotated[str, typer.Argument(metavar="STATE", help="A code or name, such as RUS or Russia.")],
    inputs: Annotated[
        list[str] | None, typer.Argument(help="Dispatches that show who is closest, if any.")
    ] = None,
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
        from foedus.exports import findings
        from foedus.intake import parse_date

        day = parse_date(on) if on else date.today()
        partner, shown = code(state, on=day), as_listed(form, output)
        stream = Stream(inputs or [], given(published, None, None), workers=1, debug=debug)
        write_to(
            stream,
            output,
            lambda read, out: findings.write(listing(partner, on=day, readings=read), out, form=shown),
            quiet=quiet,
        )


@app.command()
def contradictions(
    inputs: Inputs,
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
        from foedus.exports import findings

        shown = as_listed(form, output)
        stream = Stream(inputs, given(published, None, None), workers=processes(workers), debug=debug)
        write_to(
            stream,
            output,
            lambda read, out: findings.write(disagreements(read), out, form=shown),
            quiet=quiet,
        )


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

        answer_lines(lines, answers.classify)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="A folder of gold files, or JSON lines.")],
    predictions: Annotated[Path, typer.Argument(help="What `foedus read --format jsonl` printed.")],
    errors: Annotated[
        bool, typer.Option("--errors", help="List what was missed and what was invented.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Score records against a gold standard: event, sides, record."""
    with told(debug):
        from foedus.evaluate import evaluate as compared
        from foedus.evaluate import report

        for line in report(compared(gold, predictions), errors=errors):
            typer.echo(line)


def main() -> None:
    """Entry point of the command `foedus`."""
    app()
