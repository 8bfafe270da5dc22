"""The findings about what an input says of its own values: range, default and decimals (4xx)."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Rule
from engine.plan.constructs import choices

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
RULES: Final = (EMPTY_RANGE, *choices.RULES, BAD_DEFAULT, DEFAULT_OR_OPTIONAL, NO_SUCH_DECIMALS)
