"""Generated readers of typed rows: a Python mapping straight to the inputs of compiled functions.

A reader knows one set of headings and one width. It takes ints, Decimals, truths and plain texts, under exactly the
rules by which files are read; where anything is unusual it gives None, and the slow reader finds out what it is.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final, cast

from engine.base.limits import DIGITS_AFTER_POINT, DIGITS_BEFORE_POINT
from engine.base.quantities import DAYS, PERCENT, Choice, Flag, Words, scale_of
from engine.compiled import syntax
from engine.compiled.cells import CALLED
from engine.compiled.code import Row
from engine.compiled.compilation import Compilation, as_input
from engine.integers.program import InputCode
from engine.program import InputSpec, Missing
from engine.run.characters import fold_word
from engine.run.columns import Columns
from engine.run.typed_cells import absent, trim

Typed = tuple[str, tuple[str, ...], Row]
"""Who, the names of the groups, and the inputs."""

Read = Callable[[Mapping[str, object]], Typed | None]
"""Reads one row with the headings it was made for; raises one of NOT_PLAIN or gives None where it is unusual."""

_PERSON: Final = "person"


def reader(compilation: Compilation, columns: Columns) -> Read:
    """The reader of rows with these headings."""
    names: dict[str, object] = {**CALLED}
    groups = [f"group_{number}" for number in range(len(columns.groups))]
    body: list[ast.stmt] = []
    body += [syntax.assign(_PERSON, _cell(columns.person)), *_text(_PERSON, "plain_text"), *_total_row()]
    for variable, heading in zip(groups, columns.groups, strict=True):
        body += [syntax.assign(variable, _cell(heading)), *_text(variable, "plain_name")]
    for spec, column in columns.inputs:
        body += _Input(compilation, spec, names).code(column)
    inputs = syntax.collection(map(syntax.name, compilation.parameters))
    typed = syntax.collection([syntax.name(_PERSON), syntax.collection(map(syntax.name, groups)), inputs])
    return cast(Read, syntax.load(syntax.function("read", ["row"], [*body, ast.Return(typed)]), names))


def _cell(heading: str) -> ast.expr:
    return ast.Subscript(syntax.name("row"), syntax.literal(heading), ast.Load())


def _is_not(variable: str, of: str) -> ast.expr:
    """`type(variable) is not of`: a subclass is unusual, and a truth is no number."""
    return ast.Compare(syntax.call("type", syntax.name(variable)), [ast.IsNot()], [syntax.name(of)])


def _text(variable: str, known: str) -> list[ast.stmt]:
    """Goes on with a plain text only."""
    refused = ast.UnaryOp(ast.Not(), syntax.call(known, syntax.name(variable)))
    return syntax.give_up_if([_is_not(variable, "str"), refused])


def _total_row() -> list[ast.stmt]:
    """Goes on with whoever is a person; few names end as those of totals do, so that few are looked at further."""
    last = ast.Subscript(syntax.name(_PERSON), syntax.literal(-1), ast.Load())
    perhaps = ast.Compare(last, [ast.In()], [syntax.name("total_ends")])
    return syntax.give_up_if([ast.BoolOp(ast.And(), [perhaps, syntax.call("is_total", syntax.name(_PERSON))])])


class _Input:
    """The code that reads one input; `names` takes what the code needs to call."""

    def __init__(self, compilation: Compilation, spec: InputSpec, names: dict[str, object]) -> None:
        self._spec, self._names = spec, names
        self._code: InputCode = compilation.integers.inputs[spec.name]
        self._ends = compilation.width.ends[spec.name]

    def code(self, heading: str | None) -> list[ast.stmt]:
        """Read the cell under the heading; without one, or where it is None, what its absence stands for."""
        if heading is None:
            return self._absent()
        cell = syntax.assign(self._code.variable, _cell(heading))
        if absent(self._spec) is None:
            return [cell, *self._present()]
        is_none = ast.Compare(syntax.name(self._code.variable), [ast.Is()], [syntax.literal(None)])
        return [cell, ast.If(is_none, self._absent(), self._present())]

    def _absent(self) -> list[ast.stmt]:
        """The default, or nothing; where neither is possible or fits the width, the row is not for this reader."""
        stands_for = absent(self._spec)
        value = None if stands_for is None else as_input(stands_for, self._code.unit, self._ends)
        if value is None:
            return [ast.Return(syntax.literal(None))]
        made = syntax.assign(self._code.variable, syntax.literal(value))
        return [made, *self._missing(isinstance(stands_for, Missing))]

    def _missing(self, missing: bool) -> list[ast.stmt]:
        return [syntax.assign(self._code.missing, syntax.literal(missing))] if self._code.missing is not None else []

    def _present(self) -> list[ast.stmt]:
        variable = self._code.variable
        match self._spec.kind:
            case Flag():
                read = syntax.give_up_if([_is_not(variable, "bool")])
            case Choice(options):
                read = self._option(options)
            case Words(type="date"):
                read = _text(variable, "plain_date")
            case Words():
                read = _text(variable, "plain_text")
            case _:
                read = self._number()
        return [*read, *self._missing(False)]

    def _option(self, options: Sequence[str]) -> list[ast.stmt]:
        """An option as it is written in the plan; a full-width form of it is unusual."""
        variable, table = self._code.variable, f"options_of_{self._code.variable}"
        folded = [fold_word(option) for option in options]
        self._names[table] = {o: folded.index(o) for o in options if o == fold_word(o) == trim(o)}
        found = syntax.assign(variable, ast.Subscript(syntax.name(table), syntax.name(variable), ast.Load()))
        return [*syntax.give_up_if([_is_not(variable, "str")]), found]

    def _number(self) -> list[ast.stmt]:
        """An int, or a Decimal that shifting the point makes whole, times what is left of the unit; then its range."""
        variable = self._code.variable
        unit = self._code.unit * int(scale_of(self._spec.kind))
        places = self._places()
        power, rest = f"power_{places}", unit // 10**places
        self._names[power] = Decimal((0, (1,), places))
        shifted = syntax.call("whole", syntax.call("times", syntax.name(variable), syntax.name(power)))
        from_int = _times(syntax.name(variable), unit)
        from_decimal = _times(syntax.call("int", shifted), rest)
        otherwise = [*syntax.give_up_if([_is_not(variable, "int")]), syntax.assign(variable, from_int)]
        read = ast.If(_is_not(variable, "Decimal"), otherwise, [syntax.assign(variable, from_decimal)])
        low, high = self._range(unit)
        inside = syntax.compare(syntax.literal(low), ("≤", syntax.name(variable)), ("≤", syntax.literal(high)))
        return [read, *syntax.give_up_if([ast.UnaryOp(ast.Not(), inside)])]

    def _places(self) -> int:
        """The decimals of a number as it is written: those of its unit, and for days those that seconds divide."""
        decimals = len(str(self._code.unit)) - 1
        return min(decimals + (2 if self._spec.kind == DAYS else 0), DIGITS_AFTER_POINT)

    def _range(self, unit: int) -> tuple[int, int]:
        """The width's ends within the grammar's; a percentage without a sign is below 1 (LANGUAGE 1.2)."""
        most = (1 if self._spec.kind == PERCENT else 10**DIGITS_BEFORE_POINT) * unit - 1
        return (max(self._ends[0], -most), min(self._ends[1], most))


def _times(value: ast.expr, factor: int) -> ast.expr:
    return value if factor == 1 else syntax.binary(value, ast.Mult(), syntax.literal(factor))
