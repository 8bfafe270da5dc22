"""`inputs`: the columns of the data, their kinds, ranges and what an empty cell means (LANGUAGE 1.2, 1.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import (
    COUNT,
    FLAG,
    MONEY,
    PERCENT,
    QUANTITIES,
    Choice,
    Flag,
    Kind,
    Quantity,
    Words,
    describe,
    scale_of,
)
from engine.base.showing import show
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Fix, Label, Rule
from engine.document.leaving_out import without
from engine.document.nodes import Entry, Scalar
from engine.formula.tree import Formula, Name
from engine.plan.constructs import choices, plausible
from engine.plan.constructs.choices import Rating, read_options
from engine.plan.constructs.plausible import Plausible, read_plausible
from engine.plan.history import HISTORY, declare
from engine.plan.literals import fixed
from engine.plan.mentions import names_in
from engine.plan.model import Better, Entity
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.plan.shape import (
    FORMULA,
    LABEL,
    NAME,
    PROSE,
    TRUE_FALSE,
    Either,
    Field,
    Items,
    Named,
    OneOf,
    Record,
    Whole,
    Word,
)
from engine.program import Input as InputNode
from engine.program import InputSpec, Missing, Origin
from engine.program import Scalar as ValueScalar

TYPES: Final = OneOf(
    (
        Word(
            "money",
            "金额",
            Text("金额，最多两位小数", "an amount in the plan's currency"),
            ("currency", "amount", "yuan", "cny", "rmb", "钱", "元"),
        ),
        Word(
            "percent",
            "百分比",
            Text("百分比：50% 或 0.5", "a percentage: 50% or 0.5"),
            ("percentage", "ratio", "rate", "比例", "率"),
        ),
        Word(
            "count",
            "个数",
            Text("个数：不小于 0 的整数", "a whole number, 0 or more"),
            ("integer", "int", "whole", "整数"),
        ),
        Word(
            "number",
            "数值",
            Text("不带单位的数", "a number without a unit"),
            ("float", "decimal", "double", "numeric", "real", "小数", "数字"),
        ),
        Word("points", "分数", Text("评分", "a score in points"), ("score", "point", "得分")),
        Word(
            "seconds", "秒", Text("时间，以秒计", "a time, written in seconds"), ("second", "time", "duration", "时间")
        ),
        Word("days", "天", Text("时间，以天计", "a time, written in days"), ("day", "天数")),
        Word("flag", "是否", Text("是或否：true / false", "true or false"), ("bool", "boolean", "布尔", "是否型")),
        Word("choice", "选项", Text("几个选项之一，见 options", "one of its options"), ("enum", "select", "枚举")),
        Word("date", "日期", Text("日期：2026-01-31", "a date: 2026-01-31")),
        Word("text", "文字", Text("文字或编号", "text or an identifier"), ("string", "str", "id", "字符串", "文本")),
    )
)
BETTER: Final = OneOf(
    (
        Word("higher", "越高越好", Text("越高越好", "higher is better")),
        Word("lower", "越低越好", Text("越低越好", "lower is better")),
    )
)
HISTORY_RECORD: Final = Record(
    (
        Field("months", "月数", HISTORY, Text("几个月", "how many months"), required=True),
        Field("default", "默认", FORMULA, Text("以前没有数的月份按此值算", "the value of an earlier month left empty")),
        Field("optional", "可空", TRUE_FALSE, Text("以前的月份可以空着（新人）", "earlier months may be empty")),
    )
)
FIELDS: Final = (
    Field("type", "类型", TYPES, Text("这一列是什么量", "what kind of quantity the column holds"), required=True),
    LABEL,
    Field("min", "最小", FORMULA, Text("最小值（含）", "the smallest value allowed, itself included")),
    Field("max", "最大", FORMULA, Text("最大值（含）", "the largest value allowed, itself included")),
    Field(
        "decimals",
        "小数位",
        Whole(0, 10),
        Text(
            "数据最多几位小数（百分比按 % 前的数算）：写 0 则 61%–80%、81%–100% 之间没有漏洞",
            "how many decimals the data have at most (of a percentage, before the %): with 0 there is no hole between "
            "61–80% and 81–100%",
        ),
    ),
    Field("default", "默认", FORMULA, Text("空格子按此值算", "the value of an empty cell")),
    Field("optional", "可空", TRUE_FALSE, Text("可以空着，即“不适用”", "may be empty, which means not applicable")),
    Field("better", "方向", BETTER, Text("越高越好还是越低越好", "whether higher or lower is better")),
    Field(
        "columns", "列名", Either((NAME, Items(PROSE))), Text("数据表里的其他列名", "other headings of the same column")
    ),
    *choices.FIELDS,
    plausible.FIELD,
    Field(
        "history",
        "历史月数",
        Either((HISTORY, HISTORY_RECORD)),
        Text(
            "以前几个月也各有一列，列名如“sales -1”“上1月sales”；公式里上月写 ago(sales, 1)",
            "a column for each of so many months before, headed `sales -1` (last month), `sales -2` …",
        ),
    ),
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
        "`{name}` can have no value: min {least} is above max {most}",
    ),
    what=Text("输入的 min 大于 max。", "An input's min is above its max."),
    why=Text("没有任何数据能通过检查。", "No data could ever be accepted."),
    bad=inputs("sales: {type: money, min: 100, max: 10}"),
    good=inputs("sales: {type: money, min: 10, max: 100}"),
)
BAD_DEFAULT: Final = Rule(
    code="KPI428",
    name="bad-default",
    headline=Text("“{name}”的默认值不能是“{words}”", "the default of `{name}` cannot be `{words}`"),
    what=Text("默认值要符合这个输入的类型和范围。", "A default must be a value that the input itself would accept."),
    why=Text("否则空格子会变成不合法的数。", "Otherwise an empty cell would become a value that is not allowed."),
    bad=inputs("sales: {type: money, min: 0, default: -5}"),
    good=inputs("sales: {type: money, min: 0, default: 0}"),
)
DEFAULT_OR_OPTIONAL: Final = Rule(
    code="KPI457",
    name="default-or-optional",
    headline=Text(
        "“{name}”又有默认值又可空：空格子是 {words} 还是不适用？",
        "`{name}` has a default and is optional: is an empty cell {words} or not applicable?",
    ),
    what=Text("一个输入同时写了 default 和 optional。", "An input has both `default` and `optional: true`."),
    why=Text("两者对空格子的意思相反。", "The two give an empty cell opposite meanings."),
    bad=inputs("sales: {type: money, min: 0, default: 0, optional: true}"),
    good=inputs("sales: {type: money, min: 0, default: 0}"),
)
NO_SUCH_DECIMALS: Final = Rule(
    code="KPI464",
    name="no-such-decimals",
    headline=Text(
        "“{name}”{problem}，不能写 decimals: {decimals}", "`{name}` {problem} and cannot have `decimals: {decimals}`"
    ),
    what=Text(
        "decimals 用于百分比、数值、分数、秒、天；金额不多于币种的小数位，个数本来就是整数。",
        "`decimals` is for percentages, numbers, points, seconds and days; money has at most the currency's, and a "
        "count is whole by itself.",
    ),
    why=Text(
        "声明了做不到的精度，数据会被误拒或误收。", "A precision that the data cannot have would refuse sound data."
    ),
    bad=inputs("orders: {type: count, decimals: 2}") + pay("if(orders > 10, 100, 0)"),
    good=inputs("orders: {type: count}") + pay("if(orders > 10, 100, 0)"),
)
SHOWCASE: Final = choices.SHOWCASE
RULES: Final = (EMPTY_RANGE, *choices.RULES, BAD_DEFAULT, DEFAULT_OR_OPTIONAL, NO_SUCH_DECIMALS)

NO_RATING: Final = Rating((), None)
_OF_A_PERCENT: Final = 2
"""Decimals that a ratio has more than the percentage: 61.5% is 0.615."""
A_RANGE: Final = Text("取值范围", "a range")


@frozen
class Empty:
    """What an empty cell means: the text of its value, not applicable, or (neither) a mistake of the row."""

    default: Scalar | None
    optional: bool

    @classmethod
    def of(cls, reader: Reader) -> Empty:
        """What the definition or the history under a reader says."""
        return cls(reader.scalar("default"), reader.flag("optional"))


@frozen
class InputDefinition:
    """One declared input as its author wrote it. `past` says what an empty cell of its `months` before means."""

    name: str
    span: Span
    label: str
    kind: Kind
    least: Formula | None
    most: Formula | None
    empty: Empty
    better: Better | None
    columns: tuple[str, ...]
    months: int
    past: Empty
    rating: Rating
    plausible: Plausible | None = None
    decimals: Scalar | None = None
    no_decimals: Fix | None = None
    """Takes `decimals` out."""

    construct: str = "inputs"

    def mentions(self) -> Iterable[Name]:
        """Standard values in its plausible range, and the column of its rater."""
        yield from names_in(self.plausible.low, self.plausible.high) if self.plausible else ()
        yield from self.rating.mentions()

    def define(self, scope: Scope) -> Entity | None:
        """Add the input's specification and its value."""
        before = len(scope.desk.findings)
        least, most = (fixed(scope, f, self.kind, A_RANGE) for f in (self.least, self.most))
        if self.kind == COUNT:
            least = max(least or Fraction(0), Fraction(0))
        if least is not None and most is not None and least > most:
            self._report_empty(scope, least, most)
        decimals = self._decimals(scope)
        default = self._empty(scope, self.empty, least, most, decimals)
        past = default if self.past is self.empty else self._empty(scope, self.past, least, most, decimals)
        if len(scope.desk.findings) > before:
            return None
        spec = InputSpec(
            name=self.name,
            label=self.label,
            kind=self.kind,
            span=self.span,
            least=least,
            most=most,
            decimals=decimals,
            default=default,
            optional=self.empty.optional,
            better=self.better,
            columns=self.columns,
        )
        scope.inputs.append(spec)
        if isinstance(default, Missing):
            scope.missable.add(self.name)
        origin = Origin(self.construct, self.span)
        typed = scope.add(self.name, self.label, self.kind, InputNode(self.name), "input", origin)
        if self.plausible is not None:
            self.plausible.add(scope, self.name, self.label, typed)
        points = self.rating.add(scope, self.name, self.label, typed)
        earlier = replace(spec, default=past, optional=self.past.optional)
        return Entity(typed, points, better=self.better, history=declare(scope, earlier, self.months, origin))

    def _decimals(self, scope: Scope) -> int | None:
        """How many decimals the stored value may have; None where nothing is said. A finding where it cannot be."""
        usual = _decimals(self.kind, scope.currency_decimals)
        if self.decimals is None:
            return usual
        own = int(self.decimals.text)
        if isinstance(self.kind, Quantity) and self.kind != COUNT and (usual is None or own <= usual):
            return own + (_OF_A_PERCENT if self.kind == PERCENT else 0)
        words = describe(self.kind)
        problem = Text(f"是{words.zh}", f"is {words.en}")
        if self.kind == MONEY:
            problem = Text("是金额，最多 {n} 位小数", "is money with at most {n:decimal|decimals}").format(n=usual)
        help_text = Text("删去 小数位（decimals）", "leave out `decimals`")
        scope.desk.report(
            NO_SUCH_DECIMALS.at(
                self.decimals.span,
                help=help_text,
                fix=self.no_decimals,
                name=self.name,
                problem=problem,
                decimals=own,
            )
        )
        return None

    def _report_empty(self, scope: Scope, least: Fraction, most: Fraction) -> None:
        ends = [f.span for f in (self.least, self.most) if f is not None]
        scope.desk.report(
            EMPTY_RANGE.at(
                ends[0],
                also=[Label(end) for end in ends[1:]],
                help=Text("对调 最小（min）和 最大（max），或改正其中一个", "swap min and max, or correct one of them"),
                name=self.name,
                least=show(least, self.kind),
                most=show(most, self.kind),
            )
        )

    def _empty(
        self, scope: Scope, empty: Empty, least: Fraction | None, most: Fraction | None, decimals: int | None
    ) -> ValueScalar | None:
        """The value of an empty cell; None where there is none, or where it is faulty (reported)."""
        default = empty.default
        if default is None:
            return Missing(self.name) if empty.optional else None
        if empty.optional:
            help_text = Text("默认（default）和 可空（optional）只留一个", "keep only one of `default` and `optional`")
            scope.desk.report(
                DEFAULT_OR_OPTIONAL.at(default.span, help=help_text, name=self.name, words=default.text[:60])
            )
        return self._default(scope, default, least, most, decimals)

    def _default(
        self, scope: Scope, default: Scalar, least: Fraction | None, most: Fraction | None, decimals: int | None
    ) -> ValueScalar | None:
        before = len(scope.desk.findings)
        value = self._default_value(scope, default)
        fine = self.decimals is not None and isinstance(value, Fraction) and _finer(value, self.kind, decimals)
        if value is not None and not (isinstance(value, Fraction) and (fine or _outside(value, least, most))):
            return value
        if len(scope.desk.findings) == before:
            help_text = allowed(self.kind, least, most, decimals)
            scope.desk.report(BAD_DEFAULT.at(default.span, help=help_text, name=self.name, words=default.text[:60]))
        return None

    def _default_value(self, scope: Scope, default: Scalar) -> ValueScalar | None:
        match self.kind:
            case Choice(options):
                return options.index(default.text) if default.text in options else None
            case Quantity():
                return fixed(scope, scope.desk.formula(default), self.kind, Text("默认值", "a default"))
            case Words():
                return default.text
            case Flag():
                return {"true": True, "false": False}.get(default.text)


