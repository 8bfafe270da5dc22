"""What each type of input takes from a cell: text and value, or text and code."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from engine.diagnostics.checked import Checked
from engine.program import Missing
from engine.run.inputs import Inputs

Typed = Callable[..., Checked[Inputs]]

MONEY = "x: {type: money}"
PERCENT = "x: {type: percent}"
COUNT = "x: {type: count}"
NUMBER = "x: {type: number}"
SECONDS = "x: {type: seconds}"
DAYS = "x: {type: days}"
POINTS = "x: {type: points}"
FLAG = "x: {type: flag}"
CHOICE = "x: {type: choice, options: [初级, night, '1']}"
TEXT = "x: {type: text}"
DATE = "x: {type: date}"


def _read(typed: Typed, cell: object, inputs: str) -> Any:
    """The stored value, or the codes of the row."""
    result = typed([{"agent_id": "A1", "x": cell}], inputs).value
    assert result is not None
    if result.faults:
        return [d.code for d in result.faults[0].diagnostics]
    return result.records[0].values["x"]


def _both(typed: Typed, text: str, inputs: str) -> Any:
    """The same text from CSV and as a Python text, which must read alike."""
    quoted = '"' + text.replace('"', '""') + '"'
    from_csv = typed(f"agent_id,x\nA1,{quoted}\n", inputs).value
    value = _read(typed, text, inputs)
    assert from_csv is not None
    if from_csv.faults:
        assert [d.code for d in from_csv.faults[0].diagnostics] == value
    else:
        assert from_csv.records[0].values["x"] == value
    return value


@pytest.mark.parametrize(
    ("inputs", "text", "value"),
    [
        (MONEY, "3000", Fraction(3000)),
        (MONEY, "3,000.50", Fraction("3000.5")),
        (MONEY, "1,234,567", Fraction(1234567)),
        (MONEY, " 3000 ", Fraction(3000)),
        (MONEY, "\u30003000\u00a0", Fraction(3000)),
        (MONEY, "+5", Fraction(5)),
        (MONEY, "-5", Fraction(-5)),
        (MONEY, "-0", Fraction(0)),
        (MONEY, "007", Fraction(7)),
        (MONEY, "0.01", Fraction(1, 100)),
        (MONEY, "100.000", Fraction(100)),
        (MONEY, "８０．５", Fraction("80.5")),
        (MONEY, "－１，０００", Fraction(-1000)),
        (MONEY, "999999999999999999", Fraction(10**18 - 1)),
        (PERCENT, "50%", Fraction(1, 2)),
        (PERCENT, "0.5", Fraction(1, 2)),
        (PERCENT, "0", Fraction(0)),
        (PERCENT, "-0.5", Fraction(-1, 2)),
        (PERCENT, "0.9999999999", Fraction("0.9999999999")),
        (PERCENT, "5‰", Fraction(5, 1000)),
        (PERCENT, "105%", Fraction(105, 100)),
        (PERCENT, "1%", Fraction(1, 100)),
        (PERCENT, "-1%", Fraction(-1, 100)),
        (PERCENT, "５０％", Fraction(1, 2)),
        (PERCENT, "0.0000000001%", Fraction(1, 10**12)),
        (COUNT, "12", Fraction(12)),
        (COUNT, "12.0", Fraction(12)),
        (COUNT, "0", Fraction(0)),
        (NUMBER, "12.5", Fraction("12.5")),
        (NUMBER, "0.0000000001", Fraction(1, 10**10)),
        (SECONDS, "90", Fraction(90)),
        (DAYS, "45", Fraction(45 * 86400)),
        (DAYS, "0.5", Fraction(43200)),
        (POINTS, "90", Fraction(90)),
        (FLAG, "true", True),
        (FLAG, "false", False),
        (FLAG, "是", True),
        (FLAG, " 否 ", False),
        (CHOICE, "初级", 0),
        (CHOICE, " night", 1),
        (CHOICE, "1", 2),
        (CHOICE, "ｎｉｇｈｔ", 1),
        (TEXT, "007", "007"),
        (TEXT, " 张三（上海） ", "张三（上海）"),
        (TEXT, "=1+1", "=1+1"),
        (TEXT, "Ａ０１", "A01"),
        (TEXT, "e\u0301", "é"),
        (TEXT, "张\u3000三", "张 三"),
        (DATE, "2026-01-31", "2026-01-31"),
        (DATE, "2028-02-29", "2028-02-29"),
    ],
)
def test_a_cell_is_taken(inputs: str, text: str, value: object, typed: Typed) -> None:
    read = _both(typed, text, inputs)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("inputs", "text", "code"),
    [
        *((MONEY, text, "KPI505") for text in (
            "8万", "¥80", "80元", "1e5", "1E5", "TRUE", "true", "0x10", "2026-01-31", "1:30", "1_000", "1 000",
            "12,34", "1,23", "1.2.3", ".5", "5.", "--5", "+-5", "(500)", "−5", "50%", "#DIV/0!", "-", "abc", "½", "²",
            "1,234567", "'5", "=1", "٫5",
        )),
        (MONEY, "٣", "KPI517"),
        (MONEY, "५", "KPI517"),
        (MONEY, "5\u200b", "KPI517"),
        (MONEY, "\u202e5", "KPI517"),
        (MONEY, "5\n", "KPI517"),
        (MONEY, "1\u00a0000", "KPI517"),
        (MONEY, "NaN", "KPI515"),
        (MONEY, "inf", "KPI515"),
        (MONEY, "-Infinity", "KPI515"),
        (MONEY, "1000000000000000000", "KPI525"),
        (MONEY, "9" * 9000, "KPI525"),
        (MONEY, "0.001", "KPI507"),
        (MONEY, "100.005", "KPI507"),
        (MONEY, "0.00000000001", "KPI507"),
        (NUMBER, "0.00000000001", "KPI507"),
        (PERCENT, "1", "KPI516"),
        (PERCENT, "1.0", "KPI516"),
        (PERCENT, "-1", "KPI516"),
        (PERCENT, "100", "KPI516"),
        (PERCENT, "５０", "KPI516"),
        (PERCENT, "50 %", "KPI505"),
        (PERCENT, "50%%", "KPI505"),
        (PERCENT, "%", "KPI505"),
        (PERCENT, "五成", "KPI505"),
        (COUNT, "12.5", "KPI521"),
        (COUNT, "-1", "KPI506"),
        (COUNT, "12人", "KPI505"),
        (SECONDS, "15 s", "KPI505"),
        (SECONDS, "15秒", "KPI505"),
        (DAYS, "45天", "KPI505"),
        *((FLAG, text, "KPI510") for text in ("TRUE", "True", "yes", "no", "1", "0", "on", "对", "真")),
        *((CHOICE, text, "KPI509") for text in ("高级", "Night", "初 级", "0")),
        (TEXT, "a\u200bb", "KPI517"),
        (TEXT, "a\tb", "KPI517"),
        (TEXT, "a\nb", "KPI517"),
        (TEXT, "a\u00a0b", "KPI517"),
        (TEXT, "\u202eb", "KPI517"),
        (TEXT, "a\u3164", "KPI517"),
        (TEXT, "张\ufffd", "KPI517"),
        (TEXT, "٣", "KPI517"),
        (TEXT, "pаy", "KPI522"),
        *((DATE, text, "KPI523") for text in ("2026/1/31", "2026-1-31", "31-01-2026", "2026-02-30", "20260131", "0")),
    ],
)  # fmt: skip
def test_a_cell_is_refused(inputs: str, text: str, code: str, typed: Typed) -> None:
    assert _both(typed, text, inputs) == [code]


@pytest.mark.parametrize("inputs", [MONEY, PERCENT, COUNT, NUMBER, SECONDS, DAYS, POINTS, FLAG, CHOICE, TEXT, DATE])
@pytest.mark.parametrize("empty", [None, "", "  ", "\u3000"])
def test_an_empty_cell_is_missing_never_zero(inputs: str, empty: object, typed: Typed) -> None:
    assert _read(typed, empty, inputs) == ["KPI504"]


@pytest.mark.parametrize(
    ("inputs", "value"),
    [
        ("x: {type: money, default: 0}", Fraction(0)),
        ("x: {type: flag, default: false}", False),
        ("x: {type: choice, options: [a, b], default: a}", 0),
        ("x: {type: percent, default: 5%}", Fraction(1, 20)),
    ],
)
def test_an_empty_cell_or_column_is_the_default(inputs: str, value: object, typed: Typed) -> None:
    without_column = typed([{"agent_id": "A1"}], inputs).value
    assert without_column is not None
    assert _read(typed, "", inputs) == without_column.records[0].values["x"] == value


def test_an_optional_value_is_missing_and_says_which(typed: Typed) -> None:
    inputs = "x: {type: money, optional: true}"
    without_column = typed([{"agent_id": "A1"}], inputs).value
    assert without_column is not None
    assert _read(typed, "", inputs) == without_column.records[0].values["x"] == Missing("x")


@pytest.mark.parametrize(
    ("inputs", "number", "value"),
    [
        (MONEY, 3000, Fraction(3000)),
        (MONEY, Decimal("3000.50"), Fraction("3000.5")),
        (MONEY, Decimal("0E+400"), Fraction(0)),
        (MONEY, Decimal("1E+3"), Fraction(1000)),
        (MONEY, Fraction(1, 4), Fraction(1, 4)),
        (MONEY, 0.1, Fraction(1, 10)),
        (MONEY, -0.0, Fraction(0)),
        (MONEY, 1e16, Fraction(10**16)),
        (MONEY, 10**18 - 1, Fraction(10**18 - 1)),
        (PERCENT, 0.85, Fraction(85, 100)),
        (NUMBER, 1e-7, Fraction(1, 10**7)),
        (COUNT, 12.0, Fraction(12)),
        (FLAG, True, True),
        (MONEY, True, ["KPI505"]),
        (COUNT, False, ["KPI505"]),
        (FLAG, 1, ["KPI510"]),
        (MONEY, 0.30000000000000004, ["KPI507"]),
        (NUMBER, 0.1 + 0.2, ["KPI507"]),
        (NUMBER, Fraction(1, 3), ["KPI507"]),
        (NUMBER, Decimal("1E-11"), ["KPI507"]),
        (NUMBER, Decimal("1E-999999999"), ["KPI507"]),
        (NUMBER, Decimal("1E+99999999"), ["KPI525"]),
        (NUMBER, 10**18, ["KPI525"]),
        (NUMBER, -(10**18), ["KPI525"]),
        pytest.param(NUMBER, 10**5000, ["KPI525"], id="huge"),
        (NUMBER, Fraction(10**5000, 3), ["KPI525"]),
        (NUMBER, Fraction(1, 10**5000), ["KPI507"]),
        (NUMBER, 1e300, ["KPI525"]),
        (NUMBER, float("nan"), ["KPI515"]),
        (NUMBER, float("-inf"), ["KPI515"]),
        (NUMBER, Decimal("NaN"), ["KPI515"]),
        (NUMBER, Decimal("sNaN"), ["KPI515"]),
        (NUMBER, Decimal("Infinity"), ["KPI515"]),
        (PERCENT, 1, ["KPI516"]),
        (PERCENT, 1.05, ["KPI516"]),
        (TEXT, 7, ["KPI522"]),
        (TEXT, True, ["KPI522"]),
        (CHOICE, 1, ["KPI509"]),
        (DATE, 20260131, ["KPI523"]),
    ],
)
def test_a_python_value(inputs: str, number: object, value: object, typed: Typed) -> None:
    assert _read(typed, number, inputs) == value


def test_a_float_with_too_many_digits_is_told_so(typed: Typed) -> None:
    result = typed([{"agent_id": "A1", "x": 0.30000000000000004}], MONEY).value
    assert result is not None
    (finding,) = result.faults[0].diagnostics
    assert "0.30000000000000004" in finding.message.en and "2 decimals" in finding.message.en
    assert "float" in finding.help.en


@pytest.mark.parametrize(
    ("inputs", "outside", "inside", "bounds"),
    [
        ("x: {type: money, min: 0, max: 100}", ("-0.01", "100.01"), ("0", "100"), ("0", "100")),
        ("x: {type: money, min: '-5.5', max: 5.5}", ("-5.51", "5.51"), ("-5.5", "5.5"), ("-5.5", "5.5")),
        ("x: {type: percent, min: 10%, max: 150%}", ("9.99%", "150.01%"), ("10%", "150%"), ("10%", "150%")),
        ("x: {type: count, min: 2, max: 4}", ("1", "5"), ("2", "4"), ("2", "4")),
        ("x: {type: count, min: '-9', max: 4}", ("-1", "5"), ("0", "4"), ("0", "4")),
        ("x: {type: days, min: 1, max: 31}", ("0.99", "31.01"), ("1", "31"), ("1", "31")),
        ("x: {type: points, min: 0, max: 100}", ("-1", "100.1"), ("0", "100"), ("0", "100")),
    ],
)
def test_below_at_and_above_a_bound(
    inputs: str, outside: tuple[str, str], inside: tuple[str, str], bounds: tuple[str, str], typed: Typed
) -> None:
    for text, bound in zip(outside, bounds, strict=True):
        result = typed([{"agent_id": "A1", "x": text}], inputs).value
        assert result is not None
        (finding,) = result.faults[0].diagnostics
        assert finding.code == "KPI506"
        assert finding.message.en.endswith(f" {bound}") and text in finding.message.en
    assert all(isinstance(_read(typed, text, inputs), Fraction) for text in inside)


def test_declared_decimals(typed: Typed) -> None:
    inputs = "x: {type: number, decimals: 1}"
    assert _read(typed, "1.5", inputs) == Fraction("1.5")
    assert _read(typed, "1.50", inputs) == Fraction("1.5")
    assert _read(typed, "1.55", inputs) == ["KPI507"]


def test_money_has_the_decimals_of_its_currency(typed: Typed) -> None:
    result = typed([{"agent_id": "A1", "x": "1.5"}], MONEY, currency_decimals=0).value
    assert result is not None
    assert [d.code for d in result.faults[0].diagnostics] == ["KPI507"]


@pytest.mark.parametrize(
    ("inputs", "text", "help_words"),
    [
        (MONEY, "8万", "80000"),
        (MONEY, "0.5亿元", "50000000"),
        (MONEY, "¥80", "currency"),
        (MONEY, "1e5", "digits"),
        (MONEY, "12,34", "1,234"),
        (MONEY, "2026-01-31", "date"),
        (MONEY, "#N/A", "formula"),
        (MONEY, "1 000", "space"),
        (MONEY, "−5", "minus"),
        (SECONDS, "15 s", "unit"),
        (SECONDS, "1:30", "seconds"),
        (MONEY, "50%", "percentage"),
        (PERCENT, "50", "50% or 5000%"),
        (FLAG, "TRUE", "small letters"),
        (CHOICE, "nigth", "night"),
        (DATE, "2026/1/31", "2026-01-31"),
    ],
)
def test_the_help_says_what_to_type(inputs: str, text: str, help_words: str, typed: Typed) -> None:
    result = typed([{"agent_id": "A1", "x": text}], inputs).value
    assert result is not None
    (finding,) = result.faults[0].diagnostics
    assert help_words in finding.help.en
    assert finding.help.zh
