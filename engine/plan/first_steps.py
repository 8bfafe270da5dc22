"""The main road of the language at work, in the order in which a reader meets it."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.plan.showcase import Showcase

INPUTS: Final = Showcase(
    "inputs",
    Text("输入：每个人的数据列", "Inputs: the columns of each person's data"),
    Text(
        "每一列写明 `type`（是什么量）。数据里不合类型、超出 `min`/`max`、空着的格子，都会指出是谁的哪一格，"
        "不会当作零。"
        "空格子可以有 `default`，或写 `optional: true`（不适用）。`columns` 是数据表里的其他列名。",
        "Each column says its `type`, the kind of quantity it holds. A cell of another kind, outside `min`/`max`, or "
        "empty is named with its person; it is never taken as zero. An empty cell may have a `default`, or be "
        "`optional: true` (not applicable). `columns` are other headings of the same column.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, label: 底薪, min: 0}
          sales:       {type: money, label: 销售额, min: 0, columns: [本月销售额, 聊天付款金额]}
          refunds:     {type: money, label: 退款金额, min: 0, default: 0}
          on_trial:    {type: flag, label: 试用期, default: false}
        salary:
          lines:
            base: base_salary
            commission: if(on_trial, 0, max(sales - refunds, 0) × 1%)
        examples:
          - name: no cell for refunds            # 20000 × 1% = 200
            given: {base_salary: 3000, sales: 20000}
            expect: {commission: 200.00, total: 3200.00}
          - name: on trial, no commission
            given: {base_salary: 2500, sales: 20000, on_trial: true}
            expect: {commission: 0.00, total: 2500.00}
        """),
    ("S3-5",),
)

THRESHOLDS: Final = Showcase(
    "thresholds",
    Text("标准值：从哪里来，用哪个", "Thresholds: standard values and where they come from"),
    Text(
        "标准值有三种来源：店铺目标、行业平均、店铺历史（S0-9）。写了几个，就用 `use` 说明采用哪一个。"
        "只有一个数时直接写 `名称: 数`。",
        "A standard value is the shop's goal, its category's average, or its own history (S0-9). Where several are "
        "written, `use` says which one counts. A single number is written `name: number`.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          conversion: {type: percent, label: 转化率, min: 0%, max: 100%}
        thresholds:
          conversion_goal: {type: percent, shop_goal: 50%, industry_average: 42%, use: shop_goal}
          award: {type: money, shop_goal: 100}
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
            conversion_award: if(conversion >= conversion_goal, award, 0)
        examples:
          - name: exactly the goal
            given: {base_salary: 3000, sales: 0, conversion: 50%}
            expect: {conversion_award: 100.00, total: 3100.00}
          - name: just below it
            given: {base_salary: 3000, sales: 0, conversion: 49.99%}
            expect: {conversion_award: 0.00, total: 3000.00}
        """),
    ("S0-9", "S3-20"),
)

METRICS: Final = Showcase(
    "metrics",
    Text("指标：由输入算出", "Metrics: worked out from the inputs"),
    Text(
        "公式精确计算，中间不舍入：5.004% 就是高于 5%，尽管显示为 5.00%。除数可能为零时要写 `if_zero`："
        "一个值，或 `not_applicable`（不适用）。要先舍入再比较的，写 `decimals`。",
        "Formulas are exact and nothing is rounded on the way: 5.004% is above 5%, though it prints as 5.00%. Where a "
        "divisor can be zero, `if_zero` says what then: a value, or `not_applicable`. What is to be rounded before it "
        "is compared says `decimals`.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          inquiries: {type: count, label: 询盘人数}
          orders: {type: count, label: 下单人数}
        metrics:
          conversion: {label: 询盘转化率, formula: orders ÷ inquiries, if_zero: 0%}
          order_value: {label: 客单价, formula: sales ÷ orders, if_zero: 0, decimals: 2}
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
            award: if(conversion >= 50% and order_value >= 200, 100, 0)
        examples:
          - name: 100 of 200, 20000 ÷ 100 = 200.00 each    # 20000 × 1% + 100
            given: {base_salary: 3000, sales: 20000, inquiries: 200, orders: 100}
            expect: {conversion: 50%, order_value: 200.00, award: 100.00, total: 3300.00}
          - name: nobody asked
            given: {base_salary: 3000, sales: 0, inquiries: 0, orders: 0}
            expect: {conversion: 0%, total: 3000.00}
        """),
    ("S1-10", "S1-12"),
)

