"""The findings about cells that should hold a number, and their documentation."""

from __future__ import annotations

from typing import Final

from engine.base.limits import DIGITS_BEFORE_POINT
from engine.base.text import Text
from engine.diagnostics.model import Rule, Severity

_PERCENT_PLAN: Final = (
    "inputs:\n  base_salary: {type: money}\n  sales: {type: money}\n  share: {type: percent, default: 0%}\n"
)
_COUNT_PLAN: Final = (
    "inputs:\n  base_salary: {type: money}\n  sales: {type: money}\n  orders: {type: count, default: 0}\n"
)
_GOOD: Final = "--- data\nagent_id,base_salary,sales\nA1,3000,100\n"

NOT_A_NUMBER: Final = Rule(
    code="KPI505",
    name="not-a-number",
    headline=Text("“{column}”要写数字，不是“{value}”", "{column} must be a plain number, not “{value}”"),
    what=Text(
        "要写数字的单元格里是别的内容：8万、¥80、1e5、TRUE、日期、数字中间有空格等。",
        "A cell for a number holds something else: `8万`, `¥80`, `1e5`, `TRUE`, a date, digits with a space between.",
    ),
    why=Text(
        "数据里只认数字、一个小数点、正负号和正确的千分位，绝不猜测。",
        "Data holds digits, one point, a sign and well-formed thousands groups; nothing is guessed.",
    ),
    bad="--- data\nagent_id,base_salary,sales\nA1,3000,8万\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,80000\n",
)

OUT_OF_RANGE: Final = Rule(
    code="KPI506",
    name="out-of-range",
    headline=Text("“{column}”是 {value}，{side} {bound}", "{column} is {value}, {side} {bound}"),
    what=Text(
        "数字超出方案声明的范围，或个数是负数。",
        "A number lies outside the range the plan declares, or a count is negative.",
    ),
    why=Text(
        "方案只在声明的范围内检查过；范围外的数多半是录入错误。",
        "The plan was checked on the declared range only, and a number outside it is mostly a typing error.",
    ),
    bad="--- data\nagent_id,base_salary,sales\nA1,3000,-100\n",
    good=_GOOD,
)

TOO_MANY_DECIMALS: Final = Rule(
    code="KPI507",
    name="too-many-decimals",
    headline=Text(
        "“{column}”的 {value} 最多只能有 {limit} 位小数",
        "{column} is {value}; it may have at most {limit:decimal|decimals}",
    ),
    what=Text("小数位数多于这种输入允许的位数。", "A number has more decimals than its kind of input may have."),
    why=Text(
        "多出来的小数是浮点误差或没有舍入的结果；程序不替人舍入。",
        "Extra decimals come from float arithmetic or a missing rounding, and input is never rounded silently.",
    ),
    bad="--- data\nagent_id,base_salary,sales\nA1,3000,100.005\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,100.01\n",
)

NOT_FINITE: Final = Rule(
    code="KPI515",
    name="not-finite",
    headline=Text("“{column}”的“{value}”不是一个数", "{column} is “{value}”, which is no number to pay by"),
    what=Text("单元格里是 NaN 或无穷大。", "A cell holds NaN or an infinity."),
    why=Text(
        "它来自别处失败的计算，例如除以 0。",
        "It comes from a computation that failed elsewhere, such as a division by 0.",
    ),
    bad="--- data\nagent_id,base_salary,sales\nA1,3000,NaN\n",
    good=_GOOD,
)

BARE_PERCENT: Final = Rule(
    code="KPI516",
    name="bare-percent",
    headline=Text("“{column}”是百分比，“{value}”没有写百分号", "{column} is a percentage, and “{value}” has no %"),
    what=Text("百分比的列里有不带 % 的 1 或更大的数。", "A percentage is written as 1 or more without a percent sign."),
    why=Text("1 可能是 1%，也可能是 100%，两者差一百倍。", "1 may mean 1% or 100%, a hundredfold difference in pay."),
    bad=_PERCENT_PLAN + "--- data\nagent_id,base_salary,sales,share\nA1,3000,100,50\n",
    good=_PERCENT_PLAN + "--- data\nagent_id,base_salary,sales,share\nA1,3000,100,50%\n",
)

