"""Commands that count acts: the timeline of a relation, its turns, how it stands, and the network of all."""

# ruff: noqa: PLC0415  (imports stand in the commands: `foedus --help` answers at once, and loads no model)
# ruff: noqa: PLR0913, PLR0917  (a command's parameters are its options)

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from foedus.commands.options import Debug, Output, app
from foedus.console import as_listed, say, told
from foedus.errors import BadOption

if TYPE_CHECKING:
    from datetime import date

    import pyarrow as pa

State = Annotated[str, typer.Argument(metavar="STATE", help="A code or name, such as RUS or Russia.")]
Other = Annotated[str | None, typer.Argument(metavar="[STATE]", help="The other side; everybody without it.")]
Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="A ledger, or a Parquet file with date, actor, recipient and event, quad or score.",
    ),
]
From = Annotated[str | None, typer.Option("--source", metavar="FILE", help="A Parquet file of acts.")]
Ledger = Annotated[str | None, typer.Option("--ledger", metavar="DIR", help="A ledger.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Acts from this day on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Acts until this day, inclusive.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="As the ledger stood at the end of this day.")
]
Shape = Annotated[
    Literal["table", "jsonl", "csv"] | None,
    typer.Option(
        "--format", help="`table` on a terminal, else `jsonl`, where not given.", show_default=False
    ),
]
Plot = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE.svg|FILE.png", help="Draw it into this file too.")
]


@app.command()
def timeline(
    state: State,
    other: Other = None,
    source: From = None,
    ledger: Ledger = None,
    by: Annotated[
        Literal["day", "week", "month", "year"], typer.Option(help="How long a period is.")
    ] = "month",
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    form: Shape = None,
    plot: Plot = None,
    output: Output = None,
    debug: Debug = False,
) -> None:
    """Count what two states, or one and everybody, did to each other, period by period."""
    with told(debug):
        from foedus.analysis.timeline import timeline as count

        first, second = _state(state), _state(other) if other else None
        days = _day(since), _day(until)
        place = _one(source, ledger)
        picture = _ending(plot)
        acts = _acts(place, as_of, pair=(first, second) if second and not plot else None)
        rows = count(acts, first, second, by=by, during=days)
        if not rows.num_rows:
            say(f"{place} holds no acts of {_names(first, second)}{_when(*days)}.")
        if plot and rows.num_rows:
            from foedus.analysis.shifts import shifts as find
            from foedus.output import opened
            from foedus.pictures import draw

            low, high = rows["period"][0].as_py(), days[1] or rows["period"][-1].as_py()
            turns = [t for t in find(acts) if set(t.pair) == {first, second} and t.date >= low]
            turns = [t for t in turns if (t.date.year, t.date.month) <= (high.year, high.month)]
            with opened(plot) as out:
                out.write(draw(rows, title=_names(first, second), form=picture, turns=turns))
        _write(rows, form, output, title=_names(first, second))


@app.command()
def shifts(
    source: Source,
    about: Annotated[
        str | None, typer.Option(metavar="RUS,IRN", help="Only turns of this pair, or of this one state.")
    ] = None,
    as_of: AsOf = None,
    form: Shape = None,
    output: Output = None,
    debug: Debug = False,
) -> None:
    """Find when each relation turned toward conflict or cooperation, with odds and the acts that made it."""
    with told(debug):
        from foedus.analysis.shifts import shifts as find
        from foedus.analysis.shifts import table

        wanted = {_state(name) for name in about.split(",")} if about else set()
        acts = _acts(source, as_of)
        found = [turn for turn in find(acts) if wanted <= set(turn.pair)]
        if not found:
            say(f"No relation turned in {acts.num_rows} acts of {source}.")
        rows = table(found)
        shown = ["pair", "date", "direction", "what", "odds", "before", "after"]
        _write(rows, form, output, title=f"Turns in {source}", shown=shown)


@app.command()
def standing(
    state: State,
    other: Annotated[str, typer.Argument(metavar="STATE", help="The other side.")],
    source: From = None,
    ledger: Ledger = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day; today where not given.")] = None,
    as_of: AsOf = None,
    form: Annotated[
        Literal["jsonl", "table"] | None,
        typer.Option("--format", help="`table` on a terminal, else `jsonl`.", show_default=False),
    ] = None,
    debug: Debug = False,
) -> None:
    """Say how two states stand on a day: by their own measure, their latest acts, their last turn."""
    with told(debug):
        from datetime import date

        from foedus.analysis.standing import standing as stand
        from foedus.exports.jsonl import line

        first, second = _state(state), _state(other)
        place = _one(source, ledger)
        found = stand(_acts(place, as_of), first, second, on=_day(on) or date.today())
        if not found.latest:
            say(f"{place} holds no acts of {_names(first, second)} until {found.on}.")
        if as_listed(form, None) == "jsonl":
            sys.stdout.buffer.write(line(found.as_dict()))
            sys.stdout.buffer.flush()
            return
        _print_standing(found)