BANDS: Final = Showcase(
    "bands",
    Text("分段表：落在哪一段，得多少", "Tables: which band, and what it gives"),
    Text(
        "`from`（起）和 `up_to`（至）含本数，`above`（超过）和 `below`（不满）不含。各段要盖住全部可能的值，不重不漏："
        "漏了的，检查会说出是哪个数（“30% 没有对应的段”）。列名由您起，`points` 是分，`rate` 是百分比，`bonus` 是钱。",
        "`from` and `up_to` include the number, `above` and `below` do not. The bands cover every possible value once: "
        'where one is missing the check names it ("30% has no band"). Columns have names of your own; `points` are '
        "points, a `rate` is a percentage, a `bonus` is money.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          response: {type: seconds, label: 平均响应时间, min: 0, better: lower}
        tables:
          response_bonus:
            on: response
            bands:
              - {up_to: 20 s,              bonus: 200}
              - {above: 20 s, up_to: 40 s, bonus: 100}
              - {above: 40 s,              bonus: 0}
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
            quick_reply: response_bonus.bonus
        examples:
          - name: exactly 20 seconds
            given: {base_salary: 3000, sales: 0, response: 20}
            expect: {quick_reply: 200.00, total: 3200.00}
          - name: a tenth of a second more
            given: {base_salary: 3000, sales: 0, response: 20.1}
            expect: {quick_reply: 100.00, total: 3100.00}
          - name: slower than 40 seconds
            given: {base_salary: 3000, sales: 0, response: 40.01}
            expect: {quick_reply: 0.00, total: 3000.00}
        """),
    ("S1-14", "S3-21"),
)

COMMISSION: Final = Showcase(
    "commission",
    Text("提成：全额累进还是超额累进", "Commission: one rate on all, or each slice at its own"),
    Text(
        "提点表一定要写 `mode`。`whole`（全额累进）：整个数额都按所在段的提点。"
        "`marginal`（超额累进）：每一段各按各的提点。同样的表，12 万的销售额差 750 元。",
        "A table of rates always says its `mode`. `whole`: the whole amount at the rate of its band. `marginal`: each "
        "slice at its own rate. With this table the two differ by 750 at sales of 120000.",
    ),
    fragment("""
        tables:
          on_all:
            on: sales
            mode: whole
            bands: [{up_to: 5万, rate: 1%}, {above: 5万, up_to: 10万, rate: 1.5%}, {above: 10万, rate: 2%}]
          by_slice:
            on: sales
            mode: marginal
            bands: [{up_to: 5万, rate: 1%}, {above: 5万, up_to: 10万, rate: 1.5%}, {above: 10万, rate: 2%}]
        salary:
          lines:
            base: base_salary
            whole: on_all
            marginal: by_slice
        examples:
          - name: 120000        # whole 120000 × 2%; slices 50000 × 1% + 50000 × 1.5% + 20000 × 2%
            given: {base_salary: 0, sales: 120000}
            expect: {whole: 2400.00, marginal: 1650.00, total: 4050.00}
          - name: exactly 50000
            given: {base_salary: 0, sales: 50000}
            expect: {whole: 500.00, marginal: 500.00, total: 1000.00}
        """),
    ("S3-11", "A-16"),
)

SCORECARDS: Final = Showcase(
    "scorecards",
    Text("记分卡：加权得分", "Scorecards: weighted scores"),
    Text(
        "各项是分数：输入、指标，或一张给出 `points` 的表（写表名），权重合计正好 100%。`adjust` 在加权之后加减分，"
        "`within` 是最低和最高分。`kpi` 是分数，"
        "`kpi.ratio` 是占满分的比例，用来乘钱。",
        "Items are points: inputs, metrics, or a table that gives `points` by its name. The weights add up to exactly "
        "100%. `adjust` adds or takes off points after weighting, "
        "`within` is the lowest and highest score. `kpi` is points; `kpi.ratio` is its share of the full score, to be "
        "multiplied with money.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          attitude: {type: points, label: 服务态度, min: 0, max: 100}
          skill:    {type: points, label: 业务能力, min: 0, max: 100}
          late:     {type: count, label: 迟到次数}
        metrics:
          lateness: late × -5 points
        scorecards:
          kpi: {items: {attitude: 60%, skill: 40%}, adjust: [lateness], within: [0, 100]}
        salary:
          lines:
            base: base_salary
            bonus: 1000 元 × kpi.ratio
        examples:
          - name: 90 × 60% + 80 × 40% - 5 = 81
            given: {base_salary: 3000, attitude: 90, skill: 80, late: 1}
            expect: {kpi: 81, bonus: 810.00, total: 3810.00}
          - name: never below zero
            given: {base_salary: 3000, attitude: 10, skill: 10, late: 9}
            expect: {kpi: 0, bonus: 0.00, total: 3000.00}
        """),
    ("S3-15", "A-17", "A-22"),
)

