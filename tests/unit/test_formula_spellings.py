"""Every spelling that formulas know: operators, words, full-width forms, functions, numbers and units."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.base.quantities import (
    BARE,
    BIG_WORDS,
    DAYS,
    MONEY,
    PERCENT,
    POINTS,
    SECONDS,
    UNIT_LITERALS,
    Quantity,
)
from engine.base.source import SourceFile, Span
from engine.document.nodes import Scalar
from engine.formula.functions import BY_WORD, FUNCTIONS, Function
from engine.formula.parser import parse_formula
from engine.formula.show import number_text, to_text
from engine.formula.tree import Call, Expression, Number
from engine.formula.words import ARITHMETIC, FOLDED, LOGIC, RELATIONS, TRUTHS, fold


def scalar(text: str) -> Scalar:
    source = SourceFile("plan.yaml", text)
    return Scalar(text, Span(source, 0, len(text)), "plain", tuple(range(len(text) + 1)))


def read(text: str) -> Expression:
    checked = parse_formula(scalar(text))
    assert checked.value is not None, checked.diagnostics[0].message.en
    return checked.value.root


def canonical(text: str) -> str:
    return to_text(read(text))


@pytest.mark.parametrize(("spelling", "sign"), [*ARITHMETIC.items(), *RELATIONS.items()])
def test_operators(spelling: str, sign: str) -> None:
    assert canonical(f"a{spelling}b") == f"a {sign} b"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("＋", "+"), ("－", "-"), ("−", "-"), ("×", "×"), ("＊", "×"), ("÷", "÷"), ("／", "÷"),
        ("＜", "<"), ("＞", ">"), ("＝", "="), ("＜＝", "≤"), ("＞=", "≥"), ("！＝", "≠"), ("≦", "≤"), ("≧", "≥"),
    ],
)  # fmt: skip
def test_full_width_operators(text: str, sign: str) -> None:
    assert canonical(f"a {text} b") == f"a {sign} b"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("（１＋２）×３", "(1 + 2) × 3"),
        ("５０％", "50%"),
        ("３，０００．５０", "3000.5"),
        ("￥３０００", "¥3000"),
        ("最大（a，b）", "max(a, b)"),
        ("grade．rate", "grade.rate"),
        ("a\u3000+\u3000b", "a + b"),
    ],
)
def test_full_width_forms(text: str, result: str) -> None:
    assert canonical(text) == result


@pytest.mark.parametrize(("word", "meaning"), LOGIC.items())
def test_logic_words(word: str, meaning: str) -> None:
    expected = "not a" if meaning == "not" else f"a {meaning} b"
    assert canonical(f"{word} a" if meaning == "not" else f"a {word} b") == expected


def test_the_words_are_those_of_the_language() -> None:
    assert {w for w, m in LOGIC.items() if m == "and"} == {"and", "且", "并且"}
    assert {w for w, m in LOGIC.items() if m == "or"} == {"or", "或", "或者"}
    assert {w for w, m in LOGIC.items() if m == "not"} == {"not", "非", "不是"}
    assert TRUTHS == {"true": True, "是": True, "false": False, "否": False}


@pytest.mark.parametrize(("word", "value"), TRUTHS.items())
def test_truths(word: str, value: bool) -> None:
    assert canonical(word) == str(value).lower()


def test_folding_keeps_every_position() -> None:
    text = "".join(FOLDED)
    assert fold(text) == "".join(FOLDED.values())
    assert len(fold(text)) == len(text)


FUNCTION_NAMES = {
    "min": "最小", "max": "最大", "clamp": "限制", "abs": "绝对值", "round": "四舍五入", "floor": "向下取整",
    "ceil": "向上取整", "if": "如果", "group_mean": "组内平均", "group_sum": "组内合计", "group_min": "组内最小",
    "group_max": "组内最大", "group_median": "组内中位数", "group_count": "组内人数", "group_rank": "组内排名",
    "group_percentile": "组内百分位", "group_share": "组内占比", "lowest": "最低档", "highest": "最高档",
    "majority": "多数档", "all_of": "全部达到", "tier_below": "下一档", "tier_above": "上一档", "tier_number": "第几档",
    "ago": "几月前", "running_sum": "含本月合计", "running_mean": "含本月平均", "running_min": "含本月最小",
    "running_max": "含本月最大", "previous_sum": "前几月合计", "previous_mean": "前几月平均",
    "previous_min": "前几月最小", "previous_max": "前几月最大", "in_a_row": "连续", "months_held": "达成月数",
}  # fmt: skip


@pytest.mark.parametrize(("english", "chinese"), FUNCTION_NAMES.items())
def test_functions_have_two_names(english: str, chinese: str) -> None:
    arguments = ", ".join("a" * BY_WORD[english].least)
    for word in (english, chinese):
        call = read(f"{word}({arguments})")
        assert isinstance(call, Call)
        assert (call.function, call.name_span.text) == (english, word)


def test_the_table_of_functions() -> None:
    assert {f.name for f in FUNCTIONS} == set(FUNCTION_NAMES)
    assert len(BY_WORD) == 2 * len(FUNCTIONS), "no name is used twice"
    assert {f.name for f in FUNCTIONS if f.group} == {n for n in FUNCTION_NAMES if n.startswith("group_")}
    assert {f.name: (f.least, f.most) for f in FUNCTIONS if not f.group} == {
        "min": (2, None), "max": (2, None), "clamp": (3, 3), "abs": (1, 1), "round": (1, 2), "floor": (1, 2),
        "ceil": (1, 2), "if": (3, 3), "lowest": (2, None), "highest": (2, None), "majority": (3, None),
        "all_of": (2, None), "tier_below": (1, 1), "tier_above": (1, 1), "tier_number": (1, 1), "ago": (2, 2),
        "running_sum": (2, 2), "running_mean": (2, 2), "running_min": (2, 2), "running_max": (2, 2),
        "previous_sum": (2, 2), "previous_mean": (2, 2), "previous_min": (2, 2), "previous_max": (2, 2),
        "in_a_row": (2, 2), "months_held": (2, 2),
    }  # fmt: skip
    assert {f.name: f.least for f in FUNCTIONS if f.group and f.least != 1} == {"group_count": 0}


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
def test_the_usage_of_a_function_is_a_call_of_it(function: Function) -> None:
    assert canonical(function.usage) == function.usage
    assert function.usage.startswith(function.name)


@pytest.mark.parametrize(
    ("text", "value", "quantity"),
    [
        ("0", 0, BARE),
        ("3000", 3000, BARE),
        ("0.5", Fraction(1, 2), BARE),
        ("3,000.50", Fraction(6001, 2), BARE),
        ("12,345,678", 12_345_678, BARE),
        ("(1,000)", 1000, BARE),
        ("5万", 50_000, BARE),
        ("1.5 亿", 150_000_000, BARE),
        ("50%", Fraction(1, 2), PERCENT),
        ("50 %", Fraction(1, 2), PERCENT),
        ("5‰", Fraction(1, 200), PERCENT),
        ("0.05%", Fraction(1, 2000), PERCENT),
        ("3000 元", 3000, MONEY),
        ("¥3000", 3000, MONEY),
        ("¥3,000.50", Fraction(6001, 2), MONEY),
        ("¥5万", 50_000, MONEY),
        ("5万元", 50_000, MONEY),
        ("5 万 元", 50_000, MONEY),
        ("90 points", 90, POINTS),
        ("90分", 90, POINTS),
        ("15 s", 15, SECONDS),
        ("2 min", 120, SECONDS),
        ("2分钟", 120, SECONDS),
        ("1.5 h", 5400, SECONDS),
        ("45 days", 45 * 86_400, DAYS),
        ("45天", 45 * 86_400, DAYS),
    ],
)
def test_numbers(text: str, value: Fraction | int, quantity: Quantity) -> None:
    number = read(text)
    assert isinstance(number, Number)
    assert (number.value, number.quantity) == (value, quantity)


@pytest.mark.parametrize("space", ["", " "])
@pytest.mark.parametrize("unit", UNIT_LITERALS)
@pytest.mark.parametrize(("word", "power"), [("", 1), *BIG_WORDS.items()])
def test_every_unit(unit: str, space: str, word: str, power: int) -> None:
    quantity, factor = UNIT_LITERALS[unit]
    number = read(f"7.5{word}{space}{unit}")
    assert isinstance(number, Number)
    assert (number.value, number.quantity) == (Fraction(15, 2) * power * factor, quantity)
    assert number.span.text == f"7.5{word}{space}{unit}"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("15 and x", "15 and x"),
        ("15 s and x", "15 s and x"),
        ("x < 15 或 y", "x < 15 or y"),
        ("x < 5万且 y", "x < 50000 and y"),
        ("50% 且 y", "50% and y"),
        ("days × 2 days", "days × 2 days"),
        ("s - 2 s", "s - 2 s"),
    ],
)
def test_a_word_is_a_unit_only_after_a_number(text: str, result: str) -> None:
    assert canonical(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("max(1000,200)", "max(1000, 200)"),
        ("max(1,20)", "max(1, 20)"),
        ("max(x,200)", "max(x, 200)"),
        ("max(1.5,200)", "max(1.5, 200)"),
        ("max(1, 200)", "max(1, 200)"),
        ("max(10%,200)", "max(10%, 200)"),
        ("max((1,000), 2)", "max(1000, 2)"),
        ("max(a, b) + 1,000", "max(a, b) + 1000"),
    ],
)
def test_commas_between_arguments(text: str, result: str) -> None:
    assert canonical(text) == result


@pytest.mark.parametrize(
    ("value", "quantity", "text"),
    [
        (Fraction(1, 2), PERCENT, "50%"),
        (Fraction(1, 10**13), PERCENT, "0.0000000001‰"),
        (Fraction(3000), MONEY, "¥3000"),
        (Fraction(-5), POINTS, "-5 points"),
        (Fraction(90), SECONDS, "90 s"),
        (Fraction(86_400, 2), DAYS, "0.5 days"),
        (Fraction(10) ** 20, BARE, "10000000000000000万"),
        (Fraction(1, 3), BARE, "0.333333…"),
    ],
)
def test_how_a_number_is_written(value: Fraction, quantity: Quantity, text: str) -> None:
    assert number_text(value, quantity) == text
