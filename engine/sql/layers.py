"""Statements in layers: what is computed in one SELECT needs only what the SELECTs below it give.

A value used once is written where it is used; a value used again keeps a column of its own, so that nothing is
computed twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from engine.integers.build import ZERO, add, any_of, choose, mul, test
from engine.integers.tree import AnyMember, Bool, Flag, Int, Let, LetFlag, Lit, Lookup, Reduce, RoundDiv, Var
from engine.sql.walk import Part, Position, Rewriter, Step, parts, reads, writes

_TWO = Lit(2)


def with_atoms(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The statements, with everything that SQL must write more than once in a column of its own."""
    atoms = _Atoms()
    for step in steps:
        atoms.add(step)
    return tuple(atoms.steps)


class _Atoms:
    """Statements so far, and the columns made for operands that are written more than once."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._names: dict[Int, str] = {}
        self._rewriter = Rewriter(self._number, lambda truth: truth)

    def add(self, step: Step) -> None:
        """Take one statement over."""
        match step:
            case Let(name, value):
                self.steps.append(Let(name, self._rewriter.number_of(value)))
            case LetFlag(name, value):
                self.steps.append(LetFlag(name, self._rewriter.truth_of(value)))
            case Reduce(name, "median2", Var() as operand):
                self._median(name, operand)
            case _:
                self.steps.append(step)

    def _number(self, value: Int) -> Int:
        match value:
            case RoundDiv(over, under, mode):
                return RoundDiv(self._atom(over), self._atom(under), mode)
            case Lookup(index, values):
                return Lookup(self._atom(index), values)
            case _:
                return value

    def _atom(self, value: Int) -> Int:
        if isinstance(value, Lit | Var):
            return value
        if value not in self._names:
            self._names[value] = f"m{len(self._names)}"
            self.steps.append(Let(self._names[value], value))
        return Var(self._names[value])

    def _median(self, name: str, operand: Var) -> None:
        """Twice the median: twice the middle member of an odd group, the two middle ones of an even group."""
        place, count = Var(f"{name}_place"), Var(f"{name}_count")
        doubled = mul((_TWO, place))
        after = [test(doubled, "=", add((count, Lit(more)))) for more in (0, 1, 2)]
        share = choose(
            after[1], mul((_TWO, operand)), choose(any_of((after[0], after[2])), operand, ZERO)
        )  # fmt: skip
        self.steps += (
            Position(place.name, operand),
            Reduce(count.name, "count", None),
            Let(f"{name}_share", share),
            Reduce(name, "sum", Var(f"{name}_share")),
        )


def inlined(steps: Iterable[Step], again: Callable[[RoundDiv], bool]) -> tuple[Step, ...]:
    """The statements with every number and truth that is used once written in its place.

    `again` says of a quotient whether SQL writes its numerator more than once.
    """
    given = tuple(steps)
    uses = Counter(name for step in given for name in reads(step))
    fixed = {name for step in given for name in _written_again(step, again)}
    found: dict[str, Part] = {}

    def number(value: Int) -> Int:
        here = found.get(value.name) if isinstance(value, Var) else None
        return value if here is None else here  # type: ignore[return-value]  # a variable's value is an integer

    def truth(value: Bool) -> Bool:
        here = found.get(value.name) if isinstance(value, Flag) else None
        return value if here is None else here  # type: ignore[return-value]  # a truth variable's is a truth

    rewriter = Rewriter(number, truth)
    result: list[Step] = []
    for step in given:
        match step:
            case Let(name, value):
                new: Step = Let(name, rewriter.number_of(value))
            case LetFlag(name, value):
                new = LetFlag(name, rewriter.truth_of(value))
            case _:
                new = step
        if isinstance(new, Let | LetFlag) and uses[new.name] == 1 and new.name not in fixed:
            found[new.name] = new.value
        else:
            result.append(new)
    return tuple(result)


def _written_again(step: Step, again: Callable[[RoundDiv], bool]) -> Iterable[str]:
    """Variables of a statement that stay columns: operands of a window, and those that SQL writes several times."""
    match step:
        case Let(_, value) | LetFlag(_, value):
            yield from _atoms_in(value, again)
        case Reduce() | AnyMember() | Position():
            yield from reads(step)


def _atoms_in(node: Part, again: Callable[[RoundDiv], bool]) -> Iterable[str]:
    match node:
        case Lookup(Var(name)) | RoundDiv(_, Var(name)):
            yield name
    match node:
        case RoundDiv(Var(name)) if again(node):
            yield name
    for part in parts(node):
        yield from _atoms_in(part, again)


def layered(steps: Iterable[Step]) -> tuple[tuple[Step, ...], ...]:
    """The statements by layer, as few layers as there can be; within a layer in their order."""
    level: dict[str, int] = {}
    layers: list[list[Step]] = []
    for step in steps:
        at = max((level[name] + 1 for name in reads(step) if name in level), default=0)
        level.update(dict.fromkeys(writes(step), at))
        if at == len(layers):
            layers.append([])
        layers[at].append(step)
    return tuple(tuple(layer) for layer in layers)


def comments(shapes: Mapping[str, object]) -> dict[str, str]:
    """Which named value of the plan each variable holds, for a reader: the first value with that variable."""
    found: dict[str, str] = {}
    for name, shape in shapes.items():
        for attribute, words in (("over", name), ("index", name), ("truth", name), ("under", f"{name}: divisor")):
            part = getattr(shape, attribute, None)
            if isinstance(part, Var | Flag):
                found.setdefault(part.name, words)
    return found
