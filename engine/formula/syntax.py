"""What a formula lacks where it stops making sense: the token that was found, what could stand there, what to type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT, Edit, Fix, Label, Rule
from engine.formula.numerals import Numeral
from engine.formula.tokens import Sign, Token, Word
from engine.formula.words import LOGIC
from engine.formula.writing import FormulaError, Writing, in_plan

FORMULA_SYNTAX: Final = Rule(
    code="KPI302",
    name="formula-syntax",
    headline=Text("这里应当是{expected}，却是 `{found}`", "expected {expected} here, but found `{found}`"),
    what=Text(
        "公式的写法不通：缺运算符、缺一个数，或者多了符号。",
        "A formula cannot be read: an operator or a value is missing, or a sign is too many.",
    ),
    why=Text(
        "漏掉的符号不能猜：`a b` 可以是乘，也可以是加。",
        "A missing sign is not guessed: `a b` may be a product or a sum.",
    ),
    bad=in_plan("base_salary 100"),
    good=in_plan("base_salary + 100"),
)
FORMULA_ENDS_EARLY: Final = Rule(
    code="KPI303",
    name="formula-ends-early",
    headline=Text(
        "公式到 `{last}` 就结束了，后面还缺一个值", "the formula ends after `{last}`, where a value is missing"
    ),
    what=Text("公式以运算符或左括号结尾。", "A formula ends with an operator or an opening bracket."),
    why=Text("没写完的公式不能算。", "An unfinished formula cannot be paid."),
    bad=in_plan("base_salary +"),
    good=in_plan("base_salary + 100"),
)
UNCLOSED_PARENTHESIS: Final = Rule(
    code="KPI304",
    name="unclosed-parenthesis",
    headline=Text("左括号没有对应的右括号", "this bracket is never closed"),
    what=Text("左括号比右括号多。", "A formula opens more brackets than it closes."),
    why=Text("括号在哪里结束，决定先算什么。", "Where a bracket ends decides what is computed first."),
    bad=in_plan("(base_salary + 100"),
    good=in_plan("(base_salary + 100)"),
)
RULES: Final = (FORMULA_SYNTAX, FORMULA_ENDS_EARLY, UNCLOSED_PARENTHESIS)

_A_VALUE: Final = Text("数、名称或左括号", "a number, a name or `(`")
_AFTER: Final[dict[str | None, Text]] = {
    None: Text("运算符或公式结尾", "an operator or the end of the formula"),
    "(": Text("运算符或右括号", "an operator or `)`"),
    "call": Text("运算符、逗号或右括号", "an operator, `,` or `)`"),
}
_NO_PLUS: Final = Text("正号不用写，请去掉 `+`", "a plus sign before a value is not needed; leave it out")
_NO_EQUALS: Final = Text("公式开头不用等号，请去掉 `=`", "a formula needs no equals sign before it; leave out the `=`")
_TIMES: Final = Text("相乘请写 `×` 或 `*`", "to multiply write `×` or `*`")
_NO_VALUE: Final = Text("请在括号前补上一个值", "write a value before the bracket")
_NOT_ALONE: Final = Text("请加括号：`(not …)`；或写 `and not …`", "put it in brackets, `(not …)`, or write `and not …`")
_QUOTE: Final = Text(
    "花括号里的逗号把公式断开了：给整个公式加双引号",
    "inside { } a comma ends the value: put the whole formula in double quotes",
)
_NO_OPENING: Final = Text("它没有对应的左括号", "there is no `(` for it")
_COMMA: Final = Text(
    "逗号只分隔函数的参数；一千请写 1000 或 1,000", "a comma only separates a function's arguments; write 1000 or 1,000"
)
_POINT: Final = Text(
    "列写作 `名称.列`：只有一个点，两边没有空格", "write a column as `name.column`: one point, no spaces"
)


def value_expected(writing: Writing, found: Sign) -> FormulaError:
    """The error that an operand should stand where a sign was found."""
    help = {"+": _NO_PLUS, "not": _NOT_ALONE, ",": _COMMA, ".": _POINT, ")": _NO_VALUE, "=": _NO_EQUALS}.get(
        found.text, NO_TEXT
    )
    return _syntax(writing, _A_VALUE, found, help, "" if help in (_NO_PLUS, _NO_EQUALS) else None)


def operator_expected(writing: Writing, before: Token, found: Token, inside: str | None) -> FormulaError:
    """The error that the value ending with `before` is followed by `found`.

    `inside`: `(` within brackets, `call` within a function's, None outside.
    """
    instead = None
    match found:
        case Sign(text=")"):
            help, instead = _NO_OPENING, "" if _one_too_many(writing.folded, found) else None
        case Sign(text=","):
            help = _COMMA
        case Sign(text="."):
            help = _POINT
        case Sign(text="not"):
            help = _NOT_ALONE
        case Word(name="x" | "X"):
            help, instead = _TIMES, "×"
        case Word(name=name) if name.lower() in LOGIC:
            help, instead = Text("请写 `{word}`", "write `{word}`").format(word=name.lower()), name.lower()
        case Word() | Numeral() | Sign():
            values = {"a": _words(writing, before), "b": _words(writing, found)}
            help = Text("中间缺运算符，例如 `{a} × {b}`", "an operator is missing, such as `{a} × {b}`").format(
                **values
            )
    return _syntax(writing, _AFTER[inside], found, help, instead)


def _one_too_many(text: str, bracket: Sign) -> bool:
    """Whether the formula is one call and this bracket after it: had one been forgotten, it would stand before it."""
    depth, before = 0, text[: bracket.start].strip()
    if bracket.end < len(text.rstrip()) or not _CALL.match(before):
        return False
    for at, character in enumerate(before):
        depth += (character == "(") - (character == ")")
        if character == ")" and depth == 0:
            return at == len(before) - 1
    return False


_CALL: Final = re.compile(r"\w+\(")


def ends_early(writing: Writing, last: Token) -> FormulaError:
    """The error that nothing follows the operator or bracket `last`."""
    help = Text("请在后面补上一个数或名称，或者去掉它", "write a number or a name after it, or leave it out")
    return writing.refuse(FORMULA_ENDS_EARLY, last.start, last.end, last=_words(writing, last), help=help)


def unclosed(writing: Writing, bracket: Token, tokens: Sequence[Token]) -> FormulaError:
    """The error that the formula ends while `bracket` is open; the tokens before its end are given."""
    last = tokens[-1]
    opened = writing.part(bracket.start, bracket.end)
    end = Label(writing.part(last.start, last.end), Text("公式在这里结束", "the formula ends here"))
    help = _QUOTE if _cut_at_comma(writing) else Text("请补上 `)`", "write the missing `)`")
    sure = help is not _QUOTE and _ends_in_one_place(tokens, tokens.index(bracket))
    fix = writing.written(last.end, last.end, ")") if sure else _in_quotes(writing) if help is _QUOTE else None
    label = Text("在这里打开", "opened here")
    return FormulaError(UNCLOSED_PARENTHESIS.at(opened, label, also=(end,), help=help, fix=fix))


def _in_quotes(writing: Writing) -> Fix | None:
    """The fix that puts a whole formula in quotes that a comma in braces has cut: up to the braces' end or next key."""
    begin, source = writing.part(0, 1).start, writing.part(0, 1).source
    line, depth = source.text[begin:].partition("\n")[0], 0
    for at, character in enumerate(line):
        depth += (character == "(") - (character == ")")
        if depth < 0 or character in "\"'{[#\\":
            return None
        if depth == 0 and character in ",}]":
            if not _AFTER_VALUE.match(line, at):
                return None
            places = (begin, begin + len(line[:at].rstrip()))
            title = Text("整个公式加上双引号", "put the whole formula in double quotes")
            return Fix(title, tuple(Edit(Span(source, place, place), '"') for place in places))
    return None


