"""The plan's own examples, run by every check: a wrong expectation shows expected, computed, and where they part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from engine.base.quantities import Choice, Kind, Quantity
from engine.base.showing import show
from engine.base.text import Text, same
from engine.check.ranges import of_input
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Diagnostic, Label, Rule
from engine.diagnostics.suggest import nearest
from engine.formula.tree import Name
from engine.plan.elaborate import elaborate
from engine.plan.fitting import fit
from engine.plan.lower import Lowered
from engine.plan.model import Cell, Example, Expectation
from engine.program import InputSpec, Missing, Ref, Scalar
from engine.run.reference import Evaluation, Reference

EXAMPLE_FAILS: Final = Rule(
    code="KPI418",
    name="example-fails",
    headline=Text(
        "样例“{example}”：{name} 应得 {expected}，算出 {computed}",
        "example {example}: {name} should be {expected} but is {computed}",
    ),
    what=Text("方案里的样例和规则算出来的不一致。", "An example of the plan and its rules do not agree."),
    why=Text(
        "要么规则写错了，要么样例写错了；发工资前要弄清楚。",
        "Either the rule or the example is wrong, and that must be known before payday.",
    ),
    bad=fragment("""
        examples:
          - name: one
            given: {base_salary: 3000, sales: 1000}
            expect: {total: 3000}
        """),
    good=fragment("""
        examples:
          - name: one
            given: {base_salary: 3000, sales: 1000}
            expect: {total: 3010}
        """),
)
EXAMPLE_INPUT: Final = Rule(
    code="KPI419",
    name="example-input",
    headline=Text("样例“{example}”的 {name}：{problem}", "example {example}, {name}: {problem}"),
    what=Text(
        "样例的输入缺少、多余或不合声明的范围。",
        "An example's input is missing, unknown, or outside its declared range.",
    ),
    why=Text("不合规定的输入得不出有意义的样例。", "An input that data could never hold shows nothing."),
    bad=fragment("""
        examples:
          - name: one
            given: {base_salary: 3000}
            expect: {total: 3000}
        """),
    good=fragment("""
        examples:
          - name: one
            given: {base_salary: 3000, sales: 0}
            expect: {total: 3000}
        """),
)
RULES: Final = (EXAMPLE_FAILS, EXAMPLE_INPUT)


@dataclass(frozen=True, eq=False)
class _Runner:
    """Runs the examples of one lowered plan."""

    lowered: Lowered
    reference: Reference

    def findings(self, example: Example) -> Iterator[Diagnostic]:
        """What is wrong with one example."""
        own, faults = self._inputs(example, example.given, {})
        people = [self._inputs(example, cells, own) for cells in example.colleagues]
        faults += [fault for _, found in people for fault in found]
        yield from faults
        if not faults:
            [evaluation, *_] = self.reference.evaluate([own, *(inputs for inputs, _ in people)])
            yield from self._differences(example, evaluation)

    def _inputs(
        self, example: Example, cells: tuple[Cell, ...], otherwise: Mapping[str, Scalar]
    ) -> tuple[dict[str, Scalar], list[Diagnostic]]:
        """The typed inputs of one person; what is left out is as in `otherwise`, else the input's default."""
        specs = {spec.name: spec for spec in self.lowered.program.inputs}
        own = dict(otherwise)
        faults: list[Diagnostic] = []
        for cell in cells:
            value = self._value(example, cell, specs.get(cell.name))
            if isinstance(value, Diagnostic):
                faults.append(value)
            else:
                own[cell.name] = value
        given = {cell.name for cell in cells}
        for spec in specs.values():
            if spec.name not in own and spec.default is not None:
                own[spec.name] = spec.default
            elif spec.name not in own and spec.name not in given:
                problem = Text("没有给出", "is not given")
                faults.append(EXAMPLE_INPUT.at(example.span, example=example.name, name=spec.name, problem=problem))
        return own, faults

    def _value(self, example: Example, cell: Cell, spec: InputSpec | None) -> Scalar | Diagnostic:
        problem = Text("不是这个方案的输入", "is not an input of the plan")
        if spec is None:
            near = nearest(cell.name, [s.name for s in self.lowered.program.inputs])
            help_text = Text(f"是不是“{near}”？", f"did you mean {near}?") if near else Text("", "")
            return EXAMPLE_INPUT.at(cell.span, help=help_text, example=example.name, name=cell.name, problem=problem)
        value = _typed(self.lowered, cell, spec)
        if isinstance(value, Text):
            return EXAMPLE_INPUT.at(cell.value_span, example=example.name, name=cell.name, problem=value)
        return value

    def _differences(self, example: Example, evaluation: Evaluation) -> Iterator[Diagnostic]:
        """The first wrong expectation in the order of computation, with the others beside it."""
        order = {value.name: i for i, value in enumerate(self.lowered.program.values)}
        wrong = []
        for expectation in example.expect:
            found = self._compare(expectation, evaluation)
            if found is not None:
                wrong.append((order[found[0]], expectation, *found))
        wrong.sort(key=lambda w: w[0])
        if wrong:
            _, first, name, expected, computed = wrong[0]
            also = [
                Label(e.formula.span, Text(f"应得 {x.zh}，算出 {c.zh}", f"expected {x.en}, computed {c.en}"))
                for _, e, _, x, c in wrong[1:]
            ]
            label = Text(f"算出 {computed.zh}", f"computed {computed.en}")
            yield EXAMPLE_FAILS.at(
                first.formula.span,
                label,
                also=also,
                help=self._parting(name, evaluation),
                example=example.name,
                name=first.name.words,
                expected=expected,
                computed=computed,
            )

    def _compare(self, expectation: Expectation, evaluation: Evaluation) -> tuple[str, Text, Text] | None:
        """The value's name, what is expected and what was computed, where they differ."""
        scope = self.lowered.scope
        target = scope.resolve(expectation.name)
        if target is None or not isinstance(target.node, Ref):
            return None
        computed = evaluation.values[target.node.name]
        expected = _expected(self.lowered, expectation, target.kind)
        if (
            expected is None
            or expected == computed
            or (isinstance(expected, Missing) and isinstance(computed, Missing))
        ):
            return None
        return target.node.name, _words(expected, target.kind), _words(computed, target.kind)

    def _parting(self, name: str, evaluation: Evaluation) -> Text:
        """The formula of the value that went wrong with the numbers put in."""
        value = self.lowered.scope.by_name[name]
        formula = value.origin.formula
        if not formula:
            return Text(f"先看 {name}", f"look at {name} first")
        used = [v for v in self.lowered.program.values if v.name in _mentioned(formula, self.lowered)]
        parts = [(v.name, _words(evaluation.values[v.name], v.kind)) for v in used]
        zh = "，".join(f"{n} = {w.zh}" for n, w in parts)
        en = ", ".join(f"{n} = {w.en}" for n, w in parts)
        shown = " ".join(formula.split())
        return Text(f"{name} = {shown}；其中 {zh}" if zh else shown, f"{name} = {shown}, where {en}" if en else shown)


