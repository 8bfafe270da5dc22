"""The plan's own examples, run by every check: a wrong expectation shows expected, computed, and where they part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.limits import EXAMPLES_EFFORT
from engine.base.quantities import Choice, Kind, Quantity
from engine.base.showing import show
from engine.base.text import Text, one_line
from engine.check.example_inputs import EXAMPLE_INPUT, inputs_of
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Diagnostic, Label, Rule
from engine.formula.tree import Name
from engine.plan.elaborate import elaborate
from engine.plan.fitting import fit
from engine.plan.literals import fixed
from engine.plan.lower import Lowered
from engine.plan.model import Example, Expectation
from engine.program import Const, Missing, Ref, Scalar, Value
from engine.run.check_rules import numbers_of
from engine.run.reference import Effort, Evaluation, Reference

_LONG: Final = (
    "  - name: e{number}\n    given: {{base_salary: 3000, sales: 1000}}\n"
    f"    colleagues: [{', '.join(['{{sales: 1000}}'] * 450)}]\n    expect: {{{{total: 3010}}}}\n"
)

EXAMPLE_FAILS: Final = Rule(
    code="KPI418",
    name="example-fails",
    headline=Text(
        "样例“{example}”：“{name}”应得 {expected}，算出 {computed}",
        "example “{example}”: `{name}` should be {expected} but is {computed}",
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
EXAMPLES_TOO_LONG: Final = Rule(
    code="KPI452",
    name="examples-too-long",
    headline=Text(
        "样例要算的太多，算到“{example}”为止", "the examples take too long to compute; stopped at “{example}”"
    ),
    what=Text(
        "样例的人数乘以方案的运算步数超过上限。", "The people of all examples times the plan's operations pass a limit."
    ),
    why=Text("每次检查都要算完全部样例，检查必须很快。", "Every check runs all examples, and a check must be quick."),
    bad=fragment("""
        group_by: [team]
        salary:
          lines:
            base: base_salary
            pay: min(group_mean(sales), max(sales, 500), 2000) × (0.5% + 0.5%)
        examples:
        """)
    + "".join(_LONG.format(number=n) for n in range(30)),
    good=fragment("""
        examples:
          - name: one
            given: {base_salary: 3000, sales: 1000}
            expect: {total: 3010}
        """),
)
EXAMPLE_REFUSED: Final = Rule(
    code="KPI493",
    name="example-refused",
    headline=Text(
        "样例“{example}”里的人不会发工资：核对“{name}”不成立，{said}{numbers}",
        "the person of example `{example}` would not be paid: assertion `{name}` does not hold, {said}{numbers}",
    ),
    what=Text(
        "样例的数据不满足方案自己的一条核对。", "The figures of an example do not agree with an assertion of the plan."
    ),
    why=Text("这样的人领不到工资，样例就说明不了什么。", "Nobody is paid like that, so the example shows nothing."),
    bad=fragment("""
        assertions:
          more: sales >= base_salary
        examples:
          - name: one
            given: {base_salary: 3000, sales: 1000}
            expect: {total: 3010}
        """),
    good=fragment("""
        assertions:
          more: sales <= base_salary
        examples:
          - name: one
            given: {base_salary: 3000, sales: 1000}
            expect: {total: 3010}
        """),
)
RULES: Final = (EXAMPLE_FAILS, EXAMPLE_INPUT, EXAMPLES_TOO_LONG, EXAMPLE_REFUSED)

EXPECTED: Final = Text("应得的值", "an expected value")
_AGREE: Final = Text("改样例的数据，或改这条核对", "correct the example's figures, or the assertion")
_FEWER: Final = Text("少写几个样例，或减少同组的人", "write fewer examples, or fewer colleagues")
_NOT_APPLICABLE: Final = ("not_applicable", "不适用")


@frozen
class Ran:
    """The examples that were run: what is wrong with them, and the values of the people they are about."""

    findings: tuple[Diagnostic, ...]
    values: tuple[Mapping[str, Scalar], ...]


def run(lowered: Lowered) -> Ran:
    """Run every example, as long as all of them together are not too much work."""
    reference, effort = Reference(lowered.program), Effort(EXAMPLES_EFFORT)
    findings: list[Diagnostic] = []
    values: list[Mapping[str, Scalar]] = []
    for example in lowered.plan.examples:
        tried = attempt(lowered, reference, example, effort)
        if effort.left < 0:
            findings.append(EXAMPLES_TOO_LONG.at(example.span, help=_FEWER, example=example.name))
            break
        findings += tried.findings
        values += [evaluation.values for evaluation in tried.group[:1]]
    return Ran(tuple(findings), tuple(values))


@frozen
class Attempt:
    """An example that was run: its people (the one it is about first), their values, and what is wrong with it.

    `group` is empty where an input is faulty.
    """

    people: tuple[Mapping[str, Scalar], ...]
    group: tuple[Evaluation, ...]
    findings: tuple[Diagnostic, ...]


def attempt(
    lowered: Lowered, reference: Reference, example: Example, effort: Effort, *, trace: bool = False
) -> Attempt:
    """Run one example. Where `effort` has nothing left afterwards, what is found means nothing."""
    people = people_of(lowered, example)
    if people is None:
        return Attempt((), (), tuple(_taken(lowered)))
    group = tuple(reference.evaluate(people, effort=effort, trace={0} if trace else False))
    evaluation = group[0]
    if effort.left < 0:
        return Attempt(people, group, ())
    found = [*_differences(lowered, example, evaluation), *_refused(lowered, example, evaluation), *_taken(lowered)]
    return Attempt(people, group, tuple(found))


def people_of(lowered: Lowered, example: Example) -> tuple[Mapping[str, Scalar], ...] | None:
    """The typed inputs of an example's people; None where one is faulty (reported at the scope's desk)."""
    own = inputs_of(lowered, example, example.given, {})
    people = [own, *(inputs_of(lowered, example, given, own or {}) for given in example.colleagues)]
    sound = tuple(p for p in people if p is not None)
    return sound if len(sound) == len(people) else None


def _refused(lowered: Lowered, example: Example, evaluation: Evaluation) -> Iterator[Diagnostic]:
    """One finding for each assertion because of which the example's person would not be paid."""
    for check in lowered.program.checks:
        if check.severity == "error" and evaluation.values[check.value] is False:
            also = [Label(lowered.scope.definitions[check.name].span)]
            numbers = numbers_of(lowered.program, check, evaluation.values)
            named = {"example": example.name, "name": check.name, "said": check.said, "numbers": numbers}
            message = EXAMPLE_REFUSED.headline.format(**named)
            yield EXAMPLE_REFUSED.at(example.span, also=also, help=_AGREE, message=message)


