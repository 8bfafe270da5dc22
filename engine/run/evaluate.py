"""A run: records grouped, evaluated, and judged; whoever cannot be paid is named with the reason (LANGUAGE 1.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from engine.base.limits import PAY_MAGNITUDE, VALUE_BITS, VALUE_MAGNITUDE
from engine.base.numbers import plain, to_decimal
from engine.base.quantities import Choice
from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Diagnostic, Rule
from engine.program import Missing, Program, Scalar, Value
from engine.run.inputs import Inputs, RowFault
from engine.run.outcome import LineAmount, PersonResult, Provenance, Record, Run, Shown
from engine.run.reference import Reference

_OPTIONAL: Final = (
    "inputs:\n  base_salary: {type: money, min: 0}\n  sales: {type: money, min: 0, optional: true}\n"
    "--- data\nagent_id,base_salary,sales\n"
)
NO_AMOUNT: Final = Rule(
    code="KPI601",
    name="no-amount",
    headline=Text("“{line}”算不出金额：{cause} 不适用", "{line} has no amount: {cause} is not applicable"),
    what=Text(
        "工资行依赖的一个值对这个人不适用。", "A pay line depends on a value that is not applicable to this person."
    ),
    why=Text("不适用不是零，引擎不替人决定。", "Not applicable is not zero, and the engine does not decide."),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0, optional: true}
        --- data
        agent_id,base_salary,sales
        A1,3000,
        """),
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0, optional: true}
        --- data
        agent_id,base_salary,sales
        A1,3000,100
        """),
)
NEGATIVE_TOTAL: Final = Rule(
    code="KPI602",
    name="negative-total",
    headline=Text("合计是负数：{total}", "the total is below zero: {total}"),
    what=Text(
        "这个人的工资合计小于零，方案没有说可以。", "A person's total is below zero and the plan does not allow that."
    ),
    why=Text(
        "没有人倒贴工资；写 at_least，或 may_be_negative: true。",
        "Nobody pays to work: write at_least, or may_be_negative: true.",
    ),
    bad=fragment("""
        salary:
          lines:
            base: base_salary - sales
        --- data
        agent_id,base_salary,sales
        A1,100,200
        """),
    good=fragment("""
        salary:
          lines:
            base: base_salary - sales
          at_least: 0
        --- data
        agent_id,base_salary,sales
        A1,100,200
        """),
)
VALUE_TOO_LARGE: Final = Rule(
    code="KPI603",
    name="value-too-large",
    headline=Text("“{name}”的值太大：{value}", "{name} is too large: {value}"),
    what=Text("算出的值超过了引擎的上限。", "A computed value is beyond the engine's limits."),
    why=Text("这么大的数只能是录入错误。", "A number of this size can only be a typing error."),
    bad=fragment("""
        --- data
        agent_id,base_salary,sales
        A1,3000000000000,100
        """),
    good=fragment("""
        --- data
        agent_id,base_salary,sales
        A1,3000,100
        """),
)
GROUP_HAS_AN_ERROR: Final = Rule(
    code="KPI604",
    name="group-has-an-error",
    headline=Text(
        "同组第 {row} 行有错，这个人的工资要看全组",
        "row {row} of the same group has an error, and this pay looks at the whole group",
    ),
    what=Text(
        "组内有人的数据有错，全组都不能算。", "Somebody of the group has an error, so nobody of the group can be paid."
    ),
    why=Text("缺一个人，组内平均值就变了。", "Without that person the group's mean would be another."),
    bad=fragment("""
        group_by: [team]
        salary:
          lines:
            base: base_salary
            extra: group_mean(sales) × 1%
        --- data
        agent_id,team,base_salary,sales
        A1,T,3000,abc
        A2,T,3000,100
        """),
    good=fragment("""
        group_by: [team]
        salary:
          lines:
            base: base_salary
            extra: group_mean(sales) × 1%
        --- data
        agent_id,team,base_salary,sales
        A1,T,3000,200
        A2,T,3000,100
        """),
)
RULES: Final = (NO_AMOUNT, NEGATIVE_TOTAL, VALUE_TOO_LARGE, GROUP_HAS_AN_ERROR)


@dataclass(eq=False)
class Evaluator:
    """Evaluates one program. Holds nothing of a run, so threads may share it."""

    program: Program
    provenance: Provenance
    reference: Reference = field(init=False)

    def __post_init__(self) -> None:
        self.reference = Reference(self.program)

    def run(self, inputs: Inputs, table: str, progress: Callable[[int], None] | None = None) -> Run:
        """Everybody's pay or, with the reason, the lack of it; results in the order of the rows."""
        run = _Run(self, table, inputs.faults)
        done = 0
        for members in _grouped(inputs.records, self.program.uses_groups):
            run.group(members)
            done += len(members)
            if progress is not None:
                progress(done)
        return run.finish()


