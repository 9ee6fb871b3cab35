"""The command line's program and the options that its commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Inputs = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")]
SomeInputs = Annotated[
    list[str] | None, typer.Argument(help="Files, folders, or - for standard input; or --ledger.")
]
KeepIn = Annotated[
    str | None,
    typer.Option(
        "--ledger", metavar="DIR", help="Keep them in this ledger too; what it knows is not read again."
    ),
]
OutOf = Annotated[
    str | None,
    typer.Option("--ledger", metavar="DIR", help="Take the readings of this ledger; nothing is read."),
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of publication, where the inputs do not say it.")
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the inputs.")]
Language = Annotated[Literal["en", "ko"] | None, typer.Option(help="Language of the inputs.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file, whole or not at all.")
]
Workers = Annotated[str, typer.Option(metavar="N", help="Processes that read at once; `all` for one a core.")]
Engine = Annotated[
    Literal["local", "ray"], typer.Option(help="Read on this machine, or on Ray (see docs/scale.md).")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in the program an error comes from.")]
Lines = Annotated[str, typer.Argument(metavar="[FILE]", help="JSON lines; standard input without it.")]
Format = Literal[
    "jsonl",
    "table",
    "parquet",
    "csv",
    "html",
    "plover",
    "icews",
    "ftm",
    "graphml",
    "gexf",
    "jsonfeed",
    "atom",
]
Watch = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RUS[,IRN]",
        help="Only records of this state, or between these two; again for more; or a TOML file.",
    ),
]
Listed = Annotated[
    Literal["jsonl", "table"] | None,
    typer.Option(
        "--format", help="`table` on a terminal, else `jsonl`, where not given.", show_default=False
    ),
]
