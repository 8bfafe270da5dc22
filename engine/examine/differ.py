"""Whether two plans pay the same: proved, refuted by somebody whom they pay differently, or not decided.

People are looked for at the places that differ, as examples are suggested for them. That pay is the same is a guarantee
of the program that holds both plans, decided as any other; whoever is found to be paid differently is paid by the
reference evaluator before anybody is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from typing import Final, Literal

from engine.base.frozen import frozen
from engine.base.quantities import Quantity
from engine.base.source import NOWHERE
from engine.examine.coverage import Coverage, Tried
from engine.examine.crowd import crowd
from engine.examine.items import Items, items_of
from engine.examine.people import People
from engine.examine.same import Forms
from engine.examine.suggest import suggest
from engine.examine.twins import Twins, twins
from engine.plan.lower import Lowered
from engine.program import Compare, Const, Extreme, Missing, Node, Program, Promise, Ref, Round, Scalar, Value, children
from engine.prove.branch import Limit
from engine.prove.prove import Prover
from engine.run.reference import Reference

WORK: Final = Limit(work=600, seconds=20)
"""What is done for each line of pay, the same on every machine."""

LEMMA: Final = Limit(work=100, seconds=5)
"""What is done for a value that lines are made of."""

DRAWN: Final = 200
"""So many people like those of the examples are paid by both plans."""


@frozen
class Payment:
    """Somebody, with the colleagues, whom two plans pay differently: which value, and what it is in each of them."""

    people: People
    value: str
    first: Scalar
    second: Scalar

    @property
    def both(self) -> tuple[Scalar, Scalar]:
        """What it is in each plan."""
        return self.first, self.second


@frozen
class Difference:
    """The answer; `payment` where they differ."""

    status: Literal["same", "different", "undecided"]
    payment: Payment | None = None


def differ(first: Lowered, second: Lowered, forms: Forms, known: Sequence[Tried], lines: Collection[int]) -> Difference:
    """Whether two plans of the same inputs pay everybody the same.

    `known` are examples of the first to begin with; `lines` are those of the text in which the plans differ.
    """
    teams = [tried.people for tried in known]
    if _specs(first.program) != _specs(second.program):
        first, second = _left_out(first, second.program), _left_out(second, first.program)
        if _specs(first.program) != _specs(second.program):
            return Difference("undecided")
    found = _of(first, second, teams)
    for plan in (second, first):
        found = found or _of(first, second, _at(plan, known, lines))
    found = found or _of(first, second, crowd(first.program, teams, DRAWN))
    if found is not None:
        return Difference("different", found)
    return _proved(first, second, twins(first.program, second.program, forms), teams)


def _at(plan: Lowered, known: Sequence[Tried], lines: Collection[int]) -> Iterator[People]:
    """People at what is decided in some lines of a plan: on both sides of their bounds, in their rows."""
    items = tuple(item for item in items_of(plan).all if item.span.line in lines)
    found = suggest(plan, Coverage(tuple(known), Items(items, 0), frozenset())) if items else None
    yield from (one.people for one in found.found) if found else ()


def _found(payment: Payment | None) -> Difference:
    return Difference("undecided") if payment is None else Difference("different", payment)


def _proved(first: Lowered, second: Lowered, both: Twins, known: Sequence[People]) -> Difference:
    """The guarantee of every line that both pay the same, and of the total; before that of what they are made of."""
    pay = {*(line.value for line in second.program.lines), second.program.total}
    for value in second.program.values:
        if not both.unlike(value.name) or both.form(value.name) or not _comparable(value, first, second):
            continue
        whole = value.name in pay
        prover = Prover(both.program, tuple(known), WORK if whole else LEMMA)
        verdict = prover.verdict(_equal(both, value.name))
        if whole and verdict.status != "proved":
            verdict = prover.verdict(_alike(value.name, Ref(value.name), Ref(both.names[value.name])))
            if verdict.status == "refuted" and verdict.witness is not None:
                return _found(_of(first, second, [verdict.witness.here.team]))
        if verdict.status == "proved":
            both = both.alike(value.name)
    sure = all(both.form(name) for name in (*pay, *_beside_pay(second.program)))
    return Difference("same" if sure else "undecided")


def _comparable(value: Value, first: Lowered, second: Lowered) -> bool:
    """Whether a value is a number of both plans that everybody has."""
    both = isinstance(value.kind, Quantity) and any(value.name == own.name for own in first.program.values)
    return both and not any(plan.scope.may_be_missing(Ref(value.name)) for plan in (first, second))


def _equal(both: Twins, name: str) -> Promise:
    """That a value is the same in both plans: that the parts are in which their formulas differ."""
    form = both.forms.numbers(both.program)
    own, other = _apart(Ref(name), Ref(both.names[name]), {v.name: v.node for v in both.program.values}, form)
    return _alike(name, own, other)


def _alike(name: str, own: Node, other: Node) -> Promise:
    return Promise("formula", name, NOWHERE, Compare(own, "=", other))


def _apart(own: Node, other: Node, values: Mapping[str, Node], form: Callable[[Node], int]) -> tuple[Node, Node]:
    """The parts in which two formulas differ, where all else of them is one: who shows these alike has shown both."""
    first, second = _behind(own, values), _behind(other, values)
    match first, second:
        case Round(), Round() if (first.decimals, first.mode) == (second.decimals, second.mode):
            pass
        case Extreme(), Extreme() if first.which == second.which and len(first.operands) == len(second.operands):
            pass
        case _:
            return own, other
    unlike = [(a, b) for a, b in zip(children(first), children(second), strict=True) if form(a) != form(b)]
    return _apart(*unlike[0], values, form) if len(unlike) == 1 else (own, other)


def _behind(node: Node, values: Mapping[str, Node]) -> Node:
    while isinstance(node, Ref):
        node = values[node.name]
    return node


def _beside_pay(second: Program) -> Iterator[str]:
    """The checks and the listed figures: they are told, too."""
    yield from (check.value for check in second.checks)
    yield from (output.value for output in second.outputs)


def _specs(program: Program) -> list[str]:
    return [repr(astuple(replace(spec, span=NOWHERE))) for spec in program.inputs]


def _left_out(plan: Lowered, other: Program) -> Lowered:
    """The plan for people who leave out every input that has another default in the other plan."""
    new = {spec.name: spec.default for spec in other.inputs}
    left = {s.name: s.default for s in plan.program.inputs if s.default is not None and s.default != new.get(s.name)}
    inputs = tuple(replace(s, default=None) if s.name in left else s for s in plan.program.inputs)
    values = tuple(replace(v, node=Const(left[v.name])) if v.name in left else v for v in plan.program.values)
    return replace(plan, program=replace(plan.program, inputs=inputs, values=values))


def _of(first: Lowered, second: Lowered, teams: Iterable[People]) -> Payment | None:
    """The first team whose first member the plans pay differently."""
    plans = [Reference(plan.program) for plan in (first, second)]
    for team in teams:
        own = plans[0].evaluate(team)[0].values
        if not _paid(first.program, own):
            continue
        other = plans[1].evaluate(team)[0].values
        for name in (first.program.total, *(line.value for line in first.program.lines)):
            if own[name] != other[name]:
                return Payment(_as_read(first.program, team), name, own[name], other[name])
    return None


def _as_read(program: Program, team: People) -> People:
    """The team with the default of what it leaves out, which the program holds."""
    fixed = {v.name: v.node.value for v in program.values if v.role == "input" and isinstance(v.node, Const)}
    return ({**team[0], **fixed}, *team[1:])


def _paid(program: Program, values: Mapping[str, Scalar]) -> bool:
    """Whether a run pays whoever has these values."""
    total = values[program.total]
    if any(isinstance(values[line.value], Missing | str) for line in program.lines):
        return False
    if any(check.severity == "error" and values[check.value] is False for check in program.checks):
        return False
    return not isinstance(total, Missing | str) and (program.may_be_negative or total >= 0)