def check(lowered: Lowered) -> Iterator[Diagnostic]:
    """Run every example."""
    runner = _Runner(lowered, Reference(lowered.program))
    for example in lowered.plan.examples:
        yield from runner.findings(example)
        yield from _taken(lowered)


def _taken(lowered: Lowered) -> Iterator[Diagnostic]:
    """Findings that resolving an example's formulas left at the desk."""
    found, lowered.scope.desk.findings[:] = tuple(lowered.scope.desk.findings), []
    yield from found


def _typed(lowered: Lowered, cell: Cell, spec: InputSpec) -> Scalar | Text:
    """The stored value of an example's input, or what is wrong with it."""
    match spec.kind:
        case Choice(options):
            known = "、".join(options)
            return (
                options.index(cell.text)
                if cell.text in options
                else Text(f"可选：{known}", f"is one of {', '.join(options)}")
            )
        case Quantity():
            return _number(lowered, cell, spec, spec.kind)
        case _ if cell.text in ("true", "false"):
            return cell.text == "true"
        case _:
            return Text("要写 true 或 false", "must be true or false")


def _number(lowered: Lowered, cell: Cell, spec: InputSpec, kind: Quantity) -> Scalar | Text:
    from engine.formula.parser import parse_text  # noqa: PLC0415

    scope = lowered.scope
    parsed = parse_text(cell.text, lambda _a, _b: cell.value_span)
    node = fit(scope, elaborate(scope, parsed.value), kind, same(cell.name)) if parsed.value else None
    value = scope.constant(node) if node is not None else None
    if value is None:
        return Text(f"“{cell.text}”不是一个固定的数", f"{cell.text} is not a fixed number")
    interval = of_input(spec)
    if interval.holds(value):
        return value
    return Text(f"“{cell.text}”不在声明的范围里", f"{cell.text} is outside the declared range")


def _expected(lowered: Lowered, expectation: Expectation, kind: Kind) -> Scalar | None:
    """The expected value, or None where its formula is faulty (reported)."""
    scope, root = lowered.scope, expectation.formula.root
    if isinstance(root, Name) and isinstance(kind, Choice) and root.words in kind.options:
        return kind.options.index(root.words)
    if expectation.formula.text.strip() in ("not_applicable", "不适用"):
        return Missing("")
    node = fit(scope, elaborate(scope, expectation.formula), kind, same(expectation.name.words))
    if node is None:
        return None
    if not isinstance(kind, Quantity):
        return getattr(node, "value", None)
    return scope.constant(node)


def _mentioned(formula: str, lowered: Lowered) -> set[str]:
    from engine.formula.parser import parse_text  # noqa: PLC0415
    from engine.plan.mentions import names_in  # noqa: PLC0415

    span = lowered.plan.header.span
    parsed = parse_text(formula, lambda _a, _b: span)
    return {n.words for n in names_in(parsed.value)}


def _words(value: Scalar, kind: Kind) -> Text:
    if isinstance(value, Missing):
        return Text("不适用", "not applicable")
    return show(Fraction(value) if isinstance(kind, Quantity) and isinstance(value, int) else value, kind)
