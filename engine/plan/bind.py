"""Binding: names given once, and definitions in an order in which each comes after what it mentions (LANGUAGE 1.6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.limits import MESSAGES
from engine.base.text import Text
from engine.diagnostics.example import fragment, pay
from engine.diagnostics.model import Label, Rule
from engine.document.nodes import Scalar
from engine.formula.tree import Name
from engine.plan.constructs.pay.total import CUT, TOP_UP, TOTAL, TOTAL_ZH, Total
from engine.plan.model import Broken, Definition, Plan
from engine.plan.names import check_name
from engine.plan.reading import Desk

NAME_TAKEN: Final = Rule(
    code="KPI402",
    name="name-taken",
    headline=Text("“{name}”这个名称用了两次", "the name `{name}` is given twice"),
    what=Text(
        "输入、标准值、指标、表、工资行不能同名。",
        "Inputs, thresholds, metrics, tables and pay lines share one set of names.",
    ),
    why=Text("同名时公式不知指的是哪一个。", "A formula could not tell which one is meant."),
    bad=fragment("""
        metrics:
          sales: base_salary
        """),
    good=fragment("""
        metrics:
          half_base: base_salary × 50%
        salary:
          lines:
            base: half_base
            pay: sales × 1%
        """),
)
CYCLE: Final = Rule(
    code="KPI403",
    name="cycle",
    headline=Text("互相引用，谁也算不出来：{cycle}", "these need each other, so none can be computed: {cycle}"),
    what=Text("几个名称绕成一圈，互相依赖。", "Names depend on each other in a circle."),
    why=Text("没有一个能先算出来。", "None of them can be computed first."),
    bad=fragment("""
        metrics:
          a: b + 1
          b: a + 1
        """)
    + pay("sales × 1% × a"),
    good=fragment("""
        metrics:
          a: b + 1
          b: 2
        """)
    + pay("sales × 1% × a"),
)
RULES: Final = (NAME_TAKEN, CYCLE)

_RENAME: Final = Text(
    "换一个名称，如“{name}2”；给人看的名称写在 名称（label）里，可以相同",
    "choose another name, such as `{name}2`; a `label`, which is what people see, may be the same",
)
_ITSELF: Final = Text(
    "公式里不能用它自己；要用上个月的，就在 inputs 里加一列",
    "a formula cannot use itself; what it was last month is a column of its own under inputs",
)
_OPEN: Final = Text("改一个公式，不再用到圈里的下一个名称", "change one formula so that it does without the next name")

ENGINE_NAMES: Final = frozenset((TOTAL, TOTAL_ZH, TOP_UP, CUT))
"""Names the engine gives itself."""


def bind(plan: Plan, desk: Desk) -> tuple[dict[str, Definition], tuple[Definition, ...]]:
    """The definitions by name, and in dependency order. Members of a cycle are reported and become `Broken`."""
    by_name = _by_name(plan, desk)
    order, cycles = _order(by_name)
    for cycle in cycles:
        _report_cycle(cycle, by_name, desk)
        for name in cycle:
            broken = by_name[name]
            by_name[name] = Broken(name, broken.span, broken.construct)
    return by_name, tuple(by_name[name] for name in order)


def _by_name(plan: Plan, desk: Desk) -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    for definition in plan.definitions:
        name = definition.name
        wrong = check_name(Scalar(name, definition.span, "plain", ()))
        if wrong is not None:
            desk.report(wrong)
        first = found.get(name)
        if first is not None:
            before = Label(first.span, Text("先在这里", "first here"))
            desk.report(NAME_TAKEN.at(definition.span, also=[before], help=_RENAME.format(name=name), name=name))
        elif name in ENGINE_NAMES and not isinstance(definition, Total):
            message = Text(f"名称“{name}”是引擎自己用的", f"the name `{name}` is the engine's own")
            desk.report(NAME_TAKEN.at(definition.span, help=_RENAME.format(name=name), message=message))
        else:
            found[name] = definition
    return found


def _order(by_name: dict[str, Definition]) -> tuple[list[str], list[list[str]]]:
    """Names after what they mention, and the first cycles on the way; iterative, so a long chain is no problem."""
    order: list[str] = []
    cycles: list[list[str]] = []
    state: dict[str, int] = {}
    for root, definition in by_name.items():
        if root in state:
            continue
        path = [root]
        work: list[Iterator[Name]] = [iter(definition.mentions())]
        state[root] = 1
        while work:
            name = next((_target(n.name) for n in work[-1] if _target(n.name) in by_name), None)
            if name is None:
                state[path[-1]] = 2
                order.append(path.pop())
                work.pop()
            elif state.get(name) is None:
                state[name] = 1
                path.append(name)
                work.append(iter(by_name[name].mentions()))
            elif state[name] == 1 and len(cycles) < MESSAGES:
                cycles.append(path[path.index(name) :])
    return order, cycles


def _target(name: str) -> str:
    """The definition that a name belongs to: what the engine names itself comes with the total."""
    return TOTAL if name in ENGINE_NAMES else name


def _report_cycle(cycle: list[str], by_name: dict[str, Definition], desk: Desk) -> None:
    shown = " → ".join([*cycle, cycle[0]])
    labels = [Label(by_name[name].span) for name in cycle[1:]]
    help_text = _ITSELF if len(cycle) == 1 else _OPEN
    desk.report(CYCLE.at(by_name[cycle[0]].span, also=labels, help=help_text, cycle=shown))
