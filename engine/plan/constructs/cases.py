"""`cases`: a value by situation, as its author wrote it; the first case that holds counts (S2-10, P12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from engine.base.frozen import frozen
from engine.base.source import Span
from engine.base.text import Text, same
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Rule
from engine.formula.tree import Formula
from engine.plan.reading import Reader
from engine.plan.shape import FORMULA, Field, Items, Record
from engine.plan.showcase import Showcase

CASE: Final = Record(
    (
        Field("when", "当", FORMULA, Text("什么情形", "the situation: a condition"), required=True),
        Field("then", "则", FORMULA, Text("这时的值", "the value then"), required=True),
    )
)
FIELDS: Final = (
    Field(
        "cases",
        "情形",
        Items(CASE),
        Text("按情形取值，从上到下第一个成立的算数", "a value by situation: the first case that holds counts"),
    ),
    Field(
        "otherwise",
        "否则",
        FORMULA,
        Text(
            "哪种情形都不成立时的值；各情形已包括所有人时不写",
            "the value where no case holds; left out where the cases hold everybody",
        ),
    ),
)
HALF_CASES: Final = Rule(
    code="KPI489",
    name="half-cases",
    headline=Text("“{name}”{problem}", "`{name}` {problem}"),
    what=Text(
        "一个值只有一种写法：一个公式，或者 cases（otherwise 只与 cases 同用）。",
        "A value is said in one way: as one formula, or by `cases`; `otherwise` stands only with these.",
    ),
    why=Text(
        "写了两种算法就不知以哪个为准。",
        "Of two ways nobody knows which counts.",
    ),
    bad=fragment("""
        metrics:
          rate: {formula: 1%, cases: [{when: sales >= 1000, then: 2%}], otherwise: 1%}
        salary:
          lines:
            base: base_salary
            commission: sales × rate
        """),
    good=fragment("""
        metrics:
          rate: {cases: [{when: sales >= 1000, then: 2%}], otherwise: 1%}
        salary:
          lines:
            base: base_salary
            commission: sales × rate
        """),
)
SHOWCASE: Final = Showcase(
    "cases",
    Text("看情形", "It depends"),
    Text(
        "标准值和指标可以看情形而定：店铺忙时、促销时、接待量大时，响应时间的要求放宽。情形从上到下看，第一个成立的算数；"
        "`otherwise` 是哪种情形都不成立时的值；只有各情形已包括所有人时才可以不写，漏了谁，检查会指出来。"
        "每种情形也可以取一张表或一个档位。",
        "A standard value or a metric may depend on the situation: a busy shop, a promotion or many customers relax "
        "what is asked of response times. Cases are tried from the top and the first that holds counts; `otherwise` "
        "is the value where none holds and is left out only where the cases hold everybody: the check says who is "
        "forgotten. A case may also give what a table says, or a tier.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          intake: {type: number, label: 日均接待, min: 0}
          promotion: {type: flag, label: 大促, default: false}
          response: {type: seconds, label: 平均响应时间, min: 0, better: lower}
          ratings: {type: count, label: 评价数}
          good: {type: count, label: 满意数}
        thresholds:
          response_std:
            type: seconds
            cases:
              - {when: promotion, then: 90 s}
              - {when: intake < 100, then: 30 s}
            otherwise: 60 s
        metrics:
          satisfaction: {formula: good ÷ ratings, if_zero: 100%}
          bad: ratings - good
          quality:
            cases:
              - {when: ratings > 50, then: by_share}
            otherwise: by_number
        tables:
          by_share:
            on: satisfaction
            bands: [{from: 90%, points: 50}, {below: 90%, points: 40}]
          by_number:
            on: bad
            steps: {from: 1, every: 1, each: -1 points, limit: -50 points}
        salary:
          lines:
            base: base_salary
            fast: if(response <= response_std, ¥100, ¥0)
            well: ¥10 × (100% + quality ÷ 100 points)
        examples:
          - name: 99 customers a day, 31 s is too slow, 2 bad ratings of 50     # 10 × (1 - 2/100) = 9.80
            given: {base_salary: 3000, intake: 99, response: 31, ratings: 50, good: 48}
            expect: {response_std: 30 s, quality: -2, fast: 0, well: 9.80, total: 3009.80}
          - name: 100 customers a day, 60 s will do, 46 of 51 are 90.2%         # 10 × (1 + 50/100) = 15
            given: {base_salary: 3000, intake: 100, response: 60, ratings: 51, good: 46}
            expect: {response_std: 60 s, quality: 50, fast: 100.00, well: 15.00, total: 3115.00}
          - name: few customers in a promotion, the first case counts           # 100 + 10 × (1 - 0/100) = 110
            given: {base_salary: 0, intake: 9, promotion: true, response: 90, ratings: 0, good: 0}
            expect: {response_std: 90 s, quality: 0, fast: 100.00, total: 110.00}
        """),
    ("S2-10", "S2-11", "S0-13", "P12"),
)
RULES: Final = (HALF_CASES,)

