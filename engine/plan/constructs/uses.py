"""`use`: a metric that the library defines, computed from figures of the plan (S0-7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, assert_never

from engine.base.frozen import frozen
from engine.base.quantities import QUANTITIES
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Rule
from engine.diagnostics.suggest import nearest_help, only_near
from engine.document.nodes import Entry
from engine.document.rewording import reworded
from engine.formula.parser import parse_text
from engine.formula.show import to_text
from engine.formula.tree import (
    Call,
    Comparison,
    Expression,
    Formula,
    Logic,
    Name,
    Negative,
    Number,
    Operation,
    Truth,
)
from engine.plan.constructs.cases import HALF_CASES, ONE_WAY
from engine.plan.elaborate import elaborate_as
from engine.plan.indicators.ready import Parameter, Ready
from engine.plan.library import LIBRARY, find
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, NAME, Field, Named
from engine.plan.showcase import Showcase

FIELDS: Final = (
    Field("use", "采用", NAME, Text("指标库里的现成指标", "a ready metric of the library")),
    Field(
        "with",
        "其中",
        Named(FORMULA),
        Text(
            "现成指标要的数各是方案里的哪一个；同名的可以不写",
            "its figures, by name; those of the same name need not be said",
        ),
    ),
)
_FIGURES: Final = inputs("asked: {type: count}", "paid: {type: count}")
NOT_IN_LIBRARY: Final = Rule(
    code="KPI491",
    name="not-in-library",
    headline=Text("指标库里没有“{name}”", "the library has no metric `{name}`"),
    what=Text("use 写了指标库里没有的名称。", "`use` names a metric that the library does not have."),
    why=Text("没有定义就算不出来。", "Without a definition there is nothing to compute."),
    bad=_FIGURES
    + fragment("""
        metrics:
          conversion: {use: consult_to_pya, with: {payers: paid, inquirers: asked}, if_zero: 0%}
        """)
    + pay("base_salary × conversion"),
    good=_FIGURES
    + fragment("""
        metrics:
          conversion: {use: consult_to_pay, with: {payers: paid, inquirers: asked}, if_zero: 0%}
        """)
    + pay("base_salary × conversion"),
)
LIBRARY_FIGURES: Final = Rule(
    code="KPI492",
    name="library-figures",
    headline=Text("“{use}”{problem}", "`{use}` {problem}"),
    what=Text(
        "现成指标要的数，方案里没有同名的，with 里也没有写；或者 with 写了它不要的。",
        "A figure that a ready metric needs is neither in the plan by its name nor in `with`, or one there it does not "
        "know.",
    ),
    why=Text(
        "缺了一个数就算不出来，猜一个就会算错。", "Without it nothing can be computed, and a guess would be wrong."
    ),
    bad=_FIGURES
    + fragment("""
        metrics:
          conversion: {use: consult_to_pay, with: {payers: paid}, if_zero: 0%}
        """)
    + pay("base_salary × conversion"),
    good=_FIGURES
    + fragment("""
        metrics:
          conversion: {use: consult_to_pay, with: {payers: paid, inquirers: asked}, if_zero: 0%}
        """)
    + pay("base_salary × conversion"),
)
SHOWCASE: Final = Showcase(
    "library",
    Text("现成指标", "Ready metrics"),
    Text(
        "常用指标有现成的定义：`use` 写名称（中文或英文），`with` 说明每个数是方案里的哪一个，同名的不用写。"
        "名称、方向、单位由库给出，可以改写；除数可能为 0 时仍要写 `if_zero`。`kpiplan library` 列出全部，"
        "并说明哪些不计入、一般多少。",
        "The usual metrics have ready definitions: `use` takes the name, in Chinese or English, and `with` says which "
        "figure of the plan each of its figures is; one of the same name need not be said. The library gives the "
        "label, the unit and the direction, which a plan may change; where a divisor can be 0, `if_zero` is still the "
        "plan's to say. `kpiplan library` lists them all, with what is left out of the figures and what is usual.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          paid_sales: {type: money, min: 0}
          refunds: {type: money, min: 0}
          inquiries: {type: count, label: 询单}
          paid_persons: {type: count, label: 付款}
        metrics:
          net: {use: effective_sales}
          conversion: {use: consult_to_pay, with: {inquirers: inquiries, payers: paid_persons}, if_zero: 0%}
          aov: {采用: 客单价, 其中: {销售额: net, 付款人数: paid_persons}, if_zero: not_applicable, decimals: 2}
        tiers:
          customer_value: {on: aov, bands: {low: {below: 100}, high: {from: 100}}}
        salary:
          lines:
            base: base_salary
            commission: max(net, ¥0) × 1%
            bonus: if(conversion >= 50%, ¥100, ¥0)
        examples:
          - name: 7 of 14 paid 900 and gave back 200      # 700 × 1% = 7; 700 ÷ 7 = 100; 7 ÷ 14 = 50%
            given: {base_salary: 3000, paid_sales: 900, refunds: 200, inquiries: 14, paid_persons: 7}
            expect: {net: 700, conversion: 50%, aov: 100, customer_value: high, bonus: 100.00, total: 3107.00}
        """),
    ("S0-7", "S1-12", "S3-5", "A-6"),
)
RULES: Final = (NOT_IN_LIBRARY, LIBRARY_FIGURES)

_LIST: Final = Text("`kpiplan library` 列出全部", "`kpiplan library` lists them all")


