"""Cases that nobody can ever be in: earlier ones cover them, or the declared ranges leave them out.

The cases of `cases`, the rows of `rules` and those of nested `if` are the same to it: conditions that are tried one
after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from engine.base.source import Span
from engine.base.text import Text, one_line
from engine.check.ranges import Ranges
from engine.check.same_rows import second_left_out
from engine.check.situations.conditions import Situations, situations
from engine.check.situations.diagram import Effort, TooBig, diagram
from engine.check.situations.regions import reached
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Diagnostic, Label, Rule, Severity
from engine.program import Choose, Compare, Logic, Node, Program

CASE_NEVER_REACHED: Final = Rule(
    code="KPI490",
    name="case-never-reached",
    headline=Text("永远轮不到“{words}”这种情形：{reason}", "nobody can ever be in the case `{words}`: {reason}"),
    what=Text(
        "情形从上到下看，前面的已经包括了它，或者它在声明的范围里不会成立。",
        "Cases are tried from the top: an earlier one covers this one, or it cannot hold on the declared ranges.",
    ),
    why=Text(
        "写着的值永远用不上，多半是次序或界限写错了。",
        "Its value is never used: the order or a bound is most likely wrong.",
    ),
    bad=fragment("""
        metrics:
          rate:
            cases:
              - {when: sales >= 1000, then: 1%}
              - {when: sales >= 5000, then: 2%}
            otherwise: 0%
        salary:
          lines:
            base: base_salary
            commission: sales × rate
        """),
    good=fragment("""
        metrics:
          rate:
            cases:
              - {when: sales >= 5000, then: 2%}
              - {when: sales >= 1000, then: 1%}
            otherwise: 0%
        salary:
          lines:
            base: base_salary
            commission: sales × rate
        """),
    severity=Severity.WARNING,
)
_ALL: Final = " and ".join(f"c{n} = 1" for n in range(24))
_PAIRS: Final = "".join(f"      - {{when: c{n} = 1 and c{23 - n} = 1, then: 1%}}\n" for n in range(12))
_COUNTS: Final = inputs(*(f"c{n}: {{type: count}}" for n in range(24)))
NOT_ALL_LOOKED_AT: Final = Rule(
    code="KPI750",
    name="not-all-looked-at",
    headline=Text(
        "{count} 种情形组合太多，只看了前 {seen} 种是否轮得到",
        "{count} cases have too many combinations: only the first {seen} were looked at",
    ),
    what=Text(
        "要知道每种情形是否轮得到，就得看遍各条件的组合；组合有上限。",
        "Whether each case can ever be reached is seen from all combinations of conditions; their number is limited.",
    ),
    why=Text("没有看的情形可能永远轮不到。", "A case that was not looked at may never be reached."),
    bad=_COUNTS
    + f"metrics:\n  rate:\n    cases:\n      - {{when: {_ALL}, then: 2%}}\n{_PAIRS}    otherwise: 3%\n"
    + pay("base_salary × rate"),
    good=_COUNTS
    + f"metrics:\n  rate:\n    cases:\n      - {{when: {_ALL}, then: 2%}}\n    otherwise: 3%\n"
    + pay("base_salary × rate × (if(c0 = 1, 1, 2))"),
    severity=Severity.NOTE,
)
RULES: Final = (CASE_NEVER_REACHED, NOT_ALL_LOOKED_AT)

_ORDER: Final = Text("把条件更严的情形写在前面，或改它的界限", "put the stricter case first, or correct its bounds")
_BOUND: Final = Text(
    "改它的界限，或放宽输入的 最小（min）、最大（max）", "correct its bounds, or widen min and max of the inputs"
)
_SAME_VALUE: Final = Text("它给出的也一样，删去这一行", "it gives the same: leave it out")
_SPLIT: Final = Text("拆成几个值", "split it into several values")
_EARLIER: Final = Text("这一种情形在前", "this case comes first")


Written = tuple[Node, Span]
"""A condition and where it stands."""


def check(program: Program, ranges: Ranges) -> Iterator[Diagnostic]:
    """A warning for each condition that is tried after others and can never count."""
    effort = Effort()
    for value in program.values:
        inner: set[int] = set()
        for node in value.nodes:
            if isinstance(node, Choose) and id(node) not in inner:
                chain = tuple(_chain(node))
                inner.update(id(choice) for choice in chain)
                written = [(c.condition, span) for c in chain if (span := _place(c)) is not None]
                yield from never_reached(written, situations([c for c, _ in written], program, ranges), effort)


def _chain(node: Node) -> Iterator[Choose]:
    while isinstance(node, Choose):
        yield node
        node = node.otherwise


def _place(choice: Choose) -> Span | None:
    """Where a condition is written; None where it is the engine's own."""
    return choice.condition.span if isinstance(choice.condition, Compare | Logic) else choice.span


def never_reached(written: Sequence[Written], within: Situations, effort: Effort) -> Iterator[Diagnostic]:
    """The findings about conditions in the order in which they are tried, each with its place.

    Where they have too many combinations to be sure, the first of them are looked at and that is said.
    """
    seen = len(written)
    while not (found := _first(within, seen, effort)) and seen:
        seen //= 4
    for i in (i for i in range(seen) if i not in found):
        span = written[i][1]
        yield _finding(written, i, _covering(within, i, effort), one_line(span.text))
    if seen < len(written):
        yield NOT_ALL_LOOKED_AT.at(written[0][1], help=_SPLIT, count=len(written), seen=seen)


def _first(within: Situations, seen: int, effort: Effort) -> frozenset[int]:
    """Which of the first few conditions can be the first to hold, and -1; empty where combinations are too many."""
    try:
        found = reached(diagram(within.conditions[:seen], within.sizes, 1, effort))
        return frozenset({-1}.union(rows[0] for rows in found if rows))
    except TooBig:
        return frozenset()


def _covering(within: Situations, late: int, effort: Effort) -> tuple[int, ...]:
    """The earlier conditions that hold whenever a late one does: one alone if it can be; none if it never does."""
    try:
        upto = reached(diagram(within.conditions[: late + 1], within.sizes, late + 1, effort))
        taken = [rows[:-1] for rows in upto if rows and rows[-1] == late]
    except TooBig:  # it is covered, but by which of them takes longer to say
        return tuple(range(late))
    alone = [i for i in range(late) if taken and all(i in rows for rows in taken)]
    return (alone[0],) if alone else tuple(sorted({rows[0] for rows in taken}))


def _finding(written: Sequence[Written], late: int, covering: Sequence[int], words: str) -> Diagnostic:
    span = written[late][1]
    if not covering:
        reason = Text("按声明的范围它不会成立", "it cannot hold on the declared ranges")
        return CASE_NEVER_REACHED.at(span, help=_BOUND, words=words, reason=reason)
    earlier = [written[i][1] for i in covering]
    said = " / ".join(one_line(place.text) for place in earlier)
    reason = Text(f"前面的“{said}”已经包括它", f"`{said}` before it covers it")
    also = [Label(place, _EARLIER) for place in earlier]
    fix = second_left_out(earlier[0], span, condition=True) if len(earlier) == 1 else None
    help_text = _ORDER if fix is None else _SAME_VALUE
    return CASE_NEVER_REACHED.at(span, also=also, help=help_text, fix=fix, words=words, reason=reason)
