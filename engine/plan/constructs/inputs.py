"""`inputs`: the columns of the data, their kinds, ranges and what an empty cell means (LANGUAGE 1.2, 1.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from engine.base.quantities import FLAG, QUANTITIES, Choice, Kind, Quantity, Words
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment, pay
from engine.diagnostics.model import Label, Rule
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name
from engine.plan.literals import fixed
from engine.plan.model import Broken, Definition, Entity
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, NAME, PROSE, TRUE_FALSE, Either, Field, Items, Named, OneOf, Record, Word
from engine.program import Input as InputNode
from engine.program import InputSpec, Missing, Origin
from engine.program import Scalar as ValueScalar

TYPES: Final = OneOf(
    (
        Word("money", "金额", Text("金额，最多两位小数", "an amount in the plan's currency")),
        Word("percent", "百分比", Text("百分比：50% 或 0.5", "a percentage: 50% or 0.5")),
        Word("count", "个数", Text("个数：不小于 0 的整数", "a whole number, 0 or more")),
        Word("number", "数值", Text("不带单位的数", "a number without a unit")),
        Word("points", "分数", Text("评分", "a score in points")),
        Word("seconds", "秒", Text("时间，以秒计", "a time, written in seconds")),
        Word("days", "天", Text("时间，以天计", "a time, written in days")),
        Word("flag", "是否", Text("是或否：true / false", "true or false")),
        Word("choice", "选项", Text("几个选项之一，见 options", "one of its options")),
        Word("date", "日期", Text("日期：2026-01-31", "a date: 2026-01-31")),
        Word("text", "文字", Text("文字或编号", "text or an identifier")),
    )
)
BETTER: Final = OneOf(
    (
        Word("higher", "越高越好", Text("越高越好", "higher is better")),
        Word("lower", "越低越好", Text("越低越好", "lower is better")),
    )
)
FIELDS: Final = (
    Field("type", "类型", TYPES, Text("这一列是什么量", "what kind of quantity the column holds"), required=True),
    LABEL,
    Field("min", "最小", FORMULA, Text("最小值（含）", "the smallest value allowed, itself included")),
    Field("max", "最大", FORMULA, Text("最大值（含）", "the largest value allowed, itself included")),
    Field("default", "默认", FORMULA, Text("空格子按此值算", "the value of an empty cell")),
    Field("optional", "可空", TRUE_FALSE, Text("可以空着，即“不适用”", "may be empty, which means not applicable")),
    Field("better", "方向", BETTER, Text("越高越好还是越低越好", "whether higher or lower is better")),
    Field(
        "columns", "列名", Either((NAME, Items(PROSE))), Text("数据表里的其他列名", "other headings of the same column")
    ),
    Field("options", "可选项", Items(NAME), Text("choice 的选项，由低到高", "the options of a choice, lowest first")),
    Field("ordered", "有序", TRUE_FALSE, Text("选项有高低之分", "the options have an order")),
    Field("source", "来源", PROSE, Text("数据从哪个系统取", "the system the data comes from")),
)
SECTION: Final = Field(
    "inputs", "输入", Named(Record(FIELDS)), Text("每个人的数据列", "the columns of each person's data"), required=True
)

EMPTY_RANGE: Final = Rule(
    code="KPI426",
    name="empty-range",
    headline=Text(
        "“{name}”的范围是空的：最小 {least} 大于最大 {most}",
        "{name} can have no value: min {least} is above max {most}",
    ),
    what=Text("输入的 min 大于 max。", "An input's min is above its max."),
    why=Text("没有任何数据能通过检查。", "No data could ever be accepted."),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 100, max: 10}
        """),
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 10, max: 100}
        """),
)
BAD_OPTIONS: Final = Rule(
    code="KPI427",
    name="bad-options",
    headline=Text("“{name}”{problem}", "{name} {problem}"),
    what=Text(
        "choice 要有至少两个不同的 options，其他类型不能有。",
        "A choice has two or more different options; other types have none.",
    ),
    why=Text("没有选项就无法检查数据。", "Without options no cell could be checked."),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          role: {type: choice}
        """)
    + pay("if(role = senior, 100, 0)"),
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          role: {type: choice, options: [junior, senior]}
        """)
    + pay("if(role = senior, 100, 0)"),
)
BAD_DEFAULT: Final = Rule(
    code="KPI428",
    name="bad-default",
    headline=Text(
        "“{name}”的默认值“{words}”不在允许的范围里", "the default {words} of {name} is not a value it may have"
    ),
    what=Text("默认值要符合这个输入的类型和范围。", "A default must be a value that the input itself would accept."),
    why=Text("否则空格子会变成不合法的数。", "Otherwise an empty cell would become a value that is not allowed."),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0, default: -5}
        """),
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0, default: 0}
        """),
)
RULES: Final = (EMPTY_RANGE, BAD_OPTIONS, BAD_DEFAULT)

_MIN_OPTIONS: Final = 2
NO_KIND: Final = Text("取值范围", "a range")


@dataclass(frozen=True, eq=False)
class InputDefinition:
    """One declared input as its author wrote it."""

    name: str
    span: Span
    label: str
    kind: Kind
    least: Formula | None
    most: Formula | None
    default: Formula | None
    default_words: str
    optional: bool
    better: Literal["higher", "lower"] | None
    columns: tuple[str, ...]
    construct: str = "inputs"

    def mentions(self) -> Iterable[Name]:
        """An input depends on nothing but literals."""
        return ()

    def define(self, scope: Scope) -> Entity | None:
        """Add the input's specification and its value."""
        before = len(scope.desk.findings)
        least, most = (self._end(scope, f) for f in (self.least, self.most))
        if self.kind == QUANTITIES["count"]:
            least = max(least or Fraction(0), Fraction(0))
        if least is not None and most is not None and least > most:
            scope.desk.report(EMPTY_RANGE.at(self.span, name=self.name, least=least, most=most))
        default = self._default(scope, least, most)
        if len(scope.desk.findings) > before:
            return None
        spec = InputSpec(
            self.name, self.label, self.kind, self.span, least, most, _decimals(self.kind, scope.currency_decimals),
            default, self.optional, self.better, self.columns,
        )  # fmt: skip
        scope.inputs.append(spec)
        if isinstance(default, Missing):
            scope.missable.add(self.name)
        origin = Origin(self.construct, self.span)
        return Entity(scope.add(self.name, self.label, self.kind, InputNode(self.name), "input", origin))

    def _end(self, scope: Scope, formula: Formula | None) -> Fraction | None:
        return None if formula is None else fixed(scope, formula, self.kind, NO_KIND)

    def _default(self, scope: Scope, least: Fraction | None, most: Fraction | None) -> ValueScalar | None:
        if not self.default_words:
            return Missing(self.name) if self.optional else None
        value = self._default_value(scope)
        inside = not isinstance(value, Fraction) or not (
            (least is not None and value < least) or (most is not None and value > most)
        )
        if value is not None and inside:
            return value
        scope.desk.report(BAD_DEFAULT.at(self.span, name=self.name, words=self.default_words))
        return None

    def _default_value(self, scope: Scope) -> ValueScalar | None:
        match self.kind:
            case Choice(options):
                return options.index(self.default_words) if self.default_words in options else None
            case Quantity():
                return fixed(scope, self.default, self.kind, Text("默认值", "a default"))
            case Words():
                return self.default_words
            case _:
                return {"true": True, "false": False}.get(self.default_words)


