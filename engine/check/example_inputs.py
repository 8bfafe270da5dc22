"""The inputs of a plan's own examples, typed as data would be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.base.quantities import Choice, Flag, Quantity, Words
from engine.base.text import Text, one_line
from engine.check.ranges import of_input
from engine.diagnostics.example import fragment
from engine.diagnostics.model import NO_TEXT, Fix, Rule, replace_with
from engine.diagnostics.suggest import nearest_help, slip
from engine.plan.allowed import allowed
from engine.plan.literals import fixed
from engine.plan.lower import Lowered
from engine.plan.model import Example, Given
from engine.program import InputSpec, Scalar

EXAMPLE_INPUT: Final = Rule(
    code="KPI419",
    name="example-input",
    headline=Text("样例“{example}”里的“{name}”{problem}", "example “{example}”: `{name}` {problem}"),
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
RULES: Final = (EXAMPLE_INPUT,)

_UNKNOWN: Final = Text("不是这个方案的输入", "is not an input of the plan")
_NOT_GIVEN: Final = Text("没有给出", "is not given")
_AN_INPUT: Final = Text("样例的输入", "an example's input")


def inputs_of(
    lowered: Lowered, example: Example, given: tuple[Given, ...], otherwise: Mapping[str, Scalar]
) -> dict[str, Scalar] | None:
    """The typed inputs of one person; what is left out is as in `otherwise`, else the input's default.

    None where one is faulty; the findings are at the scope's desk.
    """
    desk = lowered.scope.desk
    before = len(desk.findings)
    specs = {spec.name: spec for spec in lowered.program.inputs}
    own = dict(otherwise)
    for cell in given:
        spec = specs.get(cell.name)
        if spec is None:
            free = [name for name in specs if name not in {other.name for other in given}]
            near = slip(cell.name, free) if cell.span.text == cell.name else None
            fix = None if near is None else replace_with(cell.span, near)
            _report(lowered, example, cell, _UNKNOWN, nearest_help(cell.name, specs), fix)
            continue
        value = _typed(lowered, example, cell, spec)
        if value is not None:
            own[cell.name] = value
    for spec in specs.values():
        if spec.name not in own and spec.default is not None:
            own[spec.name] = spec.default
        elif spec.name not in own and spec.name not in {cell.name for cell in given}:
            edit = Text(f"在 已知（given）里加上 `{spec.name}: …`", f"add `{spec.name}: …` under given")
            desk.report(
                EXAMPLE_INPUT.at(example.span, help=edit, example=example.name, name=spec.name, problem=_NOT_GIVEN)
            )
    return None if len(desk.findings) > before else own


def teams(lowered: Lowered) -> Iterator[tuple[Mapping[str, Scalar], ...]]:
    """The persons of a sound plan's examples, each with the colleagues."""
    for example in lowered.plan.examples:
        own = inputs_of(lowered, example, example.given, {})
        people = [own, *(inputs_of(lowered, example, given, own or {}) for given in example.colleagues)]
        sound = tuple(person for person in people if person is not None)
        if len(sound) == len(people):
            yield sound


def _typed(lowered: Lowered, example: Example, cell: Given, spec: InputSpec) -> Scalar | None:
    """The stored value of an example's input; None where it is faulty (reported)."""
    text = cell.value.text
    match spec.kind:
        case Choice(options) if text in options:
            return options.index(text)
        case Flag() if text in ("true", "false"):
            return text == "true"
        case Words():
            return text
        case Quantity():
            value = fixed(lowered.scope, lowered.scope.desk.formula(cell.value), spec.kind, _AN_INPUT)
            if value is None or of_input(spec).holds(value):
                return value
    words = one_line(text)
    problem = Text(f"不能是“{words}”", f"cannot be `{words}`")
    _report(lowered, example, cell, problem, allowed(spec.kind, spec.least, spec.most, spec.decimals))
    return None


def _report(  # noqa: PLR0913, PLR0917 - a finding has this many parts
    lowered: Lowered, example: Example, cell: Given, problem: Text, help: Text = NO_TEXT, fix: Fix | None = None
) -> None:
    place = cell.span if problem is _UNKNOWN else cell.value.span
    lowered.scope.desk.report(
        EXAMPLE_INPUT.at(place, help=help, fix=fix, example=example.name, name=cell.name, problem=problem)
    )