def _decimals(kind: Kind, currency: int) -> int | None:
    if not isinstance(kind, Quantity):
        return None
    return {"money": currency, "count": 0}.get(kind.unit)


def _finer(value: Fraction, kind: Kind, decimals: int | None) -> bool:
    """Whether a stored value has more decimals than its input may have."""
    return decimals is not None and (value / scale_of(kind) * 10**decimals).denominator != 1


def _outside(value: Fraction, least: Fraction | None, most: Fraction | None) -> bool:
    return (least is not None and value < least) or (most is not None and value > most)


def allowed(kind: Kind, least: Fraction | None, most: Fraction | None, decimals: int | None) -> Text:
    """Which values an input of a kind may have: what to type instead of one that it may not."""
    match kind:
        case Choice(options):
            return Text(f"可写 {'、'.join(options)}", f"write one of {', '.join(options)}")
        case Flag():
            return Text("写 true 或 false", "write true or false")
        case _:
            if kind == PERCENT and decimals is not None:
                decimals -= _OF_A_PERCENT
            number = Text("写一个整数", "write a whole number") if decimals == 0 else Text("写一个数", "write a number")
            ends = [Text(f"，不小于 {s.zh}", f", at least {s.en}") for s in (show(least, kind),) if least is not None]
            ends += [Text(f"，不大于 {s.zh}", f", at most {s.en}") for s in (show(most, kind),) if most is not None]
            places = (
                [Text("，最多 {n} 位小数", ", with at most {n:decimal|decimals}").format(n=decimals)]
                if decimals
                else []
            )
            parts = [number, *ends, *places]
            return Text("".join(p.zh for p in parts), "".join(p.en for p in parts))


