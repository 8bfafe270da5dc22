"""Generated writers of results: from who and the inputs of one record straight to the JSON text of its result.

The text is what `json.dumps` makes of the provenance and `PersonResult.to_dict`.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from fractions import Fraction
from itertools import chain
from json.encoder import encode_basestring
from typing import Final, assert_never, cast

from engine.base.numbers import decimals_of, fixed
from engine.base.quantities import Choice, Kind, scale_of
from engine.compiled import syntax
from engine.compiled.code import body_of_one
from engine.compiled.compilation import Compilation, parts_of
from engine.compiled.expressions import NAMES, Expressions
from engine.integers.build import ONE, mul
from engine.integers.tree import Condition, Int, Lit, Nothing, Number, Option, Shape
from engine.run.outcome import Provenance
from engine.run.shown import EXACT_DECIMALS, least_decimals, quotient, trimmed

Write = Callable[..., str | None]
"""Takes the person, the names of the groups and the inputs; None where a fault holds."""

_CALLED: Final[dict[str, object]] = {
    **NAMES, "quoted": encode_basestring, "fixed": fixed, "trimmed": trimmed, "quotient": quotient,
}  # fmt: skip

_HOLE: Final = "\0"
"""Stands in the skeleton for what a person's result fills in; no name or label of a plan has such a character."""


def writer(compilation: Compilation, provenance: Provenance) -> Write:
    """The writer of results by a compilation whose program looks at nobody else."""
    form, named = compilation.form, compilation.integers.values
    listed = [(named[name], kind) for name, kind in form.listed]
    beside = [(named[name], kind) for name, _, kind in form.outputs]
    outputs = [*chain.from_iterable(parts_of(shape) for shape, _ in (*listed, *beside)), *compilation.amounts]
    code = compilation.integers.statements
    body, expressions = body_of_one(compilation.parameters, code, compilation.faults, outputs, compilation.ends)
    who = ["person", *(f"group_{number}" for number in range(len(compilation.program.group_by)))]
    values = _Values(compilation, expressions)
    fillings = [
        *(syntax.call("quoted", syntax.name(name)) for name in who),
        *(values.of(shape, kind) for shape, kind in listed),
        *(values.amount(amount) for amount in compilation.amounts),
        *(values.of(shape, kind) for shape, kind in beside),
    ]
    text = _filled(_skeleton(compilation, provenance), fillings)
    function = syntax.function("write_one", [*who, *compilation.parameters], [*body, ast.Return(text)])
    return cast(Write, syntax.load(function, _CALLED))


def _skeleton(compilation: Compilation, provenance: Provenance) -> list[str]:
    """The text around what is filled in, in the order of `PersonResult.to_dict`."""
    program = compilation.program
    result = {
        **provenance.to_dict(),
        "person": _HOLE,
        "group": dict.fromkeys(program.group_by, _HOLE),
        "values": {name: _HOLE for name, _ in compilation.form.listed},
        "lines": [{"name": x.name, "label": x.label, "tag": x.tag, "amount": _HOLE} for x in program.lines],
        "total": _HOLE,
        "outputs": [{"name": name, "label": label, "value": _HOLE} for name, label, _ in compilation.form.outputs],
    }
    return json.dumps(result, ensure_ascii=False).split(json.dumps(_HOLE))


def _filled(texts: list[str], fillings: list[ast.expr]) -> ast.expr:
    """The texts with the fillings between them."""
    first, *others = texts
    between = zip(map(syntax.inserted, fillings), map(syntax.literal, others), strict=True)
    return ast.JoinedStr([syntax.literal(first), *chain.from_iterable(between)])


class _Values:
    """The JSON of a result's values as expressions."""

    def __init__(self, compilation: Compilation, expressions: Expressions) -> None:
        self._expressions = expressions
        self._currency_decimals = compilation.program.currency_decimals

    def amount(self, amount: Int) -> ast.expr:
        """An amount of money in the currency's smallest unit."""
        return _quoted(syntax.call("fixed", self._expressions.number(amount), syntax.literal(self._currency_decimals)))

    def of(self, shape: Shape, kind: Kind) -> ast.expr:
        """A named value; null where it is not applicable."""
        made = self._present(shape, kind)
        if shape.missing is None:
            return made
        return syntax.either(self._expressions.truth(shape.missing), syntax.literal("null"), made)

    def _present(self, shape: Shape, kind: Kind) -> ast.expr:
        match shape:
            case Number():
                return _quoted(self._digits(shape, kind))
            case Condition(truth):
                said = syntax.literal("true"), syntax.literal("false")
                return syntax.either(self._expressions.truth(truth), *said)
            case Option(index):
                assert isinstance(kind, Choice)
                names = syntax.literal(tuple(map(encode_basestring, kind.options)))
                return ast.Subscript(names, self._expressions.number(index), ast.Load())
            case Nothing(index):
                return syntax.call("quoted", self._expressions.number(index))
            case _:
                assert_never(shape)

    def _digits(self, number: Number, kind: Kind) -> ast.expr:
        """Where the divisor is known and decimal, the digits are there already and only the point is put."""
        least = least_decimals(kind, self._currency_decimals)
        unit = number.unit * int(scale_of(kind))
        places = decimals_of(Fraction(1, unit)) if number.under is None else None
        if places is None or places > EXACT_DECIMALS:
            under = mul((Lit(unit), number.under or ONE))
            parts = self._expressions.number(number.over), self._expressions.number(under)
            return syntax.call("quotient", *parts, syntax.literal(least))
        places = max(places, least)
        shifted = self._expressions.number(mul((Lit(10**places // unit), number.over)))
        return syntax.call("trimmed", shifted, syntax.literal(places), syntax.literal(least))


def _quoted(digits: ast.expr) -> ast.expr:
    mark = syntax.literal('"')
    return ast.JoinedStr([mark, syntax.inserted(digits), mark])
