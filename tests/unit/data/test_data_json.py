"""The traps of JSON: numbers that would become floats, repeated keys, nesting, text behind the end."""

from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest

from engine.diagnostics.checked import Checked
from engine.run.cells import NumberText
from engine.run.inputs import Inputs
from engine.run.table import TextKind, open_table

Typed = Callable[..., Checked[Inputs]]
Codes = Callable[[Checked[Inputs]], list[str]]


def _one(typed: Typed, cell: str, inputs: str = "x: {type: number}") -> Any:
    """The stored value of a JSON cell, or the codes."""
    result = typed(f'[{{"agent_id": "A1", "x": {cell}}}]', inputs, kind="json")
    if result.value is None:
        return [d.code for d in result.diagnostics]
    if result.value.faults:
        return [d.code for d in result.value.faults[0].diagnostics]
    return result.value.records[0].values["x"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0.1", Fraction(1, 10)),
        ("0.30000000000000004", ["KPI507"]),
        ("-0", Fraction(0)),
        ("123456789012345678", Fraction(123456789012345678)),
        ('"3,000.5"', Fraction("3000.5")),
        ("1e5", ["KPI505"]),
        ("1E2", ["KPI505"]),
        ("1e400", ["KPI505"]),
        ("-1e-400", ["KPI505"]),
        ("9" * 5000, ["KPI525"]),
        ("NaN", ["KPI515"]),
        ("Infinity", ["KPI515"]),
        ("-Infinity", ["KPI515"]),
        ("true", ["KPI505"]),
        ("null", ["KPI504"]),
        ('""', ["KPI504"]),
        ("[1]", ["KPI530"]),
        ("[]", ["KPI530"]),
        ("{}", ["KPI530"]),
        ('{"a": 1}', ["KPI530"]),
        ("01", ["KPI514"]),
        ("+1", ["KPI514"]),
        (".5", ["KPI514"]),
        ("1_000", ["KPI514"]),
        ("0x10", ["KPI514"]),
        ("'1'", ["KPI514"]),
        ('"\\ud800"', ["KPI517"]),
        ('"\\u202e5"', ["KPI517"]),
        ('"\\u0000"', ["KPI517"]),
    ],
)
def test_a_number_cell(cell: str, value: object, typed: Typed) -> None:
    assert _one(typed, cell) == value


@pytest.mark.parametrize(
    ("cell", "inputs", "value"),
    [
        ("0.5", "x: {type: percent}", Fraction(1, 2)),
        ('"50%"', "x: {type: percent}", Fraction(1, 2)),
        ("1", "x: {type: percent}", ["KPI516"]),
        ("true", "x: {type: flag}", True),
        ("false", "x: {type: flag}", False),
        ('"是"', "x: {type: flag}", True),
        ("1", "x: {type: flag}", ["KPI510"]),
        ('"007"', "x: {type: text}", "007"),
        ("7", "x: {type: text}", ["KPI522"]),
        ("true", "x: {type: text}", ["KPI522"]),
        ("3", "x: {type: choice, options: ['1', '3']}", 1),
    ],
)
def test_other_cells(cell: str, inputs: str, value: object, typed: Typed) -> None:
    assert _one(typed, cell, inputs) == value


def test_numbers_stay_the_digits_of_the_file() -> None:
    table = open_table(BytesIO(b'[{"a": 1.10, "b": "1.10"}]'), "t", "json", None).value
    assert table is not None
    (row,) = table.rows()
    assert row.cells == {"a": "1.10", "b": "1.10"}
    assert isinstance(row.cells["a"], NumberText) and not isinstance(row.cells["b"], NumberText)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["KPI514"]),
        ("   \n", ["KPI514"]),
        ("[", ["KPI514"]),
        ("[]", ["KPI529"]),
        ("[{}]", ["KPI529"]),
        ("5", ["KPI514"]),
        ("[1, 2]", ["KPI514", "KPI514"]),
        ('"text"', ["KPI514"]),
        ('[{"a": 1},]', ["KPI514"]),
        ('[{"a": 1} {"a": 2}]', ["KPI514"]),
        ('[{"a": 1}] x', ["KPI514"]),
        ('{"a": 1} {"a": 2}', ["KPI514"]),
        ('{"a": 1,}', ["KPI514"]),
        ("{'a': 1}", ["KPI514"]),
        ('[{"a": "\n"}]', ["KPI514"]),
        ("[" * 100_000, ["KPI514"]),
        ('{"a":' * 100_000, ["KPI514"]),
        ('[{"a": ' + "[" * 100_000, ["KPI514"]),
        ('[{"": 1}]', ["KPI526"]),
        ('[{"a": 1, "a ": 2}]', ["KPI511"]),
        ('[{"\\ud800": 1}]', ["KPI517"]),
    ],
)
def test_what_is_no_table(text: str, codes: list[str]) -> None:
    table = open_table(BytesIO(text.encode()), "team.json", "json", None)
    assert [d.code for d in table.diagnostics] == codes
    assert table.value is None


def test_a_broken_place_is_named() -> None:
    (finding,) = open_table(BytesIO(b'[{"a": 1},\n {"a": 2,}]'), "t", "json", None).diagnostics
    assert "line 2, character 10" in finding.message.en


def test_one_object_is_one_record(typed: Typed) -> None:
    result = typed('{"agent_id": "A1", "sales": 5}', kind="json").value
    assert result is not None and [(r.person, r.row) for r in result.records] == [("A1", 1)]


def test_a_repeated_key_is_a_fault_of_its_record(typed: Typed) -> None:
    data = '[{"agent_id": "A1", "sales": 1, "sales": 2}, {"agent_id": "A2", "sales": 3}]'
    result = typed(data, kind="json").value
    assert result is not None
    assert [r.person for r in result.records] == ["A2"]
    assert [(f.row, f.person, [d.code for d in f.diagnostics]) for f in result.faults] == [(1, "A1", ["KPI511"])]


def test_a_record_without_a_key_has_an_empty_cell(typed: Typed, codes: Codes) -> None:
    assert codes(typed('[{"agent_id": "A1", "sales": 1}, {"agent_id": "A2"}]', kind="json")) == ["KPI504"]


def test_json_lines_are_numbered_by_line_and_fail_alone(typed: Typed) -> None:
    sound = '{{"agent_id": "{}", "sales": 1}}'.format
    lines = "\n".join([sound("A1"), "", "broken", sound("A2") + " x", "[1]", sound("A3")])
    result = typed(lines, kind="jsonl").value
    assert result is not None
    assert [(r.person, r.row) for r in result.records] == [("A1", 1), ("A3", 6)]
    assert [(f.row, [d.code for d in f.diagnostics]) for f in result.faults] == [
        (3, ["KPI514"]),
        (4, ["KPI514"]),
        (5, ["KPI514"]),
    ]


@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_deep_nesting_in_a_line(kind: TextKind) -> None:
    table = open_table(BytesIO(b'{"a": ' + b"[" * 50_000), "t", kind, None)
    assert [d.code for d in table.diagnostics] == ["KPI514"]


def test_python_rows_of_other_types(typed: Typed, codes: Codes) -> None:
    assert codes(typed([{"agent_id": "A1", "sales": [1]}, {"agent_id": "A2", "sales": object()}])) == ["KPI530"] * 2
    assert codes(typed([{"agent_id": "A1", "sales": 1, 5: 1}])) == ["KPI530"]
    assert codes(typed([])) == ["KPI529"]
