"""Reading the table's cells in SQL: each as the text it prints, by the same grammar as everywhere (LANGUAGE 1.4).

A cell that is empty or wrong stands as a harmless integer behind the reading, and as a code in the column `fault`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlglot import exp

from engine.base.frozen import frozen_value
from engine.base.limits import DIGITS_AFTER_POINT
from engine.base.quantities import COUNT, PERCENT, Choice, Flag, Quantity, Words, scale_of
from engine.diagnostics.model import Rule
from engine.integers.program import InputCode
from engine.program import InputSpec
from engine.run.characters import SPACES, WORD_FORMS
from engine.run.number_rules import (
    BARE_PERCENT,
    NOT_A_NUMBER,
    NOT_FINITE,
    NOT_WHOLE,
    OUT_OF_RANGE,
    TOO_MANY_DECIMALS,
    TOO_MANY_DIGITS,
)
from engine.run.typed_cells import MISSING_VALUE
from engine.run.word_cells import BAD_DATE, NOT_A_FLAG, UNKNOWN_OPTION
from engine.sql.dialects import Dialect
from engine.sql.expressions import column, operand, remainder, typed, whole
from engine.sql.table import Digits, digits_of, filler, input_ends, largest_written

TRUE_WORDS: Final = ("true", "是")
FALSE_WORDS: Final = ("false", "否")
_NOT_FINITE: Final = "^[+-]?([Nn][Aa][Nn]|[Ii][Nn][Ff]([Ii][Nn][Ii][Tt][Yy])?)$"
_31_DAYS: Final = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
_30_DAYS: Final = "(0[469]|11)-(0[1-9]|[12][0-9]|30)"
_LEAP_YEAR: Final = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
_DAY: Final = f"^([0-9]{{4}}-({_31_DAYS}|{_30_DAYS}|02-(0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)$"
"""A day that there is, but for the year 0, of which there is none."""

HIDDEN: Final = (
    (0x01, 0x1F), (0x7F, 0xA0), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x1680, 0x1680),
    (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x2064), (0x2066, 0x206F),
    (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB),
    (0xFFFD, 0xFFFD),
)  # fmt: skip
"""Characters that nobody sees, of those that no cell may contain: two names that differ in one look alike."""


@frozen_value
class Cell:
    """One input in SQL: its declaration, its variables, and the columns of its text and of its unchecked integer."""

    spec: InputSpec
    code: InputCode
    text: str
    raw: str
    ratios: bool

    @property
    def digits(self) -> Digits:
        """How its numbers may be written."""
        return digits_of(self.spec, self.ratios)


def text_of(heading: str, dialect: Dialect) -> exp.Expr:
    """A cell of the table as trimmed text; NULL where it is empty."""
    cell = exp.column(*(exp.to_identifier(name, quoted=True) for name in (heading, "cells")))
    text = exp.Trim(this=typed(cell, "TEXT", dialect), expression=_words(SPACES))
    return exp.Nullif(this=text, expression=exp.Literal.string(""))


def name_of(heading: str, dialect: Dialect) -> exp.Expr:
    """The same of who, or with whom: full-width letters and digits as ordinary ones."""
    forms = {chr(code): form for code, form in WORD_FORMS.items()}
    words = [text_of(heading, dialect), _words("".join(forms)), _words("".join(forms.values()))]
    return exp.Anonymous(this="TRANSLATE", expressions=words)


def hides(name: str, dialect: Dialect) -> exp.Expr:
    """Whether who, or with whom, contains what nobody sees."""
    ranges = "".join("-".join(map(dialect.character.format, ends)) for ends in HIDDEN)
    return exp.RegexpLike(this=column(name), expression=_words(f"[{ranges}]"))


def raw_number(cell: Cell, dialect: Dialect) -> exp.Expr:
    """The integer that a numeric cell stands for, in the unit of its variable; NULL where it is no such number."""
    pattern = _pattern(cell.digits)
    bare: exp.Expr = column(cell.text)
    for sign in ",%‰" if cell.digits.percent else ",":
        bare = exp.Anonymous(this="REPLACE", expressions=[bare, _words(sign), _words("")])
    after = cell.digits.after
    number: exp.Expr = typed(bare, f"DECIMAL({cell.digits.before + after}, {after})", dialect)
    if after:
        number = exp.Mul(this=number, expression=whole(10**after))
    value = typed(number, _reading_type(dialect), dialect)
    factor = _factor(cell)
    if factor is not None:
        value = exp.Mul(this=value, expression=operand(factor))
    return exp.Case(ifs=[exp.If(this=_like(cell, pattern), true=value)])


def _reading_type(dialect: Dialect) -> str:
    """A type for whole numbers of 38 digits, which has no decimals to carry along."""
    return "DECIMAL(38, 0)" if dialect.limit is None else dialect.whole


def _factor(cell: Cell) -> exp.Expr | None:
    """From a cell's last decimal to the unit of its variable."""
    unit = cell.code.unit * int(scale_of(cell.spec.kind)) // 10**cell.digits.after
    if not cell.digits.percent:
        return None if unit == 1 else whole(unit)
    last = exp.Right(this=column(cell.text), expression=whole(1))
    signs = [exp.If(this=_words("%"), true=whole(unit // 100)), exp.If(this=_words("‰"), true=whole(unit // 1000))]
    return exp.Case(this=last, ifs=signs, default=whole(unit))


def checked_number(cell: Cell) -> exp.Expr:
    """The integer of a cell whose number is there and within its range, else the input's harmless one."""
    raw, other = column(cell.raw), whole(filler(cell.spec, cell.code.unit))
    within = _within(cell)
    if within is None:
        return exp.Coalesce(this=raw, expressions=[other])
    return exp.Case(ifs=[exp.If(this=within, true=raw)], default=other)


def _within(cell: Cell) -> exp.Expr | None:
    """Whether the number is in its range; None where its digits alone keep it there."""
    low, high = input_ends(cell.spec, cell.code.unit)
    widest = largest_written(cell.spec, cell.ratios) * cell.code.unit
    tests: list[exp.Expr] = []
    if low > -widest:
        tests.append(exp.GTE(this=column(cell.raw), expression=whole(low)))
    if high < widest:
        tests.append(exp.LTE(this=column(cell.raw), expression=whole(high)))
    return exp.and_(*tests) if tests else None


def _too_fine(cell: Cell) -> exp.Expr | None:
    """Whether a percentage has more decimals than the plan declares, written with % or ‰ or as a ratio."""
    if cell.spec.kind != PERCENT or cell.spec.decimals is None:
        return None
    step = cell.code.unit // 10**cell.spec.decimals
    rest = remainder(column(cell.raw), whole(step))
    return None if step <= 1 else exp.NEQ(this=rest, expression=whole(0))


def option_index(cell: Cell, options: tuple[str, ...]) -> exp.Expr:
    """The index of the option that a cell names, else the input's harmless one."""
    found = [exp.If(this=_words(option), true=whole(at)) for at, option in enumerate(options)]
    return exp.Case(this=column(cell.text), ifs=found, default=whole(filler(cell.spec, 1)))


def words(cell: Cell) -> exp.Expr:
    """The text of a cell: in SQL the variable of a text is the text itself."""
    return exp.Coalesce(
        this=column(cell.text), expressions=[_words(cell.spec.default if isinstance(cell.spec.default, str) else "")]
    )


def flag(cell: Cell) -> exp.Expr:
    """Whether a cell says yes; the default where it is empty."""
    yes = exp.In(this=column(cell.text), expressions=[_words(word) for word in TRUE_WORDS])
    return exp.Coalesce(this=yes, expressions=[exp.true() if cell.spec.default is True else exp.false()])


def faults(cell: Cell) -> Iterator[exp.If]:
    """What can be wrong with a cell as conditions, each with the code of the finding, in the order they are asked."""
    required = cell.spec.default is None and not cell.spec.optional
    if required:
        yield _fault(_empty(cell), MISSING_VALUE.code)
    match cell.spec.kind:
        case Quantity():
            unread = exp.Is(this=column(cell.raw), expression=exp.null())
            given = [] if required else [exp.not_(_empty(cell))]
            yield exp.If(this=exp.and_(*given, unread), true=_why_unread(cell))
            fine = _too_fine(cell)
            if fine is not None:
                yield _fault(fine, TOO_MANY_DECIMALS.code)
            within = _within(cell)
            if within is not None:
                yield _fault(exp.not_(within), OUT_OF_RANGE.code)
        case Flag():
            yield _fault(_not_among(cell, TRUE_WORDS + FALSE_WORDS), NOT_A_FLAG.code)
        case Choice(options):
            yield _fault(_not_among(cell, options), UNKNOWN_OPTION.code)
        case Words(type="date"):
            none = exp.or_(exp.not_(_like(cell, _DAY)), _like(cell, "^0000"))
            yield _fault(none, BAD_DATE.code)


def is_absent(cell: Cell) -> exp.Expr:
    """Whether an input that may be missing is."""
    return _empty(cell)


def _empty(cell: Cell) -> exp.Expr:
    return exp.Is(this=column(cell.text), expression=exp.null())


def _why_unread(cell: Cell) -> exp.Expr:
    """The code for a text that is no number of this input."""
    digits, sign = cell.digits, "[%‰]?" if cell.digits.percent else ""
    found = [
        _fault(_like(cell, _NOT_FINITE), NOT_FINITE.code),
        _fault(_like(cell, f"^[+-]?{_at_least(digits.before + 1)}([.][0-9]+)?{sign}$"), TOO_MANY_DIGITS.code),
        *(
            _fault(_like(cell, f"^[+-]?{_whole_part(digits)}[.]{_at_least(decimals)}{sign}$"), rule.code)
            for decimals, rule in _fractions(digits.after, cell.spec.kind == COUNT)
        ),
    ]
    if digits.percent:
        found.append(_fault(_like(cell, f"^[+-]?{_whole_part(digits)}([.][0-9]+)?$"), BARE_PERCENT.code))
    return exp.Case(ifs=found, default=_words(NOT_A_NUMBER.code))


def _fractions(after: int, count: bool) -> tuple[tuple[int, Rule], ...]:
    """From how many decimals on a number is refused, and as what; of a count, fewer than too many are a fraction."""
    if count:
        return ((DIGITS_AFTER_POINT + 1, TOO_MANY_DECIMALS), (1, NOT_WHOLE))
    return ((after + 1, TOO_MANY_DECIMALS),)


def _pattern(digits: Digits) -> str:
    """The texts that are numbers of this kind; zeros may follow the last decimal that is allowed."""
    part = f"([.][0-9]{{1,{digits.after}}}0*)?" if digits.after else "([.]0+)?"
    if not digits.percent:
        return f"^[+-]?{_whole_part(digits)}{part}$"
    return f"^[+-]?({_whole_part(digits)}{part}[%‰]|0+{part})$"


def _whole_part(digits: Digits) -> str:
    """The digits before the point, with or without well-formed thousands groups."""
    return f"([0-9]{{1,{digits.before}}}|[0-9]{{1,3}}(,[0-9]{{3}}){{1,{digits.before // 3 - 1}}})"


def _at_least(count: int) -> str:
    return "[0-9]+" if count == 1 else f"[0-9]{{{count},}}"


def _like(cell: Cell, pattern: str) -> exp.Expr:
    return exp.RegexpLike(this=column(cell.text), expression=_words(pattern))


def _not_among(cell: Cell, words: tuple[str, ...]) -> exp.Expr:
    return exp.not_(exp.In(this=column(cell.text), expressions=[_words(word) for word in words]))


def _fault(condition: exp.Expr, code: str) -> exp.If:
    return exp.If(this=condition, true=_words(code))


def _words(text: str) -> exp.Expr:
    return exp.Literal.string(text)