_AFTER_VALUE: Final = re.compile(r"[}\]]|,\s*(?:[^\W\d]\w*\s*:|[{\[])")
"""The end of the braces behind a value, or the next key."""


def _ends_in_one_place(tokens: Sequence[Token], bracket: int) -> bool:
    """Whether a missing `)` at the end is the only one that can be meant: wherever else it stood, all is the same.

    So it is where a call's last argument is one value, and where a sum or a product stands in brackets from the
    formula's beginning.
    """
    inside, after_name = tokens[bracket + 1 :], bracket > 0 and isinstance(tokens[bracket - 1], Word)
    if not inside or isinstance(inside[-1], Sign):
        return False
    signs = {t.text for t in inside if isinstance(t, Sign)}
    if after_name:
        return len(inside) == 1 or (isinstance(inside[-2], Sign) and inside[-2].text == ",")
    return bracket == 0 and signs in ({"+"}, {"×"}, set())


def _cut_at_comma(writing: Writing) -> bool:
    """Whether YAML ended the formula at a comma, as it does inside braces."""
    place = writing.part(0, len(writing.folded))
    return place.source.text[place.end :].lstrip().startswith(",")


def _syntax(writing: Writing, expected: Text, found: Token, help: Text, instead: str | None = None) -> FormulaError:
    words = _words(writing, found)
    return writing.refuse(FORMULA_SYNTAX, found.start, found.end, help, instead, expected=expected, found=words)


def _words(writing: Writing, token: Token) -> str:
    return writing.words(token.start, token.end)
