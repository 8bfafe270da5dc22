"""A run: records grouped, evaluated, and judged; whoever cannot be paid is named with the reason (LANGUAGE 1.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, TypeGuard

from engine.base.limits import PAY_MAGNITUDE, VALUE_BITS, VALUE_MAGNITUDE
from engine.base.numbers import plain
from engine.base.text import Text
from engine.compiled.evaluator import Compiled
from engine.compiled.slips import slips
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.program import Missing, Program, Scalar, Value
from engine.run.check_rules import broken
from engine.run.inputs import FINDINGS_KEPT, Inputs, RowFault
from engine.run.outcome import PersonResult, Provenance, Record, Run
from engine.run.pay_rules import FINDINGS_OMITTED, GROUP_HAS_AN_ERROR, HELP, NEGATIVE_TOTAL, NO_AMOUNT, VALUE_TOO_LARGE
from engine.run.reference import BEYOND, Reference
from engine.run.results import result_of
from engine.run.verify import differences


@dataclass(eq=False)
class Evaluator:
    """Evaluates one program: compiled, and by the reference evaluator where somebody may have no pay.

    `verify` evaluates everybody both ways and reports every difference. Holds nothing of a run, so threads may share
    it.
    """

    program: Program
    provenance: Provenance
    verify: bool = False
    compiled: Compiled = field(init=False)
    reference: Reference = field(init=False)

    def __post_init__(self) -> None:
        self.compiled = Compiled(self.program)
        self.reference = Reference(self.program)

    def run(self, inputs: Inputs, table: str, progress: Callable[[int], None] | None = None) -> Run:
        """Everybody's pay or, with the reason, the lack of it; results in the order of the rows."""
        run = _Run(self, table, inputs.faults, inputs.omitted)
        done = 0
        for members in grouped(inputs.records, self.program):
            run.group(members)
            done += len(members)
            if progress is not None:
                progress(done)
        return run.finish()


