"""A table of rules: rows with a condition over any metrics, of which exactly one holds for everybody (`rules`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import FLAG, Choice
from engine.base.source import Span
from engine.base.text import Text, one_line, unwrapped
from engine.diagnostics.example import fragment
from engine.document.nodes import Entry, Mapping
from engine.formula.tree import Formula, Name
from engine.notes import Column as ColumnNote
from engine.notes import Condition
from engine.plan.claims import Alternative, Alternatives
from engine.plan.columns import Column, Row, columns
from engine.plan.elaborate import elaborate
from engine.plan.fitting import fit
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.names import check_name
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, Items, Record
from engine.plan.showcase import Showcase
from engine.plan.table_form import OTHERWISE, TableForm, few_enough, read_cells
from engine.program import TRUE, Choose, Const, Node, Origin, Pick

_WHEN: Final = Field("when", "当", FORMULA, Text("什么情形", "the situation: a condition"), required=True)
FIELDS: Final = (
    Field(
        "rules",
        "规则",
        Items(Record((_WHEN,), others=FORMULA)),
        Text("各条规则：条件和它给出的列", "the rules: a condition and what it gives"),
        required=True,
    ),
    OTHERWISE,
)
A_RULE: Final = Text("规则的条件", "the condition of a rule")
SHOWCASE: Final = Showcase(
    "rules",
    Text("按几个条件的规则表", "Rules over several metrics"),
    Text(
        "每一行是一条规则：`when` 是条件，可以同时问几个指标，其余是这一行给出的列。对任何人恰好有一条成立："
        "检查会在所有条件的组合里找出漏掉的和重复的，并各举一例。排在前面的优先时，改用 `cases`；"
        "用 `otherwise` 写其余。",
        "Each row is a rule: `when` is its condition, over as many metrics as needed, and the rest is what it gives. "
        "Exactly one of them holds for anybody: the check looks at all combinations and names a situation that is "
        "forgotten or held twice. Where the first that holds is to count, write `cases`; `otherwise` is for the rest.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, label: 销售额, min: 0}
          completion: {type: percent, label: 目标完成率, min: 0}
          complaints: {type: count, label: 投诉数}
        tables:
          award:
            rules:
              - {when: completion >= 100% and complaints = 0,      rate: 3%, bonus: 500}
              - {when: completion >= 100% and complaints > 0,      rate: 2%, bonus: 0}
              - {when: 80% <= completion < 100% and complaints = 0, rate: 2%, bonus: 100}
              - {when: completion < 80% or completion < 100% and complaints > 0, rate: 1%, bonus: 0}
        salary:
          lines:
            base: base_salary
            commission: sales × award.rate
            bonus: award.bonus
        examples:
          - name: target met, nobody complained          # 100000 × 3% = 3000, and 500
            given: {base_salary: 3000, sales: 100000, completion: 100%, complaints: 0}
            expect: {award.rate: 3%, commission: 3000.00, bonus: 500.00, total: 6500.00}
          - name: target met, one complaint              # 100000 × 2% = 2000
            given: {base_salary: 3000, sales: 100000, completion: 100%, complaints: 1}
            expect: {commission: 2000.00, bonus: 0.00, total: 5000.00}
          - name: nearly met, nobody complained          # 100000 × 2% = 2000, and 100
            given: {base_salary: 3000, sales: 100000, completion: 99.9%, complaints: 0}
            expect: {commission: 2000.00, bonus: 100.00, total: 5100.00}
          - name: nearly met, one complaint              # 100000 × 1% = 1000
            given: {base_salary: 3000, sales: 100000, completion: 80%, complaints: 1}
            expect: {commission: 1000.00, total: 4000.00}
        """),
    ("S2-10",),
)
SHOWCASES: Final = (SHOWCASE,)


@frozen
class RuleRow:
    """One rule as its author wrote it."""

    when: Formula
    row: Row


