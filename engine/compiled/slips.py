"""Payslips out of the amounts of compiled functions: what a result shows beyond its person is made when looked at."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context
from itertools import repeat
from typing import Final

from engine.compiled.compilation import Amounts, Compilation
from engine.compiled.evaluator import Team
from engine.run.outcome import LineAmount, PersonResult, Record, Shown
from engine.run.results import shown

_EXACT: Final = Context(prec=40)
"""Pay has at most 12 digits before the point, so nothing is ever rounded here, whatever the thread's context is."""


Who = tuple[str, tuple[str, ...], int]
"""A person, the names of the groups, the number of the row."""


def slips(team: Team, members: Sequence[Record]) -> list[PersonResult] | None:
    """The results of the members of a group; None where somebody may have no pay."""
    amounts = team.pay()
    if amounts is None:
        return None
    return [
        slip(team, position, (member.person, member.group, member.row), amounts[position])
        for position, member in enumerate(members)
    ]


def slip(team: Team, position: int, who: Who, amounts: Amounts) -> PersonResult:
    """The result of one member of a team."""
    person, group, row = who

    def later(name: str) -> object:
        match name:
            case "lines":
                return _lines(team.compilation, amounts)
            case "group":
                return dict(zip(team.compilation.program.group_by, group, strict=True))
            case "form":
                return team.compilation.form
            case _:
                return _values(team, position)

    total = _EXACT.multiply(amounts[-1], team.compilation.smallest)
    return PersonResult.deferred(person, row, total, later)


def _lines(compilation: Compilation, amounts: Amounts) -> tuple[LineAmount, ...]:
    """The lines; `map` ends with their names, before the total."""
    exact = map(_EXACT.multiply, amounts, repeat(compilation.smallest))
    return tuple(map(LineAmount, *compilation.line_words, exact))


def _values(team: Team, position: int) -> dict[str, Shown]:
    compilation, row = team.compilation, team.results[position]
    return {v.name: shown(v, compilation.value(v.name, row)) for v in compilation.program.values}
