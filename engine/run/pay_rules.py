"""The findings about people who cannot be paid, and their documentation."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import fragment, inputs
from engine.diagnostics.model import Rule, Severity

_DATA: Final = "--- data\nagent_id,base_salary,sales\n"
_OPTIONAL: Final = inputs("sales: {type: money, min: 0, optional: true}") + _DATA
_TEAM: Final = fragment("""
    group_by: [team]
    salary:
      lines:
        base: base_salary
        extra: group_mean(sales) × 1%
    --- data
    agent_id,team,base_salary,sales
    """)

FINDINGS_OMITTED: Final = Rule(
    code="KPI531",
    name="findings-omitted",
    headline=Text("另有 {count} 条没有列出", "{count:more finding is|more findings are} not listed"),
    what=Text("数据的问题太多，只列出前一千条。", "The data has too many faults; only the first thousand are listed."),
    why=Text(
        "问题这么多，多半是取错了列或文件；先改正前面的再看。",
        "With so many the wrong column or file was most likely taken; repair the first ones and look again.",
    ),
    bad=_DATA + "".join(f"A{number},3000,\n" for number in range(1001)),
    good=_DATA + "A1,3000,100\n",
    severity=Severity.NOTE,
)
NO_AMOUNT: Final = Rule(
    code="KPI601",
    name="no-amount",
    headline=Text("“{line}”算不出金额：{reason}", "{line} has no amount: {reason}"),
    what=Text(
        "工资行依赖的一个值对这个人不适用。", "A pay line depends on a value that is not applicable to this person."
    ),
    why=Text("不适用不是零，引擎不替人决定。", "Not applicable is not zero, and the engine does not decide."),
    bad=_OPTIONAL + "A1,3000,\n",
    good=_OPTIONAL + "A1,3000,100\n",
)
NEGATIVE_TOTAL: Final = Rule(
    code="KPI602",
    name="negative-total",
    headline=Text("合计是负数：{total}", "the total is below zero: {total}"),
    what=Text(
        "这个人的工资合计小于零，方案没有说可以。", "A person's total is below zero and the plan does not allow that."
    ),
    why=Text("没有人倒贴工资。", "Nobody pays to work."),
    bad="salary:\n  lines: {base: base_salary - sales}\n" + _DATA + "A1,100,200\n",
    good="salary:\n  lines: {base: base_salary - sales}\n  at_least: 0\n" + _DATA + "A1,100,200\n",
)
VALUE_TOO_LARGE: Final = Rule(
    code="KPI603",
    name="value-too-large",
    headline=Text("“{name}”的值太大：{value}", "{name} is too large: {value}"),
    what=Text("算出的值超过了引擎的上限。", "A computed value is beyond the engine's limits."),
    why=Text("这么大的数只能是录入错误。", "A number of this size can only be a typing error."),
    bad=_DATA + "A1,3000000000000,100\n",
    good=_DATA + "A1,3000,100\n",
)
GROUP_HAS_AN_ERROR: Final = Rule(
    code="KPI604",
    name="group-has-an-error",
    headline=Text(
        "同组第 {row} 行有错，这个人的工资要看全组",
        "row {row} of the same group has an error, and this pay looks at the whole group",
    ),
    what=Text(
        "组内有人的数据有错，全组都不能算。", "Somebody of the group has an error, so nobody of the group can be paid."
    ),
    why=Text("缺一个人，组内平均值就变了。", "Without that person the group's mean would be another."),
    bad=_TEAM + "A1,T,3000,abc\nA2,T,3000,100\n",
    good=_TEAM + "A1,T,3000,200\nA2,T,3000,100\n",
)
RULES: Final = (FINDINGS_OMITTED, NO_AMOUNT, NEGATIVE_TOTAL, VALUE_TOO_LARGE, GROUP_HAS_AN_ERROR)

HELP: Final[dict[str, Text]] = {
    NO_AMOUNT.code: Text(
        "填上数据，或在方案里写明那时怎么算：默认（default）、除数为零（if_zero）、缺项（if_missing）",
        "fill it in, or say in the plan what then: default, if_zero or if_missing",
    ),
    NEGATIVE_TOTAL.code: Text(
        "在 工资（salary）里写 `保底: 0`（at_least）或 `可为负: true`（may_be_negative）",
        "write `at_least: 0` or `may_be_negative: true` under salary",
    ),
    VALUE_TOO_LARGE.code: Text("看看这一行有没有多打的数字", "look in this row for a number with too many digits"),
    GROUP_HAS_AN_ERROR.code: Text("先改正那一行", "repair that row first"),
}
"""What to do about each."""
