"""Suspicions of the checker settled: dropped where nobody is so, told with a person where somebody is.

Nothing of the search is imported before there is something to settle: most plans raise no suspicion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from engine.base.quantities import Choice
from engine.base.text import Text
from engine.check.suspicion import Suspicion, Together, Way, Ways, at_once
from engine.diagnostics.model import Diagnostic, Severity
from engine.program import Compare, Const, Program, Ref, Scalar

if TYPE_CHECKING:
    from engine.prove.asking import Asker
    from engine.prove.people import Team

Values = Mapping[str, Scalar]
"""The values of one person by their names."""

NOT_ASKED: Final = Text("没有细查", "not looked into")
"""The witness of advice that nobody has looked into: it counts for `silence` and is not told."""


@dataclass(frozen=True)
class Settling:
    """What is found of one program, with one limit for all of it.

    `starts` gives the teams of the plan's own examples. Errors are settled always, advice where the check is
    `thorough`.
    """

    program: Program
    starts: Callable[[], tuple[Team, ...]]
    thorough: bool

    @cached_property
    def _asker(self) -> Asker:
        from engine.prove.asking import Asker  # noqa: PLC0415 - most plans raise no suspicion

        return Asker(self.program, self.starts())

    def settled(self, found: Iterable[Diagnostic | Suspicion | Together]) -> list[Diagnostic]:
        """The findings in their order, without those that are true of nobody."""
        return [told for each in found for told in self._told(each)]

    def _told(self, found: Diagnostic | Suspicion | Together) -> Iterator[Diagnostic]:
        match found:
            case Diagnostic():
                yield found
            case Suspicion():
                yield from filter(None, (self._finding(found),))
            case Together(suspicions, rest, most):
                true = (told for each in suspicions if (told := self._finding(each)) is not None)
                some = tuple(islice(true, most))
                yield from some or filter(None, (self._finding(rest),))

    def _finding(self, suspicion: Suspicion) -> Diagnostic | None:
        if suspicion.plain.severity is not Severity.ERROR and not self.thorough:
            return suspicion.unasked(NOT_ASKED)
        answer = at_once(self.program, suspicion) or self._asker.answer(suspicion)
        return suspicion.finding(answer)

    def ways(self, tables: Callable[[], Iterable[Ways]], seen: Sequence[Values]) -> list[Diagnostic]:
        """The bands of tables in which nobody is; none where it is not thorough.

        `seen` are the values of the examples' people: there is nothing to search for where some are in every band.
        """
        if not self.thorough:
            return []
        paid = _paid(self.program, seen)
        open_ = tuple(table for table in tables() if not all(_taken(way, paid) for way in table.ways))
        if not open_:
            return []
        from engine.prove.ways import untrodden  # noqa: PLC0415 - likewise

        return list(untrodden(self._asker, open_))

    def tiers(self, seen: Sequence[Values]) -> list[Diagnostic]:
        """The tiers that nobody can reach, alone or together with another one; none where it is not thorough.

        `seen` as for `ways`; two tiers may still exclude each other where an assertion links them.
        """
        if not self.thorough or _in_every_tier(self.program, seen):
            return []
        from engine.prove.reach import reached  # noqa: PLC0415 - likewise

        return [each.finding() for each in reached(self.program, self.starts(), self._asker)]


def _paid(program: Program, seen: Sequence[Values]) -> list[Values]:
    """Whom no assertion keeps from being paid."""
    return [values for values in seen if all(values[check.value] is not False for check in program.checks)]


def _taken(way: Way, seen: Sequence[Values]) -> bool:
    """Whether one of these people goes a way."""
    match way.condition:
        case Compare(Ref(name), "=", Const(at)):
            return any(values[name] == at for values in seen)
        case _:
            return False


def _in_every_tier(program: Program, seen: Sequence[Values]) -> bool:
    """Whether there is somebody in each tier, and nothing that could keep two tiers apart."""
    tiers = [(v.name, v.kind) for v in program.values if v.role == "tier" and isinstance(v.kind, Choice)]
    if len(tiers) > 1 and program.checks:
        return False
    paid = _paid(program, seen)
    return all({*range(len(kind.options))} <= {values[name] for values in paid} for name, kind in tiers)
