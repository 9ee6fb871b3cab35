"""The reading as Arrow table -> Arrow table: a row a dispatch, in order, nothing lost, nothing silent."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

import build
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import foedus
from foedus.engine import read_all
from foedus.errors import NoTexts
from foedus.exports import jsonl
from foedus.intake import Options, dispatch_from_text
from foedus.records import Dispatch, Reading

TEXT = "Armenia asked France for help on Monday."


class Plain:
    """A reader that reads nothing, and fails where the text asks for it."""

    def read_many(self, dispatches: Iterable[Dispatch]) -> Iterator[Reading]:
        for one in dispatches:
            if one.text == "fail":
                raise ValueError("no such luck")
            yield Reading(one)


class ByHand:
    """A reader that gives the reading made by hand, whatever it is asked."""

    def read_many(self, dispatches: Iterable[Dispatch]) -> Iterator[Reading]:
        return (build.reading() for _ in dispatches)


def test_the_line_is_what_the_command_prints() -> None:
    given = Options(published=date(2026, 3, 2), outlet="Daily Courier")
    dispatch = dispatch_from_text(TEXT, id="a", options=given)
    printed = jsonl.line(next(read_all([dispatch])).as_dict()).decode()
    table = pa.table(
        {"id": ["a"], "text": [TEXT], "published": [date(2026, 3, 2)], "outlet": ["Daily Courier"]}
    )
    answer = foedus.Coder()(table)
    assert answer["reading"].to_pylist() == [printed.rstrip("\n")]
    (record,) = answer["records"].to_pylist()[0]
    assert record["id"] == json.loads(printed)["records"][0]["id"]
    assert record["predicate"]["span"] == [8, 13]


def test_every_row_comes_back_in_its_place_with_its_error() -> None:
    table = pa.table({"id": [1, 2, 3, 4], "text": ["one", None, "fail", "   "], "more": [0, 0, 0, 0]})
    answer = foedus.Coder(reader=Plain())(table)
    assert answer.schema == foedus.Coder.SCHEMA
    assert answer["id"].to_pylist() == ["1", "2", "3", "4"]
    errors = answer["error"].to_pylist()
    assert [error and error["code"] for error in errors] == [None, "D010", "X090", "D001"]
    assert "no such luck" in errors[2]["message"]
    assert [line is None for line in answer["reading"].to_pylist()] == [False, True, True, True]


@given(st.lists(st.text(max_size=12), max_size=30))
def test_nothing_is_lost_whatever_the_texts(texts: list[str]) -> None:
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    answer = foedus.Coder(reader=Plain())(pa.table({"text": pa.array(texts, pa.string())}))
    assert answer.num_rows == len(texts)
    rows = answer.to_pylist()
    assert all((row["reading"] is None) != (row["error"] is None) for row in rows)
    assert all(
        json.loads(row["reading"])["text"] == text
        for row, text in zip(rows, texts, strict=True)
        if row["reading"]
    )


def test_a_row_without_an_id_has_its_digest() -> None:
    row = foedus.Coder(reader=Plain())(pa.table({"text": ["one"]})).to_pylist()[0]
    assert row["id"] == row["digest"] == json.loads(row["reading"])["id"]


@pytest.mark.parametrize(
    "published", [date(2026, 3, 2), datetime(2026, 3, 2, 23, 30, tzinfo=UTC), "2026-03-02", "2 March 2026"]
)
def test_a_day_may_come_as_day_time_or_words(published: object) -> None:
    answer = foedus.Coder(reader=Plain())(pa.table({"text": ["one"], "published": [published]}))
    assert answer["published"].to_pylist() == [date(2026, 3, 2)]


def test_records_of_every_kind_fit_the_columns() -> None:
    answer = foedus.Coder(reader=ByHand())(pa.table({"text": ["one"]}))
    records = answer["records"].to_pylist()[0]
    assert [record["event"] for record in records] == [r.event for r in build.reading().records]
    assert records[0]["date"]["start"] == date(2026, 3, 4)


def test_batches_are_answered_one_by_one_also_empty_ones() -> None:
    batches = pa.table({"text": ["one", "two", "three"]}).to_batches(max_chunksize=2)
    empty = pa.RecordBatch.from_pylist([], schema=batches[0].schema)
    answers = list(pickle.loads(pickle.dumps(foedus.Coder(reader=Plain()))).batches([*batches, empty]))
    assert sum(answer.num_rows for answer in answers) == 3
    assert all(answer.schema == foedus.Coder.SCHEMA for answer in answers)


def test_a_table_without_texts_is_refused() -> None:
    with pytest.raises(NoTexts, match=r"X094.*body"):
        foedus.Coder()(pa.table({"body": ["one"]}))
