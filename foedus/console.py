"""What every command does alike: inputs as a stream, a bar on a terminal, errors as a line and a status."""

# ruff: noqa: PLC0415  (imports stand in the functions: `foedus --help` answers at once, and loads no model)

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import typer

from foedus.errors import BadOption, FoedusError, Unforeseen, UnreadableInput
from foedus.shown import one_line, visible

if TYPE_CHECKING:
    from foedus.engine import Engine
    from foedus.intake import Options
    from foedus.records import Dispatch, Json, Reading


class Stream:
    """Readings of the inputs as they come; errors are told as they are met, and counted.

    `keep_in` is a ledger that takes them in, and whose dispatches are not read again; `out_of` one whose
    stored readings come instead of the inputs'.
    """

    def __init__(self, inputs: list[str], options: Options, *, workers: int, debug: bool) -> None:
        self.inputs, self.options, self.workers, self.debug = inputs, options, workers, debug
        self.failed = 0
        self.say: Callable[[str], None] = say
        self.engine: Engine = "local"
        self.keep_in: str | None = None
        self.out_of: str | None = None

    def __iter__(self) -> Iterator[Reading]:
        from foedus.intake import dispatches

        items = dispatches(self.inputs, options=self.options)
        if self.out_of:
            from foedus.ledger import Ledger

            yield from Ledger(self.out_of).readings()
        elif self.keep_in:
            from foedus.ledger import Ledger
            from foedus.ledger.keeping import Keeping, version

            ledger = Ledger(self.keep_in)
            keeping = Keeping(ledger, version())
            yield from keeping.kept(self._read(keeping.unread(items)))
            self.say(f"{keeping.done.added} read into the ledger, {keeping.done.known} known already")
            ledger.join()
        else:
            yield from self._read(items)

    def _read(self, items: Iterable[Dispatch | FoedusError]) -> Iterator[Reading]:
        from foedus.engine import read_all

        for answer in read_all(items, workers=self.workers, engine=self.engine):
            if isinstance(answer, FoedusError):
                self.failed += 1
                self.say(one_line(str(answer)))
                for note in getattr(answer, "__notes__", ()) if self.debug else ():
                    self.say(note)
            else:
                yield answer


def write_to(
    stream: Stream, output: Path | None, write: Callable[[Iterable[Reading], Any], None], *, quiet: bool
) -> None:
    """Write a stream; exit status 1 where some inputs failed."""
    from foedus.output import opened

    is_seen = not quiet and is_terminal(sys.stderr) and not (output is None and is_terminal(sys.stdout))
    with opened(output) as out:
        write(_with_progress(stream) if is_seen else stream, out)
    if stream.failed:
        raise typer.Exit(1)


def _with_progress(stream: Stream) -> Iterator[Reading]:
    """The readings, with a bar on standard error. Its length is known only where every input is a file."""
    from foedus.progress import bar

    files = [name for name in stream.inputs if Path(name).is_file()]
    with bar(total=len(files) if len(files) == len(stream.inputs) > 1 else None) as (advance, say):
        stream.say = say
        for reading in stream:
            yield reading
            advance()


def is_terminal(stream: TextIO) -> bool:
    """Whether a person looks at the stream."""
    return stream.isatty()


def as_listed(form: str | None, output: Path | None) -> str:
    """The form of a list: as asked, else a table where a person looks at it, else JSON lines."""
    return form or ("table" if output is None and is_terminal(sys.stdout) else "jsonl")


def answer_lines(lines: str, answer: Callable[[Json], Json]) -> None:
    """Answer each line of a file or of standard input; exit status 1 where a line was bad."""
    from foedus.answers import answered

    answer_all(lines, lambda source, place: answered(source, answer, place=place))


def answer_all(lines: str, answers: Callable[[Iterable[bytes], str], Iterable[Json | FoedusError]]) -> None:
    """Answer the lines of a file or of standard input together; exit status 1 where a line was bad."""
    from foedus.exports.jsonl import line
    from foedus.intake.source import STDIN

    failed = False
    try:
        source = sys.stdin.buffer if lines == "-" else Path(lines).open("rb")  # noqa: SIM115
    except OSError as error:
        raise UnreadableInput(place=lines, why=(error.strerror or str(error)).lower()) from error
    with source:
        for found in answers(source, STDIN if lines == "-" else lines):
            if isinstance(found, FoedusError):
                failed = True
                say(one_line(str(found)))
            else:
                sys.stdout.buffer.write(line(found))
    sys.stdout.buffer.flush()
    if failed:
        raise typer.Exit(1)


def given(published: str | None, outlet: str | None, language: str | None) -> Options:
    """What the options of a command say of its inputs. Raises NotADate (D009)."""
    from foedus.intake import Options, parse_date

    return Options(published=parse_date(published) if published else None, outlet=outlet, language=language)


def named(inputs: list[str] | None, ledger: str | None) -> list[str]:
    """The inputs of a command that takes either inputs or a ledger. Raises BadOption (C004)."""
    if bool(inputs) == bool(ledger):
        raise BadOption(
            option="INPUTS", given=" ".join(inputs or []), cause="give inputs or --ledger, one of the two"
        )
    return inputs or []


def processes(workers: str) -> int:
    """Number of processes; 0 means one a core."""
    if workers == "all":
        return 0
    if not workers.isascii() or not workers.isdigit():
        raise BadOption(option="--workers", given=workers, cause="it is neither a number nor `all`")
    return int(workers)


@contextmanager
def told(debug: bool) -> Iterator[None]:
    """Errors become one line on standard error and an exit status; a closed pipe or Ctrl-C ends quietly."""
    try:
        yield
    except BrokenPipeError:
        # whoever read the output has enough; standard output must not be flushed again at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except FoedusError as error:
        if debug:
            raise
        say(one_line(str(error)))
        raise typer.Exit(2) from None
    except typer.Exit:
        raise
    except Exception as error:
        if debug:
            raise
        say(one_line(str(Unforeseen(cause=f"{type(error).__name__}: {error}"))))
        raise typer.Exit(1) from error


def end_with(summary: str, wrong: Iterable[FoedusError]) -> None:
    """Tell what was wrong, then the summary; exit status 1 where something was."""
    failed = False
    for error in wrong:
        failed = True
        say(one_line(str(error)))
    typer.echo(summary)
    if failed:
        raise typer.Exit(1)


def say(text: str) -> None:
    """Tell the person at the terminal something."""
    print(visible(text), file=sys.stderr)  # noqa: T201  (talk, not data)
