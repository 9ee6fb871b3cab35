"""The pages are true: printed from the code, links that lead somewhere, every command and error explained."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from pathlib import Path

import pytest

from foedus.errors import catalogue

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def load_printer() -> object:
    """tools/print_docs.py as a module."""
    spec = importlib.util.spec_from_file_location("print_docs", ROOT / "tools" / "print_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["print_docs"] = module
    spec.loader.exec_module(module)
    return module


PRINTER = load_printer()


@pytest.mark.parametrize("name", ["cli", "errors", "formats", "ontology", "records"])
def test_the_reference_is_printed_from_the_code(name: str) -> None:
    page = f"docs/reference/{name}.md"
    assert (ROOT / page).read_text("utf-8") == PRINTER.printed(page), "run `make docs`"  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md", "docs/ledger.md"])
def test_what_a_page_shows_is_what_its_commands_print(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == PRINTER.printed(name), "run `make docs`"  # type: ignore[attr-defined]


def test_the_library_example_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert blocks
    shutil.copy(
        ROOT / "foedus" / "data" / "examples" / "armenia-csto-2024-06-20.txt", tmp_path / "article.txt"
    )
    monkeypatch.chdir(tmp_path)
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
    assert "REQUEST ['Armenia']" in capsys.readouterr().out


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text("utf-8"))
    assert not [link for link in links if not (path.parent / link).exists()]


def test_every_error_says_what_why_and_what_to_do() -> None:
    page = (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8")
    for code, kind in catalogue().items():
        assert kind.says, code
        assert kind.reason, code
        assert kind.remedy, code
        assert f"### {code} " in page
