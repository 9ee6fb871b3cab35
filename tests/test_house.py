"""The house keeps its laws: size, data apart from code, locks with hashes, no trace of a machine."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from foedus.ontology import plover

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "foedus").rglob("*.py"))
DATA = ROOT / "foedus" / "data"


def locked(name: str) -> dict[str, set[str]]:
    """Package -> its pinned versions, of a lock."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / name).read_text("utf-8"), re.M):
        found.setdefault(package, set()).add(version)
    return found


def wanted(*extras: str) -> set[str]:
    """Names of the packages that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [
        *project["dependencies"],
        *(line for e in extras for line in project["optional-dependencies"][e]),
    ]
    return {re.split(r"[^A-Za-z0-9._-]", line)[0].lower().replace("_", "-") for line in lines}


def tracked() -> list[Path]:
    """Files under version control; every file where there is none, as in a source archive."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_has_at_most_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_event_type_stands_in_code(path: Path) -> None:
    types = set(plover().types)
    used = [
        f"line {node.lineno}: {node.value}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in types
    ]
    assert not used


def test_data_is_toml_or_csv_or_text_never_yaml() -> None:
    assert not [
        path for path in DATA.rglob("*") if path.suffix in {".yaml", ".yml", ".pkl", ".pickle", ".py"}
    ]


@pytest.mark.parametrize(
    "path",
    sorted(path for path in DATA.rglob("*") if path.suffix in {".toml", ".csv"}),
    ids=lambda path: str(path.relative_to(DATA)),
)
def test_a_data_file_opens_with_where_it_comes_from(path: Path) -> None:
    with path.open(encoding="utf-8") as lines:
        assert next(lines, "").startswith("#")


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.toml")), ids=lambda path: str(path.relative_to(DATA)))
def test_toml_is_well_formed_and_not_empty(path: Path) -> None:
    assert tomllib.loads(path.read_text("utf-8"))


def test_what_the_project_asks_for_is_locked() -> None:
    assert wanted("build") <= set(locked("requirements.lock"))
    assert wanted("build", "dev") <= set(locked("requirements-dev.lock"))


def test_the_development_lock_holds_the_run_time_lock() -> None:
    run, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "index-url" not in text
    assert "://" not in text
    entries = re.split(r"^(?=[a-z0-9.-]+==)", text, flags=re.M)[1:]
    assert entries
    assert not [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("name", ["torch", "pyicu", "tensorflow"])
def test_nothing_heavy_is_installed(name: str) -> None:
    assert name not in locked("requirements-dev.lock")


def test_no_trace_of_a_machine() -> None:
    marks = re.compile(rb"/(?:work|root|home/[a-z]+|tmp/team)/|\bpyenv\b")
    here = Path(__file__).resolve()
    traces = [
        str(path.relative_to(ROOT)) for path in tracked() if path != here and marks.search(path.read_bytes())
    ]
    assert not traces


def test_the_doors_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in ("demo", "test", "lint", "bench", "docs", "lock", "clean"):
        assert re.search(rf"^{target}:", makefile, re.M)
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
    version = re.search(r'__version__ = "(.+)"', (ROOT / "foedus" / "__init__.py").read_text("utf-8"))
    assert version is not None
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
