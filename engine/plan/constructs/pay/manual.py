"""`manual`: amounts that somebody decided, with the reason and who approved it, apart from what was computed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import FLAG, MONEY, Kind, Words, describe
from engine.base.source import Span
from engine.base.text import Text, one_line, same
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Rule
from engine.formula.tree import Formula, Name
from engine.notes import Sums
from engine.plan.constructs.pay.added import Added, Made
from engine.plan.mentions import names_in
from engine.plan.model import Broken, Definition, Typed
from engine.plan.reading import Reader
from engine.plan.scope import UNSOUND, Scope
from engine.plan.shape import LABEL, NAME, Field, Named, Record
from engine.program import ZERO, Check, Compare, IsMissing, Logic, Origin, Round

MANUAL: Final = "manual"
"""The tag of the lines that somebody decided; they stand last on a payslip."""

FIELD: Final = Field(
    MANUAL,
    "手工调整",
    Named(
        Record(
            (
                Field("amount", "金额", NAME, Text("金额：一个金额输入", "the amount: a money input"), required=True),
                Field("reason", "原因", NAME, Text("原因：一个文字输入", "the reason: a text input"), required=True),
                Field(
                    "approver",
                    "审批人",
                    NAME,
                    Text("谁批的：一个文字输入", "who approved it: a text input"),
                    required=True,
                ),
                LABEL,
            )
        )
    ),
    Text(
        "手工调整的行，类别是 manual，列在最后；有金额而没有原因或审批人的，不发工资",
        "lines tagged manual, listed last; nobody is paid who has an amount and no reason, or no approver",
    ),
)

_INPUTS: Final = fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          fix: {type: money, default: 0}
          fix_reason: {type: text, optional: true}
          fix_by: {type: text, optional: true}
        salary:
          lines:
            base: base_salary
        """)
NEEDS_AN_INPUT: Final = Rule(
    code="KPI487",
    name="needs-an-input",
    headline=Text(
        "手工调整的{part}要是一个{wanted}输入，“{words}”{problem}",
        "the {part} of a manual adjustment must be an input: {wanted}; `{words}` {problem}",
    ),
    what=Text(
        "手工调整的金额、原因或审批人不是相应类型的输入。",
        "The amount, the reason or the approver of a manual adjustment is no input of that kind.",
    ),
    why=Text(
        "算出来的数不是手工调整；写死的原因等于没有原因。",
        "What is computed is no manual adjustment, and a reason that is always the same is none.",
    ),
    bad=_INPUTS + "  manual: {fixed: {amount: fix, reason: base_salary, approver: fix_by}}\n",
    good=_INPUTS + "  manual: {fixed: {amount: fix, reason: fix_reason, approver: fix_by}}\n",
)
RULES: Final = (NEEDS_AN_INPUT,)
_PARTS: Final[dict[str, tuple[Text, Kind]]] = {
    "amount": (Text("金额", "amount"), MONEY),
    "reason": (Text("原因", "reason"), Words()),
    "approver": (Text("审批人", "approver"), Words()),
}


@frozen
class _Adjustment:
    """One adjustment as its author wrote it."""

    name: str
    span: Span
    label: str
    parts: dict[str, Formula]

    def amount(self, scope: Scope) -> Made | None:
        """The amount; whoever has one without a reason or an approver is refused. None where faulty (reported)."""
        found = {part: _input(scope, part, formula) for part, formula in self.parts.items()}
        amount, reason, approver = (found[part] for part in _PARTS)
        if amount is None or reason is None or approver is None:
            return None
        said = Logic("and", tuple(Logic("not", (IsMissing(part.node),)) for part in (reason, approver)))
        explained = Logic("or", (Compare(amount.node, "=", ZERO), said))
        name = f"{self.name}.explained"
        flag = scope.add(name, self.label, FLAG, explained, "check", Origin("part", self.span))
        if flag.node is not UNSOUND:
            scope.checks.append(Check(self.name, name, "error", same(self.label), (), adjusted=True))
        parts = (("amount", amount.node), ("reason", reason.node), ("approver", approver.node))
        return Round(amount.node, scope.currency_decimals, "half_up"), (Sums(parts),)


def _input(scope: Scope, part: str, formula: Formula) -> Typed | None:
    """The input that a part names; None, and a finding, where it is none or of another kind."""
    words, kind = _PARTS[part]
    root = formula.root
    typed = scope.resolve(root) if isinstance(root, Name) else None
    if isinstance(root, Name) and typed is None:
        return None  # an unknown name, or a faulty one
    definition = scope.definitions.get(root.name) if isinstance(root, Name) else None
    if definition is None or definition.construct != "inputs":
        problem = Text("不是输入", "is none")
    elif typed is not None and typed.kind != kind:
        problem = Text(f"是{describe(typed.kind).zh}", f"is {describe(typed.kind).en}")
    else:
        return typed
    wanted = describe(kind)
    edit = "{type: money, default: 0}" if kind == MONEY else "{type: text, optional: true}"
    help_text = Text(f"在 输入（inputs）里写一列 `{edit}`", f"declare a column under inputs: `{edit}`")
    scope.desk.report(
        NEEDS_AN_INPUT.at(
            formula.span, help=help_text, part=words, wanted=wanted, words=one_line(formula.text), problem=problem
        )
    )
    return None


def read(section: Reader) -> Iterator[Definition]:
    """The adjustment lines; one that is faulty (reported) is `Broken`."""
    for entry in section.node_entries(MANUAL):
        record = section.desk.reader(entry.value)
        parts = {part: record.formula(part) for part in _PARTS} if record else {}
        found = {part: formula for part, formula in parts.items() if formula is not None}
        if record is None or len(found) < len(_PARTS):
            yield Broken(entry.name, entry.key.span, "salary")
            continue
        label, needs = record.words("label", entry.name), tuple(names_in(*found.values()))
        make = _Adjustment(entry.name, entry.key.span, label, found).amount
        yield Added(entry.name, entry.key.span, label, MANUAL, needs, make, found["amount"].text)
