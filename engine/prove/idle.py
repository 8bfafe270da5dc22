"""Promises that say nothing: nobody can make the step, nobody has the values, or nobody fulfils the condition.

Such a promise is proved, and its author most likely meant another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from engine.base.frozen import frozen_value
from engine.base.text import Text, one_line
from engine.check.interval import AFTER_ALL, Interval, after, before, point
from engine.program import ZERO, Choose, Compare, Const, Logic, Node, Program, Ref, Scalar
from engine.prove.asking import Asker
from engine.prove.branch import Limit, Search
from engine.prove.forms import Gone, Num, Split
from engine.prove.frame import Frame
from engine.prove.goal import Goal
from engine.prove.people import Team
from engine.prove.promises import Question
from engine.prove.sample import Sampler
from engine.prove.walk import Walk

_NOBODY: Final = before(Fraction(0))


@frozen_value
class Idle:
    """Why a promise says nothing of anybody; `sure` where that is proved, else nobody was found.

    `words` are those of the condition that nobody fulfils.
    """

    because: Literal["step", "values", "condition"]
    sure: bool
    words: Text | None = None


def idle_of(question: Question, sampler: Sampler, starts: tuple[Team, ...], limit: Limit) -> Idle | None:
    """Whether a question is about anybody; None where somebody was found."""
    for team in starts:
        if sampler.best is None:
            sampler.try_team(team)
    if sampler.best is None:
        sampler.everywhere()
    if sampler.best is None:
        return Idle("step" if question.goal.moves else "values", _nobody_there(question, limit))
    for condition in conditions(_definition(question)):
        found = _fulfilled(question.program, condition, starts, limit)
        if found != "somebody":
            return Idle("condition", found == "nobody", _words(condition))
    return None


def _definition(question: Question) -> Node | None:
    """The truth that is promised; of a named one what it is defined as."""
    values, node = question.frame.by_name, question.truth
    while isinstance(node, Ref):
        node = values[node.name].node
    return node


def conditions(truth: Node | None) -> Iterator[Node]:
    """What somebody has to fulfil for a truth to say anything of them: of `not a or b` it is a.

    Of an `or` without a `not` everything before the last part counts as what is to be false: `a or b` speaks of those
    of whom a is false; of `not (a and b)` of those of whom a is true.
    """
    match truth:
        case Logic("or", operands) if len(operands) > 1:
            negated = [o for o in operands if isinstance(o, Logic) and o.operator == "not"]
            if len(negated) == len(operands):
                negated = negated[:-1]
            yield _all([_opposite(o) for o in (negated or operands[:-1])])
        case Logic("not", (Logic("and", operands),)) if len(operands) > 1:
            yield _all(list(operands[:-1]))
        case Choose(condition, then, otherwise):
            if _is_true(otherwise) and not _is_true(then):
                yield condition
            if _is_true(then) and not _is_true(otherwise):
                yield _opposite(condition)


def _is_true(node: Node) -> bool:
    return isinstance(node, Const) and node.value is True


def _all(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Logic("and", tuple(parts))


def _opposite(node: Node) -> Node:
    if isinstance(node, Logic) and node.operator == "not":
        return node.operands[0]
    return Logic("not", (node,), getattr(node, "span", None))


def _fulfilled(program: Program, condition: Node, starts: tuple[Team, ...], limit: Limit) -> str:
    """Whether somebody who is paid fulfils a condition."""
    paid: Node = condition
    if not program.may_be_negative:
        paid = Logic("and", (condition, Compare(Ref(program.total), "≥", ZERO)))
    return Asker(program, starts, left=limit.work, each=limit.work).ask(paid, paid=True).status


def _words(node: Node) -> Text:
    """A condition in its author's words."""
    match node:
        case Logic("not", (operand,)):
            inner = _words(operand)
            return Text(f"不是（{inner.zh}）", f"not ({inner.en})")
        case Logic("and", operands):
            parts = [_words(operand) for operand in operands]
            return Text("，并且 ".join(p.zh for p in parts), " and ".join(p.en for p in parts))
        case Ref(name):
            return Text(name, name)
        case _:
            span = getattr(node, "span", None)
            words = "…" if span is None else one_line(span.text)
            return Text(words, words)


@dataclass(frozen=True)
class _Anybody:
    """Whether a goal is about anybody of a cell who could be paid: 0 where it may be, nothing where it is not."""

    goal: Goal
    paid: tuple[str, ...]
    not_below_zero: str | None

    @property
    def moves(self) -> bool:
        """As the goal itself."""
        return self.goal.moves

    def at(self, here: Mapping[str, Scalar], there: Mapping[str, Scalar]) -> Fraction | None:
        """As the goal itself."""
        return self.goal.at(here, there)

    def over(self, walk: Walk) -> Interval | None:
        """0 where somebody can be there."""
        if self.goal.over(walk) is None or any(isinstance(walk.forms[name], Gone) for name in self.paid):
            return None
        total = walk.forms[self.not_below_zero] if self.not_below_zero else None
        if isinstance(total, Num) and any(walk.box.tight(p).high <= _NOBODY for p in (total.v, total.w)):
            return None
        return point(Fraction(0))

    def reasons(self, walk: Walk) -> tuple[Split, ...]:
        """What the goal and the pay rest on."""
        found = dict.fromkeys(self.goal.reasons(walk))
        for name in self.paid:
            form = walk.forms[name]
            found.update(dict.fromkeys(walk.reasons(form.v) if isinstance(form, Num) else ()))
        return tuple(found)


def _nobody_there(question: Question, limit: Limit) -> bool:
    """Whether it is proved that nobody is paid of whom the question is."""
    program, own = question.program, question.frame
    lines = tuple(line.value for line in program.lines)
    frame = Frame(program, (*own.targets, *lines, program.total), own.driver, own.extra)
    floor = None if program.may_be_negative else program.total
    goal = _Anybody(question.goal, (*lines, program.total), floor)
    found = Search(frame, goal, limit, lambda _: None).run(lambda low, _: low >= after(Fraction(0)))
    return found.complete and found.low == AFTER_ALL
