"""Where a standard value was read, and what the shop adds to it: 5% above its own history, 2 points above the industry.

A source of a threshold is a number, or a number with its category, statistic, window, day and adjustment (S0-9).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from engine.base.frozen import frozen
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Rule
from engine.document.nodes import Scalar
from engine.formula.parser import parse_text
from engine.formula.show import to_text
from engine.formula.tree import Arithmetic, Formula, Operation
from engine.plan.reading import Desk, Reader
from engine.plan.shape import FORMULA, PROSE, Either, Field, OneOf, Record, Word
from engine.plan.showcase import Showcase

STATISTICS: Final = OneOf(
    (
        Word("mean", "平均", Text("平均数", "the mean"), ("average", "avg")),
        Word("median", "中位数", Text("中位数", "the median")),
        Word("best", "最好", Text("最好的一个", "the best one"), ("max",)),
    )
)
DETAILS: Final = (
    Field("category", "类目", PROSE, Text("哪个类目", "of which category")),
    Field("statistic", "统计", STATISTICS, Text("怎么统计的", "which statistic it is")),
    Field("window", "时段", PROSE, Text("哪段时间的数据", "over which time")),
    Field("as_of", "截至", PROSE, Text("截至哪个月或哪一天：2026-01", "as of which month or day: 2026-01")),
)
SOURCE: Final = Either(
    (
        FORMULA,
        Record(
            (
                Field("value", "数值", FORMULA, Text("查到的数值", "the figure as it was read"), required=True),
                *DETAILS,
                Field(
                    "adjust",
                    "调整",
                    PROSE,
                    Text(
                        "在数值上调整：`× 1.05`，或 `+ 2%`（百分比加减的是百分点）",
                        "what is done to it: `× 1.05`, or `+ 2%` (of a percentage these are percentage points)",
                    ),
                ),
            )
        ),
    )
)
SOURCE_NOT_UNDERSTOOD: Final = Rule(
    code="KPI496",
    name="source-not-understood",
    headline=Text("标准值“{name}”的{key}“{words}”看不懂", "`{key}: {words}` of threshold `{name}` is not understood"),
    what=Text(
        "adjust 以 +、- 或 × 开头，as_of 是月份或日期。",
        "`adjust` begins with +, - or ×; `as_of` is a month or a day.",
    ),
    why=Text("猜错调整就改了每个人的标准。", "A wrong guess would change the standard for everybody."),
    bad=fragment("""
        thresholds:
          std: {type: money, own_history: {value: 5000, adjust: 5%}}
        salary:
          lines:
            base: base_salary
            c: if(sales > std, ¥100, ¥0)
        """),
    good=fragment("""
        thresholds:
          std: {type: money, own_history: {value: 5000, adjust: × 1.05}}
        salary:
          lines:
            base: base_salary
            c: if(sales > std, ¥100, ¥0)
        """),
)
SHOWCASE: Final = Showcase(
    "sources",
    Text("标准值的来源", "Where standard values come from"),
    Text(
        "标准值来自店铺目标、同类目的行业平均或店铺历史；有几个时用 `use` 说采用哪一个。来源可以写明类目、统计方法、"
        "时段、截至何时，以及在它上面的调整：`× 1.05` 是高 5%，百分比的 `+ 2%` 是高 2 个百分点。",
        "A standard value is the shop's goal, its category's average or its own history; of several, `use` says which "
        "counts. A source may say its category, statistic, window and day, and what the shop does to it: `× 1.05` is "
        "5% more, and of a percentage `+ 2%` is 2 percentage points more.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          conversion: {type: percent, min: 0, max: 100%}
        thresholds:
          sales_std:
            type: money
            own_history: {value: 80000, statistic: mean, window: 2025-10 … 2025-12, as_of: 2025-12, adjust: × 1.05}
          conversion_std:
            type: percent
            industry_average: {value: 42%, category: 女装, as_of: 2026-01, adjust: + 2%}
            shop_goal: 50%
            use: industry_average
        salary:
          lines:
            base: base_salary
            more_sales: if(sales >= sales_std, ¥100, ¥0)
            conversion_award: if(conversion >= conversion_std, ¥50, ¥0)
        examples:
          - name: 80000 × 1.05 = 84000, and 42% + 2% = 44%
            given: {base_salary: 3000, sales: 84000, conversion: 44%}
            expect: {sales_std: 84000, conversion_std: 44%, more_sales: 100.00, total: 3150.00}
          - name: just below both
            given: {base_salary: 3000, sales: 83999.99, conversion: 43.9%}
            expect: {total: 3000.00}
        """),
    ("S0-9",),
)
RULES: Final = (SOURCE_NOT_UNDERSTOOD,)

_ADJUST: Final = Text("写 `× 1.05`，或 `+2%`、`-5 s`", "write `× 1.05`, or `+2%`, `-5 s`")
_AS_OF: Final = Text("写 `2026-01` 或 `2026-01-31`", "write `2026-01` or `2026-01-31`")
_OPERATORS: Final[dict[str, Arithmetic]] = {"+": "+", "＋": "+", "-": "-", "−": "-", "×": "×", "*": "×", "x": "×"}
_POINTS: Final = re.compile(r"\s*(?:pp|个百分点)\s*$")
_DAY: Final = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


@frozen
class Standard:
    """A source's figure as its author wrote it, what counts after its adjustment, and what is said about it."""

    value: Formula
    formula: Formula
    details: tuple[tuple[str, str], ...] = ()


def read_standard(name: str, source: str, reader: Reader) -> Standard | None:
    """The figure under a threshold's source; None where faulty (reported)."""
    record = reader.mapping(source)
    if record is None:
        formula = reader.formula(source)
        return None if formula is None else Standard(formula, formula)
    value, written = record.formula("value"), record.scalar("adjust")
    details = tuple((field.key, record.words(field.key)) for field in DETAILS if record.has(field.key))
    day = record.scalar("as_of")
    if day is not None and not _is_day(day.text.strip()):
        _report(reader.desk, name, "as_of", day, _AS_OF)
        return None
    if value is None or written is None:
        return None if value is None else Standard(value, value, details)
    formula = _adjusted(name, value, written, reader.desk)
    return None if formula is None else Standard(value, formula, details)


def _adjusted(name: str, value: Formula, written: Scalar, desk: Desk) -> Formula | None:
    """The figure with what is added to it, taken off it, or what it is multiplied by."""
    start = len(written.text) - len(written.text.lstrip()) + 1
    operator = _OPERATORS.get(written.text.strip()[:1])
    if operator is None:
        _report(desk, name, "adjust", written, _ADJUST)
        return None
    text = _POINTS.sub("%", written.text[start:])
    parsed = parse_text(text, lambda a, b: _part(written, start + a, start + b))
    desk.report(*parsed.diagnostics)
    if parsed.value is None:
        return None
    operands = [value.root, parsed.value.root]
    if operator == "×" and written.span.start < value.span.start:
        operands.reverse()
    root = Operation((operands[0], operands[1]), (operator,), written.span)
    return Formula(to_text(root), root, written.span)


def _part(written: Scalar, start: int, end: int) -> Span:
    return written.part(min(start, len(written.text)), min(end, len(written.text)))


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text if text.count("-") == 2 else f"{text}-01")
    except ValueError:
        return False
    return True


def _report(desk: Desk, name: str, key: str, written: Scalar, help_text: Text) -> None:
    words = written.text.strip()[:60]
    desk.report(SOURCE_NOT_UNDERSTOOD.at(written.span, help=help_text, name=name, key=key, words=words))
