"""The statements of integer code while they are made: the same expression is computed once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from engine.integers.tree import (
    Bool,
    Condition,
    Flag,
    Int,
    Let,
    LetFlag,
    Lit,
    Nothing,
    Number,
    Option,
    Shape,
    Statement,
    Truth,
    Var,
)

_NUMBERS: Final = (Lit, Var)
_TRUTHS: Final = (Truth, Flag)


@dataclass
class Statements:
    """The statements made so far, in order, and what each expression is called."""

    made: list[Statement] = field(default_factory=list)
    _names: dict[Int | Bool, str] = field(default_factory=dict)

    def named(self, shape: Shape) -> Shape:
        """The shape with a name for whatever is not a variable or a literal."""
        missing = None if shape.missing is None else self.flag(shape.missing)
        match shape:
            case Number(over, unit, under):
                return Number(self.let(over), unit, None if under is None else self.let(under), missing)
            case Condition(truth):
                return Condition(self.flag(truth), missing)
            case Option(index):
                return Option(self.let(index), missing)
            case Nothing(index):
                return Nothing(self.let(index), missing)

    def let(self, value: Int) -> Int:
        """The value as a variable or literal; the same expression is computed once."""
        if isinstance(value, _NUMBERS):
            return value
        name = self._names.get(value)
        if name is None:
            name = self._names[value] = f"n{len(self._names)}"
            self.made.append(Let(name, value))
        return Var(name)

    def flag(self, value: Bool) -> Bool:
        """The same for truths."""
        if isinstance(value, _TRUTHS):
            return value
        name = self._names.get(value)
        if name is None:
            name = self._names[value] = f"b{len(self._names)}"
            self.made.append(LetFlag(name, value))
        return Flag(name)

    def variable(self, value: Int) -> Var:
        """The value as a variable, a literal too: a statistic is always of a variable."""
        named = self.let(value)
        if isinstance(named, Var):
            return named
        self.made.append(Let(f"c{len(self.made)}", named))
        return Var(f"c{len(self.made) - 1}")
