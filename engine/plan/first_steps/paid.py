"""The main road, last part: awards, the comparison with others, the payslip, and the words people signed."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.plan.showcase import Showcase

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

SHOWCASES: Final = (AWARDS, GROUPS, SALARY, PLAN_WORDS)
