"""`prorate`: lines paid for a part of the period, by attendance or days (S0-11, A-37)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.numbers import plain
from engine.base.quantities import PERCENT
from engine.base.text import Text, one_line
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Diagnostic, Label, Rule
from engine.document.nodes import Mapping, Scalar
from engine.formula.tree import Formula
from engine.plan.claims import Claim
from engine.plan.constructs.pay.names import LINES, known_lines
from engine.plan.elaborate import elaborate_as
from engine.plan.model import Entity
from engine.plan.reading import Reader
from engine.plan.scope import UNSOUND, Scope
from engine.plan.shape import FORMULA, Either, Field, Items, Record
from engine.program import Node, Origin

_PRORATION: Final = Record(
    (
        Field(
            "by",
            "按",
            FORMULA,
            Text(
                "发几成：0% 到 100% 的比例，如出勤天数 ÷ 应出勤天数", "the share that is paid, 0% to 100%: days ÷ days"
            ),
            required=True,
        ),
        LINES,
    )
)
FIELD: Final = Field(
    "prorate",
    "折算",
    Either((_PRORATION, Items(_PRORATION))),
    Text("按出勤或在岗天数折算的行；折算后才舍入", "lines paid by attendance or days, before they are rounded"),
)

_INPUTS: Final = """
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          days_worked: {type: number, min: 0, max: 31}
          days_in_month: {type: number, min: 28, max: 31}
"""


def _example(*rows: str) -> str:
    lines = [
        "salary:",
        "  lines:",
        "    base: base_salary",
        "    commission: sales × 1%",
        *(f"  {row}" for row in rows),
    ]
    return fragment(_INPUTS) + "".join(f"{line}\n" for line in lines)


_SHARE: Final = "'min(days_worked ÷ days_in_month, 100%)'"
PRORATED_TWICE: Final = Rule(
    code="KPI481",
    name="prorated-twice",
    headline=Text("“{name}”折算了两次", "`{name}` is prorated twice"),
    what=Text("一行工资写在两个 prorate 里。", "A pay line is named by two entries of `prorate`."),
    why=Text("折了又折，半个月就成了四分之一个月。", "Half of a half would be paid as a quarter."),
    bad=_example(
        "prorate:", f"  - {{by: {_SHARE}, lines: [base]}}", f"  - {{by: {_SHARE}, lines: [commission, base]}}"
    ),
    good=_example("prorate:", f"  - {{by: {_SHARE}, lines: [base]}}", f"  - {{by: {_SHARE}, lines: [commission]}}"),
)
NOT_A_SHARE: Final = Rule(
    code="KPI482",
    name="not-a-share",
    headline=Text(
        "“{words}”按声明的范围可能是 {value}，不在 0% 到 100% 之间",
        "`{words}` can be {value}, and must be from 0% to 100%",
    ),
    what=Text(
        "折算比例或扣款比例按声明的范围可能小于 0% 或大于 100%。",
        "A share of pay can be below 0% or above 100% on the declared ranges.",
    ),
    why=Text("数据填错一天，就会多发或倒扣。", "One day too many in the data, and more than all would be paid."),
    bad=_example("prorate: {by: days_worked ÷ days_in_month, lines: [base]}"),
    good=_example(f"prorate: {{by: {_SHARE}, lines: [base]}}"),
)
RULES: Final = (PRORATED_TWICE, NOT_A_SHARE)
_ONCE: Final = Text("一行只写在一处", "name a line in one entry only")


@frozen
class Proration:
    """One share and the lines it is for; `number` counts from 1."""

    number: int
    by: Formula
    lines: tuple[str, ...]

    def share(self, scope: Scope) -> Node | None:
        """The share as a value that its lines have in common; None where it is faulty (reported once)."""
        found = scope.once(f"{FIELD.key}.{self.number}", lambda: self._share(scope))
        return None if found is None or found.whole is None else found.whole.node

    def _share(self, scope: Scope) -> Entity | None:
        return share(scope, f"{FIELD.key}.{self.number}", self.by, Text("折算比例", "the share of a proration"))


def share(scope: Scope, name: str, formula: Formula, what: Text) -> Entity | None:
    """A percentage from 0% to 100% as a value of its own; that it stays there is proved later."""
    node = elaborate_as(scope, formula, PERCENT, what)
    if node is None:
        return None
    made = scope.add(name, one_line(formula.text), PERCENT, node, "part", Origin("part", formula.span, formula.text))
    if made.node is not UNSOUND:
        scope.claims.append(Claim(made.node, Fraction(0), Fraction(1), lambda value: _not_a_share(formula, value)))
    return Entity(made)


def _not_a_share(formula: Formula, value: Fraction) -> Diagnostic:
    words = one_line(formula.text)
    edit = f"max({words}, 0%)" if value < 0 else f"min({words}, 100%)"
    help_text = Text(f"写 `{edit}`", f"write `{edit}`")
    return NOT_A_SHARE.at(formula.span, help=help_text, words=words, value=f"{plain(value * 100, 2)}%")


def read(section: Reader, lines: Sequence[str]) -> tuple[Proration, ...]:
    """The prorations of the section; faults are reported."""
    node = section.node_at(FIELD.key)
    nodes = (node,) if isinstance(node, Mapping) else section.items(FIELD.key)
    found: list[Proration] = []
    first: dict[str, Scalar] = {}
    for record in (section.desk.reader(n) for n in nodes):
        by = record.formula("by") if record else None
        if record is None or by is None:
            continue
        named = record.texts("lines")
        for scalar in named:
            before = first.setdefault(scalar.text, scalar)
            if before is not scalar:
                also = [Label(before.span)]
                section.desk.report(PRORATED_TWICE.at(scalar.span, also=also, help=_ONCE, name=scalar.text))
        found.append(Proration(len(found) + 1, by, known_lines(section.desk, named, lines)))
    return tuple(found)
