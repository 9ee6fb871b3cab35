"""The engine keeps order, bounds memory, and loses one dispatch at most to one fault."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from build import dispatch
from hypothesis import given
from hypothesis import strategies as st

from foedus.engine import CHUNK_DISPATCHES, cores, in_chunks, read_all
from foedus.errors import BinaryInput, EmptyInput, FoedusError, ReadingFailed, WorkerLost
from foedus.intake import dispatches
from foedus.records import Dispatch, Reading

EXAMPLES = Path(__file__).resolve().parent.parent / "foedus" / "data" / "examples"


class Plain:
    """A reader that reads nothing, and fails or dies where the text asks for it."""

    def read_many(self, dispatches: Iterable[Dispatch]) -> Iterator[Reading]:
        for one in dispatches:
            if one.text == "fail":
                raise ValueError("no such luck")
            if one.text == "die":
                os._exit(9)
            yield Reading(one)


def ids(answers: Iterable[Reading | FoedusError]) -> list[str]:
    return [a.dispatch.id if isinstance(a, Reading) else a.code for a in answers]


@given(st.lists(st.integers(0, 100_000), max_size=60))
def test_chunks_keep_every_dispatch_in_order_and_are_bounded(sizes: list[int]) -> None:
    items = [Dispatch(str(n), "x" * size) for n, size in enumerate(sizes)]
    chunks = list(in_chunks(iter(items)))
    assert [item for chunk in chunks for item in chunk] == items
    assert all(0 < len(chunk) <= CHUNK_DISPATCHES for chunk in chunks)


def test_errors_keep_their_place() -> None:
    items: list[Dispatch | FoedusError] = [Dispatch("a", "a"), EmptyInput(place="b.txt"), Dispatch("c", "c")]
    assert ids(read_all(items, reader=Plain())) == ["a", "D001", "c"]


def test_one_fault_costs_one_dispatch_and_keeps_its_cause() -> None:
    answers = list(read_all([Dispatch("a", "a"), Dispatch("b", "fail"), Dispatch("c", "c")], reader=Plain()))
    assert ids(answers) == ["a", "X090", "c"]
    failed = answers[1]
    assert isinstance(failed, ReadingFailed)
    assert "no such luck" in str(failed)
    assert "Traceback" in failed.__notes__[0]


def test_reading_is_lazy() -> None:
    taken = []

    def items() -> Iterator[Dispatch]:
        for n in range(1000):
            taken.append(n)
            yield Dispatch(str(n), "x")

    next(iter(read_all(items(), reader=Plain())))
    assert len(taken) <= CHUNK_DISPATCHES


def test_workers_give_the_same_answers_in_the_same_order() -> None:
    items: list[Dispatch | FoedusError] = [Dispatch(str(n), "x" * 9000) for n in range(40)]
    items[7] = Dispatch("7", "fail")
    items[9] = BinaryInput(place="nine", looks_like="PNG")
    alone = [a.as_dict() for a in read_all(items, reader=Plain())]
    pooled = [a.as_dict() for a in read_all(items, reader=Plain(), workers=2)]
    assert pooled == alone


def test_a_dying_process_costs_one_dispatch() -> None:
    items = [Dispatch(str(n), "die" if n == 1 else "x") for n in range(3)]
    answers = list(read_all(items, reader=Plain(), workers=2))
    assert ids(answers) == ["0", "X091", "2"]
    assert isinstance(answers[1], WorkerLost)


def test_errors_survive_the_way_between_processes() -> None:
    error = BinaryInput(place="a.png", looks_like="PNG")
    error.add_note("how it came")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.as_dict(), again.__notes__) == (str(error), error.as_dict(), ["how it came"])


def test_a_dispatch_survives_the_way_between_processes() -> None:
    assert pickle.loads(pickle.dumps(dispatch())) == dispatch()


def test_cores_are_counted() -> None:
    assert cores() >= 1


def test_a_reading_does_not_depend_on_its_neighbours() -> None:
    """So a run that goes on where another was ended, and cuts its chunks elsewhere, prints the same."""
    files = [str(path) for path in sorted(EXAMPLES.glob("*.txt"))]
    items = list(dispatches(files))
    together = [a.as_dict() for a in read_all(items)]
    assert [next(read_all([item])).as_dict() for item in items] == together


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import time\n"
        "from foedus.engine.local import Pool\n"
        "from foedus.records import Dispatch\n"
        "from test_engine import Plain\n"
        "if __name__ == '__main__':\n"
        "    pool = Pool(1, reader=Plain())\n"
        "    pool.submit([Dispatch('a', 'a')]).result()\n"
        "    print(*pool.pool._processes, flush=True)\n"
        "    time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment) as it:
        assert it.stdout is not None
        worker = int(it.stdout.readline())
        it.kill()
    deadline = time.monotonic() + 10
    while is_alive(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(worker)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