@dataclass(eq=False)
class _Run:
    """One run while it is going on."""

    evaluator: Evaluator
    table: str
    faults: tuple[RowFault, ...]
    results: list[PersonResult] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    unpaid: list[tuple[int, str]] = field(default_factory=list)

    def group(self, members: Sequence[Record]) -> None:
        """Evaluate one group (or one person, where nobody looks at the others)."""
        program = self.evaluator.program
        spoilt = self._spoilt_by(members[0].group) if program.uses_groups else None
        if spoilt is None:
            evaluated = self.evaluator.reference.evaluate([m.values for m in members])  # type: ignore[misc]
            problems = [list(self._judge(m, e.values)) for m, e in zip(members, evaluated, strict=True)]
            faulty = next((m.row for m, found in zip(members, problems, strict=True) if found), None)
            if faulty is None or not program.uses_groups:
                self._settle(members, [e.values for e in evaluated], problems)
                return
            spoilt = faulty
            self.problems.extend(finding for found in problems for finding in found)
        for member in members:
            if member.row != spoilt:
                self._unpaid_with_group(member, spoilt)
            else:
                self.unpaid.append((member.row, member.person))

    def _settle(
        self, members: Sequence[Record], values: list[Mapping[str, Scalar]], problems: list[list[Diagnostic]]
    ) -> None:
        for member, own, found in zip(members, values, problems, strict=True):
            if found:
                self.problems.extend(found)
                self.unpaid.append((member.row, member.person))
            else:
                self.results.append(_result(self.evaluator.program, member, own))

    def _spoilt_by(self, group: tuple[str, ...]) -> int | None:
        """The row of a faulty member of the group; a row whose group could not be read may belong to any."""
        return next((f.row for f in self.faults if f.group is None or f.group == group), None)

    def _unpaid_with_group(self, member: Record, row: int) -> None:
        self.unpaid.append((member.row, member.person))
        self.problems.append(GROUP_HAS_AN_ERROR.data(self.table, member.row, person=member.person, message=_fault(row)))

    def _judge(self, member: Record, values: Mapping[str, Scalar]) -> Iterable[Diagnostic]:
        """What is wrong with a person's values."""
        program = self.evaluator.program
        for value in program.values:
            found = values[value.name]
            if isinstance(found, Fraction) and _too_large(value, found):
                shown = plain(found, 0) if found.denominator == 1 and abs(found) < 10**40 else "…"
                yield VALUE_TOO_LARGE.data(self.table, member.row, person=member.person, name=value.label, value=shown)
                return
        for line in program.lines:
            missing = values[line.value]
            if isinstance(missing, Missing):
                yield NO_AMOUNT.data(self.table, member.row, person=member.person, line=line.label, cause=missing.cause)
        total = values[program.total]
        if isinstance(total, Fraction) and total < 0 and not program.may_be_negative:
            yield NEGATIVE_TOTAL.data(
                self.table, member.row, person=member.person, total=plain(total, program.currency_decimals)
            )

    def finish(self) -> Run:
        """The run: results and people without pay in the order of their rows."""
        findings = [d for f in self.faults for d in f.diagnostics] + self.problems
        unpaid = [(f.row, f.person) for f in self.faults] + self.unpaid
        return Run(
            self.evaluator.provenance,
            tuple(sorted(self.results, key=lambda r: r.row)),
            tuple(sorted(findings, key=lambda d: (d.cell.row or 0) if d.cell else 0)),
            tuple(sorted(unpaid)),
        )


def _fault(row: int) -> Text:
    return GROUP_HAS_AN_ERROR.headline.format(row=row)


def _too_large(value: Value, found: Fraction) -> bool:
    limit = PAY_MAGNITUDE if value.role in ("line", "total") else VALUE_MAGNITUDE
    size = max(found.numerator.bit_length(), found.denominator.bit_length())
    return size > VALUE_BITS or abs(found) > limit


def _grouped(records: Sequence[Record], together: bool) -> list[list[Record]]:
    """The records of each group, groups in the order of their first rows; everyone alone where nobody looks around."""
    if not together:
        return [[r] for r in records]
    groups: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        groups.setdefault(record.group, []).append(record)
    return list(groups.values())


def _result(program: Program, member: Record, values: Mapping[str, Scalar]) -> PersonResult:
    lines = tuple(
        LineAmount(line.name, line.label, line.tag, _money(values[line.value], program)) for line in program.lines
    )
    shown = {v.name: _shown(v, values[v.name]) for v in program.values}
    group = dict(zip(program.group_by, member.group, strict=True))
    return PersonResult(member.person, group, member.row, lines, _money(values[program.total], program), shown)


def _money(value: Scalar, program: Program) -> Decimal:
    assert isinstance(value, Fraction)
    return to_decimal(value, program.currency_decimals)


def _shown(value: Value, found: Scalar) -> Shown:
    if isinstance(found, Missing):
        return None
    if isinstance(value.kind, Choice) and isinstance(found, int):
        return value.kind.options[found]
    assert isinstance(found, Fraction | bool | str)
    return found
