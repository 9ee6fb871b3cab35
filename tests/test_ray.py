"""Ray reads the same, to the byte, quietly, on the loopback address, and leaves nothing behind.

Ray takes ten to twenty seconds to start, so what starts it is marked `ray`, left out of `make test`, and run
by `.ci/run`. It runs in a process of its own: Ray's warnings are not ours, but what it prints is looked at.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from test_engine import Plain, ids

from foedus.engine import read_all
from foedus.engine.cluster import ENVIRONMENT, ChunkReader
from foedus.errors import NoRay
from foedus.records import Dispatch

EXAMPLES = Path(__file__).resolve().parent.parent / "foedus" / "data" / "examples"

SCRIPT = """
import json, os, sys
from pathlib import Path
from foedus.engine import read_all
from foedus.records import Dispatch
from test_engine import Plain, ids

def listening():
    ours, found = set(), []
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            words = Path("/proc", process, "environ").read_bytes()
            if b"FOEDUS_RAY_TEST=1" in words:
                ours |= {os.readlink(link)[8:-1] for link in Path("/proc", process, "fd").iterdir()}
        except OSError:
            continue
    for name in ("tcp", "tcp6"):
        for line in Path("/proc/net", name).read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A" and words[9] in ours:
                found.append(words[1].split(":")[0])
    return sorted(set(found))

if __name__ == "__main__":
    items = [Dispatch(str(n), "x" * 9000) for n in range(40)]
    items[7], items[20] = Dispatch("7", "fail"), Dispatch("20", "die")
    answers = read_all(items, workers=2, engine="ray", reader=Plain())
    first = next(answers)
    addresses = listening()
    print(json.dumps({"ids": ids([first, *answers]), "addresses": addresses}))
"""


def run(*command: str, **more: str) -> subprocess.CompletedProcess[str]:
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": str(here), "OMP_NUM_THREADS": "1", **more}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment)


def processes(mark: str) -> list[str]:
    """The processes whose environment holds a word."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


def test_without_ray_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    for name in ENVIRONMENT:
        monkeypatch.setenv(name, "0")
    with pytest.raises(NoRay, match=r"X092.*pip install 'foedus\[ray\]'"):
        next(read_all([Dispatch("a", "a")], engine="ray", reader=Plain()))


def test_an_actor_answers_chunk_by_chunk_and_outlives_a_dying_dispatch() -> None:
    chunks = [[Dispatch("a", "a"), Dispatch("b", "die")], [Dispatch("c", "c")]]
    actor = ChunkReader(Plain())
    given = pa.table({"pickled": pa.array([pickle.dumps(chunk) for chunk in chunks], pa.large_binary())})
    answers = [pickle.loads(found) for found in actor(given)["pickled"].to_pylist()]
    actor.pool.close()
    assert [ids(found) for found in answers] == [["a", "X091"], ["c"]]


@pytest.mark.ray
def test_the_command_prints_the_same_on_ray() -> None:
    foedus = str(Path(sys.executable).with_name("foedus"))
    command = (foedus, "read", str(EXAMPLES), "--format", "jsonl")
    on_ray = run(*command, "--engine", "ray", "--workers", "2")
    assert on_ray.stdout == run(*command).stdout
    assert on_ray.stderr == ""


@pytest.mark.ray
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_order_is_kept_one_dispatch_is_lost_and_nobody_else_can_listen(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, "utf-8")
    printed = run(sys.executable, str(script), FOEDUS_RAY_TEST="1")
    found = json.loads(printed.stdout)
    wanted = [str(n) for n in range(40)]
    wanted[7], wanted[20] = "X090", "X091"
    assert found["ids"] == wanted
    assert found["addresses"]
    assert set(found["addresses"]) <= {"0100007F", "0000000000000000FFFF00000100007F"}
    assert not processes("FOEDUS_RAY_TEST=1")
