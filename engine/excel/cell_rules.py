"""The findings about cells of a workbook: what they hold is not what a person sees, or nobody can know what."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Rule, Severity

_GOOD: Final = "--- xlsx\nagent_id,base_salary,sales\nA1,3000,100\n"
_PERCENT_PLAN: Final = (
    "inputs:\n  base_salary: {type: money}\n  sales: {type: money}\n  share: {type: percent, default: 0%}\n"
)

FAILED_FORMULA: Final = Rule(
    code="KPI538",
    name="failed-formula",
    headline=Text("“{column}”的公式出错，格子里是 {value}", "the formula of {column} failed: the cell is {value}"),
    what=Text("格子里是 #N/A、#DIV/0! 之类的错误。", "A cell is an error, such as #N/A or #DIV/0!."),
    why=Text(
        "出错的格子没有数；它不是 0，也不是没填。", "A cell with an error has no value: it is not 0 and not left out."
    ),
    bad="--- xlsx\nagent_id,base_salary,sales\nA1,3000,#N/A\n",
    good=_GOOD,
)

FORMULA_WITHOUT_VALUE: Final = Rule(
    code="KPI539",
    name="formula-without-value",
    headline=Text("“{column}”是公式，但没有算出来的值", "{column} is a formula whose value is not in the file"),
    what=Text(
        "写这个文件的程序只写了公式，没有算。",
        "The program that wrote the file wrote formulas and did not compute them.",
    ),
    why=Text("程序不替 Excel 算公式。", "Formulas are computed by Excel, never here."),
    bad="--- xlsx\nagent_id,base_salary,sales\nA1,3000,=50+50\n",
    good=_GOOD,
)

NUMBER_AS_ID: Final = Rule(
    code="KPI540",
    name="number-as-id",
    headline=Text(
        "“{column}”有 {count} 格是数字，按文字读：{shown}",
        "{column}: {count:cell is a number|cells are numbers}, read as text: {shown}",
    ),
    what=Text("工号等文字列里是数字格式的格子。", "An identifier or text is kept as a number."),
    why=Text(
        "数字 7 和文字 007 在程序里是两个人；读成了什么要能看到。",
        "The number 7 and the text 007 are two people, so what was read is said aloud.",
    ),
    bad="--- xlsx\nagent_id,base_salary,sales\n1001,3000,100\n",
    good=_GOOD,
    severity=Severity.NOTE,
)

FIFTEEN_DIGITS: Final = Rule(
    code="KPI541",
    name="fifteen-digits",
    headline=Text(
        "“{column}”有 {count} 格按 Excel 显示的 15 位数字读：{stored} 读成 {shown}",
        "{column}: {count:cell is|cells are} read with the 15 digits Excel shows: {stored} as {shown}",
    ),
    what=Text(
        "文件里的数比 Excel 显示的多出误差位（3479.9999999999995）。",
        "The file holds more digits than Excel shows (3479.9999999999995).",
    ),
    why=Text(
        "多出的位数是二进制小数的误差；按看到的数读，并且说明。",
        "The further digits are an error of binary fractions; what a person sees is read, and it is said.",
    ),
    bad="--- xlsx\nagent_id,base_salary,sales\nA1,3000,3479.9999999999995\n",
    good=_GOOD,
    severity=Severity.NOTE,
)

PERCENT_CELLS: Final = Rule(
    code="KPI542",
    name="percent-cells",
    headline=Text(
        "“{column}”有 {count} 格是百分比格式，例如 {stored} 读成 {shown}",
        "{column}: {count:cell has|cells have} the format of a percentage; {stored} is read as {shown}",
    ),
    what=Text(
        "格子是百分比格式：存的是 0.5，显示的是 50%。", "Cells are formatted as percentages: 0.5 is shown as 50%."
    ),
    why=Text(
        "50% 读成 50% 而不是 50；有百分比格式的 1.2 就是 120%。",
        "50% is read as 50% and never as 50, and 1.2 in that format is 120%.",
    ),
    bad=_PERCENT_PLAN + "--- xlsx\nagent_id,base_salary,sales,share\nA1,3000,100,50%\n",
    good=_PERCENT_PLAN + "--- xlsx\nagent_id,base_salary,sales,share\nA1,3000,100,0.5\n",
    severity=Severity.NOTE,
)

SHOWN_ROUNDED: Final = Rule(
    code="KPI743",
    name="shown-rounded",
    headline=Text(
        "“{column}”有 {count} 格显示的小数比存的少，按存的算：显示 {shown}，按 {stored}",
        "{column}: {count:cell shows|cells show} fewer decimals than are paid by: {stored}, shown as {shown}",
    ),
    what=Text(
        "Excel 按格式只显示几位小数，格子里存的数更细（49.96% 显示成 50%）。",
        "The format of a cell shows fewer decimals than it holds (49.96% is shown as 50%).",
    ),
    why=Text(
        "人看到 50% 会以为达到了 50% 的档；按存的 49.96% 算就没有达到。要按看到的数算，就在表里先四舍五入。",
        "Whoever sees 50% thinks that the band from 50% is reached, and 49.96% does not reach it. To pay by what is "
        "seen, round it in the sheet.",
    ),
    bad="--- xlsx\nagent_id,base_salary,sales\nA1,3000,(0)3479.6\n",
    good="--- xlsx\nagent_id,base_salary,sales\nA1,3000,(0)3480\n",
    severity=Severity.NOTE,
)

UNIT_IN_FORMAT: Final = Rule(
    code="KPI747",
    name="unit-in-format",
    headline=Text(
        "“{column}”显示的是 {shown}，存的只是 {stored}：“{unit}”只写在格式里",
        "{column} shows {shown} and holds {stored}: `{unit}` is in its format only",
    ),
    what=Text(
        "格子的数字格式在后面加了“万”“分钟”等单位，存的数没有换算。",
        "The number format of a cell puts a unit behind it (`万`, k, min); the number is stored without it.",
    ),
    why=Text(
        "人看到的是 1.5万，按存的 1.5 算就差一万倍。存的是 15000、只是按千显示的格式（`0,`）没有问题。",
        "Whoever looks sees fifteen thousand, and 1.5 would be paid by. "
        "A stored 15000 that a format such as `0,` shows in thousands is fine.",
    ),
    bad='--- xlsx\nagent_id,base_salary,sales\nA1,3000,(0.0"万")1.5\n',
    good='--- xlsx\nagent_id,base_salary,sales\nA1,3000,(0.00"元")15000\n',
)

MERGED_CELLS: Final = Rule(
    code="KPI544",
    name="merged-cells",
    headline=Text("“{column}”在合并的格子 {range} 里，看不出是谁的", "{column} is part of the merged cells {range}"),
    what=Text("数据行里有合并的格子。", "Cells of the data are merged."),
    why=Text(
        "合并的格子只有左上角有值，其余各行是空的，不知道是 0 还是同样的数。",
        "Of merged cells only the first has a value: nobody can know whether the others are empty or the same.",
    ),
    bad="--- xlsx\nagent_id,base_salary,sales\nA1,3000,100\nA2,3000,(merged)\n",
    good="--- xlsx\nagent_id,base_salary,sales\nA1,3000,100\nA2,3000,100\n",
)

CONVERTED_DATE: Final = Rule(
    code="KPI545",
    name="converted-date",
    headline=Text("“{column}”是日期 {value}，不是文字", "{column} is the date {value}, not text"),
    what=Text(
        "文字列里是日期格子，或者日期带着时刻。",
        "A column of text holds a date, or a date comes with a time of day.",
    ),
    why=Text(
        "Excel 会把 3-1 这样的编号自动变成日期，原来写的什么已经看不出来。",
        "Excel turns an id such as 3-1 into a date, and what was typed cannot be known any more.",
    ),
    bad="--- xlsx\nagent_id,base_salary,sales\n2026-03-01,3000,100\n",
    good=_GOOD,
)

RULES: Final = (
    FAILED_FORMULA, FORMULA_WITHOUT_VALUE, NUMBER_AS_ID, FIFTEEN_DIGITS, PERCENT_CELLS, SHOWN_ROUNDED, UNIT_IN_FORMAT,
    MERGED_CELLS, CONVERTED_DATE,
)  # fmt: skip
