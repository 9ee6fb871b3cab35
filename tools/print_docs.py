"""Print the reference from the code, and run the commands that README and tutorial show.

Usage: python tools/print_docs.py [--check] [PAGE ...]
Pages under `docs/reference` are printed whole. In README and the tutorial, what stands between

    <!-- run: COMMAND -->
    <!-- end -->

is the output of COMMAND, run in an empty folder that holds the bundled dispatches as `examples/`. `--check`
changes nothing and ends with status 1 where a page is stale.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import inspect
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from foedus import errors, exports, records
from foedus.cli import app
from foedus.exports import parquet, spreadsheet
from foedus.ontology import plover

ROOT = Path(__file__).resolve().parent.parent
NOTICE = (
    "<!-- Printed from the code by tools/print_docs.py (make docs). Change the code, not this page. -->\n\n"
)
BLOCK = re.compile(r"(<!-- run: (?P<command>.+?) -->\n).*?(<!-- end -->)", re.S)
EXAMPLES = ROOT / "foedus" / "data" / "examples"
ROOMS = {
    "D": "Intake",
    "R": "Rules and data",
    "X": "Reading",
    "L": "Ledger",
    "O": "Output",
    "A": "Analysis",
    "C": "Commands",
}


# --- reference pages ---------------------------------------------------------------------------------------


def cli_page() -> str:
    """Every command's own `--help`."""
    names = [""] + [command.name or _name_of(command.callback) for command in app.registered_commands]
    names += [
        f"{group.name} {command.name or _name_of(command.callback)}"
        for group in app.registered_groups
        for command in (group.typer_instance.registered_commands if group.typer_instance else ())
    ]
    lines = ["# Commands", ""]
    lines += [f"- [`foedus {name}`](#foedus-{name.replace(' ', '-')})" for name in names if name]
    for name in names:
        lines += ["", f"## foedus {name}".rstrip(), "", "```text", _help(name), "```"]
    lines += [
        "",
        "## Exit status",
        "",
        "0 done; 1 some inputs failed, each named on standard error with its code, and the rest done; 2 the",
        "command itself was wrong.",
    ]
    return "\n".join(lines) + "\n"


def _name_of(command: Callable[..., Any] | None) -> str:
    return getattr(command, "__name__", "").strip("_").replace("_", "-")


def _help(name: str) -> str:
    words = [*name.split(), "--help"]
    done = CliRunner().invoke(app, words, prog_name="foedus", env={"COLUMNS": "100", "TERM": "dumb"})
    return "\n".join(line.rstrip() for line in done.output.strip().splitlines())


def formats_page() -> str:
    """Every format of `foedus read`, from its module; the columns of the flat and of the typed one."""
    lines = [
        "# Formats",
        "",
        "`foedus read --format NAME`. Every format is written as the readings come.",
        "",
    ]
    for name, module in exports.FORMATS.items():
        told = inspect.cleandoc(import_module(f"foedus.exports.{module}").__doc__ or "")
        lines += [f"## {name}", "", told, ""]
        if name == "csv":
            lines += [*textwrap.wrap(", ".join(f"`{column}`" for column in spreadsheet.COLUMNS), 130), ""]
        if name == "parquet":
            lines += ["| column | type |", "|---|---|"]
            lines += [f"| `{column.name}` | `{_arrow(column.type)}` |" for column in parquet.SCHEMA]
            lines += [""]
    return "\n".join(lines)


def _arrow(kind: Any) -> str:
    return re.sub(r"fixed_size_list<\w+: int64>\[2\]", "span", str(kind)).replace("item: ", "")


def errors_page() -> str:
    """The catalogue: what happened, the likely reason, the remedy."""
    lines = [
        "# Errors",
        "",
        "Every error has a code that never changes its meaning. `foedus explain D001` prints an entry. For",
        "programs, an error is `{code, place, what, reason, remedy}`.",
    ]
    room = ""
    for code, kind in errors.catalogue().items():
        if code[0] != room:
            room = code[0]
            lines += ["", f"## {room}: {ROOMS[room]}"]
        lines += [
            "",
            f"### {code} {kind.__name__}",
            "",
            f"**What happened.** {kind.says}",
            "",
            f"**Likely reason.** {kind.reason}",
            "",
            f"**Remedy.** {kind.remedy}",
        ]
    return "\n".join(lines) + "\n"


def records_page() -> str:
    """The data that Foedus keeps: every class of `foedus/records.py`, field by field."""
    lines = ["# What is kept", "", _fenced(inspect.cleandoc(records.__doc__ or ""))]
    notes = _attribute_notes(Path(records.__file__ or ""))
    for name, kind in vars(records).items():
        if not (inspect.isclass(kind) and is_dataclass(kind)):
            continue
        lines += ["", f"## {name}", "", inspect.cleandoc(kind.__doc__ or ""), ""]
        lines += ["| field | type | |", "|---|---|---|"]
        for entry in fields(kind):
            kept = str(entry.type).replace("|", "\\|")
            lines.append(f"| `{entry.name}` | `{kept}` | {notes.get((name, entry.name), '')} |")
    lines += ["", "## Why a sentence gave no record", "", "| pass | meaning |", "|---|---|"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in _pass_reasons().items()]
    return "\n".join(lines) + "\n"