@frozen
class RuleTable:
    """A table of rules as its author wrote it."""

    name: str
    span: Span
    label: str
    rules: tuple[RuleRow, ...]
    otherwise: Row | None
    construct: str = "tables"

    def mentions(self) -> Iterable[Name]:
        """The names in the conditions and in the cells."""
        return names_in(*(r.when for r in self.rules), *(f for row in self._rows for f in row.cells.values()))

    @property
    def _rows(self) -> list[Row]:
        return [r.row for r in self.rules] + ([self.otherwise] if self.otherwise else [])

    def define(self, scope: Scope) -> Entity | None:
        """Add which rule holds, and one value a column."""
        found = [_condition(scope, rule.when) for rule in self.rules]
        made = columns(scope, self._rows)
        conditions = [c for c in found if c is not None]
        if made is None or len(conditions) < len(found):
            return None
        outcomes = list(zip(*(column.cells for column in made), strict=True))
        if not any(scope.is_unsound(c) for c in conditions):
            scope.alternatives.append(self._claim(conditions, outcomes))
        words = [one_line(r.when.text) for r in self.rules] + (["otherwise"] if self.otherwise else [])
        origin = Origin(self.construct, self.span)
        kind, noted = Choice(tuple(words)), origin.noting(*self._notes(conditions))
        rule = scope.add(f"{self.name}.rule", self.label, kind, self._rule(conditions), "part", noted)
        refs = {c.name: self._column(scope, rule, c, origin) for c in made}
        return Entity(next(iter(refs.values())) if len(refs) == 1 else None, refs)

    def _column(self, scope: Scope, rule: Typed, column: Column, origin: Origin) -> Typed:
        name, label = f"{self.name}.{column.name}", f"{self.label} {column.name}"
        noted = origin.noting(ColumnNote(self.name, column.name))
        return scope.add(name, label, column.kind, Pick(rule.node, column.cells), "column", noted)

    def _notes(self, conditions: list[Typed]) -> Iterator[Condition]:
        """The condition of each rule that is tried, and of the last one, which is what is left."""
        last = len(conditions) if self.otherwise else len(conditions) - 1
        for rule, condition in zip(self.rules[:last], conditions[:last], strict=True):
            yield Condition("case", condition.node, unwrapped(rule.when.text), self.name)
        words = "" if self.otherwise else unwrapped(self.rules[-1].when.text)
        yield Condition("otherwise", TRUE, words, self.name)

    def _rule(self, conditions: list[Typed]) -> Node:
        """The number of the rule that holds; the last row is not tried, for the check proves that one of them holds."""
        last = len(conditions) if self.otherwise else len(conditions) - 1
        node: Node = Const(last)
        for i in reversed(range(last)):
            node = Choose(conditions[i].node, Const(i), node, self.rules[i].when.span)
        return node

    def _claim(self, conditions: list[Typed], outcomes: list[tuple[Node, ...]]) -> Alternatives:
        rows = [
            Alternative(condition.node, rule.when.span, outcome)
            for rule, condition, outcome in zip(self.rules, conditions, outcomes, strict=False)
        ]
        other = None if self.otherwise is None else Alternative(TRUE, self.otherwise.span, outcomes[-1])
        return Alternatives(self.name, self.span, tuple(rows), other, exclusive=True)


def _condition(scope: Scope, formula: Formula) -> Typed | None:
    typed = elaborate(scope, formula)
    return None if typed is None or fit(scope, typed, FLAG, A_RULE) is None else typed


def _read(entry: Entry, reader: Reader) -> RuleTable | None:
    nodes = [node for node in reader.items("rules") if isinstance(node, Mapping)]
    rules = [_rule(node, reader.desk) for node in nodes]
    other = reader.node_at("otherwise")
    otherwise = read_cells(other, reader.desk) if other is not None else None
    faulty = (other is not None and otherwise is None) or len(nodes) < len(reader.items("rules"))
    found = tuple(rule for rule in rules if rule is not None)
    if faulty or not found or len(found) < len(rules) or not few_enough(entry, reader, "rules", len(rules)):
        return None
    return RuleTable(entry.name, entry.key.span, reader.words("label", entry.name), found, otherwise)


def _rule(node: Mapping, desk: Desk) -> RuleRow | None:
    record = desk.reader(node)
    when = record.formula(_WHEN.key) if record else None
    cells = [e for e in node if e.name != _WHEN.key]
    wrong = [finding for e in cells if (finding := check_name(e.key))]
    desk.report(*wrong)
    if when is None or wrong:
        return None
    made = {e.name: formula for e in cells if (formula := desk.formula(e.value)) is not None}
    return RuleRow(when, Row(made, node.span)) if len(made) == len(cells) else None


FORM: Final = TableForm("rules", FIELDS, _read)