TIERS: Final = Showcase(
    "tiers",
    Text("档位：从初级到金牌", "Tiers: from junior to gold"),
    Text(
        "档位是有名字、有高低的段，由低到高写。每一档有自己的列，公式里写 `grade.rate`；`grade >= senior` 也可以比较。",
        "Tiers are bands with names and an order, the lowest first. Each has columns of its own, written `grade.rate` "
        "in formulas; `grade >= senior` compares them.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          kpi: {type: points, label: 绩效分, min: 0, max: 100}
        tiers:
          grade:
            on: kpi
            bands:
              junior: {below: 60,           rate: 0.5%, bonus: 0}
              senior: {from: 60, below: 90, rate: 0.8%, bonus: 400}
              gold:   {from: 90,            rate: 1%,   bonus: 800}
        salary:
          lines:
            base: base_salary
            tier_bonus: grade.bonus
            commission: sales × grade.rate × (50% + 50% × kpi ÷ 100 points)
        examples:
          - name: exactly 90 is gold          # 100000 × 1% × 95% = 950
            given: {base_salary: 3000, sales: 100000, kpi: 90}
            expect: {grade: gold, tier_bonus: 800.00, commission: 950.00, total: 4750.00}
          - name: just below 90 is senior     # 100000 × 0.8% × 94.995% = 759.96
            given: {base_salary: 3000, sales: 100000, kpi: 89.99}
            expect: {grade: senior, commission: 759.96, total: 4159.96}
        """),
    ("S3-10", "S3-12", "S3-13"),
)

AWARDS: Final = Showcase(
    "awards",
    Text("奖励：达标就有", "Awards: paid where a goal is met"),
    Text(
        "每一项有条件 `when` 和金额 `amount`。`requires` 是全部奖励的前提，`void_when` 是取消全部奖励的事件。",
        "Each item has its condition `when` and its `amount`. `requires` must hold for any of them, `void_when` are "
        "events that cancel them all.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          conversion: {type: percent, label: 转化率, min: 0%, max: 100%}
          response: {type: seconds, label: 响应时间, min: 0, better: lower}
          intake: {type: count, label: 接待人数}
          cheated: {type: flag, label: 作弊, default: false}
        awards:
          indicators:
            requires: [intake >= 100]
            void_when: [cheated]
            items:
              conversion_award: {when: conversion >= 50%, amount: 100}
              response_award:   {when: response <= 15 s, amount: 100}
        salary:
          lines:
            base: base_salary
            awards: indicators
        examples:
          - name: both goals met exactly
            given: {base_salary: 3000, conversion: 50%, response: 15, intake: 100}
            expect: {awards: 200.00, total: 3200.00}
          - name: too few customers served
            given: {base_salary: 3000, conversion: 50%, response: 15, intake: 99}
            expect: {awards: 0.00, total: 3000.00}
          - name: cancelled
            given: {base_salary: 3000, conversion: 50%, response: 15, intake: 100, cheated: true}
            expect: {awards: 0.00, total: 3000.00}
        """),
    ("S3-20", "S3-21", "S3-25", "S3-28"),
)