def read(entry: Entry, desk: Desk) -> InputDefinition | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    found = _kind(entry, reader) if reader else None
    if reader is None or found is None:
        return None
    kind, rating = found
    empty, record = Empty.of(reader), reader.mapping("history")
    said = record is not None and (record.has("default") or record.has("optional"))
    months = record.whole("months") if record else reader.whole("history")
    return InputDefinition(
        name=entry.name,
        span=entry.key.span,
        label=reader.words("label", entry.name),
        kind=kind,
        least=reader.formula("min"),
        most=reader.formula("max"),
        empty=empty,
        better=better_of(reader),
        columns=tuple(n.text for n in reader.texts("columns")),
        plausible=read_plausible(entry.name, reader),
        months=months or 0,
        past=Empty.of(record) if record and said else empty,
        decimals=reader.scalar("decimals"),
        no_decimals=without(reader.node, places) if (places := reader.node.entry("decimals")) else None,
        rating=rating,
    )


def better_of(reader: Reader) -> Better | None:
    """Which way is good, where the definition says so."""
    found: dict[str, Better] = {"higher": "higher", "lower": "lower"}
    return found.get(reader.words("better"))


def _kind(entry: Entry, reader: Reader) -> tuple[Kind, Rating] | None:
    word = reader.words("type")
    if word == "choice":
        return read_options(entry, reader)
    if reader.has("options") or reader.has("rater"):
        key = "options" if reader.has("options") else "rater"
        problem = Text(f"不是 choice，不能有 {key}", f"is not a choice and cannot have {key}")
        mend = Text(f"写 `type: choice`，或删去 {key}", f"write `type: choice`, or leave {key} out")
        choices.report(entry, reader, problem, mend)
        return None
    kind: Kind | None = FLAG if word == "flag" else QUANTITIES.get(word)
    if word in ("date", "text"):
        kind = Words("date" if word == "date" else "text")
    return None if kind is None else (kind, NO_RATING)
