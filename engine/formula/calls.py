"""Calls: the function is one of the table's, and it takes that many arguments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Rule
from engine.diagnostics.suggest import nearest, slip
from engine.formula.functions import BY_WORD, Function
from engine.formula.tokens import Word
from engine.formula.tree import Call, Expression
from engine.formula.writing import Writing, in_plan

UNKNOWN_FUNCTION: Final = Rule(
    code="KPI309",
    name="unknown-function",
    headline=Text("没有函数 `{name}`", "there is no function `{name}`"),
    what=Text("括号前的名称不是函数。", "The name before a bracket is not a function."),
    why=Text(
        "函数只有规定的那些；名称后面的括号不表示相乘。",
        "Only the language's own functions exist, and a bracket after a name does not multiply.",
    ),
    bad=in_plan("maximum(base_salary, 2000)"),
    good=in_plan("max(base_salary, 2000)"),
)
WRONG_ARGUMENT_COUNT: Final = Rule(
    code="KPI310",
    name="wrong-argument-count",
    headline=Text(
        "函数 `{name}` 要{wanted}个参数，不是 {found} 个", "`{name}` takes {wanted:argument|arguments}, not {found}"
    ),
    what=Text("函数的参数多了或少了。", "A function has too many or too few arguments."),
    why=Text("少一个界限或多一个数，结果就是另一个数。", "One bound less or one value more is another result."),
    bad=in_plan("clamp(base_salary, 2000)"),
    good=in_plan("clamp(base_salary, 2000, 5000)"),
)
RULES: Final = (UNKNOWN_FUNCTION, WRONG_ARGUMENT_COUNT)

_IN_CELLS: Final = Text(
    "把要加的写出来：`a + b`；全组的合计是 `group_sum(x)`",
    "write what is added, `a + b`; the sum over a group is `group_sum(x)`",
)
_MEAN: Final = Text(
    "写 `(a + b) ÷ 2`；全组的平均是 `group_mean(x)`", "write `(a + b) ÷ 2`; the mean over a group is `group_mean(x)`"
)
_TABLE: Final = Text("查表在 tables 里定义，公式里写 `表名.列`", "define a table under tables and write `table.column`")
_AND: Final = Text("写 `a and b`（或 `a 且 b`）", "write `a and b`")
_OR: Final = Text("写 `a or b`（或 `a 或 b`）", "write `a or b`")
_IF_ZERO: Final = Text(
    "在指标里写 `if_zero:`，说明除数为零时怎么办", "give the metric `if_zero:`, which says what a zero divisor means"
)
_CASES: Final = Text("写 `if(条件, a, if(条件, b, c))`", "write `if(condition, a, if(condition, b, c))`")
_FLOOR: Final = Text("写 `floor(x, 2)`", "write `floor(x, 2)`")
_CEIL: Final = Text("写 `ceil(x, 2)`", "write `ceil(x, 2)`")
SPREADSHEET: Final[Mapping[str, Text]] = {
    "sum": _IN_CELLS, "sumif": _IN_CELLS, "求和": _IN_CELLS, "合计": _IN_CELLS,
    "average": _MEAN, "avg": _MEAN, "mean": _MEAN, "平均": _MEAN,
    "vlookup": _TABLE, "lookup": _TABLE, "xlookup": _TABLE, "hlookup": _TABLE, "index": _TABLE, "choose": _TABLE,
    "and": _AND, "or": _OR, "iferror": _IF_ZERO, "ifs": _CASES, "switch": _CASES,
    "rounddown": _FLOOR, "int": _FLOOR, "trunc": _FLOOR, "roundup": _CEIL, "ceiling": _CEIL,
}  # fmt: skip
"""Functions that people know from spreadsheets, and what to write instead."""
_ALSO: Final[Mapping[str, str]] = {
    "maximum": "max", "minimum": "min", "absolute": "abs", "iif": "if", "when": "if",
    "最大值": "最大", "取最大": "最大", "最小值": "最小", "取最小": "最小", "取绝对值": "绝对值",
}  # fmt: skip
"""Other names of functions, each of which can be only that one."""


def find_function(writing: Writing, word: Word) -> Function:
    """The function of that English or Chinese name; raises FormulaError."""
    function = BY_WORD.get(word.name)
    if function is not None:
        return function
    near = _ALSO.get(word.name.lower()) or nearest(word.name, BY_WORD)
    if word.name.lower() in SPREADSHEET:
        help = SPREADSHEET[word.name.lower()]
    elif near is None:
        help = Text("相乘请写 `{name} × (…)`", "to multiply write `{name} × (…)`").format(name=word.name)
    else:
        help = Text("是不是想写 `{usage}`？", "did you mean `{usage}`?").format(usage=_usage(BY_WORD[near], near))
    sure = _ALSO.get(word.name.lower()) or (None if word.name.lower() in SPREADSHEET else slip(word.name, BY_WORD))
    name = writing.words(word.start, word.end)
    raise writing.refuse(UNKNOWN_FUNCTION, word.start, word.end, name=name, help=help, instead=sure)


def make_call(writing: Writing, word: Word, arguments: tuple[Expression, ...], end: int) -> Call:
    """The call of a known function up to `end`, its closing bracket included; raises FormulaError."""
    function = find_function(writing, word)
    if not function.takes(len(arguments)):
        usage = _usage(function, word.name)
        raise writing.refuse(
            WRONG_ARGUMENT_COUNT,
            word.start,
            end,
            name=word.name,
            wanted=_wanted(function),
            found=len(arguments),
            help=Text("请写 `{usage}`：{doc}", "write `{usage}`: {doc}").format(usage=usage, doc=function.doc),
        )
    return Call(function.name, arguments, writing.part(word.start, word.end), writing.part(word.start, end))


def _usage(function: Function, word: str) -> str:
    """How a function is written by one of its names."""
    return word + function.usage.removeprefix(function.name)


def _wanted(function: Function) -> Text:
    least, most = function.least, function.most
    if most is None:
        return Text(f"至少 {least} ", f"at least {least}")
    if least == most:
        return Text(f" {least} ", f"{least}")
    return Text(f" {least} 到 {most} ", f"{least} to {most}")
