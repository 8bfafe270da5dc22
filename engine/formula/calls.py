"""Calls: the function is one of the table's, and it takes that many arguments."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Rule
from engine.diagnostics.suggest import nearest
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
    headline=Text("函数 `{name}` 要{wanted}个参数，不是 {found} 个", "`{name}` takes {wanted} arguments, not {found}"),
    what=Text("函数的参数多了或少了。", "A function has too many or too few arguments."),
    why=Text("少一个界限或多一个数，结果就是另一个数。", "One bound less or one value more is another result."),
    bad=in_plan("clamp(base_salary, 2000)"),
    good=in_plan("clamp(base_salary, 2000, 5000)"),
)
RULES: Final = (UNKNOWN_FUNCTION, WRONG_ARGUMENT_COUNT)


def find_function(writing: Writing, word: Word) -> Function:
    """The function of that English or Chinese name; raises FormulaError."""
    function = BY_WORD.get(word.name)
    if function is not None:
        return function
    near = nearest(word.name, BY_WORD)
    if near is None:
        help = Text("相乘请写 `{name} × (…)`", "to multiply write `{name} × (…)`").format(name=word.name)
    else:
        help = Text("是不是想写 `{usage}`？", "did you mean `{usage}`?").format(usage=_usage(BY_WORD[near], near))
    raise writing.refuse(UNKNOWN_FUNCTION, word.start, word.end, name=writing.words(word.start, word.end), help=help)


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