def _fenced(text: str) -> str:
    title, _, rest = text.partition("\n\n")
    drawing, _, prose = rest.partition("\n\nA **Dispatch**")
    return f"{title}\n\n```text\n{textwrap.dedent(drawing).rstrip()}\n```\n\nA **Dispatch**{prose}"


@cache
def _attribute_notes(path: Path) -> dict[tuple[str, str], str]:
    """The string that follows a field's line, by class and field."""
    found: dict[tuple[str, str], str] = {}
    for node in ast.parse(path.read_text("utf-8")).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for line, after in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(line, ast.AnnAssign)
                and isinstance(line.target, ast.Name)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
            ):
                note = inspect.cleandoc(str(after.value.value)).replace("\n", " ")
                found[node.name, line.target.id] = note.replace("|", "\\|")
    return found


def _pass_reasons() -> dict[str, str]:
    """Each Pass with the comment on its line in `records.py`."""
    source = Path(records.__file__ or "").read_text("utf-8")
    block = source.partition("Pass = Literal[")[2].partition("]")[0]
    return dict(re.findall(r'"([a-z-]+)",\s*# (.+)', block))


def ontology_page() -> str:
    """PLOVER as Foedus uses it: types, modes, contexts, sectors, blocs."""
    ontology = plover()
    lines = [
        "# The ontology",
        "",
        "PLOVER 0.8b (Open Event Data Alliance, CC BY-SA 4.0), facts in our own words. Scores run from -10",
        "(conflict) to 10 (cooperation). A *mutual* type holds every party in `actor`.",
        "",
        "| type | quad class | score | meaning | |",
        "|---|---|---|---|---|",
    ]
    for kind in ontology.types.values():
        marks = ", ".join(
            mark
            for mark, holds in (("mutual", kind.mutual), ("needs a recipient", kind.needs_recipient))
            if holds
        )
        lines.append(f"| `{kind.name}` | {kind.quad} | {kind.score:g} | {kind.meaning} | {marks} |")
    lines += ["", "## Modes", "", "| type | mode | score |", "|---|---|---|"]
    lines += [
        f"| `{kind.name}` | `{mode}` | {score:g} |"
        for kind in ontology.types.values()
        for mode, score in kind.modes.items()
    ]
    for title, table in (
        ("Contexts", ontology.contexts),
        ("Sectors", ontology.sectors),
        ("Actors without a country", ontology.blocs),
    ):
        lines += ["", f"## {title}", "", "| code | meaning |", "|---|---|"]
        lines += [f"| `{code}` | {meaning} |" for code, meaning in table.items()]
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "docs/reference/cli.md": cli_page,
    "docs/reference/errors.md": errors_page,
    "docs/reference/formats.md": formats_page,
    "docs/reference/ontology.md": ontology_page,
    "docs/reference/records.md": records_page,
}
RUN = ("README.md", "docs/tutorial.md", "docs/exports.md", "docs/ledger.md")


# --- pages that show commands ------------------------------------------------------------------------------


def with_output(text: str, run: Callable[[str], str]) -> str:
    """The page with each marked block filled by what its command prints."""

    def fill(block: re.Match[str]) -> str:
        command = block["command"]
        return f"{block[1]}```console\n$ {command}\n{run(command).rstrip()}\n```\n{block[3]}"

    return BLOCK.sub(fill, text)


def in_shell(command: str, folder: Path) -> str:
    """What the command prints, 100 columns wide, without colour. Raises CalledProcessError."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    settings = {"PATH": path, "COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1", "LANG": "C.UTF-8"}
    done = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())


def printed(name: str) -> str:
    """A page as it should be now."""
    if name in PAGES:
        return NOTICE + PAGES[name]()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(EXAMPLES, Path(folder) / "examples", ignore=shutil.ignore_patterns("*.toml"))
        return with_output((ROOT / name).read_text("utf-8"), lambda command: in_shell(command, Path(folder)))


def main() -> int:
    """Write the pages, or say which are stale. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("pages", nargs="*", default=[*PAGES, *RUN])
    options = parser.parse_args()
    stale = 0
    for name in options.pages:
        path, new = ROOT / name, printed(name)
        old = path.read_text("utf-8") if path.exists() else ""
        if old == new:
            continue
        stale += 1
        if options.check:
            print(f"{name} is stale; run `make docs`.")
            print(
                "\n".join(difflib.unified_diff(old.splitlines(), new.splitlines(), "kept", "now", "", "", 0))
            )
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(new, "utf-8")
            print(f"{name} written")
    return int(options.check and stale > 0)


if __name__ == "__main__":
    sys.exit(main())
