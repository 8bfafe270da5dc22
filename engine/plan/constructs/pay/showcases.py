"""What is said of a salary's lines, at work: a small plan each."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.plan.showcase import Showcase

VOIDS: Final = Showcase(
    "voids",
    Text("取消：发生了就不发", "Voids: events after which a line pays nothing"),
    Text(
        "“一经发现，取消当月所有指标奖励”：写明什么事、取消哪几行、原因。取消的行归零，别的行不变，结果里有原因。",
        '"Once found, all indicator bonus of the month is cancelled": the event, the lines it takes away, the reason. '
        "A voided line pays nothing whatever its own floor is, all others stay, and the result says why.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          cheated: {type: flag, label: 作弊, default: false}
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
            awards: {formula: 400, tag: indicator}
          voids:
            - {when: cheated, lines: [awards], reason: 考试或打字作弊}
        examples:
          - name: nothing happened            # 3000 + 500 + 400
            given: {base_salary: 3000, sales: 50000, cheated: false}
            expect: {awards: 400, total: 3900.00}
          - name: cheated in the typing test  # 3000 + 500
            given: {base_salary: 3000, sales: 50000, cheated: true}
            expect: {awards: 0, commission: 500, total: 3500.00}
        """),
    ("S3-28", "S3-29", "A-25"),
)
PRORATION: Final = Showcase(
    "proration",
    Text("折算：按出勤发", "Proration: paid by attendance"),
    Text(
        "月中入职、离职、转岗：底薪按天数折算。比例必须在 0% 到 100% 之间，引擎会证明；先折算，最后只舍入一次。",
        "Hired, left or moved within the month: the base is paid by days. The share is proved to lie from 0% to 100%; "
        "it is applied to the exact amount, which is then rounded once.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          days_worked: {type: number, label: 出勤天数, min: 0, max: 31}
          days_due: {type: number, label: 应出勤天数, min: 1, max: 31}
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
          prorate: {by: 'min(days_worked ÷ days_due, 100%)', lines: [base]}
        examples:
          - name: seventeen of twenty-two days   # 3000 × 17 ÷ 22 = 2318.1818…
            given: {base_salary: 3000, sales: 10000, days_worked: 17, days_due: 22}
            expect: {base: 2318.18, total: 2418.18}
          - name: the whole month
            given: {base_salary: 3000, sales: 10000, days_worked: 22, days_due: 22}
            expect: {base: 3000, total: 3100.00}
        """),
    ("S0-11", "A-37"),
)
DRAW: Final = Showcase(
    "draw",
    Text("预支：提成不足先发", "A draw against commission"),
    Text(
        "新人提成不到 1000 先发到 1000。`recoverable: true` 的，补的钱以后从超出 1000 的提成里扣还，"
        "欠额另列为 draw_balance，下月填回来。",
        "Whoever earns less than 1000 of commission is paid 1000. Where it is `recoverable`, what was short is paid "
        "back from later commission above 1000; what is owed then is the output draw_balance, an input of next month.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          owed: {type: money, label: 上月欠额, min: 0, default: 0}
        salary:
          lines:
            base: base_salary
            commission: {formula: sales × 1%, tag: commission}
          draw: {amount: 1000, against: [commission], recoverable: true, balance: owed}
          at_least: 0
        examples:
          - name: two hundred short           # 800 + 200; 300 + 200 owed
            given: {base_salary: 2000, sales: 80000, owed: 300}
            expect: {draw: 200, draw_recovery: 0, draw_balance: 500, total: 3000.00}
          - name: two hundred above           # 1200 − 200 back; 300 − 200 owed
            given: {base_salary: 2000, sales: 120000, owed: 300}
            expect: {draw: 0, draw_recovery: -200, draw_balance: 100, total: 3000.00}
        """),
)
DEDUCTIONS: Final = Showcase(
    "deductions",
    Text("扣款限额", "How much may be deducted"),
    Text(
        "赔偿每月最多扣当月工资的 20%，扣完不低于当地最低工资（《工资支付暂行规定》第十六条）。"
        "类别为扣款的行合计受限；没扣完的另列为 deductions_deferred，下月填回来。",
        "Damages take at most 20% of the month's wage, and what is left is never below the local minimum wage. The "
        "lines tagged deduction are limited together; the rest is the output deductions_deferred, next month an input.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          damage: {type: money, label: 本月赔偿, min: 0}
          deferred: {type: money, label: 上月未扣完, min: 0, default: 0}
        thresholds:
          minimum_wage: 2420 元
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
            damage_paid: {formula: 0 - damage - deferred, tag: deduction}
          deductions: {at_most: 20%, never_below: minimum_wage}
          at_least: 0
        examples:
          - name: a fifth of 4000             # 4000 × 20% = 800
            given: {base_salary: 3000, sales: 100000, damage: 1000}
            expect: {damage_paid: -800, deductions_deferred: 200, total: 3200.00}
          - name: down to the minimum wage    # 2500 − 2420 = 80
            given: {base_salary: 2500, sales: 0, damage: 0, deferred: 200}
            expect: {damage_paid: -80, deductions_deferred: 120, total: 2420.00}
        """),
    ("A-14",),
)
ADJUSTMENTS: Final = Showcase(
    "adjustments",
    Text("手工调整与补差", "Adjustments by hand, and corrections"),
    Text(
        "手工调整与算出来的分开，列在最后；有金额而没有原因或审批人的，不发工资。补差是已结月份的应发减已发，可以是负数。",
        "What somebody decided stands apart from what was computed, last; nobody is paid who has an amount and no "
        "reason or no approver. A correction is what was due for a closed month less what was paid, of either sign.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          march_sales: {type: money, label: 三月核定销售额, min: 0, default: 0}
          march_paid: {type: money, label: 三月已发提成, min: 0, default: 0}
          fix: {type: money, label: 调整金额, default: 0}
          fix_reason: {type: text, label: 调整原因, optional: true}
          fix_by: {type: text, label: 审批人, optional: true}
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
          corrections:
            march: {paid: march_paid, due: march_sales × 1%, label: 三月补差}
          manual:
            bonus_fix: {amount: fix, reason: fix_reason, approver: fix_by, label: 手工调整}
          at_least: 0
        examples:
          - name: one sale of March was given back   # 9000 × 1% − 100 = −10
            given: {base_salary: 3000, sales: 10000, march_sales: 9000, march_paid: 100}
            expect: {march: -10, bonus_fix: 0, total: 3090.00}
          - name: a bonus that Wang approved
            given: {base_salary: 3000, sales: 10000, fix: 200, fix_reason: 补满勤, fix_by: 王}
            expect: {march: 0, bonus_fix: 200, total: 3300.00}
        """),
    ("A-14", "A-25"),
)
SHOWCASES: Final = (VOIDS, PRORATION, DRAW, DEDUCTIONS, ADJUSTMENTS)