def _taken(lowered: Lowered) -> Iterator[Diagnostic]:
    """Findings that reading an example's values left at the desk."""
    found, lowered.scope.desk.findings[:] = tuple(lowered.scope.desk.findings), []
    yield from found


@frozen
class _Difference:
    """A value that is not what an example expects."""

    value: Value
    expectation: Expectation
    expected: Text
    computed: Text


def _differences(lowered: Lowered, example: Example, evaluation: Evaluation) -> Iterator[Diagnostic]:
    """One finding: the first wrong expectation in the order of computation, with the others beside it."""
    order = {value.name: i for i, value in enumerate(lowered.program.values)}
    found = [d for e in example.expect if (d := _compare(lowered, e, evaluation)) is not None]
    if not found:
        return
    first, *others = sorted(found, key=lambda d: order[d.value.name])
    also = [
        Label(
            d.expectation.formula.span,
            Text(f"应得 {d.expected.zh}，算出 {d.computed.zh}", f"expected {d.expected.en}, computed {d.computed.en}"),
        )
        for d in others
    ]
    yield EXAMPLE_FAILS.at(
        first.expectation.formula.span,
        Text(f"算出 {first.computed.zh}", f"computed {first.computed.en}"),
        also=also,
        help=_explained(lowered, first.value, evaluation),
        example=example.name,
        name=first.expectation.name.words,
        expected=first.expected,
        computed=first.computed,
    )


def _compare(lowered: Lowered, expectation: Expectation, evaluation: Evaluation) -> _Difference | None:
    """The difference between what is expected and what was computed, if there is one."""
    target = lowered.scope.resolve(expectation.name)
    if target is None or not isinstance(target.node, Ref):
        return None
    computed = evaluation.values[target.node.name]
    expected = _expected(lowered, expectation, target.kind)
    both_missing = isinstance(expected, Missing) and isinstance(computed, Missing)
    if expected is None or expected == computed or both_missing:
        return None
    value = lowered.scope.by_name[target.node.name]
    return _Difference(value, expectation, _words(expected, target.kind), _words(computed, target.kind))


def _expected(lowered: Lowered, expectation: Expectation, kind: Kind) -> Scalar | None:
    """The expected value, or None where its formula is faulty (reported)."""
    scope, root = lowered.scope, expectation.formula.root
    if isinstance(root, Name) and isinstance(kind, Choice) and root.words in kind.options:
        return kind.options.index(root.words)
    if expectation.formula.text.strip() in _NOT_APPLICABLE:
        return Missing("")
    node = fit(scope, elaborate(scope, expectation.formula), kind, EXPECTED)
    if node is None:
        return None
    if not isinstance(kind, Quantity):
        return node.value if isinstance(node, Const) else None
    return fixed(scope, expectation.formula, kind, EXPECTED)


def _explained(lowered: Lowered, value: Value, evaluation: Evaluation) -> Text:
    """What the value was computed from: its formula, and the numbers that went into it."""
    used = list(dict.fromkeys(_used(lowered, value)))
    parts = [(v.name, _words(evaluation.values[v.name], v.kind)) for v in used]
    zh, en = "，".join(f"{n} = {w.zh}" for n, w in parts), ", ".join(f"{n} = {w.en}" for n, w in parts)
    formula = one_line(value.origin.formula) if value.role in ("metric", "line") else ""
    if not formula:
        return Text(f"{value.name} 由 {zh} 算出", f"{value.name} comes from {en}")
    if not parts:
        return Text(f"{value.name} = {formula}", f"{value.name} = {formula}")
    return Text(f"{value.name} = {formula}，其中 {zh}", f"{value.name} = {formula}, where {en}")


def _used(lowered: Lowered, value: Value) -> Iterator[Value]:
    """The values with names of the author's own that a value is computed from."""
    for node in reversed(value.nodes):
        if isinstance(node, Ref):
            used = lowered.scope.by_name[node.name]
            nameless = used.origin.construct == "part" or used.name.startswith("total.")
            yield from _used(lowered, used) if nameless else (used,)


def _words(value: Scalar, kind: Kind) -> Text:
    if isinstance(value, Missing):
        return Text("不适用", "not applicable")
    return show(Fraction(value) if isinstance(kind, Quantity) and isinstance(value, int) else value, kind)
