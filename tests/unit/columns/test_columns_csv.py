"""Numbers straight from the bytes of a CSV: each is what its text says, or its column is left to the texts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the extra `columns` is not installed")
pytest.importorskip("polars", reason="the extra `columns` is not installed")

import polars as pl

from engine import load_plan
from engine.base.limits import CELL_CHARACTERS
from engine.columns.csv_cells import Cells, plain_cells
from engine.columns.csv_columns import Block, CsvColumns
from engine.columns.csv_numbers import numbers
from engine.run.table import open_table

COMMA = ord(",")
CHUNK = 1 << 14
"""Rows that are read at once."""


def cells(lines: list[str], *, end: str = "\n", last: str | None = None) -> Cells:
    found = plain_cells((end.join(lines) + (end if last is None else last)).encode(), COMMA, lines[0].count(",") + 1)
    assert found is not None
    return found


def read(texts: list[str], where: int, end: str = "\n") -> list[Decimal] | None:
    """The texts as one column of three, the others being letters."""
    around = [["a", "b"] for _ in texts]
    lines = [",".join([*other[:where], text, *other[where:]]) for text, other in zip(texts, around, strict=True)]
    found = numbers(cells(lines, end=end), where)
    return None if found is None else [Decimal(value).scaleb(-found[1]) for value in found[0].tolist()]


@pytest.mark.parametrize("where", [0, 1, 2])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("decimals", range(7))
def test_numbers_of_any_length_with_the_same_decimals(decimals: int, end: str, where: int) -> None:
    part = "." + "0987654321"[:decimals] if decimals else ""
    wholes = ["9" * size for size in range(1, 17 - len(part))] + ["0", "007"]
    texts = [whole + part for whole in wholes]
    assert read(texts, where, end) == [Decimal(text) for text in texts]
    assert read(["9" * (17 - len(part)) + part, *texts], where, end) is None  # one character too many
    for text in texts:
        assert read([text], where, end) == [Decimal(text)]


@pytest.mark.parametrize(
    "odd",
    [
        *("", "-1.50", "+1.50", "1.5", "1.500", "150", ".50", "1.", "1..50", "1.5.50", "1 .50", " 1.50", "1.50 "),
        *("1e.50", "１.50", "1/.50", "1:.50", "1.5/", "1.5:", "1.½", "12345678:0.50", "1234567é.50", '"1.50"'),
        *("1.50%", "\x001.50", "~1.50"),
    ],
)
def test_one_odd_text_leaves_the_column_to_the_texts(odd: str) -> None:
    for where in (0, 1, 2):
        assert read(["2.50", odd, "3.50"], where) is None
        assert read([odd, "3.50"], where) is None


def test_seven_decimals_are_left_to_the_texts() -> None:
    assert read(["1.123456"], 1) == [Decimal("1.123456")]
    assert read(["1.1234567"], 1) is None


def test_every_row_of_many_is_looked_at() -> None:
    texts = [f"{row * 37 % 1_000_003}.{row % 100:02}" for row in range(2 * CHUNK + 5)]
    assert read(texts, 1) == [Decimal(text) for text in texts]
    for place in (CHUNK - 1, CHUNK, 2 * CHUNK + 4):
        assert read([*texts[:place], "x", *texts[place + 1 :]], 1) is None


@pytest.mark.parametrize(
    "block",
    [
        *("1,2\n3\n", "1,2\n\n3,4\n", "1,2,3\n4,5\n6\n", "1,2\n3,4,5\n6\n", "1,2\r3,4\n", '1,"2,3"\n4,5\n'),
        *('1,x"y"\n4,5\n', '1,"2\n4,5\n', '1,"2"3\n', '"1""2",3\n', "\ufeff1,2\n"),
        f"1,{'x' * (CELL_CHARACTERS + 1)}\n",
    ],
)
def test_a_block_that_is_not_plain_says_nothing(block: str) -> None:
    assert plain_cells(block.encode(), COMMA, 2) is None


@pytest.mark.parametrize("block", ["1,2\n3,4\n", "1,2\n3,4", "1,2\r\n3,4\r\n", '"1",2\n3,"4"', f"1,2\n{'x' * 9999},\n"])
def test_a_plain_block_has_as_many_lines_as_it_shows(block: str) -> None:
    found = plain_cells(block.encode(), COMMA, 2)
    assert found is not None
    assert found.rows == 2


def test_texts_are_there_beside_the_numbers() -> None:
    columns = CsvColumns(("b", "a"), [(Block(cells(["1,x,0.50", "2,y,0.75"], last=""), ("a", "b", "c")), 0, 2)])
    assert columns.integers("b") is None
    found = columns.integers("a")
    assert found is not None
    assert (found[0].tolist(), found[1]) == ([1, 2], 0)
    assert [columns[heading].to_list() for heading in columns] == [["x", "y"], ["1", "2"]]
    with pytest.raises(KeyError):
        columns["c"]  # it was not wanted


def test_parts_of_several_blocks_are_one_column() -> None:
    first, second, third = (
        CsvColumns(("a",), [(Block(cells(lines), ("a", "z")), 0, len(lines))])
        for lines in (["1.5,", "2.5,", "3.5,"], ["4.5,", "5.5,"], ["6,", "7,"])
    )
    joined = first.part(1, 3).followed_by([second])
    assert joined is not None
    part = joined.part(1, 3)
    found = part.integers("a")
    assert found is not None
    assert (found[0].tolist(), found[1], part["a"].to_list()) == ([35, 45], 1, ["3.5", "4.5"])
    assert joined.part(2, 2)["a"].to_list() == []
    mixed = joined.followed_by([third])
    assert mixed is not None
    assert mixed.integers("a") is None
    assert mixed["a"].to_list() == ["2.5", "3.5", "4.5", "5.5", "6", "7"]
    assert joined.followed_by([{"a": pl.Series(["1"])}]) is None


def test_a_number_that_is_refused_is_shown_as_it_is_written(tmp_path: Path) -> None:
    plan = load_plan(
        b"kpi_plan: 1\nid: example\nversion: '1'\nperson: who\ninputs:\n"
        b"  sales: {type: money, min: 10, max: 500}\nsalary:\n  lines:\n    pay: sales\n"
    )
    source = tmp_path / "data.csv"
    source.write_text("who,sales\nA,00400.00\nB,00700.00\nC,00001.00\nD,00050.50\n", encoding="utf-8")
    run = plan.evaluate_file(source, tmp_path / "pay.csv", keep_going=True)
    table = open_table(source, str(source), "csv").value
    assert table is not None
    expected = plan.evaluate_table(table).problems
    assert [(d.code, d.message) for d in run.findings] == [(d.code, d.message) for d in expected]
    assert "00700.00" in str(run.findings[0].message.en)
    assert [line.split(",")[0] for line in (tmp_path / "pay.csv").read_text().splitlines()[1:]] == ['"A"', '"D"']
