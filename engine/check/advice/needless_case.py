"""Cases and rules that could be left out or written as one, because others give the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.text import Text, one_line
from engine.check.ranges import Ranges
from engine.check.situations.conditions import identity, situations
from engine.check.situations.diagram import Effort, TooBig, diagram
from engine.check.situations.regions import reached
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Diagnostic, Label, Rule, Severity
from engine.document.leaving_out import without_row
from engine.plan.claims import Alternative, Alternatives
from engine.plan.lower import Lowered

_SALES: Final = inputs("sales: {type: money, min: 0}")
NEEDLESS_CASE: Final = Rule(
    code="KPI751",
    name="needless-case",
    headline=Text("“{name}”的“{words}”{problem}", "`{words}` of `{name}` {problem}"),
    what=Text(
        "删去这一行，所有人得到的都一样；或者几行给出的一样，可以合成一行。",
        "Without this row everybody gets the same, or several rows that give the same could be one.",
    ),
    why=Text(
        "多余的行让人以为有差别，日后改数也容易漏改。",
        "Who reads it looks for a difference, and forgets one of them later.",
    ),
    bad=_SALES
    + "metrics:\n  rate:\n    cases: [{when: sales >= 900, then: 2%}, {when: sales >= 500, then: 2%}]\n"
    + "    otherwise: 1%\n"
    + pay("sales × rate"),
    good=_SALES
    + "metrics:\n  rate:\n    cases: [{when: sales >= 500, then: 2%}]\n    otherwise: 1%\n"
    + pay("sales × rate"),
    severity=Severity.NOTE,
)
RULES: Final = (NEEDLESS_CASE,)
_NOTHING: Final = Text("有没有都一样", "changes nothing")
_LEAVE_OUT: Final = Text("删去这一行，或改它给出的值", "leave it out, or correct what it gives")


def check(lowered: Lowered, ranges: Ranges) -> Iterator[Diagnostic]:
    """A note at each row that makes no difference."""
    effort = Effort()
    for claim in lowered.scope.alternatives:
        needless = _needless(claim, lowered, ranges, effort)
        for row in needless:
            words = one_line(row.span.text)
            fix = without_row(row.span)
            yield NEEDLESS_CASE.at(row.span, help=_LEAVE_OUT, fix=fix, name=claim.name, words=words, problem=_NOTHING)
        if claim.exclusive and not needless:
            yield from _alike(claim)


def _needless(claim: Alternatives, lowered: Lowered, ranges: Ranges, effort: Effort) -> list[Alternative]:
    """Rows that give, wherever they count, what would hold without them."""
    within = situations([row.condition for row in claim.rows], lowered.program, ranges)
    rows = [*claim.rows, *((claim.otherwise,) if claim.otherwise else ())]
    given = [identity_of(row) for row in rows]
    try:
        found = [(*held, len(claim.rows)) for held in reached(diagram(within.conditions, within.sizes, 2, effort))]
    except TooBig:
        return []
    counts: dict[int, bool] = {}
    for first, *then in found:
        if first < len(claim.rows):
            same = then[0] < len(given) and given[then[0]] == given[first]
            counts[first] = counts.get(first, True) and same
    return [claim.rows[i] for i, same in counts.items() if same]


def identity_of(row: Alternative) -> tuple[object, ...]:
    """The same for rows that give the same."""
    return tuple(identity(node) for node in row.outcome)


def _alike(claim: Alternatives) -> Iterator[Diagnostic]:
    seen: dict[tuple[object, ...], Alternative] = {}
    for row in claim.rows:
        other = seen.setdefault(identity_of(row), row)
        if other is not row:
            words, others = one_line(row.span.text), one_line(other.span.text)
            both = f"({others}) or ({words})"
            yield NEEDLESS_CASE.at(
                row.span,
                also=[Label(other.span)],
                help=Text(f"合成一行 `when: {both.replace(') or (', ') 或 (')}`", f"write one row `when: {both}`"),
                name=claim.name,
                words=words,
                problem=Text(f"和“{others}”给出的一样", f"gives the same as `{others}`"),
            )
