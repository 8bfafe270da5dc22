"""The proof that a dialect's whole numbers are wide enough for every value of a query, whatever the table holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from engine.base.frozen import frozen_value
from engine.base.quantities import Quantity
from engine.base.text import Text
from engine.diagnostics.example import fragment, pay
from engine.diagnostics.model import Diagnostic, Rule
from engine.integers.bounds import MOST_DIGITS, Bounds, Ends
from engine.integers.program import IntegerProgram
from engine.integers.tree import (
    Condition,
    Let,
    LetFlag,
    Nothing,
    Number,
    Option,
    RoundDiv,
    Shape,
    Statement,
)
from engine.program import InputSpec, Program, Value
from engine.sql.dialects import Dialect
from engine.sql.table import GROUP_MEMBERS
from engine.sql.walk import Part, Position, Step, needed, parts, reads, variables, writes

SQL_TOO_NARROW: Final = Rule(
    code="KPI650",
    name="sql-too-narrow",
    headline=Text(
        "“{name}”可能要 {digits} 位整数，{database} 最多 {limit} 位",
        "{name} may need whole numbers of {digits} digits; {database} holds {limit}",
    ),
    what=Text(
        "按各输入声明的范围，这个值算到一半时可能超过数据库整数的位数。",
        "On the inputs' declared ranges, this value or a step towards it may exceed the database's integers.",
    ),
    why=Text(
        "溢出的数不是报错就是错钱；能证明放得下才导出。",
        "An overflow is an error or wrong pay, so a query is written only where it is proved that all numbers fit.",
    ),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          share: {type: percent, min: 0%}
          factor: {type: number, min: 0}
        """)
    + pay("sales × share × factor")
    + "--- sql duckdb\n",
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0, max: 100000000}
          share: {type: percent, min: 0%, max: 100%}
          factor: {type: number, min: 0, max: 10}
        """)
    + pay("sales × share × factor")
    + "--- sql duckdb\n",
)
RULES: Final = (SQL_TOO_NARROW,)


_ROUND: Final = Text("给它的指标写 decimals:，或少乘几个数", "give its metrics `decimals:`, or multiply fewer figures")


def beyond_all(program: Program, name: str, dialect: Dialect) -> Diagnostic:
    """The finding about a value of more digits than any evaluator of integers computes with."""
    value = next(value for value in program.values if value.name == name)
    limit = MOST_DIGITS if dialect.limit is None else len(str(dialect.limit)) - 1
    return SQL_TOO_NARROW.at(
        value.origin.span, help=_ROUND,
        name=value.label, digits=MOST_DIGITS, database=dialect.label, limit=limit,
    )  # fmt: skip


@frozen_value
class Proof:
    """What is to be proved: statements of a program for a dialect, on the ends of the inputs of its table."""

    code: IntegerProgram
    dialect: Dialect
    ends: Mapping[str, Ends]

    def bounds(self, steps: tuple[Step, ...]) -> Bounds:
        """The ends of every variable; none of the statements is a statistic of quotients."""
        places = {step.name: (1, GROUP_MEMBERS) for step in steps if isinstance(step, Position)}
        statements = tuple(step for step in steps if not isinstance(step, Position))
        return Bounds(statements, {**self.ends, **places}, GROUP_MEMBERS)

    def too_narrow(self, steps: tuple[Statement, ...]) -> Diagnostic | None:
        """The finding about the first value whose integers may not fit, where the dialect has a limit."""
        if self._excess(steps) is None:
            return None
        first, last = 0, len(steps)  # the statements before `first` fit, those before `last` do not
        while last - first > 1:
            middle = (first + last) // 2
            first, last = (middle, last) if self._excess(steps[:middle]) is None else (first, middle)
        return self._finding(steps, last)

    def _excess(self, steps: tuple[Statement, ...]) -> tuple[int, int] | None:
        """The largest integer or quotient where it is beyond the dialect's limit, and that limit."""
        bounds = self.bounds(steps)
        quotients = [bounds.of(part) for step in steps for part in _quotients(step)]
        largest = max((abs(end) for ends in quotients for end in ends), default=0)
        for found, limit in ((bounds.largest, self.dialect.limit), (largest, self.dialect.quotient_limit)):
            if limit is not None and found > limit:
                return found, limit
        return None

    def _finding(self, steps: tuple[Statement, ...], last: int) -> Diagnostic:
        excess = self._excess(steps[:last])
        assert excess is not None
        inputs = [spec.name for spec in self._inputs_behind(steps[:last])]
        help = Text(
            f"给这些输入写更窄的 min 和 max：{'、'.join(inputs)}",
            f"give these inputs a `min` and a `max`, or narrower ones: {', '.join(inputs)}",
        )
        value, digits = self._value_of(steps, steps[last - 1]), [len(str(number)) for number in excess]
        return SQL_TOO_NARROW.at(
            value.origin.span, help=help,
            name=value.label, digits=digits[0], database=self.dialect.label, limit=digits[1] - 1,
        )  # fmt: skip

    def _value_of(self, steps: tuple[Statement, ...], step: Statement) -> Value:
        """The named value that a statement helps to compute, or that it judges or shows."""
        values = {v: _names(self.code.values[v.name]) for v in self.code.program.values}
        written, read = set(writes(step)), set(reads(step))
        computing = (v for v, names in values.items() if written & _behind(steps, names))
        showing = (v for v, names in values.items() if read & names)
        return next(computing, None) or next(showing, self.code.program.values[-1])

    def _inputs_behind(self, steps: tuple[Statement, ...]) -> list[InputSpec]:
        names = _behind(steps, set(reads(steps[-1])))
        inputs = self.code.inputs
        return [
            spec
            for spec in self.code.program.inputs
            if isinstance(spec.kind, Quantity) and inputs[spec.name].variable in names
        ]


def _quotients(node: Step | Part) -> Iterator[RoundDiv]:
    """All divisions in a statement or an expression."""
    match node:
        case Let(_, value) | LetFlag(_, value):
            yield from _quotients(value)
        case _ if isinstance(node, Part):
            if isinstance(node, RoundDiv):
                yield node
            for part in parts(node):
                yield from _quotients(part)


def _names(shape: Shape) -> set[str]:
    """The variables of a named value."""
    match shape:
        case Number(over, _, under, missing):
            found: tuple[Part | None, ...] = (over, under, missing)
        case Condition(truth, missing):
            found = (truth, missing)
        case Option(index, missing) | Nothing(index, missing):
            found = (index, missing)
        case _:
            assert_never(shape)
    return {name for part in found if part is not None for name in variables(part)}


def _behind(steps: tuple[Statement, ...], names: set[str]) -> set[str]:
    """The variables that the variables of these names are computed from, themselves included."""
    return names | {name for step in needed(steps, names) for name in reads(step)}
