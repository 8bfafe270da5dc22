"""The scope in which definitions become core values: names that are known so far, and the values made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from engine.base.limits import OPERATION_DEPTH, OPERATIONS
from engine.base.quantities import Kind
from engine.base.source import Span
from engine.base.text import Text, one_line
from engine.diagnostics.example import fragment, pay, table, tiers
from engine.diagnostics.model import NO_TEXT, Label, Rule, replace_with
from engine.diagnostics.suggest import nearest_help, slip
from engine.formula.number_words import written_out
from engine.formula.parser import FORMULA_TOO_DEEP
from engine.formula.tree import Name
from engine.plan.claims import Alternatives, Claim
from engine.plan.constants import constant
from engine.plan.missing import may_be_missing
from engine.plan.model import Definition, Entity, Typed
from engine.plan.reading import Desk
from engine.plan.size import NAME_PARTS, SPLIT, TOO_MANY_OPERATIONS, measure
from engine.program import Check, Const, InputSpec, Line, Missing, Node, Origin, Output, Ref, Role, Value, nodes

UNKNOWN_NAME: Final = Rule(
    code="KPI401",
    name="unknown-name",
    headline=Text(
        "没有叫“{name}”的输入、标准值、指标或表", "`{name}` is not the name of any input, threshold, metric or table"
    ),
    what=Text("公式里用到的名称在方案中没有定义。", "A formula uses a name that the plan does not define."),
    why=Text(
        "名称写错时若当作零，工资就悄悄算错了，所以必须先改正。",
        "A misspelt name taken as zero would quietly change someone's pay.",
    ),
    bad=fragment("""
        salary:
          lines:
            base: base_salery
            commission: sales × 1%
        """),
    good=pay("sales × 1%"),
)
UNKNOWN_TABLE_COLUMN: Final = Rule(
    code="KPI409",
    name="unknown-table-column",
    headline=Text("“{name}”没有名为“{column}”的列", "`{name}` has no column `{column}`"),
    what=Text("公式写了“名称.列”，但这个名称没有这一列。", "A formula asks for a column that the name does not have."),
    why=Text("列名写错就取不到提点或分数。", "Without the column there is no rate or score to use."),
    bad=tiers("bands:", "  junior: {below: 1000, rate: 1%}", "  gold: {from: 1000, rate: 2%}")
    + pay("sales × grade.rates"),
    good=tiers("bands:", "  junior: {below: 1000, rate: 1%}", "  gold: {from: 1000, rate: 2%}")
    + pay("sales × grade.rate"),
)
COLUMN_NEEDED: Final = Rule(
    code="KPI408",
    name="column-needed",
    headline=Text("“{name}”有几列，要说明用哪一列", "`{name}` has several columns: say which one"),
    what=Text(
        "表有几列输出，公式里只写了表名。",
        "A table gives several columns and the formula names only the table.",
    ),
    why=Text("引擎不猜用哪一列。", "The engine does not guess which column is meant."),
    bad=table("bands:", "  - {below: 1000, points: 1, bonus: 0}", "  - {from: 1000, points: 2, bonus: 10}") + pay("t"),
    good=table("bands:", "  - {below: 1000, points: 1, bonus: 0}", "  - {from: 1000, points: 2, bonus: 10}")
    + pay("t.bonus"),
)
RATE_OF_MARGINAL_TABLE: Final = Rule(
    code="KPI430",
    name="rate-of-marginal-table",
    headline=Text("“{name}”是超额累进表，没有单一的“{column}”", "`{name}` is marginal: there is no single `{column}`"),
    what=Text(
        "超额累进表的每一段各有提点，公式却取了其中一个。",
        "A marginal table has a rate for each slice, and the formula picks one of them.",
    ),
    why=Text(
        "用一个提点乘以全部销售额就变成了全额累进。", "One rate on the whole amount would make it a whole-amount table."
    ),
    bad=table("mode: marginal", "bands:", "  - {up_to: 1000, rate: 1%}", "  - {above: 1000, rate: 2%}")
    + pay("sales × t.rate"),
    good=table("mode: marginal", "bands:", "  - {up_to: 1000, rate: 1%}", "  - {above: 1000, rate: 2%}") + pay("t"),
)
_DEFINE: Final = Text("先在 输入（inputs）或 指标（metrics）里定义它", "define it first, under inputs or metrics")

RULES: Final = (UNKNOWN_NAME, COLUMN_NEEDED, UNKNOWN_TABLE_COLUMN, RATE_OF_MARGINAL_TABLE)


UNSOUND: Final = Const(Missing("unsound"))
"""The node of every stand-in. It is in no program."""


@dataclass
class Scope:
    """Names and values of one plan while it is lowered. Definitions are added in dependency order.

    `reasons` say of some values what it means that they are not applicable.
    """

    desk: Desk
    currency: str
    currency_decimals: int
    grouped: bool
    definitions: dict[str, Definition]
    entities: dict[str, Entity | None] = field(default_factory=dict)
    values: list[Value] = field(default_factory=list)
    inputs: list[InputSpec] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    by_name: dict[str, Value] = field(default_factory=dict)
    constants: dict[str, Fraction] = field(default_factory=dict)
    missable: set[str] = field(default_factory=set)
    operations: int = 0
    copies: Counter[str] = field(default_factory=Counter)
    claims: list[Claim] = field(default_factory=list)
    alternatives: list[Alternatives] = field(default_factory=list)
    reasons: dict[str, Text] = field(default_factory=dict)

    def add(  # noqa: PLR0913, PLR0917 - a value has this many parts
        self, name: str, label: str, kind: Kind, node: Node, role: Role, origin: Origin
    ) -> Typed:
        """Add a named value to the program and give a reference to it; what rests on a fault is typed, not added."""
        if not self._fits(name, node, origin.span) or any(part is UNSOUND for part in nodes(node)):
            return self.unsound(kind, origin.span)
        value = Value(name, label or name, kind, node, role, origin)
        self.values.append(value)
        self.by_name[name] = value
        if may_be_missing(node, self.missable):
            self.missable.add(name)
        number = self.constant(node)
        if number is not None:
            self.constants[name] = number
        return Typed(Ref(name), kind, origin.span)

    @property
    def full(self) -> bool:
        """Whether the plan has become more operations than any plan needs, so that no more is to be made of it."""
        return self.operations > OPERATIONS

    def _fits(self, name: str, node: Node, span: Span) -> bool:
        """Count a value's operations; False, and a finding the first time, where they pass a limit."""
        if self.full:
            return False
        size, depth = measure(node)
        self.operations += size
        if self.full:
            self.desk.report(TOO_MANY_OPERATIONS.at(span, help=SPLIT, name=one_line(name), limit=OPERATIONS))
        elif depth > OPERATION_DEPTH:
            self.desk.report(FORMULA_TOO_DEEP.at(span, help=NAME_PARTS, limit=OPERATION_DEPTH))
        return not self.full and depth <= OPERATION_DEPTH

    def unsound(self, kind: Kind, span: Span) -> Typed:
        """A stand-in for a value with a fault in it whose kind is known all the same, so that its users are checked."""
        return Typed(UNSOUND, kind, span)

    def is_unsound(self, typed: Typed) -> bool:
        """Whether a value is a stand-in, which is in no program."""
        return typed.node is UNSOUND

    def shared(self, typed: Typed, name: str) -> Typed:
        """The value under a name of its own, unless it is a name or a constant: for what an operation uses twice.

        Without it a formula of nested uses would grow without bound. A name that is taken gets a number.
        """
        if isinstance(typed.node, Ref | Const):
            return typed
        free = name
        while free in self.by_name:
            self.copies[name] += 1
            free = f"{name} #{self.copies[name] + 1}"
        made = self.add(free, name, typed.kind, typed.node, "part", Origin("part", typed.span, typed.words))
        return Typed(made.node, typed.kind, typed.span)

    def once(self, name: str, make: Callable[[], Entity | None]) -> Entity | None:
        """What several definitions share, under a name that no formula can write; made when first asked for."""
        if name not in self.entities:
            self.entities[name] = make()
        return self.entities[name]

    def constant(self, node: Node) -> Fraction | None:
        """The number a node always is, or None where it depends on a person's inputs."""
        return constant(node, self.constants)

    def may_be_missing(self, node: Node) -> bool:
        """Whether a node can be not applicable for somebody."""
        return node is not UNSOUND and may_be_missing(node, self.missable)

    def knows(self, name: str) -> bool:
        """Whether the plan defines the name at all."""
        return name in self.definitions or name in self.entities

    def resolve(self, name: Name) -> Typed | None:
        """What a name in a formula stands for; None where that is faulty (and reported, here or before)."""
        if not self.knows(name.name):
            self._report_unknown(name)
            return None
        entity = self.entities.get(name.name)
        if entity is None:
            return None
        found = entity.whole if name.column is None else entity.columns.get(name.column)
        if found is None:
            self._report_column(name, entity)
            return None
        return Typed(found.node, found.kind, name.span)

    def _report_unknown(self, name: Name) -> None:
        number = written_out(name.name) if name.column is None else None
        help_text, sure = _DEFINE, number
        if number is not None:
            help_text = Text("写 `{number}`", "write `{number}`").format(number=number)
        elif not self.desk.crowded:
            help_text = nearest_help(name.name, self.definitions, otherwise=_DEFINE)
            sure = slip(name.name, self.definitions)
        as_written = f"{name.name}.{name.column}" if name.column else name.name
        place = Span(name.span.source, name.span.start, name.span.start + len(name.name))
        fix = replace_with(place, sure) if sure and name.span.text == as_written else None
        self.desk.report(UNKNOWN_NAME.at(name.span, help=help_text, fix=fix, name=name.name))

    def _report_column(self, name: Name, entity: Entity) -> None:
        place = Label(self.definitions[name.name].span, Text("在这里定义", "defined here"))
        known = [f"{name.name}.{column}" for column in entity.columns]
        zh, en = (comma.join(f"`{k}`" for k in known) for comma in ("、", ", "))
        if name.column is None:
            help_text = entity.whole_missing or Text(f"可以写 {zh}", f"write one of {en}")
            self.desk.report(COLUMN_NEEDED.at(name.span, also=[place], help=help_text, name=name.name))
        elif name.column in entity.closed:
            help_text = entity.closed[name.column]
            self.desk.report(
                RATE_OF_MARGINAL_TABLE.at(name.span, also=[place], help=help_text, name=name.name, column=name.column)
            )
        else:
            help_text = NO_TEXT if self.desk.crowded else nearest_help(f"{name.name}.{name.column}", known)
            near = None if self.desk.crowded else slip(name.column, entity.columns)
            sure = f"{name.name}.{near}" if near and name.span.text == f"{name.name}.{name.column}" else None
            fix = replace_with(name.span, sure) if sure else None
            self.desk.report(
                UNKNOWN_TABLE_COLUMN.at(
                    name.span, also=[place], help=help_text, fix=fix, name=name.name, column=name.column
                )
            )
