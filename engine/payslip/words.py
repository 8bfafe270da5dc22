"""What a payslip says around the numbers, in both languages."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text

PAYSLIP: Final = Text("工资条", "Payslip")
TOTAL: Final = Text("合计", "Total")
SUBTOTAL: Final = Text("小计", "Subtotal")
LINES: Final = Text("工资构成", "What your pay is made of")
ITEM: Final = Text("项目", "Item")
HOW: Final = Text("怎么算的", "How it is worked out")
AMOUNT: Final = Text("金额", "Amount")
FIGURE: Final = Text("数值", "Figure")
BY_HAND: Final = Text("人工调整（不是算出来的）", "Adjusted by hand (not computed)")
REASON: Final = Text("原因", "Reason")
APPROVER: Final = Text("审批人", "Approved by")
BESIDE: Final = Text("不计入合计的数", "Beside the total")
TIERS: Final = Text("我在哪一档", "Where you stand")
LEVERS: Final = Text("怎样变化最大", "What would change your pay most")
LEVERS_TOLD: Final = Text(
    "每次只改一项，其他都不变；增减的钱由引擎按同一方案重算。",
    "One figure changed at a time, all else equal; each difference is the plan evaluated again.",
)
CHANGE: Final = Text("如果", "If")
THEN: Final = Text("工资变化", "Your pay changes by")
BOUND: Final = Text("到下一个界限", "up to the next bound")
PERCENT_RULE: Final = Text("变动 1%", "a change of 1%")
CURVE: Final = Text("工资随{label}的变化", "Pay as {label} changes")
CURVE_TOLD: Final = Text(
    "其他都不变，{label}从 {low} 到 {high} 时的工资。实心点包含界限本身，空心点不包含。",
    "Pay for {label} from {low} to {high}, all else equal. A filled dot includes the bound itself, an open one not.",
)
CURVE_OWN: Final = Text("现在：{label} {at}，工资 {pay}。", "Now: {label} {at}, pay {pay}.")
CURVE_JUMP: Final = Text("在 {at} 处由 {before} 变为 {after}。", "At {at} it goes from {before} to {after}.")
CURVE_SAMPLED: Final = Text("台阶太密，图上按取样连成线。", "Its steps are too many to be shown one by one.")
HELD: Final = Text(
    "以上变化中，组内名次、最高、最低和中位数按现在的算，以免透露同事的数字。",
    "Throughout, your place in the group and its highest, lowest and median figures are taken as they are now, so that "
    "no colleague's figure is given away.",
)
WATERFALL: Final = Text("工资怎样加起来", "How your pay adds up")
WATERFALL_TOLD: Final = Text("从第一项加到合计：{parts}。", "From the first line to the total: {parts}.")
SCALE: Final = Text("{label}：{tier}", "{label}: {tier}")
SCALE_TOLD: Final = Text("{label}的各档：{bands}。", "The tiers of {label}: {bands}.")
YOU: Final = Text("我 {value}", "You {value}")
YOU_ARE: Final = Text("现在", "now")
WHY_TIER: Final = Text("{on}为 {value}，所以是“{tier}”", "{on} is {value}, which makes {tier}")
TIER_IS: Final = Text("现在是“{tier}”", "You are {tier}")
TOP_TIER: Final = Text("已是最高一档", "This is the highest tier")
NEXT: Final = Text("再{by} → {tier}", "{by} → {tier}")
NEXT_PLAIN: Final = Text("下一档：{tier}", "Next tier: {tier}")
NO_WAY: Final = Text("只改一项达不到", "no single change reaches it")
WAY: Final = Text("{label}从 {old}到 {new}（{by}）", "{label} from {old} to {new} ({by})")
ALONE: Final = Text("只改这一项就到“{tier}”：", "Reached by this alone ({tier}):")
REASONS: Final = Text("由来：每个数怎么来的", "Where every figure comes from")
GIVEN: Final = Text("本月数据", "This month's figures")
NO_VALUE: Final = Text("没有", "none")
PROOF: Final = Text("凭证", "Proof")
PLAN: Final = Text("方案", "Plan")
VERSION: Final = Text("版本", "version")
PLAN_HASH: Final = Text("方案散列值", "Plan hash")
INPUTS_HASH: Final = Text("数据散列值", "Inputs hash")
ENGINE: Final = Text("引擎版本", "Engine")
PROOF_TOLD: Final = Text(
    "同样的方案、数据和引擎版本，算出的工资条一字不差。",
    "The same plan, the same inputs and the same engine give the same payslip to the letter.",
)
PERSON: Final = Text("人员", "Person")
MEMBERS: Final = Text("组内 {n} 人", "{n} in the group")
LIST: Final = Text("工资条目录", "Payslips")
UNPAID: Final = Text("没有算出工资的人", "Not paid")
ROW: Final = Text("行", "Row")
WHY_NOT: Final = Text("为什么", "Why")
NOBODY: Final = Text("没有可以算工资的人。", "There is nobody who can be paid.")
COLON: Final = Text("：", ": ")
COMMA: Final = Text("，", ", ")
SEMICOLON: Final = Text("；", "; ")
CURVE_NOTE: Final = Text(
    "其他都不变时的工资。实心点包含界限本身，空心点不包含；红点是现在。",
    "Your pay, all else equal. A filled dot includes the bound itself, an open one does not; the red dot is you now.",
)
PEOPLE: Final = Text("人数", "People")
SEE_FINDINGS: Final = Text("原因见命令的输出", "see what the command said")
