"""The figures of a team report: one JSON document, from which every rendering is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from engine.base.quantities import MONEY, Choice
from engine.diagnostics.model import Diagnostic
from engine.program import Input, Program, Ref, nodes
from engine.report.gates import Gate, with_gates
from engine.report.spread import classes, percent, quantile, rounded, shares, total
from engine.run.cells import Table
from engine.run.evaluate import Evaluator
from engine.run.inputs import Inputs, read_inputs
from engine.run.outcome import PersonResult, Provenance, Run, amount_text
from engine.run.problems import problem_dict

REPORT_VERSION: Final = 1
TOP: Final = Fraction(20, 100)
MOST: Final = Fraction(80, 100)
"""How few make how much: a fifth of the people, four fifths of the value (S4-1)."""

_FIXED: Final = "base"
"""The tag of fixed pay."""

_PLACES: Final = 10

_QUARTERS: Final = (("q1", Fraction(1, 4)), ("median", Fraction(1, 2)), ("q3", Fraction(3, 4)))

Json = dict[str, Any]


def report(
    program: Program,
    provenance: Provenance,
    table: Table,
    told: Sequence[Diagnostic] = (),
    progress: Callable[[int], None] | None = None,
) -> tuple[Json | None, Run]:
    """The report of a table and the run it is of; no report where the table as a whole cannot be paid.

    `told` is what reading the table said; it stands before the problems of the run.
    """
    extended, gates = with_gates(program)
    inputs = read_inputs(program, table)
    if inputs.value is None:
        return None, Run(provenance, (), (*told, *table.located(inputs.diagnostics)))
    run = Evaluator(extended, provenance).run(inputs.value, table.name, progress)
    problems = (*told, *table.located((*inputs.diagnostics, *run.problems)))
    whole = replace(run, problems=problems)
    return _Report(program, whole, inputs.value, gates).document(table.name), whole


@dataclass(frozen=True)
class _Report:
    """Everything that the figures are made of."""

    program: Program
    run: Run
    inputs: Inputs
    gates: Sequence[Gate]

    def document(self, table: str) -> Json:
        """The whole document; texts are amounts with all their decimals, percentages with one."""
        totals = [result.total for result in self.run.results]
        return {
            "report": REPORT_VERSION,
            **self.run.provenance.to_dict(),
            "title": self.program.title,
            "currency": self.program.currency,
            "decimals": self.program.currency_decimals,
            "table": table,
            "people": {
                "all": len(totals) + len(self.run.unpaid_people),
                "paid": len(totals),
                "unpaid": len(self.run.unpaid_people),
            },
            "total": self._money(total(totals)),
            "pay": self._spread(totals) if totals else None,
            "mix": self._mix(),
            "lines": self._lines(),
            "tiers": list(self._tiers()),
            "top": list(self._top()),
            "gates": list(self._gates()),
            "group_by": list(self.program.group_by),
            "groups": list(self._groups()),
            "unpaid": [{"row": row, "person": person} for row, person in self.run.unpaid],
            "problems": [problem_dict(d) for d in self.run.problems],
        }

    def _money(self, value: Fraction) -> str:
        """An amount; one between two cents is rounded half up."""
        return amount_text(rounded(value, self.program.currency_decimals))

    def _spread(self, totals: Sequence[Decimal]) -> Json:
        """How pay is spread: least and most, quartiles, the mean, and classes of one width."""
        ordered = sorted(totals)
        found = [
            {
                "from": amount_text(c.start),
                "to": amount_text(c.end),
                "people": c.people,
                "amount": amount_text(c.amount),
            }
            for c in classes(ordered, self.program.currency_decimals)
        ]
        return {
            "min": amount_text(ordered[0]),
            **{name: self._money(quantile(ordered, part)) for name, part in _QUARTERS},
            "max": amount_text(ordered[-1]),
            "mean": self._money(total(ordered) / len(ordered)),
            "classes": found,
        }

    def _lines(self) -> list[Json]:
        """What each line of the payslips adds up to, and how many have it."""
        columns = zip(*(result.lines for result in self.run.results), strict=True) if self.run.results else ()
        return [
            {
                "name": column[0].name,
                "label": column[0].label,
                "tag": column[0].tag,
                "amount": self._money(total([line.amount for line in column])),
                "people": sum(1 for line in column if line.amount),
            }
            for column in columns
        ]

    def _mix(self) -> list[Json]:
        """Pay by tag, in the order of the lines, with shares that add up to exactly 100.0.

        A line without a tag is a part of its own.
        """
        parts: dict[tuple[str, str], list[Decimal]] = {}
        for line in self._lines():
            part = (line["tag"], "" if line["tag"] else line["label"])
            parts.setdefault(part, []).append(Decimal(line["amount"]))
        sums = [rounded(total(amounts), self.program.currency_decimals) for amounts in parts.values()]
        found = shares(sums)
        return [
            {
                "tag": tag,
                "label": label,
                "amount": amount_text(amount),
                "share": None if found is None else str(found[at]),
            }
            for at, ((tag, label), amount) in enumerate(zip(parts, sums, strict=True))
        ]

    def _tiers(self) -> Iterator[Json]:
        """How many are in each tier, from the lowest to the highest, and what they are paid."""
        for value in self.program.values:
            if value.role == "tier" and isinstance(value.kind, Choice):
                found: dict[str | None, list[Decimal]] = {option: [] for option in value.kind.options}
                for result in self.run.results:
                    chosen = result.values[value.name]
                    assert chosen is None or isinstance(chosen, str)
                    found.setdefault(chosen, []).append(result.total)
                yield {"name": value.name, "label": value.label, "of": list(self._counted(found))}

    def _counted(self, found: Mapping[str | None, Sequence[Decimal]]) -> Iterator[Json]:
        parts = shares([Decimal(len(amounts)) for amounts in found.values()])
        for at, (tier, amounts) in enumerate(found.items()):
            yield {
                "tier": tier,
                "people": len(amounts),
                "share": None if parts is None else str(parts[at]),
                "amount": self._money(total(amounts)),
                "mean": self._money(total(amounts) / len(amounts)) if amounts else None,
            }

    def _top(self) -> Iterator[Json]:
        """How much the best fifth makes of pay, of what of it is not fixed, and of what commission is paid on."""
        results = self.run.results
        yield from self._top_of("pay", "", "", [result.total for result in results])
        fixed = [rounded(total([line.amount for line in r.lines if line.tag == _FIXED]), _PLACES) for r in results]
        variable = [result.total - amount for result, amount in zip(results, fixed, strict=True)]
        if any(fixed):
            yield from self._top_of("variable", "", "", variable)
        for name, label, amounts in self._commissioned():
            yield from self._top_of("value", name, label, amounts)

    def _top_of(self, kind: str, name: str, label: str, amounts: Sequence[Decimal]) -> Iterator[Json]:
        """Of what is above zero: a share of a sum with debts in it says nothing."""
        ordered = sorted((max(amount, Decimal(0)) for amount in amounts), reverse=True)
        whole = total(ordered)
        if len(ordered) < 2 or whole == 0:
            return
        few = -(-len(ordered) * TOP.numerator // TOP.denominator)
        best = total(ordered[:few])
        running, enough = Fraction(0), 0
        while running < whole * MOST:
            running += Fraction(ordered[enough])
            enough += 1
        yield {
            "kind": kind,
            "name": name,
            "label": label,
            "people": len(ordered),
            "total": self._money(whole),
            "top_percent": str(int(TOP * 100)),
            "most_percent": str(int(MOST * 100)),
            "top_people": few,
            "top_share_of_people": str(percent(few, len(ordered))),
            "top_amount": self._money(best),
            "top_share": str(percent(best, whole)),
            "most_people": enough,
            "most_share_of_people": str(percent(enough, len(ordered))),
        }

    def _commissioned(self) -> Iterator[tuple[str, str, list[Decimal]]]:
        """The amounts of money behind commission: metrics, or where there are none inputs, that are no fixed pay."""
        behind = self._behind("commission") - self._behind(_FIXED)
        metrics = [v for v in self.program.values if v.role == "metric" and v.kind == MONEY and v.name in behind]
        for value in metrics:
            found = [_amount(result.values[value.name]) for result in self.run.results]
            yield value.name, value.label, [amount for amount in found if amount is not None]
        paid = {result.row for result in self.run.results}
        for spec in self.program.inputs if not metrics else ():
            if spec.kind == MONEY and spec.name in behind:
                given = [_amount(record.values[spec.name]) for record in self.inputs.records if record.row in paid]
                yield spec.name, spec.label, [amount for amount in given if amount is not None]

    def _behind(self, tag: str) -> set[str]:
        """The values and inputs that the lines of a tag rest on."""
        by_name = {value.name: value for value in self.program.values}
        found: set[str] = set()
        waiting = [line.value for line in self.program.lines if line.tag == tag]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                below = nodes(by_name[name].node) if name in by_name else ()
                waiting.extend(node.name for node in below if isinstance(node, Input | Ref))
        return found

    def _gates(self) -> Iterator[Json]:
        """Who missed which gate."""
        for gate in self.gates:
            missed = [r.person for r in self.run.results if r.values[gate.value] is gate.missed_when]
            yield {
                "of": gate.of,
                "label": gate.label,
                "kind": gate.kind,
                "words": gate.words,
                "said": {"zh": gate.said.zh, "en": gate.said.en},
                "reason": gate.reason,
                "missed": len(missed),
                "share": str(percent(len(missed), len(self.run.results))) if self.run.results else None,
                "people": missed,
            }

    def _groups(self) -> Iterator[Json]:
        """Each group's people and pay, in the order of their first rows."""
        found: dict[tuple[str, ...], list[PersonResult]] = {}
        for result in self.run.results:
            found.setdefault(tuple(result.group.values()), []).append(result)
        if not self.program.group_by:
            return
        sums = [
            rounded(total([m.total for m in members]), self.program.currency_decimals) for members in found.values()
        ]
        parts = shares(sums)
        for at, (group, members) in enumerate(found.items()):
            ordered = sorted(m.total for m in members)
            yield {
                "group": list(group),
                "people": len(members),
                "amount": amount_text(sums[at]),
                "share": None if parts is None else str(parts[at]),
                "mean": self._money(total(ordered) / len(ordered)),
                "median": self._money(quantile(ordered, Fraction(1, 2))),
                "min": amount_text(ordered[0]),
                "max": amount_text(ordered[-1]),
            }


def _amount(value: object) -> Decimal | None:
    """An amount of money with ten decimals, which is more than any is given with; None where there is none."""
    return rounded(value, _PLACES) if isinstance(value, Fraction) else None
