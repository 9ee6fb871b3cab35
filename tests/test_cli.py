"""The command line: data on standard output, talk on standard error, an exit status that tells the truth."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from build import reading
from click.testing import Result
from typer.testing import CliRunner

import foedus
from foedus import cli
from foedus.errors import catalogue
from foedus.records import Dispatch, Reading

TEXT = "Lisbon asked Rabat for help on Monday. Rabat refused.\n"


class Plain:
    """A reader that reads nothing, and fails where the text asks for it."""

    def read_many(self, dispatches: Iterable[Dispatch]) -> Iterator[Reading]:
        for one in dispatches:
            if "please fail" in one.text:
                raise ValueError("no such luck")
            yield Reading(one, records=reading().records if "please record" in one.text else ())


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("foedus.engine.chunks.usual_reader", Plain)
    monkeypatch.chdir(tmp_path)


def run(*args: str, stdin: str | bytes | None = None) -> Any:
    return CliRunner().invoke(cli.app, args, input=stdin)


def file(name: str, text: str = TEXT) -> str:
    Path(name).write_text(text, "utf-8")
    return name


def test_importing_foedus_and_asking_for_help_loads_no_model() -> None:
    code = (
        "import sys, foedus, foedus.cli\n"
        "try: foedus.cli.app(['--help'])\n"
        "except SystemExit as end: assert not end.code\n"
        "print({'spacy', 'pyarrow', 'rich', 'jinja2', 'trafilatura', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_version_and_public_names() -> None:
    assert run("--version").stdout.strip() == foedus.__version__
    for name in foedus.__all__:
        assert getattr(foedus, name)
    with pytest.raises(AttributeError, match="nothing"):
        _ = foedus.nothing


@pytest.mark.parametrize("args", [(), ("read",), ("read", "--format", "pdf", "x"), ("no-such-command",)])
def test_a_wrong_command_is_status_2(args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == 2


def test_every_command_has_help() -> None:
    for command in cli.app.registered_commands:
        name = command.name or str(getattr(command.callback, "__name__", ""))
        assert run(name, "--help").exit_code == 0


def test_read_prints_one_line_a_dispatch_in_order() -> None:
    names = [file(f"{name}.txt") for name in "bac"]
    done = run("read", *names, "--published", "2026-03-06", "--outlet", "Daily Courier")
    assert done.exit_code == 0
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in told] == ["b", "a", "c"]
    assert {one["published"] for one in told} == {"2026-03-06"}
    assert {one["outlet"] for one in told} == {"Daily Courier"}
    assert {one["text"] for one in told} == {TEXT}


def test_a_bad_input_costs_no_other_and_is_status_1() -> None:
    done = run("read", file("a.txt"), "missing.txt", file("empty.txt", ""), file("b.txt"))
    assert done.exit_code == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b"]
    errors = done.stderr.splitlines()
    assert len(errors) == 2
    assert "missing.txt" in errors[0]
    assert "[D001]" in errors[1]


def test_a_fault_in_the_reading_costs_one_dispatch() -> None:
    names = [file("a.txt"), file("b.txt", "please fail"), file("c.txt")]
    done = run("read", *names)
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.count("\n") == 1
    assert "[X090]" in done.stderr
    assert "Traceback" in run("read", *names, "--debug").stderr


@pytest.mark.parametrize("args", [("--published", "2026-13-40"), ("--workers", "many"), ("--workers", "-1")])
def test_a_wrong_option_is_one_coded_line_and_status_2(args: tuple[str, ...]) -> None:
    done = run("read", file("a.txt"), *args)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("[")


def test_output_is_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("out.jsonl").write_text("what was there", "utf-8")
    real = Reading.as_dict

    def breaks(self: Reading) -> dict[str, Any]:
        if self.dispatch.id == "b":
            raise OSError(28, "No space left on device")
        return real(self)

    monkeypatch.setattr(Reading, "as_dict", breaks)
    done = run("read", file("a.txt"), file("b.txt"), "--output", "out.jsonl")
    assert done.exit_code == 2
    assert "[O001]" in done.stderr
    assert Path("out.jsonl").read_text("utf-8") == "what was there"
    assert sorted(p.name for p in Path().iterdir()) == ["a.txt", "b.txt", "out.jsonl"]


def test_output_goes_to_the_file_with_ordinary_permissions() -> None:
    os.umask(0o022)
    done = run("read", file("a.txt"), "--output", "out.jsonl")
    assert (done.exit_code, done.stdout) == (0, "")
    assert json.loads(Path("out.jsonl").read_text("utf-8"))["id"] == "a"
    assert Path("out.jsonl").stat().st_mode & 0o777 == 0o644


def test_output_to_no_folder_is_told() -> None:
    done = run("read", file("a.txt"), "--output", "no/folder/out.jsonl")
    assert done.exit_code == 2
    assert "[O001]" in done.stderr


def test_output_to_a_device_leaves_it_a_device() -> None:
    assert run("read", file("a.txt"), "--output", "/dev/null").exit_code == 0
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("form", ["jsonl", "table", "csv", "parquet", "plover", "html"])
def test_every_format(form: str) -> None:
    done = run("read", file("a.txt"), "--format", form, "--output", "out")
    assert done.exit_code == 0
    assert Path("out").exists()


def looked_at(monkeypatch: pytest.MonkeyPatch, who: Callable[[object], bool]) -> None:
    """Let the command take the streams for which `who` says so for a terminal."""
    monkeypatch.setattr("foedus.commands.reading.is_terminal", who)
    monkeypatch.setattr("foedus.console.is_terminal", who)


def test_a_binary_format_is_not_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at(monkeypatch, lambda stream: True)
    done = run("read", file("a.txt"), "--format", "parquet")
    assert done.exit_code == 2
    assert "[O002]" in done.stderr


def test_a_terminal_gets_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at(monkeypatch, lambda stream: True)
    assert "0 records" in run("read", file("a.txt")).stdout


def test_standard_input_is_read() -> None:
    assert json.loads(run("read", "-", stdin=TEXT).stdout)["text"] == TEXT


def test_a_progress_bar_is_talk(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at(monkeypatch, lambda stream: stream is sys.stderr)
    done = run("read", file("a.txt"), "missing.txt", file("b.txt"))
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b"]
    assert "missing.txt" in done.stderr
    quiet = run("read", "a.txt", "--quiet")
    assert quiet.stderr == ""


def test_brief() -> None:
    name = file("a.txt", "please record " * 60)
    assert "What happened" in run("brief", name).stdout
    assert "**What happened**" in run("brief", name, "--format", "markdown").stdout
    assert run("brief", name, "--format", "html").stdout.startswith("<!doctype html>")
    assert "1 record;" in run("brief", name, "--about", "ESP").stdout


def test_explain() -> None:
    done = run("explain", "d001")
    assert done.exit_code == 0
    assert "D001" in done.stdout
    assert catalogue()["D001"].remedy in done.stdout
    everything = run("explain").stdout
    assert all(code in everything for code in catalogue())
    unknown = run("explain", "Z999")
    assert unknown.exit_code == 2
    assert "[C001]" in unknown.stderr


def test_who_answers_people_and_lines() -> None:
    told = run("who", "the Kremlin", "--on", "2025-06-30").stdout
    assert "RUS" in told
    good = '{"id": 1, "text": "the Kremlin", "date": "2025-06-30"}'
    lines = good + '\n\n{"id": 2}\nno json\n[1]\n{"id": 3, "text": "x"}\n'
    done = run("who", stdin=lines)
    assert done.exit_code == 1
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in answers] == [1, 3]
    assert answers[0]["country"] == "RUS"
    assert answers[1]["country"] == ""
    errors = done.stderr.splitlines()
    assert [line.split("]")[0] for line in errors] == ["[C002", "[D010", "[D010"]
    assert ":3:" in errors[0]
    assert ":5:" in errors[2]
    file("mentions.jsonl", good)
    assert json.loads(run("who", "mentions.jsonl").stdout)["country"] == "RUS"


@pytest.mark.parametrize("predicate", [None, [0], [5, 2], [0, 999], [0.0, 3.0], ["0", "3"], [-1, 3]])
def test_a_predicate_that_is_no_span_is_named(predicate: object) -> None:
    done = run("certainty", stdin=json.dumps({"id": 1, "text": "Spain may help.", "predicate": predicate}))
    assert done.exit_code == 1
    assert "[C002] stdin:1: The field 'predicate'" in done.stderr


def test_evaluate() -> None:
    file("gold.jsonl", json.dumps(reading().as_dict()))
    done = run("evaluate", "gold.jsonl", "gold.jsonl")
    assert done.exit_code == 0
    assert "F1 1.000" in done.stdout
    assert run("evaluate", "none.jsonl", "gold.jsonl").exit_code == 2


def test_a_fault_of_the_command_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("foedus.exports.write", breaks)
    done = run("read", file("a.txt"))
    assert done.exit_code == 1
    assert done.stderr.startswith("[C090]")
    assert "Traceback" not in done.stderr
    assert isinstance(run("read", "a.txt", "--debug").exception, ZeroDivisionError)


def test_an_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("foedus.exports.write", interrupt)
    done: Result = run("read", file("a.txt"))
    assert done.exit_code == 130
    assert done.stderr == ""


def test_a_closed_pipe_ends_quietly() -> None:
    code = "import sys; from foedus.cli import main; sys.argv = ['foedus', 'explain']; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        errors = running.stderr.read()
    assert errors == b""


def test_one_dispatch_from_python() -> None:
    assert foedus.read(TEXT, published="2026-03-06").dispatch.text == TEXT
    assert foedus.read(file("a.txt")).dispatch.id == "a"
    assert foedus.read(Path("a.txt"), outlet="Daily Courier").dispatch.outlet == "Daily Courier"
    with pytest.raises(foedus.errors.ManyDispatches):
        foedus.read(file("many.jsonl", '{"text": "one thing"}\n{"text": "another"}\n'))
    with pytest.raises(foedus.errors.UnreadableInput):
        foedus.read(Path("none.txt"))
