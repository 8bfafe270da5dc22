"""From a formula's text to its tree: precedence climbing over the tokens, one clear finding where it cannot be read.

From loose to tight: `or`, `and`, `not`, comparisons (chained), `+ -`, `× ÷`, the sign before an operand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from engine.base.limits import FORMULA_CHARACTERS, FORMULA_DEPTH
from engine.base.numbers import read_number
from engine.base.quantities import BARE
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic, Rule
from engine.document.nodes import Scalar
from engine.formula.calls import find_function, make_call
from engine.formula.numerals import Numeral
from engine.formula.prose import IN_WORDS, in_words
from engine.formula.syntax import ends_early, operator_expected, unclosed, value_expected
from engine.formula.tokens import END, Sign, Token, Word, tokenize
from engine.formula.tree import (
    Comparison,
    Expression,
    Formula,
    Logic,
    Name,
    Negative,
    Number,
    Operation,
    Truth,
)
from engine.formula.words import ARITHMETIC, LEVELS, LOGIC, RELATIONS, TIGHTEST
from engine.formula.writing import FormulaError, Part, Writing, in_plan

FORMULA_TOO_DEEP: Final = Rule(
    code="KPI307",
    name="formula-too-deep",
    headline=Text("公式嵌套太深：最多 {limit} 层", "the formula is nested too deeply: at most {limit} levels"),
    what=Text(
        "括号、函数、负号或 `not` 一层套一层，超过了上限。",
        "Brackets, functions, minus signs or `not` stand inside each other beyond the limit.",
    ),
    why=Text("嵌套这么深的公式没有人能核对。", "Nobody can check a formula that is nested so deeply."),
    bad=in_plan("(" * (FORMULA_DEPTH + 1) + "base_salary" + ")" * (FORMULA_DEPTH + 1)),
    good=in_plan("(base_salary)"),
)
EMPTY_FORMULA: Final = Rule(
    code="KPI314",
    name="empty-formula",
    headline=Text("这里应当有公式，却是空的", "a formula belongs here, but there is none"),
    what=Text("该写公式的地方是空的。", "The place of a formula is empty."),
    why=Text("空的公式不是 0；什么都不写不等于不发。", "An empty formula is not 0; nothing is silently zero."),
    bad=in_plan('" "'),
    good=in_plan('"base_salary"'),
)
RULES: Final = (FORMULA_TOO_DEEP, EMPTY_FORMULA)

_NUMERAL: Final = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?")
"""Most formulas of tables are nothing but such a number, about which there is nothing to ask."""

_SPLIT: Final = Text("请拆成几个指标", "split it into several metrics")
_EMPTY_HELP: Final = Text("请写一个公式，例如 `sales × 1%`", "write a formula, such as `sales × 1%`")


def parse_formula(scalar: Scalar) -> Checked[Formula]:
    """Parse a scalar's text; spans point into the source, also where YAML folded or unescaped the text.

    One finding (KPI301 to KPI314) says why there is no tree.
    """
    return parse_text(scalar.text, scalar.part)


def parse_text(text: str, part: Part) -> Checked[Formula]:
    """Parse a text whose characters `part` places in the source."""
    if _NUMERAL.fullmatch(text):
        span = part(0, len(text))
        value = read_number(text)
        assert isinstance(value, Fraction)
        return Checked(Formula(text, Number(value, BARE, span), span))
    writing = Writing.of(text, part)
    try:
        tokens = tokenize(writing)
        if len(tokens) == 1:
            raise writing.refuse(EMPTY_FORMULA, 0, len(text), help=_EMPTY_HELP)
        root = _Parser(writing, tokens).formula()
    except FormulaError as error:
        finding = in_words(writing, error).finding
        return Checked(None, (finding if finding.rule is not IN_WORDS else _sure(finding, writing),))
    return Checked(Formula(text, root, part(0, len(text))))


def _sure(finding: Diagnostic, writing: Writing) -> Diagnostic:
    """A finding about words, without its fix where the formula could not be read with it either."""
    whole, fix = writing.part(0, len(writing.raw)), finding.fix
    if fix is None or whole.text != writing.raw:
        return replace(finding, fix=None)
    (edit,) = fix.edits
    text = writing.raw[: edit.span.start - whole.start] + edit.text + writing.raw[edit.span.end - whole.start :]
    then = parse_text(text, lambda _start, _end: whole) if len(text) <= FORMULA_CHARACTERS else None
    more = then is not None and any(d.rule is IN_WORDS and d.fix is not None for d in then.diagnostics)
    return finding if then is not None and (then.value is not None or more) else replace(finding, fix=None)


class _Parser:
    """A cursor over the tokens of one formula."""

    def __init__(self, writing: Writing, tokens: tuple[Token, ...]) -> None:
        self.writing = writing
        self.tokens = tokens
        self.index = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        """The token at the cursor."""
        return self.tokens[self.index]

    @property
    def sign(self) -> str | None:
        """The sign at the cursor; None where a number or a word stands there."""
        return self.token.text if isinstance(self.token, Sign) else None

    def take(self) -> Token:
        """The token at the cursor, which moves on."""
        self.index += 1
        return self.tokens[self.index - 1]

    def span(self, token: Token) -> Span:
        """The place of a token."""
        return self.writing.part(token.start, token.end)

    def formula(self) -> Expression:
        """The whole formula; whatever is left over is an error."""
        root = self.expression(0)
        if self.sign != END:
            raise operator_expected(self.writing, self.tokens[self.index - 1], self.token, None)
        return root

    def expression(self, loosest: int) -> Expression:
        """An operand and all operators after it that bind at least as strongly as `loosest`."""
        left = self.operand(loosest)
        while (level := self.level()) is not None and level >= loosest:
            left = self.chain(left, level)
        return left

    def level(self) -> int | None:
        """How strongly the operator at the cursor binds; None where none stands that joins two operands."""
        return LEVELS.get(self.sign) if self.sign is not None and self.sign != "not" else None

    def chain(self, first: Expression, level: int) -> Expression:
        """The operands that operators of one level join, as one node."""
        operands, signs = [first], list[str]()
        while self.sign is not None and self.level() == level:
            signs.append(self.sign)
            self.take()
            operands.append(self.expression(level + 1))
        return _joined(tuple(operands), signs)

    def operand(self, loosest: int) -> Expression:
        """What an expression begins with: a value, a sign before it, a bracket or a function."""
        token = self.token
        match token:
            case Numeral(value, quantity):
                self.take()
                return Number(value, quantity, self.span(token))
            case Word():
                return self.name_or_call(token)
            case Sign(text="true" | "false"):
                self.take()
                return Truth(token.text == "true", self.span(token))
            case Sign(text="-"):
                operand = self.deeper(token, TIGHTEST)
                return Negative(operand, self.span(token).to(operand.span))
            case Sign(text="not") if loosest <= LEVELS["not"]:
                operand = self.deeper(token, LEVELS["not"])
                return Logic("not", (operand,), self.span(token).to(operand.span))
            case Sign(text="("):
                inner = self.deeper(token, 0)
                return replace(inner, span=self.span(token).to(self.span(self.close(token, "("))))
            case Sign(text="end"):
                raise ends_early(self.writing, self.tokens[self.index - 1])
            case Sign():
                raise value_expected(self.writing, token)

    def name_or_call(self, word: Word) -> Expression:
        """A name, or a function's call where a bracket follows it."""
        self.take()
        if self.sign != "(" or word.column is not None:
            return Name(word.name, word.column, self.span(word))
        find_function(self.writing, word)
        bracket = self.token
        arguments = self.arguments(bracket)
        return make_call(self.writing, word, arguments, self.close(bracket, "call").end)

    def arguments(self, bracket: Token) -> tuple[Expression, ...]:
        """The arguments of a call, from its opening bracket to where its closing one should stand."""
        self.enter(bracket)
        found = list[Expression]()
        while self.sign != ")" or found:
            found.append(self.expression(0))
            if self.sign != ",":
                break
            self.take()
        self.depth -= 1
        return tuple(found)

    def deeper(self, sign: Sign, loosest: int) -> Expression:
        """The expression that a sign opens, one level deeper."""
        self.enter(sign)
        inner = self.expression(loosest)
        self.depth -= 1
        return inner

    def enter(self, sign: Token) -> None:
        """Take a sign that opens one more level; refused before the recursion could become deep."""
        self.depth += 1
        if self.depth > FORMULA_DEPTH:
            raise self.writing.refuse(FORMULA_TOO_DEEP, sign.start, sign.end, limit=FORMULA_DEPTH, help=_SPLIT)
        self.take()

    def close(self, bracket: Token, inside: str) -> Token:
        """Take the bracket that closes `bracket`."""
        if self.sign == END:
            raise unclosed(self.writing, bracket, self.tokens[: self.index])
        if self.sign != ")":
            raise operator_expected(self.writing, self.tokens[self.index - 1], self.token, inside)
        return self.take()


def _joined(operands: tuple[Expression, ...], signs: Sequence[str]) -> Expression:
    """Operands and the signs of one level between them, as one node."""
    span = operands[0].span.to(operands[-1].span)
    if signs[0] in ARITHMETIC:
        return Operation(operands, tuple(ARITHMETIC[s] for s in signs), span)
    if signs[0] in RELATIONS:
        return Comparison(operands, tuple(RELATIONS[s] for s in signs), span)
    return Logic(LOGIC[signs[0]], operands, span)
