"""Statistics over the members of a group, as statements."""

from __future__ import annotations

from engine.integers.build import mul
from engine.integers.statements import Statements
from engine.integers.tree import AnyMember, Bool, Flag, Lit, Number, Place, Reduce, ReduceRational, Shape, Var
from engine.program import Group


class Statistics:
    """Makes the statements of group statistics; the same statistic is computed once."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    def of(self, group: Group, operand: Number | None) -> Shape:
        """A group statistic of a number: a mean is a sum over a count."""
        if group.function == "place":
            self._statements.made.append(Place(f"place_{len(self._statements.made)}"))
            return Number(Var(f"place_{len(self._statements.made) - 1}"), 1)
        if operand is None:
            return Number(self._reduce("count", None), 1)
        missing = self._any_member(operand.missing)
        if operand.under is not None:
            return self._rational(group.function, operand, missing)
        variable = self._statements.variable(operand.over)
        match group.function:
            case "mean":
                return Number(self._reduce("sum", variable), operand.unit, self._reduce("count", None), missing)
            case "sum" | "min" | "max":
                return Number(self._reduce(group.function, variable), operand.unit, None, missing)
            case "median":
                return Number(self._reduce("median2", variable), 2 * operand.unit, None, missing)
            case "rank":
                return Number(self._reduce("rank", variable), 1, None, missing)
            case "percentile":
                return Number(self._reduce("at_most", variable), 1, self._reduce("count", None), missing)
            case "count":
                return Number(self._reduce("count", None), 1)

    def _reduce(self, reduction: str, operand: Var | None) -> Var:
        name = f"g_{reduction}_{operand.name if operand else ''}"
        statement = Reduce(name, reduction, operand)  # type: ignore[arg-type]  # one of the reductions
        if statement not in self._statements.made:
            self._statements.made.append(statement)
        return Var(name)

    def _rational(self, function: str, operand: Number, missing: Bool | None) -> Number:
        variable = self._statements.variable(operand.over)
        assert operand.under is not None
        names = (f"q_{function}_{variable.name}_over", f"q_{function}_{variable.name}_under")
        under = mul((Lit(operand.unit), operand.under))
        self._statements.made.append(ReduceRational(*names, function, (variable, self._statements.let(under))))  # type: ignore[arg-type]
        return Number(Var(names[0]), 1, Var(names[1]), missing)

    def _any_member(self, missing: Bool | None) -> Bool | None:
        if missing is None:
            return None
        flag = self._statements.flag(missing)
        if not isinstance(flag, Flag):
            return flag
        name = f"any_{flag.name}"
        if not any(isinstance(s, AnyMember) and s.name == name for s in self._statements.made):
            self._statements.made.append(AnyMember(name, flag))
        return Flag(name)
