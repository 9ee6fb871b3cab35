"""A watch list keeps what concerns it, and says what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from build import reading
from typer.testing import CliRunner

from foedus import cli
from foedus.errors import BadOption, UnknownState
from foedus.records import Dispatch, Reading
from foedus.watching import watch_list, watched


def kept(*given: str) -> list[str]:
    return [r.predicate.text for one in watched([reading()], watch_list(given)) for r in one.records]


def test_a_state_or_a_pair_is_followed() -> None:
    assert kept("ESP") == ["send an observer"]
    assert kept(" Spain ") == ["send an observer"]
    both = kept("PRT,MAR")
    assert both == kept("Morocco, Portugal")
    assert both == ["visited", "signed a fisheries agreement", "shake hands", "impose sanctions", "detained"]
    assert kept("ESP", "PRT,MAR") == [
        "visited",
        "signed a fisheries agreement",
        "send an observer",
        *both[2:],
    ]
    assert kept("ESP,MAR") == kept("UNO") == []


def test_a_reading_without_any_is_left_out() -> None:
    assert list(watched([reading(), Reading(reading().dispatch)], watch_list(["FRA"]))) == []


def test_a_file_holds_states_and_pairs(tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text('states = ["ESP"]\npairs = [["PRT", "Morocco"]]\n', "utf-8")
    assert kept(str(path)) == kept("ESP", "PRT,MAR")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "states = [",
        'states = "ESP"',
        "states = [1]",
        'pairs = ["ESP"]',
        'pairs = [["ESP", "PRT", "MAR"]]',
        'countries = ["ESP"]',
        "states = 3",
        "\ufeff\xff",
    ],
)
def test_a_file_that_holds_something_else_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text(text, "utf-8")
    with pytest.raises((BadOption, UnknownState)):
        watch_list([str(path)])


def test_what_is_no_state_is_refused() -> None:
    with pytest.raises(UnknownState):
        watch_list(["Atlantis"])
    with pytest.raises(BadOption):
        watch_list(["ESP,PRT,MAR"])
    with pytest.raises(BadOption):
        watch_list([","])
    with pytest.raises(BadOption):
        watch_list(["none.toml"])


class Same:
    """A reader that reads the same in every dispatch."""

    def read_many(self, dispatches: Iterable[Dispatch]) -> Iterator[Reading]:
        for _ in dispatches:
            yield reading()


def test_the_command_prints_what_is_followed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("foedus.engine.chunks.usual_reader", Same)
    path = tmp_path / "a.txt"
    path.write_text("Any words.", "utf-8")
    command = ["read", str(path), "--format", "jsonfeed", "--watch", "Spain", "--watch", "FRA"]
    done = CliRunner().invoke(cli.app, command)
    assert [item["title"] for item in json.loads(done.stdout)["items"]] == ["Spain: AID (did not)"]
    assert not done.exit_code
    wrong = CliRunner().invoke(cli.app, [*command, "--watch", "Atlantis"])
    assert wrong.exit_code == 2
    assert "Atlantis" in wrong.stderr
