"""A Python function from integer code: over one record, or over the members of a group stage by stage."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Final, cast

from engine.compiled import syntax
from engine.compiled.expressions import NAMES, Expressions
from engine.compiled.stages import Stage, is_shared, stages
from engine.integers.bounds import Ends
from engine.integers.tree import AnyMember, Bool, Int, Place, Reduce, ReduceRational, Statement
from engine.program import GroupFunction
from engine.run.groups import statistic

Row = tuple[Any, ...]
"""What goes in, or comes out, of one record: integers, truths, texts."""

Single = Callable[..., Row | None]
"""A function over the inputs of one record; None where a fault holds."""

Whole = Callable[[Sequence[Row]], list[Row] | None]
"""A function over the inputs of each member of a group; None where a fault holds for any of them.

Members come in the order of their ids where that matters.
"""

Known = Callable[[Int], Ends]
"""The smallest and the largest value of an expression."""


def single(
    inputs: Sequence[str], code: Sequence[Statement], faults: Sequence[Bool], outputs: Sequence[Int | Bool], ends: Known
) -> Single:
    """The function of one record: code without statistics."""
    body, expressions = body_of_one(inputs, code, faults, outputs, ends)
    returned = ast.Return(_outputs(outputs, expressions))
    return cast(Single, syntax.load(syntax.function("pay_one", inputs, [*body, returned]), NAMES))


def body_of_one(
    inputs: Sequence[str], code: Sequence[Statement], faults: Sequence[Bool], outputs: Sequence[Int | Bool], ends: Known
) -> tuple[list[ast.stmt], Expressions]:
    """What such a function does before it returns, and the expressions for what it returns: each output once."""
    work = stages(inputs, code, faults, outputs)
    (stage,) = work.stages
    expressions = Expressions(ends, work.inlined)
    return _statements(stage, expressions), expressions


def whole(
    inputs: Sequence[str], code: Sequence[Statement], faults: Sequence[Bool], outputs: Sequence[Int | Bool], ends: Known
) -> Whole:
    """The function of a group: one loop over the members a stage, the statistics between the loops."""
    work = stages(inputs, code, faults, outputs)
    expressions = Expressions(ends, work.inlined)
    last = len(work.stages) - 1
    body: list[ast.stmt] = []
    for number, stage in enumerate(work.stages):
        loop = _Loop(number, stage, expressions)
        carried = _outputs(outputs, expressions) if number == last else _variables(work.stages[number + 1].carried)
        before = work.stages[number - 1].statistics if number else ()
        variables = inputs if number == 0 else stage.carried
        body += loop.code(variables, [s for s in before if not is_shared(s)], carried)
    body.append(ast.Return(syntax.name(f"rows_{last + 1}")))
    return cast(Whole, syntax.load(syntax.function("pay_group", ["rows_0"], body), {**NAMES, **_STATISTICS}))


class _Loop:
    """One stage of a group's function: `rows_<n>` are the members' variables that come in, `rows_<n + 1>` go out."""

    def __init__(self, number: int, stage: Stage, expressions: Expressions) -> None:
        self._number, self._stage, self._expressions = number, stage, expressions
        self._counts = [s for s in stage.statistics if isinstance(s, Reduce) and s.operand is None]
        self._statistics = [s for s in stage.statistics if s not in self._counts]

    def code(self, variables: Sequence[str], own: Sequence[Statement], carried: ast.expr) -> list[ast.stmt]:
        """The lists that the loop fills, the loop, and the statistics over the lists."""
        columns = {f"col_{k}": value for k, value in self._columns().items()}
        lists = [*columns, f"rows_{self._number + 1}"]
        made: list[ast.stmt] = []
        for name in lists:
            made.append(syntax.assign(name, ast.List([], ast.Load())))
            made.append(syntax.assign(f"add_{name}", syntax.method(name, "append")))
        filled = [syntax.perform(syntax.call(f"add_{name}", value)) for name, value in columns.items()]
        filled.append(syntax.perform(syntax.call(f"add_{lists[-1]}", carried)))
        body = [*_statements(self._stage, self._expressions), *filled]
        counts = [syntax.assign(s.name, syntax.call("len", syntax.name("rows_0"))) for s in self._counts]
        return [*counts, *made, self._loop(variables, own, body), *self._reduced()]

    def _loop(self, variables: Sequence[str], own: Sequence[Statement], body: list[ast.stmt]) -> ast.stmt:
        """`for (…) in rows_<n>`, beside the statistics of the stage before that are each member's own."""
        target: ast.expr = syntax.unpacked(variables)
        rows: ast.expr = syntax.name(f"rows_{self._number}")
        if own:
            target = ast.Tuple([target, *(_target(s) for s in own)], ast.Store())
            rows = syntax.call("zip", rows, *(syntax.name(f"own_{_key(s)}") for s in own))
        return ast.For(target, rows, body, [])

    def _columns(self) -> dict[str, ast.expr]:
        """The lists over which there are statistics, and what each member adds to them."""
        columns: dict[str, ast.expr] = {}
        for statement in self._statistics:
            match statement:
                case Reduce(operand=operand) if operand is not None:
                    columns[operand.name] = self._expressions.of(operand)
                case AnyMember(operand=operand):
                    columns[operand.name] = self._expressions.of(operand)
                case ReduceRational(operand=operand):
                    columns[_key(statement)] = syntax.collection(self._expressions.of(part) for part in operand)
        return columns

    def _reduced(self) -> list[ast.stmt]:
        """The statistics: one result for all, or a list with one for each member."""
        made: list[ast.stmt] = []
        for statement in self._statistics:
            value = _statistic(statement)
            if is_shared(statement):
                made.append(ast.Assign([_target(statement)], value))
            else:
                made.append(syntax.assign(f"own_{_key(statement)}", value))
        return made