def _decimals(kind: Kind, currency: int) -> int | None:
    if not isinstance(kind, Quantity):
        return None
    return {"money": currency, "count": 0}.get(kind.unit)


def read(entries: tuple[Entry, ...], desk: Desk) -> Iterator[Definition]:
    """The definitions of the section's entries."""
    for entry in entries:
        reader = desk.reader(entry.value)
        kind = _kind(entry.name, reader, desk) if reader else None
        if reader is None or kind is None:
            yield Broken(entry.name, entry.key.span, "inputs")
            continue
        is_number = isinstance(kind, Quantity)
        better = reader.words("better")
        yield InputDefinition(
            entry.name, entry.key.span, reader.words("label", entry.name), kind,
            reader.formula("min"), reader.formula("max"),
            reader.formula("default") if is_number else None, reader.words("default"),
            reader.flag("optional"),
            "higher" if better == "higher" else "lower" if better == "lower" else None,
            tuple(n.text for n in reader.texts("columns")),
        )  # fmt: skip


def _kind(name: str, reader: Reader, desk: Desk) -> Kind | None:
    word = reader.words("type")
    options = tuple(n.text for n in reader.texts("options"))
    problem = _option_problem(word, options, reader.has("options"))
    if problem is not None:
        desk.report(BAD_OPTIONS.at(reader.span, name=name, problem=problem, also=_option_places(reader)))
        return None
    match word:
        case "choice":
            return Choice(options, reader.flag("ordered"))
        case "flag":
            return FLAG
        case "date" | "text":
            return Words(word)
        case _:
            return QUANTITIES.get(word)


def _option_problem(word: str, options: tuple[str, ...], written: bool) -> Text | None:
    if word != "choice":
        return Text("不是 choice，不能有 options", "is not a choice and cannot have options") if written else None
    if len(options) < _MIN_OPTIONS:
        return Text("是 choice，要写至少两个 options", "is a choice and needs at least two options")
    if len(set(options)) < len(options):
        return Text("的 options 有重复", "has the same option twice")
    return None


def _option_places(reader: Reader) -> list[Label]:
    node = reader.node.get("options")
    return [Label(node.span)] if node is not None else []
