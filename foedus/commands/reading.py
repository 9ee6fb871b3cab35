"""Commands that read dispatches: records, the memo, why; and how good they are."""

# ruff: noqa: PLC0415  (imports stand in the commands: `foedus --help` answers at once, and loads no model)
# ruff: noqa: PLR0913, PLR0917  (a command's parameters are its options)

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from foedus.commands.options import (
    Debug,
    Engine,
    Format,
    Inputs,
    KeepIn,
    Language,
    Outlet,
    OutOf,
    Output,
    Published,
    Quiet,
    SomeInputs,
    Watch,
    Workers,
    app,
)
from foedus.console import Stream, given, is_terminal, named, processes, told, write_to
from foedus.errors import NotForTerminals

if TYPE_CHECKING:
    from foedus.records import Reading


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
    ledger: KeepIn = None,
    watch: Watch = None,
    output: Output = None,
    workers: Workers = "1",
    engine: Engine = "local",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Read dispatches: plain text, HTML, RSS and Atom, WARC, JSON lines, told apart by content."""
    with told(debug):
        from foedus import exports
        from foedus.watching import watch_list, watched

        on_terminal = output is None and is_terminal(sys.stdout)
        form = form or ("table" if on_terminal else "jsonl")
        if on_terminal and form in exports.BINARY:
            raise NotForTerminals(format=form)
        options = given(published, outlet, language)
        followed = watch_list(watch) if watch else None
        stream = Stream(inputs, options, workers=processes(workers), debug=debug)
        stream.engine, stream.keep_in = engine, ledger

        def write(readings: Iterable[Reading], out: BinaryIO) -> None:
            exports.write(watched(readings, followed) if followed else readings, out, form=form)

        write_to(stream, output, write, quiet=quiet)


@app.command()
def brief(
    inputs: SomeInputs = None,
    ledger: OutOf = None,
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
        stream = Stream(
            named(inputs, ledger),
            given(published, outlet, language),
            workers=processes(workers),
            debug=debug,
        )
        stream.out_of = ledger
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