def _statements(stage: Stage, expressions: Expressions) -> list[ast.stmt]:
    made: list[ast.stmt] = [syntax.assign(s.name, expressions.of(s.value)) for s in stage.statements]
    return [*made, *syntax.give_up_if([expressions.of(fault) for fault in stage.faults])]


def _outputs(outputs: Sequence[Int | Bool], expressions: Expressions) -> ast.expr:
    return syntax.collection(expressions.of(value) for value in outputs)


def _variables(names: Sequence[str]) -> ast.expr:
    return syntax.collection(syntax.name(name) for name in names)


def _key(statement: Statement) -> str:
    """The statistic's own name: of its list of operands where it has one of its own, of its list of results."""
    return statement.over if isinstance(statement, ReduceRational) else statement.name


def _target(statement: Statement) -> ast.expr:
    """The variables that a statistic assigns."""
    if isinstance(statement, ReduceRational):
        return syntax.unpacked([statement.over, statement.under])
    return ast.Name(statement.name, ast.Store())


def _statistic(statement: Statement) -> ast.expr:
    """The call that makes a statistic of a column."""
    match statement:
        case Reduce(_, reduction, operand) if operand is not None:
            return syntax.call(reduction, syntax.name(f"col_{operand.name}"))
        case Place():
            return syntax.call("places", syntax.name("rows_0"))
        case AnyMember(_, operand):
            return syntax.call("any", syntax.name(f"col_{operand.name}"))
        case ReduceRational(function=function):
            of = "rational_all" if is_shared(statement) else "rational_each"
            return syntax.call(of, syntax.literal(function), syntax.name(f"col_{_key(statement)}"))
        case _:
            raise AssertionError(f"{statement} is not a statistic of a column")


def _median2(column: list[int]) -> int:
    """Twice the median."""
    ordered, middle = sorted(column), len(column) // 2
    return 2 * ordered[middle] if len(ordered) % 2 else ordered[middle - 1] + ordered[middle]


def _rank(column: list[int]) -> list[int]:
    """One more than how many are above each."""
    ordered = sorted(column)
    return [len(ordered) + 1 - bisect_right(ordered, value) for value in column]


def _at_most(column: list[int]) -> list[int]:
    """How many are not above each."""
    ordered = sorted(column)
    return [bisect_right(ordered, value) for value in column]


def _places(members: Sequence[Row]) -> range:
    """The members' places: they come in the order of their ids."""
    return range(1, len(members) + 1)


def _rational_each(function: GroupFunction, column: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A statistic of quotients as numerator and positive denominator, as each member sees it."""
    results = statistic(function, [Fraction(over, under) for over, under in column])
    return [(r.numerator, r.denominator) for r in results if isinstance(r, Fraction)]


def _rational_all(function: GroupFunction, column: list[tuple[int, int]]) -> tuple[int, int]:
    """The same where all members see one."""
    return _rational_each(function, column)[0]


_STATISTICS: Final[dict[str, object]] = {
    "len": len, "zip": zip, "sum": sum, "min": min, "max": max, "any": any,
    "median2": _median2, "rank": _rank, "at_most": _at_most,
    "places": _places, "rational_all": _rational_all, "rational_each": _rational_each,
}  # fmt: skip