GROUPS: Final = Showcase(
    "groups",
    Text("组内比较", "Compared with the group"),
    Text(
        "`group_by` 说明谁和谁一组；组内函数看同组所有人，包括自己，也可以看算出来的值。同分并列，取靠前的名次。",
        "`group_by` says who belongs together; group functions look at everybody of the group, oneself included, also "
        "at computed values. Ties share the better rank.",
    ),
    fragment("""
        group_by: [team]
        salary:
          lines:
            base: base_salary
            above_mean: if(sales >= group_mean(sales), 100, 0)
            best: if(group_rank(sales) = 1, 300, 0)
        examples:
          - name: exactly the mean of 8000, 10000 and 12000
            given: {base_salary: 3000, sales: 10000}
            colleagues: [{sales: 8000}, {sales: 12000}]
            expect: {above_mean: 100.00, best: 0.00, total: 3100.00}
          - name: first together with somebody
            given: {base_salary: 3000, sales: 12000}
            colleagues: [{sales: 12000}]
            expect: {above_mean: 100.00, best: 300.00, total: 3400.00}
        """),
    ("S3-26", "A-21"),
)

SALARY: Final = Showcase(
    "salary",
    Text("工资条", "The payslip"),
    Text(
        "每一行算到最后才舍入一次（默认四舍五入到分），合计就是各行之和，所以手算也对得上。"
        "`at_least` 保底、`at_most` 封顶，差额另成一行。",
        "Each line is rounded once, at its end (half up to the cent unless said), and the total is their sum, so "
        "that it adds up by hand. `at_least` is a floor, `at_most` a cap; the difference becomes a line of its own.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          minimum_wage: {type: money, min: 0}
        salary:
          lines:
            base: {formula: base_salary, label: 底薪, tag: base}
            commission: {formula: sales × 1.25%, label: 提成, tag: commission, at_most: 5000}
          at_least: minimum_wage
        examples:
          - name: half a cent is rounded up          # 1000.40 × 1.25% = 12.505
            given: {base_salary: 3000, sales: 1000.40, minimum_wage: 2690}
            expect: {commission: 12.51, total: 3012.51}
          - name: capped                             # 500000 × 1.25% = 6250
            given: {base_salary: 3000, sales: 500000, minimum_wage: 2690}
            expect: {commission: 5000.00, total: 8000.00}
          - name: topped up to the minimum wage
            given: {base_salary: 2000, sales: 1000, minimum_wage: 2690}
            expect: {commission: 12.50, top_up: 677.50, total: 2690.00}
        """),
    ("S0-3", "A-33"),
)

PLAN_WORDS: Final = Showcase(
    "clauses",
    Text("条文、来源和不采纳的建议", "Clauses, sources, and advice not followed"),
    Text(
        "每条规则可以带 `clause`（合同里的条文）和 `source`（出处），`kpiplan describe` 会一并写出。"
        "检查给出的建议可以不采纳，在 `silence` 里写明理由；错误不能。",
        "Every rule may carry its `clause`, the words people signed, and its `source`; `kpiplan describe` prints them. "
        "Advice may be silenced with a reason under `silence`; errors may not.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          late: {type: count, label: 迟到次数, source: 考勤系统}
        salary:
          lines:
            base: base_salary
            commission:
              formula: sales × 1%
              clause: {zh: 第三条 提成为销售额的百分之一, en: "Article 3: commission is one percent of sales"}
              source: 2026 年薪资制度
        silence:
          KPI701: 迟到次数从下个季度起考核
        examples:
          - name: a clause changes nothing
            given: {base_salary: 3000, sales: 10000, late: 1}
            expect: {commission: 100.00, total: 3100.00}
        """),
    ("S0-1",),
)

SHOWCASES: Final = (
    INPUTS, THRESHOLDS, METRICS, BANDS, COMMISSION, SCORECARDS, TIERS, AWARDS, GROUPS, SALARY, PLAN_WORDS,
)  # fmt: skip