FOLDED_DIGITS: Final = Rule(
    code="KPI518",
    name="folded-digits",
    headline=Text(
        "“{column}”从第 {number} 行起有全角字符，已按半角读取",
        "{column} has full-width characters from row {number} on, read as ordinary ones",
    ),
    what=Text("单元格里有全角的数字、字母或符号（８０）。", "A cell has full-width digits, letters or signs (８０)."),
    why=Text(
        "全角的 ８０ 就是 80；说出来，便于在来源处改正。",
        "８０ is 80; it is said aloud so that the source can be corrected.",
    ),
    bad="--- data\nagent_id,base_salary,sales\nA1,3000,８０\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,80\n",
    severity=Severity.WARNING,
)

NOT_WHOLE: Final = Rule(
    code="KPI521",
    name="not-whole",
    headline=Text("“{column}”是个数，“{value}”不是整数", "{column} is a count; “{value}” is not a whole number"),
    what=Text("个数的列里有小数。", "A count is written with a fraction."),
    why=Text(
        "人数、单数只能是整数，小数说明取错了列。", "People and orders are whole; a fraction means the wrong column."
    ),
    bad=_COUNT_PLAN + "--- data\nagent_id,base_salary,sales,orders\nA1,3000,100,12.5\n",
    good=_COUNT_PLAN + "--- data\nagent_id,base_salary,sales,orders\nA1,3000,100,12\n",
)

TOO_MANY_DIGITS: Final = Rule(
    code="KPI525",
    name="too-many-digits",
    headline=Text(
        "“{column}”的“{value}”整数部分超过 {limit} 位",
        "{column} is “{value}”, more than {limit} digits before the point",
    ),
    what=Text(
        f"数字的整数部分超过 {DIGITS_BEFORE_POINT} 位。",
        f"A number has more than {DIGITS_BEFORE_POINT} digits before its point.",
    ),
    why=Text(
        "没有这么大的工资数据，多半是卡号或编号放错了列。",
        "No pay data is so large; it is mostly a card or order number.",
    ),
    bad="--- data\nagent_id,base_salary,sales\nA1,3000,6222021234567890123\n",
    good=_GOOD,
)

MIXED_PERCENT: Final = Rule(
    code="KPI746",
    name="mixed-percent",
    headline=Text(
        "“{column}”有的格写了 %，有的没写：第 {number} 行的 {value} 按 {read} 算",
        "some cells of {column} have a %, some have none: {value} in row {number} is read as {read}",
    ),
    what=Text(
        "百分比的一列里，有的格写了百分号，有的没写。", "Of a column of percentages some have the sign, some do not."
    ),
    why=Text(
        "写了 1.2% 的列里，0.5 多半是 0.5%，按比值读却是 50%。",
        "Beside 1.2% a cell 0.5 is mostly meant as 0.5%, and as a ratio it is 50%.",
    ),
    bad=_PERCENT_PLAN + "--- data\nagent_id,base_salary,sales,share\nA1,3000,100,1.2%\nA2,3000,100,0.5\n",
    good=_PERCENT_PLAN + "--- data\nagent_id,base_salary,sales,share\nA1,3000,100,1.2%\nA2,3000,100,0.5%\n",
    severity=Severity.WARNING,
)

RULES: Final = (
    NOT_A_NUMBER, OUT_OF_RANGE, TOO_MANY_DECIMALS, NOT_FINITE, BARE_PERCENT, FOLDED_DIGITS, NOT_WHOLE, TOO_MANY_DIGITS,
    MIXED_PERCENT,
)  # fmt: skip