@app.command()
def network(
    source: Source,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    least: Annotated[int, typer.Option(min=1, help="Leave out edges of fewer acts.")] = 1,
    form: Shape = None,
    output: Output = None,
    debug: Debug = False,
) -> None:
    """List who acts toward whom in a period, the most acts first."""
    with told(debug):
        import pyarrow.compute as pc

        from foedus.analysis.acts import during
        from foedus.analysis.network import edges

        days = _day(since), _day(until)
        rows = edges(during(_acts(source, as_of), since=days[0], until=days[1]))
        rows = rows.filter(pc.greater_equal(rows["events"], least))
        if not rows.num_rows:
            say(f"{source} holds no acts{_when(*days)}.")
        ordered = rows.sort_by([("events", "descending"), ("actor", "ascending"), ("recipient", "ascending")])
        _write(ordered, form, output, title=f"Who acts toward whom{_when(*days)}")


def _acts(place: str, as_of: str | None, *, pair: tuple[str, str] | None = None) -> pa.Table:
    """The acts of a ledger or a Parquet file; of a ledger, those of a pair alone where it is given."""
    from foedus.analysis.acts import of, read

    if "://" in place or Path(place).is_dir():
        from foedus.ledger import Ledger

        return of(Ledger(place).acts(pair, as_of=_day(as_of)), place=place)
    if as_of:
        raise BadOption(option="--as-of", given=as_of, cause="only a ledger knows what it held on a day")
    return read(Path(place))


def _one(source: str | None, ledger: str | None) -> str:
    if (source is None) == (ledger is None):
        raise BadOption(option="--source", given=source or "", cause="give one of --source and --ledger")
    return str(source or ledger)


def _state(given: str) -> str:
    """A state's code, or a bloc's. Raises UnknownState."""
    from foedus.agreements.telling import state
    from foedus.ontology import plover

    code = given.strip().upper()
    return code if code in plover().blocs else state(given)


def _day(given: str | None) -> date | None:
    from foedus.intake import parse_date

    return parse_date(given) if given else None


def _ending(plot: Path | None) -> str:
    from foedus.pictures import FORMS

    ending = plot.suffix[1:].lower() if plot else FORMS[0]
    if ending not in FORMS:
        raise BadOption(option="--plot", given=str(plot), cause="pictures end in .svg or .png")
    return ending


def _names(first: str, second: str | None) -> str:
    from foedus.phrasing import state_names

    names = [state_names().get(code, code) for code in (first, second) if code]
    return " and ".join(names) if second else names[0]


def _when(since: date | None, until: date | None) -> str:
    return (f" from {since}" if since else "") + (f" until {until}" if until else "")


def _write(
    rows: pa.Table, form: str | None, output: Path | None, *, title: str, shown: Sequence[str] = ()
) -> None:
    """A table of rows in the form asked for; `shown`: the columns of the form for people, all without it."""
    from foedus.output import opened

    chosen = as_listed(form, output)
    with opened(output) as out:
        if chosen == "csv":
            import csv
            import io

            text = io.StringIO()
            plain = csv.writer(text, lineterminator="\n")
            plain.writerow(rows.column_names)
            plain.writerows([_cell(value) for value in row.values()] for row in rows.to_pylist())
            out.write(text.getvalue().encode())
        elif chosen == "jsonl":
            from foedus.exports.jsonl import line

            for row in rows.to_pylist():
                out.write(line({key: _plain(value) for key, value in row.items()}))
        else:
            out.write(_for_people(rows.select(list(shown)) if shown else rows, title).encode())


def _for_people(rows: pa.Table, title: str) -> str:
    """Rows as a table for people."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from foedus.console import is_terminal
    from foedus.shown import one_line

    table = Table(
        title=Text(one_line(title)), title_justify="left", box=None, padding=(0, 2, 0, 0), header_style="dim"
    )
    kinds = {field.name: str(field.type) for field in rows.schema}
    for name in rows.column_names:
        is_number = kinds[name] in {"int64", "double"}
        table.add_column(name.replace("_", " "), justify="right" if is_number else "left", overflow="fold")
    for row in rows.to_pylist():
        shown = (f"{v:.4g}" if isinstance(v, float) else one_line(_cell(v)) for v in row.values())
        table.add_row(*map(Text, shown))
    plain = Console(highlight=False, width=None if is_terminal(sys.stdout) else 130, no_color=True)
    with plain.capture() as held:
        plain.print(table)
    return str(held.get())


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "-".join(map(str, value)) if len(value) == 2 else " ".join(map(str, value))
    return f"{value:.10g}" if isinstance(value, float) else str(_plain(value))


def _print_standing(found: Any) -> None:
    from rich.console import Console
    from rich.text import Text

    from foedus.shown import one_line

    console = Console(highlight=False)
    console.print(Text(f"{_names(*found.pair)} on {found.on}: {found.stands}", "bold"))
    console.print(Text("\n".join(map(one_line, _lines(found)))))


def _lines(found: Any) -> Iterable[str]:
    if found.score is not None:
        yield f"score of the last {found.months} months {found.score:+.2f}, usually {found.usual}"
        yield f"{found.events} acts in these months"
        if found.above is not None:
            yield f"higher than {found.above:.0%} of earlier stretches as long"
    else:
        yield f"{found.events} acts in the last {found.months} months: too few to say"
    if found.turn:
        turn = found.turn
        size = f"{turn.what} {turn.before:g} to {turn.after:g} a month"
        yield f"last turn {turn.date} {turn.direction}, {size} (odds {turn.odds:g})"
    for act in found.latest:
        score = "" if act["score"] is None else f" {act['score']:+g}"
        yield f"{act['date']}  {act['actor']} → {act['recipient']}  {act['event'] or act['quad']}{score}"
