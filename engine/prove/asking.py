"""Whether anybody is as plain ranges cannot rule out: a small search, alike everywhere, with a person to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, Literal

from engine.base.frozen import frozen
from engine.base.quantities import FLAG, Words
from engine.base.showing import for_reading
from engine.base.source import NOWHERE
from engine.base.text import Text, same
from engine.check.interval import Cut, before, point
from engine.check.suspicion import Aim, Answer, Suspicion
from engine.program import Compare, Const, Logic, Missing, Node, Origin, Program, Value
from engine.prove.branch import Limit, Search
from engine.prove.frame import Frame
from engine.prove.goal import Towards
from engine.prove.homing import Homing
from engine.prove.meter import Meter, TooMuchError
from engine.prove.people import Everybody, People, Team
from engine.prove.sample import Sampler
from engine.run.reference import Reference

WORK: Final = 1_500
"""Operations over cells for one question."""

ALL_WORK: Final = 6_000
"""The same for all questions of one check together."""

SOONER: Final = 2
"""Cells after which persons of the whole range are tried: somebody is usually found."""

TERMS: Final = 60_000
"""Terms of polynomials that are looked at for all questions together: what takes the time of large formulas."""

PROBE: Final = 150
"""Operations before anybody is looked for outside of the cells: most that nobody can be is proved by then."""

FOUND: Final = Fraction(-1)
"""What a goal is for whoever was looked for."""

_SECONDS: Final = 30.0
_FIGURES: Final = 6
"""Figures of a person that are told; the rest is not worth the room."""

_FLAG_NAME: Final = "question flag"
_NUMBER_NAME: Final = "question number"


@frozen
class Asked:
    """What came of a question: of `somebody` a team whose first member is so, and what the number is for them."""

    status: Literal["nobody", "somebody", "open"]
    frame: Frame
    team: Team | None = None
    value: Fraction | None = None
    values: tuple[Fraction, ...] = ()


@dataclass(eq=False)
class Asker:
    """Answers questions about one program, as long as all of them together are not too much work.

    `starts` are teams to begin with, such as the plan's own examples; `each` is the most for one question.
    """

    program: Program
    starts: tuple[Team, ...] = ()
    left: int = ALL_WORK
    each: int = WORK
    meter: Meter = field(default_factory=lambda: Meter(TERMS))

    def answer(self, suspicion: Suspicion) -> Answer:
        """Whether anybody is so; `open` where the work that is allowed does not tell."""
        asked = self._plainly(suspicion) or self.ask(suspicion.condition, suspicion.aims, paid=suspicion.paid)
        if asked.team is None:
            return Answer(asked.status)
        return Answer(asked.status, _said(asked.frame, asked.team), asked.value, asked.values)

    def _plainly(self, suspicion: Suspicion) -> Asked | None:
        """Somebody with the readable numbers that plain ranges name, where there are some."""
        named = suspicion.readable or ((suspicion.value,) if suspicion.told is not None else ())
        pairs = [(number, wanted, at) for (number, wanted), at in zip(suspicion.aims, named, strict=False)]
        if all(at is None for _, _, at in pairs):
            return None
        there = [Compare(number, "=", Const(at)) for number, _, at in pairs if at is not None]
        aims = [(number, wanted if at is None else point(at)) for number, wanted, at in pairs]
        asked = self.ask(Logic("and", (suspicion.condition, *there)), aims, paid=suspicion.paid)
        return asked if asked.status == "somebody" else None

    def ask(self, condition: Node, aims: Sequence[Aim] = (), *, paid: bool = False) -> Asked:
        """The same of a flag, with a team whose first member is so.

        `aims` say which numbers the flag looks at, and where it wants them; Asked.value is the first of them then.
        `paid`: only people whose pay is worked out, a total below zero included.
        """
        flag = _value(_FLAG_NAME, condition)
        numbers = {_value(f"{_NUMBER_NAME} {i}", number): wanted for i, (number, wanted) in enumerate(aims)}
        extra = (flag, *numbers)
        frame = Frame(self.program, tuple(value.name for value in extra), extra=extra, meter=self.meter)
        if self.left <= 0 or _size(frame) > self.each:
            return Asked("open", frame)
        people = (
            People(self.program, extra, may_be_negative=True) if paid else Everybody(self.program, wanted=frame.slice)
        )
        goal = Towards(flag.name, tuple((number.name, wanted) for number, wanted in numbers.items()))
        sampler = Sampler(frame, goal, people, self.starts, SOONER, leaping=False)
        if self._nobody(frame, goal, sampler, PROBE):
            return Asked("nobody", frame)
        if not _is_found(sampler):
            sampler.everywhere()
            Homing(sampler, goal.aims).run(enough=FOUND)
        if not _is_found(sampler) and self._nobody(frame, goal, sampler, self.each):
            return Asked("nobody", frame)
        if sampler.best is None or not _is_found(sampler):
            return Asked("open", frame)
        return self._replayed(frame, tuple(numbers), sampler.best.here)

    def _nobody(self, frame: Frame, goal: Towards, sampler: Sampler, most: int) -> bool:
        """Whether it is proved that there is nobody; the sampler may have found somebody on the way."""
        search = Search(frame, goal, Limit(min(most, self.left), _SECONDS), sampler)
        try:
            found = search.run(_decided)
        except TooMuchError:
            self.left = 0
            return False
        self.left -= found.work
        return found.complete and found.low >= before(Fraction(0))

    def _replayed(self, frame: Frame, numbers: tuple[Value, ...], team: Team) -> Asked:
        """A person who was found, computed again by the reference evaluator, which has to say the same."""
        flag = frame.extra[0]
        values = Reference(replace(self.program, values=frame.slice)).evaluate(team)[0].values
        if values[flag.name] is not True:  # beyond what the reference evaluator computes
            return Asked("open", frame)
        found = [value for number in numbers if isinstance(value := values[number.name], Fraction)]
        told = tuple(found) if len(found) == len(numbers) else ()
        return Asked("somebody", frame, team, told[0] if told else None, told)


def _value(name: str, node: Node) -> Value:
    return Value(name, name, FLAG, node, "part", Origin("part", NOWHERE))


def _decided(low: Cut, best: Fraction | None) -> bool:
    return low >= before(Fraction(0)) or best == FOUND


def _is_found(sampler: Sampler) -> bool:
    return sampler.best is not None and sampler.best.value == FOUND


def _size(frame: Frame) -> int:
    """How many operations one look at all inputs at once takes."""
    return sum(1 for value in frame.slice for _ in value.nodes)


def _said(frame: Frame, team: Team) -> Text:
    """A person's figures in words: those that matter."""
    figures = list(_figures(frame, team))
    more = (Text("……", "…"),) if len(figures) > _FIGURES else ()
    told = [*figures[:_FIGURES], *more]
    if len(team) > 1:
        others = len(team) - 1
        told.append(Text(f"同组另有 {others} 人", f"with {others} more in the group"))
    if not told:
        return Text("每一个人", "everybody")
    return Text("，".join(text.zh for text in told), ", ".join(text.en for text in told))


def _figures(frame: Frame, team: Team) -> Iterator[Text]:
    for spec in frame.inputs:
        found = team[0][spec.name]
        if isinstance(spec.kind, Words):
            continue
        value = Text("没有", "missing") if isinstance(found, Missing) else for_reading(found, spec.kind)
        yield Text("{name} {value}", "{name} {value}").format(name=same(spec.label), value=value)