_ADD_CASES: Final = Text(
    "加上 `cases: [{when: …, then: …}]`，或改写成 formula", "add `cases: [{when: …, then: …}]`, or write a formula"
)
ONE_WAY: Final = Text("只留一种写法", "keep one of the two")


@frozen
class Case:
    """One case as its author wrote it."""

    when: Formula
    then: Formula


@frozen
class Cases:
    """Cases in their order, and what counts where none holds; None where the author says that one always does."""

    name: str
    rows: tuple[Case, ...]
    otherwise: Formula | None
    span: Span

    @property
    def branches(self) -> tuple[Formula, ...]:
        """What each case gives, and last what counts otherwise."""
        last = () if self.otherwise is None else (self.otherwise,)
        return (*(row.then for row in self.rows), *last)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """All conditions and values."""
        return (*(row.when for row in self.rows), *self.branches)


def read_cases(name: str, span: Span, reader: Reader, ways: Sequence[str]) -> Cases | None:
    """The cases of a record that has `cases` or `otherwise`; None where faulty (reported).

    `ways` are the other keys that would say the value.
    """
    other = next((key for key in ways if reader.has(key)), None)
    fault = _fault(reader, other)
    if fault is not None:
        reader.desk.report(HALF_CASES.at(span, help=fault[1], name=name, problem=fault[0]))
        return None
    rows = [_row(reader.desk.reader(node)) for node in reader.items("cases")]
    otherwise = reader.formula("otherwise")
    sound = tuple(row for row in rows if row is not None)
    if (otherwise is None and reader.has("otherwise")) or not sound or len(sound) < len(rows):
        return None
    return Cases(name, sound, otherwise, span)


def has_cases(reader: Reader) -> bool:
    """Whether a record says its value by cases, or tries to."""
    return reader.has("cases") or reader.has("otherwise")


_BOTH: Final = Text("又有 {other}又有 情形（cases）", "has both {other} and cases")
_OTHER: Final = {
    "formula": Text("公式（formula）", "formula"),
    "use": Text("采用（use）", "use"),
    "shop_goal": Text("店铺目标（shop_goal）", "shop_goal"),
    "industry_average": Text("行业平均（industry_average）", "industry_average"),
    "own_history": Text("店铺历史（own_history）", "own_history"),
}


def _fault(reader: Reader, other: str | None) -> tuple[Text, Text] | None:
    """What is wrong with the keys of a record, and what to do about it."""
    if other is not None:
        return _BOTH.format(other=_OTHER.get(other, same(other))), ONE_WAY
    if not reader.has("cases"):
        return Text("有 否则（otherwise），却没有 情形（cases）", "has otherwise but no cases"), _ADD_CASES
    return None


def _row(record: Reader | None) -> Case | None:
    when, then = (record.formula("when"), record.formula("then")) if record else (None, None)
    return None if when is None or then is None else Case(when, then)
