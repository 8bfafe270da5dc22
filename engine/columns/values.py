"""The named values of a part, from its integers: exact for programs, written for files."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray

from engine.base.quantities import Choice
from engine.columns.lanes import Part
from engine.columns.sheet import value_name
from engine.integers.tree import Condition, Nothing, Number, Option
from engine.program import Value
from engine.run.outcome import Shown


def exact(value: Value, part: Part, texts: tuple[str, ...]) -> NDArray[Any]:
    """Each row's exact value, flag, option or text; None where it is not applicable."""
    found = np.array([*_present(value, part, texts), None], dtype=object)[:-1]
    missing = part.outputs.get(value_name(value.name, "missing"))
    if missing is not None:
        found[missing] = None
    return found


def _present(value: Value, part: Part, texts: tuple[str, ...]) -> Iterable[Shown]:
    """The values as if all were there: what is not, stands on a harmless divisor or index."""

    def column(of: str) -> list[Any]:
        listed: list[Any] = part.outputs[value_name(value.name, of)].tolist()
        return listed

    shape = part.code.values[value.name]
    match shape:
        case Number(_, unit, None):
            return [Fraction(over, unit) for over in column("over")]
        case Number(_, unit, _):
            return [Fraction(a, unit * max(b, 1)) for a, b in zip(column("over"), column("under"), strict=True)]
        case Condition():
            return [bool(truth) for truth in column("truth")]
        case Option() | Nothing():
            words = value.kind.options if isinstance(value.kind, Choice) else texts
            return [words[index] if index < len(words) else None for index in column("index")]
        case _:
            assert_never(shape)
