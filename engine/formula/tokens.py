"""The tokenizer: a formula's text as numbers, words and signs, each with its place; no value is computed here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.limits import FORMULA_CHARACTERS, FORMULA_TOKENS
from engine.base.text import Text
from engine.diagnostics.model import Rule
from engine.formula.characters import PAIRS, unknown
from engine.formula.names import check_name, is_letter, word_end
from engine.formula.numerals import Numeral, begins_number, read_numeral
from engine.formula.units import stray_percent
from engine.formula.words import ARITHMETIC, LOGIC, PUNCTUATION, RELATIONS, TRUTHS, WRONG_RELATIONS
from engine.formula.writing import FormulaError, Writing, in_plan

FORMULA_TOO_LONG: Final = Rule(
    code="KPI306",
    name="formula-too-long",
    headline=Text("公式太长：最多 {limit} {unit}", "the formula is too long: at most {limit} {unit}"),
    what=Text("一个公式的字数或词数超过了上限。", "A formula has more characters or words than the limit."),
    why=Text(
        "这么长的公式没有人能核对；拆成几个指标更清楚。",
        "Nobody can check a formula of that length; metrics with names say what it means.",
    ),
    bad=in_plan("base_salary" + " + 1" * (FORMULA_TOKENS // 2)),
    good=in_plan(f"base_salary + {FORMULA_TOKENS // 2}"),
)
NOT_A_COMPARISON: Final = Rule(
    code="KPI312",
    name="not-a-comparison",
    headline=Text("`{sign}` 不是比较符号", "`{sign}` is not a comparison"),
    what=Text("比较符号写成了别的语言的样子。", "A comparison is spelt as in another language."),
    why=Text(
        "比较只有 < ≤ <= > ≥ >= = == ≠ != 这几种写法；公式也不能赋值。",
        "Comparisons are < ≤ <= > ≥ >= = == ≠ != and nothing else; a formula assigns nothing.",
    ),
    bad=in_plan("if(sales => 100, base_salary, 0)"),
    good=in_plan("if(sales >= 100, base_salary, 0)"),
)
RULES: Final = (FORMULA_TOO_LONG, NOT_A_COMPARISON)

_CHARACTERS: Final = Text("个字", "characters")
_TOKENS: Final = Text("个词和符号", "words and signs")
_SPLIT: Final = Text("请拆成几个指标", "split it into several metrics")


@frozen_value
class Sign:
    """An operator, a bracket, a comma, `and`, `true` …: `text` is its one canonical spelling; `end` ends all."""

    text: str
    start: int
    end: int


@frozen_value
class Word:
    """A name, or `name.column`; before a bracket the name of a function."""

    name: str
    column: str | None
    start: int
    end: int


Token = Numeral | Word | Sign

END: Final = "end"

_MEANINGS: Final[dict[str, str]] = {**ARITHMETIC, **RELATIONS, **{sign: sign for sign in PUNCTUATION}}
_WORD_SIGNS: Final[dict[str, str]] = {**LOGIC, **{word: str(value).lower() for word, value in TRUTHS.items()}}


def _one_of(signs: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(s) for s in sorted(signs, key=len, reverse=True)))


_SIGN: Final = _one_of(tuple(_MEANINGS))
_WRONG: Final = _one_of(tuple(WRONG_RELATIONS))
_PAIR: Final = _one_of(tuple(PAIRS))


def tokenize(writing: Writing) -> tuple[Token, ...]:
    """All tokens of a formula and an `end`; raises FormulaError at the first thing that is none."""
    length = len(writing.folded)
    if length > FORMULA_CHARACTERS:
        raise _too_long(writing, FORMULA_CHARACTERS, _CHARACTERS)
    tokens: list[Token] = []
    in_call: list[bool] = []
    at = writing.skip_spaces(0)
    while at < length:
        token = _next(writing, at, tokens, bool(in_call) and in_call[-1])
        if isinstance(token, Sign):
            _follow_brackets(token, tokens, in_call)
        tokens.append(token)
        if len(tokens) > FORMULA_TOKENS:
            raise _too_long(writing, FORMULA_TOKENS, _TOKENS)
        at = writing.skip_spaces(token.end)
    return (*tokens, Sign(END, length, length))


def _too_long(writing: Writing, limit: int, unit: Text) -> FormulaError:
    return writing.refuse(FORMULA_TOO_LONG, 0, len(writing.raw), limit=limit, unit=unit, help=_SPLIT)


def _follow_brackets(sign: Sign, before: Sequence[Token], in_call: list[bool]) -> None:
    """Keep account of the open brackets: for each, whether it is a function's."""
    if sign.text == "(":
        in_call.append(bool(before) and isinstance(before[-1], Word))
    elif sign.text == ")" and in_call:
        in_call.pop()


def _next(writing: Writing, at: int, before: Sequence[Token], in_call: bool) -> Token:
    """The token that begins at a position which is not a space."""
    here = writing.folded[at]
    if begins_number(writing, at):
        return read_numeral(writing, at, in_call)
    if here == "_" or is_letter(here):
        return _word(writing, at)
    if here in "%‰":
        raise stray_percent(writing, at, _value_before(writing, before))
    if wrong := _WRONG.match(writing.folded, at):
        raise _not_a_comparison(writing, at, wrong[0])
    sign = None if _PAIR.match(writing.folded, at) else _SIGN.match(writing.folded, at)
    if sign is None:
        raise unknown(writing, at)
    return Sign(_MEANINGS[sign[0]], at, sign.end())


def _value_before(writing: Writing, before: Sequence[Token]) -> str | None:
    last = before[-1] if before else None
    if isinstance(last, Sign):
        return "( … )" if last.text == ")" else None
    return writing.words(last.start, last.end) if last is not None else None


def _not_a_comparison(writing: Writing, at: int, sign: str) -> FormulaError:
    end = at + len(sign)
    right = WRONG_RELATIONS[sign]
    help = Text("请写 `{right}`", "write `{right}`").format(right=right)
    return writing.refuse(NOT_A_COMPARISON, at, end, sign=writing.raw[at:end], help=help, instead=right)


def _word(writing: Writing, start: int) -> Word | Sign:
    """A name, a name with its column (no spaces around the point), or one of the language's own words."""
    text = writing.folded
    end = word_end(text, start)
    if (meaning := _WORD_SIGNS.get(text[start:end])) is not None:
        return Sign(meaning, start, end)
    check_name(writing, start, end)
    if text[end : end + 1] != "." or not is_letter(text[end + 1 : end + 2] or "."):
        return Word(text[start:end], None, start, end)
    column = end + 1
    last = word_end(text, column)
    check_name(writing, column, last)
    return Word(text[start:end], text[column:last], start, last)
