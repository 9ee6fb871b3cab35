"""A progress bar on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from foedus.shown import visible


@contextmanager
def bar(*, total: int | None) -> Iterator[tuple[Callable[[], None], Callable[[str], None]]]:
    """Two functions: one moves the bar on by a dispatch, one says a line above it. It leaves no trace.

    `total` is the number of dispatches where it is known; the bar pulses where not, or where there are more.
    """
    console = Console(stderr=True)
    progress = Progress(
        SpinnerColumn(),
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
    with progress:
        task = progress.add_task("", total=total)

        def advance() -> None:
            done = progress.tasks[0].completed + 1
            progress.update(task, completed=done, total=total if total and done <= total else None)

        def say(text: str) -> None:
            console.print(Text(visible(text)), soft_wrap=True)

        yield advance, say
