"""The findings about a workbook as a whole: the file, which sheet, which row has the headings."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Rule, Severity

_GOOD: Final = "--- xlsx\nagent_id,base_salary,sales\nA1,3000,100\n"

UNREADABLE_WORKBOOK: Final = Rule(
    code="KPI533",
    name="unreadable-workbook",
    headline=Text("这个工作簿读不出来：{why}", "this workbook cannot be read: {why}"),
    what=Text(
        "文件损坏、加密，或者不是 .xlsx 工作簿。", "The file is damaged or encrypted, or it is no .xlsx workbook."
    ),
    why=Text(
        "只读出一半的工作簿会少付人钱；.xls 和 .ods 里出错的公式读出来像空格子，所以也不读。",
        "Half a workbook would leave people unpaid; in .xls and .ods a failed formula reads like an empty cell.",
    ),
    bad="$ kpiplan evaluate plan.yaml march.xls",
    good="$ kpiplan evaluate plan.yaml march.xlsx",
)

WHICH_SHEET: Final = Rule(
    code="KPI534",
    name="which-sheet",
    headline=Text("不知道该读哪张工作表：{why}", "which sheet to read is not clear: {why}"),
    what=Text(
        "工作簿里有几张表都像要用的数据，或者哪一张都不像。",
        "Several sheets of a workbook look like the data, or none of them does.",
    ),
    why=Text(
        "上个月的表常常和这个月的在同一个文件里，读错一张就全部算错。",
        "Last month's sheet is often in the same file, and the wrong sheet makes all pay wrong.",
    ),
    bad="--- xlsx\nagent_id,base_salary,sales\nA1,3000,100\n=== April\nagent_id,base_salary,sales\nA1,3000,200\n",
    good="--- xlsx\nagent_id,base_salary,sales\nA1,3000,100\n=== Notes\nreviewed\n",
)

SHEET_NOTED: Final = Rule(
    code="KPI535",
    name="sheet-noted",
    headline=Text("读取工作表“{sheet}”，列名在第 {number} 行", "read from sheet “{sheet}”, headings in row {number}"),
    what=Text(
        "工作簿有几张表，或者列名上面还有表名。",
        "The workbook has several sheets, or titles stand above the headings.",
    ),
    why=Text(
        "读的是哪张表、跳过了哪几行，都要能看到。", "Which sheet was read and which rows were skipped is said aloud."
    ),
    bad="--- xlsx\n三月绩效,,\nagent_id,base_salary,sales\nA1,3000,100\n",
    good=_GOOD,
    severity=Severity.NOTE,
)

NO_HEADING_ROW: Final = Rule(
    code="KPI536",
    name="no-heading-row",
    headline=Text("找不到唯一的列名行：{why}", "there is no one row of headings: {why}"),
    what=Text(
        "列名分在两行，或几行都像列名，或者一行也没有。",
        "The headings are spread over two rows, several rows look like headings, or none does.",
    ),
    why=Text(
        "列名行认错了，人和数字就会错位。", "With the wrong row of headings, numbers belong to the wrong columns."
    ),
    bad="--- xlsx\nagent_id,base_salary,sales\nA1,3000,100\nagent_id,base_salary,sales\nA2,3000,200\n",
    good=_GOOD,
)

HIDDEN_ROWS: Final = Rule(
    code="KPI543",
    name="hidden-rows",
    headline=Text(
        "隐藏（或筛掉）的{what}也读了：{which}", "hidden (or filtered out) {what} are read like all others: {which}"
    ),
    what=Text(
        "工作表里有隐藏或被筛选掉的行、或用到的列是隐藏的。",
        "Rows of the sheet, or columns that are used, are hidden or filtered out.",
    ),
    why=Text(
        "看不见的人也会领到工资；如果他们不该算，请删除这些行。",
        "People whom nobody sees are paid too; delete the rows if they are not meant.",
    ),
    bad="--- xlsx\nagent_id,base_salary,sales\nA1,3000,100\n(hidden)A2,3000,200\n",
    good=_GOOD,
    severity=Severity.WARNING,
)

RULES: Final = (UNREADABLE_WORKBOOK, WHICH_SHEET, SHEET_NOTED, NO_HEADING_ROW, HIDDEN_ROWS)