@frozen
class Use:
    """A ready metric as a plan uses it; `figures` are what stands for its parameters, by their English names."""

    ready: Ready
    span: Span
    figures: Mapping[str, Formula]
    place: Span

    @property
    def label(self) -> str:
        """What people read: the name in the language in which the plan calls it."""
        return self.ready.zh if self.place.text.strip().strip("'\"") == self.ready.zh else self.ready.label

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """What the plan says of its figures, and the names under which the others are looked for."""
        missing = [p for p in self.ready.parameters if p.name not in self.figures]
        names = [Name(word, None, self.span) for p in missing for word in (p.name, p.zh)]
        return (*self.figures.values(), *(Formula(name.name, name, self.span) for name in names))

    def formula(self, scope: Scope) -> Formula | None:
        """The definition with the plan's own figures in it; None where one is missing or of another unit (reported)."""
        figures = {p.name: self._figure(scope, p) for p in self.ready.parameters}
        found = {name: figure.root for name, figure in figures.items() if figure is not None}
        if len(found) < len(figures):
            return None
        root = _with(self._parsed(self.ready.formula).root, found)
        return Formula(to_text(root), root, self.span)

    def _figure(self, scope: Scope, parameter: Parameter) -> Formula | None:
        given = self.figures.get(parameter.name)
        if given is None:
            name = next((n for n in (parameter.name, parameter.zh) if scope.knows(n)), None)
            if name is None:
                self._report_missing(scope, parameter)
                return None
            given = Formula(name, Name(name, None, self.place), self.place)
        what = Text(f"{self.ready.zh}的“{parameter.zh}”", f"`{parameter.name}` of {self.ready.name}")
        node = elaborate_as(scope, given, QUANTITIES[parameter.type], what)
        return None if node is None else self._parsed(given.text)

    def _parsed(self, text: str) -> Formula:
        """A text that is known to be a formula, all of it at the place of `use`."""
        parsed = parse_text(text, lambda _start, _end: self.span).value
        assert parsed is not None, f"{text} is a formula"
        return parsed

    def _report_missing(self, scope: Scope, parameter: Parameter) -> None:
        meaning = parameter.meaning
        problem = Text(f"要用到“{parameter.zh}”：{meaning.zh}", f"needs `{parameter.name}`: {meaning.en}")
        help_text = Text(f"写 `with: {{{parameter.zh}: …}}`", f"write `with: {{{parameter.name}: …}}`")
        scope.desk.report(LIBRARY_FIGURES.at(self.place, help=help_text, use=_called(self.ready), problem=problem))


def _called(ready: Ready) -> Text:
    return Text(ready.zh, ready.name)


def _with(tree: Expression, figures: Mapping[str, Expression]) -> Expression:
    """A definition's tree with the figures in the places of its parameters."""
    match tree:
        case Name(name):
            return figures[name]
        case Number() | Truth():
            return tree
        case Negative(operand):
            return replace(tree, operand=_with(operand, figures))
        case Operation(operands) | Comparison(operands) | Logic(_, operands):
            return replace(tree, operands=tuple(_with(o, figures) for o in operands))
        case Call(_, arguments):
            return replace(tree, arguments=tuple(_with(a, figures) for a in arguments))
        case _:
            assert_never(tree)


def read_use(entry: Entry, reader: Reader) -> Use | None:
    """The ready metric that a record uses; None where faulty (reported)."""
    word = reader.scalar("use")
    if word is None:
        return None
    if reader.has("formula"):
        problem = Text("又有 采用（use）又有 公式（formula）", "has both use and formula")
        reader.desk.report(HALF_CASES.at(entry.key.span, help=ONE_WAY, name=entry.name, problem=problem))
        return None
    ready = find(word.text.strip())
    if ready is None:
        names = [name for known in LIBRARY for name in (known.name, known.zh)]
        help_text = nearest_help(word.text.strip(), names, otherwise=_LIST)
        fix = reworded(word, only_near(word.text.strip(), ((known.name, known.zh) for known in LIBRARY)))
        reader.desk.report(NOT_IN_LIBRARY.at(word.span, help=help_text, fix=fix, name=word.text.strip()[:60]))
        return None
    figures = _figures(ready, reader)
    key = next(e.key for e in reader.node if e.name == "use")
    return None if figures is None else Use(ready, key.span.to(word.span), figures, word.span)


def _figures(ready: Ready, reader: Reader) -> dict[str, Formula] | None:
    """What `with` says; None where something in it is faulty."""
    names = {word: p.name for p in ready.parameters for word in (p.name, p.zh)}
    found: dict[str, Formula] = {}
    before, given = len(reader.desk.findings), {e.name for e in reader.entries("with")}
    for entry in reader.entries("with"):
        formula = reader.desk.formula(entry.value)
        if entry.name in names and names[entry.name] not in found:
            found |= {names[entry.name]: formula} if formula is not None else {}
            continue
        listed = Text(
            "要的是 " + "、".join(f"“{p.zh}”" for p in ready.parameters),
            "it needs " + ", ".join(f"`{p.name}`" for p in ready.parameters),
        )
        help_text = nearest_help(entry.name, names, otherwise=listed)
        problem = Text(f"不要“{entry.name}”，或已经写了它", f"does not take `{entry.name}`, or has it already")
        free = [(p.name, p.zh) for p in ready.parameters if not {p.name, p.zh} & given]
        fix = reworded(entry.key, only_near(entry.name, free))
        place, use = entry.key.span, _called(ready)
        reader.desk.report(LIBRARY_FIGURES.at(place, help=help_text, fix=fix, use=use, problem=problem))
    sound = len(reader.desk.findings) == before and len(found) == len(reader.node_entries("with"))
    return found if sound else None