@dataclass(eq=False)
class _Run:
    """One run while it is going on. `omitted` counts the findings that there was no room for."""

    evaluator: Evaluator
    table: str
    faults: tuple[RowFault, ...]
    omitted: int
    results: list[PersonResult] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)
    unpaid: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._report(*(d for fault in self.faults for d in fault.diagnostics))
        self.unpaid.extend((fault.row, fault.person) for fault in self.faults)

    def group(self, members: Sequence[Record]) -> None:
        """Evaluate one group (or one person, where nobody looks at the others)."""
        together = self.evaluator.program.uses_groups
        spoilt = self._spoilt_by(members[0].group) if together else None
        if spoilt is not None:
            self._refuse(members, spoilt)
            return
        if self.evaluator.verify and self._differ(members):
            return
        paid = self._paid(members)
        if paid is None:
            self._judged(members)
        else:
            self.results.extend(paid)

    def _differ(self, members: Sequence[Record]) -> bool:
        """Whether the evaluators disagree about somebody, so that nobody of these is paid."""
        found = tuple(differences(self.evaluator.compiled, self.evaluator.reference, members, self.table))
        if found:
            self._report(*found)
            self.unpaid.extend((member.row, member.person) for member in members)
        return bool(found)

    def _paid(self, members: Sequence[Record]) -> list[PersonResult] | None:
        """The members' pay where all is well; None where somebody may have no pay."""
        team = self.evaluator.compiled.team([m.values for m in members])
        return None if team is None else slips(team, members)

    def _judged(self, members: Sequence[Record]) -> None:
        """The members' pay, or what is wrong with it."""
        together = self.evaluator.program.uses_groups
        evaluated = self.evaluator.reference.evaluate([m.values for m in members])
        problems = [tuple(self._judge(m, e.values)) for m, e in zip(members, evaluated, strict=True)]
        faulty = next((m.row for m, found in zip(members, problems, strict=True) if found), None)
        for member, evaluation, found in zip(members, evaluated, problems, strict=True):
            if found:
                self._report(*found)
                self.unpaid.append((member.row, member.person))
            elif faulty is not None and together:
                self._refuse((member,), faulty)
            else:
                self.results.append(result_of(self.evaluator.program, member, evaluation.values))
                self._warn(member, evaluation.values)

    def finish(self) -> Run:
        """The run: results and people without pay in the order of their rows."""
        room = max(0, FINDINGS_KEPT - len(self.problems))
        self.omitted += max(0, len(self.warnings) - room)
        problems = sorted([*self.problems, *self.warnings[:room]], key=_cause_first)
        if self.omitted:
            problems.append(FINDINGS_OMITTED.data(self.table, count=self.omitted))
        results = sorted(self.results, key=lambda r: r.row)
        nobody = frozenset(fault.row for fault in self.faults if fault.nobody)
        return Run(self.evaluator.provenance, tuple(results), tuple(problems), tuple(sorted(self.unpaid)), nobody)

    def _spoilt_by(self, group: tuple[str, ...]) -> int | None:
        """The row of a faulty member of the group; a row whose group could not be read may belong to any."""
        return next((f.row for f in self.faults if not f.nobody and (f.group is None or f.group == group)), None)

    def _refuse(self, members: Iterable[Record], row: int) -> None:
        """Nobody of these is paid, because of another row of their group."""
        for member in members:
            self.unpaid.append((member.row, member.person))
            self._report(self._about(member, GROUP_HAS_AN_ERROR, row=row))

    def _report(self, *found: Diagnostic) -> None:
        kept = found[: max(0, FINDINGS_KEPT - len(self.problems))]
        self.problems.extend(kept)
        self.omitted += len(found) - len(kept)

    def _warn(self, member: Record, values: Mapping[str, Scalar]) -> None:
        """Keep what the plan's checks say of somebody who is paid; errors go before warnings where there are many."""
        found = tuple(broken(self.evaluator.program, member, values, Severity.WARNING, self.table))
        kept = found[: max(0, FINDINGS_KEPT - len(self.warnings))]
        self.warnings.extend(kept)
        self.omitted += len(found) - len(kept)

    def _judge(self, member: Record, values: Mapping[str, Scalar]) -> Iterator[Diagnostic]:
        """What is wrong with a person's values."""
        program = self.evaluator.program
        for value in program.values:
            found = values[value.name]
            if found == BEYOND or (isinstance(found, Fraction) and _too_large(value, found)):
                shown = plain(found, 0) if _can_be_shown(found) else "…"
                yield self._about(member, VALUE_TOO_LARGE, name=value.label, value=shown)
                return
        for line in program.lines:
            missing = values[line.value]
            if isinstance(missing, Missing):
                unknown = Text("“{name}”不适用", "{name} is not applicable").format(name=missing.cause)
                reason = program.reasons.get(missing.cause, unknown)
                yield self._about(member, NO_AMOUNT, line=line.label, reason=reason)
        total = values[program.total]
        if isinstance(total, Fraction) and total < 0 and not program.may_be_negative:
            yield self._about(member, NEGATIVE_TOTAL, total=plain(total, program.currency_decimals))
        yield from broken(program, member, values, Severity.ERROR, self.table)

    def _about(self, member: Record, rule: Rule, **values: object) -> Diagnostic:
        message = rule.headline.format(**values)
        return rule.data(self.table, member.row, person=member.person, help=HELP[rule.code], message=message)


def _cause_first(found: Diagnostic) -> tuple[bool, int]:
    """By row, and what a row suffers for another one after all causes."""
    return (found.rule is GROUP_HAS_AN_ERROR, (found.cell.row or 0) if found.cell else 0)


_SHOWN_BELOW: Final = Fraction(10) ** 40
"""Numbers from here on say nothing to a reader."""


def _can_be_shown(found: Scalar) -> TypeGuard[Fraction]:
    return isinstance(found, Fraction) and found.denominator == 1 and abs(found) < _SHOWN_BELOW


def _too_large(value: Value, found: Fraction) -> bool:
    limit = PAY_MAGNITUDE if value.role in ("line", "total") else VALUE_MAGNITUDE
    size = max(found.numerator.bit_length(), found.denominator.bit_length())
    return size > VALUE_BITS or abs(found) > limit


def grouped(records: Iterable[Record], program: Program) -> list[list[Record]]:
    """The records of each group, groups in the order of their first rows; everyone alone where nobody looks around.

    Where the order of ids matters, members stand in that order.
    """
    if not program.uses_groups:
        return [[r] for r in records]
    groups: dict[tuple[str, ...], list[Record]] = {}
    for record in sorted(records, key=lambda r: r.person) if program.uses_ids else records:
        groups.setdefault(record.group, []).append(record)
    return list(groups.values())
